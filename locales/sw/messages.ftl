## Swahili. Only "# sms: N" that differ from English are given here.

### Community member

greeting = Habari. Hii ni { $service }, { $who ->
        [none] laini ya ujumbe ya UN
       *[other] { $who }
    }. Mashine hujibu kwanza, kisha mtu. { $cost ->
        [free] Ni bure.
       *[paid] {""}
    } Tuambie mazuri au mabaya ya hapo unapoishi.
receipt = Asante. Mtu atasoma na kujibu kufikia { $day }. Namba yako: { $number }. { $cost ->
        [free] Kutuandikia ni bure.
       *[paid] {""}
    } Tukuandikie kwenye simu hii?
receipt-question = Asante kwa kuuliza. Mtu atajibu kufikia { $day }. Namba yako: { $number }. Msaada ni bure daima. Tukuandikie kwenye simu hii?
receipt-plain = Asante. Mtu atasoma ujumbe huu na kujibu kufikia { $day }. Namba yako: { $number }. Si lazima ujibu. Tukuandikie kwenye simu hii?
added-may-write = Asante. Tumeweka haya pamoja na namba yako { $number }. Tukuandikie kwenye simu hii?
no-contact = Asante. Hatutakuandikia. Ukitaka kujua zaidi, tuma HALI { $number } wakati wowote. { $cost ->
        [free] Ni bure.
       *[paid] {""}
    }
ask-village = Asante. Ni kijiji gani? Unaweza kuruka swali hili.
closing = Asante. Utapata jibu kufikia { $day }. Kuuliza kabla, tuma HALI. Kuondoa ulichotuma, tuma FUTA. Kuacha kupokea ujumbe, tuma ACHA.
closing-short = Asante. Utasikia kutoka kwetu kufikia { $day }.
never-pay = Asante. Utasikia kutoka kwetu kufikia { $day }. Hatuombi pesa kamwe. Msaada ni bure daima.
danger = Mtu anaarifiwa sasa. Sisi si gari la wagonjwa. { $phone ->
        [none] Ukiweza, nenda kwa watu walio karibu nawe.
       *[other] Ukiweza, piga { $phone } au nenda kwa watu walio karibu.
    } Uko wapi?
keep-away = Kaa mbali na uzuie wengine wasikaribie. Usikiguse. Mtu anaarifiwa sasa. Kiko wapi?
place-noted = Asante. Tunapeleka habari hii sasa. Namba yako: { $number }. Andika tena mambo yakibadilika.
safe-now = Asante. Je, uko salama sasa? Unaweza kuruka swali hili.
may-call = Mtu aliyefunzwa anaweza kukupigia. Wachache watajua. Mtoto akiwa hatarini, lazima tuchukue hatua. Tupige?
may-call-now = { $phone ->
        [none] {""}
       *[other] Msaada bure: piga { $phone }.
    } Ukiweza, nenda kwa unayemwamini. Mtu aliyefunzwa anaweza kukupigia. Tupige sasa?
help-now = Hauko peke yako. { $phone ->
        [none] {""}
       *[other] Msaada bure: piga { $phone }.
    } Nenda kwa unayemwamini. Mtu aliyefunzwa anaweza kupiga. Tupige?
good-time = Asante. Wakati gani ni mzuri? { $phone ->
        [none] {""}
       *[other] Msaada wakati wowote, bure: piga { $phone }.
    }
call-agreed = Asante. Tutajaribu wakati huo. Unaweza kuandika tena wakati wowote. Unaweza kufuta ujumbe huu sasa.
call-declined = Asante. Hatutapiga simu. Unaweza kuandika tena wakati wowote. Unaweza kufuta ujumbe huu sasa.
thanks-reply = Asante kwa kutuambia. Tutawafikishia wahusika. Tuandikie wakati wowote, kwa habari njema au mbaya.
thanks-back = Karibu sana. Tuandikie wakati wowote.
stopped = Hatutakuandikia tena. Uliyotuambia hayajapotea. Kuanza tena, tuandikie wakati wowote.
help = { $service } ni { $who ->
        [none] laini ya ujumbe ya UN
       *[other] { $who }
    }. Andika mazuri au mabaya ya hapo unapoishi. HALI: imefikia wapi. FUTA: ondoa ulichotuma. MWINGINE: sema kwa ajili ya mtu mwingine. LUGHA: ibadilishe. ACHA: usipokee ujumbe.
