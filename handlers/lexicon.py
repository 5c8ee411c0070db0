"""The words we listen for: one folder per language, read once, folded into one automaton.

Each ``locales/<language>/flags.toml`` names *concepts* (``staff``, ``child``) and lists the
ways people write them; ``about.toml`` says whose language it is and which small words give it
away.
Concepts of one name are pooled over all languages, so that a sentence that mixes two still
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
from functools import cache, lru_cache
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
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1{2,}")
_ARABIC_HEADS: Final = ("", "ال", "و", "ب", "ل", "وال", "بال", "لل")
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
        text = _without_letter_commas(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
    text = _ENGLISH_TAIL.sub("", text).translate(_FOLD)
    return f" {' '.join(_DRAWN_OUT.sub(_level, text).split())} "


def _without_letter_commas(text: str) -> str:
    """Read "d,eau" and "n, avons" as "d eau": the comma of those who find no apostrophe."""
    parts = text.split(",")
    for i, part in enumerate(parts[:-1]):
        left = part.rstrip(" ")
        alone = left[-1:].isalpha() and not left[-2:-1].isalnum()
        parts[i] = f"{left} " if alone else f"{part},"
    return "".join(parts)


def _level(match: re.Match[str]) -> str:
    return match.group(1)


# A word or phrase as written: literals, and groups of alternatives that are sequences again.
_Sequence = list["str | list[_Sequence]"]
_FEW: Final = 40  # so many spellings are searched for one by one; more become a Phrase
_BRACKETS: Final = re.compile(r"([()|])")
_WORDS: Final = re.compile(r" *[^ ]+ *$| *[^ ]+|^ +$")
_ARABIC_WORD: Final = re.compile("(?<= )(?=[ء-ي])(?!ال)")
_SIGNS: Final = frozenset("()|")
_SHAPED: Final = re.compile(r"[()|*]")
_BLANKS: Final = re.compile(r" +")
_WORD_ENDS: Final = re.compile(r"[ *]+")


class _PatternTable(_FoldTable):
    """As ``_FoldTable``, but the marks that give a word list its shape stay."""

    def __missing__(self, code: int) -> str | None:
        return chr(code) if chr(code) in "()|*,\n#" else super().__missing__(code)


_PATTERN_FOLD: Final = _PatternTable()


def _entries(block: str) -> Iterator[str]:
    """Yield the words and phrases of a list, folded as messages are, brackets and stars kept."""
    text = block.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
    text = _ENGLISH_TAIL.sub("", text).translate(_PATTERN_FOLD)
    for line in _DRAWN_OUT.sub(_level, text).splitlines():
        for entry in line.split("#", 1)[0].split(","):
            if entry := entry.strip():
                yield _BLANKS.sub(" ", entry)


def _parse(entry: str, where: str) -> _Sequence:
    """Read ``(a|b c*) d`` into a sequence; blanks kept."""
    if "(" not in entry and ")" not in entry and "|" not in entry:
        return [entry]
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
            stack[-1][-1].append(token)
    if len(stack) != 1:
        raise LexiconError(f"{where}: bracket not closed in {entry!r}")
    return _tidy(stack[0][0])


def _tidy(sequence: _Sequence) -> _Sequence:
    """Put blanks so that a group left out leaves no two blanks behind."""
    parts = list(sequence)
    for i, part in enumerate(parts):
        if isinstance(part, str) or all(any(q) for q in part):
            continue
        following = parts[i + 1] if i + 1 < len(parts) else None
        if isinstance(following, str) and following.startswith(" "):
            parts[i + 1] = following[1:]
            parts[i] = [[*q, " "] if any(q) and not _blank_ends(q) else q for q in part]
        elif following is None and i and _blank_ends(parts[:i]):
            parts[i - 1] = str(parts[i - 1])[:-1]
            parts[i] = [[" ", *q] if any(q) else q for q in part]
    return [part for part in parts if part]


def _unspaced(part: str | list[_Sequence]) -> str | list[_Sequence]:
    """A part without the blank it begins with."""
    if isinstance(part, str):
        return part.lstrip(" ")
    return [[_unspaced(q[0]), *q[1:]] if q else q for q in part]


def _blank_ends(sequence: _Sequence) -> bool:
    return isinstance(sequence[-1], str) and sequence[-1].endswith(" ")


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
            text = re.escape(part).replace("\\ ", " ").replace("\\*", "\\S*")
            out.append(_ARABIC_WORD.sub("(?:ال)?", text))
        else:
            out.append(f"(?:{'|'.join(map(_regex, part))})")
    return "".join(out)


class Phrase:
    """A phrase of too many spellings to list: looked at only where its rarest words were found.

    The expressions are compiled when the phrase is first met, so that loading stays fast.
    """

    __slots__ = (
        "_after",
        "_before",
        "_left",
        "_needed",
        "_prefixes",
        "_previous",
        "_right",
        "_words",
        "concepts",
        "rules",
    )

    def __init__(self, before: _Sequence, after: _Sequence, heads: bool, entry: str) -> None:
        article = f"(?:{'|'.join(filter(None, _ARABIC_HEADS))})?" if heads and before else ""
        edge = (
            ""
            if entry.startswith("*")
            else "(?<=[ البوفلكه])"
            if heads and not before
            else "(?<= )"
        )
        close = "" if entry.endswith("*") else "(?= )"
        lead = f"{edge}{article}{_regex(before)} ?" if before else ""
        self._needed = _needed([*before, *after[1:]])
        self._words = _most_words(before) + 1
        self._previous = _last_words(before) if before and not heads else None
        self._before = lead
        self._after = f"{'' if before else edge + article}{_regex(after)}{close}"
        self._left: re.Pattern[str] | None = None
        self._right: re.Pattern[str] | None = None
        self._prefixes: re.Pattern[str] | None = None
        self.concepts = 0  # a set of concepts and the set of rules they call up, as in Lexicon
        self.rules = 0

    def begin_with(self, prefixes: re.Pattern[str]) -> None:
        """Ask that a word begins with nothing but these before the phrase."""
        self._prefixes = prefixes
        self._after = self._after.removeprefix("(?<= )")

    def at(self, text: str, start: int) -> tuple[int, int] | None:
        """Return where the phrase stands if its rarest words begin at ``start``, else None."""
        # Most phrases met are not there, and to compile an expression takes a millisecond.
        if self._right is None and not any(words in text for words in self._needed or ("",)):
            return None
        if self._prefixes is not None:
            word = text.rfind(" ", 0, start) + 1
            if self._prefixes.fullmatch(text, word, start) is None:
                return None
        if self._previous is not None:
            previous = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
            if previous not in self._previous:
                return None
        if self._right is None:
            self._right = re.compile(self._after)
            self._left = re.compile(self._before) if self._before else None
        found = self._right.match(text, start)
        if found is None:
            return None
        if self._left is None:
            return start, found.end()
        at = start
        for _ in range(self._words):  # try one more word to the left each time
            at = text.rfind(" ", 0, at - 1 if text[at - 1] == " " else at) + 1
            if self._left.fullmatch(text, at, start):
                return at, found.end()
            if at <= 1:
                break
        return None


def _needed(parts: _Sequence) -> tuple[str, ...]:
    """Choose words of which one at least stands in every text that holds these parts."""
    groups: list[tuple[str, ...]] = []
    for part in parts:
        alternatives: list[_Sequence] = [[part]] if isinstance(part, str) else part
        groups.append(tuple(map(_longest_word, alternatives)))
    return max(groups, key=lambda group: min(map(len, group)), default=())


def _longest_word(sequence: _Sequence) -> str:
    words = [word for part in sequence if isinstance(part, str) for word in _WORD_ENDS.split(part)]
    return max(words, key=len, default="")


def _most_words(sequence: _Sequence) -> int:
    return sum(
        part.count(" ") + 1 if isinstance(part, str) else max(map(_most_words, part), default=0)
        for part in sequence
    )


def _last_words(sequence: _Sequence) -> frozenset[str] | None:
    """The words a sequence can end with, or None where that cannot be listed."""
    words: set[str] = set()
    for part in reversed(sequence):
        if isinstance(part, str):
            if not part.strip():
                continue
            words.add(part.split()[-1])
            break
        ends = [_last_words(q) if any(q) else None for q in part]
        if any(end is None and any(q) for end, q in zip(ends, part, strict=True)):
            return None
        words.update(*(end for end in ends if end))
        if all(any(q) for q in part):
            break
    else:
        return None
    if any("*" in word for word in words):
        return None
    return frozenset(words)


def _anchor(sequence: _Sequence, common: frozenset[str]) -> int:
    """The part of a sequence that is searched for: without common words, then the longest."""

    def telling(i: int) -> tuple[float, int]:
        starts = _starts(sequence[i], i == 0)
        letters = min(6, *map(len, starts), 6)
        frequent = sum(start in common for start in starts)
        if letters < 2:
            return -9.0, -i
        return letters - 4 * frequent / len(starts), -i

    return max(range(len(sequence)), key=telling)


def _starts(part: str | list[_Sequence], first: bool) -> list[str]:
    """What each spelling of a part begins with, up to its first star."""
    spellings = _spellings(part)
    if first:  # what precedes the word is not looked at
        spellings = [spelling.lstrip("*") for spelling in spellings]
    return [" ".join(spelling.split("*", 1)[0].split()) for spelling in spellings]


def _spellings(part: str | list[_Sequence]) -> list[str]:
    return [part] if isinstance(part, str) else [s for q in part for s in _spell(q)]


def _ends_word(parts: _Sequence, at: int) -> bool:
    """Whether a part, where no star follows, is followed by the end of a word."""
    if at == len(parts) - 1 or all(own.endswith(" ") for own in _spellings(parts[at])):
        return True
    return all(spelling.startswith(" ") for spelling in _spellings(parts[at + 1]))


def _begins_word(parts: _Sequence, at: int) -> bool:
    """Whether a part stands at the beginning of a word in every spelling of the phrase."""
    own = _spellings(parts[at])
    if at == 0:
        return not any(spelling.startswith("*") for spelling in own)
    if all(spelling.startswith(" ") for spelling in own):
        return True
    return all(left.endswith(" ") for left in _spellings(parts[at - 1]))


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
    wants: int  # the items, as a set of concepts
    reads: int  # the items and what silences them


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
    prefixes: tuple[str, ...]  # what a star at the beginning of a word stands for; none: anything
    function_words: frozenset[str]  # words hardly any other of our languages has
    common_words: frozenset[str]  # frequent words that others share


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All shipped languages, ready to search.

    ``automaton`` finds ``(length, head, tail, concepts, rules, phrases)``: ``head`` and ``tail``
    say how many of the characters found are the spaces around a word, ``phrases`` may stand there.
    Sets of concepts and of rules are integers, a bit for each: joining them costs next to nothing.
    ``rules`` are those whose first item the concepts are.
    """

    concepts: Mapping[str, int]
    automaton: Any
    rules: tuple[Rule, ...]
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
    (
        "name",
        "english",
        "direction",
        "plural_rules",
        "drafted_by",
        "reviewed_by",
        "prefixes",
        "function_words",
        "common_words",
    )
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
            prefixes=tuple(raw.get("prefixes", "").split()),
            function_words=_word_set(raw.get("function_words", ""), where),
            common_words=_word_set(raw.get("common_words", ""), where),
        )
    return found


