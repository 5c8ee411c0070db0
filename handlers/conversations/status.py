"""Words of command of a community member: STATUS, DELETE, STOP, HELP, LANGUAGE, OTHER, MENU.

An unknown number and a sealed one get the same answer; five wrong numbers a day and every number
gets it. DELETE never says what it removes, and for a sealed matter it hides and leaves the rest to
safeguarding.
"""

from __future__ import annotations

from datetime import timedelta

import locales
from handlers import cases, opening
from handlers.answers import ENDINGS
from handlers.desk import Desk
from handlers.numbers import is_number
from storage import answering, said
from storage.batch import Caller
from storage.types import Choice, Class, Say

WRONG_A_DAY = 5
OTHER_LIFE = timedelta(hours=2)


def status(desk: Desk, caller: Caller, number: str) -> str:
    """Tell where a matter stands, by its number or the latest from this address."""
    if number and not is_number(number):
        number = "".join(part for part in number if part.isdigit()) or number
    if number:
        row = said.submission_by_number(desk.connection, number)
        if too_many_wrong(desk, caller):
            row = None
        elif row is None:
            caller.wrong_numbers += 1
            caller.changed = True
        if row is None or row.klass == Class.S or row.hidden_at is not None:
            desk.say(caller, _unless_open(desk, caller, "status-unknown"))
            return "status-unknown"
    else:
        row = said.latest_open(desk.connection, caller.id)
        if row is None:
            text = "status-unknown" if caller.submission_id else "status-none"
            desk.say(caller, _unless_open(desk, caller, text))
            return text
    matter = answering.case_of_submission(desk.connection, row.id)
    if matter is None or (matter.state == "new" and not opening.is_open(desk, row.country)):
        desk.say(caller, _unless_open(desk, caller, "status-unknown"))
        return "status-unknown"
    today = desk.today(row.country)
    ahead = row.promised_on and row.promised_on >= today and matter.state not in _ENDED
    args = {
        "number": row.number,
        "state": matter.ended_as if _honest(matter) else matter.state,
        "day": row.promised_on.isoformat() if ahead else "none",
    }
    desk.say(caller, Say("status", args))
    if row.address_id == caller.id:
        _repeat_answer(desk, caller, matter)
    return "status"


_ENDED = ("answered", "confirmed")


def _honest(matter: answering.Case) -> bool:
    return matter.state == "answered" and matter.ended_as in ("cannot", "not_ours")


def _unless_open(desk: Desk, caller: Caller, text: str) -> Say:
    """Where nobody may be promised a reader, every number is answered with that."""
    if opening.is_open(desk, caller.country):
        return Say(text)
    return opening.notice(desk, caller, "status")


def _repeat_answer(desk: Desk, caller: Caller, matter: answering.Case) -> None:
    """The latest answer again, for those who asked us not to write."""
    kinds = {ending or "answer": text for ending, text in ENDINGS.items()}
    told = [row for row in answering.events_of(desk.connection, matter.id) if row.kind in kinds]
    if told:
        last = told[-1]
        words = desk.keys.open_text(last.note_sealed, "case_event.note", last.id)
        if not words:  # removed since
            return
        desk.say(caller, Say(kinds[last.kind], {"number": matter.number, "words": words}))


def too_many_wrong(desk: Desk, caller: Caller) -> bool:
    """Say whether a caller has tried wrong numbers often enough for today."""
    today = desk.today(caller.country)
    if caller.wrong_day != today:
        caller.wrong_day, caller.wrong_numbers = today, 0
        caller.changed = True
    return caller.wrong_numbers >= WRONG_A_DAY


def ask_delete(desk: Desk, caller: Caller, number: str = "") -> str:
    """Ask whether what was sent last, or under a number of one's own, shall be removed."""
    row = None
    if number:
        row = said.submission_by_number(desk.connection, number)
    elif caller.submission_id is not None:
        row = said.submission_by_id(desk.connection, caller.submission_id)
    if row is None or row.address_id != caller.id or row.hidden_at is not None:
        desk.say(caller, Say("status-none"))
        return "delete-none"
    choices = tuple(
        Choice(key, f"button-{key}", f"d:{row.number}:{key}") for key in ("remove", "keep")
    )
    desk.say(caller, Say("delete-ask", {}, choices))
    return "delete-asked"


