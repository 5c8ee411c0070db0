### Partnership manager: updates, lessons, reminders

# sms: 2
help-manager = Tuma mstari mmoja, kama: { $code } inaendelea vizuri wakulima 1200. SASISHO: tunauliza hatua kwa hatua. HISTORIA: za mwisho. SAHIHISHA: badilisha ya mwisho. FUNZO: kilichoshindikana. LUGHA: ibadilishe. ACHA: usipokee ujumbe.
manager-enrolled = Umesajiliwa kwa { $code } { $name }. Tuma mstari mmoja wakati wowote, kama: { $code } inaendelea vizuri wakulima 1200
progress-status-ask = { $code } { $name }: maneno yako yamehifadhiwa. { $echo ->
        [none] {""}
       *[other] Nimesoma: { $echo }.
    } Kazi inaendeleaje?
progress-status-confirm = { $code } { $name }: maneno yako yamehifadhiwa. Nimesoma: { $status }{ $echo ->
        [none] {""}
       *[other] , { $echo }
    }. Ni sahihi?
progress-which = Maneno yako yamehifadhiwa. Ni kuhusu ushirikiano gani?
progress-which-unknown = Maneno yako yamehifadhiwa. { $unknown } si ushirikiano wako hapa. Ni kuhusu upi?
progress-nowhere = Maneno yako yamehifadhiwa. Bado hujaandikwa kwa ushirikiano wowote. Muulize aliyekupa namba ya kujiunga.
progress-elsewhere = Maneno yako yamehifadhiwa, bila ushirikiano. Kwa ushirikiano mwingine, muulize aliyekupa namba ya kujiunga.
progress-nothing = Hakuna kilichohifadhiwa. Tuma mstari mmoja wakati wowote, au SASISHO.
progress-figure-ask = { $figure }: je, ni jumla hadi sasa, au mpya tangu taarifa yako iliyopita?
progress-figures-ask = { $figure }: je, hizi ni jumla hadi sasa, au mpya tangu taarifa yako iliyopita?
progress-saved = Imehifadhiwa. { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Kuna kosa? Tuma SAHIHISHA. { $day ->
        [none] {""}
       *[other] Taarifa ijayo: { $day }.
    }
progress-fix = { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Ipi ni sahihi? Au tuma SAHIHISHA na maneno sahihi, kama: SAHIHISHA wakulima 1300. { $day ->
        [none] {""}
       *[other] Taarifa ijayo: { $day }.
    }
progress-figure = { $value } { $unit } { $mode ->
        [new] mpya, { $total } kwa jumla
       *[total] kwa jumla
    }{ $target ->
        [none] {""}
       *[other] , mpango { $target }
    }
progress-fix-none = Huna taarifa ya kubadilisha. Tuma mstari mmoja, kama: { $code } inaendelea vizuri wakulima 1200
progress-guide-which = Ni kuhusu ushirikiano gani?
progress-guide-status = { $code } { $name }: kazi inaendeleaje? Unaweza kuruka swali lolote.
progress-guide-figures = Ni ngapi hadi sasa, kwa jumla: { $unit }? Namba na inachohesabu vinatosha. Unaweza kuruka.
progress-guide-words = Nini kimetokea, au kwa nini? Kwa maneno yako. Unaweza kuruka.
progress-guide-photo = La mwisho: picha, au kinachofuata? Unaweza kuruka.
progress-photo-kept = Asante. Picha imewekwa pamoja na taarifa yako ya { $day } ({ $code }). Je, inaanza taarifa mpya?
progress-history = Taarifa zako za mwisho:
    { $lines }
progress-history-line = { $day } { $code }: { $status }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    }
progress-history-none = Bado hakuna taarifa. Tuma mstari mmoja, kama: { $code } inaendelea vizuri wakulima 1200
lesson-ask = Ni nini hakikufanikiwa, na ungefanya nini tofauti? Huhifadhiwa salama: ni wanaosimamia uadilifu tu wanaoweza kusoma, si mtu wa ushirikiano wako wala mshirika yeyote. Unaweza kuruka.
lesson-kept = Asante. Funzo lako limehifadhiwa salama. Ni wanaosimamia uadilifu tu wanaoweza kulisoma: si mtu wa ushirikiano wako, wala mshirika yeyote.
lesson-none = Hakuna kilichohifadhiwa. Tuma FUNZO wakati wowote.
# sms: 2
reminder = { $code }: taarifa yako { $when ->
        [late] ilitarajiwa { $day }
       *[ahead] inatarajiwa { $day }
    }. Mstari mmoja unatosha, kama: { $first } inaendelea vizuri wakulima 1200. Au hatua kwa hatua:
digest-lessons = MAFUNZO yaliyohifadhiwa salama: { $count }

button-update = sasisho
button-history = historia
button-lesson = funzo
button-none = hakuna kati ya hizi
# sms: 1
progress-receipt = Asante. Mtu atasoma ujumbe huu na kujibu kufikia { $day }. Namba yako: { $number }.
