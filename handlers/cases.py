"""The life of a case: opened, taken by a human, answered, said to be done, confirmed or reopened.

Every step is an event with its time and its person; the case row is only what the events have left.
What must not wait climbs a ladder of people until one says "mine" (``climb``); the clock calls it
again for as long as nobody has.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import locales
from handlers import promise
from handlers.answers import ENDINGS
from handlers.conversation import render
from handlers.desk import Desk
from handlers.places import shared_place
from handlers.roles import CLASSES_OF_ROLE
from handlers.routing import coordinators
from storage import answering, said
from storage.answering import Case, Reporter
from storage.digests import Item
from storage.ids import new_id
from storage.people import Member
from storage.schema import alert, case, case_event, case_submission
from storage.types import Caps, Choice, Class, Say, Severity

PAIR_AT_ONCE = 2  # S is told to two people from the start (practice, "who is accused")
LONGEST_WAIT = 4  # rounds after which the ladder's interval grows no more
SEALED = frozenset({Class.R, Class.S})
ENDED = ("answered", "confirmed", "withdrawn")


def is_sealed(matter: Case | Item) -> bool:
    """Say whether the words of a case are kept out of every chat."""
    return Class(matter.klass) in SEALED


# Words about a case ---------------------------------------------------------------------------


def what(matter: Case | Item, language: str) -> str:
    """Name the matter in a few words: its gravest flag, else its topic."""
    if matter.what:
        return locales.text(language, f"flag-{matter.what}")
    id = f"topic-{matter.topic}"
    return locales.text(language, id if locales.has_text(id) else "what-other")


def place(desk: Desk, matter: Case, language: str) -> str:
    """Name the place: the area, else what the reporter called it, else that it is not known.

    Of a shared place only that there is one: its coordinates point at a person's door.
    """
    if matter.area_id:
        return desk.areas.names.get(matter.area_id, "")
    told = _place_told(desk, matter)
    if not told:
        return locales.text(language, "place-unknown")
    return locales.text(language, "areas-shared") if shared_place(told) else told


def place_to_go(desk: Desk, matter: Case, language: str) -> str:
    """Name the place to its owner: where life is in danger, with the coordinates if some came."""
    named = place(desk, matter, language)
    if matter.severity != Severity.CRITICAL:
        return named
    told = _place_told(desk, matter)
    return f"{named} ({told})" if shared_place(told) else named


def _place_told(desk: Desk, matter: Case) -> str:
    """Open what the reporters called the place, or shared; '' if nothing, or it is sealed."""
    if is_sealed(matter):
        return ""
    for reporter in answering.reporters(desk.connection, matter.id):
        row = said.submission_by_id(desk.connection, reporter.submission_id)
        if row is not None and row.place_sealed and not reporter.hidden:
            return desk.keys.open_text(row.place_sealed, "submission.place", row.id)
    return ""


def words(desk: Desk, matter: Case, member: Member) -> str:
    """Give what the reporters wrote, through the one door; '' where there is nothing to show."""
    viewer = said.Viewer(member.id, CLASSES_OF_ROLE.get(member.role, frozenset()) - SEALED)
    texts: list[str] = []
    for reporter in answering.reporters(desk.connection, matter.id):
        own = said.read(desk.connection, desk.keys, viewer, reporter.submission_id, desk.now)
        texts += _origin(desk, reporter.submission_id, member) + own if own else []
    return "\n".join(texts)


def _origin(desk: Desk, submission_id: str, member: Member) -> list[str]:
    """Say how and when something was said that was entered later."""
    row = said.submission_by_id(desk.connection, submission_id)
    if row is None or row.happened_on is None:
        return []
    args = {"source": row.source, "day": locales.day(member.language, row.happened_on)}
    return [locales.text(member.language, "entry-origin", args)]


# Opening and climbing -------------------------------------------------------------------------


def open_case(
    desk: Desk,
    submission_id: str,
    number: str,
    *,
    country: str,
    area_id: str | None,
    topic: str,
    what: str,
    klass: Class,
    severity: Severity,
    promised_on: date | None,
) -> Case:
    """Open the case of a submission and tell those who must be told at once."""
    matter = Case(
        id=new_id(),
        number=number,
        country=country,
        area_id=area_id,
        topic=topic,
        what=what,
        klass=klass.value,
        severity=severity.value,
        state="new",
        owner_id=None,
        rung=0,
        round=0,
        opened_at=desk.now,
        promised_on=promised_on,
        act_by=None,
        next_step_at=None,
        next_step="",
        answered_at=None,
    )
    people = _people(desk, matter)
    hole = all(member.role == "coordinator" for member in people)
    if alerts_at_once(desk, matter):
        people, count = _at_once(desk, matter, people)
        told = 0 if hole else _alert(desk, matter, people, count, 0, fresh=True)
        if not told:
            _tell_nobody_is_on_duty(desk, matter, f"{matter.id}:0", fresh=True)
        matter = replace(
            matter, rung=told, next_step="ladder", next_step_at=desk.now + _interval(matter, 0)
        )
    elif hole:
        _tell_nobody_is_on_duty(desk, matter, _hole_key(desk, matter))
    desk.pending.add(case, **_row(matter))
    desk.pending.add(case_submission, case_id=matter.id, submission_id=submission_id)
    event(desk, matter, "opened")
    return matter


def alerts_at_once(desk: Desk, matter: Case) -> bool:
    """Say whether people are told now; the rest waits for NEXT and the digest.

    A country may lower the bar with its setting ``alert_from`` (low, normal, urgent, critical).
    """
    least = Severity(desk.setting(matter.country, "alert_from", Severity.URGENT))
    return Severity(matter.severity).rank >= least.rank


def climb(desk: Desk, matter: Case, declined_by: str = "") -> int:
    """Ask the next person, then start over, until somebody says "mine"; how many were told.

    The clock calls this when ``next_step_at`` has come; "I cannot" calls it at once, and whoever
    said so is not the one to ask now.
    """
    round = matter.round
    people = _people(desk, matter)
    asked = answering.alerted(desk.connection, matter.id, round)
    left = [member for member in people if member.id not in asked]
    told = _alert(desk, matter, left, 1, round)
    if not told:
        round += 1
        if not people:
            told = _tell_nobody_is_on_duty(
                desk, replace(matter, round=round), f"{matter.id}:{round}"
            )
        else:
            others = [member for member in people if member.id != declined_by]
            told = _alert(desk, matter, others, 1, round)
    answering.update_case(
        desk.connection,
        matter.id,
        rung=matter.rung + told,
        round=round,
        next_step="ladder",
        next_step_at=desk.now + _interval(matter, round),
    )
    return told


def _at_once(desk: Desk, matter: Case, people: list[Member]) -> tuple[list[Member], int]:
    """Put those who are told together at the head of the ladder, and say how many they are.

    S is told to two people, of different organisations where there are such. What must not wait of
    class P is told to whoever is on duty and to a coordinator; without one, to two on duty.
    """
    within_reach = [one for one in people if one.reachable]
    if len(within_reach) < PAIR_AT_ONCE or matter.klass == Class.R:
        return people, 1
    pressing = Severity(matter.severity).rank >= Severity.URGENT.rank
    first, *others = within_reach
    if matter.klass == Class.S:
        fit = [
            one for one in others if one.organisation.casefold() != first.organisation.casefold()
        ]
    elif pressing:
        heads = coordinators(desk.roster, matter.country, desk.today(matter.country))
        fit = [one for one in others if one in heads]
    else:
        return people, 1
    second = (fit or others)[0]
    before = people[: people.index(first)]  # not to be reached: on the record all the same
    rest = [one for one in people if one not in (*before, first, second)]
    return [*before, first, second, *rest], PAIR_AT_ONCE


def ladder_of(desk: Desk, matter: Case) -> list[Member]:
    """List who is asked about a case, in order, as the roster stands today."""
    return desk.ladder(matter.country, matter.area_id, matter.topic, Class(matter.klass))


def _people(desk: Desk, matter: Case) -> list[Member]:
    return [member for member in ladder_of(desk, matter) if member.id != matter.owner_id]


def _interval(matter: Case, round: int) -> timedelta:
    step = promise.NEXT_RUNG.get(Severity(matter.severity), timedelta(days=1))
    return step * min(1 << round, LONGEST_WAIT)


def _alert(
    desk: Desk,
    matter: Case,
    people: list[Member],
    count: int,
    round: int,
    *,
    fresh: bool = False,
) -> int:
    """Tell the first ``count`` of these that can be reached; who cannot be is on the record."""
    told = 0
    minutes = int(_interval(matter, round).total_seconds() // 60)
    for member in people:
        if told == count:
            break
        rung = matter.rung + told
        outbox_id = desk.tell(
            member,
            _alert_say(desk, matter, member, _place_on_ladder(rung, told), minutes),
            f"alert:{matter.id}:{member.id}:{rung}:{round}",
            matter.id,
            fresh=fresh,
        )
        _record_alert(desk, matter, member, outbox_id, rung, round, "duty")
        told += outbox_id is not None
    return told


def _place_on_ladder(rung: int, told: int) -> str:
    if told:
        return "also"  # together with the one before
    return "next" if rung else "first"


def _alert_say(desk: Desk, matter: Case, member: Member, rung: str, minutes: int) -> Say:
    if is_sealed(matter):
        return Say("alert-sealed", {"number": matter.number}, mine_or_not(matter.number), "alert")
    language = member.language
    pressing = Severity(matter.severity).rank >= Severity.URGENT.rank
    args = {
        "number": matter.number,
        "severity": matter.severity,
        "what": what(matter, language),
        "place": _area_name(desk, matter, language),
        "rung": rung,
        "minutes": minutes if pressing else 0,
    }
    return Say("alert", args, mine_or_not(matter.number), "alert")


def _area_name(desk: Desk, matter: Case, language: str) -> str:
    """Name the area for an alert: no word of the reporter's goes into one."""
    named = desk.areas.names.get(matter.area_id or "", "")
    return named or locales.text(language, "place-unknown")


