"""`baraza intake FILE.csv`: what was said on paper, in calls or at meetings, entered in bulk.

All of a file or nothing: one bad row and none goes in, each named by its line and reason. The same
file twice adds nothing, and a file that has grown adds what is new: a row is known by its contents.
Rows go through the inbox like every message, so the accounts hold: received, stored, handled.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.channels.base import Raw
    from bot.house import House

MOST_ROWS: Final = 10_000  # of one file: they are stored in one transaction
LONGEST_TEXT: Final = 10_000  # characters
LONGEST_PLACE: Final = 200
MOST_NAMED: Final = 50  # bad rows that are listed

# Headings of a column as people write them, folded; the first is the one we document.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("date", "day", "said on", "date of feedback", "jour", "tarehe", "dat", "التاريخ"),
        "تاريخ",
    ),
    "text": (
        *("text", "words", "message", "feedback", "comment", "what was said", "texte", "mots"),
        *("commentaire", "maneno", "ujumbe", "mo", "mesaj", "النص", "نص", "الرساله", "رساله"),
    ),
    "place": (
        *("place", "village", "area", "location", "site", "lieu", "mahali", "kijiji", "kote"),
        *("vilaj", "المكان", "مكان", "القريه", "قريه"),
    ),
    "language": ("language", "lang", "langue", "lugha", "lang", "اللغه", "لغه"),
    "source": (
        *("source", "channel", "how", "canal", "njia", "chanel", "المصدر", "مصدر", "القناه"),
    ),
    "phone": (
        *("phone", "telephone", "phone number", "number", "mobile", "numero", "simu", "namba"),
        *("telefon", "nimewo", "الهاتف", "هاتف", "رقم الهاتف"),
    ),
    "consent": (
        *("consent", "may we write", "may write", "accord", "consentement", "idhini", "dako"),
        *("الموافقه", "موافقه"),
    ),
}
NEEDED: Final = ("date", "text")

Run = Callable[[Callable[[Settings], Coroutine[Any, Any, Any]]], Any]


def add_to(cli: typer.Typer, run: Run) -> None:
    """Put the command on the command line."""

    @cli.command()
    def intake(
        file: Annotated[Path, typer.Argument(help="A CSV with a header: at least date and text.")],
        country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, for example KE.")],
        by: Annotated[
            str, typer.Option(help="The post that answers are passed on by; empty: nobody.")
        ] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and count only.")] = False,
    ) -> None:
        """Enter a file of what people said elsewhere: all of it, or nothing.

        Columns: date, text; place, language, source (paper, voice, call, meeting), phone, consent.
        Example: baraza intake forms.csv --country KE --by "Volunteer, Kakuma"
        """
        from bot.commands.opening import _country

        code = _country(country)
        typer.echo(run(lambda settings: taken_in(settings, file, code, by, dry_run)))


@dataclass(frozen=True, slots=True)
class Line:
    """One good row: its line in the file (from 1), and what is in it."""

    line: int
    date: str
    text: str
    place: str
    language: str
    source: str
    number: str


@dataclass(frozen=True, slots=True)
class Bad:
    """One row that cannot go in, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: good rows, bad rows, and numbers left out for want of a consent."""

    good: tuple[Line, ...]
    bad: tuple[Bad, ...]
    unasked: int


async def taken_in(settings: Settings, file: Path, country: str, by: str, dry_run: bool) -> str:
    """Check a file and put its rows through the inbox. Raises ``BadSetting`` naming what is bad."""
    from bot.app import open_house

    async with open_house(settings) as house:
        return await enter(house, file, country, by, dry_run)


async def enter(house: House, file: Path, country: str, by: str, dry_run: bool) -> str:
    """Do so in a house that is open, and handle what was stored; the account of it in words."""
    from bot.app import BadSetting
    from bot.receive import Worker
    from handlers import promise

    today = promise.local(house.clock(), country).date()
    sheet = read(decoded(file), country, today)
    if sheet.bad:
        raise BadSetting(_refusal(file, sheet))
    staff_id = await house.db.read(_post, country, by) if by else ""
    rows = payloads(sheet.good, country, staff_id)
    known = await house.db.read(_known, [row["id"] for row in rows])
    fresh = [row for row in rows if row["id"] not in known]
    told = f"{len(rows)} rows: {len(fresh)} new, {len(rows) - len(fresh)} known already."
    if sheet.unasked:
        told += f" {sheet.unasked} numbers without a yes in the column consent were left out."
    if dry_run:
        return f"{told} Nothing was changed."
    stored = await house.db.write(_store, house, fresh)
    worker = Worker(house)
    while await worker.once():
        pass
    aside, waiting = await house.db.read(_left, [row["id"] for row in fresh])
    handled = len(fresh) - aside - waiting
    return f"{told} {stored} stored, {handled} handled, {waiting} waiting, {aside} set aside."


def _refusal(file: Path, sheet: Sheet) -> str:
    named = [f"  line {one.line}: {one.why}" for one in sheet.bad[:MOST_NAMED]]
    if len(sheet.bad) > MOST_NAMED:
        named.append(f"  and {len(sheet.bad) - MOST_NAMED} more")
    lines = "\n".join(named)
    return f"{file}: nothing was entered; {len(sheet.bad)} rows are bad:\n{lines}"


# Reading ------------------------------------------------------------------------------------------


def decoded(file: Path) -> str:
    """Read a file as UTF-8, UTF-16 with its mark, or else as Windows writes the West's letters.

    Raises ``BadSetting`` where it cannot be opened or is no text.
    """
    from bot.app import BadSetting

    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadSetting(f"{file}: {error.strerror}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadSetting(f"{file}: neither UTF-8 nor UTF-16 nor Windows-1252; save it as CSV UTF-8")


def read(text: str, country: str, today: date) -> Sheet:
    """Read a sheet: tolerant of headings, separators and order. Raises ``BadSetting``."""
    from bot.app import BadSetting

    csv.field_size_limit(2**31 - 1)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    try:
        _, header = next(rows)
    except (StopIteration, csv.Error) as error:
        raise BadSetting("the file has no header: name the columns date and text") from error
    places = _places(header)
    good: list[Line] = []
    bad: list[Bad] = []
    unasked = 0
    try:
        for line, cells in rows:
            found = {
                name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()
            }
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                bad.append(Bad(line, "more cells than the header has columns"))
                continue
            row, why = _line(line, found, country, today)
            if why:
                bad.append(Bad(line, "; ".join(why)))
            else:
                good.append(row)
                unasked += bool(found.get("phone")) and not row.number
    except csv.Error as error:
        bad.append(Bad(reader.line_num, f"cannot be read: {error}"))
    if len(good) + len(bad) > MOST_ROWS:
        raise BadSetting(f"more than {MOST_ROWS} rows: give the file in parts")
    if not good and not bad:
        raise BadSetting("the file has a header and no rows")
    return Sheet(tuple(good), tuple(bad), unasked)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Find which column is where; ``BadSetting`` where one is missing or there twice."""
    import locales
    from bot.app import BadSetting

    meant = {locales.fold(word): name for name, words in COLUMNS.items() for word in words}
    places: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = meant.get(locales.fold(cell))
        if name is None:
            continue
        if name in places:
            raise BadSetting(f"two columns are the {name}: {header[places[name]]!r} and {cell!r}")
        places[name] = at
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise BadSetting(
            f"no column {' nor '.join(missing)}; the file has: {', '.join(header)[:200]}"
        )
    return places


