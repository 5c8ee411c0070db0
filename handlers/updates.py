"""Read one line of a partnership's manager: which partnership, how it goes, which figures.

"P2 on track 1200 farmers" in any order and any shipped language. The line becomes a row of marks
(numbers, units, words of progress, breaks between clauses); figures are numbers next to a unit,
the status is what is said of the whole. Between two readings nothing is guessed: what a line
leaves open stays empty, and the conversation asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import locales
from handlers.language import identify
from handlers.update_words import distance, forms, lexicon, number, split_fold
from storage.partnerships import Deliverable, Figure, Partnership

STATUSES = ("on-track", "delayed", "off-track", "completed")
_MOST = 2000  # characters that are read; a line of a hundred is long

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_APART = "[ ,.'’٬،\u00a0\u202f\u2009]"  # between thousands
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_TOKEN = re.compile(
    rf"""
    (?P<odd>  # phones, dates, times and ranges: numbers that count nothing
        \+\d(?:[ .\-/]?\d){{7,}}
      | 0\d{{1,4}}(?:[ .\-/]?\d{{2,4}}){{2,5}}
      | \d{{2}}(?:[ .\-]\d{{2}}){{3,}}
      | \d{{4}}[ \-]\d{{4}}(?!\d) | \d{{9,}}
      | \d{{1,2}}([./\-])\d{{1,2}}\2\d{{2,4}}(?!\d)
      | \d{{4}}-\d\d-\d\d
      | \d{{1,2}}:\d\d(?!\d)
      | \d+\ ?[\-–—]\ ?\d+
    )
    | (?P<number>
        [1-9]\d{{0,2}}(?P<apart>{_APART})\d{{3}}(?:(?P=apart)\d{{3}})*(?!\d)
        (?:[.,٫]\d{{1,2}}(?![\d.,]))?
      | [1-9]\d?(?:,\d\d)+,\d{{3}}(?![\d.,])
      | \d+(?:[.,٫]\d+)*
    )
    (?P<thousands>\ ?k(?!\w))?
    | (?P<word>[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*)
    | (?P<gap>[\s'’‘`´ʼ\-_·*#:="“”«»{_MARKS}]+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COLON = ":"
_CODED = "\ue000"  # stands in a text where a code was
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")  # R.A.S
_DASH = re.compile(r"\s[\-–—]+\s|\n")

# The marks a line is made of. Words of progress have the key they stand under in the languages'
# ``progress.toml`` for a kind.
_NUMBER, _UNIT, _CODE, _NAME, _BREAK, _WORD, _ODD, _REST, _WRONG, _SHARE, _MONEY, _PLUS, _SLASH = (
    *("#number", "#unit", "#code", "#name", "#break", "#word"),
    *("#odd", "#rest", "#wrong", "#share", "#money", "#plus", "#slash"),
    # rest: the 40 of "30 of 40"; wrong: the 900 of "not 900 but 860"
)
_SMALL = frozenset(("small", "now", "past", "would"))
_SIGNS = {"%": _SHARE, "٪": _SHARE, "+": _PLUS, "/": _SLASH}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line was read as; '' and () where it does not say."""

    partnership: Partnership | None
    status: str
    sure: bool  # False: the words only hint at the status, or say none
    figures: tuple[Figure, ...]  # mode '' where the line does not say total or new
    mode_said: bool  # of some figure the line says whether it is the total or new


@dataclass(slots=True)
class _Mark:
    """One thing in a line; ``said`` is its folded word, ``value`` that of a number."""

    kind: str
    said: str = ""
    value: float = 0.0
    of: Deliverable | None = None
    mode: str = ""
    used: bool = False


def read_line(text: str, known: Sequence[Partnership]) -> Reading:
    """Read an update; ``known`` are the partnerships this manager reports for.

    A line that names two of them, or one that is not known, is of none (it must be asked); one
    that names none is of the only one. While that is open, figures have the unit's name and, but
    where only one partnership is known, no deliverable. Never raises, whatever the string.
    """
    text = _plain(text[:_MOST])
    coded, strange, text = _codes(text, known)
    tokens = list(_tokens(text))
    named = _named(tokens, known, anywhere=not coded and not strange)
    named = named or _about(tokens, known, anywhere=not coded and not strange)
    said = {one.id: one for one in (*coded, *(one for one, *_ in named))}
    chosen = None
    if not strange and len(said) < 2:
        chosen = next(iter(said.values()), known[0] if len(known) == 1 else None)
    of = chosen.deliverables if chosen else tuple(d for one in known for d in one.deliverables)
    marks = _marks(tokens, of, named, text)
    numbers = _figures(marks)
    figures = tuple(
        Figure(one.of.id if chosen or len(known) == 1 else None, one.value, one.of.unit, one.mode)
        for one in numbers
        if one.of is not None
    )
    status, sure = ("", False) if len(said) > 1 else _status(marks)
    return Reading(chosen, status, sure, figures, any(one.mode for one in figures))


def _plain(text: str) -> str:
    """Level forms and digits, so that one expression finds the words and numbers of any script."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        text = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return _DASH.sub(" ; ", text)


# Which partnership --------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _code_parts(code: str) -> tuple[str, str]:
    """Split a code into its letters and its digits, both folded: P-02 into p and 2."""
    match = re.fullmatch(r"(.*?)(\d*)", "".join(locales.fold(code).split()), re.DOTALL)
    assert match is not None
    return match[1], match[2].lstrip("0") or match[2]


@lru_cache(maxsize=512)
def _code_pattern(letters: frozenset[str]) -> re.Pattern[str]:
    prefixes = "|".join(
        r"[\W_]?".join(map(re.escape, one)) for one in sorted(letters, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w+])({prefixes})[ .\-#_]{{0,2}}0*(\d{{1,6}})(?![a-z\d]|[.,]\d)", re.IGNORECASE
    )


def _codes(text: str, known: Sequence[Partnership]) -> tuple[list[Partnership], bool, str]:
    """Find codes: of whom, True where one is of nobody known, and the text with marks for them."""
    found: dict[str, Partnership] = {}
    strange = False
    by_parts = {_code_parts(one.code): one for one in known}
    numbered = frozenset(letters for letters, digits in by_parts if letters and digits)

    def replaced(match: re.Match[str]) -> str:
        nonlocal strange
        one = by_parts.get(("".join(locales.fold(match[1]).split()), match[2]))
        if one is None:
            strange = True
        else:
            found[one.id] = one
        return f" {_CODED} "

    if numbered:
        text = _code_pattern(numbered).sub(replaced, text)
    for (letters, digits), one in by_parts.items():
        if letters and digits:
            continue
        if re.search(rf"(?i)(?<!\w){re.escape(one.code)}(?!\w|[.,]\d)", text):
            found[one.id] = one
            text = re.sub(rf"(?i)(?<!\w){re.escape(one.code)}(?!\w|[.,]\d)", f" {_CODED} ", text)
    return list(found.values()), strange, text


@lru_cache(maxsize=512)
def _telling(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: not "the", "of", "project"."""
    small = lexicon().listed("small", "between", "project", "and", "of")
    return tuple(word for word in split_fold(name).split() if word not in small and len(word) > 2)


def _named(
    tokens: list[_Token], known: Sequence[Partnership], anywhere: bool
) -> list[tuple[Partnership, int, int]]:
    """Find partnerships by their names: which, and the first and last token of the name.

    The whole name counts, or two words of a longer one; a single word only beside "project" or
    its like or (``anywhere``) as the head of the line, and only if no other name has it too.
    """
    small = lexicon().listed("small", "between", "and", "of")
    project = lexicon().listed("project")
    words = [(at, one[1]) for at, one in enumerate(tokens) if one[0] == _WORD]
    words = [(at, word) for at, word in words if word not in small]
    telling = {one.id: _telling(one.name) for one in known}

    def is_(at: int, word: str) -> bool:
        return _apart(words[at][1], word) is not None

    for at in range(len(words) - 1, 0, -1):  # "ti fi" for "tifi"
        joined = words[at - 1][1] + words[at][1]
        if words[at - 1][0] == words[at][0] - 1 and any(joined in one for one in telling.values()):
            words[at - 1 : at + 1] = [(words[at - 1][0], joined)]

    found = []
    for one in known:
        mine = telling[one.id]
        best = (0, 0, 0)
        for start in range(len(words)):
            for skip in range(len(mine)):
                if not is_(start, mine[skip]):
                    continue
                end = start + 1
                while (
                    end < len(words)
                    and skip + end - start < len(mine)
                    and words[end][0] - words[end - 1][0] < 4
                    and is_(end, mine[skip + end - start])
                ):
                    end += 1
                length = end - start
                beside = any(
                    not project.isdisjoint(forms(words[at][1]))
                    and abs(words[at][0] - words[near][0]) < 4
                    for at, near in ((start - 1, start), (end, end - 1))
                    if 0 <= at < len(words)
                )
                head = anywhere and _is_head(tokens, words[start][0], words[end - 1][0])
                others = length < len(mine) and any(
                    is_(start, word)
                    for other in known
                    if other is not one
                    for word in telling[other.id]
                )
                if not others and (length > 1 or beside or head):
                    best = max(best, (length, -words[start][0], words[end - 1][0]))
        if best[0]:
            found.append((one, -best[1], best[2]))
    return found


@lru_cache(maxsize=512)
def _topics(one: Partnership) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a partnership is about: by its name, and by its name and its units."""
    words = lexicon()
    of_name = frozenset[str]().union(*(words.topics(word) for word in _telling(one.name)))
    of_units = [word for unit, _ in _units(one.deliverables) for word in unit]
    return of_name, of_name.union(*(words.topics(word) for word in of_units))


def _about(
    tokens: list[_Token], known: Sequence[Partnership], anywhere: bool
) -> list[tuple[Partnership, int, int]]:
    """Find the partnership named by what it is about: "le projet eau" for Clean Water.

    Words for the topics of its name or its units count beside "project" or its like, and those of
    its name (``anywhere``) as the head of the line or as all of a clause. It must be the only one
    they fit; who is named by its own words is not looked for.
    """
    words = lexicon()
    small = words.listed("small", "between", "and", "of")
    project = words.listed("project")
    found: dict[str, tuple[Partnership, int, int]] = {}
    at = 0
    while at < len(tokens):
        first = at
        topics: list[frozenset[str]] = []
        last = at
        while at < len(tokens) and tokens[at][0] == _WORD:
            here = words.topics(tokens[at][1])
            if here and any(
                all(_topics(one)[1] & several for several in (*topics, here)) for one in known
            ):
                topics.append(here)
                last = at
            elif not topics or tokens[at][1] not in small:
                break
            at += 1
        if not topics:
            at = first + 1
            continue
        at = last + 1
        beside = _is_beside(tokens, first, -1, project, small) or _is_beside(
            tokens, last, 1, project, small
        )
        whole = anywhere and _is_clause(tokens, first, last)
        if _is_counted(tokens, first, last) or not (beside or whole):
            continue
        fit = [one for one in known if all(_topics(one)[beside] & here for here in topics)]
        units = {word for one in known for unit, _ in _units(one.deliverables) for word in unit}
        if not beside and not _is_title(tokens, first, last, units, len(topics)):
            fit = fit if len(topics) > 1 or _is_head(tokens, first, last) else []
        if len(fit) == 1:
            found.setdefault(fit[0].id, (fit[0], first, last))
    return list(found.values())


def _is_beside(
    tokens: list[_Token], at: int, step: int, project: frozenset[str], small: frozenset[str]
) -> bool:
    for here in range(at + step, at + 4 * step, step):
        if not 0 <= here < len(tokens) or tokens[here][0] != _WORD:
            return False
        if not project.isdisjoint(forms(tokens[here][1])):
            return True
        if tokens[here][1] not in small:
            return False
    return False


def _is_counted(tokens: list[_Token], first: int, last: int) -> bool:
    """Say whether a number stands beside these words: "300 girls", "girls 300"."""
    return any(0 <= at < len(tokens) and tokens[at][0] == _NUMBER for at in (first - 1, last + 1))


def _is_title(tokens: list[_Token], first: int, last: int, units: set[str], count: int) -> bool:
    """Say whether a colon makes these words a title: "water: 12 wells", but not "girls: 300"."""
    if last + 1 == len(tokens) or tokens[last + 1][0] != _COLON:
        return False
    return count > 1 or units.isdisjoint(forms(tokens[first][1]))


def _is_clause(tokens: list[_Token], first: int, last: int) -> bool:
    """Say whether words open the line, greetings aside, or are all of a clause."""
    small = lexicon().listed("small")
    start = first
    while start and (tokens[start - 1][0] == "small" or tokens[start - 1][1] in small):
        start -= 1
    is_end = last + 1 == len(tokens) or tokens[last + 1][0] == _BREAK
    if start and tokens[start - 1][0] == _BREAK and is_end:
        return True
    return _is_greeting(tokens[:start])


def _is_greeting(tokens: list[_Token]) -> bool:
    words = [said if kind == _WORD else "" for kind, said, _ in tokens]
    at = 0
    while at < len(words):
        key, length = lexicon().phrase(words, at) if words[at] else ("", 0)
        if words[at] and key not in ("aside", "small"):
            return False
        at += length or 1
    return True


def _is_head(tokens: list[_Token], first: int, last: int) -> bool:
    """Say whether a word opens the line and something said of it follows: "water: late"."""
    small = lexicon().listed("small")
    if any(kind != _WORD or word not in small for kind, word, _ in tokens[:first]):
        return False
    for kind, word, _ in tokens[last + 1 :]:
        if kind == _COLON or (kind == _WORD and word in small):
            continue
        return kind == _BREAK or (kind == _WORD and lexicon().phrase([word], 0)[0] in _SAID)
    return False


# What the line is made of -------------------------------------------------------------------------

_Token = tuple[str, str, float]  # kind, folded word or sign, value of a number


def _tokens(text: str) -> Iterator[_Token]:
    """Cut a line into words (folded), numbers and signs; what parts clauses is a break."""
    before, end = "", -1  # the kind of the last one, and where it ended
    for match in _TOKEN.finditer(text):
        kind, said = match.lastgroup, match[0]
        if match["number"]:
            said = match["number"]
            value = _value(said, match["apart"] or "")
            glued = before == _WORD and match.start() == end and text[end - 1].isascii()
            before = _ODD if value is None or glued else _NUMBER
            factor = 1000 if match["thousands"] else 1
            yield before, said, round((value or 0.0) * factor, 6)
        elif kind == "word":
            before = _WORD
            for word in locales.fold(said).split():
                yield _WORD, word, 0.0
        elif kind == "odd":
            before = _ODD
            yield _ODD, said, 0.0
        elif kind == "sign":
            if said == "+":
                glued = before == _NUMBER and match.start() == end
                follows = text[match.end() : match.end() + 1].isdigit()
                before = "small" if glued else _PLUS if follows else "and"
            elif said in _SIGNS:
                before = _SIGNS[said]
            elif unicodedata.category(said) == "Sc":
                before = _MONEY
            else:
                before = _CODE if said == _CODED else lexicon().signs.get(said, _BREAK)
            yield before, said, 0.0
        else:
            before = before if before == _NUMBER else ""
            if ":" in said:
                yield _COLON, said, 0.0
        end = match.end()


def _value(said: str, apart: str) -> float | None:
    """Read digits; None where they are no number (1.2.3)."""
    if not apart and re.fullmatch(r"\d+(,\d\d)+,\d{3}", said):
        apart = ","
    if apart:
        said = said.replace(apart, "")
    said = re.sub("[,٫]", ".", said)
    return float(said) if said.count(".") < 2 else None


@lru_cache(maxsize=512)
def _units(of: tuple[Deliverable, ...]) -> tuple[tuple[tuple[str, ...], Deliverable], ...]:
    """List all names of units as folded words, the longest first."""
    named = [
        (words, one)
        for one in of
        for name in (one.unit, *one.words)
        if (words := tuple(split_fold(name).split()))
    ]
    return tuple(sorted(named, key=lambda item: -len(item[0])))


def unit_of(words: list[str], deliverables: tuple[Deliverable, ...]) -> Deliverable | None:
    """Find the deliverable whose unit is the first of these folded words that is one."""
    for at in range(len(words)):
        if found := _unit_at(words, at, _units(deliverables)):
            return found[0]
    return None


def _apart(typed: str, word: str) -> int | None:
    """Return how many typos part a typed word from a name's; a listed word is no typo of one."""
    if typed == word:
        return 0
    if typed + "s" == word and len(typed) > 2:
        return 1
    if typed in lexicon().words or abs(len(typed) - len(word)) > 5:
        return None
    near = [apart for form in forms(typed) if (apart := distance(form, word)) is not None]
    return min(near, default=None)


def _unit_at(
    words: Sequence[str], at: int, units: Sequence[tuple[tuple[str, ...], Deliverable]]
) -> tuple[Deliverable, int, int] | None:
    """Find the unit named here: which, in how many words, how many typos; None between two."""
    best: list[tuple[Deliverable, int, int]] = []
    for names, one in units:
        if at + len(names) > len(words):
            continue
        apart = 0
        for name, word in zip(names, words[at : at + len(names)], strict=True):
            near = _apart(word, name)
            if near is None:
                break
            apart += near
        else:
            key = (-len(names), apart)
            if not best or key < (-best[0][1], best[0][2]):
                best = [(one, len(names), apart)]
            elif key == (-best[0][1], best[0][2]) and one not in [other for other, *_ in best]:
                best.append((one, len(names), apart))
    return best[0] if best and len({one.unit for one, *_ in best}) == 1 else None


def _two_of(said: str, of: tuple[Deliverable, ...]) -> Deliverable | None:
    """Find the unit of which an Arabic dual names two: بئرين beside بئر, unless it is a plural.

    Where the plural the office wrote is the singular with an ending, the same ending may be it.
    """
    singular = said[:-2] if said.endswith(("ين", "ان")) else ""
    if len(singular) < 3:
        return None
    for one in of:
        names = [locales.fold(name) for name in (one.unit, *one.words)]
        if singular in names and said not in names and not names[0].startswith(singular):
            return one
    return None


def _marks(
    tokens: list[_Token],
    of: tuple[Deliverable, ...],
    named: list[tuple[Partnership, int, int]],
    text: str,
) -> list[_Mark]:
    """Say what each token is: a unit, a word of progress, a number in words, a name, or a word."""
    words = lexicon()
    units = _units(of)
    # a break stops phrases: '' is no word
    typed = [said if kind == _WORD else "" for kind, said, _ in tokens]
    listed = [words.known(word) if word else "" for word in typed]
    meant = [here or word for here, word in zip(listed, typed, strict=True)]
    names = {first: last for _, first, last in named}
    marks: list[_Mark] = []
    at = 0
    while at < len(tokens):
        kind, said, value = tokens[at]
        if kind == _COLON:
            at += 1
            continue
        if kind != _WORD:
            marks.append(_Mark(kind, said, value))
            _multiply(marks)
            at += 1
            continue
        counted = marks[-1].kind == _NUMBER if marks else False
        if at in names and not counted:
            marks.append(_Mark(_NAME))
            at = names[at] + 1
            continue
        if (two := _two_of(said, of)) and not counted:
            marks += [_Mark(_NUMBER, said, 2.0), _Mark(_UNIT, said, of=two)]
            at += 1
            continue
        unit = _unit_at(typed, at, units)
        key, length = words.phrase(meant, at)
        exact = meant[at : at + length] == typed[at : at + length]
        amount, count, language = number(meant, at, words.numbers)
        if count == 1 and any(said in t.doubtful for t in words.numbers if t.language == language):
            count *= identify(text).language == language
        if unit and (unit[1], unit[2] == 0) >= (max(length, count), bool(key and exact)):
            marks.append(_Mark(_UNIT, said, of=unit[0]))
            at += unit[1]
        elif count and count >= length:
            marks.append(_Mark(_NUMBER, meant[at], amount))
            at += count
        elif key:
            if key == "planned" and said[0] == "و" != meant[at][0]:
                marks.append(_Mark("and"))  # written onto the word
            marks.append(_Mark(key, " ".join(meant[at : at + length])))
            at += length
        else:
            marks.append(_Mark(_WORD, said))
            at += 1
        _multiply(marks)
    return marks


def _multiply(marks: list[_Mark]) -> None:
    """Join digits with the words behind or before them: 1.5 million, 2 thousand five, elfu 2."""
    if len(marks) < 2 or marks[-1].kind != _NUMBER or marks[-2].kind != _NUMBER:
        return
    first, second = marks[-2:]
    for table in lexicon().numbers:
        count, times = (second, first) if table.multiplier_first else (first, second)
        factor = table.times.get(times.said)
        if factor and count.said[:1].isdigit():
            rest = times.value - factor
            marks[-2:] = [_Mark(_NUMBER, count.said, round(count.value * factor + rest, 6))]
            return


# The figures --------------------------------------------------------------------------------------

_LOOSE = _SMALL | {"total", "new", "more"}  # may stand between a number and its unit


def _figures(marks: list[_Mark]) -> list[_Mark]:
    """Find the numbers that count a unit, and give each its ``of`` and its ``mode``."""
    _set_apart(marks)
    clauses = _clauses(marks)
    for clause in clauses:
        _set_plans_apart(clause)
        _take_parts(clause)
    links = _linked(marks)
    for place, unit in links.items():
        marks[place].of = marks[unit].of
    _carry_over(clauses)
    numbers = [one for one in marks if one.kind == _NUMBER and one.of is not None]
    _beside(marks, links)
    _over_clauses(clauses)
    seen: set[tuple[str, float, str]] = set()
    found = []
    for one in numbers:
        assert one.of is not None
        if (key := (one.of.id, one.value, one.mode)) not in seen:
            seen.add(key)
            found.append(one)
    return found


def _clauses(marks: list[_Mark]) -> list[list[_Mark]]:
    clauses: list[list[_Mark]] = [[]]
    for one in marks:
        if one.kind in (_BREAK, "but"):
            clauses.append([])
        else:
            clauses[-1].append(one)
    return [one for one in clauses if one]


def _kind(marks: Sequence[_Mark], at: int) -> str:
    return marks[at].kind if 0 <= at < len(marks) else _BREAK


def _past(
    marks: Sequence[_Mark], at: int, kinds: frozenset[str], step: int = 1, most: int = 5
) -> int:
    """Return the first place from ``at`` on that holds something else than these kinds."""
    while most and _kind(marks, at) in kinds:
        at, most = at + step, most - 1
    return at


def _set_apart(marks: list[_Mark]) -> None:
    """Take shares, ranges, dates, durations, money and "not 900" out; of "30 of 40" keep the 30."""
    for at, one in enumerate(marks):
        if one.kind != _NUMBER:
            continue
        before = _past(marks, at - 1, _SMALL, -1)
        if _kind(marks, before) in ("mistaken", "not"):
            one.kind = _WRONG
            continue
        after = _kind(marks, at + 1)
        slash = _past(marks, at + 1, frozenset((_UNIT,)), most=1)
        if after in (_SHARE, "percent") or _kind(marks, at - 1) == "percent":
            sign = marks[at + 1] if after in (_SHARE, "percent") else marks[at - 1]
            one.kind, sign.kind = _SHARE, "small"
        elif _kind(marks, slash) == _SLASH and _kind(marks, slash + 1) == _NUMBER:
            other = marks[slash + 1]
            is_part = other.value >= one.value and not other.said.startswith("0")
            one.kind, one.mode = (_NUMBER, "total") if is_part else (_ODD, "")
            other.kind = _REST
        elif after == "until" and _kind(marks, at + 2) == _NUMBER:
            one.kind = marks[at + 2].kind = _ODD
        elif (
            _MONEY in (after, _kind(marks, at - 1))
            or after == "other"
            or (
                _kind(marks, at - 1) == "other"
                and _kind(marks, _past(marks, at + 1, _SMALL)) != _UNIT
            )
        ):
            one.kind = _ODD
        else:
            here = _past(marks, at + 1, _SMALL | {_UNIT, "finished", _WORD}, most=2)
            there = _past(marks, here + 1, _SMALL)
            if _kind(marks, here) == "of" and _kind(marks, there) == _NUMBER:
                other = marks[there]
                if other.value >= one.value:
                    one.mode, other.kind = "total", _REST
        if _kind(marks, at - 1) == _PLUS and one.kind == _NUMBER:
            one.mode = "new"


def _set_plans_apart(clause: list[_Mark]) -> None:
    """Take out the number a clause calls a plan: the one before the word, else the one behind."""
    for at, one in enumerate(clause):
        if one.kind != "planned":
            continue
        skip = _SMALL | {_UNIT, "more", _WORD}
        before = _past(clause, at - 1, skip, -1)
        after = _past(clause, at + 1, skip | {"of"})
        number_before = _kind(clause, before) == _NUMBER and not clause[before].used
        has_unit = number_before and any(m.kind == _UNIT for m in clause[before + 1 : at])
        parted = _kind(clause, at - 1) == "and" and _kind(clause, after) == _NUMBER
        if number_before and not parted and (has_unit or _kind(clause, after) != _NUMBER):
            place = before
        elif _kind(clause, after) == _NUMBER:
            place = after
        else:
            continue
        if not clause[place].mode:
            clause[place].kind = _REST


def _take_parts(clause: list[_Mark]) -> None:
    """Count only the part that is said of a number: "half of the 12 classrooms" are 6."""
    for at, one in enumerate(clause):
        share = lexicon().parts.get(one.said) if one.kind == "partly" else None
        here = _past(clause, at + 1, _SMALL | {"of", _UNIT})
        of_it = here - at > 1 or " " in one.said
        if share and of_it and _kind(clause, here) == _NUMBER and not clause[here].mode:
            number = clause[here]
            number.value, number.mode = round(number.value * share, 6), "total"
            one.kind = "small"


def _linked(marks: list[_Mark]) -> dict[int, int]:
    """Pair numbers with their units: units behind them, or before, whichever pairs more."""
    numbers = [at for at, one in enumerate(marks) if one.kind == _NUMBER]
    after = {at: unit for at in numbers if (unit := _reach(marks, at, 1)) >= 0}
    before = {at: unit for at in numbers if (unit := _reach(marks, at, -1)) >= 0}

    def pairs(*ways: dict[int, int]) -> dict[int, int]:
        chosen: dict[int, int] = {}
        for way in ways:
            for at, unit in way.items():
                if at not in chosen and unit not in chosen.values():
                    chosen[at] = unit
        return chosen

    first, second = pairs(after), pairs(before)
    if len(second) > len(first) or (len(second) == len(first) and _cost(second) < _cost(first)):
        return pairs(before, after)
    return pairs(after, before)


def _cost(pairs: dict[int, int]) -> int:
    return sum(abs(at - unit) for at, unit in pairs.items())


def _reach(marks: list[_Mark], at: int, step: int) -> int:
    """Return the place of the unit a number could count, -1 for none.

    Two other words may stand between ("45 trained young teachers", "wells repaired: 12"), but
    nothing that parts them ("2 pumps for wells").
    """
    words = 0
    here = at + step
    while 0 <= here < len(marks):
        kind = marks[here].kind
        if kind == _UNIT:
            if step < 0 and words and _kind(marks, at + 1) == _WORD:
                return -1
            return here
        if kind == _WORD or kind in ("finished", "fine", "partly"):
            words += 1
            if words > 2:
                return -1
        elif kind in _SMALL:
            if step > 0 and words:
                return -1
        elif kind == "of":
            if abs(here - at) > 1 or step < 0:
                return -1
        elif kind not in ("total", "new", "more", "planned", _REST, _SLASH, _PLUS):
            return -1
        here += step
    return -1


_BARE = frozenset(("total", "new", "more", "finished"))


def _carry_over(clauses: list[list[_Mark]]) -> None:
    """Let a bare number count the unit named last: "50 new farmers, 1200 in total"."""
    last: Deliverable | None = None
    corrected = False
    bare = _LOOSE | {_NUMBER, _WRONG, "finished", "planned", "not", "mistaken"}
    for clause in clauses:
        corrected = corrected or any(one.kind == _WRONG for one in clause)
        numbers = [one for one in clause if one.kind == _NUMBER]
        if (
            last is not None
            and len(numbers) == 1
            and numbers[0].of is None
            and (corrected or any(one.kind in _BARE for one in clause))
            and all(one.kind in bare for one in clause)
        ):
            numbers[0].of = last
        last = next((one.of for one in reversed(clause) if one.kind == _UNIT), last)


def _beside(marks: list[_Mark], links: dict[int, int]) -> None:
    """Give "more", "new" and their like to the figure they stand in or next to."""
    spans = {at: (min(at, unit), max(at, unit)) for at, unit in links.items()}
    for place, one in enumerate(marks):
        if one.kind != "more":
            continue
        for near in (0, 1, 2, 3):
            fit = [
                (low < place, at)
                for at, (low, high) in spans.items()
                if low - near <= place <= high + near
                and not any(
                    m.kind in (_BREAK, "but", "and", "not", _NUMBER)
                    for m in marks[min(place, high) + 1 : max(place, low)]
                )
            ]
            if fit:
                if not marks[max(fit)[1]].mode:
                    marks[max(fit)[1]].mode = "new"
                break


def _over_clauses(clauses: list[list[_Mark]]) -> None:
    """Spread "in total" and "this month" over the figures they are said of.

    In a clause with figures they hold for all of it; at its head also for the clauses that follow
    and, for a total, at its end for those before; in a clause of their own for the whole line.
    """
    counted = [
        [one for one in clause if one.of is not None and one.kind == _NUMBER] for clause in clauses
    ]
    said: dict[int, set[str]] = {}
    head: dict[int, bool] = {}
    for at, clause in enumerate(clauses):
        modes = [
            (place, one.kind) for place, one in enumerate(clause) if one.kind in ("total", "new")
        ]
        if not modes:
            continue
        if counted[at]:
            said[at] = {kind for _, kind in modes}
            first = next(place for place, one in enumerate(clause) if one is counted[at][0])
            head[at] = modes[0][0] < first
        elif all(one.kind in _LOOSE | {"and"} for one in clause):
            said[at] = {kind for _, kind in modes}
    own = {at: kinds for at, kinds in said.items() if not counted[at]}
    for at, kinds in said.items():
        if len(kinds) > 1 or at in own:
            continue
        (mode,) = kinds
        places = [at]
        step = 1 if head[at] else -1
        if mode == "total" or head[at]:
            here = at + step
            while 0 <= here < len(clauses) and here not in said:
                places.append(here)
                here += step
        for place in places:
            for one in counted[place]:
                one.mode = one.mode or mode
    whole = set().union(*own.values()) if own else set()
    if len(whole) == 1:
        for one in (one for several in counted for one in several):
            one.mode = one.mode or next(iter(whole))


# How it goes --------------------------------------------------------------------------------------

_HINTS = {"delayed-maybe": "delayed", "on-track-maybe": "on-track", "unsure": ""}
_SAID = frozenset((*STATUSES, *_HINTS, "fine", "waiting", "stopped", "finished", "recovered"))
_IMPLIED = {"fine": "on-track", "waiting": "delayed", "stopped": "off-track"}
_TURNED = {  # what a word means behind "not", and how sure that is
    "on-track": ("off-track", True),
    "fine": ("off-track", False),
    "delayed": ("on-track", True),
    "waiting": ("on-track", True),
    "off-track": ("on-track", True),
    "stopped": ("fine", True),
    "delayed-maybe": ("fine", True),
    "recovered": ("delayed", False),
    "completed": ("delayed", False),
    "finished": ("delayed", False),
    "on-track-maybe": ("", False),
    "unsure": ("", False),
}


def _status(marks: list[_Mark]) -> tuple[str, bool]:
    """Weigh what is said of the whole; '' where nothing is said, or two things are."""
    said: list[tuple[str, bool, bool]] = []  # what, whether for sure, whether it is over
    for clause in _clauses(marks):
        for at in range(len(clause)):
            kind, sure = _said_by(clause, at)
            if kind is None:
                continue
            before = {m.kind for m in clause[:at]}
            if "would" in before:
                kind, sure = "", False
            if "now" in before or (kind, clause[at].kind) == ("on-track", "recovered"):
                said = [(what, is_sure, True) for what, is_sure, _ in said]
            over = "past" in before and "now" not in before and clause[at].kind != "recovered"
            said.append((kind, sure, over))
    if all(over for *_, over in said):
        return _weighed(set(), {what for what, *_ in said})
    found = {what for what, sure, over in said if sure and not over}
    status, sure = _weighed(found, {what for what, sure, over in said if not sure and not over})
    if status == "delayed" and not sure and any(m.said in lexicon().parts for m in marks):
        return "", False  # "not finished, half way" says how far, not how late
    return status, sure


def _said_by(clause: list[_Mark], at: int) -> tuple[str | None, bool]:
    """Return what one mark says of the whole, None for nothing, and whether for sure."""
    one = clause[at]
    if one.kind == _SHARE and one.value == 100 and _is_whole(clause, at):
        return "completed", True
    if one.kind not in _SAID:
        return None, False
    if _is_negated(clause, at):
        return _TURNED[one.kind]
    if one.kind in ("completed", "finished"):
        before = _kind(clause, _past(clause, at - 1, _SMALL, -1))
        if before == "delayed-maybe" or _is_partly(clause, at):
            return None, False
        if one.kind == "completed" or _is_whole(clause, at):
            return "completed", True
        return (None if any(m.kind in (_NUMBER, _ODD) for m in clause) else ""), False
    if one.kind in _HINTS:
        return _HINTS[one.kind], False
    if one.kind == "recovered":
        return "on-track", True
    if one.kind in ("stopped", "off-track") and _is_of_a_thing(clause, at):
        return ("delayed", False) if "thing" in {m.kind for m in clause} else (None, False)
    if one.kind == "on-track" and _kind(clause, _past(clause, at - 1, _SMALL, -1)) == "off-track":
        return None, False  # "not going according to plan" is one saying
    return one.kind, True


def _weighed(found: set[str], hints: set[str]) -> tuple[str, bool]:
    said = found & set(STATUSES)
    if len(said) > 1 or "" in hints:
        return "", False
    if said:
        (status,) = said
        against = status == "on-track" and found & {"waiting", "stopped"}
        return ("", False) if against else (status, True)
    if "stopped" in found:
        return "off-track", True
    if "waiting" in found:
        return "delayed", True
    if hints:
        hints = {_IMPLIED.get(one, one) for one in hints}
        return (next(iter(hints)), False) if len(hints) == 1 else ("", False)
    return ("on-track", True) if "fine" in found else ("", False)


def _is_negated(clause: list[_Mark], at: int) -> bool:
    here = _past(clause, at - 1, _SMALL | {"more"}, -1)
    if _kind(clause, here) == "not":
        return True
    return _kind(clause, at + 1) == "not" and at + 2 == len(clause) and at > 0


def _is_partly(clause: list[_Mark], at: int) -> bool:
    """Say whether something is only partly finished: "almost done", "60 % done", "done 60 %"."""
    near = clause[max(0, at - 3) : at] + clause[at + 1 : at + 4]
    return any(one.kind == "partly" or (one.kind == _SHARE and one.value < 100) for one in near)


def _is_whole(clause: list[_Mark], at: int) -> bool:
    """Say whether "finished" is said of the whole, not of a figure or a unit next to it."""
    loose = _LOOSE | {_WORD, "of"}
    after = _kind(clause, _past(clause, at + 1, loose, most=2))
    if after in (_NUMBER, _UNIT, _ODD):
        return False
    if _kind(clause, _past(clause, at - 1, _SMALL, -1)) in (_CODE, _NAME):
        return True
    before = _kind(clause, _past(clause, at - 1, loose, -1, most=2))
    return before not in (_NUMBER, _UNIT, _REST, _ODD, "other")


def _is_of_a_thing(clause: list[_Mark], at: int) -> bool:
    """Say whether only some counted thing stands still: "2 trucks stuck"."""
    if "thing" in (
        _kind(clause, _past(clause, at - 1, _SMALL, -1)),
        _kind(clause, _past(clause, at + 1, _SMALL)),
    ):
        return True
    here = _past(clause, at - 1, _SMALL | {_WORD, "aside"}, -1)
    if _kind(clause, here) != _NUMBER:
        return False
    return here < at - 1 or _kind(clause, at - 2) in (_WORD, "aside", "thing")