def mine_or_not(number: str) -> tuple[Choice, ...]:
    """List the two replies to an alert."""
    return (
        Choice("mine", "button-mine", f"k:{number}:mine"),
        Choice("cannot", "button-cannot", f"k:{number}:cannot"),
    )


def _hole_key(desk: Desk, matter: Case) -> str:
    """What can wait is told once a day for each hole, not once a message."""
    return f"{matter.country}:{matter.topic}:{matter.klass}:{desk.today(matter.country)}"


def _tell_nobody_is_on_duty(desk: Desk, matter: Case, key: str, *, fresh: bool = False) -> int:
    """Tell the coordinators of a hole; of a sealed matter they hear that there is one, no more."""
    told = 0
    for member in coordinators(desk.roster, matter.country, desk.today(matter.country)):
        if is_sealed(matter):
            say = Say("alert-nobody-sealed", {"number": matter.number}, (), "alert")
        else:
            args = {
                "number": matter.number,
                "what": what(matter, member.language),
                "place": _area_name(desk, matter, member.language),
            }
            say = Say("alert-nobody", args, mine_or_not(matter.number), "alert")
        outbox_id = desk.tell(member, say, f"nobody:{key}:{member.id}", matter.id, fresh=fresh)
        if outbox_id is not None:
            _record_alert(desk, matter, member, outbox_id, matter.rung, matter.round, "nobody")
            told += 1
    return told


