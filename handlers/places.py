"""Which area is meant: by the names people write, never by a guess between two of one name.

Names are looked for as whole words of a sentence, in three ways, each looser than the one before
and heard only where the stricter found nothing:

1. as they are written, folded; Arabic articles and glued prefixes, case endings of other languages,
   and words for kinds of places (district, wilaya, محافظة) make no difference;
2. by sound: transliterated by anyascii, spellings levelled (``_key``), spaces and hyphens ignored;
3. near spellings, only of words that answer "where?" or follow a word like "in": one slip from five
   letters on, two from eight, three from twelve (in a sentence a letter more each), and only where
   one area is clearly nearest.

Everyday words that are names too ("Central", "Est", "Mara") count only alone, after "in", or beside
a word for a kind of place. The words are in ``locales/places.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import ahocorasick
from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

import locales
from handlers import lexicon
from storage import places
from storage.places import Areas

LONGEST_NAME: Final = 6  # words
LONGEST_TEXT: Final = 2000  # characters that are looked at
MOST_CHOICES: Final = 5  # areas of one name between which a person is asked
FEW_WORDS: Final = 4  # an answer this short may be nothing but a place
SHORTEST_SOUND: Final = 4  # letters of a name compared by sound
SHORTEST_STEM: Final = 4  # letters that must be left of a name without its ending
BARS: Final = ((12, 3), (8, 2), (5, 1))  # letters from which so many slips are forgiven

_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x9FFF),  # Chinese, Japanese
)
_HYPHEN: Final = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_BOUND: Final = "qhyphenq"
_COORDINATES: Final = re.compile(r"(-?\d{1,2}\.\d{5}), (-?\d{1,3}\.\d{5})")
_ELIDED: Final = re.compile(r"\b([dlyw])['’‘`´](?=\w)", re.IGNORECASE)  # l'Est, y'Amajyaruguru
_ARABIC: Final = re.compile("[\u0600-\u06ff]")

# Spellings of one sound in the languages that write Latin letters
_LEVELS: Final = {
    **dict.fromkeys(("tch", "sch", "sh", "ch", "zh", "dj", "j"), "c"),
    **{f"{letter}h": letter for letter in "kgdtb"},
    **dict.fromkeys(("q", "kh"), "k"),
    **dict.fromkeys(("ou", "oo", "w"), "u"),
    **dict.fromkeys(("ee", "ie", "y"), "i"),
    "ph": "f",
}
_LEVEL: Final = re.compile(
    "|".join((*sorted(_LEVELS, key=len, reverse=True), "[^a-z0-9]")),
)
_DOUBLED: Final = re.compile(r"(.)\1+")
_LAST_H: Final = re.compile(r"(?<=[aeiou])h$")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names: one area, or several of one name (at most ``MOST_CHOICES``), or neither.

    ``how`` tells by which way: exact, sound, near, or ''.
    """

    area: str | None = None
    choices: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    generic: frozenset[str]
    particles: frozenset[str]
    where: frozenset[str]
    common: frozenset[str]
    weak: frozenset[str]
    unspaced: tuple[str, ...]
    suffixes: frozenset[str]
    prefixes: tuple[str, ...]


def _is_unspaced(char: str) -> bool:
    return bool(char) and any(low <= ord(char) <= high for low, high in _UNSPACED)


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = locales.read_toml(locales.FOLDER / "places.toml")
    lines = {
        key: [locales.fold(line) for line in block.splitlines()] for key, block in tables.items()
    }
    sets = {
        key: frozenset(word for line in block for word in line.split())
        for key, block in lines.items()
    }
    own = lexicon.about().values()
    small = frozenset(word for one in own for word in one.function_words | one.common_words)
    vocabulary = lexicon.load().vocabulary
    common = sets["common"] | frozenset(lines["common"]) | small | vocabulary
    return _Words(
        sets["generic"],
        sets["particles"],
        sets["where"],
        (common | sets["weak"]) - sets["generic"],
        sets["weak"],
        tuple(word for word in sets["generic"] if _is_unspaced(word[:1])),
        sets["suffixes"],
        tuple(sets["prefixes"]),
    )


