"""What the clock does: each job once, a missed one made up, and no ladder stops for another.

The clock is the test's own, and moves by its hand only.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, update

from bot.channels.base import FileNever, FileNotYet, Unparsable
from bot.jobs import FETCH_GIVE_UP, HIDDEN_DAYS
from handlers import cases
from storage import keeping, people
from storage.schema import (
    address,
    alert,
    attachment,
    case,
    case_event,
    fetching,
    flag,
    inbox,
    job_slot,
    message,
    set_aside,
    submission,
    waiting,
)
from tests.conftest import OpenPipe, Pipe

PUMP = "The water pump in our village is broken since two weeks"
FLOOD = "Water is in the houses and people are drowning"
RAW_DAYS = 30


async def on_duty(pipe: Pipe, *names: str, klass: str = "P") -> None:
    """Put people on duty, one rung after the other."""

    def write(connection: Connection) -> None:
        for rung, name in enumerate(names, 1):
            id = people.add_staff(connection, name, "focal", "KE", "en", pipe.time())
            people.bind_staff(connection, id, pipe.lane(name))
            people.add_duty(connection, id, "KE", "", klass, rung=rung)
            connection.execute(
                update(address).where(address.c.id == pipe.lane(name)).values(staff_id=id)
            )

    for name in names:
        await pipe.says(name, "hello")
    await pipe.settles()
    await pipe.house.db.write(write)
    pipe.line.sent.clear()


async def ticks(pipe: Pipe, **duration: float) -> dict[str, int]:
    """Let time pass, then let the clock look once and everything settle."""
    pipe.time.passes(**duration)
    counts = await pipe.clock.once()
    await pipe.settles()
    return counts


def told(pipe: Pipe) -> list[str]:
    """List who was alerted, in order."""
    return [who for who, outgoing in pipe.line.sent if outgoing.text_id == "alert"]


# Slots --------------------------------------------------------------------------------------------


async def test_two_clocks_take_a_slot_once(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    await one.says("mother", PUMP)
    await one.settles()
    one.time.passes(days=RAW_DAYS + 1)
    counts = await asyncio.gather(one.clock.once(), two.clock.once())
    assert sorted(count["purged"] for count in counts) == [0, 1]
    assert await one.count(job_slot, job_slot.c.job == "purge") == 1


async def test_a_slot_says_what_was_done_in_it(pipe: Pipe) -> None:
    await pipe.says("mother", PUMP)
    await pipe.settles()
    await ticks(pipe, days=RAW_DAYS + 1)
    (slot,) = await pipe.rows(job_slot, job_slot.c.job == "purge")
    assert (slot.job, slot.counts) == ("purge", '{"raw":1,"hidden":0}')


async def test_a_job_is_done_once_a_day(pipe: Pipe) -> None:
    for _ in range(3):
        await ticks(pipe, hours=1)
    assert await pipe.count(job_slot, job_slot.c.job == "purge") == 1
    await ticks(pipe, days=1)
    assert await pipe.count(job_slot, job_slot.c.job == "purge") == 2


async def test_what_was_missed_while_the_house_was_down_is_made_up(pipe: Pipe) -> None:
    await pipe.says("mother", PUMP)
    await pipe.settles()
    await ticks(pipe)
    # Down for weeks, over the day on which the payload was due to go.
    assert (await ticks(pipe, days=RAW_DAYS + 20))["purged"] == 1
    assert await pipe.count(inbox, inbox.c.raw_sealed.is_not(None)) == 0


async def test_a_job_that_fails_has_not_taken_its_slot(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> int:
        raise RuntimeError("half-way")

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "purge_hidden", fail)
        with pytest.raises(RuntimeError):
            await pipe.clock.once()
    assert await pipe.count(job_slot, job_slot.c.job == "purge") == 0
    await pipe.clock.once()
    assert await pipe.count(job_slot, job_slot.c.job == "purge") == 1


# The ladder ---------------------------------------------------------------------------------------


async def test_the_ladder_climbs_until_somebody_says_mine(pipe: Pipe) -> None:
    await on_duty(pipe, "first", "second", "third", "fourth")
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    assert told(pipe) == ["first", "second"]  # a danger to life is told to two at once
    assert (await ticks(pipe, minutes=14))["climbed"] == 0
    assert (await ticks(pipe, minutes=2))["climbed"] == 1
    assert told(pipe) == ["first", "second", "third"]
    await pipe.says("third", "1")
    await pipe.settles()
    (matter,) = await pipe.rows(case)
    assert matter.state == "acknowledged"
    for _ in range(3):
        assert await ticks(pipe, minutes=15) == {
            "climbed": 0,
            "digests": 0,
            "asked": 0,
            "lapsed": 0,
            "fetched": 0,
            "unsent": 0,
            "reminded": 0,
            "purged": 0,
            "moved": 0,
            "duties-end": 0,
            "slipped": 0,
        }
    assert told(pipe) == ["first", "second", "third"]


async def test_a_danger_that_was_taken_and_left_climbs_again(pipe: Pipe) -> None:
    await on_duty(pipe, "first", "second", "third")
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    await pipe.says("first", "1")
    await pipe.settles()
    assert (await ticks(pipe, minutes=59))["lapsed"] == 0
    assert (await ticks(pipe, minutes=2))["lapsed"] == 1
    assert len(told(pipe)) == 3
    (matter,) = await pipe.rows(case)
    assert matter.next_step == "ladder"


async def test_the_ladder_starts_over_when_nobody_answers(pipe: Pipe) -> None:
    await on_duty(pipe, "first", "second", "third")
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    for _ in range(40):
        await ticks(pipe, minutes=15)
    assert told(pipe)[:4] == ["first", "second", "third", "first"]
    (matter,) = await pipe.rows(case)
    assert matter.next_step == "ladder"
    assert matter.next_step_at > pipe.time()


async def test_a_step_that_is_hours_late_is_taken_once(pipe: Pipe) -> None:
    await on_duty(pipe, "first", "second", "third", "fourth", "fifth")
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    assert (await ticks(pipe, hours=9))["climbed"] == 1
    assert (await ticks(pipe))["climbed"] == 0
    assert told(pipe) == ["first", "second", "third"]


async def test_two_clocks_climb_once(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    await on_duty(one, "first", "second", "third", "fourth", "fifth")
    for n in range(5):
        await one.says(f"mother {n}", FLOOD)
    await one.settles()
    before = await one.count(alert)
    one.time.passes(minutes=16)
    await asyncio.gather(one.clock.once(), two.clock.once(), one.clock.once(), two.clock.once())
    assert await one.count(alert) == before + 5


async def test_a_case_that_breaks_does_not_stop_the_ladder_of_the_others(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    await on_duty(pipe, "first", "second", "third", "fourth")
    for n in range(3):
        await pipe.says(f"mother {n}", FLOOD)
    await pipe.settles()
    broken = (await pipe.rows(case))[0].id
    climb = cases.climb

    def fail(desk: Any, matter: Any) -> int:
        if matter.id == broken:
            raise RuntimeError("a bug")
        return climb(desk, matter)

    with monkeypatch.context() as patch:
        patch.setattr(cases, "climb", fail)
        assert (await ticks(pipe, minutes=16))["climbed"] == 2
    assert (await ticks(pipe, minutes=2))["climbed"] == 1  # mended, it goes on
    thirds = {row.case_id for row in await pipe.rows(alert, alert.c.rung == 2)}
    assert thirds == {row.id for row in await pipe.rows(case)}


async def test_what_a_case_tells_is_written_with_its_step_or_not_at_all(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What a SIGKILL is."""

    await on_duty(pipe, "first", "second", "third")
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    before = await pipe.count(case_event), await pipe.count(alert)
    climb = cases.climb

    def die(desk: Any, matter: Any) -> int:
        climb(desk, matter)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(cases, "climb", die)
        with pytest.raises(Killed):
            await ticks(pipe, minutes=16)
    assert (await pipe.count(case_event), await pipe.count(alert)) == before
    await ticks(pipe)
    assert told(pipe) == ["first", "second", "third"]


