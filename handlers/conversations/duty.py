"""The focal point's side: mine, answer, hand over, done; what waits, and the overview.

A focal point's words become an answer only when they quote an alert, carry its number, or follow
[Answer]; and nothing goes before it was read back to them and they said yes. Of sealed matters the
chat shows the number, the focal point's own words, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace

import locales
from handlers import answers, cases, digest, promise, routing
from handlers.conversation import Answered, Ask, Conversation, Session
from handlers.desk import Desk
from handlers.numbers import is_number
from handlers.roles import ANSWERING
from storage import answering
from storage import answers as store
from storage.answering import Case
from storage.batch import Caller
from storage.people import Member
from storage.types import Choice, Event, Say

ROLES = ANSWERING

SHORTEST_NUMBER = 5  # digits from which a first word is meant as a number

_NUMBER_FIRST = re.compile(r"\W*([0-9]{8,12})\W+(.*\S)", re.DOTALL)
_ASKED = {
    "": "answer-ask",
    "cannot": "answers-why-ask",
    "not_ours": "answers-where-ask",
    "change": "answers-change-ask",
}

ANSWER = Conversation(
    name="answer",
    version=1,
    steps=(
        Ask(
            "words",
            lambda session: _ASKED[str(session.args.get("ask", ""))],
            "text",
            optional=False,
        ),
    ),
)


def act(desk: Desk, caller: Caller, member: Member, number: str, action: str, page: int = 0) -> str:
    """Carry out what a button or a word of command asks of one case; returns the outcome."""
    matter = matter_of(desk, member, number)
    if matter is None:
        today = desk.today(member.country)
        away = routing.absence(desk.roster, member.id, today)
        if away is not None:
            desk.say(caller, Say("roster-away-now", {"day": away.ends_on.isoformat()}))
            return "away"
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    if action == "mine":
        return _mine(desk, caller, member, matter)
    if action in ("cannot", "ask-next"):
        return _cannot(desk, caller, member, matter, action)
    mine = _make_theirs(desk, caller, member, matter)
    if mine is None:
        return "taken"
    matter = mine
    if action in _ENDING_OF:
        _ask_words(desk, caller, matter, _ENDING_OF[action])
        return "answer-asked"
    if action == "ready":
        return _ready(desk, caller, member, matter)
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


_ENDING_OF = {"answer": "", "no-one-can": "cannot", "not-ours": "not_ours"}


def _cannot(desk: Desk, caller: Caller, member: Member, matter: Case, action: str) -> str:
    """Who does not have it: the next is asked. The owner says whether nobody can, or only not they.

    Nobody else may end a matter so: one "I cannot" to an alert is no answer to who reported.
    """
    number = matter.number
    if matter.owner_id == member.id and matter.state in cases.ENDED:
        desk.say(caller, Say("answers-over", {"number": number}), matter.id)
        return "cannot-over"
    if matter.owner_id == member.id and action == "cannot":
        choices = (
            Choice("ask-next", "button-ask-next", f"k:{number}:ask-next"),
            Choice("no-one-can", "button-no-one-can", f"k:{number}:no-one-can"),
        )
        desk.say(caller, Say("answers-cannot-ask", {"number": number}, choices), matter.id)
        return "cannot-asked"
    cases.decline(desk, matter, member)
    desk.say(caller, Say("cannot-noted", {"number": number}), matter.id)
    return "cannot"


def _ask_words(
    desk: Desk, caller: Caller, matter: Case, ending: str, ask: str | None = None
) -> None:
    """Ask for the words of an answer, of the reason, or of where it went."""
    args = {
        "number": matter.number,
        "klass": matter.klass,
        "ending": ending,
        "ask": ending if ask is None else ask,
    }
    desk.begin(caller, ANSWER, args, matter.id)


def _ready(desk: Desk, caller: Caller, member: Member, matter: Case) -> str:
    """Read the ready answer back, in the language of whoever reported."""
    reporter = answers.reporter_of(desk, matter)
    words = answers.ready(desk, matter, reporter.language) if reporter is not None else None
    if words is None:
        desk.say(caller, Say("answers-ready-none", {"number": matter.number}), matter.id)
        return "ready-none"
    answers.keep(desk, caller, member, matter, words)
    return "draft"


def matter_of(desk: Desk, member: Member, number: str) -> Case | None:
    """Find a case this person may act on: theirs, told to them, or of their country and class."""
    matter = answering.lock_case(desk.connection, number)
    if matter is None:
        return None
    if any(one.id == member.id for one in cases.ladder_of(desk, matter)):
        return matter
    # Who was told while it was open to more, or only of a hole in the roster, or whose duty has
    # ended since, may not act on it.
    today = desk.today(matter.country)
    if not routing.serves(desk.roster, member, matter.country, matter.klass, today):
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
    choices = _owner_choices(desk, matter)
    if cases.is_sealed(matter):
        desk.say(caller, Say("mine-sealed", args, choices), matter.id)
        return
    args |= {
        "what": cases.what(matter, language),
        "place": cases.place_to_go(desk, matter, language),
        "words": cases.words(desk, matter, member) or locales.text(language, "words-removed"),
    }
    desk.say(caller, Say("mine", args, choices), matter.id)


def _owner_choices(desk: Desk, matter: Case) -> tuple[Choice, ...]:
    """List what the owner can do, with [Ready answer] where there is one."""
    answer, *rest = cases.owner_choices(matter.number)
    if not answers.has_ready(desk, matter):
        return (answer, *rest)
    return (answer, Choice("ready", "button-ready", f"k:{matter.number}:ready"), *rest)


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


def propose(
    desk: Desk, caller: Caller, member: Member, number: str, words: str, ending: str = ""
) -> str:
    """Take a focal point's words as the answer to a case, and read them back; nothing goes yet."""
    matter = _open_to(desk, caller, member, number)
    if isinstance(matter, str):
        return matter
    answers.keep(desk, caller, member, matter, _without_lead(words, ending), ending)
    return "draft"


