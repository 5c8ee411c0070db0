"""Drafts and ready answers as rows; clocks, telephone numbers, and words that say nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import Connection, func, insert, select
from typer.testing import CliRunner

import locales
from bot.__main__ import cli
from bot.app import BadSetting, open_house
from bot.commands.answers import LONGEST, list_answers, set_answer
from bot.settings import Settings
from handlers import promise
from handlers.answers import holds_number, language_name, may_be_ready, shipped
from handlers.conversations.duty import _without_lead
from handlers.triage import COMPUTED, FLAGS
from storage import answers
from storage.database import Database
from storage.ids import new_id
from storage.schema import audit, case, draft, ready_answer
from storage.types import Class, Severity

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 10:00 in Kenya
LATER = MONDAY + timedelta(hours=2)


# Rows ---------------------------------------------------------------------------------------------


def _case(connection: Connection, number: str) -> str:
    id = new_id()
    connection.execute(
        insert(case).values(
            id=id, number=number, klass="P", severity="normal", state="new", opened_at=MONDAY
        )
    )
    return id


def _add(connection: Connection, case_id: str, address: str = "a", at: datetime = LATER) -> str:
    id = new_id()
    answers.add_draft(connection, id, address, "staff", case_id, "", "P", b"sealed", at)
    return id


async def test_drafts_replace_one_another_expire_and_are_forgotten(database: str) -> None:
    db = Database(database)

    def work(connection: Connection) -> None:
        one, other = _case(connection, "48219307"), _case(connection, "51770201")
        first, second = _add(connection, one), _add(connection, one)
        third, theirs = _add(connection, other), _add(connection, one, "b")
        waiting = answers.open_drafts(connection, "a", MONDAY)
        assert [row.id for row in waiting] == [second, third]
        assert [row.number for row in waiting] == ["48219307", "51770201"]
        replaced = answers.find_draft(connection, first)
        assert replaced is not None
        assert (replaced.state, replaced.words_sealed) == ("dropped", None)
        assert answers.settle_draft(connection, second, "sent")
        assert not answers.settle_draft(connection, second, "dropped")
        assert answers.due_drafts(connection, LATER - timedelta(seconds=1)) == []
        assert set(answers.due_drafts(connection, LATER)) == {third, theirs}
        assert answers.open_drafts(connection, "a", LATER) == []
        assert answers.find_draft(connection, "none") is None
        assert answers.forget_drafts(connection, LATER) == 0
        assert answers.forget_drafts(connection, LATER + timedelta(days=1)) == 2
        left = connection.execute(select(func.count()).select_from(draft)).scalar_one()
        assert left == 2  # what is open stays, however old

    try:
        await db.write(work)
    finally:
        await db.close()


async def test_of_ready_answers_the_latest_holds_and_empty_words_end_it(database: str) -> None:
    db = Database(database)

    def work(connection: Connection) -> None:
        for words in ("One.", "Two."):
            answers.set_ready_answer(connection, "KE", "no_water", "sw", words, "x", MONDAY)
        answers.set_ready_answer(connection, "HT", "no_water", "ht", "Dlo.", "x", MONDAY)
        assert answers.ready_answers(connection) == {
            ("KE", "no_water", "sw"): "Two.",
            ("HT", "no_water", "ht"): "Dlo.",
        }
        answers.set_ready_answer(connection, "KE", "no_water", "sw", "", "x", MONDAY)
        assert set(answers.ready_answers(connection)) == {("HT", "no_water", "ht")}

    try:
        await db.write(work)
    finally:
        await db.close()


# The command line ---------------------------------------------------------------------------------


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, secret_key=SecretStr("x" * 40))  # type: ignore[call-arg]


async def test_a_country_sets_its_answers_with_a_record_of_who_did(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    await set_answer(settings, "KE", "no_water", "sw", "  Lori la maji\nlinakuja. ")
    lines = await list_answers(settings, "KE")
    assert lines[0] == "KE no_water sw: Lori la maji linakuja."
    assert any(line.startswith("* restricted ar: ") for line in lines)
    assert not (await list_answers(settings, "HT"))[0].startswith("KE")
    async with open_house(settings) as house:

        def look(connection: Connection) -> tuple[Any, Any]:
            noted = connection.execute(select(audit)).one()
            return noted, connection.execute(select(ready_answer)).one()

        noted, kept = await house.db.read(look)
    assert (noted.actor, noted.action, noted.object) == (
        "operator",
        "ready-answer",
        "KE:no_water:sw",
    )
    assert kept.by == "operator"


@pytest.mark.parametrize(
    ("country", "subject", "language", "words", "named"),
    [
        ("XX", "no_water", "sw", "Maji.", "--country XX"),
        ("KE", "sea", "sw", "Maji.", "--subject sea"),
        ("KE", "fraud", "sw", "Maji.", "--subject fraud"),
        ("KE", "cluster", "sw", "Maji.", "--subject cluster"),
        ("KE", "nothing", "sw", "Maji.", "--subject nothing"),
        ("KE", "no_water", "swa", "Maji.", "--language swa"),
        ("KE", "no_water", "kiswahili", "Maji.", "--language kiswahili"),
        ("KE", "no_water", "sw", "m" * (LONGEST + 1), "characters"),
    ],
)
async def test_what_cannot_be_set_is_named_and_nothing_is_kept(
    tmp_path: Path, country: str, subject: str, language: str, words: str, named: str
) -> None:
    settings = _settings(tmp_path)
    with pytest.raises(BadSetting, match=named):
        await set_answer(settings, country, subject, language, words)
    assert all(line.startswith("*") for line in await list_answers(settings, ""))


def test_the_command_line_sets_and_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    before, run = structlog.get_config(), CliRunner().invoke
    try:
        options = ("--country", "ke", "--subject", "no_water", "--language", "sw")
        done = run(cli, ["answers", "set", *options, "Lori linakuja."])
        assert (done.exit_code, done.stdout) == (0, "KE no_water sw: Lori linakuja.\n")
        shown = run(cli, ["answers", "list", "--country", "ke"]).stdout
        assert shown.startswith("KE no_water sw: Lori linakuja.\n")
        assert "(as shipped)" in run(cli, ["answers", "set", *options, ""]).stdout
    finally:
        structlog.configure(**before)


# What is shipped ----------------------------------------------------------------------------------


def test_no_ready_answer_speaks_of_what_is_sealed_or_restricted() -> None:
    named = {subject for subject in shipped() if subject in FLAGS}
    assert {"no_water", "disease", "hunger", "disaster", "service_broken", "scam"} <= named
    assert "harmful_rumour" not in named
    assert all(FLAGS[code].klass is Class.P for code in named - {"scam"})
    for code in FLAGS:
        open_to_all = FLAGS[code].klass is Class.P and code not in COMPUTED
        assert may_be_ready(code) == (open_to_all or code == "scam")
    assert may_be_ready("water") and may_be_ready("aid")


@pytest.mark.parametrize("language", locales.languages())
def test_ready_answers_are_in_their_language(language: str) -> None:
    english = {subject: locales.text("en", f"ready-{subject}") for subject in shipped()}
    for subject, words in english.items():
        own = locales.text(language, f"ready-{subject}")
        assert (own == words) == (language == "en")


def test_languages_are_named_in_the_language_of_who_reads_it() -> None:
    assert language_name("sw", "fr") == "swahili"
    assert language_name("tpi", "en") == "Tok Pisin"
    assert language_name("ht", "ht").casefold() == locales.about("ht").name.casefold()
    assert language_name("qqq", "en") == "qqq"


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "ending", "kept"),
    [
        ("because the road is cut", "cannot", "the road is cut"),
        ("Because of the flood", "cannot", "the flood"),
        ("parce que la route est coupée", "cannot", "la route est coupée"),
        ("kwa sababu barabara imekatika", "cannot", "barabara imekatika"),
        ("paske wout la koupe", "cannot", "wout la koupe"),
        ("لأن الطريق مقطوع", "cannot", "الطريق مقطوع"),
        ("it went to the road office", "not_ours", "the road office"),
        ("imepelekwa kwa idara ya barabara", "not_ours", "idara ya barabara"),
        ("because", "cannot", "because"),
        ("becausewords stay", "cannot", "becausewords stay"),
        ("because we come", "", "because we come"),
    ],
)
def test_the_head_that_the_text_says_already_is_left_out(
    words: str, ending: str, kept: str
) -> None:
    assert _without_lead(words, ending) == kept


@pytest.mark.parametrize(
    ("words", "known", "held"),
    [
        ("Call 0722 123 456", [], True),
        ("Call +675 7123 4567 now", [], True),
        ("We are 12 people with 300 tablets", [], False),
        ("About 48219307: on 2026-12-03 at 14:30", [], False),
        ("123 45-67 it is", ["254701234567"], True),
        ("12 people", ["12"], False),
    ],
)
def test_a_telephone_number_is_known_for_what_it_is(
    words: str, known: list[str], held: bool
) -> None:
    assert holds_number(words, "KE", known) is held


@given(st.text(max_size=300))
def test_any_words_can_be_looked_at(words: str) -> None:
    assert holds_number(words, "", []) in (True, False)
    assert locales.is_bare(words) in (True, False)
    assert _without_lead(words, "cannot")[-20:] == words[-20:] or not words.strip()


@pytest.mark.parametrize("words", ["Yes", "OK.", "hapana", "oui!", "wi", "نعم", "test", "👍"])
def test_bare_words(words: str) -> None:
    assert locales.is_bare(words)


@pytest.mark.parametrize("words", ["", "yes the water is bad", "not safe", "unsafe", "broken", "1"])
def test_words_that_say_something(words: str) -> None:
    assert not locales.is_bare(words)


# Clocks -------------------------------------------------------------------------------------------


def test_a_first_step_counts_working_days_and_never_passes_the_promised_day() -> None:
    friday = MONDAY + timedelta(days=4)
    free = promise.act_by(Severity.NORMAL, Class.P, "KE", friday, None)
    assert promise.local(free, "KE") == datetime(2026, 12, 4, 17, tzinfo=promise.zone("KE"))
    soon = promise.act_by(Severity.NORMAL, Class.P, "KE", friday, date(2026, 11, 30))
    assert promise.local(soon, "KE") == datetime(2026, 11, 30, 17, tzinfo=promise.zone("KE"))
    slow = promise.act_by(Severity.LOW, Class.P, "KE", MONDAY, None)
    assert promise.local(slow, "KE").date() == date(2026, 12, 7)


def test_what_presses_runs_round_the_clock_and_is_cut_by_the_promise() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert promise.act_by(Severity.CRITICAL, Class.P, "KE", saturday, None) == saturday + timedelta(
        hours=1
    )
    sealed = promise.act_by(Severity.CRITICAL, Class.S, "KE", saturday, None)
    assert sealed == saturday + timedelta(days=1)
    assert promise.act_by(Severity.URGENT, Class.P, "KE", saturday, None) == saturday + timedelta(
        days=1
    )
    today = promise.act_by(Severity.URGENT, Class.P, "KE", MONDAY, MONDAY.date())
    assert promise.local(today, "KE").hour == 17


@pytest.mark.parametrize("severity", list(Severity))
def test_whoever_takes_what_is_late_has_some_hours(severity: Severity) -> None:
    due = promise.act_by(severity, Class.P, "KE", MONDAY, date(2026, 11, 20))
    hours = 1 if severity is Severity.CRITICAL else 4
    assert due == MONDAY + timedelta(hours=hours)


@given(
    st.sampled_from(list(Severity)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["KE", "HT", "PG", "SD", ""]),
)
def test_a_first_step_is_always_ahead(
    severity: Severity, when: datetime, promised: date | None, country: str
) -> None:
    now = when.replace(tzinfo=UTC)
    due = promise.act_by(severity, Class.P, country, now, promised)
    assert due > now
    if promised is not None and promised > promise.local(now, country).date():
        assert promise.local(due, country).date() <= promised


def test_nothing_graver_is_promised_later() -> None:
    for klass in (Class.P, Class.R):
        days = [
            promise.promised_day(severity, klass, "complaint", "KE", MONDAY)
            for severity in (Severity.NORMAL, Severity.URGENT, Severity.CRITICAL)
        ]
        assert days == sorted((day for day in days if day), reverse=True)
        assert days[1] == days[2]
