"""Digests: what a focal point reads in the morning and a coordinator once a week.

The clock sends them by itself, at each person's hour; DIGEST shows one now and changes how they
come. The golden files are what people should read, word for word.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, update

import locales
from locales.sms import segments
from storage import people
from storage.ids import new_id
from storage.schema import (
    absence,
    address,
    audit,
    case,
    case_event,
    job_slot,
    partnership,
    staff,
    submission,
)
from tests.town import Letter, Phone, Town

GOLDEN = Path(__file__).parent.parent / "golden"
ROAD = "The market road has a big hole, cars cannot pass"
PUMP = "The water pump in our village is broken since two weeks"
SCHOOL = "The school roof is broken and rain comes in"
ABUSE = "The aid worker asked me for sex before he gave me food"
BRIBE = "The staff of the agency took a bribe and steals the food"
TUESDAY = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # seven in the morning in Kenya


async def post_of(town: Town, phone: Phone) -> str:
    """Find whose phone it is."""
    (row,) = await town.rows(address, address.c.id == phone.lane)
    return str(row.staff_id)


async def change(town: Town, table: object, where: object, **values: object) -> None:
    """Change rows behind the house's back."""

    def write(connection: Connection) -> None:
        connection.execute(update(table).where(where).values(**values))  # type: ignore[arg-type]

    await town.house.db.write(write)


async def digests_of(phone: Phone) -> list[Letter]:
    """List the digests that reached a phone."""
    return [one for one in await phone.letters() if one.text_id == "digest"]


async def at(town: Town, moment: datetime) -> None:
    """Let the clock run until an instant."""
    await town.passes(seconds=(moment - town.time).total_seconds())


async def reported(town: Town, words: str, *, country: str = "KE") -> str:
    """Somebody tells something; the number of it."""
    phone = town.phone(country=country)
    await phone.says(words)
    return await town.number_of(phone)


# When --------------------------------------------------------------------------------------------


async def test_a_focal_point_has_one_at_seven_on_every_working_day(town: Town) -> None:
    focal = await town.focal_point(digest="")
    await reported(town, ROAD)
    await at(town, TUESDAY - timedelta(minutes=1))
    assert await digests_of(focal) == []
    await at(town, TUESDAY + timedelta(days=6, hours=1))
    sent = [letter.at for letter in await digests_of(focal)]
    days = [24, 25, 26, 27, 30]  # not on Saturday and Sunday
    assert sent == [datetime(2026, 11, day, 4, 0, tzinfo=UTC) for day in days]


async def test_a_coordinator_has_one_a_week_and_a_manager_none(town: Town) -> None:
    coordinator = await town.coordinator(digest="")
    manager = await town.staff("manager", partnership="P1", digest="")
    await reported(town, ROAD)
    await town.passes(days=8)
    (week,) = await digests_of(coordinator)
    assert week.at == datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
    assert await digests_of(manager) == []


async def test_the_week_begins_where_the_weekend_ends(town: Town) -> None:
    """In Jordan people rest on Friday and Saturday; in Kenya 12 December is a holiday."""
    focal = await town.focal_point("JO", digest="weekly")
    await town.passes(days=8)
    (letter,) = await digests_of(focal)
    assert letter.at.astimezone().strftime("%A") == "Sunday"


@pytest.mark.parametrize("hours", [1, 11])
async def test_a_missed_hour_is_made_up_once(town: Town, hours: int) -> None:
    focal = await town.focal_point(digest="")
    await reported(town, ROAD)
    town.time = TUESDAY + timedelta(days=2, hours=hours)  # the house was down for days
    for _ in range(3):
        await town.passes(minutes=1)
    (letter,) = await digests_of(focal)
    assert "Thu 26 Nov" in letter.text
    assert len(await town.rows(job_slot, job_slot.c.job == "digest")) == 1


async def test_what_is_twelve_hours_late_is_no_morning_any_more(town: Town) -> None:
    focal = await town.focal_point(digest="")
    town.time = TUESDAY + timedelta(hours=12)
    await town.passes(minutes=1)
    assert await digests_of(focal) == []


async def test_nobody_is_owed_a_digest_from_before_they_came(town: Town) -> None:
    focal = await town.focal_point(digest="")  # on Monday at ten
    await town.passes(hours=1)
    assert await digests_of(focal) == []


