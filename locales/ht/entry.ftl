### Antre pou yon moun

button-paper = sou papye
button-voice = fas a fas
button-call = nan yon apèl
button-meeting = nan reyinyon
button-today = jodi a
button-yesterday = yè
button-earlier = yon lòt jou
button-again = rekòmanse
# sms: 2
entry-enrolled = Ou enskri: { $post }. Pou antre sa yon moun di w, voye ANTRE. Pou wè sa ou antre, ISTORIK. ED pou mo yo.
# sms: 2
entry-help = Pou antre sa yon moun di w, voye ANTRE, oswa ANTRE ak mo li yo. ISTORIK: sa ou antre nan 7 jou. LANG: chanje l. STOP: pa voye mesaj.
entry-source = Kijan sa rive jwenn ou?
entry-when = Ki lè yo di sa? Ou ka ekri dat la tou, tankou 21/11.
entry-date = Ki jou yo di sa? Ekri l tankou 21/11 oswa 21 nov.
entry-date-wrong = { $why ->
        [future] Jou sa a poko rive.
        [old] Sa gen plis pase yon lane.
       *[unread] Mwen pa t ka li jou sa a.
    } Ki lè yo di sa? Ekri l tankou 21/11 oswa 21 nov.
entry-place = Ki vilaj oswa ki kote? Ou ka sote kesyon an: voye 0.
entry-number = Sou ki nimewo telefòn nou mèt ekri moun nan? Sèlman si li dakò. San nimewo: voye 0, epi repons yo ap vin jwenn ou.
entry-number-wrong = Mwen pa t ka li nimewo sa a. Ekri l ankò, ak premye chif li yo. San nimewo: voye 0.
entry-confirm = { $source ->
        [paper] Sou papye
        [voice] Fas a fas
        [call] Nan yon apèl
       *[meeting] Nan reyinyon
    }, { $day }, { $place ->
        [none] san kote
       *[other] { $place }
    }. { $write ->
        [yes] Nou mèt ekri nimewo li.
       *[no] Repons yo ap vin jwenn ou, pou w pase yo.
    } Se sa?
entry-words = Kounye a mo li yo, jan li di yo. Oswa voye foto papye a, oswa yon mesaj vwa.
entry-again = Pa gen anyen ki antre. Pou rekòmanse, voye ANTRE.
entry-none = Ou pa antre anyen nan 7 dènye jou yo. Pou kòmanse, voye ANTRE.
entry-list = { $lines }
entry-line = { $number }, { $day }: { $state ->
        [new] li rive
        [acknowledged] yon moun li l
        [in_progress] yon moun ap travay sou li
        [answered] gen repons
        [confirmed] li mache kounye a
        [reopened] li louvri ankò
       *[other] nou pase l
    }
entry-pass-on = Tanpri di yo: { $words }
entry-origin = ({ $source ->
        [paper] sou papye
        [voice] li di l fas a fas
        [call] li di l nan yon apèl
        [meeting] li di l nan reyinyon
       *[other] antre pou yon moun
    }, { $day })
