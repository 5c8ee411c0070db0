"""The clock's round with the digests: when one is due, and that nobody has it twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, insert, update
from sqlalchemy.engine import Engine

from handlers import promise, rhythm, rounds
from storage import people
from storage.digests import Reader
from storage.ids import new_id
from storage.schema import address, case, job_slot, outbox, submission
from tests.conftest import OpenPipe, Pipe

SEVEN = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday in Nairobi
COUNTRIES = ["KE", "EG", "JO", "NP", "BN", "HT", "PG", "AF", "IR", "IL", "SO", "XX", "US", "KI", ""]


def reader(country: str = "KE", **more: object) -> Reader:
    values = {
        "staff_id": "1",
        "role": "focal",
        "country": country,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        "digest": "",
        "hour": 7,
        "by": "chat",
        "mail_id": None,
    }
    return Reader(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("country", "day", "kind", "due"),
    [
        ("KE", date(2026, 11, 23), "weekly", True),
        ("KE", date(2026, 11, 24), "weekly", False),
        ("KE", date(2026, 11, 28), "daily", False),  # Saturday
        ("KE", date(2026, 10, 20), "daily", False),  # Mashujaa Day
        ("KE", date(2026, 4, 6), "weekly", False),  # Easter Monday
        ("KE", date(2026, 4, 7), "weekly", True),
        ("JO", date(2026, 11, 22), "weekly", True),  # Sunday begins the week
        ("JO", date(2026, 11, 23), "weekly", False),
        ("IR", date(2026, 11, 28), "weekly", True),  # they rest on Friday: Saturday begins it
        ("BD", date(2026, 11, 27), "daily", False),
        ("XX", date(2026, 11, 23), "weekly", True),
    ],
)
def test_working_days_and_weeks_are_the_countrys_own(
    country: str, day: date, kind: str, due: bool
) -> None:
    assert rhythm.is_due_day(country, day, kind) is due


@given(
    country=st.sampled_from(COUNTRIES),
    hour=st.integers(0, 23),
    kind=st.sampled_from(["daily", "weekly"]),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(
        lambda moment: moment.replace(tzinfo=UTC)
    ),
)
def test_one_follows_the_other_without_a_gap(
    country: str, hour: int, kind: str, now: datetime
) -> None:
    last = rhythm.latest(country, hour, kind, now)
    next = rhythm.following(country, hour, kind, now)
    assert last <= now < next
    assert rhythm.following(country, hour, kind, last) == next
    assert rhythm.latest(country, hour, kind, next) == next
    zone = promise.zone(country) if country else ZoneInfo("UTC")
    local = next.astimezone(zone)
    assert rhythm.is_due_day(country, local.date(), kind)
    # an hour that a change of the clock leaves out is the one after it
    assert local.hour in (hour, (hour + 1) % 24)


def test_what_is_due_is_made_up_for_half_a_day() -> None:
    for late, owed in ((timedelta(), True), (timedelta(hours=11, minutes=59), True)):
        assert (rhythm.to_make(reader(), SEVEN + late) == SEVEN) is owed
    assert rhythm.to_make(reader(), SEVEN + timedelta(hours=12)) is None
    weekly = reader(role="coordinator")
    monday = SEVEN - timedelta(days=1)
    assert rhythm.to_make(weekly, monday + timedelta(days=2, hours=23)) == monday
    assert rhythm.to_make(weekly, monday + timedelta(days=3)) is None
    assert rhythm.to_make(reader(digest="never"), SEVEN) is None
    assert rhythm.to_make(reader(created_at=SEVEN + timedelta(minutes=1)), SEVEN) is None


# On both databases --------------------------------------------------------------------------------


async def staffed(pipe: Pipe, count: int = 1) -> None:
    """Put people on duty who have a digest each, and let there be something to tell."""

    def write(connection: Connection) -> None:
        for place in range(count):
            id = people.add_staff(connection, f"Post {place}", "focal", "KE", "en", pipe.time())
            lane = pipe.lane(f"focal {place}")
            people.bind_staff(connection, id, lane)
            people.add_duty(connection, id, "KE")
            path = pipe.house.keys.seal(f"line:focal {place}", "address.path", lane)
            connection.execute(
                insert(address).values(
                    id=lane,
                    created_at=pipe.time(),
                    channel=pipe.line.name,
                    path_sealed=path,
                    country="KE",
                    staff_id=id,
                )
            )

    await pipe.house.db.write(write)
    for name in ("mother", "father"):
        await pipe.says(name, "The market road has a big hole, cars cannot pass")
    await pipe.settles()
    pipe.line.sent.clear()


async def test_two_clocks_send_it_once(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    await staffed(one, 5)
    one.time.now = SEVEN
    counts = await asyncio.gather(one.clock.once(), two.clock.once())
    assert sum(count["digests"] for count in counts) == 5
    await one.settles()
    assert [outgoing.text_id for _, outgoing in one.line.sent] == ["digest"] * 5
    assert await one.count(job_slot, job_slot.c.job == "digest") == 5
    one.time.passes(minutes=5)
    assert (await one.clock.once())["digests"] == 0


async def test_what_fails_half_way_is_sent_whole_the_next_time(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await staffed(pipe, 3)
    pipe.time.now = SEVEN

    def fail(*_: object) -> bool:
        raise RuntimeError("half-way")

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "_tell", fail)
        assert (await pipe.clock.once())["digests"] == 0
    assert await pipe.count(job_slot, job_slot.c.job == "digest") == 0
    pipe.time.passes(minutes=1)
    assert (await pipe.clock.once())["digests"] == 3
    await pipe.settles()
    (_, outgoing), *_ = pipe.line.sent
    assert "2 need you." in outgoing.text and "WAITING 2" in outgoing.text


async def test_more_people_need_no_more_statements(pipe: Pipe) -> None:
    """Nothing is asked of the database once a person, nor once a matter."""

    async def statements(count: int) -> int:
        said: list[str] = []

        def note(_c: object, _k: object, statement: str, *_: object) -> None:
            said.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert await pipe.clock.digests() == count
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(said)

    await staffed(pipe, 3)
    pipe.time.now = SEVEN
    few = await statements(3)
    await staffed_more(pipe, 30)
    pipe.time.now = SEVEN + timedelta(days=1)
    assert await statements(33) <= few + 2


async def staffed_more(pipe: Pipe, count: int) -> None:
    """Add people, and matters of each of them."""

    def write(connection: Connection) -> None:
        for place in range(100, 100 + count):
            id = people.add_staff(connection, f"Post {place}", "focal", "KE", "en", pipe.time())
            lane = pipe.lane(f"focal {place}")
            people.bind_staff(connection, id, lane)
            people.add_duty(connection, id, "KE")
            connection.execute(
                insert(address).values(
                    id=lane, created_at=pipe.time(), channel=pipe.line.name, staff_id=id
                )
            )
            matter = new_id()
            connection.execute(
                insert(case).values(
                    id=matter,
                    number=f"{99000000 + place}",
                    country="KE",
                    topic="water",
                    klass="P",
                    severity="normal",
                    state="acknowledged",
                    owner_id=id,
                    opened_at=pipe.time(),
                )
            )

    await pipe.house.db.write(write)


async def test_everything_a_coordinator_reads_comes_from_both_databases(pipe: Pipe) -> None:
    await staffed(pipe, 1)

    def write(connection: Connection) -> None:
        id = people.add_staff(connection, "Head", "coordinator", "KE", "en", pipe.time())
        people.bind_staff(connection, id, pipe.lane("head"))
        path = pipe.house.keys.seal("line:head", "address.path", pipe.lane("head"))
        connection.execute(
            insert(address).values(
                id=pipe.lane("head"),
                created_at=pipe.time(),
                channel=pipe.line.name,
                path_sealed=path,
                country="KE",
                staff_id=id,
            )
        )
        connection.execute(update(case).values(promised_on=date(2026, 11, 25)))
        connection.execute(update(submission).values(area_id=None))

    await pipe.house.db.write(write)
    pipe.time.now = SEVEN + timedelta(days=6)
    await pipe.clock.once()
    await pipe.settles()
    (week,) = [outgoing.text for who, outgoing in pipe.line.sent if who == "head"]
    assert "STUCK 2" in week and "PROMISES: 2 due, 0 kept, 2 slipped." in week
    assert "LINES: 2 received, 2 handled." in week and "HEARD: 2" in week


async def test_a_digest_that_is_of_no_use_any_more_is_not_sent(pipe: Pipe) -> None:
    await staffed(pipe, 1)
    pipe.time.now = SEVEN
    await pipe.clock.once()
    (row,) = await pipe.rows(outbox, outbox.c.text_id == "digest")
    assert row.expires_at == SEVEN + timedelta(hours=12)
    assert row.dedupe_key.startswith("digest:") and row.priority == 2