def _word_set(block: str, where: str) -> frozenset[str]:
    return frozenset(
        w for e in _entries(block) for s in _spell(_parse(e, where)) for w in s.split()
    )


@lru_cache(maxsize=4)
def countries(folder: Path = LOCALES) -> Mapping[str, tuple[str, ...]]:
    """Return the languages of each country we know, most spoken first, by ISO 3166-1 alpha-2."""
    raw = _read(folder / "countries.toml")
    return {code: tuple(tags.split()) for code, tags in raw["languages"].items()}


_RULE_KEYS: Final = frozenset(
    "flag kind topic need any all near not within not_within ordered negatable name".split()
)
_TARGETS: Final = ("flag", "kind", "topic", "need")


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


class _Builder:
    def __init__(self, common: frozenset[str] = frozenset()) -> None:
        self.common = common
        self.prefixes: re.Pattern[str] | None = None  # of the language being read
        self.numbers: dict[str, int] = {}
        self.needles: dict[str, frozenset[int]] = {}  # most of one concept, and share its set
        self.alone: dict[int, frozenset[int]] = {}
        self.vocabulary: set[str] = set()
        self.unions: dict[int, set[int]] = {}
        self.anchors: dict[str, list[Phrase]] = {}
        self.phrases: list[tuple[int, Phrase]] = []

    def joined(self, numbers: Iterable[int]) -> int:
        """The concepts, and every union they belong to, as a set of bits."""
        full = set(numbers)
        for number in full & self.unions.keys():
            full |= self.unions[number]
        return _bits(full)

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def add(self, concept: str, entries: Iterable[str], where: str) -> None:
        number = self.number(concept)
        for entry in entries:
            if (
                _SHAPED.search(entry, 1, len(entry) - 1) is None
                and not {entry[0], entry[-1]} & _SIGNS
            ):
                self.spelling(number, entry, where)  # most entries are plain words
                continue
            sequence = _parse(entry, where)
            if _star_inside(sequence) or _count(sequence) > _FEW:
                self.phrase(number, sequence, entry, where)
                continue
            for spelling in _spell(sequence):
                self.spelling(number, spelling, where)

    def spelling(self, number: int, spelling: str, where: str) -> None:
        """One word or phrase in one spelling."""
        if self.prefixes is not None and spelling.startswith("*"):
            self.inner(number, spelling, where)
            return
        for needle in _needle(spelling, where):
            alone = self.alone.setdefault(number, frozenset((number,)))
            known = self.needles.get(needle)
            self.needles[needle] = alone if known is None else known | alone
        if "*" not in spelling:
            self.vocabulary.update(spelling.split())

    def inner(self, number: int, spelling: str, where: str) -> None:
        """A stem with a star before it, in a language that says what may stand there."""
        (needle,) = _needle(spelling, where)
        core = needle.strip(" ")
        phrase = Phrase([], [core if needle[-1] == " " else f"{core}*"], False, "")
        if self.prefixes is not None:
            phrase.begin_with(self.prefixes)
        self.phrases.append((number, phrase))
        self.anchors.setdefault(core, []).append(phrase)

    def phrase(self, number: int, sequence: _Sequence, entry: str, where: str) -> None:
        parts: _Sequence = []
        for piece in sequence:
            parts += _WORDS.findall(piece) if isinstance(piece, str) else [piece]
        at = _anchor(parts, self.common)
        before, after = parts[:at], [_unspaced(parts[at]), *parts[at + 1 :]]
        heads = _is_arabic(next(iter(_spell(sequence))).lstrip("* ")[:1])
        phrase = Phrase(before, after, heads, entry)
        self.phrases.append((number, phrase))
        edge = " " if not heads and _begins_word(parts, at) else ""
        close = _ends_word(parts, at) and not entry.endswith("*")
        own = _spellings(parts[at])
        for spelling, start in zip(own, _starts(parts[at], at == 0), strict=True):
            if len(start) < 2:
                raise LexiconError(f"{where}: {entry!r} holds no part that is telling enough")
            tail = " " if close and "*" not in spelling.lstrip("*") else ""
            self.anchors.setdefault(f"{edge}{start}{tail}", []).append(phrase)

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
                self.add(f"'{part}'", _entries(part), where)
                numbers.add(self.number(f"'{part}'"))
        if len(numbers) == 1:
            return numbers.pop()
        union = self.number("|".join(sorted(parts)))
        for number in numbers:
            self.unions.setdefault(number, set()).add(union)
        return union

    def rule(self, raw: Mapping[str, Any], known: set[str], where: str) -> Rule:
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
        unless = tuple(self.item(term, known, where) for term in raw.get("not", ()))
        return Rule(
            target=targets[0],
            code=code,
            items=items,
            window=within * WORD,
            ordered=bool(raw.get("ordered", False)),
            unless=unless,
            unless_window=int(raw.get("not_within", 8)) * WORD,
            negatable=bool(raw.get("negatable", False)),
            name=where,
            wants=_bits(items),
            reads=_bits(items + unless),
        )


