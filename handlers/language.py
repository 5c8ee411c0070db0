"""Which language is this? From all that is known, not from the letters alone.

Short texts written on a phone defeat any identifier that looks only at letters. So: the small
words that give a language away (from ``about.toml``; a few microseconds) decide when they are
many and agree; else CLD2 is asked; and what is found is weighed against the languages of the
country and the language this person wrote before. When nothing is sure the answer is ``und``,
which is honest: a wrong language sends a text to someone who cannot read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pycld2

from handlers import lexicon
from handlers.lexicon import fold

UNSURE: Final = "und"
SURE: Final = 0.75  # from here on a language is taken to be the one
_MOST: Final = 2_000  # characters looked at
_UNKNOWN_WORDS: Final = 4  # fewer words than these are not held against a text

# CLD2's own codes to the shortest BCP 47 tags; Dari is Persian, Tagalog is Filipino here.
_TAGS: Final = {
    "tl": "fil",
    "jw": "jv",
    "iw": "he",
    "no": "nb",
    "zh-Hant": "zh",
    "bh": "bho",
    "sco": "en",
}
# Scripts that one living language of ours owns; CLD2 settles those that several share.
_OWN_SCRIPT: Final = (
    (0x0E80, 0x0EFF, "lo"),
    (0x1780, 0x17FF, "km"),
    (0x1000, 0x109F, "my"),
    (0x0980, 0x09FF, "bn"),
)
_BAD: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_KANA: Final = re.compile("[\u3040-\u30ff]")
_NOISE: Final = re.compile(r"https?://\S+|[@#]\S+|\S+@\S+|\d+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language as the shortest BCP 47 tag (``und`` when unsure), and how sure we are (0 to 1)."""

    language: str
    confidence: float


def identify(text: str, country: str = "", before: str = "") -> Guess:
    """Return the main language of ``text``.

    ``country`` is ISO 3166-1 alpha-2; ``before`` the tag this person wrote before ('' unknown).
    Never raises, whatever the string.
    """
    text = text[:_MOST]
    return guess_folded(text, fold(text), country, before)


