"""The words we listen for: one folder per language, read once, folded into one automaton.

Each ``locales/<language>/flags.toml`` names *concepts* (``staff``, ``child``, ``hit``) and lists the
ways people write them; ``about.toml`` says whose language it is and which small words give it away.
Concepts of one name are pooled over all languages, so that a sentence that mixes two of them still
fires. ``locales/rules.toml`` combines concepts into findings, once, for every language.

How a word is written in those files
    ``rape``        the whole word, where the script has spaces
    ``rap*``        any word that begins so; ``*piga*`` any word that holds it
    ``(he|she) (beats|hit*) me``   alternatives; ``(the|) list`` one of them empty
    ``grab* me``    the star may stand inside a phrase too
    ``(|the )list``  brackets may be nested
    ``# ...``       a remark to the end of the line
Words are separated by commas or line ends. Everything is folded exactly as messages are, so it
does not matter here how a word is capitalised, accented or vocalised. A file that says something
we do not understand fails the load: a word list that is silently half read is a flag not raised.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, Final

import ahocorasick

LOCALES: Final = Path(__file__).resolve().parent.parent / "locales"
WORD: Final = 6  # characters, space included: how a distance in words becomes one in characters

_GAP_ENDS: Final = ".!?;\n؟۔።។।。！？；"
_GAP_SHORT: Final = ",:،፣、，："
_ARABIC: Final = {"ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ک": "ك", "ـ": ""}
_ENGLISH_TAIL: Final = re.compile(r"(?<=[a-z])['’`´ʼ‘](?=(?:t|s|m|re|ll|ve|d)\b)", re.IGNORECASE)
_LETTER_COMMA: Final = re.compile(r"(?<![^\W_])([^\W\d_])\s?,\s?(?=[^\W\d_])")
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1{2,}")
_ARABIC_HEADS: Final = ("", "ال", "و", "ف", "ب", "ل", "وال", "بال", "فال", "لل", "هال", "عال")
_HARMLESS_MARKS: Final = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic accents
    (0x0610, 0x061A),  # Arabic
    (0x064B, 0x065F),  # vowel marks, and the hamza that decomposition sets free
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
)


class LexiconError(ValueError):
    """A word list or a rule that cannot be read; the message names the file and the entry."""


class _FoldTable(dict[int, str | None]):
    """Where each character goes, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        folded: str | None
        if any(low <= code <= high for low, high in _HARMLESS_MARKS):
            folded = None
        elif char in _ARABIC:
            folded = _ARABIC[char]
        elif char in _GAP_ENDS:
            folded = " . "
        elif char in _GAP_SHORT:
            folded = " , "
        else:
            category = unicodedata.category(char)
            if category in ("Cf", "Cs"):
                folded = None
            elif category[0] in "LNM":
                folded = char
            else:
                folded = " "
        if code < 0x10000:  # bounded: a hostile text cannot make us remember all of Unicode
            self[code] = folded
        return folded


_FOLD: Final = _FoldTable()


def fold(text: str) -> str:
    """Return ``text`` as word lists see it: one space before and after every word.

    Compatibility forms, case, accents, Arabic vowel marks and letter variants, drawn-out letters
    and the kind of apostrophe are levelled. Sentence ends become a lone ``.``, commas a lone ``,``.
    Never raises, whatever the string.
    """
    text = text.casefold()
    if "," in text:
        text = _LETTER_COMMA.sub(r"\1 ", text)  # "d,eau": the comma of those without an apostrophe
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
    text = _ENGLISH_TAIL.sub("", text).translate(_FOLD)
    return f" {' '.join(_DRAWN_OUT.sub(_level, text).split())} "


def _level(match: re.Match[str]) -> str:
    return match.group(1)


# A word or phrase as written: literals, and groups of alternatives that are sequences again.
_Sequence = list["str | list[_Sequence]"]
_FEW: Final = 40  # so many spellings are searched for one by one; more become a Phrase
_BRACKETS: Final = re.compile(r"([()|])")
_PLAIN: Final = re.compile(r"[^\s*]+")
_BLANKS: Final = re.compile(r" +")


