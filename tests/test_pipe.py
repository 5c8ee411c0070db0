"""The pipe's promises: stored once or not at all, handled once and in order, and nobody is blocked.

On SQLite and on PostgreSQL, except where only one of them can fail in that way.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import OperationalError

from bot.channels.base import Busy, Raw, Unparsable
from bot.receive import MOST_QUEUED, Stuck, Worker
from handlers import dispatch
from storage import pipe as statements
from storage.schema import (
    address,
    case,
    case_event,
    inbox,
    message,
    outbox,
    set_aside,
    submission,
    waiting,
)
from storage.types import Address
from tests.conftest import OpenPipe, Pipe, Postgres

PUMP = "The water pump in our village is broken since two weeks"


# Accepting ----------------------------------------------------------------------------------------


async def test_a_delivery_that_is_repeated_is_stored_once(pipe: Pipe) -> None:
    await pipe.accept(pipe.raw("mother", PUMP, id="7"))
    await pipe.accept(pipe.raw("mother", PUMP, id="7"), pipe.raw("mother", PUMP, id="7"))
    await asyncio.gather(*(pipe.accept(pipe.raw("mother", PUMP, id="7")) for _ in range(10)))
    assert await pipe.count(inbox) == 1
    assert await pipe.count(waiting) == 1


async def test_a_delivery_that_is_repeated_after_it_was_handled_is_not_handled_again(
    pipe: Pipe,
) -> None:
    await pipe.accept(pipe.raw("mother", PUMP, id="7"))
    await pipe.settles()
    await pipe.accept(pipe.raw("mother", PUMP, id="7"))
    await pipe.settles()
    assert await pipe.count(message) == 1
    assert pipe.line.heard_by("mother") == ["receipt"]


async def test_the_same_key_on_two_channels_is_two_messages(pipe: Pipe) -> None:
    raw = pipe.raw("mother", PUMP, id="7")
    assert pipe.house.accept is not None
    await pipe.house.accept("line", [raw])
    await pipe.house.accept("other", [raw])
    assert await pipe.count(inbox) == 2


async def test_two_processes_that_store_the_same_delivery_store_it_once(
    open_pipe: OpenPipe,
) -> None:
    one, two = await open_pipe(), await open_pipe()
    ids = [str(n) for n in range(60)]

    async def deliver(pipe: Pipe, order: list[str]) -> None:
        for id in order:
            await pipe.accept(pipe.raw(f"person {id}", PUMP, id=id))

    await asyncio.gather(deliver(one, ids), deliver(two, ids))
    assert await one.count(inbox) == 60
    assert await one.count(waiting) == 60


async def test_many_deliveries_at_once_share_few_commits(pipe: Pipe) -> None:
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(500)))
    assert await pipe.count(waiting) == 500
    assert pipe.writes.count("store") <= 3


async def test_nothing_to_accept_touches_nothing(pipe: Pipe) -> None:
    await pipe.accept()
    assert pipe.writes == []


@pytest.mark.parametrize(
    "key", ["k" * 65, "k" * 10_000, "ключ", "with\0nul", "lone \ud800 surrogate", ""]
)
async def test_any_key_is_stored_once(pipe: Pipe, key: str) -> None:
    raw = Raw(key, Address("line", "mother"), b"{}")
    await pipe.accept(raw)
    await pipe.accept(raw)
    (row,) = await pipe.rows(inbox)
    assert len(row.event_key) <= 64


async def test_any_address_has_a_lane(pipe: Pipe) -> None:
    paths = ["\0", "\ud800", "x" * 5000, "", "+254700 123 001"]
    await pipe.accept(*(Raw(path[:3], Address("line", path), b"{}") for path in paths))
    assert len({row.lane for row in await pipe.rows(inbox)}) == len(paths)


async def test_a_full_disk_is_told_and_leaves_nothing_half_stored(sqlite_pipe: Pipe) -> None:
    pipe = sqlite_pipe
    await pipe.says("mother", PUMP)

    def fill(connection: Connection) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def clear(connection: Connection) -> None:
        connection.execute(text("PRAGMA max_page_count = 1000000"))

    await pipe.house.db.write(fill)
    large = pipe.raw("father", PUMP * 200)
    with pytest.raises(Busy):
        await pipe.accept(large)
    assert await pipe.count(inbox) == await pipe.count(waiting) == await pipe.count(address) == 1
    await pipe.house.db.write(clear)
    await pipe.accept(large)
    await pipe.settles()
    assert await pipe.accounts() == {"inbox": 2, "message": 2, "set_aside": 0, "waiting": 0}


@pytest.mark.postgres
async def test_a_database_that_goes_away_is_told_and_found_again(
    postgres_pipe: Pipe, postgres_database: str, postgres: Postgres
) -> None:
    pipe = postgres_pipe
    await pipe.says("mother", PUMP)
    postgres.refuse(postgres_database, True)
    postgres.hang_up(postgres_database)
    again = pipe.raw("mother", "And the road is cut")
    with pytest.raises(Busy):
        await pipe.accept(again)
    postgres.refuse(postgres_database, False)
    await pipe.accept(again)
    await pipe.settles()
    assert await pipe.accounts() == {"inbox": 2, "message": 2, "set_aside": 0, "waiting": 0}


async def test_one_bad_row_does_not_turn_its_neighbours_away(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = pipe.raw("stranger", "bad", id="bad")
    store = statements.store

    def refuse(connection: Connection, rows: Any, now: Any) -> int:
        if any(row.event_key == "bad" for row in rows):
            raise ValueError("this row cannot be stored")
        return store(connection, rows, now)

    monkeypatch.setattr(statements, "store", refuse)
    deliveries = [pipe.raw(f"person {n}", PUMP) for n in range(5)]
    ends = await asyncio.gather(
        *(pipe.accept(one) for one in [*deliveries[:2], bad, *deliveries[2:]]),
        return_exceptions=True,
    )
    assert [type(end) for end in ends] == [type(None)] * 2 + [Busy] + [type(None)] * 3
    assert await pipe.count(waiting) == 5


async def test_more_than_the_queue_holds_is_turned_away_not_piled_up(pipe: Pipe) -> None:
    raws = [pipe.raw(f"person {n % 50}", "x") for n in range(MOST_QUEUED + 1)]
    with pytest.raises(Busy):
        await pipe.accept(*raws)
    await pipe.accept(pipe.raw("mother", PUMP))
    assert await pipe.count(inbox) == 1


async def test_a_caller_who_hangs_up_takes_nobody_else_along(pipe: Pipe) -> None:
    gone = asyncio.create_task(pipe.says("hangs up", PUMP))
    stays = asyncio.create_task(pipe.says("stays", PUMP))
    for _ in range(3):
        await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert pipe.lane("stays") in {row.lane for row in await pipe.rows(inbox)}


# Handling -----------------------------------------------------------------------------------------


async def test_what_an_address_says_is_handled_in_the_order_it_was_said(pipe: Pipe) -> None:
    said = {who: [f"{who} says the road is cut, {n}" for n in range(45)] for who in ("a", "b", "c")}
    for n in range(45):
        await pipe.accept(*(pipe.raw(who, texts[n]) for who, texts in said.items()))
    handled: list[str] = []
    take = dispatch.handle

    def watch(desk: Any, caller: Any, event: Any) -> str:
        handled.append(event.text)
        return take(desk, caller, event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "handle", watch)
        await pipe.handles()
    for who, texts in said.items():
        assert [words for words in handled if words.startswith(f"{who} ")] == texts


async def test_the_longest_waiting_are_handled_first_whatever_their_lane(pipe: Pipe) -> None:
    pipe.worker = Worker(pipe.house, lanes_at_once=4)
    people = sorted((f"person {n}" for n in range(16)), key=pipe.lane, reverse=True)
    for who in people:
        await pipe.says(who, PUMP)
    await pipe.worker.once()
    handled = {row.address_id for row in await pipe.rows(message)}
    assert handled == {pipe.lane(who) for who in people[:4]}


async def test_many_people_are_handled_in_few_transactions(pipe: Pipe) -> None:
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(150)))
    assert await pipe.worker.once() == 150
    assert await pipe.count(submission) == 150


async def test_two_workers_handle_each_message_once(open_pipe: OpenPipe) -> None:
    pipes = [await open_pipe(), await open_pipe()]
    for pipe in pipes:
        pipe.worker = Worker(pipe.house, lanes_at_once=5)
    people = [f"person {n}" for n in range(30)]
    for n in range(10):
        await pipes[0].accept(*(pipes[0].raw(who, f"The road is cut, {n}") for who in people))
    assert await pipes[0].count(waiting) == 300

    async def work(pipe: Pipe) -> None:
        # A worker whose lanes are all held by the other has nothing to do just now.
        while await pipe.count(waiting):
            await pipe.worker.once()

    await asyncio.gather(*(work(pipe) for pipe in pipes))
    accounts = await pipes[0].accounts()
    assert accounts == {"inbox": 300, "message": 300, "set_aside": 0, "waiting": 0}
    # Ten messages in a row are one submission with one case and one receipt.
    assert await pipes[0].count(submission) == 30
    assert await pipes[0].count(case) == 30
    opened = Counter(row.case_id for row in await pipes[0].rows(case_event))
    assert set(opened.values()) == {1}
    receipts = Counter(
        row.address_id for row in await pipes[0].rows(outbox, outbox.c.text_id == "receipt")
    )
    assert receipts == {pipes[0].lane(who): 1 for who in people}


async def test_two_workers_on_the_same_person_file_one_submission(open_pipe: OpenPipe) -> None:
    one, two = await open_pipe(), await open_pipe()
    await one.says("mother", PUMP, "There is no water since Monday", "The road is cut too")

    async def work(pipe: Pipe) -> None:
        while await pipe.count(waiting):
            await pipe.worker.once()

    await asyncio.gather(work(one), work(two))
    assert await one.count(submission) == 1
    assert await one.bodies() == [PUMP, "There is no water since Monday", "The road is cut too"]


def _poisons(pipe: Pipe, words: str, error: Exception) -> Counter[str]:
    """Make handling these words fail; what was tried is counted."""
    tried: Counter[str] = Counter()

    def poison(payload: dict[str, Any]) -> None:
        tried[payload["text"]] += 1
        if payload["text"] == words:
            raise error

    pipe.line.poison = poison
    return tried


async def test_a_poisoned_message_is_set_aside_and_blocks_nobody(pipe: Pipe) -> None:
    tried = _poisons(pipe, "poison", RuntimeError("a bug"))
    await pipe.accept(
        *(pipe.raw(f"person {n}", PUMP) for n in range(20)),
        pipe.raw("mother", "The first thing she says is about the school"),
        pipe.raw("mother", "poison"),
        pipe.raw("mother", "The last thing she says is about the clinic"),
        *(pipe.raw(f"neighbour {n}", PUMP) for n in range(20)),
    )
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 43, "message": 42, "set_aside": 1, "waiting": 0}
    (aside,) = await pipe.rows(set_aside)
    assert aside.reason == "RuntimeError in 3 tries"
    assert tried["poison"] == 3
    (kept,) = await pipe.rows(inbox, inbox.c.id == aside.id)
    opened = pipe.house.keys.open(kept.raw_sealed, "inbox.raw", kept.id)
    assert b"poison" in opened
    bodies = await pipe.bodies()
    assert "The last thing she says is about the clinic" in bodies


async def test_a_bug_in_the_handlers_sets_only_its_message_aside(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = dispatch.handle

    def fail(desk: Any, caller: Any, event: Any) -> str:
        outcome = take(desk, caller, event)
        if event.text == "poison":
            raise KeyError("after half of the work")
        return outcome

    monkeypatch.setattr(dispatch, "handle", fail)
    await pipe.accept(
        pipe.raw("mother", PUMP), pipe.raw("father", "poison"), pipe.raw("sister", PUMP)
    )
    await pipe.settles()
    assert await pipe.accounts() == {"inbox": 3, "message": 2, "set_aside": 1, "waiting": 0}
    assert await pipe.letters("father") == []  # the half that was done is undone


async def test_a_poisoned_message_is_tried_alone(pipe: Pipe) -> None:
    _poisons(pipe, "poison", RuntimeError("a bug"))
    await pipe.accept(pipe.raw("mother", "poison"), pipe.raw("father", PUMP))
    await pipe.worker.once()  # together: rolled back
    assert await pipe.count(message) == 0
    tries = {row.lane: row.tries for row in await pipe.rows(waiting)}
    assert tries == {pipe.lane("mother"): 1, pipe.lane("father"): 0}
    await pipe.worker.once()  # alone
    assert {row.lane: row.tries for row in await pipe.rows(waiting)} == {
        pipe.lane("mother"): 2,
        pipe.lane("father"): 0,
    }


async def test_two_poisoned_messages_are_both_set_aside(pipe: Pipe) -> None:
    def poison(payload: dict[str, Any]) -> None:
        if "poison" in payload["text"]:
            raise RuntimeError("a bug")

    pipe.line.poison = poison
    await pipe.accept(
        pipe.raw("a", "poison 1"),
        pipe.raw("b", PUMP),
        pipe.raw("c", "poison 2"),
        pipe.raw("d", PUMP),
        pipe.raw("a", PUMP),
    )
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 5, "message": 3, "set_aside": 2, "waiting": 0}


async def test_what_no_event_can_be_made_of_is_set_aside_with_the_reason(pipe: Pipe) -> None:
    tried = _poisons(pipe, "riddle", Unparsable("field text is a riddle"))
    await pipe.accept(
        pipe.raw("mother", "riddle"), pipe.raw("mother", PUMP), pipe.raw("father", PUMP)
    )
    assert await pipe.worker.once() == 3
    (aside,) = await pipe.rows(set_aside)
    assert aside.reason == "unparsable: field text is a riddle"
    assert tried["riddle"] == 1
    assert (await pipe.rows(inbox, inbox.c.id == aside.id))[0].raw_sealed is not None
    assert await pipe.count(message) == 2


async def test_a_message_of_a_channel_that_is_switched_off_is_kept(pipe: Pipe) -> None:
    raw = pipe.raw("mother", PUMP)
    assert pipe.house.accept is not None
    await pipe.house.accept("gone", [raw])
    await pipe.handles()
    (aside,) = await pipe.rows(set_aside)
    assert aside.reason == "unparsable: channel gone is not set up here"


def _passing_error() -> OperationalError:
    import sqlite3

    return OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))


async def test_trouble_of_the_database_is_no_fault_of_the_message(pipe: Pipe) -> None:
    trouble = itertools.count()

    def poison(payload: dict[str, Any]) -> None:
        if payload["text"] == PUMP and next(trouble) < 8:
            raise _passing_error()

    pipe.line.poison = poison
    await pipe.says("mother", PUMP)
    await pipe.says("father", "The road is cut")
    for _ in range(8):
        with pytest.raises(OperationalError):
            await pipe.worker.once()
        assert [row.tries for row in await pipe.rows(waiting)] == [0, 0]
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 2, "message": 2, "set_aside": 0, "waiting": 0}


async def test_trouble_of_the_database_at_the_commit_is_no_fault_either(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, trouble = statements.finish, itertools.count()

    def fail(connection: Connection, ids: Any) -> None:
        if next(trouble) < 8:
            raise _passing_error()
        finish(connection, ids)

    monkeypatch.setattr(statements, "finish", fail)
    await pipe.says("mother", PUMP)
    for _ in range(8):
        with pytest.raises(OperationalError):
            await pipe.worker.once()
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 1, "message": 1, "set_aside": 0, "waiting": 0}


async def test_a_disk_that_fills_up_while_handling_sets_nothing_aside(sqlite_pipe: Pipe) -> None:
    pipe = sqlite_pipe
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(60)))

    def fill(connection: Connection) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def clear(connection: Connection) -> None:
        connection.execute(text("PRAGMA max_page_count = 1000000"))

    await pipe.house.db.write(fill)
    for _ in range(8):
        with pytest.raises(OperationalError):
            await pipe.worker.once()
    await pipe.house.db.write(clear)
    await pipe.settles()
    assert await pipe.accounts() == {"inbox": 60, "message": 60, "set_aside": 0, "waiting": 0}


async def test_a_row_the_database_refuses_is_found_and_set_aside_alone(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = dispatch.handle

    def spoil(desk: Any, caller: Any, event: Any) -> str:
        outcome = take(desk, caller, event)
        if event.text == "spoils its row":
            desk.pending.add(set_aside, id=event.id, at=None, reason="x")  # NULL where none may be
        return outcome

    monkeypatch.setattr(dispatch, "handle", spoil)
    await pipe.accept(
        pipe.raw("mother", PUMP), pipe.raw("father", "spoils its row"), pipe.raw("sister", PUMP)
    )
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 3, "message": 2, "set_aside": 1, "waiting": 0}
    (aside,) = await pipe.rows(set_aside)
    assert aside.reason == "IntegrityError in 3 tries"


class Killed(BaseException):
    """What a SIGKILL is to the worker: nothing of its own code runs any more."""


async def test_a_message_that_no_worker_survives_is_set_aside(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pipe.says("mother", "kills")
    await pipe.says("father", PUMP)
    take = dispatch.handle

    def kill(desk: Any, caller: Any, event: Any) -> str:
        if event.text == "kills":
            raise Killed
        return take(desk, caller, event)

    monkeypatch.setattr(dispatch, "handle", kill)
    for _ in range(5):
        with pytest.raises(Killed):
            await pipe.worker.once()
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 2, "message": 1, "set_aside": 1, "waiting": 0}
    (aside,) = await pipe.rows(set_aside)
    assert aside.reason == "no worker survived it in 5 tries"


async def test_a_worker_that_dies_twice_in_a_batch_costs_nobody_their_message(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(20)))
    take, dies = dispatch.handle, itertools.cycle([False] * 6 + [True])

    def kill(desk: Any, caller: Any, event: Any) -> str:
        if next(dies):
            raise Killed
        return take(desk, caller, event)

    monkeypatch.setattr(dispatch, "handle", kill)
    for _ in range(100):
        if not await pipe.count(waiting):
            break
        try:
            await pipe.worker.once()
        except Killed:
            continue
    assert await pipe.accounts() == {"inbox": 20, "message": 20, "set_aside": 0, "waiting": 0}
    assert await pipe.count(submission) == 20


async def test_a_message_somebody_else_has_finished_is_not_handled_twice(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pipe.says("mother", PUMP)
    await pipe.says("father", "The road is cut")
    (first, _) = await pipe.rows(inbox)
    take = pipe.worker._handle

    def late(connection: Connection, claimed: Any) -> Any:
        connection.execute(waiting.delete().where(waiting.c.id == first.id))
        monkeypatch.undo()
        return take(connection, claimed)

    # As if another process had taken it out of the queue after we had read it.
    monkeypatch.setattr(pipe.worker, "_handle", late)
    assert await pipe.worker.once() == 1
    assert await pipe.count(message) == 0
    assert [row.tries for row in await pipe.rows(waiting)] == [0, 0]


async def test_a_message_that_was_finished_meanwhile_is_not_set_aside(pipe: Pipe) -> None:
    await pipe.says("mother", PUMP)
    (row,) = await pipe.rows(inbox)
    await pipe.handles()
    await pipe.house.db.write(statements.put_aside, row.id, "too late", pipe.time())
    assert await pipe.accounts() == {"inbox": 1, "message": 1, "set_aside": 0, "waiting": 0}


async def test_a_reply_is_written_with_what_caused_it_or_not_at_all(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pipe.says("mother", PUMP)

    def fail(connection: Connection, ids: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(statements, "finish", fail)
        with pytest.raises(Killed):
            await pipe.worker.once()
    assert await pipe.count(outbox) == await pipe.count(submission) == 0
    await pipe.settles()
    assert pipe.line.heard_by("mother") == ["receipt"]


async def test_a_ring_that_is_lost_is_made_up_by_looking(
    sqlite_pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker looks by itself: with the doorbell cut, the message is handled all the same."""
    pipe = sqlite_pipe
    stop, handled = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr(
        pipe.house.doorbell, "ring", lambda topic: handled.set() if topic == "outbox" else None
    )
    running = asyncio.create_task(pipe.worker.run(stop))
    await pipe.says("mother", PUMP)
    await handled.wait()
    stop.set()
    await running
    assert await pipe.count(message) == 1


