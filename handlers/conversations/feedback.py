"""A community member tells us something: stored and triaged first, then thanked, then asked.

The receipt is the same for everybody, so that whoever holds the phone cannot read from it what was
said; what is asked after it depends on the gravest finding (``path``):

    village     an ordinary matter: may we write, which village
    stop        restricted matters: may we write, and nothing more
    safe        exploitation, abuse, threats: may we write, are you safe, may a trained person call
    help        despair: may we write, help now, may a trained person call
    danger      danger to life: a person is being told, where are you
    keep_away   something explosive: keep away, where is it
    never_pay   scams and leaks: may we write; we never ask for money
    language    the machine could not read it: may we write, in which language
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import locales
from handlers import cases, filing, opening, promise
from handlers.conversation import (
    SKIP,
    Answered,
    Ask,
    Conversation,
    Effect,
    Heard,
    Session,
    Turn,
    go_on,
    remind,
)
from handlers.desk import Desk
from handlers.places import area_at, coordinates, find_area, label, look, shared_place
from handlers.triage import FLAGS, Finding
from storage import answering, said
from storage.batch import Caller
from storage.ids import new_id
from storage.types import Choice, Class, Entry, Event, EventKind, Flag, Say, Severity

IN_A_ROW = timedelta(minutes=10)  # messages this close together are one submission
LONGEST_PLACE = 60  # characters; longer words after "which village" are something said to us

YES_NO = (Choice("yes", "button-yes"), Choice("no", "button-no"))
PATHS = {
    "sea": "safe",
    "child_risk": "safe",
    "gbv": "safe",
    "trafficking": "safe",
    "threat": "safe",
    "self_harm": "help",
    "life_danger": "danger",
    "explosive": "keep_away",
    "scam": "never_pay",
    "data_leak": "never_pay",
    "unread": "language",
}


def _writes(session: Session) -> bool:
    return session.answers.get("may_write") == "yes"


def _callable(session: Session) -> bool:
    """Say whether we know a number to call; a session of before this was asked has one."""
    return bool(session.args.get("telephone", True))


def _asks_more(session: Session) -> bool:
    """Whoever pays for each text is asked nothing that is not about their safety."""
    return session.args.get("cost") != "paid"


def _path(session: Session) -> str:
    return str(session.args["path"])


def _area(text: str) -> str | None:
    words = text.strip()
    is_place = not locales.is_choice(words, "en") and locales.number(words) is None
    return words if is_place and 0 < len(words) <= LONGEST_PLACE else None


def _call_choices(session: Session) -> tuple[Choice, ...]:
    woman = (Choice("call-woman", "button-call-woman"),) if session.args.get("woman") else ()
    return (*woman, Choice("call-anyone", "button-call-anyone"), Choice("no", "button-no"))


def _call_text(session: Session) -> str:
    if _path(session) == "help":
        return "help-now"
    return "may-call-now" if session.answers.get("safe") == "no" else "may-call"


def _languages(session: Session) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, locales.about(code).name, literal=True) for code in locales.languages()
    )


def _areas_of_one_name(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(id, name, literal=True) for id, name in session.args.get("which", ()))


def _closing(session: Session) -> Say | None:
    path = _path(session)
    if path in ("danger", "keep_away"):
        return Say("place-noted", session.args)
    answer = session.answers.get("may_write")
    if answer == "no":
        return Say("no-contact", session.args)
    if answer != "yes":
        return None
    if path in ("safe", "help"):
        if not _callable(session):
            return Say("answers-no-call", session.args)
        if session.answers.get("may_call", "") in ("call-woman", "call-anyone"):
            return Say("call-agreed", session.args)
        return Say("call-declined", session.args)
    if path == "never_pay":
        return Say("never-pay", session.args)
    return Say("closing" if path == "village" else "closing-short", session.args)


SCRIPT = Conversation(
    name="feedback",
    version=1,
    steps=(
        Ask(
            "where",
            lambda session: "danger" if _path(session) == "danger" else "keep-away",
            "area",
            when=lambda session: _path(session) in ("danger", "keep_away"),
            parse=_area,
        ),
        Ask(
            "may_write",
            lambda session: str(session.args["receipt"]),
            choices=YES_NO,
            when=lambda session: _path(session) not in ("danger", "keep_away"),
            optional=False,
        ),
        Ask(
            "village",
            "ask-village",
            "area",
            when=lambda session: (
                _writes(session)
                and _asks_more(session)
                and _path(session) == "village"
                and not session.args.get("place_known")
            ),
            parse=_area,
        ),
        Ask(
            "which",
            "areas-which",
            choices=_areas_of_one_name,
            when=lambda session: bool(session.args.get("which")),
            retries=0,
        ),
        Ask(
            "language",
            "language-ask",
            choices=_languages,
            when=lambda session: (
                _writes(session) and _asks_more(session) and _path(session) == "language"
            ),
        ),
        Ask(
            "safe",
            "safe-now",
            choices=YES_NO,
            when=lambda session: _writes(session) and _path(session) == "safe",
        ),
        Ask(
            "may_call",
            _call_text,
            choices=_call_choices,
            when=lambda session: (
                _writes(session) and _path(session) in ("safe", "help") and _callable(session)
            ),
            optional=False,
        ),
        Ask(
            "time",
            "good-time",
            choices=(
                Choice("morning", "button-morning"),
                Choice("midday", "button-midday"),
                Choice("evening", "button-evening"),
            ),
            when=lambda session: (
                _writes(session)
                and session.answers.get("may_call", "") in ("call-woman", "call-anyone")
                and session.answers.get("safe") != "no"  # not safe: the call is now
            ),
            optional=False,
        ),
    ),
    closing=_closing,
)


# What somebody said -----------------------------------------------------------------------------


def tell(desk: Desk, caller: Caller, event: Event, finding: Finding) -> tuple[str, str | None, str]:
    """Take something said to us: a new submission, or more of the one of the last ten minutes.

    Returns the outcome's name, the submission's id and its class, for the message's row.
    """
    if continues(desk, caller, finding):
        return _add(desk, caller, event, finding)
    return open_as(desk, caller, event, finding, "feedback", finding.klass)


def continues(desk: Desk, caller: Caller, finding: Finding) -> bool:
    """Messages in a row are one submission; nothing is merged into a wider class than its own.

    What follows a sealed message is sealed with it: it may hold what no flag word betrays. What
    follows the opening of a country is new: the message before it had no receipt and no day.
    """
    return (
        caller.submission_id is not None
        and caller.submission_at is not None
        and desk.now - caller.submission_at < IN_A_ROW
        and not opening.opened_since(desk, caller.country, caller.submission_at)
        and finding.klass.rank <= Class(caller.submission_class or "P").rank
    )


def open_as(
    desk: Desk, caller: Caller, event: Event, finding: Finding, form: str, klass: Class
) -> tuple[str, str, str]:
    """File something said to us with its flags and its case, and give the receipt.

    ``klass`` is that of the finding, or a narrower one.
    """
    is_open = opening.is_open(desk, caller.country)
    promised = promise_of(desk, caller.country, finding, klass)
    area_id = _area_of(desk, caller, event) if klass is Class.P else None
    submission_id, number = record(
        desk,
        caller.id,
        caller.channel,
        caller.country,
        event.id,
        finding,
        form=form,
        klass=klass,
        area_id=area_id,
        place=coordinates(event.place) if event.place else "",
        promised=promised,
        for_other=_is_for_other(desk, caller),
    )
    remember(desk, caller, submission_id, klass)
    if is_bare_thanks(finding):
        desk.keep(caller, None)
        reply = Say("thanks-reply") if is_open else opening.notice(desk, caller)
        desk.say(caller, reply)
        return "thanks", submission_id, klass.value
    if not is_open:
        desk.keep(caller, None)
        path = path_of(finding)
        on = path if path in ("danger", "keep_away") else "said"
        desk.say(caller, opening.notice(desk, caller, on))
        return "submission", submission_id, klass.value
    receive(desk, caller, finding, klass, submission_id, number, promised, area_id)
    return "submission", submission_id, klass.value


def is_bare_thanks(finding: Finding) -> bool:
    """Say whether it is thanks and nothing else: passed on, and no case."""
    return finding.kind == "thanks" and finding.thanks_only and not finding.flags


def promise_of(
    desk: Desk, country: str, finding: Finding, klass: Class | None = None
) -> date | None:
    """Give the day by which the reporter shall hear from us; None where none may be promised.

    ``klass``: a narrower class than the finding's.
    """
    if not opening.is_open(desk, country):
        return None
    klass = klass or finding.klass
    return promise.promised_day(finding.severity, klass, finding.kind, country, desk.now)


def record(
    desk: Desk,
    address_id: str,
    channel: str,
    country: str,
    message_id: str,
    finding: Finding,
    *,
    form: str = "feedback",
    klass: Class | None = None,
    area_id: str | None,
    place: str,
    promised: date | None,
    for_other: bool,
    may_write: bool | None = None,
    entry: Entry | None = None,
) -> tuple[str, str]:
    """File what was said with its flags, and open its case; the submission's id and number.

    ``klass``: a narrower class than the finding's.
    """
    klass = klass or finding.klass
    submission_id = new_id()
    _, number = filing.file(
        desk,
        Caller(address_id, channel, country=country),
        finding,
        form=form,
        klass=klass,
        severity=finding.severity,
        id=submission_id,
        area_id=area_id,
        place_sealed=_seal_place(desk, submission_id, place, klass) if place else None,
        for_other=for_other,
        may_write=may_write,
        promised_on=promised,
        entry=entry,
    )
    filing.keep_flags(desk, submission_id, message_id, finding.flags, klass)
    if not is_bare_thanks(finding):
        open_matter(desk, country, submission_id, number, finding, klass, area_id, promised)
    return submission_id, number


def remember(desk: Desk, caller: Caller, submission_id: str, klass: Class) -> None:
    """Let what follows within ten minutes belong to this submission."""
    caller.submission_id, caller.submission_class = submission_id, klass.value
    caller.submission_at = desk.now
    caller.changed = True


def open_matter(
    desk: Desk,
    country: str,
    submission_id: str,
    number: str,
    finding: Finding,
    klass: Class,
    area_id: str | None,
    promised: date | None,
) -> None:
    """Open the case of a submission, with its gravest flag."""
    cases.open_case(
        desk,
        submission_id,
        number,
        country=country,
        area_id=area_id,
        topic=finding.topic,
        what=finding.flags[0].code if finding.flags else "",
        klass=klass,
        severity=finding.severity,
        promised_on=promised,
    )


def receive(
    desk: Desk,
    caller: Caller,
    finding: Finding,
    klass: Class,
    submission_id: str,
    number: str,
    promised: date | None,
    area_id: str | None,
    *,
    ask: bool = True,
) -> bool:
    """Give the receipt and ask what comes after it; True where a question is open now.

    ``ask`` False: nothing but where somebody is in danger, for whoever may be written to anyway.
    """
    caps = desk.caps(caller.channel)
    paid = caps.costs_sender
    path = path_of(finding)
    receipt = "receipt-question" if finding.kind == "question" and klass is Class.P else "receipt"
    args = {
        "number": number,
        "day": promised.isoformat() if promised else "none",
        "cost": "paid" if paid else "free",
        "phone": desk.setting(caller.country, "help_line", "none"),
        "path": path,
        # One question and no duty to reply, for everybody: of class S only a yes lets us answer,
        # and a receipt that asks some and not others would betray them.
        "receipt": "receipt-plain" if paid else receipt,
        "place_known": area_id is not None,
        "woman": desk.setting(caller.country, "woman_on_duty") == "yes",
        "klass": klass.value,
        "submission": submission_id,
        "telephone": caps.telephone,
    }
    if not ask and path not in ("danger", "keep_away"):
        desk.keep(caller, None)
        desk.say(caller, Say("progress-receipt", args))
        return False
    turn = desk.begin(caller, SCRIPT, args)
    return turn.session is not None


def path_of(finding: Finding) -> str:
    """Choose what is asked after the receipt, by the gravest flag of the narrowest class."""
    klass = finding.klass
    for found in finding.flags:
        if found.klass is klass and found.code in PATHS:
            return PATHS[found.code]
    return "village" if klass is Class.P else "stop"


def _add(desk: Desk, caller: Caller, event: Event, finding: Finding) -> tuple[str, str, str]:
    submission_id = caller.submission_id
    assert submission_id is not None
    klass = Class(caller.submission_class or "P")
    caller.submission_at = desk.now
    caller.changed = True
    raise_flags(desk, caller.country, submission_id, event, finding, klass)
    matter = answering.case_of_submission(desk.connection, submission_id)
    if matter is not None and klass is Class.P and matter.area_id is None:
        _placed(desk, submission_id, matter, _area_of(desk, caller, event))
    if matter is not None and matter.owner_id in desk.roster.members:
        owner = desk.roster.members[matter.owner_id]
        words = coordinates(event.place) if event.place else event.text
        cases.more_said(desk, matter, owner, words, event.id)
    session = desk.session(caller)
    if session is None or session.conversation != SCRIPT.name:
        return "addition", submission_id, klass.value
    turn = remind(SCRIPT, session, desk.context(caller))
    for say in turn.says:
        reminder = "added-may-write" if say.text.startswith("receipt") else say.text
        desk.say(caller, replace(say, text=reminder))
    desk.keep(caller, turn.session)
    return "addition", submission_id, klass.value


def raise_flags(
    desk: Desk,
    country: str,
    submission_id: str,
    event: Event,
    finding: Finding,
    klass: Class,
) -> None:
    """Add the flags of more words to a submission; they can raise it, never lower it."""
    if event.place is not None and event.kind is EventKind.PLACE:
        _write_place(desk, submission_id, coordinates(event.place), klass)
    if not finding.flags:
        return
    known = set(said.flag_codes(desk.connection, submission_id))
    fresh = tuple(found for found in finding.flags if found.code not in known)
    narrowest = max(klass, finding.klass, key=lambda one: one.rank)
    if narrowest is not klass:
        said.reseal(desk.connection, desk.keys, submission_id, narrowest)
    filing.keep_flags(desk, submission_id, event.id, fresh, narrowest)
    row = said.submission_by_id(desk.connection, submission_id)
    if row is None or not fresh:
        return
    gravest = max(Severity(row.severity), finding.severity, key=lambda one: one.rank)
    said.update_submission(desk.connection, submission_id, severity=gravest.value)
    matter = answering.case_of_submission(desk.connection, submission_id)
    if matter is not None:
        cases.raise_case(desk, matter, narrowest, gravest, fresh[0].code)


def unread_flag(evidence: str) -> Flag:
    """Make the flag of what the machine cannot read: a voice note, a language it does not know."""
    rule = FLAGS["unread"]
    return Flag("unread", rule.severity, rule.klass, evidence)


def _seal_place(desk: Desk, submission_id: str, words: str, klass: Class) -> bytes:
    return desk.keys.seal(words, "submission.place", submission_id, klass)


def _write_place(desk: Desk, submission_id: str, words: str, klass: Class) -> None:
    sealed = _seal_place(desk, submission_id, words, klass)
    said.update_submission(desk.connection, submission_id, place_sealed=sealed)


# "For someone else" ------------------------------------------------------------------------------


def _is_for_other(desk: Desk, caller: Caller) -> bool:
    """Say whether the person announced that they write for someone else."""
    return caller.for_other_until is not None and caller.for_other_until > desk.now


# What was answered -------------------------------------------------------------------------------


def carry_out(desk: Desk, caller: Caller, session: Session, effect: Effect) -> None:
    """Do what an answer asks for: record a consent, a place, a language, a call."""
    if not isinstance(effect, Answered):
        return
    submission_id = str(session.args["submission"])
    klass = Class(session.args["klass"])
    value = effect.value
    if effect.step == "may_write":
        given = value == "yes"
        desk.consent(caller, "write", given, str(session.args["receipt"]), submission_id)
        said.update_submission(desk.connection, submission_id, may_write=given)
        caller.may_write = given
    elif effect.step in ("village", "where") and value != "skip":
        _write_place(desk, submission_id, value, klass)
        matter = answering.case_of_submission(desk.connection, submission_id)
        if matter is not None:
            area_id = _area_named(desk, caller, value)
            _placed(desk, submission_id, matter, area_id)
        if matter is not None and matter.owner_id in desk.roster.members:
            owner = desk.roster.members[matter.owner_id]
            cases.more_said(desk, matter, owner, value, new_id())
    elif effect.step == "which" and value != SKIP:
        matter = answering.case_of_submission(desk.connection, submission_id)
        if matter is not None:
            _placed(desk, submission_id, matter, value)
    elif effect.step == "language" and value in locales.languages():
        caller.language, caller.language_chosen = value, True
    elif effect.step == "safe" and value != "skip":
        said.update_submission(desk.connection, submission_id, safe=value == "yes")
    elif effect.step == "may_call":
        given = value != "no"
        desk.consent(caller, "call", given, _call_text(session), submission_id)
        said.update_submission(desk.connection, submission_id, may_call=value)
    elif effect.step == "time":
        said.update_submission(desk.connection, submission_id, call_time=value)
    caller.changed = True


def or_ask_which(desk: Desk, caller: Caller, session: Session, turn: Turn) -> Turn:
    """Ask which one, once, where a place was answered that several areas are called."""
    told = next((one for one in turn.effects if isinstance(one, Answered)), None)
    if told is None or told.step not in ("village", "where") or "which" in session.args:
        return turn
    named = look(desk.areas, caller.country, told.value, asked=True)
    if not named.choices:
        return turn
    which = [[id, label(desk.areas, id)] for id in named.choices]
    learnt = replace(
        session,
        args={**session.args, "which": which},
        answers={**session.answers, told.step: told.value},
    )
    return go_on(SCRIPT, learnt, desk.context(caller), (told,))


def _area_of(desk: Desk, caller: Caller, event: Event) -> str | None:
    """Find the area of a shared place, or the one that words name."""
    if event.place is not None:
        return area_at(desk.connection, caller.country, event.place)
    return find_area(desk.areas, caller.country, event.text)


def _area_named(desk: Desk, caller: Caller, words: str) -> str | None:
    """Find the area of an answer to the question where."""
    shared = shared_place(words)
    if shared is not None:
        return area_at(desk.connection, caller.country, shared)
    return find_area(desk.areas, caller.country, words, asked=True)


def _placed(desk: Desk, submission_id: str, matter: answering.Case, area_id: str | None) -> None:
    """Take an area, if one was found, to the submission and its case."""
    if area_id is not None:
        said.update_submission(desk.connection, submission_id, area_id=area_id)
        cases.place_found(desk, matter, area_id)


def place_heard(event: Event) -> Heard | None:
    """Turn a shared place into an answer."""
    return Heard("place", coordinates(event.place)) if event.place else None


def fixed(desk: Desk, caller: Caller, row: Any, verdict: str) -> str:
    """The reporter's word on "is it working now?"; a doubled press is silent."""
    matter = answering.case_of_submission(desk.connection, row.id)
    if matter is None:
        return "stale-button"
    if verdict == "no" and matter.state == "reopened":
        return "fixed-again"
    if verdict == "yes" and matter.state == "confirmed":
        return "fixed-again"
    last = answering.events_of(desk.connection, matter.id)[-1]
    if verdict == "not-sure" and last.kind == "not_sure":
        return "fixed-again"
    cases.reporter_says(desk, matter, verdict)
    day = promise.promised_day(
        Severity(matter.severity), Class(matter.klass), "complaint", row.country, desk.now
    )
    if verdict == "no" and day is not None:
        said.update_submission(desk.connection, row.id, promised_on=day)
        answering.update_case(desk.connection, matter.id, promised_on=day)
    text = {"yes": "fixed-yes", "no": "fixed-no", "not-sure": "fixed-unsure"}[verdict]
    desk.say(caller, Say(text, {"day": day.isoformat() if day else "none"}))
    return f"fixed-{verdict}"
