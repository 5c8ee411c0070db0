"""Entered for somebody: what was said on paper, by voice, in a call or at a meeting.

A volunteer texts ENTER and is asked how it came, when it was said, where, and to which number we
may write; the words come last and are filed at once, so that nothing of them stays in the session.
ENTER with the words is the short form. What is sealed (class S) gets the ordinary receipt and is in
no list of the volunteer's from then on. Answers go to the reporter's own number where one was
given, else to the volunteer, to pass on. ``bulk`` files rows of ``baraza intake`` in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import phonenumbers

import locales
from handlers import opening
from handlers.conversation import (
    Answered,
    Ask,
    Conversation,
    Heard,
    Session,
    Turn,
    advance,
    again,
)
from handlers.conversations import feedback
from handlers.desk import Desk
from handlers.places import find_area
from handlers.triage import Finding
from storage import said
from storage.batch import Caller
from storage.ids import new_id
from storage.people import Member
from storage.schema import consent
from storage.types import Choice, Class, Entry, Event, EventKind, Say

ROLE = "volunteer"
SOURCES = ("paper", "voice", "call", "meeting")
OLDEST = timedelta(days=365)
SEEN_FOR = timedelta(days=7)  # practice, "who sees": their own entries
MOST_LISTED = 12
LONGEST_PLACE = 60  # characters
FEWEST_WORDS = 3  # of a volunteer's plain words, from which they are taken for an entry

# Words of command that keep their meaning where the words of an entry are awaited.
ALWAYS = frozenset({"stop", "start", "help", "menu", "language", "status", "delete"})


def _facts(session: Session) -> Mapping[str, str]:
    """Name what was answered, for the text that reads it back."""
    answers = session.answers
    place = answers.get("place", "skip")
    return {
        "source": answers["source"],
        "day": answers["date"],
        "place": "none" if place == "skip" else place,
        "write": "no" if answers.get("number", "skip") == "skip" else "yes",
    }


def _iso_day(text: str) -> str | None:
    """Take a day as ``take`` hands it on; what people write is read there, with today at hand."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _confirmed(session: Session) -> bool:
    return session.answers.get("confirm") == "right"


SCRIPT = Conversation(
    name="entry",
    version=1,
    steps=(
        Ask(
            "source",
            "entry-source",
            choices=tuple(Choice(key, f"button-{key}") for key in SOURCES),
            optional=False,
        ),
        Ask(
            "when",
            "entry-when",
            choices=tuple(
                Choice(key, f"button-{key}") for key in ("today", "yesterday", "earlier")
            ),
            optional=False,
        ),
        Ask("date", "entry-date", "text", parse=_iso_day, optional=False),
        Ask(
            "place",
            "entry-place",
            "area",
            parse=lambda text: text.strip() if 0 < len(text.strip()) <= LONGEST_PLACE else None,
        ),
        Ask(
            "number",
            "entry-number",
            "text",
            when=lambda session: bool(session.args["numbers"]),
            parse=lambda text: text if text.startswith("+") and text[1:].isdecimal() else None,
        ),
        Ask(
            "confirm",
            "entry-confirm",
            choices=(Choice("right", "button-right"), Choice("again", "button-again")),
            args=_facts,
            optional=False,
        ),
        Ask("words", "entry-words", "text", when=_confirmed, optional=False),
    ),
    closing=lambda session: None if _confirmed(session) else Say("entry-again"),
)

Taken = tuple[str, str | None, str]  # outcome, submission, class


def take(
    desk: Desk,
    caller: Caller,
    event: Event,
    finding: Finding,
    command: tuple[str, str] | None,
) -> tuple[Taken, Event] | None:
    """Take what a volunteer sends, if it is about an entry; with the words as they are kept."""
    member = desk.roster.members.get(caller.staff_id or "")
    if member is None or member.role != ROLE:
        return None
    if event.kind is EventKind.MEDIA and not event.text.strip():
        unread = feedback.unread_flag(event.media.kind if event.media else "")
        found = replace(finding, flags=(unread,))
        return _file_here(desk, caller, member, event, found), event
    if event.kind not in (EventKind.TEXT, EventKind.MEDIA):
        return None
    key, rest = command or ("", "")
    if key == "enter" and rest:
        event = replace(event, text=rest)
        found = desk.triage(caller.country)(rest, caller.country, caller.wrote_in)
        return _file_here(desk, caller, member, event, found), event
    if key == "enter":
        return (_begin(desk, caller), None, "P"), event
    if key == "history" and not rest:
        return (_history(desk, caller, member), None, "P"), event
    session = _open_session(desk, caller)
    if session is None or key in ALWAYS:
        return None
    words = event.text.strip()
    step = session.prompt.step
    if step == "words" and locales.fold(words) and locales.number(words) is None:
        return _file_here(desk, caller, member, event, finding), event
    if step in ("when", "date"):
        outcome = _hear_day(desk, caller, session, words)
        return None if outcome is None else ((outcome, None, "P"), event)
    if step == "number":
        outcome = _hear_number(desk, caller, session, words)
        return None if outcome is None else ((outcome, None, "P"), event)
    return None


