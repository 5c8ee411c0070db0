"""The language of the scenarios: phones, people on duty, and a clock that only the test moves.

The real application over real HTTP: the web chat and the generic SMS contract go through the
aiohttp server, Telegram through the emulator, answers to SMS arrive at a gateway that listens on
loopback. Only the clock is ours. ``settle`` pumps until nothing moves; there are no sleeps.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import orjson
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from pydantic import SecretStr
from sqlalchemy import Connection, func, select, update

from bot import staffing
from bot.app import build
from bot.channels.base import Channel
from bot.channels.external import External
from bot.channels.telegram import Telegram
from bot.house import House
from bot.jobs import Clock
from bot.receive import Acceptor, Worker
from bot.send import Sender
from bot.settings import Settings
from bot.web.app import make_app
from handlers import posts, rounds
from handlers.desk import Desk
from handlers.roles import ROLES
from storage import answering, migrate, partnerships, people, places
from storage.schema import (
    address,
    case,
    departing,
    draft,
    fetching,
    flag,
    inbox,
    message,
    outbox,
    set_aside,
    staff,
    submission,
    waiting,
)
from storage.schema import staff as staff_table
from storage.types import Button
from tests.telegram_emulator import TOKEN, TelegramEmulator

T = TypeVar("T")
START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday
SECRET = "a secret of the tests of baraza"
GATEWAY_SECRET = "gateway-secret"
WEBHOOK = "webhook-secret"


@dataclass(frozen=True)
class Letter:
    """A message as it reached somebody."""

    id: str
    text_id: str
    text: str
    buttons: tuple[Button, ...]
    args: dict[str, Any]
    at: datetime
    state: str

    def token(self, key: str) -> str:
        """Find the token of a button by its key or its label."""
        for button in self.buttons:
            if button.label == key or button.token.rsplit(":", 1)[-1] == key:
                return button.token
        raise AssertionError(f"no button {key!r} in {self.text_id}: {self.buttons}")


class Phone:
    """One phone; ``via`` is web, sms or telegram."""

    def __init__(self, town: Town, via: str, path: str, country: str) -> None:
        self.town, self.via, self.path, self.country = town, via, path, country
        self._read: set[str] = set()
        self._emulated = (
            town.telegram.person(int(path), language_code="en") if via == "telegram" else None
        )

    @property
    def lane(self) -> str:
        """The id of this phone's address."""
        scheme = {"sms": "tel", "web": "web", "telegram": "telegram"}[self.via]
        return self.town.house.keys.lane(scheme, self.path)

    @property
    def emulated(self) -> Any:
        """The emulator's side of a Telegram phone."""
        assert self._emulated is not None
        return self._emulated

    async def says(self, *texts: str, settle: bool = True, **more: Any) -> None:
        """Send texts, one after the other."""
        for text in texts:
            await self._write(text, **more)
        if settle:
            await self.town.settle()

    async def _write(self, text: str, **more: Any) -> None:
        if self.via == "telegram":
            self.emulated.says(text, **more)
            await self.town.telegram_in()
            return
        if self.via == "sms":
            id = str(next(self.town.ids))
            await self.town.post(
                f"/channels/external/{GATEWAY_SECRET}/receive",
                {"from": self.path, "text": text, "id": id},
            )
            return
        await self.sends({"text": text})

    async def sends(self, content: dict[str, Any]) -> None:
        """Hand over what the web page posts: text, token, place or media."""
        payload = {
            "visitor": self.path,
            "id": str(next(self.town.ids)),
            "country": self.country,
            **content,
        }
        accept = self.town.house.accept
        assert accept is not None
        await accept("web", self.town.house.channels["web"].peek(payload))

    async def presses(self, letter: Letter, key: str, times: int = 1) -> None:
        """Press a button, or text its number where there are none."""
        for _ in range(times):
            if self.via == "sms":
                token = letter.token(key)
                place = [button.token for button in letter.buttons].index(token) + 1
                await self._write(str(place))
            elif self.via == "telegram":
                shown = self._shown(letter)
                self.emulated.presses(shown, letter.token(key))
                await self.town.telegram_in()
            else:
                await self.sends({"token": letter.token(key)})
        await self.town.settle()

    async def presses_token(self, token: str) -> None:
        """Press a button that is no longer shown, or never was."""
        await self.sends({"token": token})
        await self.town.settle()

    async def replies(self, letter: Letter, text: str) -> None:
        """Quote a message (Telegram)."""
        self.emulated.says(text, reply_to=self._shown(letter))
        await self.town.telegram_in()
        await self.town.settle()

    async def confirms(self, choice: str = "send") -> None:
        """Say yes to what was read back (or press another of its buttons)."""
        await self.presses(await self.hears("answers-read-back"), choice)

    async def answers(self, letter: Letter, words: str) -> None:
        """Answer a matter: quote its message where the app can, else R, number, words; confirm."""
        if self.via == "telegram":
            await self.replies(letter, words)
        else:
            await self.says(f"R {letter.args['number']} {words}")
        await self.confirms()

    def _shown(self, letter: Letter) -> Any:
        return next(one for one in self.emulated.messages if one.get("text") == letter.text)

    async def letters(self) -> list[Letter]:
        """List all that reached this phone, oldest first."""
        return await self.town.house.db.read(self.town.letters_to, self.lane)

    async def hears(self, text_id: str, **args: Any) -> Letter:
        """Take the next unread message with this text id (and these arguments)."""
        for letter in await self.letters():
            if letter.id in self._read or letter.text_id != text_id:
                continue
            if all(letter.args.get(name) == value for name, value in args.items()):
                self._read.add(letter.id)
                assert letter.state == "sent", f"{text_id} is {letter.state}"
                self.town.check_arrived(self, letter)
                return letter
        heard = [(one.text_id, one.id in self._read) for one in await self.letters()]
        raise AssertionError(f"{text_id} {args} was not heard; heard (read): {heard}")

    async def hears_words(self, words: str) -> Letter:
        """Find a message that holds these words."""
        for letter in await self.letters():
            if words in letter.text:
                self._read.add(letter.id)
                return letter
        raise AssertionError(f"{words!r} not heard: {[one.text for one in await self.letters()]}")

    async def hears_nothing(self) -> None:
        """Say that nothing unread is there."""
        unread = [one for one in await self.letters() if one.id not in self._read]
        assert not unread, [(one.text_id, one.text) for one in unread]

    async def reads_all(self) -> None:
        """Take everything so far as read."""
        self._read |= {letter.id for letter in await self.letters()}

    def traces_in(self, letter: Letter) -> list[str]:
        """List what in a message would betray this phone."""
        digits = re.sub(r"\D", "", self.path)
        marks = [self.path, self.lane] + ([digits[-6:]] if len(digits) >= 6 else [])
        return [mark for mark in marks if mark in letter.text or mark in str(letter.buttons)]