def readable(text: str, guess: Guess) -> bool:
    """Return whether our flag words can read ``text``; if not, a human must (flag ``unread``)."""
    return understood(fold(text[:_MOST]), guess, lexicon.load().vocabulary)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each small word with the languages it speaks for, and how loudly."""
    weights: dict[str, list[tuple[str, float]]] = {}
    for tag, about in lexicon.about().items():
        for word in about.function_words:
            weights.setdefault(word, []).append((tag, 1.0))
        for word in about.common_words - about.function_words:
            weights.setdefault(word, []).append((tag, 0.5))
    return {word: tuple(votes) for word, votes in weights.items()}


def guess_folded(text: str, folded: str, country: str, before: str) -> Guess:
    """``identify`` for those who have folded the text already."""
    text, folded = text[:_MOST], folded[:_MOST]
    words = folded.split()
    if not any(char.isalpha() for char in folded):
        return Guess(before, 0.5) if before and words else Guess(UNSURE, 0.0)
    own = _own_script(folded)
    if own:
        return Guess(own, 0.95)
    local = lexicon.countries().get(country.upper(), ())
    scores: dict[str, float] = {}
    small = _small_words()
    counted = 0
    for word in words:
        if word in ".,":
            continue
        counted += 1
        for tag, weight in small.get(word, ()):
            scores[tag] = scores.get(tag, 0.0) + weight
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    top, best = ranked[0] if ranked else (UNSURE, 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if best >= 3 and best >= 2 * second and best >= 0.25 * counted and (not local or top in local):
        return Guess(top, 0.97)
    code, share, reliable = _cld2(text)
    code = _localised(code, local)
    return _weigh(code, share, reliable, scores, counted, local, before)


def _own_script(folded: str) -> str:
    """The language whose own script most of the text is in, or ''."""
    if folded.isascii():
        return ""
    for low, high, tag in _OWN_SCRIPT:
        if tag == "bn" and ("ৰ" in folded or "ৱ" in folded):  # Assamese has letters of its own
            continue
        inside = sum(low <= ord(char) <= high for char in folded[:400])
        if inside * 2 > sum(not char.isspace() for char in folded[:400]):
            return tag
    return ""


def _cld2(text: str) -> tuple[str, float, bool]:
    """What CLD2 says: tag, share of the text (0 to 1), and whether it calls itself reliable."""
    clean = _NOISE.sub(" ", _BAD.sub(" ", text))
    try:
        reliable, _, found = pycld2.detect(clean, bestEffort=True)
    except pycld2.error:  # it refuses some characters; then we go by words, script and country
        return UNSURE, 0.0, False
    _, code, percent, _ = found[0]
    if code in ("un", "xxx", "zzp", "tlh", "ia", "ie", "vo", "la") or code.startswith("xx-"):
        return UNSURE, 0.0, False
    if code == "ja" and not _KANA.search(clean):  # Han characters alone
        code = "zh"
    return _TAGS.get(code, code), percent / 100, reliable


# Neighbours that CLD2 takes for one another: in a country that speaks the second, it is that.
_NEIGHBOURS: Final = {
    "rn": ("rw",),
    "ms": ("id",),
    "ss": ("zu",),
    "nr": ("zu",),
    "ur": ("fa",),
    "ug": ("fa", "ps"),
    "sd": ("ur",),
    "mr": ("ne", "hi"),
    "sa": ("ne",),
    "gl": ("pt", "es"),
    "ca": ("es", "fr"),
    "oc": ("fr",),
    "co": ("fr",),
    "tt": ("ky", "kk", "uz"),
    "ba": ("ky", "kk", "uz"),
    "kk": ("ky",),
    "tr": ("az",),
    "tk": ("uz",),
    "bg": ("ru",),
    "uk": ("ru",),
    "sr": ("ru",),
    "mk": ("ru",),
    "be": ("ru",),
    "crs": ("ht",),
    "mfe": ("ht",),
}


def _localised(code: str, local: tuple[str, ...]) -> str:
    """The neighbour that is more spoken in the country than what CLD2 named, if there is one."""
    own = local.index(code) if code in local else len(local)
    for neighbour in _NEIGHBOURS.get(code, ()):
        if neighbour in local[:own]:
            return neighbour
    return code


_FAR: Final = ("en", "fr", "es", "pt", "ar")  # written also where they are not spoken at home


def _weigh(
    code: str,
    share: float,
    reliable: bool,
    small: dict[str, float],
    counted: int,
    local: tuple[str, ...],
    before: str,
) -> Guess:
    """Add up the evidence: CLD2, small words, country, what the person wrote before."""
    long_enough = min(1.0, counted / 6)
    scores = {tag: 2.5 * score / (counted + 2) for tag, score in small.items()}
    if code != UNSURE:
        weight = share * (1.0 if reliable else 0.6) * (0.4 + 0.6 * long_enough)
        scores[code] = scores.get(code, 0.0) + weight
    for tag in scores:
        if local:
            if tag in local:
                scores[tag] += 0.25
            else:
                scores[tag] -= 0.15 if tag in _FAR else 0.35
        if tag == before:
            scores[tag] += 0.3
    if before and before not in scores and counted < _UNKNOWN_WORDS:
        scores[before] = 0.45
    if not scores:
        return Guess(UNSURE, 0.0)
    ranked = sorted(scores.values(), reverse=True)
    best = max(scores, key=lambda tag: scores[tag])
    margin = ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0)
    confidence = min(0.99, max(0.0, 0.35 + 0.4 * ranked[0] + 0.3 * margin))
    if ranked[0] < 0.4 or confidence < 0.5:
        return Guess(UNSURE, round(confidence, 2))
    return Guess(best, round(confidence, 2))


def understood(folded: str, guess: Guess, vocabulary: frozenset[str]) -> bool:
    """``readable`` for those who have folded the text and hold the words already."""
    ours = lexicon.about()
    if guess.language in ours and guess.confidence >= SURE:
        return True
    words = [word for word in folded[:_MOST].split() if word[0].isalpha()]
    if guess.language != UNSURE and guess.language not in ours:
        return guess.confidence < SURE and len(words) < _UNKNOWN_WORDS
    if len(words) < _UNKNOWN_WORDS:
        return True
    small = _small_words()
    known = sum(word in small or word in vocabulary for word in words)
    return known * 4 >= len(words)
