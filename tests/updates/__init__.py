"""Lines of partnership managers and what a careful reader understands, written before the parser.

Four sets by four groups of writers who knew the task but not the code, twenty lines in each of
five languages: ``a`` was looked at while the parser was written, ``b`` only when it was finished;
``c`` when it was taken up again, ``d`` when that was finished. No line was dropped or changed
since. ``share`` tells how many are understood; first sight is told in ``docs/decisions.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handlers.updates import Reading, read_line
from storage.partnerships import Deliverable, Partnership

SETS = ("a", "b", "c", "d")
LANGUAGES = ("en", "fr", "ar", "sw", "ht")
# An office registers names, like units, in its managers' language; in ``c`` and ``d`` it registered
# English names only.
NAMES = {
    "en": ("Clean Water", "Girls in School"),
    "fr": ("Eau propre", "Filles à l'école"),
    "ar": ("المياه النظيفة", "البنات في المدرسة"),
    "sw": ("Maji Safi", "Wasichana Shuleni"),
    "ht": ("Dlo Pwòp", "Tifi Lekòl"),
}
PROMISED = {
    "P2": {"farmers": 2000.0, "wells": 40.0},
    "P5": {"girls": 1500.0, "teachers": 60.0, "classrooms": 12.0},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the reading that is right."""

    text: str
    partnership: str  # '' where it must be asked
    status: str
    sure: bool
    figures: tuple[tuple[str, float, str], ...]  # deliverable, value, mode
    known: list[Partnership]


def lines(folder: str, language: str) -> Iterator[Line]:
    """Give the lines of a set in one language, with the partnerships of their manager."""
    file = Path(__file__).parent / folder / f"{language}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    known = [
        Partnership(
            code.lower(),
            code,
            name,
            "KE",
            "",
            None,
            tuple(
                Deliverable(key, table["units"][key][0], tuple(table["units"][key][1:]), target)
                for key, target in promised.items()
            ),
        )
        for (code, promised), name in zip(
            PROMISED.items(), NAMES[language if folder in "ab" else "en"], strict=True
        )
    ]
    for line in table["line"]:
        figures = tuple(
            sorted((one["unit"], float(one["value"]), one["mode"]) for one in line["figures"])
        )
        yield Line(line["text"], line["partnership"], line["status"], line["sure"], figures, known)


def is_right(line: Line, reading: Reading) -> bool:
    """Say whether partnership, status and every figure with its mode are what they should be.

    Where a careful reader would ask for the status, so must the reading, and what it suspects may
    be nothing, but nothing else than the reader's suspicion.
    """
    code = reading.partnership.code if reading.partnership else ""
    named = {one.unit: one.id for of in line.known for one in of.deliverables}
    figures = tuple(sorted((named[one.unit], one.value, one.mode) for one in reading.figures))
    if (code, figures) != (line.partnership, line.figures):
        return False
    if not line.status or not line.sure:
        return not reading.sure and reading.status in ("", line.status)
    return (reading.status, reading.sure) == (line.status, True)


def share(folder: str, language: str) -> tuple[int, list[tuple[str, Reading]]]:
    """Return how many lines there are, and those that are not understood, as they are read."""
    everything = list(lines(folder, language))
    read = [(line, read_line(line.text, line.known)) for line in everything]
    return len(read), [(line.text, got) for line, got in read if not is_right(line, got)]