def plain_words(
    desk: Desk, caller: Caller, member: Member, event: Event, finding: Finding
) -> Taken | None:
    """Take words without ENTER: somebody's story all the same; a few words are asked back."""
    if finding.greeting:
        return None
    few = len(event.text.split()) < FEWEST_WORDS and not finding.flags
    if few or finding.thanks_only:
        desk.say(caller, Say("entry-help"))
        return "staff-words", None, "P"
    return _file_here(desk, caller, member, event, finding)


def _begin(desk: Desk, caller: Caller) -> str:
    args = {"numbers": bool(desk.wire.numbers)}
    desk.begin(caller, SCRIPT, args)
    return "answer-entry"


def _go(desk: Desk, caller: Caller, turn: Turn) -> str:
    desk.follow(caller, turn)
    return "answer-entry"


def _open_session(desk: Desk, caller: Caller) -> Session | None:
    session = desk.session(caller)
    if session is None or session.conversation != SCRIPT.name or desk.now >= session.expires_at:
        return None
    return session


# What was answered --------------------------------------------------------------------------------


def chosen(desk: Desk, caller: Caller, turn: Turn) -> Turn:
    """Turn "today" and "yesterday", wherever they were chosen, into the date they mean."""
    session = turn.session
    answered = [one for one in turn.effects if isinstance(one, Answered) and one.step == "when"]
    if session is None or not answered:
        return turn
    context = desk.context(caller)
    back = {"today": 0, "yesterday": 1}.get(answered[-1].value)
    if back is None:  # chosen anew, it asks for the day anew
        kept = {key: value for key, value in session.answers.items() if key != "date"}
        prompt = replace(session.prompt, step="date")
        return again(SCRIPT, replace(session, answers=kept, prompt=prompt), context)
    day = (desk.today(caller.country) - timedelta(days=back)).isoformat()
    if session.prompt.step == "date":
        return advance(SCRIPT, session, Heard("free", day), context)
    return again(SCRIPT, replace(session, answers={**session.answers, "date": day}), context)


def _hear_day(desk: Desk, caller: Caller, session: Session, words: str) -> str | None:
    """Take a date, or say what is wrong with it; None for what is none, where one may choose."""
    if locales.choice(words, session.prompt.keys, desk.language(caller)) is not None:
        return None
    today = desk.today(caller.country)
    day = locales.past_day(words, today, desk.language(caller))
    if day is None and session.prompt.step == "when":
        return None
    wrong = "unread" if day is None else what_is_wrong(day, today)
    if day is None or wrong:
        desk.say(caller, Say("entry-date-wrong", {"why": wrong}))
        return "entry-date-wrong"
    context = desk.context(caller)
    if session.prompt.step == "when":
        pressed = Heard("press", "earlier", "when", session.id)
        session = advance(SCRIPT, session, pressed, context).session or session
    return _go(desk, caller, advance(SCRIPT, session, Heard("free", day.isoformat()), context))


def what_is_wrong(day: date, today: date) -> str:
    """Say why a day cannot be when something was said: ``future``, ``old``, or '' if it can."""
    if day > today:
        return "future"
    return "old" if today - day > OLDEST else ""


def _hear_number(desk: Desk, caller: Caller, session: Session, words: str) -> str | None:
    language = desk.language(caller)
    if locales.number(words) == 0 or locales.choice(words, session.prompt.keys, language):
        return None
    number = telephone(words, caller.country)
    if number is None:
        desk.say(caller, Say("entry-number-wrong"))
        return "entry-number-wrong"
    return _go(desk, caller, advance(SCRIPT, session, Heard("free", number), desk.context(caller)))


