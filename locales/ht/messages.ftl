## Haitian Creole. Texts that go out by SMS keep to the letters of the SMS alphabet (è and ò are in
## it, È and Ò are not): one other letter would more than halve the room. Only "# sms: N" that
## differ from English are given here. Nouns do not change with number.

### Community member

greeting = Bonjou. Se { $service }, { $who ->
        [none] yon liy mesaj ONU
       *[other] { $who }
    }. Yon machin reponn anvan, apre sa yon moun. { $cost ->
        [free] Li gratis.
       *[paid] {""}
    } Di nou sa ki bon oswa sa ki pa bon kote w ap viv la.
receipt = Mèsi. Yon moun ap li sa epi reponn anvan { $day } fini. Nimewo ou: { $number }. { $cost ->
        [free] Ekri nou gratis.
       *[paid] {""}
    } Nou mèt ekri w sou telefòn sa a?
receipt-question = Mèsi paske w mande. Yon moun ap reponn anvan { $day } fini. Nimewo ou: { $number }. Tout èd gratis. Nou mèt ekri w sou telefòn sa a?
receipt-plain = Mèsi. Yon moun ap li sa epi reponn anvan { $day } fini. Nimewo ou: { $number }. Ou pa oblije reponn. Nou mèt ekri w sou telefòn sa a?
added-may-write = Mèsi. Nou mete sa ansanm ak nimewo ou { $number }. Nou mèt ekri w sou telefòn sa a?
no-contact = Mèsi. Nou p ap ekri w. Pou w konnen plis, voye ESTATI { $number } nenpòt lè. { $cost ->
        [free] Li gratis.
       *[paid] {""}
    }
ask-village = Mèsi. Nan ki vilaj sa ye? Ou ka sote kesyon sa a.
closing = Mèsi. W ap jwenn repons anvan { $day } fini. Pou mande anvan, voye ESTATI. Pou retire sa ou voye, voye EFASE. Pou pa resevwa mesaj, voye STOP.
closing-short = Mèsi. W ap pran nouvèl nou anvan { $day } fini.
never-pay = Mèsi. W ap pran nouvèl nou anvan { $day } fini. Nou pa janm mande lajan. Tout èd gratis.
danger = Y ap avèti yon moun kounye a. Nou pa yon anbilans. { $phone ->
        [none] Si ou kapab, ale kote moun ki toupre w.
       *[other] Si ou kapab, rele { $phone } oswa ale kote moun ki toupre w.
    } Ki kote ou ye?
keep-away = Rete lwen epi pa kite lòt moun pwoche. Pa manyen l. Y ap avèti yon moun kounye a. Ki kote li ye?
place-noted = Mèsi. Nou pase sa kounye a. Nimewo ou: { $number }. Ekri ankò si gen chanjman.
safe-now = Mèsi. Ou an sekirite kounye a? Ou ka sote kesyon sa a.
may-call = Yon moun ki fòme ka rele w. Se kèk grenn moun k ap konnen. Si yon timoun an danje, nou dwe aji. Nou mèt rele?
may-call-now = { $phone ->
        [none] {""}
       *[other] Rele { $phone } pou èd gratis.
    } Si ou kapab, ale kote yon moun ou fè konfyans. Yon moun ki fòme ka rele w. Nou mèt rele?
help-now = Ou pa poukont ou. { $phone ->
        [none] {""}
       *[other] Rele { $phone } pou èd gratis.
    } Al jwenn moun ou fè konfyans. Yon moun ki fòme ka rele w. Nou mèt rele?
good-time = Mèsi. Ki lè ki bon pou ou? { $phone ->
        [none] {""}
       *[other] Pou jwenn èd nenpòt lè, gratis: rele { $phone }.
    }
call-agreed = Mèsi. N ap eseye lè sa a. Ou ka ekri ankò nenpòt lè. Ou ka efase mesaj sa yo kounye a.
call-declined = Mèsi. Nou p ap rele. Ou ka ekri ankò nenpòt lè. Ou ka efase mesaj sa yo kounye a.
thanks-reply = Mèsi paske w di nou sa. N ap fè ekip la konnen. Ekri nou nenpòt lè, pou bon nouvèl oswa move nouvèl.
thanks-back = Pa gen pwoblèm. Ekri nou nenpòt lè.
stopped = Nou p ap ekri w ankò. Sa ou te di nou pa pèdi. Pou rekòmanse, ekri nou nenpòt lè.
help = { $service } se { $who ->
        [none] yon liy mesaj ONU
       *[other] { $who }
    }. Ekri sa ki bon oswa sa ki pa bon kote w ap viv la. ESTATI: kote bagay la ye. EFASE: retire sa ou voye. LOT: pale pou yon lòt moun. LANG: chanje l. STOP: pa voye mesaj.