def _record_alert(
    desk: Desk,
    matter: Case,
    member: Member,
    outbox_id: str | None,
    rung: int,
    round: int,
    reason: str,
) -> None:
    desk.pending.add(
        alert,
        id=new_id(),
        case_id=matter.id,
        staff_id=member.id,
        outbox_id=outbox_id,
        rung=rung,
        round=round,
        reason=reason,
        at=desk.now,
    )


# What staff do --------------------------------------------------------------------------------


def take(desk: Desk, matter: Case, member: Member) -> bool:
    """Somebody says "mine"; False where it is another's already."""
    answering.reply_to_alert(desk.connection, matter.id, member.id, "mine", desk.now)
    if matter.owner_id == member.id:
        return True
    if matter.owner_id is not None:
        return False
    answering.update_case(
        desk.connection,
        matter.id,
        owner_id=member.id,
        state="acknowledged" if matter.state == "new" else matter.state,
        **_to_act(_act_by(desk, matter)),
    )
    event(desk, matter, "acknowledged", member)
    return True


def _act_by(desk: Desk, matter: Case) -> datetime:
    """Work out by when an owner shall take a first step."""
    severity, klass = Severity(matter.severity), Class(matter.klass)
    return promise.act_by(severity, klass, matter.country, desk.now, matter.promised_on)


