### Timu: nafasi, zamu, likizo, na yasiyo na mtu

roster-hole = { $kind ->
        [nobody] Hakuna aliye zamu
        [unreachable] Aliye zamu hapatikani
        [absent] Aliye zamu yuko likizo
        [suspended] Aliye zamu amesimamishwa
        [ending] Hakuna aliye zamu baada ya { $day }
        [fewer-than-two] Mtu mmoja tu yuko zamu, wanahitajika wawili
        [one-organisation] Yanahitajika mashirika mawili
       *[coordinator] Hakuna mratibu anayepatikana
    }: { $klass ->
        [S] ulinzi wa watu
        [R] yenye mipaka
       *[P] mradi
    }, { $topic ->
        [all] mada zote
       *[other] { $topic }
    }, { $area ->
        [all] nchi nzima
       *[other] { $area }
    } { $post ->
        [none] {""}
       *[other] ({ $post })
    }
