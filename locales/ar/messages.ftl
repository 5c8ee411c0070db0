## Arabic, addressed in the plural: polite, and the same for women and men. One SMS holds 70
## characters of this script, two hold 134, so "# sms: N" differs from English nearly everywhere;
## what matters most stands first. The mark before telephone numbers keeps their "+" on the left.

### Community member

# sms: 2
greeting = مرحباً. هنا { $service }، { $who ->
        [none] خط رسائل للأمم المتحدة
       *[other] { $who }
    }. ترد آلة أولاً ثم شخص. { $cost ->
        [free] الخدمة مجانية.
       *[paid] {""}
    } أخبرونا بما هو جيد أو سيئ حيث تعيشون.
# sms: 2
receipt = شكراً. رقمكم { $number }. سيقرأ شخص هذا ويجيب بحلول { $day }. { $cost ->
        [free] مراسلتنا مجانية.
       *[paid] {""}
    } هل نكتب لكم على هذا الهاتف؟
# sms: 2
receipt-question = شكراً. رقمكم { $number }. سيجيبكم شخص بحلول { $day }. المساعدات مجانية دائماً. هل نكتب لكم على هذا الهاتف؟
# sms: 2
receipt-plain = شكراً. رقمكم { $number }. سيجيبكم شخص بحلول { $day }. هل نكتب لكم هنا؟ الرد غير لازم.
# sms: 2
added-may-write = شكراً. أضفنا هذا إلى رقمكم { $number }. هل نكتب لكم على هذا الهاتف؟
# sms: 2
no-contact = شكراً. لن نكتب لكم. لمعرفة المزيد أرسلوا "متابعة { $number }" في أي وقت. { $cost ->
        [free] الرسالة مجانية.
       *[paid] {""}
    }
# sms: 2
ask-village = شكراً. ما هي القرية؟ يمكنكم تخطي هذا السؤال.
# sms: 3
closing = شكراً. سيصلكم رد منا بحلول { $day }. للسؤال قبل ذلك أرسلوا "متابعة". لحذف ما أرسلتم أرسلوا "حذف". لوقف الرسائل أرسلوا "توقف".
# sms: 1
closing-short = شكراً. سيصلكم رد منا بحلول { $day }.
# sms: 2
never-pay = شكراً. سيصلكم رد منا بحلول { $day }. لا نطلب المال أبداً. المساعدات مجانية دائماً.
# sms: 2
danger = يجري إبلاغ شخص الآن. لسنا سيارة إسعاف. { $phone ->
        [none] إن أمكن، اذهبوا إلى أشخاص قريبين منكم.
       *[other] إن أمكن، اتصلوا على {"\u200E"}{ $phone } أو اذهبوا إلى أشخاص قريبين.
    } أين أنتم؟
# sms: 2
keep-away = ابتعدوا وأبعدوا الآخرين. لا تلمسوا شيئاً. يجري إبلاغ شخص الآن. أين المكان؟
# sms: 2
place-noted = شكراً. ننقل هذا الآن. رقمكم { $number }. اكتبوا لنا مجدداً إذا تغير شيء.
# sms: 2
safe-now = شكراً. هل أنتم بأمان الآن؟ يمكنكم تخطي هذا السؤال.
# sms: 2
may-call = يمكن لشخص مدرب الاتصال بكم. قليلون سيعلمون. إن كان طفل في خطر فعلينا التصرف. هل نتصل؟
# sms: 2
may-call-now = { $phone ->
        [none] {""}
       *[other] مساعدة مجانية: {"\u200E"}{ $phone }.
    } إن أمكن، اذهبوا إلى من تثقون به. هل يتصل بكم شخص مدرب الآن؟
# sms: 2
help-now = لستم وحدكم. { $phone ->
        [none] {""}
       *[other] مساعدة مجانية: {"\u200E"}{ $phone }.
    } اذهبوا إلى من تثقون به. هل يتصل بكم شخص مدرب؟
# sms: 2
good-time = شكراً. ما الوقت المناسب؟ { $phone ->
        [none] {""}
       *[other] مساعدة مجانية في أي وقت: {"\u200E"}{ $phone }.
    }
# sms: 2
call-agreed = شكراً. سنحاول في ذلك الوقت. يمكنكم الكتابة في أي وقت. يمكنكم حذف هذه الرسائل الآن.
# sms: 2
call-declined = شكراً. لن نتصل. يمكنكم الكتابة في أي وقت. يمكنكم حذف هذه الرسائل الآن.
# sms: 2
thanks-reply = شكراً لإخبارنا. سننقل ذلك إلى الفريق. اكتبوا لنا في أي وقت، بالخبر الجيد أو السيئ.
# sms: 1
thanks-back = أهلاً وسهلاً. اكتبوا لنا في أي وقت.
# sms: 2
stopped = لن نكتب لكم بعد الآن. ما قلتموه لنا محفوظ. للبدء من جديد اكتبوا لنا في أي وقت.
# sms: 4
help = { $service }: { $who ->
        [none] خط رسائل للأمم المتحدة
       *[other] { $who }
    }. اكتبوا ما هو جيد أو سيئ حيث تعيشون. "متابعة": أين وصل الأمر. "حذف": حذف ما أرسلتم. "غيري": الكتابة عن شخص آخر. "لغة": تغييرها. "توقف": لا رسائل.
