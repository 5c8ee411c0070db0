### الفريق: المناصب والمناوبات والغياب وما لا أحد له

roster-hole = { $kind ->
        [nobody] لا أحد مناوب
        [unreachable] لا يمكن الوصول إلى أي مناوب
        [absent] المناوب غائب
        [suspended] المناوب موقوف
        [ending] لا أحد مناوب بعد { $day }
        [fewer-than-two] مناوب واحد فقط والمطلوب اثنان
        [one-organisation] المطلوب منظمتان
       *[coordinator] لا يمكن الوصول إلى أي منسق
    }: { $klass ->
        [S] الحماية والصون
        [R] مقيد
       *[P] البرنامج
    }، { $topic ->
        [all] كل المواضيع
       *[other] { $topic }
    }، { $area ->
        [all] كل البلد
       *[other] { $area }
    } { $post ->
        [none] {""}
       *[other] ({ $post })
    }
# sms: 2
roster-not-enrolled = لستم مسجلين هنا. إن كان لديكم رمز فأرسلوا START والرمز.
# sms: 2
roster-enrolled = تم تسجيلكم: { $post }. يصل ما يخصكم إلى هنا. "لغة": تغييرها. "توقف": لا رسائل.
# sms: 2
roster-coordinators-only = هذا للتنسيق فقط. نرجو أن تطلبوه ممن ينسق عندكم.
roster-moved = { $count ->
        [one] { $numbers } لديكم الآن.
       *[other] لديكم الآن { $count } رسائل: { $numbers }.
    } { $post ->
        [none] {""}
       *[other] كانت قبلكم لدى: { $post }.
    } أرسلوا "التالي" لما ينتظر.
# sms: 2
roster-promise-late = الرقم { $number }: وعدناكم بجواب وتأخرنا. نعتذر. يتولاه الآن شخص آخر. اليوم الجديد: { $day }.
roster-duty-words = { $klass ->
        [S] الحماية والصون
        [R] مقيد
       *[P] البرنامج
    }، { $topic ->
        [all] كل المواضيع
       *[other] { $topic }
    }، { $area ->
        [all] كل البلد
       *[other] { $area }
    } ({ $country })
roster-duty-line = { $duty }، { $day ->
        [none] حتى إشعار آخر
       *[other] حتى { $day }
    }
# sms: 4
roster-duty-ends = { $who ->
        [you] تنتهي مناوبتكم { $day }: { $duty }. اتفقوا مع التنسيق على من يليكم.
       *[they] { $post }: تنتهي المناوبة { $day }: { $duty }. أرسلوا "مناوبة" للتمديد أو "دعوة" لشخص جديد.
    }
roster-staff = { $lines }
roster-staff-line = { $post }، { $role }: { $state ->
        [suspended] موقوف
        [empty] لم يسجل أحد بعد
        [stopped] لا يتلقى رسائل
        [away] غائب حتى { $day }
       *[there] موجود
    } { $stand_in ->
        [none] {""}
       *[other] (البديل: { $stand_in })
    }
roster-more-lines = … و{ $count } أسطر أخرى. أرسلوا "الفريق" وجزءاً من الاسم.
roster-holes = الثغرات: { $count }
# sms: 2
roster-none-found = لا منصب هنا بهذا الاسم. أرسلوا "الفريق" لرؤية الكل.
# sms: 1
roster-nothing-changed = لم يتغير شيء.
roster-all-topics = كل المواضيع
roster-nobody = لا أحد
roster-today = اليوم
roster-tomorrow = غدا
roster-invite-role = ما دور هذا المنصب؟
roster-invite-partnership = عن أي شراكة يكتبون؟
roster-invite-topic = عن أي موضوع يجيبون؟
# sms: 1
roster-invite-area = أي منطقة؟ اكتبوا اسمها، أو 0 لكل البلد.
# sms: 2
roster-invite-post = ما اسم المنصب؟ مثلاً: المياه، توركانا. لا اسم شخص.
roster-invited = { $post }: الرمز { $code }. يعمل مرة واحدة حتى { $day }. يرسلون START { $code } إلى هذا الخط. { $links ->
        [none] {""}
       *[other] أو يفتحون { $links }
    }
# sms: 1
roster-area-unknown = لا توجد هنا منطقة واحدة بهذا الاسم.
# sms: 1
roster-post-taken = { $post } موجود بدور آخر.
roster-suspend-which = أي منصب؟
# sms: 3
roster-suspend-sure = هل نوقف { $post }؟ لن يعمل هاتفهم هنا بعد الآن، وينتقل ما لديهم إلى غيرهم.
roster-suspended = أُوقف { $post }. انتقل إلى غيرهم: { $count }. أرقام رأوها: { $seen }. { $numbers ->
        [none] {""}
       *[other] وهي: { $numbers }.
    }
roster-duties = { $lines }
# sms: 1
roster-no-duty = لا توجد مناوبة هنا.
roster-duty-which = أي مناوبة تريدون تغييرها؟
roster-duty-what = { $duty }. ماذا تريدون؟
roster-duty-until = { $post }: { $duty }، حتى { $day }.
# sms: 2
roster-away-from = من أي يوم تغيبون؟ اكتبوا اليوم أو غداً أو تاريخاً مثل 5/12.
# sms: 1
roster-away-until = حتى أي يوم، وهو الأخير؟ مثلاً 9/12.
roster-away-stand-in = من يجيب عنكم أثناء ذلك؟
# sms: 2
roster-away-unclear = لم أفهم الأيام. أرسلوا غائب ثم أول يوم وآخر يوم: غائب 5/12 9/12
roster-away-noted = أنتم غائبون من { $from } إلى { $day }. { $stand_in ->
        [none] نسأل أثناء ذلك من يلي في المناوبة.
       *[other] نسأل أثناء ذلك { $stand_in }.
    } أرسلوا "عدت" عند عودتكم.
# sms: 2
roster-away-now = أنتم غائبون حتى { $day }. لتتولوه أرسلوا أولاً "عدت".
# sms: 1
roster-back = أهلاً بعودتكم. تصلكم التنبيهات من جديد.
# sms: 1
roster-not-away = لستم غائبين.
# sms: 3
roster-absence = { $post } غائب من { $from } إلى { $day }. { $stand_in ->
        [you] تجيبون عنه أثناء ذلك.
        [none] لا بديل: نسأل من يلي في المناوبة.
       *[other] البديل: { $stand_in }.
    }
button-extend-30 = 30 يوماً أخرى
button-extend-90 = 90 يوماً أخرى
button-end-today = اليوم آخر يوم
button-keep-duty = تبقى كما هي
role-focal = نقطة اتصال
role-coordinator = تنسيق
role-integrity = نزاهة
role-protection = حماية
role-safeguarding = صون
role-reader = قارئ أول
role-volunteer = متطوع
role-manager = مدير شراكة
role-region = الإقليم
role-authority = سلطة أو خدمة
role-data-protection = حماية البيانات
# sms: 4
roster-help = "جواب جاهز" والرقم: جواب معد. "لا أستطيع" والرقم: قولوا لماذا. "ليس لنا" والرقم: إلى أين ذهب. "مكان" والرقم والاسم: تصحيح المكان. "غائب": في إجازة. "عدت": رجعتم.
# sms: 3
roster-help-head = "الفريق": من في أي وظيفة. "دعوة": شخص جديد. "تعليق" والاسم: هاتف ضائع، فوراً. "مناوبة": من يجيب عن ماذا وحتى متى.
