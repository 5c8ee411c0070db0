"""What a channel is: a few functions around one messaging app or gateway.

A channel checks who calls (``verify``), splits what came into keyed raw messages (``peek``), turns
one raw message into an ``Event`` (``parse``), and sends (``send``). It knows nothing of
conversations, and it never raises for what a stranger put in a payload: ``peek`` keeps what it
cannot read, ``parse`` raises ``Unparsable`` and the message is set aside where a human sees it.

    SendError
     ├── Retry         nothing left the house, or the other side said "later": try again
     ├── Slower        429: try again after ``after`` seconds, and hold the whole address or channel
     ├── Failed        will never work: bad content, no such chat
     ├── OptedOut      the person blocked us: never write to this address again unless they do
     └── Uncertain     the connection broke after the request had left: it may have arrived
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from storage.types import Address, Caps, Event, Outgoing


class Refused(Exception):
    """The caller is not who it must be: wrong or missing secret, signature or token."""


class Unparsable(Exception):
    """A stored payload that no event can be made of; the argument says why, without its content."""


class FileNotYet(Exception):
    """The provider cannot give the file now; the message is kept and the file fetched later."""


class FileNever(Exception):
    """The provider will never give this file: expired, removed."""


class FileTooLarge(FileNever):
    """The provider gives no file of this size; whoever sent it can send a shorter one."""


class SendError(Exception):
    """A message did not leave as it should; see the subclasses for what follows."""


class Retry(SendError):
    """Try again later with back-off."""


class Slower(SendError):
    """The provider asks for fewer messages.

    ``after``: seconds to wait. ``everyone``: the whole channel is held, not only this address.
    """

    def __init__(self, message: str, after: float, everyone: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.everyone = everyone


class Failed(SendError):
    """It will never be accepted as it is."""


class OptedOut(SendError):
    """The person blocked us or left."""


class Uncertain(SendError):
    """The request left and no answer came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One thing that came in, not yet understood: stored as it is before anything else.

    ``key`` is unique per channel and makes a repeated delivery harmless.
    """

    key: str
    address: Address
    payload: bytes


Accept = Callable[[str, Sequence[Raw]], Awaitable[None]]
"""``await accept(channel, raws)`` returns once the raw messages are on disk. Raises ``Busy``."""


class Busy(Exception):
    """The house cannot store this now; the provider shall repeat (503)."""


class Channel(Protocol):
    """The contract every file in this folder keeps."""

    name: str
    scheme: str
    caps: Caps

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise ``Refused`` unless the webhook call carries the right secret."""

    def peek(self, payload: Any) -> list[Raw]:
        """Split one delivery into keyed raw messages; cheap, and it never raises."""

    def parse(self, id: str, raw: bytes) -> Event | None:
        """Read one raw message; None for what concerns nobody (a service message).

        Raises ``Unparsable``.
        """

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """Send one message and return the provider's id of it. Raises the ``SendError`` family."""

    async def noted(self, payload: Any) -> None:
        """Acknowledge a delivery that is on disk: a button press, where the app waits for it."""

    async def fetch(self, reference: str) -> bytes:
        """Get a file. Raises ``FileNotYet`` or ``FileNever``."""

    async def run(self, accept: Accept) -> None:
        """Whatever the channel does by itself (a polling loop); returns at once where nothing."""

    async def close(self) -> None:
        """Let go of connections."""
