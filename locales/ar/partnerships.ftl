### Partnership manager: updates, lessons, reminders

# sms: 5
help-manager = أرسلوا سطراً مثل: { $code } على المسار 1200 مزارع. "تحديث": نسأل خطوة خطوة. "سجل": آخر ما أرسلتم. "تصحيح": تغيير الأخير. "درس": ما لم ينجح، ويُحفظ مختوماً. "لغة": تغييرها. "توقف": لا رسائل.
# sms: 2
manager-enrolled = تم تسجيلكم: { $code } { $name }. أرسلوا سطراً في أي وقت مثل: { $code } على المسار 1200 مزارع
# sms: 3
progress-status-ask = { $code } { $name }: حُفظت كلماتكم. { $echo ->
        [none] {""}
       *[other] قرأتُ: { $echo }.
    } كيف يسير العمل؟
# sms: 3
progress-status-confirm = { $code } { $name }: حُفظت كلماتكم. قرأتُ: { $status }{ $echo ->
        [none] {""}
       *[other] ، { $echo }
    }. هل هذا صحيح؟
# sms: 1
progress-which = حُفظت كلماتكم. عن أي شراكة؟
# sms: 2
progress-which-unknown = حُفظت كلماتكم. { $unknown } ليست من شراكاتكم هنا. عن أيها تكتبون؟
# sms: 2
progress-nowhere = حُفظت كلماتكم. لم تُسجَّل لكم شراكة بعد. اسألوا من أعطاكم الرمز.
# sms: 2
progress-elsewhere = حُفظت كلماتكم بلا شراكة. للكتابة عن شراكة أخرى اسألوا من أعطاكم الرمز.
# sms: 2
progress-nothing = لم يُحفظ شيء. أرسلوا سطراً في أي وقت، أو "تحديث".
# sms: 3
progress-figure-ask = { $figure }: هل هو المجموع حتى الآن، أم جديد منذ آخر تحديث لكم؟
# sms: 3
progress-figures-ask = { $figure }: هل هي المجاميع حتى الآن، أم جديدة منذ آخر تحديث لكم؟
# sms: 3
progress-saved = حُفظ. { $code }: { $status }{ $why ->
        [none] {""}
       *[other] ، { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } خطأ؟ أرسلوا "تصحيح". { $day ->
        [none] {""}
       *[other] التحديث التالي: { $day }.
    }
# sms: 5
progress-fix = { $code }: { $status }{ $why ->
        [none] {""}
       *[other] ، { $why }
    }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    } ما الصحيح؟ أو أرسلوا "تصحيح" ثم الكلمات الصحيحة مثل: تصحيح 1300 مزارع. { $day ->
        [none] {""}
       *[other] التحديث التالي: { $day }.
    }
progress-figure = { $value } { $unit } { $mode ->
        [new] جديد، { $total } في المجموع
       *[total] في المجموع
    }{ $target ->
        [none] {""}
       *[other] ، الخطة { $target }
    }
# sms: 2
progress-fix-none = لا تحديث لكم لتغييره. أرسلوا سطراً مثل: { $code } على المسار 1200 مزارع
# sms: 1
progress-guide-which = عن أي شراكة؟
# sms: 3
progress-guide-status = { $code } { $name }: كيف يسير العمل؟ يمكنكم تخطي أي سؤال.
# sms: 2
progress-guide-figures = كم العدد حتى الآن في المجموع: { $unit }؟ يكفي الرقم وما يعدّه. يمكنكم التخطي.
# sms: 2
progress-guide-words = ماذا حدث، أو لماذا؟ بكلماتكم أنتم. يمكنكم التخطي.
# sms: 2
progress-guide-photo = أخيراً: صورة، أو ما التالي؟ يمكنكم التخطي.
# sms: 2
progress-photo-kept = شكراً. حُفظت الصورة مع تحديثكم بتاريخ { $day } ({ $code }). هل تبدأ تحديثاً جديداً؟
progress-history = آخر تحديثاتكم:
    { $lines }
progress-history-line = { $day } { $code }: { $status }. { $figures ->
        [none] {""}
       *[other] { $figures }.
    }
# sms: 2
progress-history-none = لا تحديث بعد. أرسلوا سطراً مثل: { $code } على المسار 1200 مزارع
# sms: 4
lesson-ask = ما الذي لم ينجح، وما الذي كنتم ستفعلونه بطريقة أخرى؟ يُحفظ مختوماً: لا يقرؤه إلا المكلفون بالنزاهة، ولا أحد من شراكتكم ولا أي شريك. يمكنكم التخطي.
# sms: 3
lesson-kept = شكراً. دَرسكم محفوظ مختوماً. لا يقرؤه إلا المكلفون بالنزاهة: لا أحد من شراكتكم ولا أي شريك.
# sms: 1
lesson-none = لم يُحفظ شيء. أرسلوا "درس" في أي وقت.
# sms: 3
reminder = { $code }: { $when ->
        [late] كان موعد تحديثكم { $day }
       *[ahead] موعد تحديثكم { $day }
    }. يكفي سطر مثل: { $first } على المسار 1200 مزارع. أو خطوة خطوة:
digest-lessons = دروس محفوظة مختومة: { $count }

button-update = تحديث
button-history = السجل
button-lesson = درس
button-none = لا شيء منها
# sms: 2
progress-receipt = شكراً. رقمكم { $number }. سيقرأ شخص رسالتكم ويجيب بحلول { $day }.
