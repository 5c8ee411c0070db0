"""What is this event: STOP, a button, an answer, a word of command, or something said to us.

The order is that of ``docs/architecture.md``: STOP always wins; then a button's token; a number,
label or synonym that answers the open question; a whole-message keyword; what the step itself can
parse; else it is something said to us, and nothing said to us is thrown away. Every text is triaged
first, so that no answer hides what must not wait. ``handle`` returns the outcome's name, which is
kept with the message: every message is accounted for by it.
"""

from __future__ import annotations

from dataclasses import replace

import phonenumbers

import locales
from handlers import cases, opening, posts
from handlers.conversation import (
    MORE,
    Answered,
    Finished,
    Heard,
    Session,
    Turn,
    advance,
    advance_ended,
    again,
    ended,
)
from handlers.conversations import (
    SCRIPTS,
    digests,
    duty,
    entry,
    feedback,
    lesson,
    placing,
    progress,
    roster,
    status,
)
from handlers.desk import Desk
from handlers.numbers import is_number
from handlers.triage import Finding
from storage import partnerships, people, said
from storage.batch import Caller
from storage.ids import new_id
from storage.people import Member
from storage.schema import attachment, message
from storage.types import Address, Choice, Class, Event, EventKind, Media, Say, Severity

SHORT = 60  # characters: longer words answer no numbered question
STAFF_BUTTONS = (
    "k",
    "a",
    "h",
    "t",
    "o",
    "l",
    "p",
    "e",
)  # kinds of tokens that only the staff is shown
BARE_THANKS = 4  # words
TEACHING_WORDS = 3
CASE_DIGITS = 8  # of a case's number sent alone; a longer one may be anybody's telephone
NO_REPORT = (
    "greeting",
    "thanks-back",
    "number",
    "empty",
    "bare",
)  # outcomes: edited, they may become one


def handle(desk: Desk, caller: Caller, event: Event) -> str:
    """Take one event, and keep it with its outcome."""
    _meet(desk, caller, event)
    if event.entry is not None:
        (outcome, submission_id, klass), found = entry.bulk(desk, caller, event, event.entry)
        _keep(desk, caller, event, outcome, submission_id, klass, found.language)
        return outcome
    if event.kind is EventKind.GROUP:
        outcome = _group(desk, caller)
    elif event.kind is EventKind.BLOCKED:
        outcome = _blocked(desk, caller)
    elif event.kind is EventKind.UNBLOCKED:
        status.start_again(desk, caller)
        outcome = "unblocked"
    else:
        caller.last_in_at = desk.now
        caller.changed = True
        finding = desk.triage(caller.country)(event.text, caller.country, caller.wrote_in)
        return _personal(desk, caller, event, finding)
    _keep(desk, caller, event, outcome, None, "P", "")
    return outcome


def note_service(desk: Desk, id: str, caller: Caller, channel: str) -> None:
    """Keep the trace of a stored payload that is nothing anybody said."""
    event = Event(id, channel, Address("", ""), EventKind.EMPTY, desk.now)
    _keep(desk, caller, event, "service", None, "P", "")


def _personal(desk: Desk, caller: Caller, event: Event, finding: Finding) -> str:
    if finding.language != "und" and event.text:
        _learn_language(caller, finding, len(event.text.split()))
    command = _command(desk, caller, event)
    if command is not None and command[0] == "stop":
        outcome = status.stop(desk, caller)
        _keep(desk, caller, event, outcome, None, "P", finding.language)
        return outcome
    if caller.stopped_at is not None and not _starts_again(caller, event, command):
        if event.kind is EventKind.TEXT and command is None:
            _keep(desk, caller, event, "still-stopped", None, "P", finding.language)
            return "still-stopped"
    elif caller.stopped_at is not None:
        status.start_again(desk, caller)
    entered = entry.take(desk, caller, event, finding, command)
    if entered is not None:
        (outcome, submission_id, klass), event = entered
    else:
        outcome, submission_id, klass = _take(desk, caller, event, finding, command)
    _keep(desk, caller, event, outcome, submission_id, klass, finding.language)
    return outcome