def _to_act(due: datetime) -> dict[str, object]:
    return {"act_by": due, "next_step": "act", "next_step_at": due}


def lapse(desk: Desk, matter: Case) -> None:
    """Whoever said "mine" has not taken a first step in time: the case is free again and climbs."""
    freed = _release(desk, matter, "lapsed")
    if alerts_at_once(desk, freed):
        climb(desk, freed)


def free(desk: Desk, matter: Case) -> None:
    """Whoever had a case can hold it no more, and what must not wait goes to the ladder."""
    freed = _release(desk, matter, "moved")
    if Severity(matter.severity).rank >= Severity.URGENT.rank or alerts_at_once(desk, freed):
        climb(desk, freed)
    else:
        _tell_nobody_is_on_duty(desk, freed, _hole_key(desk, matter))


def _release(desk: Desk, matter: Case, why: str) -> Case:
    """Take a case from its owner: another round begins, and no clock runs for them any more."""
    event(desk, matter, why)
    freed = replace(matter, owner_id=None, round=matter.round + 1, state=_free_state(matter))
    answering.update_case(
        desk.connection,
        matter.id,
        owner_id=None,
        round=freed.round,
        state=freed.state,
        next_step="",
        next_step_at=None,
    )
    return freed


def _free_state(matter: Case) -> str:
    return "reopened" if matter.state == "reopened" else "new"


def move(desk: Desk, matter: Case, to: Member, outbox_id: str | None) -> None:
    """Whoever had a case can hold it no more, and another has it from now on, told by a letter."""
    values: dict[str, object] = {"owner_id": to.id}
    if matter.next_step in ("act", "ladder"):
        values |= _to_act(_act_by(desk, matter))
    answering.update_case(desk.connection, matter.id, **values)
    _record_alert(desk, matter, to, outbox_id, matter.rung, matter.round, "moved")
    event(desk, matter, "moved", to)


def decline(desk: Desk, matter: Case, member: Member) -> None:
    """Somebody says "I cannot": the next person is asked now."""
    before = answering.alerted(desk.connection, matter.id, matter.round).get(member.id)
    answering.reply_to_alert(desk.connection, matter.id, member.id, "cannot", desk.now)
    if matter.state in ENDED or (before == "cannot" and matter.owner_id != member.id):
        return  # an old button, or a doubled press
    event(desk, matter, "declined", member)
    if matter.owner_id == member.id:
        matter = replace(matter, owner_id=None, state=_free_state(matter))
        answering.update_case(desk.connection, matter.id, owner_id=None, state=matter.state)
    if matter.owner_id is None and matter.state in answering.OPEN:
        climb(desk, matter, declined_by=member.id)


def answer(desk: Desk, matter: Case, member: Member, answer_words: str) -> bool:
    """Send an answer to all who reported; False where none of them may be written to.

    The reporter's line and the answerer's stay unknown to each other.
    """
    event_id = event(desk, matter, "answer", member, answer_words)
    asked = desk.now + promise.ASK_FIXED_AFTER
    answering.update_case(
        desk.connection,
        matter.id,
        owner_id=matter.owner_id or member.id,
        state="in_progress",
        ended_as="",
        next_step="ask_fixed",
        next_step_at=asked,
    )
    say = {"number": matter.number, "words": answer_words}
    return tell_reporters(desk, matter, "about", say, f"answer:{event_id}") > 0


