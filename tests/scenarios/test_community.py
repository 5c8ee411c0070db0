"""The community member's side, through the public door."""

from __future__ import annotations

import pytest

from handlers.numbers import is_number
from storage.schema import case, consent, message
from storage.types import Caps
from tests.town import Town

SICK = "The clinic in our village has had no medicine since last week"


async def test_a_mother_reports_a_dry_well_and_says_it_is_not_fixed(town: Town) -> None:
    mother = town.phone("sms", country="KE")
    await town.setting("KE", "alert_from", "normal")  # a broken well waits for the digest else
    water = await town.focal_point("KE", topic="water", via="telegram")
    await mother.says("Kisima chetu kimeharibika wiki mbili")
    number = (await mother.hears("receipt")).args["number"]
    alert = await water.hears("alert", number=number)
    assert not mother.traces_in(alert)
    await water.presses(alert, "mine", times=2)
    assert (await town.case(number)).events == ["opened", "acknowledged"]
    shown = await water.hears("mine", number=number)
    assert "Kisima chetu kimeharibika wiki mbili" in shown.text
    assert not mother.traces_in(shown)
    await water.answers(alert, "Fundi anakuja Jumatatu")
    answer = await mother.hears_words("Fundi anakuja Jumatatu")
    assert not water.traces_in(answer)
    await town.passes(days=7)
    await mother.hears("fixed-ask", number=number)
    await mother.says("2")  # not fixed
    assert (await town.case(number)).state == "reopened"
    await mother.hears("fixed-no")
    await water.hears("not-fixed", number=number)


async def test_the_receipt_comes_in_the_language_it_was_written_in(town: Town) -> None:
    for text, words in (
        ("Kisima chetu kimeharibika wiki mbili na hatuna maji", "Asante"),
        ("Le puits de notre village est en panne depuis deux semaines", "Merci"),
        ("Pi nou an kraze depi de semenn, nou pa gen dlo pou nou bwe", "Mèsi"),
        ("البئر في قريتنا معطلة منذ أسبوعين وليس لدينا ماء", "شكر"),
        ("The well in our village has been broken for two weeks", "Thank you"),
    ):
        phone = town.phone()
        await phone.says(text)
        receipt = await phone.hears("receipt")
        assert words in receipt.text
        assert receipt.args["number"] in receipt.text


@pytest.mark.parametrize("via", ["web", "sms", "telegram"])
async def test_may_we_write_then_which_village(town: Town, via: str) -> None:
    phone = town.phone(via)
    await phone.says(SICK)
    receipt = await phone.hears("receipt")
    await phone.presses(receipt, "yes")
    await phone.hears("ask-village")
    await phone.says("Kakuma")
    closing = await phone.hears("closing")
    assert closing.args["day"] in receipt.args["day"]
    (row,) = await town.submissions(phone)
    assert row.may_write is True
    assert town.house.keys.open_text(row.place_sealed, "submission.place", row.id) == "Kakuma"
    await phone.hears_nothing()


async def test_the_village_can_be_skipped(town: Town) -> None:
    for answer in ("skip", "0"):
        phone = town.phone("sms")
        await phone.says(SICK)
        await phone.presses(await phone.hears("receipt"), "yes")
        await phone.hears("ask-village")
        await phone.says(answer)
        await phone.hears("closing")
        (row,) = await town.submissions(phone)
        assert row.place_sealed is None


async def test_no_means_silence_and_status_still_tells(town: Town) -> None:
    phone, focal = town.phone("sms"), await town.focal_point()
    await town.setting("KE", "alert_from", "low")
    await phone.says(SICK)
    number = (await phone.hears("receipt")).args["number"]
    await phone.says("no")
    await phone.hears("no-contact")
    alert = await focal.hears("alert", number=number)
    await focal.presses(alert, "mine")
    await focal.answers(alert, "A nurse comes on Monday")
    await focal.hears("answer-kept")
    await phone.hears_nothing()
    await town.passes(days=8)
    await phone.hears_nothing()
    await phone.says(f"STATUS {number}")
    await phone.hears("status", number=number)
    await phone.hears_words("A nurse comes on Monday")


async def test_messages_in_a_row_are_one_submission(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK, "The nurse left too", "We walk four hours to the next one")
    await phone.hears("receipt")
    assert len(await town.submissions(phone)) == 1
    assert await town.outcomes(phone) == ["submission", "addition", "addition"]
    await town.passes(minutes=11)
    await phone.says("The road to the market is cut by the river")
    assert len(await town.submissions(phone)) == 2


