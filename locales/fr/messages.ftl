## French. Texts that go out by SMS keep to the letters of the SMS alphabet (à è é ì ò ù, no â ç ê î
## ô œ û): one other letter would more than halve the room. Only "# sms: N" that differ from English
## are given here.

### Community member

greeting = Bonjour. Ici { $service }, { $who ->
        [none] ligne de messages de l'ONU
       *[other] { $who }
    }. Une machine répond d'abord, puis une personne. { $cost ->
        [free] C'est gratuit.
       *[paid] {""}
    } Dites-nous ce qui va bien ou mal chez vous.
receipt = Merci. Une personne lira et répondra d'ici { $day }. Votre numéro : { $number }. { $cost ->
        [free] Nous écrire est gratuit.
       *[paid] {""}
    } Peut-on vous écrire ici ?
receipt-question = Merci. Une personne répondra d'ici { $day }. Votre numéro : { $number }. L'aide est toujours gratuite. Peut-on vous écrire ici ?
receipt-plain = Merci. Une personne lira et répondra d'ici { $day }. Votre numéro : { $number }. Réponse non obligée. Peut-on vous écrire ici ?
added-may-write = Merci. Nous joignons ceci à votre numéro { $number }. Peut-on vous écrire ici ?
no-contact = Merci. Nous ne vous écrirons pas. Pour en savoir plus, envoyez STATUT { $number } à tout moment. { $cost ->
        [free] C'est gratuit.
       *[paid] {""}
    }
ask-village = Merci. De quel village s'agit-il ? Vous pouvez passer cette question.
closing = Merci. Vous aurez une réponse d'ici { $day }. Pour savoir avant, envoyez STATUT. Pour retirer vos mots, EFFACER. Pour ne plus rien recevoir, STOP.
closing-short = Merci. Vous aurez de nos nouvelles d'ici { $day }.
never-pay = Merci. Vous aurez de nos nouvelles d'ici { $day }. Nous ne demandons jamais d'argent. L'aide est toujours gratuite.
danger = Une personne est prévenue maintenant. Nous ne sommes pas une ambulance. { $phone ->
        [none] Si vous pouvez, allez vers des gens proches.
       *[other] Si vous pouvez, appelez le { $phone } ou allez vers des gens.
    } Dites-nous où.
keep-away = Ne restez pas près, et que personne n'approche. N'y touchez pas. Une personne est prévenue maintenant. Où est-ce ?
place-noted = Merci. Nous le transmettons maintenant. Votre numéro : { $number }. Écrivez encore si quelque chose change.
safe-now = Merci. Etes-vous en sécurité maintenant ? Vous pouvez passer cette question.
may-call = Une personne formée peut vous appeler. Peu le sauront. Enfant en danger : nous devons agir. On peut appeler ?
may-call-now = { $phone ->
        [none] {""}
       *[other] Aide gratuite : { $phone }.
    } Allez vers quelqu'un de confiance. Une personne formée vous appelle maintenant ?
help-now = Nous sommes avec vous. { $phone ->
        [none] {""}
       *[other] Aide gratuite : { $phone }.
    } Allez vers quelqu'un de confiance. On vous appelle ?
good-time = Merci. Quel est le bon moment ? { $phone ->
        [none] {""}
       *[other] Aide gratuite à toute heure : appelez le { $phone }.
    }
call-agreed = Merci. Nous essaierons à ce moment. Vous pouvez écrire à tout moment. Vous pouvez effacer ces messages maintenant.
call-declined = Merci. Nous n'appellerons pas. Vous pouvez écrire à tout moment. Vous pouvez effacer ces messages maintenant.
thanks-reply = Merci de nous le dire. L'équipe le saura. Écrivez-nous à tout moment, pour le bon comme pour le moins bon.
thanks-back = Avec plaisir. Écrivez-nous à tout moment.
stopped = Nous ne vous écrirons plus. Ce que vous avez dit n'est pas perdu. Pour reprendre, écrivez-nous à tout moment.
help = { $service } : { $who ->
        [none] ligne de messages de l'ONU
       *[other] { $who }
    }. Dites ce qui va bien ou mal chez vous. STATUT : où cela en est. EFFACER : retirer vos mots. AUTRE : parler pour quelqu'un. LANGUE : en changer. STOP : plus de messages.