async def test_every_stored_message_has_its_address(pipe: Pipe) -> None:
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(30)))
    orphans = select(inbox.c.id).where(inbox.c.lane.not_in(select(address.c.id)))
    assert await pipe.house.db.read(lambda connection: connection.execute(orphans).all()) == []


# How SQLite is held -------------------------------------------------------------------------------


async def test_concurrent_read_then_write_transactions_lose_nothing(open_pipe: OpenPipe) -> None:
    pipes = [await open_pipe(), await open_pipe()]
    await pipes[0].says("mother", PUMP)

    def one_more(connection: Connection) -> None:
        tries = connection.execute(select(waiting.c.tries).with_for_update()).scalar_one()
        connection.execute(update(waiting).values(tries=tries + 1))

    await asyncio.gather(*(pipe.house.db.write(one_more) for pipe in pipes for _ in range(20)))
    assert [row.tries for row in await pipes[0].rows(waiting)] == [40]


async def test_who_reads_cannot_write(sqlite_pipe: Pipe) -> None:
    with pytest.raises(OperationalError):
        await sqlite_pipe.house.db.read(lambda connection: connection.execute(waiting.delete()))


async def test_a_power_cut_loses_nothing_that_was_acknowledged(sqlite_pipe: Pipe) -> None:
    def look(connection: Connection) -> tuple[str, int]:
        return (
            connection.execute(text("PRAGMA journal_mode")).scalar_one(),
            connection.execute(text("PRAGMA synchronous")).scalar_one(),
        )

    assert await sqlite_pipe.house.db.write(look) == ("wal", 2)  # 2: FULL


def test_a_database_in_memory_is_refused() -> None:
    from storage.database import Database

    with pytest.raises(ValueError, match="DATABASE_URL"):
        Database("sqlite://")


async def test_where_everything_fails_nothing_more_is_set_aside_and_all_is_handled_once_mended(
    pipe: Pipe,
) -> None:
    def broken(payload: dict[str, Any]) -> None:
        raise RuntimeError("a words file that does not load")

    pipe.line.poison = broken
    for n in range(12):
        await pipe.says(f"person {n}", PUMP)
    stuck = 0
    for _ in range(40):
        try:
            await pipe.worker.once()
        except Stuck:
            stuck += 1
    assert stuck > 10
    assert await pipe.accounts() == {"inbox": 12, "message": 0, "set_aside": 4, "waiting": 8}
    pipe.line.poison = lambda payload: None
    await pipe.handles()
    assert await pipe.accounts() == {"inbox": 12, "message": 8, "set_aside": 4, "waiting": 0}
