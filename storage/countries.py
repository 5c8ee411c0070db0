"""What ISO and the United Nations say of a country: codes, region, groups, first areas.

Codes and names come from pycountry (ISO 3166-1 and 3166-2), regions and dated memberships from
``countries.toml``, other spellings of areas from ``areas.toml``; both name their sources.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).resolve().parent
_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes; ``regions`` are M49 codes, the widest first, () where we have none."""

    alpha2: str
    alpha3: str
    m49: str
    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One dated row: in a group from a day on, until the day it leaves (None: not decided)."""

    group: str
    country: str
    starts_on: date
    ends_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Subdivision:
    """An area as shipped: its ISO 3166-2 code ('' if it has none), parent's code, spellings."""

    code: str
    parent: str
    names: tuple[str, ...]


@lru_cache(maxsize=2)
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def programme_countries() -> tuple[str, ...]:
    """List the countries that are shipped with their areas, by alpha-2 code."""
    return tuple(sorted(_file("countries.toml")["regions"]))


@lru_cache(maxsize=512)
def is_country(code: str) -> bool:
    """Say whether this is an alpha-2 code of ISO 3166-1, in capitals."""
    import pycountry

    return len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None


def country(code: str) -> Country:
    """Look a country up by its ISO 3166-1 alpha-2 or alpha-3 code. Raises ``LookupError``."""
    import pycountry

    code = code.strip().upper()
    by_code = pycountry.countries.get
    found = by_code(alpha_3=code) if len(code) == 3 else by_code(alpha_2=code)
    if found is None:
        raise LookupError(f"{code!r} is no country of ISO 3166-1")
    regions = _file("countries.toml")["regions"].get(found.alpha_2, "")
    name = getattr(found, "common_name", found.name)
    return Country(found.alpha_2, found.alpha_3, found.numeric, name, tuple(regions.split()))


@lru_cache(maxsize=1)
def members() -> tuple[Member, ...]:
    """List every dated row of membership."""
    rows = _file("countries.toml")["members"]
    return tuple(
        Member(row["group"], row["country"], _day(row["from"]), _day(row.get("to")), row["source"])
        for row in rows
    )


def _day(value: date | int | None) -> Any:
    return date(value, 12, 31) if isinstance(value, int) else value


def groups(country: str, on: date) -> tuple[str, ...]:
    """Name the groups (LDC, LLDC, SIDS) a country belongs to on a day.

    On the day of graduation it no longer does.
    """
    return tuple(
        row.group
        for row in members()
        if row.country == country.upper()
        and row.starts_on <= on
        and (row.ends_on is None or on < row.ends_on)
    )


def subdivisions(country: str) -> list[Subdivision]:
    """List a country's areas as ISO 3166-2 has them, parents before their children.

    Empty for a country that has none.
    """
    import pycountry

    file = _file("areas.toml")
    spellings = file.get(country, {})
    skipped = file["skip"].get(country)
    listed: Any = pycountry.subdivisions
    rows = sorted(listed.get(country_code=country) or (), key=lambda row: row.code)
    known = {row.code for row in rows if row.type != skipped}
    found = []
    for row in rows:
        if row.type == skipped:
            continue
        suffix = row.code.partition("-")[2]
        own = [name.strip() for name in spellings.get(suffix, "").split(";") if name.strip()]
        names = tuple(dict.fromkeys([*own, *_of_iso(row.name, bare=not own)]))
        parent = row.parent_code if row.parent_code in known else ""
        found.append(Subdivision(row.code, parent or "", names))
    more = [
        Subdivision(
            "", f"{country}-{suffix}" if suffix else "", tuple(map(str.strip, name.split(";")))
        )
        for suffix, names in file["more"].get(country, {}).items()
        for name in names
    ]
    depth = {one.code: one.parent for one in found}
    return sorted([*found, *more], key=lambda one: len(list(_chain(depth, one.parent))))


def _of_iso(name: str, *, bare: bool) -> Iterator[str]:
    """Give a name of ISO 3166-2, and the one without what stands in brackets."""
    plain = _BRACKETS.sub("", name).strip()
    if bare and plain != name:
        yield plain
    yield name
    yield plain


def _chain(parents: dict[str, str], code: str) -> Iterator[str]:
    while code:
        yield code
        code = parents.get(code, "")
