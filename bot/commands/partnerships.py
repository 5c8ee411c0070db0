"""`baraza partnerships`: register them from a file, list them, show one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.house import House
    from storage.partnerships import Partnership

LARGEST_FILE = 50_000_000  # bytes
SIGNS = {"green": "●", "yellow": "◐", "red": "○", "inactive": "–"}

Run = Callable[[Callable[[Settings], Coroutine[Any, Any, Any]]], Any]


def add_to(cli: typer.Typer, run: Run) -> None:
    """Put the commands on the command line; ``run`` gives work the settings and does it."""
    app = typer.Typer(no_args_is_help=True, help="Partnerships: import, list, show.")
    cli.add_typer(app, name="partnerships")

    @app.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="CSV in the fields of the UN's platform.")],
        country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")],
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = (
            False
        ),
        report_months: Annotated[
            int,
            typer.Option(help="Months from one update to the next, where new.", min=1, max=24),
        ] = 1,
    ) -> None:
        """Register partnerships from a file, all of them or, where a row is wrong, none.

        Safe to repeat: known by code or platform id, what was reported stays.
        Example: baraza partnerships import initiatives.csv --country KE --dry-run
        """
        for line in run(lambda s: imported(s, file, country.upper(), dry_run, report_months)):
            typer.echo(line)

    @app.command("list")
    def list_(
        country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2; empty: all.")] = "",
    ) -> None:
        """List partnerships: is the report in time, how is the work, when is the next one due.

        Example: baraza partnerships list --country KE
        """
        for line in run(lambda s: listed(s, country.upper())):
            typer.echo(line)

    @app.command("show")
    def show(
        code: Annotated[str, typer.Argument(help="Its code or platform id, for example P2.")],
        country: Annotated[
            str, typer.Option(help="Where more than one country has this code.")
        ] = "",
    ) -> None:
        """Show a partnership: what it promised, what it says is done, who reports for it.

        Example: baraza partnerships show P2 --country KE
        """
        for line in run(lambda s: shown(s, code, country.upper())):
            typer.echo(line)


async def imported(
    settings: Settings, file: Path, country: str, dry_run: bool, report_months: int
) -> list[str]:
    """Import a file in one transaction; what was done, line by line. Raises ``BadSetting``."""
    from bot.app import BadSetting, open_house
    from storage.countries import is_country

    if not is_country(country):
        raise BadSetting("--country: two letters of ISO 3166-1, for example KE")
    data = _bytes_of(file)
    async with open_house(settings) as house:
        return await house.db.write(_import, house, data, country, dry_run, report_months)


def _bytes_of(file: Path) -> bytes:
    from bot.app import BadSetting

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadSetting(f"FILE: {file} is larger than {LARGEST_FILE // 1_000_000} MB")
        return file.read_bytes()
    except OSError as error:
        raise BadSetting(f"FILE: {file} cannot be read ({error.strerror})") from error


def _import(
    connection: Connection,
    house: House,
    data: bytes,
    country: str,
    dry_run: bool,
    report_months: int,
) -> list[str]:
    from bot.app import BadSetting
    from handlers import promise, registration
    from storage import partnerships, people

    now = house.clock()
    today = promise.local(now, country).date()
    file = registration.read_file(data, country)
    plan = registration.plan(connection, file, country, today, report_months)
    if plan.faults:
        told = "\n".join(f"  {fault}" for fault in plan.faults)
        raise BadSetting(f"nothing was imported, {len(plan.faults)} to mend:\n{told}")
    lines = list(plan.remarks)
    for given, there in plan.steps:
        if dry_run:
            lines.append(f"{given.code} {given.name}: {'known' if there else 'new'}")
            continue
        done = partnerships.save(connection, country, given, there, today)
        if done != "same":
            id = partnerships.find_partnership(connection, country, given.code) or ""
            people.write_audit(connection, "operator", "partnership", id, now, done)
        lines.append(f"{given.code} {given.name}: {done}")
    count = f"{len(plan.steps)} partnership{'' if len(plan.steps) == 1 else 's'}"
    return [*lines, f"{count} in order; nothing was changed" if dry_run else count]


async def listed(settings: Settings, country: str) -> list[str]:
    """Give a line for each partnership."""
    from bot.app import open_house
    from handlers import promise
    from storage import partnerships

    async with open_house(settings) as house:
        now = house.clock()
        found = await house.db.read(partnerships.of_country, country)
    if not found:
        return ["no partnership is registered; see `baraza partnerships import --help`"]
    return [_line(one, promise.local(now, one.country).date()) for one in found]


def _line(one: Partnership, today: date) -> str:
    from handlers.partnerships import light

    colour = light(one.registered_on, one.reported_on, today)
    due = f"next update {one.next_report_on}" if one.next_report_on else "no update due"
    work = one.status or "no word of the work"
    return f"{one.country} {one.code} {one.name} · {SIGNS[colour]} {colour} · {work} · {due}"


async def shown(settings: Settings, code: str, country: str) -> list[str]:
    """Give all that is known of one partnership. Raises ``BadSetting``."""
    from bot.app import open_house

    async with open_house(settings) as house:
        return await house.db.read(_show, house, code, country)


def _show(connection: Connection, house: House, code: str, country: str) -> list[str]:
    from bot.app import BadSetting
    from handlers import promise
    from storage import partnerships

    wanted = code.strip().upper()
    found = [
        one
        for one in partnerships.of_country(connection, country)
        if wanted in (one.code.upper(), one.platform_id.upper())
    ]
    if not found:
        raise BadSetting(f"CODE: no partnership {code!r}; see `baraza partnerships list`")
    if len(found) > 1:
        countries = ", ".join(one.country for one in found)
        raise BadSetting(f"--country: {code} is there in {countries}; say which")
    one = found[0]
    actors = partnerships.actors_of(connection, one.id)
    named = [f"{actor.name} ({actor.type})" if actor.type else actor.name for actor in actors]
    leads = [name for name, actor in zip(named, actors, strict=True) if actor.part == "lead"]
    others = [name for name, actor in zip(named, actors, strict=True) if actor.part != "lead"]
    targets = sorted(partnerships.targets_of(connection, one.id), key=_in_order)
    facts = {
        "platform": one.platform_id,
        "type": one.type,
        "goals": ", ".join(targets),
        "areas": ", ".join(partnerships.areas_of(connection, one.id).values()),
        "lead": "; ".join(leads),
        "partners": "; ".join(others),
        "starts": one.starts_on,
        "ends": one.ends_on,
        "registered": one.registered_on,
        "last update": one.reported_on,
        "every": f"{one.report_months} months" if one.report_months > 1 else "month",
        "website": one.website,
        "managers": ", ".join(partnerships.members_of(connection, one.id))
        or "none yet: invite one",
        "about": one.description,
    }
    lines = [_line(one, promise.local(house.clock(), one.country).date())]
    lines += [f"  {name}: {value}" for name, value in facts.items() if value]
    done = partnerships.totals(partnerships.updates(connection, [one.id]))
    for promised in one.deliverables:
        so_far = f"{done.get(promised.id, 0):.10g}"
        plan = f" of {promised.target:.10g}" if promised.target else ""
        until = f" by {promised.due_on}" if promised.due_on else ""
        words = f" (also: {', '.join(promised.words)})" if promised.words else ""
        lines.append(f"  {so_far}{plan} {promised.unit}{until}{words}")
    return lines


def _in_order(code: str) -> tuple[int, int, str]:
    goal, _, target = code.partition(".")
    return int(goal), int(target) if target.isdigit() else 99 * bool(target), target
