"""Days as people write them: 21/11, 21 Nov 2026, 2026-11-21, Friday, yesterday, in any language.

The day comes before the month, as in most of the world; where that is no date, the other way round.
A day without its year is the latest one that is not still to come. Names of months and weekdays are
Babel's, and those of ``dates.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from locales.keywords import choice, fold
from locales.texts import languages, month_and_weekday_names

_LONGEST: Final = 40  # characters
_VARIETIES: Final[Mapping[str, tuple[str, ...]]] = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA")}
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|eme|ye)?")
_AROUND: Final = frozenset(
    "on the of le du de el tarehe siku mnamo ya jou dat nan في يوم تاريخ".split()
)


def past_day(text: str, today: date, language: str) -> date | None:
    """Read a day that somebody wrote; None where it is none. It may be one still to come.

    ``language`` is asked first, where a name means two things.
    """
    if len(text) > _LONGEST:
        return None
    near = choice(text, ("today", "yesterday"), language)
    if near is not None:
        return today - timedelta(days=near == "yesterday")
    folded = fold(text)
    months, weekdays = _names(language)
    for name, number in months.items():  # some names are two words
        if " " in name and name in folded:
            folded = folded.replace(name, f"#{number}")
    words = [word for word in folded.split() if word not in _AROUND]
    if len(words) == 1 and words[0] in weekdays:
        back = (today.weekday() - weekdays[words[0]]) % 7 or 7
        return today - timedelta(days=back)
    words = [word for word in words if word not in weekdays or word in months]
    return _read(words, months, today)


def _read(words: list[str], months: Mapping[str, int], today: date) -> date | None:
    month = None
    numbers: list[str] = []
    for word in words:
        named = int(word[1:]) if word.startswith("#") else months.get(word)
        if named is not None and month is None:
            month = named
        elif (match := _ORDINAL.fullmatch(word)) is not None:
            numbers.append(match[1])
        elif word.isdecimal() and len(word) in (4, 8):
            numbers.append(word)
        else:
            return None
    match (month, numbers):
        case (None, [one]) if len(one) == 8:
            return _date(int(one[:4]), int(one[4:6]), int(one[6:]))
        case (None, [year, middle, last]) if len(year) == 4:
            return _date(int(year), int(middle), int(last))
        case (None, [first, second, year]):
            return _either(_year(year), int(first), int(second))
        case (None, [first, second]):
            return _latest(today, int(first), int(second)) or _latest(
                today, int(second), int(first)
            )
        case (int(), [day]) if len(day) <= 2:
            return _latest(today, int(day), month)
        case (int(), [year, day]) if len(year) == 4:
            return _date(int(year), month, int(day))
        case (int(), [day, year]):
            return _date(_year(year), month, int(day))
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) <= 2 else 0)


def _either(year: int, first: int, second: int) -> date | None:
    return _date(year, second, first) or _date(year, first, second)


def _latest(today: date, day: int, month: int) -> date | None:
    for year in range(today.year, today.year - 8, -1):  # 29 February
        found = _date(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _names(language: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Map folded names to months from 1 and weekdays from 0; this language's before all others'."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for one in (language, *languages()):
        for name, number in _month_names(one):
            months.setdefault(fold(name), number)
        for name, number in _weekday_names(one):
            weekdays.setdefault(fold(name), number)
    return months, weekdays


def _locales(language: str) -> Iterator[Locale]:
    for tag in _VARIETIES.get(language, (language,)):
        try:
            yield Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue


def _month_names(language: str) -> Iterator[tuple[str, int]]:
    own = month_and_weekday_names(language)
    if own is not None:
        yield from ((name, number) for number, name in enumerate(own[0], 1))
    for locale in _locales(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((name, number) for number, name in locale.months[form][width].items())


def _weekday_names(language: str) -> Iterator[tuple[str, int]]:
    own = month_and_weekday_names(language)
    if own is not None:
        yield from ((name, number) for number, name in enumerate(own[1]))
    for locale in _locales(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((name, number) for number, name in locale.days[form][width].items())
