## Répondre avec soin : relire avant l'envoi, réponses prêtes, fins honnêtes.

### Au point focal

answers-read-back = Pour { $number } : "{ $words }" { $ending ->
        [cannot] On lui dira que ce n'est pas possible, avec ceci comme raison.
        [not_ours] On lui dira que d'autres s'en occupent, et ceci dit qui.
       *[none] {""}
    } { $meaning ->
        [none] {""}
       *[other] Cela veut dire : "{ $meaning }"
    } { $yours ->
        [none] {""}
       *[other] Votre langue : { $yours }. La sienne : { $theirs }.
    } { $phone ->
        [none] {""}
       *[yes] Votre réponse contient un numéro de téléphone.
    } { $parts ->
        [1] {""}
       *[other] Cela fait { $parts } SMS.
    } L'envoyer ?
# sms: 1
answers-change-ask = Écrivez de nouveau votre réponse à { $number }. Vous la relirez avant l'envoi.
# sms: 1
answers-cannot-ask = { $number } : personne ne peut, ou seulement pas vous ?
# sms: 1
answers-why-ask = Pourquoi { $number } n'est-il pas possible ? Écrivez-le avec vos mots. Vous relirez avant l'envoi.
# sms: 1
answers-where-ask = Qui s'occupe maintenant de { $number } ? Écrivez-le avec vos mots. Vous relirez avant l'envoi.
# sms: 2
answers-ready-none = Pas de réponse prête à { $number } dans sa langue. Pour répondre, envoyez R { $number } et vos mots.
answers-ended = Envoyé { $time } : "{ $words }". { $number } a sa réponse. Si la personne dit que ce n'est pas juste, il vous revient.
answers-expired = Pas envoyé : "{ $words }". Deux heures sans votre oui. { $number } attend encore. Pour l'envoyer : R { $number } et vos mots.
# sms: 1
answers-gone = Cette réponse à { $number } n'est plus ouverte. Pour répondre, envoyez R { $number } et vos mots.
# sms: 1
answers-dropped = Pas envoyé. { $number } reste à vous.
# sms: 1
answers-over = { $number } a déjà sa réponse.
answers-lead-cannot = parce que|à cause de|car
answers-lead-not-ours = c'est allé à|transmis à|c'est chez|à

button-send = Envoyer
button-send-as-is = Envoyer tel quel
button-change = Changer
button-drop = Ne pas envoyer
button-ready = Réponse prête
button-ask-next = Demander au suivant
button-no-one-can = Personne ne peut
button-not-right = pas juste

### À la personne qui a écrit

# sms: 1
about-cannot = Numéro { $number } : ce n'est pas possible, parce que : "{ $words }". Pas juste ? Écrivez-nous.
# sms: 1
about-not-ours = Numéro { $number } : d'autres s'en occupent. Transmis à : "{ $words }". Pas juste ? Écrivez-nous.
# sms: 2
answers-no-call = { $path ->
        [help] Vous n'avez pas à rester seul.
       *[other] Merci.
    } { $phone ->
        [none] {""}
       *[other] Aide tout de suite, gratuit : appelez le { $phone }.
    } Si vous pouvez, allez voir une personne de confiance. Vous pouvez écrire à tout moment, et effacer ces messages.

### Réponses prêtes

# sms: 2
ready-life_danger = Une personne s'en occupe en ce moment. Si vous pouvez, mettez-vous à l'abri. Écrivez-nous si quelque chose change.
# sms: 2
ready-explosive = Restez loin et éloignez les autres. N'y touchez pas. Une personne s'en occupe en ce moment.
# sms: 2
ready-disease = Nous avons lu votre message. Buvez de l'eau bouillie ou traitée. Lavez-vous les mains au savon. Amenez vite les malades au poste de santé le plus proche. Une personne s'en occupe en ce moment.
# sms: 2
ready-hunger = Nous avons lu votre message et prévenu l'équipe chargée de la nourriture. Le jour n'est pas encore connu. L'aide est toujours gratuite. Nous vous écrirons quand nous en saurons plus.
# sms: 2
ready-no_water = Nous avons lu votre message et prévenu l'équipe chargée de l'eau. Le jour n'est pas encore connu. Faites bouillir ou traitez l'autre eau avant de la boire. Nous vous écrirons quand nous en saurons plus.
# sms: 2
ready-disaster = Nous avons lu votre message et prévenu ceux qui aident près de vous. Si vous pouvez, mettez-vous à l'abri. Écrivez-nous si quelque chose change.
# sms: 2
ready-service_broken = Nous avons lu votre message et prévenu l'équipe qui s'en occupe. Le jour n'est pas encore connu. Nous vous écrirons quand nous en saurons plus.
# sms: 2
ready-scam = Nous avons lu votre message. Nous ne demandons jamais d'argent. L'aide est toujours gratuite. Ne payez pas, et ne donnez à personne vos codes ni vos papiers.
# sms: 2
ready-restricted = Nous avons lu votre message. Une personne qui n'est pas de votre zone le regarde. Nous vous écrirons quand nous en saurons plus.
# sms: 2
ready-aid = L'aide est toujours gratuite. Personne ne peut vous demander de l'argent ou autre chose pour cela. Nous avons transmis votre question et vous écrirons quand nous en saurons plus.
