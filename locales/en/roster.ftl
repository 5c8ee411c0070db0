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
# sms: 1
roster-not-enrolled = You are not enrolled here. If someone gave you a code, text START and the code.
# sms: 1
roster-enrolled = You are enrolled: { $post }. What is meant for you comes here. LANGUAGE: change it. STOP: no messages.
# sms: 1
roster-coordinators-only = Only a coordinator can do this. Please ask yours.
roster-moved = { $count ->
        [one] { $numbers } is with you now.
       *[other] { $count } messages are with you now: { $numbers }.
    } { $post ->
        [none] {""}
       *[other] Before you: { $post }.
    } Text NEXT to see what waits.
# sms: 1
roster-promise-late = About { $number }: we promised you an answer and we are late. We are sorry. Someone else has it now. New day: { $day }.
roster-duty-words = { $klass ->
        [S] safeguarding
        [R] restricted
       *[P] programme
    }, { $topic ->
        [all] all topics
       *[other] { $topic }
    }, { $area ->
        [all] whole country
       *[other] { $area }
    } ({ $country })
roster-duty-line = { $duty }, { $day ->
        [none] until further notice
       *[other] until { $day }
    }
# sms: 2
roster-duty-ends = { $who ->
        [you] Your duty ends { $day }: { $duty }. Please agree with your coordinator who is next.
       *[they] { $post }: the duty ends { $day }: { $duty }. Text DUTY to extend it, INVITE for someone new.
    }
roster-staff = { $lines }
roster-staff-line = { $post }, { $role }: { $state ->
        [suspended] suspended
        [empty] nobody enrolled yet
        [stopped] takes no messages
        [away] away until { $day }
       *[there] there
    } { $stand_in ->
        [none] {""}
       *[other] (stand-in: { $stand_in })
    }
roster-more-lines = … and { $count } more lines. Text STAFF and a part of the name.
roster-holes = HOLES: { $count }
# sms: 1
roster-none-found = No post here fits that. Text STAFF to see all.
# sms: 1
roster-nothing-changed = Nothing was changed.
roster-all-topics = all topics
roster-nobody = nobody
roster-today = today
roster-tomorrow = tomorrow
roster-invite-role = Which role has the post?
roster-invite-partnership = Which partnership do they report for?
roster-invite-topic = Which topic do they answer for?
# sms: 1
roster-invite-area = Which area? Write its name, or 0 for the whole country.
# sms: 1
roster-invite-post = What is the post called? For example: Water, Turkana. Not a person's name.
roster-invited = { $post }: the code is { $code }. It works once, until { $day }. They text START { $code } to this line. { $links ->
        [none] {""}
       *[other] Or they open { $links }
    }
# sms: 1
roster-area-unknown = No single area here is called that.
# sms: 1
roster-post-taken = { $post } is there already, with another role.
roster-suspend-which = Which post?
# sms: 2
roster-suspend-sure = Suspend { $post }? Their phone does nothing here any more, and what they have moves to others.
roster-suspended = { $post } is suspended. What they had moved: { $count }. They had seen { $seen } numbers. { $numbers ->
        [none] {""}
       *[other] These: { $numbers }.
    }
roster-duties = { $lines }
# sms: 1
roster-no-duty = There is no duty here.
roster-duty-which = Which duty do you want to change?
roster-duty-what = { $duty }. What shall it be?
roster-duty-until = { $post }: { $duty }, until { $day }.
# sms: 1
roster-away-from = From which day are you away? Write today, tomorrow, or a day like 5/12.
# sms: 1
roster-away-until = Until which day, the last one? For example 9/12.
roster-away-stand-in = Who answers for you meanwhile?
# sms: 1
roster-away-unclear = I did not understand the days. Please text AWAY, the first and the last day: AWAY 5/12 9/12
roster-away-noted = You are away from { $from } to { $day }. { $stand_in ->
        [none] Who is next on duty is asked meanwhile.
       *[other] { $stand_in } is asked meanwhile.
    } Text BACK when you are here again.
# sms: 1
roster-away-now = You are away until { $day }. To take it yourself, text BACK first.
# sms: 1
roster-back = Welcome back. Alerts come to you again.
# sms: 1
roster-not-away = You are not away.
# sms: 2
roster-absence = { $post } is away from { $from } to { $day }. { $stand_in ->
        [you] You answer for them meanwhile.
        [none] Nobody stands in: who is next on duty is asked.
       *[other] { $stand_in } stands in.
    }
button-extend-30 = 30 days more
button-extend-90 = 90 days more
button-end-today = today is the last
button-keep-duty = leave it so
role-focal = focal point
role-coordinator = coordinator
role-integrity = integrity
role-protection = protection
role-safeguarding = safeguarding
role-reader = first reader
role-volunteer = volunteer
role-manager = partnership manager
role-region = region
role-authority = authority or service
role-data-protection = data protection
# sms: 2
roster-help = READY number: a ready answer. CANNOT number: say why not. NOT OURS number: say where it went. PLACE number name: correct the place. AWAY: when you are not there. BACK: when you are.
# sms: 1
roster-help-head = STAFF: who is on which post. INVITE: someone new. SUSPEND name: a lost phone, at once. DUTY: who answers for what, until when.