def delete(desk: Desk, caller: Caller, number: str, verdict: str) -> str:
    """Hide a submission at once; its words are removed later, a sealed one's by safeguarding."""
    row = said.submission_by_number(desk.connection, number)
    if row is None or row.address_id != caller.id:
        desk.say(caller, Say("stale-button"))
        return "stale-button"
    if verdict != "remove":
        desk.say(caller, Say("kept"))
        return "kept"
    if row.hidden_at is None:
        said.update_submission(desk.connection, row.id, hidden_at=desk.now)
        desk.consent(caller, "keep", False, "delete-ask", row.id)
        matter = answering.case_of_submission(desk.connection, row.id)
        if matter is not None:
            cases.withdraw(desk, matter)
        if caller.submission_id == row.id:
            caller.submission_id = None
        desk.keep(caller, None)
    desk.say(caller, Say("deleted"))
    return "deleted"


def stop(desk: Desk, caller: Caller) -> str:
    """Write no more to this address; no matter is closed by it."""
    if caller.stopped_at is None:
        desk.consent(caller, "stop", False, "stopped")
    caller.stopped_at = desk.now
    desk.keep(caller, None)
    desk.say(caller, Say("stopped"))
    return "stop"


def start_again(desk: Desk, caller: Caller) -> None:
    """Whoever writes after STOP has opted in again."""
    caller.stopped_at = None
    caller.changed = True
    desk.consent(caller, "start", True, "written")


def language(desk: Desk, caller: Caller, wanted: str) -> str:
    """Change the language, or ask for it; a language we do not speak is asked again."""
    code = _language_named(wanted) if wanted else None
    if code is None:
        return ask_language(desk, caller)
    caller.language, caller.language_chosen = code, True
    caller.changed = True
    desk.say(caller, Say("language-set"))
    return "language"


def ask_language(desk: Desk, caller: Caller, page: int = 0) -> str:
    """Ask which language to speak, a page of them at a time."""
    choices = tuple(
        Choice(code, locales.about(code).name, f"w:language:{code}", literal=True)
        for code in locales.languages()
    )
    desk.say(caller, Say("language-ask", {"page": page}, choices))
    return "language-asked"


def _language_named(wanted: str) -> str | None:
    folded = locales.fold(wanted)
    for code in locales.languages():
        names = (code, locales.about(code).name, locales.about(code).english)
        if folded in {locales.fold(name) for name in names}:
            return code
    return None


def for_other(desk: Desk, caller: Caller) -> str:
    """Mark what is told next, or was just told, as told for someone else."""
    caller.for_other_until = desk.now + OTHER_LIFE
    caller.changed = True
    if (
        caller.submission_id is not None
        and caller.submission_at is not None
        and desk.now - caller.submission_at < timedelta(minutes=10)
    ):
        said.update_submission(desk.connection, caller.submission_id, for_other=True)
    desk.say(caller, Say("for-other"))
    return "for-other"


def menu(desk: Desk, caller: Caller) -> str:
    """Offer what can be done here."""
    choices = tuple(
        Choice(key, f"button-{key}", f"w:{key}")
        for key in ("tell", "status", "other", "language", "stop")
    )
    desk.say(caller, Say("menu", {}, choices))
    return "menu"


def greet(desk: Desk, caller: Caller) -> str:
    """Answer a greeting, saying who we are."""
    if not opening.is_open(desk, caller.country):
        desk.say(caller, opening.notice(desk, caller, "hello"))
        return "greeting"
    paid = desk.caps(caller.channel).costs_sender
    who = opening.who_we_are(desk, caller.country, desk.language(caller))
    desk.say(caller, Say("greeting", {**who, "cost": "paid" if paid else "free"}))
    return "greeting"


def help(desk: Desk, caller: Caller) -> str:
    """Say who we are and which words there are; where we are not open yet, that too."""
    desk.say(caller, Say("help", opening.who_we_are(desk, caller.country, desk.language(caller))))
    if not opening.is_open(desk, caller.country):
        desk.say(caller, opening.notice(desk, caller, "status"))
    return "help"
