"""Many messages, one transaction: rows collected while handling, written table by table.

Core's multi-row statements carry several times what one statement a row does; a reader in the same
transaction sees what was collected once ``Pending.flush`` has run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, bindparam, insert, select, text, update
from sqlalchemy.types import TypeEngine

from storage.schema import Utc, address, counter, metadata

Bind = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows with the same columns in one statement.

    The statement is Core's, compiled once per table and columns; the values go to the driver as
    tuples, which costs a third of what Core's own handling of each parameter does.
    """
    if not rows:
        return
    sql, order = _compiled(table, tuple(rows[0]), connection.dialect)
    connection.exec_driver_sql(sql, [order.values(row) for row in rows])


@dataclass(frozen=True, slots=True)
class _Order:
    """In which order a compiled statement takes its values, and which of them are converted."""

    given: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    binds: tuple[tuple[int, Bind], ...]
    defaults: Mapping[str, Any]

    def values(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Give a row's values as the statement takes them."""
        values = list(self.given({**self.defaults, **row} if self.defaults else row))
        for at, bind in self.binds:
            if values[at] is not None:
                values[at] = bind(values[at])
        return tuple(values)


def _order(columns: Sequence[Column[Any]], dialect: Dialect, given: Collection[str]) -> _Order:
    binders = [_binder(column.type, dialect) for column in columns]
    return _Order(
        itemgetter(*(column.name for column in columns)),
        tuple((at, bind) for at, bind in enumerate(binders) if bind is not None),
        {
            column.name: getattr(column.default, "arg", None)
            for column in columns
            if column.name not in given
        },
    )


@lru_cache(maxsize=256)
def _compiled(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, _Order]:
    """Compile an insert of these columns; a column that is not given has its constant default."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    columns = [table.c[name] for name in compiled.positiontup or names]
    return str(compiled), _order(columns, dialect, names)


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Bind | None:
    bind = kind.dialect_impl(dialect).bind_processor(dialect)
    # One batch writes the same few instants again and again.
    return lru_cache(maxsize=512)(bind) if bind is not None and isinstance(kind, Utc) else bind


_Rows = dict[Table, dict[tuple[str, ...], list[dict[str, Any]]]]


class Pending:
    """Rows to insert, per table; those with the same columns go in one statement."""

    def __init__(self) -> None:
        self._rows: _Rows = defaultdict(lambda: defaultdict(list))

    def add(self, table: Table, **row: Any) -> None:
        """Collect one row."""
        self._rows[table][tuple(row)].append(row)

    def flush(self, connection: Connection) -> None:
        """Write all that was collected, and start anew."""
        rows, self._rows = self._rows, defaultdict(lambda: defaultdict(list))
        if not rows:
            return
        for table in metadata.tables.values():
            for same_columns in rows.get(table, {}).values():
                insert_rows(connection, table, same_columns)


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
_GET = attrgetter(*_COLUMNS)
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


def save_callers(connection: Connection, changed: Sequence[Caller]) -> None:
    """Write addresses back."""
    if not changed:
        return
    sql, order = _compiled_update(connection.dialect)
    connection.exec_driver_sql(sql, [order.values(_fields(caller)) for caller in changed])


def _fields(caller: Caller) -> dict[str, Any]:
    return dict(zip(_COLUMNS, _GET(caller), strict=True))


@lru_cache(maxsize=8)
def _compiled_update(dialect: Dialect) -> tuple[str, _Order]:
    compiled = _UPDATE.compile(dialect=dialect)
    names = [name.removeprefix("b_") for name in compiled.positiontup or compiled.params]
    return str(compiled), _order([address.c[name] for name in names], dialect, names)


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
