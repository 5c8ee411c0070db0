"""The command line: `baraza`, or `python -m bot`.

Everything heavy is imported inside the command that needs it, so that `baraza --help` answers at
once.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from bot.commands import answers, areas, intake, opening, partnerships, staff
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.house import House

cli = typer.Typer(
    help="Baraza: a public meeting that fits in a text message. Start with `baraza run --demo`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")]


def main() -> None:
    """Run the command line; what an operator can mend ends with one clear line and status 2."""
    from bot.app import BadSetting
    from storage.migrate import NotMigrated

    try:
        cli()
    except (BadSetting, NotMigrated) as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    typer.echo(f"baraza: {message}", err=True)
    raise SystemExit(2)


def _settings() -> Settings:
    try:
        settings = Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        _fail(f"{name}: {first['msg']}; see `baraza settings`")
    from bot.logs import set_up

    try:
        set_up(settings.log_level)
    except ValueError as error:
        _fail(str(error))
    return settings


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


# Running ----------------------------------------------------------------------------------------


@cli.command()
def run(
    demo: Annotated[
        bool, typer.Option("--demo", help="Seed two countries and show three phones; loopback.")
    ] = False,
) -> None:
    """Start everything in one process: web, worker, sender and clock.

    Example: baraza run --demo
    """
    _run(_serve(_settings(), ("web", "worker"), demo))


@cli.command()
def web() -> None:
    """Start a web process: takes messages in, serves pages. Any number may run."""
    _run(_serve(_settings(), ("web",), False, migrate_first=False))


@cli.command()
def worker() -> None:
    """Start a worker process: handles, sends, keeps the clock. Any number may run."""
    _run(_serve(_settings(), ("worker",), False, migrate_first=False))


async def _serve(
    settings: Settings, parts: tuple[str, ...], demo: bool, migrate_first: bool = True
) -> None:
    from bot.app import Running, open_house

    if demo or not settings.host:
        host = "127.0.0.1" if demo or "worker" in parts else "0.0.0.0"
        settings = settings.model_copy(update={"host": host})
    async with open_house(settings, migrate_first=migrate_first) as house:
        if demo:
            from bot.demo import furnish

            await furnish(house)
        async with Running(house, parts) as running:
            _say_ready(house, running.port, parts)
            await running.until_told()


def _say_ready(house: House, port: int, parts: tuple[str, ...]) -> None:
    names = ", ".join(sorted(house.channels))
    if "web" not in parts:
        typer.echo(f"Baraza is ready: {', '.join(parts)}; channels: {names}")
        return
    address = f"http://{house.settings.host}:{port}/"
    what = "three phones" if house.people else "the community chat"
    typer.echo(f"Baraza is ready: {address} ({what}); health: {address}health/ready")
    if house.people:
        typer.echo("In a second terminal: baraza chat --as community   (or manager, or focal)")
    sys.stdout.flush()


@cli.command()
def chat(
    as_: Annotated[str, typer.Option("--as", help="community, manager or focal.")] = "community",
    country: Country = "",
    name: Annotated[str, typer.Option(help="Another phone: any word.")] = "",
) -> None:
    """Chat in the terminal, as on a simple phone: choices are numbers.

    Example: baraza chat --as focal --country KE
    """
    if as_ not in ("community", "manager", "focal"):
        _fail("--as: community, manager or focal")
    from bot.terminal import chat as chat_in_terminal

    _run(chat_in_terminal(_settings(), as_, country.upper(), name))


@cli.command()
def migrate() -> None:
    """Bring the database to this version; safe to repeat. The release step of a deployment."""
    from bot.app import open_house
    from storage.migrate import HEAD

    async def work() -> None:
        async with open_house(_settings()):
            typer.echo(f"The database is at {HEAD}.")

    _run(work())


# Setting up -------------------------------------------------------------------------------------


@cli.command()
def settings() -> None:
    """Print every setting: its name, its value here, what it is for."""
    now = _settings()
    for name, field in Settings.model_fields.items():
        value = getattr(now, name)
        shown = str(value) if value != "" else "(empty)"
        typer.echo(f"{name.upper()}={shown}\n    {field.description}")


@cli.command()
def country(
    code: Annotated[str, typer.Argument(help="ISO 3166-1 alpha-2.")],
    key: Annotated[
        str,
        typer.Argument(help="See docs/settings.md; some take a language: name.sw."),
    ],
    value: Annotated[str, typer.Argument(help="The new value.")],
) -> None:
    """Change a country's setting; the old value stays in its history.

    Example: baraza country KE help_line 116
    """
    from bot.staffing import set_country

    _run(set_country(_settings(), code.upper(), key, value))
    typer.echo(f"{code.upper()} {key} = {value}")


@cli.command()
def demo() -> None:
    """Seed the demonstration's countries into an empty database, and list its people."""
    from bot.app import open_house
    from bot.demo import PEOPLE, furnish

    async def work() -> None:
        async with open_house(_settings()) as house:
            await furnish(house)

    _run(work())
    for person in PEOPLE:
        typer.echo(f"{person.slot:<10} {person.label}")


