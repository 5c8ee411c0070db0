"""Many messages, one transaction: rows collected while handling, written table by table.

Core's multi-row statements carry several times what one statement a row does; a reader in the same
transaction sees what was collected once ``Pending.flush`` has run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, text, update

from storage.schema import address, counter, metadata


class Pending:
    """Rows to insert, per table; every row of one table has the same columns."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: Table, **row: Any) -> None:
        """Collect one row."""
        self._rows[table].append(row)

    def flush(self, connection: Connection) -> None:
        """Write all that was collected, and start anew."""
        rows, self._rows = self._rows, defaultdict(list)
        for table in metadata.tables.values():
            if rows.get(table):
                connection.execute(insert(table), rows[table])


@dataclass(slots=True)
class Caller:
    """An address while its messages are handled; saved back when ``changed``.

    ``session`` is the sealed session as stored; the handlers open it when they need it.
    """

    id: str
    channel: str = ""
    path_sealed: bytes | None = None
    country: str = ""
    language: str = ""
    language_chosen: bool = False
    wrote_in: str = ""
    may_write: bool | None = None
    stopped_at: datetime | None = None
    last_in_at: datetime | None = None
    staff_id: str | None = None
    submission_id: str | None = None
    submission_at: datetime | None = None
    submission_class: str | None = None
    session_sealed: bytes | None = None
    for_other_until: datetime | None = None
    wrong_numbers: int = 0
    wrong_day: date | None = None
    changed: bool = field(default=False, compare=False)


_COLUMNS = tuple(name for name in Caller.__dataclass_fields__ if name != "changed")
_SELECT = select(*(address.c[name] for name in _COLUMNS))
_UPDATE = (
    update(address)
    .where(address.c.id == bindparam("b_id"))
    .values({name: bindparam(f"b_{name}") for name in _COLUMNS if name != "id"})
)


def callers(connection: Connection, lanes: Iterable[str]) -> dict[str, Caller]:
    """Load addresses by lane."""
    rows = connection.execute(_SELECT.where(address.c.id.in_(list(lanes))))
    return {row.id: Caller(*row) for row in rows}


def save_callers(connection: Connection, changed: Iterable[Caller]) -> None:
    """Write addresses back."""
    rows = [{f"b_{name}": getattr(caller, name) for name in _COLUMNS} for caller in changed]
    if rows:
        connection.execute(_UPDATE, rows)


def take_numbers(connection: Connection, name: str, count: int) -> list[int]:
    """Take ``count`` values of a sequence; values of a transaction that fails may be lost.

    Raises ``LookupError`` if the database has no such sequence: it was not migrated.
    """
    if connection.dialect.name == "postgresql":
        rows = connection.execute(
            text("SELECT nextval(:name) FROM generate_series(1, :count)"),
            {"name": f"{name}_seq", "count": count},
        )
        return [row[0] for row in rows]
    after = connection.execute(
        update(counter)
        .where(counter.c.name == name)
        .values(value=counter.c.value + count)
        .returning(counter.c.value)
    ).scalar()
    if after is None:
        raise LookupError(f"counter row {name!r} is missing: run `baraza migrate`")
    return list(range(after - count, after))