def _starts_again(caller: Caller, event: Event, command: Command) -> bool:
    """Say whether this takes back a STOP: START, or something said to us, but no bare "ok".

    A word of command or a button is answered, for it was asked for, and takes nothing back. Staff
    who give one are at work again.
    """
    if command is not None:
        return command[0] == "start" or caller.staff_id is not None
    if event.kind is EventKind.TEXT:
        words = event.text.strip()
        return not (locales.is_bare(words) or locales.number(words) is not None)
    if event.kind is EventKind.BUTTON:
        return caller.staff_id is not None
    return event.kind in (EventKind.MEDIA, EventKind.PLACE)


Taken = tuple[str, str | None, str]  # outcome, submission, class
Command = tuple[str, str] | None  # a word of command and what may stand after it


def _take(desk: Desk, caller: Caller, event: Event, finding: Finding, command: Command) -> Taken:
    member = desk.roster.members.get(caller.staff_id) if caller.staff_id else None
    match event.kind:
        case EventKind.BUTTON:
            return press(desk, caller, member, event.token), None, "P"
        case EventKind.EDIT:
            return _edit(desk, caller, member, event, finding, command)
        case EventKind.PLACE:
            return _place(desk, caller, event, finding)
        case EventKind.MEDIA if not event.text.strip():
            if _is_picture_of(desk, caller, member, event, finding):
                return _picture(desk, caller, member, event)
            return _media(desk, caller, event, finding)
        case EventKind.CONTACT | EventKind.EMPTY:
            desk.say(caller, Say("tell-us"))
            return event.kind.value, None, "P"
    return _text(desk, caller, member, event, finding, command)


# Texts ------------------------------------------------------------------------------------------


def _text(
    desk: Desk,
    caller: Caller,
    member: Member | None,
    event: Event,
    finding: Finding,
    command: Command,
) -> Taken:
    words = event.text.strip()
    session = desk.session(caller)
    if event.kind is EventKind.TEXT and 0 < len(words) <= SHORT:
        outcome = _answer(desk, caller, member, session, words)
        if outcome is not None:
            return outcome, *_about(desk, caller, session)
    if not locales.fold(words):
        desk.say(caller, Say("tell-us"))
        return "empty", None, "P"
    if member is not None and member.role == "manager":
        taken = _manager_words(desk, caller, member, session, event, finding, command)
        if taken is not None:
            return taken
    if event.kind is EventKind.TEXT:
        outcome = _code(desk, caller, words) or _word(desk, caller, member, words, command)
        if outcome is not None:
            return outcome, None, "P"
        outcome = _case_number(desk, caller, member, words)
        if outcome is not None:
            return outcome, None, "P"
        if member is not None and member.role in duty.ROLES:
            outcome = duty.addressed(desk, caller, member, event)
            if outcome is not None:
                return outcome, None, "P"
        outcome = _parsed(desk, caller, member, session, words, finding)
        if outcome is not None:
            return outcome, *_about(desk, caller, session)
    picture = _is_picture_of(desk, caller, member, event, finding)
    if locales.number(words) is not None and not picture:
        if not _ask_again(desk, caller, session):
            desk.say(caller, Say("not-understood"))
        return "number", None, "P"
    if member is not None and (event.media is None or picture):
        taken = _staff_words(desk, caller, member, event, finding)
        if taken is not None:
            return taken
    if member is None and duty.quoted(desk, caller, event) is not None:
        return _not_enrolled(desk, caller), None, "P"
    if picture and finding.klass is Class.P:
        return _picture(desk, caller, member, event)
    if event.media is None and finding.greeting:
        return status.greet(desk, caller), None, "P"
    if event.media is None and _bare_thanks(finding, words):
        desk.say(caller, Say("thanks-back"))
        return "thanks-back", None, "P"
    if event.media is None and locales.is_bare(words) and not finding.flags:
        in_a_row = feedback.continues(desk, caller, finding)
        desk.say(caller, Say("thanks-back" if in_a_row else "not-understood"))
        return "bare", None, "P"
    return feedback.tell(desk, caller, event, finding)


