"""What the Telegram channel promises, kept against a Telegram played over real HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.channels.base import (
    Busy,
    Channel,
    Failed,
    FileNever,
    FileNotYet,
    FileTooLarge,
    OptedOut,
    Raw,
    Refused,
    Retry,
    SendError,
    Slower,
    Uncertain,
    Unparsable,
)
from bot.channels.telegram import (
    CALLBACK_BYTES,
    SECRET_HEADER,
    Telegram,
    WebhookRefused,
    WrongToken,
    split_text,
)
from storage.types import Address, Button, Event, EventKind, Media, Outgoing
from tests.telegram_emulator import TOKEN, Fault, Phone, TelegramEmulator, utf16

MOTHER = 5_000_000_001  # above 2**32
NEIGHBOUR = 5_000_000_002
GROUP = -1_001_234_567_890
SECRET = "a-secret_for-the-webhook"
BY_POST = Address("telegram", str(MOTHER))


class House:
    """The side of the channel that stores: what came in, and how it behaves while storing."""

    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self.busy = 0  # so many times
        self.broken = False
        self._arrived = asyncio.Event()

    async def accept(self, name: str, raws: Sequence[Raw]) -> None:
        assert name == "telegram"
        if self.broken:
            raise OSError("disk full")
        if self.busy:
            self.busy -= 1
            raise Busy
        self.raws += raws
        self._arrived.set()

    async def has(self, count: int) -> list[Raw]:
        """Wait until so many have been stored."""
        async with asyncio.timeout(5):
            while len(self.raws) < count:
                self._arrived.clear()
                await self._arrived.wait()
        return self.raws

    @property
    def keys(self) -> list[str]:
        return [raw.key for raw in self.raws]


class Pauses(list[float]):
    """Waits that are written down, and over at once."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        self._more.set()
        await asyncio.sleep(0)

    async def has(self, count: int) -> None:
        """Wait until there have been so many."""
        async with asyncio.timeout(5):
            while len(self) < count:
                self._more.clear()
                await self._more.wait()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as emulator:
        yield emulator


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


Make = Callable[..., Telegram]


@pytest.fixture
async def make(telegram: TelegramEmulator, pauses: Pauses) -> AsyncIterator[Make]:
    made = []

    def build(**settings: Any) -> Telegram:
        usual: dict[str, Any] = {"token": TOKEN, "api_url": telegram.url, "pause": pauses}
        quick = {"poll_seconds": 2, "timeout_seconds": 2.0}
        channel = Telegram(**usual | quick | settings)
        made.append(channel)
        return channel

    yield build
    for channel in made:
        await channel.close()


@pytest.fixture
def channel(make: Make) -> Telegram:
    return make()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def mother(telegram: TelegramEmulator) -> Phone:
    return telegram.person(MOTHER, language_code="sw")


@asynccontextmanager
async def running(channel: Telegram, house: House) -> AsyncIterator[asyncio.Task[None]]:
    """The channel polls in the background."""
    task = asyncio.create_task(channel.run(house.accept))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def heard(channel: Telegram, house: House, count: int = 1) -> list[Event | None]:
    """What the channel makes of everything people said until now."""
    async with running(channel, house):
        raws = await house.has(count)
    assert len(raws) == count
    return [channel.parse(f"id-{number}", raw.payload) for number, raw in enumerate(raws)]


async def heard_one(channel: Telegram, house: House) -> Event:
    (event,) = await heard(channel, house)
    assert event is not None
    return event


async def say_hello(channel: Telegram, *phones: Phone) -> None:
    """Telegram lets a bot write only to people who have written to it."""
    for phone in phones:
        phone.says("hello")


def message_update(**message: Any) -> bytes:
    base = {
        "message_id": 7,
        "date": 1_700_000_000,
        "from": {"id": MOTHER, "is_bot": False},
        "chat": {"id": MOTHER, "type": "private"},
    }
    return json.dumps({"update_id": 1, "message": base | message}).encode()


def test_it_keeps_the_contract_of_a_channel() -> None:
    channel: Channel = Telegram(TOKEN)
    assert (channel.name, channel.scheme) == ("telegram", "telegram")


# ---- what comes in


async def test_a_text_becomes_an_event_with_all_we_need(
    channel: Telegram, house: House, mother: Phone
) -> None:
    said = mother.says("Kisima kimeharibika 🙏")
    event = await heard_one(channel, house)
    assert event == Event(
        id="id-0",
        channel="telegram",
        address=BY_POST,
        kind=EventKind.TEXT,
        at=datetime.fromtimestamp(said["date"], UTC),
        text="Kisima kimeharibika 🙏",
        language_hint="sw",
        external_id=str(said["message_id"]),
    )
    assert house.raws[0].address == BY_POST


@pytest.mark.parametrize(
    ("field", "content_type", "kind"),
    [
        ("voice", "audio/ogg", "voice"),
        ("audio", "audio/mp4", "audio"),
        ("photo", "image/jpeg", "photo"),
        ("video", "video/mp4", "video"),
        ("video_note", "video/mp4", "video"),
        ("animation", "video/mp4", "video"),
        ("sticker", "image/webp", "sticker"),
    ],
)
async def test_every_medium_can_be_fetched_again_and_keeps_its_caption(
    channel: Telegram, house: House, mother: Phone, field: str, content_type: str, kind: str
) -> None:
    mother.sends(field, b"the bytes", content_type, caption="what is in it")
    event = await heard_one(channel, house)
    assert (event.kind, event.text) == (EventKind.MEDIA, "what is in it")
    assert event.media is not None
    assert (event.media.kind, event.media.content_type, event.media.size) == (kind, content_type, 9)
    assert await channel.fetch(event.media.reference) == b"the bytes"


async def test_a_document_keeps_its_name(channel: Telegram, house: House, mother: Phone) -> None:
    mother.sends_document(b"%PDF", "list.pdf")
    event = await heard_one(channel, house)
    assert event.media is not None
    assert (event.media.kind, event.media.name) == ("document", "list.pdf")
    assert event.media.content_type == "application/pdf"


