"""What every part of the running bot is given: settings, keys, database, files, clock, doorbell.

Built in one place, ``bot.app``; tests build it with another clock and other channels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from bot.channels.base import Accept, Channel
from bot.doorbell import Doorbell
from bot.settings import Settings
from handlers.desk import Desk, Wire
from storage.crypto import Keys
from storage.database import Database
from storage.files import Files

Clock = Callable[[], datetime]
P = ParamSpec("P")
T = TypeVar("T")


def now() -> datetime:
    """Give the present instant, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demonstration: which phone shows them, and their web visitor's id."""

    slot: str  # community, manager, focal
    visitor: str
    label: str  # shown in the list of persons; a role and a place, never a person's name
    country: str
    language: str


@dataclass
class House:
    """The things that live as long as the process."""

    settings: Settings
    keys: Keys
    db: Database
    files: Files
    doorbell: Doorbell
    clock: Clock = now
    channels: dict[str, Channel] = field(default_factory=dict)
    people: tuple[DemoPerson, ...] = ()  # only in the demonstration
    rehearsal: bool = False  # a replay or a test: no country has to be opened first
    accept: Accept | None = None  # set by bot.app once the pipe runs

    @property
    def wire(self) -> Wire:
        """What the handlers may know of the channels and the installation."""
        return Wire(
            {name: channel.caps for name, channel in self.channels.items()},
            self.settings.service_name,
            self.settings.country,
            self.settings.public_url,
            str(getattr(self.channels.get("telegram"), "bot_name", "")),
            self.rehearsal,
            next((name for name, one in self.channels.items() if one.scheme == "tel"), ""),
        )

    async def at_desk(
        self, work: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do work at a desk of its own, in one transaction, and ring for what it leaves to do."""

        def write(connection: Connection) -> tuple[T, set[str]]:
            desk = Desk(connection, self.keys, self.clock(), self.wire)
            result = work(desk, *args, **kwargs)
            desk.flush()
            return result, desk.rung

        result, rung = await self.db.write(write)
        for topic in rung:
            self.doorbell.ring(topic)
        return result
