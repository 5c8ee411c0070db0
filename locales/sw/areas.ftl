# sms: 1
areas-which = Asante. Kuna mahali zaidi ya pamoja penye jina hili. Ni papi?
areas-shared = mahali kwenye ramani
# sms: 1
areas-set = { $number } sasa iko { $place }. { $learnt ->
        [yes] Tutalijua jina hilo wakati mwingine.
       *[no] {""}
    }
# sms: 1
areas-choose = { $number }: kuna mahali zaidi ya pamoja penye jina hili. Ni papi?
# sms: 1
areas-none = Hatujui mahali panapoitwa "{ $words }". Tafadhali angalia lilivyoandikwa, au tuma wilaya yake.
# sms: 1
areas-how = Tuma MAHALI, namba, na jina la mahali.