def _entries(block: str) -> Iterator[str]:
    for line in block.splitlines():
        for entry in line.split("#", 1)[0].split(","):
            if entry := entry.strip():
                yield entry


def _parse(entry: str, where: str) -> _Sequence:
    """Read ``(a|b c*) d`` into a sequence; folded, blanks kept."""
    stack: list[list[_Sequence]] = [[[]]]
    for token in _BRACKETS.split(entry):
        if token == "(":
            stack.append([[]])
        elif token == "|":
            if len(stack) == 1:
                raise LexiconError(f"{where}: '|' outside brackets in {entry!r}")
            stack[-1].append([])
        elif token == ")":
            if len(stack) == 1:
                raise LexiconError(f"{where}: bracket closed too often in {entry!r}")
            group = stack.pop()
            stack[-1][-1].append(group)
        elif token:
            stack[-1][-1].append(_PLAIN.sub(lambda word: fold(word.group()).strip(), token))
    if len(stack) != 1:
        raise LexiconError(f"{where}: bracket not closed in {entry!r}")
    return stack[0][0]


def _count(sequence: _Sequence) -> int:
    return prod(1 if isinstance(p, str) else sum(map(_count, p)) for p in sequence)


def _star_inside(sequence: _Sequence, first: bool = True, last: bool = True) -> bool:
    """Whether a star stands anywhere but at the very beginning or the very end."""
    for i, part in enumerate(sequence):
        is_first, is_last = first and i == 0, last and i == len(sequence) - 1
        if isinstance(part, str):
            core = part[1:] if is_first and part.startswith("*") else part
            if "*" in (core[:-1] if is_last else core):
                return True
        elif any(_star_inside(q, is_first, is_last) for q in part):
            return True
    return False


def _spell(sequence: _Sequence) -> Iterator[str]:
    """Spell out every alternative."""
    choices = [[p] if isinstance(p, str) else [s for q in p for s in _spell(q)] for p in sequence]
    return ("".join(chosen) for chosen in product(*choices))


def _regex(sequence: _Sequence) -> str:
    out = []
    for part in sequence:
        if isinstance(part, str):
            text = _BLANKS.sub(" ", re.escape(part).replace("\\ ", " "))
            out.append(text.replace(" ", "(?: |(?<= ))").replace("\\*", "\\S*"))
        else:
            out.append(f"(?:{'|'.join(map(_regex, part))})")
    return "".join(out)


class Phrase:
    """A phrase of too many spellings to list: looked at only where its rarest words were found.

    The expressions are compiled when the phrase is first met, so that loading stays fast.
    """

    __slots__ = ("_after", "_before", "_left", "_right", "concepts")

    def __init__(self, before: _Sequence, after: _Sequence, heads: bool, entry: str) -> None:
        article = f"(?:{'|'.join(filter(None, _ARABIC_HEADS))})?" if heads else ""
        edge = "" if entry.startswith("*") else "(?<= )"
        close = "" if entry.endswith("*") else "(?= )"
        lead = f"{edge}{article}{_regex(before)}\\Z" if before else ""
        self._before = lead
        self._after = f"{'' if before else edge + article}{_regex(after)}{close}"
        self._left: re.Pattern[str] | None = None
        self._right: re.Pattern[str] | None = None
        self.concepts: tuple[int, ...] = ()

    def at(self, text: str, start: int) -> tuple[int, int] | None:
        """Return where the phrase stands if its rarest words begin at ``start``, else None."""
        if self._right is None:
            self._right = re.compile(self._after)
            self._left = re.compile(self._before) if self._before else None
        found = self._right.match(text, start)
        if found is None:
            return None
        if self._left is None:
            return start, found.end()
        before = self._left.search(text, max(0, start - 60), start)
        return (before.start(), found.end()) if before else None


