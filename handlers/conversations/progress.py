"""A partnership manager tells in one line how it goes: stored, read back, corrected by one tap.

"P2 on track 1200 farmers" in any order and any shipped language. What was understood is stored at
once; what is not sure is asked, one question at a time; nothing is guessed between two readings.
UPDATE alone asks step by step and stores the answers as one update, as a line would have been. A
line that tells of danger is an update and a case at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

import locales
from handlers import filing, promise
from handlers.conversation import SKIP, Ask, Conversation, Effect, Finished, Session
from handlers.conversations import feedback
from handlers.desk import Desk
from handlers.partnerships import next_due
from handlers.places import find_area
from handlers.triage import Finding
from handlers.updates import STATUSES, Reading, read_line
from storage import answering, partnerships, said
from storage.batch import Caller
from storage.ids import new_id
from storage.partnerships import Deliverable, Figure, Partnership, Progress
from storage.people import Member
from storage.types import Choice, Class, Event, Say, Severity

PHOTO = "photo"  # what is answered by a photo without words
NONE = "none"  # of these partnerships
LATEST = 5  # updates that HISTORY shows
LONGEST_WORDS = 60  # characters of free words in a read-back
LIKE_A_UNIT = 82  # of 100 (rapidfuzz ratio): "farmer" and "farmers"

Taken = tuple[str, str | None, str]  # outcome, submission, class


# The script ---------------------------------------------------------------------------------------


def _code(session: Session) -> str:
    return session.answers.get("which") or str(session.args.get("code", ""))


def _goes_on(session: Session) -> bool:
    return session.answers.get("which") != NONE


def _guided(session: Session) -> bool:
    return bool(session.args.get("guided")) and _goes_on(session)


def _of_code(session: Session, key: str) -> Any:
    return session.args.get(key, {}).get(_code(session))


def _codes(session: Session) -> tuple[Choice, ...]:
    codes = tuple(Choice(code, code, literal=True) for code in session.args.get("codes", ()))
    return (*codes, Choice(NONE, "button-none"))


def _statuses(session: Session) -> tuple[Choice, ...]:
    read = session.args.get("read")
    first = (Choice("right", "button-right"),) if read else ()
    return first + tuple(Choice(key, f"button-{key}") for key in STATUSES if key != read)


def _shown(session: Session) -> dict[str, str]:
    """Name the partnership and what was read so far, also where it was only just chosen."""
    code = _code(session)
    return {
        "code": code,
        "name": session.args.get("names", {}).get(code, ""),
        "echo": _of_code(session, "echo") or "none",
        "unit": _of_code(session, "units") or "",
        "figure": ", ".join(_of_code(session, "unsure") or ()),
    }


def _which_text(session: Session) -> str:
    if session.args.get("guided"):
        return "progress-guide-which"
    return "progress-which-unknown" if session.args.get("unknown") else "progress-which"


def _status_text(session: Session) -> str:
    if session.args.get("guided"):
        return "progress-guide-status"
    return "progress-status-confirm" if session.args.get("read") else "progress-status-ask"


SCRIPT = Conversation(
    name="progress",
    version=2,
    steps=(
        Ask(
            "which",
            _which_text,
            choices=_codes,
            when=lambda session: not session.args.get("code"),
            optional=False,
        ),
        Ask(
            "status",
            _status_text,
            choices=_statuses,
            args=_shown,
            when=lambda session: _goes_on(session) and not session.args.get("sure"),
        ),
        Ask(
            "figures",
            "progress-guide-figures",
            "text",
            args=_shown,
            when=lambda session: _guided(session) and bool(_of_code(session, "units")),
        ),
        Ask(
            "mode",
            lambda session: (
                "progress-figure-ask"
                if len(_of_code(session, "unsure")) == 1
                else "progress-figures-ask"
            ),
            choices=(Choice("total", "button-total"), Choice("new", "button-new")),
            args=_shown,
            when=lambda session: _goes_on(session) and bool(_of_code(session, "unsure")),
        ),
        Ask("words", "progress-guide-words", "text", when=_guided),
        Ask("photo", "progress-guide-photo", "text", when=_guided),
    ),
)


# A line -------------------------------------------------------------------------------------------


def tell(desk: Desk, caller: Caller, member: Member, event: Event, finding: Finding) -> Taken:
    """Store an update and say what was read; returns outcome, submission id and class."""
    known = partnerships.of_member(desk.connection, member.id)
    reading = _read(event.text, known)
    reading, unknown = _as_asked(desk, caller, member, event.text, known, reading)
    chosen = reading.partnership
    figures = _settled(desk, chosen, reading.figures)
    pressing = finding.severity.rank >= Severity.URGENT.rank
    country = chosen.country if chosen else member.country
    area_id = find_area(desk.areas, country, event.text)
    promised = (
        promise.promised_day(finding.severity, Class.P, finding.kind, country, desk.now)
        if pressing
        else None
    )
    submission_id, number = filing.file(
        desk,
        caller,
        finding,
        form="progress",
        klass=Class.P,
        severity=finding.severity if pressing else Severity.NORMAL,
        country=country,
        area_id=area_id,
        promised_on=promised,
    )
    filing.keep_flags(desk, submission_id, event.id, finding.flags, Class.P)
    partnerships.add_progress(
        desk.connection,
        submission_id,
        chosen.id if chosen else None,
        member.id,
        reading.status if reading.sure else "",
        figures,
        desk.now,
    )
    if chosen is not None:
        _move_due_day(desk, chosen)
    args = _args(desk, caller, known, submission_id, reading, event.text, unknown)
    if pressing:
        feedback.remember(desk, caller, submission_id, Class.P)
        feedback.open_matter(
            desk, country, submission_id, number, finding, Class.P, area_id, promised
        )
        if feedback.path_of(finding) in ("danger", "keep_away"):
            # What is open of the update can wait, and FIX asks for it; where the danger is cannot.
            if chosen is not None:
                read_back(desk, caller, member, submission_id, [event.text])
            feedback.receive(
                desk, caller, finding, Class.P, submission_id, number, promised, area_id
            )
            return "progress", submission_id, "P"
        feedback.receive(
            desk, caller, finding, Class.P, submission_id, number, promised, area_id, ask=False
        )
    _go_on(desk, caller, member, args, event.text)
    return "progress", submission_id, "P"


def _read(text: str, known: Sequence[Partnership]) -> Reading:
    """Read a line; of figures it says for none of which whether they are totals, none is."""
    reading = read_line(text, list(known))
    if reading.mode_said:
        return reading
    return replace(reading, figures=tuple(replace(one, mode="") for one in reading.figures))


def _as_asked(
    desk: Desk,
    caller: Caller,
    member: Member,
    text: str,
    known: Sequence[Partnership],
    reading: Reading,
) -> tuple[Reading, str]:
    """Take from the guided way what a line leaves open; find the code that is none of theirs.

    A code of somebody else's partnership, or a mistyped one, is never filed under the only one.
    """
    unknown = "" if _named(text, known) else _stranger(desk, member, text, known)
    if unknown:
        nobodys = tuple(replace(one, deliverable_id=None) for one in reading.figures)
        return replace(reading, partnership=None, figures=nobodys), unknown
    session = desk.session(caller)
    if session is None or session.conversation != SCRIPT.name or not _guided(session):
        return reading, ""
    if reading.partnership is None:
        meant = [one for one in known if one.code == _code(session)]
        again = _read(text, meant) if meant else reading
        reading = replace(again, status=reading.status, sure=reading.sure)
    before = session.answers.get("status", "")
    if not reading.status and before in STATUSES:
        reading = replace(reading, status=before, sure=True)
    return reading, ""


def _codes_in(text: str) -> set[str]:
    """List what in a text has the form of a code, "P 9" as "p9"."""
    words = locales.fold(text[:500]).split()
    pairs = pairwise(words)
    return set(words) | {f"{one}{two}" for one, two in pairs if two.isdecimal() and len(one) <= 2}


def _plain(code: str) -> str:
    return locales.fold(code).replace(" ", "")


def _named(text: str, known: Sequence[Partnership]) -> list[Partnership]:
    there = _codes_in(text) | _codes_in(text.replace("-", "").replace("_", ""))
    return [one for one in known if _plain(one.code) in there]


def _stranger(desk: Desk, member: Member, text: str, known: Sequence[Partnership]) -> str:
    """Find a code that is not this manager's: another's of the country, or of the same form."""
    mine = {_plain(one.code) for one in known}
    others = set(map(_plain, partnerships.codes(desk.connection, member.country))) - mine
    stems = {stem for code in mine if (stem := code.rstrip("0123456789")) != code and stem}
    for word in sorted(_codes_in(text) - mine):
        stem = word.rstrip("0123456789")
        if word in others or (stem in stems and stem != word):
            return word.upper()
    return ""


def _settled(
    desk: Desk, of: Partnership | None, figures: Iterable[Figure], besides: str = ""
) -> tuple[Figure, ...]:
    """Settle what needs no question: the first figure of a deliverable is its total.

    ``besides``: the submission these figures are of, which does not count as reported before.
    """
    told = partnerships.updates(desk.connection, [of.id]) if of else []
    before = partnerships.totals(one for one in told if one.submission_id != besides)
    return tuple(
        replace(one, mode="total")
        if not one.mode and one.deliverable_id is not None and one.deliverable_id not in before
        else one
        for one in figures
    )


def _args(
    desk: Desk,
    caller: Caller,
    known: Sequence[Partnership],
    submission_id: str,
    reading: Reading,
    text: str,
    unknown: str = "",
) -> dict[str, Any]:
    """Put together what the script has to know: of each partnership it may turn out to be about."""
    language = desk.language(caller)
    chosen = reading.partnership
    readings: dict[str, list[list[Any]]] = {}
    echo: dict[str, str] = {}
    unsure: dict[str, list[str]] = {}
    for one in known if chosen is None else [chosen]:
        read = reading.figures if one is chosen else _read(text, [one]).figures
        figures = _settled(desk, one, read, submission_id)
        readings[one.code] = [[f.deliverable_id, f.value, f.unit, f.mode] for f in figures]
        echo[one.code] = ", ".join(_bare(figure) for figure in figures)
        unsure[one.code] = [
            _bare(figure) for figure in figures if not figure.mode and figure.deliverable_id
        ]
    return {
        "submission": submission_id,
        "code": chosen.code if chosen else "",
        "codes": [one.code for one in known],
        "names": {one.code: one.name for one in known},
        "unknown": unknown,
        "status": locales.text(language, f"button-{reading.status}") if reading.status else "",
        "read": reading.status,
        "sure": reading.sure,
        "readings": readings,
        "echo": echo,
        "unsure": unsure,
        "klass": "P",
    }


def _go_on(
    desk: Desk, caller: Caller, member: Member, args: dict[str, Any], text: str | None
) -> None:
    """Ask what is open, or read back where nothing is."""
    if not args["codes"]:
        desk.keep(caller, None)
        desk.say(caller, Say("progress-nowhere"))
        return
    turn = desk.begin(caller, SCRIPT, args)
    if turn.session is None:
        texts = None if text is None else [text]
        read_back(desk, caller, member, str(args["submission"]), texts)


def _move_due_day(desk: Desk, of: Partnership) -> None:
    """An update came: the next one is due a period later."""
    today = desk.today(of.country)
    day = next_due(of.next_report_on, of.report_months, today)
    partnerships.set_next_report(desk.connection, of.id, day)


# The guided way -----------------------------------------------------------------------------------


def guide(desk: Desk, caller: Caller, member: Member, submission_id: str = "") -> str:
    """UPDATE alone: ask step by step; what was answered is kept as it comes, as one update.

    ``submission_id``: of an update that is begun already, with a photo.
    """
    known = partnerships.of_member(desk.connection, member.id)
    only = known[0].code if len(known) == 1 else ""
    args = {
        "submission": submission_id or new_id(),
        "guided": True,
        "code": only,
        "codes": [one.code for one in known],
        "names": {one.code: one.name for one in known},
        "units": {
            one.code: ", ".join(promised.unit for promised in one.deliverables[:3]) for one in known
        },
        "klass": "P",
    }
    _go_on(desk, caller, member, args, None)
    return "update-asked"


def _begun(
    desk: Desk, caller: Caller, member: Member, submission_id: str, of: Partnership | None
) -> Progress | None:
    """Begin an update that has no line: a guided one, or a photo's."""
    finding = Finding(desk.language(caller), 0.0)
    filing.file(
        desk,
        caller,
        finding,
        form="progress",
        klass=Class.P,
        severity=Severity.NORMAL,
        id=submission_id,
        country=of.country if of else member.country,
    )
    partnerships.add_progress(
        desk.connection, submission_id, of.id if of else None, member.id, "", (), desk.now
    )
    if of is not None:
        _move_due_day(desk, of)
    return partnerships.progress_of(desk.connection, submission_id)