def _line(line: int, found: Mapping[str, str], country: str, today: date) -> tuple[Line, list[str]]:
    """Check one row; what is wrong with it never quotes what somebody said."""
    import locales
    from handlers.conversations import entry

    why: list[str] = []
    written = found["date"].removesuffix(" 00:00:00")
    day = locales.past_day(written, today, "en")
    if day is None:
        why.append("date: no day that can be read" if written else "date: empty")
    else:
        wrong = entry.what_is_wrong(day, today)
        reasons = {"future": "is still to come", "old": "is more than a year ago"}
        why += [f"date: {day} {reasons[wrong]}"] if wrong else []
    text = found["text"]
    if not locales.fold(text):
        why.append("text: empty")
    elif len(text) > LONGEST_TEXT:
        why.append(f"text: {len(text)} characters, at most {LONGEST_TEXT}")
    place = found.get("place", "")
    if len(place) > LONGEST_PLACE:
        why.append(f"place: {len(place)} characters, at most {LONGEST_PLACE}")
    source = found.get("source", "")
    if source:
        named = locales.fold(source) in entry.SOURCES
        meant = locales.fold(source) if named else locales.choice(source, entry.SOURCES, "en")
        if meant is None:
            why.append(f"source: one of {', '.join(entry.SOURCES)}")
        source = meant or ""
    language = found.get("language", "")
    if language:
        language = _language(language)
        if not language:
            why.append("language: a code as en or sw, or a language's name in English")
    number = ""
    agreed = _agreed(found.get("consent", ""))
    if agreed is None:
        why.append("consent: yes or no")
    if found.get("phone"):
        telephone = entry.telephone(found["phone"], country)
        if telephone is None:
            why.append("phone: no telephone number")
        number = telephone if telephone and agreed else ""
    return Line(line, day.isoformat() if day else "", text, place, language, source, number), why


