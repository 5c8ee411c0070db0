### The staff: posts, duties, absences, and what has nobody

roster-hole = { $kind ->
        [nobody] Nobody is on duty
        [unreachable] Nobody on duty can be reached
        [absent] Who is on duty is away
        [suspended] Who was on duty is suspended
        [ending] Nobody is on duty after { $day }
        [fewer-than-two] One person is on duty, two are needed
        [one-organisation] Two organisations are needed
       *[coordinator] No coordinator can be reached
    }: { $klass ->
        [S] safeguarding
        [R] restricted
       *[P] programme
    }, { $topic ->
        [all] all topics
       *[other] { $topic }
    }, { $area ->
        [all] whole country
       *[other] { $area }
    } { $post ->
        [none] {""}
       *[other] ({ $post })
    }