def end(desk: Desk, matter: Case, member: Member, ending: str, why: str) -> bool:
    """End a case honestly: it cannot be done, or is not ours; False where none may be written to.

    The reporters are told why, or to whom it went, in the owner's own words; nobody is asked later
    whether it works, but whoever says that it is not right opens it again.
    """
    event_id = event(desk, matter, ending, member, why)
    answering.update_case(
        desk.connection,
        matter.id,
        owner_id=matter.owner_id or member.id,
        state="answered",
        answered_at=desk.now,
        ended_as=ending,
        confirmed=None,
        next_step="",
        next_step_at=None,
    )
    again = (Choice("no", "button-not-right", f"f:{matter.number}:no"),)
    say = {"number": matter.number, "words": why}
    return tell_reporters(desk, matter, ENDINGS[ending], say, f"{ending}:{event_id}", again) > 0


def tell_reporters(
    desk: Desk,
    matter: Case,
    text: str,
    args: dict[str, str],
    key: str,
    choices: tuple[Choice, ...] = (),
) -> int:
    """Write to all reporters of a case who may be written to; how many."""
    sent = 0
    for reporter in answering.reporters(desk.connection, matter.id):
        if not may_write(reporter, desk.now, Class(matter.klass)):
            continue
        say = Say(text, args, choices)
        if reporter.passed_on_by is not None:
            if reporter.passed_on_by not in desk.roster.members:
                continue  # suspended: nobody is there to pass it on
            say = _to_pass_on(say, reporter.language)
        sent += (
            desk.push(
                reporter.address_id,
                reporter.channel,
                reporter.language,
                say,
                f"{key}:{reporter.submission_id}",
            )
            is not None
        )
    return sent


def _to_pass_on(say: Say, language: str) -> Say:
    """What is meant for somebody without a number of their own goes to whoever entered it."""
    words = render(replace(say, choices=()), Caps(0, 0, 1600), language).text
    return Say("entry-pass-on", {"words": words}, say.choices)


def may_write(reporter: Reporter, now: datetime, klass: Class) -> bool:
    """Say whether this reporter may be written to: not refused, not stopped, not long silent.

    No answer to the question is no refusal for ordinary matters (practice, "no answer: … answers to
    ordinary matters still come back here"); for S only a yes counts. A number silent for 60 days
    (S: 30) may belong to someone else.
    """
    if reporter.stopped or reporter.hidden or reporter.may_write is False:
        return False
    if klass is Class.S and (not reporter.may_write or reporter.passed_on_by is not None):
        return False
    silent = timedelta(days=30 if klass is Class.S else 60)
    return reporter.last_in_at is None or now - reporter.last_in_at < silent


def done(desk: Desk, matter: Case, member: Member) -> None:
    """The owner says it is done; later the reporters are asked whether it is."""
    answered_before = any(
        row.kind == "answer" for row in answering.events_of(desk.connection, matter.id)
    )
    event_id = event(desk, matter, "done", member)
    ordinary = not is_sealed(matter)
    answering.update_case(
        desk.connection,
        matter.id,
        state="answered",
        answered_at=desk.now,
        ended_as="done",
        confirmed=None,
        next_step="ask_fixed" if ordinary else "",
        next_step_at=desk.now + promise.ASK_FIXED_AFTER if ordinary else None,
    )
    if ordinary and not answered_before:
        tell_reporters(desk, matter, "about-done", {"number": matter.number}, f"done:{event_id}")


def others(desk: Desk, matter: Case, member: Member) -> list[Member]:
    """List those to whom a case could be handed over: on duty for it, reachable, not oneself."""
    return [one for one in ladder_of(desk, matter) if one.id != member.id and one.reachable]


