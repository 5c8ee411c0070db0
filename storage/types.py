"""Frozen values that every room may use: what came in, what goes out, and who sees it.

A leaf: imports nothing of Baraza's own. The words are those of ``docs/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Class(StrEnum):
    """Who may see: P programme, R restricted, S safeguarding (narrowest last)."""

    P = "P"
    R = "R"
    S = "S"

    @property
    def rank(self) -> int:
        """Order of narrowness: 0 for P, 2 for S."""
        return "PRS".index(self.value)


class Severity(StrEnum):
    """The clock a matter runs on, least pressing first."""

    LOW = "low"
    NORMAL = "normal"
    URGENT = "urgent"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Order of urgency: 0 for low, 3 for critical."""
        return ("low", "normal", "urgent", "critical").index(self.value)


class EventKind(StrEnum):
    """What kind of thing came in."""

    TEXT = "text"
    BUTTON = "button"
    MEDIA = "media"
    PLACE = "place"
    CONTACT = "contact"
    EDIT = "edit"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    GROUP = "group"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached: not the person, for phones are shared and numbers change."""

    scheme: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.path}"


@dataclass(frozen=True, slots=True)
class Media:
    """A file somebody sent.

    ``reference`` is the provider's own handle, which ``Channel.fetch`` turns into bytes; a channel
    that already holds the bytes has put them in the file store and gives ``stored`` instead.
    """

    kind: str  # voice, audio, photo, video, document, sticker
    reference: str = ""
    content_type: str = ""
    name: str = ""
    size: int = 0  # bytes, 0 if unknown
    stored: str = ""  # key in the file store


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes with words that somebody said elsewhere and another person entered."""

    happened_on: date  # when they were said
    source: str = ""  # paper, voice, call, meeting; '' if that was not told
    place: str = ""
    number: str = ""  # telephone number (E.164) to which they let us write, '' if none
    language: str = ""  # as whoever entered it says; '' if they do not
    by: str = ""  # the staff who entered it, '' for a file of nobody's


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that came in, in our words.

    ``id`` is the id of the stored raw message, so that whatever follows from it is bound to it.
    """

    id: str
    channel: str
    address: Address
    kind: EventKind
    at: datetime  # when the provider says it was sent, else when it was stored; UTC
    text: str = ""
    token: str = ""  # what a pressed button carries
    media: Media | None = None
    place: tuple[float, float] | None = None  # latitude, longitude in degrees (WGS 84)
    language_hint: str = ""  # what the app says of its own language; never trusted over the text
    external_id: str = ""  # the provider's id of this message, for edits and replies
    reply_to: str = ""  # the provider's id of the message this one quotes
    country_hint: str = ""  # ISO 3166-1 alpha-2, where the channel knows it
    entry: Entry | None = None  # entered for somebody who said it elsewhere


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a prompt: ``key`` is stored, ``label`` a text id, or words if ``literal``."""

    key: str
    label: str
    token: str = ""
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter: a heading and lines; ``tone`` says how pressing it is."""

    head: str
    lines: tuple[str, ...]
    tone: str = ""  # late, today, again, or nothing


@dataclass(frozen=True, slots=True)
class Letter:
    """The same as a text in parts, for channels that lay them out (e-mail)."""

    subject: str
    title: str
    blocks: tuple[Block, ...]
    foot: str
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Say:
    """Something to tell one person, before it has a language and a shape."""

    text: str  # text id in the catalogue
    args: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    urgency: str = "answer"  # alert, answer, digest, broadcast: the outbox's order
    expires_at: datetime | None = None
    sealed: bool = False
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown: its label, and the token that comes back when it is pressed."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a channel is asked to send: words, buttons where it has them, and a medium if any.

    ``shown`` lists the tokens in the order in which a person sees them, so that "2" means
    what the person saw. ``text_id`` and ``args`` say which text it is without reading it.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    text_id: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    media: Media | None = None
    id: str = ""  # the outbox row: an idempotency key for those channels that take one
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """What a channel can do."""

    buttons: int  # how many buttons one message can carry; 0: numbers instead
    button_chars: int
    text_limit: int  # longest message, counted in ``unit``
    unit: str = "chars"  # chars, utf16, or segments (SMS)
    media: frozenset[str] = frozenset()
    costs_sender: bool = False  # the person pays for each message they send us
    telephone: bool = False  # its addresses are telephone numbers, which a person can call
    mailbox: bool = False  # whoever is at the address reads the outbox: a written row has arrived


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding: what was found in a text, how pressing it is, who may see it, and why."""

    code: str
    severity: Severity
    klass: Class
    evidence: str
    rule: str = "1"