def _case_number(desk: Desk, caller: Caller, member: Member | None, words: str) -> str | None:
    """A case's number and nothing else: where it stands, or for staff the matter itself."""
    digits = locales.fold(words).replace(" ", "")
    if len(digits) != CASE_DIGITS or not is_number(digits):
        return None
    if member is not None and member.role in duty.ROLES:
        return duty.open_case(desk, caller, member, digits)
    outcome = status.status(desk, caller, digits)
    _repeat_question(desk, caller)
    return outcome


def _ask_again(desk: Desk, caller: Caller, session: Session | None) -> bool:
    """A number that is none of those shown: repeat the question it was meant for, if any."""
    letter = desk.last_choices(caller)
    pushed = letter is not None and not letter[2][0].startswith("s:")
    if letter is not None and pushed and (session is None or letter[0] > session.prompt.asked_at):
        return desk.say_again(caller)
    if session is None:
        return False
    _repeat_question(desk, caller)
    return True


def _bare_thanks(finding: Finding, words: str) -> bool:
    """Thanks for an answer, and nothing said; praise tells what for, and is passed on."""
    return finding.thanks_only and len(words.split()) <= BARE_THANKS


def _about(desk: Desk, caller: Caller, session: Session | None) -> tuple[str | None, str]:
    """Which submission an answer belongs to, and in which class its words are kept."""
    if session is None or session.conversation not in (feedback.SCRIPT.name, progress.SCRIPT.name):
        return None, "P"
    return session.args.get("submission"), str(session.args["klass"])


def _answer(
    desk: Desk, caller: Caller, member: Member | None, session: Session | None, words: str
) -> str | None:
    """A number, a label or a synonym: of the open question, or of a message sent since."""
    language = desk.language(caller)
    number = locales.number(words)
    turn = None
    if session is not None:
        turn = advance(
            SCRIPTS[session.conversation], session, Heard("short", words), desk.context(caller)
        )
    choice_like = number is not None or turn_taken(turn) or locales.is_choice(words, language)
    if not choice_like and member is None:
        return None
    letter = desk.last_choices(caller)
    if letter is not None:
        written_at, named, tokens = letter
        # An open question that offers choices is a letter too: the latest letter is what was seen.
        is_push = not tokens[0].startswith("s:")
        seen_last = session is None or session.prompt.keys or written_at > session.prompt.asked_at
        if is_push and seen_last:
            token = _token_meant(words, number, named, tokens, language)
            if token is not None:
                return press(desk, caller, member, token)
    if turn is not None and turn.taken and session is not None:
        return _turn(desk, caller, member, session, turn)
    return None


def turn_taken(turn: Turn | None) -> bool:
    """Say whether the engine took what was heard as an answer."""
    return turn is not None and turn.taken


def _token_meant(
    words: str, number: int | None, named: dict[str, str], tokens: list[str], language: str
) -> str | None:
    if number:
        shown = named.get(str(number))  # a later page of a digest counts on
        return shown or (tokens[number - 1] if 1 <= number <= len(tokens) else None)
    if number == 0:
        return named.get(MORE)
    key = locales.choice(words, tuple(named), language)
    return named.get(key) if key is not None else named.get(locales.fold(words))


def _parsed(
    desk: Desk,
    caller: Caller,
    member: Member | None,
    session: Session | None,
    words: str,
    finding: Finding,
) -> str | None:
    """What the open step itself can parse: a village, an answer; never what must not wait."""
    if session is None:
        return None
    # A village's name may be of no language the machine reads: that alone is no alarm.
    pressing = any(
        flag.code != "unread" and (flag.severity.rank >= Severity.URGENT.rank or flag.klass != "P")
        for flag in finding.flags
    )
    staffs_own = session.conversation == duty.ANSWER.name or session.conversation in roster.SCRIPTS
    if pressing and not staffs_own:
        return None
    if session.conversation == feedback.SCRIPT.name and _bare_thanks(finding, words):
        return None
    turn = advance(
        SCRIPTS[session.conversation], session, Heard("free", words), desk.context(caller)
    )
    if not turn.taken:
        if turn.session is None:
            desk.keep(caller, None)
        return None
    return _turn(desk, caller, member, session, turn)