async def test_places_and_venues_keep_their_coordinates(
    channel: Telegram, house: House, mother: Phone
) -> None:
    mother.sends_place(-7.71, 144.33)
    mother.sends_place(-7.42, 144.25, venue="Kikori market")
    place, venue = await heard(channel, house, 2)
    assert place is not None
    assert venue is not None
    assert (place.kind, place.place, place.text) == (EventKind.PLACE, (-7.71, 144.33), "")
    assert (venue.kind, venue.place) == (EventKind.PLACE, (-7.42, 144.25))
    assert venue.text == "Kikori market"


async def test_a_shared_contact_gives_no_phone_number_away(
    channel: Telegram, house: House, mother: Phone
) -> None:
    mother.sends_contact("+675 7000 0000")
    event = await heard_one(channel, house)
    assert event.kind is EventKind.CONTACT
    assert "7000" not in repr(event)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("/start DUTY-7H2K", "/start DUTY-7H2K"),
        ("/stop@baraza_test_bot", "/stop"),
        ("/status@baraza_test_bot 482193", "/status 482193"),
        ("write to me @ home", "write to me @ home"),
    ],
)
async def test_commands_are_read_as_typed_without_the_bots_name(
    channel: Telegram, house: House, mother: Phone, said: str, read: str
) -> None:
    mother.says(said)
    event = await heard_one(channel, house)
    assert (event.kind, event.text) == (EventKind.TEXT, read)


async def test_a_reply_names_the_message_it_quotes(
    channel: Telegram, house: House, mother: Phone
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("Which village?"))
    question = mother.messages[0]
    mother.says("Kikori", reply_to=question)
    _, answer = await heard(channel, house, 2)
    assert answer is not None
    assert answer.reply_to == str(question["message_id"])


async def test_edits_within_one_second_are_all_kept(
    make: Make, house: House, pauses: Pauses
) -> None:
    async with TelegramEmulator(clock=lambda: 1_700_000_000.5) as telegram:
        channel = make(api_url=telegram.url)
        mother = telegram.person(MOTHER)
        said = mother.says("the well")
        mother.edits(said, "the well is dry")
        mother.edits(said, "the well is dry and a child is ill")
        first, second, third = await heard(channel, house, 3)
    assert first is not None
    assert second is not None
    assert third is not None
    assert (second.kind, second.text) == (EventKind.EDIT, "the well is dry")
    assert third.text == "the well is dry and a child is ill"
    assert first.external_id == second.external_id == third.external_id
    assert len(set(house.keys)) == 3


async def test_an_album_arrives_whole(channel: Telegram, house: House, mother: Phone) -> None:
    mother.album([b"one", b"two", b"three"], caption="the school roof")
    events = [event for event in await heard(channel, house, 3) if event and event.media]
    assert [await channel.fetch(e.media.reference) for e in events if e.media] == [
        b"one",
        b"two",
        b"three",
    ]
    assert [event.text for event in events] == ["the school roof", "", ""]
    assert len(set(house.keys)) == 3


async def test_blocking_and_coming_back_are_told_apart_even_within_one_second(
    make: Make, house: House
) -> None:
    async with TelegramEmulator(clock=lambda: 1_700_000_000.5) as telegram:
        channel = make(api_url=telegram.url)
        mother = telegram.person(MOTHER)
        mother.blocks_bot()
        mother.unblocks_bot()
        mother.blocks_bot()
        events = await heard(channel, house, 3)
    assert [event.kind for event in events if event] == [
        EventKind.BLOCKED,
        EventKind.UNBLOCKED,
        EventKind.BLOCKED,
    ]
    assert len(set(house.keys)) == 3


async def test_a_poll_or_a_dice_holds_nothing_to_read(
    channel: Telegram, house: House, mother: Phone
) -> None:
    mother.sends_other(dice={"emoji": "🎲", "value": 4})
    mother.sends_other(poll={"id": "1", "question": "?", "options": []})
    events = await heard(channel, house, 2)
    assert [event.kind for event in events if event] == [EventKind.EMPTY, EventKind.EMPTY]


async def test_what_nobody_said_concerns_nobody(
    channel: Telegram, house: House, mother: Phone
) -> None:
    mother.sends_other(pinned_message={"message_id": 1, "date": 0, "chat": {"id": MOTHER}})
    assert await heard(channel, house) == [None]
    by_a_bot = {"from": {"id": 9, "is_bot": True}, "text": "buy"}
    assert channel.parse("x", message_update(**by_a_bot)) is None
    assert channel.parse("x", b'{"update_id": 1, "poll": {"id": "1"}}') is None


# ---- buttons


async def test_a_pressed_button_brings_its_token_and_is_acknowledged_once_stored(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("May we write?", (Button("Ndiyo", "t-yes"),)))
    query = mother.presses(mother.messages[0], "Ndiyo")
    house.broken = True
    async with running(channel, house) as task:
        await asyncio.gather(task, return_exceptions=True)
    assert telegram.answered == []
    house.broken = False
    _, pressed = await heard(channel, house, 2)
    assert pressed is not None
    assert (pressed.kind, pressed.token) == (EventKind.BUTTON, "t-yes")
    assert pressed.reply_to == str(mother.messages[0]["message_id"])
    assert pressed.address == BY_POST
    async with running(channel, house):
        await telegram.until(lambda: query["id"] in telegram.answered)


async def test_a_double_press_is_two_events_and_a_repeated_delivery_is_none(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("?", (Button("Yes", "t"),)))
    mother.presses(mother.messages[0], "Yes")
    mother.presses(mother.messages[0], "t")
    async with running(channel, house):
        await house.has(3)
    once = channel.peek(json.loads(house.raws[1].payload))
    assert len(set(house.keys)) == 3
    assert [raw.key for raw in once] == [house.keys[1]]