def telephone(words: str, country: str) -> str | None:
    """Read a telephone number as people of a country write it; E.164, None if it can be none."""
    try:
        number = phonenumbers.parse(words, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


# Filing -------------------------------------------------------------------------------------------


def _file_here(desk: Desk, caller: Caller, member: Member, event: Event, finding: Finding) -> Taken:
    """File what a volunteer entered, with what they answered so far, and thank as ever."""
    session = _open_session(desk, caller)
    answers = session.answers if session is not None else {}
    day = answers.get("date")
    place, number = answers.get("place", "skip"), answers.get("number", "skip")
    entry = Entry(
        date.fromisoformat(day) if day else desk.today(caller.country),
        answers.get("source", ""),
        "" if place == "skip" else place,
        "" if number == "skip" else number,
        by=member.id,
    )
    desk.keep(caller, None)
    submission_id, public = _file(desk, caller, event, finding, entry, None)
    promised = feedback.promise_of(desk, caller.country, finding)
    if not opening.is_open(desk, caller.country):
        desk.say(caller, opening.notice(desk, caller))
    elif promised is None:
        desk.say(caller, Say("thanks-reply"))
    else:
        desk.say(caller, Say("receipt-plain", {"number": public, "day": promised.isoformat()}))
    return "entry", submission_id, finding.klass.value


def bulk(desk: Desk, caller: Caller, event: Event, entry: Entry) -> tuple[Taken, Finding]:
    """File a row of a file; nobody is answered, for nobody wrote."""
    finding = desk.triage(caller.country)(event.text, caller.country, entry.language)
    # Without a post to pass answers on, nobody may be written to.
    may_write = None if entry.by in desk.roster.members else False
    submission_id, _ = _file(desk, caller, event, finding, entry, may_write)
    return ("entry", submission_id, finding.klass.value), finding


def _file(
    desk: Desk,
    caller: Caller,
    event: Event,
    finding: Finding,
    entry: Entry,
    may_write: bool | None,
) -> tuple[str, str]:
    country = caller.country
    to, channel = caller.id, caller.channel
    member = desk.roster.members.get(entry.by)
    if event.entry is not None and member is not None and member.address_id and member.channel:
        to, channel = member.address_id, member.channel
    if entry.number and desk.wire.numbers:
        to, channel, may_write = desk.keys.lane("tel", entry.number), desk.wire.numbers, True
    plain = finding.klass is Class.P
    words = entry.place or event.text
    submission_id, number = feedback.record(
        desk,
        to,
        channel,
        country,
        event.id,
        finding,
        area_id=find_area(desk.areas, country, words) if plain else None,
        place=entry.place,
        promised=feedback.promise_of(desk, country, finding),
        for_other=True,
        may_write=may_write,
        entry=entry,
    )
    if may_write:
        _meet(desk, country, to, entry, finding, submission_id)
    return submission_id, number


def _meet(
    desk: Desk, country: str, lane: str, entry: Entry, finding: Finding, submission_id: str
) -> None:
    """Keep the number somebody gave for answers, and that they said yes to whoever entered it.

    Their last sign of life is the day they said it: a number long silent may be another's by now.
    """
    language = finding.language if finding.language in locales.languages() else ""
    said.meet(
        desk.connection,
        lane,
        channel=desk.wire.numbers,
        path_sealed=desk.keys.seal(f"tel:{entry.number}", "address.path", lane),
        country=country,
        language=language,
        submission_id=submission_id,
        submission_class=finding.klass.value,
        now=desk.now,
        last_in_at=desk.now - (desk.today(country) - entry.happened_on),
    )
    desk.pending.add(
        consent,
        id=new_id(),
        address_id=lane,
        submission_id=submission_id,
        at=desk.now,
        kind="write",
        given=True,
        wording="entry-number",
    )


# What a volunteer sees ----------------------------------------------------------------------------


def _history(desk: Desk, caller: Caller, member: Member) -> str:
    """List a volunteer's entries of seven days by number and state; nothing sealed is in it."""
    language = desk.language(caller)
    rows = said.entries_of(desk.connection, member.id, desk.now - SEEN_FOR)
    if not rows:
        desk.say(caller, Say("entry-none"))
        return "entry-list"
    lines = [
        locales.text(
            language,
            "entry-line",
            {
                "number": row.number,
                "day": locales.day(language, row.happened_on),
                "state": row.state or "thanks",
            },
        )
        for row in rows[:MOST_LISTED]
    ]
    desk.say(caller, Say("entry-list", {"lines": "\n".join(lines)}))
    return "entry-list"
