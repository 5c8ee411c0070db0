"""What a message is: its kind, whether help is asked for, its topics, and what must not wait.

One automaton holds the words of every shipped language, so no flag hangs on having guessed the
language right, and a sentence that mixes two languages is read like any other. What it finds are
*concepts* (see ``handlers/lexicon.py``); rules combine concepts that stand near each other into
findings. Words that never mean what they seem to ("dying of laughter", "gold mine") are *quiet*:
they cover whatever is found inside them. "Nobody was hurt" silences those rules that say so.

Every flag's severity and class stand in ``FLAGS`` and nowhere else. Only people lower either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from handlers import lexicon
from handlers.language import Guess, guess_folded, understood
from handlers.lexicon import Lexicon, Rule, fold
from storage.types import Class, Flag, Severity

# What a message is, the pressing ones first: the first that applies is the main kind.
KINDS: Final = (
    "refusal",
    "question",
    "request",
    "rumour",
    "suggestion",
    "offer",
    "complaint",
    "thanks",
    "observation",
)


@dataclass(frozen=True, slots=True)
class FlagRule:
    """How pressing a flag is, and who may see a message that carries it."""

    severity: Severity
    klass: Class


def _table() -> Mapping[str, FlagRule]:
    rows = (
        (Severity.CRITICAL, Class.S, "sea child_risk gbv trafficking self_harm threat"),
        (Severity.CRITICAL, Class.P, "life_danger explosive"),
        (Severity.CRITICAL, Class.R, "violence"),
        (Severity.URGENT, Class.R, "authority_abuse missing_person scam data_leak"),
        (Severity.URGENT, Class.P, "disease hunger no_water disaster"),
        (Severity.URGENT, Class.S, "unread"),
        (Severity.NORMAL, Class.R, "staff_conduct fraud discrimination"),
        (Severity.NORMAL, Class.R, "partner_integrity land_environment"),
        (Severity.NORMAL, Class.P, "harmful_rumour service_broken"),
        (Severity.NORMAL, Class.P, "cluster rise silence same_text"),
    )
    return MappingProxyType(
        {code: FlagRule(sev, klass) for sev, klass, codes in rows for code in codes.split()}
    )


FLAGS: Final = _table()
COMPUTED: Final = frozenset({"cluster", "rise", "silence", "same_text"})  # carry no text

_PIECE: Final = 1200  # characters read at a time, so that a long text costs no more per character
_OVERLAP: Final = 240
_MOST: Final = 60_000  # characters read from the beginning of a text, and a third of it at the end
_EVIDENCE: Final = 80  # characters
_NEGATION_REACH: Final = 3 * lexicon.WORD + 2
_ANYWHERE: Final = 1 << 30
_GREETING_MOST: Final = 80  # characters; longer is not a bare greeting

_Span = tuple[int, int]


class _Hits:
    """What was found in one piece of text: spans with their sets of concepts (a bit each)."""

    __slots__ = ("_seen", "_spans", "concepts", "rules")

    def __init__(self, words: Lexicon, piece: str, quiet: int) -> None:
        seen: list[tuple[int, int, int]] = []
        concepts = rules = 0
        for last, (length, head, tail, mask, called, phrases) in words.automaton.iter(piece):
            start = last + 1 - length + head
            if mask:
                seen.append((start, last + 1 - tail, mask))
                concepts |= mask
                rules |= called
            for phrase in phrases:
                span = phrase.at(piece, start)
                if span is not None:
                    seen.append((*span, phrase.concepts))
                    concepts |= phrase.concepts
                    rules |= phrase.rules
        if concepts >> quiet & 1:
            covers = [(s, e) for s, e, mask in seen if mask >> quiet & 1]
            seen = [hit for hit in seen if not _covered(hit, covers)]
            concepts = 0
            for _, _, mask in seen:
                concepts |= mask
        self._seen = seen
        self._spans: dict[int, list[_Span]] = {}
        self.concepts = concepts
        self.rules = rules

    def gather(self, needed: int) -> None:
        """Note where each of the ``needed`` concepts stands."""
        for start, end, mask in self._seen:
            left = mask & needed
            while left:
                lowest = left & -left
                left ^= lowest
                concept = lowest.bit_length() - 1
                if concept in self._spans:
                    self._spans[concept].append((start, end))
                else:
                    self._spans[concept] = [(start, end)]

    def __getitem__(self, concept: int) -> list[_Span]:
        """Where a gathered concept stands."""
        return self._spans.get(concept, [])

    def __contains__(self, concept: int) -> bool:
        return bool(self.concepts >> concept & 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What triage read in one text.

    ``kind`` is the main kind, '' for a bare greeting or nothing; ``flags`` stand most severe first.
    """

    language: str
    confidence: float
    kind: str = ""
    kinds: tuple[str, ...] = ()
    need: bool = False
    flags: tuple[Flag, ...] = ()
    topics: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    greeting: bool = False
    thanks_only: bool = False
    topic: str = "other"  # the one to route by: of the gravest flag, else the first named

    @property
    def severity(self) -> Severity:
        """The clock this runs on: the highest of its flags; thanks and observations can wait."""
        if self.flags:
            return max((flag.severity for flag in self.flags), key=lambda s: s.rank)
        waits = self.kind in ("thanks", "observation", "") and not self.need
        return Severity.LOW if waits else Severity.NORMAL

    @property
    def klass(self) -> Class:
        """Who may see it: the narrowest class of its flags."""
        return max((flag.klass for flag in self.flags), key=lambda k: k.rank, default=Class.P)


