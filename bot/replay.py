"""A file of messages through the whole journey, and an account of what came of each.

A rehearsal: it runs on a database of its own in DATA_DIR with a rehearsal roster, so that no alert
of it reaches anybody. Killed at any moment and started again it goes on where it was: what is
stored is stored once, what is handled is handled once, and the account says so.
"""

from __future__ import annotations

import asyncio
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from bot.app import BadSetting, Running, open_house
from bot.channels.terminal import Terminal
from bot.house import House
from bot.receive import warm_up
from bot.settings import Settings
from storage import people, pipe
from storage.schema import (
    address,
    alert,
    case,
    departing,
    flag,
    inbox,
    message,
    outbox,
    set_aside,
    staff,
    submission,
    waiting,
)

CHANNEL = "replay"
AT_ONCE = 500
POSTS = (
    ("Focal point", "focal", "P"),
    ("Coordinator", "coordinator", ""),
    ("Integrity", "integrity", "R"),
    ("Safeguarding", "safeguarding", "S"),
    ("Safeguarding partner", "safeguarding", "S"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the file: its place (from 1), and its words."""

    place: int
    text: str


def rows_of(path: Path, column: str) -> Iterator[Row]:
    """Read a TSV with a header and no quoting. Raises ``BadSetting`` naming what is wrong."""
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(reader, [])
            if column not in header:
                raise BadSetting(
                    f"--column: {path} has no column {column!r}; it has {', '.join(header)}"
                )
            at = header.index(column)
            for place, cells in enumerate(reader, 1):
                yield Row(place, cells[at] if at < len(cells) else "")
    except OSError as error:
        raise BadSetting(f"{path}: {error.strerror}") from error


async def replay(settings: Settings, path: Path, column: str, country: str) -> dict[str, Any]:
    """Replay a file and return the account."""
    rows = list(rows_of(path, column))
    if not settings.database_url:
        settings = settings.model_copy(
            update={"database_url": f"sqlite:///{settings.data_dir / 'replay.db'}"}
        )
    settings = settings.model_copy(update={"country": country or settings.country})
    async with open_house(settings) as house:
        house.channels = {CHANNEL: Terminal(CHANNEL)}
        house.rehearsal = True
        await house.db.write(_furnish, house, country)
        warm_up()
        started = time.monotonic()
        async with Running(house, ("worker",)):
            await _feed(house, rows, path.name, country)
            await _drained(house)
        seconds = time.monotonic() - started
        account = await house.db.read(_account, len(rows))
    account["seconds"] = round(seconds, 3)
    account["per_second"] = round(len(rows) / seconds, 1) if seconds else 0.0
    return account


async def _feed(house: House, rows: Sequence[Row], file: str, country: str) -> None:
    """Hand the messages to the door, as many at a time as a busy hour brings."""
    accept = house.accept
    assert accept is not None
    channel = house.channels[CHANNEL]
    for first in range(0, len(rows), AT_ONCE):
        raws = [
            raw
            for row in rows[first : first + AT_ONCE]
            for raw in channel.peek(
                {
                    "id": f"{file}:{row.place}",
                    "from": str(row.place),
                    "text": row.text,
                    "country": country,
                }
            )
        ]
        await accept(CHANNEL, raws)


async def _drained(house: House) -> None:
    """Wait until nothing waits to be handled or sent."""
    while True:
        left = await house.db.read(
            lambda connection: pipe.waiting_count(connection) + pipe.departing_count(connection)
        )
        if not left:
            return
        await asyncio.sleep(0.1)


def _furnish(connection: Connection, house: House, country: str) -> None:
    """Give the rehearsal its roster. Raises ``BadSetting`` where real people are on the staff."""
    channels = set(
        connection.execute(
            select(address.c.channel).join(staff, staff.c.address_id == address.c.id)
        ).scalars()
    )
    if channels - {CHANNEL}:
        raise BadSetting(
            "DATABASE_URL: people are on the staff of this database; a replay would alert them; "
            "give it an empty one, or unset DATABASE_URL"
        )
    known = set(
        connection.execute(select(staff.c.role).where(staff.c.country == country)).scalars()
    )
    if known:
        return
    now = house.clock()
    for place, (post, role, klass) in enumerate(POSTS):
        id = people.add_staff(connection, post, role, country, "en", now)
        lane = house.keys.lane(CHANNEL, f"post-{country}-{place}")
        connection.execute(
            insert(address).values(
                id=lane,
                created_at=now,
                channel=CHANNEL,
                path_sealed=house.keys.seal(
                    f"{CHANNEL}:post-{country}-{place}", "address.path", lane
                ),
                country=country,
                language="en",
                language_chosen=True,
                wrote_in="",
                staff_id=id,
                wrong_numbers=0,
            )
        )
        people.bind_staff(connection, id, lane)
        if klass:
            people.add_duty(connection, id, country, "", klass, rung=place + 1)


def _account(connection: Connection, rows: int) -> dict[str, Any]:
    """Account for every message by name."""

    def count(table: Any, *where: Any) -> int:
        return connection.execute(
            select(func.count()).select_from(table).where(*where)
        ).scalar_one()

    def by(column: Any, *where: Any) -> dict[str, int]:
        query = select(column, func.count()).where(*where).group_by(column)
        counts = {str(key): number for key, number in connection.execute(query)}
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    stored = count(inbox)
    aside = count(set_aside)
    handled = count(message)
    left = count(waiting)
    kinds = by(submission.c.kind, submission.c.form == "feedback")
    return {
        "messages": rows,
        "stored": stored,
        "handled": handled,
        "set_aside": aside,
        "set_aside_why": by(set_aside.c.reason),
        "waiting": left,
        "lost": rows - handled - aside - left,
        "outcomes": by(message.c.outcome),
        "greeted": count(message, message.c.outcome == "greeting"),
        "submissions": count(submission),
        "kinds": {key or "none": number for key, number in kinds.items()},
        "needs": count(submission, submission.c.need),
        "languages": by(message.c.language),
        "classes": by(submission.c.klass),
        "severities": by(submission.c.severity),
        "flags": by(flag.c.code),
        "cases": count(case),
        "alerts": count(alert),
        "alerts_why": by(alert.c.reason),
        "sent": by(outbox.c.text_id, outbox.c.state == "sent"),
        "unsent": count(departing),
    }


def tell(account: dict[str, Any]) -> str:
    """Write the account for a human."""
    lines = [
        f"{account['messages']} messages read, {account['stored']} stored, "
        f"{account['handled']} handled, {account['set_aside']} set aside, "
        f"{account['waiting']} waiting, {account['lost']} lost",
        f"in {account['seconds']} s: {account['per_second']} a second",
        "",
    ]
    for title, key in (
        ("Taken for", "outcomes"),
        ("Kinds", "kinds"),
        ("Languages", "languages"),
        ("Classes", "classes"),
        ("Severities", "severities"),
        ("Flags", "flags"),
        ("Sent", "sent"),
        ("Set aside because", "set_aside_why"),
    ):
        if account[key]:
            told = ", ".join(f"{name} {number}" for name, number in account[key].items())
            lines.append(f"{title}: {told}")
    lines.append(
        f"{account['submissions']} filed, {account['needs']} ask for help, "
        f"{account['cases']} cases, {account['alerts']} alerts"
    )
    return "\n".join(lines)
