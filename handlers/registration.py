"""Read partnerships from a file in the fields of the UN's Partnerships platform.

Headers, encodings, separators and the ways of writing a date are taken as they come; what could
mean two things (03/04/2026) is a fault, named with its line, its column and what to write instead.
``read_file`` looks at the words alone, ``plan`` at what is registered already; nothing is written
here. Columns with contacts are never looked into: no person's name is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

import pycountry
from babel import Locale
from babel.dates import get_month_names
from sqlalchemy import Connection

import locales
from handlers.partnerships import months_later
from handlers.places import find_area
from storage import partnerships
from storage.partnerships import Actor, Partnership, Promise, Registration
from storage.places import areas

PARTNERSHIP_TYPES: Final = {
    "voluntary commitment": ("commitment", "voluntary commitments"),
    "multi-stakeholder partnership": ("multi stakeholder", "msp", "partnership", "mspartnership"),
    "un-led partnership": ("un led", "un led partnership", "un entity"),
    "public-private partnership": ("public private", "ppp"),
    "dialogue": ("dialogue platform", "policy dialogue"),
    "knowledge exchange": ("knowledge", "learning", "knowledge sharing"),
    "reporting and standard-setting": ("reporting", "standard setting", "standards"),
    "transformative partnership": ("transformative", "transformation"),
}
"""Types of partnerships: how the platform registers them (voluntary commitments, multi-stakeholder
partnerships), who leads (S0's "UN-led"), and the kinds of platforms of the UN's Accelerator."""

ACTOR_TYPES: Final = {
    "government": ("national government", "ministry", "member state", "10", "15"),
    "local authority": ("cities and local authorities", "local government", "municipality", "11"),
    "UN entity": ("un", "united nations", "un system", "un agency", "united nations system"),
    "international organisation": (
        *("intergovernmental organization", "igo", "multilateral", "other igo", "40"),
        *("international organization", "multilateral development bank"),
    ),
    "regional organisation": ("regional organization",),
    "NGO": ("non governmental organization", "ingo", "21", "22", "23", "24"),
    "civil society": ("cso", "civil society organization", "major group"),
    "community group": ("community", "community based group", "cbo", "community organization"),
    "women": ("womens group", "women s group", "womens organization"),
    "youth": ("youth group", "youth organization", "children and youth"),
    "vulnerable groups": ("vulnerable group",),
    "business": ("private sector", "company", "corporation", "industry", "70", "71", "72", "73"),
    "small or medium enterprise": ("sme", "small and medium enterprise", "start up", "startup"),
    "academia": (
        *("academic institution", "university", "research community", "80"),
        *("scientific community", "research"),
    ),
    "philanthropy": ("philanthropic organization", "foundation", "60"),
    "other": ("other relevant actor", "partnership", "30", "90"),
}
"""Types of actors: the groups that the UN names as partners ("Major groups and other stakeholders";
UN75 adds cities, regions, vulnerable groups and small enterprises), with the codes of IATI's
OrganisationType."""

TARGETS: Final = tuple(
    (int(one[:-1]), one[-1].strip("-"))
    for one in "5b 5c 9d 7c 6c 6b 3b 10b 5c 7c 7c 8c 3b 7c 9c 10b 19-".split()
)
"""How many targets each goal has and up to which letter (General Assembly resolution 71/313, the
global indicator framework: 169 in all)."""

FIELDS: Final = {
    "code": "code partnershipcode shortcode",
    "name": "name title project partnership partnershipname initiative projecttitle "
    "partnershiptitle initiativename projectname",
    "platform_id": "platformid id sdgactionid sdgaction actionid oceanactionid registryid "
    "partnershipid registrationnumber",
    "type": "type partnershiptype typeofpartnership",
    "description": "description shortdescription summary objective projectdescription",
    "website": "website web url link infolink webpage",
    "partners": "partners partner organisations organizations partnerorganisations "
    "partnerorganizations stakeholders actors",
    "lead": "lead leadorganisation leadorganization entity leadentity leadpartner leadunentity "
    "organisation organization",
    "sdgs": "sdgs sdg sdgcodes goals sdggoals sdgtargets targets sdgsandtargets sdgstargets "
    "goalsandtargets sustainabledevelopmentgoals",
    "areas": "areas area regions region districts district locations location places "
    "geographiccoverage counties provinces",
    "country": "country countries countriesregions beneficiarycountries",
    "starts_on": "start starts startdate startson from begin begindate",
    "ends_on": "end ends enddate endson until completiondate",
    "registered_on": "registered registeredon registrationdate dateregistered registration",
    "next_report_on": "nextreport nextreportdue nextreporton reportdue nextupdate",
    "report_months": "reportmonths reportingmonths monthsbetweenreports",
    "deliverables": "deliverables deliverable smartdeliverables",
}
"""Names of columns, folded and without spaces."""

_DELIVERABLE: Final = re.compile(
    r"deliverable(\d{1,2})(date|duedate|dueon|due|deadline|target|quantity|number|unit|words"
    r"|otherwords|name|title|description|)"
)
_PARTS: Final = {
    **dict.fromkeys(("date", "duedate", "dueon", "due", "deadline"), "due_on"),
    **dict.fromkeys(("target", "quantity", "number"), "target"),
    **dict.fromkeys(("words", "otherwords"), "words"),
    **dict.fromkeys(("name", "title", "description", ""), "name"),
    "unit": "unit",
}
_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
_PLATFORM: Final = re.compile(r"#?\s*(?:(SDG|Ocean)\s*Action)?\s*(\d{1,9})", re.IGNORECASE)
_GOAL: Final = re.compile(
    r"(?:(?:sdgs?|goal|target|odd|objectif|cible)[\s#:]*)*(\d{1,2})(?:\.(\d{1,2}|[a-z]))?"
    r"(?![\w.]*\d)(?:[.:\s–-]+(?P<title>\D.*))?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?![\d%])"
)
_LONGEST: Final = {"name": 160, "website": 300, "platform_id": 40}
_LONGEST_UNIT, _LONGEST_PROMISE, _LONGEST_ACTOR, _LONGEST_WORDS = 60, 300, 200, 300
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BY: Final = frozenset(  # what may stand between a promise and its day
    "by until before on in the end of due avant dici ici d au le la fin de du kufikia kabla ya "
    "mwisho wa anvan nan rive قبل بحلول في نهاية".split()
)
_TIME: Final = re.compile(r"[T ]\d{1,2}:\d{2}.*$")  # behind a day: of no interest
_NEXT_GOAL: Final = re.compile(
    r"(?<=\d)\s+(?=(?:sdg|goal|target|odd|objectif|cible)[\s#:]*\d)", re.I
)
LONGEST_CELL = 131_072  # characters


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and what to do about it; ``column`` '' where it is the row."""

    line: int
    column: str
    what: str

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file as it was read, before it is known whether it is registered already."""

    line: int
    registration: Registration
    places: tuple[str, ...]
    columns: dict[str, str]  # of each field, as the file calls it


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: rows, faults that keep all of it out, and remarks that do not."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do: registrations with what is there of each."""

    steps: tuple[tuple[Registration, Partnership | None], ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()


class _Bad(Exception):
    """A cell that cannot be read; the message says what to write instead."""


# The file -----------------------------------------------------------------------------------------


def read_file(data: bytes, country: str) -> File:
    """Read a file's rows for one country; nothing of it is known yet."""
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        return File(faults=(Fault(1, "", "this is a workbook: save it as CSV (UTF-8) first"),))
    text = _decoded(data)
    separator = _separator(text)
    csv.field_size_limit(LONGEST_CELL)  # other readers of this process may have raised it
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = next((cells for cells in lines if any(cell.strip() for cell in cells)), [])
        fields = _fields(header)
        if "name" not in fields.values():
            what = (
                "no column is called name, title or project: the first line must name the columns"
            )
            return File(faults=(Fault(max(lines.line_num, 1), "", what),))
        return _rows(lines, header, fields, country)
    except csv.Error as error:
        return File(faults=(Fault(lines.line_num, "", f"not readable as CSV: {error}"),))


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """Choose the separator under which the first line names most columns that we know."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        cells = next(csv.reader([first], delimiter=separator), [])
        return len(_fields(cells))

    return max((",", ";", "\t", "|"), key=known)


def _compact(name: str) -> str:
    return locales.fold(name).replace(" ", "").replace("_", "")


def _fields(header: Sequence[str]) -> dict[int, str]:
    """Map the places of columns to our names for them."""
    names = {name: key for key, others in FIELDS.items() for name in others.split()}
    found: dict[int, str] = {}
    for place, cell in enumerate(header):
        compact = _compact(cell)
        if (match := _DELIVERABLE.fullmatch(compact)) is not None:
            found[place] = f"deliverable {int(match[1])} {_PARTS[match[2]]}"
        elif compact in names:
            found[place] = names[compact]
    return found


def _rows(
    lines: Any,
    header: Sequence[str],
    fields: dict[int, str],
    country: str,
) -> File:
    rows: list[Row] = []
    faults: list[Fault] = []
    remarks = _left_out(header, fields)
    begins = lines.line_num + 1
    for cells in lines:
        line, begins = begins, lines.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            what = f"{len(cells)} cells under {len(header)} columns: put quotes around the text"
            faults.append(Fault(line, "", what))
            continue
        row = _Cells(line, header, fields, cells)
        if not _is_here(row.cell("country"), country):
            remarks.append(f"line {line}: of {row.cell('country')}, not {country}; left out")
            continue
        read = row.read()
        faults += row.faults
        if read is not None and not row.faults:
            rows.append(read)
    if not rows and not faults:
        faults.append(Fault(lines.line_num, "", "there is no partnership below the header"))
    return File(tuple(rows), tuple(faults), tuple(remarks))


def _left_out(header: Sequence[str], fields: dict[int, str]) -> list[str]:
    names = [cell.strip() for place, cell in enumerate(header) if place not in fields]
    names = [name for name in names if name]
    return [f"columns left out: {', '.join(names)}"] if names else []


def _is_here(cell: str, country: str) -> bool:
    """Say whether a row is of this country; a row that names none we know is."""
    named = set()
    for part in _parts(cell):
        try:
            named.add(pycountry.countries.lookup(part).alpha_2)
        except LookupError:
            continue
    return not named or country in named


def _parts(cell: str) -> list[str]:
    """Split a cell into its parts: at semicolons, bars and lines, else at commas."""
    pattern = r"[;|\n\r]+" if re.search(r"[;|\n\r]", cell) else ","
    return [part for one in re.split(pattern, cell) if (part := one.strip(" \t.•*-"))]


# A row --------------------------------------------------------------------------------------------


@dataclass
class _Cells:
    line: int
    header: Sequence[str]
    fields: dict[int, str]
    cells: Sequence[str]
    faults: list[Fault] = field(default_factory=list)

    def cell(self, key: str) -> str:
        """Give the first cell of a field that holds anything, tidied."""
        return next((text for _, text in self._all(key)), "")

    def _all(self, key: str) -> Iterator[tuple[str, str]]:
        for place, name in self.fields.items():
            if name == key and place < len(self.cells):
                text = _CONTROL.sub(" ", self.cells[place]).replace("\u00a0", " ").strip()
                if text and text.casefold() not in ("n/a", "na", "-", "–", "none", "null"):
                    yield self.header[place].strip(), text

    def take(self, key: str, read: Callable[[str], Any], default: Any = None) -> Any:
        """Read a field's cells; what cannot be read is noted as a fault."""
        found = default
        for column, text in self._all(key):
            try:
                value = read(text)
            except _Bad as bad:
                self.faults.append(Fault(self.line, column, str(bad)))
                continue
            found = (*found, *value) if isinstance(default, tuple) else value
        return found

    def read(self) -> Row | None:
        name = self.take("name", _short("name"), "")
        if not name and not self.faults:
            column = next(self.header[place] for place, key in self.fields.items() if key == "name")
            self.faults.append(Fault(self.line, column.strip(), "empty: every partnership has one"))
        code = self.take("code", _code, "")
        fields = {
            "platform_id": self.take("platform_id", _platform_id),
            "type": self.take("type", _partnership_type),
            "description": self.cell("description") or None,
            "website": self.take("website", _website),
            "registered_on": self.take("registered_on", lambda text: read_day(text)),
            "starts_on": self.take("starts_on", lambda text: read_day(text)),
            "ends_on": self.take("ends_on", lambda text: read_day(text, last=True)),
            "next_report_on": self.take("next_report_on", lambda text: read_day(text, last=True)),
            "report_months": self.take("report_months", _months),
        }
        given = {key: value for key, value in fields.items() if value is not None}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts is not None and ends is not None and ends < starts:
            what = f"ends on {ends}, before it starts ({starts})"
            self.faults.append(Fault(self.line, self._column("ends_on"), what))
        registration = Registration(
            code,
            name,
            given,
            tuple(dict.fromkeys(self.take("sdgs", read_goals, ()))),
            (),
            self._actors(),
            self._promises(),
        )
        return Row(
            self.line,
            registration,
            tuple(_parts("\n".join(text for _, text in self._all("areas")))),
            {key: self.header[place].strip() for place, key in self.fields.items()},
        )

    def _column(self, key: str) -> str:
        return next((column for column, _ in self._all(key)), "")

    def _actors(self) -> tuple[Actor, ...]:
        leads = self.take("lead", lambda text: _read_actors(text, "lead"), ())
        partners = self.take("partners", lambda text: _read_actors(text, "partner"), ())
        found: dict[str, Actor] = {}
        for one in (*leads, *partners):
            known = found.get(one.folded)
            if known is None:
                found[one.folded] = one
            elif one.type and not known.type:
                found[one.folded] = replace(known, type=one.type)
        return tuple(found.values())

    def _promises(self) -> tuple[Promise, ...]:
        promises = list(self.take("deliverables", _read_promises, ()))
        numbers = {key.split()[1] for key in self.fields.values() if key.startswith("deliverable ")}
        for number in sorted(numbers, key=int):
            one = self._numbered(f"deliverable {number}")
            if one is not None:
                promises.append(one)
        column = self._column("deliverables") or "deliverables"
        units = [one.unit.casefold() for one in promises]
        for unit in sorted({unit for unit in units if units.count(unit) > 1}):
            what = f"two deliverables count {unit!r}: name what each counts differently"
            self.faults.append(Fault(self.line, column, what))
        return _with_words(promises)

    def _numbered(self, key: str) -> Promise | None:
        """Put a deliverable together that has columns of its own."""
        promise: Promise | None = self.take(f"{key} name", read_promise)
        unit = self.cell(f"{key} unit")[:_LONGEST_UNIT]
        if promise is None and unit:
            promise = Promise(unit, unit, (), None, None)
        due = self.take(f"{key} due_on", lambda text: read_day(text, last=True))
        target = self.take(f"{key} target", _amount)
        if promise is None:
            for part in ("due_on", "target", "words"):
                for column, _ in self._all(f"{key} {part}"):
                    self.faults.append(Fault(self.line, column, "of a deliverable without a name"))
            return None
        return replace(
            promise,
            unit=unit or promise.unit,
            words=tuple(_parts(self.cell(f"{key} words"))),
            target=promise.target if target is None else target,
            due_on=due or promise.due_on,
        )


# Cells --------------------------------------------------------------------------------------------


def _short(key: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > _LONGEST[key]:
            raise _Bad(f"{len(text)} characters, may be {_LONGEST[key]}: shorten it")
        return " ".join(text.split())

    return read


def _code(text: str) -> str:
    code = text.upper().replace(" ", "")
    if not _CODE.fullmatch(code):
        raise _Bad(f"{text[:40]!r} is no code: a letter, then letters and digits, like P2")
    return code


def _platform_id(text: str) -> str:
    match = _PLATFORM.fullmatch(text)
    if match is None:
        raise _Bad(f"{text[:40]!r} is no id of the platform: like #SDGAction12345")
    kind = "OceanAction" if (match[1] or "").casefold() == "ocean" else "SDGAction"
    return f"#{kind}{match[2]}"


def _vocabulary(types: dict[str, tuple[str, ...]], text: str) -> str:
    folded = locales.fold(text).replace("organisation", "organization").rstrip("s")
    for name, others in types.items():
        for one in (name, *others):
            if locales.fold(one).replace("organisation", "organization").rstrip("s") == folded:
                return name
    return ""


def _partnership_type(text: str) -> str:
    found = _vocabulary(PARTNERSHIP_TYPES, text)
    if not found:
        raise _Bad(f"{text[:40]!r} is no type: one of {', '.join(PARTNERSHIP_TYPES)}")
    return found


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    if re.search(r"\s", text) or not re.fullmatch(r"https?://[^/\s]+\.[^\s]+", address):
        raise _Bad(f"{text[:40]!r} is no address of a page: like https://example.org")
    return _short("website")(address)


def _months(text: str) -> int:
    number = locales.number(text)
    if number is None or not 1 <= number <= 24:
        raise _Bad(f"{text[:20]!r}: months from one update to the next, 1 to 24")
    return number


def _amount(text: str) -> float:
    match = _NUMBER.match(text)
    if match is None:
        raise _Bad(f"{text[:40]!r} is no number: like 2000")
    return _value(match)


def _value(match: re.Match[str]) -> float:
    whole = re.sub(r"\D", "", match[1])
    return float(f"{whole}.{match[2]}" if match[2] else whole)


def read_goals(text: str) -> tuple[str, ...]:
    """Read goals and targets: "6; 6.1", "SDG 6", "Goal 14: Life below water", "6.a".

    Raises a fault's text where a goal or target does not exist.
    """
    found: list[str] = []
    titled = False
    pieces = [piece.strip() for piece in re.split(r"[;,|/\n\r]+", text) if piece.strip()]
    pieces = [part for piece in pieces for part in _NEXT_GOAL.split(piece)]
    if all(re.fullmatch(r"[\d.\sa-dA-D]+", piece) for piece in pieces):
        pieces = [part for piece in pieces for part in piece.split()]
    for piece in pieces:
        match = _GOAL.fullmatch(piece)
        if match is None:
            if titled and not any(char.isdigit() for char in piece):
                continue  # the rest of a title with a comma in it
            raise _Bad(f"{piece[:40]!r} is no goal and no target: write 6 or 6.1")
        found.append(_goal(match))
        titled = bool(match["title"])
    return tuple(found)


def _goal(match: re.Match[str]) -> str:
    goal, target = int(match[1]), (match[2] or "").lower()
    if not 1 <= goal <= len(TARGETS):
        raise _Bad(f"there is no goal {goal}: 1 to 17")
    count, letter = TARGETS[goal - 1]
    if not target:
        return str(goal)
    if target.isdigit():
        good, target = 1 <= int(target) <= count, str(int(target))
    else:
        good = bool(letter) and "a" <= target <= letter
    if not good:
        letters = f" and {goal}.a to {goal}.{letter}" if letter else ""
        raise _Bad(f"there is no target {goal}.{target}: {goal}.1 to {goal}.{count}{letters}")
    return f"{goal}.{target}"


@lru_cache(maxsize=1)
def _months_by_name() -> dict[str, int]:
    """Map the names of months in our languages, and their short forms, to their numbers."""
    names: dict[str, int] = {}
    for language in locales.languages():
        try:
            locale = Locale.parse(language)
        except ValueError:
            continue
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names.setdefault(locales.fold(name), number)
    return names


def read_day(text: str, *, last: bool = False) -> date:
    """Read a day: 2026-12-31, 31/12/2026, 31 Dec 2026, December 2026, 2026.

    Of a month or a year alone it is the first day, or the last. Raises a fault's text; also where
    day and month could be either.
    """
    words = locales.fold(_TIME.sub("", text)).split()
    months = [_months_by_name()[word] for word in words if word in _months_by_name()]
    digits = [word for word in words if word.isdecimal()]
    try:
        if len(months) == 1 and len(digits) == len(words) - 1:
            years = [word for word in digits if len(word) == 4]
            days = [word for word in digits if len(word) < 3]
            if len(years) == 1 and len(digits) == 1:
                return _whole(int(years[0]), months[0], last)
            if len(years) == len(days) == 1 and len(digits) == 2:
                return date(int(years[0]), months[0], int(days[0]))
        elif len(digits) == len(words):
            if len(words) == 1 and len(words[0]) == 4:
                return _whole(int(words[0]), 12 if last else 1, last)
            if len(words) == 2 and len(words[0]) == 4 and len(words[1]) < 3:
                return _whole(int(words[0]), int(words[1]), last)
            if len(words) == 3:
                return _of_numbers(*words, text=text)
    except ValueError:
        pass
    raise _Bad(f"{text[:40]!r} is no day: write it like 2026-12-31")


def _whole(year: int, month: int, last: bool) -> date:
    first = date(year, month, 1)
    return date.fromordinal(months_later(first, 1).toordinal() - 1) if last else first


def _of_numbers(one: str, two: str, three: str, *, text: str) -> date:
    if len(one) == 4:
        return date(int(one), int(two), int(three[:2]))
    if len(three) != 4:
        raise ValueError
    first, second, year = int(one), int(two), int(three)
    if first <= 12 and second <= 12 and first != second:
        raise _Bad(f"{text[:40]!r}: which is the month? Write it like {year}-12-31")
    return date(year, second, first) if second <= 12 else date(year, first, second)


def _read_actors(text: str, part: str) -> tuple[Actor, ...]:
    found = []
    for piece in _parts(text):
        name, kind, role = piece, "", part
        if (match := re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]", piece)) is not None:
            kind = _vocabulary(ACTOR_TYPES, match[2])
            name = match[1] if kind or match[2].casefold() == "lead" else piece
            role = "lead" if match[2].casefold() == "lead" else part
        name = " ".join(name.split())
        if len(name) > _LONGEST_ACTOR:
            raise _Bad(f"{name[:40]!r}…: {len(name)} characters, may be {_LONGEST_ACTOR}")
        folded = locales.fold(name)
        if folded:
            found.append(Actor(name, folded[:_LONGEST_ACTOR], kind, role))
    return tuple(found)


def _read_promises(text: str) -> tuple[Promise, ...]:
    pieces = [piece.strip(" \t.•*") for piece in re.split(r"[;|\n\r]+", text)]
    return tuple(read_promise(piece) for piece in pieces if piece)


def read_promise(text: str) -> Promise:
    """Read a deliverable: "2000 farmers trained by 2026-12-31", "Water law drafted, June 2026".

    Its unit is what stands behind the number; without a number the whole counts, and has no target.
    """
    if len(text) > _LONGEST_PROMISE:
        raise _Bad(
            f"a deliverable of {len(text)} characters, may be {_LONGEST_PROMISE}: shorten it"
        )
    rest, due_on = _cut_day(text)
    match = _NUMBER.match(rest)
    behind = rest[match.end() :].strip(" .,:;-–") if match else ""
    if match is not None and behind and not behind.startswith("%"):
        return Promise(text, behind[:_LONGEST_UNIT].strip(), (), _value(match), due_on)
    return Promise(text, rest[:_LONGEST_UNIT].strip(), (), None, due_on)


def _cut_day(text: str) -> tuple[str, date | None]:
    """Cut the day off a deliverable's end, with the words that lead to it."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        tail = " ".join(words[-count:]).strip("().,")
        if not re.search(r"\d{4}", tail):
            continue
        led = locales.fold(words[-count - 1]) in _BY or words[-count - 1].endswith((",", "(", ":"))
        if count == 1 and not led and len(tail) == 4:
            continue  # "pop. 2026": a bare year must be led to
        try:
            day = read_day(tail, last=True)
        except _Bad as bad:
            if "which is the month" in str(bad):
                raise
            continue
        left = words[:-count]
        while len(left) > 1 and all(one in _BY for one in locales.fold(left[-1]).split()):
            left.pop()
        return " ".join(left).rstrip(" ,;:(-–"), day
    return text, None


def _with_words(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Give each deliverable the words by which a manager may name it.

    The first two long words of its unit, as far as no other deliverable here has them.
    """
    of_each = [
        [word for word in locales.fold(one.unit).split() if len(word) > 3 and word.isalpha()][:2]
        for one in promises
    ]
    found: list[Promise] = []
    for place, one in enumerate(promises):
        others = {word for at, words in enumerate(of_each) if at != place for word in words}
        own = [word for word in of_each[place] if word not in others and word != one.unit]
        words: list[str] = []
        for word in dict.fromkeys((*one.words, *own)):
            if len(",".join((*words, word))) <= _LONGEST_WORDS:
                words.append(word.replace(",", " "))
        found.append(replace(one, words=tuple(words)))
    return tuple(found)


# What is there already ----------------------------------------------------------------------------


def plan(connection: Connection, file: File, country: str, today: date, report_months: int) -> Plan:
    """Find out which rows are registered already, by code, platform id or, without both, by name.

    ``report_months`` holds for new ones that do not say how far apart their updates are.
    Codes are given to those that have none (the next free P1, P2 …); areas that nobody knows are a
    remark, not a loss.
    """
    there = partnerships.of_country(connection, country)
    known, codes = areas(connection), partnerships.area_codes(connection, country)
    taken = {one.code.upper() for one in there}
    taken |= {row.registration.code for row in file.rows if row.registration.code}
    used: dict[str, int] = {}
    steps: list[tuple[Registration, Partnership | None]] = []
    faults, remarks = list(file.faults), list(file.remarks)
    for row in file.rows:
        given = row.registration
        try:
            old = _there(given, there)
            _only_once(row, old, used)
        except _Bad as bad:
            faults.append(Fault(row.line, row.columns.get("code", ""), str(bad)))
            continue
        area_ids = []
        for place in row.places:
            id = codes.get(place.upper()) or find_area(known, country, place)
            if id is None:
                remarks.append(
                    f"line {row.line}: no single area is called {place[:60]!r}; left out"
                )
            else:
                area_ids.append(id)
        code = old.code if old else given.code or _next_code(taken)
        taken.add(code)
        fields = dict(given.fields)
        due, told = fields.get("next_report_on"), old and old.next_report_on
        if old is not None and old.reported_on and due and told and due <= told:
            del fields["next_report_on"]  # the file is older than the updates that came since
        if old is None:
            months = fields.setdefault("report_months", report_months)
            fields.setdefault("next_report_on", months_later(today, months))
        steps.append((replace(given, code=code, fields=fields, area_ids=tuple(area_ids)), old))
    return Plan(tuple(steps), tuple(sorted(faults, key=lambda one: one.line)), tuple(remarks))


def _there(given: Registration, there: Iterable[Partnership]) -> Partnership | None:
    """Find the partnership that a row means. Raises where its code and its id mean two."""
    platform_id = given.fields.get("platform_id", "")
    by_code = next((one for one in there if given.code and one.code.upper() == given.code), None)
    by_id = next((one for one in there if platform_id and one.platform_id == platform_id), None)
    if by_id is not None and by_code is not None and by_id.id != by_code.id:
        raise _Bad(
            f"{given.code} is {by_code.platform_id or 'another'}, {platform_id} is {by_id.code}"
        )
    if by_code is not None and platform_id and by_code.platform_id not in ("", platform_id):
        raise _Bad(f"{given.code} is {by_code.platform_id} here, not {platform_id}: mend either")
    if by_id is not None and given.code and by_id.code.upper() != given.code:
        raise _Bad(f"{platform_id} is {by_id.code} here, not {given.code}: codes do not change")
    if by_code is not None or by_id is not None or given.code or platform_id:
        return by_code or by_id
    name = locales.fold(given.name)
    same = [one for one in there if locales.fold(one.name) == name]
    if len(same) > 1:
        codes = ", ".join(one.code for one in same)
        raise _Bad(f"{codes} have this name: say which by a column code")
    return same[0] if same else None


def _only_once(row: Row, old: Partnership | None, used: dict[str, int]) -> None:
    given = row.registration
    marks = [given.code, given.fields.get("platform_id", ""), old.id if old else ""]
    if not given.code and not given.fields.get("platform_id"):
        marks.append(locales.fold(given.name))
    for mark in filter(None, marks):
        if mark in used:
            raise _Bad(
                f"the same as line {used[mark]}: give each a code of its own, or take one out"
            )
    used.update(dict.fromkeys(filter(None, marks), row.line))


def _next_code(taken: set[str]) -> str:
    number = 1
    while f"P{number}" in taken:
        number += 1
    return f"P{number}"
