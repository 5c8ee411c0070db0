"""What must not wait, and what must stay sealed: the flags, through the public door."""

from __future__ import annotations

import pytest

from storage.schema import audit, message, outbox
from tests.town import Phone, Town

ABUSE = "The aid worker asks girls for sex before he gives the food cards"
FRAUD = "The committee sells our food cards and takes a bribe for every name on the list"
FLOOD = "The flood is in the houses, people are on the roof and will drown"


async def safeguarding_pair(town: Town) -> tuple[Phone, Phone]:
    return await town.safeguarding(), await town.safeguarding()


async def test_path_b_word_for_word_in_order(town: Town) -> None:
    first, second = await safeguarding_pair(town)
    await town.setting("KE", "help_line", "116")
    await town.setting("KE", "woman_on_duty", "yes")
    phone = town.phone("sms")
    await phone.says(ABUSE)
    receipt = await phone.hears("receipt")
    number = receipt.args["number"]
    await phone.hears_nothing()
    await phone.says("1")
    safe = await phone.hears("safe-now")
    assert safe.text.startswith("Thank you. Are you safe now? You can skip this.")
    await phone.says("1")
    call = await phone.hears("may-call")
    assert "1 yes, a woman, 2 yes, anyone, 3 no" in call.text
    await phone.says("1")
    time = await phone.hears("good-time")
    assert "1 morning, 2 midday, 3 evening" in time.text and "116" in time.text
    await phone.says("evening")
    await phone.hears("call-agreed")
    await phone.hears_nothing()
    (row,) = await town.submissions(phone)
    assert (row.klass, row.severity) == ("S", "critical")
    assert (row.safe, row.may_call, row.call_time) == (True, "call-woman", "evening")
    for person in (first, second):
        alert = await person.hears("alert-sealed", number=number)
        assert alert.text.count("food") == 0


async def test_not_safe_is_told_help_now(town: Town) -> None:
    await safeguarding_pair(town)
    await town.setting("KE", "help_line", "116")
    phone = town.phone("sms")
    await phone.says(ABUSE)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.presses(await phone.hears("safe-now"), "no")
    now = await phone.hears("may-call-now")
    assert "116" in now.text
    assert [button.label for button in now.buttons] == ["yes, anyone", "no"]
    await phone.presses(now, "no")
    await phone.hears("call-declined")


async def test_the_receipt_is_the_same_for_everybody(town: Town) -> None:
    texts = set()
    for words in (ABUSE, FRAUD, "The school roof is broken and nobody repairs it"):
        phone = town.phone()
        await phone.says(words)
        receipt = await phone.hears("receipt")
        day, number = receipt.args["day"], receipt.args["number"]
        assert day
        texts.add(receipt.text.replace(number, "N").split("answer by")[0])
    assert len(texts) == 1


async def test_restricted_matters_stop_asking_after_yes(town: Town) -> None:
    integrity = await town.staff("integrity")
    phone = town.phone()
    await phone.says(FRAUD)
    receipt = await phone.hears("receipt")
    await phone.presses(receipt, "yes")
    await phone.hears("closing-short")
    await phone.hears_nothing()
    (row,) = await town.submissions(phone)
    assert row.klass == "R" and "fraud" in await town.flags(phone)
    await integrity.hears_nothing()  # normal: it waits for NEXT and the digest
    await integrity.says("NEXT")
    shown = await integrity.hears("next-item-sealed")
    assert "food cards" not in shown.text


async def test_sealed_words_are_in_no_chat_and_no_clear_text(town: Town) -> None:
    first, _ = await safeguarding_pair(town)
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says(ABUSE)
    number = (await phone.hears("receipt")).args["number"]
    alert = await first.hears("alert-sealed", number=number)
    await first.presses(alert, "mine")
    taken = await first.hears("mine-sealed", number=number)
    for person in (first, focal, coordinator):
        await person.says("NEXT", "DIGEST")
        for letter in await person.letters():
            assert "food cards" not in letter.text and "girls" not in letter.text
    assert not phone.traces_in(taken)
    rows = await town.rows(message, message.c.submission_id.is_not(None))
    assert [chr(row.body_sealed[0]) for row in rows] == ["S"]
    assert await town.body(rows[0]) == ABUSE