# Files --------------------------------------------------------------------------------------------


async def voice(pipe: Pipe, who: str = "mother", reference: str = "voice-1") -> None:
    """Let somebody send a voice note that is still with its provider."""
    await pipe.accept(pipe.raw(who, "", media=reference))
    await pipe.settles()


async def test_a_file_that_cannot_be_had_yet_is_fetched_later(pipe: Pipe) -> None:
    pipe.line.files["voice-1"] = [FileNotYet("no link"), FileNotYet("no link"), b"OggS sound"]
    await voice(pipe)
    assert await pipe.count(message) == 1  # the message does not wait for its file
    (row,) = await pipe.rows(attachment)
    assert row.state == "fetching"
    assert (await ticks(pipe))["fetched"] == 0
    assert (await ticks(pipe, seconds=29))["fetched"] == 0
    assert pipe.line.fetched == ["voice-1"]
    assert (await ticks(pipe, seconds=2))["fetched"] == 0
    assert (await ticks(pipe, seconds=121))["fetched"] == 1
    (row,) = await pipe.rows(attachment)
    assert (row.state, row.size) == ("here", 10)
    assert await pipe.house.files.get(row.stored) == b"OggS sound"
    assert await pipe.count(fetching) == 0


async def test_a_file_that_will_never_come_leaves_its_message(pipe: Pipe) -> None:
    pipe.line.files["voice-1"] = [FileNever("expired")]
    await voice(pipe)
    await ticks(pipe)
    (row,) = await pipe.rows(attachment)
    assert row.state == "never"
    assert await pipe.count(fetching) == 0
    assert await pipe.count(message) == await pipe.count(submission) == 1


async def test_a_file_that_is_asked_for_too_often_is_given_up(pipe: Pipe) -> None:
    pipe.line.files["voice-1"] = [FileNotYet("no link")]
    await voice(pipe)
    await pipe.execute(update(fetching).values(tries=FETCH_GIVE_UP))
    await ticks(pipe)
    (row,) = await pipe.rows(attachment)
    assert row.state == "never"


