### A country opens and closes

# sms: 1
opening-hello = Hello. This is { $service }, { $who ->
        [none] a UN message line
       *[other] { $who }
    }. It is not open here yet. You can write already: we keep it.{ $phone ->
        [none] {""}
       *[other] {" "}Help now, free: call { $phone }.
    }
# sms: 1
opening-said = Thank you. We keep what you wrote. { $service } is not open here yet, so we cannot promise an answer.{ $phone ->
        [none] {""}
       *[other] {" "}Help now, free: call { $phone }.
    }
# sms: 1
opening-status = { $service } is not open here yet, so we cannot promise an answer. What was sent to us is kept.{ $phone ->
        [none] {""}
       *[other] {" "}Help now, free: call { $phone }.
    }
# sms: 1
opening-danger = We are not open here, and we are not an ambulance. { $phone ->
        [none] If you can, go to people near you.
       *[other] If you can, call { $phone } or go to people near you.
    } We keep what you wrote.
# sms: 1
opening-keep-away = Keep away and keep others away. Do not touch it. We are not open here: please tell people near you.{ $phone ->
        [none] {""}
       *[other] {" "}Help now, free: call { $phone }.
    }
# sms: 2
opening-ended = { $service } stopped here on { $since }. We cannot promise that a person reads this.{ $phone ->
        [none] {""}
       *[other] {" "}Help now, free: call { $phone }.
    }{ $after ->
        [none] {""}
       *[other] {" "}{ $after }
    }

### Coordinator

# sms: 2
opening-opened = { $country } is open from { $day }. { $count ->
        [0] Nothing from before waits.
       *[other] From before { $count } wait.
    } Text NEXT for what waits, DIGEST for the overview.
opening-handed-over = { $country } has stopped on { $day }. Still open: { $count }{ $sealed ->
        [0] {""}
       *[other] {" "}and { $sealed } sealed
    }.{ $lines ->
        [none] {""}
       *[other] {" "}{ $lines }.
    } They stay with their owners until they are ended. Who writes now hears that we stopped. On { $until } all words are removed.
# sms: 1
opening-test = TEST: nothing has happened. Do alerts for { $country } reach you?
# sms: 1
opening-test-answered = Thank you. The test is answered: alerts reach you here.
# sms: 1
opening-test-declined = Thank you. { $next ->
        [yes] We try the next person.
       *[no] Nobody else is on duty for this.
    }
