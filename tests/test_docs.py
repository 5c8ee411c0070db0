"""The documents keep up with the code: what can be set, run, sent or found is written down.

``python -m tests.test_docs`` writes ``docs/settings.md`` anew from ``bot.settings``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import locales
from bot.__main__ import cli
from bot.settings import Settings
from bot.staffing import COUNTRY_KEYS
from handlers.triage import COMPUTED, FLAGS, KINDS
from storage.schema import metadata
from storage.types import Class, EventKind, Severity

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_SAID = re.compile(r"^\| `([a-z-]+)` \| (.+) \|$", re.MULTILINE)
_DIGITS_OF_EXAMPLES = "48219307"

COUNTRY_SETTINGS = {
    "language": "Language to speak to people whose own is not known yet; `en` if not set.",
    "help_line": "Number that people in danger are told to call; without it none is named. "
    "Setting it confirms it for 90 days.",
    "alert_from": "Least severity told at once: low, normal, urgent (the default), critical.",
    "woman_on_duty": "`yes`: whoever may be called is offered a woman.",
    "name": "The name the bot gives itself in this country (`name.sw`: in one language); else "
    "SERVICE_NAME. Refused where a text would no longer fit its SMS.",
    "who_we_are": "The line behind the name, per language (`who_we_are.sw`), instead of "
    "“a UN message line”; as short as the SMS asks for.",
    "help_line_confirmed": "The day somebody called the help line and it answered; `today`.",
    "language_reviewed": '`"sw: POST"`: the language of the country and the post whose holder, a '
    "native speaker, has read its texts.",
    "closed_text": "Whom to turn to once the country has closed, per language "
    "(`closed_text.sw`) or for all.",
}


def settings_page() -> str:
    """Write the page of settings from their one definition."""
    lines = [
        "# Settings",
        "",
        "Read from the environment, or from a file `.env` in the working directory, once at start.",
        "`baraza settings` prints them with their values here; secrets are shown as stars. A wrong",
        "value ends the start with one line that names the setting and status 2. This page is made",
        "of `bot/settings.py` by `python -m tests.test_docs`; do not edit it by hand.",
        "",
        "| Name | If not set | What it is for |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = field.default
        value = getattr(default, "get_secret_value", lambda shown=default: shown)()
        shown = f"`{value}`" if value != "" else ""
        lines.append(f"| `{name.upper()}` | {shown} | {field.description} |")
    lines += [
        "",
        "`postgres://` and `postgresql://` are accepted, as are `redis://` and `rediss://`. Where",
        "DATABASE_URL is a PostgreSQL, SECRET_KEY must be set, the same in every process.",
        "",
        "## A country's settings",
        "",
        "Set with `baraza country CODE KEY VALUE`; every change stays in the history.",
        "",
        "| Key | What it is for |",
        "|---|---|",
    ]
    lines += [f"| `{key}` | {what} |" for key, what in COUNTRY_SETTINGS.items()]
    return "\n".join(lines) + "\n"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_setting_is_on_its_page_as_the_code_describes_it() -> None:
    assert read("settings.md") == settings_page(), "run: python -m tests.test_docs"


def test_every_setting_of_a_country_is_described() -> None:
    assert set(COUNTRY_SETTINGS) == COUNTRY_KEYS


@pytest.mark.parametrize("command", sorted(typer.main.get_group(cli).commands))
def test_every_command_is_explained_to_operators(command: str) -> None:
    assert f"| `baraza {command}" in read("operations.md")


def channels() -> Iterator[str]:
    for file in sorted((ROOT / "bot" / "channels").glob("*.py")):
        if file.stem not in ("__init__", "base"):
            yield file.stem


@pytest.mark.parametrize("channel", list(channels()))
def test_every_channel_has_its_guide(channel: str) -> None:
    assert (DOCS / "channels" / f"{channel}.md").is_file()


@pytest.mark.parametrize("code", sorted(FLAGS))
def test_every_flag_is_in_the_glossary_with_its_severity_and_class(code: str) -> None:
    rule = FLAGS[code]
    row = re.search(rf"^\|[^|]*`{code}`[^|]*\| (\w+) \| (\w) \|", read("glossary.md"), re.MULTILINE)
    assert row is not None
    assert row.groups() == (rule.severity.value, rule.klass.value)


@pytest.mark.parametrize(
    "word",
    sorted(
        {*KINDS, *(one.value for one in EventKind), *(one.value for one in Severity), *COMPUTED}
    ),
)
def test_every_kind_of_message_and_event_is_in_the_glossary(word: str) -> None:
    assert f"`{word}`" in read("glossary.md")


@pytest.mark.parametrize("klass", list(Class))
def test_every_class_is_in_the_glossary(klass: Class) -> None:
    assert f"| {klass.value} |" in read("glossary.md")


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_is_in_the_architecture(table: str) -> None:
    assert f"`{table}`" in read("architecture.md")


def requirements() -> Iterator[str]:
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-")):
                yield re.split(r"[\[<>= ]", line)[0]


@pytest.mark.parametrize("library", list(requirements()))
def test_the_licence_of_every_library_is_known(library: str) -> None:
    page = read("decisions.md").partition("### Licences")[2]
    assert re.search(rf"[ (]{re.escape(library)}[ ,;)]", page)


def rendered(id: str) -> str:
    """Say a text as the safeguarding page quotes it."""
    args = {
        "number": _DIGITS_OF_EXAMPLES,
        "day": "Tue 1 Dec",
        "path": "safe",
        "phone": "116",
        "cost": "free",
        "time": "15:05",
        "words": "…",
    }
    return locales.text("en", id, args)


def test_the_safeguarding_page_quotes_what_is_said_word_for_word() -> None:
    quoted = _SAID.findall(read("safeguarding.md"))
    assert len(quoted) > 8
    for id, words in quoted:
        assert words == rendered(id), id


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), f"{target} is not there"
        if anchor:
            assert anchor in anchors(to), f"{target}: no such heading"


def anchors(page: Path) -> set[str]:
    """List the anchors of a page's headings, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}


@pytest.mark.parametrize("heading", ["# One two, three", "## `one` Two three"])
def test_a_heading_becomes_an_anchor(heading: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{heading}\n", encoding="utf-8")
    assert anchors(page) == {"one-two-three"}


if __name__ == "__main__":
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    sys.stdout.write("docs/settings.md\n")
