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
roster-not-enrolled = Ou pa enskri isit la. Si yo te ba ou yon kòd, voye START ak kòd la.
# sms: 2
roster-enrolled = Ou enskri: { $post }. Sa ki pou ou rive isit la. LANG: chanje l. STOP: pa voye mesaj.
roster-coordinators-only = Se kowòdonatè sèlman ki ka fè sa. Tanpri mande pa w la.
roster-moved = { $count ->
        [one] { $numbers } nan men w kounye a.
       *[other] Ou gen { $count } mesaj kounye a: { $numbers }.
    } { $post ->
        [none] {""}
       *[other] Anvan ou: { $post }.
    } Voye SWIVAN pou wè sa k ap tann.
roster-promise-late = Nimewo { $number }: nou te pwomèt yon repons, nou an reta. Eskize nou. Yon lòt moun pran l. Nouvo jou: { $day }.
roster-duty-words = { $klass ->
        [S] pwoteksyon moun
        [R] limite
       *[P] pwogram
    }, { $topic ->
        [all] tout sijè
       *[other] { $topic }
    }, { $area ->
        [all] tout peyi a
       *[other] { $area }
    } ({ $country })
roster-duty-line = { $duty }, { $day ->
        [none] jiskaske nou di ou
       *[other] jiska { $day }
    }
roster-duty-ends = { $who ->
        [you] Sèvis ou fini { $day }: { $duty }. Tanpri wè ak kowòdonatè ou ki moun k ap pran plas la.
       *[they] { $post }: sèvis la fini { $day }: { $duty }. Voye SÈVIS pou lonje l, ENVITE pou yon lòt moun.
    }
roster-staff = { $lines }
roster-staff-line = { $post }, { $role }: { $state ->
        [suspended] sispann
        [empty] poko gen moun
        [stopped] pa resevwa mesaj
        [away] absan jiska { $day }
       *[there] la
    } { $stand_in ->
        [none] {""}
       *[other] (ranplasan: { $stand_in })
    }
roster-more-lines = … ak { $count } lòt liy. Voye EKIP ak yon moso nan non an.
roster-holes = TWOU: { $count }
roster-none-found = Pa gen pòs ki gen non sa a. Voye EKIP pou wè yo tout.
roster-nothing-changed = Anyen pa chanje.
roster-all-topics = tout sijè
roster-nobody = pèsonn
roster-today = jodi a
roster-tomorrow = demen
roster-invite-role = Ki wòl pòs la genyen?
roster-invite-partnership = Pou ki patenarya?
roster-invite-topic = Pou ki sijè?
roster-invite-area = Ki zòn? Ekri non l, oswa 0 pou tout peyi a.
roster-invite-post = Ki jan pòs la rele? Pa egzanp: Dlo, Turkana. Pa non yon moun.
roster-invited = { $post }: kòd la se { $code }. Li sèvi yon fwa, jiska { $day }. Moun nan voye START { $code } sou liy sa a. { $links ->
        [none] {""}
       *[other] Oswa li louvri { $links }
    }
roster-area-unknown = Pa gen yon sèl zòn ki rele konsa.
roster-post-taken = { $post } la deja, ak yon lòt wòl.
roster-suspend-which = Ki pòs?
roster-suspend-sure = Sispann { $post }? Telefòn li p ap fè anyen isit la ankò, sa l te genyen pral jwenn lòt moun.
roster-suspended = { $post } sispann. Sa ki al jwenn lòt moun: { $count }. Nimewo li te wè: { $seen }. { $numbers ->
        [none] {""}
       *[other] Men yo: { $numbers }.
    }
roster-duties = { $lines }
roster-no-duty = Pa gen sèvis isit la.
roster-duty-which = Ki sèvis ou vle chanje?
roster-duty-what = { $duty }. Ki sa pou nou fè?
roster-duty-until = { $post }: { $duty }, jiska { $day }.
roster-away-from = Depi ki jou ou pap la? Ekri jodi a, demen, oswa yon jou tankou 5/12.
roster-away-until = Jiska ki jou, dènye a? Pa egzanp 9/12.
roster-away-stand-in = Ki moun k ap reponn pou ou?
roster-away-unclear = Mwen pa konprann jou yo. Voye ABSAN, premye ak dènye jou a: ABSAN 5/12 9/12
roster-away-noted = Ou absan soti { $from } rive { $day }. { $stand_in ->
        [none] N ap mande pwochen moun ki degad la.
       *[other] N ap mande { $stand_in }.
    } Voye TOUNEN lè ou la.
roster-away-now = Ou absan jiska { $day }. Pou pran l ou menm, voye TOUNEN anvan.
roster-back = Byen tounen. Alèt yo ap vin jwenn ou ankò.
roster-not-away = Ou pa absan.
roster-absence = { $post } absan soti { $from } rive { $day }. { $stand_in ->
        [you] Se ou k ap reponn pou li.
        [none] Pa gen ranplasan: n ap mande pwochen moun nan.
       *[other] { $stand_in } ranplase l.
    }
button-extend-30 = 30 jou anplis
button-extend-90 = 90 jou anplis
button-end-today = fini jodi a
button-keep-duty = kite l konsa
role-focal = pwen fokal
role-coordinator = kowòdonatè
role-integrity = entegrite
role-protection = pwoteksyon
role-safeguarding = sovgad
role-reader = premye lektè
role-volunteer = volontè
role-manager = responsab patenarya
role-region = rejyon
role-authority = otorite oswa sèvis
role-data-protection = pwoteksyon done
# sms: 2
roster-help = REPONS PARE nimewo: yon repons ki pare. PA KAPAB nimewo: di poukisa. PA POU NOU nimewo: di kote l ale. KOTE nimewo non: korije kote a. ABSAN: lè w pa la. TOUNEN: lè w tounen.
# sms: 1
roster-help-head = EKIP: ki moun ki nan ki pòs. ENVITE: yon nouvo moun. SISPANN MOUN non: yon telefòn pèdi. SEVIS: ki moun ki reponn pou kisa, jis kilè.
