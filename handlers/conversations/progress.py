"""A partnership manager tells in one line how it goes: stored, read back, corrected by one tap.

"P2 on track 1200 farmers" in any order and any shipped language. What was understood is stored at
once; what is not sure is asked, one question at a time; nothing is guessed between two readings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import locales
from handlers.conversation import Ask, Conversation, Effect, Finished, Session, begin
from handlers.desk import Desk
from handlers.triage import Finding
from handlers.updates import STATUSES, Reading, read_line, unit_of
from storage import partnerships
from storage.batch import Caller
from storage.ids import new_id
from storage.partnerships import Deliverable, Figure, Partnership, Progress
from storage.people import Member
from storage.schema import submission
from storage.types import Choice, Event, Say

# The script ---------------------------------------------------------------------------------------


def _statuses(session: Session) -> tuple[Choice, ...]:
    read = session.args["read"]
    first = (Choice("right", "button-right"),) if read else ()
    return first + tuple(Choice(key, f"button-{key}") for key in STATUSES if key != read)


def _chosen(session: Session) -> dict[str, str]:
    """Name the partnership, also where it was only just chosen."""
    code = session.answers.get("which") or str(session.args["code"])
    return {"code": code, "name": session.args.get("names", {}).get(code, "")}


def _codes(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(code, code, literal=True) for code in session.args["codes"])


SCRIPT = Conversation(
    name="progress",
    version=1,
    steps=(
        Ask(
            "which",
            "progress-which",
            choices=_codes,
            when=lambda session: not session.args["code"],
            optional=False,
        ),
        Ask(
            "status",
            lambda session: (
                "progress-status-confirm" if session.args["status"] else "progress-status-ask"
            ),
            choices=_statuses,
            args=_chosen,
            when=lambda session: not session.args["sure"],
        ),
        Ask(
            "mode",
            "progress-figure-ask",
            choices=(Choice("total", "button-total"), Choice("new", "button-new")),
            when=lambda session: bool(session.args["ask_mode"]),
        ),
    ),
)


def tell(
    desk: Desk, caller: Caller, member: Member, event: Event, finding: Finding
) -> tuple[str, str, str]:
    """Store an update and say what was read; returns outcome, submission id and class."""
    known = partnerships.of_member(desk.connection, member.id)
    reading = read_line(event.text, known)
    ask_mode = _unsure_of_mode(desk, reading)  # before this very update is stored
    submission_id, number = new_id(), desk.number()
    desk.pending.add(
        submission,
        id=submission_id,
        number=number,
        form="progress",
        address_id=caller.id,
        channel=caller.channel,
        country=member.country,
        area_id=None,
        place_sealed=None,
        language=finding.language,
        klass="P",
        severity="normal",
        kind=finding.kind,
        kinds="",
        topics=",".join(finding.topics)[:200],
        sdgs=",".join(map(str, finding.sdgs))[:60],
        need=False,
        coded_by="rule:1",
        for_other=False,
        promised_on=None,
        created_at=desk.now,
    )
    chosen = reading.partnership
    # of what is not asked a figure without a word is the total, and of nobody while that is open
    figures = tuple(
        replace(
            one, mode=one.mode or "total", deliverable_id=one.deliverable_id if chosen else None
        )
        for one in reading.figures
    )
    progress_id = partnerships.add_progress(
        desk.connection,
        submission_id,
        chosen.id if chosen else None,
        member.id,
        reading.status if reading.sure else "",
        figures,
        desk.now,
    )
    language = desk.language(caller)
    args = {
        "progress": progress_id,
        "code": chosen.code if chosen else "",
        "name": chosen.name if chosen else "",
        "codes": [one.code for one in known],
        "names": {one.code: one.name for one in known},
        "status": locales.text(language, f"button-{reading.status}") if reading.status else "",
        "read": reading.status,
        "sure": reading.sure,
        "ask_mode": ask_mode,
        "figure": _figure_words(reading.figures[0], language, ()) if reading.figures else "",
        "klass": "P",
    }
    turn = begin(SCRIPT, new_id()[-8:], args, desk.context(caller))
    desk.keep(caller, turn.session)
    for say in turn.says:
        desk.say(caller, say)
    if turn.session is None:
        read_back(desk, caller, member, progress_id)
    return "progress", submission_id, "P"


def _unsure_of_mode(desk: Desk, reading: Reading) -> bool:
    """A figure of something reported before could be the total or what is new since."""
    if reading.mode_said or len(reading.figures) != 1:
        return False
    of = reading.figures[0].deliverable_id
    return of is not None and partnerships.reported_before(desk.connection, of)


def carry_out(desk: Desk, caller: Caller, member: Member, session: Session, effect: Effect) -> None:
    """Write an answer as a correction of the update, and read the whole back at the end."""
    progress_id = str(session.args["progress"])
    latest = _latest_of(desk, member, progress_id)
    if latest is None:
        return
    if isinstance(effect, Finished):
        read_back(desk, caller, member, latest.id)
        return
    if effect.value == "skip":
        return
    if effect.step == "which":
        for one in partnerships.of_member(desk.connection, member.id):
            if one.code == effect.value:
                _assign(desk, member, latest, one)
    elif effect.step == "status":
        status = str(session.args["read"]) if effect.value == "right" else effect.value
        _correct(desk, latest, status=status)
    elif effect.step == "mode":
        _correct(desk, latest, mode=effect.value)


def _latest_of(desk: Desk, member: Member, progress_id: str) -> Progress | None:
    """Find an update as it stands now: itself, or the latest correction of the same words."""
    first = partnerships.progress_by_id(desk.connection, progress_id)
    latest = partnerships.latest_progress(desk.connection, member.id)
    if first is None or first.staff_id != member.id:
        return None
    return latest if latest and latest.submission_id == first.submission_id else first


def _assign(desk: Desk, member: Member, old: Progress, to: Partnership) -> None:
    figures = []
    for one in old.figures:
        unit = unit_of([locales.fold(one.unit)], to.deliverables)
        figures.append(replace(one, deliverable_id=unit.id, unit=unit.unit) if unit else one)
    _write(desk, old, partnership_id=to.id, figures=tuple(figures))


def _correct(desk: Desk, old: Progress, status: str = "", mode: str = "") -> str:
    figures = tuple(replace(one, mode=mode) if mode else one for one in old.figures)
    return _write(desk, old, status=status or old.status, figures=figures)


def _write(desk: Desk, old: Progress, **changes: Any) -> str:
    new = replace(old, **changes)
    return partnerships.add_progress(
        desk.connection,
        new.submission_id,
        new.partnership_id,
        new.staff_id,
        new.status,
        new.figures,
        desk.now,
        corrects=old.id,
    )


def press(desk: Desk, caller: Caller, member: Member, progress_id: str, key: str) -> str:
    """One tap corrects what was read back; returns the outcome."""
    latest = _latest_of(desk, member, progress_id)
    if latest is None or key not in (*STATUSES, "total", "new"):
        desk.say(caller, Say("stale-button"))
        return "stale-button"
    same = key == latest.status or (
        key in ("total", "new") and all(one.mode == key for one in latest.figures)
    )
    if not same:
        is_status = key in STATUSES
        _correct(desk, latest, status=key if is_status else "", mode="" if is_status else key)
    read_back(desk, caller, member, latest.id)
    return "progress-fixed" if not same else "progress-same"


def fix(desk: Desk, caller: Caller, member: Member) -> str:
    """FIX: read the latest update back with its choices."""
    latest = partnerships.latest_progress(desk.connection, member.id)
    if latest is None:
        known = partnerships.of_member(desk.connection, member.id)
        desk.say(caller, Say("progress-fix-none", {"code": known[0].code if known else "P1"}))
        return "fix-none"
    read_back(desk, caller, member, latest.id)
    return "fix"


def read_back(desk: Desk, caller: Caller, member: Member, progress_id: str) -> None:
    """Say what is saved, with one tap for whatever else it could have been."""
    latest = _latest_of(desk, member, progress_id)
    if latest is None:
        return
    known = partnerships.of_member(desk.connection, member.id)
    of = next((one for one in known if one.id == latest.partnership_id), None)
    language = desk.language(caller)
    due = of.next_report_on if of else None
    args = {
        "code": of.code if of else "",
        "name": of.name if of else "",
        "status": locales.text(language, f"button-{latest.status}") if latest.status else "–",
        "figures": ", ".join(
            _figure_words(one, language, of.deliverables if of else ()) for one in latest.figures
        )
        or "none",
        "day": due.isoformat() if due else "none",
    }
    keys = [key for key in STATUSES if key != latest.status]
    if latest.figures:
        keys.append("total" if latest.figures[0].mode == "new" else "new")
    choices = tuple(Choice(key, f"button-{key}", f"p:{latest.id}:{key}") for key in keys)
    desk.say(caller, Say("progress-saved", args, choices))


def _figure_words(one: Figure, language: str, deliverables: tuple[Deliverable, ...]) -> str:
    value = f"{one.value:g}" if one.value < 1e6 else f"{one.value:.0f}"
    if not deliverables:
        return f"{value} {one.unit}"
    target = next((each.target for each in deliverables if each.id == one.deliverable_id), None)
    args = {
        "value": value,
        "unit": one.unit,
        "mode": one.mode,
        "target": f"{target:g}" if target else "none",
    }
    return locales.text(language, "progress-figure", args)
