"""Answers with care: read back before they go, in a language that is read, and some that are ready.

Nothing that a focal point writes goes to a reporter before they have seen it once more and said
yes: it waits as a *draft*, sealed, for two hours. The read-back says what may be amiss: that the
words are in another language than the reporter's, that they hold a telephone number, how many SMS
they take. It forbids nothing.

A *ready answer* is the country's own (``baraza answers set``), else the shipped one: texts named
``ready-<subject>``, where the subject is a flag's code, a topic or "aid". Matters of class S have
none; those of class R only a neutral one, and that on scams.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Protocol

import phonenumbers
from babel import Locale, UnknownLocaleError

import locales
from handlers.conversation import PROMPT_LIFE
from handlers.desk import Desk
from handlers.language import SURE, UNSURE, identify
from handlers.triage import COMPUTED, FLAGS
from locales.sms import segments
from storage import answering
from storage import answers as store
from storage.answering import Case, Reporter
from storage.answers import Draft
from storage.batch import Caller
from storage.ids import new_id
from storage.people import Member
from storage.types import Choice, Class, Say

ENDINGS: Final = {"": "about", "cannot": "about-cannot", "not_ours": "about-not-ours"}
"""How a case can be answered, and the text in which the words reach the reporter."""

AID_TOPICS: Final = frozenset({"food", "cash", "household_items", "registration", "shelter"})
NEUTRAL: Final = "restricted"
OPEN_R: Final = frozenset({"scam"})  # of class R, but said to everybody all the same
SHORTEST: Final = 12  # characters; of fewer no language is told
TAIL: Final = 7  # digits by which a telephone number is known again, however it is written

_LONG_NUMBER: Final = re.compile(r"\+?\d(?:[\s().-]?\d){8,}")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\s().-]+(?=\d)")


class Subject(Protocol):
    """What of a case says which ready answer fits."""

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def what(self) -> str:
        """The gravest flag, '' if none."""

    @property
    def klass(self) -> str:
        """Who may see it."""


# What is ready --------------------------------------------------------------------------------


def subjects(matter: Subject) -> tuple[str, ...]:
    """List what a ready answer to a case may be filed under, the nearest first."""
    if matter.klass == Class.S:
        return ()
    if matter.klass == Class.R:
        return (matter.what,) if matter.what in OPEN_R else (NEUTRAL,)
    if matter.what and matter.what not in COMPUTED:
        return (matter.what,)
    return (matter.topic, "aid") if matter.topic in AID_TOPICS else (matter.topic,)


def shipped() -> tuple[str, ...]:
    """List the subjects that have a ready answer in every language."""
    known = (*FLAGS, NEUTRAL, "aid")
    return tuple(subject for subject in known if locales.has_text(f"ready-{subject}"))


def may_be_ready(subject: str) -> bool:
    """Say whether a country may keep its own ready answer to this flag (of class P) or topic."""
    rule = FLAGS.get(subject)
    if rule is not None:
        return subject not in COMPUTED and (rule.klass is Class.P or subject in OPEN_R)
    return subject in (NEUTRAL, "aid") or locales.has_text(f"topic-{subject}")


def ready(desk: Desk, matter: Case, language: str) -> str | None:
    """Give the ready answer to a case in a language: the country's own, else the shipped one."""
    for subject in subjects(matter):
        own = desk.ready_answers.get((matter.country, subject, language))
        if own:
            return own
        if language in locales.languages() and locales.has_text(f"ready-{subject}"):
            return locales.text(language, f"ready-{subject}")
    return None


def has_ready(desk: Desk, matter: Subject) -> bool:
    """Say whether there is a ready answer to a case in any language; reads no row of the case."""
    return any(
        locales.has_text(f"ready-{subject}")
        or any(key[:2] == (matter.country, subject) for key in desk.ready_answers)
        for subject in subjects(matter)
    )


# What may be amiss ----------------------------------------------------------------------------


def reporter_of(desk: Desk, matter: Case) -> Reporter | None:
    """Give the first who reported a case, whose language the answer should be in."""
    return next(iter(answering.reporters(desk.connection, matter.id)), None)


def differ(words: str, country: str, reporter: Reporter | None) -> tuple[str, str] | None:
    """Give the language of the words and the reporter's, where they are known and not the same.

    What is too short to tell, or told without being sure, raises no alarm.
    """
    theirs = [] if reporter is None else [reporter.wrote_in, reporter.language]
    theirs = [code for code in theirs if code not in ("", UNSURE)]
    if not theirs or len(words) < SHORTEST:
        return None
    guess = identify(words, country)
    if guess.confidence < SURE or guess.language in (UNSURE, *theirs):
        return None
    return guess.language, theirs[0]


