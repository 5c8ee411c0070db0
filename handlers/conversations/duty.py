"""The focal point's side: mine, answer, hand over, done; what waits, and the overview.

A focal point's words become an answer only when they quote an alert, carry its number after R, or
follow [Answer]. Of sealed matters the chat shows the number and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

import locales
from handlers import cases, digest, promise
from handlers.conversation import Answered, Ask, Conversation, Session, begin
from handlers.desk import Desk
from handlers.numbers import is_number
from storage import answering
from storage.answering import Case
from storage.batch import Caller
from storage.ids import new_id
from storage.people import Member
from storage.types import Choice, Class, Event, Say

ROLES = frozenset({"focal", "coordinator", "integrity", "safeguarding"})

SHORTEST_NUMBER = 5  # digits from which a first word is meant as a number

ANSWER = Conversation(
    name="answer",
    version=1,
    steps=(Ask("words", "answer-ask", "text", optional=False),),
)


def act(desk: Desk, caller: Caller, member: Member, number: str, action: str, page: int = 0) -> str:
    """Carry out what a button or a word of command asks of one case; returns the outcome."""
    matter = _matter(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    if action == "mine":
        return _mine(desk, caller, member, matter)
    if action == "cannot":
        cases.decline(desk, matter, member)
        desk.say(caller, Say("cannot-noted", {"number": number}), matter.id)
        return "cannot"
    if matter.owner_id not in (None, member.id):
        desk.say(caller, Say("taken", {"number": number}), matter.id)
        return "taken"
    if matter.owner_id is None:
        cases.take(desk, matter, member)
        matter = replace(matter, owner_id=member.id)
    if action == "answer":
        args = {"number": number, "klass": matter.klass}
        turn = begin(ANSWER, new_id()[-8:], args, desk.context(caller))
        desk.keep(caller, turn.session)
        for say in turn.says:
            desk.say(caller, say, matter.id)
        return "answer-asked"
    if action == "hand-over":
        return _ask_hand_over(desk, caller, member, matter, page)
    if action == "done":
        if matter.state in cases.ENDED:  # doubled, or after the reporter's yes
            desk.say(caller, Say("done-noted", {"number": number}), matter.id)
            return "done-again"
        cases.done(desk, matter, member)
        text = "done-noted-sealed" if cases.is_sealed(matter) else "done-noted"
        desk.say(caller, Say(text, {"number": number}), matter.id)
        return "done"
    return "unknown-action"


def _matter(desk: Desk, member: Member, number: str) -> Case | None:
    """Find a case this person may act on: theirs, told to them, or of their country and class."""
    matter = answering.lock_case(desk.connection, number)
    if matter is None:
        return None
    if any(one.id == member.id for one in cases.ladder_of(desk, matter)):
        return matter
    # Who was told while it was open to more, or only of a hole in the roster, may not act on it.
    if Class(matter.klass) not in cases.CLASSES_OF_ROLE.get(member.role, frozenset()):
        return None
    told = answering.was_alerted(desk.connection, matter.id, member.id)
    return matter if told or matter.owner_id == member.id else None


def _mine(desk: Desk, caller: Caller, member: Member, matter: Case) -> str:
    if matter.owner_id == member.id:
        desk.say(caller, Say("already-yours", {"number": matter.number}), matter.id)
        return "mine-again"
    if not cases.take(desk, matter, member):
        desk.say(caller, Say("taken", {"number": matter.number}), matter.id)
        return "taken"
    matter = answering.case_by_id(desk.connection, matter.id) or matter
    show(desk, caller, member, matter)
    return "mine"


def show(desk: Desk, caller: Caller, member: Member, matter: Case) -> None:
    """Show the owner their case, with what they can do."""
    language = desk.language(caller)
    act_by = promise.local(matter.act_by or desk.now, member.country)
    args = {"number": matter.number, "time": digest.moment(language, act_by, desk.now)}
    choices = cases.owner_choices(matter.number)
    if cases.is_sealed(matter):
        desk.say(caller, Say("mine-sealed", args, choices), matter.id)
        return
    args |= {
        "what": cases.what(matter, language),
        "place": cases.place(desk, matter, language),
        "words": cases.words(desk, matter, member) or locales.text(language, "words-removed"),
    }
    desk.say(caller, Say("mine", args, choices), matter.id)


def _ask_hand_over(desk: Desk, caller: Caller, member: Member, matter: Case, page: int) -> str:
    people = cases.others(desk, matter, member)
    if not people:
        desk.say(caller, Say("hand-over-nobody", {"number": matter.number}), matter.id)
        return "hand-over-nobody"
    choices = tuple(
        Choice(one.id, one.post, f"h:{matter.number}:{one.id}", literal=True) for one in people
    )
    args = {"number": matter.number, "page": page}
    desk.say(caller, Say("hand-over-ask", args, choices), matter.id)
    return "hand-over-asked"


def hand_over(desk: Desk, caller: Caller, member: Member, number: str, to: str) -> str:
    """Offer a case to the person chosen."""
    matter = answering.lock_case(desk.connection, number)
    mine = matter is not None and matter.owner_id == member.id
    receivers = cases.others(desk, matter, member) if matter is not None and mine else []
    receiver = next((one for one in receivers if one.id == to), None)
    if matter is None or receiver is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    if answering.is_offered(desk.connection, matter.id, to):
        return "offered-again"
    cases.offer(desk, matter, member, receiver)
    args = {"number": number, "post": receiver.post}
    desk.say(caller, Say("hand-over-offered", args), matter.id)
    return "offered"


def reply_to_offer(
    desk: Desk, caller: Caller, member: Member, number: str, giver: str, action: str
) -> str:
    """Accept or decline what was offered."""
    matter = answering.lock_case(desk.connection, number)
    if matter is not None and matter.owner_id == member.id:
        desk.say(caller, Say("already-yours", {"number": number}), matter.id)
        return "mine-again"
    if matter is None or not answering.is_offered(desk.connection, matter.id, member.id):
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    if action == "cannot":
        cases.decline_offer(desk, matter, member, giver)
        desk.say(caller, Say("hand-over-refused", {"number": number}), matter.id)
        return "offer-declined"
    if not cases.accept_offer(desk, matter, member, giver):
        desk.say(caller, Say("taken", {"number": number}), matter.id)
        return "taken"
    show(desk, caller, member, answering.case_by_id(desk.connection, matter.id) or matter)
    return "handed-over"


def send_answer(desk: Desk, caller: Caller, member: Member, number: str, words: str) -> str:
    """Send a focal point's words to the person who wrote, and say how they went."""
    matter = _matter(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    if matter.owner_id not in (None, member.id):
        desk.say(caller, Say("taken", {"number": number}), matter.id)
        return "taken"
    if matter.owner_id is None:
        cases.take(desk, matter, member)
        matter = replace(matter, owner_id=member.id)
    went = cases.answer(desk, matter, member, words)
    language = desk.language(caller)
    time = locales.clock(language, promise.local(desk.now, member.country))
    args = {"number": number, "words": words, "time": time}
    choices = tuple(choice for choice in cases.owner_choices(number) if choice.key == "done")
    desk.say(caller, Say("answer-sent" if went else "answer-kept", args, choices), matter.id)
    return "answer"


def quoted(desk: Desk, caller: Caller, event: Event) -> str | None:
    """Find the number of the case whose message this one quotes."""
    if not event.reply_to:
        return None
    case_id = answering.quoted_case(desk.connection, event.channel, caller.id, event.reply_to)
    matter = answering.case_by_id(desk.connection, case_id) if case_id else None
    return matter.number if matter else None


def command_answer(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    """R number words, or R words where it can only mean one case."""
    first, _, words = rest.strip().partition(" ")
    if is_number(first):
        if not words.strip():
            return act(desk, caller, member, first, "answer")
        return send_answer(desk, caller, member, first, words.strip())
    if first.isdecimal() and len(first) >= SHORTEST_NUMBER:
        desk.say(caller, Say("not-yours", {"number": first}))  # mistyped: whose answer is it?
        return "not-yours"
    number = only_case(desk, caller, member)
    if number is None:
        desk.say(caller, Say("answer-which"))
        return "answer-which"
    if not rest.strip():
        return act(desk, caller, member, number, "answer")
    return send_answer(desk, caller, member, number, rest.strip())


def only_case(desk: Desk, caller: Caller, member: Member) -> str | None:
    """Give the number that goes without saying: the only open case, or the one told of last."""
    owned = answering.cases_of(desk.connection, member.id)
    if len(owned) == 1:
        return owned[0].number
    if owned:
        return None
    case_id = answering.latest_case_told(desk.connection, caller.id)
    matter = answering.case_by_id(desk.connection, case_id) if case_id else None
    return matter.number if matter else None


def answered(desk: Desk, caller: Caller, session: Session, effect: Answered) -> str:
    """The words that follow [Answer]."""
    member = desk.roster.members.get(caller.staff_id or "")
    if member is None:
        return "not-staff"
    return send_answer(desk, caller, member, str(session.args["number"]), effect.value)


def next_case(desk: Desk, caller: Caller, member: Member) -> str:
    """Show what waits longest: their own first, then what nobody has."""
    waiting = digest.waiting_for(desk, member)
    if not waiting:
        desk.say(caller, Say("next-none"))
        return "next-none"
    _show_waiting(desk, caller, member, waiting[0])
    return "next"


def _show_waiting(desk: Desk, caller: Caller, member: Member, matter: Case) -> None:
    language = desk.language(caller)
    args = {
        "number": matter.number,
        "state": matter.state,
        "day": matter.promised_on.isoformat() if matter.promised_on else "none",
    }
    choices = (
        cases.owner_choices(matter.number)
        if matter.owner_id == member.id
        else cases.mine_or_not(matter.number)
    )
    if cases.is_sealed(matter):
        desk.say(caller, Say("next-item-sealed", args, choices), matter.id)
    else:
        args |= {
            "what": cases.what(matter, language),
            "place": cases.place(desk, matter, language),
            "words": cases.words(desk, matter, member) or locales.text(language, "words-removed"),
        }
        desk.say(caller, Say("next-item", args, choices), matter.id)


def open_case(desk: Desk, caller: Caller, member: Member, number: str) -> str:
    """Open an item of the digest: one's own with what can be done, another's with [Mine]."""
    matter = _matter(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    _show_waiting(desk, caller, member, matter)
    return "opened"