# sms: 2
menu = Que voulez-vous faire ?
tell-us = Dites-le avec vos mots. Vous pouvez aussi envoyer un message vocal, une photo ou un lieu.
for-other = Dites avec vos mots ce qui est arrivé à cette personne. Son nom n'est pas nécessaire.
status = Numéro { $number } : { $state ->
        [new] c'est bien là. Une personne va le lire.
        [acknowledged] une personne l'a lu.
        [in_progress] une personne s'en occupe.
        [answered] nous avons répondu.
        [cannot] nous avons répondu. Ce n'est pas possible.
        [not_ours] nous avons répondu. D'autres s'en occupent.
        [confirmed] vous avez dit que cela marche.
        [reopened] c'est ouvert à nouveau. Une personne regarde.
       *[other] c'est bien là.
    } { $day ->
        [none] {""}
       *[other] Vous aurez de nos nouvelles d'ici { $day }.
    }
status-unknown = Rien de nouveau pour ce numéro. Si vous nous avez écrit, une personne le lira.
status-none = Vous n'avez pas de numéro ouvert ici. Dites-nous ce qui va bien ou mal chez vous.
delete-ask = Ceci retire votre dernier envoi. Le retirer ?
deleted = C'est fait. Votre envoi est caché. Il sera retiré dans les 7 jours, sauf si quelqu'un court un danger.
kept = Rien n'a été retiré.
language-ask = Dans quelle langue vous écrire ?
language-set = Nous écrivons en français maintenant.
stale-button = Cette question est passée. Écrivez-nous à tout moment. Pour savoir où cela en est, envoyez STATUT.
not-understood = Dites-nous en quelques mots ce qui va bien ou mal chez vous. Pour en savoir plus, envoyez AIDE.
about = Numéro { $number } : { $words }
about-done = Numéro { $number } : l'équipe sur place nous dit que c'est fait. Sinon, écrivez-nous.
fixed-ask = Numéro { $number } : est-ce que cela marche ? Toute réponse aide.
fixed-yes = Merci. C'est une bonne nouvelle.
fixed-no = Merci de nous le dire. Nous regardons à nouveau. Vous aurez de nos nouvelles d'ici { $day }.
fixed-unsure = Merci. Écrivez-nous quand vous en saurez plus.
promise-slipped = Numéro { $number } : réponse promise pour ce jour. Nous ne l'avons pas encore. Pardon. Une personne responsable s'en charge. Nouveau jour : { $day }.
group-alone = Écrivez-moi en privé : ouvrez mon nom et envoyez-y votre message. Je ne prends pas de messages dans un groupe.
file-too-large = Merci. Ce fichier est trop lourd pour nous. Dites-le en quelques mots, ou envoyez-en un plus court.

### Short labels of choices: at most 20 characters

# Behind a question where there are no buttons: "1 oui, 2 non"
reply-with = Tapez { $choices }.
button-yes = oui
button-no = non
button-not-sure = je ne sais pas
button-skip = passer
button-call-woman = oui, une femme
button-call-anyone = oui, peu importe
button-morning = matin
button-midday = midi
button-evening = soir
button-remove = retirer
button-keep = garder
button-tell = nous dire
button-status = où cela en est
button-other = pour quelqu'un
button-language = langue
button-stop = plus de messages
button-mine = Je prends
button-cannot = Je ne peux pas
button-answer = Répondre
button-hand-over = Passer à un autre
button-done = C'est fait
button-next = Suivant
button-on-track = en bonne voie
button-delayed = en retard
button-off-track = bloqué
button-completed = terminé
button-total = total à ce jour
button-new = nouveau
button-right = c'est juste
button-more = plus

### Focal point and coordinator