# sms: 2
menu = ماذا تودون أن تفعلوا؟
# sms: 2
tell-us = أخبرونا بكلماتكم. يمكنكم أيضاً إرسال رسالة صوتية أو صورة أو موقع.
# sms: 2
for-other = أخبرونا بكلماتكم بما حدث لهم. لا حاجة إلى ذكر الاسم.
# sms: 2
status = الرقم { $number }: { $state ->
        [new] وصل. سيقرؤه شخص.
        [acknowledged] قرأه شخص.
        [in_progress] يعمل عليه شخص.
        [answered] لقد أجبنا.
        [cannot] لقد أجبنا. هذا غير ممكن.
        [not_ours] لقد أجبنا. يتولاه غيرنا الآن.
        [confirmed] قلتم لنا إنه يعمل الآن.
        [reopened] فُتح من جديد. ينظر فيه شخص.
       *[other] وصل.
    } { $day ->
        [none] {""}
       *[other] سيصلكم رد منا بحلول { $day }.
    }
# sms: 2
status-unknown = لا جديد لهذا الرقم. إن كنتم قد كتبتم لنا فسيقرؤه شخص.
# sms: 2
status-none = ليس لكم رقم مفتوح هنا. أخبرونا بما هو جيد أو سيئ حيث تعيشون.
# sms: 1
delete-ask = سيُحذف آخر ما أرسلتم. هل نحذفه؟
# sms: 2
deleted = تم. ما أرسلتم مخفي الآن. سيُحذف خلال 7 أيام، إلا إذا كان أحد في خطر.
# sms: 1
kept = لم يُحذف شيء.
# sms: 1
language-ask = بأي لغة نكتب لكم؟
# sms: 1
language-set = نكتب الآن بالعربية.
# sms: 2
stale-button = انتهى ذلك السؤال. اكتبوا لنا في أي وقت. للسؤال أين وصل الأمر أرسلوا "متابعة".
# sms: 2
not-understood = أخبرونا بكلمات قليلة بما هو جيد أو سيئ حيث تعيشون. لمعرفة المزيد أرسلوا "مساعدة".
# sms: 1
about = الرقم { $number }: { $words }
# sms: 2
about-done = الرقم { $number }: العاملون عليه يقولون إنه تم. ليس كذلك؟ اكتبوا لنا.
# sms: 2
fixed-ask = الرقم { $number }: هل يعمل الآن؟ أي جواب يساعد.
# sms: 1
fixed-yes = شكراً. يسرنا سماع ذلك.
# sms: 2
fixed-no = شكراً لإخبارنا. سننظر فيه من جديد. سيصلكم رد منا بحلول { $day }.
# sms: 1
fixed-unsure = شكراً. اكتبوا لنا عندما تعرفون المزيد.
# sms: 2
promise-slipped = الرقم { $number }: وعدنا بجواب اليوم. ليس لدينا بعد. نعتذر. يتولاه الآن مسؤول أعلى. اليوم الجديد: { $day }.
group-alone = اكتبوا لي على انفراد: افتحوا اسمي وأرسلوا رسالتكم هناك. لا أستقبل رسائل في مجموعة.
file-too-large = شكراً. هذا الملف كبير علينا. أخبرونا بكلمات قليلة، أو أرسلوا ملفاً أقصر.

### Short labels of choices: at most 20 characters

# Behind a question where there are no buttons: "1 نعم, 2 لا"
reply-with = أجيبوا { $choices }.
button-yes = نعم
button-no = لا
button-not-sure = لا أدري
button-skip = تخطي
button-call-woman = نعم، امرأة
button-call-anyone = نعم، أي شخص
button-morning = صباحاً
button-midday = ظهراً
button-evening = مساءً
button-remove = حذف
button-keep = إبقاء
button-tell = أريد إخباركم بشيء
button-status = أين وصل الأمر
button-other = عن شخص آخر
button-language = اللغة
button-stop = إيقاف الرسائل
button-mine = أتولاه
button-cannot = لا أستطيع
button-answer = رد
button-hand-over = تحويل لغيري
button-done = تم
button-next = التالي
button-on-track = على المسار
button-delayed = متأخر
button-off-track = خارج المسار
button-completed = مكتمل
button-total = المجموع حتى الآن
button-new = جديد
button-right = صحيح
button-more = المزيد

