"""`baraza answers`: the answers that a country has ready, each with its history."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

Run = Callable[[Callable[["Settings"], Coroutine[Any, Any, Any]]], Any]

LONGEST = 1000  # characters: with its number it stays under six SMS in most scripts


def add_to(cli: typer.Typer, run: Run) -> None:
    """Add `baraza answers` to a command line; ``run`` does work that takes the settings."""
    answers = typer.Typer(help="Ready answers of a country: see, change.", no_args_is_help=True)

    @answers.command("set")
    def set_(
        words: Annotated[str, typer.Argument(help="The answer; '' ends the country's own.")],
        country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")],
        subject: Annotated[str, typer.Option(help="A flag's code, a topic, or aid.")],
        language: Annotated[str, typer.Option(help="The language of the words, like sw.")],
    ) -> None:
        """Change a ready answer; the old words stay in its history.

        Example: baraza answers set --country KE --subject no_water --language sw "Tumesoma ..."
        """
        run(lambda settings: set_answer(settings, country.upper(), subject, language, words))
        typer.echo(f"{country.upper()} {subject} {language}: {words.strip() or '(as shipped)'}")

    @answers.command("list")
    def list_(
        country: Annotated[str, typer.Option(help="Only this country's.")] = "",
    ) -> None:
        """List the countries' own ready answers, then those that are shipped.

        Example: baraza answers list --country KE
        """
        for line in run(lambda settings: list_answers(settings, country.upper())):
            typer.echo(line)

    cli.add_typer(answers, name="answers")


async def set_answer(
    settings: Settings, country: str, subject: str, language: str, words: str
) -> None:
    """Add a row to the history of a country's ready answers. Raises ``BadSetting``."""
    import pycountry
    from sqlalchemy import Connection

    from bot.app import BadSetting, open_house
    from handlers.answers import may_be_ready
    from storage import answers, people

    tidy = " ".join(words.split())
    if pycountry.countries.get(alpha_2=country) is None:
        raise BadSetting(f"--country {country}: not a country's code in ISO 3166-1")
    if not may_be_ready(subject):
        raise BadSetting(
            f"--subject {subject}: a flag of class P, scam, a topic or aid; "
            "what is restricted or sealed has no answer that names it"
        )
    known = pycountry.languages.get(alpha_2=language) or pycountry.languages.get(alpha_3=language)
    if known is None or getattr(known, "alpha_2", language) != language:
        raise BadSetting(f"--language {language}: the shortest code of a language, like sw or tpi")
    if len(tidy) > LONGEST:
        raise BadSetting(f"the words have {len(tidy)} characters, may have {LONGEST}")

    async with open_house(settings) as house:
        now = house.clock()

        def write(connection: Connection) -> None:
            answers.set_ready_answer(connection, country, subject, language, tidy, "operator", now)
            people.write_audit(
                connection, "operator", "ready-answer", f"{country}:{subject}:{language}", now
            )

        await house.db.write(write)


async def list_answers(settings: Settings, country: str) -> list[str]:
    """List what is ready, a line each: country (* for shipped), subject, language, words."""
    import locales
    from bot.app import open_house
    from handlers.answers import shipped
    from storage.answers import ready_answers

    async with open_house(settings) as house:
        own = await house.db.read(ready_answers)
    lines = [
        f"{where} {subject} {language}: {words}"
        for (where, subject, language), words in sorted(own.items())
        if country in ("", where)
    ]
    for subject in shipped():
        lines += [
            f"* {subject} {language}: {locales.text(language, f'ready-{subject}')}"
            for language in locales.languages()
        ]
    return lines
