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
        [S] protection contre les abus
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