def carry_out(desk: Desk, caller: Caller, member: Member, session: Session, effect: Effect) -> None:
    """Write an answer as a correction of the update, and read the whole back at the end."""
    submission_id = str(session.args.get("submission", ""))
    now = partnerships.progress_of(desk.connection, submission_id)
    if now is not None and now.staff_id != member.id:
        return
    if isinstance(effect, Finished):
        if session.answers.get("which") == NONE:
            desk.say(caller, Say("progress-elsewhere" if now else "progress-nothing"))
        elif now is None:
            desk.say(caller, Say("progress-nothing"))
        else:
            texts = _texts(desk, member, submission_id)
            last = session.answers.get("photo", "")  # its message is stored after this
            if last not in ("", SKIP, PHOTO, *texts):
                texts.append(last)
            read_back(desk, caller, member, submission_id, texts)
        return
    if effect.value in (SKIP, NONE):
        return
    known = partnerships.of_member(desk.connection, member.id)
    of = next((one for one in known if one.code == _code(session)), None)
    if now is None:
        if effect.step == "which":
            return  # nothing is told yet
        now = _begun(desk, caller, member, submission_id, of)
    if now is None:
        return
    if effect.step == "which" and of is not None:
        _assign(desk, session, now, of)
    elif effect.step == "status":
        status = str(session.args["read"]) if effect.value == "right" else effect.value
        _write(desk, now, status=status)
    elif effect.step == "figures" and of is not None:
        _write(desk, now, figures=_guided_figures(effect.value, of))
    elif effect.step == "mode":
        asked = [one.deliverable_id and not one.mode for one in now.figures]
        figures = (
            replace(one, mode=effect.value) if open_ else one
            for one, open_ in zip(now.figures, asked, strict=True)
        )
        _write(desk, now, figures=tuple(figures))