async def test_who_is_away_suspended_or_has_stopped_has_none(town: Town) -> None:
    away, gone, silent = [await town.focal_point(digest="") for _ in range(3)]
    ids = [await post_of(town, phone) for phone in (away, gone)]

    def write(connection: Connection) -> None:
        people.add_absence(
            connection, ids[0], date(2026, 11, 24), date(2026, 11, 24), None, town.time
        )

    await town.house.db.write(write)
    await change(town, staff, staff.c.id == ids[1], suspended_at=town.time)
    await silent.says("STOP")
    await at(town, TUESDAY + timedelta(days=1, hours=1))
    assert [letter.at.day for letter in await digests_of(away)] == [25]
    assert await digests_of(gone) == [] and await digests_of(silent) == []


# What --------------------------------------------------------------------------------------------


async def test_nothing_to_do_is_one_line(town: Town) -> None:
    focal = await town.focal_point(via="sms", digest="")
    other = await town.focal_point()
    number = await reported(town, ROAD)
    await other.says(f"MINE {number}")
    await at(town, TUESDAY)
    (letter,) = await digests_of(focal)
    assert letter.text == "Good morning. Kenya, Tue 24 Nov. Nothing needs you."


async def test_who_asks_is_told_more_than_that_nothing_needs_them(town: Town) -> None:
    focal, other = await town.focal_point(), await town.focal_point()
    number = await reported(town, ROAD)
    await other.says(f"MINE {number}")
    await focal.says("DIGEST")
    letter = await focal.hears("digest")
    assert "Nothing needs you." in letter.text and "NEW since" in letter.text
    assert "Text a number" not in letter.text


async def test_late_today_not_fixed_and_waiting_in_this_order(town: Town) -> None:
    focal = await town.focal_point(digest="")
    numbers = [await reported(town, ROAD) for _ in range(4)]
    days: tuple[dict[str, object], ...] = (
        {"promised_on": date(2026, 12, 9)},
        {"promised_on": date(2026, 12, 9), "state": "reopened"},
        {"promised_on": date(2026, 11, 24)},
        {"promised_on": date(2026, 11, 20)},
    )
    for number, values in zip(numbers, days, strict=True):
        await change(town, case, case.c.number == number, **values)
    await at(town, TUESDAY)
    (letter,) = await digests_of(focal)
    heads = re.findall(r"^([A-Z][A-Z \"]+[A-Z\"]) \d+$", letter.text, re.MULTILINE)
    assert heads == ["LATE", "TODAY", 'SAID "NOT FIXED"', "WAITING"]
    assert re.findall(r"\) (\d{8}) ", letter.text) == numbers[::-1]
    assert "4 need you." in letter.text
    assert "Promised Fri 20 Nov." in letter.text and "Promised Tue 24 Nov." not in letter.text
    await focal.says("1")
    assert numbers[3] in (await focal.hears("next-item")).text
    await focal.presses(letter, "2")
    assert numbers[2] in (await focal.hears("next-item")).text
    await focal.says(numbers[1])  # as the mail says: its number
    assert numbers[1] in (await focal.hears("next-item")).text


async def test_seven_are_shown_and_next_shows_the_others(town: Town) -> None:
    focal = await town.focal_point()
    numbers = {await reported(town, ROAD) for _ in range(16)}
    await focal.says("DIGEST")
    first = await focal.hears("digest")
    assert "16 need you." in first.text and "And 9 more: text NEXT." in first.text
    seen = set(re.findall(r"\d{8}", first.text))
    assert len(seen) == 7
    await focal.says("NEXT")
    second = await focal.hears("digest")
    assert "8) " in second.text and "And 2 more: text NEXT." in second.text
    await focal.says("8")
    opened = await focal.hears("next-item")
    assert opened.args["number"] == re.findall(r"\d{8}", second.text)[0]
    await focal.says("DIGEST", "NEXT", "NEXT")
    await focal.reads_all()
    for letter in (await digests_of(focal))[1:]:
        seen |= set(re.findall(r"\d{8}", letter.text))
    assert seen == numbers
    await focal.says("NEXT")
    await focal.hears("next-item")  # all are told: the most pressing, in full