enrolled = Inscription faite : { $post }. Les alertes arrivent ici. Envoyez SUIVANT : ce qui attend, BILAN : vue d'ensemble, AIDE : les mots.
code-unknown = Ce code est déjà pris, trop ancien ou pas de nous. Demandez-en un nouveau à qui vous l'a donné.
alert = { $severity ->
        [critical] URGENT
        [urgent] URGENT
       *[other] NOUVEAU
    } { $number }. { $what }, { $place }. { $rung ->
        [first] C'est votre tour de garde.
        [also] La personne de garde est prévenue aussi.
       *[next] Personne ne l'a pris. C'est votre tour maintenant.
    } { $minutes ->
        [0] {""}
       *[other] Dans { $minutes } min nous demandons à la personne suivante.
    }
alert-sealed = Baraza : un message a besoin de vous. Numéro { $number }.
alert-nobody = { $number } : { $what }, { $place }. Personne n'est de garde pour cela. Il vient à vous qui coordonnez.
alert-nobody-sealed = Personne n'est de garde pour un message protégé, numéro { $number }. Mettez quelqu'un de garde, svp.
alert-not-fixed-sealed = Baraza : le numéro { $number } a encore besoin de vous.
mine = { $number } est à vous. { $what }, { $place }.
    "{ $words }"
    Merci d'agir avant { $time }. Pour répondre, envoyez R { $number } et vos mots.
mine-sealed = { $number } est à vous. Ses mots sont protégés, jamais montrés ici. Merci d'agir avant { $time }. Pour écrire à la personne, envoyez R { $number } et vos mots.
taken = { $number } : quelqu'un l'a déjà pris. Merci.
already-yours = { $number } est déjà à vous.
cannot-noted = Merci. Nous demandons à la personne suivante pour { $number }.
not-yours = { $number } n'est pas à vous, ou pas un de nos numéros. Envoyez SUIVANT pour voir ce qui vous attend.
answer-ask = Écrivez votre réponse à { $number }. Vous la relirez avant l'envoi.
answer-which = Vous en avez plusieurs ouverts. Envoyez R, le numéro et vos mots.
answer-sent = Envoyé { $time } : "{ $words }". Quand l'aide est arrivée, envoyez FAIT { $number }. Pas possible ? Envoyez IMPOSSIBLE { $number }.
answer-kept = Gardé { $time } : "{ $words }". La personne ne veut pas recevoir de messages ; elle le verra en envoyant STATUT.
hand-over-ask = Passer { $number } à qui ?
hand-over-nobody = Personne d'autre n'est de garde pour { $number }. Il reste à vous.
hand-over-offered = { $post } : nous demandons de prendre { $number }. D'ici là, il reste à vous.
hand-over-offer = { $post } vous demande de prendre { $number } : { $what }, { $place }.
hand-over-taken = { $post } a pris { $number }. Merci.
hand-over-refused = Merci. { $number } reste à la personne qui vous l'a demandé.
hand-over-declined = { $post } ne peut pas prendre { $number }. Il reste à vous.
done-noted = { $number } est noté comme fait. Nous demanderons plus tard si cela marche.
# sms: 1
done-noted-sealed = { $number } : fini, c'est noté.
not-fixed = { $number } : la personne dit que cela ne marche pas. Il est à nouveau à vous.
confirmed = { $number } : la personne dit que cela marche. Merci.
more-said = { $number } : la personne écrit encore. "{ $words }"
more-said-sealed = { $number } : la personne écrit encore.
next-none = Rien ne vous attend. Merci.
next-item = { $number } { $what }, { $place }. { $state ->
        [new] Personne ne l'a encore.
        [reopened] La personne dit que cela ne marche pas.
       *[other] Il est à vous.
    } { $day ->
        [none] {""}
       *[other] Promis pour { $day }.
    }
    "{ $words }"
next-item-sealed = { $number }. { $state ->
        [new] Personne ne l'a encore.
       *[other] Il est à vous.
    } { $day ->
        [none] {""}
       *[other] Promis pour { $day }.
    } Ses mots sont protégés.