def _guided_figures(text: str, of: Partnership) -> tuple[Figure, ...]:
    """Read the answer to "how many so far, in total": totals, unless it says they are new."""
    read = [one for one in _read(text, [of]).figures if one.deliverable_id is not None]
    alone = locales.number(text)
    if not read and alone is not None and len(of.deliverables) == 1:
        only = of.deliverables[0]
        read = [Figure(only.id, float(alone), only.unit, "")]
    return tuple(one if one.mode else replace(one, mode="total") for one in read)


def _assign(desk: Desk, session: Session, now: Progress, to: Partnership) -> None:
    if now.partnership_id == to.id:
        return
    read = session.args.get("readings", {}).get(to.code)
    figures = (
        tuple(Figure(*one) for one in read)
        if read is not None
        else tuple(replace(one, deliverable_id=None) for one in now.figures)
    )
    _write(desk, now, partnership_id=to.id, figures=figures)
    _move_due_day(desk, to)


def _write(desk: Desk, old: Progress, **changes: Any) -> None:
    """Correct an update: one more row of its submission, where anything is different."""
    new = replace(old, **changes)
    if new != old:
        partnerships.add_progress(
            desk.connection,
            new.submission_id,
            new.partnership_id,
            new.staff_id,
            new.status,
            new.figures,
            desk.now,
            corrects=old.id,
        )