async def test_a_greeting_is_greeted_and_thanks_is_thanked(town: Town) -> None:
    for text in ("Hello", "Bonjour", "Habari", "Bonjou", "السلام عليكم"):
        phone = town.phone()
        await phone.says(text)
        await phone.hears("greeting")
        assert not await town.submissions(phone)
    phone = town.phone()
    await phone.says("Thank you")
    await phone.hears("thanks-back")
    assert not await town.submissions(phone)


async def test_praise_is_passed_on_without_number_question_or_case(town: Town) -> None:
    phone = town.phone()
    await phone.says("Thank you for the new tap, my girls go to school on time now")
    letter = await phone.hears("thanks-reply")
    assert not letter.buttons
    (row,) = await town.submissions(phone)
    assert row.kind == "thanks" and row.number not in letter.text
    assert not await town.rows(case)


async def test_a_bare_number_or_an_empty_text_is_no_submission(town: Town) -> None:
    phone = town.phone()
    await phone.says("7")
    await phone.hears("not-understood")
    await phone.says("…")
    await phone.hears("tell-us")
    assert not await town.submissions(phone)


async def test_stop_always_wins_and_writing_again_opts_in(town: Town) -> None:
    phone = town.phone("sms")
    await phone.says(SICK)
    await phone.hears("receipt")
    await phone.says("STOP")
    await phone.hears("stopped")
    await phone.says("yes")
    assert (await town.outcomes(phone))[1] == "stop"
    await phone.says("The pump is broken again today")
    rows = await town.rows(consent)
    assert [row.kind for row in rows if row.address_id == phone.lane][:2] == ["stop", "start"]


@pytest.mark.parametrize("word", ["STOP", "arrêt", "acha", "kanpe", "توقف"])
async def test_stop_in_every_language_in_the_middle_of_a_question(town: Town, word: str) -> None:
    phone = town.phone("sms")
    await phone.says(SICK)
    await phone.says(word)
    await phone.hears("stopped")
    assert (await town.outcomes(phone))[-1] == "stop"


