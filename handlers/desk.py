"""The desk: what handling a batch of messages needs at hand, and where its results are collected.

One desk per transaction. Handlers say things, open cases and change callers through it; nothing is
written until ``flush``. Whoever has to read rows of this same batch asks for ``connection``, which
flushes first; the ordinary message needs none of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import Connection, select

import locales
from handlers import conversation as engine
from handlers import promise, routing
from handlers.numbers import public_number
from handlers.triage import Triage
from storage import answers, batch, people, places
from storage.batch import Caller
from storage.crypto import Keys
from storage.ids import new_id
from storage.schema import consent, departing, fetching, outbox
from storage.types import Caps, Class, Say

PRIORITY = {"alert": 0, "answer": 1, "digest": 2, "broadcast": 3}
LETTER_LIFE = timedelta(days=14)  # how long the choices of the last message can be answered


@dataclass(frozen=True, slots=True)
class Wire:
    """What handlers know of the channels and of the installation."""

    caps: Mapping[str, Caps]
    service: str = "Baraza"
    country: str = ""
    public_url: str = ""
    bot_name: str = ""  # on Telegram, where it is known
    rehearsal: bool = False  # every country counts as open that is not said to be something else
    numbers: str = ""  # the channel that writes to telephone numbers, '' if there is none


class Desk:
    """One batch's work in hand."""

    def __init__(self, connection: Connection, keys: Keys, now: datetime, wire: Wire) -> None:
        self._connection = connection
        self.keys = keys
        self.now = now
        self.wire = wire
        self.pending = batch.Pending()
        self.callers: dict[str, Caller] = {}
        self.rung: set[str] = set()  # doorbell topics to ring after the commit
        self._numbers: list[int] = []
        self._pushed: set[str] = set()
        self._ladders: dict[tuple[str, str | None, str, Class], list[people.Member]] = {}

    @property
    def connection(self) -> Connection:
        """The connection, with all that was collected so far visible to it."""
        self.flush()
        return self._connection

    def flush(self) -> None:
        """Write what was collected."""
        self.pending.flush(self._connection)
        changed = [caller for caller in self.callers.values() if caller.changed]
        batch.save_callers(self._connection, changed)
        for caller in changed:
            caller.changed = False

    # What is the same for the whole batch

    @cached_property
    def roster(self) -> people.Roster:
        """Staff and duties."""
        return people.roster(self._connection)

    def read_roster_again(self) -> people.Roster:
        """Read staff and duties anew: somebody was enrolled in this batch."""
        self.flush()
        self.__dict__.pop("roster", None)
        self._ladders.clear()
        return self.roster

    def ladder(
        self, country: str, area_id: str | None, topic: str, klass: Class
    ) -> list[people.Member]:
        """List who is asked about a matter, in order; worked out once a batch."""
        key = (country, area_id, topic, klass)
        if key not in self._ladders:
            today = self.today(country)
            self._ladders[key] = routing.ladder(
                self.roster, self.areas, country, area_id, topic, klass, today
            )
        return self._ladders[key]

    @cached_property
    def areas(self) -> places.Areas:
        """All areas."""
        return places.areas(self._connection)

    def read_areas_again(self) -> places.Areas:
        """Read the areas anew: a name was learnt in this batch."""
        self.__dict__.pop("areas", None)
        return self.areas

    @cached_property
    def settings(self) -> dict[tuple[str, str], str]:
        """The countries' settings."""
        return people.country_settings(self._connection)

    def setting(self, country: str, key: str, default: str = "") -> str:
        """Read a country's setting."""
        return self.settings.get((country, key), default)

    @cached_property
    def ready_answers(self) -> dict[tuple[str, str, str], str]:
        """The countries' own ready answers, by country, subject and language."""
        return answers.ready_answers(self._connection)

    def today(self, country: str) -> date:
        """Give the day it is in a country."""
        return promise.local(self.now, country).date()

    def triage(self, country: str) -> Triage:
        """Give the triage of a country."""
        return Triage.load(country)

    def number(self) -> str:
        """Take the next public number."""
        if not self._numbers:
            wanted = max(1, min(len(self.callers), 256))
            self._numbers = batch.take_numbers(self._connection, "submission", wanted)[::-1]
        return public_number(self._numbers.pop(), self.keys.number_key)

    # Sessions

    def session(self, caller: Caller) -> engine.Session | None:
        """Open the caller's session, if it has one."""
        session = self._stored_session(caller)
        return session if session is not None and session.prompt.step != engine.OVER else None

    def ended_session(self, caller: Caller) -> engine.Session | None:
        """Open what is remembered of a conversation that is over."""
        session = self._stored_session(caller)
        return session if session is not None and session.prompt.step == engine.OVER else None

    def _stored_session(self, caller: Caller) -> engine.Session | None:
        if caller.session_sealed is None:
            return None
        sealed = self.keys.open(caller.session_sealed, "address.session", caller.id)
        return engine.from_json(orjson.loads(sealed))

    def keep(self, caller: Caller, session: engine.Session | None) -> None:
        """Seal the caller's session, or forget it."""
        if session is None:
            caller.session_sealed = None
        else:
            data = orjson.dumps(engine.to_json(session))
            klass = str(session.args.get("klass", "P"))
            caller.session_sealed = self.keys.seal(data, "address.session", caller.id, klass)
        caller.changed = True

    def begin(
        self,
        caller: Caller,
        script: engine.Conversation,
        args: Mapping[str, Any],
        case_id: str | None = None,
        *,
        answers: Mapping[str, str] = MappingProxyType({}),
    ) -> engine.Turn:
        """Begin a conversation with a caller: keep it, and say what it begins with."""
        turn = engine.begin(script, new_id()[-8:], args, self.context(caller), answers)
        self.follow(caller, turn, case_id)
        return turn

    def follow(self, caller: Caller, turn: engine.Turn, case_id: str | None = None) -> None:
        """Keep where a conversation stands after a turn, and say what is next."""
        self.keep(caller, turn.session)
        for say in turn.says:
            self.say(caller, say, case_id)

    def context(self, caller: Caller) -> engine.Context:
        """Tell the engine the time and the caller's language."""
        return engine.Context(self.now, self.language(caller))

    # Speaking

    def language(self, caller: Caller) -> str:
        """Give the language to speak to a caller in: chosen, else written in, else the house's."""
        if caller.language:
            return caller.language
        return self.setting(caller.country, "language", "en")

    def caps(self, channel: str | None) -> Caps:
        """Give what a channel can do; of one that is switched off, the least."""
        return self.wire.caps.get(channel or "", Caps(0, 0, 1600))

    def say(self, caller: Caller, say: Say, case_id: str | None = None) -> None:
        """Answer a caller in reply to what they just sent."""
        self._send(
            caller.id,
            caller.channel or "",
            self.language(caller),
            say,
            f"reply:{new_id()}",
            case_id,
        )

    def push(
        self,
        address_id: str,
        channel: str,
        language: str,
        say: Say,
        key: str,
        case_id: str | None = None,
        *,
        fresh: bool = False,
        not_before: datetime | None = None,
    ) -> str | None:
        """Write to somebody who did not just write to us, once per ``key``.

        ``fresh``: the key holds an id made in this batch, so it cannot have been used before, and
        no row has to be read for it. ``not_before``: when it may leave, now if not given. Returns
        the outbox row's id, or None if this was said before.
        """
        if fresh:
            return self._send(address_id, channel, language, say, key, case_id, not_before)
        if key in self._pushed:
            return None
        self._pushed.add(key)
        there = self.connection.execute(select(outbox.c.id).where(outbox.c.dedupe_key == key))
        if there.first() is not None:
            return None
        return self._send(address_id, channel, language, say, key, case_id, not_before)

    def tell(
        self,
        member: people.Member,
        say: Say,
        key: str,
        case_id: str | None = None,
        *,
        fresh: bool = False,
        not_before: datetime | None = None,
    ) -> str | None:
        """Write to a person on the staff, once per ``key``; None if there is no way to."""
        if member.address_id is None or member.channel is None or member.stopped:
            return None
        return self.push(
            member.address_id,
            member.channel,
            member.language,
            say,
            key,
            case_id,
            fresh=fresh,
            not_before=not_before,
        )

    def _send(
        self,
        address_id: str,
        channel: str,
        language: str,
        say: Say,
        key: str,
        case_id: str | None,
        not_before: datetime | None = None,
    ) -> str:
        outgoing = engine.render(say, self.caps(channel), language)
        body = orjson.dumps(
            {
                "text": outgoing.text,
                "buttons": [[button.label, button.token] for button in outgoing.buttons],
                "language": language,
                "args": {name: value for name, value in say.args.items() if name in _TOLD},
                **({"letter": say.letter} if say.letter else {}),
            }
        )
        priority = PRIORITY[say.urgency]
        return self._post(
            address_id, channel, say.text, body, key, case_id, priority, say.expires_at, not_before
        )

    def _post(
        self,
        address_id: str,
        channel: str,
        text_id: str,
        body: bytes,
        key: str,
        case_id: str | None,
        priority: int,
        expires_at: datetime | None = None,
        not_before: datetime | None = None,
    ) -> str:
        caps = self.caps(channel)
        id = new_id()
        self.pending.add(
            outbox,
            id=id,
            channel=channel,
            address_id=address_id,
            dedupe_key=key,
            priority=priority,
            text_id=text_id,
            body_sealed=self.keys.seal(body, "outbox.body", id),
            created_at=self.now,
            expires_at=expires_at,
            state="sent" if caps.mailbox else "waiting",
            sent_at=self.now if caps.mailbox else None,
            case_id=case_id,
        )
        if caps.mailbox:
            self.rung.add(f"address:{address_id}")
            return id
        self.pending.add(
            departing,
            id=id,
            channel=channel,
            address_id=address_id,
            priority=priority,
            not_before=not_before or self.now,
            tries=0,
        )
        self.rung.add("outbox")
        return id

    def last_choices(self, caller: Caller) -> tuple[datetime, dict[str, str], list[str]] | None:
        """Find the choices of the latest message that offered any to this address.

        Returns when it was written, labels and keys to tokens, and the tokens as numbered.
        """
        letter = self._last_asking(caller)
        if letter is None:
            return None
        row, body = letter
        buttons = orjson.loads(body)["buttons"]
        tokens = [token for _, token in buttons]
        named = {token.rsplit(":", 1)[-1]: token for token in tokens}
        named |= {locales.fold(label): token for label, token in buttons}
        return row.created_at, named, tokens

    def say_again(self, caller: Caller) -> bool:
        """Repeat the latest message that offered choices, word for word; False if there is none."""
        letter = self._last_asking(caller)
        if letter is None:
            return False
        row, body = letter
        key = f"reply:{new_id()}"
        priority = PRIORITY["answer"]
        self._post(caller.id, caller.channel or "", row.text_id, body, key, row.case_id, priority)
        return True

    def _last_asking(self, caller: Caller) -> tuple[Any, bytes] | None:
        rows = self.connection.execute(
            select(
                outbox.c.id,
                outbox.c.created_at,
                outbox.c.text_id,
                outbox.c.case_id,
                outbox.c.body_sealed,
            )
            .where(
                outbox.c.address_id == caller.id,
                outbox.c.created_at > self.now - LETTER_LIFE,
            )
            .order_by(outbox.c.id.desc())
            .limit(12)
        )
        for row in rows:
            body = self.keys.open(row.body_sealed, "outbox.body", row.id)
            if orjson.loads(body)["buttons"]:
                return row, body
        return None

    # Files

    def fetch(self, attachment_id: str, channel: str) -> None:
        """Have a file fetched after the commit, and again for as long as it cannot be had."""
        self.pending.add(fetching, id=attachment_id, channel=channel, not_before=self.now, tries=0)
        self.rung.add("fetch")

    # Consent

    def consent(
        self, caller: Caller, kind: str, given: bool, wording: str, submission_id: str | None = None
    ) -> None:
        """Record a consent, given or refused, with the wording that asked for it."""
        self.pending.add(
            consent,
            id=new_id(),
            address_id=caller.id,
            submission_id=submission_id,
            at=self.now,
            kind=kind,
            given=given,
            wording=f"{wording}/{self.language(caller)}",
        )


_TOLD = frozenset({"number", "day"})
