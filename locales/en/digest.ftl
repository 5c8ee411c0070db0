### What a focal point reads in the morning, and a coordinator once a week

digest = { $lines }
digest-head = { $part ->
        [morning] Good morning.
       *[other] Hello.
    } { $country }, { $day }. { $count ->
        [0] Nothing needs you.
        [one] { $count } needs you.
       *[other] { $count } need you.
    }
digest-late = LATE { $count }
digest-today = TODAY { $count }
digest-not-fixed = SAID "NOT FIXED" { $count }
digest-waiting = WAITING { $count }
digest-item = { $index }) { $number } { $what }, { $place }. { $day ->
        [none] {""}
       *[other] Promised { $day }.
    } { $time ->
        [none] {""}
       *[other] Answer by { $time }.
    } { $ready ->
        [none] {""}
       *[other] Ready answer exists.
    }
digest-item-sealed = { $index }) { $number } one message needs you.
digest-more = And { $count } more: text NEXT.
digest-more-lines = and { $count } more
digest-open = Text a number to open it.
digest-place-shared = a place on the map
digest-new = NEW since { $day }: { $count } { $usual ->
        [none] {""}
       *[other] (usual { $usual })
    }
digest-topic = { $topic } { $count } { $usual ->
        [none] {""}
       *[other] (usual { $usual })
    }
digest-topic-place = { $lines }, { $count } from { $place }
digest-thanks = thanks
digest-quiet = QUIET: { $lines }. Network down?
digest-quiet-place = { $place } 0 (usual { $usual } a week)
digest-done = DONE: { $answered } answered. People say: { $yes } solved, { $no } not, { $none } no reply yet.
digest-partnerships = PARTNERSHIPS: { $lines }.
digest-partnership-update = { $code } update came: { $status }
digest-partnership-due = { $code } due { $day }
digest-partnership-late = { $code } late since { $day }
digest-duty-you = On duty tonight: you. Away? Text AWAY.
digest-duty = On duty tonight: { $post }.

## A coordinator's week

digest-week-head = { $country }, the week to { $day }. { $count ->
        [0] Nothing to decide.
        [one] { $count } thing to decide.
       *[other] { $count } things to decide.
    }
digest-decide = DECIDE { $count }
digest-decide-ending = { $post }: on duty until { $day }
digest-decide-away = { $post }: away until { $day }, { $stand_in ->
        [none] nobody stands in
       *[other] { $stand_in } stands in
    }
digest-decide-sealed = Sealed messages that are late: { $count }
digest-stuck = STUCK { $count }
digest-promises = PROMISES: { $due } due, { $kept } kept, { $slipped } slipped.
digest-middle-days = Middle answer time: { $count } days.
digest-middle-hours = Middle answer time: { $count } h.
digest-solved = SOLVED: we say { $answered }. People say: { $yes } yes, { $no } no, { $none } no reply yet.
digest-heard = HEARD: { $count } { $usual ->
        [none] {""}
       *[other] (usual { $usual })
    }
digest-unread = Not read by the machine: { $lines }
digest-language-unknown = language not known
digest-rising = RISING: { $lines }
digest-rising-place = { $topic }, { $place } { $count } (usual { $usual })
digest-on-time = PARTNERSHIPS: { $count } of { $due } on time.
digest-light = { $code } { $light ->
        [green] on time
        [yellow] a report is due
        [red] two reports are due
       *[inactive] inactive
    }
digest-alerts = ALERTS: { $lines }
digest-slowest = Slowest "mine": { $time }, { $post }.
digest-minutes = { $minutes } min
digest-hours = { $hours } h
digest-lines = LINES: { $count } received, { $answered } handled.
digest-line-silent = { $name }: nothing since { $day }.
digest-line-stuck = { $name }: { $count } wait to go out.

## How a digest comes

# sms: 1
digest-set = { $when ->
        [never] Your digest is off. To have it again text DIGEST DAILY.
        [weekly] Your digest comes once a week at { $time }
       *[daily] Your digest comes each working day at { $time }
    } { $by ->
        [none] {""}
        [mail] by e-mail.
        [both] in chat and by e-mail.
       *[chat] in chat.
    }
# sms: 2
digest-how = DIGEST shows it now. DIGEST DAILY, WEEKLY or OFF. DIGEST 6: at 6 o'clock. DIGEST MAIL and your address: by e-mail. DIGEST CHAT: here. DIGEST BOTH.
# sms: 1
digest-mail-asked = We sent a code to that address. Text DIGEST and the code. Until then nothing else goes there.
# sms: 1
digest-mail-wrong = That is not an e-mail address. Text DIGEST MAIL and the whole address, like name@example.org
# sms: 1
digest-mail-none = We have no e-mail address of yours. Text DIGEST MAIL and your address.
# sms: 1
digest-mail-off = E-mail is not set up here. Your digest comes in chat.
# sms: 1
digest-mail-wait = That is enough addresses for today. Please try again tomorrow.
# sms: 1
digest-code-wrong = That code is not right, or too old. For a new one text DIGEST MAIL and your address.
digest-code-subject = { $service }: is this address yours?
digest-code-mail = Somebody on the staff asked that their digest come to this address. If it was you, text this in chat: DIGEST { $code }
digest-code-ignore = If it was not you, do nothing: nothing else comes here.
digest-mail-subject = { $service }: { $country }, { $day }
digest-mail-open = To open one, send its number in chat.
digest-mail-foot = You asked for this by e-mail. To end it, text DIGEST OFF in chat. Nobody reads answers to this mail.