async def test_a_press_too_old_to_acknowledge_still_counts(
    telegram: TelegramEmulator,
    channel: Telegram,
    house: House,
    mother: Phone,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("?", (Button("Yes", "t"),)))
    mother.presses(mother.messages[0], "Yes")
    telegram.passes(3600)
    events = await heard(channel, house, 2)
    assert events[1] is not None
    assert events[1].token == "t"
    await channel.noted([json.loads(raw.payload) for raw in house.raws])
    assert telegram.answered == []
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_press_is_dated_by_when_it_was_stored_not_by_its_message(
    channel: Telegram,
) -> None:
    query = {"id": "1", "from": {"id": MOTHER}, "data": "t"}
    query["message"] = {"message_id": 3, "date": 0, "chat": {"id": MOTHER, "type": "private"}}
    uuid7_of_2023_11_14 = "018bcfe5-6800-7000-8000-000000000000"
    event = channel.parse(uuid7_of_2023_11_14, json.dumps({"callback_query": query}).encode())
    assert event is not None
    assert event.at == datetime.fromtimestamp(1_700_000_000, UTC)


# ---- groups


async def test_in_a_group_only_what_speaks_to_the_bot_is_noticed_and_without_its_words(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    telegram.privacy = False
    village = mother.in_group(GROUP)
    for words in (
        "the water is bad",
        "@baraza_test_bot the water is bad",
        "@other_bot the water is bad",
        "/help@baraza_test_bot",
        "/help@other_bot",
    ):
        village.says(words)
    village.sends_other(new_chat_members=[telegram.bot])
    village.edits(village.says("nothing"), "/help")
    await channel.send(Address("telegram", str(GROUP)), Outgoing("Write to me alone."))
    village.says("why?", reply_to=village.messages[0])
    village.blocks_bot()
    events = await heard(channel, house, 10)
    noticed = [number for number, event in enumerate(events) if event]
    assert noticed == [1, 3, 8]
    for event in filter(None, events):
        assert (event.kind, event.text) == (EventKind.GROUP, "")
        assert event.address == Address("telegram", str(GROUP))


async def test_before_the_bot_knows_its_name_a_mention_of_any_bot_counts(
    make: Make,
) -> None:
    channel = make()
    village = {"chat": {"id": GROUP, "type": "supergroup"}}
    event = channel.parse("x", message_update(text="@baraza_test_bot hello", **village))
    assert event is not None
    assert event.kind is EventKind.GROUP
    assert channel.parse("x", message_update(text="ask @the_teacher", **village)) is None


# ---- keys


async def test_a_key_is_the_same_for_the_same_thing_and_gives_no_address_away(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    neighbour = telegram.person(NEIGHBOUR)
    assert mother.says("a")["message_id"] == neighbour.says("b")["message_id"]
    async with running(channel, house):
        await house.has(2)
    repeated = channel.peek([json.loads(raw.payload) for raw in house.raws])
    assert [raw.key for raw in repeated] == house.keys
    assert len(set(house.keys)) == 2
    assert not any(str(id) in key for id in (MOTHER, NEIGHBOUR) for key in house.keys)


async def test_the_bots_of_two_countries_share_no_keys() -> None:
    update = json.loads(message_update(text="hello"))
    (one,) = Telegram("1:aaa").peek(update)
    (other,) = Telegram("2:bbb").peek(update)
    assert one.key != other.key


def test_an_update_of_a_kind_we_do_not_know_is_kept_and_set_aside() -> None:
    channel = Telegram(TOKEN)
    update = {"update_id": 1, "thought": {"from": {"id": MOTHER}, "text": "hm"}}
    (raw,) = channel.peek(update)
    assert json.loads(raw.payload) == update
    assert raw.key == channel.peek(update)[0].key
    with pytest.raises(Unparsable):
        channel.parse("x", raw.payload)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"message": null}',
        b'{"message": {"chat": {"id": "5", "type": "private"}, "text": "x"}}',
        message_update(text=5),
        message_update(photo=[]),
        message_update(voice={}),
        message_update(location={"latitude": 1e999, "longitude": 0}),
    ],
)
def test_what_cannot_be_read_is_unparsable(broken: bytes) -> None:
    with pytest.raises(Unparsable):
        Telegram(TOKEN).parse("x", broken)


def test_what_is_nested_too_deep_to_write_down_does_not_make_it_stumble() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    (raw,) = Telegram(TOKEN).peek(deep)
    assert raw.key


def test_a_nonsense_date_loses_no_message() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    channel = Telegram(TOKEN, clock=lambda: now)
    for date in (10**30, -5, "yesterday", None):
        event = channel.parse("x", message_update(text="help", date=date))
        assert event is not None
        assert (event.text, event.at) == ("help", now)


def test_control_characters_nul_and_lone_surrogates_pass_through_the_raw_message() -> None:
    channel = Telegram(TOKEN)
    text = "a\x00b\x07c\ud800d"
    (raw,) = channel.peek(json.loads(message_update(text=text)))
    assert raw.payload.isascii()
    event = channel.parse("x", raw.payload)
    assert event is not None
    assert event.text == text


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "poll",
    "chat",
    "from",
    "id",
    "type",
    "date",
    "message_id",
    "text",
    "caption",
    "photo",
    "voice",
    "document",
    "sticker",
    "venue",
    "location",
    "contact",
    "data",
    "is_bot",
    "language_code",
    "reply_to_message",
    "new_chat_member",
    "status",
    "file_id",
    "latitude",
    "longitude",
    "title",
    "edit_date",
    "pinned_message",
    "width",
    "update_id",
]
update_like = st.recursive(
    any_json | st.just("private") | st.just(MOTHER),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner) | st.lists(inner, max_size=2),
    max_leaves=30,
)
message_like = st.builds(
    lambda kind, holder, chat: {kind: {**holder, "chat": chat, "message_id": 1}},
    st.sampled_from(FIELDS[:5]),
    st.dictionaries(st.sampled_from(FIELDS), update_like),
    st.sampled_from([{"id": MOTHER, "type": "private"}, {"id": GROUP, "type": "group"}]),
)