def _turn(desk: Desk, caller: Caller, member: Member | None, session: Session, turn: Turn) -> str:
    """Keep where a conversation stands now, carry out what follows, and say what is next."""
    if session.conversation == feedback.SCRIPT.name:
        turn = feedback.or_ask_which(desk, caller, session, turn)
    if session.conversation == entry.SCRIPT.name:
        turn = entry.chosen(desk, caller, turn)
    after = turn.session
    if after is None:
        answers = next(
            (effect.answers for effect in turn.effects if isinstance(effect, Finished)),
            session.answers,
        )
        after = ended(session, answers, desk.context(caller))
    desk.keep(caller, after)
    language_before = desk.language(caller)
    for effect in turn.effects:
        if session.conversation == feedback.SCRIPT.name:
            feedback.carry_out(desk, caller, after, effect)
        elif session.conversation == duty.ANSWER.name and isinstance(effect, Answered):
            duty.answered(desk, caller, after, effect)
        elif session.conversation == progress.SCRIPT.name and member is not None:
            progress.carry_out(desk, caller, member, after, effect)
        elif session.conversation in roster.SCRIPTS and member is not None:
            roster.carry_out(desk, caller, member, after, effect)
    if desk.language(caller) != language_before:
        desk.say(caller, Say("language-set"))
    for say in turn.says:
        desk.say(caller, say)
    asked = SCRIPTS[session.conversation].step(session.prompt.step)
    if session.conversation == progress.SCRIPT.name and asked and asked.kind == "text":
        return "progress"  # words of the update, which are read with it
    return f"answer-{session.conversation}"


def _staff_words(
    desk: Desk, caller: Caller, member: Member, event: Event, finding: Finding
) -> Taken | None:
    """Words of somebody on the staff that are neither answer nor command."""
    if member.role == entry.ROLE:
        return entry.plain_words(desk, caller, member, event, finding)
    sealed = finding.klass is not Class.P
    if sealed or finding.greeting or _bare_thanks(finding, event.text):
        return None
    if member.role == "manager":
        return progress.tell(desk, caller, member, event, finding)
    if finding.severity.rank >= Severity.URGENT.rank:
        return None
    if not duty.repeat_draft(desk, caller):
        desk.say(caller, Say("help-staff"))
    return "staff-words", None, "P"


def _manager_words(
    desk: Desk,
    caller: Caller,
    member: Member,
    session: Session | None,
    event: Event,
    finding: Finding,
    command: Command,
) -> Taken | None:
    """What only a manager says: a lesson, UPDATE and a line, FIX and the right words."""
    key, rest = command or ("", "")
    rest = rest.strip()
    if rest and key in ("lesson", "update", "fix"):
        finding = _without_word(desk, caller, finding, rest)
    if key == "lesson" and rest:
        return lesson.tell(desk, caller, event, finding)
    if command is None and session is not None and session.conversation == lesson.SCRIPT.name:
        return lesson.told(desk, caller, session, event, finding)
    if finding.klass is not Class.P:
        return None
    if key == "update" and rest:
        return progress.tell(desk, caller, member, replace(event, text=rest), finding)
    pressing = finding.severity.rank >= Severity.URGENT.rank
    if key == "fix" and rest and not pressing:
        return progress.fix_words(desk, caller, member, event, rest)
    at_photo = session is not None and session.prompt.step == "photo"
    if at_photo and event.kind is EventKind.MEDIA and not pressing:
        return _picture(desk, caller, member, event)
    return None


# Words of command ---------------------------------------------------------------------------------


def _command(desk: Desk, caller: Caller, event: Event) -> Command:
    if event.kind is not EventKind.TEXT:
        return None
    return locales.command(event.text.strip(), desk.language(caller))


def _word(
    desk: Desk, caller: Caller, member: Member | None, words: str, found: Command
) -> str | None:
    """A whole-message keyword; None where it is none, or none for this person."""
    if found is None and member is not None:
        found = _long_command(words, desk.language(caller))
    if found is None:
        return None
    key, rest = found
    if key == "start":
        return _start(desk, caller, rest)
    if member is not None:
        outcome = _staff_command(desk, caller, member, key, rest)
        if outcome is not None:
            return outcome
    outcome = _community_command(desk, caller, member, key, rest)
    if outcome is None and member is None and _held_a_post(desk, caller):
        return _not_enrolled(desk, caller)
    if outcome in ("status", "status-none", "status-unknown", "help", "language"):
        _repeat_question(desk, caller)
    return outcome