# Photos -------------------------------------------------------------------------------------------


def photo(desk: Desk, caller: Caller, member: Member, event: Event) -> Taken:
    """A photo without words belongs to the latest update; where there is none it begins one."""
    session = desk.session(caller)
    if session is not None and session.conversation == SCRIPT.name and _guided(session):
        id = str(session.args["submission"])
        if partnerships.progress_of(desk.connection, id) is None:
            known = partnerships.of_member(desk.connection, member.id)
            of = next((one for one in known if one.code == _code(session)), None)
            _begun(desk, caller, member, id, of)
        return "photo", id, "P"
    latest = partnerships.latest_progress(desk.connection, member.id)
    if latest is None or latest.at is None:
        return "photo", _photo_first(desk, caller, member), "P"
    known = partnerships.of_member(desk.connection, member.id)
    args = {
        "code": next((one.code for one in known if one.id == latest.partnership_id), "–"),
        "day": promise.local(latest.at, member.country).date().isoformat(),
    }
    say = Say("progress-photo-kept", args, (Choice("new", "button-update", f"p:photo:{event.id}"),))
    # Of an album's photos, which come one by one, only the first is thanked for.
    key = f"photo:{latest.submission_id}:{desk.now:%Y%m%d%H%M}"
    desk.push(caller.id, caller.channel or "", desk.language(caller), say, key)
    return "photo", latest.submission_id, "P"


