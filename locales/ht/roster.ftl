### Ekip la: pòs, sèvis, absans, ak sa ki pa gen moun

roster-hole = { $kind ->
        [nobody] Pa gen moun ki sou sèvis
        [unreachable] Nou pa ka jwenn moun ki sou sèvis la
        [absent] Moun ki sou sèvis la absan
        [suspended] Moun ki te sou sèvis la sispann
        [ending] Pa gen moun sou sèvis apre { $day }
        [fewer-than-two] Yon sèl moun sou sèvis, fòk gen de
        [one-organisation] Fòk gen de òganizasyon
       *[coordinator] Nou pa ka jwenn okenn kowòdonatè
    }: { $klass ->
        [S] pwoteksyon moun
        [R] limite
       *[P] pwogram
    }, { $topic ->
        [all] tout sijè
       *[other] { $topic }
    }, { $area ->
        [all] tout peyi a
       *[other] { $area }
    } { $post ->
        [none] {""}
       *[other] ({ $post })
    }
