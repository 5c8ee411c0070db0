"""What Baraza says: Fluent texts, days and times of day, in the reader's language.

A bundle is read when its language is first needed. Fluent drops what it cannot read without a
word; here that fails the load, with file and line. Texts may use variables and selects, nothing
else, which lets each be rendered once per *shape*: which variants of its selects apply. What
people wrote is only ever joined into a finished shape, so it is never reformatted, never cut
(fluent.runtime refuses placeables over 2,500 characters), and never remembered by a cache.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.plural import PluralRule, to_python
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

ENGLISH: Final = "en"
FOLDER: Final = Path(__file__).resolve().parent

_SLOT: Final = "\x00"  # stands on both sides of a variable's name in a shape
_NUMBERS: Final = (int, float, Decimal)
_EDGES: Final = re.compile(r" *\n *")
_SPACES: Final = re.compile(r" {2,}")
_NO_BREAK: Final = str.maketrans("\u00a0\u202f", "  ")  # outside GSM-7: they would double an SMS


class LocaleError(ValueError):
    """A file of a language that cannot be used; the message names the file and what to look at."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose language a folder holds."""

    code: str  # shortest BCP 47 tag
    name: str  # in the language itself
    english: str
    direction: str  # ltr or rtl
    reviewed_by: str = ""  # the native speaker who checked the texts, '' if none has


@dataclass(frozen=True, slots=True)
class _Entry:
    """One text of one language: where it is, and which variables it needs."""

    language: str
    id: str
    variables: tuple[str, ...]
    selectors: tuple[tuple[str, frozenset[str]], ...]  # variable, keys of its variants


class _Parts(Visitor):
    """Collects the variables and selects of a message, and what we do not support."""

    def __init__(self) -> None:
        self.variables: dict[str, None] = {}
        self.selectors: dict[str, set[str]] = {}
        self.unsupported: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables[node.id.name] = None

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        if isinstance(node.selector, ast.VariableReference):
            keys = self.selectors.setdefault(node.selector.id.name, set())
            for variant in node.variants:
                key = variant.key
                keys.add(key.name if isinstance(key, ast.Identifier) else key.value)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.unsupported.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.unsupported.append(f"-{node.id.name}")

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self.unsupported.append(f"{node.id.name}()")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have texts, English first, then by code."""
    found = {file.parent.name for file in FOLDER.glob("*/*.ftl")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def read_toml(file: Path) -> dict[str, Any]:
    """Read one of a language's word files; LocaleError if it is not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LocaleError(f"{file}: {error}") from error


@lru_cache(maxsize=256)
def about(language: str) -> About:
    """Return whose language this is; KeyError if it has no folder, LocaleError if a key lacks."""
    if language not in languages():
        raise KeyError(language)
    file = FOLDER / language / "about.toml"
    facts = read_toml(file)
    try:
        return About(
            language,
            facts["name"],
            facts["english"],
            facts["direction"],
            facts.get("reviewed_by", ""),
        )
    except KeyError as error:
        raise LocaleError(f"{file}: no {error}") from error


