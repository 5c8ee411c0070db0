"""The outbox's promises: in order to each person, never twice at once, and nothing is forgotten."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update
from structlog.testing import capture_logs

from bot.channels.base import Failed, OptedOut, Retry, Slower, Uncertain
from bot.send import GIVE_UP_AFTER
from handlers.desk import Desk
from storage import pipe as statements
from storage.schema import address, delivery, departing, outbox
from storage.types import Outgoing, Say
from tests.conftest import OpenPipe, Pipe

_keys = itertools.count()


async def meets(pipe: Pipe, *people: str) -> None:
    """Let people write once, so that they can be written to; what they are answered is gone."""
    for who in people:
        await pipe.says(who, "hello")
    await pipe.settles()
    pipe.line.sent.clear()
    pipe.line.tried.clear()


async def tell(
    pipe: Pipe, who: str, urgency: str = "answer", expires_at: datetime | None = None
) -> str:
    """Put one message into the outbox, as a handler does; its id."""

    def write(connection: Connection) -> str | None:
        desk = Desk(connection, pipe.house.keys, pipe.time(), pipe.house.wire)
        say = Say("tell-us", urgency=urgency, expires_at=expires_at)
        id = desk.push(pipe.lane(who), pipe.line.name, "en", say, f"test:{next(_keys)}")
        desk.flush()
        return id

    id = await pipe.house.db.write(write)
    assert id is not None
    return id


async def state(pipe: Pipe, id: str) -> str:
    """Say how an outgoing message stands."""
    (row,) = await pipe.rows(outbox, outbox.c.id == id)
    return str(row.state)


async def attempts(pipe: Pipe, id: str) -> list[str]:
    """List what each attempt came to."""
    return [row.result for row in await pipe.rows(delivery, delivery.c.outbox_id == id)]


def arrived(pipe: Pipe) -> list[str]:
    """List the ids of what reached anybody, in order."""
    return [outgoing.id for _, outgoing in pipe.line.sent]


async def test_a_person_reads_messages_in_the_order_they_were_written(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    told: dict[str, list[str]] = defaultdict(list)
    for _ in range(12):
        for who in ("mother", "father"):
            told[who].append(await tell(pipe, who))
    await pipe.settles()
    for who, ids in told.items():
        assert [outgoing.id for path, outgoing in pipe.line.sent if path == who] == ids


async def test_the_order_holds_when_there_is_more_than_one_round(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.AT_ONCE", 3)
    await meets(pipe, "mother")
    ids = [await tell(pipe, "mother") for _ in range(10)]
    await pipe.settles()
    assert arrived(pipe) == ids


async def test_alerts_leave_before_answers_and_answers_before_digests(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.AT_ONCE", 1)
    await meets(pipe, "a", "b", "c", "d")
    broadcast = await tell(pipe, "a", "broadcast")
    digest = await tell(pipe, "b", "digest")
    answer = await tell(pipe, "c", "answer")
    alert = await tell(pipe, "d", "alert")
    await pipe.settles()
    assert arrived(pipe) == [alert, answer, digest, broadcast]


async def test_what_was_sent_is_on_record_with_the_providers_id(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    pipe.line.fates["mother"] = ["provider-77"]
    id = await tell(pipe, "mother")
    await pipe.settles()
    (row,) = await pipe.rows(outbox, outbox.c.id == id)
    assert (row.state, row.external_id, row.sent_at) == ("sent", "provider-77", pipe.time())
    assert await attempts(pipe, id) == ["sent"]
    assert await pipe.count(departing) == 0


async def test_later_is_tried_again_after_longer_and_longer_pauses(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    pipe.line.fates["mother"] = [Retry("not now")] * 4
    id = await tell(pipe, "mother")
    pauses = []
    for _ in range(4):
        await pipe.sender.once()
        (row,) = await pipe.rows(departing)
        pauses.append((row.not_before - pipe.time()).total_seconds())
        assert await pipe.sender.once() == 0  # not before its time
        pipe.time.now = row.not_before
    await pipe.sender.once()
    for pause, wanted in zip(pauses, (5, 15, 60, 300), strict=True):
        assert 0.8 * wanted <= pause <= 1.2 * wanted
    assert await state(pipe, id) == "sent"
    assert await attempts(pipe, id) == ["retry"] * 4 + ["sent"]


async def test_who_must_wait_holds_up_nobody_else_and_keeps_the_order(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    pipe.line.fates["mother"] = [Retry("not now")]
    first, second = await tell(pipe, "mother"), await tell(pipe, "mother")
    other = await tell(pipe, "father")
    await pipe.settles()
    assert arrived(pipe) == [other]
    third = await tell(pipe, "mother")
    await pipe.settles()
    assert arrived(pipe) == [other]
    pipe.time.passes(seconds=7)
    await pipe.settles()
    assert arrived(pipe) == [other, first, second, third]
    assert Counter(pipe.line.tried) == {first: 2, second: 1, third: 1, other: 1}


async def test_what_never_leaves_is_given_up_and_says_so(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    pipe.line.fates["mother"] = [Retry("not now")]
    id = await tell(pipe, "mother")
    await pipe.execute(update(departing).values(tries=GIVE_UP_AFTER - 1))
    await pipe.sender.once()
    assert await state(pipe, id) == "failed"
    assert await pipe.count(departing) == 0


async def test_fewer_please_holds_the_address_for_as_long_as_asked(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    pipe.line.fates["mother"] = [Slower("429", after=40)]
    held, other = await tell(pipe, "mother"), await tell(pipe, "father")
    await pipe.settles()
    assert arrived(pipe) == [other]
    pipe.time.passes(seconds=39)
    await pipe.settles()
    assert arrived(pipe) == [other]
    pipe.time.passes(seconds=2)
    await pipe.settles()
    assert arrived(pipe) == [other, held]


async def test_fewer_please_for_everyone_holds_the_whole_channel(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    pipe.line.fates["mother"] = [Slower("429", after=40, everyone=True)]
    held = await tell(pipe, "mother")
    await pipe.settles()
    other = await tell(pipe, "father")
    await pipe.settles()
    assert arrived(pipe) == []
    assert pipe.line.tried == [held]
    pipe.time.passes(seconds=41)
    await pipe.settles()
    assert sorted(arrived(pipe)) == sorted([held, other])


async def test_what_will_never_be_accepted_is_not_repeated_and_blocks_nothing(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    pipe.line.fates["mother"] = [Failed("no such chat")]
    bad, good = await tell(pipe, "mother"), await tell(pipe, "mother")
    await pipe.settles()
    assert (await state(pipe, bad), await state(pipe, good)) == ("failed", "sent")
    assert pipe.line.tried == [bad, good]
    (row,) = await pipe.rows(delivery, delivery.c.outbox_id == bad)
    assert row.detail == "no such chat"


async def test_who_blocked_us_is_stopped(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    pipe.line.fates["mother"] = [OptedOut("blocked")]
    id = await tell(pipe, "mother")
    await tell(pipe, "father")
    await pipe.settles()
    assert await state(pipe, id) == "optedout"
    stopped = {row.id: row.stopped_at for row in await pipe.rows(address)}
    assert stopped == {pipe.lane("mother"): pipe.time(), pipe.lane("father"): None}


async def test_an_answer_that_may_have_arrived_is_not_sent_again(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    pipe.line.fates["mother"] = [Uncertain("the connection broke")]
    id, after = await tell(pipe, "mother"), await tell(pipe, "mother")
    await pipe.settles()
    pipe.time.passes(hours=2)
    await pipe.settles()
    assert await state(pipe, id) == "uncertain"
    assert Counter(pipe.line.tried)[id] == 1
    assert arrived(pipe) == [after]


async def test_an_alert_that_may_have_arrived_is_sent_once_more(pipe: Pipe) -> None:
    await meets(pipe, "focal point")
    pipe.line.fates["focal point"] = [Uncertain("the connection broke")]
    id = await tell(pipe, "focal point", "alert")
    await pipe.settles()
    assert arrived(pipe) == []
    pipe.time.passes(seconds=7)
    await pipe.settles()
    assert arrived(pipe) == [id]
    assert await attempts(pipe, id) == ["uncertain", "sent"]


async def test_an_alert_that_may_have_arrived_twice_is_left_to_a_human(pipe: Pipe) -> None:
    await meets(pipe, "focal point")
    pipe.line.fates["focal point"] = [Uncertain("the connection broke")] * 2
    id = await tell(pipe, "focal point", "alert")
    for _ in range(4):
        await pipe.settles()
        pipe.time.passes(hours=1)
    assert await state(pipe, id) == "uncertain"
    assert pipe.line.tried == [id, id]


async def test_what_has_expired_is_not_sent(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    id = await tell(pipe, "mother", expires_at=pipe.time() + timedelta(minutes=5))
    after = await tell(pipe, "mother")
    pipe.time.passes(minutes=6)
    await pipe.settles()
    assert await state(pipe, id) == "expired"
    assert pipe.line.tried == [after]


async def test_what_a_dead_sender_held_is_sent_when_its_lease_has_run_out(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    id = await tell(pipe, "mother")
    later = await tell(pipe, "mother")
    # The sender takes them, and is killed before it calls anybody.
    now = pipe.time()
    await pipe.house.db.write(statements.lease, ["line"], now, now + statements.LEASE, 1)
    await pipe.settles()
    assert arrived(pipe) == []  # nor does what was written later overtake it
    pipe.time.passes(seconds=61)
    await pipe.settles()
    assert arrived(pipe) == [id, later]


class Killed(BaseException):
    """What a SIGKILL is to the sender."""


async def test_a_sender_that_dies_between_sending_and_noting_repeats_rather_than_loses(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await meets(pipe, "mother")
    id = await tell(pipe, "mother")

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(statements, "record", die)
        with pytest.raises(Killed):
            await pipe.sender.once()
    pipe.time.passes(seconds=61)
    await pipe.settles()
    assert arrived(pipe) == [id, id]
    assert await state(pipe, id) == "sent"


async def test_two_senders_send_each_message_once_and_in_order(
    open_pipe: OpenPipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.AT_ONCE", 4)
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    people = [f"person {n}" for n in range(6)]
    await meets(one, *people)
    told: dict[str, list[str]] = defaultdict(list)
    for _ in range(15):
        for who in people:
            told[who].append(await tell(one, who))

    async def give_way(outgoing: Outgoing) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    one.line.while_sending = give_way

    async def work(pipe: Pipe) -> None:
        while await pipe.count(departing):
            await pipe.sender.once()

    await asyncio.gather(work(one), work(two))
    assert set(Counter(one.line.tried).values()) == {1}
    for who, ids in told.items():
        assert [outgoing.id for path, outgoing in one.line.sent if path == who] == ids


async def test_a_slow_line_does_not_outlast_its_lease(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    await meets(one, "mother")
    ids = [await tell(one, "mother") for _ in range(8)]
    under_way: set[str] = set()

    async def slowly(outgoing: Outgoing) -> None:
        assert outgoing.id not in under_way
        under_way.add(outgoing.id)
        one.time.passes(seconds=12)
        await two.sender.once()  # another process looks for work all the time
        under_way.remove(outgoing.id)

    one.line.while_sending = slowly
    await one.settles()
    assert one.line.tried == ids
    assert arrived(one) == ids


async def test_a_channel_that_breaks_loses_nothing_and_blocks_nobody(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father", "sister")
    pipe.line.fates["father"] = [ValueError("a text nobody may log")]
    first, broken, last = [await tell(pipe, who) for who in ("mother", "father", "sister")]
    with capture_logs() as logs:
        await pipe.settles()
    assert sorted(arrived(pipe)) == sorted([first, last])
    assert await attempts(pipe, broken) == ["retry"]
    noted = [line for line in logs if line["event"] == "send.broken"]
    assert [(line["message"], line["error"]) for line in noted] == [(broken, "ValueError")]
    assert "a text nobody may log" not in str(logs)
    pipe.time.passes(seconds=7)
    await pipe.settles()
    assert Counter(pipe.line.tried) == {first: 1, broken: 2, last: 1}
    assert await state(pipe, broken) == "sent"


async def test_a_row_that_does_not_open_blocks_nobody(pipe: Pipe) -> None:
    await meets(pipe, "mother", "father")
    bad, good = await tell(pipe, "mother"), await tell(pipe, "father")
    await pipe.execute(update(outbox).where(outbox.c.id == bad).values(body_sealed=b"P\x01 dust"))
    await pipe.settles()
    assert arrived(pipe) == [good]
    assert await attempts(pipe, bad) == ["retry"]


async def test_a_channel_that_does_not_answer_counts_as_uncertain(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.SEND_TIMEOUT", 0.01)
    await meets(pipe, "mother")

    async def hang(outgoing: Outgoing) -> None:
        await asyncio.Event().wait()

    pipe.line.while_sending = hang
    id = await tell(pipe, "mother")
    await pipe.sender.once()
    assert await state(pipe, id) == "uncertain"


async def test_what_another_processes_channel_sends_is_left_to_it(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    await meets(one, "mother")
    id = await tell(one, "mother")
    two = await open_pipe(time=one.time)
    two.house.channels = {}
    assert await two.sender.once() == 0
    await one.settles()
    assert arrived(one) == [id]


async def test_a_key_is_said_once_however_often(pipe: Pipe) -> None:
    await meets(pipe, "mother")

    def push(connection: Connection) -> list[str | None]:
        desk = Desk(connection, pipe.house.keys, pipe.time(), pipe.house.wire)
        lane = pipe.lane("mother")
        ids = [desk.push(lane, "line", "en", Say("tell-us"), "alert:1") for _ in range(2)]
        desk.flush()
        return ids

    first = await pipe.house.db.write(push)
    second = await pipe.house.db.write(push)
    assert first[0] is not None
    assert [first[1], *second] == [None, None, None]


async def test_who_waits_at_an_address_is_rung_when_something_was_sent(pipe: Pipe) -> None:
    await meets(pipe, "mother")
    with pipe.house.doorbell.listening(f"address:{pipe.lane('mother')}") as ring:
        await tell(pipe, "mother")
        assert not ring.is_set()
        await pipe.sender.once()
        assert ring.is_set()
