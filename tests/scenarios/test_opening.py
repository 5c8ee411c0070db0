"""A country opens and closes: the gate, what is said before and after, the test alert, the end."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, update

from bot.app import BadSetting
from bot.commands import opening as commands
from handlers import opening
from handlers.desk import Desk
from storage import opening as stored
from storage import people
from storage.schema import address, audit, case, inbox, message, setting, staff, submission
from tests.town import Phone, Town

PUMP = "The pump in our village has been broken for two weeks"
DROWNING = "Water is in the houses, old people are on the roof, we will drown"
SEALED = "The aid worker asks girls for sex before he gives the food card"
CLOSED_WORDS = ("answer by", "will read", "hear from us", "being told")


def desk(town: Town, connection: Connection) -> Desk:
    return Desk(connection, town.house.keys, town.time, town.house.wire)


async def missing(town: Town, country: str = "KE") -> list[str]:
    found = await town.house.db.write(lambda c: opening.lacks(desk(town, c), country))
    assert all(one.mend for one in found)
    return [one.what for one in found]


async def set_country(town: Town, key: str, value: str, country: str = "KE") -> None:
    await town.house.db.write(commands.set_country, town.house, country, key, value)


async def sends_test(town: Town, country: str = "KE") -> list[str]:
    def work(connection: Connection) -> list[str]:
        one = desk(town, connection)
        tried = opening.test_alert(one, country, "operator")
        one.flush()
        return [each.post for each in tried]

    posts = await town.house.db.write(work)
    await town.settle()
    return posts


async def opens(town: Town, country: str = "KE") -> int:
    def work(connection: Connection) -> int:
        one = desk(town, connection)
        assert not opening.lacks(one, country)
        count = opening.open_country(one, country, "operator")
        one.flush()
        return count

    waiting = await town.house.db.write(work)
    await town.settle()
    return waiting


async def closes(town: Town, country: str = "KE") -> None:
    def work(connection: Connection) -> None:
        one = desk(town, connection)
        opening.close_country(one, country, "operator")
        one.flush()

    await town.house.db.write(work)
    await town.settle()


async def vouch(town: Town, phone: Phone, organisation: str, woman: bool = False) -> None:
    def write(connection: Connection) -> None:
        connection.execute(
            update(staff)
            .where(staff.c.address_id == phone.lane)
            .values(organisation=organisation, woman=woman)
        )

    await town.house.db.write(write)


async def ready(town: Town) -> dict[str, Phone]:
    """Staff and settle a country so that nothing is missing."""
    town.words.clear()
    there = {
        "focal": await town.focal_point("KE", via="telegram"),
        "coordinator": await town.coordinator("KE"),
        "integrity": await town.staff("integrity", "KE"),
        "first": await town.safeguarding("KE", via="sms", post="Safeguarding, one"),
        "second": await town.safeguarding("KE", post="Safeguarding, two"),
    }
    await vouch(town, there["first"], "UN agency", woman=True)
    await vouch(town, there["second"], "Partner")
    await town.area("KE", "Turkana", "turkwana")
    await set_country(town, "help_line", "116")
    await set_country(town, "language_reviewed", "sw: Safeguarding, one")
    await sends_test(town)
    await there["focal"].presses(await there["focal"].hears("opening-test"), "mine")
    await there["integrity"].presses(await there["integrity"].hears("opening-test"), "mine")
    await there["first"].presses(await there["first"].hears("opening-test"), "mine")
    for phone in there.values():
        await phone.reads_all()
    return there


# Before it opens ----------------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["web", "sms"])
async def test_before_it_opens_nobody_is_promised_anything_and_nothing_is_lost(
    town: Town, via: str
) -> None:
    await town.not_open("KE")
    await town.setting("KE", "help_line", "116")
    phone = town.phone(via)
    await phone.says("hello")
    hello = await phone.hears("opening-hello")
    assert "not open here yet" in hello.text and "116" in hello.text
    await phone.says(PUMP)
    told = await phone.hears("opening-said")
    assert "not open here yet" in told.text and "call 116" in told.text
    await phone.says("STATUS")
    status = await phone.hears("opening-status")
    await phone.says("HELP")
    await phone.hears("help")
    await phone.hears("opening-status")
    await phone.says("LANGUAGE French")
    await phone.hears("language-set")
    await phone.says("hello")
    assert "Pas encore ouvert" in (await phone.hears("opening-hello")).text
    for letter in (hello, told, status):
        assert not [word for word in CLOSED_WORDS if word in letter.text]
    (row,) = await town.submissions(phone)
    assert row.promised_on is None and "water" in row.topics
    matter = await town.case(row.number)
    assert matter.state == "new" and matter.promised_on is None
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await phone.hears("deleted")
    await phone.says("STOP")
    await phone.hears("stopped")
    await phone.hears_nothing()
    assert (await town.submissions(phone))[0].hidden_at is not None


async def test_who_writes_again_within_minutes_of_the_opening_has_a_receipt(town: Town) -> None:
    await town.not_open("KE")
    await ready(town)
    phone = town.phone()
    await phone.says(PUMP)
    await phone.hears("opening-said")
    town.time += timedelta(minutes=1)
    await opens(town)
    town.time += timedelta(minutes=1)
    await phone.says("The school has no roof")
    first, second = await town.submissions(phone)
    assert first.promised_on is None and second.promised_on is not None
    assert second.number in (await phone.hears("receipt")).text
    await phone.says("And the rain comes in")
    assert len(await town.submissions(phone)) == 2


async def test_before_it_opens_what_is_sealed_and_what_is_not_are_answered_alike(
    town: Town,
) -> None:
    await town.not_open("KE")
    heard = []
    for words in (PUMP, SEALED, "Thank you so much for the new tap in our village, it works well"):
        phone = town.phone()
        await phone.says(words)
        letters = await phone.letters()
        heard.append([(one.text_id, one.text, one.buttons) for one in letters])
        await phone.says("STATUS")
        await phone.hears("opening-status")
        for row in await town.submissions(phone):
            await phone.says(f"STATUS {row.number}")
            await phone.hears("opening-status")
        await phone.says("STATUS 12345678")
        await phone.hears("opening-status")
    assert heard[0] == heard[1] == heard[2]
    assert len(heard[0]) == 1


async def test_danger_is_told_to_whoever_is_on_duty_already(town: Town) -> None:
    focal = await town.focal_point("KE", via="telegram")
    await town.not_open("KE")
    await town.setting("KE", "help_line", "116")
    phone = town.phone()
    await phone.says(DROWNING)
    danger = await phone.hears("opening-danger")
    assert "116" in danger.text and "being told" not in danger.text
    number = await town.number_of(phone)
    alert = await focal.hears("alert", number=number)
    await focal.presses(alert, "mine")
    await focal.replies(alert, "The boat team comes now")
    await focal.confirms()
    await phone.hears_words("The boat team comes now")
    await phone.says("STATUS")
    await phone.hears("status", number=number)
    await town.passes(hours=1)


async def test_something_explosive_is_warned_of_before_it_opens_too(town: Town) -> None:
    await town.not_open("KE")
    phone = town.phone()
    await phone.says("We found a landmine near the school, children play there")
    assert "Do not touch it" in (await phone.hears("opening-keep-away")).text


async def test_staff_are_enrolled_and_work_before_it_opens(town: Town) -> None:
    await town.not_open("KE")
    focal = await town.focal_point("KE")
    phone = town.phone()
    await phone.says(PUMP)
    await focal.says("NEXT")
    await focal.hears("next-item")
    await focal.says("DIGEST")
    await focal.hears("digest")


async def test_more_words_in_a_row_still_belong_together_before_it_opens(town: Town) -> None:
    await town.not_open("KE")
    phone = town.phone()
    await phone.says(PUMP, "And the children drink from the river")
    assert len(await town.submissions(phone)) == 1
    await phone.hears("opening-said")
    await phone.hears_nothing()


async def test_an_address_of_no_known_country_counts_as_of_an_open_one(town: Town) -> None:
    town.house.rehearsal = False
    unknown = town.phone("telegram", country="")
    await unknown.says(PUMP)
    await unknown.hears("opening-said")
    await town.setting("HT", "state", "open")
    other = town.phone("telegram", country="")
    await other.says(PUMP)
    await other.hears("receipt")
    known = town.phone(country="KE")
    await known.says(PUMP)
    await known.hears("opening-said")


# The gate -----------------------------------------------------------------------------------------


async def test_the_gate_lists_all_that_is_missing_and_each_thing_opens_it_further(
    town: Town,
) -> None:
    await town.not_open("KE")
    first = " | ".join(await missing(town))
    for what in ("area", "duty: programme", "duty: restricted", "duty: safeguarding",
                 "No coordinator", "0 of 2", "help line", "native speaker",
                 "test alert of class P, R, S"):  # fmt: skip
        assert what in first, what
    there = await ready(town)
    assert await missing(town) == []
    await vouch(town, there["second"], "un AGENCY")
    assert "two organisations" in " | ".join(await missing(town))
    await vouch(town, there["second"], "Partner")
    await vouch(town, there["first"], "UN agency", woman=False)
    assert "woman" in " | ".join(await missing(town))
    await vouch(town, there["first"], "UN agency", woman=True)
    await there["second"].says("STOP")
    assert "1 of 2" in " | ".join(await missing(town))
    await there["second"].says("hello")
    assert await missing(town) == []


async def test_help_line_and_test_alert_go_stale_after_ninety_days(town: Town) -> None:
    await town.not_open("KE")
    await ready(town)
    town.time += timedelta(days=90)
    assert await missing(town) == []
    town.time += timedelta(days=1)
    late = " | ".join(await missing(town))
    assert "help line was last confirmed 2026-11-23" in late
    assert "no test alert of class P, R, S" in late
    await set_country(town, "help_line_confirmed", "today")
    assert "help line" not in " | ".join(await missing(town))


async def test_areas_need_a_name_each_and_another_spelling_somewhere(town: Town) -> None:
    await town.not_open("KE")
    await ready(town)
    await town.area("HT", "Ouest")
    assert "no area is known by another spelling" in " | ".join(await missing(town, "HT"))


async def test_it_opens_and_who_wrote_before_is_not_written_to(town: Town) -> None:
    await town.not_open("KE")
    before = town.phone()
    await before.says(PUMP)
    await before.hears("opening-said")
    there = await ready(town)
    assert await opens(town) == 1
    opened = await there["coordinator"].hears("opening-opened")
    assert "Kenya" in opened.text and "From before 1" in opened.text
    await before.hears_nothing()
    await there["focal"].says("DIGEST")
    assert await town.number_of(before) in (await there["focal"].hears("digest")).text
    await before.says("STATUS")
    await before.hears("status")
    after = town.phone()
    await after.says(PUMP)
    await after.hears("receipt")
    rows = await town.rows(setting, setting.c.key == "state")
    assert [row.value for row in rows][-2:] == ["not-yet", "open"]
    assert await town.rows(audit, audit.c.action == "open-country")


# The test alert -----------------------------------------------------------------------------------


async def test_a_test_alert_is_answered_and_is_no_case(town: Town) -> None:
    there = await ready(town)
    assert not await town.rows(case) and not await town.rows(submission)
    await there["focal"].says("DIGEST")
    assert "Nothing needs you" in (await there["focal"].hears("digest")).text
    for klass, who in (("P", "focal"), ("R", "integrity"), ("S", "first")):
        (row,) = await town.rows(setting, setting.c.key == f"test_answered.{klass}")
        (post,) = await town.rows(staff, staff.c.address_id == there[who].lane)
        assert row.value == f"2026-11-23 {post.id}" and row.by == post.id


async def test_who_cannot_is_followed_by_the_next_on_the_ladder(town: Town) -> None:
    first = await town.focal_point("KE")
    second = await town.focal_point("KE", via="sms")
    third = await town.coordinator("KE")
    await sends_test(town)
    asked = await first.hears("opening-test")
    assert asked.text.startswith("TEST")
    await second.reads_all()
    await first.presses(asked, "cannot")
    assert "next person" in (await first.hears("opening-test-declined")).text
    await second.presses(await second.hears("opening-test"), "cannot")
    assert "next person" in (await second.hears("opening-test-declined")).text
    last = await third.hears("opening-test")
    await first.presses(asked, "mine")  # too late: it is somebody else's to answer
    await first.hears("stale-button")
    assert not await town.rows(setting, setting.c.key == "test_answered.P")
    await third.presses(last, "mine", times=2)
    await third.hears("opening-test-answered")
    assert len(await town.rows(setting, setting.c.key == "test_answered.P")) == 1
    await sends_test(town)
    await third.reads_all()
    again = await first.hears("opening-test")
    await first.presses(again, "cannot")
    await second.presses(await second.hears("opening-test"), "cannot")
    await third.presses(await third.hears("opening-test"), "cannot")
    assert "Nobody else" in (await third.hears("opening-test-declined")).text


async def test_a_button_of_somebody_elses_test_alert_does_nothing(town: Town) -> None:
    focal = await town.focal_point("KE")
    other = await town.focal_point("HT")
    community = town.phone()
    await sends_test(town)
    token = (await focal.hears("opening-test")).token("mine")
    for phone in (other, community):
        await phone.presses_token(token)
        await phone.hears("stale-button")
    assert not await town.rows(setting, setting.c.key == "test_answered.P")


async def test_one_person_on_two_ladders_gets_one_test_alert(town: Town) -> None:
    safe = await town.safeguarding("KE", via="sms")

    def also_r(connection: Connection) -> None:
        (id,) = connection.execute(
            staff.select().with_only_columns(staff.c.id).where(staff.c.address_id == safe.lane)
        ).one()
        people.add_duty(connection, id, "KE", "", "R")

    await town.house.db.write(also_r)
    posts = await sends_test(town)
    assert posts[0] == "" and posts[1] == posts[2] != ""
    asked = await safe.hears("opening-test")
    await safe.hears_nothing()
    await safe.presses(asked, "mine")
    for klass in "RS":
        assert await town.rows(setting, setting.c.key == f"test_answered.{klass}")


# Who we are ---------------------------------------------------------------------------------------


async def test_a_country_says_for_itself_who_it_is(town: Town) -> None:
    await set_country(town, "name", "Sauti")
    await set_country(town, "who_we_are.en", "line of UN Kenya")
    english, swahili = town.phone(), town.phone()
    await english.says("hello")
    assert "This is Sauti, line of UN Kenya. A machine" in (await english.hears("greeting")).text
    await english.says("HELP")
    assert "Sauti is line of UN Kenya." in (await english.hears("help")).text
    await swahili.says("LANGUAGE Swahili", "habari")
    assert "Hii ni Sauti, laini ya ujumbe ya UN." in (await swahili.hears("greeting")).text
    await set_country(town, "name.sw", "Sauti Yetu")
    await swahili.says("habari")
    assert "Hii ni Sauti Yetu, laini" in (await swahili.hears("greeting")).text


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("name", "A very long name for the message line of a whole country", "at most"),
        ("name", "برزة", "at most"),
        ("who_we_are.en", "line " * 20, "at most"),
        ("who_we_are", "the line", "who_we_are.en"),
        ("closed_text", "word " * 80, "at most"),
        ("help_line", "", "help_line"),
        ("help_line", "call me", "help_line"),
        ("help_line", "0800 123 123 123 123 123", "20 characters"),
        ("help_line_confirmed", "2027-01-01", "still to come"),
        ("help_line_confirmed", "soon", "today"),
        ("language_reviewed", "ht: Coordinator", "a language of the country"),
        ("language_reviewed", "sw: Nobody", "no post of KE"),
    ],
)
async def test_what_does_not_fit_is_refused_with_what_would(
    town: Town, key: str, value: str, named: str
) -> None:
    with pytest.raises(BadSetting, match=named):
        await set_country(town, key, value)
    assert not await town.rows(setting, setting.c.key == key)


async def test_as_many_characters_as_the_refusal_allows_are_taken(town: Town) -> None:
    with pytest.raises(BadSetting) as refused:
        await set_country(town, "who_we_are.en", "x" * 100)
    most = int(str(refused.value).split("at most ")[1].split(";")[0])
    await set_country(town, "who_we_are.en", "x" * most)
    with pytest.raises(BadSetting):
        await set_country(town, "who_we_are.en", "x" * (most + 1))
    phone = town.phone("sms")
    await phone.says("hello")
    assert len((await phone.hears("greeting")).text) <= 160


# Closing ------------------------------------------------------------------------------------------


async def test_a_country_that_closes_hands_over_and_says_so_for_a_year(town: Town) -> None:
    there = await ready(town)
    owned, sealed = town.phone(), town.phone()
    await owned.says(PUMP)
    await owned.presses(await owned.hears("receipt"), "yes")
    number = await town.number_of(owned)
    await there["focal"].says(f"MINE {number}")
    await sealed.says(SEALED)
    hidden = await town.number_of(sealed)
    for phone in (owned, sealed, *there.values()):
        await phone.reads_all()
    await set_country(town, "closed_text.en", "Ask at the district office.")
    await closes(town)
    told = await there["coordinator"].hears("opening-handed-over")
    assert number in told.text and hidden not in told.text and "1 sealed" in told.text
    assert "2027" in told.text
    assert (await town.case(number)).owner_id is not None
    late = town.phone()
    await late.says(PUMP)
    ended = await late.hears("opening-ended")
    assert "Mon 23 Nov 2026" in ended.text and "116" in ended.text
    assert "Ask at the district office." in ended.text
    assert not [word for word in CLOSED_WORDS if word in ended.text]
    await late.says("hello")
    await late.hears("opening-ended")
    await late.says("STATUS")
    await late.hears("opening-ended")
    await there["focal"].says(f"R {number} The mechanic comes on Friday")
    await there["focal"].confirms()
    await owned.hears_words("The mechanic comes on Friday")
    with pytest.raises(AssertionError, match="not heard"):
        await owned.hears("opening-ended")


async def test_a_year_after_closing_words_places_and_addresses_are_gone(town: Town) -> None:
    there = await ready(town)
    phone, sealed, elsewhere = town.phone("sms"), town.phone(), town.phone(country="HT")
    await phone.says(PUMP)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.says("Lodwar")
    number = await town.number_of(phone)
    await there["focal"].says(f"R {number} The mechanic comes on Friday")
    await there["focal"].confirms()
    await sealed.says(SEALED)
    await elsewhere.says(PUMP)
    await closes(town)
    counted = await town.house.db.read(stored.to_remove, "KE")
    assert (counted.submissions, counted.addresses) == (2, 2) and counted.messages >= 4
    town.time += timedelta(days=364)
    await town.passes(minutes=1)
    assert await town.submissions(phone) and await words_left(town, "KE")
    town.time += timedelta(days=1)
    await town.passes(minutes=1)
    assert await words_left(town, "KE") == []
    assert len(await words_left(town, "HT")) == 1
    rows = await town.submissions(phone)
    assert [row.coded_by for row in rows] == ["removed"] and rows[0].place_sealed is None
    for one in (phone, sealed):
        (row,) = await town.rows(address, address.c.id == one.lane)
        assert row.path_sealed is None and row.session_sealed is None
        assert {letter.text for letter in await one.letters()} == {""}
        raws = await town.rows(inbox, inbox.c.lane == one.lane)
        assert raws and not any(raw.raw_sealed for raw in raws)
    for who in there.values():
        (row,) = await town.rows(address, address.c.id == who.lane)
        assert row.path_sealed is not None
    shown = [letter.text for letter in await there["focal"].letters()]
    assert not any("pump" in text or "mechanic" in text for text in shown)
    (removed,) = await town.rows(audit, audit.c.action == "remove-country")
    assert removed.object == "KE"
    assert (await town.house.db.read(stored.to_remove, "KE")).total == 0
    await phone.says(PUMP)  # who writes after that is answered, and their words go the next day
    await phone.hears("opening-ended")
    await town.passes(days=1, minutes=1)
    town.time += timedelta(days=1)
    await town.passes(minutes=1)
    assert await words_left(town, "KE") == []


async def words_left(town: Town, country: str) -> list[Any]:
    ids = [row.id for row in await town.rows(submission, submission.c.country == country)]
    return await town.rows(
        message, message.c.submission_id.in_(ids), message.c.body_sealed.is_not(None)
    )


async def test_opening_again_calls_the_removal_off(town: Town) -> None:
    await ready(town)
    phone = town.phone()
    await phone.says(PUMP)
    await closes(town)
    await set_country(town, "help_line_confirmed", "today")
    await opens(town)
    town.time += timedelta(days=366)
    await town.passes(minutes=1)
    assert len(await words_left(town, "KE")) == 1


# The commands -------------------------------------------------------------------------------------


async def test_the_commands_check_refuse_open_and_close(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = town.house.settings
    with pytest.raises(BadSetting) as refused:
        await commands.opened(settings, "KE", check=True)
    assert "baraza test-alert KE" in str(refused.value)
    assert str(refused.value).count("✗") >= 8
    with pytest.raises(BadSetting, match="no test alert was sent"):
        await commands.tested(settings, "KE")
    with pytest.raises(BadSetting, match="KE is not open"):
        await commands.closed(settings, "KE", check=False, file=None)
    there = await ready(town)
    phone = town.phone()
    await phone.says(PUMP)
    number = await town.number_of(phone)
    # These commands run on the clock of the machine.
    await town.setting("KE", "help_line_confirmed", "2999-01-01")
    for klass in "PRS":
        await town.setting("KE", f"test_answered.{klass}", "2999-01-01 somebody")
    assert "nothing is missing" in await commands.opened(settings, "KE", check=True)
    assert "KE is open" in await commands.opened(settings, "KE", check=False)
    assert await commands.opened(settings, "KE", check=False) == "KE is open."
    file = tmp_path / "open.csv"
    counted = await commands.closed(settings, "KE", check=True, file=file)
    assert "1 submissions" in counted and number in counted
    with file.open(encoding="utf-8", newline="") as opened_file:
        (row,) = csv.DictReader(opened_file)
    assert row["number"] == number and row["class"] == "P" and PUMP not in str(row)
    assert "KE is closed" in await commands.closed(settings, "KE", check=False, file=None)
    with pytest.raises(BadSetting, match=r"--csv"):
        await commands.closed(settings, "KE", check=True, file=tmp_path / "no" / "folder.csv")
    assert "class P" in await commands.tested(settings, "KE")
    await town.settle()
    await there["focal"].hears("opening-test")