@lru_cache(maxsize=256)
def _babel(language: str) -> Locale:
    """Babel's locale, English where Babel does not know the language."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


def read_texts(file: Path) -> list[ast.Message]:
    """Parse a Fluent file.

    Raises LocaleError, with file and line, for what Fluent would drop in silence: entries it
    cannot read, a text given twice, a text without words, and what Baraza's texts do not use.
    """
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LocaleError(f"{file}: {error}") from error
    seen: dict[str, ast.Message] = {}
    for entry in FluentParser().parse(source).body:
        where = f"{file}:{source.count(chr(10), 0, entry.span.start) + 1 if entry.span else '?'}"
        if isinstance(entry, ast.Junk):
            why = "; ".join(note.message or note.code for note in entry.annotations)
            raise LocaleError(f"{where}: cannot be read: {why}")
        if isinstance(entry, ast.Term):
            raise LocaleError(f"{where}: terms are not supported: -{entry.id.name}")
        if not isinstance(entry, ast.Message):
            continue
        if entry.id.name in seen:
            raise LocaleError(f"{where}: {entry.id.name} is there twice")
        if entry.value is None or entry.attributes:
            raise LocaleError(f"{where}: {entry.id.name} needs words, and no attributes")
        parts = _Parts()
        parts.visit(entry)
        if parts.unsupported:
            raise LocaleError(
                f"{where}: {entry.id.name} may use variables and selects, not {parts.unsupported}"
            )
        seen[entry.id.name] = entry
    return list(seen.values())


def read_folder(folder: Path) -> list[ast.Message]:
    """Parse all Fluent files of a language; LocaleError also for a text that two files give."""
    seen: dict[str, ast.Message] = {}
    for file in sorted(folder.glob("*.ftl")):
        for message in read_texts(file):
            if message.id.name in seen:
                raise LocaleError(f"{file}: {message.id.name} is there twice")
            seen[message.id.name] = message
    return list(seen.values())


@lru_cache(maxsize=256)
def _bundle(language: str) -> tuple[FluentBundle, Mapping[str, _Entry]]:
    folder = FOLDER / language
    messages = read_folder(folder)
    bundle = FluentBundle([str(_babel(language)).replace("_", "-")], use_isolating=False)
    bundle.add_resource(ast.Resource(list(messages)))
    own_file = folder / "about.toml"
    if own_file.exists() and (rules := read_toml(own_file).get("plural_rules")) is not None:
        try:
            # the only way in: fluent.runtime asks nobody but Babel for plurals
            bundle._plural_form = cast(Any, to_python(PluralRule(rules)))
        except ValueError as error:
            raise LocaleError(f"{own_file}: plural_rules: {error}") from error
    entries: dict[str, _Entry] = {}
    for message in messages:
        parts = _Parts()
        parts.visit(message)
        entries[message.id.name] = _Entry(
            language,
            message.id.name,
            tuple(parts.variables),
            tuple((name, frozenset(keys)) for name, keys in parts.selectors.items()),
        )
    return bundle, entries


@lru_cache(maxsize=8192)
def _entry(language: str, id: str) -> _Entry:
    """Find a text in this language, else in English; KeyError if neither has it."""
    if language in languages() and (found := _bundle(language)[1].get(id)) is not None:
        return found
    return _bundle(ENGLISH)[1][id]


def has_text(id: str) -> bool:
    """Tell whether there is such a text, in English at least."""
    return id in _bundle(ENGLISH)[1]


@lru_cache(maxsize=8192)
def _shape(entry: _Entry, chosen: tuple[object, ...], empty: tuple[str, ...]) -> tuple[str, ...]:
    """Render a text once: words and names of variables in turn, words first and last."""
    args: dict[str, Any] = {name: f"{_SLOT}{name}{_SLOT}" for name in entry.variables}
    args.update(dict.fromkeys(empty, ""))
    for (name, _), value in zip(entry.selectors, chosen, strict=True):
        if value is not None:
            args[name] = value
    bundle = _bundle(entry.language)[0]
    pattern = bundle.get_message(entry.id).value
    if pattern is None:
        raise LocaleError(f"{entry.language}: {entry.id} has no words")
    rendered, errors = bundle.format_pattern(pattern, args)
    if errors:
        raise LocaleError(f"{entry.language}: {entry.id}: {errors[0]}")
    rendered = _EDGES.sub("\n", _SPACES.sub(" ", str(rendered))).strip()
    return tuple(rendered.split(_SLOT))


@lru_cache(maxsize=4096)
def _figure(language: str, value: int | float | Decimal) -> str:
    return format_decimal(value, locale=_babel(language)).translate(_NO_BREAK)


@lru_cache(maxsize=4096)
def _plain(language: str, id: str) -> str:
    return _filled(_entry(language, id), {})


def _filled(entry: _Entry, args: Mapping[str, object]) -> str:
    if missing := [name for name in entry.variables if name not in args]:
        raise KeyError(f"{entry.language}: {entry.id} needs ${missing[0]}")
    chosen: list[object] = []
    for name, keys in entry.selectors:
        value = args[name]
        if isinstance(value, _NUMBERS):
            chosen.append(value)
        else:
            chosen.append(value if value in keys else None)
    empty = tuple([name for name in entry.variables if args[name] == ""])
    parts = _shape(entry, tuple(chosen), empty)
    if len(parts) == 1:
        return parts[0]
    joined = list(parts)
    for index in range(1, len(parts), 2):
        value = args[parts[index]]
        if isinstance(value, str):
            joined[index] = value
        elif isinstance(value, _NUMBERS):
            joined[index] = _figure(entry.language, value)
        else:
            raise TypeError(f"{entry.id}: ${parts[index]} is neither words nor a number")
    return "".join(joined)


def text(language: str, id: str, args: Mapping[str, object] | None = None) -> str:
    """Say one text in this language, in English where the language or the text is missing.

    Words in ``args`` go in as they are; numbers are written as the language writes them and
    choose plural forms, so counts must be numbers and case numbers must be strings.
    Raises KeyError for an id or a variable that is missing, TypeError for other values.
    """
    if not args:
        return _plain(language, id)
    return _filled(_entry(language, id), args)


@lru_cache(maxsize=1024)
def closest(tag: str) -> str:
    """Return the language of ours nearest to a BCP 47 or ISO 639-3 tag: fr for ``fr-CA``."""
    code = re.split(r"[-_.@]", tag.strip().casefold(), maxsplit=1)[0]
    if code not in languages():
        code = get_global("language_aliases").get(code, ENGLISH).split("_")[0]
    return code if code in languages() else ENGLISH


@lru_cache(maxsize=256)
def _names(language: str) -> tuple[list[str], list[str]] | None:
    file = FOLDER / language / "dates.toml"
    if not file.exists():
        return None
    names = read_toml(file)
    weekdays, months = names.get("weekdays", []), names.get("months", [])
    if len(weekdays) != 7 or len(months) != 12:
        raise LocaleError(f"{file}: 7 weekdays from Monday and 12 months are needed")
    return weekdays, months


def month_and_weekday_names(language: str) -> tuple[list[str], list[str]] | None:
    """Return a language's own names of the months and of the weekdays from Monday, if it has any.

    Those of ``dates.toml``; None where Babel's serve.
    """
    names = _names(language)
    return None if names is None else (names[1], names[0])


@lru_cache(maxsize=4096)
def day(language: str, date: date) -> str:
    """Write a day with its weekday and without its year: ``Tue 1 Dec``."""
    if language not in languages():
        language = ENGLISH
    if (names := _names(language)) is not None:
        weekdays, months = names
        return f"{weekdays[date.weekday()]} {date.day} {months[date.month - 1]}"
    return format_date(date, "EEE d MMM", locale=_babel(language)).translate(_NO_BREAK)


def clock(language: str, time: datetime) -> str:
    """Write a time of day, in the time zone it comes in: ``14:09``, the same in every language."""
    return f"{time:%H:%M}"