def _anchor(sequence: _Sequence) -> int:
    """The part of a sequence that is searched for: the one whose shortest spelling is longest."""

    def telling(part: str | list[_Sequence]) -> int:
        spellings = [part] if isinstance(part, str) else [s for q in part for s in _spell(q)]
        return min(len(s.split("*", 1)[0].strip()) for s in spellings)

    return max(range(len(sequence)), key=lambda i: (min(telling(sequence[i]), 6), -i))


def _is_arabic(char: str) -> bool:
    return "\u0621" <= char <= "\u064a"


def _needle(spelling: str, where: str) -> Iterator[str]:
    """Yield what to search for; a leading or trailing space stands for the edge of a word."""
    spelling = " ".join(spelling.split())
    core = spelling.strip("*")
    if "*" in core:
        raise LexiconError(f"{where}: '*' inside {spelling!r}")
    if not core or (len(core) < 2 and "*" in spelling):
        raise LexiconError(f"{where}: {spelling!r} is too short to search for")
    tail = "" if spelling.endswith("*") else " "
    if spelling.startswith("*"):
        yield f"{core}{tail}"
        return
    yield f" {core}{tail}"
    if _is_arabic(core[0]):
        bare = core[2:] if core.startswith("ال") and len(core) > 4 else core
        yield from (f" {head}{bare}{tail}" for head in _ARABIC_HEADS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to a finding: ``items`` are concept numbers that must stand near each other.

    ``window`` is the most characters between the first and the last of them (0: anywhere in the
    text). ``ordered``: in this order. ``unless``: concepts that silence the rule when they stand
    within ``unless_window`` of what was found. ``negatable``: "no one was hurt" silences it.
    """

    target: str  # flag, kind, topic, need
    code: str
    items: tuple[int, ...]
    window: int
    ordered: bool
    unless: tuple[int, ...]
    unless_window: int
    negatable: bool
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """A language as its folder describes it."""

    tag: str
    name: str
    english: str
    direction: str
    plural_rules: Mapping[str, str]  # CLDR conditions, only where Babel lacks the language
    drafted_by: str
    reviewed_by: str
    function_words: frozenset[str]  # words hardly any other of our languages has
    common_words: frozenset[str]  # frequent words that others share


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All shipped languages, ready to search.

    ``automaton`` finds ``(length, head, tail, concepts, phrases)``: ``head`` and ``tail`` say how
    many of the characters found are the spaces around a word; ``phrases`` may stand there.
    ``rules`` are filed under their first item.
    """

    concepts: Mapping[str, int]
    automaton: Any
    rules: Mapping[int, tuple[Rule, ...]]
    vocabulary: frozenset[str]
    sdgs: Mapping[str, tuple[int, ...]]  # topic -> Sustainable Development Goals 1..17
    flag_topics: Mapping[str, str]  # the topic a flag brings along
    patterns: int


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.parent.name}/{path.name}: {error}") from error