class Triage:
    """Reads texts; one instance serves all threads, for it holds nothing that changes."""

    def __init__(self, words: Lexicon, country: str = "") -> None:
        self._words = words
        self._country = country
        number = words.concepts.__getitem__
        self._quiet = number("quiet")
        self._no = number("neg")
        self._small_talk = frozenset({number("greet"), number("filler")})
        self._greet = number("greet")
        self._but = number("but")
        self._always = 1 << self._no | 1 << self._greet | 1 << number("filler")

    @classmethod
    def load(cls, country: str = "") -> Triage:
        """Return the reader for ``country`` (ISO 3166-1 alpha-2), with all shipped languages.

        Cached. Raises LexiconError if a word list cannot be read.
        """
        return _loaded(country)

    def __call__(self, text: str, country: str = "", before: str = "") -> Finding:
        """Read ``text``; never raises, whatever the string.

        ``country`` overrides the one given to ``load``; ``before`` is the language this person
        wrote before. Of very long texts the beginning and the end are read.
        """
        if len(text) > _MOST + _MOST // 3:
            text = f"{text[:_MOST]}\n{text[-_MOST // 3 :]}"
        folded = fold(text)
        guess = guess_folded(text, folded, country or self._country, before)
        found: dict[str, dict[str, tuple[str, str]]] = {
            "flag": {},
            "kind": {},
            "topic": {},
            "need": {},
        }
        greeting = but = False
        for piece in _pieces(folded):
            hits = _Hits(self._words, piece, self._quiet)
            self._apply(piece, hits, found)
            but = but or self._but in hits
            if len(folded) <= _GREETING_MOST and self._greet in hits:
                greeting = self._only_small_talk(piece, hits)
        if not any(char.isalpha() for char in folded) and not found["flag"]:
            return Finding(guess.language, guess.confidence)
        if greeting and not found["flag"]:
            return Finding(guess.language, guess.confidence, greeting=True)
        return self._conclude(text, folded, guess, found, but)

    def _conclude(
        self,
        text: str,
        folded: str,
        guess: Guess,
        found: Mapping[str, Mapping[str, tuple[str, str]]],
        but: bool,
    ) -> Finding:
        flags = [
            Flag(code, FLAGS[code].severity, FLAGS[code].klass, evidence, name)
            for code, (evidence, name) in found["flag"].items()
        ]
        if not understood(folded, guess, self._words.vocabulary):
            unread = FLAGS["unread"]
            flags.append(Flag("unread", unread.severity, unread.klass, guess.language, "unread"))
        flags.sort(key=lambda f: (-f.severity.rank, -f.klass.rank, f.code))
        need = bool(found["need"])
        kinds = set(found["kind"])
        if "?" in text or "؟" in text or "፧" in text:
            kinds.add("question")
        if need:
            kinds.add("request")
        if flags and not kinds & {"request", "question", "rumour"}:
            kinds.add("complaint")
        thanks_only = kinds == {"thanks"} and not but
        if kinds == {"thanks"} and but:
            kinds.add("complaint")  # "thank you for the tap, but": what follows is no thanks
        if not kinds:
            kinds.add("observation")
        about = set(found["topic"])
        about.update(t for f in flags if (t := self._words.flag_topics.get(f.code, "")))
        topics = tuple(sorted(about)) or ("other",)
        named = [self._words.flag_topics.get(flag.code, "") for flag in flags]
        main = next(filter(None, (*named, *found["topic"])), "other")
        goals = {goal for topic in topics for goal in self._words.sdgs.get(topic, ())}
        ordered = tuple(kind for kind in KINDS if kind in kinds)
        return Finding(
            language=guess.language,
            confidence=guess.confidence,
            kind=ordered[0],
            kinds=ordered,
            need=need,
            flags=tuple(flags),
            topics=topics,
            sdgs=tuple(sorted(goals)),
            thanks_only=thanks_only,
            topic=main,
        )

    def _apply(self, piece: str, hits: _Hits, found: dict[str, dict[str, tuple[str, str]]]) -> None:
        rules, concepts, left = self._words.rules, hits.concepts, hits.rules
        possible = []
        needed = self._always
        while left:
            lowest = left & -left
            left ^= lowest
            rule = rules[lowest.bit_length() - 1]
            if rule.wants & concepts == rule.wants:
                possible.append(rule)
                needed |= rule.reads
        hits.gather(needed)
        for rule in possible:
            into = found[rule.target]
            if rule.code in into:
                continue
            span = self._match(piece, rule, hits)
            if span is not None:
                into[rule.code] = (piece[span[0] : span[1]][:_EVIDENCE], rule.name)

    def _match(self, piece: str, rule: Rule, hits: _Hits) -> _Span | None:
        for span, first in _near(rule, hits):
            if rule.negatable and self._negated(piece, first, hits):
                continue
            if any(_within(span, hits[word], rule.unless_window) for word in rule.unless):
                continue
            return span
        return None

    def _negated(self, piece: str, span: _Span, hits: _Hits) -> bool:
        """Whether a word like "nobody" stands at most three words before, in the same clause."""
        start = span[0]
        for no_start, no_end in hits[self._no]:
            if no_start < start and no_end > start - _NEGATION_REACH:
                between = piece[no_end:start]
                if " . " not in between and " , " not in between:
                    return True
        return False

    def _only_small_talk(self, piece: str, hits: _Hits) -> bool:
        covered: set[int] = set()
        for concept in self._small_talk:
            for start, end in hits[concept]:
                covered.update(range(start, end))
        return all(char in " .," or i in covered for i, char in enumerate(piece))


