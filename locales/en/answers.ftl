## Answers with care: read back before they go, ready answers, and honest ends.

### To the focal point

answers-read-back = To { $number }: "{ $words }" { $ending ->
        [cannot] They will read that it cannot be done, with this as the reason.
        [not_ours] They will read that others have it now, with this as where it went.
       *[none] {""}
    } { $meaning ->
        [none] {""}
       *[other] It means: "{ $meaning }"
    } { $yours ->
        [none] {""}
       *[other] You wrote { $yours }. They wrote { $theirs }.
    } { $phone ->
        [none] {""}
       *[yes] Your answer holds a phone number.
    } { $parts ->
        [1] {""}
       *[other] It goes as { $parts } SMS.
    } Send it?
# sms: 1
answers-change-ask = Write your answer to { $number } again. You see it once more before it goes.
# sms: 1
answers-cannot-ask = { $number }: can nobody do it, or only not you?
# sms: 1
answers-why-ask = Why can { $number } not be done? Write it in your words. You see it once more before it goes.
# sms: 1
answers-where-ask = To whom did { $number } go? Write it in your words. You see it once more before it goes.
# sms: 1
answers-ready-none = There is no ready answer to { $number } in their language. To answer them text R { $number } and your words.
answers-ended = Sent { $time }: "{ $words }". { $number } is answered. If they say it is not right, it comes back to you.
answers-expired = Not sent: "{ $words }". Two hours passed without your yes. { $number } still waits. To send it text R { $number } and your words.
# sms: 1
answers-gone = That answer to { $number } is over. To answer again text R { $number } and your words.
# sms: 1
answers-dropped = Not sent. { $number } is still yours.
# sms: 1
answers-over = { $number } is answered already.
# Words at the head of a reason, left out because the text that carries it says them; "|" between.
answers-lead-cannot = because of|because
# Words at the head of where it went, likewise.
answers-lead-not-ours = it went to|it is with|went to|sent to|to

button-send = Send
button-send-as-is = Send as it is
button-change = Change
button-drop = Do not send
button-ready = Ready answer
button-ask-next = Ask the next person
button-no-one-can = Nobody can do it
button-not-right = not right

### To the reporter

# sms: 1
about-cannot = About { $number }: they cannot do this, because: "{ $words }". Not right? Write to us.
# sms: 1
about-not-ours = About { $number }: others do this. It went to: "{ $words }". Not right? Write to us.
# sms: 1
answers-no-call = { $path ->
        [help] You are not alone.
       *[other] Thank you.
    } { $phone ->
        [none] {""}
       *[other] Help now, free: call { $phone }.
    } If you can, go to someone you trust. You can write again at any time. You can delete these messages now.

### Ready answers: sent only once a focal point has read them and said yes

# sms: 2
ready-life_danger = A person is working on this now. If you can, go where you are safe. Write to us if anything changes.
# sms: 2
ready-explosive = Keep away and keep others away. Do not touch it. A person is working on this now.
# sms: 2
ready-disease = We have read your message. Drink water that was boiled or treated. Wash your hands with soap. Take whoever is ill early to the nearest health post. A person is working on this now.
# sms: 2
ready-hunger = We have read your message and told the team that works on food. We do not know the day yet. Aid is always free. We write again when we know more.
# sms: 2
ready-no_water = We have read your message and told the team that works on water. We do not know the day yet. Please boil or treat other water before you drink it. We write again when we know more.
# sms: 2
ready-disaster = We have read your message and told those who help near you. If you can, go where you are safe. Write to us if anything changes.
# sms: 2
ready-service_broken = We have read your message and told the team that looks after this. We do not know the day yet. We write again when we know more.
# sms: 2
ready-scam = We have read your message. We never ask for money. Aid is always free. Please do not pay, and give nobody your codes or papers.
# sms: 2
ready-restricted = We have read your message. A person outside your area looks at it. We write again when we know more.
# sms: 2
ready-aid = Aid is always free. Nobody may ask you for money or anything else for it. We have passed your question on and write again when we know more.