def _photo_first(desk: Desk, caller: Caller, member: Member) -> str:
    """Begin an update with a photo and ask for the rest; gives the submission's id."""
    known = partnerships.of_member(desk.connection, member.id)
    submission_id = new_id()
    _begun(desk, caller, member, submission_id, known[0] if len(known) == 1 else None)
    guide(desk, caller, member, submission_id)
    return submission_id


def photo_is_new(desk: Desk, caller: Caller, member: Member, message_id: str) -> str:
    """The photo is not of the latest update: begin one with it."""
    id = new_id()
    if not partnerships.move_message(desk.connection, message_id, caller.id, id):
        desk.say(caller, Say("stale-button"))
        return "stale-button"
    known = partnerships.of_member(desk.connection, member.id)
    _begun(desk, caller, member, id, known[0] if len(known) == 1 else None)
    return guide(desk, caller, member, id)


# Corrections --------------------------------------------------------------------------------------


def press(desk: Desk, caller: Caller, member: Member, progress_id: str, key: str) -> str:
    """One tap corrects what was read back; returns the outcome."""
    now = partnerships.progress_by_id(desk.connection, progress_id)
    if now is None or now.staff_id != member.id or key not in (*STATUSES, "total", "new"):
        desk.say(caller, Say("stale-button"))
        return "stale-button"
    if key in STATUSES:
        changed = replace(now, status=key)
    else:
        changed = replace(now, figures=tuple(replace(one, mode=key) for one in now.figures))
    _write(desk, now, status=changed.status, figures=changed.figures)
    read_back(desk, caller, member, now.submission_id)
    return "progress-fixed" if changed != now else "progress-same"


