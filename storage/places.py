"""Areas and their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from storage.ids import new_id
from storage.schema import area, area_name


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of all countries: their names, parents, and who bears which folded name."""

    names: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)
    by_name: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def chain(self, area_id: str | None) -> tuple[str, ...]:
        """List an area and its parents, the nearest first."""
        chain: list[str] = []
        while area_id is not None and area_id not in chain:
            chain.append(area_id)
            area_id = self.parents.get(area_id)
        return tuple(chain)


def areas(connection: Connection) -> Areas:
    """Read all areas."""
    names: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    countries: dict[str, str] = {}
    for row in connection.execute(select(area.c.id, area.c.name, area.c.parent_id, area.c.country)):
        names[row.id], parents[row.id], countries[row.id] = row.name, row.parent_id, row.country
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, folded in connection.execute(select(area_name.c.area_id, area_name.c.folded)):
        found[countries.get(id, ""), folded].append(id)
    return Areas(names, parents, {key: tuple(ids) for key, ids in found.items()})


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
    return id