async def test_a_fetch_that_breaks_holds_up_no_other_file(pipe: Pipe) -> None:
    pipe.line.files = {"bad": [ValueError("a bug"), b"late"], "good": [b"sound"]}
    await voice(pipe, "father", "bad")
    await voice(pipe, "mother", "good")
    assert (await ticks(pipe))["fetched"] == 1
    assert (await ticks(pipe, seconds=31))["fetched"] == 1
    assert {row.state for row in await pipe.rows(attachment)} == {"here"}


async def test_two_clocks_fetch_a_file_once(open_pipe: OpenPipe) -> None:
    one = await open_pipe()
    two = await open_pipe(time=one.time, line=one.line)
    one.line.files = {f"voice-{n}": [b"sound"] for n in range(8)}
    for n in range(8):
        await voice(one, f"person {n}", f"voice-{n}")
    await asyncio.gather(one.clock.once(), two.clock.once())
    await ticks(one)
    assert sorted(one.line.fetched) == sorted(one.line.files)


async def test_a_file_of_a_channel_that_is_switched_off_waits_for_it(pipe: Pipe) -> None:
    pipe.line.files["voice-1"] = [b"sound"]
    await voice(pipe)
    channels, pipe.house.channels = pipe.house.channels, {}
    assert (await ticks(pipe))["fetched"] == 0
    pipe.house.channels = channels
    assert (await ticks(pipe, minutes=6))["fetched"] == 1


# What does not stay -------------------------------------------------------------------------------


async def test_raw_payloads_go_after_their_days_and_what_was_said_stays(pipe: Pipe) -> None:
    await pipe.says("mother", PUMP)
    await pipe.settles()
    assert (await ticks(pipe, days=RAW_DAYS - 1))["purged"] == 0
    assert (await ticks(pipe, days=2))["purged"] == 1
    (row,) = await pipe.rows(inbox)
    assert row.raw_sealed is None
    assert await pipe.bodies() == [PUMP]


async def test_a_payload_that_waits_or_is_set_aside_never_goes(pipe: Pipe) -> None:
    def riddle(payload: dict[str, Any]) -> None:
        if payload["text"] == "riddle":
            raise Unparsable("a riddle")

    pipe.line.poison = riddle
    await pipe.says("mother", "riddle")
    await pipe.settles()
    await pipe.says("father", PUMP)  # nobody handles it
    pipe.time.passes(days=RAW_DAYS * 10)
    assert (await pipe.clock.once())["purged"] == 0
    kept = {row.id for row in await pipe.rows(inbox, inbox.c.raw_sealed.is_not(None))}
    aside = {row.id for row in await pipe.rows(set_aside)}
    assert kept == aside | {row.id for row in await pipe.rows(waiting)}
    assert len(kept) == 2
    await pipe.settles()
    assert PUMP in await pipe.bodies()


async def test_more_than_fits_one_statement_goes_the_same_day(
    pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_AT_ONCE", 3)
    await asyncio.gather(*(pipe.says(f"person {n}", PUMP) for n in range(10)))
    await pipe.settles()
    assert (await ticks(pipe, days=RAW_DAYS + 1))["purged"] == 10


async def _hide_all(pipe: Pipe) -> None:
    await pipe.execute(update(submission).values(hidden_at=pipe.time()))


async def test_what_its_writer_removed_is_gone_after_a_week(pipe: Pipe) -> None:
    await pipe.says("mother", FLOOD)
    await pipe.settles()
    await _hide_all(pipe)
    assert (await ticks(pipe, days=HIDDEN_DAYS - 1))["purged"] == 0
    assert await pipe.bodies() == [FLOOD]
    assert (await ticks(pipe, days=2))["purged"] == 1
    assert await pipe.bodies() == [""]
    assert await pipe.count(flag) == 0
    assert await pipe.count(inbox, inbox.c.raw_sealed.is_not(None)) == 0
    assert await pipe.count(submission) == await pipe.count(message) == 1  # that there was one
    assert (await ticks(pipe, days=2))["purged"] == 0  # and only once


async def test_class_s_is_not_removed_by_the_clock(pipe: Pipe) -> None:
    said = "The aid worker asks girls for sex before he gives food"
    await pipe.says("mother", said)
    await pipe.settles()
    (row,) = await pipe.rows(submission)
    assert row.klass == "S"
    await _hide_all(pipe)
    assert (await ticks(pipe, days=HIDDEN_DAYS * 3))["purged"] == 0
    assert await pipe.bodies() == [said]
    assert await pipe.count(flag) > 0


async def test_what_is_still_shown_is_not_removed(pipe: Pipe) -> None:
    await pipe.says("mother", PUMP)
    await pipe.settles()
    await ticks(pipe, days=HIDDEN_DAYS * 3)
    assert await pipe.bodies() == [PUMP]
