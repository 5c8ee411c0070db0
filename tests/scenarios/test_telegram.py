"""Telegram end to end: the emulator obeys the Bot API, the house is the real one."""

from __future__ import annotations

from datetime import timedelta

from storage.schema import attachment, consent, inbox
from tests.town import Town

FLOOD = "The flood is in the houses, people are on the roof and will drown"


async def test_buttons_commands_and_start(town: Town) -> None:
    phone = town.phone("telegram")
    await phone.says("/start")
    await phone.hears("greeting")
    await phone.says("/help")
    await phone.hears("help")
    await phone.says("The clinic has had no medicine since last week")
    receipt = await phone.hears("receipt")
    await phone.presses(receipt, "yes")
    await phone.hears("ask-village")
    phone.emulated.sends_place(3.1, 35.6)
    await town.settle()
    await phone.hears("closing")
    (row,) = await town.submissions(phone)
    place = town.house.keys.open_text(row.place_sealed, "submission.place", row.id)
    assert place == "3.10000, 35.60000"
    assert town.telegram.answered, "the press was acknowledged"


async def test_an_album_with_words_is_one_submission_with_all_its_photos(town: Town) -> None:
    phone = town.phone("telegram")
    phone.emulated.album([b"one", b"two", b"three"], caption="The bridge to the school has fallen")
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.klass == "P"
    assert len(await town.rows(attachment)) == 3
    await phone.hears("receipt")


async def test_a_file_that_cannot_be_had_yet_is_fetched_later(town: Town) -> None:
    phone = town.phone("telegram")
    town.telegram.fail_next("getFile", "500", times=3)
    phone.emulated.sends_voice(b"a voice note", caption="listen to this please, it is about water")
    await town.settle()
    await phone.hears("receipt")
    (file,) = await town.rows(attachment)
    assert file.state == "fetching"
    await town.passes(hours=3)
    (file,) = await town.rows(attachment)
    assert file.state == "here"
    assert await town.house.files.get(file.stored) == b"a voice note"


async def test_a_file_that_is_gone_leaves_its_message(town: Town) -> None:
    phone = town.phone("telegram")
    sent = phone.emulated.sends_photo(b"a photo", caption="The bridge to the school has fallen")
    town.telegram.forgets_file(sent["photo"][-1]["file_id"])
    await town.settle()
    await town.passes(hours=48)
    (file,) = await town.rows(attachment)
    assert file.state == "never"
    assert len(await town.submissions(phone)) == 1


async def test_a_group_is_told_to_write_alone_once_a_day(town: Town) -> None:
    phone = town.phone("telegram")
    group = phone.emulated.in_group(-100123456)
    group.says("/help@baraza_test_bot")
    group.says("@baraza_test_bot our well is broken")
    group.says("/status@baraza_test_bot")
    await town.settle()
    texts = [one["text"] for one in group.messages]
    assert len(texts) == 1 and "alone" in texts[0]
    assert not await town.submissions(phone)


async def test_blocked_is_opted_out_and_unblocked_is_not(town: Town) -> None:
    phone = town.phone("telegram")
    await phone.says("The clinic has had no medicine since last week")
    phone.emulated.blocks_bot()
    await town.settle()
    phone.emulated.unblocks_bot()
    await town.settle()
    kinds = [row.kind for row in await town.rows(consent, consent.c.address_id == phone.lane)]
    assert kinds == ["stop", "start"]
    await phone.says("/start")
    await phone.hears("greeting")


async def test_a_repeated_delivery_is_stored_once(town: Town) -> None:
    phone = town.phone("telegram")
    message = phone.emulated.says(FLOOD)
    await town.settle()
    stored = len(await town.rows(inbox))
    town.telegram.repeat({"update_id": 5, "message": message})
    await town.settle()
    assert len(await town.rows(inbox)) == stored
    assert len(await town.submissions(phone)) == 1


async def test_too_many_messages_slow_down_and_none_is_lost(town: Town) -> None:
    phone = town.phone("telegram")
    town.telegram.fail_next("sendMessage", "429", retry_after=2)
    await phone.says("The clinic has had no medicine since last week")
    await town.passes(seconds=30)
    await phone.hears("receipt")


async def test_contact_and_poll_are_asked_for_words(town: Town) -> None:
    phone = town.phone("telegram")
    phone.emulated.sends_contact("+254700999888")
    await town.settle()
    await phone.hears("tell-us")
    town.words.append("254700999888")


async def test_whoever_sends_a_file_that_telegram_does_not_give_is_asked_once_for_a_shorter_one(
    town: Town,
) -> None:
    phone = town.phone("telegram")
    phone.emulated.sends_voice(b"a long voice note", size=20 * 1024 * 1024 + 1)
    await town.settle()
    await town.passes(minutes=1)
    await phone.hears("file-too-large")
    (file,) = await town.rows(attachment)
    assert file.state == "never"
    await town.passes(minutes=10)
    assert "file-too-large" not in [
        one.text_id for one in await phone.letters() if one.at > town.time - timedelta(minutes=9)
    ]


async def test_whoever_stopped_is_not_asked_for_a_shorter_file(town: Town) -> None:
    phone = town.phone("telegram")
    phone.emulated.sends_voice(b"a long voice note", size=20 * 1024 * 1024 + 1)
    await phone.says("STOP")
    await town.passes(minutes=1)
    assert "file-too-large" not in [one.text_id for one in await phone.letters()]
