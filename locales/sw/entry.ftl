### Imeingizwa kwa ajili ya mtu

button-paper = kwa karatasi
button-voice = ana kwa ana
button-call = kwa simu
button-meeting = mkutanoni
button-today = leo
button-yesterday = jana
button-earlier = siku nyingine
button-again = anza tena
# sms: 1
entry-enrolled = Umesajiliwa: { $post }. Kuingiza uliyoambiwa na mtu, tuma INGIZA. Kuona uliyoingiza, HISTORIA. MSAADA kwa maneno.
# sms: 2
entry-help = Kuingiza uliyoambiwa na mtu, tuma INGIZA, au INGIZA na maneno yake. HISTORIA: uliyoingiza siku 7. LUGHA: ibadilishe. ACHA: usipokee ujumbe.
entry-source = Ilikufikiaje?
entry-when = Ilisemwa lini? Unaweza pia kuandika tarehe, kama 21/11.
entry-date = Ilisemwa siku gani? Andika kama 21/11 au 21 Nov.
entry-date-wrong = { $why ->
        [future] Siku hiyo bado haijafika.
        [old] Hiyo ni zaidi ya mwaka uliopita.
       *[unread] Sikuweza kusoma siku hiyo.
    } Ilisemwa lini? Andika kama 21/11 au 21 Nov.
entry-place = Ni kijiji au mahali gani? Unaweza kuruka: tuma 0.
entry-number = Tumwandikie kwa namba gani ya simu? Kama tu amekubali. Hakuna namba: tuma 0, na majibu yatakuja kwako.
entry-number-wrong = Sikuweza kusoma namba hiyo. Iandike tena, na tarakimu zake za kwanza. Hakuna namba: tuma 0.
entry-confirm = { $source ->
        [paper] Kwa karatasi
        [voice] Ana kwa ana
        [call] Kwa simu
       *[meeting] Mkutanoni
    }, { $day }, { $place ->
        [none] bila mahali
       *[other] { $place }
    }. { $write ->
        [yes] Tunaweza kuandika kwa namba yake.
       *[no] Majibu yatakuja kwako, umpelekee.
    } Ni sahihi?
entry-words = Sasa maneno yake, kama alivyosema. Au tuma picha ya karatasi, au sauti.
entry-again = Hakuna kilichoingizwa. Kuanza tena, tuma INGIZA.
entry-none = Hujaingiza chochote siku 7 zilizopita. Kuanza, tuma INGIZA.
entry-list = { $lines }
entry-line = { $number }, { $day }: { $state ->
        [new] imefika
        [acknowledged] mtu ameisoma
        [in_progress] mtu anaishughulikia
        [answered] imejibiwa
        [confirmed] inafanya kazi sasa
        [reopened] iko wazi tena
       *[other] imefikishwa
    }
entry-pass-on = Tafadhali waambie: { $words }
entry-origin = ({ $source ->
        [paper] kwa karatasi
        [voice] ilisemwa ana kwa ana
        [call] ilisemwa kwa simu
        [meeting] ilisemwa mkutanoni
       *[other] imeingizwa kwa ajili ya mtu
    }, { $day })
