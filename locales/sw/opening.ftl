### A country opens and closes

opening-hello = Habari. Hii ni { $service }, { $who ->
        [none] laini ya ujumbe ya UN
       *[other] { $who }
    }. Bado haijafunguliwa hapa. Unaweza kuandika: tunayatunza.{ $phone ->
        [none] {""}
       *[other] {" "}Msaada sasa, bure: piga { $phone }.
    }
opening-said = Asante. Tunatunza uliyoandika. { $service } bado haijafunguliwa hapa, hatuwezi kuahidi jibu.{ $phone ->
        [none] {""}
       *[other] {" "}Msaada sasa, bure: piga { $phone }.
    }
opening-status = { $service } bado haijafunguliwa hapa, hatuwezi kuahidi jibu. Yaliyotumwa kwetu yanatunzwa.{ $phone ->
        [none] {""}
       *[other] {" "}Msaada sasa, bure: piga { $phone }.
    }
opening-danger = Hatujafungua hapa, na sisi si gari la wagonjwa. { $phone ->
        [none] Ukiweza, nenda kwa watu walio karibu nawe.
       *[other] Ukiweza, piga { $phone } au nenda kwa watu walio karibu.
    } Tunatunza uliyoandika.
opening-keep-away = Kaa mbali na uzuie wengine wasikaribie. Usikiguse. Hatujafungua hapa: waambie watu walio karibu.{ $phone ->
        [none] {""}
       *[other] {" "}Msaada sasa, bure: piga { $phone }.
    }
opening-ended = { $service } imesimama hapa tangu { $since }. Hatuwezi kuahidi kwamba mtu atasoma haya.{ $phone ->
        [none] {""}
       *[other] {" "}Msaada sasa, bure: piga { $phone }.
    }{ $after ->
        [none] {""}
       *[other] {" "}{ $after }
    }

### Coordinator

opening-opened = { $country }: laini imefunguliwa tangu { $day }. { $count ->
        [0] Hakuna cha awali kinachosubiri.
       *[other] Ya awali yanayosubiri: { $count }.
    } Tuma IJAYO kuona yanayosubiri, MUHTASARI kwa picha yote.
opening-handed-over = { $country }: laini imesimama tangu { $day }. Bado wazi: { $count }{ $sealed ->
        [0] {""}
       *[other] {" "}na yaliyolindwa { $sealed }
    }.{ $lines ->
        [none] {""}
       *[other] {" "}{ $lines }.
    } Yanabaki kwa walioyachukua hadi yaishe. Anayeandika sasa anaambiwa tumesimama. Tarehe { $until } maneno yote yanaondolewa.
opening-test = JARIBIO: hakuna kilichotokea. Je, arifa za { $country } zinakufikia?
opening-test-answered = Asante. Jaribio limejibiwa: arifa zinakufikia hapa.
opening-test-declined = Asante. { $next ->
        [yes] Tunamjaribu anayefuata.
       *[no] Hakuna mwingine aliye zamuni kwa hili.
    }