@given(any_json | update_like | message_like)
def test_no_payload_makes_it_stumble(payload: Any) -> None:
    channel = Telegram(TOKEN)
    raws = channel.peek(payload)
    assert len(raws) == (len(payload) if isinstance(payload, list) else 1)
    for raw in raws:
        assert raw.key
        assert raw.address.scheme == "telegram"
        try:
            event = channel.parse("x", raw.payload)
        except Unparsable:
            continue
        if event:
            assert event.at.tzinfo is UTC
            assert event.address == raw.address


@given(st.binary())
def test_no_bytes_make_it_stumble(raw: bytes) -> None:
    with pytest.raises(Unparsable):
        Telegram(TOKEN).parse("x", raw)


# ---- polling


async def test_nothing_is_confirmed_before_it_is_on_disk(
    telegram: TelegramEmulator, make: Make, house: House, mother: Phone
) -> None:
    mother.says("help")
    house.broken = True
    with pytest.raises(OSError, match="disk full"):
        await make().run(house.accept)
    house.broken = False
    event = await heard_one(make(), house)
    assert event.text == "help"


async def test_a_busy_house_is_asked_again_with_the_same_messages(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone, pauses: Pauses
) -> None:
    house.busy = 3
    mother.says("help")
    await heard_one(channel, house)
    assert len(pauses) == 3


async def test_what_is_said_while_we_poll_arrives(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    async with running(channel, house):
        for number in range(1, 6):
            mother.says(f"message {number}")
            await house.has(number)
        await telegram.delivered()
    assert len(set(house.keys)) == 5


@pytest.mark.parametrize("first", [117, 699_999_998])  # far below the last, and just below it
async def test_update_ids_that_begin_anew_lose_nothing_and_repeat_nothing(
    telegram: TelegramEmulator, make: Make, house: House, mother: Phone, first: int
) -> None:
    async with running(make(poll_seconds=0), house):
        mother.says("before the silence")
        await telegram.delivered()
        telegram.restart_update_ids(first)
        mother.says("after it")
        await house.has(2)
        mother.says("and more")
        await house.has(3)
        await telegram.delivered()
    assert len(set(house.keys)) == len(house.keys) == 3


async def test_the_poll_asks_for_presses_and_blocks_too(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone
) -> None:
    mother.says("x")
    await heard_one(channel, house)
    asked = next(params for method, params in telegram.calls if method == "getUpdates")
    assert set(json.loads(asked["allowed_updates"])) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }


@pytest.mark.parametrize("fault", ["500", "html", "cut", "hang"])
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
async def test_polling_survives_every_outage(
    telegram: TelegramEmulator,
    make: Make,
    house: House,
    mother: Phone,
    pauses: Pauses,
    method: str,
    fault: Fault,
) -> None:
    telegram.fail_next(method, fault)
    mother.says("help")
    channel = make(timeout_seconds=0.1, poll_seconds=0)
    assert (await heard_one(channel, house)).text == "help"
    assert len(pauses) >= 1


async def test_polling_waits_for_a_server_that_is_gone(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone, pauses: Pauses
) -> None:
    mother.says("help")
    telegram.fail_next("*", "refuse")
    async with running(channel, house):
        await pauses.has(8)
        assert house.raws == []
        await telegram.listen()
        await house.has(1)
    assert pauses[0] <= 2
    assert max(pauses) <= 60


async def test_polling_waits_as_long_as_telegram_asks(
    telegram: TelegramEmulator, channel: Telegram, house: House, mother: Phone, pauses: Pauses
) -> None:
    telegram.fail_next("getUpdates", "429", retry_after=17)
    mother.says("help")
    await heard_one(channel, house)
    assert pauses == [17]