def fix(desk: Desk, caller: Caller, member: Member) -> str:
    """FIX: read the latest update back with its choices, or ask what is still open of it."""
    latest = partnerships.latest_progress(desk.connection, member.id)
    known = partnerships.of_member(desk.connection, member.id)
    if latest is None:
        desk.say(caller, Say("progress-fix-none", {"code": known[0].code if known else "P1"}))
        return "fix-none"
    if latest.partnership_id is None and known:
        text = "\n".join(_texts(desk, member, latest.submission_id))
        reading = replace(_read(text, known), partnership=None)
        if latest.status:
            reading = replace(reading, status=latest.status, sure=True)
        args = _args(desk, caller, known, latest.submission_id, reading, text)
        _go_on(desk, caller, member, args, text)
        return "fix"
    read_back(desk, caller, member, latest.submission_id, fixing=True)
    return "fix"


def fix_words(desk: Desk, caller: Caller, member: Member, event: Event, words: str) -> Taken | None:
    """FIX and the right words: "FIX 1300 farmers"; None where they correct nothing."""
    latest = partnerships.latest_progress(desk.connection, member.id)
    if latest is None:
        return None
    known = partnerships.of_member(desk.connection, member.id)
    of = next((one for one in known if one.id == latest.partnership_id), None)
    named = _named(words, known)
    to = named[0] if len(named) == 1 else of
    reading = _read(words, [to] if to else known)
    if not (named or reading.status or reading.figures):
        return None
    figures = latest.figures
    if to is not None and to is not of:
        figures = _read("\n".join(_texts(desk, member, latest.submission_id)), [to]).figures
    figures = _merged(desk, to, figures, reading.figures, latest.submission_id)
    _correct(desk, caller, member, latest, to, reading, figures, words)
    return "answer-fix", latest.submission_id, "P"


def edited(
    desk: Desk, caller: Caller, member: Member, submission_id: str, event: Event, finding: Finding
) -> str:
    """The line itself was edited: read it anew; a danger it tells of only now is a case."""
    now = partnerships.progress_of(desk.connection, submission_id)
    row = said.submission_by_id(desk.connection, submission_id)
    if now is None or row is None or now.staff_id != member.id:
        return "edit"
    feedback.raise_flags(desk, caller.country, submission_id, event, finding, Class(row.klass))
    pressing = finding.severity.rank >= Severity.URGENT.rank
    if pressing and answering.case_of_submission(desk.connection, submission_id) is None:
        day = promise.promised_day(finding.severity, Class.P, finding.kind, row.country, desk.now)
        said.update_submission(desk.connection, submission_id, promised_on=day)
        feedback.open_matter(
            desk, row.country, submission_id, row.number, finding, Class.P, row.area_id, day
        )
        feedback.receive(
            desk, caller, finding, Class.P, submission_id, row.number, day, row.area_id, ask=False
        )
    known = partnerships.of_member(desk.connection, member.id)
    of = next((one for one in known if one.id == now.partnership_id), None)
    named = _named(event.text, known)
    to = named[0] if len(named) == 1 else of
    reading = _read(event.text, [to] if to else known)
    figures = _merged(desk, to, (), reading.figures, submission_id)
    _correct(desk, caller, member, now, to, reading, figures, event.text)
    return "edit"


def _merged(
    desk: Desk,
    of: Partnership | None,
    old: Iterable[Figure],
    new: Sequence[Figure],
    submission_id: str,
) -> tuple[Figure, ...]:
    """Let new figures stand for the old ones of the same deliverable, and be of the same mode."""
    modes = {one.deliverable_id: one.mode for one in old}
    replaced = {one.deliverable_id for one in new if one.deliverable_id is not None}
    kept = [one for one in old if one.deliverable_id not in replaced]
    fresh = [replace(one, mode=one.mode or modes.get(one.deliverable_id, "")) for one in new]
    return _settled(desk, of, [*kept, *fresh], submission_id)


