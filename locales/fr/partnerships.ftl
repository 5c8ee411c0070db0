### Partnership manager: updates, lessons, reminders

# sms: 2
help-manager = Envoyez une ligne : { $code } en bonne voie 1200 agriculteurs. MAJ : pas à pas. HISTORIQUE : vos derniers envois. CORRIGER : changer le dernier. LECON : ce qui n'a pas marché, gardé scellé. LANGUE : en changer. STOP : fin.
manager-enrolled = Inscription faite : { $code } { $name }. Envoyez une ligne à tout moment, par exemple : { $code } en bonne voie 1200 agriculteurs
progress-status-ask = { $code } { $name } : vos mots sont gardés. { $echo ->
        [none] {""}
       *[other] J'ai lu : { $echo }.
    } Où en est le travail ?
progress-status-confirm = { $code } { $name } : vos mots sont gardés. J'ai lu : { $status }{ $echo ->
        [none] {""}
       *[other] , { $echo }
    }. C'est juste ?
progress-which = Vos mots sont gardés. De quel partenariat s'agit-il ?
progress-which-unknown = Vos mots sont gardés. { $unknown } n'est pas à votre nom ici. Duquel s'agit-il ?
progress-nowhere = Vos mots sont gardés. Aucun partenariat n'est encore à votre nom. Demandez à qui vous a donné votre code.
progress-elsewhere = Vos mots sont gardés, sans partenariat. Pour un autre partenariat, demandez à qui vous a donné votre code.
progress-nothing = Rien n'est gardé. Envoyez une ligne à tout moment, ou MAJ.
progress-figure-ask = { $figure } : est-ce le total à ce jour, ou nouveau depuis votre dernier envoi ?
progress-figures-ask = { $figure } : est-ce le total à ce jour, ou nouveau depuis votre dernier envoi ?
progress-saved = Gardé. { $code } : { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Une erreur ? Envoyez CORRIGER. { $day ->
        [none] {""}
       *[other] Prochain envoi : { $day }.
    }
progress-fix = { $code } : { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Qu'est-ce qui est juste ? Ou envoyez CORRIGER et les bons mots : CORRIGER 1300 agriculteurs. { $day ->
        [none] {""}
       *[other] Prochain envoi : { $day }.
    }
progress-figure = { $value } { $unit } { $mode ->
        [new] en plus, { $total } au total
       *[total] au total
    }{ $target ->
        [none] {""}
       *[other] , prévu { $target }
    }
progress-fix-none = Vous n'avez pas d'envoi à changer. Envoyez une ligne : { $code } en bonne voie 1200 agriculteurs
progress-guide-which = De quel partenariat s'agit-il ?
progress-guide-status = { $code } { $name } : où en est le travail ? Vous pouvez passer.
progress-guide-figures = Combien à ce jour, au total : { $unit } ? Le nombre et ce qu'il compte suffisent. Vous pouvez passer.
progress-guide-words = Que s'est-il passé, ou pourquoi ? Avec vos mots. Vous pouvez passer.
progress-guide-photo = Pour finir : une photo, ou la suite prévue ? Vous pouvez passer.
progress-photo-kept = Merci. La photo est gardée avec votre envoi du { $day } ({ $code }). Commence-t-elle un nouvel envoi ?
progress-history = Vos derniers envois :
    { $lines }
progress-history-line = { $day } { $code } : { $status }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    }
progress-history-none = Pas encore d'envoi. Envoyez une ligne : { $code } en bonne voie 1200 agriculteurs
lesson-ask = Qu'est-ce qui n'a pas marché, et que feriez-vous autrement ? C'est gardé scellé : seules les personnes chargées de l'intégrité peuvent le lire, personne de votre partenariat, aucun partenaire. Vous pouvez passer.
lesson-kept = Merci. Vos mots sont scellés. Seules les personnes chargées de l'intégrité peuvent les lire : ni votre partenariat, ni un partenaire.
lesson-none = Rien n'est gardé. Envoyez LECON à tout moment.
# sms: 2
reminder = { $code } : votre envoi { $when ->
        [late] était attendu { $day }
       *[ahead] est attendu { $day }
    }. Une ligne suffit : { $first } en bonne voie 1200 agriculteurs. Ou pas à pas :
digest-lessons = LEÇONS, gardées scellées : { $count }

button-update = mise à jour
button-history = historique
button-lesson = à retenir
button-none = aucun de ceux-ci
# sms: 1
progress-receipt = Merci. Une personne lira et répondra d'ici { $day }. Votre numéro : { $number }.