for commands in (staff, opening, areas, partnerships, answers, intake):
    commands.add_to(cli, lambda work: _run(work(_settings())))


# Trying -----------------------------------------------------------------------------------------


@cli.command()
def replay(
    file: Annotated[Path, typer.Argument(help="A TSV with a header, one message a row.")],
    column: Annotated[str, typer.Option(help="The column of the messages.")] = "text",
    country: Country = "",
    as_json: Annotated[bool, typer.Option("--json", help="End with one line of JSON.")] = False,
) -> None:
    """Send a file of messages through the whole journey, and account for each.

    A rehearsal on a database of its own: no alert of it reaches anybody. Killed and started again
    it goes on where it was. Example: baraza replay messages.tsv --country HT --column original
    """
    from bot.replay import replay as replay_file
    from bot.replay import tell

    account = _run(replay_file(_settings(), file, column, country.upper()))
    typer.echo(tell(account))
    if as_json:
        typer.echo(json.dumps(account, ensure_ascii=False))
    if account["lost"]:
        raise SystemExit(1)


@cli.command()
def identify(country: Country = "") -> None:
    """Name the language of each line of standard input, a JSON line each.

    Example: echo "Kisima kimeharibika" | baraza identify --country KE
    """
    from handlers.language import identify as identify_text

    for line in _lines():
        guess = identify_text(line, country.upper())
        _print_json({"language": guess.language, "confidence": round(guess.confidence, 2)})


@cli.command()
def triage(country: Country = "") -> None:
    """Say what must not wait in each line of standard input, a JSON line each.

    Example: echo "Water is in the houses" | baraza triage --country PG
    """
    from handlers.triage import Triage

    look = Triage.load(country.upper())
    for line in _lines():
        found = look(line, country.upper())
        _print_json(
            {
                "language": found.language,
                "kind": found.kind,
                "need": found.need,
                "flags": [
                    {
                        "code": flag.code,
                        "severity": flag.severity.value,
                        "class": flag.klass.value,
                        "evidence": flag.evidence,
                    }
                    for flag in found.flags
                ],
                "topics": list(found.topics),
                "sdgs": list(found.sdgs),
            }
        )


def _lines() -> Any:
    stream = sys.stdin.buffer
    for raw in stream:
        yield raw.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _print_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


@cli.command()
def digest(
    post: Annotated[str, typer.Argument(help="The post's name; empty: everybody's.")] = "",
    mail: Annotated[
        bool, typer.Option("--mail", help="As it goes by e-mail, in plain text.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the e-mail of one post to this file, as HTML.")
    ] = None,
) -> None:
    """Print the digest of a post as it would be now: numbers and topics, no sealed word.

    Nothing is sent. Example: baraza digest "Water, Turkana" --html digest.html
    """
    from bot.staffing import digests

    if html is not None and not post:
        _fail("--html: name one post, for example baraza digest 'Water, Turkana' --html FILE")
    for one in _run(digests(_settings(), post)):
        typer.echo(f"── {one.post}\n{one.mail.args['lines'] if mail else one.text}\n")
        if html is not None and one.mail.letter is not None:
            from bot.channels.email import html as laid_out

            try:
                html.write_text(laid_out(one.mail.letter, one.language), encoding="utf-8")
            except OSError as error:
                _fail(f"--html: {html}: {error.strerror}")


@cli.command()
def doctor() -> None:
    """Look for what is wrong or missing, and say what to do about each.

    Ends with status 1 where something must be mended.
    """
    from bot.doctor import examine

    findings = _run(examine(_settings()))
    for finding in findings:
        typer.echo(f"{finding.mark} {finding.text}")
        if finding.advice:
            typer.echo(f"    {finding.advice}")
    if any(finding.mark == "✗" for finding in findings):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