async def test_what_follows_a_sealed_message_is_sealed_with_it(town: Town) -> None:
    phone = town.phone()
    await phone.says(ABUSE, "He lives in the blue house near the market")
    (row,) = await town.submissions(phone)
    bodies = await town.rows(message, message.c.submission_id == row.id)
    assert {body.klass for body in bodies} == {"S"} and len(bodies) == 2


async def test_a_sealed_message_is_not_merged_into_an_ordinary_one(town: Town) -> None:
    phone = town.phone()
    await phone.says("The clinic has had no medicine since last week", ABUSE)
    first, second = await town.submissions(phone)
    assert (first.klass, second.klass) == ("P", "S")
    assert first.number != second.number


async def test_an_answer_that_must_not_wait_is_no_village(town: Town) -> None:
    phone = town.phone()
    await phone.says("The clinic has had no medicine since last week")
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.hears("ask-village")
    await phone.says("A teacher rapes the girls there")
    assert [row.klass for row in await town.submissions(phone)] == ["P", "S"]


async def test_danger_to_life_is_told_at_once_and_asked_where(town: Town) -> None:
    await town.setting("KE", "help_line", "112")
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone("sms")
    await phone.says(FLOOD)
    danger = await phone.hears("danger")
    assert "112" in danger.text and "not an ambulance" in danger.text
    number = await town.number_of(phone)
    alert = await focal.hears("alert", number=number)
    assert "URGENT" in alert.text
    await coordinator.hears("alert", number=number)
    await phone.says("Baimuru, near the church")
    noted = await phone.hears("place-noted")
    assert number in noted.text
    await focal.presses(alert, "mine")
    assert "Baimuru, near the church" in (await focal.hears("mine")).text


async def test_something_explosive_keep_away(town: Town) -> None:
    phone = town.phone()
    await phone.says("Children found a grenade beside the school")
    await phone.hears("keep-away")
    await phone.sends({"place": [4.05, 35.1]})
    await town.settle()
    await phone.hears("place-noted")
    assert "explosive" in await town.flags(phone)


async def test_despair_is_given_help_after_yes(town: Town) -> None:
    await town.setting("KE", "help_line", "116")
    phone = town.phone("sms")
    await phone.says("I want to kill myself, I do not want to live any more")
    await phone.presses(await phone.hears("receipt"), "yes")
    assert "116" in (await phone.hears("help-now")).text


async def test_a_scam_hears_that_we_never_ask_for_money(town: Town) -> None:
    phone = town.phone()
    await phone.says(
        "A man calls and says he is from the UN, we must send money to get on the list"
    )
    await phone.presses(await phone.hears("receipt"), "yes")
    assert "never ask for money" in (await phone.hears("never-pay")).text


async def test_a_language_the_machine_cannot_read_goes_to_a_vetted_human(town: Town) -> None:
    first, _ = await safeguarding_pair(town)
    phone = town.phone()
    await phone.says("የውሃ ጉድጓዱ ከሁለት ሳምንት በፊት ተበላሽቷል እና ውሃ የለንም")
    receipt = await phone.hears("receipt")
    (row,) = await town.submissions(phone)
    assert row.klass == "S" and await town.flags(phone) == {"unread"}
    await first.hears("alert-sealed")
    await phone.presses(receipt, "yes")
    await phone.presses(await phone.hears("language-ask"), "fr")
    assert (await phone.hears("closing-short")).text.startswith("Merci")


@pytest.mark.parametrize("kind", ["voice", "photo"])
async def test_a_voice_note_or_photo_without_words_goes_to_a_vetted_human(
    town: Town, kind: str
) -> None:
    await safeguarding_pair(town)
    phone = town.phone()
    await phone.sends({"media": {"kind": kind, "content_type": "x/y", "size": 3, "stored": "a/1"}})
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.klass == "S" and await town.flags(phone) == {"unread"}
    await phone.hears("receipt")


