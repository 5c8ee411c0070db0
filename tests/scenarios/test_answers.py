"""Answers with care: read back, ready, in the right language, and honest ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

import locales
from handlers.answers import has_ready
from handlers.desk import Desk
from handlers.numbers import is_number
from storage import answering, answers
from storage.schema import case, draft, job_slot
from storage.types import Caps
from tests.scenarios.test_answering import CHOLERA, FLOOD, taken
from tests.town import Phone, Town

DRY = "Kisima chetu kimekauka, hatuna maji ya kunywa kijijini kwetu tangu wiki mbili"
FRAUD = "The project manager steals the money and asks for bribes to get on the list"
ABUSE = "The food distributor touches young girls and wants sex for food"
BOAT = "A boat is on its way to you"


async def heard(phone: Phone, text_id: str) -> int:
    """Count how often a phone was told something."""
    return len([letter for letter in await phone.letters() if letter.text_id == text_id])


async def row_of(town: Town, number: str) -> Any:
    (row,) = await town.rows(case, case.c.number == number)
    return row


async def ready_answer(town: Town, subject: str, language: str, words: str) -> None:
    await town.house.db.write(
        answers.set_ready_answer, "KE", subject, language, words, "test", town.time
    )


# Read back before it goes -------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["web", "sms", "telegram"])
async def test_nothing_goes_before_a_yes_and_a_doubled_yes_sends_once(town: Town, via: str) -> None:
    focal = await town.focal_point(via=via)
    phone, number, _ = await taken(town, focal)
    await focal.says(f"R {number} {BOAT}")
    asked = await focal.hears("answers-read-back", number=number)
    assert f'To {number}: "{BOAT}"' in asked.text and "Send it?" in asked.text
    assert [button.label for button in asked.buttons] == ["Send", "Change", "Do not send"]
    assert not any(word in asked.text for word in ("You wrote", "phone number", "SMS"))
    await phone.hears_nothing()
    await focal.presses(asked, "send", times=1 if via == "sms" else 2)
    await focal.hears("answer-sent", number=number)
    assert BOAT in (await phone.hears("about", number=number)).text
    await phone.hears_nothing()
    assert (await town.case(number)).events == ["opened", "acknowledged", "answer"]
    (kept,) = await town.rows(draft)
    assert (kept.state, kept.words_sealed) == ("sent", None)


@pytest.mark.parametrize("word", ["do not send", "no", "3"])
async def test_what_is_not_to_be_sent_is_not_sent(town: Town, word: str) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    await focal.says(f"R {number} {BOAT}", word)
    await focal.hears("answers-dropped", number=number)
    await focal.presses_token((await focal.hears("answers-read-back")).token("drop"))
    await phone.hears_nothing()
    view = await town.case(number)
    assert (view.next_step, view.events) == ("act", ["opened", "acknowledged"])


async def test_what_is_changed_is_read_back_again_and_only_the_new_words_go(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal)
    await focal.presses(shown, "answer")
    await focal.says("A boat is comming to you all")
    first = await focal.hears("answers-read-back")
    await focal.presses(first, "change")
    await focal.hears("answers-change-ask")
    await focal.says(BOAT)
    second = await focal.hears("answers-read-back")
    await focal.presses(first, "send")
    await focal.hears("answers-gone", number=number)
    await phone.hears_nothing()
    await focal.presses(second, "send")
    assert BOAT in (await phone.hears("about")).text
    assert await heard(phone, "about") == 1


async def test_an_answer_without_a_yes_comes_back_on_next_and_ends_with_a_note(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    before = await row_of(town, number)
    await focal.says(f"R {number} {BOAT}")
    asked = await focal.hears("answers-read-back")
    await focal.says("NEXT")
    assert BOAT in (await focal.hears("answers-read-back")).text
    await focal.says("I am waiting for the captain")  # neither yes nor no
    await focal.hears("answers-read-back")
    await town.passes(minutes=55)
    after = await row_of(town, number)
    assert (after.act_by, after.next_step_at) == (before.act_by, before.next_step_at)
    await town.passes(minutes=66)
    unsent = await focal.hears("answers-expired", number=number)
    assert BOAT in unsent.text
    await town.passes(minutes=10)
    assert await heard(focal, "answers-expired") == 1
    await focal.reads_all()
    await focal.presses(asked, "send")
    await focal.hears("answers-gone")
    await phone.hears_nothing()
    (kept,) = await town.rows(draft)
    assert (kept.state, kept.words_sealed) == ("expired", None)


async def test_two_open_answers_are_two_and_next_shows_the_older(town: Town) -> None:
    focal = await town.focal_point()
    phone, first, _ = await taken(town, focal)
    other, second, _ = await taken(town, focal, CHOLERA)
    await focal.says(f"R {first} {BOAT}", f"R {second} A nurse is on her way to you")
    one, two = [await focal.hears("answers-read-back") for _ in range(2)]
    await focal.says("NEXT")
    assert BOAT in (await focal.hears("answers-read-back")).text
    await focal.presses(two, "send")
    await other.hears("about", number=second)
    await phone.hears_nothing()
    await focal.presses(one, "send")
    await phone.hears("about", number=first)


async def test_stop_sends_nothing_and_keeps_the_words_for_who_comes_back(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    await focal.says(f"R {number} {BOAT}", "STOP")
    await focal.hears("stopped")
    await phone.hears_nothing()
    await focal.says("NEXT")
    await focal.hears("answers-read-back")
    await focal.says("1")
    await phone.hears("about", number=number)


async def test_an_answer_to_what_was_handed_over_meanwhile_does_not_go(town: Town) -> None:
    giver = await town.focal_point(post="First")
    phone, number, shown = await taken(town, giver)
    receiver = await town.focal_point(post="Second")
    await giver.says(f"R {number} {BOAT}")
    await giver.presses(shown, "hand-over")
    await giver.presses(await giver.hears("hand-over-ask"), "Second")
    await receiver.presses(await receiver.hears("hand-over-offer"), "mine")
    await giver.confirms()
    await giver.hears("taken", number=number)
    await phone.hears_nothing()
    (kept,) = await town.rows(draft)
    assert (kept.state, kept.words_sealed) == ("dropped", None)


async def test_only_who_wrote_an_answer_can_send_it(town: Town) -> None:
    focal, colleague, stranger = await town.focal_point(), await town.focal_point(), town.phone()
    phone, number, _ = await taken(town, focal)
    await focal.says(f"R {number} {BOAT}")
    token = (await focal.hears("answers-read-back")).token("send")
    for other in (colleague, stranger):
        await other.presses_token(token)
        await other.hears("stale-button")
    await focal.presses_token("a:no-such-draft:send")
    await focal.hears("stale-button")
    await phone.hears_nothing()


# Whose answer it is -------------------------------------------------------------------------------


async def test_words_that_begin_with_the_number_are_its_answer(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    _, other, _ = await taken(town, focal, CHOLERA)
    await focal.says(f"R {other}")  # [Answer] is open for another
    await focal.hears("answer-ask")
    town.time += timedelta(minutes=1)
    await focal.says(f"{number}: {BOAT}")
    await focal.hears("answers-read-back", number=number)
    await focal.says("yes")
    assert BOAT in (await phone.hears("about", number=number)).text


async def test_a_quote_goes_to_what_is_quoted_and_not_to_the_open_question(town: Town) -> None:
    focal = await town.focal_point(via="telegram")
    phone, number, shown = await taken(town, focal)
    other, second, _ = await taken(town, focal, CHOLERA)
    await focal.says(f"R {second}")
    await focal.hears("answer-ask")
    await focal.answers(shown, BOAT)
    await phone.hears("about", number=number)
    await other.hears_nothing()


async def test_a_number_alone_opens_the_matter_or_tells_where_it_stands(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    await focal.says(number)
    assert FLOOD in (await focal.hears("next-item", number=number)).text
    await phone.says(f"{number[:4]} {number[4:]}")
    await phone.hears("status", number=number)
    stranger = town.phone()
    await stranger.says(CHOLERA)
    await stranger.presses(await stranger.hears("receipt"), "yes")
    await stranger.hears("ask-village")
    unknown = next(str(one) for one in range(10**7, 10**8) if is_number(str(one)))
    await stranger.says(unknown)
    await stranger.hears("status-unknown")
    await stranger.hears("ask-village")
    await stranger.says(str(int(unknown) + 1))  # its check digit is wrong: no number of ours
    await stranger.hears("ask-village")
    await stranger.hears_nothing()
    assert len(await town.submissions(stranger)) == 1


# In a language that is read -----------------------------------------------------------------------


async def test_another_language_than_theirs_is_said_and_the_ready_answer_offered(
    town: Town,
) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal, DRY)
    assert "Ready answer" in [button.label for button in shown.buttons]
    await focal.says(f"R {number} The pump part is here and a mechanic comes on Thursday")
    asked = await focal.hears("answers-read-back")
    assert "You wrote English. They wrote Swahili." in asked.text
    labels = [button.label for button in asked.buttons]
    assert labels == ["Send as it is", "Ready answer", "Change", "Do not send"]
    await focal.presses(asked, "ready")
    ready = await focal.hears("answers-read-back")
    assert "chemsha au tibu maji" in ready.text
    assert (
        'It means: "We have read your message and told the team that works on water' in ready.text
    )
    assert "You wrote" not in ready.text
    await focal.presses(ready, "send")
    assert "chemsha au tibu maji" in (await phone.hears("about", number=number)).text
    assert await heard(phone, "about") == 1


@pytest.mark.parametrize("words", ["Kesho", "OK asante", "Fundi anakuja Jumatatu asubuhi"])
async def test_their_own_language_and_what_is_too_short_to_tell_raise_no_alarm(
    town: Town, words: str
) -> None:
    focal = await town.focal_point()
    _, number, _ = await taken(town, focal, DRY)
    await focal.says(f"R {number} {words}")
    assert "You wrote" not in (await focal.hears("answers-read-back")).text


async def test_as_it_is_goes_as_it_is(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal, DRY)
    await focal.says(f"R {number} {BOAT}")
    await focal.presses(await focal.hears("answers-read-back"), "Send as it is")
    assert BOAT in (await phone.hears("about")).text


# Telephone numbers and long answers ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Please call the clinic at 020 272 6300 for it", True),
        ("Please call +41 22 917 1234 about it", True),
        ("The nurse comes on 3.12.2026 at 14:30 with 1200 tablets", False),
        ("At night you can call 116, it is free", False),
    ],
)
async def test_a_telephone_number_in_an_answer_is_asked_about(
    town: Town, words: str, asks: bool
) -> None:
    focal = await town.focal_point()
    _, number, _ = await taken(town, focal)
    await focal.says(f"R {number} {words}")
    asked = await focal.hears("answers-read-back")
    assert ("holds a phone number" in asked.text) == asks
    assert (asked.buttons[0].label == "Send as it is") == asks


async def test_the_numbers_of_those_who_talk_are_known_however_they_are_written(
    town: Town,
) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    for one in (phone, focal):
        tail = one.path[-7:]
        await focal.says(f"R {number} You are {tail[:3]} {tail[3:5]}-{tail[5:]}, is that right?")
        asked = await focal.hears("answers-read-back")
        assert "holds a phone number" in asked.text


async def test_a_long_answer_says_how_many_sms_it_takes_where_it_goes_by_sms(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    long = " ".join(["The boat team is on its way, stay on the roof."] * 5)
    await focal.says(f"R {number} {long}")
    assert "It goes as 2 SMS." in (await focal.hears("answers-read-back")).text
    web = town.phone()
    await web.says(CHOLERA)
    other = await town.number_of(web)
    await focal.says(f"R {other} {long}")
    assert "SMS" not in (await focal.hears("answers-read-back", number=other)).text
    await phone.hears_nothing()


# Ready answers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["web", "sms"])
async def test_ready_answers_are_sent_in_their_language_after_a_yes(town: Town, via: str) -> None:
    focal = await town.focal_point(via=via)
    phone, number, _ = await taken(town, focal, DRY)
    await focal.says("READY")
    await focal.hears("answers-read-back", number=number)
    await phone.hears_nothing()
    await focal.says("1" if via == "sms" else "send")
    await phone.hears_words("chemsha au tibu maji")


async def test_a_countrys_own_answer_comes_before_the_shipped_until_it_is_ended(
    town: Town,
) -> None:
    focal = await town.focal_point()
    _, number, _ = await taken(town, focal, DRY)
    await ready_answer(town, "no_water", "sw", "Lori la maji linakuja kila siku saa nne.")
    await focal.says(f"READY {number}")
    assert "Lori la maji" in (await focal.hears("answers-read-back")).text
    await ready_answer(town, "no_water", "sw", "")
    await focal.says(f"READY {number}")
    assert "chemsha au tibu maji" in (await focal.hears("answers-read-back")).text


async def test_a_rumour_has_only_an_answer_that_somebody_approved(town: Town) -> None:
    await town.setting("KE", "alert_from", "low")
    focal = await town.focal_point()
    _, number, shown = await taken(
        town, focal, "People say the vaccine makes women infertile, it is poison"
    )
    assert (await town.case(number)).what == "harmful_rumour"
    assert "Ready answer" not in [button.label for button in shown.buttons]
    await focal.says(f"READY {number}")
    await focal.hears("answers-ready-none", number=number)
    await ready_answer(town, "harmful_rumour", "en", "The vaccine is safe. Ask at the clinic.")
    await focal.says(f"READY {number}")
    assert "Ask at the clinic" in (await focal.hears("answers-read-back")).text


async def test_of_restricted_matters_the_ready_answer_names_nothing_and_of_sealed_there_is_none(
    town: Town,
) -> None:
    integrity, safe = await town.staff("integrity"), await town.safeguarding()
    await town.setting("KE", "alert_from", "low")
    await ready_answer(town, "fraud", "en", "Thank you for telling us of the bribes.")
    first, second = town.phone("sms"), town.phone("sms")
    await first.says(FRAUD)
    number = await town.number_of(first)
    await integrity.presses(await integrity.hears("alert-sealed", number=number), "mine")
    await integrity.says(f"READY {number}")
    asked = await integrity.hears("answers-read-back")
    assert "A person outside your area looks at it." in asked.text and "bribes" not in asked.text
    await second.says(ABUSE)
    sealed = await town.number_of(second)
    await safe.presses(await safe.hears("alert-sealed", number=sealed), "mine")
    labels = [button.label for button in (await safe.hears("mine-sealed")).buttons]
    assert "Ready answer" not in labels
    await safe.says(f"READY {sealed}")
    await safe.hears("answers-ready-none")

    def look(connection: Connection) -> list[bool]:
        desk = Desk(connection, town.house.keys, town.time, town.house.wire)
        found = [answering.find_case(connection, one) for one in (number, sealed)]
        return [has_ready(desk, matter) for matter in found if matter is not None]

    assert await town.house.db.read(look) == [True, False]


# Honest ends --------------------------------------------------------------------------------------


async def test_what_cannot_be_done_is_said_with_the_reason_and_can_be_opened_again(
    town: Town,
) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    await focal.says(f"CANNOT {number} because the only boat is broken")
    asked = await focal.hears("answers-read-back")
    assert '"the only boat is broken"' in asked.text and "cannot be done" in asked.text
    await phone.hears_nothing()
    await focal.presses(asked, "send", times=2)
    await focal.hears("answers-ended")
    told = await phone.hears("about-cannot", number=number)
    assert 'because: "the only boat is broken". Not right? Write to us.' in told.text
    assert not focal.traces_in(told)
    row = await row_of(town, number)
    assert (row.state, row.ended_as, row.next_step_at) == ("answered", "cannot", None)
    await town.passes(days=9)
    assert await heard(phone, "fixed-ask") == 0
    await phone.says(f"STATUS {number}")
    assert "It cannot be done." in (await phone.hears("status")).text
    await phone.hears("about-cannot")
    await phone.says("1")
    await phone.hears("fixed-no")
    await focal.hears("not-fixed", number=number)
    row = await row_of(town, number)
    assert (row.state, row.ended_as) == ("reopened", "")
    assert (await town.case(number)).events[-2:] == ["cannot", "reopened"]


async def test_the_owner_is_asked_whether_nobody_can_or_only_not_they(town: Town) -> None:
    focal, second = await town.focal_point(), await town.focal_point()
    phone = town.phone("sms")
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    alert = await focal.hears("alert")
    await focal.presses(alert, "cannot")  # nobody's yet: the next is asked, and no reason
    await focal.hears("cannot-noted")
    await second.presses(await second.hears("alert", number=number), "mine")
    await second.says(f"CANNOT {number}")
    asked = await second.hears("answers-cannot-ask")
    await second.presses(asked, "no-one-can")
    await second.hears("answers-why-ask")
    await second.says("The river is too wild for any boat")
    await second.confirms()
    await phone.hears_words('because: "The river is too wild for any boat"')
    await second.presses(asked, "ask-next")
    await second.hears("answers-over", number=number)
    assert (await town.case(number)).state == "answered"


async def test_a_reason_from_who_does_not_have_it_ends_nothing(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone("sms")
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    await phone.reads_all()
    await focal.says(f"CANNOT {number} because I am on leave")
    await focal.hears("cannot-noted")
    await phone.hears_nothing()
    assert (await town.case(number)).state == "new"


async def test_what_went_to_others_is_said_with_where_it_went(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    await focal.says(f"NOT OURS {number} it went to the county road office")
    asked = await focal.hears("answers-read-back")
    assert '"the county road office"' in asked.text and "others have it now" in asked.text
    await focal.says("1")
    assert 'It went to: "the county road office"' in (await phone.hears("about-not-ours")).text
    row = await row_of(town, number)
    assert (row.state, row.ended_as, row.next_step_at) == ("answered", "not_ours", None)
    await phone.says(f"STATUS {number}")
    assert "Others have it now." in (await phone.hears("status")).text
    await focal.says(f"NOT OURS {number}")
    await focal.hears("answers-where-ask")


async def test_done_is_an_end_too(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal)
    await focal.presses(shown, "done")
    assert (await row_of(town, number)).ended_as == "done"
    await phone.says(f"STATUS {number}")
    assert "we have answered." in (await phone.hears("status")).text


async def test_an_honest_end_of_a_sealed_matter_goes_only_to_who_said_yes(town: Town) -> None:
    safe = await town.safeguarding()
    silent, willing = town.phone("sms"), town.phone("sms")
    for phone in (silent, willing):
        await phone.says(ABUSE)
        number = await town.number_of(phone)
        if phone is willing:
            await phone.presses(await phone.hears("receipt"), "yes")
        await phone.reads_all()
        await safe.presses(await safe.hears("alert-sealed", number=number), "mine")
        await safe.says(f"CANNOT {number} because we could not find the place")
        await safe.confirms()
        assert not any("distributor" in letter.text for letter in await safe.letters())
    await safe.hears("answer-kept")
    await safe.hears("answers-ended")
    await silent.hears_nothing()
    await willing.hears("about-cannot")


# Clocks -------------------------------------------------------------------------------------------


async def test_whoever_takes_what_is_due_acts_before_the_promised_day_is_over(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says("The market road has a big hole, cars cannot pass")
    number = await town.number_of(phone)
    promised = (await row_of(town, number)).promised_on
    await town.passes(days=(promised - town.time.date()).days, hours=1)
    await focal.says(f"MINE {number}")
    row = await row_of(town, number)
    assert row.act_by.date() == promised and row.act_by > town.time
    await town.passes(days=1)
    assert (await town.case(number)).owner_id is None  # lapsed


async def test_what_becomes_graver_in_somebodys_hands_gets_the_graver_clock(town: Town) -> None:
    await town.setting("KE", "alert_from", "low")
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says("The market road has a big hole, cars cannot pass")
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert", number=number), "mine")
    before = await row_of(town, number)
    await phone.says(FLOOD)
    after = await row_of(town, number)
    assert after.severity == "critical" and after.owner_id == before.owner_id
    assert after.act_by == after.next_step_at == town.time + timedelta(hours=1) < before.act_by


async def test_what_becomes_sealed_keeps_no_clock_of_who_had_it(town: Town) -> None:
    await town.setting("KE", "alert_from", "critical")
    focal = await town.focal_point()
    phone = town.phone("telegram")
    sent = phone.emulated.says("The market road has a big hole, cars cannot pass")
    await town.settle()
    number = await town.number_of(phone)
    await focal.says(f"MINE {number}")
    phone.emulated.edits(sent, FRAUD)
    await town.settle()
    row = await row_of(town, number)
    assert (row.klass, row.owner_id, row.act_by, row.next_step_at) == ("R", None, None, None)


# What the community meets -------------------------------------------------------------------------


async def test_a_number_that_was_not_offered_repeats_the_question(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal)
    await phone.says("9")  # "where are you?" is still open
    await phone.hears("danger")
    await focal.presses(shown, "done")
    await town.passes(days=8)
    await phone.reads_all()
    await phone.says("9")
    again = await phone.hears("fixed-ask", number=number)
    assert "1 yes, 2 no, 3 not sure" in again.text
    await phone.says("2")
    await phone.hears("fixed-no")
    await town.phone().says("9")


@pytest.mark.parametrize("word", ["yes", "OK", "test", "hapana", "oui", "نعم"])
async def test_a_bare_word_without_a_question_is_no_report(town: Town, word: str) -> None:
    phone = town.phone()
    await phone.says(word)
    await phone.hears("not-understood")
    assert not await town.submissions(phone)
    assert await town.outcomes(phone) == ["bare"]


@pytest.mark.parametrize("word", ["not safe", "still broken", "it is not working"])
async def test_what_could_answer_a_question_and_says_something_is_a_report(
    town: Town, word: str
) -> None:
    phone = town.phone()
    await phone.says(word)
    assert len(await town.submissions(phone)) == 1


async def test_a_bare_word_after_a_report_is_no_more_of_it(town: Town) -> None:
    phone = town.phone()
    await phone.says(CHOLERA)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.presses(await phone.hears("ask-village"), "skip")
    await phone.hears("closing")
    await phone.says("ok")
    await phone.hears("thanks-back")
    assert (await town.outcomes(phone))[-1] == "bare"


@pytest.mark.parametrize("word", ["ok", "👍", "1", "STATUS"])
async def test_a_bare_word_does_not_take_back_a_stop(town: Town, word: str) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    await phone.says("STOP", word)
    await phone.reads_all()
    await focal.says(f"R {number} {BOAT}")
    await focal.confirms()
    await focal.hears("answer-kept")
    await phone.hears_nothing()


@pytest.mark.parametrize("word", ["START", "Hello", "The nurse left the clinic last week"])
async def test_start_or_something_said_takes_back_a_stop(town: Town, word: str) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    await phone.says("STOP", word)
    await phone.reads_all()
    await focal.says(f"R {number} {BOAT}")
    await focal.confirms()
    await phone.hears("about", number=number)


async def test_a_button_pressed_after_stop_counts_and_takes_nothing_back(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert"), "mine")
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    ask = await phone.hears("fixed-ask")
    await phone.says("STOP")
    await phone.presses(ask, "no")
    assert (await town.case(number)).state == "reopened"
    await phone.reads_all()
    await focal.says(f"R {number} {BOAT}")
    await focal.confirms()
    await phone.hears_nothing()


async def test_where_there_is_no_telephone_nobody_is_asked_for_a_call(town: Town) -> None:
    await town.safeguarding()
    await town.setting("KE", "help_line", "116")
    for words, opening in ((ABUSE, "Thank you."), ("I want to kill myself", "You are not alone.")):
        phone = town.phone()
        await phone.says(words)
        await phone.presses(await phone.hears("receipt"), "yes")
        if words == ABUSE:
            await phone.presses(await phone.hears("safe-now"), "no")
        help_now = await phone.hears("answers-no-call")
        assert help_now.text.startswith(opening) and "call 116" in help_now.text
        assert "May we call" not in help_now.text
        await phone.hears_nothing()
        (row,) = await town.submissions(phone)
        assert row.may_call is None


async def test_where_texts_cost_money_a_sealed_matter_can_be_answered_after_a_yes(
    town: Town,
) -> None:
    town.house.channels["external"].caps = Caps(
        0, 0, 1530, "segments", costs_sender=True, telephone=True
    )
    safe = await town.safeguarding()
    ordinary, phone = town.phone("sms"), town.phone("sms")
    await ordinary.says(CHOLERA)
    await phone.says(ABUSE)
    number = await town.number_of(phone)
    receipts = [await one.hears("receipt-plain") for one in (ordinary, phone)]
    first, second = (
        letter.text.replace(letter.args["number"], "N").split("answer by")[0]
        + letter.text.split("Your number")[1].split(".", 1)[1]
        for letter in receipts
    )
    assert first == second
    await ordinary.says("1")
    await ordinary.hears("closing")  # which village: that would cost them
    await phone.says("1")
    await phone.hears("safe-now")
    await phone.says("1")
    await phone.hears("may-call")
    await safe.presses(await safe.hears("alert-sealed", number=number), "mine")
    await safe.says(f"R {number} We can talk whenever you like")
    await safe.confirms()
    await phone.hears("about", number=number)


@pytest.mark.parametrize(
    "words",
    [
        "Thanks for the tap but the water is dirty",
        "Thank you for the new tap, the water is dirty",
        "Asante kwa bomba lakini maji ni machafu",
        "Merci pour le robinet mais l'eau est sale",
        "Mèsi pou tiyo a men dlo a sal",
        "شكرا على الحنفية لكن الماء قذر",
    ],
)
async def test_thanks_with_a_but_are_answered(town: Town, words: str) -> None:
    phone = town.phone()
    await phone.says(words)
    number = (await phone.hears("receipt")).args["number"]
    (row,) = await town.submissions(phone)
    assert row.kind == "complaint" and "thanks" in row.kinds
    assert (await town.case(number)).state == "new"


async def test_a_bare_thanks_and_praise_stay_thanks(town: Town) -> None:
    phone = town.phone()
    await phone.says("Thank you for the new tap, it is working well")
    await phone.hears("thanks-reply")


@pytest.mark.parametrize("language", locales.languages())
def test_the_words_for_cannot_that_a_text_names_are_understood(language: str) -> None:
    args = {"number": "48219307", "words": "", "time": "15:05"}
    said = locales.text(language, "answer-sent", args).rstrip(".").split()
    assert said[-1] == "48219307"
    tails = (" ".join(said[-length:]) for length in range(2, 5))
    assert ("cannot", "48219307") in [locales.command(tail, language) for tail in tails]


async def test_a_draft_that_cannot_expire_stops_no_other_job(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says(DRY)
    await focal.says(f"R {await town.number_of(phone)} A mechanic comes on Friday")
    await focal.hears("answers-read-back")

    def fail(*_: object) -> bool:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("bot.jobs.expire", fail)
        await town.passes(hours=30)
    await focal.reads_all()
    assert len(await town.rows(job_slot, job_slot.c.job == "purge")) == 2  # today's, tomorrow's
    await town.passes(minutes=1)
    await focal.hears("answers-expired")
