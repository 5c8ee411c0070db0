"""Areas, their names and their outlines."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.batch import insert_rows
from storage.ids import new_id
from storage.schema import area, area_name, area_outline, counter

SHIPPED, IMPORTED, CORRECTION, CODE = "shipped", "import", "correction", "code"
"""Where a name comes from; ``code`` is the P-code of an area that has an ISO 3166-2 code too."""

VERSION = "areas"
LONGEST_NAME = 120  # characters, as the columns have it


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of all countries: their names, parents, and who bears which folded name.

    ``by_name`` is kept by country; ``indexes`` is for those who search, who may keep there what
    they have worked out from the rest.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    by_name: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    indexes: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def chain(self, area_id: str | None) -> tuple[str, ...]:
        """List an area and its parents, the nearest first."""
        chain: list[str] = []
        while area_id is not None and area_id not in chain:
            chain.append(area_id)
            area_id = self.parents.get(area_id)
        return tuple(chain)


_kept: tuple[int, Areas] | None = None


def areas(connection: Connection) -> Areas:
    """Give all areas: read once in this process for every version of them.

    Every write draws a new version at random (``changed``), so that a version names one content,
    whatever the database, and one that was rolled back never comes again.
    """
    global _kept
    version = connection.execute(select(counter.c.value).where(counter.c.name == VERSION)).scalar()
    kept = _kept
    if kept is not None and kept[0] == version:
        return kept[1]
    read = _read(connection)
    for country, named in read.by_name.items():
        if kept is None or kept[1].by_name.get(country) != named:
            continue
        if (index := kept[1].indexes.get(country)) is not None:
            read.indexes[country] = index
    if version is not None:
        _kept = version, read
    return read


def _read(connection: Connection) -> Areas:
    names: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    alone: dict[str, tuple[str, ...]] = {}  # each area's id once, however many names it has
    countries: dict[str, str] = {}
    for row in connection.execute(select(area.c.id, area.c.name, area.c.parent_id, area.c.country)):
        alone[row.id] = (row.id,)
        names[row.id], countries[row.id] = row.name, row.country
        parents[row.id] = alone.get(row.parent_id, (row.parent_id,))[0]
    by_name: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for id, folded in connection.execute(
        select(area_name.c.area_id, area_name.c.folded).order_by(area_name.c.area_id)
    ):
        if id not in alone:
            continue
        named = by_name[countries[id]]
        others = named.get(folded)
        named[folded] = alone[id] if others is None else (*others, id)
    return Areas(names, parents, dict(by_name))


def changed(connection: Connection) -> None:
    """Say that areas were written: every process reads them anew."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(counter).values(name=VERSION, value=secrets.randbits(62))
    connection.execute(
        row.on_conflict_do_update(
            index_elements=[counter.c.name], set_={"value": row.excluded.value}
        )
    )


def add_area(
    connection: Connection,
    country: str,
    name: str,
    level: int,
    folded: tuple[str, ...],
    code: str = "",
    parent_id: str | None = None,
) -> str:
    """Add an area with its folded names and return its id."""
    id = new_id()
    connection.execute(
        insert(area).values(
            id=id, country=country, name=name, level=level, code=code, parent_id=parent_id
        )
    )
    connection.execute(
        insert(area_name), [{"area_id": id, "folded": one} for one in sorted(set(folded))]
    )
    changed(connection)
    return id


# A country's areas, to be written -----------------------------------------------------------------


@dataclass(slots=True)
class Stored:
    """An area's row with its names (folded, with their source), as they are in the database."""

    id: str
    country: str
    name: str
    level: int
    code: str
    parent_id: str | None
    names: dict[str, str] = field(default_factory=dict)
    new: bool = False