@lru_cache(maxsize=1024)
def language_name(code: str, language: str) -> str:
    """Name a language in another, by CLDR, else as it names itself, else by its code."""
    try:
        name = Locale.parse(language, sep="-").languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    if name:
        return str(name)
    if code in locales.languages():
        return locales.about(code).name
    return str(Locale.parse("en").languages.get(code, code))


def holds_number(words: str, country: str, known: list[str]) -> bool:
    """Say whether words hold a telephone number: one of the ``known``, or any that looks like one.

    Short numbers that everybody may call, like a help line's, are none.
    """
    if _LONG_NUMBER.search(words):
        return True
    if phonenumbers.PhoneNumberMatcher(words, country or None).has_next():
        return True
    digits = _BETWEEN_DIGITS.sub("", words)
    return any(number[-TAIL:] in digits for number in known if len(number) >= TAIL)


def _numbers(desk: Desk, ids: list[str]) -> list[str]:
    """The telephone numbers of addresses, digits only."""
    opened = [
        desk.keys.open_text(sealed, "address.path", id)
        for id, sealed in store.paths(desk.connection, ids)
    ]
    return [re.sub(r"\D", "", path) for path in opened if path.startswith("tel:")]


def _parts(desk: Desk, reporters: list[Reporter], number: str, ending: str, words: str) -> int:
    """Count the SMS an answer takes where it goes by SMS; 1 where it does not."""
    counts = [1]
    for reporter in reporters:
        if desk.caps(reporter.channel).unit == "segments":
            args = {"number": number, "words": words}
            counts.append(segments(locales.text(reporter.language, ENDINGS[ending], args)))
    return max(counts)


# Drafts ---------------------------------------------------------------------------------------


def keep(
    desk: Desk, caller: Caller, member: Member, matter: Case, words: str, ending: str = ""
) -> None:
    """Keep an answer as a draft and read it back with what may be amiss; nothing goes yet."""
    id = new_id()
    store.add_draft(
        desk.connection,
        id,
        caller.id,
        member.id,
        matter.id,
        ending,
        matter.klass,
        desk.keys.seal(words, "draft.words", id, matter.klass),
        desk.now + PROMPT_LIFE,
    )
    read_back(desk, caller, matter, id, words, ending)


def read_back(
    desk: Desk, caller: Caller, matter: Case, draft_id: str, words: str, ending: str
) -> None:
    """Show an answer to whoever wrote it, and ask whether it shall go."""
    language = desk.language(caller)
    reporters = answering.reporters(desk.connection, matter.id)
    reporter = next(iter(reporters), None)
    theirs = reporter.language if reporter is not None else ""
    offered = ready(desk, matter, theirs)
    is_ready = words == offered and not ending
    apart = None if is_ready else differ(words, matter.country, reporter)
    numbers = _numbers(desk, [caller.id, *(one.address_id for one in reporters)])
    has_number = holds_number(words, matter.country, numbers)
    meaning = ready(desk, matter, language) if is_ready and language != theirs else None
    args = {
        "number": matter.number,
        "words": words,
        "ending": ending or "none",
        "meaning": meaning or "none",
        "yours": language_name(apart[0], language) if apart else "none",
        "theirs": language_name(apart[1], language) if apart else "none",
        "phone": "yes" if has_number else "none",
        "parts": _parts(desk, reporters, matter.number, ending, words),
    }
    send = "button-send-as-is" if apart or has_number else "button-send"
    choices = [
        Choice("send", send),
        Choice("change", "button-change"),
        Choice("drop", "button-drop"),
    ]
    if apart and offered and not ending:
        choices.insert(1, Choice("ready", "button-ready"))
    tokens = tuple(Choice(one.key, one.label, f"a:{draft_id}:{one.key}") for one in choices)
    desk.say(caller, Say("answers-read-back", args, tokens), matter.id)


def words_of(desk: Desk, draft: Draft) -> str:
    """Open the words of a draft."""
    return desk.keys.open_text(draft.words_sealed, "draft.words", draft.id)


def expire(desk: Desk, draft_id: str) -> bool:
    """Tell whoever wrote a draft and never said yes that it did not go; the words come with it."""
    draft = store.find_draft(desk.connection, draft_id)
    if draft is None or draft.state != "open":
        return False
    words = words_of(desk, draft)
    if not store.settle_draft(desk.connection, draft_id, "expired"):
        return False
    member = desk.roster.members.get(draft.staff_id)
    if member is not None and member.address_id == draft.address_id:
        args = {"number": draft.number, "words": words}
        say = Say("answers-expired", args, (), "alert")
        desk.tell(member, say, f"unsent:{draft_id}", draft.case_id)
    return True