def languages(folder: Path = LOCALES) -> tuple[str, ...]:
    """Return the tags of the languages whose folder holds flag words, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/flags.toml")))


_ABOUT_KEYS: Final = frozenset(
    "name english direction plural_rules drafted_by reviewed_by"
    " function_words common_words".split()
)


@lru_cache(maxsize=4)
def about(folder: Path = LOCALES) -> Mapping[str, About]:
    """Return what every language folder says of itself, by tag.

    Raises LexiconError for an unknown or missing key, or a direction other than ltr and rtl.
    """
    found = {}
    for path in sorted(folder.glob("*/about.toml")):
        tag, raw = path.parent.name, _read(path)
        where = f"{tag}/about.toml"
        if unknown := raw.keys() - _ABOUT_KEYS:
            raise LexiconError(f"{where}: unknown {sorted(unknown)}")
        if missing := {"name", "english", "direction", "drafted_by", "reviewed_by"} - raw.keys():
            raise LexiconError(f"{where}: missing {sorted(missing)}")
        if raw["direction"] not in ("ltr", "rtl"):
            raise LexiconError(f"{where}: direction is {raw['direction']!r}, not ltr or rtl")
        found[tag] = About(
            tag=tag,
            name=raw["name"],
            english=raw["english"],
            direction=raw["direction"],
            plural_rules=raw.get("plural_rules", {}),
            drafted_by=raw["drafted_by"],
            reviewed_by=raw["reviewed_by"],
            function_words=_word_set(raw.get("function_words", ""), where),
            common_words=_word_set(raw.get("common_words", ""), where),
        )
    return found


def _word_set(block: str, where: str) -> frozenset[str]:
    return frozenset(w for e in _entries(block) for s in _spell(_parse(e, where)) for w in s.split())


@lru_cache(maxsize=4)
def countries(folder: Path = LOCALES) -> Mapping[str, tuple[str, ...]]:
    """Return the languages of each country we know, most spoken first, by ISO 3166-1 alpha-2."""
    raw = _read(folder / "countries.toml")
    return {code: tuple(tags.split()) for code, tags in raw["languages"].items()}


_RULE_KEYS: Final = frozenset(
    "flag kind topic need any all near not within not_within ordered negatable name".split()
)
_TARGETS: Final = ("flag", "kind", "topic", "need")


class _Builder:
    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.needles: dict[str, set[int]] = {}
        self.vocabulary: set[str] = set()
        self.unions: dict[int, set[int]] = {}
        self.anchors: dict[str, list[Phrase]] = {}
        self.phrases: list[tuple[int, Phrase]] = []

    def joined(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The numbers, and those of every union they belong to."""
        full = set(numbers)
        for number in numbers:
            full |= self.unions.get(number, set())
        return tuple(sorted(full))

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def add(self, concept: str, entries: Iterable[str], where: str) -> None:
        number = self.number(concept)
        for entry in entries:
            sequence = _parse(entry, where)
            if _star_inside(sequence) or _count(sequence) > _FEW:
                self.phrase(number, sequence, entry, where)
                continue
            for spelling in _spell(sequence):
                for needle in _needle(spelling, where):
                    self.needles.setdefault(needle, set()).add(number)
                self.vocabulary.update(w for w in spelling.split() if "*" not in w)

    def phrase(self, number: int, sequence: _Sequence, entry: str, where: str) -> None:
        at = _anchor(sequence)
        before, part, after = sequence[:at], sequence[at], sequence[at:]
        heads = _is_arabic(next(iter(_spell(sequence))).lstrip("* ")[:1])
        phrase = Phrase(before, after, heads and bool(before), entry)
        self.phrases.append((number, phrase))
        spellings = [part] if isinstance(part, str) else [s for q in part for s in _spell(q)]
        for spelling in spellings:
            start = " ".join(spelling.split("*", 1)[0].split())
            if len(start) < 2:
                raise LexiconError(f"{where}: {entry!r} holds no part that is telling enough")
            self.anchors.setdefault(start, []).append(phrase)

    def item(self, terms: str | list[str], known: set[str], where: str) -> int:
        """Number of a rule's item: a concept, a word, or any of several."""
        names = [terms] if isinstance(terms, str) else terms
        parts = [part for name in names for part in name.split("|")]
        numbers = set()
        for part in parts:
            if part.startswith("@"):
                if part[1:] not in known:
                    raise LexiconError(f"{where}: no language has the concept {part!r}")
                numbers.add(self.number(part[1:]))
            else:
                self.add(f"'{part}'", (part,), where)
                numbers.add(self.number(f"'{part}'"))
        if len(numbers) == 1:
            return numbers.pop()
        union = self.number("|".join(sorted(parts)))
        for number in numbers:
            self.unions.setdefault(number, set()).add(union)
        return union

    def rule(self, raw: Mapping[str, Any], known: set[str], where: str) -> Iterator[Rule]:
        if unknown := raw.keys() - _RULE_KEYS:
            raise LexiconError(f"{where}: unknown {sorted(unknown)}")
        targets = [t for t in _TARGETS if t in raw]
        if len(targets) != 1:
            raise LexiconError(f"{where}: says {targets}, not one of {_TARGETS}")
        if not any(raw.get(k) for k in ("any", "all", "near")):
            raise LexiconError(f"{where}: finds nothing (any, all, near are empty)")
        code = "need" if targets[0] == "need" else str(raw[targets[0]])
        chosen = [tuple(raw["any"])] if raw.get("any") else []
        rest = [*raw.get("all", ()), *raw.get("near", ())]
        if raw.get("any") and not rest:
            items: tuple[int, ...] = (self.item(list(raw["any"]), known, where),)
        else:
            items = tuple(self.item(term, known, where) for term in rest)
            items += tuple(self.item(list(group), known, where) for group in chosen)
        within = int(raw.get("within", 10)) if raw.get("near") else 0
        yield Rule(
            target=targets[0],
            code=code,
            items=items,
            window=within * WORD,
            ordered=bool(raw.get("ordered", False)),
            unless=tuple(self.item(term, known, where) for term in raw.get("not", ())),
            unless_window=int(raw.get("not_within", 8)) * WORD,
            negatable=bool(raw.get("negatable", False)),
            name=where,
        )