def _correct(
    desk: Desk,
    caller: Caller,
    member: Member,
    old: Progress,
    to: Partnership | None,
    reading: Reading,
    figures: tuple[Figure, ...],
    words: str,
) -> None:
    """Write what the right words say, and ask what they leave open."""
    status = reading.status if reading.sure else old.status
    moved = to is not None and to.id != old.partnership_id
    partnership_id = to.id if to is not None else old.partnership_id
    _write(desk, old, partnership_id=partnership_id, status=status, figures=figures)
    if moved and to is not None:
        _move_due_day(desk, to)
    hinted = bool(reading.status) and not reading.sure
    now = replace(
        reading,
        partnership=to,
        status=reading.status if hinted else status,
        sure=bool(status) and not hinted,
        figures=figures,
    )
    known = partnerships.of_member(desk.connection, member.id)
    args = _args(desk, caller, known, old.submission_id, now, words)
    _go_on(desk, caller, member, args, None)


# Reading back -------------------------------------------------------------------------------------


def read_back(
    desk: Desk,
    caller: Caller,
    member: Member,
    submission_id: str,
    texts: Sequence[str] | None = None,
    *,
    fixing: bool = False,
) -> None:
    """Say what is saved, with one tap for whatever else it could have been.

    ``texts``: its words, where they are not stored yet. ``fixing``: say how to correct a figure.
    """
    now = partnerships.progress_of(desk.connection, submission_id)
    if now is None:
        return
    known = partnerships.of_member(desk.connection, member.id)
    of = next((one for one in known if one.id == now.partnership_id), None)
    language = desk.language(caller)
    if texts is None:
        texts = _texts(desk, member, submission_id)
    args = {
        "code": of.code if of else "–",
        "status": locales.text(language, f"button-{now.status}") if now.status else "–",
        "why": free_words(texts, of) or "none",
        "figures": _figures_words(desk, of, now, language) or "none",
        "day": _next_day(desk, of),
    }
    keys = [key for key in STATUSES if key != now.status]
    modes = {one.mode for one in now.figures if one.deliverable_id is not None}
    keys += [key for key in ("total", "new") if modes and modes != {key}]
    choices = tuple(Choice(key, f"button-{key}", f"p:{now.id}:{key}") for key in keys)
    desk.say(caller, Say("progress-fix" if fixing else "progress-saved", args, choices))


def _next_day(desk: Desk, of: Partnership | None) -> str:
    """Give the day of the next update, ``none`` where nobody waits for one any more."""
    if of is None or of.next_report_on is None:
        return "none"
    today = desk.today(of.country)
    over = of.status == "completed" and of.ends_on is not None and of.ends_on < today
    return "none" if over else of.next_report_on.isoformat()


def _texts(desk: Desk, member: Member, submission_id: str) -> list[str]:
    """Open the words of an update through the one door; none where they are sealed by now."""
    viewer = said.Viewer(member.id, frozenset({Class.P}))
    try:
        return said.read(desk.connection, desk.keys, viewer, submission_id, desk.now)
    except said.NotAllowed:
        return []


