"""`baraza areas` and `baraza countries`: where people are, from the command line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from handlers.gazetteer import Account
    from storage.places import Areas, Stored

Run = Callable[[Callable[[Settings], Coroutine[Any, Any, Any]]], Any]
Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")]


def add_to(cli: typer.Typer, run: Run) -> None:
    """Put the commands on the command line; ``run`` gives work the settings and does it."""
    areas = typer.Typer(help="Areas: load, import, list, try.", no_args_is_help=True)
    cli.add_typer(areas, name="areas")

    @cli.command()
    def countries(
        codes: Annotated[
            list[str] | None, typer.Argument(help="Alpha-2 or alpha-3; none: all that are shipped.")
        ] = None,
    ) -> None:
        """Print countries: codes, region, and the UN's groups they belong to today.

        Example: baraza countries HT NP
        """
        for line in told_countries(codes or []):
            typer.echo(line)

    @areas.command()
    def load(
        codes: Annotated[
            list[str], typer.Argument(help="Countries, alpha-2; ALL: every one that is shipped.")
        ],
    ) -> None:
        """Load countries' areas as ISO 3166-2 has them, with other spellings; safe to repeat.

        Example: baraza areas load KE HT
        """
        for country, new in run(lambda settings: _write(settings, _load, codes)):
            typer.echo(f"{country}: {new} areas added")

    @areas.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="CSV with P-codes, GeoJSON, or code,alias.")],
        country: Country = "",
    ) -> None:
        """Import a file of areas, whole or not at all; bad rows are told by line.

        CSV: ADM1_EN,ADM1_PCODE,ADM2_EN … or code,alias[,language]. GeoJSON: outlines with the same
        properties. Safe to repeat. Example: baraza areas import ken_adm.csv
        """
        account = run(lambda settings: _write(settings, _import, file, country.upper()))
        typer.echo(
            f"{account.country}: {account.added} areas added, {account.joined} known already, "
            f"{account.names} names added, {account.outlines} outlines"
        )

    @areas.command("list")
    def list_(country: Annotated[str, typer.Argument(help="Alpha-2.")]) -> None:
        """Print a country's areas, each below its parent, with codes and all names."""
        for line in run(lambda settings: _read(settings, _list, country)):
            typer.echo(line)

    @areas.command()
    def show(
        name: Annotated[str, typer.Argument(help="A place, or a whole message.")],
        country: Country,
    ) -> None:
        """Say which area words would be taken for, and why.

        Example: baraza areas show "Kisumoo, Nyanza" --country KE
        """
        for line in run(lambda settings: _read(settings, _show, name, country)):
            typer.echo(line)


async def _write(settings: Settings, work: Callable[..., Any], *args: Any) -> Any:
    from bot.app import open_house

    async with open_house(settings) as house:
        return await house.db.write(work, *args)


async def _read(settings: Settings, work: Callable[..., Any], *args: Any) -> Any:
    from bot.app import open_house

    async with open_house(settings) as house:
        return await house.db.read(work, *args)


def _alpha2(code: str) -> str:
    from bot.app import BadSetting
    from storage import countries

    try:
        return countries.country(code).alpha2
    except LookupError as error:
        raise BadSetting(str(error)) from error


def told_countries(codes: list[str]) -> list[str]:
    """Describe countries, a line each. Raises ``BadSetting`` for a code that is none."""
    from datetime import UTC, datetime

    from babel import Locale

    from storage import countries

    names = Locale.parse("en").territories
    today = datetime.now(UTC).date()
    lines = []
    for code in codes or countries.programme_countries():
        one = countries.country(_alpha2(code))
        region = " > ".join(str(names.get(region, region)) for region in one.regions) or "-"
        groups = " ".join(countries.groups(one.alpha2, today)) or "-"
        lines.append(f"{one.alpha2} {one.alpha3} {one.m49}  {one.name} | {region} | {groups}")
    return lines


def _load(connection: Connection, codes: list[str]) -> list[tuple[str, int]]:
    from bot.app import BadSetting
    from handlers.gazetteer import ship
    from storage import countries

    wanted = countries.programme_countries() if codes == ["ALL"] else map(_alpha2, codes)
    told = []
    for country in wanted:
        try:
            told.append((country, ship(connection, country)))
        except LookupError as error:
            raise BadSetting(str(error)) from error
    _audit(connection, "areas-load", " ".join(country for country, _ in told))
    return told


def _import(connection: Connection, file: Path, country: str) -> Account:
    from bot.app import BadSetting
    from handlers.gazetteer import BadFile, read, write

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadSetting(f"{file}: {error.strerror}") from error
    if country:
        country = _alpha2(country)
    try:
        account = write(connection, read(content, country))
    except BadFile as error:
        raise BadSetting(f"{file}: nothing was imported\n{error}") from error
    _audit(connection, "areas-import", account.country)
    return account


def _audit(connection: Connection, action: str, object: str) -> None:
    from datetime import UTC, datetime

    from storage.people import write_audit

    write_audit(connection, "operator", action, object[:64], datetime.now(UTC))


def _list(connection: Connection, code: str) -> list[str]:
    from bot.app import BadSetting
    from storage import places

    country = _alpha2(code)
    stored = places.stored(connection, country)
    if not stored:
        raise BadSetting(f"{country} has no areas: baraza areas load {country}")
    below: dict[str | None, list[Stored]] = {}
    for one in stored.values():
        parent = one.parent_id if one.parent_id in stored else None
        below.setdefault(parent, []).append(one)
    lines: list[str] = []

    def tell(parent: str | None, depth: int) -> None:
        for one in below.get(parent, ()):
            names = ", ".join(sorted(one.names))
            lines.append(f"{'  ' * depth}{one.name} [{one.code or '-'}] {names}")
            tell(one.id, depth + 1)

    tell(None, 0)
    return lines


def _show(connection: Connection, words: str, code: str) -> list[str]:
    from handlers.places import look
    from storage import places

    country = _alpha2(code)
    areas = places.areas(connection)
    lines = []
    for asked, what in ((True, "as an answer to where"), (False, "in a message")):
        found = look(areas, country, words, asked=asked)
        if found.area is not None:
            told = f"{_path(areas, found.area)} ({found.how})"
        elif found.choices:
            told = f"left open: {' or '.join(_path(areas, id) for id in found.choices)}"
        else:
            told = "no area"
        lines.append(f"{what}: {told}")
    return lines


def _path(areas: Areas, id: str) -> str:
    return ", ".join(areas.names[one] for one in areas.chain(id))