menu = Ungependa kufanya nini?
tell-us = Tuambie kwa maneno yako. Unaweza pia kutuma sauti, picha au mahali ulipo.
for-other = Tuambie kwa maneno yako yaliyompata. Si lazima kutaja jina lake.
status = Namba { $number }: { $state ->
        [new] imefika. Mtu ataisoma.
        [acknowledged] mtu ameisoma.
        [in_progress] mtu anaishughulikia.
        [answered] tumejibu.
        [cannot] tumejibu. Haiwezekani.
        [not_ours] tumejibu. Wengine wanashughulikia sasa.
        [confirmed] ulituambia inafanya kazi sasa.
        [reopened] imefunguliwa tena. Mtu anaiangalia.
       *[other] imefika.
    } { $day ->
        [none] {""}
       *[other] Utasikia kutoka kwetu kufikia { $day }.
    }
status-unknown = Hakuna jipya kwa namba hii. Kama ulituandikia, mtu atasoma.
status-none = Huna namba iliyo wazi hapa. Tuambie mazuri au mabaya ya hapo unapoishi.
delete-ask = Hii itaondoa ulichotuma mwisho. Tuondoe?
deleted = Tayari. Ulichotuma sasa hakionekani. Kitaondolewa ndani ya siku 7, isipokuwa mtu anaweza kuwa hatarini.
kept = Hakuna kilichoondolewa.
language-ask = Tukuandikie kwa lugha gani?
language-set = Sasa tunaandika Kiswahili.
stale-button = Swali hilo limepita. Tuandikie wakati wowote. Kuuliza imefikia wapi, tuma HALI.
not-understood = Tafadhali tuambie kwa maneno machache mazuri au mabaya ya hapo unapoishi. Kwa maelezo zaidi, tuma MSAADA.
about = Namba { $number }: { $words }
about-done = Namba { $number }: wanaoshughulikia wanasema imekamilika. Sivyo? Tuandikie.
fixed-ask = Namba { $number }: je, inafanya kazi sasa? Jibu lolote linasaidia.
fixed-yes = Asante. Ni vizuri kusikia hivyo.
fixed-no = Asante kwa kutuambia. Tunaangalia tena. Utasikia kutoka kwetu kufikia { $day }.
fixed-unsure = Asante. Tuandikie ukijua zaidi.
promise-slipped = Namba { $number }: tuliahidi jibu kufikia leo. Bado hatunalo. Samahani. Mkuu mmoja sasa analishughulikia. Siku mpya: { $day }.
group-alone = Tafadhali niandikie peke yangu: fungua jina langu na utume ujumbe wako huko. Sipokei ujumbe kwenye kikundi.
file-too-large = Asante. Faili hiyo ni kubwa mno kwetu. Tafadhali tuambie kwa maneno machache, au tuma fupi zaidi.

### Short labels of choices: at most 20 characters

# Behind a question where there are no buttons: "1 ndiyo, 2 hapana"
reply-with = Jibu { $choices }.
button-yes = ndiyo
button-no = hapana
button-not-sure = sina uhakika
button-skip = ruka
button-call-woman = ndiyo, mwanamke
button-call-anyone = ndiyo, yeyote
button-morning = asubuhi
button-midday = mchana
button-evening = jioni
button-remove = ondoa
button-keep = usiondoe
button-tell = tuambie jambo
button-status = imefikia wapi
button-other = kwa mtu mwingine
button-language = lugha
button-stop = acha ujumbe
button-mine = Nachukua
button-cannot = Siwezi
button-answer = Jibu
button-hand-over = Kabidhi
button-done = Tayari
button-next = Ijayo
button-on-track = inaendelea vizuri
button-delayed = imechelewa
button-off-track = imekwama
button-completed = imekamilika
button-total = jumla hadi sasa
button-new = mpya
button-right = sahihi
button-more = zaidi

### Focal point and coordinator

enrolled = Umesajiliwa: { $post }. Arifa huja hapa. Tuma IJAYO kuona yanayosubiri, MUHTASARI kwa picha yote, MSAADA kwa maneno.
code-unknown = Msimbo huu umetumika, ni wa zamani au si wetu. Mwombe aliyekupa akupe mpya.
alert = { $severity ->
        [critical] HARAKA
        [urgent] HARAKA
       *[other] MPYA
    } { $number }. { $what }, { $place }. { $rung ->
        [first] Wewe ni wa kwanza zamuni.
        [also] Wa kwanza zamuni ameambiwa pia.
       *[next] Hakuna aliyeichukua bado. Sasa ni zamu yako.
    } { $minutes ->
        [0] {""}
       *[other] Baada ya dakika { $minutes } tutamwuliza anayefuata.
    }
