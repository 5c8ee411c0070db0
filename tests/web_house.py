"""A house with nothing but its web side: a real database, and a pipe that only remembers.

What the page posts lands in ``said``; ``tell`` puts a letter into the outbox as the sender leaves
it. Tests that want a conversation give ``answer``, which is called with each event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
from pydantic import SecretStr
from sqlalchemy import Connection, insert

from bot.channels.base import Busy, Channel, Raw
from bot.channels.web import Web
from bot.doorbell import Doorbell
from bot.house import DemoPerson, House
from bot.settings import Settings
from storage.crypto import Keys
from storage.database import Database
from storage.files import Files
from storage.ids import new_id
from storage.schema import metadata, outbox
from storage.types import Event

PEOPLE = (
    DemoPerson("community", "c1", "A mother in Kwale", "KE", "en"),
    DemoPerson("community", "c2", "A fisherman in Jacmel", "HT", "en"),
    DemoPerson("manager", "m1", "Clean water for Kwale", "KE", "en"),
    DemoPerson("focal", "f1", "Water focal point, Kwale", "KE", "en"),
)


class WebHouse:
    """A house for tests of the web side; close it."""

    def __init__(self, folder: Path, people: tuple[DemoPerson, ...] = ()) -> None:
        self.said: list[Raw] = []
        self.full = False
        self.arrived = asyncio.Event()
        self.answer: Callable[[Event], None] | None = None
        self.time = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            data_dir=folder,
            secret_key=SecretStr("a secret of tests"),
        )
        keys = Keys(settings.secret_key.get_secret_value())
        self.channels: dict[str, Channel] = {"web": Web()}
        self.house = House(
            settings=settings,
            keys=keys,
            db=Database(settings.database),
            files=Files(settings.files, keys),
            doorbell=Doorbell(),
            clock=lambda: self.time,
            channels=self.channels,
            people=people,
            accept=self.accept,
        )

    async def open(self) -> WebHouse:
        await self.house.db.write(metadata.create_all)
        return self

    async def close(self) -> None:
        await self.house.db.close()

    async def accept(self, channel: str, raws: Sequence[Raw]) -> None:
        if self.full:
            raise Busy
        known = {raw.key for raw in self.said}
        fresh = [raw for raw in raws if raw.key not in known]
        self.said.extend(fresh)
        self.arrived.set()
        for raw in fresh:
            if self.answer is not None and (event := Web().parse(new_id(), raw.payload)):
                self.answer(event)

    @property
    def events(self) -> list[Event]:
        """What the page said, as the pipe will read it."""
        read = [Web().parse(new_id(), raw.payload) for raw in self.said]
        return [event for event in read if event is not None]

    async def tell(
        self,
        visitor: str,
        text: str,
        buttons: Sequence[tuple[str, str]] = (),
        language: str = "en",
        ago: timedelta = timedelta(),
        ring: bool = True,
        id: str = "",
    ) -> str:
        """Send a letter to a visitor of the page and give its id."""
        id = id or new_id()
        lane = self.house.keys.lane("web", visitor)
        body = orjson.dumps({"text": text, "buttons": list(buttons), "language": language})
        row = {
            "id": id,
            "channel": "web",
            "address_id": lane,
            "dedupe_key": id,
            "priority": 1,
            "text_id": "greeting",
            "klass": "P",
            "body_sealed": self.house.keys.seal(body, "outbox.body", id),
            "created_at": self.time - ago,
            "state": "sent",
            "sent_at": self.time - ago,
        }

        def write(connection: Connection) -> None:
            connection.execute(insert(outbox), row)

        await self.house.db.write(write)
        if ring:
            self.house.doorbell.ring(f"address:{lane}")
        return id
