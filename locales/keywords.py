"""What people type: words of command, short answers, numbers of choices, words of progress.

Only whole messages count: "stop" is a command, "please stop the beating" is something said to us.
The language of the conversation is asked first, then all others, because people mix them.
Everything here takes any string, however long or broken, and never raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from locales.texts import FOLDER, LocaleError, about, has_text, languages, read_toml, text

_NUMBER_ONLY: Final = frozenset(("status", "delete"))
_WITH_NUMBER: Final = _NUMBER_ONLY | {
    *("done", "answer", "hand_over", "mine", "cannot", "not_ours", "ready", "place")
}
# The staff's own: any words may follow, and for everybody else they are something said to us.
_WITH_WORDS: Final = frozenset(
    (
        *("staff", "invite", "suspend", "away", "duty", "digest", "history", "lesson", "update"),
        *("enter", "fix"),
    )
)
COMMANDS: Final = (
    _WITH_NUMBER
    | _WITH_WORDS
    | {"stop", "start", "help", "menu", "language", "other", "next", "fix", "back"}
)
# A plain yes or no, where the prompt has other words for it. The first choice that fits wins:
# whoever says only "yes" to a call is called by a woman if one is on duty.
_YES_MEANS: Final = frozenset(("call-woman", "call-anyone", "remove", "right", "mine", "send"))
_NO_MEANS: Final = frozenset(("keep", "cannot", "drop", "again"))

# Choices for which words of command are answers too: they are listed once, under [commands].
_COMMAND_FOR: Final = {
    **{key.replace("_", "-"): key for key in COMMANDS},
    "remove": "delete",
    "completed": "done",
}

_PROGRESS: Final = "progress.toml"  # by far the longest, and only managers' lines need it
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "keywords.toml": ("commands", "choices", "languages"),
    _PROGRESS: ("progress", "topics"),
}

_LONGEST: Final = 60  # characters of a whole-message keyword
_LONGEST_WORD: Final = 24
_HEAD: Final = 100  # characters in which a command with something after it shows itself
_PIECE: Final = 256  # characters: Unicode's reordering of marks is quadratic in their number

_VARIANTS: Final = {
    **dict.fromkeys("'’‘`´ʼʹ′ـ"),  # apostrophes and the Arabic stroke: "dont", "daccord"
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ٱ": "ا",
    "œ": "oe",
    "æ": "ae",
}
_MARKS: Final = (
    (0x0300, 0x036F),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
)
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1{2,}")
_DIGITS: Final = re.compile(r"[^\w+\-−]*(\d{1,9})\W*")
_CASE_NUMBER: Final = re.compile(r"[\s#:.]*((?:\d[\s.\-]?){5,9}\d)(?!\d)[\s:.,]*")
_GLUED: Final = re.compile(r"(/?[^\W\d_]{1,24}+)(?=\d)")
_APOSTROPHE: Final = re.compile("['’‘`´ʼ]")
_BOT_NAME: Final = re.compile(r"(?<=\w)@\w+")


class _Table(dict[int, str | None]):
    """Where each character goes, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        folded: str | None = " "
        category = unicodedata.category(char)
        if char in _VARIANTS:
            folded = _VARIANTS[char]
        elif category in ("Cf", "Cs") or any(low <= code <= high for low, high in _MARKS):
            folded = None
        elif category == "Nd":
            folded = str(unicodedata.decimal(char))
        elif category[0] in "LNM":
            folded = char
        if code < 0x10000:  # bounded: a hostile text cannot make us remember all of Unicode
            self[code] = folded
        return folded


_TABLE: Final = _Table()


def fold(text: str) -> str:
    """Return ``text`` as keywords see it.

    Case, compatibility forms, accents, Arabic letter variants and digits, drawn-out letters are
    levelled, punctuation and signs are gone, words stand one space apart.
    """
    if text.isascii():
        text = text.lower()
    else:
        text = text.casefold()
        pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
        text = "".join([unicodedata.normalize("NFKD", piece) for piece in pieces]).casefold()
    text = text.translate(_TABLE)
    if _DRAWN_OUT.search(text):  # a substitution that finds nothing costs three times a search
        text = _DRAWN_OUT.sub(r"\1", text)
    return " ".join(text.split())


def _sign(text: str) -> str:
    """Return the one sign a message consists of (👍, 👍🏾, 👍👍), else nothing."""
    signs = {char for char in text if unicodedata.category(char) == "So"}
    return signs.pop() if len(signs) == 1 else ""