async def test_a_photo_that_follows_words_belongs_to_them(town: Town) -> None:
    phone = town.phone()
    await phone.says("The bridge to the school has fallen")
    await phone.sends(
        {"media": {"kind": "photo", "content_type": "i/j", "size": 3, "stored": "a/1"}}
    )
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.klass == "P"
    assert await town.outcomes(phone) == ["submission", "addition"]


async def test_the_ladder_climbs_until_somebody_says_mine(town: Town) -> None:
    people = [await town.focal_point() for _ in range(2)]
    coordinator = await town.coordinator()
    phone = town.phone()
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    assert "first on duty" in (await people[0].hears("alert", number=number)).text
    last = await coordinator.hears("alert", number=number)  # danger to life: both at once
    assert "Nobody has taken it" not in last.text
    await people[1].hears_nothing()
    await town.passes(minutes=16)
    second = await people[1].hears("alert", number=number)
    assert "Nobody has taken it yet" in second.text
    await town.passes(minutes=61)
    assert len([one for one in await people[0].letters() if one.text_id == "alert"]) > 1
    await coordinator.presses(last, "mine")
    await coordinator.reads_all()
    before = len(await people[1].letters())
    await town.passes(minutes=50)
    assert len(await people[1].letters()) == before


async def test_i_cannot_asks_the_next_at_once(town: Town) -> None:
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says("Eleven people have cholera in our camp, two children died")
    alert = await focal.hears("alert")
    third = await town.focal_point()
    await coordinator.reads_all()
    await focal.presses(alert, "cannot")
    await focal.hears("cannot-noted")
    await third.hears("alert")


async def test_mine_without_a_first_step_frees_the_case_again(town: Town) -> None:
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert"), "mine")
    await coordinator.reads_all()
    await town.passes(minutes=62)
    view = await town.case(number)
    assert view.owner_id is None and "lapsed" in view.events
    assert any(one.text_id == "alert" for one in (await coordinator.letters())[-2:])


async def test_nobody_responsible_is_told_to_the_coordinator(town: Town) -> None:
    coordinator = await town.coordinator()
    phone, hurt = town.phone(), town.phone()
    await hurt.says(ABUSE)
    sealed = await coordinator.hears("alert-nobody-sealed")
    assert not sealed.buttons
    await phone.says(FLOOD)
    alert = await coordinator.hears("alert-nobody")
    await coordinator.presses(alert, "mine")
    await coordinator.hears("mine")


async def test_a_hole_for_what_can_wait_is_told_once_a_day(town: Town) -> None:
    coordinator = await town.coordinator()
    for _ in range(3):
        await town.phone().says("The market road has a big hole, cars cannot pass")
    await coordinator.hears("alert-nobody")
    await coordinator.hears_nothing()
    await town.passes(days=1)
    await town.phone().says("The market road has a big hole, cars cannot pass")
    await coordinator.hears("alert-nobody")


async def test_an_edit_can_raise_a_flag_and_never_lowers_one(town: Town) -> None:
    first, _ = await safeguarding_pair(town)
    phone = town.phone("telegram")
    sent = phone.emulated.says("The teacher is often late")
    await town.settle()
    phone.emulated.edits(sent, "The teacher rapes girls after class")
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.klass == "S" and row.severity == "critical"
    bodies = await town.rows(message, message.c.submission_id == row.id)
    assert {chr(body.body_sealed[0]) for body in bodies} == {"S"}
    await first.hears("alert-sealed")
    phone.emulated.edits(sent, "The teacher is often late")
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.klass == "S"


async def test_reading_is_audited(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says(FLOOD)
    await focal.presses(await focal.hears("alert"), "mine")
    reads = [row for row in await town.rows(audit) if row.action == "read"]
    (submission,) = await town.submissions(phone)
    assert {row.object for row in reads} == {submission.id}


async def test_no_alert_holds_words_number_or_address_of_the_reporter(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone("sms")
    await phone.says(FLOOD)
    alert = await focal.hears("alert")
    assert "roof" not in alert.text and not phone.traces_in(alert)
    for row in await town.rows(outbox):
        assert b"roof" not in row.body_sealed
