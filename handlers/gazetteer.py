"""Areas come in: shipped by ISO 3166-2, or from files of P-codes, outlines and other spellings.

Three shapes of file are read: CSV in the shape of OCHA's administrative gazetteers (COD-AB:
``ADM1_EN, ADM1_PCODE, ADM2_EN …``, any language, also ``admin1Name_en, admin1Pcode``), GeoJSON
whose properties are named likewise, and CSV ``code,alias[,language]``. A file is read whole before
anything is written; what is wrong with it is told row by row, and then nothing is.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson
from sqlalchemy import Connection

import locales
from handlers.places import sound_of, spellings
from storage import countries, places
from storage.ids import new_id
from storage.places import CODE, IMPORTED, LONGEST_NAME, SHIPPED, Outline, Stored

MOST_FINDINGS: Final = 20
DELIMITERS: Final = ",;\t|"
NO_LANGUAGES: Final = frozenset({"iso", "lat", "lon", "cap", "typ", "sqk", "km", "sq", "id", "fid"})

_COLUMN: Final = re.compile(r"adm(?:in)?_?(\d)[_ ]?(.*)", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:ref)?(?:name)?(?:alt(?:name)?)?(?:\d)?_?([a-z]{2,3})?(?:\d)?")
_BIDI: Final = str.maketrans("", "", "\u200e\u200f\u202a\u202b\u202c\ufeff")


class BadFile(ValueError):
    """A file that cannot be imported; ``findings`` say why, each with its line or feature."""

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = list(findings)
        shown = self.findings[:MOST_FINDINGS]
        if len(self.findings) > len(shown):
            shown.append(f"and {len(self.findings) - len(shown)} more")
        super().__init__("\n".join(shown))


@dataclass(frozen=True, slots=True)
class Row:
    """An area as a file names it; the first of its names is the one shown."""

    where: str
    level: int
    code: str
    names: tuple[str, ...]
    parent: str
    shape: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of the area with this code."""

    where: str
    code: str
    name: str


@dataclass(slots=True)
class Read:
    """What a file holds."""

    country: str = ""
    rows: list[Row] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Account:
    """What an import did: areas added and joined to known ones, spellings added, outlines."""

    country: str
    added: int
    joined: int
    names: int
    outlines: int


# Shipped ------------------------------------------------------------------------------------------


def ship(connection: Connection, country: str) -> int:
    """Load a country's areas of ISO 3166-2 with their spellings; how many areas were new.

    Safe to repeat: an area is known by its code, or by name and parent where it has none; names
    that were added later stay. Raises ``LookupError`` for a country that has none.
    """
    country = countries.country(country).alpha2
    wanted = countries.subdivisions(country)
    if not wanted:
        raise LookupError(f"ISO 3166-2 names no areas of {country}")
    before = places.stored(connection, country)
    after = {one.id: replace(one, names=dict(one.names)) for one in before.values()}
    by_code = {one.code: one for one in after.values() if one.code}
    new = 0
    for area in wanted:
        parent = by_code.get(area.parent)
        parent_id = parent.id if parent else None
        found = by_code.get(area.code) if area.code else None
        if found is None:
            found = next(
                (
                    one
                    for one in after.values()
                    if one.name == area.names[0] and not one.code and one.parent_id == parent_id
                ),
                None,
            )
        if found is None:
            level = parent.level + 1 if parent else 1
            found = Stored(new_id(), country, area.names[0], level, area.code, parent_id)
            after[found.id] = found
            new += 1
        found.code = area.code or found.code
        if found.code:
            by_code[found.code] = found
        for name in area.names:
            _name(found, name, SHIPPED)
    places.save(connection, before, after.values())
    return new


def _name(area: Stored, name: str, source: str) -> bool:
    folded = locales.fold(name)[:LONGEST_NAME].strip()
    if not folded or folded in area.names:
        return False
    area.names[folded] = source
    return True


# Reading a file -----------------------------------------------------------------------------------


def read(content: bytes, country: str = "") -> Read:
    """Read a file of areas; ``country`` holds where the file names none. Raises ``BadFile``."""
    text = decode(content)
    if text.lstrip()[:1] == "{":
        return _read_geojson(text, country)
    return _read_csv(text, country)


