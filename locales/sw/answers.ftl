## Kujibu kwa uangalifu: kusomwa tena kabla ya kutumwa, majibu yaliyo tayari, miisho ya kweli.

### Kwa anayejibu

answers-read-back = Kwa { $number }: "{ $words }" { $ending ->
        [cannot] Watasoma kwamba haiwezekani, na hii ndiyo sababu.
        [not_ours] Watasoma kwamba wengine wanashughulikia, na hapa ndipo ilipoenda.
       *[none] {""}
    } { $meaning ->
        [none] {""}
       *[other] Maana yake: "{ $meaning }"
    } { $yours ->
        [none] {""}
       *[other] Umeandika { $yours }. Wao waliandika { $theirs }.
    } { $phone ->
        [none] {""}
       *[yes] Jibu lako lina namba ya simu.
    } { $parts ->
        [1] {""}
       *[other] Ni SMS { $parts }.
    } Itumwe?
# sms: 1
answers-change-ask = Andika tena jibu lako kwa { $number }. Utaliona tena kabla halijatumwa.
# sms: 1
answers-cannot-ask = { $number }: hakuna anayeweza, au ni wewe tu usiyeweza?
# sms: 1
answers-why-ask = Kwa nini { $number } haiwezekani? Andika kwa maneno yako. Utayaona tena kabla hayajatumwa.
# sms: 1
answers-where-ask = { $number } imeenda kwa nani? Andika kwa maneno yako. Utayaona tena kabla hayajatumwa.
# sms: 1
answers-ready-none = Hakuna jibu lililo tayari kwa { $number } katika lugha yao. Kuwajibu tuma R { $number } na maneno yako.
answers-ended = Imetumwa { $time }: "{ $words }". { $number } imejibiwa. Wakisema si sahihi, itarudi kwako.
answers-expired = Haikutumwa: "{ $words }". Saa mbili zimepita bila ndiyo yako. { $number } bado inasubiri. Kuituma, tuma R { $number } na maneno yako.
# sms: 1
answers-gone = Jibu hilo kwa { $number } limepita. Kujibu tena tuma R { $number } na maneno yako.
# sms: 1
answers-dropped = Haikutumwa. { $number } bado ni yako.
# sms: 1
answers-over = { $number } tayari imejibiwa.
answers-lead-cannot = kwa sababu ya|kwa sababu|kwa kuwa
answers-lead-not-ours = imeenda kwa|imepelekwa kwa|iko kwa|kwa

button-send = Tuma
button-send-as-is = Tuma ilivyo
button-change = Badilisha
button-drop = Usitume
button-ready = Jibu lililo tayari
button-ask-next = Muulize anayefuata
button-no-one-can = Hakuna anayeweza
button-not-right = si sahihi

### Kwa aliyeandika

# sms: 1
about-cannot = Namba { $number }: hawawezi kufanya hili, kwa sababu: "{ $words }". Si sahihi? Tuandikie.
# sms: 1
about-not-ours = Namba { $number }: wengine wanashughulikia hili. Imeenda kwa: "{ $words }". Si sahihi? Tuandikie.
# sms: 1
answers-no-call = { $path ->
        [help] Hauko peke yako.
       *[other] Asante.
    } { $phone ->
        [none] {""}
       *[other] Msaada sasa, bure: piga { $phone }.
    } Ukiweza, nenda kwa mtu unayemwamini. Unaweza kuandika tena wakati wowote. Unaweza kufuta ujumbe huu sasa.

### Majibu yaliyo tayari

# sms: 2
ready-life_danger = Mtu anashughulikia sasa hivi. Ukiweza, nenda mahali palipo salama. Tuandikie hali ikibadilika.
# sms: 2
ready-explosive = Kaa mbali na uwazuie wengine wasikaribie. Usikiguse. Mtu anashughulikia sasa hivi.
# sms: 2
ready-disease = Tumesoma ujumbe wako. Kunywa maji yaliyochemshwa au kutibiwa. Nawa mikono kwa sabuni. Mpeleke mgonjwa mapema kwenye kituo cha afya kilicho karibu. Mtu anashughulikia sasa hivi.
# sms: 2
ready-hunger = Tumesoma ujumbe wako na kuwaambia wanaoshughulikia chakula. Siku bado hatuijui. Msaada ni bure daima. Tutakuandikia tena tukijua zaidi.
# sms: 2
ready-no_water = Tumesoma ujumbe wako na kuwaambia wanaoshughulikia maji. Siku bado hatuijui. Tafadhali chemsha au tibu maji mengine kabla ya kunywa. Tutakuandikia tena tukijua zaidi.
# sms: 2
ready-disaster = Tumesoma ujumbe wako na kuwaambia wanaosaidia karibu nawe. Ukiweza, nenda mahali palipo salama. Tuandikie hali ikibadilika.
# sms: 2
ready-service_broken = Tumesoma ujumbe wako na kuwaambia wanaohusika. Siku bado hatuijui. Tutakuandikia tena tukijua zaidi.
# sms: 2
ready-scam = Tumesoma ujumbe wako. Hatuombi pesa kamwe. Msaada ni bure daima. Tafadhali usilipe, na usimpe mtu yeyote PIN yako au karatasi zako.
# sms: 2
ready-restricted = Tumesoma ujumbe wako. Mtu aliye nje ya eneo lako anauangalia. Tutakuandikia tena tukijua zaidi.
# sms: 2
ready-aid = Msaada ni bure daima. Hakuna anayeruhusiwa kukuomba pesa au kitu kingine kwa ajili yake. Tumepeleka swali lako na tutakuandikia tena tukijua zaidi.
