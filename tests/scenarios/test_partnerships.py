"""Partnerships over time: registered, reported on, reminded of, told of in confidence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.commands import partnerships as commands
from handlers.partnerships import light, months_later, next_due, reminders
from storage.ids import new_id
from storage.partnerships import Due, Figure, Progress, totals
from storage.schema import absence, address, attachment, flag, message, partnership, staff
from tests.town import Phone, Town

FILE = (
    "Code,Title,Deliverables,Next report\n"
    "P2,Clean Water,2000 farmers trained by 2026-12-31; 40 wells by 2027-06-30,{due}\n"
    "P7,Green Roads,300 km of road,{due}\n"
)


async def registered(town: Town, due: str = "2026-12-31") -> None:
    """Import P2 and P7."""
    data = FILE.format(due=due).encode()
    await town.house.db.write(commands._import, town.house, data, "KE", False, 1)


async def manager(town: Town, code: str = "P2", **more: str) -> Phone:
    return await town.staff("manager", partnership=code, **more)


async def due_day(town: Town, code: str = "P2") -> date | None:
    (row,) = await town.rows(partnership, partnership.c.code == code)
    return row.next_report_on  # type: ignore[no-any-return]


async def test_a_manager_is_invited_to_what_was_imported(town: Town) -> None:
    await registered(town)
    phone = await manager(town, code="p2")
    assert len(await town.rows(partnership)) == 2
    await phone.says("P2 on track 1200 farmers, road to Kakuma open")
    saved = await phone.hears("progress-saved")
    assert saved.text == (
        "Saved. P2: on track, road to Kakuma open. 1200 farmers trained in total, plan 2000. "
        "Wrong? Text FIX. Next update: Thu 31 Dec."
    )


async def test_new_figures_add_up_and_corrections_never_count_twice(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P2 on track 1000 farmers")
    await phone.reads_all()
    await phone.says("P2 on track 200 new farmers")
    saved = await phone.hears("progress-saved")
    assert "200 farmers trained new, 1200 in total, plan 2000" in saved.text
    await phone.says("FIX 250 farmers")
    again = await phone.hears("progress-saved")
    assert "250 farmers trained new, 1250 in total" in again.text
    await phone.presses(again, "total")
    again = await phone.hears("progress-saved")
    assert "250 farmers trained in total" in again.text
    await phone.presses(again, "new")
    await phone.says("P2 delayed 50 new farmers")
    assert "50 farmers trained new, 1300 in total" in (await phone.hears_words("1300")).text
    await phone.says("HISTORY")
    told = await phone.hears("progress-history")
    assert told.text.splitlines()[1:] == [
        "Mon 23 Nov P2: delayed. 50 farmers trained new.",
        "Mon 23 Nov P2: on track. 250 farmers trained new.",
        "Mon 23 Nov P2: on track. 1000 farmers trained total so far.",
    ]


async def test_figures_are_echoed_and_asked_about_once_for_all(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P2 on track 1000 farmers 10 wells")
    await phone.reads_all()
    await phone.says("P2 bit slow road cut. 1200 farmers, 15 wells")
    confirm = await phone.hears("progress-status-confirm")
    assert "I read: delayed, 1200 farmers trained, 15 wells." in confirm.text
    await phone.presses(confirm, "right")
    asked = await phone.hears("progress-figures-ask")
    assert asked.text.startswith("1200 farmers trained, 15 wells: are these the totals")
    await phone.presses(asked, "total")
    saved = await phone.hears("progress-saved")
    assert "P2: delayed, road cut. 1200 farmers trained in total, plan 2000, 15 wells" in saved.text
    await phone.hears_nothing()


async def test_an_unknown_code_is_never_filed_under_the_only_one(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    for line in ("P9 on track 1200 farmers", "p 9 on track 1200 farmers", "P7 on track"):
        await phone.says(line)
        asked = await phone.hears("progress-which-unknown")
        assert line[:3].replace(" ", "").upper()[:2] in asked.text
    assert await due_day(town) == date(2026, 12, 31)
    (p2,) = await town.rows(partnership, partnership.c.code == "P2")
    assert p2.status == "" and p2.reported_on is None
    await phone.presses(asked, "P2")
    assert "P2: on track" in (await phone.hears("progress-saved")).text
    await phone.says("P9 delayed, 900 farmers")
    await phone.presses(await phone.hears("progress-which-unknown"), "none")
    await phone.hears("progress-elsewhere")
    (p2,) = await town.rows(partnership, partnership.c.code == "P2")
    assert p2.status == "on-track"
    await phone.says("FIX")
    await phone.presses(await phone.hears("progress-which"), "P2")
    assert "P2: delayed. 900 farmers trained in total" in (await phone.hears("progress-saved")).text


# What must not wait -------------------------------------------------------------------------------


async def test_a_line_that_tells_of_cholera_is_an_update_and_an_alert(town: Town) -> None:
    await registered(town)
    focal, phone = await town.focal_point(), await manager(town)
    await phone.says("P2 delayed 1200 farmers, cholera in the camp, ten sick since Friday")
    await phone.hears("progress-receipt")
    saved = await phone.hears("progress-saved")
    assert "1200 farmers trained in total" in saved.text
    await phone.hears_nothing()
    number = await town.number_of(phone)
    alert = await focal.hears("alert", number=number)
    assert not phone.traces_in(alert)
    assert "disease" in await town.flags(phone)
    (row,) = await town.submissions(phone)
    assert (row.form, row.klass, row.severity) == ("progress", "P", "urgent")
    await focal.presses(alert, "mine")
    mine = await focal.hears("mine")
    assert "cholera in the camp" in mine.text and not phone.traces_in(mine)
    assert await due_day(town) == date(2026, 12, 31)


async def test_danger_to_life_is_asked_about_before_the_update(town: Town) -> None:
    await registered(town)
    focal, phone = await town.focal_point(), await manager(town)
    await phone.says("P2 delayed. Water is in the houses, old people are on the roof")
    await phone.hears("progress-saved")
    assert (await phone.letters())[-1].text_id == "danger"
    await focal.hears("alert", number=await town.number_of(phone))
    await phone.says("Kakuma")
    await phone.hears("place-noted")
    assert (await town.case(await town.number_of(phone))).severity == "critical"


async def test_danger_in_the_guided_way_and_in_an_edit_is_alerted_too(town: Town) -> None:
    await registered(town)
    focal, phone = await town.focal_point(), await manager(town)
    await phone.says("UPDATE")
    await phone.presses(await phone.hears("progress-guide-status"), "delayed")
    await phone.hears("progress-guide-figures")
    await phone.says("There is cholera in the camp and ten people are sick")
    await focal.hears("alert", number=await town.number_of(phone))
    saved = await phone.hears("progress-saved")
    assert "P2: delayed, There is cholera" in saved.text


async def test_an_edited_line_is_read_anew(town: Town) -> None:
    await registered(town)
    focal, phone = await town.focal_point(), await manager(town, via="telegram")
    sent = phone.emulated.says("P2 on track 1200 farmers")
    await town.settle()
    await phone.hears("progress-saved")
    phone.emulated.edits(sent, "P2 on track 1300 farmers, cholera in the camp")
    await town.settle()
    assert "1300 farmers trained in total" in (await phone.hears("progress-saved")).text
    await focal.hears("alert", number=await town.number_of(phone))
    assert len(await town.submissions(phone)) == 1


# The guided way -----------------------------------------------------------------------------------


async def test_the_guided_way_is_one_update_of_at_most_five_prompts(town: Town) -> None:
    await registered(town)
    phone = await manager(town, via="sms")

    def second(connection: Connection) -> None:
        from storage import partnerships

        id = partnerships.find_partnership(connection, "KE", "P7")
        who = select(address.c.staff_id).where(address.c.id == phone.lane)
        staff_id = connection.execute(who).scalar_one()
        partnerships.add_member(connection, str(id), staff_id)

    await town.house.db.write(second)
    before = len(await phone.letters())
    await phone.says("update")
    await phone.presses(await phone.hears("progress-guide-which"), "P2")
    await phone.presses(await phone.hears("progress-guide-status"), "delayed")
    assert "farmers trained, wells" in (await phone.hears("progress-guide-figures")).text
    await phone.says("1200 farmers and 15 wells")
    await phone.hears("progress-guide-words")
    await phone.says("The road was cut for two weeks")
    await phone.hears("progress-guide-photo")
    await phone.says("skip")
    saved = await phone.hears("progress-saved")
    assert saved.text.startswith(
        "Saved. P2: delayed, The road was cut for two weeks. 1200 farmers trained in total, "
        "plan 2000, 15 wells in total, plan 40. Wrong? Text FIX. Next update: Thu 31 Dec."
    )
    assert len(await phone.letters()) - before == 6  # five prompts, and the read-back
    (row,) = await town.submissions(phone)
    kept = await town.rows(message, message.c.submission_id == row.id)
    assert {await town.body(one) for one in kept} >= {
        "1200 farmers and 15 wells",
        "The road was cut for two weeks",
    }


async def test_every_question_of_the_guided_way_can_be_skipped(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("HELP")
    await phone.presses(await phone.hears("help-manager"), "update")
    for text in ("status", "figures", "words", "photo"):
        await phone.presses(await phone.hears(f"progress-guide-{text}"), "skip")
    await phone.hears("progress-nothing")
    assert await town.submissions(phone) == []
    assert await due_day(town) == date(2026, 12, 31)


async def test_what_was_answered_stays_when_the_rest_is_never_said(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("UPDATE")
    await phone.presses(await phone.hears("progress-guide-status"), "off-track")
    await town.passes(hours=3)
    await phone.says("HISTORY P2")
    assert "P2: off track." in (await phone.hears("progress-history")).text


async def test_update_and_a_line_is_a_line(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("UPDATE P2 completed 40 wells")
    assert "P2: completed. 40 wells in total, plan 40" in (await phone.hears("progress-saved")).text
    await phone.says("History shows that P2 is delayed")
    assert "P2: delayed" in (await phone.hears("progress-saved")).text


# Photos -------------------------------------------------------------------------------------------


async def photo(town: Town, phone: Phone, caption: str = "") -> None:
    key = f"photo-{next(town.ids)}"
    await town.house.files.put(key, b"\x89PNG", "P")
    media = {"kind": "photo", "stored": key, "content_type": "image/png", "size": 4}
    await phone.sends({"media": media, "text": caption})
    await town.settle()


async def photos_of(town: Town, submission_id: str) -> int:
    ids = [row.id for row in await town.rows(message, message.c.submission_id == submission_id)]
    return len(await town.rows(attachment, attachment.c.message_id.in_(ids)))


async def test_photos_belong_to_the_update(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await photo(town, phone, "P2 on track 1200 farmers")
    await phone.hears("progress-saved")
    (row,) = await town.submissions(phone)
    assert await photos_of(town, row.id) == 1
    await photo(town, phone)
    await photo(town, phone)
    kept = await phone.hears("progress-photo-kept")
    await phone.hears_nothing()  # thanked once for both
    assert await photos_of(town, row.id) == 3
    await town.passes(days=3)
    await photo(town, phone)
    kept = await phone.hears("progress-photo-kept")
    assert "Mon 23 Nov (P2)" in kept.text and await photos_of(town, row.id) == 4
    await phone.presses(kept, "update")
    await phone.presses(await phone.hears("progress-guide-status"), "delayed")
    new = (await town.submissions(phone))[-1]
    assert new.id != row.id
    assert (await photos_of(town, row.id), await photos_of(town, new.id)) == (3, 1)
    await photo(town, phone)
    assert await photos_of(town, new.id) == 2


async def test_the_first_photo_begins_an_update_and_a_last_one_ends_it(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await photo(town, phone)
    await phone.presses(await phone.hears("progress-guide-status"), "on-track")
    await phone.presses(await phone.hears("progress-guide-figures"), "skip")
    await phone.presses(await phone.hears("progress-guide-words"), "skip")
    await phone.hears("progress-guide-photo")
    await photo(town, phone, "the new pump")
    assert "P2: on track, the new pump" in (await phone.hears("progress-saved")).text
    (row,) = await town.submissions(phone)
    assert await photos_of(town, row.id) == 2


async def test_a_photo_after_a_sealed_report_is_sealed_with_it(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P2 on track")
    await phone.says("The aid worker asks girls for sex before he gives them food")
    await photo(town, phone)
    update, report = await town.submissions(phone)
    assert report.klass == "S"
    assert (await photos_of(town, update.id), await photos_of(town, report.id)) == (0, 1)
    assert {row.klass for row in await town.rows(attachment)} == {"S"}


# In confidence ------------------------------------------------------------------------------------

LESSON = "We promised forty wells and nobody had asked where the water is"


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_lesson_is_sealed_and_nobody_is_shown_it(town: Town, at_once: bool) -> None:
    await registered(town)
    coordinator, focal = await town.coordinator(), await town.focal_point()
    integrity = await town.staff("integrity")
    phone, colleague = await manager(town), await manager(town)
    if at_once:
        await phone.says(f"LESSON {LESSON}")
    else:
        await phone.says("lesson")
        assert "look after integrity" in (await phone.hears("lesson-ask")).text
        await phone.says(LESSON)
    assert "nobody of your partnership" in (await phone.hears("lesson-kept")).text
    (row,) = await town.submissions(phone)
    assert (row.form, row.klass) == ("lesson", "R")
    (kept,) = await town.rows(message, message.c.submission_id == row.id)
    assert kept.klass == "R" and LESSON.encode() not in kept.body_sealed
    await colleague.says("HISTORY")
    for person in (coordinator, integrity, focal):
        await person.says("DIGEST")
    for person, counted in ((coordinator, True), (integrity, True), (focal, False)):
        assert ("LESSONS, kept sealed: 1" in (await person.hears("digest")).text) is counted
    for person in (coordinator, integrity, focal, colleague):
        assert not any("forty wells" in letter.text for letter in await person.letters())
    assert not await town.rows(flag)


async def test_a_lesson_that_tells_of_danger_or_conduct_is_a_sealed_case(town: Town) -> None:
    await registered(town)
    focal, safe = await town.focal_point(), await town.safeguarding()
    integrity, phone = await town.staff("integrity"), await manager(town)
    await phone.says("LESSON There is cholera in the camp and we told nobody")
    await integrity.hears("alert-sealed", number=await town.number_of(phone))
    await focal.hears_nothing()
    await phone.reads_all()
    await phone.says("LESSON")
    await phone.hears("lesson-ask")
    await phone.says("The aid worker asks girls for sex before he gives them food")
    await phone.hears("receipt")
    await safe.hears("alert-sealed", number=await town.number_of(phone))
    rows = await town.submissions(phone)
    assert [(row.form, row.klass) for row in rows] == [("lesson", "R"), ("lesson", "S")]


async def test_a_lesson_can_be_left_and_goes_cold(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("LESSON")
    await phone.presses(await phone.hears("lesson-ask"), "skip")
    await phone.hears("lesson-none")
    await phone.says("LESSON")
    await town.passes(hours=3)
    await phone.says("P2 on track 12 wells")
    await phone.hears("progress-saved")
    assert [row.form for row in await town.submissions(phone)] == ["progress"]


async def test_a_photo_in_a_lesson_is_no_photo_of_the_update(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P2 on track")
    await phone.says("LESSON")
    await photo(town, phone, "this well was never dug")
    update, lesson = await town.submissions(phone)
    assert lesson.form == "lesson" and await photos_of(town, update.id) == 0
    assert {row.klass for row in await town.rows(attachment)} == {"R"}


async def test_only_managers_tell_lessons_by_word(town: Town) -> None:
    phone = town.phone()
    await phone.says("lesson number one in our school: the teacher never comes")
    (row,) = await town.submissions(phone)
    assert row.form == "feedback"


# Reminders ----------------------------------------------------------------------------------------


async def wake(town: Town, when: datetime) -> None:
    """Let the house sleep until an instant and then look at the clock."""
    town.time = when
    await town._clock.once()
    await town.settle()


async def reminded(town: Town, phone: Phone) -> list[str]:
    return [letter.text for letter in await phone.letters() if letter.text_id == "reminder"]


async def test_three_reminders_in_the_morning_of_a_working_day(town: Town) -> None:
    await registered(town, due="2027-01-30")  # a Saturday
    phone = await manager(town)
    start = datetime(2027, 1, 20, 0, 0, tzinfo=UTC)
    seen = []
    for hour in range(24 * 30):
        before = len(await reminded(town, phone))
        await wake(town, start + timedelta(hours=hour, minutes=5))
        if len(await reminded(town, phone)) > before:
            seen.append((town.time + timedelta(hours=3)).strftime("%a %d %b %H:%M"))  # Nairobi
    assert seen == ["Wed 27 Jan 09:05", "Mon 01 Feb 09:05", "Mon 08 Feb 09:05"]
    first, second, third = await reminded(town, phone)
    assert first.startswith("P2 Clean Water: your update is due Sat 30 Jan. One line is enough")
    assert "was due Sat 30 Jan" in second and "was due Sat 30 Jan" in third


async def test_no_reminder_after_the_update(town: Town) -> None:
    await registered(town, due="2026-12-10")
    phone = await manager(town)
    await wake(town, datetime(2026, 12, 7, 6, 30, tzinfo=UTC))
    assert len(await reminded(town, phone)) == 1
    await phone.presses(await phone.hears("reminder"), "update")
    await phone.presses(await phone.hears("progress-guide-status"), "on-track")
    assert await due_day(town) == date(2027, 1, 10)
    for day in (10, 17):
        await wake(town, datetime(2026, 12, day, 6, 30, tzinfo=UTC))
    assert len(await reminded(town, phone)) == 1


async def test_a_missed_reminder_is_made_up_once_and_never_at_night(town: Town) -> None:
    await registered(town, due="2026-12-10")
    phone = await manager(town)
    await wake(town, datetime(2026, 12, 11, 20, 0, tzinfo=UTC))  # Friday night, back again
    assert await reminded(town, phone) == []
    await wake(town, datetime(2026, 12, 13, 6, 30, tzinfo=UTC))  # Sunday
    assert await reminded(town, phone) == []
    for minute in (30, 31, 32):
        await wake(town, datetime(2026, 12, 14, 6, minute, tzinfo=UTC))
    (one,) = await reminded(town, phone)
    assert "was due Thu 10 Dec" in one


async def test_two_clocks_remind_once(town: Town) -> None:
    from bot.jobs import Clock

    await registered(town, due="2026-12-10")
    phone = await manager(town)
    town.time = datetime(2026, 12, 7, 6, 30, tzinfo=UTC)
    await Clock(town.house).once()
    await Clock(town.house).once()
    await town.settle()
    assert len(await reminded(town, phone)) == 1


@pytest.mark.parametrize("how", ["suspended", "absent", "stopped"])
async def test_who_is_away_is_not_reminded(town: Town, how: str) -> None:
    await registered(town, due="2026-12-10")
    phone = await manager(town)
    (who,) = [row.staff_id for row in await town.rows(address, address.c.id == phone.lane)]

    def away(connection: Connection) -> None:
        if how == "suspended":
            connection.execute(
                update(staff).where(staff.c.id == who).values(suspended_at=town.time)
            )
        elif how == "absent":
            days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 8)}
            connection.execute(
                insert(absence).values(id=new_id(), staff_id=who, created_at=town.time, **days)
            )

    if how == "stopped":
        await phone.says("STOP")
    await town.house.db.write(away)
    await wake(town, datetime(2026, 12, 7, 6, 30, tzinfo=UTC))
    assert await reminded(town, phone) == []
    await wake(town, datetime(2026, 12, 9, 6, 30, tzinfo=UTC))
    assert len(await reminded(town, phone)) == (how == "absent")


async def test_one_reminder_for_all_that_is_due_that_day(town: Town) -> None:
    await registered(town, due="2026-12-10")
    phone = await manager(town)

    def second(connection: Connection) -> None:
        from storage import partnerships

        id = partnerships.find_partnership(connection, "KE", "P7")
        who = select(address.c.staff_id).where(address.c.id == phone.lane)
        partnerships.add_member(connection, str(id), connection.execute(who).scalar_one())

    await town.house.db.write(second)
    await wake(town, datetime(2026, 12, 7, 6, 30, tzinfo=UTC))
    (one,) = await reminded(town, phone)
    assert one.startswith("P2, P7: your update is due Thu 10 Dec")


def test_a_reminder_lost_for_weeks_is_not_sent() -> None:
    owed = [Due("s", "KE", "P2", "Clean Water", date(2026, 10, 1))]
    assert reminders(owed, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) == []


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("registered", "reported", "today", "colour"),
    [
        (date(2018, 7, 1), None, date(2018, 7, 1), "green"),
        (date(2018, 7, 1), None, date(2019, 6, 30), "green"),
        (date(2018, 7, 1), None, date(2019, 7, 1), "yellow"),  # the source's own example
        (date(2018, 7, 1), None, date(2020, 6, 30), "yellow"),
        (date(2018, 7, 1), None, date(2020, 7, 1), "red"),
        (date(2018, 7, 1), None, date(2021, 7, 1), "inactive"),
        (date(2018, 7, 1), date(2020, 7, 1), date(2021, 6, 30), "green"),
        (date(2018, 7, 1), date(2020, 7, 1), date(2021, 7, 1), "yellow"),
        (date(2020, 2, 29), None, date(2021, 2, 28), "yellow"),
        (None, date(2026, 1, 1), date(2026, 11, 23), "green"),
        (None, None, date(2026, 11, 23), "yellow"),
        (date(2027, 1, 1), None, date(2026, 11, 23), "green"),
    ],
)
def test_the_light(
    registered: date | None, reported: date | None, today: date, colour: str
) -> None:
    assert light(registered, reported, today) == colour


@pytest.mark.parametrize(
    ("due", "months", "today", "following"),
    [
        (date(2026, 12, 31), 1, date(2026, 11, 23), date(2026, 12, 31)),  # of November: done before
        (date(2026, 12, 31), 1, date(2026, 12, 2), date(2027, 1, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 2), date(2027, 2, 28)),
        (date(2027, 2, 28), 1, date(2027, 2, 20), date(2027, 3, 31)),
        (date(2026, 12, 15), 3, date(2026, 12, 15), date(2027, 3, 15)),
        (date(2020, 1, 1), 12, date(2026, 11, 23), date(2028, 1, 1)),
        (None, 1, date(2026, 11, 23), date(2026, 12, 23)),
    ],
)
def test_the_next_day(due: date | None, months: int, today: date, following: date) -> None:
    assert next_due(due, months, today) == following


def test_months() -> None:
    assert months_later(date(2026, 1, 30), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 1) == date(2026, 12, 31)
    assert months_later(date(2026, 12, 31), -1) == date(2026, 11, 30)
    assert months_later(date(2026, 3, 5), -3) == date(2025, 12, 5)


def test_totals() -> None:
    def told(*figures: tuple[str | None, float, str]) -> Progress:
        return Progress(
            "", "", "p", "s", "", tuple(Figure(id, n, "", mode) for id, n, mode in figures)
        )

    history = [
        told(("f", 1000, "total"), ("w", 5, "new")),
        told(("f", 200, "new"), ("w", 5, "new")),
        told(("f", 900, "")),
        told((None, 7, "new")),
    ]
    assert totals(history) == {"f": 1200, "w": 10}
    assert totals([*history, told(("f", 1500, "total"), ("f", 300, "new"))])["f"] == 1500
