"""How well the reading side reads: ``python -m bench.evaluate [data folder]``.

Prints a table and ends with one line of JSON that holds every figure by name. The sentences of
``tests/triage`` are always there: ``flags`` and ``later`` are those the words were written for, and
say only that nothing was lost; ``held_out`` was never tuned on, and is the figure to believe. Of
the managers' lines of ``tests/updates`` none is new to the parser any more (docs/decisions.md).
Real messages are not part of the project: the folder with them is the argument, or
``EVALUATE_DATA``, or ``../shared/data``; without it the figures that need it are left out, and it
says so. Rivals run on the same texts: for needs, "everything is a need" and a bag of ten words; for
languages, langdetect.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from handlers import lexicon
from handlers.language import identify
from handlers.triage import Finding, Triage
from handlers.updates import read_line
from storage.types import Severity
from tests.updates import SETS, lines, share

ROOT = Path(__file__).resolve().parent.parent
OURS = ("en", "fr", "ar", "sw", "ht")
BAG = frozenset("help need please ede bezwen souple tanpri aide besoin sekou".split())

# Code of the set -> tag and a country where it is spoken.
SEMEVAL = {
    "amh": ("am", "ET"),
    "eng": ("en", "KE"),
    "esp": ("es", "PE"),
    "hau": ("ha", "NG"),
    "hin": ("hi", ""),
    "ibo": ("ig", "NG"),
    "kin": ("rw", "RW"),
    "orm": ("om", "ET"),
    "ptmz": ("pt", "MZ"),
    "rus": ("ru", "KG"),
    "som": ("so", "SO"),
    "swa": ("sw", "KE"),
    "tir": ("ti", "ET"),
    "yor": ("yo", "NG"),
}
TICO = {
    "ar": ("ar", "SY"),
    "bn": ("bn", "BD"),
    "en": ("en", "KE"),
    "es-LA": ("es", "PE"),
    "fa": ("fa", "AF"),
    "fr": ("fr", "CD"),
    "ha": ("ha", "NG"),
    "hi": ("hi", ""),
    "id": ("id", "ID"),
    "km": ("km", "KH"),
    "ln": ("ln", "CD"),
    "my": ("my", "MM"),
    "ne": ("ne", "NP"),
    "om": ("om", "ET"),
    "ps": ("ps", "AF"),
    "pt-BR": ("pt", "MZ"),
    "ru": ("ru", "KG"),
    "rw": ("rw", "RW"),
    "so": ("so", "SO"),
    "sw": ("sw", "KE"),
    "ti": ("ti", "ET"),
    "tl": ("fil", "PH"),
    "ur": ("ur", "PK"),
    "zh": ("zh", ""),
    "zu": ("zu", "ZA"),
}
LANGDETECT = {"tl": "fil", "zh-cn": "zh", "zh-tw": "zh"}

Figures = dict[str, Any]
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """Read a TSV with a header and without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def show(name: str, *cells: object) -> None:
    """Print one line of the table."""
    print(f"{name:<34}", *(f"{cell:>10}" for cell in cells))


