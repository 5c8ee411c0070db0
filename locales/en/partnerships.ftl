### Partnership manager: updates, lessons, reminders

# sms: 2
help-manager = Send one line, like: { $code } on track 1200 farmers. UPDATE: we ask step by step. HISTORY: your last ones. FIX: change the last one. LESSON: what went wrong, kept sealed. LANGUAGE: change it. STOP: no messages.
# sms: 2
manager-enrolled = You are enrolled for { $code } { $name }. Send one line at any time, like: { $code } on track 1200 farmers
# sms: 2
progress-status-ask = { $code } { $name }: your words are saved. { $echo ->
        [none] {""}
       *[other] I read: { $echo }.
    } How is it going?
# sms: 2
progress-status-confirm = { $code } { $name }: your words are saved. I read: { $status }{ $echo ->
        [none] {""}
       *[other] , { $echo }
    }. Is that right?
# sms: 1
progress-which = Your words are saved. Which partnership is it about?
# sms: 1
progress-which-unknown = Your words are saved. { $unknown } is not one of yours here. Which one is it about?
# sms: 1
progress-nowhere = Your words are saved. You are not put down for a partnership yet. Please ask who gave you your code.
# sms: 1
progress-elsewhere = Your words are kept, without a partnership. To report for another one, please ask who gave you your code.
# sms: 1
progress-nothing = Nothing was saved. Send one line at any time, or text UPDATE.
# sms: 1
progress-figure-ask = { $figure }: is that the total so far, or new since your last update?
# sms: 1
progress-figures-ask = { $figure }: are these the totals so far, or new since your last update?
# sms: 2
progress-saved = Saved. { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } Wrong? Text FIX. { $day ->
        [none] {""}
       *[other] Next update: { $day }.
    }
# sms: 3
progress-fix = { $code }: { $status }{ $why ->
        [none] {""}
       *[other] , { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } What is right? Or text FIX and the right words, like: FIX 1300 farmers. { $day ->
        [none] {""}
       *[other] Next update: { $day }.
    }
progress-figure = { $value } { $unit } { $mode ->
        [new] new, { $total } in total
       *[total] in total
    }{ $target ->
        [none] {""}
       *[other] , plan { $target }
    }
# sms: 1
progress-fix-none = There is no update of yours to change. Send one line, like: { $code } on track 1200 farmers
# sms: 1
progress-guide-which = Which partnership is it about?
# sms: 1
progress-guide-status = { $code } { $name }: how is it going? You can skip any question.
# sms: 1
progress-guide-figures = How many so far, in total: { $unit }? The number and what it counts is enough. You can skip this.
# sms: 1
progress-guide-words = What happened, or why? Use your own words. You can skip this.
# sms: 1
progress-guide-photo = Last one: a photo, or what comes next? You can skip this.
# sms: 1
progress-photo-kept = Thank you. The photo is kept with your update of { $day } ({ $code }). Does it begin a new one?
progress-history = Your last updates:
    { $lines }
progress-history-line = { $day } { $code }: { $status }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    }
# sms: 1
progress-history-none = No update yet. Send one line, like: { $code } on track 1200 farmers
# sms: 2
lesson-ask = What did not work, and what would you do another way? It is kept sealed: only those who look after integrity may read it, nobody of your partnership and no partner. You can skip this.
# sms: 1
lesson-kept = Thank you. Your lesson is kept sealed. Only those who look after integrity may read it: nobody of your partnership, and no partner.
# sms: 1
lesson-none = Nothing was saved. Text LESSON at any time.
# sms: 1
reminder = { $code }: your update { $when ->
        [late] was due { $day }
       *[ahead] is due { $day }
    }. One line is enough, like: { $first } on track 1200 farmers. Or step by step:
digest-lessons = LESSONS, kept sealed: { $count }

button-update = update
button-history = history
button-lesson = lesson
button-none = none of these
# sms: 1
progress-receipt = Thank you. A person will read this and answer by { $day }. Your number: { $number }.