### Focal point and coordinator

# sms: 2
enrolled = تم تسجيلكم: { $post }. تصل التنبيهات إلى هنا. أرسلوا "التالي" لما ينتظر، "ملخص" للنظرة العامة، "مساعدة" للكلمات.
# sms: 2
code-unknown = هذا الرمز مستخدم أو قديم أو ليس منا. اطلبوا رمزاً جديداً ممن أعطاكم إياه.
# sms: 3
alert = { $severity ->
        [critical] عاجل
        [urgent] عاجل
       *[other] جديد
    } { $number }. { $what }، { $place }. { $rung ->
        [first] أنتم أول المناوبين.
        [also] أُبلغ المناوب الأول أيضاً.
       *[next] لم يتولَّه أحد بعد. الدور الآن لكم.
    } { $minutes ->
        [0] {""}
        [few] بعد { $minutes } دقائق نسأل الشخص التالي.
       *[other] بعد { $minutes } دقيقة نسأل الشخص التالي.
    }
# sms: 2
alert-sealed = Baraza: رسالة واحدة تحتاج إليكم. الرقم { $number }.
# sms: 3
alert-nobody = { $number }: { $what }، { $place }. لا مناوب لهذا الأمر. يصل إليكم بصفة التنسيق.
# sms: 2
alert-nobody-sealed = لا مناوب لرسالة محمية، الرقم { $number }. نرجو تعيين مناوب لها.
# sms: 2
alert-not-fixed-sealed = Baraza: الرقم { $number } يحتاج إليكم من جديد.
mine = { $number } لكم. { $what }، { $place }.
    "{ $words }"
    نرجو التصرف قبل { $time }. للإجابة أرسلوا رد { $number } ثم كلماتكم.
# sms: 3
mine-sealed = { $number } لكم. كلماته محمية ولا تظهر هنا أبداً. نرجو التصرف قبل { $time }. للكتابة إليهم أرسلوا رد { $number } ثم كلماتكم.
# sms: 1
taken = { $number } يتولاه شخص الآن. شكراً.
# sms: 1
already-yours = { $number } لكم بالفعل.
# sms: 1
cannot-noted = شكراً. نسأل الآن الشخص التالي عن { $number }.
# sms: 2
not-yours = { $number } ليس لكم أو ليس من أرقامنا. أرسلوا "التالي" لما ينتظركم.
# sms: 1
answer-ask = اكتبوا جوابكم على { $number }. ترونه مرة أخرى قبل إرساله.
# sms: 1
answer-which = لديكم أكثر من رقم مفتوح. أرسلوا رد، ثم الرقم، ثم كلماتكم.
answer-sent = أُرسل { $time }: "{ $words }". عند وصول المساعدة أرسلوا تم { $number }. غير ممكن؟ أرسلوا لا أستطيع { $number }.
answer-kept = حُفظ { $time }: "{ $words }". طلبوا ألا نكتب لهم؛ يرونه عندما يرسلون متابعة.
# sms: 1
hand-over-ask = إلى من تحولون { $number }؟
# sms: 1
hand-over-nobody = لا مناوب آخر للرقم { $number }. يبقى معكم.
# sms: 2
hand-over-offered = طلبنا من { $post } تولي { $number }. يبقى معكم حتى ذلك الحين.
# sms: 3
hand-over-offer = يطلب منكم { $post } تولي { $number }: { $what }، { $place }.
# sms: 1
hand-over-taken = { $number } الآن مع { $post }. شكراً.
# sms: 1
hand-over-refused = شكراً. { $number } يبقى مع من طلب منكم.
# sms: 1
hand-over-declined = { $number } لا يمكن أن يتولاه { $post }. يبقى معكم.
# sms: 1
done-noted = { $number } مسجل أنه تم. سنسألهم لاحقاً هل يعمل.
# sms: 2
done-noted-sealed = { $number }: سُجّل أنه انتهى.
# sms: 2
not-fixed = { $number }: يقولون إنه لا يعمل. عاد إليكم.
# sms: 1
confirmed = { $number }: يقولون إنه يعمل الآن. شكراً.
more-said = { $number }: كتبوا من جديد. "{ $words }"
# sms: 1
more-said-sealed = { $number }: كتبوا من جديد.
# sms: 1
next-none = لا شيء ينتظركم. شكراً.
next-item = { $number } { $what }، { $place }. { $state ->
        [new] لم يتولَّه أحد بعد.
        [reopened] يقولون إنه لا يعمل.
       *[other] هو لكم.
    } { $day ->
        [none] {""}
       *[other] الموعد { $day }.
    }
    "{ $words }"
next-item-sealed = { $number }. { $state ->
        [new] لم يتولَّه أحد بعد.
       *[other] هو لكم.
    } { $day ->
        [none] {""}
       *[other] الموعد { $day }.
    } كلماته محمية.
