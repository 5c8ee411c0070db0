### إدخال عن شخص آخر

button-paper = على ورق
button-voice = وجهاً لوجه
button-call = في مكالمة
button-meeting = في اجتماع
button-today = اليوم
button-yesterday = أمس
button-earlier = يوم آخر
button-again = من جديد
# sms: 3
entry-enrolled = تم تسجيلكم: { $post }. لإدخال ما قاله لكم شخص أرسلوا "إدخال". لرؤية ما أدخلتم "سجل". للكلمات "مساعدة".
# sms: 3
entry-help = لإدخال ما قاله لكم شخص أرسلوا "إدخال"، أو "إدخال" وكلماته. "سجل": ما أدخلتم في 7 أيام. "لغة": تغييرها. "توقف": لا رسائل.
# sms: 2
entry-source = كيف وصلكم ذلك؟
# sms: 2
entry-when = متى قيل؟ يمكنكم كتابة التاريخ: 21/11.
# sms: 1
entry-date = في أي يوم قيل؟ اكتبوه مثل 21/11 أو 21 نوفمبر.
# sms: 2
entry-date-wrong = { $why ->
        [future] ذلك اليوم لم يأت بعد.
        [old] مضى على ذلك أكثر من سنة.
       *[unread] لم أستطع قراءة اليوم.
    } متى قيل؟ اكتبوه مثل 21/11 أو 21 نوفمبر.
# sms: 2
entry-place = عن أي قرية أو مكان؟ للتخطي أرسلوا 0.
# sms: 3
entry-number = إلى أي رقم هاتف يمكننا أن نكتب لصاحب الكلام؟ فقط إن وافق. بلا رقم: أرسلوا 0 وتصلكم الأجوبة.
# sms: 2
entry-number-wrong = لم أستطع قراءة الرقم. اكتبوه مرة أخرى مع أرقامه الأولى. بلا رقم: 0.
# sms: 3
entry-confirm = { $source ->
        [paper] على ورق
        [voice] وجهاً لوجه
        [call] في مكالمة
       *[meeting] في اجتماع
    }، { $day }، { $place ->
        [none] بلا مكان
       *[other] { $place }
    }. { $write ->
        [yes] يمكننا الكتابة إلى رقمه.
       *[no] تصلكم الأجوبة لتنقلوها.
    } هل هذا صحيح؟
# sms: 2
entry-words = الآن الكلمات كما قيلت. أو أرسلوا صورة الورقة أو رسالة صوتية.
# sms: 1
entry-again = لم يُدخل شيء. للبدء من جديد أرسلوا "إدخال".
# sms: 2
entry-none = لم تدخلوا شيئاً في آخر 7 أيام. للبدء أرسلوا "إدخال".
entry-list = { $lines }
entry-line = { $number }، { $day }: { $state ->
        [new] وصل
        [acknowledged] قرأه شخص
        [in_progress] يعمل عليه شخص
        [answered] أُجيب
        [confirmed] يعمل الآن
        [reopened] مفتوح من جديد
       *[other] نُقل
    }
entry-pass-on = نرجو أن تقولوا لهم: { $words }
entry-origin = ({ $source ->
        [paper] على ورق
        [voice] قيل وجهاً لوجه
        [call] قيل في مكالمة
        [meeting] قيل في اجتماع
       *[other] أُدخل عن شخص آخر
    }، { $day })