# Names as they are compared ---------------------------------------------------------------------


def _bare(word: str) -> str:
    """Take the Arabic article from a word."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _heads(word: str) -> Iterator[str]:
    """Give a word with and without what its language glues in front of it."""
    yield _bare(word)
    if _ARABIC.match(word):
        for head in ("وب", "ول", "و", "ب", "ل", "ف", "ك"):
            rest = word.removeprefix(head)
            if rest != word and len(rest) > 2:
                yield _bare(rest)
                if head in ("ل", "ول") and rest.startswith("ل"):  # للرقة: ل + الرقة
                    yield rest[1:]
    for prefix in _words().prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            yield word[len(prefix) :]


def _stems(word: str) -> Iterator[str]:
    """Give a word without each case ending it may have."""
    suffixes = _words().suffixes
    for stem in range(SHORTEST_STEM, len(word)):
        if word[stem:] in suffixes:
            yield word[:stem]


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    """Spell words by their sound: transliterated, variants of letters levelled."""
    spelt = words if words.isascii() else anyascii(words).lower()
    spelt = _LEVEL.sub(lambda match: _LEVELS.get(match[0], ""), spelt)
    return _LAST_H.sub("", _DOUBLED.sub(r"\1", spelt))


_ARTICLES: Final = frozenset("al el as ash ad at an ar az ez er ed es il".split())


def _sound(words: Iterable[str]) -> str:
    """Spell several words as one sound, Latin spellings of the Arabic article left out."""
    every = list(words)
    kept = [word for word in every if word not in _ARTICLES] or every
    return "".join(_key(word) for word in kept)


def spellings(folded: str) -> Iterator[str]:
    """Give a name as it is looked up: as it is, and without the word for what it is."""
    words = [_bare(word) for word in folded.split()]
    yield " ".join(words)
    generic, particles = _words().generic, _words().particles
    first, last = 0, len(words)
    while first < last and words[first] in generic:
        first += 1
        while first < last - 1 and words[first] in particles:
            first += 1
    while last > first and words[last - 1] in generic:
        last -= 1
    rest = " ".join(words[first:last])
    says_enough = not rest.isdecimal() and (len(rest) > 3 or not rest.isascii())  # "Region 12"
    if rest and says_enough and (first, last) != (0, len(words)):
        yield rest


@dataclass(slots=True)
class _Index:
    """A country's names as they are looked up."""

    exact: dict[str, tuple[str, ...]]
    firsts: frozenset[str]  # the first words of all names
    longest: int  # words
    sounds: dict[str, tuple[str, ...]]
    by_letter: dict[str, list[str]]
    unspaced: ahocorasick.Automaton | None


def _index(areas: Areas, country: str) -> _Index | None:
    named = areas.by_name.get(country)
    if not named:
        return None
    index: _Index | None = areas.indexes.get(country)
    if index is None:
        index = areas.indexes[country] = _build(named)
    return index


def _build(named: Mapping[str, tuple[str, ...]]) -> _Index:
    exact: dict[str, tuple[str, ...]] = {}
    sounds: dict[str, tuple[str, ...]] = {}
    by_letter: dict[str, list[str]] = defaultdict(list)
    unspaced: dict[str, tuple[str, ...]] = {}
    common = _words().common
    for folded, ids in named.items():
        for spelling in spellings(folded):
            _join(exact, spelling, ids)
            if _is_unspaced(spelling[:1]):
                _join(unspaced, spelling.replace(" ", ""), ids)
            sound = sound_of(spelling)
            if len(sound) >= SHORTEST_SOUND and spelling not in common:
                if sound not in sounds:
                    by_letter[sound[0]].append(sound)
                _join(sounds, sound, ids)
    automaton = None
    if unspaced:
        automaton = ahocorasick.Automaton()
        for word, ids in unspaced.items():
            automaton.add_word(word, (len(word), ids))
        automaton.make_automaton()
    firsts = frozenset(name.partition(" ")[0] for name in exact)
    longest = max((name.count(" ") + 1 for name in exact), default=1)
    return _Index(exact, firsts, min(longest, LONGEST_NAME), sounds, dict(by_letter), automaton)


