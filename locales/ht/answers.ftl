## Reponn ak prekosyon: reli anvan l ale, repons ki pare, fen onèt.

### Pou moun k ap reponn nan

answers-read-back = Pou { $number }: "{ $words }" { $ending ->
        [cannot] Y ap li li pa posib, ak sa a kòm rezon.
        [not_ours] Y ap li se lòt moun ki okipe sa, ak kote l ale a.
       *[none] {""}
    } { $meaning ->
        [none] {""}
       *[other] Sa vle di: "{ $meaning }"
    } { $yours ->
        [none] {""}
       *[other] Ou ekri an { $yours }. Yo menm yo te ekri an { $theirs }.
    } { $phone ->
        [none] {""}
       *[yes] Repons ou gen yon nimewo telefòn ladan.
    } { $parts ->
        [1] {""}
       *[other] Li fè { $parts } SMS.
    } Voye l?
# sms: 1
answers-change-ask = Ekri repons ou pou { $number } ankò. W ap wè l yon lòt fwa anvan l ale.
# sms: 1
answers-cannot-ask = { $number }: pèsonn pa kapab, oswa se ou menm sèlman ki pa kapab?
# sms: 1
answers-why-ask = Poukisa { $number } pa posib? Ekri l jan ou vle. W ap wè l yon lòt fwa anvan l ale.
# sms: 1
answers-where-ask = Nan men ki moun { $number } ale? Ekri l jan ou vle. W ap wè l yon lòt fwa anvan l ale.
# sms: 1
answers-ready-none = Pa gen repons ki pare pou { $number } nan lang pa yo. Pou reponn yo voye R { $number } ak mo pa w.
answers-ended = Voye { $time }: "{ $words }". { $number } gen repons li. Si yo di se pa sa, l ap tounen nan men w.
answers-expired = Li pa ale: "{ $words }". De zè pase san wi pa w. { $number } ap tann toujou. Pou voye l, voye R { $number } ak mo pa w.
# sms: 1
answers-gone = Repons sa a pou { $number } fini. Pou reponn ankò voye R { $number } ak mo pa w.
# sms: 1
answers-dropped = Li pa ale. { $number } rete nan men w.
# sms: 1
answers-over = { $number } gen repons li deja.
answers-lead-cannot = paske|akoz
answers-lead-not-ours = li ale nan men|li ale jwenn|nou voye l bay|li ale nan|bay

button-send = Voye l
button-send-as-is = Voye l jan l ye a
button-change = Chanje l
button-drop = Pa voye l
button-ready = Repons ki pare
button-ask-next = Mande pwochen moun
button-no-one-can = Pèsonn pa kapab
button-not-right = se pa sa

### Pou moun ki te ekri a

# sms: 1
about-cannot = Nimewo { $number }: yo pa kapab fè sa, paske: "{ $words }". Se pa sa? Ekri nou.
# sms: 1
about-not-ours = Nimewo { $number }: se lòt moun ki okipe sa. Li ale jwenn: "{ $words }". Se pa sa? Ekri nou.
# sms: 2
answers-no-call = { $path ->
        [help] Ou pa pou kont ou.
       *[other] Mèsi.
    } { $phone ->
        [none] {""}
       *[other] Pou jwenn èd kounye a, gratis: rele { $phone }.
    } Si w kapab, ale jwenn yon moun ou fè konfyans. Ou mèt ekri ankò nenpòt lè. Ou ka efase mesaj sa yo kounye a.

### Repons ki pare

# sms: 2
ready-life_danger = Yon moun ap okipe sa kounye a. Si w kapab, ale yon kote ki an sekirite. Ekri nou si gen bagay ki chanje.
# sms: 2
ready-explosive = Rete lwen epi fè lòt moun rete lwen. Pa manyen l. Yon moun ap okipe sa kounye a.
# sms: 2
ready-disease = Nou li mesaj ou. Bwè dlo ki bouyi oswa ki trete. Lave men w ak savon. Mennen moun ki malad la bonè nan sant sante ki pi pre a. Yon moun ap okipe sa kounye a.
# sms: 2
ready-hunger = Nou li mesaj ou epi nou pale ak ekip ki okipe manje. Nou poko konnen ki jou. Tout èd gratis. N ap ekri w ankò lè nou konnen plis.
# sms: 2
ready-no_water = Nou li mesaj ou epi nou pale ak ekip ki okipe dlo. Nou poko konnen ki jou. Tanpri bouyi oswa trete lòt dlo anvan w bwè l. N ap ekri w ankò lè nou konnen plis.
# sms: 2
ready-disaster = Nou li mesaj ou epi nou pale ak moun k ap ede bò lakay ou. Si w kapab, ale yon kote ki an sekirite. Ekri nou si gen bagay ki chanje.
# sms: 2
ready-service_broken = Nou li mesaj ou epi nou pale ak ekip ki okipe sa. Nou poko konnen ki jou. N ap ekri w ankò lè nou konnen plis.
# sms: 2
ready-scam = Nou li mesaj ou. Nou pa janm mande lajan. Tout èd gratis. Tanpri pa peye, epi pa bay pèsonn kòd ou ni papye w.
# sms: 2
ready-restricted = Nou li mesaj ou. Yon moun ki pa nan zòn ou ap gade l. N ap ekri w ankò lè nou konnen plis.
# sms: 2
ready-aid = Tout èd gratis. Pèsonn pa gen dwa mande w lajan ni lòt bagay pou sa. Nou pase kesyon w lan epi n ap ekri w ankò lè nou konnen plis.