async def test_what_was_taken_meanwhile_is_not_skipped_over(town: Town) -> None:
    focal, other = await town.focal_point(), await town.focal_point()
    numbers = {await reported(town, ROAD) for _ in range(9)}
    await focal.says("DIGEST")
    seen = re.findall(r"\d{8}", (await focal.hears("digest")).text)
    await other.says(f"MINE {seen[0]}", f"MINE {seen[1]}")
    await focal.says("NEXT")
    seen += re.findall(r"\d{8}", (await focal.hears("digest")).text)
    assert set(seen) == numbers


async def test_by_sms_a_digest_is_three_segments_at_most(town: Town) -> None:
    focal = await town.focal_point(via="sms", language="ar", digest="")
    english = await town.focal_point(via="sms", digest="")
    for _ in range(12):
        await reported(town, ROAD)
    await at(town, TUESDAY)
    for phone in (focal, english):
        (letter,) = await digests_of(phone)
        assert segments(letter.text) <= 3
        shown = re.findall(r"\d{8}", letter.text)
        assert 1 <= len(shown) == len(letter.buttons) <= 4
    await english.says("2")
    assert (await english.hears("next-item")).args["number"] == shown[1]


async def test_in_chat_a_digest_stays_under_1200_characters(town: Town) -> None:
    await town.area("KE", "Turkana")
    focal = await town.focal_point(digest="")
    coordinator = await town.coordinator(digest="daily")
    for name in "ABCDEFGHI":
        manager = await town.staff("manager", partnership=f"P{name}", post=f"Post of {name * 90}")
        await town.partnership(f"Q{name}", manager, [])
    for words in (ROAD, PUMP, SCHOOL) * 6:
        await reported(town, words)
    await at(town, TUESDAY)
    for phone in (focal, coordinator):
        assert all(len(letter.text) < 1200 for letter in await digests_of(phone))


async def test_sealed_matters_are_a_number_and_nothing_else(town: Town) -> None:
    """No word, no topic, no place, and no part in any count of what was said or done."""
    await town.area("KE", "Kakuma")
    focal = await town.focal_point(digest="")
    safe = await town.safeguarding(digest="")
    integrity = await town.staff("integrity", digest="")
    coordinator = await town.coordinator(digest="daily")
    hidden = await reported(town, f"{ABUSE} in Kakuma")
    bribe = await reported(town, f"{BRIBE} in Kakuma")
    await reported(town, ROAD)
    for number in (hidden, bribe):
        await change(town, case, case.c.number == number, promised_on=date(2026, 11, 20))
    done = await reported(town, f"{ABUSE} again")
    await change(
        town, case, case.c.number == done, state="answered", answered_at=town.time, confirmed="yes"
    )
    await at(town, TUESDAY)
    (mine,) = await digests_of(focal)
    assert "NEW since Mon 23 Nov: 1" in mine.text and "DONE" not in mine.text
    assert not {hidden, bribe, done} & set(re.findall(r"\d{8}", mine.text))
    assert "Kakuma" not in mine.text
    (sealed,) = await digests_of(safe)
    assert f"{hidden} one message needs you." in sealed.text
    (restricted,) = await digests_of(integrity)
    assert f"{bribe} one message needs you." in restricted.text
    for letter in (sealed, restricted):
        assert "Kakuma" not in letter.text and "NEW" not in letter.text
        assert "conduct" not in letter.text.lower() and "food" not in letter.text
    await coordinator.reads_all()
    await coordinator.says("DIGEST")
    week = await coordinator.hears("digest")
    assert "Sealed messages that are late: 2" in week.text
    assert not {hidden, bribe, done} & set(re.findall(r"\d{8}", week.text))


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Kakuma ndogo", "Kakuma ndogo."),
        ("-4.12345, 39.54321", "a place on the map."),
        ("call me 0712345678", "place not known."),
        ("by the old mango tree behind the second church of the lower village", "…."),
    ],
)
async def test_a_place_is_a_name_and_never_a_point_or_a_telephone(
    town: Town, told: str, shown: str
) -> None:
    focal = await town.focal_point()
    number = await reported(town, ROAD)

    def write(connection: Connection) -> None:
        id = connection.execute(
            select(submission.c.id).where(submission.c.number == number)
        ).scalar_one()
        sealed = town.house.keys.seal(told, "submission.place", id)
        connection.execute(
            update(submission).where(submission.c.id == id).values(place_sealed=sealed)
        )

    await town.house.db.write(write)
    await focal.says("DIGEST")
    letter = await focal.hears("digest")
    assert shown in letter.text
    assert "39.54" not in letter.text and "0712" not in letter.text
    assert all(len(line) < 100 for line in letter.text.splitlines())


