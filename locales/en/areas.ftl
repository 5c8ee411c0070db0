# sms: 1
areas-which = Thank you. More than one place is called so. Which one is it?
areas-shared = a place on the map
# sms: 1
areas-set = { $number } is now in { $place }. { $learnt ->
        [yes] We will know that name next time.
       *[no] {""}
    }
# sms: 1
areas-choose = { $number }: more than one place is called so. Which one is it?
# sms: 1
areas-none = We know no place called "{ $words }". Please check how it is written, or send its district.
# sms: 1
areas-how = Text PLACE, the number, and the name of the place.