@lru_cache(maxsize=256)
def _words(
    language: str, file_name: str = "keywords.toml"
) -> Mapping[str, Mapping[str, Sequence[str]]]:
    file = FOLDER / language / file_name
    tables = read_toml(file) if file.exists() else {}
    for name, table in tables.items():
        if name not in _TABLES[file_name]:
            raise LocaleError(f"{file}: unknown table [{name}]")
        for key, words in table.items():
            if name == "commands" and key not in COMMANDS:
                raise LocaleError(f"{file}: unknown command {key}")
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise LocaleError(f"{file}: [{name}] {key} must be a list of words")
    return tables


def _pool(language: str | None) -> tuple[str, ...]:
    return tuple(one for one in languages() if language in (None, one))


@lru_cache(maxsize=256)
def _commands(language: str | None) -> tuple[Mapping[str, str], frozenset[str]]:
    """Words of command, and the words that can begin one; all languages for None."""
    table: dict[str, str] = {}
    for one in _pool(language):
        for key, words in _words(one).get("commands", {}).items():
            for word in words:
                table.setdefault(fold(word), key)
    return table, frozenset(table) | {word.split()[0] for word in table}


@lru_cache(maxsize=1)
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for code in languages():
        own = about(code)
        for name in (code, own.name, own.english):
            names[fold(name)] = code
        for other, others in _words(code).get("languages", {}).items():
            names.update(dict.fromkeys(map(fold, others), other))
    return names


def _choice_words(language: str) -> Iterator[tuple[str, str]]:
    tables = _words(language)
    for key, words in tables.get("choices", {}).items():
        if has_text(f"button-{key}"):
            yield key, text(language, f"button-{key}")
        for word in (*words, *tables.get("commands", {}).get(_COMMAND_FOR.get(key, ""), ())):
            yield key, word


@lru_cache(maxsize=256)
def _choices(language: str | None) -> Mapping[str, tuple[str, ...]]:
    """Which choices a short answer can mean, in this language or (None) in any."""
    table: dict[str, tuple[str, ...]] = {}
    for one in _pool(language):
        for key, word in _choice_words(one):
            said = fold(word) or _sign(word)
            if said and key not in table.get(said, ()):
                table[said] = (*table.get(said, ()), key)
    return table


def choice(text: str, keys: Sequence[str], language: str) -> str | None:
    """Return which of these choices a short answer means, None if none or more than one.

    The whole message must be a label or a synonym; where codes of languages are the keys, a name
    of one. Numbers are the caller's, with ``number``.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    said = fold(text) or _sign(text)
    for table in (_choices(language), _choices(None)):
        meant = table.get(said, ())
        found = [key for key in keys if key in meant]
        if not found and "yes" in meant:
            found = [key for key in keys if key in _YES_MEANS][:1]
        if not found and "no" in meant:
            found = [key for key in keys if key in _NO_MEANS][:1]
        if found:
            return found[0] if len(found) == 1 else None
    code = _language_names().get(said)
    return code if code in keys else None


def is_choice(text: str, language: str) -> bool:
    """Say whether a short answer is a label or synonym of any choice, or a language's name."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return False
    said = fold(text) or _sign(text)
    return said in _choices(language) or said in _choices(None) or said in _language_names()