@lru_cache(maxsize=4)
def load(folder: Path = LOCALES) -> Lexicon:
    """Read every language's words and the common rules, and build the automaton; cached.

    Raises LexiconError on anything not understood.
    """
    described = about(folder)
    small = (a.function_words | a.common_words for a in described.values())
    builder = _Builder(frozenset[str]().union(*small))
    raw_rules: list[tuple[str, Mapping[str, Any]]] = []
    for tag in languages(folder):
        raw = _read(folder / tag / "flags.toml")
        if unknown := raw.keys() - {"concepts", "rule"}:
            raise LexiconError(f"{tag}/flags.toml: unknown {sorted(unknown)}")
        heads = described[tag].prefixes if tag in described else ()
        builder.prefixes = re.compile(f"(?:{'|'.join(heads)})*") if heads else None
        for concept, block in raw.get("concepts", {}).items():
            where = f"{tag}/flags.toml [{concept}]"
            if not isinstance(block, str):
                raise LexiconError(f"{where}: not a list of words in quotes")
            builder.add(concept, _entries(block), where)
        raw_rules += [(f"{tag}.{i}", r) for i, r in enumerate(raw.get("rule", ()), 1)]
    builder.prefixes = None
    common = _read(folder / "rules.toml")
    if unknown := common.keys() - {"rule", "sdgs", "flag_topics"}:
        raise LexiconError(f"rules.toml: unknown {sorted(unknown)}")
    raw_rules += [(f"all.{i}", r) for i, r in enumerate(common.get("rule", ()), 1)]
    known = set(builder.numbers)
    rules = [builder.rule(entry, known, entry.get("name", where)) for where, entry in raw_rules]
    if not rules:
        raise LexiconError("rules.toml: no rules")
    called: dict[int, int] = {}
    for i, rule in enumerate(rules):
        called[rule.items[0]] = called.get(rule.items[0], 0) | 1 << i
    firsts = _bits(called)

    @cache
    def calls(concepts: int) -> int:
        found = 0
        left = concepts & firsts
        while left:
            lowest = left & -left
            found |= called[lowest.bit_length() - 1]
            left ^= lowest
        return found

    for number, phrase in builder.phrases:
        phrase.concepts = builder.joined((number,))
        phrase.rules = calls(phrase.concepts)

    @cache  # tens of thousands of needles share a few thousand of these
    def found(
        length: int, head: int, tail: int, numbers: frozenset[int]
    ) -> tuple[int, int, int, int, int, tuple[()]]:
        concepts = builder.joined(numbers)
        return length, head, tail, concepts, calls(concepts), ()

    automaton = ahocorasick.Automaton()
    for needle, numbers in builder.needles.items():
        head, tail = int(needle[0] == " "), int(needle[-1] == " ")
        automaton.add_word(needle, found(len(needle), head, tail, numbers))
    for start, phrases in builder.anchors.items():
        *_, concepts, called_up, _ = automaton.get(start, (0, 0, ()))
        head, tail = int(start[0] == " "), int(start[-1] == " ")
        automaton.add_word(start, (len(start), head, tail, concepts, called_up, tuple(phrases)))
    automaton.make_automaton()
    return Lexicon(
        concepts=dict(builder.numbers),
        automaton=automaton,
        rules=tuple(rules),
        vocabulary=frozenset(builder.vocabulary),
        sdgs={topic: tuple(goals) for topic, goals in common.get("sdgs", {}).items()},
        flag_topics=dict(common.get("flag_topics", {})),
        patterns=len(builder.needles),
    )
