"""A Telegram of our own for tests: the Bot API over real HTTP on loopback, and people with phones.

It plays api.telegram.org as its documentation tells it (and where the documentation is silent, as
the open-source Bot API server does it), not as our channel would like it. Whoever talks to it with
any Bot API library should notice no difference, down to the words of the errors.

    async with TelegramEmulator() as telegram:
        bot = Telegram(telegram.token, telegram.url)
        mother = telegram.person(5_000_000_001, language_code="sw")
        mother.says("Kisima kimeharibika")
        ...
        (answer,) = await mother.receives(1)
        mother.presses(answer, "Ndiyo")

What people do is synchronous and puts an update in the bot's queue at once; the queue is emptied
by getUpdates or by a webhook. Dates, links, limits and callback queries age by ``clock`` and by
``passes(seconds)``; only a long poll waits in real time.

Sources: https://core.telegram.org/bots/api, https://core.telegram.org/bots/features#privacy-mode,
https://core.telegram.org/bots/faq, https://github.com/tdlib/telegram-bot-api
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

TOKEN = "700000001:AAEmulatorEmulatorEmulatorEmulator_"
Fault = Literal["429", "500", "html", "hang", "cut", "refuse", "unavailable", "expired", "migrate"]
Json = dict[str, Any]

# Sent unless a bot asks otherwise.
DEFAULT_UPDATES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "poll",
    }
)
MEDIA = ("voice", "audio", "photo", "video", "document", "sticker")
MEGABYTE = 1024 * 1024


class ApiError(Exception):
    """An answer with ``ok`` false."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


@dataclass
class Bucket:
    """Tokens that come back at ``rate`` a second, at most ``size``."""

    rate: float
    size: float
    tokens: float = field(init=False)
    at: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def take(self, now: float) -> float:
        """Take a token and return 0.0, or the seconds until there is one."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.rate


@dataclass
class Chat:
    """A private chat with the bot, or a group."""

    id: int
    type: str
    bucket: Bucket
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)
    last_id: int = 100
    bot_spoke_last: bool = False

    def public(self) -> Json:
        """The ``Chat`` object of the Bot API."""
        names = {"first_name": "Member"} if self.type == "private" else {"title": "Group"}
        return {"id": self.id, "type": self.type, **names}


@dataclass
class StoredFile:
    """A file on Telegram's servers."""

    id: str
    content: bytes
    size: int
    content_type: str
    available: bool = True


@dataclass
class Waiting:
    """An update that the bot has not confirmed."""

    update: Json
    chat: int
    since: float
    being_delivered: bool = False