def _without_word(desk: Desk, caller: Caller, finding: Finding, rest: str) -> Finding:
    """Read words again without the word of command before them: "LESSON cholera" is no lesson."""
    again = desk.triage(caller.country)(rest, caller.country, caller.wrote_in)
    known = {flag.code for flag in again.flags}
    flags = (*again.flags, *(flag for flag in finding.flags if flag.code not in known))
    return replace(again, flags=tuple(sorted(flags, key=lambda flag: -flag.severity.rank)))


def _long_command(words: str, language: str) -> tuple[str, str] | None:
    """R and its words, however long: only its first word is the keyword."""
    first, _, rest = words.partition(" ")
    found = locales.command(first, language)
    return ("answer", rest) if found is not None and found[0] == "answer" else None


def _staff_command(desk: Desk, caller: Caller, member: Member, key: str, rest: str) -> str | None:
    if key == "help":
        return _staff_help(desk, caller, member)
    if member.role == "manager":
        return _manager_command(desk, caller, member, key, rest)
    if member.role not in duty.ROLES:
        return None
    if key in ("staff", "invite", "suspend", "duty", "away", "back"):
        return roster.command(desk, caller, member, key, rest)
    if key == "next":
        return duty.next_case(desk, caller, member)
    if key == "digest":
        return digests.command(desk, caller, member, rest)
    if key == "answer":
        return duty.command_answer(desk, caller, member, rest)
    if key == "place":
        return placing.command(desk, caller, member, rest)
    if key in ("cannot", "not_ours"):
        return duty.command_end(desk, caller, member, key.replace("_", "-"), rest)
    actions = {"mine": "mine", "hand_over": "hand-over", "done": "done", "ready": "ready"}
    if key in actions:
        number = rest.strip().partition(" ")[0] or duty.only_case(desk, caller, member)
        if number is None:
            desk.say(caller, Say("answer-which"))
            return "answer-which"
        return duty.act(desk, caller, member, number, actions[key])
    return None


def _manager_command(desk: Desk, caller: Caller, member: Member, key: str, rest: str) -> str | None:
    if key == "history":
        return progress.history(desk, caller, member, rest)
    if rest.strip():
        return None
    if key == "fix":
        return progress.fix(desk, caller, member)
    if key == "update":
        return progress.guide(desk, caller, member)
    if key == "lesson":
        return lesson.ask(desk, caller)
    return None


def _staff_help(desk: Desk, caller: Caller, member: Member) -> str:
    if member.role == "manager":
        known = partnerships.of_member(desk.connection, member.id)
        code = known[0].code if known else "P1"
        words = ("update", "history", "lesson")
        choices = tuple(Choice(one, f"button-{one}", f"w:{one}") for one in words)
        desk.say(caller, Say("help-manager", {"code": code}, choices))
    elif member.role == entry.ROLE:
        desk.say(caller, Say("entry-help"))
    else:
        desk.say(caller, Say("help-staff"))
        if member.role in duty.ROLES:
            desk.say(caller, Say("roster-help"))
        if member.role == "coordinator":
            desk.say(caller, Say("roster-help-head"))
    return "help"


def _community_command(
    desk: Desk, caller: Caller, member: Member | None, key: str, rest: str
) -> str | None:
    match key:
        case "status":
            return status.status(desk, caller, rest.strip())
        case "delete":
            return status.ask_delete(desk, caller, rest.strip())
        case "help":
            return status.help(desk, caller)
        case "language":
            return status.language(desk, caller, rest)
        case "other":
            outcome = status.for_other(desk, caller)
            _repeat_question(desk, caller)
            return outcome
        case "menu":
            return status.menu(desk, caller)
        case "tell":
            desk.say(caller, Say("tell-us"))
            return "tell"
        case "stop":
            return status.stop(desk, caller)
    return None


def _repeat_question(desk: Desk, caller: Caller) -> None:
    session = desk.session(caller)
    if session is None:
        return
    desk.follow(caller, again(SCRIPTS[session.conversation], session, desk.context(caller)))


def _held_a_post(desk: Desk, caller: Caller) -> bool:
    return caller.staff_id is not None or people.was_enrolled(desk.connection, caller.id)