menu = Kisa ou ta renmen fè?
tell-us = Di nou sa nan pwòp mo pa w. Ou ka voye vwa, foto oswa yon kote tou.
for-other = Di nou nan pwòp mo pa w sa ki rive moun nan. Ou pa oblije di non li.
status = Nimewo { $number }: { $state ->
        [new] li rive. Yon moun ap li l.
        [acknowledged] yon moun li l.
        [in_progress] yon moun ap travay sou li.
        [answered] nou reponn.
        [cannot] nou reponn. Li pa posib.
        [not_ours] nou reponn. Se lòt moun ki okipe l kounye a.
        [confirmed] ou te di nou li mache kounye a.
        [reopened] li louvri ankò. Yon moun ap gade l.
       *[other] li rive.
    } { $day ->
        [none] {""}
       *[other] W ap pran nouvèl nou anvan { $day } fini.
    }
status-unknown = Pa gen anyen nouvo pou nimewo sa a. Si ou te ekri nou, yon moun ap li l.
status-none = Ou pa gen nimewo ki louvri isit la. Di nou sa ki bon oswa sa ki pa bon kote w ap viv la.
delete-ask = Sa ap retire dènye bagay ou voye ban nou. Retire l?
deleted = Sa fèt. Sa ou te voye a kache kounye a. N ap retire l nan 7 jou, sof si yon moun ka an danje.
kept = Nou pa retire anyen.
language-ask = Nan ki lang pou nou ekri w?
language-set = Nou ekri an kreyòl kounye a.
stale-button = Kesyon sa a pase. Ekri nou nenpòt lè. Pou mande kote bagay la ye, voye ESTATI.
not-understood = Tanpri di nou nan kèk mo sa ki bon oswa sa ki pa bon kote w ap viv la. Pou w konnen plis, voye ED.
about = Nimewo { $number }: { $words }
about-done = Nimewo { $number }: moun k ap travay sou sa di nou li fèt. Se pa sa? Ekri nou.
fixed-ask = Nimewo { $number }: èske li mache kounye a? Nenpòt repons ap ede.
fixed-yes = Mèsi. Sa fè nou plezi tande sa.
fixed-no = Mèsi paske w di nou sa. N ap gade sa ankò. W ap pran nouvèl nou anvan { $day } fini.
fixed-unsure = Mèsi. Ekri nou lè w konnen plis.
promise-slipped = Nimewo { $number }: nou te pwomèt yon repons pou jodi a. Nou poko genyen l. Eskize nou. Yon responsab pran sa an men. Nouvo jou: { $day }.
group-alone = Tanpri ekri m apa: louvri non mwen epi voye mesaj ou la. Mwen pa pran mesaj nan gwoup.
file-too-large = Mèsi. Fichye sa a twò gwo pou nou. Tanpri di nou sa nan kèk mo, oswa voye youn ki pi kout.

### Short labels of choices: at most 20 characters

# Behind a question where there are no buttons: "1 wi, 2 non"
reply-with = Tape { $choices }.
button-yes = wi
button-no = non
button-not-sure = mwen pa sèten
button-skip = sote
button-call-woman = wi, yon fanm
button-call-anyone = wi, nenpòt
button-morning = maten
button-midday = midi
button-evening = aswè
button-remove = retire
button-keep = kite l
button-tell = di nou yon bagay
button-status = kote bagay la ye
button-other = pou yon lòt moun
button-language = lang
button-stop = sispann mesaj
button-mine = M pran l
button-cannot = M pa kapab
button-answer = Reponn
button-hand-over = Pase l bay yon lòt
button-done = Sa fèt
button-next = Swivan
button-on-track = sou bon wout
button-delayed = an reta
button-off-track = bloke
button-completed = fin fèt
button-total = total jiska prezan
button-new = nouvo
button-right = se sa
button-more = plis

### Focal point and coordinator

