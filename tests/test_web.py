"""The web side: the chat of the page, the doors of channels, and what operators ask."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import math
import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from hypothesis import given
from hypothesis import strategies as some
from obstore.exceptions import GenericError
from PIL import Image

from bot.channels.base import Raw, Refused, Unparsable
from bot.channels.web import Web
from bot.house import DemoPerson
from bot.web import assets, reading
from bot.web.app import make_app
from bot.web.bodies import FILE_LIMIT, TEXT_LIMIT
from locales import text
from storage.ids import new_id
from storage.mailbox import Letter
from storage.types import Address, EventKind, Outgoing
from tests.web_house import PEOPLE, WebHouse

Client = TestClient[Request, Application]
JSON = {"Accept": "application/json"}
RIGHT = {"X-Secret": "right", "Content-Type": "application/json"}
STATIC = Path(assets.__file__).parent / "static"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[WebHouse]:
    house = await WebHouse(tmp_path).open()
    yield house
    await house.close()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[WebHouse]:
    house = await WebHouse(tmp_path, PEOPLE).open()
    yield house
    await house.close()


@pytest.fixture
async def page(house: WebHouse) -> AsyncIterator[Client]:
    """A browser at the chat alone."""
    async with TestClient(TestServer(make_app(house.house))) as client:
        yield client


@pytest.fixture
async def phones(demo: WebHouse) -> AsyncIterator[Client]:
    """A browser at the three phones."""
    async with TestClient(TestServer(make_app(demo.house))) as client:
        yield client


async def say(
    client: Client, words: str = "The pump is dry", slot: str = "me", id: str = "1"
) -> int:
    answer = await client.post(f"/chat/{slot}/send", json={"id": id, "text": words})
    return answer.status


def large(payload: dict[str, str]) -> io.BytesIO:
    return io.BytesIO(json.dumps(payload, ensure_ascii=False).encode())


def visitor(house: WebHouse) -> str:
    return house.said[-1].address.path


async def events(answer: ClientResponse, count: int) -> list[dict[str, Any]]:
    """Read letters from a stream until there are ``count`` of them."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(20):
        while len(found) < count:
            line = (await answer.content.readline()).decode()
            assert line, "the stream ended"
            if line.startswith("data: ") and line.strip() != "data: {}":
                found.append(json.loads(line.removeprefix("data: ")))
    return found


# What is said ---------------------------------------------------------------------------------


async def test_a_message_is_stored_before_the_page_hears_that_it_arrived(
    page: Client, house: WebHouse
) -> None:
    answer = await page.post("/chat/me/send", json={"id": "abc", "text": "The pump is dry"})
    assert answer.status == 202
    assert await answer.json() == {"id": "abc"}
    (event,) = house.events
    assert (event.kind, event.text) == (EventKind.TEXT, "The pump is dry")


async def test_a_repeated_message_is_one_message(page: Client, house: WebHouse) -> None:
    assert [await say(page, id="abc") for _ in range(3)] == [202, 202, 202]
    assert len(house.said) == 1


async def test_other_words_under_an_old_id_are_not_lost(page: Client, house: WebHouse) -> None:
    await say(page, "first", id="abc")
    await say(page, "second", id="abc")
    assert [event.text for event in house.events] == ["first", "second"]


async def test_two_visitors_with_the_same_id_are_two_messages(house: WebHouse) -> None:
    for _ in range(2):
        async with TestClient(TestServer(make_app(house.house))) as client:
            await say(client, id="abc")
    assert len({raw.key for raw in house.said}) == 2


async def test_a_pressed_button_and_a_place_come_as_such(page: Client, house: WebHouse) -> None:
    await page.post("/chat/me/send", json={"id": "1", "token": "p:1"})
    await page.post("/chat/me/send", json={"id": "2", "lat": -4.2, "lon": 39.5})
    button, place = house.events
    assert (button.kind, button.token) == (EventKind.BUTTON, "p:1")
    assert (place.kind, place.place) == (EventKind.PLACE, (-4.2, 39.5))