def _open_to(desk: Desk, caller: Caller, member: Member, number: str) -> Case | str:
    """Give a case that this person may answer, and make it theirs; else say why not."""
    matter = matter_of(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    return _make_theirs(desk, caller, member, matter) or "taken"


def _make_theirs(desk: Desk, caller: Caller, member: Member, matter: Case) -> Case | None:
    """Let whoever acts on a case that nobody has take it; None, and told, where another has it."""
    if matter.owner_id not in (None, member.id):
        desk.say(caller, Say("taken", {"number": matter.number}), matter.id)
        return None
    if matter.owner_id is None:
        cases.take(desk, matter, member)
    return replace(matter, owner_id=member.id)


def _without_lead(words: str, ending: str) -> str:
    """Leave out "because" and "it went to" at the head: the text that carries the words says so."""
    if not ending:
        return words
    for language in locales.languages():
        for lead in locales.text(language, f"answers-lead-{ending.replace('_', '-')}").split("|"):
            wanted = locales.fold(lead).split()
            said = words.split(None, len(wanted))
            if len(said) > len(wanted) and locales.fold(" ".join(said[:-1])).split() == wanted:
                return said[-1]
    return words


def _send(desk: Desk, caller: Caller, member: Member, number: str, words: str, ending: str) -> str:
    """Send an answer that was read back to those who wrote, and say how it went."""
    matter = _open_to(desk, caller, member, number)
    if isinstance(matter, str):
        return matter
    if ending:
        went = cases.end(desk, matter, member, ending, words)
    else:
        went = cases.answer(desk, matter, member, words)
    language = desk.language(caller)
    time = locales.clock(language, promise.local(desk.now, member.country))
    args = {"number": number, "words": words, "time": time}
    sent = "answers-ended" if ending else "answer-sent"
    done = tuple(choice for choice in cases.owner_choices(number) if choice.key == "done")
    say = Say(sent if went else "answer-kept", args, () if ending else done)
    desk.say(caller, say, matter.id)
    return "answer"


def press_draft(
    desk: Desk, caller: Caller, member: Member, draft_id: str, action: str
) -> str | None:
    """Carry out a button of a read-back; a doubled press does nothing. None: it is not theirs."""
    draft = store.find_draft(desk.connection, draft_id)
    if draft is None or draft.address_id != caller.id or draft.staff_id != member.id:
        return None
    if (draft.state, action) in (("sent", "send"), ("dropped", "drop")):
        return "draft-again"
    if draft.state != "open" or desk.now >= draft.expires_at:
        desk.say(caller, Say("answers-gone", {"number": draft.number}), draft.case_id)
        return "draft-over"
    if action == "send":
        words = answers.words_of(desk, draft)
        outcome = _send(desk, caller, member, draft.number, words, draft.ending)
        store.settle_draft(desk.connection, draft_id, "sent" if outcome == "answer" else "dropped")
        return outcome
    if action == "drop":
        store.settle_draft(desk.connection, draft_id, "dropped")
        desk.say(caller, Say("answers-dropped", {"number": draft.number}), draft.case_id)
        return "draft-dropped"
    matter = _open_to(desk, caller, member, draft.number)
    if isinstance(matter, str):
        return matter
    if action == "ready":
        return _ready(desk, caller, member, matter)
    if action == "change":
        _ask_words(desk, caller, matter, draft.ending, "change")
        return "answer-asked"
    return None


def repeat_draft(desk: Desk, caller: Caller) -> bool:
    """Read back once more what was written first and neither sent nor dropped; False if nothing."""
    waiting = store.open_drafts(desk.connection, caller.id, desk.now)
    matter = answering.case_by_id(desk.connection, waiting[0].case_id) if waiting else None
    if matter is None:
        return False
    draft = waiting[0]
    words = answers.words_of(desk, draft)
    answers.read_back(desk, caller, matter, draft.id, words, draft.ending)
    return True


def addressed(desk: Desk, caller: Caller, member: Member, event: Event) -> str | None:
    """Take words that quote the message of a case, or begin with its number, as its answer."""
    words = event.text.strip()
    numbered = _NUMBER_FIRST.fullmatch(words)
    if numbered is not None and is_number(numbered[1]):
        return propose(desk, caller, member, numbered[1], numbered[2])
    number = quoted(desk, caller, event)
    return None if number is None else propose(desk, caller, member, number, words)


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
        return propose(desk, caller, member, first, words.strip())
    if first.isdecimal() and len(first) >= SHORTEST_NUMBER:
        desk.say(caller, Say("not-yours", {"number": first}))  # mistyped: whose answer is it?
        return "not-yours"
    number = only_case(desk, caller, member)
    if number is None:
        desk.say(caller, Say("answer-which"))
        return "answer-which"
    if not rest.strip():
        return act(desk, caller, member, number, "answer")
    return propose(desk, caller, member, number, rest.strip())


def command_end(desk: Desk, caller: Caller, member: Member, action: str, rest: str) -> str:
    """CANNOT number because words, NOT OURS number where it went; without words they are asked for.

    Only the owner ends a matter by CANNOT: to an alert it means "ask the next person".
    """
    number, _, words = rest.strip().partition(" ")
    known = number or only_case(desk, caller, member)
    if known is None:
        desk.say(caller, Say("answer-which"))
        return "answer-which"
    matter = matter_of(desk, member, known)
    owned = matter is not None and matter.owner_id == member.id
    over = matter is not None and matter.state in cases.ENDED
    if not words.strip() or (action == "cannot" and (not owned or over)):
        return act(desk, caller, member, known, action)
    ending = "cannot" if action == "cannot" else "not_ours"
    return propose(desk, caller, member, known, words.strip(), ending)


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
    ending = str(session.args.get("ending", ""))
    return propose(desk, caller, member, str(session.args["number"]), effect.value, ending)


def next_case(desk: Desk, caller: Caller, member: Member) -> str:
    """Show an answer not yet sent; else what a digest had no room for; else what waits longest."""
    if repeat_draft(desk, caller):
        return "next-draft"
    more = _more(desk, caller, member)
    if more is not None:
        desk.say(caller, more)
        return "next-page"
    waiting = digest.waiting_for(desk, member)
    if waiting is None:
        desk.say(caller, Say("next-none"))
        return "next-none"
    _show_waiting(desk, caller, member, waiting)
    return "next"


def _more(desk: Desk, caller: Caller, member: Member) -> Say | None:
    """Go on where the latest message, a digest, left off; None where it was none, or told all."""
    letter = desk.last_choices(caller)
    if letter is None:
        return None
    kind, *rest = letter[2][-1].split(":")
    if kind != "o" or len(rest) != 2 or not rest[1].isdecimal():
        return None
    return digest.more_of(desk, member, desk.language(caller), int(rest[1]), rest[0])


def _show_waiting(desk: Desk, caller: Caller, member: Member, matter: Case) -> None:
    language = desk.language(caller)
    args = {
        "number": matter.number,
        "state": matter.state,
        "day": matter.promised_on.isoformat() if matter.promised_on else "none",
    }
    choices = (
        _owner_choices(desk, matter)
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
    matter = matter_of(desk, member, number)
    if matter is None:
        desk.say(caller, Say("not-yours", {"number": number}))
        return "not-yours"
    _show_waiting(desk, caller, member, matter)
    return "opened"
