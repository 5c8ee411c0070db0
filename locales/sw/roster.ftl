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
roster-not-enrolled = Hujasajiliwa hapa. Kama umepewa msimbo, tuma START na msimbo huo.
roster-enrolled = Umesajiliwa: { $post }. Yaliyo yako huja hapa. LUGHA: ibadilishe. ACHA: usipokee ujumbe.
roster-coordinators-only = Ni mratibu tu anayeweza kufanya hili. Tafadhali mwombe wako.
roster-moved = { $count ->
        [one] { $numbers } sasa ni yako.
       *[other] Sasa una ujumbe { $count }: { $numbers }.
    } { $post ->
        [none] {""}
       *[other] Kabla yako: { $post }.
    } Tuma IJAYO kuona yanayosubiri.
roster-promise-late = Namba { $number }: tuliahidi jibu na tumechelewa. Samahani. Mtu mwingine sasa analishughulikia. Siku mpya: { $day }.
roster-duty-words = { $klass ->
        [S] ulinzi wa watu
        [R] yenye mipaka
       *[P] mradi
    }, { $topic ->
        [all] mada zote
       *[other] { $topic }
    }, { $area ->
        [all] nchi nzima
       *[other] { $area }
    } ({ $country })
roster-duty-line = { $duty }, { $day ->
        [none] hadi itakapotangazwa
       *[other] hadi { $day }
    }
roster-duty-ends = { $who ->
        [you] Zamu yako inaisha { $day }: { $duty }. Tafadhali kubaliana na mratibu nani anafuata.
       *[they] { $post }: zamu inaisha { $day }: { $duty }. Tuma ZAMU kuiongeza, ALIKA kwa mtu mpya.
    }
roster-staff = { $lines }
roster-staff-line = { $post }, { $role }: { $state ->
        [suspended] imesimamishwa
        [empty] hakuna aliyesajiliwa bado
        [stopped] hapokei ujumbe
        [away] yuko likizo hadi { $day }
       *[there] yupo
    } { $stand_in ->
        [none] {""}
       *[other] (kaimu: { $stand_in })
    }
roster-more-lines = … na mistari { $count } zaidi. Tuma TIMU na sehemu ya jina.
roster-holes = MAPENGO: { $count }
roster-none-found = Hakuna nafasi yenye jina hilo. Tuma TIMU kuziona zote.
roster-nothing-changed = Hakuna kilichobadilishwa.
roster-all-topics = mada zote
roster-nobody = hakuna
roster-today = leo
roster-tomorrow = kesho
roster-invite-role = Nafasi hii ina jukumu gani?
roster-invite-partnership = Ataripoti kwa ubia upi?
roster-invite-topic = Atajibu mada ipi?
roster-invite-area = Eneo gani? Andika jina lake, au 0 kwa nchi nzima.
roster-invite-post = Nafasi inaitwaje? Kwa mfano: Maji, Turkana. Si jina la mtu.
roster-invited = { $post }: msimbo ni { $code }. Unatumika mara moja, hadi { $day }. Atume START { $code } kwa namba hii. { $links ->
        [none] {""}
       *[other] Au afungue { $links }
    }
roster-area-unknown = Hakuna eneo moja hapa lenye jina hilo.
roster-post-taken = { $post } ipo tayari, yenye jukumu jingine.
roster-suspend-which = Nafasi ipi?
roster-suspend-sure = Simamisha { $post }? Simu yake haitafanya kazi hapa tena, na alichonacho kinahamia kwa wengine.
roster-suspended = { $post } imesimamishwa. Zilizohamia kwa wengine: { $count }. Namba alizoona: { $seen }. { $numbers ->
        [none] {""}
       *[other] Hizi: { $numbers }.
    }
roster-duties = { $lines }
roster-no-duty = Hakuna zamu hapa.
roster-duty-which = Unataka kubadilisha zamu ipi?
roster-duty-what = { $duty }. Iwe vipi?
roster-duty-until = { $post }: { $duty }, hadi { $day }.
roster-away-from = Hutakuwepo kuanzia siku gani? Andika leo, kesho, au siku kama 5/12.
roster-away-until = Hadi siku gani ya mwisho? Kwa mfano 9/12.
roster-away-stand-in = Nani atajibu badala yako?
roster-away-unclear = Sikuelewa siku hizo. Tuma LIKIZO, siku ya kwanza na ya mwisho: LIKIZO 5/12 9/12
roster-away-noted = Hutakuwepo { $from } hadi { $day }. { $stand_in ->
        [none] Anayefuata zamuni ataulizwa.
       *[other] { $stand_in } ataulizwa.
    } Tuma NIMERUDI ukirudi.
roster-away-now = Uko likizo hadi { $day }. Kuichukua mwenyewe, kwanza tuma NIMERUDI.
roster-back = Karibu tena. Arifa zinakuja kwako tena.
roster-not-away = Huko likizo.
roster-absence = { $post } hatakuwepo { $from } hadi { $day }. { $stand_in ->
        [you] Wewe utajibu badala yake.
        [none] Hakuna kaimu: anayefuata zamuni ataulizwa.
       *[other] Kaimu: { $stand_in }.
    }
button-extend-30 = siku 30 zaidi
button-extend-90 = siku 90 zaidi
button-end-today = leo ni ya mwisho
button-keep-duty = iache hivyo
role-focal = mtu wa mawasiliano
role-coordinator = mratibu
role-integrity = uadilifu
role-protection = hifadhi ya watu
role-safeguarding = ulinzi wa watu
role-reader = msomaji wa kwanza
role-volunteer = mjitolea
role-manager = msimamizi wa ubia
role-region = kanda
role-authority = mamlaka au huduma
role-data-protection = ulinzi wa taarifa
# sms: 2
roster-help = JIBU TAYARI namba: jibu lililo tayari. SIWEZI namba: sema kwa nini. SI YETU namba: sema limekwenda wapi. MAHALI namba jina: rekebisha mahali. LIKIZO: usipokuwepo. NIMERUDI: ukirudi.
# sms: 1
roster-help-head = TIMU: nani yuko nafasi gani. ALIKA: mtu mpya. SIMAMISHA jina: simu iliyopotea, mara moja. ZAMU: nani anajibu nini, hadi lini.
