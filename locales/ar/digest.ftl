### What a focal point reads in the morning, and a coordinator once a week

digest = { $lines }
digest-head = { $part ->
        [morning] صباح الخير.
       *[other] مرحباً.
    } { $country }، { $day }. { $count ->
        [0] لا شيء يحتاج إليكم.
        [one] أمر واحد يحتاج إليكم.
        [two] أمران يحتاجان إليكم.
        [few] { $count } أمور تحتاج إليكم.
        [many] { $count } أمراً تحتاج إليكم.
       *[other] { $count } أمر تحتاج إليكم.
    }
digest-late = متأخر { $count }
digest-today = اليوم { $count }
digest-not-fixed = قالوا "لا يعمل" { $count }
digest-waiting = في الانتظار { $count }
digest-item = { $index }) { $number } { $what }، { $place }. { $day ->
        [none] {""}
       *[other] الموعد { $day }.
    } { $time ->
        [none] {""}
       *[other] الجواب قبل { $time }.
    } { $ready ->
        [none] {""}
       *[other] يوجد جواب جاهز.
    }
digest-item-sealed = { $index }) { $number } رسالة واحدة تحتاج إليكم.
digest-more = وهناك المزيد ({ $count }): أرسلوا "التالي".
digest-more-lines = والمزيد ({ $count })
digest-open = أرسلوا رقماً لفتحه.
digest-place-shared = مكان على الخريطة
digest-new = جديد منذ { $day }: { $count } { $usual ->
        [none] {""}
       *[other] (المعتاد { $usual })
    }
digest-topic = { $topic } { $count } { $usual ->
        [none] {""}
       *[other] (المعتاد { $usual })
    }
digest-topic-place = { $lines }، منها { $count } من { $place }
digest-thanks = شكر
digest-quiet = هدوء: { $lines }. هل انقطعت الشبكة؟
digest-quiet-place = { $place } 0 (المعتاد { $usual } في الأسبوع)
digest-done = تم: أُجيب { $answered }. يقول الناس: حُلّ { $yes }، لم يُحلّ { $no }، بلا رد بعد { $none }.
digest-partnerships = الشراكات: { $lines }.
digest-partnership-update = { $code } وصل تحديث: { $status }
digest-partnership-due = { $code } موعده { $day }
digest-partnership-late = { $code } متأخر منذ { $day }
digest-duty-you = المناوبة الليلة: أنتم. في إجازة؟ أرسلوا "غائب".
digest-duty = المناوبة الليلة: { $post }.

## A coordinator's week

digest-week-head = { $country }، الأسبوع حتى { $day }. { $count ->
        [0] لا شيء للقرار.
        [one] أمر واحد للقرار.
        [two] أمران للقرار.
        [few] { $count } أمور للقرار.
        [many] { $count } أمراً للقرار.
       *[other] { $count } أمر للقرار.
    }
digest-decide = للقرار { $count }
digest-decide-ending = { $post }: المناوبة حتى { $day }
digest-decide-away = { $post }: في إجازة حتى { $day }، { $stand_in ->
        [none] بلا بديل
       *[other] البديل: { $stand_in }
    }
digest-decide-sealed = رسائل محمية متأخرة: { $count }
digest-stuck = متوقف { $count }
digest-promises = الوعود: المستحق { $due }، في الموعد { $kept }، تأخر { $slipped }.
digest-middle-days = وسيط وقت الجواب بالأيام: { $count }.
digest-middle-hours = وسيط وقت الجواب بالساعات: { $count }.
digest-solved = حُلّ: نقول { $answered }. يقول الناس: نعم { $yes }، لا { $no }، بلا رد بعد { $none }.
digest-heard = سمعنا: { $count } { $usual ->
        [none] {""}
       *[other] (المعتاد { $usual })
    }
digest-unread = لم تقرأه الآلة: { $lines }
digest-language-unknown = لغة غير معروفة
digest-rising = في ازدياد: { $lines }
digest-rising-place = { $topic }، { $place } { $count } (المعتاد { $usual })
digest-on-time = الشراكات: في الموعد { $count } من { $due }.
digest-light = { $code } { $light ->
        [green] في الموعد
        [yellow] تقرير مستحق
        [red] تقريران مستحقان
       *[inactive] غير نشط
    }
digest-alerts = التنبيهات: { $lines }
digest-slowest = أبطأ "لي": { $time }، { $post }.
digest-minutes = { $minutes } د
digest-hours = { $hours } س
digest-lines = الخطوط: وصل { $count }، عولج { $answered }.
digest-line-silent = { $name }: لا شيء منذ { $day }.
digest-line-stuck = { $name }: ينتظر الإرسال { $count }.

## How a digest comes

# sms: 2
digest-set = { $when ->
        [never] توقف ملخصكم. لعودته أرسلوا "ملخص يومي".
        [weekly] يصل ملخصكم مرة في الأسبوع الساعة { $time }
       *[daily] يصل ملخصكم كل يوم عمل الساعة { $time }
    } { $by ->
        [none] {""}
        [mail] بالبريد الإلكتروني.
        [both] هنا وبالبريد الإلكتروني.
       *[chat] هنا.
    }
# sms: 3
digest-how = "ملخص": يظهر الآن. "ملخص يومي" أو "ملخص أسبوعي" أو "ملخص بلا". "ملخص 6": الساعة 6. "ملخص بريد" مع عنوانكم: بالبريد الإلكتروني. "ملخص هنا": هنا. "ملخص كلاهما".
# sms: 2
digest-mail-asked = أرسلنا رمزاً إلى ذلك العنوان. أرسلوا "ملخص" ثم الرمز. حتى ذلك الحين لا يصله غيره.
# sms: 2
digest-mail-wrong = هذا ليس عنوان بريد إلكتروني. أرسلوا "ملخص بريد" ثم العنوان كاملاً مثل name@example.org
# sms: 2
digest-mail-none = ليس لدينا عنوان بريد لكم. أرسلوا "ملخص بريد" ثم عنوانكم.
# sms: 1
digest-mail-off = لا بريد إلكترونياً هنا. يصل ملخصكم في المحادثة.
# sms: 1
digest-mail-wait = عناوين كافية لهذا اليوم. نرجو المحاولة غداً.
# sms: 2
digest-code-wrong = الرمز غير صحيح أو قديم. لرمز جديد أرسلوا "ملخص بريد" ثم عنوانكم.
digest-code-subject = { $service }: هل هذا العنوان لكم؟
digest-code-mail = طلب أحد من الفريق أن يصل ملخصه إلى هذا العنوان. إن كنتم أنتم، فأرسلوا هذا في المحادثة: ملخص { $code }
digest-code-ignore = إن لم تطلبوا ذلك فلا تفعلوا شيئاً: لن يصل غيره إلى هنا.
digest-mail-subject = { $service }: { $country }، { $day }
digest-mail-open = لفتح أمر منها، أرسلوا رقمه في المحادثة.
digest-mail-foot = طلبتم هذا بالبريد الإلكتروني. لإيقافه أرسلوا "ملخص بلا" في المحادثة. لا أحد يقرأ الردود على هذا البريد.
