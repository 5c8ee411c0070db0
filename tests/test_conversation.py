"""Conversations: whatever a person presses, types or sends, they stand in a defined place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import locales
from handlers.conversation import (
    MORE,
    PROMPT_LIFE,
    SKIP,
    Answered,
    Ask,
    Context,
    Conversation,
    Finished,
    Heard,
    Session,
    Turn,
    advance,
    again,
    begin,
    from_json,
    labels_of,
    remind,
    render,
    to_json,
)
from handlers.conversations import SCRIPTS
from handlers.conversations.feedback import PATHS
from handlers.conversations.roster import SCRIPTS as ROSTER
from handlers.posts import LEFT
from locales.keywords import _COMMAND_FOR, _words
from storage.types import Button, Caps, Choice, Outgoing, Say

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LANGUAGES = locales.languages()
SMS = Caps(0, 0, 1530, unit="segments")
WEB = Caps(12, 40, 10_000)
TELEGRAM = Caps(24, 40, 4096, unit="utf16")
NARROW = Caps(3, 20, 1000)
ONE = Caps(1, 20, 1000)
ALL_CAPS = (SMS, WEB, TELEGRAM, NARROW, ONE, Caps(2, 5, 200))

properties = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def at(now: datetime = NOW, language: str = "en") -> Context:
    return Context(now, language)


def synonyms(key: str, language: str) -> list[str]:
    """List what a person may type for a choice in a language, its words of command included."""
    tables = _words(language)
    command = _COMMAND_FOR.get(key, "")
    return [*tables.get("choices", {}).get(key, ()), *tables.get("commands", {}).get(command, ())]


@lru_cache(maxsize=1)
def everything_typed() -> tuple[str, ...]:
    """List every label, synonym and word of command of every language."""
    words: dict[str, None] = {}
    for language in LANGUAGES:
        for table in ("commands", "choices", "languages", "progress"):
            for key, group in _words(language).get(table, {}).items():
                words.update(dict.fromkeys(group))
                if locales.has_text(f"button-{key}"):
                    words[locales.text(language, f"button-{key}")] = None
    return tuple(words)


# Scripts, and what they begin with ----------------------------------------------------------------

feedback_args = st.fixed_dictionaries(
    {
        "number": st.just("00012345"),
        "day": st.sampled_from(["2026-12-01", "none"]),
        "cost": st.sampled_from(["free", "paid"]),
        "phone": st.sampled_from(["116", "none"]),
        "path": st.sampled_from(sorted({*PATHS.values(), "village", "stop"})),
        "receipt": st.sampled_from(["receipt", "receipt-question"]),
        "place_known": st.booleans(),
        "woman": st.booleans(),
        "klass": st.sampled_from("PRS"),
        "submission": st.just("0" * 32),
    }
)
progress_args = st.fixed_dictionaries(
    {
        "progress": st.just("1" * 32),
        "code": st.sampled_from(["", "P1"]),
        "name": st.sampled_from(["", "Clean Water"]),
        "codes": st.lists(
            st.sampled_from(["P1", "P2", "WASH", "ED-7", "سلام"]), min_size=2, unique=True
        ),
        "status": st.sampled_from(["", "delayed"]),
        "read": st.sampled_from(["", "on-track", "delayed", "off-track", "completed"]),
        "sure": st.booleans(),
        "ask_mode": st.booleans(),
        "figure": st.just("1200 farmers"),
        "klass": st.just("P"),
    }
)
answer_args = st.fixed_dictionaries(
    {"number": st.just("00012345"), "klass": st.sampled_from("PRS")}
)
pairs = st.lists(
    st.tuples(st.text("0123456789abcdef", min_size=4, max_size=8), st.sampled_from("ab")).map(list),
    min_size=1,
    max_size=12,
    unique_by=lambda pair: pair[0],
)
roster_args = st.fixed_dictionaries(
    {
        "roles": st.just([["focal", "focal point"], ["manager", "manager"], ["reader", "reader"]]),
        "partnerships": st.just([["P1", "P1"]]),
        "topics": st.just([["all", "all topics"], ["water", "water"]]),
        "areas": st.booleans(),
        "posts": pairs,
        "duties": pairs,
    }
)
ARGS: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    **dict.fromkeys(ROSTER, roster_args),
    LEFT.name: st.just({}),
    "feedback": feedback_args,
    "progress": progress_args,
    "answer": answer_args,
    "entry": st.fixed_dictionaries({"numbers": st.booleans()}),
    "lesson": st.just({"klass": "R"}),
}


def test_every_script_is_tried_here() -> None:
    assert set(ARGS) == set(SCRIPTS)


script_and_args = st.sampled_from(sorted(SCRIPTS)).flatmap(
    lambda name: st.tuples(st.just(SCRIPTS[name]), ARGS[name])
)


def all_feedback_args() -> Iterator[dict[str, Any]]:
    for path in sorted({*PATHS.values(), "village", "stop"}):
        for woman in (True, False):
            yield {
                "number": "00012345",
                "day": "2026-12-01",
                "cost": "free",
                "phone": "116",
                "path": path,
                "receipt": "receipt",
                "place_known": False,
                "woman": woman,
                "klass": "P",
                "submission": "0" * 32,
            }


def all_progress_args() -> Iterator[dict[str, Any]]:
    for read in ("", "on-track", "delayed", "off-track", "completed"):
        yield {
            "progress": "1" * 32,
            "code": "",
            "name": "",
            "codes": ["P1", "P2", "WASH"],
            "status": read,
            "read": read,
            "sure": False,
            "ask_mode": True,
            "figure": "1200 farmers",
            "klass": "P",
        }


def beginnings() -> Iterator[tuple[Conversation, dict[str, Any]]]:
    for args in all_feedback_args():
        yield SCRIPTS["feedback"], args
    for args in all_progress_args():
        yield SCRIPTS["progress"], args
    yield SCRIPTS["answer"], {"number": "00012345", "klass": "P"}


def press(session: Session, step: str, key: str) -> Heard:
    return Heard("press", key, step, session.id)


@lru_cache(maxsize=1)
def open_prompts() -> tuple[tuple[Conversation, Session], ...]:
    """Walk every script by all its buttons and collect each place a person can stand in."""
    found: dict[str, tuple[Conversation, Session]] = {}
    for script, args in beginnings():
        todo = [begin(script, "abcd1234", args, at()).session]
        while todo:
            session = todo.pop()
            if session is None:
                continue
            mark = orjson.dumps(to_json(session)).decode()
            if mark in found:
                continue
            found[mark] = script, session
            step = script.step(session.prompt.step)
            assert step is not None
            for key in session.prompt.keys:
                todo.append(advance(script, session, press(session, step.key, key), at()).session)
            if step.kind != "choice":
                todo.append(advance(script, session, Heard("free", "Lodwar"), at()).session)
    return tuple(found.values())


def name_of(place: tuple[Conversation, Session]) -> str:
    script, session = place
    about = session.args.get("path") or session.args.get("read") or ""
    return f"{script.name}-{about}-{session.prompt.step}"


# Any sequence of events ---------------------------------------------------------------------------


@dataclass
class Phone:
    """A person in a conversation, with all buttons they were ever shown."""

    script: Conversation
    session: Session | None
    now: datetime = NOW
    language: str = "en"
    shown: list[str] = field(default_factory=list)

    @property
    def context(self) -> Context:
        return Context(self.now, self.language)

    def see(self, turn: Turn) -> None:
        """Check that the state is defined and that all that is said can be said anywhere."""
        self.session = turn.session
        finished = [effect for effect in turn.effects if isinstance(effect, Finished)]
        assert len(finished) == (turn.session is None)
        for say in turn.says:
            for caps in ALL_CAPS:
                check_shape(render(say, caps, self.language), say, caps)
            self.shown += [choice.token for choice in say.choices]
        session = turn.session
        if session is None:
            return
        step = self.script.step(session.prompt.step)
        assert step is not None
        assert step.when(session)
        assert step.key not in session.answers
        assert session.expires_at > self.now
        assert from_json(orjson.loads(orjson.dumps(to_json(session)))) == session
        for effect in turn.effects:
            assert isinstance(effect, Answered)
            assert session.answers[effect.step] == effect.value

    def hear(self, heard: Heard) -> None:
        """Take one event, as whoever calls the engine does."""
        if self.session is None:
            return
        before = self.session
        turn = advance(self.script, before, heard, self.context)
        if not turn.taken:
            assert not turn.says
            assert not any(isinstance(effect, Answered) for effect in turn.effects)
            assert turn.session is None or turn.session.answers == before.answers
        self.see(turn)


Event = tuple[str, Any]
events = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.integers(0, 200)),
        st.tuples(
            st.just("press odd"),
            st.tuples(
                st.sampled_from(["abcd1234", "00000000", ""]),
                st.sampled_from(["may_write", "village", "which", "words", "mode", "nowhere", ""]),
                st.sampled_from(["yes", "no", "skip", "more", "P1", "total", "nothing", ""]),
            ),
        ),
        st.tuples(st.just("number"), st.integers(0, 40)),
        st.tuples(st.just("word"), st.sampled_from(everything_typed())),
        st.tuples(st.just("free"), st.text(max_size=80)),
        st.tuples(st.just("short"), st.text(max_size=60)),
        st.tuples(st.just("place"), st.just("3.11900, 35.59700")),
        st.tuples(st.just("language"), st.sampled_from(LANGUAGES)),
        st.tuples(st.just("time"), st.integers(0, 180)),
        st.tuples(st.just("version"), st.sets(st.integers(0, 6))),
        st.tuples(st.just("again"), st.none()),
        st.tuples(st.just("remind"), st.none()),
    ),
    max_size=30,
)


def happen(phone: Phone, kind: str, value: Any) -> None:
    match kind:
        case "press" if phone.shown:
            _, session, step, key = phone.shown[-1 - value % len(phone.shown)].split(":", 3)
            phone.hear(Heard("press", key, step, session))
        case "press odd":
            phone.hear(Heard("press", value[2], value[1], value[0]))
        case "number" | "word" | "short":
            phone.hear(Heard("short", str(value)))
        case "free" | "place":
            phone.hear(Heard("free" if kind == "free" else "place", value))
        case "language":
            phone.language = value
        case "time":
            phone.now += timedelta(minutes=value)
        case "version":
            kept = [s for place, s in enumerate(phone.script.steps) if place not in value]
            phone.script = replace(
                phone.script, version=phone.script.version + 1, steps=tuple(kept)
            )
        case "again" if phone.session is not None:
            phone.see(again(phone.script, phone.session, phone.context))
        case "remind" if phone.session is not None:
            phone.see(remind(phone.script, phone.session, phone.context))


@properties
@given(script_and_args, events)
def test_any_sequence_of_events_ends_in_a_defined_state(
    start: tuple[Conversation, dict[str, Any]], happenings: list[Event]
) -> None:
    script, args = start
    phone = Phone(script, None)
    phone.see(begin(script, "abcd1234", args, phone.context))
    for kind, value in happenings:
        happen(phone, kind, value)


# Every way to answer ------------------------------------------------------------------------------


def said(script: Conversation, session: Session, words: str, language: str) -> Turn:
    return advance(script, session, Heard("short", words), at(language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_is_answered_by_button_number_label_and_synonym_alike(language: str) -> None:
    for script, session in open_prompts():
        step = script.step(session.prompt.step)
        assert step is not None
        for place, key in enumerate(session.prompt.keys, 1):
            pressed = advance(script, session, press(session, step.key, key), at(language=language))
            assert pressed.effects[0] == Answered(step.key, key)
            number = str(place) if step.kind == "choice" else "0"
            choice = step.offered(session)[place - 1]
            label = choice.label if choice.literal else locales.text(language, choice.label)
            for words in (number, f" {number}. ", label, label.upper(), *synonyms(key, language)):
                answered = said(script, session, words, language)
                assert answered == pressed, (name_of((script, session)), key, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_another_language_answer_too(language: str) -> None:
    for script, session in open_prompts():
        for key in session.prompt.keys:
            for other in LANGUAGES:
                for words in synonyms(key, other):
                    turn = said(script, session, words, language)
                    own = locales.choice(words, session.prompt.keys, language)
                    assert own is not None, (name_of((script, session)), key, words, language)
                    assert turn.effects[0] == Answered(session.prompt.step, own)


@pytest.mark.parametrize("digits", ["1", "١", "१", "#1", "1️⃣", "(1)"])
def test_a_number_counts_in_any_script(digits: str) -> None:
    for script, session in open_prompts():
        step = script.step(session.prompt.step)
        if step is not None and step.kind == "choice":
            turn = said(script, session, digits, "ar")
            assert turn.effects[0] == Answered(step.key, session.prompt.keys[0])


def test_numbers_beyond_the_choices_are_no_answer() -> None:
    for script, session in open_prompts():
        for number in ("99", str(len(session.prompt.keys) + 1)):
            turn = said(script, session, number, "en")
            assert (turn.taken, turn.session, turn.says) == (False, session, ())


def test_a_place_or_free_words_answer_only_where_they_are_asked_for() -> None:
    for script, session in open_prompts():
        step = script.step(session.prompt.step)
        assert step is not None
        free = advance(script, session, Heard("free", "Lodwar"), at())
        place = advance(script, session, Heard("place", "3.11900, 35.59700"), at())
        assert free.taken is (step.kind != "choice")
        assert place.taken is (step.kind == "area")


# Buttons pressed twice, and old ones --------------------------------------------------------------


def test_a_doubled_press_changes_nothing_and_says_nothing() -> None:
    for script, session in open_prompts():
        for key in session.prompt.keys:
            heard = press(session, session.prompt.step, key)
            first = advance(script, session, heard, at())
            if first.session is None:
                continue
            second = advance(script, first.session, heard, at())
            assert second == Turn(first.session)


def test_an_old_button_replaces_that_answer_and_keeps_the_others() -> None:
    replaced = 0
    for script, session in open_prompts():
        for step_key, old in session.answers.items():
            step = script.step(step_key)
            assert step is not None
            for choice in step.offered(session):
                if choice.key == old:
                    continue
                turn = advance(script, session, press(session, step_key, choice.key), at())
                assert turn.effects[0] == Answered(step_key, choice.key, changed=True)
                answers = {**session.answers, step_key: choice.key}
                if turn.session is not None:
                    assert turn.session.answers == answers
                    assert len(turn.says) == 1
                else:
                    assert turn.effects[1:] == (Finished(answers),)
                replaced += 1
    assert replaced


def test_a_button_of_an_earlier_conversation_is_no_answer() -> None:
    for script, session in open_prompts():
        for key in session.prompt.keys:
            heard = Heard("press", key, session.prompt.step, "an-older")
            turn = advance(script, session, heard, at())
            assert (turn.taken, turn.session, turn.says) == (False, session, ())


def test_whoever_takes_back_that_we_may_write_is_asked_nothing_more() -> None:
    for script, session in open_prompts():
        if session.answers.get("may_write") == "yes":
            turn = advance(script, session, press(session, "may_write", "no"), at())
            assert turn.session is None, name_of((script, session))
            assert [say.text for say in turn.says] == ["no-contact"]


# Time, reminders, versions ------------------------------------------------------------------------


def test_expiry_keeps_partial_answers_in_silence() -> None:
    late = at(NOW + PROMPT_LIFE)
    for script, session in open_prompts():
        for heard in (
            press(
                session, session.prompt.step, session.prompt.keys[0] if session.prompt.keys else ""
            ),
            Heard("short", "1"),
            Heard("free", "Lodwar"),
        ):
            turn = advance(script, session, heard, late)
            assert turn == Turn(None, effects=(Finished(session.answers),), taken=False)
        assert not again(script, session, late).says


def test_a_question_lives_two_hours_after_it_was_last_asked() -> None:
    for script, session in open_prompts():
        hour_later = at(NOW + timedelta(hours=1))
        repeated = again(script, session, hour_later).session
        assert repeated is not None
        assert repeated.expires_at == hour_later.now + PROMPT_LIFE


def test_a_question_is_reminded_of_as_often_as_its_step_allows() -> None:
    for script, session in open_prompts():
        step = script.step(session.prompt.step)
        assert step is not None
        heard = 0
        current: Session | None = session
        for _ in range(step.retries + 3):
            assert current is not None
            turn = remind(script, current, at())
            heard += len(turn.says)
            current = turn.session
        assert heard == step.retries


def test_a_change_of_language_asks_the_same_question_again() -> None:
    for script, session in open_prompts():
        turns = [again(script, session, at(language=language)) for language in LANGUAGES]
        assert all(turn == turns[0] for turn in turns)
        assert turns[0].session == session
        texts = {render(turns[0].says[0], SMS, language).text for language in LANGUAGES}
        assert len(texts) == len(LANGUAGES)


def test_a_new_version_goes_on_where_the_step_is_still_there_and_else_ends() -> None:
    for script, session in open_prompts():
        kept = replace(script, version=script.version + 1)
        key = session.prompt.keys[0] if session.prompt.keys else ""
        heard = press(session, session.prompt.step, key) if key else Heard("free", "words")
        before, after = (advance(one, session, heard, at()) for one in (script, kept))
        assert after.effects == before.effects
        assert after.says == before.says
        if after.session is not None:
            assert after.session.version == kept.version
        gone = replace(
            kept, steps=tuple(step for step in script.steps if step.key != session.prompt.step)
        )
        ended = advance(gone, session, heard, at())
        assert ended == Turn(None, effects=(Finished(session.answers),), taken=False)


@properties
@given(
    st.builds(
        lambda args, answers: Session(
            "abcd1234",
            "feedback",
            1,
            args,
            answers,
            replace(open_prompts()[0][1].prompt, asked_at=NOW),
            2,
            NOW + PROMPT_LIFE,
        ),
        st.dictionaries(
            st.text(max_size=9),
            st.one_of(
                st.text(max_size=20),
                st.booleans(),
                st.integers(-9, 9),
                st.lists(st.text(max_size=4)),
            ),
        ),
        st.dictionaries(st.text(max_size=9), st.text(max_size=60)),
    )
)
def test_a_session_survives_its_column(session: Session) -> None:
    assert from_json(orjson.loads(orjson.dumps(to_json(session)))) == session


# Rendering and paging -----------------------------------------------------------------------------


def check_shape(outgoing: Outgoing, say: Say, caps: Caps) -> None:
    """Check that these caps can show it, and that numbers mean what they stand at."""
    assert outgoing.text
    assert "{" not in outgoing.text
    tokens = [choice.token for choice in say.choices]
    if caps.buttons > 1 or (caps.buttons and len(tokens) == 1):
        assert len(outgoing.buttons) <= caps.buttons
        assert all(0 < len(button.label) <= caps.button_chars for button in outgoing.buttons)
        return
    assert [button.token for button in outgoing.buttons] == tokens
    if not say.args.get("free"):
        for place, label in numbered(outgoing):
            assert outgoing.buttons[place - 1].label == label


def numbered(outgoing: Outgoing) -> list[tuple[int, str]]:
    """Read the numbers off a text, as a person does; "0 more" left out."""
    labels = "|".join(re.escape(button.label) for button in outgoing.buttons)
    found = re.findall(rf"(?<!\w)([1-9]\d*) ({labels})(?!\w)", outgoing.text) if labels else []
    return [(int(number), label) for number, label in found]


def many(count: int, optional: bool) -> Conversation:
    choices = tuple(
        Choice(f"k{place}", f"choice-{place:02}", literal=True) for place in range(1, count + 1)
    )
    return Conversation(
        "many", 1, (Ask("pick", "language-ask", choices=choices, optional=optional),)
    )


@properties
@given(
    st.integers(1, 45),
    st.booleans(),
    st.sampled_from([*ALL_CAPS, Caps(5, 9, 100)]),
    st.sampled_from(LANGUAGES),
)
def test_more_reaches_every_choice_and_numbers_keep_their_meaning(
    count: int, optional: bool, caps: Caps, language: str
) -> None:
    script = many(count, optional)
    turn = begin(script, "abcd1234", {}, at(language=language))
    seen: set[str] = set()
    numbers: dict[int, str] = {}
    has_buttons = caps.buttons > 1 or (caps.buttons == 1 and count + optional == 1)
    for _ in range(count + 2):
        session = turn.session
        assert session is not None
        outgoing = render(turn.says[0], caps, language)
        check_shape(outgoing, turn.says[0], caps)
        if has_buttons:
            shown = [button.token.rsplit(":", 1)[-1] for button in outgoing.buttons]
            seen |= set(shown) - {MORE}
            more: Heard | None = press(session, "pick", MORE) if MORE in shown else None
        else:
            for number, label in numbered(outgoing):
                key = session.prompt.keys[number - 1]
                assert numbers.setdefault(number, label) == label
                assert said(script, session, str(number), language).effects[0] == Answered(
                    "pick", key
                )
                seen.add(key)
            word = locales.text(language, "button-more")
            more = Heard("short", "0") if f"0 {word}" in outgoing.text else None
        if more is None:
            break
        turn = advance(script, session, more, at(language=language))
        assert turn.taken
        assert not turn.effects
    wanted = {f"k{place}" for place in range(1, count + 1)} | ({SKIP} if optional else set())
    assert seen == wanted


def test_more_comes_round_to_the_first_page() -> None:
    script = many(20, False)
    turn = begin(script, "abcd1234", {}, at())
    texts = []
    for _ in range(4):
        texts.append(render(turn.says[0], SMS, "en").text)
        assert turn.session is not None
        turn = advance(script, turn.session, Heard("short", "more"), at())
    assert texts[3] == texts[0]
    assert len(set(texts[:3])) == 3


def test_a_long_label_is_cut_to_what_the_channel_shows_and_its_token_is_not() -> None:
    label = "Coordination des affaires humanitaires"
    say = Say("language-ask", {}, (Choice("x", label, "s:1:pick:x", literal=True),))
    (button,) = render(say, NARROW, "fr").buttons
    assert button == Button(label[:19] + "…", "s:1:pick:x")


def test_numbers_stand_in_the_text_only_where_there_are_no_buttons() -> None:
    turn = begin(many(3, False), "abcd1234", {}, at())
    assert "1 choice-01" in render(turn.says[0], SMS, "en").text
    assert "choice-01" not in render(turn.says[0], WEB, "en").text


def test_a_question_in_free_words_offers_no_numbers() -> None:
    args = next(one for one in all_feedback_args() if one["path"] == "danger")
    turn = begin(SCRIPTS["feedback"], "abcd1234", args, at())
    outgoing = render(turn.says[0], SMS, "en")
    assert not numbered(outgoing)
    assert labels_of(outgoing.buttons) == {SKIP: "s:abcd1234:where:skip"}
