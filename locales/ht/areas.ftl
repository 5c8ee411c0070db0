# sms: 1
areas-which = Mèsi. Gen plis pase yon kote ki rele konsa. Kilès?
areas-shared = yon kote sou kat la
# sms: 1
areas-set = { $number } nan { $place } kounye a. { $learnt ->
        [yes] N ap konnen non sa a pwochen fwa.
       *[no] {""}
    }
# sms: 1
areas-choose = { $number }: gen plis pase yon kote ki rele konsa. Kilès?
# sms: 1
areas-none = Nou pa konnen okenn kote ki rele "{ $words }". Gade kijan li ekri, oswa voye non komin nan.
# sms: 1
areas-how = Voye KOTE, nimewo a, ak non kote a.
