### Entered for somebody: by a volunteer

button-paper = on paper
button-voice = face to face
button-call = in a call
button-meeting = at a meeting
button-today = today
button-yesterday = yesterday
button-earlier = another day
button-again = start again
# sms: 1
entry-enrolled = You are enrolled: { $post }. To enter what somebody told you, text ENTER. To see your entries, HISTORY. HELP for the words.
# sms: 2
entry-help = To enter what somebody told you, text ENTER, or ENTER and their words. HISTORY: your entries of 7 days. LANGUAGE: change it. STOP: no messages.
# sms: 1
entry-source = How did it come to you?
# sms: 1
entry-when = When was it said? You can also write the date, like 21/11.
# sms: 1
entry-date = On which day was it said? Write it like 21/11 or 21 Nov.
# sms: 1
entry-date-wrong = { $why ->
        [future] That day is still to come.
        [old] That is more than a year ago.
       *[unread] I could not read that day.
    } When was it said? Write it like 21/11 or 21 Nov.
# sms: 1
entry-place = Which village or place is it about? You can skip this: text 0.
# sms: 1
entry-number = To which phone number may we write to them? Only if they said yes. No number: text 0, and answers come to you.
# sms: 1
entry-number-wrong = I could not read that number. Please write it again, with its first digits. No number: text 0.
# sms: 2
entry-confirm = { $source ->
        [paper] On paper
        [voice] Face to face
        [call] In a call
       *[meeting] At a meeting
    }, { $day }, { $place ->
        [none] no place
       *[other] { $place }
    }. { $write ->
        [yes] We may write to their number.
       *[no] Answers come to you, to pass on.
    } Is that right?
# sms: 1
entry-words = Now their words, as they said them. Or send a photo of the paper, or a voice note.
# sms: 1
entry-again = Nothing was entered. To start again, text ENTER.
# sms: 1
entry-none = You have entered nothing in the last 7 days. To begin, text ENTER.
entry-list = { $lines }
entry-line = { $number }, { $day }: { $state ->
        [new] it is here
        [acknowledged] a person has read it
        [in_progress] a person is working on it
        [answered] answered
        [confirmed] it works now
        [reopened] open again
       *[other] passed on
    }
entry-pass-on = Please tell them: { $words }
entry-origin = ({ $source ->
        [paper] on paper
        [voice] said face to face
        [call] said in a call
        [meeting] said at a meeting
       *[other] entered for somebody
    }, { $day })