async def test_a_place_that_was_removed_is_not_shown(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says(ROAD)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.says("Kangemi ya chini")
    await focal.says("DIGEST")
    assert "Kangemi ya chini" in (await focal.hears("digest")).text
    await change(town, submission, submission.c.address_id == phone.lane, hidden_at=town.time)
    await focal.says("DIGEST")
    assert "Kangemi" not in (await focal.hears("digest")).text


# How it comes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [
        ("en", "DIGEST WEEKLY", "weekly"),
        ("fr", "BILAN HEBDO", "weekly"),
        ("ar", "ملخص أسبوعي", "weekly"),
        ("sw", "MUHTASARI WIKI", "weekly"),
        ("ht", "REZIME semèn", "weekly"),
        ("en", "digest off", "never"),
        ("fr", "bilan aucun", "never"),
        ("ar", "ملخص بلا", "never"),
        ("sw", "muhtasari zima", "never"),
        ("ht", "rezime okenn", "never"),
        ("en", "DIGEST DAILY 6", "daily"),
        ("sw", "MUHTASARI KILASIKU 06:00", "daily"),
        ("ar", "ملخص يومي ٦", "daily"),
    ],
)
async def test_the_words_of_when_are_understood(
    town: Town, language: str, words: str, kind: str
) -> None:
    focal = await town.focal_point(language=language)
    await focal.says(words)
    answer = await focal.hears("digest-set")
    (row,) = await town.rows(staff)
    assert row.digest == kind
    assert row.digest_hour == (6 if kind == "daily" else 7)
    assert ("06:00" in answer.text) == (kind == "daily")
    (note,) = await town.rows(audit, audit.c.action == "digest")
    assert note.actor == row.id


async def test_another_hour_is_another_morning(town: Town) -> None:
    focal = await town.focal_point(digest="")
    await focal.says("DIGEST 6")
    assert "06:00" in (await focal.hears("digest-set")).text
    await at(town, TUESDAY + timedelta(hours=2))
    (letter,) = await digests_of(focal)
    assert letter.at == TUESDAY - timedelta(hours=1)


async def test_off_is_off_until_a_time_is_named(town: Town) -> None:
    focal = await town.focal_point(digest="")
    await focal.says("DIGEST OFF")
    assert "off" in (await focal.hears("digest-set")).text
    await town.passes(days=3)
    assert await digests_of(focal) == []
    await focal.says("DIGEST 7")
    await focal.hears("digest-set")
    await town.passes(days=1)
    assert len(await digests_of(focal)) == 1


@pytest.mark.parametrize(
    "words", ["DIGEST please", "DIGEST 25", "DIGEST 6 7 maybe", "DIGEST -1", "DIGEST 12345"]
)
async def test_what_cannot_be_read_is_explained(town: Town, words: str) -> None:
    focal = await town.focal_point(digest="")
    await focal.says(words)
    await focal.hears("digest-how")
    (row,) = await town.rows(staff)
    assert (row.digest, row.digest_hour) == ("", 7)


async def test_without_a_mail_server_a_digest_comes_in_chat(town: Town) -> None:
    focal = await town.focal_point()
    for words in ("DIGEST MAIL otieno@example.org", "DIGEST MAIL", "DIGEST BOTH"):
        await focal.says(words)
        await focal.hears("digest-mail-off")


# Word for word -----------------------------------------------------------------------------------