def f1(truth: Iterable[bool], said: Iterable[bool]) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean."""
    count = Counter(zip(truth, said, strict=True))
    hit, false, missed = count[True, True], count[False, True], count[True, False]
    precision = hit / (hit + false) if hit + false else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def flags(read: Triage, figures: Figures) -> None:
    """Sentences that must raise a flag and near misses that must not, by language."""
    show("flags", "caught", "false", "n")
    for folder, prefix in (
        (ROOT / "tests/triage", "flags"),
        (ROOT / "tests/triage/unseen", "later"),
        (ROOT / "tests/triage/held_out", "held_out"),
    ):
        for tag in OURS:
            table = tomllib.loads((folder / f"{tag}.toml").read_text(encoding="utf-8"))
            caught = wanted = false = near = 0
            for flag, sides in table.items():
                for sentence in filter(None, sides["yes"].splitlines()):
                    wanted += 1
                    caught += any(f.code == flag for f in read(sentence).flags)
                for sentence in filter(None, sides.get("no", "").splitlines()):
                    near += 1
                    false += any(f.code == flag for f in read(sentence).flags)
            figures[f"{prefix}_caught_{tag}"] = round(caught / wanted, 3)
            if near:
                figures[f"{prefix}_false_{tag}"] = round(false / near, 3)
            shown = f"{false / near:.3f}" if near else "-"
            show(f"  {prefix} {tag}", f"{caught / wanted:.3f}", shown, wanted + near)


def updates(figures: Figures) -> None:
    """Lines of partnership managers, written before the parser, that are understood right."""
    show("updates", "right", "n")
    for folder in SETS:
        read = {tag: share(folder, tag) for tag in OURS}
        right = {tag: round(1 - len(wrong) / count, 3) for tag, (count, wrong) in read.items()}
        total = sum(count for count, _ in read.values())
        missed = sum(len(wrong) for _, wrong in read.values())
        figures[f"updates_{folder}"] = {**right, "all": round(1 - missed / total, 3)}
        for tag, part in right.items():
            show(f"  set {folder} {tag}", f"{part:.3f}", read[tag][0])
        show(f"  set {folder}", f"{1 - missed / total:.3f}", total)


def needs(data: Path, figures: Figures) -> None:
    """Who asks for help or goods, in messages from Haiti; what would be called urgent."""
    read = Triage.load("HT")
    table = rows(data / "feedback/haiti_triage_dev.tsv")
    labelled = [row for row in table if row["need"]]
    truth = [row["need"] == "1" for row in labelled]
    rivals: dict[str, Callable[[str], bool]] = {
        "need": lambda text: read(text).need,
        "need_all_rival": lambda _: True,
        "need_bag_rival": lambda text: not BAG.isdisjoint(lexicon.fold(text).split()),
    }
    show("need (Haiti)", "precision", "recall", "F1")
    for name, says in rivals.items():
        scores = f1(truth, [says(row["text"]) for row in labelled])
        figures[name] = dict(zip(("p", "r", "f1"), (round(s, 3) for s in scores), strict=True))
        show(f"  {name}", *(f"{s:.3f}" for s in scores))
    found: list[Finding] = [read(row["text"]) for row in table]
    urgent = [
        (row["urgent"] == "1", finding.severity.rank >= Severity.URGENT.rank)
        for row, finding in zip(table, found, strict=True)
        if row["urgent"]
    ]
    scores = f1(*zip(*urgent, strict=True))
    figures["urgent"] = dict(zip(("p", "r", "f1"), (round(s, 3) for s in scores), strict=True))
    show("  urgent", *(f"{s:.3f}" for s in scores))
    raised = Counter(flag.code for finding in found for flag in finding.flags)
    figures["haiti_flags"] = dict(raised.most_common())
    figures["haiti_flagged_share"] = round(sum(bool(f.flags) for f in found) / len(found), 3)
    show("  messages with a flag", f"{figures['haiti_flagged_share']:.3f}", "of", len(found))


def parity(data: Path, read: Triage, figures: Figures) -> None:
    """Of the English sentences with a flag, the share whose translation raises it."""
    by_language: dict[str, dict[str, str]] = {}
    for row in rows(data / "language/tico19_dev.tsv"):
        by_language.setdefault(row["lang"], {})[row["id"]] = row["text"]
    english = {
        key: {flag.code for flag in read(text).flags} - {"unread"}
        for key, text in by_language["en"].items()
    }
    flagged = {key: codes for key, codes in english.items() if codes}
    show("parity (TICO-19)", "same", "n", "others")
    for tag in ("fr", "ar", "sw"):
        texts = by_language[tag]
        same = [
            bool(codes & {flag.code for flag in read(texts[key]).flags})
            for key, codes in flagged.items()
            if key in texts
        ]
        clear = [
            bool({flag.code for flag in read(texts[key]).flags} - {"unread"})
            for key, codes in english.items()
            if not codes and key in texts
        ]
        figures[f"parity_{tag}"] = round(sum(same) / max(1, len(same)), 3)
        figures[f"parity_false_{tag}"] = round(sum(clear) / max(1, len(clear)), 3)
        others = f"{figures[f'parity_false_{tag}']:.3f}"
        show(f"  {tag}", f"{figures[f'parity_{tag}']:.3f}", len(same), others)


@cache
def rival() -> Callable[[str], str]:
    """Return langdetect as a function from text to tag; '' where it raises."""
    import langdetect

    langdetect.DetectorFactory.seed = 0

    def detect(text: str) -> str:
        try:
            code: str = langdetect.detect(text)
        except langdetect.LangDetectException:
            return ""
        return LANGDETECT.get(code, code)

    return detect


def languages(data: Path, figures: Figures) -> None:
    """Identification, given the country: the mean over languages, and the weakest."""
    tico = rows(data / "language/tico19_dev.tsv")
    three = [{**row, "text": " ".join(row["text"].split()[:3])} for row in tico]
    semeval = rows(data / "language/semeval25_dev.tsv")
    haiti = [r for r in rows(data / "feedback/haiti_dev.tsv") if r["orig_lang"] in LABELS]
    creole = [{"lang": row["orig_lang"], "text": row["original"]} for row in haiti]
    show("language, given the country", "mean", "weakest", "langdetect")
    for name, table, codes in (
        ("lid_semeval", semeval, SEMEVAL),
        ("lid_tico", tico, TICO),
        ("lid_tico_3words", three, TICO),
        ("lid_haiti", creole, LABELS),
    ):
        right: Counter[str] = Counter()
        theirs: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for row in table:
            if row["lang"] not in codes:
                continue
            tag, country = codes[row["lang"]]
            seen[tag] += 1
            right[tag] += identify(row["text"], country).language == tag
            if seen[tag] <= RIVAL_MOST:
                asked[tag] += 1
                theirs[tag] += rival()(row["text"]) == tag
        share = {tag: right[tag] / n for tag, n in seen.items()}
        weakest = min(share, key=lambda tag: share[tag])
        mean = sum(share.values()) / len(share)
        their_mean = sum(theirs[tag] / n for tag, n in asked.items()) / len(asked)
        figures[name] = round(mean, 3)
        figures[f"{name}_weakest"] = {weakest: round(share[weakest], 3)}
        figures[f"{name}_langdetect"] = round(their_mean, 3)
        weak = f"{weakest} {share[weakest]:.2f}"
        show(f"  {name}", f"{mean:.3f}", weak, f"{their_mean:.3f}")


LABELS = {"hat": ("ht", "HT"), "fra": ("fr", "HT"), "eng": ("en", "HT")}
RIVAL_MOST = 60  # texts a language, for the rival takes milliseconds for each


def speed(read: Triage, figures: Figures) -> None:
    """Microseconds a message, warm, over the shipped sentences; megabytes of the process."""
    texts = [
        sentence
        for tag in OURS
        for sides in tomllib.loads(
            (ROOT / f"tests/triage/{tag}.toml").read_text(encoding="utf-8")
        ).values()
        for block in sides.values()
        for sentence in block.splitlines()
    ]
    told = [line for folder in SETS for tag in OURS for line in lines(folder, tag)]
    best = min(_once(lambda line: read_line(line.text, line.known), told) for _ in range(5))
    figures["update_us"] = round(best * 1e6 / len(told), 1)
    show("speed", "µs", "")
    show("  update_us", figures["update_us"])
    for name, work in (("triage_us", read), ("identify_us", identify)):
        best = min(_once(work, texts) for _ in range(5))
        figures[name] = round(best * 1e6 / len(texts), 1)
        show(f"  {name}", figures[name])
    figures["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    figures["patterns"] = lexicon.load().patterns
    show("  memory_mb", figures["memory_mb"])


def _once(work: Callable[[Any], object], texts: Iterable[object]) -> float:
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    data = Path(
        sys.argv[1] if len(sys.argv) > 1 else os.environ.get("EVALUATE_DATA", "../shared/data")
    )
    figures: Figures = {}
    start = time.process_time()
    read = Triage.load()
    figures["load_ms"] = round((time.process_time() - start) * 1e3)
    flags(read, figures)
    updates(figures)
    speed(read, figures)
    if (data / "feedback/haiti_triage_dev.tsv").is_file():
        needs(data, figures)
        parity(data, read, figures)
        languages(data, figures)
    else:
        print(f"No data in {data}: needs, parity and languages are not measured.")
        figures["data"] = "absent"
    print(orjson.dumps(figures).decode())


if __name__ == "__main__":
    main()