def _join(names: dict[str, tuple[str, ...]], name: str, ids: tuple[str, ...]) -> None:
    there = names.get(name)
    names[name] = ids if there is None else there + tuple(id for id in ids if id not in there)


def sound_of(spelling: str) -> str:
    """Spell a folded name by its sound."""
    return _sound(spelling.split())


# Looking ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text, folded; ``bound`` are the places between two that a hyphen joins."""

    words: list[str]
    bound: frozenset[int]
    asked: bool

    @classmethod
    def of(cls, text: str, asked: bool) -> _Text:
        text = _ELIDED.sub(r"\1 ", text[:LONGEST_TEXT])
        marked = locales.fold(_HYPHEN.sub(f" {_BOUND} ", text)).split()
        words: list[str] = []
        bound = set()
        for word in marked:
            if word == _BOUND:
                bound.add(len(words))
            else:
                words.append(word)
        return cls(words, frozenset(bound), asked)

    def before(self, start: int) -> str:
        """Give the word before a place, '' at the beginning."""
        return self.words[start - 1] if start else ""


def look(areas: Areas, country: str, text: str, *, asked: bool = False) -> Found:
    """Find what area a text names; ``asked``: the text answers the question where.

    An area and its parent both named ("Lodwar, Turkana") mean the nearer one, and a parent settles
    which of several of one name. Of areas of one name that lie one in the other, the widest is
    meant: it is true of them all.
    """
    index = _index(areas, country)
    if index is None:
        return Found()
    read = _Text.of(text, asked)
    for how, way in _WAYS.items():
        found = _settle(areas, _longest(read, way(areas, index, read)))
        if found is not None:
            return Found(found.area, found.choices, how)
    return Found()


def find_area(areas: Areas, country: str, text: str, *, asked: bool = False) -> str | None:
    """Find the one area a text names; None where it names none, or more than one could be meant."""
    return look(areas, country, text, asked=asked).area


def _exact(areas: Areas, index: _Index, text: _Text) -> list[_Hit]:
    words = text.words
    bare = [_bare(word) for word in words]
    hits = []
    for start, word in enumerate(words):
        for first in _heads(word):
            if first not in index.firsts:
                continue
            phrase = first
            for end in range(start + 1, min(start + index.longest, len(words)) + 1):
                if end > start + 1:
                    phrase = f"{phrase} {bare[end - 1]}"
                if ids := index.exact.get(phrase):
                    hits.append(_Hit(start, end, ids))
        if len(word) > SHORTEST_STEM and not _found_at(hits, start):
            for stem in _stems(bare[start]):
                if ids := index.exact.get(stem):
                    hits.append(_Hit(start, start + 1, ids))
                    break
    hits = [*(hit for hit in hits if not _is_everyday(text, hit)), *_uncommon(text, hits)]
    return [*hits, *_inside(index, words)]


def _uncommon(text: _Text, hits: list[_Hit]) -> list[_Hit]:
    """Keep the everyday words that are meant as places: "Central, Garissa", "mkoa wa Mara"."""
    named = {
        place for hit in hits if not _is_everyday(text, hit) for place in range(hit.start, hit.end)
    }
    return [
        hit
        for hit in hits
        if _is_everyday(text, hit) and _is_place(text, hit.start, hit.end, named)
    ]


def _is_everyday(text: _Text, hit: _Hit) -> bool:
    phrase, common = " ".join(text.words[hit.start : hit.end]), _words().common
    return phrase in common or _bare(phrase) in common or (len(phrase) < 4 and phrase.isascii())


def _found_at(hits: list[_Hit], start: int) -> bool:
    return bool(hits) and hits[-1].start == start


def _inside(index: _Index, words: list[str]) -> list[_Hit]:
    """Find names in scripts that write no spaces.

    Their places are counted in letters, behind those of the words.
    """
    if index.unspaced is None:
        return []
    letters = "".join(words)
    behind = len(words) + 1
    hits = []
    for last, (size, ids) in index.unspaced.iter(letters):
        start, end = last + 1 - size, last + 1
        if _is_mark(letters[end : end + 1]) or not _is_place_inside(letters, start, end):
            continue
        hits.append(_Hit(behind + start, behind + end, ids))
    return hits


