"""Telegram: the app most partners have, where a bot costs nothing.

What comes in is read as the plain JSON of the Bot API, without python-telegram-bot's objects: it
is stored first and understood later. Its ``Bot`` carries what goes out, and is imported when it is
first needed, so that a house without Telegram pays nothing for it. Its Updater is not used: that
one tells Telegram "received" while updates are only in memory, and a crash would lose them. Our
loop asks, waits until they are on disk, and only then moves on.

A token is part of every address of the Bot API, so it could appear in any log line or exception
of the libraries below. They are silenced here, and their exceptions are turned into words of our
own that carry a short reason and nothing else.

Facts: https://core.telegram.org/bots/api, https://core.telegram.org/bots/faq
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import random
import re
import ssl
import time
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote
from uuid import UUID

from bot.channels.base import (
    Accept,
    Busy,
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
from storage.types import Address, Button, Caps, Event, EventKind, Media, Outgoing

if TYPE_CHECKING:
    from telegram import Bot
    from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

TEXT_LIMIT = 4096  # UTF-16 units
CAPTION_LIMIT = 1024  # UTF-16 units
CALLBACK_BYTES = 64
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # bytes
UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes
PHOTO_LIMIT = 10 * 1024 * 1024  # bytes

# The FAQ's limits: about 30 messages a second overall, one a second in a chat (short bursts are
# tolerated), 20 a minute in a group. Ours stay a little below: messages bunch up on the way.
OVERALL = (1 / 28, 20)  # seconds between messages, burst
PER_CHAT = (1.05, 3)
PER_GROUP = (3.1, 3)

CONFLICT_PAUSE = 30.0  # seconds to leave the other poller alone
LONGEST_PAUSE = 60.0  # seconds
UPLOAD_PATIENCE = 3  # times the ordinary timeout
ACKNOWLEDGE_TIMEOUT = 5.0  # seconds; a press must not hold up what other people say

# Kinds of update that say nothing to us. They come only if another program asked for them before.
UPDATES_FOR_NOBODY = frozenset(
    {
        "chat_boost",
        "chat_join_request",
        "chat_member",
        "chosen_inline_result",
        "edited_channel_post",
        "inline_query",
        "message_reaction",
        "message_reaction_count",
        "poll",
        "poll_answer",
        "removed_chat_boost",
    }
)

# What Telegram itself puts into a private chat: nobody said it. (In groups only what is addressed
# to the bot is read at all.)
SERVICE = frozenset(
    {
        "chat_background_set",
        "connected_website",
        "message_auto_delete_timer_changed",
        "pinned_message",
        "proximity_alert_triggered",
        "write_access_allowed",
    }
)

# Field of a message, our kind of media, content type if Telegram names none. The order matters:
# an animation also fills ``document``, for older clients.
MEDIA_FIELDS = (
    ("voice", "voice", "audio/ogg"),
    ("audio", "audio", "audio/mpeg"),
    ("video", "video", "video/mp4"),
    ("video_note", "video", "video/mp4"),
    ("animation", "video", "video/mp4"),
    ("document", "document", "application/octet-stream"),
    ("sticker", "sticker", "image/webp"),
)

# Our kind of media: method, field, file name if there is none, whether it takes a caption.
UPLOADS = {
    "voice": ("sendVoice", "voice", "voice.ogg", True),
    "audio": ("sendAudio", "audio", "audio.mp3", True),
    "photo": ("sendPhoto", "photo", "photo.jpg", True),
    "video": ("sendVideo", "video", "video.mp4", True),
    "document": ("sendDocument", "document", "document", True),
    "sticker": ("sendSticker", "sticker", "sticker.webp", False),
}

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]{3,32}))?(?=\s|$)")
ANY_BOT = re.compile(r"@[A-Za-z0-9_]*bot\b", re.IGNORECASE)


class WrongToken(Exception):
    """Telegram does not know the bot: the setting TELEGRAM_TOKEN is wrong or was revoked."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses the setting TELEGRAM_TOKEN: copy it again from BotFather "
            "(and check TELEGRAM_API_URL if you use a Bot API server of your own)"
        )


class WebhookRefused(Exception):
    """Telegram will not call the address we gave it; the reason names what to change."""


