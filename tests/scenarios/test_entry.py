"""Entered for somebody: by a volunteer in chat, step by step or in one message."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import locales
from storage.schema import address, consent, message, submission
from tests.town import Letter, Phone, Town

PUMP = "The pump in our village has been broken for two weeks and we drink from the river"
SEALED = "The aid worker asks girls for sex before he gives the food card"


async def asked_all(town: Town, who: Phone, day: str, place: str, number: str) -> None:
    """Answer everything up to the words."""
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "paper")
    await who.hears("entry-when")
    await who.says(day)
    await who.hears("entry-place")
    await who.says(place)
    await who.hears("entry-number")
    await who.says(number)
    await who.presses(await who.hears("entry-confirm"), "right")
    await who.hears("entry-words")


async def entered(town: Town) -> list[Any]:
    rows = await town.rows(submission, submission.c.entered_by.is_not(None))
    return sorted(rows, key=lambda row: row.id)


@pytest.mark.parametrize("via", ["web", "sms", "telegram"])
async def test_a_paper_form_is_entered_step_by_step_with_its_true_date(
    town: Town, via: str
) -> None:
    focal = await town.focal_point("KE")
    turkana = await town.area("KE", "Turkana", "turkwana")
    who = await town.staff("volunteer", via=via)
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "paper")
    await who.presses(await who.hears("entry-when"), "earlier")
    await who.hears("entry-date")
    await who.says("17 Nov")
    await who.hears("entry-place")
    await who.says("Turkwana")
    await who.hears("entry-number")
    await who.says("0")
    confirm = await who.hears("entry-confirm")
    assert "On paper, Tue 17 Nov, Turkwana" in confirm.text and "to pass on" in confirm.text
    await who.presses(confirm, "right")
    await who.hears("entry-words")
    await who.says(PUMP)
    receipt = await who.hears("receipt-plain")
    await who.hears_nothing()
    (row,) = await entered(town)
    assert row.happened_on == date(2026, 11, 17) and row.source == "paper" and row.for_other
    assert row.number == receipt.args["number"] and row.area_id == turkana
    assert row.promised_on > date(2026, 11, 23)  # counted from today, not from the paper
    assert town.house.keys.open_text(row.place_sealed, "submission.place", row.id) == "Turkwana"
    (kept,) = await town.rows(message, message.c.submission_id == row.id)
    assert await town.body(kept) == PUMP
    await focal.says(f"MINE {row.number}")
    shown = await focal.hears("mine")
    assert "(on paper, Tue 17 Nov)" in shown.text and PUMP in shown.text


async def test_answers_go_to_the_volunteer_to_pass_on_where_there_is_no_number(
    town: Town,
) -> None:
    focal = await town.focal_point("KE")
    who = await town.staff("volunteer")
    await who.says(f"ENTER {PUMP}")
    number = (await who.hears("receipt-plain")).args["number"]
    (row,) = await entered(town)
    assert row.happened_on == date(2026, 11, 23) and row.source == "" and row.may_write is None
    (kept,) = await town.rows(message, message.c.submission_id == row.id)
    assert await town.body(kept) == PUMP
    await focal.says(f"R {number} The mechanic comes on Friday")
    await focal.confirms()
    told = await who.hears("entry-pass-on")
    assert told.text.startswith("Please tell them: ") and "mechanic" in told.text
    await focal.says(f"DONE {number}")
    await town.passes(days=7)
    asked = await who.hears("entry-pass-on")
    await who.presses(asked, "no")
    assert (await town.case(number)).state == "reopened"


async def test_their_own_number_is_where_answers_go_and_is_never_shown_again(town: Town) -> None:
    focal = await town.focal_point("KE")
    who = await town.staff("volunteer", via="telegram")
    theirs = town.phone("sms")
    await asked_all(town, who, "yesterday", "Lodwar", theirs.path)
    await who.says(PUMP)
    receipt = await who.hears("receipt-plain")
    assert theirs.path[-6:] not in str([one.text for one in await who.letters()])
    (row,) = await entered(town)
    assert row.happened_on == date(2026, 11, 22) and row.may_write is True
    assert row.address_id == theirs.lane and row.channel == "external"
    (given,) = await town.rows(consent, consent.c.address_id == theirs.lane)
    assert given.given and given.kind == "write" and given.wording == "entry-number"
    await focal.says(f"R {row.number} The mechanic comes on Friday")
    await focal.confirms()
    await theirs.hears_words("mechanic comes on Friday")
    await theirs.says("STATUS")
    await theirs.hears("status", number=receipt.args["number"])
    await theirs.says("DELETE")
    await theirs.presses(await theirs.hears("delete-ask"), "remove")
    await theirs.hears("deleted")
    with pytest.raises(AssertionError):
        await who.hears("entry-pass-on")


async def test_who_said_stop_is_not_written_to_because_somebody_gave_their_number(
    town: Town,
) -> None:
    focal = await town.focal_point("KE")
    theirs = town.phone("sms")
    await theirs.says("STOP")
    await theirs.reads_all()
    who = await town.staff("volunteer")
    await asked_all(town, who, "today", "0", theirs.path)
    await who.says(PUMP)
    (row,) = await entered(town)
    await focal.says(f"R {row.number} The mechanic comes on Friday")
    await focal.confirms()
    await focal.hears("answer-kept")
    await theirs.hears_nothing()


async def test_a_number_that_was_given_long_ago_may_be_somebody_elses_by_now(town: Town) -> None:
    focal = await town.focal_point("KE")
    theirs = town.phone("sms")
    who = await town.staff("volunteer")
    await asked_all(town, who, "1 Sep", "0", theirs.path)
    await who.says(PUMP)
    (row,) = await entered(town)
    await focal.says(f"R {row.number} The mechanic comes on Friday")
    await focal.confirms()
    await theirs.hears_nothing()


@pytest.mark.parametrize("form", ["steps", "short"])
async def test_what_is_sealed_vanishes_at_once_from_the_volunteers_view(
    town: Town, form: str
) -> None:
    safe = await town.safeguarding("KE")
    who = await town.staff("volunteer")
    if form == "steps":
        await asked_all(town, who, "today", "Lodwar", "0")
        await who.says(SEALED)
    else:
        await who.says(f"ENTER {SEALED}")
    receipt = await who.hears("receipt-plain")
    await who.hears_nothing()
    await who.says(f"ENTER {PUMP}")
    plain = await who.hears("receipt-plain")
    assert set(receipt.args) == set(plain.args)

    def shape(letter: Letter) -> str:
        own = letter.args
        day = locales.day("en", date.fromisoformat(own["day"]))
        return letter.text.replace(own["number"], "N").replace(day, "D")

    assert shape(receipt) == shape(plain)
    await who.says("HISTORY")
    listed = (await who.hears("entry-list")).text
    assert plain.args["number"] in listed and receipt.args["number"] not in listed
    await who.says(f"STATUS {receipt.args['number']}")
    await who.hears("status-unknown")
    (row,) = await town.rows(address, address.c.id == who.lane)
    assert row.session_sealed is None and row.submission_id is None
    (sealed,) = [one for one in await entered(town) if one.klass == "S"]
    (kept,) = await town.rows(message, message.c.submission_id == sealed.id)
    assert kept.klass == "S" and kept.body_sealed[:1] == b"S"
    await safe.hears("alert-sealed", number=sealed.number)
    await who.reads_all()
    await safe.says(f"MINE {sealed.number}")
    await safe.says(f"R {sealed.number} We can meet you on Friday")
    await safe.confirms()
    await who.hears_nothing()


async def test_a_list_is_of_seven_days_and_of_ones_own(town: Town) -> None:
    who, other = await town.staff("volunteer"), await town.staff("volunteer")
    await who.says("HISTORY")
    await who.hears("entry-none")
    await who.says(f"ENTER {PUMP}")
    number = (await who.hears("receipt-plain")).args["number"]
    await who.says("HISTORY")
    assert f"{number}, Mon 23 Nov: it is here" in (await who.hears("entry-list")).text
    await other.says("HISTORY")
    await other.hears("entry-none")
    town.time += timedelta(days=7, minutes=1)
    await who.says("HISTORY")
    await who.hears("entry-none")


@pytest.mark.parametrize(
    ("day", "why"),
    [("24 Nov 2026", "still to come"), ("1/1/2024", "more than a year"), ("soonish", "not read")],
)
async def test_a_day_that_cannot_be_is_asked_again_with_the_reason(
    town: Town, day: str, why: str
) -> None:
    who = await town.staff("volunteer")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "call")
    await who.presses(await who.hears("entry-when"), "earlier")
    await who.hears("entry-date")
    await who.says(day)
    assert why in (await who.hears("entry-date-wrong")).text
    await who.says("vendredi 20/11")
    await who.hears("entry-place")


async def test_another_choice_of_the_day_replaces_the_first(town: Town) -> None:
    who = await town.staff("volunteer")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "voice")
    when = await who.hears("entry-when")
    await who.presses(when, "today")
    await who.hears("entry-place")
    await who.presses(when, "yesterday")
    await who.hears("entry-place")
    await who.presses(when, "earlier")
    await who.hears("entry-date")
    await who.says("18 Nov")
    await who.hears("entry-place")
    await who.presses(when, "yesterday")
    await who.hears("entry-place")
    await who.says("skip")
    await who.hears("entry-number")
    await who.says("0712")
    await who.hears("entry-number-wrong")
    await who.says("skip")
    assert "Face to face, Sun 22 Nov, no place" in (await who.hears("entry-confirm")).text


async def test_not_right_enters_nothing(town: Town) -> None:
    who = await town.staff("volunteer", via="sms")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "meeting")
    await who.presses(await who.hears("entry-when"), "today")
    await who.says("0", "0")
    await who.says("2")
    await who.hears("entry-again")
    assert not await entered(town)


async def test_words_of_command_keep_their_meaning_and_words_that_look_so_are_kept(
    town: Town,
) -> None:
    who = await town.staff("volunteer")
    await asked_all(town, who, "today", "0", "0")
    await who.says("HELP")
    await who.hears("entry-help")
    await who.says("Away from the road there is no water since the flood, people are ill")
    await who.hears("receipt-plain")
    assert len(await entered(town)) == 1


async def test_plain_words_of_a_volunteer_are_never_lost(town: Town) -> None:
    who = await town.staff("volunteer")
    await who.says("ok then")
    await who.hears("entry-help")
    await who.says("hello")
    await who.hears("greeting")
    await who.says(PUMP)
    await who.hears("receipt-plain")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "call")
    await who.says("The clinic in Kakuma has had no medicine since last month")
    await who.hears("receipt-plain")
    first, second = await entered(town)
    assert (first.source, second.source) == ("", "call")


async def test_a_photo_of_the_paper_is_an_entry_that_a_vetted_human_reads(town: Town) -> None:
    who = await town.staff("volunteer")
    await asked_all(town, who, "today", "Lodwar", "0")
    photo = {"kind": "photo", "content_type": "image/png", "size": 3, "stored": "a/1"}
    await who.sends({"media": photo})
    await town.settle()
    await who.hears("receipt-plain")
    (row,) = await entered(town)
    assert row.klass == "S" and row.source == "paper"


async def test_before_a_country_opens_a_volunteer_is_promised_nothing_either(town: Town) -> None:
    await town.not_open("KE")
    who = await town.staff("volunteer")
    await who.says(f"ENTER {PUMP}")
    await who.hears("opening-said")
    (row,) = await entered(town)
    assert row.promised_on is None


async def test_thanks_that_somebody_said_open_no_case(town: Town) -> None:
    who = await town.staff("volunteer")
    await who.says("ENTER Thank you so much for the new tap in our village, it works well")
    await who.hears("thanks-reply")
    (row,) = await entered(town)
    await who.says("HISTORY")
    assert f"{row.number}, Mon 23 Nov: passed on" in (await who.hears("entry-list")).text


async def test_nobody_else_enters_for_others(town: Town) -> None:
    focal, phone = await town.focal_point("KE"), town.phone()
    await focal.says(f"ENTER {PUMP}")
    await phone.says(f"ENTER {PUMP}")
    await phone.hears("receipt")
    assert not await entered(town)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "SAISIR"), ("ar", "إدخال"), ("sw", "INGIZA"), ("ht", "ANTRE")],
)
async def test_entering_in_every_language(town: Town, language: str, words: str) -> None:
    who = await town.staff("volunteer", via="sms", language=language)
    await who.says(words, "1", "2", "0", "0", "1")
    await who.hears("entry-words")
    await who.says(PUMP)
    await who.hears("receipt-plain")
    (row,) = await entered(town)
    assert row.source == "paper" and row.happened_on == date(2026, 11, 22)
