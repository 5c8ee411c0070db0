"""The words of one-line updates: phrases, numbers in words, and how much of a typo is forgiven.

The words themselves are in ``locales/*/progress.toml`` and ``locales/*/numbers.toml``;
all languages are open at once, because people mix them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

import locales
from handlers import lexicon as triage
from locales import NumberWords

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_HEADS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل")  # and, so, with, to; the
_TAILS = ("ون", "ين", "ات", "ان")  # Arabic plurals and duals
_VOWELS = re.compile("[aeiouy]")


def split_fold(text: str) -> str:
    """Fold like ``locales.fold``, but let an apostrophe part words: d'eau, l'école, n'ap."""
    return locales.fold(_APOSTROPHES.sub(" ", text))


def forms(word: str) -> tuple[str, ...]:
    """Return a folded word and what is left without the Arabic words written onto it."""
    if "ء" <= word[:1] <= "ي":
        return (
            word,
            *(word[len(h) :] for h in _HEADS if word.startswith(h) and len(word) > len(h) + 1),
        )
    return (word,)


def _stem(word: str) -> str:
    for head in _HEADS[:6]:
        if word.startswith(head) and len(word) > len(head) + 2:
            word = word[len(head) :]
            break
    for tail in _TAILS:
        if word.endswith(tail) and len(word) > len(tail) + 2:
            return word[: -len(tail)]
    return word


def _is_inflected(typed: str, word: str) -> bool:
    """Say whether two Arabic words differ only in the article and the ending of a plural."""
    one, other = _stem(typed), _stem(word)
    if len(other) > 2 and one == other:
        return True
    return (typed + word).count("ات") == 1 and len(one) > 3 and one.rstrip("ه") == other.rstrip("ه")