def decode(content: bytes) -> str:
    """Decode a file: UTF-8 or UTF-16 with its mark, else UTF-8, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(["neither UTF-8 nor Windows-1252: save it as UTF-8"])


def _read_csv(text: str, country: str) -> Read:
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    findings: list[str] = []
    try:
        header = [column.strip().translate(_BIDI) for column in next(reader, [])]
        lines = [
            (f"line {reader.line_num}", cells) for cells in reader if any(map(str.strip, cells))
        ]
    except csv.Error as error:
        raise BadFile([f"line {reader.line_num}: {error}"]) from error
    records = []
    for where, cells in lines:
        if len(cells) != len(header):
            findings.append(f"{where}: {len(cells)} cells, the header has {len(header)}")
            continue
        records.append((where, dict(zip(header, (_tidy(cell) for cell in cells), strict=True))))
    columns = {column.lower(): column for column in header}
    if {"code", "alias"} <= columns.keys():
        if not country:
            raise BadFile(["--country: codes and aliases need it, for example --country KE"])
        found = Read(country)
        for where, record in records:
            code, name = record[columns["code"]], record[columns["alias"]]
            if not code or not locales.fold(name):
                findings.append(f"{where}: code and alias are both needed")
            elif len(name) > LONGEST_NAME:
                findings.append(f"{where}: alias is longer than {LONGEST_NAME} characters")
            else:
                found.aliases.append(Alias(where, code, name))
    else:
        found = _areas_of(records, header, country, findings)
    if findings:
        raise BadFile(findings)
    if not found.rows and not found.aliases:
        raise BadFile(["no rows"])
    return found


def _tidy(cell: Any) -> str:
    return " ".join(str(cell).translate(_BIDI).split()) if cell is not None else ""


def _read_geojson(text: str, country: str) -> Read:
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadFile([f"line {error.lineno}: {error.msg}"]) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise BadFile(["a GeoJSON FeatureCollection with features is needed"])
    findings: list[str] = []
    records = []
    shapes: dict[str, Mapping[str, Any]] = {}
    for index, feature in enumerate(features, 1):
        where = f"feature {index}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            findings.append(f"{where}: no properties")
            continue
        shape = feature.get("geometry")
        if not isinstance(shape, dict) or shape.get("type") not in ("Polygon", "MultiPolygon"):
            findings.append(f"{where}: geometry is no Polygon or MultiPolygon")
            continue
        shapes[where] = shape
        properties = {str(key): _tidy(value) for key, value in feature["properties"].items()}
        records.append((where, properties))
    header = list(dict.fromkeys(key for _, record in records for key in record))
    found = _areas_of(records, header, country, findings, shapes)
    if findings:
        raise BadFile(findings)
    return found


# Columns of P-codes and names ---------------------------------------------------------------------


@dataclass(slots=True)
class _Level:
    code: str = ""
    names: list[str] = field(default_factory=list)


def _levels(header: Iterable[str]) -> dict[int, _Level]:
    """Find which columns hold the code and the names of each level; English names come first."""
    levels: dict[int, _Level] = defaultdict(_Level)
    for column in header:
        match = _COLUMN.fullmatch(column.strip())
        if match is None:
            continue
        level = levels[int(match.group(1))]
        rest = re.sub(r"[^a-z0-9]", "", match.group(2).lower())
        if rest in ("pcode", "code"):
            level.code = column
        elif (name := _NAME.fullmatch(rest)) and name.group(1) not in NO_LANGUAGES:
            level.names.append(column)
    for level in levels.values():
        level.names.sort(key=_rank)
    return dict(levels)


def _rank(column: str) -> int:
    rest = column.lower()
    if "alt" in rest or "ref" in rest:
        return 3
    if rest.endswith("en"):
        return 0
    return 1 if rest.endswith("name") else 2


def _generic_levels(header: Sequence[str]) -> dict[int, _Level]:
    """Find one code and one name where no level is named: outlines of areas known by either."""
    known = {column.lower(): column for column in header}
    code = next((known[one] for one in ("pcode", "p_code", "code", "shapeiso") if one in known), "")
    names = [known[one] for one in ("name", "name_en", "shapename") if one in known]
    return {1: _Level(code, names)} if code or names else {}


def _areas_of(
    records: Sequence[tuple[str, Mapping[str, str]]],
    header: Sequence[str],
    country: str,
    findings: list[str],
    shapes: Mapping[str, Mapping[str, Any]] | None = None,
) -> Read:
    levels = _levels(header)
    zero = levels.pop(0, _Level())
    coded = {level: columns for level, columns in levels.items() if columns.code and columns.names}
    known_only = False
    if not coded and shapes is not None:
        coded, known_only = _generic_levels(header), True
    if not coded:
        raise BadFile([*findings, "no columns like ADM1_EN with ADM1_PCODE, nor code with alias"])
    found = Read(country)
    rows: dict[str, Row] = {}
    deepest = max(coded)
    for where, record in records:
        own = _country(record, zero)
        if own is not None and found.country and own != found.country:
            findings.append(f"{where}: of {own or 'no country'}, not {found.country}")
            continue
        found.country = found.country or own or ""
        if known_only:
            columns = coded[1]
            names = tuple(filter(None, (record.get(name, "") for name in columns.names)))
            code = record.get(columns.code, "")
            if not code and not names:
                findings.append(f"{where}: neither code nor name")
                continue
            found.rows.append(Row(where, 0, code, names, "", (shapes or {}).get(where)))
            continue
        last = _read_record(where, record, coded, rows, findings)
        if last and shapes is not None:
            rows[last] = replace(rows[last], where=where, shape=shapes[where])
        elif not last and not any(where in one for one in findings):
            findings.append(f"{where}: no code at level {deepest} or above")
    found.rows += rows.values()
    if not found.country and not findings:
        findings.append("the file names no country (ADM0_PCODE): give --country")
    return found


def _country(record: Mapping[str, str], zero: _Level) -> str | None:
    """Read a record's country; None where the file has no column for it, '' where it is unknown."""
    cells = [record.get(column, "") for column in (zero.code, *zero.names) if column]
    if not any(cells):
        return None
    code = record.get(zero.code, "")
    if code:
        try:
            return countries.country(code[:3] if len(code) == 3 else code[:2]).alpha2
        except LookupError:
            pass
    import pycountry

    for name in cells:
        try:
            return str(pycountry.countries.lookup(name).alpha_2)
        except LookupError:
            continue
    return ""


