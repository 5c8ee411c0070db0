## What Baraza says, in the voice of its practice: short, warm, never a word that betrays
## what somebody wrote. "# sms: N" is the number of SMS segments the text must fit, with its
## numbered choices; locales/lint.py checks it.

### Community member

# sms: 1
greeting = Hello. This is { $service }, { $who ->
        [none] a UN message line
       *[other] { $who }
    }. A machine answers first, then a person. { $cost ->
        [free] It is free.
       *[paid] {""}
    } Tell us what is good or what is wrong where you live.
# sms: 1
receipt = Thank you. A person will read this and answer by { $day }. Your number: { $number }. { $cost ->
        [free] Texting us is free.
       *[paid] {""}
    } Can we write to you on this phone?
# sms: 1
receipt-question = Thank you for asking. A person will answer by { $day }. Your number: { $number }. Aid is always free. Can we write to you on this phone?
# sms: 1
receipt-plain = Thank you. A person will read this and answer by { $day }. Your number: { $number }. You need not reply. Can we write to you on this phone?
# sms: 1
added-may-write = Thank you. We put this with your number { $number }. Can we write to you on this phone?
# sms: 1
no-contact = Thank you. We will not write to you. To hear more, text STATUS { $number } at any time. { $cost ->
        [free] It is free.
       *[paid] {""}
    }
# sms: 1
ask-village = Thank you. Which village is it about? You can skip this.
# sms: 1
closing = Thank you. You will hear from us by { $day }. To ask before, text STATUS. To remove what you sent, text DELETE. To stop, text STOP.
# sms: 1
closing-short = Thank you. You will hear from us by { $day }.
# sms: 1
never-pay = Thank you. You will hear from us by { $day }. We never ask for money. Aid is always free.
# sms: 1
danger = A person is being told now. We are not an ambulance. { $phone ->
        [none] If you can, go to people near you.
       *[other] If you can, call { $phone } or go to people near you.
    } Where are you?
# sms: 1
keep-away = Keep away and keep others away. Do not touch it. A person is being told now. Where is it?
# sms: 1
place-noted = Thank you. We pass this on now. Your number: { $number }. Write again if anything changes.
# sms: 1
safe-now = Thank you. Are you safe now? You can skip this.
# sms: 1
may-call = A trained person can call you. Few people will know. If a child is in danger, we must act. May we call?
# sms: 1
may-call-now = { $phone ->
        [none] {""}
       *[other] Help now, free: call { $phone }.
    } If you can, go to someone you trust. A trained person can call you. May we call now?
# sms: 1
help-now = You are not alone. { $phone ->
        [none] {""}
       *[other] Help now, free: call { $phone }.
    } Go to someone you trust. A trained person can call you. May we call?
# sms: 1
good-time = Thank you. When is a good time? { $phone ->
        [none] {""}
       *[other] Help at any time, free: call { $phone }.
    }
# sms: 1
call-agreed = Thank you. We will try then. You can write again at any time. You can delete these messages now.
# sms: 1
call-declined = Thank you. We will not call. You can write again at any time. You can delete these messages now.
# sms: 1
thanks-reply = Thank you for telling us. We will pass it on to the team. Write to us any time, with good news or bad.
# sms: 1
thanks-back = You are welcome. Write to us at any time.
# sms: 1
stopped = We will not write to you any more. What you told us is not lost. To start again, text us at any time.
# sms: 2
help = { $service } is { $who ->
        [none] a UN message line
       *[other] { $who }
    }. Write what is good or wrong where you live. STATUS: where it stands. DELETE: remove what you sent. OTHER: tell for someone else. LANGUAGE: change it. STOP: no messages.
# sms: 1
menu = What would you like to do?
# sms: 1
tell-us = Tell us in your own words. You can also send a voice note, a photo or a place.
# sms: 1
for-other = Tell us what happened to them, in your own words. You do not have to say their name.
# sms: 1
status = About { $number }: { $state ->
        [new] it is here. A person will read it.
        [acknowledged] a person has read it.
        [in_progress] a person is working on it.
        [answered] we have answered.
        [cannot] we have answered. It cannot be done.
        [not_ours] we have answered. Others have it now.
        [confirmed] you told us it works now.
        [reopened] it is open again. A person is looking at it.
       *[other] it is here.
    } { $day ->
        [none] {""}
       *[other] You will hear from us by { $day }.
    }