def stored(connection: Connection, country: str) -> dict[str, Stored]:
    """Read a country's areas with their names, parents before their children."""
    rows = connection.execute(
        select(area.c.id, area.c.country, area.c.name, area.c.level, area.c.code, area.c.parent_id)
        .where(area.c.country == country)
        .order_by(area.c.level, area.c.name, area.c.id)
    )
    found = {row.id: Stored(*row) for row in rows}
    named = connection.execute(
        select(area_name.c.area_id, area_name.c.folded, area_name.c.source)
        .join_from(area_name, area, area.c.id == area_name.c.area_id)
        .where(area.c.country == country)
    )
    for row in named:
        found[row.area_id].names[row.folded] = row.source
    return found


@dataclass(frozen=True, slots=True)
class Outline:
    """An area's outline: west, south, east, north in degrees (WGS 84), and well-known binary."""

    area_id: str
    bounds: tuple[float, float, float, float]
    shape: bytes


def save(
    connection: Connection,
    before: Mapping[str, Stored],
    after: Iterable[Stored],
    outlines: Sequence[Outline] = (),
) -> None:
    """Write what differs: areas that are new or have changed, names that are new, outlines."""
    rows, named = [], []
    touched = bool(outlines)
    for one in after:
        old = before.get(one.id)
        row = {
            "id": one.id,
            "country": one.country,
            "parent_id": one.parent_id,
            "level": one.level,
            "code": one.code,
            "name": one.name,
        }
        if old is None:
            rows.append(row)
        elif (old.name, old.level, old.code, old.parent_id) != (
            one.name,
            one.level,
            one.code,
            one.parent_id,
        ):
            connection.execute(update(area).where(area.c.id == one.id).values(**row))
            touched = True
        known = old.names if old else {}
        named += [
            {"area_id": one.id, "folded": folded, "source": source}
            for folded, source in one.names.items()
            if folded not in known
        ]
    insert_rows(connection, area, rows)
    insert_rows(connection, area_name, named)
    if outlines:
        ids = [one.area_id for one in outlines]
        for first in range(0, len(ids), 500):
            some = ids[first : first + 500]
            connection.execute(delete(area_outline).where(area_outline.c.area_id.in_(some)))
        sides = ("west", "south", "east", "north")
        insert_rows(
            connection,
            area_outline,
            [
                {
                    "area_id": one.area_id,
                    **dict(zip(sides, one.bounds, strict=True)),
                    "shape": one.shape,
                }
                for one in outlines
            ],
        )
    if touched or rows or named:
        changed(connection)


def learn(connection: Connection, area_id: str, folded: str) -> bool:
    """Add a name that a correction taught; False where the area has it already."""
    there = connection.execute(
        select(area_name.c.source).where(
            area_name.c.area_id == area_id, area_name.c.folded == folded
        )
    ).first()
    if there is not None:
        return False
    connection.execute(insert(area_name).values(area_id=area_id, folded=folded, source=CORRECTION))
    changed(connection)
    return True


def is_given_name(connection: Connection, country: str, folded: str) -> bool:
    """Say whether an area of a country is called so by whoever shipped or imported it."""
    return (
        connection.execute(
            select(area_name.c.area_id)
            .join_from(area_name, area, area.c.id == area_name.c.area_id)
            .where(
                area_name.c.folded == folded,
                area.c.country == country,
                area_name.c.source != CORRECTION,
            )
            .limit(1)
        ).first()
        is not None
    )


def country_of(connection: Connection, area_id: str) -> str | None:
    """Give the country of an area; None for no area of ours."""
    return connection.execute(select(area.c.country).where(area.c.id == area_id)).scalar()


def outlines_around(
    connection: Connection, country: str, latitude: float, longitude: float
) -> list[tuple[str, bytes]]:
    """List a country's outlines whose bounds hold a point, the deepest level first."""
    rows = connection.execute(
        select(area.c.id, area_outline.c.shape)
        .join_from(area_outline, area, area.c.id == area_outline.c.area_id)
        .where(
            area.c.country == country,
            area_outline.c.west <= longitude,
            area_outline.c.east >= longitude,
            area_outline.c.south <= latitude,
            area_outline.c.north >= latitude,
        )
        .order_by(area.c.level.desc(), area.c.id)
    )
    return [(row.id, row.shape) for row in rows]
