"""Bad input through the public doors: each has an outcome that is told here, and loses nothing."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.app import Running
from bot.channels.telegram import SECRET_HEADER, Telegram
from bot.web.bodies import TEXT_LIMIT
from storage.schema import flag, inbox, message, set_aside, submission
from tests.conftest import Pipe
from tests.telegram_emulator import TelegramEmulator
from tests.town import GATEWAY_SECRET, WEBHOOK, Town, open_town

PUMP = "The water pump in our village is broken since two weeks"
JSON = {"Content-Type": "application/json"}
DOORS = {
    "web": ("/chat/me/send", JSON),
    "sms": (f"/channels/external/{GATEWAY_SECRET}/receive", JSON),
    "telegram": ("/channels/telegram", JSON | {SECRET_HEADER: WEBHOOK}),
}
door = pytest.mark.parametrize("via", DOORS)


@pytest.fixture
async def town(database: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A whole installation, on SQLite and on PostgreSQL; afterwards its accounts balance."""
    async with open_town(tmp_path, database) as town:
        yield town
        await town.settle()
        await town.accounts_balance()


@pytest.fixture
async def sqlite_town(sqlite_database: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A whole installation on SQLite."""
    async with open_town(tmp_path, sqlite_database) as town:
        yield town
        await town.settle()
        await town.accounts_balance()


async def post(town: Town, via: str, body: bytes, **headers: str) -> tuple[int, Any]:
    """Post bytes to a door, as its provider does; status and headers."""
    path, usual = DOORS[via]
    async with town.client.post(path, data=BytesIO(body), headers=usual | headers) as response:
        return response.status, response.headers


def said(via: str, words: str, id: int = 1) -> bytes:
    """Say some words in the form of a door."""
    sender = 5_000_000_000 + id
    payload: dict[str, Any] = {"id": str(id), "text": words}
    if via == "sms":
        payload |= {"from": "+254700123001"}
    if via == "telegram":
        payload = {
            "update_id": id,
            "message": {
                "message_id": id,
                "date": 1_795_000_000,
                "chat": {"id": sender, "type": "private"},
                "from": {"id": sender, "is_bot": False, "first_name": "x"},
                "text": words,
            },
        }
    return json.dumps(payload).encode()


async def bodies(town: Town) -> list[str]:
    """Open all that was handled."""
    rows = await town.rows(message)
    return [await town.body(row) for row in sorted(rows, key=lambda row: row.id)]


# Bodies that are none -----------------------------------------------------------------------------


UNREADABLE = [
    b'{"text": "The pump is bro',
    b"[1, 2]",
    b'"words"',
    b"null",
    b"\xff\xfe",
    b"[" * 99_999,
]


@door
async def test_a_body_that_cannot_be_read_is_kept_for_a_human(sqlite_town: Town, via: str) -> None:
    for body in UNREADABLE:
        status, _ = await post(sqlite_town, via, body)
        assert status in (200, 202)
    await sqlite_town.settle()
    asides = await sqlite_town.rows(set_aside)
    assert len(asides) >= len(UNREADABLE)  # a list is a delivery of several
    assert {row.reason.partition(":")[0] for row in asides} == {"unparsable"}
    kept = b""
    for row in await sqlite_town.rows(inbox):
        kept += sqlite_town.house.keys.open(row.raw_sealed, "inbox.raw", row.id)
    assert b"The pump is bro" in kept
    assert await sqlite_town.rows(message) == []


@door
async def test_an_empty_body_is_not_taken_for_words(sqlite_town: Town, via: str) -> None:
    status, _ = await post(sqlite_town, via, b"")
    assert status in (200, 400)
    await sqlite_town.settle()
    assert await sqlite_town.rows(message) == []


@door
async def test_the_door_still_works_after_a_broken_body(sqlite_town: Town, via: str) -> None:
    await post(sqlite_town, via, b'{"text": "bro')
    await post(sqlite_town, via, said(via, PUMP))
    await sqlite_town.settle()
    assert await bodies(sqlite_town) == [PUMP]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/channels/external/wrong/receive", JSON),
        ("/channels/external/%00/receive", JSON),
        ("/channels/telegram", JSON),
        ("/channels/telegram", JSON | {SECRET_HEADER: "wrong"}),
        ("/channels/telegram", JSON | {SECRET_HEADER: ""}),
    ],
)
async def test_who_has_no_secret_is_refused_and_stores_nothing(
    sqlite_town: Town, path: str, headers: dict[str, str]
) -> None:
    for body in (said("telegram", PUMP), b"{broken"):
        async with sqlite_town.client.post(path, data=body, headers=headers) as response:
            assert response.status == 403
    assert await sqlite_town.rows(inbox) == []


async def test_a_door_that_is_not_there_is_not_found(sqlite_town: Town) -> None:
    async with sqlite_town.client.post("/channels/pigeon", data=b"{}") as response:
        assert response.status == 404


@pytest.mark.parametrize("via", ["sms", "telegram"])
async def test_ten_megabytes_from_a_provider_are_refused(sqlite_town: Town, via: str) -> None:
    status, _ = await post(sqlite_town, via, said(via, "x" * 10 * 1024 * 1024))
    assert status == 413
    assert await sqlite_town.rows(inbox) == []


async def test_a_text_of_ten_megabytes_is_kept_whole_and_one_more_byte_is_refused(
    sqlite_town: Town,
) -> None:
    town = sqlite_town
    words = (PUMP + " ").ljust(64, ".")
    large = words * (TEXT_LIMIT // len(words))
    status, _ = await post(town, "web", said("web", large + "x" * (TEXT_LIMIT - len(large) + 1)))
    assert status == 413
    status, _ = await post(town, "web", said("web", large))
    assert status == 202
    await town.settle()
    assert await bodies(town) == [large]
    (row,) = await town.rows(submission)
    assert "water" in row.topics


# Characters ---------------------------------------------------------------------------------------


CHARACTERS = [
    "with\0nul and more words",
    "\0",
    "\x01\x02\x1b[2J\x7f control characters",
    "lone \ud800 surrogate, and \udfff another",
    "\ufffe\uffff\U0010ffff not characters at all",
    "\u202eright to left override\u2066",
    "e" + "\u0301" * 400,
    "STATUS 1234\0",
    "STATUS \ud800",
    "/start \ud800ABCDEFGH",
    "ʼ" * 700,
]


@door
async def test_any_character_is_handled_and_kept_as_it_came(town: Town, via: str) -> None:
    for place, words in enumerate(CHARACTERS, 1):
        status, _ = await post(town, via, said(via, words, place))
        assert status in (200, 202)
    await town.settle()
    assert [row.reason for row in await town.rows(set_aside)] == []
    assert await bodies(town) == CHARACTERS


ADDED: list[dict[str, Any]] = [
    {"id": "a\0b"},
    {"id": "\ud800"},
    {"id": "x" * 5000},
    {"id": 12345},
    {"id": ["a"]},
    {"from": "\ud800"},
    {"from": "with\0nul"},
    {"from": "+8816 3123 4567"},  # a satellite telephone: its prefix is no country's
    {"from": "+870 773 123 456"},
    {"from": "BANK"},
    {"from": "x" * 5000},
    {"date": "0001-01-01T00:00:00+14:00"},
    {"date": "9999-12-31T23:59:59-12:00"},
    {"date": "2026-11-23 07:00"},
    {"date": "yesterday"},
    {"date": {"a": 1}},
    {"time": 1e400},
    {"surprise": {"deep": ["\0"]}},
]


async def test_whatever_a_gateway_adds_the_words_are_handled(town: Town) -> None:
    for place, fields in enumerate(ADDED):
        body = {"from": f"+2547001230{place:02}", "id": f"n{place}", "text": f"{PUMP} {fields!a}"}
        status, _ = await post(town, "sms", json.dumps(body | fields).encode())
        assert status == 200
    await town.settle()
    assert [row.reason for row in await town.rows(set_aside)] == []
    assert await bodies(town) == [f"{PUMP} {fields!a}" for fields in ADDED]


@pytest.mark.parametrize("fields", [{"text": 5}, {"text": ["a"]}, {"text": None}, {"from": 7}])
async def test_a_field_of_the_wrong_kind_is_kept_for_a_human(
    sqlite_town: Town, fields: dict[str, Any]
) -> None:
    body = {"from": "+254700123001", "id": "1", "text": PUMP} | fields
    status, _ = await post(sqlite_town, "sms", json.dumps(body).encode())
    assert status == 200
    await sqlite_town.settle()
    (aside,) = await sqlite_town.rows(set_aside)
    assert aside.reason.startswith("unparsable: field")


async def test_a_text_with_every_word_we_know_fits_every_column(town: Town) -> None:
    """All topics, kinds and flags at once: their lists must fit where they are kept."""
    folder = Path(__file__).parent.parent / "locales"
    for place, path in enumerate(sorted(folder.glob("*/*.toml"))):
        words = " ".join(re.findall(r"[^\W\d_]+", await asyncio.to_thread(path.read_text)))
        await post(
            town, "sms", json.dumps({"from": f"+25470012{place:04}", "text": words}).encode()
        )
    await town.settle()
    assert await town.rows(set_aside) == []
    assert len(await town.rows(flag)) > 20


# Buttons ------------------------------------------------------------------------------------------

TOKENS = [
    "x", ":", "s:1:2:3", "s:::", "k:12345678:mine", "k:\0:mine", "k:\ud800:mine", "f:\0:yes",
    "f:12345678:yes", "f:\ud800:no", "d:\0:yes", "d:1:yes", "o:\0", "o:12345678", "h:\0:\0",
    "h:1:2", "t:\0:a:b", "t:1:2:3", "p:\0:x", "p:1:on_track", "w:nothing", "w:\0", "w:status:\0",
    "w:language:xx", "w:language:\ud800", "y" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("role", ["community", "focal", "manager"])
async def test_a_button_that_never_was_is_answered_and_does_nothing(town: Town, role: str) -> None:
    if role == "community":
        phone = town.phone("web")
    elif role == "focal":
        phone = await town.focal_point()
    else:
        phone = await town.staff("manager", partnership="P2")
    before = len(await phone.letters())
    for place, token in enumerate(TOKENS):
        await phone.presses_token(token)
        assert len(await phone.letters()) > before + place, f"no answer to {token!r}"
    assert await town.rows(set_aside) == []
    assert await town.rows(submission) == []


async def test_last_years_button_is_told_to_be_old(town: Town) -> None:
    mother = town.phone("web")
    await mother.says(PUMP)
    receipt = await mother.hears("receipt")
    town.time += timedelta(days=365)
    await mother.presses(receipt, "yes")
    await mother.hears("stale-button")
    (row,) = await town.submissions(mother)
    assert row.may_write is None


async def test_last_years_telegram_button_is_told_to_be_old(sqlite_town: Town) -> None:
    mother = sqlite_town.phone("telegram")
    await mother.says(PUMP)
    receipt = await mother.hears("receipt")
    sqlite_town.time += timedelta(days=365)
    await mother.presses(receipt, "yes")
    await mother.hears("stale-button")


# People -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "The food was late today. Mfanyakazi wa misaada anaomba ngono kabla ya kutoa chakula",
        "Le puits est loin. The aid worker asks girls for sex before he gives food",
        "Mèsi anpil. The aid worker asks girls for sex before he gives food",
    ],
)
async def test_two_languages_in_a_text_hide_no_flag(sqlite_town: Town, words: str) -> None:
    phone = sqlite_town.phone("sms")
    await phone.says(words)
    (row,) = await sqlite_town.submissions(phone)
    assert row.klass == "S"
    assert "sea" in await sqlite_town.flags(phone)
    assert len(await phone.letters()) == 1


async def test_fifty_messages_in_a_second_are_one_matter_with_few_replies(town: Town) -> None:
    phone = town.phone("sms")
    await asyncio.gather(
        *(phone.says(f"The road is cut at the bridge, part {n}", settle=False) for n in range(50))
    )
    await town.settle()
    assert len(await town.submissions(phone)) == 1
    assert len(await town.rows(message)) == 50
    assert [letter.text_id for letter in await phone.letters()].count("receipt") == 1
    assert len(await phone.letters()) <= 3


async def test_the_same_delivery_fifty_times_is_one_message(town: Town) -> None:
    await asyncio.gather(*(post(town, "sms", said("sms", PUMP)) for _ in range(50)))
    await town.settle()
    assert await bodies(town) == [PUMP]


# The house in trouble -----------------------------------------------------------------------------


def _fill(connection: Connection) -> None:
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    connection.execute(text(f"PRAGMA max_page_count = {pages}"))


def _clear(connection: Connection) -> None:
    connection.execute(text("PRAGMA max_page_count = 1000000"))


@door
async def test_a_full_disk_is_told_and_nothing_is_lost_after(sqlite_town: Town, via: str) -> None:
    town = sqlite_town
    words = "The road is cut. " * 2000
    await town.house.db.write(_fill)
    status, headers = await post(town, via, said(via, words))
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert await town.rows(inbox) == []
    await town.house.db.write(_clear)
    for _ in range(2):  # the provider repeats, and once more than it has to
        status, _ = await post(town, via, said(via, words))
        assert status in (200, 202)
    await town.settle()
    # The page repeats itself from another browser here: without its cookie that is another person.
    assert set(await bodies(town)) == {words}
    assert len(await bodies(town)) == (2 if via == "web" else 1)


async def test_what_telegram_delivers_to_a_full_house_it_delivers_again(sqlite_town: Town) -> None:
    town = sqlite_town
    mother = town.phone("telegram")
    await town.house.db.write(_fill)
    mother.emulated.says("La route est coupée. " + "é" * 3000)
    await town.telegram.until(lambda: bool(town.telegram.webhook.last_error))
    assert await town.rows(inbox) == []
    await town.house.db.write(_clear)
    await town.settle()
    await mother.hears("receipt")
    assert len(await town.rows(inbox)) == 1


async def test_a_wrong_token_is_named_and_the_house_keeps_running(
    sqlite_pipe: Pipe, caplog: pytest.LogCaptureFixture
) -> None:
    pipe = sqlite_pipe
    async with TelegramEmulator() as emulator:
        wrong = Telegram("700000002:AAnobodysTokennobodysTokennobodysTok", emulator.url)
        pipe.house.channels["telegram"] = wrong
        named = asyncio.Event()

        class Ear(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                if "TELEGRAM_TOKEN" in record.getMessage():
                    named.set()

        ear = Ear()
        logging.getLogger("bot.channels.telegram").addHandler(ear)
        try:
            async with Running(pipe.house, ("worker",)):
                async with asyncio.timeout(20):
                    await named.wait()
                await pipe.says("mother", PUMP)
                with pipe.house.doorbell.listening(f"address:{pipe.lane('mother')}") as ring:
                    async with asyncio.timeout(20):
                        while not pipe.line.heard_by("mother"):
                            await ring.wait()
                            ring.clear()
        finally:
            logging.getLogger("bot.channels.telegram").removeHandler(ear)
            await wrong.close()
    assert pipe.line.heard_by("mother") == ["receipt"]
    assert "nobodysToken" not in caplog.text


async def test_a_client_that_hangs_up_in_the_middle_stores_nothing(sqlite_town: Town) -> None:
    url = sqlite_town.server.make_url("")
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(
        f"POST /channels/external/{GATEWAY_SECRET}/receive HTTP/1.1\r\nHost: x\r\n"
        'Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"from": "+25470'.encode()
    )
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert await reader.read() == b""
    await post(sqlite_town, "sms", said("sms", PUMP))
    await sqlite_town.settle()
    assert await bodies(sqlite_town) == [PUMP]