# sms: 1
status-unknown = There is nothing new for this number. If you wrote to us, a person will read it.
# sms: 1
status-none = You have no open number here. Tell us what is good or what is wrong where you live.
# sms: 1
delete-ask = This removes what you sent us last. Remove it?
# sms: 1
deleted = Done. What you sent is hidden now. It is removed within 7 days, unless someone may be in danger.
# sms: 1
kept = Nothing was removed.
# sms: 1
language-ask = Which language shall we write in?
# sms: 1
language-set = We write in English now.
# sms: 1
stale-button = That question is over. Write to us at any time. To ask where things stand, text STATUS.
# sms: 1
not-understood = Please tell us in a few words what is good or what is wrong where you live. For more, text HELP.
# sms: 1
about = About { $number }: { $words }
# sms: 1
about-done = About { $number }: the people working on it tell us it is done. Not so? Write to us.
# sms: 1
fixed-ask = About { $number }: is it working now? Any answer helps.
# sms: 1
fixed-yes = Thank you. It is good to hear that.
# sms: 1
fixed-no = Thank you for telling us. We look at it again. You will hear from us by { $day }.
# sms: 1
fixed-unsure = Thank you. Write to us when you know more.
# sms: 1
promise-slipped = About { $number }: we promised an answer by today. We do not have it yet. We are sorry. A senior person now has it. New day: { $day }.
group-alone = Please write to me alone: open my name and send your message there. I do not take messages in a group.
file-too-large = Thank you. That file is too large for us. Please tell us in a few words, or send a shorter one.

### Short labels of choices: at most 20 characters

# Behind a question where there are no buttons: "1 yes, 2 no"
reply-with = Reply { $choices }.
button-yes = yes
button-no = no
button-not-sure = not sure
button-skip = skip
button-call-woman = yes, a woman
button-call-anyone = yes, anyone
button-morning = morning
button-midday = midday
button-evening = evening
button-remove = remove
button-keep = keep
button-tell = tell us something
button-status = where it stands
button-other = for someone else
button-language = language
button-stop = stop messages
button-mine = Mine
button-cannot = I cannot
button-answer = Answer
button-hand-over = Hand over
button-done = Done
button-next = Next
button-on-track = on track
button-delayed = delayed
button-off-track = off track
button-completed = completed
button-total = total so far
button-new = new
button-right = right
button-more = more

### Focal point and coordinator

# sms: 1
enrolled = You are enrolled: { $post }. Alerts come here. Text NEXT for what waits, DIGEST for the overview, HELP for the words.
# sms: 1
code-unknown = This code is used, too old or not ours. Please ask who gave it to you for a new one.
# sms: 2
alert = { $severity ->
        [critical] URGENT
        [urgent] URGENT
       *[other] NEW
    } { $number }. { $what }, { $place }. { $rung ->
        [first] You are first on duty.
        [also] You and the first on duty are told now.
       *[next] Nobody has taken it yet. You are next on duty.
    } { $minutes ->
        [0] {""}
       *[other] In { $minutes } min we ask the next person.
    }
# sms: 1
alert-sealed = Baraza: one message needs you. Number { $number }.
# sms: 2
alert-nobody = { $number }: { $what }, { $place }. Nobody is on duty for this. It comes to you as coordinator.
# sms: 1
alert-nobody-sealed = Nobody is on duty for a sealed message, number { $number }. Please put someone on duty for it.
# sms: 1
alert-not-fixed-sealed = Baraza: number { $number } needs you again.
mine = { $number } is yours. { $what }, { $place }.
    "{ $words }"
    Please act by { $time }. To answer them text R { $number } and your words.
# sms: 2
mine-sealed = { $number } is yours. Its words are sealed and never shown in chat. Please act by { $time }. To write to them text R { $number } and your words.
# sms: 1
taken = { $number } is with someone already. Thank you.
# sms: 1
already-yours = { $number } is yours already.
# sms: 1
cannot-noted = Thank you. We ask the next person about { $number } now.
# sms: 1
not-yours = { $number } is not with you, or is not a number of ours. Text NEXT for what waits for you.
# sms: 1
answer-ask = Write your answer to { $number }. You see it once more before it goes.
# sms: 1
answer-which = You have more than one open. Text R, the number and your words.
answer-sent = Sent { $time }: "{ $words }". When help has come, text DONE { $number }. Not possible? Text CANNOT { $number }.
answer-kept = Kept { $time }: "{ $words }". They asked us not to write; they see it when they text STATUS.
# sms: 1
hand-over-ask = To whom do you hand over { $number }?
# sms: 1
hand-over-nobody = Nobody else is on duty for { $number }. It stays with you.
# sms: 1
hand-over-offered = { $post } is asked to take { $number }. It stays with you until they do.
# sms: 2
hand-over-offer = { $post } asks you to take { $number }: { $what }, { $place }.
# sms: 1
hand-over-taken = { $post } has taken { $number }. Thank you.
# sms: 1
hand-over-refused = Thank you. { $number } stays with the person who asked you.
# sms: 1
hand-over-declined = { $post } cannot take { $number }. It stays with you.
# sms: 1
done-noted = { $number } is marked done. We ask them later whether it works.
# sms: 1
done-noted-sealed = { $number } is marked done.
# sms: 1
not-fixed = { $number }: they say it is not fixed. It is with you again.
# sms: 1
confirmed = { $number }: they say it works now. Thank you.
more-said = { $number }: they wrote again. "{ $words }"
# sms: 1
more-said-sealed = { $number }: they wrote again.
# sms: 1
next-none = Nothing waits for you. Thank you.
next-item = { $number } { $what }, { $place }. { $state ->
        [new] Nobody has it yet.
        [reopened] They say it is not fixed.
       *[other] It is yours.
    } { $day ->
        [none] {""}
       *[other] Promised for { $day }.
    }
    "{ $words }"