def _bones(word: str) -> str:
    """Return the first letter and the consonants after it, doubled ones once."""
    return re.sub(r"(.)\1", r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def _is_short_for(short: str, word: str) -> bool:
    """Say whether vowels were left out: tchrs, stopd, clasrms."""
    if len(short) < 4 or len(short) >= len(word) or short[-1] != word[-1]:
        return False
    if not short.isascii() or _bones(short) != _bones(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


def distance(typed: str, word: str) -> int | None:
    """Return how many typos part two folded words, None where they are two words.

    Up to four letters none are forgiven but an added s; at five letters one that keeps the others
    (wels, but not walls); from six letters one, from eight letters two.
    """
    if typed == word:
        return 0
    long, short = (typed, word) if len(typed) > len(word) else (word, typed)
    most = len(long)
    if most - len(short) > 2 or not short:
        return 1 if _is_short_for(typed, word) else None
    if most <= 4:
        return 1 if len(short) > 2 and long == short + "s" else None
    bar = 2 if most >= 8 else 1
    apart = OSA.distance(typed, word, score_cutoff=bar)
    if apart <= bar and (most > 5 or (typed[0] == word[0] and _keeps_letters(long, short))):
        return apart
    if "ء" <= word[0] <= "ي" and "ء" <= typed[0] <= "ي" and _is_inflected(typed, word):
        return 1
    return 1 if _is_short_for(typed, word) else None


def _keeps_letters(long: str, short: str) -> bool:
    return len(long) != len(short) or sorted(long) == sorted(short)


class Lexicon:
    """All words of progress and of numbers, by what can be looked up."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.signs: dict[str, str] = {}
        self.keys: dict[str, frozenset[str]] = {}
        self.numbers: tuple[NumberWords, ...] = locales.number_words()
        words: set[str] = set()
        singles: dict[str, set[str]] = {}
        for key, listed in locales.progress_words().items():
            for phrase in listed:
                if (split := tuple(phrase.split())) and phrase[0].isalnum():
                    self.phrases.setdefault(split[0], []).append((split, key))
                    words.update(split)
                    if len(split) == 1:
                        singles.setdefault(key, set()).add(phrase)
                else:
                    self.signs[phrase] = key
        for several in self.phrases.values():
            several.sort(key=lambda one: -len(one[0]))
        self.keys = {key: frozenset(one) for key, one in singles.items()}
        for one in self.numbers:
            words.update(*(phrase.split() for phrase in (*one.values, *one.times)))
            words.update(one.joins)
        self.words = frozenset(words)
        self.small = self.listed("small")
        self.parts = {part: of for one in self.numbers for part, of in one.parts.items()}
        self._topics = locales.topic_words()
        self._near: dict[str, list[str]] = {}  # by first letter
        self._other: dict[str, list[str]] = {}  # by consonants, by Arabic stem
        for word in sorted(words):
            if len(word) > 4:
                self._near.setdefault(word[0], []).append(word)
                self._other.setdefault(_bones(word), []).append(word)
                self._other.setdefault(_stem(word), []).append(word)

    def listed(self, *keys: str) -> frozenset[str]:
        """Return the single words listed under these keys."""
        return frozenset().union(*(self.keys.get(key, frozenset()) for key in keys))

    def known(self, word: str) -> str:
        """Return the listed word that a folded word is, typos and written-on words aside; or ''."""
        for form in forms(word):
            if form in self.words:
                return form
        if len(word) < 4:
            return ""
        best, most = "", 3
        for form in forms(word)[:3]:
            near = extract(
                form, self._near.get(form[0], ()), scorer=OSA.distance, score_cutoff=2, limit=4
            )
            others = {*self._other.get(_bones(form), ()), *self._other.get(_stem(form), ())}
            for listed in (*(one for one, *_ in near), *sorted(others)):
                apart = distance(form, listed)
                if apart is not None and apart < most:
                    best, most = listed, apart
        # a word of its own in any of our languages is no typo of another
        return "" if best and word in triage.load().vocabulary else best

    def phrase(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """Return the key of the longest phrase that begins here, and of how many words; or ''.

        Two small words may stand in a phrase: "going really well".
        """
        for split, key in self.phrases.get(words[at], ()):
            if tuple(words[at : at + len(split)]) == split:
                return key, len(split)
            if len(split) > 1 and (length := self._loosely(words, at, split)):
                return key, length
        return "", 0

    def _loosely(self, words: Sequence[str], at: int, split: tuple[str, ...]) -> int:
        here, skipped = at + 1, 0
        for word in split[1:]:
            while here < len(words) and words[here] != word and words[here] in self.small:
                here += 1
                skipped += 1
            if skipped > 2 or here >= len(words) or words[here] != word:
                return 0
            here += 1
        return here - at

    def topics(self, word: str) -> frozenset[str]:
        """Return what a folded word is about, typos and written-on words aside."""
        for form in forms(word):
            if found := self._topics.get(form):
                return found
        return _about(word)


@lru_cache(maxsize=4096)
def _about(word: str) -> frozenset[str]:
    if len(word) < 5 or word in lexicon().words:
        return frozenset()
    known = locales.topic_words()
    near = extract(
        word,
        [one for one in known if len(one) > 4 and one[0] == word[0]],
        scorer=OSA.distance,
        score_cutoff=1,
        limit=1,
    )
    return known[near[0][0]] if near and distance(word, near[0][0]) is not None else frozenset()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of all languages, read once."""
    return Lexicon()


def number(words: Sequence[str], at: int, tables: Iterable[NumberWords]) -> tuple[float, int, str]:
    """Read a number in words: its value, how many words it has, and its language ('' for none).

    The longest reading of all languages wins.
    """
    best: tuple[float, int, str] = (0.0, 0, "")
    for table in tables:
        if words[at] not in table.firsts:
            continue
        read = _backward if table.multiplier_first else _forward
        value, count = read(words, at, table)
        if count > best[1]:
            best = (value, count, table.language)
    return best


def _word(words: Sequence[str], at: int, table: Mapping[str, float]) -> tuple[float, int]:
    for count in (2, 1):
        if at + count <= len(words) and (found := table.get(" ".join(words[at : at + count]))):
            return found, count
    return 0.0, 0


def _forward(words: Sequence[str], at: int, table: NumberWords) -> tuple[float, int]:
    """Read "two thousand three hundred and five": the multiplier follows what it multiplies."""
    total = current = 0.0
    here = end = at
    last = float("inf")
    while here < len(words):
        times, count = _word(words, here, table.times)
        if count:
            if times >= last:
                break
            if times == 100:
                if current >= 100:
                    break
                current = (current or 1) * 100
            else:
                total, current, last = total + (current or 1) * times, 0.0, times
        else:
            value, count = _word(words, here, table.values)
            if not count or not _fits(current, value, table.ones_first):
                if end == here and here > at and words[here] in table.joins:
                    here += 1
                    continue
                break
            current += value
        here += count
        end = here
    value = total + current
    if end - at == 1 and words[at] in table.never_alone:
        return 0.0, 0
    return (value, end - at) if end > at else (0.0, 0)


def _fits(current: float, value: float, ones_first: bool) -> bool:
    rest = current % 100
    if not rest:
        return not current or value < 100
    if value < 10 and rest >= 20 and not rest % 10:
        return True
    if 10 <= value < 20 and rest in (60, 80):  # soixante-dix, quatre-vingt-dix
        return True
    return ones_first and rest < 10 and 10 <= value < 100


def _backward(words: Sequence[str], at: int, table: NumberWords) -> tuple[float, int]:
    """Read "elfu mbili mia tatu na tano": the multiplier stands before what it multiplies."""
    total = 0.0
    here = end = at
    last = float("inf")
    while here < len(words):
        times, count = _word(words, here, table.times)
        if count:
            if times >= last:
                break
            value, more = _small(words, here + count, table, ones=times == 100)
            total, last = total + times * (value or 1), times
            here += count + more
        elif words[here] in table.joins and here > at and end == here:
            here += 1
            continue
        else:
            value, count = _small(words, here, table, ones=False)
            if not count or last <= 1:
                break
            total, last = total + value, 1
            here += count
        end = here
    return (total, end - at) if end > at else (0.0, 0)


def _small(words: Sequence[str], at: int, table: NumberWords, ones: bool) -> tuple[float, int]:
    value, count = _word(words, at, table.values)
    if not count or (ones and value > 9):
        return 0.0, 0
    if value >= 10 and not value % 10:
        here = at + count + (at + count < len(words) and words[at + count] in table.joins)
        more, extra = _word(words, here, table.values)
        if extra and more < 10:
            return value + more, here + extra - at
    return value, count