def _read_record(
    where: str,
    record: Mapping[str, str],
    coded: Mapping[int, _Level],
    rows: dict[str, Row],
    findings: list[str],
) -> str:
    """Read the areas of one record, parents first; give the code of the deepest."""
    parent = ""
    missing = 0
    for level in sorted(coded):
        columns = coded[level]
        code = record.get(columns.code, "")
        names = tuple(
            dict.fromkeys(filter(locales.fold, (record.get(name, "") for name in columns.names)))
        )
        if not code and not names:
            missing = missing or level
            continue
        if missing:
            findings.append(f"{where}: level {level} without its parent of level {missing}")
            return ""
        if not code or not names:
            lacks = "code" if not code else "name"
            shown = names[0] if names else code
            findings.append(f"{where}: level {level} has no {lacks} ({shown})")
            return ""
        if len(code) > 24 or any(len(name) > LONGEST_NAME for name in names):
            findings.append(f"{where}: a code of over 24 or a name of over {LONGEST_NAME} letters")
            return ""
        there = rows.get(code)
        if there is None:
            rows[code] = Row(where, level, code, names, parent)
        elif (there.level, there.parent) != (level, parent) or there.names[0] != names[0]:
            findings.append(
                f"{where}: {code} is {names[0]} here, but {there.names[0]} ({there.where})"
                if there.names[0] != names[0]
                else f"{where}: {code} has another parent or level than ({there.where})"
            )
            return ""
        elif there.names != names:
            rows[code] = replace(there, names=tuple(dict.fromkeys((*there.names, *names))))
        parent = code
    return parent


# Writing ------------------------------------------------------------------------------------------


class _Known:
    """A country's areas while a file is joined to them.

    Names are kept of areas that have no P-code yet, and of all where a file may go by name alone.
    """

    def __init__(self, stored: Iterable[Stored], by_name: bool) -> None:
        self.all_names = by_name
        self.by_code: dict[str, Stored] = {}
        self.by_name: dict[str, dict[str, Stored]] = defaultdict(dict)
        for one in stored:
            self.add(one)

    def add(self, one: Stored) -> None:
        """Take an area in, under its codes and its names."""
        if one.code:
            self.by_code[locales.fold(one.code)] = one
        named = self.all_names or not _has_pcode(one)
        for folded, source in one.names.items():
            if source == CODE:
                self.by_code[folded] = one
            elif named:
                for spelling in spellings(folded):
                    self.by_name[spelling][one.id] = one
                    self.by_name[sound_of(spelling)][one.id] = one

    def coded(self, code: str) -> Stored | None:
        """Find an area by a code: ISO 3166-2, or a P-code."""
        return self.by_code.get(locales.fold(code))

    def named(self, names: Iterable[str]) -> list[Stored]:
        """List the areas that are called so, as written or by sound."""
        if not self.by_name:
            return []
        for way in (lambda name: name, sound_of):
            found: dict[str, Stored] = {}
            for name in names:
                for spelling in spellings(locales.fold(name)):
                    found |= self.by_name.get(way(spelling), {})
            if found:
                return list(found.values())
        return []


