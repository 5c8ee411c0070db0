### Partnership manager: updates, lessons, reminders

# sms: 2
help-manager = Voye yon sèl liy, tankou: { $code } sou bon wout 1200 kiltivatè. MIZAJOU: n ap mande w etap pa etap. ISTORIK: dènye yo. KORIJE: chanje dènye a. LESON: sa ki pa t mache, n ap sele l. LANG: chanje l. STOP: pa voye mesaj.
manager-enrolled = Ou enskri pou { $code } { $name }. Voye yon sèl liy nenpòt lè, tankou: { $code } sou bon wout 1200 kiltivatè
progress-status-ask = { $code } { $name }: mo ou yo anrejistre. { $echo ->
        [none] {""}
       *[other] Mwen li: { $echo }.
    } Kijan sa ap mache?
progress-status-confirm = { $code } { $name }: mo ou yo anrejistre. Mwen li: { $status }{ $echo ->
        [none] {""}
       *[other] , { $echo }
    }. Se sa?
progress-which = Mo ou yo anrejistre. Pou ki patenarya sa ye?
progress-which-unknown = Mo ou yo anrejistre. { $unknown } pa youn nan pa ou yo isit la. Pou kiyès sa ye?
progress-nowhere = Mo ou yo anrejistre. Yo poko mete w sou okenn patenarya. Tanpri mande moun ki ba w kòd la.
progress-elsewhere = Mo ou yo anrejistre, san patenarya. Pou yon lòt patenarya, tanpri mande moun ki ba w kòd la.
progress-nothing = Anyen pa anrejistre. Voye yon sèl liy nenpòt lè, oswa MIZAJOU.
progress-figure-ask = { $figure }: èske se total la jiska prezan, oswa se nouvo depi dènye nouvèl ou?
progress-figures-ask = { $figure }: èske se total yo jiska prezan, oswa se nouvo depi dènye nouvèl ou?
progress-saved = Anrejistre. { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Gen erè? Voye KORIJE. { $day ->
        [none] {""}
       *[other] Pwochen nouvèl: { $day }.
    }
progress-fix = { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Kisa ki bon? Oswa voye KORIJE ak bon mo yo, tankou: KORIJE 1300 kiltivatè. { $day ->
        [none] {""}
       *[other] Pwochen nouvèl: { $day }.
    }
progress-figure = { $value } { $unit } { $mode ->
        [new] anplis, { $total } antou
       *[total] antou
    }{ $target ->
        [none] {""}
       *[other] , plan { $target }
    }
progress-fix-none = Ou pa gen okenn nouvèl pou chanje. Voye yon sèl liy, tankou: { $code } sou bon wout 1200 kiltivatè
progress-guide-which = Pou ki patenarya sa ye?
progress-guide-status = { $code } { $name }: kijan sa ap mache? Ou ka sote nenpòt kesyon.
progress-guide-figures = Konbyen jiska prezan, antou: { $unit }? Chif la ak sa l konte a sifi. Ou ka sote sa.
progress-guide-words = Kisa ki pase, oswa poukisa? Ak mo pa ou. Ou ka sote sa.
progress-guide-photo = Dènye a: yon foto, oswa sa k ap vini apre? Ou ka sote sa.
progress-photo-kept = Mèsi. Nou kenbe foto a ak nouvèl { $day } la ({ $code }). Se kòmansman yon lòt nouvèl?
progress-history = Dènye nouvèl ou yo:
    { $lines }
progress-history-line = { $day } { $code }: { $status }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    }
progress-history-none = Poko gen nouvèl. Voye yon sèl liy, tankou: { $code } sou bon wout 1200 kiltivatè
lesson-ask = Kisa ki pa t mache, e kisa ou ta fè yon lòt jan? N ap sele l: se moun ki okipe entegrite sèlman ki ka li l, pèsòn nan patenarya w la, ni okenn patnè. Ou ka sote sa.
lesson-kept = Mèsi. Leson ou sele. Se moun ki okipe entegrite sèlman ki ka li l: pèsòn nan patenarya w la, ni okenn patnè.
lesson-none = Anyen pa anrejistre. Voye LESON nenpòt lè.
# sms: 2
reminder = { $code }: nouvèl ou { $when ->
        [late] te dwe rive { $day }
       *[ahead] dwe rive { $day }
    }. Yon sèl liy sifi, tankou: { $first } sou bon wout 1200 kiltivatè. Oswa etap pa etap:
digest-lessons = LESON ki sele: { $count }

button-update = mizajou
button-history = istorik
button-lesson = leson
button-none = okenn nan yo
# sms: 1
progress-receipt = Mèsi. Yon moun ap li sa epi reponn anvan { $day } fini. Nimewo ou: { $number }.