def is_bare(text: str) -> bool:
    """Say whether a message is one of the words that say nothing where nothing was asked.

    "Yes", "ok", "test", in any language; "not safe" is an answer too, and says something.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return False
    return "bare" in _choices(None).get(fold(text) or _sign(text), ())


def _argument(key: str, word: str, rest: str, slash: bool) -> str | None:
    """Return what may stand after a word of command, tidied, or None if it may not."""
    if key in _WITH_NUMBER and (match := _CASE_NUMBER.match(rest[:_HEAD])) is not None:
        digits = "".join(str(unicodedata.decimal(d)) for d in match.group(1) if d.isdecimal())
        words = rest[match.end() :].strip()
        if not words or key not in _NUMBER_ONLY:
            return f"{digits} {words}".rstrip()
    if key in _WITH_WORDS or (key == "answer" and len(word) <= 2):
        return rest
    if key == "language" and len(rest) <= _LONGEST:
        return _language_names().get(fold(rest))
    if key == "start" and len(rest) <= _LONGEST and len(rest.split()) == 1:
        return rest if slash or any(char.isdigit() for char in rest) else None
    return None


def command(text: str, language: str) -> tuple[str, str] | None:
    """Return the word of command a message is, with what stands after it, else None.

    ``status 4821 9307`` gives ``("status", "48219307")``. After *status* and *delete* only a case
    number may stand; after *done*, *mine*, *cannot*, *hand over* and their like a case number and
    any words; after *R* and the staff's own words (``_WITH_WORDS``) anything, as typed; after
    *language* the name of one of ours, given back as its code; after *start* one code. The caller
    must know who may give which command: for somebody who answers no cases, "R" and what follows
    is something said to us.
    """
    text = text.strip()
    head = text[:_HEAD]
    slash = head.startswith("/")
    if slash:
        head = _BOT_NAME.sub("", head, count=1)
    if glued := _GLUED.match(head):
        head = f"{glued.group(1)} {head[glued.end() :]}"
    typed = head.split(None, 3)
    if not typed or len(typed[0]) > _LONGEST_WORD:
        return None
    first = fold(typed[0])
    if len(typed) > 1 and not first:  # "/ status", "* stop *"
        first = fold(typed[1][:_LONGEST_WORD])
    tables = [t for t, firsts in (_commands(language), _commands(None)) if first in firsts]
    if not tables:
        return None
    whole = fold(head) if len(text) <= _LONGEST else ""
    for table in tables:
        if whole in table:
            return table[whole], ""
        for count in range(min(3, len(typed) - 1), 0, -1):
            word = fold(" ".join(typed[:count]))
            if (key := table.get(word)) is not None:
                rest = head.split(None, count)[count] + text[_HEAD:]
                if (argument := _argument(key, word, rest, slash)) is not None:
                    return key, argument
    return None


def number(text: str) -> int | None:
    """Return the number a message consists of (``2``, ``2.``, ``#2``, ``٢``, ``2️⃣``), else None.

    Up to nine digits, so that a case number sent alone is known for what it is.
    """
    text = text.strip()
    if not text or len(text) > 24:
        return None
    match = _DIGITS.fullmatch(unicodedata.normalize("NFKC", text))
    return int(match.group(1)) if match else None


@lru_cache(maxsize=256)
def progress_words(language: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return, folded, the words that tell how a partnership goes, all languages' for None.

    What the keys mean is written over [progress] of English. An apostrophe parts words or is left
    out (*n'est* is "n est" and "nest"); signs that fold to nothing stay as they are.
    """
    pooled: dict[str, dict[str, None]] = {}
    for one in _pool(language):
        for key, words in _words(one, _PROGRESS).get("progress", {}).items():
            pooled.setdefault(key, {}).update(
                (said, None)
                for word in words
                for said in (fold(word) or word, fold(_APOSTROPHE.sub(" ", word)))
                if said
            )
    return MappingProxyType({key: tuple(words) for key, words in pooled.items()})


@lru_cache(maxsize=1)
def topic_words() -> Mapping[str, frozenset[str]]:
    """Return what partnerships are about: each folded word of any language, and its topics."""
    pooled: dict[str, set[str]] = {}
    for one in languages():
        for topic, words in _words(one, _PROGRESS).get("topics", {}).items():
            for word in words:
                pooled.setdefault(fold(word), set()).add(topic)
    return MappingProxyType({word: frozenset(topics) for word, topics in pooled.items()})


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's words for numbers, folded; its file says what they are."""

    language: str
    values: Mapping[str, float]
    times: Mapping[str, float]  # words that multiply: hundred, thousand
    joins: frozenset[str]
    never_alone: frozenset[str]  # part of a number, but an article or a preposition alone
    doubtful: frozenset[str]  # alone a number only in a line of this language
    multiplier_first: bool  # "elfu mbili": thousand two
    ones_first: bool  # "five and twenty"
    parts: Mapping[str, float]  # words for a part of what follows: half of the 12
    firsts: frozenset[str]  # the words a number can begin with


@lru_cache(maxsize=1)
def number_words() -> tuple[NumberWords, ...]:
    """Return the number words of every language that has ``numbers.toml``.

    LocaleError names a file that lacks a table or has something else in it than numbers.
    """
    found = []
    for language in languages():
        file = FOLDER / language / "numbers.toml"
        if not file.exists():
            continue
        tables = read_toml(file)
        try:
            values, times = (
                {fold(word): float(value) for word, value in tables[name].items()}
                for name in ("values", "times")
            )
            parts = {fold(word): float(value) for word, value in tables.get("parts", {}).items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise LocaleError(f"{file}: [values] and [times] must be words = numbers") from error
        lists = {
            name: frozenset(fold(word) for word in tables.get(name, ()))
            for name in ("joins", "never_alone", "doubtful")
        }
        firsts = frozenset(word.split()[0] for word in (*values, *times))
        found.append(
            NumberWords(
                language,
                MappingProxyType(values),
                MappingProxyType(times),
                lists["joins"],
                lists["never_alone"],
                lists["doubtful"],
                bool(tables.get("multiplier_first", False)),
                bool(tables.get("ones_first", False)),
                MappingProxyType(parts),
                firsts,
            )
        )
    return tuple(found)
