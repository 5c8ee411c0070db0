"""How many SMS a text takes."""

from __future__ import annotations

from typing import Final

from gsm0338 import Codec

_GSM: Final = Codec()


def septets(character: str) -> int:
    """Give what one character takes in the GSM 03.38 alphabet: 1, 2, or 0 if it is not in it."""
    try:
        return len(_GSM.encode(character)[0])
    except UnicodeEncodeError:
        return 0


def segments(text: str) -> int:
    """Count the SMS segments of a text.

    GSM 03.38: 160 septets alone, 153 each in a row. Else UCS-2: 70 units alone, 67 each in a row.
    No escape sequence and no surrogate pair is cut in two (3GPP TS 23.038 and 23.040).
    """
    sizes = [septets(character) for character in text]
    alone, each = 160, 153
    if not all(sizes):
        sizes = [2 if ord(character) > 0xFFFF else 1 for character in text]
        alone, each = 70, 67
    if sum(sizes) <= alone:
        return 1
    count, room = 1, each
    for size in sizes:
        if size > room:
            count, room = count + 1, each
        room -= size
    return count
