### A country opens and closes

opening-hello = Bonjou. Se { $service }, { $who ->
        [none] yon liy mesaj ONU
       *[other] { $who }
    }. Li poko louvri isit la. Ou mèt ekri deja: n ap kenbe l.{ $phone ->
        [none] {""}
       *[other] {" "}Pou èd gratis, rele { $phone }.
    }
opening-said = Mèsi. Nou kenbe sa ou ekri a. { $service } poko louvri isit la, nou pa ka pwomèt yon repons.{ $phone ->
        [none] {""}
       *[other] {" "}Pou èd gratis, rele { $phone }.
    }
opening-status = { $service } poko louvri isit la, nou pa ka pwomèt yon repons. Sa yo voye ban nou, nou kenbe l.{ $phone ->
        [none] {""}
       *[other] {" "}Pou èd gratis, rele { $phone }.
    }
opening-danger = Nou pa louvri isit la, e nou pa yon anbilans. { $phone ->
        [none] Si ou kapab, ale kote moun ki toupre w.
       *[other] Si ou kapab, rele { $phone } oswa ale kote moun ki toupre w.
    } Nou kenbe sa ou ekri a.
opening-keep-away = Rete lwen epi pa kite lòt moun pwoche. Pa manyen l. Nou pa louvri isit la: avèti moun ki toupre w.{ $phone ->
        [none] {""}
       *[other] {" "}Pou èd gratis, rele { $phone }.
    }
opening-ended = { $service } kanpe isit la depi { $since }. Nou pa ka pwomèt yon moun ap li sa.{ $phone ->
        [none] {""}
       *[other] {" "}Pou èd gratis, rele { $phone }.
    }{ $after ->
        [none] {""}
       *[other] {" "}{ $after }
    }

### Coordinator

opening-opened = { $country }: liy lan louvri depi { $day }. { $count ->
        [0] Pa gen anyen anvan k ap tann.
       *[other] Anvan sa, { $count } ap tann.
    } Voye SWIVAN pou sa k ap tann, REZIME pou tout bagay.
opening-handed-over = { $country }: liy lan kanpe depi { $day }. Sa ki louvri toujou: { $count }{ $sealed ->
        [0] {""}
       *[other] {" "}ak { $sealed } pwoteje
    }.{ $lines ->
        [none] {""}
       *[other] {" "}{ $lines }.
    } Yo rete nan men moun ki pran yo jiskaske yo fini. Moun ki ekri kounye a konnen nou kanpe. { $until }, n ap retire tout mo yo.
opening-test = TES: anyen pa rive. Alèt pou { $country } rive jwenn ou?
opening-test-answered = Mèsi. Tès la jwenn repons: alèt yo rive jwenn ou isit la.
opening-test-declined = Mèsi. { $next ->
        [yes] N ap eseye pwochen moun nan.
       *[no] Pa gen lòt moun degad pou sa.
    }
