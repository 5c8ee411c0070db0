### Saisi pour quelqu'un

button-paper = sur papier
button-voice = de vive voix
button-call = par appel
button-meeting = en réunion
button-today = aujourd'hui
button-yesterday = hier
button-earlier = un autre jour
button-again = recommencer
# sms: 2
entry-enrolled = Inscription faite : { $post }. Pour saisir ce qu'on vous a dit, envoyez SAISIR. Vos saisies : HISTORIQUE. Les mots : AIDE.
# sms: 2
entry-help = Pour saisir ce qu'on vous a dit : SAISIR, ou SAISIR et ses mots. HISTORIQUE : vos saisies de 7 jours. LANGUE : en changer. STOP : plus de messages.
entry-source = Comment cela vous est-il arrivé ?
entry-when = Quand était-ce ? Vous pouvez écrire la date : 21/11.
entry-date = Quel jour était-ce ? Écrivez par exemple 21/11 ou 21 nov.
entry-date-wrong = { $why ->
        [future] Ce jour est à venir.
        [old] Cela fait plus d'un an.
       *[unread] Je n'ai pas pu lire ce jour.
    } Quand était-ce ? Écrivez par exemple 21/11 ou 21 nov.
entry-place = De quel village ou lieu s'agit-il ? Pour passer : 0.
entry-number = A quel numéro peut-on écrire à cette personne ? Seulement avec son accord. Sans numéro : 0, et vous recevez les réponses.
entry-number-wrong = Je n'ai pas pu lire ce numéro. Écrivez-le encore, avec ses premiers chiffres. Sans numéro : 0.
entry-confirm = { $source ->
        [paper] Sur papier
        [voice] De vive voix
        [call] Par appel
       *[meeting] En réunion
    }, { $day }, { $place ->
        [none] sans lieu
       *[other] { $place }
    }. { $write ->
        [yes] On peut écrire à son numéro.
       *[no] Les réponses vous viennent, à transmettre.
    } Est-ce juste ?
entry-words = Maintenant ses mots, tels que dits. Ou envoyez une photo du papier, ou un message vocal.
entry-again = Rien n'a été saisi. Pour recommencer, envoyez SAISIR.
entry-none = Vous n'avez rien saisi ces 7 derniers jours. Pour commencer, envoyez SAISIR.
entry-list = { $lines }
entry-line = { $number }, { $day } : { $state ->
        [new] c'est bien là
        [acknowledged] une personne l'a lu
        [in_progress] une personne s'en occupe
        [answered] réponse donnée
        [confirmed] cela marche
        [reopened] rouvert
       *[other] transmis
    }
entry-pass-on = A lui dire, svp : { $words }
entry-origin = ({ $source ->
        [paper] sur papier
        [voice] dit de vive voix
        [call] dit par appel
        [meeting] dit en réunion
       *[other] saisi pour quelqu'un
    }, { $day })