help-staff = SUIVANT : ce qui attend. BILAN : vue d'ensemble. R numéro mots : répondre. FAIT numéro : c'est fait. PASSER numéro : donner à un autre. LANGUE : en changer. STOP : plus de messages.
place-unknown = lieu non connu
words-removed = (retiré par la personne qui l'a écrit)
what-other = un message

### Names of flags, topics and languages

flag-sea = Conduite du personnel
flag-child_risk = Un enfant en danger
flag-gbv = Violence à la maison
flag-trafficking = Traite de personnes
flag-self_harm = Personne au désespoir
flag-threat = Une menace
flag-life_danger = Danger de mort
flag-violence = Violence
flag-explosive = Objet explosif
flag-authority_abuse = Conduite d'une autorité
flag-missing_person = Personne disparue
flag-disease = Maladie
flag-hunger = Faim
flag-no_water = Pas d'eau
flag-disaster = Catastrophe
flag-scam = Une arnaque
flag-data_leak = Fuite de données
flag-unread = Non lu par la machine
flag-staff_conduct = Conduite du personnel
flag-fraud = Fraude
flag-discrimination = Discrimination
flag-partner_integrity = Intégrité d'un partenaire
flag-land_environment = Terre et environnement
flag-harmful_rumour = Rumeur dangereuse
flag-service_broken = Un service en panne
topic-water = eau
topic-sanitation = assainissement
topic-health = santé
topic-food = nourriture
topic-shelter = abri
topic-education = école
topic-protection = protection
topic-livelihoods = travail et revenus
topic-agriculture = agriculture
topic-energy = énergie
topic-roads_transport = routes et transport
topic-communication = téléphone et réseau
topic-cash = aide en argent
topic-land = terre
topic-environment = environnement
topic-security = sécurité
topic-governance = administration
topic-missing_people = personnes disparues
topic-household_items = articles de ménage
topic-registration = inscription et listes
topic-waste = déchets
topic-disaster = catastrophe
topic-gender = femmes et filles
topic-inclusion = inclusion
topic-climate = climat
topic-ocean = mer et pêche
topic-partnership = partenariat
topic-other = autre

### The web page

web-title = Baraza, une ligne de messages de l'ONU
web-write = Écrivez ici
web-send = Envoyer
web-photo = Envoyer une photo
web-voice = Enregistrer un message vocal
web-voice-stop = Terminer et envoyer
web-place = Envoyer votre position
web-leave = Quitter cette page
web-leave-hint = Efface ce qui est à l'écran
web-you = Vous
web-us = Baraza
web-offline = Pas de connexion. Vos mots restent ici et partiront à son retour.
web-sent = envoyé
web-waiting = en attente
web-voice-note = message vocal
web-photo-sent = photo
web-place-sent = position
web-language = Langue
web-person = Personne
web-no-voice = Ce navigateur ne peut pas enregistrer. Écrivez, ou envoyez une photo.
web-too-large = Ce fichier est trop lourd. Au plus { $megabytes } Mo.
web-refresh = Voir les nouveaux messages
web-busy = Nous ne pouvons pas prendre de messages pour le moment. Vos mots restent ici ; essayez encore, s'il vous plaît.
web-intro = Ce que vous écrivez arrive à une personne. Pas besoin de compte ni de nom.
web-demo-title = Baraza : une assemblée publique qui tient dans un message
web-demo-intro = Trois téléphones, une maison. Écrivez sur le premier, regardez le troisième. Tout fonctionne sur cet ordinateur, et rien n'en sort.
web-demo-community = Membre de la communauté
web-demo-manager = Responsable de partenariat
web-demo-focal = Point focal
web-demo-try = Essayez
web-not-sent = non envoyé
web-error = Quelque chose n'a pas marché chez nous. Essayez encore, s'il vous plaît.
web-missing = Cette page n'est pas ici.
web-file-unknown = Nous ne pouvons pas ouvrir ce fichier. Envoyez une photo ou un message vocal, ou écrivez.
web-try-1 = Le forage de notre village est en panne depuis deux semaines.
web-try-2 = L'eau est dans les maisons, des personnes âgées sont sur le toit.
web-try-3 = Merci pour le nouveau robinet.
web-try-manager = P1 en bonne voie 1200 agriculteurs
web-intro-manager = Envoyez une ligne pour dire où en est votre partenariat.
web-intro-focal = Ce qui a besoin de vous arrive ici.
