### What a focal point reads in the morning, and a coordinator once a week

digest = { $lines }
digest-head = { $part ->
        [morning] Bonjour.
       *[other] Bonjour.
    } { $country }, { $day }. { $count ->
        [0] Rien ne vous attend.
        [one] { $count } message vous attend.
       *[other] { $count } messages vous attendent.
    }
digest-late = EN RETARD { $count }
digest-today = POUR CE JOUR { $count }
digest-not-fixed = DISENT "PAS RÉPARÉ" { $count }
digest-waiting = EN ATTENTE { $count }
digest-item = { $index }) { $number } { $what }, { $place }. { $day ->
        [none] {""}
       *[other] Promis { $day }.
    } { $time ->
        [none] {""}
       *[other] Répondre avant { $time }.
    } { $ready ->
        [none] {""}
       *[other] Réponse prête.
    }
digest-item-sealed = { $index }) { $number } un message vous attend.
digest-more = Et { $count } de plus : envoyez SUIVANT.
digest-more-lines = et { $count } de plus
digest-open = Envoyez un numéro pour l'ouvrir.
digest-place-shared = un point sur la carte
digest-new = NOUVEAU depuis { $day } : { $count } { $usual ->
        [none] {""}
       *[other] (d'habitude { $usual })
    }
digest-topic = { $topic } { $count } { $usual ->
        [none] {""}
       *[other] (d'habitude { $usual })
    }
digest-topic-place = { $lines }, dont { $count } de { $place }
digest-thanks = remerciements
digest-quiet = SILENCE : { $lines }. Réseau en panne ?
digest-quiet-place = { $place } 0 (d'habitude { $usual } par semaine)
digest-done = FAIT : { $answered } avec réponse. Les gens disent : réglé { $yes }, pas réglé { $no }, sans retour { $none }.
digest-partnerships = PARTENARIATS : { $lines }.
digest-partnership-update = { $code } a donné des nouvelles : { $status }
digest-partnership-due = { $code } attendu { $day }
digest-partnership-late = { $code } en retard depuis { $day }
digest-duty-you = De garde ce soir : vous. En congé ? Envoyez ABSENT.
digest-duty = De garde ce soir : { $post }.

## A coordinator's week

digest-week-head = { $country }, semaine jusqu'au { $day }. { $count ->
        [0] Rien à décider.
        [one] { $count } point à décider.
       *[other] { $count } points à décider.
    }
digest-decide = À DÉCIDER { $count }
digest-decide-ending = { $post } : de garde jusqu'au { $day }
digest-decide-away = { $post } : en congé jusqu'au { $day }, { $stand_in ->
        [none] personne ne remplace
       *[other] remplacement : { $stand_in }
    }
digest-decide-sealed = Messages protégés en retard : { $count }
digest-stuck = BLOQUÉ { $count }
digest-promises = PROMESSES : { $due } à tenir. Tenues : { $kept }, manquées : { $slipped }.
digest-middle-days = Délai médian de réponse : { $count } jours.
digest-middle-hours = Délai médian de réponse : { $count } h.
digest-solved = RÉGLÉ : nous disons { $answered }. Les gens disent : oui { $yes }, non { $no }, sans retour { $none }.
digest-heard = ENTENDU : { $count } { $usual ->
        [none] {""}
       *[other] (d'habitude { $usual })
    }
digest-unread = Non lu par la machine : { $lines }
digest-language-unknown = langue non connue
digest-rising = EN HAUSSE : { $lines }
digest-rising-place = { $topic }, { $place } { $count } (d'habitude { $usual })
digest-on-time = PARTENARIATS : { $count } sur { $due } à l'heure.
digest-light = { $code } { $light ->
        [green] à l'heure
        [yellow] un rapport attendu
        [red] deux rapports attendus
       *[inactive] inactif
    }
digest-alerts = ALERTES : { $lines }
digest-slowest = "À moi" le plus lent : { $time }, { $post }.
digest-minutes = { $minutes } min
digest-hours = { $hours } h
digest-lines = LIGNES : { $count } reçus, { $answered } traités.
digest-line-silent = { $name } : rien depuis { $day }.
digest-line-stuck = { $name } : { $count } en attente d'envoi.

## How a digest comes

digest-set = { $when ->
        [never] Plus de bilan. Pour le recevoir à nouveau, envoyez BILAN QUOTIDIEN.
        [weekly] Votre bilan vient une fois par semaine à { $time }
       *[daily] Votre bilan vient chaque jour ouvré à { $time }
    } { $by ->
        [none] {""}
        [mail] par e-mail.
        [both] ici et par e-mail.
       *[chat] ici.
    }
digest-how = BILAN : le voir. BILAN QUOTIDIEN, HEBDO ou AUCUN. BILAN 6 : à 6 heures. BILAN EMAIL et votre adresse : par e-mail. BILAN ICI : dans ce chat. BILAN DEUX.
digest-mail-asked = Un code est parti à cette adresse. Envoyez BILAN et le code. D'ici là, rien d'autre n'y va.
digest-mail-wrong = Ce n'est pas une adresse e-mail. Envoyez BILAN EMAIL et l'adresse entière, par exemple nom@example.org
digest-mail-none = Nous n'avons pas votre adresse e-mail. Envoyez BILAN EMAIL et votre adresse.
digest-mail-off = Il n'y a pas d'e-mail ici. Votre bilan vient dans ce chat.
digest-mail-wait = Assez d'adresses pour ce jour. Merci d'essayer demain.
digest-code-wrong = Ce code n'est pas bon ou trop ancien. Pour en avoir un autre : BILAN EMAIL et votre adresse.
digest-code-subject = { $service } : cette adresse est-elle à vous ?
digest-code-mail = Quelqu'un de l'équipe a demandé que son bilan vienne à cette adresse. Si c'est vous, envoyez ceci dans le chat : BILAN { $code }
digest-code-ignore = Si ce n'est pas vous, ne faites rien : rien d'autre ne viendra ici.
digest-mail-subject = { $service } : { $country }, { $day }
digest-mail-open = Pour en ouvrir un, envoyez son numéro dans le chat.
digest-mail-foot = Vous avez demandé ce bilan par e-mail. Pour y mettre fin, envoyez BILAN AUCUN dans le chat. Personne ne lit les réponses à ce mail.
