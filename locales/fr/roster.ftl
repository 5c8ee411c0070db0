### L'équipe : postes, permanences, absences, et ce que personne ne couvre

roster-hole = { $kind ->
        [nobody] Personne n'est de permanence
        [unreachable] Personne de permanence n'est joignable
        [absent] La personne de permanence est absente
        [suspended] La personne de permanence est suspendue
        [ending] Personne n'est de permanence après le { $day }
        [fewer-than-two] Une seule personne de permanence, il en faut deux
        [one-organisation] Il faut deux organisations
       *[coordinator] Aucune coordination n'est joignable
    } : { $klass ->
        [S] sauvegarde
        [R] restreint
       *[P] programme
    }, { $topic ->
        [all] tous les sujets
       *[other] { $topic }
    }, { $area ->
        [all] tout le pays
       *[other] { $area }
    } { $post ->
        [none] {""}
       *[other] ({ $post })
    }
roster-not-enrolled = Vous n'avez pas de poste ici. Si vous avez un code, envoyez START et le code.
roster-enrolled = Inscription faite : { $post }. Ce qui est pour vous arrive ici. LANGUE : en changer. STOP : plus de messages.
roster-coordinators-only = Seule la coordination peut le faire. Demandez à la vôtre, svp.
roster-moved = { $count ->
        [one] { $numbers } est maintenant à vous.
       *[other] { $count } messages sont maintenant à vous : { $numbers }.
    } { $post ->
        [none] {""}
       *[other] Avant vous : { $post }.
    } Envoyez SUIVANT pour voir ce qui attend.
roster-promise-late = Numéro { $number } : réponse promise, nous sommes en retard. Pardon. Une autre personne s'en charge. Nouveau jour : { $day }.
roster-duty-words = { $klass ->
        [S] sauvegarde
        [R] restreint
       *[P] programme
    }, { $topic ->
        [all] tous les sujets
       *[other] { $topic }
    }, { $area ->
        [all] tout le pays
       *[other] { $area }
    } ({ $country })
roster-duty-line = { $duty }, { $day ->
        [none] jusqu'à nouvel ordre
       *[other] jusqu'au { $day }
    }
roster-duty-ends = { $who ->
        [you] Votre garde finit { $day } : { $duty }. Voyez avec votre coordination qui prend la suite.
       *[they] { $post } : la garde finit { $day } : { $duty }. PERMANENCE pour prolonger, INVITER pour une autre personne.
    }
roster-staff = { $lines }
roster-staff-line = { $post }, { $role } : { $state ->
        [suspended] suspendu
        [empty] personne encore
        [stopped] ne reçoit plus de messages
        [away] absence jusqu'au { $day }
       *[there] en place
    } { $stand_in ->
        [none] {""}
       *[other] (remplacement : { $stand_in })
    }
roster-more-lines = … et encore { $count } lignes. Envoyez ÉQUIPE et une partie du nom.
roster-holes = TROUS : { $count }
roster-none-found = Aucun poste ici ne correspond. Envoyez ÉQUIPE pour les voir tous.
roster-nothing-changed = Rien n'a changé.
roster-all-topics = tous les sujets
roster-nobody = personne
roster-today = aujourd'hui
roster-tomorrow = demain
roster-invite-role = Quel est le rôle du poste ?
roster-invite-partnership = Pour quel partenariat ?
roster-invite-topic = Pour quel sujet ?
roster-invite-area = Quelle zone ? Écrivez son nom, ou 0 pour tout le pays.
roster-invite-post = Quel est le nom du poste ? Par exemple : Eau, Turkana. Pas le nom d'une personne.
roster-invited = { $post } : le code est { $code }. Il sert une fois, jusqu'au { $day }. La personne envoie START { $code } à cette ligne. { $links ->
        [none] {""}
       *[other] Ou elle ouvre { $links }
    }
roster-area-unknown = Aucune zone ici ne porte ce nom, ou plusieurs.
roster-post-taken = { $post } existe déjà, avec un autre rôle.
roster-suspend-which = Quel poste ?
roster-suspend-sure = Suspendre { $post } ? Son téléphone ne fera plus rien ici, et ce qui est en cours passe à d'autres.
roster-suspended = { $post } est suspendu. Passés à d'autres : { $count }. Numéros vus : { $seen }. { $numbers ->
        [none] {""}
       *[other] Les voici : { $numbers }.
    }
roster-duties = { $lines }
roster-no-duty = Il n'y a pas de permanence ici.
roster-duty-which = Quelle permanence voulez-vous changer ?
roster-duty-what = { $duty }. Que faire ?
roster-duty-until = { $post } : { $duty }, jusqu'au { $day }.
roster-away-from = Votre absence commence quel jour ? Écrivez aujourd'hui, demain, ou un jour : 5/12.
roster-away-until = Jusqu'à quel jour, le dernier ? Par exemple 9/12.
roster-away-stand-in = Qui répond à votre place ?
roster-away-unclear = Je n'ai pas compris les jours. Envoyez ABSENT, le premier et le dernier jour : ABSENT 5/12 9/12
roster-away-noted = Absence notée du { $from } au { $day }. { $stand_in ->
        [none] La personne suivante de permanence répond entre-temps.
       *[other] { $stand_in } répond entre-temps.
    } Envoyez RETOUR quand vous êtes là.
roster-away-now = Votre absence va jusqu'au { $day }. Pour le prendre, envoyez d'abord RETOUR.
roster-back = Bon retour. Les alertes vous arrivent de nouveau.
roster-not-away = Aucune absence n'est notée.
roster-absence = { $post } est absent du { $from } au { $day }. { $stand_in ->
        [you] Vous répondez à sa place.
        [none] Sans remplacement : la personne suivante est prévenue.
       *[other] { $stand_in } remplace.
    }
button-extend-30 = 30 jours de plus
button-extend-90 = 90 jours de plus
button-end-today = finit aujourd'hui
button-keep-duty = ne rien changer
role-focal = point focal
role-coordinator = coordination
role-integrity = intégrité
role-protection = protection
role-safeguarding = sauvegarde
role-reader = première lecture
role-volunteer = volontaire
role-manager = gestion de partenariat
role-region = région
role-authority = autorité ou service
role-data-protection = protection des données
# sms: 2
roster-help = MODELE numéro : un texte écrit. IMPOSSIBLE numéro : dire pourquoi. PAS NOUS numéro : dire où c'est allé. LIEU numéro nom : corriger le lieu. ABSENT : en congé. RETOUR : de retour.
# sms: 1
roster-help-head = EFFECTIF : qui est à quel poste. INVITER : une personne. SUSPENDRE nom : un téléphone perdu. PERMANENCE : qui répond de quoi, jusqu'à quand.