async def week_in_gulf(town: Town, language: str) -> dict[str, str]:
    """Five weeks of a country, so that there is something usual; what two people read then."""
    now = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
    names = {
        "en": ("Turkana", "Kisumu", "Lamu"),
        "fr": ("Nippes", "Artibonite", "Sud"),
        "ar": ("الموصل", "سنجار", "تلعفر"),
        "sw": ("Turkana", "Kisumu", "Lamu"),
    }[language]
    areas = [await town.area("KE", name) for name in names]
    focal = await town.focal_point(language=language, digest="", post="Water")
    coordinator = await town.coordinator(language=language, digest="", post="Coordinator")
    manager = await town.staff("manager", partnership="P2")
    await town.partnership("P5", manager, [])
    phone = town.phone()
    await phone.says("hello")

    def write(connection: Connection) -> None:
        count = iter(range(10_000))

        def said(
            days: float, area: str | None, topic: str, kind: str = "complaint", **matter: object
        ) -> None:
            place = next(count)
            id, number = new_id(), f"{48210000 + place}"
            connection.execute(
                insert(submission).values(
                    id=id,
                    number=number,
                    address_id=phone.lane,
                    channel="web",
                    country="KE",
                    area_id=area,
                    language="sw",
                    klass="P",
                    severity="normal",
                    kind=kind,
                    topics=topic,
                    coded_by="test",
                    created_at=now - timedelta(days=days),
                )
            )
            if matter:
                values = {
                    "id": id,
                    "number": number,
                    "country": "KE",
                    "area_id": area,
                    "topic": topic,
                    "klass": "P",
                    "severity": "normal",
                    "state": "new",
                    "opened_at": now - timedelta(days=days),
                }
                connection.execute(insert(case).values(**values | matter))

        for day in range(2, 44):
            said(day + 0.5, areas[0], "water")
            said(day + 6.5, areas[2], "health")
        for moment in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            said(moment, areas[0], "water")
        for moment in (0.5, 1.5, 2.5, 3.5, 4.5, 5.5):
            said(moment, areas[1], "education")
        said(0.6, areas[1], "health", "thanks")
        late = date(2026, 11, 27)
        said(9, areas[0], "water", promised_on=late)
        said(9.1, areas[1], "health", promised_on=date(2026, 11, 30))
        said(
            9.2,
            areas[1],
            "education",
            state="reopened",
            confirmed="no",
            promised_on=date(2026, 12, 4),
        )
        said(9.3, None, "roads_transport", promised_on=date(2026, 12, 8))
        for index in range(9):
            answered = now - timedelta(hours=20 + 30 * (index % 5))
            said(
                10 + index / 10,
                areas[0],
                "water",
                state="answered",
                promised_on=date(2026, 11, 26),
                answered_at=answered,
                confirmed="yes" if index < 5 else "no" if index < 6 else None,
            )
            matter = connection.execute(select(func.max(case.c.id))).scalar_one()
            connection.execute(
                insert(case_event).values(id=new_id(), case_id=matter, at=answered, kind="answer")
            )
        days: dict[str, date | None] = {
            "next_report_on": date(2026, 12, 4),
            "registered_on": date(2026, 5, 1),
        }
        connection.execute(update(partnership).values(**days))
        days = {
            "next_report_on": date(2026, 11, 2),
            "registered_on": None,
            "reported_on": date(2024, 10, 1),
        }
        connection.execute(update(partnership).where(partnership.c.code == "P5").values(**days))
        connection.execute(
            insert(absence).values(
                id=new_id(),
                staff_id=connection.execute(
                    select(staff.c.id).where(staff.c.post == "Water")
                ).scalar_one(),
                starts_on=date(2026, 12, 2),
                ends_on=date(2026, 12, 4),
                created_at=now,
            )
        )

    await town.house.db.write(write)
    town.time = now - timedelta(minutes=1)
    await town.passes(minutes=2)
    (morning,) = await digests_of(focal)
    (week,) = await digests_of(coordinator)
    return {"morning": morning.text, "week": week.text}


@pytest.mark.parametrize("language", ["en", "fr", "ar", "sw"])
async def test_word_for_word(town: Town, language: str) -> None:
    """``GOLDEN=write`` writes the files anew; then read them."""
    for name, text in (await week_in_gulf(town, language)).items():
        file = GOLDEN / f"digest-{name}-{language}.txt"
        if os.environ.get("GOLDEN") == "write":
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(f"{text}\n", encoding="utf-8")
        assert f"{text}\n" == file.read_text(encoding="utf-8")


def test_every_language_says_how_with_words_it_understands() -> None:
    for language in locales.languages():
        for keys, id in (("daily", "digest-set"), ("weekly off by-mail by-chat", "digest-how")):
            args = {"when": "never", "by": "none", "time": ""}
            words = re.findall(r"[^\W\d_]+", locales.text(language, id, args))
            meant = {locales.choice(word, keys.split(), language) for word in words}
            assert set(keys.split()) <= meant, (language, id)