@dataclass
class Webhook:
    """Where the bot wants its updates."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0


class TelegramEmulator:
    """The server. ``url`` is what a bot takes for https://api.telegram.org.

    ``chat_burst`` messages go to one chat at once, then one a second (20 a minute in a group);
    ``overall`` a second to all. ``link_seconds``: how long a file's link lives.
    ``callback_seconds``: until when a press may be answered. ``privacy``: the bot's privacy mode
    in groups. ``require_https``: refuse a webhook without it, as Telegram does.
    ``repeat_after``: seconds until a delivery that failed is repeated.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "baraza_test_bot",
        clock: Callable[[], float] = time.time,
        chat_burst: int = 20,
        overall: int = 30,
        link_seconds: float = 3600.0,
        callback_seconds: float = 15.0,
        privacy: bool = True,
        require_https: bool = False,
        repeat_after: float = 0.01,
        delivery_timeout: float = 5.0,
    ) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Baraza",
            "username": username,
        }
        self.port = 0
        self.calls: list[tuple[str, Json]] = []
        self.answered: list[str] = []
        self.polling = 0  # long polls that wait now
        self.most_parallel = 0  # deliveries at the same moment, at most
        self.webhook = Webhook()
        self.privacy = privacy
        self.revoked = False
        self._clock = clock
        self._ahead = 0.0
        self._chat_burst = chat_burst
        self._overall = Bucket(overall, overall)
        self._link_seconds = link_seconds
        self._callback_seconds = callback_seconds
        self._require_https = require_https
        self._repeat_after = repeat_after
        self._delivery_timeout = delivery_timeout
        self._chats: dict[int, Chat] = {}
        self._files: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[str, float]] = {}
        self._queries: dict[str, float] = {}
        self._queue: list[Waiting] = []
        self._allowed = DEFAULT_UPDATES
        self._update_id = 700_000_000
        self._serial = 0
        self._poll = 0
        self._faults: list[tuple[str, Fault, Json]] = []
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self._client: aiohttp.ClientSession | None = None
        self._courier: asyncio.Task[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    # ---- the server itself

    @property
    def url(self) -> str:
        """The address that stands for https://api.telegram.org."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on a free port of the loopback interface."""
        app = web.Application(client_max_size=64 * MEGABYTE)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._serve)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._serve_file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await self.listen()
        self._client = aiohttp.ClientSession()
        self._courier = asyncio.create_task(self._deliver())

    async def listen(self) -> None:
        """Listen again after the fault ``refuse``, on the same port."""
        assert self._runner
        assert self._runner.server
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            self._runner.server, "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Hang up on everybody and release the port."""
        self._closing.set()
        self._ring()
        for task in (self._courier, *self._deliveries):
            if task:
                task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        if self._client:
            await self._client.close()
        if self._listener:
            self._listener.close()
        if self._runner:
            await self._runner.cleanup()

    def now(self) -> float:
        """Seconds since 1970 on Telegram's clock."""
        return self._clock() + self._ahead

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds

    def _ring(self) -> None:
        bell, self._changed = self._changed, asyncio.Event()
        bell.set()

    async def until(self, happened: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something has happened here. Raises ``TimeoutError``."""
        async with asyncio.timeout(seconds):
            while not happened():
                await self._changed.wait()

    async def delivered(self) -> None:
        """Wait until the bot has confirmed every update."""
        await self.until(lambda: not self._queue)

    # ---- what a test arranges

    def person(self, id: int, language_code: str = "") -> Phone:
        """A person with a phone, who has not written to the bot yet."""
        self._chat(id, "private")
        return Phone(self, id, id, language_code)

    def fail_next(
        self, method: str, fault: Fault, times: int = 1, *, retry_after: int = 2, new_id: int = 0
    ) -> None:
        """Let the next calls of a method fail (``*``: of any; ``file``: a download).

        ``429``, ``500``, ``unavailable`` and ``expired`` (a file, its link), ``migrate`` (a group
        became ``new_id``): an error of the Bot API. ``html``: the page of a proxy. ``hang``: the
        request is taken, not carried out, and never answered. ``cut``: it is carried out and the
        connection cut (``webhook``: Telegram does not hear the answer to a delivery). ``refuse``:
        from now on nobody listens, until ``listen``.
        """
        if fault == "refuse":
            self._stop_listening()
            return
        more = {"retry_after": retry_after, "new_id": new_id}
        self._faults += [(method.lower(), fault, more)] * times

    def _stop_listening(self) -> None:
        assert self._listener
        assert self._runner
        assert self._runner.server
        self._listener.close()
        for connection in list(self._runner.server.connections):
            connection.force_close()

    def _fault(self, method: str) -> tuple[Fault | None, Json]:
        for number, (name, fault, more) in enumerate(self._faults):
            if name in (method, "*"):
                del self._faults[number]
                return fault, more
        return None, {}

    def restart_update_ids(self, first: int) -> None:
        """Number the updates to come from ``first``, as Telegram may after a week of silence."""
        self._update_id = first - 1

    def repeat(self, update: Json) -> None:
        """Put an update into the queue once more, as if its confirmation had been lost."""
        self._queue.append(Waiting(update, 0, self.now()))
        self._ring()

    def says_to_bot(self, kind: str, body: Json, chat: int = 0) -> Json | None:
        """Put an update of any kind into the queue; None if the bot did not ask for that kind."""
        if kind not in self._allowed:
            return None
        self._update_id += 1
        update = {"update_id": self._update_id, kind: body}
        self._queue.append(Waiting(update, chat, self.now()))
        self._ring()
        return update

    def forgets_file(self, file_id: str) -> None:
        """Make a file temporarily unavailable."""
        self._files[file_id].available = False

    def finds_file(self, file_id: str) -> None:
        """Make it available again."""
        self._files[file_id].available = True

    # ---- chats and messages

    def _chat(self, id: int, type: str) -> Chat:
        if id not in self._chats:
            private = type == "private"
            bucket = Bucket(1.0, self._chat_burst) if private else Bucket(1 / 3, 20)
            self._chats[id] = Chat(id, type, bucket)
        return self._chats[id]

    def _write(self, chat: Chat, sender: Json, **content: Any) -> Json:
        chat.last_id += 1
        message = {
            "message_id": chat.last_id,
            "from": sender,
            "chat": chat.public(),
            "date": int(self.now()),
            **content,
        }
        chat.messages[chat.last_id] = message
        chat.bot_spoke_last = sender is self.bot
        self._ring()
        return message

    def sent(self, chat_id: int) -> list[Json]:
        """What the bot has said in a chat, and has not deleted."""
        chat = self._chats[chat_id]
        return [message for message in chat.messages.values() if message["from"] is self.bot]

    def _new_file(self, content: bytes, content_type: str, size: int = 0) -> StoredFile:
        self._serial += 1
        file = StoredFile(f"FILE{self._serial:04d}", content, size or len(content), content_type)
        self._files[file.id] = file
        return file

    # ---- updates: getUpdates

    def _pending(self) -> list[Waiting]:
        """The queue without what is older than a day, which Telegram drops."""
        oldest = self.now() - 24 * 3600
        self._queue = [waiting for waiting in self._queue if waiting.since >= oldest]
        return self._queue

    async def _getupdates(self, params: Json) -> list[Json]:
        if self.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poll += 1
        mine = self._poll
        self._ring()  # whoever else is polling is told to stop
        self._allow(params)
        offset = int(params.get("offset", 0))
        limit = min(100, max(1, int(params.get("limit", 100))))
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset <= self._update_id + 10:
            self._queue = [w for w in self._queue if w.update["update_id"] >= offset]
            self._ring()
        # An offset far in the future is of an older numbering: the server begins at the head.
        deadline = time.monotonic() + min(50.0, float(params.get("timeout", 0)))
        while not self._pending() and not self._closing.is_set() and mine == self._poll:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            self.polling += 1
            self._ring()
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                break
            finally:
                self.polling -= 1
        if mine != self._poll:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return [waiting.update for waiting in self._pending()[:limit]]

    def _allow(self, params: Json) -> None:
        allowed = _structure(params, "allowed_updates")
        if allowed is not None:
            self._allowed = frozenset(allowed) or DEFAULT_UPDATES

    # ---- updates: the webhook

    async def _setwebhook(self, params: Json) -> bool:
        url = str(params.get("url", ""))
        secret = str(params.get("secret_token", ""))
        if self._require_https and url and not url.startswith("https://"):
            raise ApiError(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise ApiError(400, "Bad Request: secret token contains unallowed characters")
        self._allow(params)
        if _true(params.get("drop_pending_updates")):
            self._queue.clear()
        self.webhook = Webhook(url, secret, int(params.get("max_connections", 40)))
        self._poll += 1
        self._ring()
        return True

    async def _deletewebhook(self, params: Json) -> bool:
        if _true(params.get("drop_pending_updates")):
            self._queue.clear()
        self.webhook = Webhook()
        self._ring()
        return True

    async def _getwebhookinfo(self, params: Json) -> Json:
        info: Json = {
            "url": self.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._pending()),
            "max_connections": self.webhook.max_connections,
        }
        if self.webhook.last_error:
            info["last_error_date"] = self.webhook.last_error_at
            info["last_error_message"] = self.webhook.last_error
        return info

    async def _deliver(self) -> None:
        """Deliver in parallel, but what belongs to one chat in order, as the real server does."""
        while not self._closing.is_set():
            bell = self._changed
            busy = {waiting.chat for waiting in self._pending() if waiting.being_delivered}
            for waiting in self._queue:
                if not self.webhook.url or len(self._deliveries) >= self.webhook.max_connections:
                    break
                if waiting.being_delivered or (waiting.chat and waiting.chat in busy):
                    continue
                busy.add(waiting.chat)
                waiting.being_delivered = True
                task = asyncio.create_task(self._deliver_one(waiting, self.webhook))
                self._deliveries.add(task)
                self.most_parallel = max(self.most_parallel, len(self._deliveries))
                task.add_done_callback(self._after_delivery)
            await bell.wait()

    def _after_delivery(self, task: asyncio.Task[None]) -> None:
        self._deliveries.discard(task)
        self._ring()

    async def _deliver_one(self, waiting: Waiting, webhook: Webhook) -> None:
        assert self._client
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        timeout = aiohttp.ClientTimeout(total=self._delivery_timeout)
        try:
            async with self._client.post(
                webhook.url, json=waiting.update, headers=headers, timeout=timeout
            ) as answer:
                problem = "" if 200 <= answer.status <= 299 else f"{answer.status} {answer.reason}"
            fault, _ = self._fault("webhook")
            problem = "Connection reset by peer" if fault == "cut" else problem
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientError as error:
            problem = f"Connection failed: {type(error).__name__}"
        if problem:
            webhook.last_error = f"Wrong response from the webhook: {problem}"
            webhook.last_error_at = int(self.now())
            await asyncio.sleep(self._repeat_after)
            waiting.being_delivered = False
        elif waiting in self._queue:
            self._queue.remove(waiting)

    # ---- the other methods

    async def _getme(self, params: Json) -> Json:
        return {
            **self.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
        }

    async def _sendmessage(self, params: Json) -> Json:
        chat = self._open_chat(params)
        text = _cleaned(params.get("text", ""))
        if not text:
            raise ApiError(400, "Bad Request: message text is empty")
        if utf16(text) > 4096:
            raise ApiError(400, "Bad Request: message is too long")
        markup = _markup(params)
        self._limit(chat)
        return self._write(chat, self.bot, text=text, **markup)

    async def _send_medium(self, kind: str, params: Json) -> Json:
        chat = self._open_chat(params)
        caption = _cleaned(params.get("caption", ""))
        if utf16(caption) > 1024:
            raise ApiError(400, "Bad Request: message caption is too long")
        markup = _markup(params)
        file = self._given_file(kind, params)
        self._limit(chat)
        words = {"caption": caption} if caption and kind != "sticker" else {}
        return self._write(chat, self.bot, **_medium(kind, file), **words, **markup)

    def _given_file(self, kind: str, params: Json) -> StoredFile:
        given = params.get(kind)
        if isinstance(given, str) and given.startswith("attach://"):
            given = params.get(given.removeprefix("attach://"))
        if isinstance(given, web.FileField):
            content = given.file.read()
            if len(content) > (10 if kind == "photo" else 50) * MEGABYTE:
                raise ApiError(413, "Request Entity Too Large")
            return self._new_file(content, given.content_type)
        if given in self._files:
            return self._files[given]
        raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")

    async def _editmessagetext(self, params: Json) -> Json:
        text = _cleaned(params.get("text", ""))
        if not text:
            raise ApiError(400, "Bad Request: message text is empty")
        if utf16(text) > 4096:
            raise ApiError(400, "Bad Request: message is too long")
        return self._edit(params, {"text": text, **_markup(params)})

    async def _editmessagereplymarkup(self, params: Json) -> Json:
        text = self._own_message(params).get("text")
        return self._edit(params, {**({"text": text} if text else {}), **_markup(params)})

    def _edit(self, params: Json, content: Json) -> Json:
        message = self._own_message(params)
        if {key: message[key] for key in ("text", "reply_markup") if key in message} == content:
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        message.pop("reply_markup", None)
        message.update(content, edit_date=int(self.now()))
        self._ring()
        return message

    async def _deletemessage(self, params: Json) -> bool:
        message = self._own_message(params, "message to delete not found")
        if self.now() - message["date"] > 48 * 3600:
            raise ApiError(400, "Bad Request: message can't be deleted for everyone")
        del self._chats[message["chat"]["id"]].messages[message["message_id"]]
        self._ring()
        return True

    def _own_message(self, params: Json, missing: str = "message to edit not found") -> Json:
        chat = self._open_chat(params)
        message = chat.messages.get(int(params.get("message_id", 0)))
        if message is None:
            raise ApiError(400, f"Bad Request: {missing}")
        if message["from"] is not self.bot:
            raise ApiError(400, "Bad Request: message can't be edited")
        return message

    async def _answercallbackquery(self, params: Json) -> bool:
        query = str(params.get("callback_query_id", ""))
        pressed_at = self._queries.get(query)
        if pressed_at is None or self.now() - pressed_at > self._callback_seconds:
            raise ApiError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self.answered.append(query)
        self._ring()
        return True

    async def _getfile(self, params: Json) -> Json:
        file = self._files.get(str(params.get("file_id", "")))
        if file is None:
            raise ApiError(400, "Bad Request: invalid file_id")
        if not file.available:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if file.size > 20 * MEGABYTE:
            raise ApiError(400, "Bad Request: file is too big")
        self._serial += 1
        path = f"files/file_{self._serial}"
        self._links[path] = (file.id, self.now() + self._link_seconds)
        return {
            "file_id": file.id,
            "file_unique_id": f"u{file.id}",
            "file_size": file.size,
            "file_path": path,
        }

    async def _sendchataction(self, params: Json) -> bool:
        self._open_chat(params)
        return True

    async def _setmycommands(self, params: Json) -> bool:
        return True

    def _open_chat(self, params: Json) -> Chat:
        try:
            chat_id = int(params.get("chat_id", ""))
        except ValueError:
            raise ApiError(400, "Bad Request: chat not found") from None
        chat = self._chats.get(chat_id)
        if chat is None:
            raise ApiError(400, "Bad Request: chat not found")
        if chat.migrated_to:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.deactivated:
            raise ApiError(403, "Forbidden: user is deactivated")
        if chat.blocked:
            who = "by the user" if chat.type == "private" else f"from the {chat.type} chat"
            what = "blocked" if chat.type == "private" else "kicked"
            raise ApiError(403, f"Forbidden: bot was {what} {who}")
        if chat.type == "private" and not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _limit(self, chat: Chat) -> None:
        now = self.now()
        wait = chat.bucket.take(now) or self._overall.take(now)
        if wait:
            seconds = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    # ---- HTTP

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        params = await _params(request)
        self.calls.append((request.match_info["method"], params))
        self._ring()
        try:
            self._check_token(request.match_info["token"])
            fault, more = self._fault(method)
            if fault and fault != "cut":
                return await self._fail(fault, more)
            result = await self._carry_out(method, params)
        except ApiError as error:
            return _error(error)
        if fault == "cut":
            return _hang_up(request)
        return web.json_response({"ok": True, "result": result})

    async def _carry_out(self, method: str, params: Json) -> Any:
        kind = method.removeprefix("send")
        if method.startswith("send") and kind in MEDIA:
            return await self._send_medium(kind, params)
        known = getattr(self, f"_{method}", None) if method in METHODS else None
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        return await known(params)

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            fault, more = self._fault("file")
            if fault and fault != "cut":
                return await self._fail(fault, more)
            file_id, expires = self._links.get(request.match_info["path"], ("", 0.0))
            if self.now() > expires:
                raise ApiError(404, "Not Found")
        except ApiError as error:
            return _error(error)
        if fault == "cut":
            return _hang_up(request)
        return web.Response(body=self._files[file_id].content)

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{30,}", token):
            raise ApiError(404, "Not Found")
        if token != self.token or self.revoked:
            raise ApiError(401, "Unauthorized")

    async def _fail(self, fault: Fault, more: Json) -> web.Response:
        match fault:
            case "429":
                seconds = more["retry_after"]
                raise ApiError(
                    429, f"Too Many Requests: retry after {seconds}", retry_after=seconds
                )
            case "500":
                raise ApiError(500, "Internal Server Error")
            case "unavailable":
                raise ApiError(
                    400, "Bad Request: wrong file_id or the file is temporarily unavailable"
                )
            case "expired":
                raise ApiError(404, "Not Found")
            case "migrate":
                raise ApiError(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    migrate_to_chat_id=more["new_id"],
                )
            case "html":
                page = "<html><head><title>502 Bad Gateway</title></head></html>"
                return web.Response(status=502, text=page, content_type="text/html")
            case _:  # hang
                await self._closing.wait()
                return web.Response(status=503)


METHODS = frozenset(
    {
        "answercallbackquery",
        "deletemessage",
        "deletewebhook",
        "editmessagereplymarkup",
        "editmessagetext",
        "getfile",
        "getme",
        "getupdates",
        "getwebhookinfo",
        "sendchataction",
        "sendmessage",
        "setmycommands",
        "setwebhook",
    }
)


class Phone:
    """A person's phone, open at the chat with the bot, or at a group."""

    def __init__(
        self, telegram: TelegramEmulator, person: int, chat: int, language_code: str = ""
    ) -> None:
        self.telegram = telegram
        self.id = person
        self.chat_id = chat
        self.language_code = language_code

    # ---- what one sees

    @property
    def messages(self) -> list[Json]:
        """What the bot has said in this chat, oldest first, as it looks now."""
        return self.telegram.sent(self.chat_id)

    async def receives(self, count: int) -> list[Json]:
        """Wait until the bot has said so many things here; all it has said."""
        await self.telegram.until(lambda: len(self.messages) >= count)
        return self.messages

    # ---- what one does

    def in_group(self, group_id: int) -> Phone:
        """The same person in a group that the bot is a member of; its id is negative."""
        self.telegram._chat(group_id, "supergroup" if group_id < -(10**12) else "group")
        return Phone(self.telegram, self.id, group_id, self.language_code)

    def says(self, text: str, reply_to: Json | None = None) -> Json:
        """Write; a phone cuts what is longer than a message. Returns the last message."""
        quoted = {"reply_to_message": reply_to} if reply_to else {}
        pieces = [text[i : i + 2048] for i in range(0, len(text), 2048)]
        if utf16(text) <= 4096:
            pieces = [text]
        for piece in pieces:
            message = self._write(text=piece, **_entities(piece), **quoted)
        return message

    def presses(self, message: Json, label_or_data: str) -> Json:
        """Press a button of a message; returns the callback query."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if label_or_data in (button["text"], button.get("callback_data")):
                return self._press(message, button["callback_data"])
        raise AssertionError("there is no such button")

    def _press(self, message: Json, data: str) -> Json:
        telegram = self.telegram
        telegram._serial += 1
        query: Json = {
            "id": str(4_611_686_018_427_387_904 + telegram._serial),
            "from": self._me(),
            "message": message,
            "chat_instance": str(self.chat_id),
            "data": data,
        }
        telegram._queries[query["id"]] = telegram.now()
        telegram.says_to_bot("callback_query", query, self.chat_id)
        return query

    def sends_voice(self, content: bytes, caption: str = "", size: int = 0) -> Json:
        """Send a voice note; ``size`` in bytes if it shall seem larger than it is."""
        return self._sends("voice", content, "audio/ogg", caption, size)

    def sends_photo(self, content: bytes, caption: str = "") -> Json:
        """Send a photo."""
        return self._sends("photo", content, "image/jpeg", caption)

    def sends_document(
        self, content: bytes, name: str, content_type: str = "application/pdf", caption: str = ""
    ) -> Json:
        """Send a file."""
        file = self.telegram._new_file(content, content_type)
        return self._write(document=_described(file) | {"file_name": name}, **_caption(caption))

    def sends(self, kind: str, content: bytes, content_type: str, caption: str = "") -> Json:
        """Send any medium: audio, video, video_note, sticker …"""
        return self._sends(kind, content, content_type, caption)

    def _sends(
        self, kind: str, content: bytes, content_type: str, caption: str, size: int = 0
    ) -> Json:
        file = self.telegram._new_file(content, content_type, size)
        return self._write(**_medium(kind, file), **_caption(caption))

    def album(self, photos: Iterable[bytes], caption: str = "") -> list[Json]:
        """Send several photos at once: as many updates, with the caption at the first."""
        group = str(13_000_000_000_000_000 + self.telegram._update_id)
        sent = []
        for number, content in enumerate(photos):
            file = self.telegram._new_file(content, "image/jpeg")
            words = _caption(caption) if number == 0 else {}
            sent.append(self._write(media_group_id=group, **_medium("photo", file), **words))
        return sent

    def sends_place(self, latitude: float, longitude: float, venue: str = "") -> Json:
        """Send a place, in degrees; with a name and so as a venue, if given."""
        location = {"latitude": latitude, "longitude": longitude}
        if not venue:
            return self._write(location=location)
        # A venue comes with its location twice.
        named = {"location": location, "title": venue, "address": ""}
        return self._write(location=location, venue=named)

    def sends_contact(self, phone_number: str) -> Json:
        """Share a contact."""
        return self._write(contact={"phone_number": phone_number, "first_name": "Member"})

    def sends_other(self, **content: Any) -> Json:
        """Send anything else a message can hold: a poll, a dice, a service message."""
        return self._write(**content)

    def edits(self, message: Json, text: str) -> Json:
        """Change the words of an earlier message, or its caption."""
        field_name = "text" if "text" in message else "caption"
        message[field_name] = text
        message["edit_date"] = int(self.telegram.now())
        if self._bot_may_read(message):
            self.telegram.says_to_bot("edited_message", _copy(message), self.chat_id)
        return message

    def blocks_bot(self) -> None:
        """Block the bot; in a group: throw it out."""
        self._membership("member", "kicked")

    def unblocks_bot(self) -> None:
        """Take the block back; in a group: add the bot."""
        self._membership("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram; the bot is not told."""
        self.telegram._chats[self.chat_id].deactivated = True

    def _membership(self, old: str, new: str) -> None:
        chat = self.telegram._chats[self.chat_id]
        chat.blocked = new == "kicked"
        change = {
            "chat": chat.public(),
            "from": self._me(),
            "date": int(self.telegram.now()),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self.telegram.says_to_bot("my_chat_member", change, self.chat_id)

    def _member(self, status: str) -> Json:
        for_ever = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.telegram.bot, "status": status, **for_ever}

    def _me(self) -> Json:
        me: Json = {"id": self.id, "is_bot": False, "first_name": "Member"}
        return me | ({"language_code": self.language_code} if self.language_code else {})

    def _write(self, **content: Any) -> Json:
        chat = self.telegram._chats[self.chat_id]
        assert not chat.blocked, "who has blocked the bot cannot write to it"
        bot_spoke_last = chat.bot_spoke_last
        message = self.telegram._write(chat, self._me(), **content)
        chat.started = True
        if self._bot_may_read(message, bot_spoke_last):
            self.telegram.says_to_bot("message", _copy(message), self.chat_id)
        return message

    def _bot_may_read(self, message: Json, bot_spoke_last: bool = False) -> bool:
        """Privacy mode: in a group only commands for it, replies to it, and service messages."""
        if self.chat_id > 0 or not self.telegram.privacy:
            return True
        if any(key.startswith(("new_chat_", "left_chat_", "pinned_")) for key in message):
            return True
        quoted = message.get("reply_to_message")
        if quoted and quoted["from"] is self.telegram.bot:
            return True
        command = re.match(r"/\w+(?:@(\w+))?", message.get("text", ""))
        if not command:
            return False
        named = (command[1] or "").lower()
        return named == self.telegram.bot["username"].lower() if named else bot_spoke_last


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


async def _params(request: web.Request) -> Json:
    """Parameters in any of the four ways the Bot API takes them."""
    params: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        params |= await request.json()
    elif request.method == "POST":
        params |= dict(await request.post())
    return params


def _structure(params: Json, name: str) -> Any:
    value = params.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ApiError(400, f"Bad Request: can't parse {name}: it is no JSON") from None


def _true(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _cleaned(text: Any) -> str:
    """Text as Telegram keeps it: control characters become spaces, the ends are trimmed."""
    return re.sub(r"[\x00-\x08\x0b-\x1f]", " ", str(text).replace("\r", "")).strip()


def _markup(params: Json) -> Json:
    markup = _structure(params, "reply_markup")
    if not markup:
        return {}
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    if len(buttons) > 100:
        raise ApiError(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise ApiError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup}


def _caption(caption: str) -> Json:
    return {"caption": caption, **_entities(caption, "caption_entities")} if caption else {}


def _entities(text: str, name: str = "entities") -> Json:
    found = [
        {
            "type": "mention" if match[0].startswith("@") else "bot_command",
            "offset": utf16(text[: match.start()]),
            "length": utf16(match[0]),
        }
        for match in re.finditer(r"(?<!\S)/\w+(?:@\w+)?|(?<!\S)@\w{3,}", text)
    ]
    return {name: found} if found else {}


def _described(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "file_size": file.size,
        "mime_type": file.content_type,
    }


def _medium(kind: str, file: StoredFile) -> Json:
    described = _described(file)
    if kind == "photo":
        del described["mime_type"]
        small = described | {"file_id": f"{file.id}-small", "file_size": 1}
        return {
            "photo": [
                small | {"width": 90, "height": 60},
                described | {"width": 1280, "height": 853},
            ]
        }
    if kind == "animation":  # comes with a document, for older bots
        return {kind: described, "document": described}
    if kind == "video_note":
        del described["mime_type"]
        return {kind: described | {"length": 240, "duration": 3}}
    if kind == "sticker":
        del described["mime_type"]
        more = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {kind: described | more | {"type": "regular"}}
    return {kind: described | ({"duration": 3} if kind != "document" else {})}


def _copy(message: Json) -> Json:
    """What is in an update stays as it was when the update was made."""
    copied: Json = json.loads(json.dumps(message))
    return copied


def _error(error: ApiError) -> web.Response:
    answer: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    return web.json_response(answer, status=error.status)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