@lru_cache(maxsize=4)
def load(folder: Path = LOCALES) -> Lexicon:
    """Read every language's words and the common rules, and build the automaton; cached.

    Raises LexiconError on anything not understood.
    """
    builder = _Builder()
    raw_rules: list[tuple[str, Mapping[str, Any]]] = []
    for tag in languages(folder):
        raw = _read(folder / tag / "flags.toml")
        if unknown := raw.keys() - {"concepts", "rule"}:
            raise LexiconError(f"{tag}/flags.toml: unknown {sorted(unknown)}")
        for concept, block in raw.get("concepts", {}).items():
            where = f"{tag}/flags.toml [{concept}]"
            if not isinstance(block, str):
                raise LexiconError(f"{where}: not a list of words in quotes")
            builder.add(concept, _entries(block), where)
        raw_rules += [(f"{tag}.{i}", r) for i, r in enumerate(raw.get("rule", ()), 1)]
    common = _read(folder / "rules.toml")
    if unknown := common.keys() - {"rule", "sdgs", "flag_topics"}:
        raise LexiconError(f"rules.toml: unknown {sorted(unknown)}")
    raw_rules += [(f"all.{i}", r) for i, r in enumerate(common.get("rule", ()), 1)]
    known = set(builder.numbers)
    rules: dict[int, list[Rule]] = {}
    for where, entry in raw_rules:
        for rule in builder.rule(entry, known, entry.get("name", where)):
            rules.setdefault(rule.items[0], []).append(rule)
    if not rules:
        raise LexiconError("rules.toml: no rules")
    for number, phrase in builder.phrases:
        phrase.concepts = builder.joined((number,))
    automaton = ahocorasick.Automaton()
    for needle, numbers in builder.needles.items():
        head, tail = needle[0] == " ", needle[-1] == " "
        found = (len(needle), int(head), int(tail), builder.joined(numbers), ())
        automaton.add_word(needle, found)
    for start, phrases in builder.anchors.items():
        _, _, _, concepts, _ = automaton.get(start, (0, 0, 0, (), ()))
        automaton.add_word(start, (len(start), 0, 0, concepts, tuple(phrases)))
    automaton.make_automaton()
    return Lexicon(
        concepts=dict(builder.numbers),
        automaton=automaton,
        rules={key: tuple(value) for key, value in rules.items()},
        vocabulary=frozenset(builder.vocabulary),
        sdgs={topic: tuple(goals) for topic, goals in common.get("sdgs", {}).items()},
        flag_topics=dict(common.get("flag_topics", {})),
        patterns=len(builder.needles),
    )