def _is_place_inside(letters: str, start: int, end: int) -> bool:
    known = _words()
    if letters[start:end] not in known.common:
        return True
    left, right = letters[:start], letters[end:]
    if not left and not right:
        return True
    return any(left.endswith(word) or right.startswith(word) for word in known.unspaced)


def _is_mark(letter: str) -> bool:
    """Say whether a letter goes on in this sign: the name that ends before it is another's."""
    return bool(letter) and unicodedata.category(letter) in ("Mn", "Mc")


def _is_place(text: _Text, start: int, end: int, named: set[int]) -> bool:
    """Say whether everyday words, a name somewhere, are meant as one here."""
    words, known = text.words, _words()
    before = start
    while before and words[before - 1] in known.particles and words[before - 1] not in known.where:
        before -= 1  # mkoa wa Mara, région de l'Est
    if _bare(text.before(before)) in known.generic:
        return True
    if " ".join(words[start:end]) not in known.weak:
        after = end < len(words) and _bare(words[end]) in known.generic
        if after or text.before(start) in known.where:
            return True
    own = named.union(range(start, end))
    rest = [word for place, word in enumerate(words) if place not in own]
    return len(rest) <= FEW_WORDS and all(
        word in known.particles or _bare(word) in known.generic for word in rest
    )


def _by_sound(areas: Areas, index: _Index, text: _Text) -> list[_Hit]:
    common = _words().common
    least = SHORTEST_SOUND if text.asked else SHORTEST_SOUND + 1
    return [
        _Hit(start, end, ids)
        for start, end, sound in _sounds(text.words, index.longest, range(len(text.words)))
        if len(sound) >= least
        and (ids := index.sounds.get(sound))
        and not all(word in common for word in text.words[start:end])
    ]


def _sounds(
    words: list[str], longest: int, starts: Iterable[int]
) -> Iterator[tuple[int, int, str]]:
    """Give every run of words that begins at one of these places, with its sound."""
    keys = ["" if word in _ARTICLES else _key(word) for word in words]
    for start in starts:
        if not keys[start]:
            continue
        sound = ""
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            sound += keys[end - 1]
            if keys[end - 1]:
                yield start, end, sound


def _near(areas: Areas, index: _Index, text: _Text) -> list[_Hit]:
    """Find near spellings where a place is expected."""
    words, known = text.words, _words()
    answer = text.asked and len(words) <= 2 * FEW_WORDS
    plain = [word not in known.common and word not in known.generic for word in words]
    starts = [
        start
        for start in range(len(words))
        if plain[start]
        and (
            answer
            or text.before(start) in known.where
            or _bare(text.before(start)) in known.generic
        )
    ]
    hits = []
    for start, end, sound in _sounds(words, index.longest, starts):
        if not all(plain[start:end]):
            continue
        size = len(sound) if answer else len(sound) - 1  # in a sentence the bar is higher
        slips = next((slips for length, slips in BARS if size >= length), 0)
        ids = _nearest(areas, index, sound, slips) if slips else ()
        if ids:
            hits.append(_Hit(start, end, ids))
    return hits


def _nearest(areas: Areas, index: _Index, sound: str, slips: int) -> tuple[str, ...]:
    """Give the areas of the one nearest name; none where another is hardly farther away."""
    near = process.extract(
        sound,
        index.by_letter.get(sound[0], ()),
        scorer=OSA.distance,
        score_cutoff=slips + 1,
        limit=8,
    )
    if not near or near[0][1] > slips:
        return ()
    best = near[0][1]
    ids = index.sounds[near[0][0]]
    rivals = {id for name, away, _ in near if away <= best + 1 for id in index.sounds[name]}
    alone = all(
        any(id in areas.chain(one) or one in areas.chain(id) for one in ids) for id in rivals
    )
    return ids if alone else ()


_WAYS: Final = {"exact": _exact, "sound": _by_sound, "near": _near}