@dataclass
class CaseView:
    """A case as the tests look at it."""

    number: str
    state: str
    owner_id: str | None
    klass: str
    severity: str
    what: str
    topic: str
    next_step: str
    next_step_at: datetime | None
    area_id: str | None
    promised_on: Any
    events: list[str] = field(default_factory=list)


class Town:
    """A whole installation, with phones around it."""

    def __init__(self, house: House, telegram: TelegramEmulator) -> None:
        self.house = house
        self.telegram = telegram
        self.time = START
        self.ids = itertools.count(1)
        self.gateway: list[dict[str, Any]] = []
        self.numbers = itertools.count(254700123001)
        self.server: BaseTestServer
        self.client: aiohttp.ClientSession
        self.words: list[str] = []  # planted words that no log may hold
        house.clock = lambda: self.time
        self._worker, self._sender, self._clock = Worker(house), Sender(house), Clock(house)
        self._polling: asyncio.Task[None] | None = None

    # People

    def phone(self, via: str = "web", country: str = "KE") -> Phone:
        """Give somebody a phone."""
        number = next(self.numbers)
        path = {"sms": f"+{number}", "web": f"visitor-{number}", "telegram": str(number + 2**33)}
        self.words.append(re.sub(r"\D", "", path[via])[-9:])
        return Phone(self, via, path[via], country)

    async def staff(
        self,
        role: str,
        country: str = "KE",
        *,
        via: str = "web",
        language: str = "en",
        topic: str = "",
        area: str = "",
        partnership: str = "",
        post: str = "",
        digest: str = "never",
        **more: Any,
    ) -> Phone:
        """Create a post by invitation and enrol whoever holds this phone.

        ``digest``: daily, weekly, or '' for what the role has; by itself none comes. ``more`` are
        the other fields of an invitation: organisation, countries, ends_on …
        """
        asked = staffing.Invitation(
            post or f"{role} {next(self.ids)}",
            country,
            role,
            language,
            topic,
            area,
            partnership,
            "",
            7,
            **more,
        )
        code = await self.house.at_desk(staffing._invite, asked)
        phone = self.phone(via, country)
        await phone.says(f"/start {code}")
        plain = "enrolled" if ROLES[role].answers else "roster-enrolled"
        own = {"manager": "manager-enrolled", "volunteer": "entry-enrolled"}
        await phone.hears(own.get(role, plain))
        await self.house.db.write(_set_digest, phone.lane, digest)
        return phone

    async def post_of(self, phone: Phone) -> str:
        """Give the id of the post that a phone holds."""
        rows = await self.rows(staff_table, staff_table.c.address_id == phone.lane)
        assert len(rows) == 1, f"{phone.path} holds {len(rows)} posts"
        return str(rows[0].id)

    async def as_operator(self, work: Callable[[Desk], T]) -> T:
        """Do something at a desk of its own, as a command does, and commit it."""
        result = await self.house.at_desk(work)
        await self.settle()
        return result

    async def suspend(self, phone: Phone) -> posts.Suspended:
        """Suspend the post that a phone holds, as `baraza suspend` does."""
        id = await self.post_of(phone)
        return await self.as_operator(lambda desk: posts.suspend(desk, id, "operator"))

    async def duty(
        self,
        phone: Phone,
        country: str = "KE",
        klass: str = "P",
        *,
        topic: str = "",
        area: str | None = None,
        rung: int = 1,
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> str:
        """Put the post that a phone holds on one more duty; ``area`` is an id."""
        id = await self.post_of(phone)
        return await self.as_operator(
            lambda desk: posts.put_on_duty(
                desk,
                desk.roster.members[id],
                country,
                klass,
                "operator",
                topic,
                area,
                rung,
                starts_on,
                ends_on,
            )
        )

    async def end_duties(self, phone: Phone, last_day: date) -> None:
        """Set the last day of all duties of the post that a phone holds."""
        id = await self.post_of(phone)

        def end(desk: Desk) -> None:
            for one in [duty for duty in desk.roster.duties if duty.staff_id == id]:
                posts.end_duty(desk, one, last_day, "operator")

        await self.as_operator(end)

    async def absence(
        self, phone: Phone, starts_on: date, ends_on: date, stand_in: Phone | None = None
    ) -> None:
        """Note that whoever holds this phone is away, and who stands in."""
        id = await self.post_of(phone)
        other = await self.post_of(stand_in) if stand_in else None
        await self.as_operator(
            lambda desk: posts.be_away(
                desk, desk.roster.members[id], starts_on, ends_on, other, "operator"
            )
        )

    async def focal_point(self, country: str = "KE", **more: Any) -> Phone:
        """Enrol a focal point of class P."""
        return await self.staff("focal", country, **more)

    async def coordinator(self, country: str = "KE", **more: Any) -> Phone:
        """Enrol a coordinator."""
        return await self.staff("coordinator", country, **more)

    async def safeguarding(self, country: str = "KE", **more: Any) -> Phone:
        """Enrol a safeguarding person (class S)."""
        return await self.staff("safeguarding", country, **more)

    async def setting(self, country: str, key: str, value: str) -> None:
        """Change a country's setting."""
        await self.house.db.write(people.set_country, country, key, value, "test", self.time)

    async def not_open(self, country: str) -> None:
        """Let a country not be open yet: everywhere else is, in a town."""
        await self.setting(country, "state", "not-yet")

    async def area(
        self, country: str, name: str, *others: str, parent: str | None = None, level: int = 1
    ) -> str:
        """Add an area and return its id."""
        import locales

        folded = tuple(locales.fold(one) for one in (name, *others))
        return await self.house.db.write(places.add_area, country, name, level, folded, "", parent)

    async def partnership(
        self, code: str, manager: Phone, deliverables: Sequence[tuple[str, str, float]]
    ) -> None:
        """Give a manager's partnership its deliverables, or the manager another partnership."""

        def write(connection: Connection) -> None:
            staff_id = connection.execute(
                select(address.c.staff_id).where(address.c.id == manager.lane)
            ).scalar_one()
            partnerships.add_partnership(
                connection,
                code,
                f"Name of {code}",
                manager.country,
                [staff_id],
                deliverables,
                registered_on=self.time.date(),
            )

        await self.house.db.write(write)

    # Time and movement

    async def settle(self) -> None:
        """Pump until nothing moves."""
        for _ in range(500):
            await self.telegram_in()
            moved = await self._worker.once()
            moved += await self._sender.once()
            if not moved:
                return
        raise AssertionError("it never settles")

    async def passes(self, **duration: float) -> None:
        """Let time pass in steps, with the clock's jobs done at each, as a running house would."""
        end = self.time + timedelta(**duration)
        await self._clock.once()
        await self.settle()
        while self.time < end:
            due = await self.house.db.read(self._next_due)
            self.time = min(end, max(due, self.time + timedelta(seconds=1))) if due else end
            await self._clock.once()
            await self.settle()

    async def lives(self, hours: int) -> None:
        """Let hours pass one by one, so that what the clock does at an hour is done at its hour."""
        for _ in range(hours):
            await self.passes(hours=1)

    def _next_due(self, connection: Connection) -> datetime | None:
        times = [
            connection.execute(select(func.min(column)).where(column > self.time)).scalar()
            for column in (
                case.c.next_step_at,
                departing.c.not_before,
                draft.c.expires_at,
                fetching.c.not_before,
            )
        ]
        known = [time.replace(tzinfo=UTC) for time in times if time is not None]
        digest = rounds.following(connection, self.time)
        known += [digest] if digest is not None else []
        return min(known, default=None)

    async def telegram_in(self) -> None:
        """Let the emulator deliver what waits, by webhook."""
        await self.telegram.delivered()

    async def post(self, path: str, body: Any, **more: Any) -> tuple[int, str]:
        """Post JSON to the house over HTTP; status and body."""
        async with self.client.post(path, json=body, **more) as response:
            return response.status, await response.text()

    # Looking

    def letters_to(self, connection: Connection, lane: str) -> list[Letter]:
        """Read the outbox of one address."""
        rows = connection.execute(
            select(outbox).where(outbox.c.address_id == lane).order_by(outbox.c.id)
        )
        letters = []
        for row in rows:
            body = orjson.loads(self.house.keys.open(row.body_sealed, "outbox.body", row.id))
            buttons = tuple(Button(label, token) for label, token in body["buttons"])
            letters.append(
                Letter(
                    row.id,
                    row.text_id,
                    body["text"],
                    buttons,
                    body["args"],
                    row.created_at,
                    row.state,
                )
            )
        return letters

    def check_arrived(self, phone: Phone, letter: Letter) -> None:
        """What the outbox calls sent must have reached the transport, as it was written."""
        if phone.via == "sms":
            assert {"to": phone.path, "text": letter.text, "id": letter.id} in self.gateway
        elif phone.via == "telegram":
            assert any(one.get("text") == letter.text for one in phone.emulated.messages)

    async def case(self, number: str) -> CaseView:
        """Look at a case."""

        def read(connection: Connection) -> CaseView:
            matter = answering.find_case(connection, number)
            assert matter is not None, f"no case {number}"
            return CaseView(
                number,
                matter.state,
                matter.owner_id,
                matter.klass,
                matter.severity,
                matter.what,
                matter.topic,
                matter.next_step,
                matter.next_step_at,
                matter.area_id,
                matter.promised_on,
                [row.kind for row in answering.events_of(connection, matter.id)],
            )

        return await self.house.db.read(read)

    async def submissions(self, phone: Phone) -> list[Any]:
        """List what was filed from a phone."""

        def read(connection: Connection) -> list[Any]:
            query = select(submission).where(submission.c.address_id == phone.lane)
            return list(connection.execute(query.order_by(submission.c.id)))

        return await self.house.db.read(read)

    async def rows(self, table: Any, *where: Any) -> list[Any]:
        """Read rows of a table."""
        return await self.house.db.read(
            lambda connection: list(connection.execute(select(table).where(*where)))
        )

    async def outcomes(self, phone: Phone) -> list[str]:
        """List what each message of a phone was taken for."""
        rows = await self.rows(message, message.c.address_id == phone.lane)
        return [row.outcome for row in sorted(rows, key=lambda row: row.id)]

    async def body(self, row: Any) -> str:
        """Open a message's body."""
        return self.house.keys.open_text(row.body_sealed, "message.body", row.id)

    async def flags(self, phone: Phone) -> set[str]:
        """Name the flags on what a phone said."""
        ids = [row.id for row in await self.submissions(phone)]
        return {row.code for row in await self.rows(flag, flag.c.submission_id.in_(ids))}

    async def number_of(self, phone: Phone) -> str:
        """Give the number of the latest submission of a phone."""
        return str((await self.submissions(phone))[-1].number)

    async def accounts_balance(self) -> None:
        """Every stored message is handled, or set aside, or waits; nothing urgent stands still."""

        def look(connection: Connection) -> tuple[int, int, list[str]]:
            stored = connection.execute(select(func.count()).select_from(inbox)).scalar_one()
            named = sum(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (message, set_aside, waiting)
            )
            still = connection.execute(
                select(case.c.number).where(
                    case.c.severity.in_(("urgent", "critical")),
                    case.c.state.in_(("new", "acknowledged", "reopened")),
                    case.c.next_step_at.is_(None),
                )
            ).scalars()
            return stored, named, list(still)

        stored, named, still = await self.house.db.read(look)
        assert stored == named, f"{stored} stored, {named} accounted for"
        assert not still, f"urgent cases without a next step: {still}"


def _set_digest(connection: Connection, lane: str, digest: str) -> None:
    held = select(address.c.staff_id).where(address.c.id == lane).scalar_subquery()
    connection.execute(update(staff).where(staff.c.id == held).values(digest=digest))


@asynccontextmanager
async def open_town(
    folder: Path, database_url: str = "", email: Channel | None = None
) -> AsyncIterator[Town]:
    """Build a town on a fresh database; what is open is closed after."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_dir=folder,
        database_url=database_url,
        secret_key=SecretStr(SECRET),
    )
    gateway: list[dict[str, Any]] = []

    async def receive(request: web.Request) -> web.Response:
        gateway.append(await request.json())
        return web.json_response({"ok": True})

    gateway_app = web.Application()
    gateway_app.router.add_post("/send", receive)
    async with TestServer(gateway_app) as gateway_server, TelegramEmulator(TOKEN) as telegram:
        house = build(settings)
        house.rehearsal = True  # every country is open; see Town.not_open
        await house.db.write(migrate.migrate)
        house.accept = Acceptor(house).accept
        if email is not None:
            house.channels["email"] = email
        house.channels["external"] = External(
            GATEWAY_SECRET, str(gateway_server.make_url("/send")), costs_sender=False
        )
        town = Town(house, telegram)
        town.gateway = gateway
        async with TestServer(make_app(house)) as server:
            town.server = server
            house.channels["telegram"] = Telegram(
                TOKEN,
                telegram.url,
                webhook_secret=WEBHOOK,
                public_url=str(server.make_url("")).rstrip("/"),
            )
            async with aiohttp.ClientSession(str(server.make_url(""))) as client:
                town.client = client
                await house.channels["telegram"].run(house.accept)
                try:
                    yield town
                finally:
                    for channel in house.channels.values():
                        await channel.close()
        await house.doorbell.close()
        await house.db.close()
