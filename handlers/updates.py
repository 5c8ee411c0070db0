"""Read one line of a partnership's manager: which partnership, how it goes, which figures.

"P2 on track 1200 farmers" in any order and any shipped language. Between two readings nothing is
guessed: what a line leaves open stays empty, and the conversation asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

import locales
from storage.partnerships import Deliverable, Figure, Partnership

STATUSES = ("on-track", "delayed", "off-track", "completed")
UNIT_LIKENESS = 82  # of 100 (rapidfuzz ratio): "farmer" and "farmers", not "farms" and "arms"

# A figure, with thousands separators or decimals; "60/100" and "80 %" are none: a guess.
_NUMBER = re.compile(
    r"(?<![\w.,/])(?<!\d['’٬])(\d{1,3}(?:[ ,.'’٬\u00a0\u202f]\d{3})+|\d+)(?:[.,٫](\d+))?"
    r"(?![\w/]|[.,٫'’٬]\d|\s*[%٪])"
)
_CLAUSE = re.compile(r"[,;.!?،؛\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line was read as; '' and () where it does not say."""

    partnership: Partnership | None
    status: str
    sure: bool  # False: the words only hint at the status
    figures: tuple[Figure, ...]
    mode_said: bool  # the line says whether figures are totals or new


def read_line(text: str, known: list[Partnership]) -> Reading:
    """Read an update; ``known`` are the partnerships this manager reports for."""
    folded = f" {locales.fold(text)} "
    codes = [one for one in known if _has_code(folded, one.code)]
    chosen = codes[0] if len(codes) == 1 else known[0] if len(known) == 1 else None
    status, sure = _status(folded)
    mode, mode_said = _mode(folded, text)
    for one in codes:
        letters = r"[\W_]*".join(map(re.escape, locales.fold(one.code).replace(" ", "")))
        text = re.sub(rf"(?i)(?<!\w){letters}(?!\w)", ";", text)
    figures = _figures(text, chosen, mode)
    return Reading(chosen, status, sure, figures, mode_said)


def _has_code(folded: str, code: str) -> bool:
    wanted = locales.fold(code)
    return f" {wanted} " in folded or f" {wanted[:1]} {wanted[1:]} " in folded


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str], ...]:
    """List all status words of all languages, the longest first ("not on track")."""
    words = locales.progress_words()
    phrases = [
        (phrase, key)
        for key, group in words.items()
        if key in STATUSES or key == "delayed-maybe"
        for phrase in group
    ]
    return tuple(sorted(phrases, key=lambda one: -len(one[0])))


def _status(folded: str) -> tuple[str, bool]:
    found: dict[str, None] = {}
    rest = folded
    for phrase, key in _phrases():
        if f" {phrase} " in rest:
            found[key] = None
            rest = rest.replace(f" {phrase} ", "  ")
    sure = [key for key in found if key in STATUSES]
    if len(sure) == 1:
        return sure[0], True
    if len(sure) > 1:
        return "", False
    return ("delayed", False) if "delayed-maybe" in found else ("", False)


def _mode(folded: str, text: str) -> tuple[str, bool]:
    words = locales.progress_words()
    new = any(f" {word} " in folded for word in words.get("new", ())) or "+" in text
    total = any(f" {word} " in folded for word in words.get("total", ()))
    if new != total:
        return ("new" if new else "total"), True
    return "total", False


def _figures(text: str, chosen: Partnership | None, mode: str) -> tuple[Figure, ...]:
    """Find the numbers and their units: the word behind each ("1200 farmers, 15 wells"), or the
    word before each ("farmers 1200, wells 15") where more of them are known that way.
    """
    matches = list(_NUMBER.finditer(text))
    values = [float(f"{_digits(m[1])}.{m[2]}") if m[2] else float(_digits(m[1])) for m in matches]
    edges = [0, *(m.end() for m in matches)], [*(m.start() for m in matches), len(text)]
    gaps = [text[start:end] for start, end in zip(*edges, strict=True)]
    after = [locales.fold(_CLAUSE.split(gap)[0]).split()[:3] for gap in gaps[1:]]
    if chosen is None:
        named = zip(values, after, strict=True)
        return tuple(Figure(None, value, words[0], mode) for value, words in named if words)
    before = [locales.fold(_CLAUSE.split(gap)[-1]).split()[:-3:-1] for gap in gaps[:-1]]
    of = chosen.deliverables
    first = [(place + 1, unit_of(words, of)) for place, words in enumerate(after)]
    second = [(place, unit_of(words, of)) for place, words in enumerate(before)]
    if sum(unit is not None for _, unit in second) > sum(unit is not None for _, unit in first):
        first, second = second, first
    figures = []
    for value, here, other in zip(values, first, second, strict=True):
        # a word that is one number's unit is not another's too
        unit = here[1] or (other[1] if other not in first else None)
        if unit is not None:
            figures.append(Figure(unit.id, value, unit.unit, mode))
    return tuple(figures)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def unit_of(words: list[str], deliverables: tuple[Deliverable, ...]) -> Deliverable | None:
    """Find the deliverable whose unit is the first of these words that is one."""
    for word in words:
        likely = [
            (max(fuzz.ratio(word, locales.fold(name)) for name in (one.unit, *one.words)), one)
            for one in deliverables
        ]
        best = max(likely, key=lambda item: item[0], default=None)
        if best is not None and best[0] >= UNIT_LIKENESS:
            return best[1]
    return None