async def test_stop_closes_no_matter(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    number = (await phone.hears("receipt")).args["number"]
    await phone.says("STOP")
    assert (await town.case(number)).state == "new"


async def test_stop_inside_a_sentence_is_something_said(town: Town) -> None:
    phone = town.phone()
    await phone.says("Please stop the trucks that throw waste in our river")
    assert await town.outcomes(phone) == ["submission"]


async def test_status_answers_and_repeats_the_open_question(town: Town) -> None:
    phone = town.phone("sms")
    await phone.says(SICK)
    number = (await phone.hears("receipt")).args["number"]
    await phone.says("STATUS")
    await phone.hears("status", number=number)
    again = await phone.hears("receipt", number=number)
    await phone.presses(again, "yes")
    await phone.hears("ask-village")
    await phone.says("HELP")
    await phone.hears("help")
    await phone.hears("ask-village")


async def test_a_change_of_language_renders_the_question_again(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.hears("receipt")
    await phone.says("LANGUAGE")
    ask = await phone.hears("language-ask")
    await phone.presses(ask, "fr")
    await phone.hears("language-set")
    again = await phone.hears("receipt")
    assert again.text.startswith("Merci")
    await phone.says("oui")
    assert (await phone.hears("ask-village")).text.startswith("Merci")


async def test_status_never_tells_an_unknown_number_from_a_sealed_one(town: Town) -> None:
    hurt, stranger = town.phone(), town.phone()
    await hurt.says("The aid worker asked me for sex to put me on the food list")
    number = (await hurt.hears("receipt")).args["number"]
    await stranger.says(f"STATUS {number}")
    sealed = await stranger.hears("status-unknown")
    await stranger.says("STATUS 12345674")
    unknown = await stranger.hears("status-unknown")
    assert sealed.text == unknown.text
    await hurt.says("STATUS")
    await hurt.hears("status-unknown")


async def test_after_five_wrong_numbers_every_number_is_unknown_until_tomorrow(town: Town) -> None:
    writer, stranger = town.phone(), town.phone()
    await writer.says(SICK)
    number = (await writer.hears("receipt")).args["number"]
    for guess in range(5):
        await stranger.says(f"STATUS 0000000{guess}")
        await stranger.hears("status-unknown")
    await stranger.says(f"STATUS {number}")
    await stranger.hears("status-unknown")
    await town.passes(days=1)
    await stranger.says(f"STATUS {number}")
    await stranger.hears("status", number=number)


async def test_delete_hides_at_once_and_the_words_go_after_seven_days(town: Town) -> None:
    phone, focal = town.phone(), await town.focal_point()
    await town.setting("KE", "alert_from", "low")
    await phone.says(SICK)
    await phone.hears("receipt")
    alert = await focal.hears("alert")
    await phone.says("DELETE")
    ask = await phone.hears("delete-ask")
    await phone.presses(ask, "remove")
    await phone.hears("deleted")
    await focal.presses(alert, "mine")
    assert SICK not in (await focal.hears("mine")).text
    await town.passes(days=9)
    bodies = [row.body_sealed for row in await town.rows(message) if row.outcome == "submission"]
    assert bodies == [None]
    assert SICK not in str([letter.text for letter in await focal.letters()])


async def test_delete_removes_files_and_what_was_quoted_to_staff(town: Town) -> None:
    phone, focal = town.phone(), await town.focal_point()
    await town.setting("KE", "alert_from", "low")
    await town.house.files.put("attachment/abc", b"a photo")
    await phone.says(SICK)
    media = {"kind": "photo", "content_type": "image/jpeg", "size": 7, "stored": "attachment/abc"}
    await phone.sends({"media": media})
    await town.settle()
    await focal.presses(await focal.hears("alert"), "mine")
    assert SICK in (await focal.hears("mine")).text
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await town.passes(days=9)
    assert SICK not in str([letter.text for letter in await focal.letters()])
    with pytest.raises(FileNotFoundError):
        await town.house.files.get("attachment/abc")


async def test_delete_can_be_declined(town: Town) -> None:
    phone = town.phone("sms")
    await phone.says(SICK)
    await phone.says("DELETE")
    await phone.says("2")
    await phone.hears("kept")
    (row,) = await town.submissions(phone)
    assert row.hidden_at is None


async def test_for_someone_else_before_and_in_the_flow(town: Town) -> None:
    before = town.phone()
    await before.says("OTHER")
    await before.hears("for-other")
    await before.says("My neighbour has had no food aid since March")
    (row,) = await town.submissions(before)
    assert row.for_other
    after = town.phone()
    await after.says("My neighbour has had no food aid since March")
    await after.says("for someone else")
    await after.hears("for-other")
    (row,) = await town.submissions(after)
    assert row.for_other


async def test_the_menu_leads_everywhere(town: Town) -> None:
    phone = town.phone("sms")
    await phone.says("MENU")
    menu = await phone.hears("menu")
    await phone.presses(menu, "tell")
    await phone.hears("tell-us")
    await phone.says("menu")
    await phone.presses(await phone.hears("menu"), "language")
    await phone.hears("language-ask")


async def test_an_open_question_is_forgotten_after_two_hours(town: Town) -> None:
    phone = town.phone("sms")
    await phone.says(SICK)
    await phone.hears("receipt")
    await town.passes(hours=3)
    await phone.says("Kakuma")
    (first, *_) = await town.submissions(phone)
    assert first.may_write is None


async def test_stale_and_doubled_buttons(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    receipt = await phone.hears("receipt")
    await phone.presses(receipt, "yes", times=3)
    await phone.hears("ask-village")
    await phone.hears_nothing()
    await phone.presses(receipt, "no")  # changed their mind: the last choice counts
    await phone.hears("no-contact")
    (row,) = await town.submissions(phone)
    assert row.may_write is False
    await phone.presses(receipt, "no")  # the conversation is over, and the answer the same
    await phone.hears_nothing()
    await phone.presses(receipt, "yes")  # once more another choice: asked what it leads to
    await phone.hears("ask-village")
    await phone.presses_token("s:00000000:may_write:yes")
    await phone.hears("stale-button")
    await phone.presses_token("no such thing")
    await phone.hears("stale-button")


async def test_where_texts_cost_money_one_thing_is_asked_and_need_not_be_answered(
    town: Town,
) -> None:
    town.house.channels["external"].caps = Caps(0, 0, 1530, "segments", costs_sender=True)
    phone = town.phone("sms")
    await phone.says(SICK)
    letter = await phone.hears("receipt-plain")
    assert "You need not reply." in letter.text and "free" not in letter.text
    await phone.says("1")
    assert "free" not in (await phone.hears("closing")).text
    await phone.hears_nothing()


async def test_a_question_is_promised_an_earlier_day(town: Town) -> None:
    asks, tells = town.phone(), town.phone()
    await asks.says("When does the food distribution begin?")
    await tells.says("The school roof leaks when it rains")
    soon = (await asks.hears("receipt-question")).args["day"]
    late = (await tells.hears("receipt")).args["day"]
    assert soon < late


async def test_numbers_have_eight_digits_and_a_check_digit(town: Town) -> None:
    numbers = set()
    for _ in range(5):
        phone = town.phone()
        await phone.says(SICK)
        numbers.add((await phone.hears("receipt")).args["number"])
    assert len(numbers) == 5
    assert all(len(number) == 8 and is_number(number) for number in numbers)