def offer(desk: Desk, matter: Case, member: Member, to: Member) -> None:
    """Ask another person to take a case; it stays where it is until they do."""
    event_id = event(desk, matter, "offered", member)
    choices = (
        Choice("mine", "button-mine", f"t:{matter.number}:{member.id}:mine"),
        Choice("cannot", "button-cannot", f"t:{matter.number}:{member.id}:cannot"),
    )
    if is_sealed(matter):
        say = Say("alert-sealed", {"number": matter.number}, choices, "alert")
    else:
        args = {
            "post": member.post,
            "number": matter.number,
            "what": what(matter, to.language),
            "place": place(desk, matter, to.language),
        }
        say = Say("hand-over-offer", args, choices, "alert")
    outbox_id = desk.tell(to, say, f"offer:{event_id}", matter.id)
    _record_alert(desk, matter, to, outbox_id, matter.rung, matter.round, "handed")


def accept_offer(desk: Desk, matter: Case, member: Member, giver: str) -> bool:
    """Take over what was offered; False where the giver no longer holds it."""
    if matter.owner_id != giver:
        return False
    answering.reply_to_alert(desk.connection, matter.id, member.id, "mine", desk.now)
    event(desk, matter, "handed_over", member)
    answering.update_case(desk.connection, matter.id, owner_id=member.id)
    _tell_giver(desk, matter, giver, "hand-over-taken", member)
    return True


def decline_offer(desk: Desk, matter: Case, member: Member, giver: str) -> None:
    """Turn down what was offered: it stays where it is."""
    answering.reply_to_alert(desk.connection, matter.id, member.id, "cannot", desk.now)
    event(desk, matter, "offer_declined", member)
    _tell_giver(desk, matter, giver, "hand-over-declined", member)


def _tell_giver(desk: Desk, matter: Case, giver: str, text: str, member: Member) -> None:
    to = desk.roster.members.get(giver)
    if to is not None:
        say = Say(text, {"post": member.post, "number": matter.number}, (), "alert")
        desk.tell(to, say, f"{text}:{new_id()}", matter.id)


def withdraw(desk: Desk, matter: Case) -> None:
    """The reporter removed what they sent; a sealed matter stays, for safeguarding to decide."""
    event(desk, matter, "hidden", by_reporter=True)
    if matter.klass != Class.S:
        answering.update_case(
            desk.connection, matter.id, state="withdrawn", next_step="", next_step_at=None
        )


# What reporters do ----------------------------------------------------------------------------


def ask_fixed(desk: Desk, matter: Case) -> int:
    """Ask the reporters whether it works now; how many were asked."""
    answering.update_case(desk.connection, matter.id, next_step="", next_step_at=None)
    if is_sealed(matter):
        return 0
    choices = tuple(
        Choice(key, f"button-{key}", f"f:{matter.number}:{key}") for key in FIXED_ANSWERS
    )
    key = f"fixed:{matter.id}:{desk.now.date()}"
    return tell_reporters(desk, matter, "fixed-ask", {"number": matter.number}, key, choices)


FIXED_ANSWERS = ("yes", "no", "not-sure")


def reporter_says(desk: Desk, matter: Case, verdict: str) -> None:
    """Record the reporter's word on "is it working now?"; "no" opens the case again."""
    owner = desk.roster.members.get(matter.owner_id or "")
    if verdict == "not-sure":
        event(desk, matter, "not_sure", by_reporter=True)
        answering.update_case(desk.connection, matter.id, confirmed="unsure")
        return
    if verdict == "yes":
        event(desk, matter, "confirmed", by_reporter=True)
        answering.update_case(
            desk.connection,
            matter.id,
            state="confirmed",
            confirmed="yes",
            answered_at=matter.answered_at or desk.now,
            next_step="",
            next_step_at=None,
        )
        if owner:
            say = Say("confirmed", {"number": matter.number})
            desk.tell(owner, say, f"confirmed:{new_id()}", matter.id)
        return
    event(desk, matter, "reopened", by_reporter=True)
    reopened = replace(matter, state="reopened", round=matter.round + 1)
    answering.update_case(
        desk.connection,
        matter.id,
        state="reopened",
        ended_as="",
        confirmed="no",
        round=reopened.round,
        next_step="ladder",
        next_step_at=desk.now + _interval(matter, 0),
    )
    if owner and owner.address_id:
        text = "alert-not-fixed-sealed" if is_sealed(matter) else "not-fixed"
        say = Say(text, {"number": matter.number}, owner_choices(matter.number), "alert")
        desk.tell(owner, say, f"not-fixed:{new_id()}", matter.id)
    else:
        climb(desk, reopened)