enrolled = Ou enskri: { $post }. Alèt yo rive isit la. Voye SWIVAN pou sa k ap tann, REZIME pou tout bagay, ED pou mo yo.
code-unknown = Kòd sa a itilize deja, twò vye oswa li pa pou nou. Mande moun ki te ba ou l la yon lòt.
alert = { $severity ->
        [critical] IJAN
        [urgent] IJAN
       *[other] NOUVO
    } { $number }. { $what }, { $place }. { $rung ->
        [first] Se ou premye ki degad.
        [also] Premye moun degad la konnen tou.
       *[next] Pèsonn poko pran l. Kounye a se tou pa w.
    } { $minutes ->
        [0] {""}
       *[other] Nan { $minutes } min n ap mande pwochen moun nan.
    }
alert-sealed = Baraza: yon mesaj bezwen ou. Nimewo { $number }.
alert-nobody = { $number }: { $what }, { $place }. Pèsonn pa degad pou sa. Li vin jwenn ou kòm kowòdonatè.
alert-nobody-sealed = Pèsonn pa degad pou yon mesaj pwoteje, nimewo { $number }. Tanpri mete yon moun degad pou li.
alert-not-fixed-sealed = Baraza: nimewo { $number } bezwen ou ankò.
mine = { $number } se pou ou. { $what }, { $place }.
    "{ $words }"
    Tanpri aji anvan { $time }. Pou reponn, voye R { $number } ak mo pa w.
mine-sealed = { $number } se pou ou. Mo li yo pwoteje, yo pa janm parèt isit la. Tanpri aji anvan { $time }. Pou ekri moun nan, voye R { $number } ak mo pa w.
taken = { $number } gen yon moun sou li deja. Mèsi.
already-yours = { $number } se pou ou deja.
cannot-noted = Mèsi. N ap mande pwochen moun nan pou { $number } kounye a.
not-yours = { $number } pa pou ou, oswa se pa yon nimewo pa nou. Voye SWIVAN pou wè sa k ap tann ou.
answer-ask = Ekri repons ou pou { $number }. W ap wè l yon lòt fwa anvan l ale.
answer-which = Ou gen plis pase youn ki louvri. Voye R, nimewo a ak mo pa w.
answer-sent = Voye { $time }: "{ $words }". Lè èd la rive, voye FINI { $number }. Pa posib? Voye M PA KAPAB { $number }.
answer-kept = Nou kenbe l { $time }: "{ $words }". Moun nan mande nou pa ekri l; l ap wè l lè l voye ESTATI.
hand-over-ask = Bay ki moun { $number }?
hand-over-nobody = Pa gen lòt moun ki degad pou { $number }. Li rete nan men w.
hand-over-offered = Nou mande { $post } pran { $number }. Li rete nan men w jiskaske l pran l.
hand-over-offer = { $post } mande w pran { $number }: { $what }, { $place }.
hand-over-taken = { $post } pran { $number }. Mèsi.
hand-over-refused = Mèsi. { $number } rete nan men moun ki te mande w la.
hand-over-declined = { $post } pa kapab pran { $number }. Li rete nan men w.
done-noted = { $number } make kòm fèt. N ap mande moun nan pita si li mache.
# sms: 1
done-noted-sealed = { $number } make kòm fini.
not-fixed = { $number }: moun nan di li pa mache. Li tounen nan men w.
confirmed = { $number }: moun nan di li mache kounye a. Mèsi.
more-said = { $number }: moun nan ekri ankò. "{ $words }"
more-said-sealed = { $number }: moun nan ekri ankò.
next-none = Pa gen anyen k ap tann ou. Mèsi.
next-item = { $number } { $what }, { $place }. { $state ->
        [new] Pèsonn poko pran l.
        [reopened] Moun nan di li pa mache.
       *[other] Se pou ou.
    } { $day ->
        [none] {""}
       *[other] Nou pwomèt li pou { $day }.
    }
    "{ $words }"
next-item-sealed = { $number }. { $state ->
        [new] Pèsonn poko pran l.
       *[other] Se pou ou.
    } { $day ->
        [none] {""}
       *[other] Nou pwomèt li pou { $day }.
    } Mo li yo pwoteje.
help-staff = SWIVAN: sa k ap tann. REZIME: tout bagay. R nimewo mo: reponn. FINI nimewo: li fèt. PASE nimewo: bay yon lòt. LANG: chanje l. STOP: pa voye mesaj.
place-unknown = nou pa konnen ki kote
words-removed = (moun ki te ekri l la retire l)
what-other = yon mesaj