# sms: 3
help-staff = "التالي": ما ينتظر. "ملخص": النظرة العامة. رد والرقم والكلمات: الإجابة. تم والرقم: انتهى. تحويل والرقم: لغيركم. "لغة": تغييرها. "توقف": لا رسائل.
place-unknown = المكان غير معروف
words-removed = (حذفها من كتبها)
what-other = رسالة

### Names of flags, topics and languages

flag-sea = سلوك العاملين
flag-child_risk = طفل في خطر
flag-gbv = عنف في البيت
flag-trafficking = اتجار بالبشر
flag-self_harm = شخص يائس
flag-threat = تهديد
flag-life_danger = خطر على الحياة
flag-violence = عنف
flag-explosive = جسم متفجر
flag-authority_abuse = سلوك سلطة
flag-missing_person = شخص مفقود
flag-disease = مرض
flag-hunger = جوع
flag-no_water = لا ماء
flag-disaster = كارثة
flag-scam = احتيال
flag-data_leak = تسرب بيانات
flag-unread = لم تقرأها الآلة
flag-staff_conduct = سلوك العاملين
flag-fraud = غش
flag-discrimination = تمييز
flag-partner_integrity = نزاهة شريك
flag-land_environment = أرض وبيئة
flag-harmful_rumour = شائعة ضارة
flag-service_broken = خدمة معطلة
topic-water = مياه
topic-sanitation = صرف صحي
topic-health = صحة
topic-food = غذاء
topic-shelter = مأوى
topic-education = مدرسة
topic-protection = حماية
topic-livelihoods = عمل ودخل
topic-agriculture = زراعة
topic-energy = طاقة
topic-roads_transport = طرق ونقل
topic-communication = هاتف وشبكة
topic-cash = مساعدة نقدية
topic-land = أرض
topic-environment = بيئة
topic-security = أمن
topic-governance = حكومة
topic-missing_people = أشخاص مفقودون
topic-household_items = أدوات منزلية
topic-registration = التسجيل والقوائم
topic-waste = النفايات
topic-disaster = كارثة
topic-gender = النساء والفتيات
topic-inclusion = الشمول
topic-climate = المناخ
topic-ocean = البحر والصيد
topic-partnership = الشراكة
topic-other = غير ذلك

### The web page

web-title = Baraza، خط رسائل للأمم المتحدة
web-write = اكتبوا هنا
web-send = إرسال
web-photo = إرسال صورة
web-voice = تسجيل رسالة صوتية
web-voice-stop = إنهاء وإرسال
web-place = إرسال موقعكم
web-leave = مغادرة هذه الصفحة الآن
web-leave-hint = يمسح ما على هذه الشاشة
web-you = أنتم
web-us = Baraza
web-offline = لا يوجد اتصال. تبقى كلماتكم هنا وتُرسل عند عودته.
web-sent = أُرسلت
web-waiting = في الانتظار
web-voice-note = رسالة صوتية
web-photo-sent = صورة
web-place-sent = موقع
web-language = اللغة
web-person = الشخص
web-no-voice = هذا المتصفح لا يسجل الصوت. اكتبوا أو أرسلوا صورة.
web-too-large = هذا الملف كبير. الحد الأقصى { $megabytes } ميغابايت.
web-refresh = عرض الرسائل الجديدة
web-busy = لا يمكننا استقبال الرسائل للحظة. تبقى كلماتكم هنا؛ نرجو المحاولة من جديد.
web-intro = ما تكتبونه يصل إلى شخص. لا حاجة إلى حساب ولا إلى اسم.
web-demo-title = Baraza: اجتماع عام في رسالة قصيرة
web-demo-intro = ثلاثة هواتف وبيت واحد. اكتبوا في الأول وانظروا إلى الثالث. كل شيء يعمل على هذا الحاسوب ولا يخرج منه شيء.
web-demo-community = من أهل المجتمع
web-demo-manager = إدارة شراكة
web-demo-focal = جهة الاتصال
web-demo-try = جرّبوا
web-not-sent = لم تُرسل
web-error = حدث خطأ من جهتنا. نرجو المحاولة من جديد.
web-missing = هذه الصفحة ليست هنا.
web-file-unknown = لا يمكننا فتح هذا الملف. أرسلوا صورة أو رسالة صوتية، أو اكتبوا.
web-try-1 = بئر القرية معطلة منذ أسبوعين.
web-try-2 = دخل الماء البيوت وكبار السن على السطح.
web-try-3 = شكراً على الصنبور الجديد.
web-try-manager = P1 على المسار 1200 مزارع
web-intro-manager = أرسلوا سطراً واحداً عن سير شراكتكم.
web-intro-focal = ما يحتاج إليكم يصل إلى هنا.