def owner_choices(number: str) -> tuple[Choice, ...]:
    """List what the owner of a case can do with one tap."""
    return (
        Choice("answer", "button-answer", f"k:{number}:answer"),
        Choice("hand-over", "button-hand-over", f"k:{number}:hand-over"),
        Choice("done", "button-done", f"k:{number}:done"),
    )


def more_said(desk: Desk, matter: Case, member: Member, new_words: str, message_id: str) -> None:
    """Tell the owner that the reporter wrote again; of sealed matters only that they did."""
    sealed = is_sealed(matter)
    if shared_place(new_words):
        new_words = locales.text(member.language, "areas-shared")
    args = {"number": matter.number} if sealed else {"number": matter.number, "words": new_words}
    say = Say("more-said-sealed" if sealed else "more-said", args, owner_choices(matter.number))
    desk.tell(member, say, f"more:{message_id}", matter.id)


def raise_case(desk: Desk, matter: Case, klass: Class, severity: Severity, flag_code: str) -> None:
    """A later message or an edit raised a flag: the case becomes graver or narrower, never less."""
    graver = severity.rank > Severity(matter.severity).rank
    narrower = klass.rank > Class(matter.klass).rank
    if not (graver or narrower):
        return
    raised = replace(
        matter,
        klass=klass.value if narrower else matter.klass,
        severity=severity.value if graver else matter.severity,
        what=flag_code,
        owner_id=None if narrower else matter.owner_id,
        round=matter.round + 1,
    )
    clock: dict[str, object] = {}
    if narrower:  # whoever had it may not see it any more: what their clock said is over
        clock = {"act_by": None, "next_step": "", "next_step_at": None, "ended_as": ""}
    elif raised.owner_id is not None and matter.state in answering.OPEN:
        due = _act_by(desk, raised)
        due = min(due, matter.act_by) if matter.next_step == "act" and matter.act_by else due
        clock = _to_act(due)
    answering.update_case(
        desk.connection,
        matter.id,
        klass=raised.klass,
        severity=raised.severity,
        what=raised.what,
        owner_id=raised.owner_id,
        round=raised.round,
        state="new" if narrower else matter.state,
        **clock,
    )
    event(desk, matter, "raised")
    if raised.owner_id is None and alerts_at_once(desk, raised):
        climb(desk, raised)


def place_found(desk: Desk, matter: Case, area_id: str) -> None:
    """The reporter told the place: who answers for it comes to the head of the ladder."""
    answering.update_case(desk.connection, matter.id, area_id=area_id)
    placed = replace(matter, area_id=area_id)
    is_open = matter.owner_id is None and matter.state in answering.OPEN
    if is_open and alerts_at_once(desk, placed):
        people = _people(desk, placed)
        asked = answering.alerted(desk.connection, matter.id, matter.round)
        if people and people[0].id not in asked:
            climb(desk, placed)


# The record -----------------------------------------------------------------------------------


def event(
    desk: Desk,
    matter: Case,
    kind: str,
    member: Member | None = None,
    note: str = "",
    by_reporter: bool = False,
) -> str:
    """Write one step of a case's life and return its id."""
    id = new_id()
    desk.pending.add(
        case_event,
        id=id,
        case_id=matter.id,
        at=desk.now,
        kind=kind,
        staff_id=member.id if member else None,
        by_reporter=by_reporter,
        note_sealed=(desk.keys.seal(note, "case_event.note", id, matter.klass) if note else None),
    )
    return id


def _row(matter: Case) -> dict[str, object]:
    return {name: getattr(matter, name) for name in Case.__dataclass_fields__}
