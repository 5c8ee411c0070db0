# sms: 1
areas-which = شكرا. أكثر من مكان بهذا الاسم. أيها تقصد؟
areas-shared = مكان على الخريطة
# sms: 2
areas-set = { $number } الآن في { $place }. { $learnt ->
        [yes] سنعرف هذا الاسم في المرة القادمة.
       *[no] {""}
    }
# sms: 1
areas-choose = { $number }: أكثر من مكان بهذا الاسم. أيها؟
# sms: 2
areas-none = لا نعرف مكانا اسمه "{ $words }". راجع كتابته، أو أرسل اسم المديرية.
# sms: 1
areas-how = أرسل كلمة مكان ثم الرقم ثم اسم المكان.