class Telegram:
    """One Telegram bot account.

    ``token`` is BotFather's; ``api_url`` another Bot API server, if any. With ``webhook_secret``
    and ``public_url`` Telegram calls ``webhook_url``; without, ``run`` polls. ``open_file`` gives
    the bytes of a stored file that is to be sent; it may raise ``FileNotYet`` and ``FileNever``.
    ``clock`` says the time, ``monotonic`` and ``pause`` measure and wait, in seconds.
    """

    scheme = "telegram"
    caps = Caps(
        buttons=24,
        button_chars=40,
        text_limit=TEXT_LIMIT,
        unit="utf16",
        media=frozenset(UPLOADS),
    )

    def __init__(
        self,
        token: str,
        api_url: str = "https://api.telegram.org",
        webhook_secret: str = "",
        public_url: str = "",
        name: str = "telegram",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        open_file: Callable[[str], Awaitable[bytes]] | None = None,
        poll_seconds: int = 50,
        timeout_seconds: float = 20.0,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self._token = token.strip()
        self._api_url = api_url.rstrip("/")
        self._secret = webhook_secret
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self._open_file = open_file
        self._poll_seconds = poll_seconds
        self._timeout = timeout_seconds
        self._monotonic = monotonic
        self._pause = pause
        self._client: tuple[Bot, HTTPXRequest, HTTPXRequest] | None = None
        bot_id = self._token.partition(":")[0]
        self._id = int(bot_id) if bot_id.isascii() and bot_id.isdigit() else 0
        self._username = ""  # known once Telegram has told us
        self._overall = _Pace(*OVERALL)
        self._chats: dict[int, _Pace] = {}
        self._flood: tuple[int, float] = (0, 0.0)  # chat of the last 429, and until when
        self._parts_sent: dict[str, int] = {}

    @property
    def webhook_url(self) -> str:
        """Where Telegram delivers; empty while the bot polls."""
        if not (self._secret and self._public_url):
            return ""
        return f"{self._public_url}/channels/{self.name}"

    # ---- what comes in

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check the secret that Telegram sends with each delivery. Raises ``Refused``."""
        if not self._secret:
            raise Refused("no webhook secret is set")
        given = next((v for k, v in headers.items() if k.lower() == SECRET_HEADER.lower()), "")
        if not hmac.compare_digest(
            given.encode("utf-8", "surrogatepass"), self._secret.encode("utf-8", "surrogatepass")
        ):
            raise Refused("wrong or missing webhook secret")

    def peek(self, payload: Any) -> list[Raw]:
        """Split one update, or a list of them, into keyed raw messages; never raises."""
        return [self._raw(update) for update in (payload if type(payload) is list else [payload])]

    def _raw(self, update: Any) -> Raw:
        try:
            body = json.dumps(update, separators=(",", ":"), default=repr).encode()
        except (TypeError, ValueError, RecursionError):
            # Not JSON at all, so not Telegram's. Kept by its kind: a human sees that it came.
            body = json.dumps({"unreadable": type(update).__name__}).encode()
        chat, identity = _identity(update)
        # Addresses are encrypted at rest; a key that spells the chat's id would give them away.
        key = hashlib.blake2b(
            identity.encode() if identity else body,
            key=hashlib.sha256(self._token.encode("utf-8", "surrogatepass")).digest(),
            digest_size=16,
        ).hexdigest()
        return Raw(key, Address(self.scheme, str(chat) if chat else "unknown"), body)

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Read one stored update; None for what nobody said to us. Raises ``Unparsable``."""
        try:
            update = json.loads(raw)
        except (ValueError, RecursionError):
            raise Unparsable("not JSON") from None
        if type(update) is not dict:
            raise Unparsable("not an update")
        if "message" in update:
            return self._message(id, _mapping(update["message"], "message"))
        if "edited_message" in update:
            return self._edit(id, _mapping(update["edited_message"], "edited_message"))
        if "callback_query" in update:
            return self._press(id, _mapping(update["callback_query"], "callback_query"))
        if "my_chat_member" in update:
            return self._membership(id, _mapping(update["my_chat_member"], "my_chat_member"))
        if "channel_post" in update:
            return self._message(id, _mapping(update["channel_post"], "channel_post"))
        if UPDATES_FOR_NOBODY.isdisjoint(update):
            raise Unparsable("an update of unknown kind")
        return None

    def _event(self, id: str, kind: EventKind, holder: dict[str, Any], **more: Any) -> Event:
        chat = _mapping(holder.get("chat"), "chat")
        chat_id = _int(chat.get("id"))
        if not chat_id:
            raise Unparsable("a chat without an id")
        sender = holder.get("from")
        hint = sender.get("language_code") if type(sender) is dict else ""
        message_id = _int(holder.get("message_id"))
        more.setdefault("external_id", str(message_id) if message_id else "")
        more.setdefault("at", _date(holder.get("date")) or self._stored_at(id))
        return Event(
            id=id,
            channel=self.name,
            address=Address(self.scheme, str(chat_id)),
            kind=kind,
            language_hint=hint if type(hint) is str and len(hint) <= 35 else "",
            **more,
        )

    def _stored_at(self, id: str) -> datetime:
        """When the raw message was stored: its id is a UUIDv7, which begins with the time."""
        try:
            uuid = UUID(id)
        except ValueError:
            return self._clock()
        if uuid.version != 7:
            return self._clock()
        return _date((uuid.int >> 80) / 1000) or self._clock()

    def _message(self, id: str, message: dict[str, Any]) -> Event | None:
        if _from_a_bot(message) or not SERVICE.isdisjoint(message):
            return None
        if _mapping(message.get("chat"), "chat").get("type") != "private":
            if self._is_meant(message):
                # No words: what people say in a group is not said to us alone.
                return self._event(id, EventKind.GROUP, message)
            return None
        quoted = message.get("reply_to_message")
        quoted_id = _int(quoted.get("message_id")) if type(quoted) is dict else 0
        content: dict[str, Any] = {"reply_to": str(quoted_id) if quoted_id else ""}
        if "text" in message:
            content["text"] = _plain_command(_words(message, "text"))
            return self._event(id, EventKind.TEXT, message, **content)
        if media := _media(message):
            content |= {"media": media, "text": _words(message, "caption")}
            return self._event(id, EventKind.MEDIA, message, **content)
        if place := _place(message):
            content |= {"place": place, "text": _place_name(message)}
            return self._event(id, EventKind.PLACE, message, **content)
        if "contact" in message:
            return self._event(id, EventKind.CONTACT, message, **content)
        return self._event(id, EventKind.EMPTY, message, **content)

    def _edit(self, id: str, message: dict[str, Any]) -> Event | None:
        private = _mapping(message.get("chat"), "chat").get("type") == "private"
        if _from_a_bot(message) or not private:
            return None
        return self._event(
            id,
            EventKind.EDIT,
            message,
            at=_date(message.get("edit_date")) or self._stored_at(id),
            text=_words(message, "text") or _words(message, "caption") or _place_name(message),
            media=_media(message),
            place=_place(message),
        )

    def _press(self, id: str, query: dict[str, Any]) -> Event | None:
        sender = _mapping(query.get("from"), "from")
        if sender.get("is_bot") is True:
            return None
        pressed = query.get("message")
        pressed = pressed if type(pressed) is dict else {}
        # A private chat has the person's own id, which is all there is if the message is gone.
        chat = pressed.get("chat", {"id": sender.get("id"), "type": "private"})
        holder = {"chat": chat, "from": sender}
        if _mapping(chat, "chat").get("type", "private") != "private":
            return self._event(id, EventKind.GROUP, holder, at=self._stored_at(id))
        message_id = _int(pressed.get("message_id"))
        return self._event(
            id,
            EventKind.BUTTON,
            holder,
            # The date in a press is that of the message with the button.
            at=self._stored_at(id),
            token=_words(query, "data"),
            external_id=_words(query, "id"),
            reply_to=str(message_id) if message_id else "",
        )

    def _membership(self, id: str, change: dict[str, Any]) -> Event | None:
        if _mapping(change.get("chat"), "chat").get("type") != "private":
            return None
        status = _mapping(change.get("new_chat_member"), "new_chat_member").get("status")
        gone = status in ("kicked", "left")
        return self._event(id, EventKind.BLOCKED if gone else EventKind.UNBLOCKED, change)

    def _is_meant(self, message: dict[str, Any]) -> bool:
        """Whether a message in a group speaks to this bot: a command, a mention, a reply.

        Before Telegram has told us our name, any bot's name counts: with privacy mode on, which is
        the default, Telegram delivers only what is meant for us.
        """
        quoted = message.get("reply_to_message")
        author = quoted.get("from") if type(quoted) is dict else None
        if type(author) is dict and self._id and author.get("id") == self._id:
            return True
        text = _words(message, "text") or _words(message, "caption")
        if command := COMMAND.match(text):
            named = command[1]
            return not (named and self._username) or named.lower() == self._username.lower()
        if self._username:
            return bool(re.search(rf"@{re.escape(self._username)}\b", text, re.IGNORECASE))
        return bool(ANY_BOT.search(text))

    # ---- what goes out

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Send words, buttons and a medium; return the id of the message with the buttons.

        What is longer than a message goes out in several, cut between paragraphs or words, with
        the buttons under the last. If one of the later parts fails with ``Retry`` or ``Slower``,
        the next try of the same ``outgoing.id`` goes on where this one stopped; after a restart of
        the process the earlier parts are sent again. After ``Uncertain`` it begins anew.

        Words are sent as they are, without markup and link previews. A call may wait its turn:
        Telegram takes one message a second for a chat. A wrong token is a ``Retry`` that names
        the setting, for nothing is wrong with the message.
        """
        chat = _chat_of(address, self.scheme)
        markup = _keyboard(outgoing.buttons)
        parts = await self._parts(outgoing)
        if not parts:
            raise Failed("nothing to send")
        if markup:
            parts[-1].params["reply_markup"] = markup
        done = min(self._parts_sent.pop(outgoing.id, 0), len(parts) - 1)
        sent = ""
        for number, part in enumerate(parts[done:], done):
            try:
                sent = await self._send_part(chat, part)
            except (Retry, Slower):
                if number and outgoing.id:
                    self._parts_sent[outgoing.id] = number
                raise
        return sent

    async def _parts(self, outgoing: Outgoing) -> list[_Part]:
        text = _sendable(outgoing.text)
        media = outgoing.media
        if media is None:
            return [_text_part(piece) for piece in split_text(text)]
        method, field, file_name, captioned = UPLOADS.get(media.kind, UPLOADS["document"])
        part = _Part(method, {field: media.reference or await self._upload(media, file_name)})
        if captioned and text.strip() and _utf16(text) <= CAPTION_LIMIT:
            part.params["caption"] = text
            return [part]
        return [part, *(_text_part(piece) for piece in split_text(text))]

    async def _upload(self, media: Media, file_name: str) -> Any:
        if not media.stored or self._open_file is None:
            raise Failed("a medium with neither a reference nor stored bytes")
        try:
            content = await self._open_file(media.stored)
        except FileNotYet:
            raise Retry("the file to send is not there yet") from None
        except FileNever:
            raise Failed("the file to send is gone") from None
        if len(content) > (PHOTO_LIMIT if media.kind == "photo" else UPLOAD_LIMIT):
            raise Failed("the file is larger than Telegram takes")
        from telegram import InputFile

        return InputFile(content, filename=media.name or file_name)

    async def _send_part(self, chat: int, part: _Part) -> str:
        await self._wait_turn(chat)
        wait = self._timeout if part.method == "sendMessage" else UPLOAD_PATIENCE * self._timeout
        try:
            sent = await self._call(part.method, wait=wait, chat_id=chat, **part.params)
        except _Trouble as trouble:
            error = self._send_error(chat, trouble)
        else:
            if type(sent) is dict and (message_id := _int(sent.get("message_id"))):
                self._learn_name(sent.get("from"))
                return str(message_id)
            error = Uncertain("Telegram's answer names no message")
        raise error

    def _send_error(self, chat: int, trouble: _Trouble) -> SendError:
        reason = trouble.reason
        match trouble.kind:
            case "slower":
                # Telegram does not say whether the chat or the bot was too fast. Two chats held
                # at once means the bot.
                now = self._monotonic()
                held_chat, until = self._flood
                everyone = held_chat != chat and until > now
                self._flood = (chat, now + trouble.after)
                return Slower(reason, trouble.after, everyone)
            case "blocked":
                return OptedOut(reason)
            case "refused":
                return Failed(reason)
            case "broken":
                return Uncertain(reason)
            case "token":
                return Retry(str(WrongToken()))
            case "unsent" | "later" | "conflict":
                return Retry(reason)

    async def _wait_turn(self, chat: int) -> None:
        if len(self._chats) > 10_000:
            now = self._monotonic()
            self._chats = {key: pace for key, pace in self._chats.items() if pace.busy(now)}
        pace = self._chats.get(chat)
        if pace is None:
            pace = self._chats[chat] = _Pace(*(PER_CHAT if chat > 0 else PER_GROUP))
        # The chat's turn first: who waits for it must not hold a place in the common queue.
        for queue in (pace, self._overall):
            if (seconds := queue.book(self._monotonic())) > 0:
                await self._pause(seconds)

    async def noted(self, payload: Any) -> None:
        """Answer button presses, so that the phone stops showing a clock on the button.

        That a press is too old to be answered harms nobody; it has been stored.
        """
        queries = []
        for update in payload if type(payload) is list else [payload]:
            query = update.get("callback_query") if type(update) is dict else None
            if type(query) is dict and type(query.get("id")) is str:
                queries.append(_sendable(query["id"]))
        await asyncio.gather(*(self._acknowledge(query) for query in queries))

    async def _acknowledge(self, query_id: str) -> None:
        wait = min(ACKNOWLEDGE_TIMEOUT, self._timeout)
        try:
            await self._call("answerCallbackQuery", wait=wait, callback_query_id=query_id)
        except _Trouble as trouble:
            level = logging.DEBUG if trouble.kind == "refused" else logging.WARNING
            log.log(level, "telegram: a button press was not acknowledged: %s", trouble.reason)

    # ---- files

    async def fetch(self, reference: str) -> bytes:
        """Get a file by Telegram's ``file_id``. Raises ``FileNotYet`` or ``FileNever``.

        A link lives for about an hour, so each fetch asks for a new one, and once more if it has
        expired on the way. Telegram gives bots no file above 20 MB.
        """
        for _ in range(2):
            try:
                file = await self._call("getFile", file_id=_sendable(reference))
                if type(file) is not dict or type(file.get("file_path")) is not str:
                    raise FileNotYet("Telegram gives no link yet")
                if _int(file.get("file_size")) > DOWNLOAD_LIMIT:
                    raise FileTooLarge("larger than Telegram gives to bots")
                return await self._download(file["file_path"])
            except _Trouble as trouble:
                caught = trouble
            if not caught.expired:
                break
        raise _file_error(caught)

    async def _download(self, path: str) -> bytes:
        url = f"{self._api_url}/file/bot{self._token}/{quote(path)}"
        try:
            content: bytes = await self._ask(lambda bot: bot.request.retrieve(url))
        except _Trouble as trouble:
            if trouble.status == 404:
                raise _Trouble("later", "the link has expired", expired=True) from None
            raise
        return content

    # ---- what the channel does by itself

    async def run(self, accept: Accept) -> None:
        """Poll until cancelled, or register the webhook and return.

        Updates are stored before Telegram is told of them; whatever happens in between, they come
        again, with the same keys. Raises ``WrongToken``, ``WebhookRefused``, and whatever
        ``accept`` raises besides ``Busy``.
        """
        self._learn_name(await self._patiently("getMe"))
        if self.webhook_url:
            await self._patiently(
                "setWebhook",
                url=self.webhook_url,
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
                drop_pending_updates=False,
            )
            return
        await self._patiently("deleteWebhook", drop_pending_updates=False)
        offset: int | None = None
        while True:
            updates = await self._patiently(
                "getUpdates",
                offset=offset,
                timeout=self._poll_seconds,
                allowed_updates=ALLOWED_UPDATES,
            )
            if not updates:
                # The empty answer has confirmed everything below the offset. Telegram begins its
                # numbers anew, perhaps lower, after a week of silence: so do not insist on ours.
                offset = None
                continue
            await self._store(accept, self.peek(updates))
            offset = updates[-1]["update_id"] + 1
            await self.noted(updates)

    async def _store(self, accept: Accept, raws: Sequence[Raw]) -> None:
        tries = 0
        while True:
            try:
                return await accept(self.name, raws)
            except Busy:
                tries += 1
                log.warning("telegram: the house is busy, %d updates wait", len(raws))
                await self._pause(_backoff(tries))

    async def _patiently(self, method: str, **params: Any) -> Any:
        """Ask until Telegram answers. Raises ``WrongToken`` and ``WebhookRefused``."""
        tries = 0
        last = ""
        while True:
            try:
                wait = self._timeout + params.get("timeout", 0)
                answer = await self._call(method, wait=wait, **params)
                if method == "getUpdates" and not _are_updates(answer):
                    raise _Trouble("later", "an answer that is no list of updates")
                if last:
                    log.info("telegram: %s works again", method)
                return answer
            except _Trouble as trouble:
                caught = trouble
            if caught.kind == "token":
                log.error("telegram: %s", WrongToken())
                raise WrongToken
            if caught.kind == "refused" and method == "setWebhook":
                raise WebhookRefused(
                    f"Telegram refuses PUBLIC_URL or TELEGRAM_WEBHOOK_SECRET: {caught.reason}"
                )
            tries += 1
            if caught.kind != last:  # once per trouble, not once per try
                last = caught.kind
                log.warning("telegram: %s: %s", method, caught.reason)
                if caught.kind == "conflict":
                    log.error("telegram: another program reads this bot's messages; stop one")
            match caught.kind:
                case "slower":
                    await self._pause(caught.after)
                case "conflict":
                    await self._pause(CONFLICT_PAUSE + _backoff(1))
                case _:
                    await self._pause(_backoff(tries))

    @property
    def bot_name(self) -> str:
        """The bot's name on Telegram, '' until Telegram has told us."""
        return self._username

    async def check(self) -> str:
        """Say in one line how the account stands, for ``baraza doctor``; carries ids only.

        Raises ``WrongToken``, and ``Retry`` if Telegram cannot be reached.
        """
        try:
            me = await self._call("getMe")
            info = await self._call("getWebhookInfo")
        except _Trouble as trouble:
            if trouble.kind == "token":
                raise WrongToken from None
            raise Retry(f"no answer from TELEGRAM_API_URL: {trouble.reason}") from None
        if type(me) is not dict or type(info) is not dict:
            raise Retry("TELEGRAM_API_URL answers, but not as the Bot API does")
        self._learn_name(me)
        url, wanted = info.get("url") or "", self.webhook_url
        if url and url == wanted:
            how = "webhook is set"
        elif wanted:
            how = "webhook is not set to PUBLIC_URL (it is when the service starts)"
        elif url:
            how = "polling, but a webhook is set (it is removed when the service starts)"
        else:
            how = "polling"
        line = f"bot {_int(me.get('id'))} answers, {how}, "
        line += f"{_int(info.get('pending_update_count'))} updates waiting"
        if error := info.get("last_error_message"):
            at = _date(info.get("last_error_date"))
            line += f", last delivery error {at:%Y-%m-%d %H:%M} UTC: {error}" if at else ""
        if me.get("can_read_all_group_messages") is True:
            line += ", reads whole groups (turn privacy mode on in BotFather)"
        return line

    async def close(self) -> None:
        """Let go of connections."""
        client, self._client = self._client, None
        if client:
            await asyncio.gather(*(request.shutdown() for request in client[1:]))

    # ---- python-telegram-bot

    def _bot(self) -> Bot:
        if self._client is None:
            from telegram import Bot
            from telegram.error import InvalidToken

            # httpx logs each address, which holds the token; python-telegram-bot logs what people
            # wrote (at DEBUG, and answers that are no JSON at ERROR). What matters is raised too.
            logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
            for noisy in ("httpx", "httpcore"):
                logging.getLogger(noisy).setLevel(logging.WARNING)
            polling, others = _request(1, self._timeout), _request(64, self._timeout)
            try:
                bot = Bot(
                    self._token,
                    base_url=f"{self._api_url}/bot",
                    base_file_url=f"{self._api_url}/file/bot",
                    get_updates_request=polling,
                    request=others,
                )
            except InvalidToken:
                raise _Trouble("token", "there is no token") from None
            self._client = (bot, polling, others)
        return self._client[0]

    async def _call(self, method: str, *, wait: float | None = None, **params: Any) -> Any:
        """Call a method of the Bot API and return its plain result. Raises ``_Trouble``.

        Through the library's lower door: its typed methods build objects from the answer, and an
        answer they do not understand would look like a message that was not sent. ``wait``:
        seconds until an answer must have begun.
        """
        seconds = self._timeout if wait is None else wait
        return await self._ask(lambda bot: bot._post(method, params, read_timeout=seconds))

    async def _ask(self, question: Callable[[Bot], Awaitable[Any]]) -> Any:
        bot = self._bot()
        from telegram.error import TelegramError

        try:
            return await question(bot)
        except TelegramError as error:
            if isinstance(error.__cause__, _Trouble):
                trouble = error.__cause__
            else:
                trouble = _Trouble("broken", "an answer that is no JSON")
        except (KeyError, TypeError, AttributeError):
            # An answer 200 without a result, or that is a list: the library expects better.
            trouble = _Trouble("broken", "an answer that is not the Bot API's")
        # Raised out here, so that the library's exception does not come along as its context.
        raise trouble

    def _learn_name(self, me: Any) -> None:
        name = me.get("username") if type(me) is dict else None
        if type(name) is str:
            self._username = name


# ---- trouble with Telegram, in our words

_Kind = Literal[
    "unsent",  # the request did not leave
    "broken",  # it left, and no answer came that we can read
    "later",  # 5xx and the like
    "slower",  # 429
    "refused",  # 400
    "blocked",  # 403
    "token",  # 401, 404
    "conflict",  # 409
]


class _Trouble(Exception):
    """A call that did not work: what kind, a reason without content, and seconds to wait."""

    def __init__(
        self,
        kind: _Kind,
        reason: str,
        *,
        after: float = 0.0,
        status: int = 0,
        expired: bool = False,
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.after = after
        self.status = status
        self.expired = expired


def _request(connections: int, timeout: float) -> HTTPXRequest:
    """The library's HTTP client, with errors told apart where they still can be.

    Above it a refused connection and a lost answer look the same, and the number of an answer is
    gone. What is raised here arrives as the cause of the library's own exception.
    """
    from telegram.error import TelegramError
    from telegram.request import HTTPXRequest

    class Request(HTTPXRequest):
        async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            try:
                status, body = await super().do_request(*args, **kwargs)
            except TelegramError as error:
                trouble = _read_break(error.__cause__)
            else:
                if 200 <= status <= 299:
                    return status, body
                trouble = _read_answer(status, body)
            raise trouble

    return Request(
        connection_pool_size=connections,
        read_timeout=timeout,
        write_timeout=timeout,
        connect_timeout=timeout,
        pool_timeout=timeout,
        media_write_timeout=UPLOAD_PATIENCE * timeout,
        httpx_kwargs={"verify": _certificates()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust, read once: it takes 50 ms, and each client would read it anew."""
    import httpx

    return httpx.create_ssl_context()


def _read_break(cause: BaseException | None) -> _Trouble:
    import httpx

    what = type(cause).__name__
    unsent = (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
    )
    if isinstance(cause, unsent):
        return _Trouble("unsent", f"not sent ({what})")
    return _Trouble("broken", f"no answer ({what})")


def _read_answer(status: int, body: bytes) -> _Trouble:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    official = type(answer) is dict and type(answer.get("description")) is str
    if not official:  # the page of a proxy: of it only the number counts
        answer = {}
    reason = f"{str(answer.get('description', 'an answer without a description'))[:120]} ({status})"
    more = answer.get("parameters")
    more = more if type(more) is dict else {}
    kind: _Kind = "later"
    if status == 429:
        after = float(_int(more.get("retry_after")) or 5)
        return _Trouble("slower", reason, after=after, status=status)
    if status in (400, 413):
        kind = "refused"
    elif official and status in (401, 404):
        kind = "token"
    elif official and status == 403:
        kind = "blocked"
    elif status == 409:
        kind = "conflict"
    return _Trouble(kind, reason, status=status)


def _file_error(trouble: _Trouble) -> FileNever | FileNotYet:
    if trouble.kind == "token":
        return FileNotYet(str(WrongToken()))
    if "file is too big" in trouble.reason:
        return FileTooLarge(trouble.reason)
    if trouble.kind == "refused" and "temporarily unavailable" not in trouble.reason:
        return FileNever(trouble.reason)
    return FileNotYet(trouble.reason)


def _backoff(tries: int) -> float:
    """Seconds before the next try, growing, and jittered so that not all come back at once."""
    return min(LONGEST_PAUSE, 2.0 ** min(tries, 6)) * random.uniform(0.5, 1.0)


class _Pace:
    """Hands out times to send at: a few at once, then one every ``interval`` seconds.

    The "virtual scheduling" form of the leaky bucket (ITU-T I.371), which needs one number.
    """

    __slots__ = ("_interval", "_next", "_slack")

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._slack = interval * (burst - 1)
        self._next = float("-inf")

    def book(self, now: float) -> float:
        """Take the next place and say how many seconds away it is."""
        self._next = max(self._next, now)
        wait = self._next - self._slack - now
        self._next += self._interval
        return max(0.0, wait)

    def busy(self, now: float) -> bool:
        """Whether this still remembers something that matters."""
        return self._next > now


# ---- reading an update


def _identity(update: Any) -> tuple[int, str]:
    """The chat an update belongs to, and what it is the same by however often it comes.

    Not the ``update_id`` alone: Telegram may begin its numbers anew. An edit counts with its
    content, for the edit date has only seconds. No chat is 0; an empty identity means that only
    the bytes tell what it is.
    """
    if type(update) is not dict:
        return 0, ""
    for kind in ("message", "channel_post", "edited_message", "my_chat_member"):
        holder = update.get(kind)
        if type(holder) is not dict:
            continue
        chat = _chat_id(holder)
        message_id = _int(holder.get("message_id"))
        if kind == "edited_message" and chat and message_id:
            try:
                content = json.dumps(holder, sort_keys=True, default=repr)
            except (TypeError, ValueError, RecursionError):
                return chat, ""
            return chat, f"edit:{chat}:{message_id}:{content}"
        if kind == "my_chat_member" and chat:
            # May change back and forth within a second, and has no id of its own.
            date, number = _int(holder.get("date")), _int(update.get("update_id"))
            status = holder.get("new_chat_member")
            status = status.get("status") if type(status) is dict else ""
            return chat, f"member:{chat}:{date}:{number}:{status!r:.40}"
        if chat and message_id and kind != "edited_message":
            return chat, f"message:{chat}:{message_id}"
        return chat, ""
    query = update.get("callback_query")
    if type(query) is dict:
        pressed = query.get("message")
        sender = query.get("from")
        chat = _chat_id(pressed) if type(pressed) is dict else 0
        chat = chat or (_int(sender.get("id")) if type(sender) is dict else 0)
        query_id = query.get("id")
        if type(query_id) is str and query_id.isascii() and 0 < len(query_id) <= 64:
            return chat, f"press:{query_id}"
        return chat, ""
    return 0, ""


def _chat_id(holder: dict[str, Any]) -> int:
    chat = holder.get("chat")
    return _int(chat.get("id")) if type(chat) is dict else 0


def _int(value: Any) -> int:
    """The value if it is a whole number that fits 64 bits, else 0, which is no id."""
    return value if type(value) is int and -(2**63) <= value < 2**63 else 0


def _date(value: Any) -> datetime | None:
    if type(value) not in (int, float) or not value > 0:
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if type(value) is not dict:
        raise Unparsable(f"{what} is not an object")
    return value


def _words(holder: dict[str, Any], field: str) -> str:
    value = holder.get(field, "")
    if type(value) is not str:
        raise Unparsable(f"{field} is not text")
    return value


def _from_a_bot(message: dict[str, Any]) -> bool:
    sender = message.get("from")
    return type(sender) is dict and sender.get("is_bot") is True


def _plain_command(text: str) -> str:
    """A command without the name of the bot that a phone appends to it: "/stop@name" is "/stop"."""
    command = COMMAND.match(text)
    if command and command[1]:
        return text[: command.start(1) - 1] + text[command.end() :]
    return text


def _media(message: dict[str, Any]) -> Media | None:
    if "photo" in message:
        sizes = message["photo"]
        if type(sizes) is not list or not sizes:
            raise Unparsable("a photo without sizes")
        largest = max(
            (_mapping(size, "photo size") for size in sizes),
            key=lambda size: _int(size.get("width")) * _int(size.get("height")),
        )
        return _file("photo", "image/jpeg", largest)
    for field, kind, content_type in MEDIA_FIELDS:
        if field in message:
            return _file(kind, content_type, _mapping(message[field], field))
    return None


def _file(kind: str, content_type: str, file: dict[str, Any]) -> Media:
    reference = _words(file, "file_id")
    if not reference:
        raise Unparsable(f"{kind} without a file id")
    if kind == "sticker" and file.get("is_animated") is True:
        content_type = "application/x-tgsticker"
    elif kind == "sticker" and file.get("is_video") is True:
        content_type = "video/webm"
    return Media(
        kind=kind,
        reference=reference,
        content_type=_words(file, "mime_type") or content_type,
        name=_words(file, "file_name"),
        size=max(0, _int(file.get("file_size"))),
    )


def _place(message: dict[str, Any]) -> tuple[float, float] | None:
    if "venue" in message:
        location = _mapping(message["venue"], "venue").get("location")
    elif "location" in message:
        location = message["location"]
    else:
        return None
    location = _mapping(location, "location")
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        raise Unparsable("a place without coordinates")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Unparsable("a place that is not on the globe")
    return float(latitude), float(longitude)


def _place_name(message: dict[str, Any]) -> str:
    venue = message.get("venue")
    return _words(venue, "title") if type(venue) is dict else ""


def _are_updates(answer: Any) -> bool:
    return type(answer) is list and all(
        type(update) is dict and type(update.get("update_id")) is int for update in answer
    )


# ---- shaping a message


@dataclass(frozen=True, slots=True)
class _Part:
    """One call: method and parameters."""

    method: str
    params: dict[str, Any]


def _text_part(text: str) -> _Part:
    return _Part("sendMessage", {"text": text, "link_preview_options": {"is_disabled": True}})


def _chat_of(address: Address, scheme: str) -> int:
    if address.scheme != scheme or not re.fullmatch(r"-?[0-9]{1,19}", address.path):
        raise Failed("not a Telegram address")
    return int(address.path)


def _keyboard(buttons: Sequence[Button]) -> dict[str, Any] | None:
    """An inline keyboard, with as many buttons in a row as their labels leave room for."""
    if not buttons:
        return None
    for button in buttons:
        if not 0 < len(button.token.encode("utf-8", "surrogatepass")) <= CALLBACK_BYTES:
            raise Failed(f"a button's token must have 1 to {CALLBACK_BYTES} bytes")
        if not button.label.strip():
            raise Failed("a button without a label")
    longest = max(len(button.label) for button in buttons)
    per_row = 3 if longest <= 9 else 2 if longest <= 18 else 1
    shown = [
        {"text": _sendable(button.label), "callback_data": _sendable(button.token)}
        for button in buttons
    ]
    return {"inline_keyboard": [shown[i : i + per_row] for i in range(0, len(shown), per_row)]}


def _utf16(text: str) -> int:
    """Length in UTF-16 units: how Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _sendable(text: str) -> str:
    """The text with each half of a surrogate pair that has lost its other half replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def split_text(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut a text into pieces of at most ``limit`` UTF-16 units; nothing but white space is lost.

    Between paragraphs if it can be, else between lines, else words; inside a word only if it alone
    is too long, and then not between a letter and its marks. No piece is blank.
    """
    return list(_pieces(text.strip(), limit))


def _pieces(text: str, limit: int) -> Iterator[str]:
    while _utf16(text) > limit:
        end = units = 0
        while units + (step := 2 if text[end] > "\uffff" else 1) <= limit:
            units += step
            end += 1
        cut = _break_before(text, end)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _break_before(text: str, end: int) -> int:
    # A break in the first half would leave a stub: then a lesser break further on is better.
    for separator in ("\n\n", "\n"):
        if (at := text.rfind(separator, end // 2, end + 1)) > 0:
            return at
    for at in range(end, end // 2, -1):
        if text[at].isspace():
            return at
    for at in range(end, max(end - 64, 0), -1):
        joined = text[at] == "\u200d" or text[at - 1] == "\u200d"
        if not joined and not unicodedata.category(text[at]).startswith("M"):
            return at
    return end
