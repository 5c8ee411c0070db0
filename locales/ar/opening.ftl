### A country opens and closes

# sms: 3
opening-hello = مرحباً. هنا { $service }، { $who ->
        [none] خط رسائل للأمم المتحدة
       *[other] { $who }
    }. لم نبدأ هنا بعد. يمكنكم الكتابة منذ الآن: نحفظ ما تكتبون.{ $phone ->
        [none] {""}
       *[other] {" "}مساعدة مجانية الآن: {"\u200E"}{ $phone }.
    }
# sms: 3
opening-said = شكراً. حفظنا ما كتبتم. لم يبدأ { $service } هنا بعد، فلا نستطيع أن نعد بجواب.{ $phone ->
        [none] {""}
       *[other] {" "}مساعدة مجانية الآن: {"\u200E"}{ $phone }.
    }
# sms: 3
opening-status = لم يبدأ { $service } هنا بعد، فلا نستطيع أن نعد بجواب. ما أُرسل إلينا محفوظ.{ $phone ->
        [none] {""}
       *[other] {" "}مساعدة مجانية الآن: {"\u200E"}{ $phone }.
    }
# sms: 3
opening-danger = لم نبدأ هنا، ولسنا سيارة إسعاف. { $phone ->
        [none] إن أمكن، اذهبوا إلى أشخاص قريبين منكم.
       *[other] إن أمكن، اتصلوا على {"\u200E"}{ $phone } أو اذهبوا إلى أشخاص قريبين.
    } حفظنا ما كتبتم.
# sms: 3
opening-keep-away = ابتعدوا وأبعدوا الآخرين. لا تلمسوا شيئاً. لم نبدأ هنا: أخبروا أشخاصاً قريبين منكم.{ $phone ->
        [none] {""}
       *[other] {" "}مساعدة مجانية الآن: {"\u200E"}{ $phone }.
    }
# sms: 4
opening-ended = توقف { $service } هنا في { $since }. لا نستطيع أن نعد بأن يقرأ شخص هذا.{ $phone ->
        [none] {""}
       *[other] {" "}مساعدة مجانية الآن: {"\u200E"}{ $phone }.
    }{ $after ->
        [none] {""}
       *[other] {" "}{ $after }
    }

### Coordinator

# sms: 3
opening-opened = { $country }: بدأ الخط في { $day }. { $count ->
        [0] لا شيء ينتظر من قبل.
       *[other] ينتظر من قبل: { $count }.
    } أرسلوا "التالي" لما ينتظر، "ملخص" للنظرة العامة.
opening-handed-over = { $country }: توقف الخط في { $day }. ما زال مفتوحاً: { $count }{ $sealed ->
        [0] {""}
       *[other] {" "}ومحمي: { $sealed }
    }.{ $lines ->
        [none] {""}
       *[other] {" "}{ $lines }.
    } تبقى مع من تولاها حتى تنتهي. من يكتب الآن يعلم أننا توقفنا. في { $until } تُحذف كل الكلمات.
# sms: 2
opening-test = تجربة: لم يحدث شيء. هل تصل إليكم تنبيهات { $country }؟
# sms: 2
opening-test-answered = شكراً. تم الرد على التجربة: التنبيهات تصل إليكم هنا.
# sms: 2
opening-test-declined = شكراً. { $next ->
        [yes] نسأل الشخص التالي.
       *[no] لا مناوب آخر لهذا الأمر.
    }