def _not_enrolled(desk: Desk, caller: Caller) -> str:
    """Whoever held a post and does not any more gives no command, and learns nothing."""
    desk.say(caller, Say("roster-not-enrolled"))
    return "not-enrolled"


def _code(desk: Desk, caller: Caller, words: str) -> str | None:
    """An invitation's code and nothing else; None where it is none that we ever gave."""
    code = posts.read_code(words)
    if code is None or not people.code_known(desk.connection, desk.keys.code_hash(code)):
        return None
    return _enrol(desk, caller, code)


def _start(desk: Desk, caller: Caller, rest: str) -> str:
    """START with an invitation's code enrols; alone, or with anything else, it is a greeting."""
    code = rest.strip().replace("-", "").upper()
    if len(code) != posts.CODE_LENGTH or not code.isalnum():
        return status.greet(desk, caller)
    return _enrol(desk, caller, code)


def _enrol(desk: Desk, caller: Caller, code: str) -> str:
    member = posts.enrol(desk, caller, code)
    if member is None:
        desk.say(caller, Say("code-unknown"))
        return "code-unknown"
    if not caller.language_chosen:
        caller.language, caller.language_chosen = member.language, True
    caller.country = member.country or caller.country
    caller.changed = True  # reading the roster again has saved what was before
    known = partnerships.of_member(desk.connection, member.id)
    if member.role == "manager" and known:
        args = {"code": known[0].code, "name": known[0].name}
        desk.say(caller, Say("manager-enrolled", args))
    elif member.role == entry.ROLE:
        desk.say(caller, Say("entry-enrolled", {"post": member.post}))
    elif member.role in duty.ROLES:
        desk.say(caller, Say("enrolled", {"post": member.post}))
    else:
        desk.say(caller, Say("roster-enrolled", {"post": member.post}))
    return "enrolled"


# Buttons ------------------------------------------------------------------------------------------


def press(desk: Desk, caller: Caller, member: Member | None, token: str) -> str:
    """Carry out a button: of the open question, of a case, of a menu; an old one is told so."""
    if not (token.isascii() and token.isprintable()):
        token = ""  # none of ours; nor could a database look for it
    kind, _, rest = token.partition(":")
    parts = rest.split(":")
    outcome: str | None = None
    match kind, parts:
        case "s", [session_id, step, key]:
            outcome = _press_session(desk, caller, member, session_id, step, key)
        case "f", [number, verdict] if verdict in cases.FIXED_ANSWERS:
            outcome = _fixed(desk, caller, number, verdict)
        case "d", [number, verdict]:
            outcome = status.delete(desk, caller, number, verdict)
        case "w", ["language", page, "more"] if page.isdecimal():
            outcome = status.ask_language(desk, caller, int(page))
        case "w", [word, *argument]:
            outcome = _press_word(desk, caller, member, word, ":".join(argument))
        case "k", [number, action] if member is not None:
            outcome = duty.act(desk, caller, member, number, action)
        case "a", [draft_id, action] if member is not None:
            outcome = duty.press_draft(desk, caller, member, draft_id, action)
        case "h", [number, page, "more"] if member is not None and page.isdecimal():
            outcome = duty.act(desk, caller, member, number, "hand-over", int(page))
        case "h", [number, to] if member is not None:
            outcome = duty.hand_over(desk, caller, member, number, to)
        case "t", [number, giver, action] if member is not None:
            outcome = duty.reply_to_offer(desk, caller, member, number, giver, action)
        case "o", [number, *_] if member is not None:
            outcome = duty.open_case(desk, caller, member, number)
        case "l", [number, area_id] if member is not None:
            outcome = placing.choose(desk, caller, member, number, area_id)
        case "p", ["photo", message_id] if member is not None:
            outcome = progress.photo_is_new(desk, caller, member, message_id)
        case "e", [country, stamp, classes, action] if member is not None:
            outcome = opening.answer_test(desk, caller, member, country, stamp, classes, action)
        case "p", [progress_id, key] if member is not None:
            outcome = progress.press(desk, caller, member, progress_id, key)
    if outcome is not None:
        return outcome
    if member is None and kind in STAFF_BUTTONS and _held_a_post(desk, caller):
        return _not_enrolled(desk, caller)
    desk.say(caller, Say("stale-button"))
    _repeat_question(desk, caller)
    return "stale-button"