def _amount(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _bare(one: Figure) -> str:
    return f"{_amount(one.value)} {one.unit}"


def _figures_words(desk: Desk, of: Partnership | None, now: Progress, language: str) -> str:
    """Word the figures of an update, each with the running total and the plan."""
    if of is None:
        return ", ".join(_bare(one) for one in now.figures)
    told = partnerships.updates(desk.connection, [of.id])
    until = [one for one in told if one.submission_id <= now.submission_id]
    done = partnerships.totals(until)
    promised = {one.id: one for one in of.deliverables}
    words = []
    for one in now.figures:
        deliverable = promised.get(one.deliverable_id or "")
        if deliverable is None or not one.mode:
            words.append(_bare(one))
            continue
        args = {
            "value": _amount(one.value),
            "unit": one.unit,
            "mode": one.mode,
            "total": _amount(done.get(deliverable.id, one.value)),
            "target": _amount(deliverable.target) if deliverable.target else "none",
        }
        words.append(locales.text(language, "progress-figure", args))
    return ", ".join(words)


def free_words(texts: Iterable[str], of: Partnership | None) -> str:
    """Give what an update says besides code, status and figures, cut short; '' if nothing."""
    parts = [_free_words(text, of) for text in texts]
    words = ", ".join(part for part in parts if part)
    if len(words) <= LONGEST_WORDS:
        return words
    return words[: LONGEST_WORDS - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _free_words(text: str, of: Partnership | None) -> str:
    shown = text[:500].split()
    flat = [(word, place) for place, one in enumerate(shown) for word in locales.fold(one).split()]
    used = [any(char.isdecimal() for char in word) for word, _ in flat]
    phrases = [locales.fold(of.code)] if of else []
    words_of = locales.progress_words()
    for key in STATUSES:
        phrases += words_of.get(key, ())
    if any(used):  # "the new pump" counts nothing
        phrases += (*words_of.get("total", ()), *words_of.get("new", ()))
    # "bit slow" says how it goes; "road cut" says why, and stays.
    maybe = words_of.get("delayed-maybe", ())
    hints = {one for one in maybe if " " not in one}
    phrases += (one for one in maybe if hints.intersection(one.split()))
    for phrase in sorted(phrases, key=len, reverse=True):
        words = phrase.split()
        for start in range(len(flat) - len(words) + 1):
            stretch = range(start, start + len(words))
            is_here = all(flat[at][0] == word for at, word in zip(stretch, words, strict=True))
            if is_here and not any(used[at] for at in stretch):
                for at in stretch:
                    used[at] = True
    units = _unit_words(of.deliverables) if of else set()
    for at, (word, _) in enumerate(flat):
        used[at] = used[at] or any(fuzz.ratio(word, unit) >= LIKE_A_UNIT for unit in units)
    kept = {place for at, (_, place) in enumerate(flat) if not used[at]}
    left = [one for place, one in enumerate(shown) if place in kept]
    if not any(len(locales.fold(one)) > 3 or not one.isascii() for one in left):
        return ""  # "and", "so", "we are"
    return " ".join(left).strip(" .,;:!?-–،؛")


def _unit_words(deliverables: Iterable[Deliverable]) -> set[str]:
    words: set[str] = set()
    for one in deliverables:
        for name in (one.unit, *one.words, one.name):
            words |= {word for word in locales.fold(name).split() if len(word) > 3}
    return words


def history(desk: Desk, caller: Caller, member: Member, rest: str) -> str | None:
    """HISTORY, or HISTORY P2: the latest updates; None where something else follows the word."""
    known = partnerships.of_member(desk.connection, member.id)
    if rest.strip():
        known = [one for one in known if _plain(one.code) == _plain(rest)]
        if not known:
            return None
    codes = {one.id: one for one in known}
    language = desk.language(caller)
    lines = []
    for one in partnerships.updates(desk.connection, codes)[: -LATEST - 1 : -1]:
        of = codes[one.partnership_id or ""]
        when = promise.local(one.at or desk.now, of.country).date()
        args = {
            "day": locales.day(language, when),
            "code": of.code,
            "status": locales.text(language, f"button-{one.status}") if one.status else "–",
            "figures": _history_figures(one, language) or "none",
        }
        lines.append(locales.text(language, "progress-history-line", args))
    if lines:
        desk.say(caller, Say("progress-history", {"lines": "\n".join(lines)}))
    else:
        code = known[0].code if known else "P1"
        desk.say(caller, Say("progress-history-none", {"code": code}))
    return "history"


def _history_figures(one: Progress, language: str) -> str:
    return ", ".join(
        f"{_bare(number)} {locales.text(language, f'button-{number.mode}')}"
        if number.mode
        else _bare(number)
        for number in one.figures
    )