def _agreed(cell: str) -> bool | None:
    """Read a cell of consent; empty is no, None is neither."""
    import locales

    if not cell or locales.fold(cell) in ("0", "false"):
        return False
    if locales.fold(cell) in ("1", "true", "x"):
        return True
    meant = locales.choice(cell, ("yes", "no"), "en")
    return None if meant is None else meant == "yes"


def _language(cell: str) -> str:
    """Read a language as its code or its name; '' if it is none."""
    import pycountry

    import locales

    folded = locales.fold(cell)
    named = locales.choice(cell, locales.languages(), "en")
    if named is not None:
        return named
    if 2 <= len(folded) <= 3 and folded.isascii() and folded.isalpha():
        return folded
    found = pycountry.languages.get(name=cell.strip().title())
    return str(getattr(found, "alpha_2", found.alpha_3)) if found else ""


# Storing ------------------------------------------------------------------------------------------


def payloads(lines: Sequence[Line], country: str, staff_id: str) -> list[dict[str, str]]:
    """Give the raw rows; two equal rows of one file are two, the same row of two files is one."""
    seen: Counter[str] = Counter()
    rows: list[dict[str, str]] = []
    for line in lines:
        facts = {name: value for name, value in asdict(line).items() if name != "line"}
        said = "\0".join([country, *facts.values()])
        seen[said] += 1
        key = hashlib.blake2b(f"{said}\0{seen[said]}".encode("utf-8", "surrogatepass"))
        rows.append({"id": key.hexdigest()[:40], "country": country, "by": staff_id, **facts})
    return rows


def _post(connection: Connection, country: str, post: str) -> str:
    from bot.app import BadSetting
    from storage import opening

    found = [one.id for one in opening.posts(connection, country) if one.post == post]
    if len(found) != 1:
        raise BadSetting(f"--by: {len(found)} posts of {country} are called {post!r}")
    return str(found[0])


def _pieces(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(keys), 500):
        yield keys[first : first + 500]


def _known(connection: Connection, keys: Sequence[str]) -> set[str]:
    from storage import pipe

    return {key for some in _pieces(keys) for key in pipe.stored_keys(connection, "intake", some)}


def _store(connection: Connection, house: House, rows: Sequence[Mapping[str, str]]) -> int:
    """Store all rows in this one transaction; how many were new."""
    from bot.channels.intake import Intake
    from bot.receive import seal
    from storage import pipe

    channel = Intake()
    raws: list[Raw] = [raw for row in rows for raw in channel.peek(row)]
    sealed = [seal(house, channel.name, raw) for raw in raws]
    now = house.clock()
    return sum(
        pipe.store(connection, sealed[first : first + 1000], now)
        for first in range(0, len(sealed), 1000)
    )


def _left(connection: Connection, keys: Sequence[str]) -> tuple[int, int]:
    """Count rows that were set aside, and rows that wait to be handled."""
    from storage import pipe

    counts = [pipe.unhandled(connection, "intake", some) for some in _pieces(keys)]
    return sum(aside for aside, _ in counts), sum(waiting for _, waiting in counts)
