### What a focal point reads in the morning, and a coordinator once a week

digest = { $lines }
digest-head = { $part ->
        [morning] Bonjou.
       *[other] Alo.
    } { $country }, { $day }. { $count ->
        [0] Anyen pa bezwen ou.
       *[other] { $count } bezwen ou.
    }
digest-late = AN RETA { $count }
digest-today = JODI A { $count }
digest-not-fixed = YO DI "LI PA MACHE" { $count }
digest-waiting = AP TANN { $count }
digest-item = { $index }) { $number } { $what }, { $place }. { $day ->
        [none] {""}
       *[other] Pwomèt { $day }.
    } { $time ->
        [none] {""}
       *[other] Reponn anvan { $time }.
    } { $ready ->
        [none] {""}
       *[other] Gen repons pare.
    }
digest-item-sealed = { $index }) { $number } yon mesaj bezwen ou.
digest-more = Ak { $count } lòt: voye SWIVAN.
digest-more-lines = ak { $count } lòt
digest-open = Voye yon nimewo pou louvri l.
digest-place-shared = yon kote sou kat la
digest-new = NOUVO depi { $day }: { $count } { $usual ->
        [none] {""}
       *[other] (dabitid { $usual })
    }
digest-topic = { $topic } { $count } { $usual ->
        [none] {""}
       *[other] (dabitid { $usual })
    }
digest-topic-place = { $lines }, { $count } sòti { $place }
digest-thanks = mèsi
digest-quiet = SILANS: { $lines }. Rezo a tonbe?
digest-quiet-place = { $place } 0 (dabitid { $usual } pa semèn)
digest-done = FÈT: { $answered } jwenn repons. Moun yo di: { $yes } regle, { $no } poko, { $none } pa reponn.
digest-partnerships = PATENARYA: { $lines }.
digest-partnership-update = { $code } voye nouvèl: { $status }
digest-partnership-due = { $code } dwe voye { $day }
digest-partnership-late = { $code } an reta depi { $day }
digest-duty-you = De sèvis aswè a: ou menm. Ou p ap la? Voye ABSAN.
digest-duty = De sèvis aswè a: { $post }.

## A coordinator's week

digest-week-head = { $country }, semèn jiska { $day }. { $count ->
        [0] Anyen pou deside.
       *[other] { $count } bagay pou deside.
    }
digest-decide = POU DESIDE { $count }
digest-decide-ending = { $post }: de sèvis jiska { $day }
digest-decide-away = { $post }: absan jiska { $day }, { $stand_in ->
        [none] pa gen ranplasan
       *[other] ranplasan: { $stand_in }
    }
digest-decide-sealed = Mesaj pwoteje ki an reta: { $count }
digest-stuck = BLOKE { $count }
digest-promises = PWOMÈS: { $due } te pou semèn nan, { $kept } kenbe, { $slipped } manke.
digest-middle-days = Tan mwayen pou reponn: { $count } jou.
digest-middle-hours = Tan mwayen pou reponn: { $count } èdtan.
digest-solved = REGLE: nou di { $answered }. Moun yo di: { $yes } wi, { $no } non, { $none } pa reponn.
digest-heard = NOU TANDE: { $count } { $usual ->
        [none] {""}
       *[other] (dabitid { $usual })
    }
digest-unread = Machin nan pa li: { $lines }
digest-language-unknown = lang nou pa konnen
digest-rising = AP MONTE: { $lines }
digest-rising-place = { $topic }, { $place } { $count } (dabitid { $usual })
digest-on-time = PATENARYA: { $count } sou { $due } alè.
digest-light = { $code } { $light ->
        [green] alè
        [yellow] yon rapò ki dwe
        [red] de rapò ki dwe
       *[inactive] pa aktif
    }
digest-alerts = ALÈT: { $lines }
digest-slowest = "Pa m" ki pi lant: { $time }, { $post }.
digest-minutes = { $minutes } min
digest-hours = { $hours } èdtan
digest-lines = LIY: { $count } rive, { $answered } trete.
digest-line-silent = { $name }: anyen depi { $day }.
digest-line-stuck = { $name }: { $count } ap tann pou yo pati.

## How a digest comes

digest-set = { $when ->
        [never] Rezime a sispann. Pou w jwenn li ankò, voye REZIME CHAKJOU.
        [weekly] Rezime w vini yon fwa pa semèn a { $time }
       *[daily] Rezime w vini chak jou travay a { $time }
    } { $by ->
        [none] {""}
        [mail] pa imel.
        [both] isit la ak pa imel.
       *[chat] isit la.
    }
digest-how = REZIME: wè l kounye a. REZIME CHAKJOU, semèn oswa OKENN. REZIME 6: a 6 zè. REZIME IMEL ak adrès ou: pa imel. REZIME ISIT: isit la. REZIME TOULEDE.
digest-mail-asked = Nou voye yon kòd nan adrès sa a. Voye REZIME ak kòd la. Jis lè sa a, anyen lòt pa ale la.
digest-mail-wrong = Sa a se pa yon adrès imel. Voye REZIME IMEL ak tout adrès la, tankou non@example.org
digest-mail-none = Nou pa gen adrès imel ou. Voye REZIME IMEL ak adrès ou.
digest-mail-off = Pa gen imel isit la. Rezime w ap vini nan chat la.
digest-mail-wait = Ase adrès pou jodi a. Tanpri eseye ankò demen.
digest-code-wrong = Kòd sa a pa bon oswa li twò ansyen. Pou yon lòt, voye REZIME IMEL ak adrès ou.
digest-code-subject = { $service }: èske adrès sa a se pa w?
digest-code-mail = Yon moun nan ekip la mande pou rezime l vini nan adrès sa a. Si se ou menm, voye sa nan chat la: REZIME { $code }
digest-code-ignore = Si se pa ou, pa fè anyen: anyen lòt p ap vini isit la.
digest-mail-subject = { $service }: { $country }, { $day }
digest-mail-open = Pou louvri youn, voye nimewo li nan chat la.
digest-mail-foot = Ou te mande sa pa imel. Pou fini ak li, voye REZIME OKENN nan chat la. Pèsòn pa li repons ki voye bay imel sa a.
