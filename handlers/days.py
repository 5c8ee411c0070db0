"""Read the days people type: "today", "5/12", "5 Dec", "2026-12-05", in any shipped language.

The day comes before the month, as in all countries we serve; a day without its year is the next
one that comes. Nothing is guessed: what is no day is not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

import locales

_WORD = r"([^\W\d_]{2,20})\.?"
_DAYS = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<short>\d{1,2}[./]\d{1,2}(?:[./]\d{4})?)(?![\d./])"
    rf"|(?P<named>\d{{1,2}}\s+{_WORD}(?:\s+\d{{4}}(?!\d))?)"
    rf"|(?P<turned>{_WORD}\s+\d{{1,2}}(?![\d./]))"
    r"|(?P<bare>(?<![\d./])\d{1,2}(?![\d./]))"
    r"|(?P<word>[^\W\d_]+)"
)


def read_day(text: str, today: date) -> date | None:
    """Read one day; None where a text is none, or more than one."""
    found = read_days(text, today)
    return found[0] if len(found) == 1 else None


def read_days(text: str, today: date) -> list[date]:
    """Read all days of a text, in its order."""
    text = unicodedata.normalize("NFKC", text[:200]).casefold()
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    found: list[date] = []
    at = 0
    while match := _DAYS.search(text, at):
        at = match.end()
        day = None
        with suppress(ValueError):  # 31/2
            day = _read(match, today)
        if day is not None:
            found.append(day)
            continue
        # The word beside a number was no month: each is looked at by itself.
        if match["turned"] or match["named"]:
            first = match[0].split()[0].rstrip(".")
            at = match.start() + len(first)
            found += _alone(first, today)
    return found


def _read(match: re.Match[str], today: date) -> date | None:
    if match["iso"]:
        return date(*map(int, match["iso"].split("-")))
    if match["short"]:
        parts = [int(part) for part in re.split(r"[./]", match["short"])]
        return _next(parts[0], parts[1], parts[2] if len(parts) > 2 else None, today)
    if match["named"]:
        said = match["named"].replace(".", "").split()
        month = _month(said[1])
        year = int(said[2]) if len(said) > 2 else None
        return _next(int(said[0]), month, year, today) if month else None
    if match["turned"]:
        behind = re.match(rf"\s+{_WORD}", match.string[match.end() :])
        if behind is not None and _month(behind[1]) is not None:
            return None  # "mar. 1 déc.": the word before is a weekday
        name, day = match["turned"].replace(".", "").split()
        month = _month(name)
        return _next(int(day), month, None, today) if month else None
    return next(iter(_alone(match[0], today)), None)


def _next(day: int, month: int, year: int | None, today: date) -> date:
    if year is not None:
        return date(year, month, day)
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _alone(said: str, today: date) -> list[date]:
    """Read "today", "tomorrow", or the day of this month or the next that has it."""
    if not said.isdecimal():
        ahead = _words().get(locales.fold(said))
        return [] if ahead is None else [today + timedelta(days=ahead)]
    if not 1 <= int(said) <= 31:
        return []
    one = today
    while one.day != int(said):
        one += timedelta(days=1)
    return [one]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, int]:
    """Map words for a day, in every language, to how many days ahead it is."""
    return {
        locales.fold(locales.text(language, id)): ahead
        for language in locales.languages()
        for id, ahead in (("roster-today", 0), ("roster-tomorrow", 1))
    }


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for language in locales.languages():
        for month in range(1, 13):
            short = locales.day(language, date(2026, month, 1)).split()[-1]
            names.setdefault(locales.fold(short), month)
        with suppress(UnknownLocaleError, ValueError):
            for month, name in get_month_names("wide", locale=Locale.parse(language)).items():
                names.setdefault(locales.fold(name), month)
    return names


def _month(word: str) -> int | None:
    said = locales.fold(word)
    if said in _months():
        return _months()[said]
    meant = {month for name, month in _months().items() if name.startswith(said)}
    return meant.pop() if len(meant) == 1 and len(said) >= 3 else None