def write(connection: Connection, found: Read) -> Account:
    """Write what a file holds to its country; safe to repeat. Raises ``BadFile``.

    An area is known by its P-code; else, at the first time, by its name among those that share its
    parent and have none yet. A joined area keeps its ISO 3166-2 code; the P-code stands beside it.
    """
    try:
        country = countries.country(found.country).alpha2
    except LookupError as error:
        raise BadFile([f"--country: {error}"]) from error
    before = places.stored(connection, country)
    after = {one.id: replace(one, names=dict(one.names)) for one in before.values()}
    known = _Known(after.values(), any(row.level == 0 for row in found.rows))
    findings: list[str] = []
    outlines: list[Outline] = []
    added = joined = 0
    taken: set[str] = set()
    for row in sorted(found.rows, key=lambda row: row.level):
        area = _known_area(row, known, taken, findings)
        if area is None and row.level == 0:
            continue
        if area is None:
            parent = known.coded(row.parent) if row.parent else None
            level = parent.level + 1 if parent else 1
            area = Stored(
                new_id(), country, row.names[0], level, row.code, parent.id if parent else None
            )
            after[area.id] = area
            added += 1
        elif row.level:
            joined += 1
        taken.add(area.id)
        _take_names(area, row)
        known.add(area)
        if row.shape is not None:
            outlines += _outline(row, area, findings)
    for alias in found.aliases:
        area = known.coded(alias.code)
        if area is None:
            findings.append(f"{alias.where}: no area of {country} has the code {alias.code}")
        else:
            _name(area, alias.name, IMPORTED)
    if findings:
        raise BadFile(findings)
    places.save(connection, before, after.values(), outlines)
    names = sum(len(one.names) for one in after.values())
    names -= sum(len(one.names) for one in before.values())
    return Account(country, added, joined, names, len(outlines))


def _known_area(row: Row, known: _Known, taken: set[str], findings: list[str]) -> Stored | None:
    area = known.coded(row.code) if row.code else None
    if area is not None:
        return area
    candidates = [one for one in known.named(row.names) if one.id not in taken]
    if row.level == 0:
        if len(candidates) == 1:
            return candidates[0]
        what = "no area is" if not candidates else f"{len(candidates)} areas are"
        findings.append(f"{row.where}: {what} called {row.names[0] if row.names else row.code}")
        return None
    free = [one for one in candidates if not _has_pcode(one)]
    parent = known.coded(row.parent) if row.parent else None
    siblings = [one for one in free if one.parent_id == (parent.id if parent else None)]
    if not siblings and parent is None:
        siblings = free  # ADM1 where ISO 3166-2 has a level above it
    return siblings[0] if len(siblings) == 1 else None


def _has_pcode(area: Stored) -> bool:
    """Say whether an area came with a P-code, or was given one beside its ISO 3166-2 code."""
    iso = area.code.startswith(f"{area.country}-")
    return CODE in area.names.values() or (bool(area.code) and not iso)


def _take_names(area: Stored, row: Row) -> None:
    if row.code and row.code != area.code:
        if area.code:
            _name(area, row.code, CODE)
        else:
            area.code = row.code
    for name in row.names:
        _name(area, name, IMPORTED)


def _outline(row: Row, area: Stored, findings: list[str]) -> Iterator[Outline]:
    import shapely
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        outline = shape(row.shape)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        findings.append(f"{row.where}: geometry cannot be read: {error}")
        return
    if outline.is_empty:
        findings.append(f"{row.where}: geometry is empty")
        return
    if not outline.is_valid:
        outline = shapely.make_valid(outline)
    west, south, east, north = outline.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        findings.append(f"{row.where}: not degrees of longitude and latitude (WGS 84)")
        return
    yield Outline(area.id, (west, south, east, north), shapely.to_wkb(outline))