next-item-sealed = { $number }. { $state ->
        [new] Nobody has it yet.
       *[other] It is yours.
    } { $day ->
        [none] {""}
       *[other] Promised for { $day }.
    } Its words are sealed.
# sms: 2
help-staff = NEXT: what waits. DIGEST: the overview. R number words: answer them. DONE number: it is done. HAND number: give it to another. LANGUAGE: change it. STOP: no messages.
place-unknown = place not known
words-removed = (removed by the person who wrote it)
what-other = a message

### Names of flags, topics and languages

flag-sea = Conduct of staff
flag-child_risk = A child at risk
flag-gbv = Violence at home
flag-trafficking = Trafficking
flag-self_harm = Someone in despair
flag-threat = A threat
flag-life_danger = Danger to life
flag-violence = Violence
flag-explosive = Something explosive
flag-authority_abuse = Conduct of an authority
flag-missing_person = A missing person
flag-disease = Disease
flag-hunger = Hunger
flag-no_water = No water
flag-disaster = Disaster
flag-scam = A scam
flag-data_leak = A data leak
flag-unread = Not read by the machine
flag-staff_conduct = Staff conduct
flag-fraud = Fraud
flag-discrimination = Discrimination
flag-partner_integrity = A partner's integrity
flag-land_environment = Land and environment
flag-harmful_rumour = A harmful rumour
flag-service_broken = A broken service
topic-water = water
topic-sanitation = sanitation
topic-health = health
topic-food = food
topic-shelter = shelter
topic-education = school
topic-protection = protection
topic-livelihoods = work and income
topic-agriculture = farming
topic-energy = energy
topic-roads_transport = roads and transport
topic-communication = telephone and network
topic-cash = cash
topic-land = land
topic-environment = environment
topic-security = security
topic-governance = government
topic-missing_people = missing people
topic-household_items = household items
topic-registration = registration and lists
topic-waste = waste
topic-disaster = disaster
topic-gender = women and girls
topic-inclusion = inclusion
topic-climate = climate
topic-ocean = sea and fishing
topic-partnership = partnership
topic-other = other

### The web page

web-title = Baraza, a UN message line
web-write = Write here
web-send = Send
web-photo = Send a photo
web-voice = Record a voice note
web-voice-stop = Stop and send
web-place = Send your place
web-leave = Leave this page now
web-leave-hint = Clears what is on this screen
web-you = You
web-us = Baraza
web-offline = No connection. Your words stay here and go out when it is back.
web-sent = sent
web-waiting = waiting
web-voice-note = voice note
web-photo-sent = photo
web-place-sent = place
web-language = Language
web-person = Person
web-no-voice = This browser cannot record. Please write, or send a photo.
web-too-large = That file is too large. At most { $megabytes } MB.
web-refresh = Show new messages
web-busy = We cannot take messages for a moment. Your words stay here; please try again.
web-intro = What you write goes to a person. You need no account and no name.
web-demo-title = Baraza: a public meeting that fits in a text message
web-demo-intro = Three phones, one house. Write on the first; watch the third. Everything runs on this computer, and nothing leaves it.
web-demo-community = Community member
web-demo-manager = Partnership manager
web-demo-focal = Focal point
web-demo-try = Try
web-not-sent = not sent
web-error = Something went wrong on our side. Please try again.
web-missing = This page is not here.
web-file-unknown = We cannot open that file. Please send a photo or a voice note, or write.
web-try-1 = The borehole in our village has been broken for two weeks.
web-try-2 = Water is in the houses, old people are on the roof.
web-try-3 = Thank you for the new tap.
web-try-manager = P1 on track 1200 farmers
web-intro-manager = Send one line on how your partnership is doing.
web-intro-focal = What needs you arrives here.
