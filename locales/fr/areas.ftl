# sms: 1
areas-which = Merci. Plusieurs lieux portent ce nom. Lequel est-ce ?
areas-shared = un lieu sur la carte
# sms: 1
areas-set = { $number } est maintenant à { $place }. { $learnt ->
        [yes] Nous retenons ce nom.
       *[no] {""}
    }
# sms: 1
areas-choose = { $number } : plusieurs lieux portent ce nom. Lequel est-ce ?
# sms: 1
areas-none = Nous ne connaissons aucun lieu nommé "{ $words }". Vérifiez comment il s'écrit, ou envoyez son district.
# sms: 1
areas-how = Envoyez LIEU, le numéro et le nom du lieu.