def _longest(text: _Text, hits: list[_Hit]) -> list[_Hit]:
    """Keep the longest of names that overlap, and none that is half a word.

    "Nord-Est" names no "Nord", and "Carrefour-Feuilles" is not in "Carrefour".
    """
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= one.start or hit.start >= one.end for one in kept):
            kept.append(hit)
    named = {place for hit in kept for place in range(hit.start, hit.end)}
    return [
        hit
        for hit in kept
        if not _is_half(text, hit.start, hit.start - 1, named)
        and not _is_half(text, hit.end, hit.end, named)
    ]


def _is_half(text: _Text, edge: int, beyond: int, named: set[int]) -> bool:
    if edge not in text.bound or not 0 <= beyond < len(text.words):
        return False
    word, known = text.words[beyond], _words()
    plain = word in known.particles or word in known.generic or word.isdecimal()
    return not plain and beyond not in named


def _settle(areas: Areas, hits: list[_Hit]) -> Found | None:
    """Find the one area that all names together mean; None where nothing was named."""
    if not hits:
        return None
    groups = list(dict.fromkeys(hit.ids for hit in hits))
    named = {id for group in groups for id in group}
    sure: dict[str, None] = {}
    open_groups: list[tuple[str, ...]] = []
    for group in groups:
        others = named.difference(group)
        fits = [id for id in group if others.intersection(areas.chain(id)[1:])] if others else []
        fits = fits or list(group)
        if len(fits) > 1:
            fits = _widest(areas, fits)
        if len(fits) == 1:
            sure[fits[0]] = None
        else:
            open_groups.append(tuple(fits))
    above = {parent for id in sure for parent in areas.chain(id)[1:]}
    open_groups = [group for group in open_groups if not above.intersection(group)]
    nearest = [id for id in sure if id not in above]
    if not open_groups and len(nearest) == 1:
        return Found(nearest[0])
    if len(open_groups) == 1 and len(open_groups[0]) <= MOST_CHOICES and not nearest:
        return Found(None, open_groups[0])
    return Found()


def _widest(areas: Areas, ids: list[str]) -> list[str]:
    """Give the one of several areas that holds all the others, else all."""
    common = set.intersection(*(set(areas.chain(id)) for id in ids))
    holding = [id for id in ids if id in common]
    return holding[:1] or ids


def label(areas: Areas, area_id: str) -> str:
    """Name an area so that it is told from others of its name: "Kisumu, Nyanza"."""
    chain = areas.chain(area_id)
    names = [areas.names.get(id, "") for id in chain[:2]]
    return ", ".join(dict.fromkeys(name for name in names if name))


def teachable(words: str) -> str | None:
    """Fold what a person called a place if it can be a name: no sentence, no "our village".

    Kept short and without digits: a name that is learnt is shown to operators.
    """
    folded = locales.fold(words)
    known = _words()
    many = folded.split()
    telling = [word for word in many if word not in known.common and word not in known.generic]
    few = bool(telling) and len(many) <= FEW_WORDS
    plain = shared_place(words) is None and not any(char.isdigit() for char in folded)
    return folded if few and plain and len(folded) > 2 else None


# Shared places ------------------------------------------------------------------------------------


def coordinates(place: tuple[float, float]) -> str:
    """Write a shared place (latitude, longitude in degrees) as it is kept: to a metre."""
    return f"{place[0]:.5f}, {place[1]:.5f}"


def shared_place(words: str) -> tuple[float, float] | None:
    """Read the latitude and longitude of a shared place; None for other words."""
    match = _COORDINATES.fullmatch(words.strip())
    return (float(match.group(1)), float(match.group(2))) if match else None


def area_at(connection: Connection, country: str, place: tuple[float, float]) -> str | None:
    """Find the area whose outline covers a point, its border included; the deepest level wins."""
    around = places.outlines_around(connection, country, *place)
    if not around:
        return None
    import shapely  # 40 MB that only a shared place needs

    point = shapely.Point(place[1], place[0])
    return next((id for id, shape in around if shapely.from_wkb(shape).covers(point)), None)