### Names of flags, topics and languages

flag-sea = Konduit anplwaye
flag-child_risk = Yon timoun an danje
flag-gbv = Vyolans lakay
flag-trafficking = Trafik moun
flag-self_harm = Moun ki dekouraje nèt
flag-threat = Yon menas
flag-life_danger = Danje lanmò
flag-violence = Vyolans
flag-explosive = Bagay ki ka eksploze
flag-authority_abuse = Konduit otorite
flag-missing_person = Moun ki disparèt
flag-disease = Maladi
flag-hunger = Grangou
flag-no_water = Pa gen dlo
flag-disaster = Katastwòf
flag-scam = Yon magouy
flag-data_leak = Enfòmasyon ki koule
flag-unread = Machin nan pa ka li l
flag-staff_conduct = Konduit anplwaye
flag-fraud = Fwod
flag-discrimination = Diskriminasyon
flag-partner_integrity = Entegrite yon patnè
flag-land_environment = Tè ak anviwònman
flag-harmful_rumour = Move rimè
flag-service_broken = Sèvis an pàn
topic-water = dlo
topic-sanitation = asenisman
topic-health = sante
topic-food = manje
topic-shelter = abri
topic-education = lekòl
topic-protection = pwoteksyon
topic-livelihoods = travay ak lajan
topic-agriculture = agrikilti
topic-energy = enèji
topic-roads_transport = wout ak transpò
topic-communication = telefòn ak rezo
topic-cash = èd an lajan
topic-land = tè
topic-environment = anviwònman
topic-security = sekirite
topic-governance = leta
topic-missing_people = moun ki disparèt
topic-household_items = afè kay
topic-registration = enskripsyon ak lis
topic-waste = fatra
topic-disaster = katastwòf
topic-gender = fanm ak tifi
topic-inclusion = enklizyon
topic-climate = klima
topic-ocean = lanmè ak lapèch
topic-partnership = patenarya
topic-other = lòt bagay

### The web page

web-title = Baraza, yon liy mesaj ONU
web-write = Ekri la a
web-send = Voye
web-photo = Voye yon foto
web-voice = Anrejistre vwa w
web-voice-stop = Fini epi voye
web-place = Voye kote w ye
web-leave = Kite paj sa a kounye a
web-leave-hint = Efase sa ki sou ekran an
web-you = Ou menm
web-us = Baraza
web-offline = Pa gen koneksyon. Mo ou yo rete la a, y ap pati lè li tounen.
web-sent = voye
web-waiting = ap tann
web-voice-note = mesaj vwa
web-photo-sent = foto
web-place-sent = kote w ye
web-language = Lang
web-person = Moun
web-no-voice = Navigatè sa a pa ka anrejistre. Tanpri ekri, oswa voye yon foto.
web-too-large = Fichye sa a twò gwo. Pi plis se { $megabytes } Mo.
web-refresh = Montre nouvo mesaj yo
web-busy = Nou pa ka pran mesaj pou yon ti moman. Mo ou yo rete la a; tanpri eseye ankò.
web-intro = Sa ou ekri a al jwenn yon moun. Ou pa bezwen kont ni non.
web-demo-title = Baraza: yon reyinyon piblik ki chita nan yon mesaj
web-demo-intro = Twa telefòn, yon sèl kay. Ekri sou premye a; gade twazyèm nan. Tout bagay mache sou òdinatè sa a, anyen pa soti ladan l.
web-demo-community = Manm kominote a
web-demo-manager = Responsab patenarya
web-demo-focal = Pwen fokal
web-demo-try = Eseye
web-not-sent = pa voye
web-error = Gen yon bagay ki pa mache bò kote pa nou. Tanpri eseye ankò.
web-missing = Paj sa a pa la.
web-file-unknown = Nou pa ka louvri fichye sa a. Tanpri voye yon foto oswa yon mesaj vwa, oswa ekri.
web-try-1 = Ponp dlo nan vilaj nou an an pàn depi de semèn.
web-try-2 = Dlo antre nan kay yo, granmoun yo sou do kay la.
web-try-3 = Mèsi pou nouvo tiyo a.
web-try-manager = P1 sou bon wout 1200 kiltivatè
web-intro-manager = Voye yon sèl liy pou di kijan patenarya w la ap mache.
web-intro-focal = Sa ki bezwen ou rive isit la.