@lru_cache(maxsize=256)
def _loaded(country: str) -> Triage:
    return Triage(lexicon.load(), country)


def _pieces(folded: str) -> Iterator[str]:
    """Cut a long text between words, with an overlap, so that rules cost the same everywhere."""
    if len(folded) <= _PIECE + _OVERLAP:
        yield folded
        return
    start = 0
    while start < len(folded) - 1:
        end = folded.rfind(" ", start + _OVERLAP + 1, start + _PIECE + 1)
        if end < 0 or start + _PIECE >= len(folded):
            end = min(len(folded), start + _PIECE) - 1
        yield f"{folded[start : end + 1]} "
        if end + 1 >= len(folded):
            return
        back = folded.rfind(" ", start + 1, end - _OVERLAP)
        start = back if back > 0 else end


def _covered(hit: tuple[int, int, int], covers: list[_Span]) -> bool:
    start, end, _ = hit
    return any(low <= start and end <= high and end - start < high - low for low, high in covers)


def _within(span: _Span, others: list[_Span], reach: int) -> bool:
    start, end = span[0] - reach, span[1] + reach
    return any(high > start and low < end for low, high in others)


def _near(rule: Rule, hits: _Hits) -> Iterator[tuple[_Span, _Span]]:
    """Yield where all items of a rule stand close enough: the whole stretch, and its first item."""
    first, *rest = rule.items
    if not rest:
        for span in hits[first]:
            yield span, span
        return
    if len(rest) == 1:
        reach = rule.window or _ANYWHERE
        for anchor in hits[first]:
            start, end = anchor
            for low, high in hits[rest[0]]:
                if 0 <= low - end <= reach:
                    yield (start, high), anchor
                elif 0 <= start - high <= reach and not rule.ordered:
                    yield (low, end), anchor
        return
    for anchor in hits[first]:
        yield from ((span, anchor) for span in _grow((anchor,), rest, rule, hits))


def _grow(chosen: tuple[_Span, ...], rest: list[int], rule: Rule, hits: _Hits) -> Iterator[_Span]:
    if not rest:
        yield min(s for s, _ in chosen), max(e for _, e in chosen)
        return
    for span in hits[rest[0]]:
        start, end = span
        if rule.ordered and start < chosen[-1][1]:
            continue
        if any(start < high and low < end for low, high in chosen):
            continue
        low, high = min(start, *(s for s, _ in chosen)), max(end, *(e for _, e in chosen))
        # the words themselves do not count towards the distance between them
        own = (end - start) + sum(e - s for s, e in chosen)
        if rule.window and high - low - own > rule.window:
            continue
        yield from _grow((*chosen, span), rest[1:], rule, hits)
