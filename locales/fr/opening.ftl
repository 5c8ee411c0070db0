### A country opens and closes

opening-hello = Bonjour. Ici { $service }, { $who ->
        [none] ligne de messages de l'ONU
       *[other] { $who }
    }. Pas encore ouvert ici. Écrivez déjà : nous gardons tout.{ $phone ->
        [none] {""}
       *[other] {" "}Aide gratuite : { $phone }.
    }
opening-said = Merci. Nous gardons vos mots. { $service } n'est pas encore ouvert ici : nous ne pouvons pas promettre de réponse.{ $phone ->
        [none] {""}
       *[other] {" "}Aide gratuite : { $phone }.
    }
opening-status = { $service } n'est pas encore ouvert ici : nous ne pouvons pas promettre de réponse. Ce qu'on nous écrit est gardé.{ $phone ->
        [none] {""}
       *[other] {" "}Aide gratuite : { $phone }.
    }
opening-danger = Nous ne sommes pas ouverts ici, ni une ambulance. { $phone ->
        [none] Si vous pouvez, allez vers des gens proches.
       *[other] Si vous pouvez, appelez le { $phone } ou allez vers des gens.
    } Nous gardons vos mots.
opening-keep-away = Ne restez pas près, et que personne n'approche. N'y touchez pas. Nous ne sommes pas ouverts ici : prévenez vos voisins.{ $phone ->
        [none] {""}
       *[other] {" "}Aide gratuite : { $phone }.
    }
opening-ended = { $service } a pris fin ici le { $since }. Nous ne pouvons pas promettre qu'une personne lise ceci.{ $phone ->
        [none] {""}
       *[other] {" "}Aide gratuite : { $phone }.
    }{ $after ->
        [none] {""}
       *[other] {" "}{ $after }
    }

### Coordinator

opening-opened = { $country } : la ligne est ouverte depuis { $day }. { $count ->
        [0] Rien d'avant n'attend.
       *[other] D'avant, { $count } attendent.
    } Envoyez SUIVANT : ce qui attend, BILAN : vue d'ensemble.
opening-handed-over = { $country } : la ligne s'est arrêtée { $day }. Encore ouverts : { $count }{ $sealed ->
        [0] {""}
       *[other] {" "}et { $sealed } protégés
    }.{ $lines ->
        [none] {""}
       *[other] {" "}{ $lines }.
    } Ils restent à qui les a pris jusqu'à leur fin. Qui écrit maintenant apprend que la ligne s'est arrêtée. Le { $until }, tous les mots sont retirés.
opening-test = ESSAI : rien n'est arrivé. Les alertes pour { $country } vous parviennent-elles ?
opening-test-answered = Merci. L'essai a sa réponse : les alertes vous parviennent ici.
opening-test-declined = Merci. { $next ->
        [yes] Nous essayons la personne suivante.
       *[no] Personne d'autre n'est de garde pour cela.
    }