async def test_a_second_poller_is_named_once_and_given_room(
    telegram: TelegramEmulator,
    channel: Telegram,
    house: House,
    mother: Phone,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running(channel, house), Bot(TOKEN, base_url=f"{telegram.url}/bot") as other:
        for turn in range(1, 4):
            await telegram.until(lambda: telegram.polling > 0)
            await other.get_updates()
            await pauses.has(turn)
        mother.says("help")
        await house.has(1)
    assert all(pause >= 30 for pause in pauses)
    assert [r.levelname for r in caplog.records if "another program" in r.message] == ["ERROR"]


@pytest.mark.parametrize("token", ["", "nonsense", "700000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
async def test_a_wrong_token_ends_the_channel_and_names_the_setting(
    make: Make, house: House, token: str
) -> None:
    channel = make(token=token)
    with pytest.raises(WrongToken, match="TELEGRAM_TOKEN"):
        await channel.run(house.accept)
    with pytest.raises(WrongToken, match="TELEGRAM_TOKEN"):
        await channel.check()


async def test_a_token_revoked_while_we_poll_ends_the_channel(
    telegram: TelegramEmulator, make: Make, house: House
) -> None:
    async with running(make(poll_seconds=0), house) as task:
        await telegram.until(lambda: "getUpdates" in (method for method, _ in telegram.calls))
        telegram.revoked = True
        with pytest.raises(WrongToken):
            await task


# ---- webhook


@asynccontextmanager
async def web_of(
    channel: Telegram, house: House, statuses: list[int] | None = None
) -> AsyncIterator[str]:
    """What the web application does with a delivery; ``statuses`` are answered first."""

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        try:
            channel.verify(request.headers, body)
        except Refused:
            return web.Response(status=403)
        if statuses:
            return web.Response(status=statuses.pop(0))
        payload = json.loads(body)
        await house.accept("telegram", channel.peek(payload))
        await channel.noted(payload)
        return web.Response()

    app = web.Application()
    app.router.add_post("/channels/telegram", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def by_webhook(channel: Telegram, house: House, url: str) -> None:
    channel._public_url = url
    await channel.run(house.accept)


async def test_by_webhook_people_are_heard_and_run_returns(
    telegram: TelegramEmulator, make: Make, house: House, mother: Phone
) -> None:
    channel = make(webhook_secret=SECRET, public_url="http://later")
    mother.says("said before the webhook was set")
    async with web_of(channel, house) as url:
        await by_webhook(channel, house, url)
        await say_hello(channel, mother)
        await channel.send(BY_POST, Outgoing("?", (Button("Yes", "t"),)))
        query = mother.presses(mother.messages[0], "Yes")
        await telegram.until(lambda: query["id"] in telegram.answered)
        await telegram.delivered()
        assert "webhook is set, 0 updates waiting" in await channel.check()
    assert telegram.webhook.secret == SECRET
    kinds = [event.kind for raw in house.raws if (event := channel.parse("x", raw.payload))]
    assert kinds == [EventKind.TEXT, EventKind.TEXT, EventKind.BUTTON]


async def test_a_delivery_we_did_not_store_comes_again_under_the_same_key(
    telegram: TelegramEmulator, make: Make, house: House, mother: Phone
) -> None:
    channel = make(webhook_secret=SECRET, public_url="http://later")
    async with web_of(channel, house, statuses=[503, 500]) as url:
        await by_webhook(channel, house, url)
        telegram.fail_next("webhook", "cut", times=2)
        mother.says("help")
        await telegram.delivered()
    assert len(house.raws) >= 1
    assert len(set(house.keys)) == 1


async def test_parallel_deliveries_lose_nothing_and_keep_the_order_of_a_chat(
    telegram: TelegramEmulator, make: Make, house: House
) -> None:
    channel = make(webhook_secret=SECRET, public_url="http://later")
    phones = [telegram.person(MOTHER + number) for number in range(10)]
    async with web_of(channel, house) as url:
        await by_webhook(channel, house, url)
        for number in range(5):
            for phone in phones:
                phone.says(str(number))
        await telegram.delivered()
    assert 1 < telegram.most_parallel <= telegram.webhook.max_connections
    assert len(set(house.keys)) == 50
    events = [channel.parse("x", raw.payload) for raw in house.raws]
    for phone in phones:
        said = [event.text for event in events if event and event.address.path == str(phone.id)]
        assert said == ["0", "1", "2", "3", "4"]


async def test_a_webhook_set_before_is_removed_for_polling_without_loss(
    telegram: TelegramEmulator, make: Make, house: House, mother: Phone
) -> None:
    channel = make(webhook_secret=SECRET, public_url="http://127.0.0.1:9")
    await channel.run(house.accept)
    mother.says("to an address where nobody listens")
    assert "webhook is set, 1 updates waiting" in await channel.check()
    event = await heard_one(make(), house)
    assert event.text == "to an address where nobody listens"
    assert telegram.webhook.url == ""


async def test_an_address_that_telegram_refuses_is_told_with_the_setting(
    make: Make, house: House
) -> None:
    async with TelegramEmulator(require_https=True) as telegram:
        channel = make(
            api_url=telegram.url, webhook_secret=SECRET, public_url="http://baraza.example"
        )
        with pytest.raises(WebhookRefused, match=r"PUBLIC_URL.*HTTPS"):
            await channel.run(house.accept)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: "ключ"},
        {SECRET_HEADER: "\udcff"},
        {"X-Other": SECRET},
    ],
)
def test_a_delivery_without_the_secret_is_refused(headers: dict[str, str]) -> None:
    channel = Telegram(TOKEN, webhook_secret=SECRET, public_url="https://baraza.example")
    with pytest.raises(Refused) as refusal:
        channel.verify(headers, b"{}")
    assert SECRET not in str(refusal.value)


def test_the_secret_is_found_under_a_header_in_any_case() -> None:
    channel = Telegram(TOKEN, webhook_secret=SECRET, public_url="https://baraza.example")
    channel.verify({SECRET_HEADER.lower(): SECRET}, b"{}")
    channel.verify({SECRET_HEADER.upper(): SECRET}, b"{}")


def test_without_a_secret_every_delivery_is_refused() -> None:
    with pytest.raises(Refused):
        Telegram(TOKEN).verify({SECRET_HEADER: ""}, b"{}")


# ---- what goes out


async def test_words_go_out_as_they_are(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    await say_hello(channel, mother)
    words = "2 < 3 & *stars* _lines_ https://example.org [x](y) محمد"
    id = await channel.send(BY_POST, Outgoing(words))
    (message,) = mother.messages
    assert (message["text"], str(message["message_id"])) == (words, id)
    (sent,) = [params for method, params in telegram.calls if method == "sendMessage"]
    assert "parse_mode" not in sent
    assert json.loads(sent["link_preview_options"]) == {"is_disabled": True}


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Mine", "I cannot"], [2]),
        (["Yes", "No", "Not sure"], [3]),
        (["Yes", "No", "Not sure", "Later"], [3, 1]),
        (["Send as it is", "Ready answer", "Ask translator"], [2, 1]),
        (["Yes, a woman may call me", "No"], [1, 1]),
    ],
)
async def test_buttons_stand_in_the_order_given_in_rows_that_fit(
    channel: Telegram, mother: Phone, labels: list[str], rows: list[int]
) -> None:
    await say_hello(channel, mother)
    await channel.send(
        BY_POST, Outgoing("?", tuple(Button(label, f"t-{label}") for label in labels))
    )
    keyboard = mother.messages[0]["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in keyboard] == rows
    assert [button["text"] for row in keyboard for button in row] == labels


async def test_a_token_of_64_bytes_fits_and_one_more_fails_before_anything_leaves(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("?", (Button("Yes", "é" * (CALLBACK_BYTES // 2)),)))
    for token in ("é" * (CALLBACK_BYTES // 2) + "x", ""):
        with pytest.raises(Failed):
            await channel.send(BY_POST, Outgoing("x" * 5000, (Button("Yes", token),)))
    assert len(mother.messages) == 1


@pytest.mark.parametrize("letter", ["x", "😀", "ก", "é"])
async def test_a_long_text_arrives_whole_in_several_messages_with_the_buttons_last(
    channel: Telegram, mother: Phone, letter: str
) -> None:
    await say_hello(channel, mother)
    words = [f"{letter * 30}{number}" for number in range(400)]
    id = await channel.send(BY_POST, Outgoing(" ".join(words), (Button("Yes", "t"),)))
    messages = mother.messages
    assert len(messages) > 2
    assert " ".join(message["text"] for message in messages).split() == words
    assert ["reply_markup" in message for message in messages] == [False] * (len(messages) - 1) + [
        True
    ]
    assert id == str(messages[-1]["message_id"])


@given(st.text(), st.integers(min_value=4, max_value=40))
def test_splitting_loses_nothing_but_white_space_and_no_piece_is_too_long(
    text: str, limit: int
) -> None:
    pieces = split_text(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece.strip() and utf16(piece) <= limit for piece in pieces)


def test_a_text_is_cut_between_paragraphs_before_words_before_letters() -> None:
    assert split_text("first part\n\nsecond\npart", 18) == ["first part", "second\npart"]
    assert split_text("first line here\nsecond", 18) == ["first line here", "second"]
    assert split_text("one two three four", 10) == ["one two", "three four"]
    assert split_text("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_word_is_not_cut_between_a_letter_and_its_marks() -> None:
    word = "กำ้" * 10 + "นี้" * 10
    for limit in range(8, 20):
        assert not any(piece[0] in "้ี" for piece in split_text(word, limit))


async def test_a_text_that_stops_halfway_goes_on_where_it_stopped(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    await say_hello(channel, mother)
    long = Outgoing("x" * 4000 + "\n\n" + "y" * 4000 + "\n\n" + "z" * 4000, id="outbox-1")
    telegram.fail_next("sendVoice", "500")  # of another method: is not touched
    sending = asyncio.create_task(channel.send(BY_POST, long))
    await mother.receives(1)
    telegram.fail_next("sendMessage", "500")
    with pytest.raises(Retry):
        await sending
    await channel.send(BY_POST, long)
    assert [message["text"][0] for message in mother.messages] == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", Slower),
        ("500", Retry),
        ("html", Retry),
        ("refuse", Retry),
        ("hang", Uncertain),
        ("cut", Uncertain),
        ("migrate", Failed),
    ],
)
async def test_each_fault_of_the_line_has_its_name(
    telegram: TelegramEmulator, make: Make, mother: Phone, fault: Fault, error: type[SendError]
) -> None:
    channel = make(timeout_seconds=0.5)
    await say_hello(channel, mother)
    telegram.fail_next("sendMessage", fault, retry_after=9, new_id=-42)
    with pytest.raises(error) as caught:
        await channel.send(BY_POST, Outgoing("hello"))
    assert type(caught.value) is error
    assert len(mother.messages) == (1 if fault == "cut" else 0)
    if isinstance(caught.value, Slower):
        assert (caught.value.after, caught.value.everyone) == (9, False)


async def test_who_blocked_the_bot_or_left_has_opted_out(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    neighbour = telegram.person(NEIGHBOUR)
    await say_hello(channel, mother, neighbour)
    mother.blocks_bot()
    neighbour.deletes_account()
    for phone in (mother, neighbour):
        with pytest.raises(OptedOut):
            await channel.send(Address("telegram", str(phone.id)), Outgoing("hello"))


@pytest.mark.parametrize(
    "address",
    [
        Address("telegram", "999"),
        Address("telegram", "not a number"),
        Address("telegram", "９９"),
        Address("telegram", ""),
        Address("tel", "+67570000000"),
    ],
)
async def test_an_address_that_is_none_fails_for_good(channel: Telegram, address: Address) -> None:
    with pytest.raises(Failed):
        await channel.send(address, Outgoing("hello"))


async def test_nothing_to_say_fails_without_a_call(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    for text in ("", " \n "):
        with pytest.raises(Failed):
            await channel.send(BY_POST, Outgoing(text))
    assert telegram.calls == []


async def test_half_a_surrogate_pair_does_not_stop_an_answer(
    channel: Telegram, mother: Phone
) -> None:
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("a\ud800b", (Button("c\udfff", "t"),)))
    assert mother.messages[0]["text"] == "a\ufffdb"


async def test_a_wrong_token_loses_no_message_and_names_the_setting(
    telegram: TelegramEmulator, channel: Telegram
) -> None:
    telegram.revoked = True
    with pytest.raises(Retry, match="TELEGRAM_TOKEN"):
        await channel.send(BY_POST, Outgoing("hello"))
    with pytest.raises(FileNotYet, match="TELEGRAM_TOKEN"):
        await channel.fetch("FILE")


async def test_a_second_chat_told_to_slow_down_holds_everybody(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    neighbour = telegram.person(NEIGHBOUR)
    await say_hello(channel, mother, neighbour)
    telegram.fail_next("sendMessage", "429", times=3, retry_after=30)
    held = []
    for id in (MOTHER, MOTHER, NEIGHBOUR):
        with pytest.raises(Slower) as caught:
            await channel.send(Address("telegram", str(id)), Outgoing("hello"))
        held.append(caught.value.everyone)
    assert held == [False, False, True]


async def test_our_own_pace_keeps_within_telegrams_limits(pauses: Pauses) -> None:
    async with TelegramEmulator(chat_burst=4, overall=30) as telegram:

        async def wait(seconds: float) -> None:
            telegram.passes(seconds)

        channel = Telegram(TOKEN, telegram.url, monotonic=telegram.now, pause=wait)
        phones = [telegram.person(MOTHER + number) for number in range(60)]
        await say_hello(channel, *phones)
        for number in range(12):
            await channel.send(BY_POST, Outgoing(f"part {number}"))
        for phone in phones:
            await channel.send(Address("telegram", str(phone.id)), Outgoing("news"))
        village = phones[0].in_group(GROUP)
        for _ in range(30):
            await channel.send(Address("telegram", str(GROUP)), Outgoing("Write to me alone."))
        await channel.close()
        assert len(phones[0].messages) == 13
        assert len(village.messages) == 30


# ---- media out


async def test_a_medium_of_telegrams_goes_out_by_its_reference_with_the_words_as_caption(
    channel: Telegram, house: House, mother: Phone
) -> None:
    mother.sends_voice(b"OggS")
    event = await heard_one(channel, house)
    await channel.send(BY_POST, Outgoing("Listen", (Button("Heard", "t"),), media=event.media))
    (message,) = mother.messages
    assert message["voice"]["file_id"] == event.media.reference if event.media else None
    assert message["caption"] == "Listen"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Heard"


@pytest.mark.parametrize("kind", ["photo", "voice", "audio", "video", "document", "sticker", "map"])
async def test_stored_bytes_are_uploaded(make: Make, mother: Phone, kind: str) -> None:
    async def open_file(key: str) -> bytes:
        return f"bytes of {key}".encode()

    channel = make(open_file=open_file)
    await say_hello(channel, mother)
    await channel.send(BY_POST, Outgoing("words", media=Media(kind, stored="k1", name="a.bin")))
    sent = mother.messages[0]
    field = kind if kind in sent else "document"
    file = sent[field][-1] if kind == "photo" else sent[field]
    assert await channel.fetch(file["file_id"]) == b"bytes of k1"
    assert (sent.get("caption") or mother.messages[-1]["text"]) == "words"


async def test_words_too_long_for_a_caption_follow_the_medium(make: Make, mother: Phone) -> None:
    async def open_file(key: str) -> bytes:
        return b"photo"

    channel = make(open_file=open_file)
    await say_hello(channel, mother)
    await channel.send(
        BY_POST, Outgoing("x" * 1025, (Button("Yes", "t"),), media=Media("photo", stored="k"))
    )
    photo, text = mother.messages
    assert "caption" not in photo
    assert text["text"] == "x" * 1025
    assert "reply_markup" in text


@pytest.mark.parametrize(
    ("result", "error"),
    [(FileNotYet(), Retry), (FileNever(), Failed), (b"x" * (10 * 1024 * 1024 + 1), Failed)],
)
async def test_a_medium_that_cannot_be_sent_says_so(
    make: Make, mother: Phone, result: bytes | Exception, error: type[SendError]
) -> None:
    async def open_file(key: str) -> bytes:
        if isinstance(result, Exception):
            raise result
        return result

    with pytest.raises(error):
        await make(open_file=open_file).send(
            BY_POST, Outgoing("", media=Media("photo", stored="k"))
        )
    with pytest.raises(Failed):
        await make().send(BY_POST, Outgoing("", media=Media("photo", stored="k")))


# ---- files


async def test_a_file_that_is_not_there_yet_can_be_fetched_later(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    reference = mother.sends_voice(b"OggS")["voice"]["file_id"]
    telegram.forgets_file(reference)
    with pytest.raises(FileNotYet):
        await channel.fetch(reference)
    telegram.finds_file(reference)
    assert await channel.fetch(reference) == b"OggS"
    telegram.passes(90 * 24 * 3600)
    assert await channel.fetch(reference) == b"OggS"


async def test_an_expired_link_is_renewed(
    telegram: TelegramEmulator, channel: Telegram, mother: Phone
) -> None:
    reference = mother.sends_voice(b"OggS")["voice"]["file_id"]
    telegram.fail_next("file", "expired")
    assert await channel.fetch(reference) == b"OggS"
    telegram.fail_next("file", "expired", times=2)
    with pytest.raises(FileNotYet):
        await channel.fetch(reference)


@pytest.mark.parametrize("fault", ["429", "500", "html", "cut", "hang", "refuse", "unavailable"])
@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_an_outage_only_delays_a_file(
    telegram: TelegramEmulator, make: Make, mother: Phone, method: str, fault: Fault
) -> None:
    channel = make(timeout_seconds=0.5)
    reference = mother.sends_photo(b"JFIF")["photo"][-1]["file_id"]
    telegram.fail_next(method, fault)
    with pytest.raises(FileNotYet):
        await channel.fetch(reference)
    if fault == "refuse":
        await telegram.listen()
    assert await channel.fetch(reference) == b"JFIF"


async def test_a_file_too_large_or_unknown_is_given_up(channel: Telegram, mother: Phone) -> None:
    large = mother.sends_voice(b"OggS", size=20 * 1024 * 1024 + 1)["voice"]["file_id"]
    for reference in ("unknown", "\ud800"):
        with pytest.raises(FileNever):
            await channel.fetch(reference)
    with pytest.raises(FileTooLarge):
        await channel.fetch(large)


# ---- the operator's side


async def test_the_check_says_in_one_line_how_the_account_stands(
    telegram: TelegramEmulator, make: Make, mother: Phone
) -> None:
    mother.says("hello")
    assert await make().check() == "bot 700000001 answers, polling, 1 updates waiting"
    telegram.privacy = False
    assert "privacy mode" in await make().check()
    webhook = make(webhook_secret=SECRET, public_url="http://127.0.0.1:9")
    assert "webhook is not set" in await webhook.check()
    await webhook.run(House().accept)
    await telegram.until(lambda: bool(telegram.webhook.last_error))
    assert "last delivery error" in await webhook.check()
    assert "but a webhook is set" in await make().check()


async def test_the_check_names_the_setting_when_nobody_answers(
    telegram: TelegramEmulator, channel: Telegram
) -> None:
    telegram.fail_next("*", "refuse")
    with pytest.raises(Retry, match="TELEGRAM_API_URL"):
        await channel.check()


async def test_neither_token_nor_words_reach_a_log_or_an_exception(
    telegram: TelegramEmulator,
    make: Make,
    mother: Phone,
    house: House,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = make(timeout_seconds=0.1, poll_seconds=0)
    mother.says("the secret of the well")
    await heard_one(channel, house)
    said: list[str] = []

    async def tries(call: Awaitable[object]) -> None:
        with pytest.raises((SendError, FileNotYet, FileNever, WrongToken)) as caught:
            await call
        said.extend(traceback.format_exception(caught.value))

    words = Outgoing("the answer about the well")
    for fault in ("429", "500", "html", "cut", "hang", "migrate"):
        telegram.fail_next("*", fault)
        await tries(channel.send(BY_POST, words))
        telegram.fail_next("file", fault)
        await tries(channel.fetch(mother.sends_voice(b"O")["voice"]["file_id"]))
    telegram.fail_next("*", "html")
    await channel.noted({"callback_query": {"id": "1"}})
    telegram.revoked = True
    await tries(channel.send(BY_POST, words))
    await tries(channel.run(house.accept))
    await tries(channel.check())
    telegram.fail_next("*", "refuse")
    await tries(channel.send(BY_POST, words))

    told = "\n".join([*said, caplog.text, *(repr(vars(record)) for record in caplog.records)])
    assert "callback" in told or "button" in told  # the logs were on
    assert TOKEN not in told
    assert TOKEN.partition(":")[2] not in told
    assert "well" not in told
    assert str(MOTHER) not in told


def test_a_house_without_telegram_does_not_load_the_library() -> None:
    code = (
        "import sys; from bot.channels.telegram import Telegram; c = Telegram('1:x'); "
        "c.peek({'message': {}}); "
        "print([m for m in ('telegram', 'httpx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- the emulator itself, seen through the library's own objects


@pytest.fixture
async def bot(telegram: TelegramEmulator) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot"
    ) as bot:
        yield bot


async def test_the_emulator_speaks_the_bot_api_to_the_library(
    telegram: TelegramEmulator, bot: Bot, mother: Phone
) -> None:
    mother.says("hello")
    mother.sends_photo(b"JFIF", caption="look @baraza_test_bot")
    mother.sends_place(1.0, 2.0, venue="market")
    mother.sends_contact("+675")
    mother.blocks_bot()
    mother.unblocks_bot()
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == sorted(u.update_id for u in updates)
    assert updates[0].message is not None
    assert updates[0].message.text == "hello"
    assert await bot.get_updates(offset=updates[-1].update_id + 1) == ()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="t")]])
    sent = await bot.send_message(MOTHER, "one", reply_markup=keyboard)
    mother.presses(mother.messages[0], "Yes")
    (pressed,) = await bot.get_updates()
    assert pressed.callback_query is not None
    assert await pressed.callback_query.answer()
    await bot.edit_message_text("two", MOTHER, sent.message_id)
    assert mother.messages[0]["text"] == "two"
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("two", MOTHER, sent.message_id)
    assert await bot.delete_message(MOTHER, sent.message_id)
    assert mother.messages == []


async def test_the_emulator_enforces_what_telegram_enforces(
    telegram: TelegramEmulator, bot: Bot, mother: Phone
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(MOTHER, "x")
    mother.says("hello")
    for text, complaint in (("", "empty"), ("😀" * 2049, "too long"), ("\x07", "empty")):
        with pytest.raises(BadRequest, match=complaint):
            await bot.send_message(MOTHER, text)
    too_long = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="é" * 33)]])
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(MOTHER, "x", reply_markup=too_long)
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query("1")
    sent = await bot.send_message(MOTHER, "x")
    telegram.passes(49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(MOTHER, sent.message_id)
    assert await bot.get_updates() == ()  # after a day Telegram forgets what was not fetched
    mother.blocks_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(MOTHER, "x")


@pytest.mark.filterwarnings("ignore:In a future major version attribute")
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_the_emulator_slows_down_who_is_too_fast(mother: Phone) -> None:
    async with (
        TelegramEmulator(chat_burst=2, overall=5) as telegram,
        Bot(TOKEN, base_url=f"{telegram.url}/bot") as bot,
    ):
        frozen = telegram.now()
        telegram._clock = lambda: frozen
        phones = [telegram.person(MOTHER + number) for number in range(6)]
        for phone in phones:
            phone.says("hello")
        for _ in range(2):
            await bot.send_message(MOTHER, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(MOTHER, "x")
        telegram.passes(1)
        await bot.send_message(MOTHER, "x")
        for phone in phones[1:5]:
            await bot.send_message(phone.id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(phones[5].id, "x")


async def test_the_emulator_allows_one_poller_and_no_poller_beside_a_webhook(
    telegram: TelegramEmulator, bot: Bot
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await telegram.until(lambda: telegram.polling > 0)
    async with Bot(TOKEN, base_url=f"{telegram.url}/bot") as other:
        await other.get_updates()
    with pytest.raises(Conflict, match="terminated by other"):
        await first
    await bot.set_webhook("http://127.0.0.1:9")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_the_emulator_knows_its_token(telegram: TelegramEmulator) -> None:
    for token in ("1:short", TOKEN[:-1] + "X"):
        with pytest.raises(InvalidToken):
            async with Bot(token, base_url=f"{telegram.url}/bot"):
                pass


async def test_the_emulator_keeps_privacy_mode_in_groups(
    telegram: TelegramEmulator, bot: Bot, mother: Phone
) -> None:
    village = mother.in_group(GROUP)
    village.says("not for you")
    village.says("@baraza_test_bot neither")
    village.says("/help@other_bot")
    village.says("/help@baraza_test_bot")
    await bot.send_message(GROUP, "Write to me alone.")
    village.says("why?", reply_to=village.messages[0])
    read = [update.message.text for update in await bot.get_updates() if update.message]
    assert read == ["/help@baraza_test_bot", "why?"]
