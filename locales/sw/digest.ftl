### What a focal point reads in the morning, and a coordinator once a week

digest = { $lines }
digest-head = { $part ->
        [morning] Habari za asubuhi.
       *[other] Habari.
    } { $country }, { $day }. { $count ->
        [0] Hakuna kinachokuhitaji.
        [one] { $count } inakuhitaji.
       *[other] { $count } zinakuhitaji.
    }
digest-late = YAMECHELEWA { $count }
digest-today = LEO { $count }
digest-not-fixed = WAMESEMA "BADO" { $count }
digest-waiting = YANASUBIRI { $count }
digest-item = { $index }) { $number } { $what }, { $place }. { $day ->
        [none] {""}
       *[other] Imeahidiwa { $day }.
    } { $time ->
        [none] {""}
       *[other] Jibu kabla ya { $time }.
    } { $ready ->
        [none] {""}
       *[other] Jibu tayari lipo.
    }
digest-item-sealed = { $index }) { $number } ujumbe mmoja unakuhitaji.
digest-more = Na nyingine { $count }: tuma IJAYO.
digest-more-lines = na nyingine { $count }
digest-open = Tuma namba ili kuifungua.
digest-place-shared = mahali kwenye ramani
digest-new = MPYA tangu { $day }: { $count } { $usual ->
        [none] {""}
       *[other] (kawaida { $usual })
    }
digest-topic = { $topic } { $count } { $usual ->
        [none] {""}
       *[other] (kawaida { $usual })
    }
digest-topic-place = { $lines }, { $count } kutoka { $place }
digest-thanks = shukrani
digest-quiet = KIMYA: { $lines }. Mtandao umekatika?
digest-quiet-place = { $place } 0 (kawaida { $usual } kwa wiki)
digest-done = TAYARI: { $answered } yamejibiwa. Watu wanasema: imetatuliwa { $yes }, bado { $no }, hawajajibu { $none }.
digest-partnerships = USHIRIKIANO: { $lines }.
digest-partnership-update = { $code } taarifa imefika: { $status }
digest-partnership-due = { $code } inatarajiwa { $day }
digest-partnership-late = { $code } imechelewa tangu { $day }
digest-duty-you = Zamuni usiku huu: wewe. Hutakuwepo? Tuma LIKIZO.
digest-duty = Zamuni usiku huu: { $post }.

## A coordinator's week

digest-week-head = { $country }, wiki hadi { $day }. { $count ->
        [0] Hakuna la kuamua.
        [one] Jambo { $count } la kuamua.
       *[other] Mambo { $count } ya kuamua.
    }
digest-decide = AMUA { $count }
digest-decide-ending = { $post }: zamuni hadi { $day }
digest-decide-away = { $post }: hayupo hadi { $day }, { $stand_in ->
        [none] hakuna wa kushika nafasi
       *[other] anayeshika nafasi: { $stand_in }
    }
digest-decide-sealed = Ujumbe uliolindwa uliochelewa: { $count }
digest-stuck = IMEKWAMA { $count }
digest-promises = AHADI: { $due } za wiki, { $kept } zimetimizwa, { $slipped } zimechelewa.
digest-middle-days = Muda wa kati wa kujibu: siku { $count }.
digest-middle-hours = Muda wa kati wa kujibu: saa { $count }.
digest-solved = IMETATULIWA: tunasema { $answered }. Watu wanasema: ndiyo { $yes }, hapana { $no }, hawajajibu { $none }.
digest-heard = TULISIKIA: { $count } { $usual ->
        [none] {""}
       *[other] (kawaida { $usual })
    }
digest-unread = Mashine haikusoma: { $lines }
digest-language-unknown = lugha haijulikani
digest-rising = INAONGEZEKA: { $lines }
digest-rising-place = { $topic }, { $place } { $count } (kawaida { $usual })
digest-on-time = USHIRIKIANO: { $count } kati ya { $due } kwa wakati.
digest-light = { $code } { $light ->
        [green] kwa wakati
        [yellow] ripoti moja inadaiwa
        [red] ripoti mbili zinadaiwa
       *[inactive] haifanyi kazi
    }
digest-alerts = ARIFA: { $lines }
digest-slowest = "Yangu" ya polepole zaidi: { $time }, { $post }.
digest-minutes = dakika { $minutes }
digest-hours = saa { $hours }
digest-lines = LAINI: { $count } zimefika, { $answered } zimeshughulikiwa.
digest-line-silent = { $name }: hakuna kitu tangu { $day }.
digest-line-stuck = { $name }: { $count } zinasubiri kutumwa.

## How a digest comes

digest-set = { $when ->
        [never] Muhtasari umezimwa. Kuupata tena tuma MUHTASARI KILASIKU.
        [weekly] Muhtasari wako huja mara moja kwa wiki saa { $time }
       *[daily] Muhtasari wako huja kila siku ya kazi saa { $time }
    } { $by ->
        [none] {""}
        [mail] kwa barua pepe.
        [both] hapa na kwa barua pepe.
       *[chat] hapa.
    }
digest-how = MUHTASARI: uone sasa. MUHTASARI KILASIKU, WIKI au ZIMA. MUHTASARI 6: saa 06:00. MUHTASARI PEPE na anwani yako: kwa barua pepe. MUHTASARI HAPA: hapa. MUHTASARI VYOTE.
digest-mail-asked = Tumetuma msimbo kwa anwani hiyo. Tuma MUHTASARI na msimbo. Hadi hapo hakuna kingine kinachotumwa huko.
digest-mail-wrong = Hiyo si anwani ya barua pepe. Tuma MUHTASARI PEPE na anwani yote, kama jina@example.org
digest-mail-none = Hatuna anwani yako ya barua pepe. Tuma MUHTASARI PEPE na anwani yako.
digest-mail-off = Barua pepe haijawekwa hapa. Muhtasari wako huja hapa.
digest-mail-wait = Anwani zimetosha kwa leo. Tafadhali jaribu tena kesho.
digest-code-wrong = Msimbo huo si sahihi au ni wa zamani. Kupata mpya tuma MUHTASARI PEPE na anwani yako.
digest-code-subject = { $service }: anwani hii ni yako?
digest-code-mail = Mtu wa timu ameomba muhtasari wake uje kwenye anwani hii. Kama ni wewe, tuma hii katika mazungumzo: MUHTASARI { $code }
digest-code-ignore = Kama si wewe, usifanye lolote: hakuna kingine kitakachokuja hapa.
digest-mail-subject = { $service }: { $country }, { $day }
digest-mail-open = Kufungua moja, tuma namba yake katika mazungumzo.
digest-mail-foot = Uliomba upate hii kwa barua pepe. Kuizima, tuma MUHTASARI ZIMA katika mazungumzo. Hakuna anayesoma majibu ya barua hii.