def _press_session(
    desk: Desk, caller: Caller, member: Member | None, session_id: str, step: str, key: str
) -> str | None:
    heard = Heard("press", key, step, session_id)
    session = desk.session(caller)
    if session is None:
        over = desk.ended_session(caller)
        if over is None:
            return None
        turn = advance_ended(SCRIPTS[over.conversation], over, heard, desk.context(caller))
        return _turn(desk, caller, member, over, turn) if turn.taken else None
    turn = advance(SCRIPTS[session.conversation], session, heard, desk.context(caller))
    if not turn.taken:
        if turn.session is None:
            desk.keep(caller, None)
        return None
    return _turn(desk, caller, member, session, turn)


def _press_word(
    desk: Desk, caller: Caller, member: Member | None, word: str, argument: str
) -> str | None:
    outcome = None
    if member is not None:
        outcome = _staff_command(desk, caller, member, word, argument)
    outcome = outcome or _community_command(desk, caller, member, word, argument)
    if outcome == "language":
        _repeat_question(desk, caller)
    return outcome


def _fixed(desk: Desk, caller: Caller, number: str, verdict: str) -> str | None:
    row = said.submission_by_number(desk.connection, number)
    if row is None or row.address_id != caller.id:
        return None
    return feedback.fixed(desk, caller, row, verdict)


# Places, media, edits, groups ---------------------------------------------------------------------


def _place(desk: Desk, caller: Caller, event: Event, finding: Finding) -> Taken:
    session = desk.session(caller)
    heard = feedback.place_heard(event)
    if session is not None and heard is not None:
        turn = advance(SCRIPTS[session.conversation], session, heard, desk.context(caller))
        if turn.taken:
            about = _about(desk, caller, session)
            return _turn(desk, caller, None, session, turn), *about
    return feedback.tell(desk, caller, event, finding)


def _media(desk: Desk, caller: Caller, event: Event, finding: Finding) -> Taken:
    """A voice note, photo or file without words: the machine cannot read it, a vetted human must.

    A photo that follows words belongs to them; a voice note may say anything.
    """
    spoken = event.media is not None and event.media.kind in ("voice", "audio", "video")
    if spoken or not feedback.continues(desk, caller, finding):
        unread = feedback.unread_flag(event.media.kind if event.media else "")
        finding = replace(finding, flags=(unread,))
    return feedback.tell(desk, caller, event, finding)


def _is_picture_of(
    desk: Desk, caller: Caller, member: Member | None, event: Event, finding: Finding
) -> bool:
    """Say whether this is a manager's photo or file of an update, not of a sealed report."""
    if member is None or member.role != "manager" or event.media is None:
        return False
    session = desk.session(caller)
    after_sealed = caller.submission_class in ("R", "S")
    if after_sealed and feedback.continues(desk, caller, finding):
        return False
    if session is not None and session.conversation == lesson.SCRIPT.name:
        return False
    return event.media.kind in ("photo", "document")


def _picture(desk: Desk, caller: Caller, member: Member | None, event: Event) -> Taken:
    """A manager's photo: the last answer of the guided way, or of the latest update."""
    session = desk.session(caller)
    if session is not None and session.prompt.step == "photo":
        heard = Heard("free", event.text.strip() or progress.PHOTO)
        turn = advance(SCRIPTS[session.conversation], session, heard, desk.context(caller))
        if turn.taken:
            about = _about(desk, caller, session)
            return _turn(desk, caller, member, session, turn), *about
    assert member is not None
    return progress.photo(desk, caller, member, event)


