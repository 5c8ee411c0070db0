"""The conversation engine: pure functions over a script, a place in it, and what was heard.

A ``Conversation`` is a list of ``Ask``; a ``Session`` is one address's place in it. ``begin`` and
``advance`` return a ``Turn``: the next session, what to say, what follows from it, and whether what
was heard was an answer at all. They read no clock and no database, so any sequence of events can be
replayed. Whoever calls carries out the effects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal

import locales
from storage.types import Button, Caps, Choice, Outgoing, Say

MORE = "more"
SKIP = "skip"
OVER = ""  # the step of a conversation that has ended
PROMPT_LIFE = timedelta(hours=2)  # practice, rules of the phone: an open question is forgotten


@dataclass(frozen=True, slots=True)
class Prompt:
    """The last question with its choices as shown, so that "2" means what the person saw."""

    step: str
    keys: tuple[str, ...]
    asked_at: datetime
    page: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One address's place in one conversation.

    ``args`` are facts fixed when it began (number, day …), ``answers`` what was answered so far.
    """

    id: str
    conversation: str
    version: int
    args: Mapping[str, Any]
    answers: Mapping[str, str]
    prompt: Prompt
    retries_left: int
    expires_at: datetime


Text = str | Callable[["Session"], str]
Choices = tuple[Choice, ...] | Callable[["Session"], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: asked when ``when`` holds, skippable where ``optional``.

    ``kind``: choice (one of ``choices``), text or area (free words that ``parse`` accepts, given
    back as they are to be kept), or place-aware area, which a shared place answers too. ``args``
    gives what the text needs beside the session's own.
    """

    key: str
    text: Text
    kind: Literal["choice", "text", "area"] = "choice"
    choices: Choices = ()
    args: Callable[[Session], Mapping[str, Any]] = lambda session: {}
    when: Callable[[Session], bool] = lambda session: True
    parse: Callable[[str], str | None] = lambda text: text.strip() or None
    optional: bool = True
    retries: int = 1

    def offered(self, session: Session) -> tuple[Choice, ...]:
        """List the choices as they are now, "skip" last where the question may be skipped."""
        choices = self.choices(session) if callable(self.choices) else self.choices
        if self.optional and not any(choice.key == SKIP for choice in choices):
            choices = (*choices, Choice(SKIP, "button-skip"))
        return choices


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script: its questions in order, how long an open one lives, and what is said at the end."""

    name: str
    version: int
    steps: tuple[Ask, ...]
    closing: Callable[[Session], Say | None] = lambda session: None
    ttl: timedelta = PROMPT_LIFE

    def step(self, key: str) -> Ask | None:
        """Find a step by its key."""
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in, as far as the engine cares.

    ``press``: a button's key (``step`` and ``session`` from its token); ``short``: words that may
    be a number, a label or a synonym; ``free``: words a step may parse; ``place``: coordinates.
    """

    kind: Literal["press", "short", "free", "place"]
    value: str
    step: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Effect: a question was answered, or answered differently (``changed``)."""

    step: str
    value: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """Effect: the conversation ended with these answers (expiry keeps what was answered)."""

    answers: Mapping[str, str]


Effect = Answered | Finished


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows from one event. ``taken`` is False where it was no answer to us."""

    session: Session | None
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What the engine may know of the world: the time, and the language of the person."""

    now: datetime
    language: str


def begin(
    conversation: Conversation,
    id: str,
    args: Mapping[str, Any],
    ctx: Context,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> Turn:
    """Start a conversation at its first question that applies and is not answered yet."""
    blank = Session(
        id=id,
        conversation=conversation.name,
        version=conversation.version,
        args=args,
        answers=dict(answers),
        prompt=Prompt("", (), ctx.now),
        retries_left=0,
        expires_at=ctx.now + conversation.ttl,
    )
    return _next(conversation, blank, ctx, ())


def advance(conversation: Conversation, session: Session, heard: Heard, ctx: Context) -> Turn:
    """Take one event into a conversation that is open."""
    if ctx.now >= session.expires_at:
        return Turn(None, effects=(Finished(session.answers),), taken=False)
    if session.version != conversation.version:
        if conversation.step(session.prompt.step) is None:
            return Turn(None, effects=(Finished(session.answers),), taken=False)
        session = replace(session, version=conversation.version)
    step = conversation.step(session.prompt.step)
    if step is None:
        return Turn(None, effects=(Finished(session.answers),), taken=False)
    if heard.kind == "press" and (heard.session != session.id or heard.step != step.key):
        return _press_again(conversation, session, heard, ctx)
    value = _value(step, session, heard, ctx)
    if value is None:
        return Turn(session, taken=False)
    if value == MORE:
        return _ask(step, session, ctx, page=session.prompt.page + 1)
    answered = replace(session, answers={**session.answers, step.key: value})
    return _next(conversation, answered, ctx, (Answered(step.key, value),))


def go_on(
    conversation: Conversation, session: Session, ctx: Context, effects: tuple[Effect, ...] = ()
) -> Turn:
    """Ask the next question that applies, after what was answered taught the session a new fact."""
    return _next(conversation, session, ctx, effects)


def ended(session: Session, answers: Mapping[str, str], ctx: Context) -> Session:
    """Give what is remembered of a conversation that is over, for buttons pressed once more."""
    return replace(session, answers=answers, prompt=Prompt(OVER, (), ctx.now), retries_left=0)


def advance_ended(conversation: Conversation, session: Session, heard: Heard, ctx: Context) -> Turn:
    """Take a button into a conversation that is over.

    A doubled press is silent; another choice replaces the answer, and what it leads to is asked.
    """
    same_script = session.version == conversation.version
    if heard.kind != "press" or ctx.now >= session.expires_at or not same_script:
        return Turn(None, taken=False)
    return _press_again(conversation, session, heard, ctx)


def again(conversation: Conversation, session: Session, ctx: Context) -> Turn:
    """Repeat the open question: after STATUS or HELP, or in another language."""
    step = conversation.step(session.prompt.step)
    if step is None or ctx.now >= session.expires_at:
        return Turn(None, effects=(Finished(session.answers),))
    return _ask(step, session, ctx, page=session.prompt.page)


def remind(conversation: Conversation, session: Session, ctx: Context) -> Turn:
    """Repeat the open question after words that did not answer it, as often as the step allows."""
    turn = again(conversation, session, ctx)
    if turn.session is None:
        return turn
    if session.retries_left <= 0:
        return Turn(session)
    return replace(turn, session=replace(turn.session, retries_left=session.retries_left - 1))


def _press_again(conversation: Conversation, session: Session, heard: Heard, ctx: Context) -> Turn:
    """A button of an earlier question: a doubled press is silent, another choice replaces it."""
    if heard.session != session.id or heard.step not in session.answers:
        return Turn(session, taken=False)
    if session.answers[heard.step] == heard.value:
        return Turn(session)
    earlier = conversation.step(heard.step)
    if earlier is None or heard.value not in _keys(earlier, session):
        return Turn(session, taken=False)
    answers = {**session.answers, heard.step: heard.value}
    changed = replace(session, answers=answers)
    effect = Answered(heard.step, heard.value, changed=True)
    current = conversation.step(session.prompt.step)
    if current is not None and current.when(changed):
        return _ask(current, changed, ctx, effects=(effect,))
    return _next(conversation, changed, ctx, (effect,))


def _value(step: Ask, session: Session, heard: Heard, ctx: Context) -> str | None:
    keys = session.prompt.keys
    if heard.kind == "press":
        return heard.value if heard.value in (*keys, MORE) else None
    if heard.kind == "place":
        return heard.value if step.kind == "area" else None
    if heard.kind == "free":
        return None if step.kind == "choice" else step.parse(heard.value)
    number = locales.number(heard.value)
    if number == 0:
        return SKIP if step.optional and step.kind != "choice" else MORE
    if number is not None:
        if step.kind == "choice" and 1 <= number <= len(keys):
            return keys[number - 1]
        return None
    found = locales.choice(heard.value, (*keys, MORE), ctx.language)
    if found is not None:
        return found
    folded = locales.fold(heard.value)
    for choice in step.offered(session):
        if choice.literal and folded and locales.fold(choice.label) == folded:
            return choice.key
    return None


def _next(
    conversation: Conversation, session: Session, ctx: Context, effects: tuple[Effect, ...]
) -> Turn:
    for step in conversation.steps:
        if step.key not in session.answers and step.when(session):
            return _ask(step, session, ctx, effects=effects, retries=step.retries)
    say = conversation.closing(session)
    return Turn(None, (say,) if say else (), (*effects, Finished(session.answers)))


def _keys(step: Ask, session: Session) -> tuple[str, ...]:
    return tuple(choice.key for choice in step.offered(session))


def _ask(
    step: Ask,
    session: Session,
    ctx: Context,
    page: int = 0,
    effects: tuple[Effect, ...] = (),
    retries: int | None = None,
) -> Turn:
    choices = tuple(
        [
            Choice(one.key, one.label, f"s:{session.id}:{step.key}:{one.key}", one.literal)
            for one in step.offered(session)
        ]
    )
    text = step.text(session) if callable(step.text) else step.text
    prompt = Prompt(step.key, tuple(choice.key for choice in choices), ctx.now, page)
    own = {"page": page, "free": step.kind != "choice"}
    say = Say(text, {**session.args, **step.args(session), **own}, choices)
    asked = replace(
        session,
        prompt=prompt,
        retries_left=session.retries_left if retries is None else retries,
        expires_at=max(session.expires_at, ctx.now + PROMPT_LIFE),
    )
    return Turn(asked, (say,), effects)


# Rendering ----------------------------------------------------------------------------------

NUMBERED_AT_ONCE = 8


def render(say: Say, caps: Caps, language: str) -> Outgoing:
    """Give a Say its words and shape: buttons where the channel has them, else numbers.

    More choices than fit are shown in pages with "0 more"; numbers count on over the pages.
    """
    words = locales.text(language, say.text, _localised(say.args, language))
    if not say.choices:
        return Outgoing(words, text_id=say.text, args=say.args, language=language)
    labels = [
        choice.label if choice.literal else locales.text(language, choice.label)
        for choice in say.choices
    ]
    pressed = caps.buttons >= min(len(say.choices), 2)  # a lone button leaves no room for "more"
    size = caps.buttons if pressed else NUMBERED_AT_ONCE
    page = int(say.args.get("page", 0))
    first, last, more = _page(len(say.choices), size, page)
    shown = list(zip(labels, say.choices, strict=True))[first:last]
    if pressed:
        buttons = [Button(_cut(label, caps.button_chars), choice.token) for label, choice in shown]
        if more:
            label = _cut(locales.text(language, "button-more"), caps.button_chars)
            buttons.append(Button(label, _more_token(shown[0][1].token, page)))
        return Outgoing(words, tuple(buttons), say.text, say.args, language)
    buttons = [
        Button(label, choice.token) for label, choice in zip(labels, say.choices, strict=True)
    ]
    if say.args.get("free"):
        return Outgoing(words, tuple(buttons), say.text, say.args, language)
    numbered = [f"{first + index} {label}" for index, (label, _) in enumerate(shown, 1)]
    if more:
        label = locales.text(language, "button-more")
        numbered.append(f"0 {label}")
        token = _more_token(say.choices[0].token, page)
        if not token.startswith("s:"):  # a session knows by itself what "0" means
            buttons.append(Button(label, token))
    comma = "، " if locales.about(language).direction == "rtl" else ", "
    words = f"{words} {locales.text(language, 'reply-with', {'choices': comma.join(numbered)})}"
    return Outgoing(words, tuple(buttons), say.text, say.args, language)


def _localised(args: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Write the day of a promise, kept as an ISO date, as the language writes it."""
    day = args.get("day")
    if not day or day == "none":
        return args
    return {**args, "day": locales.day(language, date.fromisoformat(day))}


def _page(count: int, size: int, page: int) -> tuple[int, int, bool]:
    if count <= size:
        return 0, count, False
    size -= 1  # room for "more"
    first = (page * size) % (-(-count // size) * size)
    return first, min(first + size, count), True


def _more_token(token: str, page: int) -> str:
    """Make the token of "more": a session knows its page, any other question is told the next."""
    stem = token.rsplit(":", 1)[0]
    return f"{stem}:{MORE}" if token.startswith("s:") else f"{stem}:{page + 1}:{MORE}"


def _cut(label: str, limit: int) -> str:
    return label if len(label) <= limit else label[: limit - 1] + "…"


# Sessions as stored ---------------------------------------------------------------------------


def to_json(session: Session) -> dict[str, Any]:
    """Flatten a session for its sealed column."""
    return {
        "id": session.id,
        "c": session.conversation,
        "v": session.version,
        "args": dict(session.args),
        "answers": dict(session.answers),
        "step": session.prompt.step,
        "keys": list(session.prompt.keys),
        "asked": session.prompt.asked_at.isoformat(),
        "page": session.prompt.page,
        "retries": session.retries_left,
        "expires": session.expires_at.isoformat(),
    }


def from_json(data: Mapping[str, Any]) -> Session:
    """Read a session back."""
    return Session(
        id=data["id"],
        conversation=data["c"],
        version=data["v"],
        args=data["args"],
        answers=data["answers"],
        prompt=Prompt(
            data["step"],
            tuple(data["keys"]),
            datetime.fromisoformat(data["asked"]),
            data["page"],
        ),
        retries_left=data["retries"],
        expires_at=datetime.fromisoformat(data["expires"]),
    )


def labels_of(buttons: Sequence[Button]) -> dict[str, str]:
    """Map the last part of each button's token to the token: what a synonym can mean."""
    return {button.token.rsplit(":", 1)[-1]: button.token for button in buttons}