async def test_ten_megabytes_of_text_are_kept_whole(page: Client, house: WebHouse) -> None:
    words = "ውሃ " * (TEXT_LIMIT // 7)
    answer = await page.post("/chat/me/send", data=large({"id": "1", "text": words}), headers=RIGHT)
    assert answer.status == 202
    assert house.events[0].text == words


async def test_more_text_than_that_is_refused_in_the_persons_language(
    page: Client, house: WebHouse
) -> None:
    answer = await page.post(
        "/chat/me/send",
        data=large({"id": "1", "text": "x" * (TEXT_LIMIT + 1)}),
        headers={"Accept-Language": "fr-CA, en;q=0.5", "Content-Type": "application/json"},
    )
    assert answer.status == 413
    assert (await answer.json())["text"] == text("fr", "web-too-large", {"megabytes": 10})
    assert not house.said


@pytest.mark.parametrize(
    "words", ["a\0b", "\x01\x1b[2J\x7f", "lone \ud800 surrogate", "\ufffe\u202e"]
)
async def test_strange_characters_come_through_unharmed(
    page: Client, house: WebHouse, words: str
) -> None:
    assert await say(page, words) == 202
    assert house.events[0].text == words


async def test_bytes_of_a_form_that_are_no_utf8_are_kept(page: Client, house: WebHouse) -> None:
    await page.post(
        "/chat/me/send",
        data=b"id=1&text=caf%E9+\xe9",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        allow_redirects=False,
    )
    assert house.events[0].text.encode("utf-8", "surrogateescape") == b"caf\xe9 \xe9"


@pytest.mark.parametrize("body", [b'{"text": "wa', b"[1, 2]", b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_no_message_is_kept_for_a_human(
    page: Client, house: WebHouse, body: bytes
) -> None:
    answer = await page.post(
        "/chat/me/send", data=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status == 202
    (raw,) = house.said
    assert json.loads(raw.payload)["unreadable"].encode("latin-1") == body
    with pytest.raises(Unparsable):
        Web().parse(new_id(), raw.payload)


async def test_nothing_is_no_message(page: Client, house: WebHouse) -> None:
    assert (await page.post("/chat/me/send", json={"id": "1", "text": ""})).status == 400
    form = await page.post("/chat/me/send", data={"text": ""}, allow_redirects=False)
    assert form.status == 303
    assert not house.said


async def test_a_full_house_asks_to_try_again(page: Client, house: WebHouse) -> None:
    house.full = True
    answer = await page.post("/chat/me/send", json={"id": "1", "text": "Help"})
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert (await answer.json())["text"] == text("en", "web-busy")


async def test_a_full_house_gives_the_words_of_a_form_back(page: Client, house: WebHouse) -> None:
    house.full = True
    answer = await page.post("/chat/me/send", data={"text": "Help <us>"})
    html = await answer.text()
    assert answer.status == 503
    assert text("en", "web-busy") in html
    assert "Help &lt;us&gt;</textarea>" in html


# Who says it ----------------------------------------------------------------------------------


async def test_looking_makes_nobody_a_visitor(page: Client) -> None:
    for path in ("/", "/chat/me/letters", "/chat/me/stream"):
        assert "Set-Cookie" not in (await page.get(path)).headers


async def test_the_visitor_is_in_a_cookie_that_no_script_and_no_other_site_can_use(
    page: Client, house: WebHouse
) -> None:
    answer = await page.post("/chat/me/send", json={"id": "1", "text": "Hello"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert re.fullmatch(r"[0-9a-f]{32}", visitor(house))
    await say(page, id="2")
    assert len({raw.address for raw in house.said}) == 1


async def test_behind_https_the_cookie_stays_there(page: Client) -> None:
    answer = await page.post(
        "/chat/me/send", json={"id": "1", "text": "x"}, headers={"X-Forwarded-Proto": "https"}
    )
    assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_forged_cookie_is_a_stranger(page: Client, house: WebHouse) -> None:
    await house.tell("a" * 32, "A secret")
    headers = {"Cookie": f"visitor={'a' * 32}.forged"}
    assert await (await page.get("/chat/me/letters", headers=headers)).json() == {
        "known": False,
        "letters": [],
    }


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 202),
        ({"Sec-Fetch-Site": "same-origin"}, 202),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        # what a plain form sends under our referrer policy
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 202),
        ({"Origin": "null", "Cookie": "language-me=en"}, 202),
    ],
)
async def test_only_our_own_page_can_speak(
    page: Client, house: WebHouse, headers: Mapping[str, str], status: int
) -> None:
    answer = await page.post("/chat/me/send", json={"id": "1", "text": "x"}, headers=headers)
    assert answer.status == status
    assert len(house.said) == (status == 202)


async def test_our_own_origin_can_speak(page: Client) -> None:
    origin = str(page.make_url("/").origin())
    answer = await page.post(
        "/chat/me/send", json={"id": "1", "text": "x"}, headers={"Origin": origin}
    )
    assert answer.status == 202


async def test_leaving_forgets_the_browser_and_shows_a_page_that_tells_nothing(
    page: Client, house: WebHouse
) -> None:
    await say(page)
    await house.tell(visitor(house), "Your number: 48219305")
    answer = await page.post("/leave")
    html = await answer.text()
    assert answer.url.path == "/left"
    assert "November 2026" in html
    assert "baraza" not in html.casefold()
    assert not (await (await page.get("/chat/me/letters")).json())["known"]


# Files ----------------------------------------------------------------------------------------


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo that says where and with what it was taken."""
    image = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif[0x0112] = 6  # the camera was held upright
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    extra = {"comment": b"SECRETMAKER"} if kind == "JPEG" else {}
    image.save(out, kind, exif=exif, **extra)
    return out.getvalue()


def upload(data: bytes | io.BytesIO, **fields: str) -> FormData:
    form = FormData()
    for name, value in {"id": "1", **fields}.items():
        form.add_field(name, value)
    form.add_field("file", data, filename="IMG_2026_home.jpg", content_type="image/jpeg")
    return form


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_is_kept_without_where_it_was_taken(
    page: Client, house: WebHouse, kind: str
) -> None:
    data = picture(kind)
    assert b"SECRETMAKER" in data
    form = upload(data, text="Our pump", kind="photo")
    assert (await page.post("/chat/me/send", data=form, headers=JSON)).status == 202
    (event,) = house.events
    assert (event.kind, event.text) == (EventKind.MEDIA, "Our pump")
    assert event.media is not None
    assert (event.media.kind, event.media.content_type) == ("photo", "image/jpeg")
    stored = await house.house.files.get(event.media.stored)
    assert b"SECRETMAKER" not in stored
    assert len(stored) == event.media.size
    with Image.open(io.BytesIO(stored)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)  # upright, as the camera was held


async def test_a_file_nobody_has_triaged_is_sealed_on_the_ring_of_what_came_in(
    page: Client, house: WebHouse, tmp_path: Path
) -> None:
    await page.post("/chat/me/send", data=upload(picture()), headers=JSON)
    (file,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert file.read_bytes()[:1] == b"I"


async def test_a_repeated_photo_is_one_file(page: Client, house: WebHouse, tmp_path: Path) -> None:
    await say(page, id="0")
    for _ in range(2):
        await page.post("/chat/me/send", data=upload(picture()), headers=JSON)
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1
    assert len(house.said) == 2


VOICES = {
    "audio/ogg": b"OggS\0\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(30),
    "audio/webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84"
    b"webm",
    "audio/mp4": b"\0\0\0\x1cftypiso5\0\0\0\0iso5isom" + bytes(50),
    "audio/amr": b"#!AMR\n" + bytes(50),
}


@pytest.mark.parametrize("content_type", VOICES)
async def test_a_voice_note_is_kept_as_it_is(
    page: Client, house: WebHouse, content_type: str
) -> None:
    data = VOICES[content_type]
    assert (await page.post("/chat/me/send", data=upload(data), headers=JSON)).status == 202
    media = house.events[0].media
    assert media is not None
    assert (media.kind, media.content_type) == ("voice", content_type)
    assert await house.house.files.get(media.stored) == data


@pytest.mark.parametrize("data", [b"%PDF-1.4 a letter", b"just words", picture()[:80]])
async def test_a_file_that_is_neither_is_refused_with_what_to_do_instead(
    page: Client, house: WebHouse, data: bytes
) -> None:
    answer = await page.post("/chat/me/send", data=upload(data), headers=JSON)
    assert answer.status == 415
    assert (await answer.json())["text"] == text("en", "web-file-unknown")
    assert not house.said


async def test_a_file_beyond_the_limit_is_refused_with_the_limit(
    page: Client, house: WebHouse
) -> None:
    answer = await page.post(
        "/chat/me/send", data=upload(io.BytesIO(b"#!AMR\n" + bytes(FILE_LIMIT))), headers=JSON
    )
    assert answer.status == 413
    assert "16" in (await answer.json())["text"]


async def test_a_full_disk_loses_no_photo_in_silence(
    page: Client, house: WebHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise GenericError("no space left on device")

    monkeypatch.setattr(house.house.files, "put", full)
    answer = await page.post("/chat/me/send", data=upload(picture()), headers=JSON)
    assert answer.status == 503
    assert not house.said


async def test_a_form_that_is_cut_short_is_answered(page: Client) -> None:
    answer = await page.post(
        "/chat/me/send",
        data=b"--x\r\nContent-Disposition: form-data",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status == 400


# What is answered -----------------------------------------------------------------------------


async def test_a_stream_brings_what_was_sent_and_what_is_sent(
    page: Client, house: WebHouse
) -> None:
    await say(page)
    await house.tell(visitor(house), "Thank you", [("yes", "p:1")])
    async with page.get("/chat/me/stream") as answer:
        (first,) = await events(answer, 1)
        await house.tell(visitor(house), "شكرا", language="ar")
        (second,) = await events(answer, 1)
    assert first["text"] == "Thank you"
    assert first["buttons"] == [{"label": "yes", "token": "p:1"}]
    assert (second["text"], second["language"], second["direction"]) == ("شكرا", "ar", "rtl")


async def test_a_lost_ring_is_harmless(
    page: Client, house: WebHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_LOOK", 0.01)
    await say(page)
    async with page.get("/chat/me/stream") as answer:
        await house.tell(visitor(house), "one", ring=False)
        assert [event["text"] for event in await events(answer, 1)] == ["one"]
        await house.tell(visitor(house), "two", ring=False)
        assert [event["text"] for event in await events(answer, 1)] == ["two"]


async def test_a_letter_that_commits_after_a_later_one_is_not_missed(
    page: Client, house: WebHouse
) -> None:
    early = new_id()
    await say(page)
    async with page.get("/chat/me/stream") as answer:
        await house.tell(visitor(house), "later")
        await events(answer, 1)
        await house.tell(visitor(house), "earlier", id=early)
        assert [event["text"] for event in await events(answer, 1)] == ["earlier"]


async def test_a_page_that_comes_back_gets_what_it_missed(page: Client, house: WebHouse) -> None:
    await say(page)
    long_ago = "018f00000000" + "0" * 20
    await house.tell(visitor(house), "seen long ago", id=long_ago)
    last = await house.tell(visitor(house), "seen")
    await house.tell(visitor(house), "missed")
    async with page.get("/chat/me/stream", headers={"Last-Event-ID": last}) as answer:
        texts = [event["text"] for event in await events(answer, 2)]
    # what was numbered just before comes again, and the page knows its id
    assert texts == ["seen", "missed"]
    polled = await (await page.get(f"/chat/me/letters?after={last}")).json()
    assert [event["text"] for event in polled["letters"]] == ["seen", "missed"]


@pytest.mark.parametrize("after", ["", "zz", "-1", "ffffffffffffffff", "0"])
async def test_any_last_id_is_understood(page: Client, house: WebHouse, after: str) -> None:
    await say(page)
    answer = await page.get("/chat/me/letters", params={"after": after})
    assert answer.status == 200


async def test_nobody_reads_anothers_letters(page: Client, house: WebHouse) -> None:
    await say(page)
    await house.tell("b" * 32, "for somebody else")
    assert (await (await page.get("/chat/me/letters")).json())["letters"] == []


async def test_a_stranger_gets_no_stream(page: Client) -> None:
    assert (await page.get("/chat/me/stream")).status == 204


async def test_what_was_said_before_two_hours_is_not_shown(page: Client, house: WebHouse) -> None:
    await say(page)
    await house.tell(visitor(house), "old words", ago=timedelta(minutes=121))
    await house.tell(visitor(house), "new words", ago=timedelta(minutes=119))
    html = await (await page.get("/")).text()
    polled = await (await page.get("/chat/me/letters")).json()
    assert "new words" in html
    assert "old words" not in html
    assert [event["text"] for event in polled["letters"]] == ["new words"]


async def test_the_server_never_shows_what_a_person_wrote(page: Client, house: WebHouse) -> None:
    await say(page, "A word nobody else may read")
    for path in ("/", "/chat/me/letters"):
        assert "nobody else may read" not in await (await page.get(path)).text()


async def test_open_streams_end_when_the_server_does(house: WebHouse) -> None:
    server = TestServer(make_app(house.house))
    async with TestClient(server) as client:
        await say(client)
        async with client.get("/chat/me/stream") as answer:
            await house.tell(visitor(house), "one")
            await events(answer, 1)
            async with asyncio.timeout(9):
                await server.app.shutdown()
                rest = await answer.content.read()
    assert b"data" not in rest.replace(b"data: {}", b"")


async def test_a_database_that_goes_away_ends_the_stream_so_that_the_page_returns(
    page: Client, house: WebHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(page)
    async with page.get("/chat/me/stream") as answer:
        await house.tell(visitor(house), "one")
        await events(answer, 1)

        async def away(*_: object) -> None:
            raise OSError

        monkeypatch.setattr(house.house.db, "read", away)
        house.house.doorbell.ring(f"address:{house.house.keys.lane('web', visitor(house))}")
        async with asyncio.timeout(20):
            await answer.content.read()


# The pages ------------------------------------------------------------------------------------


async def test_without_script_a_form_sends_and_the_page_shows_the_answer(
    page: Client, house: WebHouse
) -> None:
    sent = await page.post("/chat/me/send", data={"text": "Hello"}, allow_redirects=False)
    assert (sent.status, sent.headers["Location"]) == (303, "/#me")
    await house.tell(visitor(house), "Is <it> working?", [("yes & no", "p:1")])
    html = await (await page.get("/")).text()
    assert "Is &lt;it&gt; working?" in html
    assert '<button name="token" value="p:1">yes &amp; no</button>' in html
    assert text("en", "web-refresh") in html


async def test_every_form_carries_its_own_id(page: Client, house: WebHouse) -> None:
    await say(page)
    await house.tell(visitor(house), "one?", [("yes", "a")])
    await house.tell(visitor(house), "two?", [("yes", "a")])
    html = await (await page.get("/")).text()
    ids = re.findall(r'name="id" value="(\w+)"', html)
    assert len(ids) == len(set(ids)) == 4


async def test_a_quoted_lone_surrogate_does_not_take_the_page_down(
    page: Client, house: WebHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(page)
    letter = Letter(new_id(), house.time, "about \ud800", (), "", "en")

    async def read(*_: object) -> list[Letter]:
        return [letter]

    monkeypatch.setattr(house.house.db, "read", read)
    assert (await page.get("/")).status == 200
    polled = await (await page.get("/chat/me/letters")).json()
    assert polled["letters"][0]["text"] == "about \ud800"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("sw-KE,en;q=0.5", "sw"), ("xx, ht;q=0.8, fr;q=0.9", "fr"), ("xx", "en"), ("", "en"),
     ("en-US, fr", "en"), ("fr;q=nonsense, ht", "ht"), ("*", "en")],
)  # fmt: skip
async def test_the_page_speaks_the_browsers_language(
    page: Client, asked: str, language: str
) -> None:
    html = await (await page.get("/", headers={"Accept-Language": asked})).text()
    assert f'<html lang="{language}"' in html


async def test_a_chosen_language_is_told_to_the_conversation_and_turns_the_page(
    page: Client, house: WebHouse
) -> None:
    await page.post("/chat/me/send", json={"id": "1", "token": "w:language:ar"})
    assert house.events[0].token == "w:language:ar"
    html = await (await page.get("/")).text()
    assert '<html lang="ar" dir="rtl">' in html
    assert text("ar", "web-leave") in html


async def test_a_language_we_do_not_have_changes_nothing(page: Client, house: WebHouse) -> None:
    answer = await page.post("/chat/me/send", json={"id": "1", "token": "w:language:zz"})
    assert answer.status == 202
    assert "language-me" not in str(answer.headers.getall("Set-Cookie"))


async def test_the_demonstration_shows_three_phones(phones: Client) -> None:
    html = await (await phones.get("/")).text()
    assert re.findall(r'<section class="phone" id="(\w+)"', html) == [
        "community",
        "manager",
        "focal",
    ]
    assert text("en", "web-try-1") in html


async def test_outside_the_demonstration_there_is_one(page: Client) -> None:
    html = await (await page.get("/")).text()
    assert re.findall(r'<section class="phone" id="(\w+)"', html) == ["me"]
    for slot in ("community", "manager", "focal"):
        assert await say(page, slot=slot) == 404
    assert (await page.post("/demo/me/person", json={"person": "c1"})).status == 404


async def test_each_phone_of_the_demonstration_speaks_for_its_person(
    phones: Client, demo: WebHouse
) -> None:
    for slot in ("community", "manager", "focal"):
        await say(phones, slot=slot)
    assert [raw.address.path for raw in demo.said] == ["c1", "m1", "f1"]
    assert demo.events[0].country_hint == "KE"
    assert await say(phones, slot="me") == 404


async def test_a_phone_is_handed_to_another_person(phones: Client, demo: WebHouse) -> None:
    await demo.tell("c1", "for the first")
    await demo.tell("c2", "for the second")
    chosen = await phones.post(
        "/demo/community/person", data={"person": "c2"}, allow_redirects=False
    )
    assert chosen.headers["Location"] == "/#community"
    await say(phones, slot="community")
    assert demo.said[-1].address.path == "c2"
    html = await (await phones.get("/")).text()
    assert "for the second" in html
    assert "for the first" not in html
    assert (await phones.post("/demo/community/person", json={"person": "f1"})).status == 404


async def test_one_stream_brings_all_three_phones(phones: Client, demo: WebHouse) -> None:
    async with phones.get("/chat/all/stream") as answer:
        for person in ("f1", "c1", "m1"):
            await demo.tell(person, "hello")
        found = await events(answer, 3)
    assert {event["slot"] for event in found} == {"community", "manager", "focal"}


async def test_a_phone_speaks_its_own_language(tmp_path: Path) -> None:
    people = (DemoPerson("community", "c", "A mother", "HT", "ht"), PEOPLE[-1])
    house = await WebHouse(tmp_path, people).open()
    async with TestClient(TestServer(make_app(house.house))) as client:
        html = await (await client.get("/", headers={"Accept-Language": "fr"})).text()
    await house.close()
    assert '<html lang="fr"' in html
    assert 'id="community" lang="ht"' in html
    assert 'id="focal" lang="en"' in html


@pytest.mark.parametrize("path", ["/", "/left", "/nowhere"])
async def test_pages_are_kept_by_nobody_and_load_nothing_from_elsewhere(
    page: Client, path: str
) -> None:
    answer = await page.get(path)
    html = await answer.text()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "//" not in html
    assert not re.search(r"<style|\sstyle=|<script>|\son\w+=", html)


def test_scripts_and_styles_name_no_other_host() -> None:
    for file in STATIC.iterdir():
        words = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|[\"'(]//", words), file.name


async def test_the_whole_page_weighs_less_than_a_hundred_kilobytes(
    phones: Client, demo: WebHouse
) -> None:
    html = await (await phones.get("/")).read()
    weight = len(gzip.compress(html))
    for address in re.findall(rb'(?:src|href)="(/static/[^"]+)"', html):
        answer = await phones.get(address.decode())
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        weight += len(assets.assets()[answer.url.name].zipped)
    assert weight < 100_000


async def test_a_page_kept_open_over_an_update_still_gets_its_style(page: Client) -> None:
    answer = await page.get("/static/000000000000/chat.css")
    assert answer.status == 200
    assert "immutable" not in answer.headers["Cache-Control"]
    assert (await page.get("/static/000000000000/nothing.css")).status == 404


# What goes wrong ------------------------------------------------------------------------------


async def test_a_fault_of_ours_is_told_without_its_insides(page: Client, house: WebHouse) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("The pump is dry")

    house.house.accept = broken
    with structlog.testing.capture_logs() as logs:
        answer = await page.post("/chat/me/send", json={"id": "1", "text": "The pump is dry"})
        shown = await page.post("/chat/me/send", data={"text": "The pump is dry"})
    assert answer.status == shown.status == 500
    assert (await answer.json())["text"] == text("en", "web-error")
    assert "ValueError" not in await shown.text()
    assert [entry["error"] for entry in logs] == ["ValueError", "ValueError"]
    assert "pump" not in str(logs)


async def test_a_page_that_is_not_there_says_so_in_the_persons_language(page: Client) -> None:
    answer = await page.get("/nowhere", headers={"Accept-Language": "fr"})
    assert answer.status == 404
    assert text("fr", "web-missing") in (await answer.text()).replace("&#39;", "'")


# Doors of channels ----------------------------------------------------------------------------


class Post:
    """A provider's channel that signs with one word."""

    name = "post"
    scheme = "post"

    def __init__(self) -> None:
        self.noticed: list[Any] = []
        self.fails = False

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        if headers.get("X-Secret") != "right":
            raise Refused

    def peek(self, payload: Any) -> list[Raw]:
        return [Raw(str(payload["id"]), Address("post", "1"), json.dumps(payload).encode())]

    async def noted(self, payload: Any) -> None:
        self.noticed.append(payload)
        if self.fails:
            raise OSError("The pump is dry")

    def webhook(self, secret: str, action: str, payload: dict[str, Any]) -> list[Raw]:
        if (secret, action) != ("right", "receive"):
            raise Refused
        return [Raw("k", Address("tel", payload.get("from", "")), json.dumps(payload).encode())]


@pytest.fixture
def post(house: WebHouse) -> Post:
    channel = Post()
    house.channels["post"] = channel  # type: ignore[assignment]
    return channel


async def test_a_delivery_is_stored_then_acknowledged(
    page: Client, house: WebHouse, post: Post
) -> None:
    answer = await page.post("/channels/post", json={"id": 7}, headers=RIGHT)
    assert answer.status == 200
    assert [raw.key for raw in house.said] == ["7"]
    assert post.noticed == [{"id": 7}]


async def test_a_failing_acknowledgement_is_told_without_content(
    page: Client, house: WebHouse, post: Post
) -> None:
    post.fails = True
    with structlog.testing.capture_logs() as logs:
        answer = await page.post("/channels/post", json={"id": 7}, headers=RIGHT)
    assert answer.status == 200
    assert [entry["error"] for entry in logs] == ["OSError"]
    assert "pump" not in str(logs)


async def test_a_wrong_secret_stores_nothing(page: Client, house: WebHouse, post: Post) -> None:
    assert (await page.post("/channels/post", json={"id": 7})).status == 403
    assert (await page.post("/channels/post/wrong/receive", data={"text": "x"})).status == 403
    assert (await page.post("/channels/web", json={"visitor": "a", "text": "x"})).status == 403
    assert not house.said


@pytest.mark.parametrize("body", [b'{"id": ', b"\xff\xfe\0", b"[" * 100_000])
async def test_a_delivery_that_is_no_json_is_kept(
    page: Client, house: WebHouse, post: Post, body: bytes
) -> None:
    for _ in range(2):
        assert (await page.post("/channels/post", data=body, headers=RIGHT)).status == 200
    (raw,) = house.said
    assert raw.payload == body
    assert raw.address == Address("post", "unreadable")


async def test_a_full_house_asks_the_provider_to_repeat(
    page: Client, house: WebHouse, post: Post
) -> None:
    house.full = True
    answer = await page.post("/channels/post", json={"id": 7}, headers=RIGHT)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"
    assert not post.noticed


async def test_a_delivery_beyond_a_megabyte_is_refused(page: Client, post: Post) -> None:
    answer = await page.post(
        "/channels/post", data=io.BytesIO(bytes(1024 * 1024 + 1)), headers=RIGHT
    )
    assert answer.status == 413


@pytest.mark.parametrize(
    "path", ["/channels/none", "/channels/none/s/receive", "/channels/web/s/x"]
)
async def test_a_channel_we_do_not_have_is_not_there(page: Client, path: str) -> None:
    assert (await page.post(path, json={})).status == 404


@pytest.mark.parametrize(
    "send",
    [
        {"data": {"from": "+254700000001", "text": "Maji"}},
        {"json": {"from": "+254700000001", "text": "Maji"}},
        {"params": {"from": "+254700000001", "text": "Maji"}},
    ],
)
async def test_a_gateway_may_send_a_form_json_or_a_query(
    page: Client, house: WebHouse, post: Post, send: dict[str, Any]
) -> None:
    answer = await page.post("/channels/post/right/receive", **send)
    assert answer.status == 200
    assert json.loads(house.said[0].payload) == {"from": "+254700000001", "text": "Maji"}


async def test_broken_json_of_a_gateway_is_kept_too(
    page: Client, house: WebHouse, post: Post
) -> None:
    answer = await page.post("/channels/post/right/receive", data=b"{", headers=RIGHT)
    assert answer.status == 200
    assert house.said[0].payload == b"{"


# Health ---------------------------------------------------------------------------------------


async def test_a_house_that_works_is_live_and_ready(page: Client) -> None:
    assert (await page.get("/health/live")).status == 200
    assert await (await page.get("/health/ready")).json() == {"ready": True, "wrong": {}}
    metrics = await page.get("/metrics")
    assert "python_info" in await metrics.text()


async def test_a_house_without_its_tables_says_what_to_do(tmp_path: Path) -> None:
    house = WebHouse(tmp_path)
    house.house.accept = None
    async with TestClient(TestServer(make_app(house.house))) as client:
        assert (await client.get("/health/live")).status == 200
        answer = await client.get("/health/ready")
        wrong = (await answer.json())["wrong"]
        assert await say(client) == 503
    await house.close()
    assert answer.status == 503
    assert "migrate" in wrong["database"]
    assert "pipe" in wrong


# The channel itself ---------------------------------------------------------------------------


anything = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    some.dictionaries(
        some.sampled_from(["text", "token", "place", "media", "id", "visitor", "unreadable"]),
        anything,
    )
)
def test_whatever_was_stored_is_an_event_or_set_aside(payload: dict[str, Any]) -> None:
    (raw,) = Web().peek(payload)
    assert len(raw.key) <= 64
    try:
        event = Web().parse(new_id(), raw.payload)
    except Unparsable:
        return
    assert event is not None
    if event.place:
        assert math.fabs(event.place[0]) <= 90
        assert math.fabs(event.place[1]) <= 180


@given(some.binary())
def test_any_bytes_are_an_event_or_set_aside(raw: bytes) -> None:
    try:
        Web().parse(new_id(), raw)
    except Unparsable:
        return


async def test_a_written_row_has_arrived() -> None:
    assert await Web().send(Address("web", "a"), Outgoing("Hello", id="row")) == ""