def _edit(
    desk: Desk,
    caller: Caller,
    member: Member | None,
    event: Event,
    finding: Finding,
    command: Command,
) -> Taken:
    """Corrected words: a flag they raise counts, one they drop stays."""
    original = (
        said.message_by_external(desk.connection, caller.id, event.external_id)
        if event.external_id
        else None
    )
    if original is None or original.submission_id is None:
        if original is not None and (member is not None or original.outcome not in NO_REPORT):
            return "edit", None, "P"
        said_anew = replace(event, kind=EventKind.TEXT)
        return _text(desk, caller, member, said_anew, finding, command)
    klass = Class(original.klass)
    if original.outcome == "progress" and klass is Class.P and member is not None:
        if finding.klass is not Class.P:  # a report of its own, which no update leads to
            return feedback.tell(desk, caller, replace(event, kind=EventKind.TEXT), finding)
        id = original.submission_id
        return progress.edited(desk, caller, member, id, event, finding), id, "P"
    feedback.raise_flags(desk, caller.country, original.submission_id, event, finding, klass)
    row = said.submission_by_id(desk.connection, original.submission_id)
    return "edit", original.submission_id, row.klass if row else klass.value


def _group(desk: Desk, caller: Caller) -> str:
    """In a group the bot takes nothing, and says so once a day."""
    language = desk.language(caller)
    key = f"group:{caller.id}:{desk.now.date()}"
    desk.push(caller.id, caller.channel or "", language, Say("group-alone"), key)
    return "group"


def _blocked(desk: Desk, caller: Caller) -> str:
    if caller.stopped_at is None:
        desk.consent(caller, "stop", False, "blocked")
    caller.stopped_at, caller.changed = desk.now, True
    desk.keep(caller, None)
    return "blocked"


# The record ---------------------------------------------------------------------------------------


def _meet(desk: Desk, caller: Caller, event: Event) -> None:
    """Fill in what an address is when it first speaks."""
    if caller.channel is None or caller.channel == "":
        caller.channel = event.channel
        caller.path_sealed = desk.keys.seal(str(event.address), "address.path", caller.id)
        caller.country = (
            event.country_hint or _country_of(event) or desk.wire.country or _only_country(desk)
        )
        caller.changed = True
        if event.language_hint and locales.closest(event.language_hint) != "en":
            caller.language = locales.closest(event.language_hint)


def _only_country(desk: Desk) -> str:
    """Give the country of the whole staff, where they are all of one."""
    countries = {member.country for member in desk.roster.members.values()}
    return countries.pop() if len(countries) == 1 else ""


def _country_of(event: Event) -> str:
    """Tell the country of a telephone number by its prefix."""
    if event.address.scheme != "tel":
        return ""
    try:
        number = phonenumbers.parse(event.address.path)
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_number(number) or ""
    return region if len(region) == 2 else ""  # 001: a satellite telephone's is no country's


def _learn_language(caller: Caller, finding: Finding, words: int) -> None:
    """Answer in the language somebody writes, unless they chose one.

    A word or two, a village's name or "yes", teach nothing where the language is known.
    """
    if finding.confidence < 0.5 or (caller.language and words < TEACHING_WORDS):
        return
    caller.wrote_in = finding.language
    if not caller.language_chosen and finding.language in locales.languages():
        caller.language = finding.language
    caller.changed = True


def _keep(
    desk: Desk,
    caller: Caller,
    event: Event,
    outcome: str,
    submission_id: str | None,
    klass: str,
    language: str,
) -> None:
    desk.pending.add(
        message,
        id=event.id,
        address_id=caller.id,
        submission_id=submission_id,
        channel=event.channel,
        kind=event.kind.value,
        outcome=outcome,
        klass=klass,
        language=language,
        body_sealed=(
            desk.keys.seal(event.text, "message.body", event.id, klass) if event.text else None
        ),
        external_id=event.external_id[:64] or None,
        edits=event.external_id[:64] if event.kind is EventKind.EDIT else None,
        at=event.at,
    )
    if event.media is not None:
        _attach(desk, event, event.media, klass)


def _attach(desk: Desk, event: Event, media: Media, klass: str) -> None:
    """Keep a file's handle with its message; the bytes come when the provider gives them."""
    id = new_id()
    desk.pending.add(
        attachment,
        id=id,
        message_id=event.id,
        kind=media.kind[:16],
        content_type=media.content_type[:80],
        reference_sealed=(
            desk.keys.seal(media.reference, "attachment.reference", id, klass)
            if media.reference
            else None
        ),
        stored=media.stored or None,
        klass=klass,
        size=media.size,
        state="here" if media.stored else "fetching",
    )
    if not media.stored:
        desk.fetch(id, event.channel)


__all__ = ["handle", "press"]
