"""Which area is meant: by the names people write, never by a guess between two of one name."""

from __future__ import annotations

import locales
from storage.places import Areas

LONGEST_NAME = 4  # words


def find_area(areas: Areas, country: str, text: str) -> str | None:
    """Find the one area a text names; None where it names none, or more than one could be meant.

    An area and its parent both named ("Lodwar, Turkana") mean the nearer one.
    """
    if not areas.by_name:
        return None
    words = locales.fold(text[:2000]).split()
    found: dict[str, None] = {}
    for start in range(len(words)):
        for length in range(1, LONGEST_NAME + 1):
            name = " ".join(words[start : start + length])
            same = areas.by_name.get((country, name), ())
            if len(same) > 1:
                return None
            found.update(dict.fromkeys(same))
    nearest = [id for id in found if not any(id in areas.chain(other)[1:] for other in found)]
    return nearest[0] if len(nearest) == 1 else None
