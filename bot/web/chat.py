"""Saying something on the page: by its script as JSON, or by a plain form; and leaving it.

Whatever is said is on disk before the page hears that it has arrived. A body that cannot be read
is kept as it came, for a human to look at.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web

from bot.channels.base import Busy
from bot.channels.web import Web
from bot.house import House
from bot.web import pages, phones, uploads
from bot.web.bodies import BODY_LIMIT, FILE_LIMIT, TEXT_LIMIT, TooLarge, read_body, room_for
from bot.web.phones import HOUSE, Phone
from locales import languages
from storage.ids import new_id

_UPLOAD_SECONDS: Final = 300.0  # a photo over a line of 2G takes minutes
_IN_A_THREAD: Final = 256 * 1024  # bytes of JSON that are worth a thread

routes = web.RouteTableDef()
_channel = Web()


@dataclass(slots=True)
class _Said:
    """What one request says, before it has a visitor."""

    id: str = ""
    text: Any = ""
    token: Any = ""
    place: Any = None
    file: bytes | None = None
    unreadable: str | None = None
    form: bool = False

    @property
    def nothing(self) -> bool:
        heard = (self.text, self.token, self.place, self.file, self.unreadable)
        return all(part in (None, "", b"") for part in heard)


@routes.post("/chat/{slot}/send", name="send")
async def send(request: web.Request) -> web.Response:
    """Take one message: JSON from the page's script, or a form."""
    if not phones.same_site(request):
        raise web.HTTPForbidden
    phone = phones.phone(request, request.match_info["slot"])
    with room_for(request):
        try:
            async with asyncio.timeout(_UPLOAD_SECONDS):
                said = await _read(request)
        except TimeoutError as error:
            raise web.HTTPRequestTimeout from error
        if said.form and said.nothing:
            return _back_to(phone.slot)
        if said.nothing:
            raise web.HTTPBadRequest
        visitor = phone.visitor or phones.new_visitor()
        try:
            await _accept(request.app[HOUSE], phone, visitor, said)
        except Busy:
            if not said.form:
                raise
            draft = {phone.slot: str(said.text)}
            return await pages.show(request, status=503, notice="web-busy", drafts=draft)
    if pages.wants_json(request):
        response = web.json_response({"id": said.id}, status=202)
    else:
        response = _back_to(phone.slot)
    if not phone.visitor:
        phones.remember_visitor(request, response, visitor)
    tag = str(said.token).removeprefix(phones.LANGUAGE_TOKEN)
    if tag != said.token and tag in languages():
        phones.remember_language(request, response, phone.slot, tag)
    return response


@routes.post("/demo/{slot}/person", name="person")
async def choose_person(request: web.Request) -> web.Response:
    """Hand a phone of the demonstration to another of its people."""
    if not phones.same_site(request):
        raise web.HTTPForbidden
    phone = phones.phone(request, request.match_info["slot"])
    body = await read_body(request, 10_000)
    fields = _json(body) if _is_json(request) else _form_fields(body)
    wanted = fields.get("person") if isinstance(fields, dict) else None
    person = next((one for one in phone.people if one.visitor == wanted), None)
    if person is None:
        raise web.HTTPNotFound
    if pages.wants_json(request):
        response = web.json_response({"person": person.visitor})
    else:
        response = _back_to(phone.slot)
    phones.remember_person(request, response, person)
    return response


@routes.post("/leave", name="leave")
async def leave(request: web.Request) -> web.Response:
    """Forget this browser: nothing of the chat can be read on it afterwards."""
    if not phones.same_site(request):
        raise web.HTTPForbidden
    response = web.Response(status=303, headers={hdrs.LOCATION: "/left"})
    phones.forget(request, response)
    return response


async def _accept(house: House, phone: Phone, visitor: str, said: _Said) -> None:
    if house.accept is None:
        raise Busy("the pipe does not run")
    payload: dict[str, Any] = {
        "visitor": visitor,
        "id": said.id,
        "language": phone.language,
        "country": phone.person.country if phone.person else "",
    }
    if said.unreadable is not None:
        payload["unreadable"] = said.unreadable
    else:
        payload |= {"text": said.text, "token": said.token, "place": said.place}
    if said.file:
        payload["media"] = await uploads.keep(house.files, f"{visitor} {said.id}", said.file)
    if isinstance(said.text, str) and len(said.text) > _IN_A_THREAD:
        raws = await asyncio.to_thread(_channel.peek, payload)
    else:
        raws = _channel.peek(payload)
    await house.accept(_channel.name, raws)


async def _read(request: web.Request) -> _Said:
    if request.content_type.startswith("multipart/"):
        said = await _read_multipart(request)
    else:
        body = await read_body(request, BODY_LIMIT)
        if len(body) > _IN_A_THREAD:
            said = await asyncio.to_thread(_understand, body, _is_json(request))
        else:
            said = _understand(body, _is_json(request))
    # a text is measured as it is stored: a lone surrogate is three bytes there
    if isinstance(said.text, str) and len(_utf8(said.text)) > TEXT_LIMIT:
        raise TooLarge(TEXT_LIMIT)
    said.id = said.id[:64] or new_id()
    return said


def _utf8(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def _understand(body: bytes, is_json: bool) -> _Said:
    if not is_json:
        return _from_fields(_form_fields(body))
    payload = _json(body)
    if not isinstance(payload, dict):
        # kept as it is, byte for byte, for a human to look at
        return _Said(unreadable=body.decode("latin-1"))
    place = [payload["lat"], payload["lon"]] if "lat" in payload and "lon" in payload else None
    return _Said(
        id=str(payload.get("id") or ""),
        text=payload.get("text", ""),
        token=payload.get("token", ""),
        place=place,
    )


def _from_fields(fields: dict[str, str], file: bytes | None = None) -> _Said:
    try:
        place = [float(fields["lat"]), float(fields["lon"])]
    except (KeyError, ValueError):
        place = None
    return _Said(
        id=fields.get("id", ""),
        # a form sends line ends as CR LF, whatever was typed
        text=fields.get("text", "").replace("\r\n", "\n"),
        token=fields.get("token", ""),
        place=place,
        file=file or None,
        form=True,
    )


async def _read_multipart(request: web.Request) -> _Said:
    fields: dict[str, str] = {}
    file: bytes | None = None
    left = BODY_LIMIT
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            is_file = part.name == "file"
            limit = min(FILE_LIMIT if is_file else TEXT_LIMIT, left)
            data = bytearray()
            while chunk := await part.read_chunk():
                data += chunk
                if len(data) > limit:
                    raise TooLarge(limit)
            left -= len(data)
            if is_file:
                file = bytes(data)
            else:
                fields[part.name or ""] = data.decode("utf-8", "surrogateescape")
    except (ValueError, AssertionError) as error:
        raise web.HTTPBadRequest from error
    said = _from_fields(fields, file)
    said.form = not pages.wants_json(request)
    return said


def _form_fields(body: bytes) -> dict[str, str]:
    # surrogateescape: bytes that are no UTF-8 stay what they were
    words = body.decode("utf-8", "surrogateescape")
    return dict(parse_qsl(words, keep_blank_values=True, errors="surrogateescape"))


def _json(body: bytes) -> Any:
    """Read JSON; None for what is none."""
    try:
        return json.loads(body.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None


def _is_json(request: web.Request) -> bool:
    return request.content_type == "application/json"


def _back_to(slot: str) -> web.Response:
    return web.Response(status=303, headers={hdrs.LOCATION: f"/#{slot}"})