alert-sealed = Baraza: ujumbe mmoja unakuhitaji. Namba { $number }.
alert-nobody = { $number }: { $what }, { $place }. Hakuna aliye zamuni kwa hili. Linakuja kwako kama mratibu.
alert-nobody-sealed = Hakuna aliye zamuni kwa ujumbe uliolindwa, namba { $number }. Tafadhali weka mtu zamuni.
alert-not-fixed-sealed = Baraza: namba { $number } inakuhitaji tena.
mine = { $number } ni yako. { $what }, { $place }.
    "{ $words }"
    Tafadhali chukua hatua kabla ya { $time }. Kuwajibu, tuma R { $number } na maneno yako.
mine-sealed = { $number } ni yako. Maneno yake yamelindwa na hayaonyeshwi hapa. Tafadhali chukua hatua kabla ya { $time }. Kuwaandikia, tuma R { $number } na maneno yako.
taken = { $number } tayari ina mtu. Asante.
already-yours = { $number } tayari ni yako.
cannot-noted = Asante. Sasa tunamwuliza anayefuata kuhusu { $number }.
not-yours = { $number } si yako, au si namba yetu. Tuma IJAYO kuona yanayokusubiri.
answer-ask = Andika jibu lako kwa { $number }. Utaliona tena kabla halijatumwa.
answer-which = Una zaidi ya moja iliyo wazi. Tuma R, namba na maneno yako.
answer-sent = Imetumwa { $time }: "{ $words }". Msaada ukifika, tuma TAYARI { $number }. Haiwezekani? Tuma SIWEZI { $number }.
answer-kept = Imehifadhiwa { $time }: "{ $words }". Waliomba tusiwaandikie; wataiona wakituma HALI.
hand-over-ask = Unamkabidhi nani { $number }?
hand-over-nobody = Hakuna mwingine zamuni kwa { $number }. Inabaki kwako.
hand-over-offered = { $post } ameombwa achukue { $number }. Inabaki kwako hadi achukue.
hand-over-offer = { $post } anakuomba uchukue { $number }: { $what }, { $place }.
hand-over-taken = { $post } amechukua { $number }. Asante.
hand-over-refused = Asante. { $number } inabaki kwa aliyekuomba.
hand-over-declined = { $post } hawezi kuchukua { $number }. Inabaki kwako.
done-noted = { $number } imewekwa kuwa tayari. Tutawauliza baadaye kama inafanya kazi.
# sms: 1
done-noted-sealed = { $number } imewekwa kuwa imekamilika.
not-fixed = { $number }: wanasema bado haifanyi kazi. Iko kwako tena.
confirmed = { $number }: wanasema inafanya kazi sasa. Asante.
more-said = { $number }: wameandika tena. "{ $words }"
more-said-sealed = { $number }: wameandika tena.
next-none = Hakuna kinachokusubiri. Asante.
next-item = { $number } { $what }, { $place }. { $state ->
        [new] Hakuna aliyeichukua bado.
        [reopened] Wanasema bado haifanyi kazi.
       *[other] Ni yako.
    } { $day ->
        [none] {""}
       *[other] Imeahidiwa { $day }.
    }
    "{ $words }"
next-item-sealed = { $number }. { $state ->
        [new] Hakuna aliyeichukua bado.
       *[other] Ni yako.
    } { $day ->
        [none] {""}
       *[other] Imeahidiwa { $day }.
    } Maneno yake yamelindwa.
help-staff = IJAYO: yanayosubiri. MUHTASARI: picha yote. R namba maneno: wajibu. TAYARI namba: imekamilika. KABIDHI namba: mpe mwingine. LUGHA: ibadilishe. ACHA: usipokee ujumbe.
place-unknown = mahali hapajulikani
words-removed = (imeondolewa na aliyeandika)
what-other = ujumbe

### Names of flags, topics and languages

