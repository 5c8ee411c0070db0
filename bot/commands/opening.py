"""`baraza open-country`, `close-country`, `test-alert`: the gate before people are told to write.

Each refusal lists all that is missing, with the command that mends it; ``--check`` only lists.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.house import House

PER_LANGUAGE = ("name", "who_we_are", "closed_text")  # keys that may end in ".sw"
IN_TEXTS = {"name": "service", "who_we_are": "who", "closed_text": "after"}  # their variables
LONGEST_HELP_LINE = 20  # characters
OPERATOR = "operator"
MATTER_COLUMNS = ("number", "class", "severity", "state", "owner", "opened", "promised")

Code = Annotated[str, typer.Argument(help="ISO 3166-1 alpha-2, for example KE.")]
Check = Annotated[bool, typer.Option("--check", help="Only list; change nothing.")]
Run = Callable[[Callable[[Settings], Coroutine[Any, Any, Any]]], Any]


def add_to(cli: typer.Typer, run: Run) -> None:
    """Put the commands on the command line; ``run`` gives work the settings and does it."""

    @cli.command("open-country")
    def open_country(code: Code, check: Check = False) -> None:
        """Open a country: from then on people are promised an answer.

        Refuses until nothing is missing, and says what is. Example: baraza open-country KE --check
        """
        told = run(lambda settings: opened(settings, _country(code), check))
        typer.echo(told)

    @cli.command("close-country")
    def close_country(
        code: Code,
        check: Check = False,
        csv_file: Annotated[
            Path | None, typer.Option("--csv", help="Write the open matters to this file.")
        ] = None,
    ) -> None:
        """Close a country: a year of automatic answers, then all its words are removed.

        Open matters stay with their owners and are listed by number. Example: baraza close-country
        KE --check --csv open.csv
        """
        typer.echo(run(lambda settings: closed(settings, _country(code), check, csv_file)))

    @cli.command("test-alert")
    def test_alert(code: Code) -> None:
        """Send a test alert to the first on duty of each class; their "mine" is kept 90 days.

        Example: baraza test-alert KE
        """
        typer.echo(run(lambda settings: tested(settings, _country(code))))


def _country(code: str) -> str:
    import pycountry

    from bot.app import BadSetting

    wanted = code.strip().upper()
    if pycountry.countries.get(alpha_2=wanted) is None:
        raise BadSetting(f"{code!r}: two letters of ISO 3166-1, for example KE")
    return wanted


async def opened(settings: Settings, country: str, check: bool) -> str:
    """Open a country, or say what is missing. Raises ``BadSetting`` where anything is."""
    from bot.app import BadSetting, open_house
    from handlers import opening
    from handlers.desk import Desk

    def work(desk: Desk) -> tuple[list[opening.Lack], int, bool]:
        if opening.is_open(desk, country):
            return opening.lacks(desk, country), 0, True
        missing = opening.lacks(desk, country)
        waiting = 0 if missing or check else opening.open_country(desk, country, OPERATOR)
        return missing, waiting, False

    async with open_house(settings) as house:
        missing, waiting, before = await house.at_desk(work)
    listed = "\n".join(f"  ✗ {one.what}\n      {one.mend}" for one in missing)
    if missing and (check or not before):
        verb = "is open, but there is missing" if before else "does not open; missing"
        raise BadSetting(f"{country} {verb}:\n{listed}")
    if before:
        return f"{country} is open."
    if check:
        return f"{country}: nothing is missing; baraza open-country {country}"
    return f"{country} is open. {waiting} matters from before wait; the digests list them."


async def closed(settings: Settings, country: str, check: bool, file: Path | None) -> str:
    """Close a country and list what is open. Raises ``BadSetting`` where it is not open."""
    from bot.app import BadSetting, open_house
    from handlers import opening
    from handlers.desk import Desk
    from storage import opening as stored

    def work(desk: Desk) -> tuple[list[Any], stored.Removal, date | None]:
        matters = list(stored.open_matters(desk.connection, country))
        removal = stored.to_remove(desk.connection, country)
        if check:
            return matters, removal, None
        if not opening.is_open(desk, country):
            raise BadSetting(f"{country} is not open; see `baraza close-country {country} --check`")
        until = opening.close_country(desk, country, OPERATOR)
        return matters, removal, until

    async with open_house(settings) as house:
        matters, removal, until = await house.at_desk(work)
    if file is not None:
        _write(file, matters)
    lines = [
        f"{one.number} {one.klass} {one.severity} {one.state}, {one.post or 'nobody has it'}"
        for one in matters
    ]
    if until is None:
        lines.append(
            f"{len(matters)} matters are open. The removal, a year after closing, would take the "
            f"words of {removal.submissions} submissions and {removal.messages} messages, "
            f"{removal.addresses} addresses and {removal.files} files."
        )
    else:
        lines.append(
            f"{country} is closed. {len(matters)} matters stay with their owners until they are "
            f"ended. Words and addresses are removed on {until}."
        )
    return "\n".join(lines)


def _write(file: Path, matters: list[Any]) -> None:
    """Write open matters to a CSV file: numbers and posts, never a word."""
    from bot.app import BadSetting

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(MATTER_COLUMNS)
            for one in matters:
                promised = one.promised_on.isoformat() if one.promised_on else ""
                opened = one.opened_at.date().isoformat()
                writer.writerow(
                    (one.number, one.klass, one.severity, one.state, one.post, opened, promised)
                )
    except OSError as error:
        raise BadSetting(f"--csv: {file}: {error.strerror}") from error


async def tested(settings: Settings, country: str) -> str:
    """Send test alerts. Raises ``BadSetting`` where nobody at all can be reached."""
    from bot.app import BadSetting, open_house
    from handlers import opening

    async with open_house(settings) as house:
        tried = await house.at_desk(opening.test_alert, country, OPERATOR)
    told = [
        f"class {one.klass}: {one.post or 'nobody on its ladder can be reached'}" for one in tried
    ]
    if not any(one.post for one in tried):
        raise BadSetting(
            f"{country}: no test alert was sent\n" + "\n".join(f"  ✗ {line}" for line in told)
        )
    return "\n".join([*told, "They press Mine, or text 1; then it counts for 90 days."])


# A country's settings -----------------------------------------------------------------------------


def per_language(key: str) -> bool:
    """Say whether a key may end in a language, and does in one of ours (``name.sw``)."""
    import locales

    name, _, language = key.partition(".")
    return name in PER_LANGUAGE and language in locales.languages()


def set_country(connection: Connection, house: House, country: str, key: str, value: str) -> None:
    """Check a country's setting and add it to the history. Raises ``BadSetting``."""
    from bot.app import BadSetting
    from handlers import promise
    from storage import people

    now = house.clock()
    today = promise.local(now, country).date()
    value = value.strip()
    if key == "help_line":
        if not 0 < len(value) <= LONGEST_HELP_LINE or not any(map(str.isdigit, value)):
            raise BadSetting(f"help_line: a number of 1 to {LONGEST_HELP_LINE} characters")
        people.set_country(
            connection, country, "help_line_confirmed", today.isoformat(), OPERATOR, now
        )
    elif key == "help_line_confirmed":
        value = _past_day(value, today).isoformat()
    elif key == "language_reviewed":
        value = _vouched(connection, country, value, today)
    elif key.partition(".")[0] in PER_LANGUAGE:
        _check_length(connection, house, country, key, value)
    people.set_country(connection, country, key, value, OPERATOR, now)
    people.write_audit(connection, OPERATOR, "country", country, now, key)


