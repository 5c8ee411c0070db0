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