flag-sea = Mwenendo wa wafanyakazi
flag-child_risk = Mtoto hatarini
flag-gbv = Ukatili nyumbani
flag-trafficking = Usafirishaji wa watu
flag-self_harm = Mtu aliyekata tamaa
flag-threat = Tishio
flag-life_danger = Maisha hatarini
flag-violence = Vurugu
flag-explosive = Kitu cha kulipuka
flag-authority_abuse = Mwenendo wa mamlaka
flag-missing_person = Mtu aliyepotea
flag-disease = Ugonjwa
flag-hunger = Njaa
flag-no_water = Hakuna maji
flag-disaster = Maafa
flag-scam = Utapeli
flag-data_leak = Taarifa zimevuja
flag-unread = Mashine haikuweza kusoma
flag-staff_conduct = Mwenendo wa wafanyakazi
flag-fraud = Ulaghai
flag-discrimination = Ubaguzi
flag-partner_integrity = Uadilifu wa mshirika
flag-land_environment = Ardhi na mazingira
flag-harmful_rumour = Uvumi wenye madhara
flag-service_broken = Huduma mbovu
topic-water = maji
topic-sanitation = usafi wa mazingira
topic-health = afya
topic-food = chakula
topic-shelter = makazi
topic-education = shule
topic-protection = ulinzi
topic-livelihoods = kazi na kipato
topic-agriculture = kilimo
topic-energy = nishati
topic-roads_transport = barabara na usafiri
topic-communication = simu na mtandao
topic-cash = msaada wa fedha
topic-land = ardhi
topic-environment = mazingira
topic-security = usalama
topic-governance = serikali
topic-missing_people = watu waliopotea
topic-household_items = vifaa vya nyumbani
topic-registration = usajili na orodha
topic-waste = taka
topic-disaster = maafa
topic-gender = wanawake na wasichana
topic-inclusion = ushirikishwaji
topic-climate = tabianchi
topic-ocean = bahari na uvuvi
topic-partnership = ushirikiano
topic-other = mengine

### The web page

web-title = Baraza, laini ya ujumbe ya UN
web-write = Andika hapa
web-send = Tuma
web-photo = Tuma picha
web-voice = Rekodi sauti
web-voice-stop = Maliza na utume
web-place = Tuma mahali ulipo
web-leave = Ondoka kwenye ukurasa huu
web-leave-hint = Hufuta yaliyo kwenye skrini hii
web-you = Wewe
web-us = Baraza
web-offline = Hakuna mtandao. Maneno yako yanabaki hapa na yatatumwa ukirudi.
web-sent = imetumwa
web-waiting = inasubiri
web-voice-note = ujumbe wa sauti
web-photo-sent = picha
web-place-sent = mahali
web-language = Lugha
web-person = Mtu
web-no-voice = Kivinjari hiki hakiwezi kurekodi. Tafadhali andika, au tuma picha.
web-too-large = Faili hiyo ni kubwa mno. Isizidi MB { $megabytes }.
web-refresh = Onyesha ujumbe mpya
web-busy = Hatuwezi kupokea ujumbe kwa sasa. Maneno yako yanabaki hapa; tafadhali jaribu tena.
web-intro = Unachoandika kinamfikia mtu. Huhitaji akaunti wala jina.
web-demo-title = Baraza: mkutano wa wananchi ndani ya ujumbe mfupi
web-demo-intro = Simu tatu, nyumba moja. Andika kwenye ya kwanza; tazama ya tatu. Kila kitu kinafanyika kwenye kompyuta hii, na hakuna kinachotoka.
web-demo-community = Mwanajamii
web-demo-manager = Msimamizi wa ushirikiano
web-demo-focal = Mtu wa mawasiliano
web-demo-try = Jaribu
web-not-sent = haijatumwa
web-error = Kuna hitilafu upande wetu. Tafadhali jaribu tena.
web-missing = Ukurasa huu haupo hapa.
web-file-unknown = Hatuwezi kufungua faili hiyo. Tafadhali tuma picha au sauti, au andika.
web-try-1 = Kisima cha kijiji chetu kimeharibika kwa wiki mbili.
web-try-2 = Maji yameingia ndani ya nyumba, wazee wako juu ya paa.
web-try-3 = Asante kwa bomba jipya.
web-try-manager = P1 inaendelea vizuri wakulima 1200
web-intro-manager = Tuma mstari mmoja kueleza ushirikiano wako unaendeleaje.
web-intro-focal = Yanayokuhitaji hufika hapa.
