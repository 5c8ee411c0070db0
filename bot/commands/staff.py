"""`baraza invite`, `staff`, `suspend`, `duty`, `absence`: who answers, from the command line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Annotated, Any

import typer

from bot.settings import Settings

Run = Callable[[Callable[[Settings], Coroutine[Any, Any, Any]]], Any]

Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")]
Countries = Annotated[
    list[str], typer.Option("--country", help="ISO 3166-1 alpha-2; repeat it for more countries.")
]
Person = Annotated[str, typer.Argument(help="A post's name, or a part of it; or its id.")]
DAY = ["%Y-%m-%d"]
First = Annotated[
    datetime | None, typer.Option("--from", formats=DAY, help="The first day; empty: today.")
]
Last = Annotated[
    datetime | None,
    typer.Option("--until", formats=DAY, help="The last day; empty: until further notice."),
]
Topic = Annotated[str, typer.Option(help="Topic they answer for; empty: all.")]
Area = Annotated[str, typer.Option(help="Area they answer for; empty: the country.")]


def _date(day: datetime | None) -> date | None:
    return day.date() if day else None


def add_to(cli: typer.Typer, run: Run) -> None:
    """Put the commands on the command line; ``run`` gives work the settings and does it."""
    duty = typer.Typer(help="Who answers for what, from when to when.", no_args_is_help=True)
    absence = typer.Typer(help="Who is away, and who stands in.", no_args_is_help=True)
    cli.add_typer(duty, name="duty")
    cli.add_typer(absence, name="absence")
    _add_posts(cli, run)
    _add_duties(duty, run)
    _add_absences(absence, run)


def _add_posts(cli: typer.Typer, run: Run) -> None:
    @cli.command()
    def invite(
        post: Annotated[str, typer.Argument(help="The post's name, for example 'Water, Turkana'.")],
        country: Countries,
        role: Annotated[
            str,
            typer.Option(
                help="focal, coordinator, integrity, protection, safeguarding, manager, reader, "
                "volunteer, region, authority or data_protection."
            ),
        ] = "focal",
        language: Annotated[str, typer.Option(help="Language to write to them in.")] = "en",
        topic: Topic = "",
        area: Area = "",
        organisation: Annotated[
            str, typer.Option(help="Whose staff it is: safeguarding needs two of different ones.")
        ] = "",
        woman: Annotated[
            bool | None, typer.Option(help="Of safeguarding: whether a woman holds the post.")
        ] = None,
        start: First = None,
        until: Last = None,
        partnership: Annotated[
            str,
            typer.Option(help="Code of the partnership a manager reports for, for example P2."),
        ] = "",
        partnership_name: Annotated[str, typer.Option(help="Its name, where it is new.")] = "",
        days: Annotated[int, typer.Option(help="Days the code can be used.", min=1)] = 7,
    ) -> None:
        """Create a post, put it on duty, and print the code that enrols a person, once.

        For a post that exists: a new code; older ones end, and so does a suspension once it is
        used. Example: baraza invite "Water focal point, Turkana" --country KE --topic water
        """
        from bot.staffing import Invitation, invite_post

        first, *others = [one.upper() for one in country]
        asked = Invitation(
            post,
            first,
            role,
            language,
            topic,
            area,
            partnership,
            partnership_name,
            days,
            organisation,
            woman,
            tuple(others),
            _date(start),
            _date(until),
        )
        code, links = run(lambda settings: invite_post(settings, asked))
        typer.echo(f"{post}: {code}")
        typer.echo(f"They write to the bot, within {days} days:  /start {code}")
        typer.echo(f"By SMS:  START {code}")
        for link in links:
            typer.echo(f"Or they open:  {link}")

    @cli.command()
    def staff(country: Country = "") -> None:
        """List the posts: who is there, on duty for what, away, and the holes.

        Example: baraza staff --country KE
        """
        from bot.staffing import list_staff

        for line in run(lambda settings: list_staff(settings, country.upper())):
            typer.echo(line)

    @cli.command()
    def suspend(person: Person, country: Country = "") -> None:
        """Take a post from its holder at once, and list the numbers of what they had seen.

        Buttons, codes and letters under way die; what they owned moves. A new code from `baraza
        invite` ends it. Example: baraza suspend "Water, Turkana" --country KE
        """
        from bot.staffing import suspend_post

        done = run(lambda settings: suspend_post(settings, person, country.upper()))
        typer.echo(f"{done.post} is suspended; {done.moved} open matters moved.")
        typer.echo(f"They had seen {len(done.seen)} numbers:")
        for number, at in done.seen:
            typer.echo(f"  {number}  {at:%Y-%m-%d %H:%M} UTC")


def _add_duties(cli: typer.Typer, run: Run) -> None:
    @cli.command("add")
    def add(
        person: Person,
        country: Countries,
        klass: Annotated[str, typer.Option("--class", help="P, R or S.")] = "P",
        topic: Topic = "",
        area: Area = "",
        rung: Annotated[int, typer.Option(help="Who is asked first has 1.", min=1, max=99)] = 1,
        start: First = None,
        until: Last = None,
    ) -> None:
        """Put a post on duty, in one country or several.

        Example: baraza duty add "Water, Turkana" --country KE --topic water --until 2026-12-31
        """
        from bot.staffing import DutyAsked, add_duties

        asked = DutyAsked(
            person,
            tuple(one.upper() for one in country),
            klass.upper(),
            topic,
            area,
            rung,
            _date(start),
            _date(until),
        )
        for id in run(lambda settings: add_duties(settings, asked)):
            typer.echo(f"{id[-8:]}  {person}")

    @cli.command("end")
    def end(
        id: Annotated[str, typer.Argument(help="As `baraza duty list` shows it.")],
        on: Annotated[
            datetime | None, typer.Option(formats=DAY, help="The last day; empty: today.")
        ] = None,
    ) -> None:
        """Set the last day of a duty; what its holder owns by it moves the day after.

        A later day extends it. Example: baraza duty end 1f2e3d4c --on 2026-12-31
        """
        from bot.staffing import end_duty

        typer.echo(run(lambda settings: end_duty(settings, id, _date(on))))

    @cli.command("list")
    def list_(country: Country = "") -> None:
        """List the duties with their ids. Example: baraza duty list --country KE"""
        from bot.staffing import list_duties

        for line in run(lambda settings: list_duties(settings, country.upper())):
            typer.echo(line)


def _add_absences(cli: typer.Typer, run: Run) -> None:
    @cli.command("add")
    def add(
        person: Person,
        until: Annotated[datetime, typer.Option(formats=DAY, help="The last day.")],
        start: First = None,
        stand_in: Annotated[str, typer.Option(help="The post that answers meanwhile.")] = "",
        country: Country = "",
    ) -> None:
        """Note that a post's holder is away; the stand-in, or the next on duty, is asked.

        Example: baraza absence add "Water, Turkana" --until 2026-12-09 --stand-in "Health, Turkana"
        """
        from bot.staffing import add_absence

        days = _date(start), until.date()
        typer.echo(
            run(lambda settings: add_absence(settings, person, country.upper(), *days, stand_in))
        )

    @cli.command("end")
    def end(person: Person, country: Country = "") -> None:
        """End the absences of a post, the coming ones too. Example: baraza absence end "Water" """
        from bot.staffing import end_absences

        typer.echo(run(lambda settings: end_absences(settings, person, country.upper())))