def _past_day(value: str, today: date) -> date:
    from bot.app import BadSetting

    if value == "today":
        return today
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BadSetting("help_line_confirmed: today, or a day as 2026-11-21") from error
    if day > today:
        raise BadSetting("help_line_confirmed: that day is still to come")
    return day


def _vouched(connection: Connection, country: str, value: str, today: date) -> str:
    """Check "LANGUAGE: POST": the post whose holder, a native speaker, has read the texts."""
    from bot.app import BadSetting
    from handlers.opening import languages_of
    from storage import opening

    language, _, post = (part.strip() for part in value.partition(":"))
    spoken = languages_of(country)
    if language not in spoken or not post:
        named = ", ".join(spoken) or "none of ours"
        raise BadSetting(
            f'language_reviewed: "LANGUAGE: POST", a language of the country ({named}) and the '
            'post whose holder has read its texts, for example "sw: Coordinator, Kenya"'
        )
    if post not in {one.post for one in opening.posts(connection, country)}:
        raise BadSetting(f"language_reviewed: no post of {country} is called {post!r}")
    return f"{language}: {post}, {today.isoformat()}"


def _check_length(connection: Connection, house: House, country: str, key: str, value: str) -> None:
    """Refuse what would lengthen an SMS text by a segment. Raises ``BadSetting``."""
    import locales
    from bot.app import BadSetting
    from locales.lint import room
    from storage import people

    base, _, language = key.partition(".")
    if "\n" in value or value == "none":
        raise BadSetting(f"{key}: one line of words")
    if base == "who_we_are" and not language:
        raise BadSetting(f"{key}: say it per language, for example who_we_are.en")
    known = people.country_settings(connection)
    for code in [language] if language else locales.languages():
        given = {"service": house.settings.service_name}
        for name, variable in IN_TEXTS.items():
            own = known.get((country, f"{name}.{code}")) or known.get((country, name))
            if own and name != "closed_text":
                given[variable] = own
        if not language and known.get((country, f"{base}.{code}")):
            continue  # this language has its own
        given[IN_TEXTS[base]] = value
        if value and (most := room(code, given, IN_TEXTS[base])) < len(value):
            raise BadSetting(
                f"{key}: {len(value)} characters; texts in {locales.about(code).english} stay "
                f"within their SMS with at most {most}; say it shorter"
                + ("" if language else f", or set {base}.{code}")
            )
