"""Check that every language says what English says, fits where it must, and betrays nothing.

``python -m locales.lint`` prints what is wrong, one finding a line, and ends with 1 if there is
any.

Comments above a message ask for more::

    # sms: 1    it must fit one SMS, however its variables turn out, with its choices numbered
    # button    it is a label of at most 20 characters (``button-*`` always is)

A language may write its own ``# sms:`` comment, for scripts that have 70 characters a segment; else
the one of English holds. To measure, variables take the values of ``SAMPLES`` and of every variant
a text distinguishes.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from locales.keywords import fold
from locales.sms import segments, septets

FOLDER: Final = Path(__file__).resolve().parent
REFERENCE: Final = "en"
BUTTON_CHARS: Final = 20

PROMPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes no": (
        *("receipt", "receipt-question", "receipt-plain", "added-may-write"),
        "roster-suspend-sure",
    ),
    "yes no skip": ("safe-now",),
    "yes no not-sure": ("fixed-ask",),
    "call-woman call-anyone no": ("may-call", "may-call-now", "help-now"),
    "morning midday evening": ("good-time",),
    "paper voice call meeting": ("entry-source",),
    "today yesterday earlier": ("entry-when",),
    "right again": ("entry-confirm",),
    "remove keep": ("delete-ask",),
    "tell status other language stop": ("menu",),
    "mine cannot": ("opening-test", "alert", "alert-sealed", "alert-nobody", "hand-over-offer"),
    "answer ready hand-over done": (),
    "send change drop": ("answers-read-back",),
    "send ready change drop": (),
    "ask-next no-one-can": ("answers-cannot-ask",),
    "not-right": ("about-cannot", "about-not-ours"),
    "answer hand-over done": ("alert-reopened", "alert-not-fixed-sealed", "not-fixed"),
    "on-track delayed off-track completed skip": ("progress-status-ask", "progress-guide-status"),
    "right on-track off-track completed skip": ("progress-status-confirm",),
    "total new skip": ("progress-figure-ask", "progress-figures-ask"),
    "delayed off-track completed new": ("progress-saved", "progress-fix"),
    "update history lesson": ("help-manager",),
    "update": ("reminder", "progress-photo-kept"),
}
"""Which choices stand together, and the texts they are numbered behind on a plain phone."""

SAMPLES: Final[Mapping[str, Any]] = {
    "after": "Please ask at the district office.",
    "answered": 9,
    "area": "Port-au-Prince",
    "by": "chat",
    "choices": "1 yes, 2 no",
    "code": "P12",
    "cost": "free",
    "count": 4,
    "country": "Papua New Guinea",
    "day": "Wed 30 Dec",
    "ending": "cannot",
    "duty": "programme, water, Turkana (KE)",
    "figure": "1,200 farmers trained",
    "figures": "1,200 farmers trained in total, plan 2,000",
    "from": "Mon 23 Nov",
    "echo": "1,200 farmers",
    "first": "P12",
    "index": 4,
    "kind": "nobody",
    "klass": "S",
    "language": "Kreyòl",
    "learnt": "yes",
    "links": "https://t.me/baraza_bot?start=2ABCDEFGHJ",
    "due": 9,
    "hours": 3,
    "kept": 7,
    "light": "yellow",
    "lines": "P2 on track, P5 late",
    "meaning": "The tap is dry.",
    "megabytes": 20,
    "minutes": 15,
    "mode": "total",
    "name": "Clean Water",
    "next": "yes",
    "no": 1,
    "none": 3,
    "number": "48219307",
    "parts": 2,
    "path": "help",
    "numbers": "48219307, 51770249",
    "part": "morning",
    "phone": "116",
    "place": "Port-au-Prince",
    "post": "Water, Gulf",
    "role": "focal point",
    "ready": "yes",
    "rung": "first",
    "seen": 3,
    "service": "Baraza",
    "slipped": 2,
    "severity": "critical",
    "stand_in": "Health, Gulf",
    "state": "in_progress",
    "sealed": 2,
    "source": "paper",
    "since": "Wed 30 Dec 2026",
    "status": "delayed",
    "target": "2,000",
    "theirs": "Kreyòl",
    "time": "15:05",
    "topic": "roads and transport",
    "total": "1,400",
    "topics": "water 11, health 6, school 4",
    "unit": "farmers",
    "unknown": "P9",
    "until": "Thu 30 Dec 2027",
    "usual": 15,
    "value": "1,200",
    "what": "Danger to life",
    "who": "UN line",
    "when": "ahead",
    "why": "road cut",
    "write": "yes",
    "words": "The tap is dry.",
    "yes": 5,
    "yours": "English",
}

ABOUT: Final = ("name", "english", "direction", "drafted_by", "reviewed_by")
RECEIPT_ARGS: Final = {"number", "day", "cost"}
"""All that a receipt may be made of: whoever holds the phone must not learn what was said."""

NEVER_SAID: Final = re.compile(
    r"\b(abus\w+|accus\w+|anonym\w+|victims?|perpetrators?|survivors?|complain\w*|cases?|confidential\w*"
    r"|nobody will know|we will (?:investigate|punish|fix|send)|are you sure|why did you wait|proof"
    r"|false|rejected|closed|tickets?|users?|beneficiar\w+)\b",
    re.IGNORECASE,
)
PLURALS: Final = {"zero", "one", "two", "few", "many", "other"}
_SMS: Final = re.compile(r"^sms: ([1-9])$", re.MULTILINE)


class _Reader(Visitor):
    """Collects what one pattern uses: variables, their variants, and references."""

    def __init__(self) -> None:
        self.variants: dict[str, set[str | int]] = {}
        self.defaults: dict[str, str] = {}
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variants.setdefault(node.id.name, set())

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.references.add(f"-{node.id.name}")

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        if isinstance(node.selector, ast.VariableReference):
            variants = self.variants.setdefault(node.selector.id.name, set())
            for variant in node.variants:
                key = variant.key
                if isinstance(key, ast.NumberLiteral):
                    variants.add(int(key.value))
                elif variant.default:
                    self.defaults[node.selector.id.name] = key.name
                elif key.name not in PLURALS:
                    variants.add(key.name)
        self.generic_visit(node)


@dataclass(frozen=True, slots=True)
class Text:
    """One message of a catalogue: what it uses and what its comment asks for."""

    variants: Mapping[str, set[str | int]]
    defaults: Mapping[str, str]
    references: set[str]
    comment: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's texts, read; ``broken`` names for each file what cannot be."""

    language: str
    texts: dict[str, Text] = field(default_factory=dict)
    broken: list[tuple[str, str]] = field(default_factory=list)
    source: str = ""


def read(language: str, files: Mapping[str, str]) -> Catalogue:
    """Parse the Fluent files of a language, given by name; what cannot be read is in ``broken``."""
    catalogue = Catalogue(language, source="\n".join(files.values()))
    for name, source in files.items():
        _read_file(catalogue, name, source)
    return catalogue


def _read_file(catalogue: Catalogue, name: str, source: str) -> None:
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
            why = "; ".join(annotation.message or "" for annotation in entry.annotations)
            catalogue.broken.append((name, f"line {line} cannot be read: {why}"))
        elif isinstance(entry, ast.Message | ast.Term):
            prefix = "-" if isinstance(entry, ast.Term) else ""
            comment = (entry.comment.content or "") if entry.comment else ""
            parts: list[tuple[str, ast.Pattern | None]] = [("", entry.value)]
            parts += [(f".{attribute.id.name}", attribute.value) for attribute in entry.attributes]
            for suffix, pattern in parts:
                if pattern is None:
                    continue
                id = f"{prefix}{entry.id.name}{suffix}"
                if id in catalogue.texts:
                    catalogue.broken.append((name, f"{id}: is there twice"))
                reader = _Reader()
                reader.visit(pattern)
                catalogue.texts[id] = Text(
                    reader.variants, reader.defaults, reader.references, comment
                )


def _renderings(
    bundle: FluentBundle, id: str, text: Text, samples: Mapping[str, Any] = SAMPLES
) -> Iterator[str]:
    """Render a text once for every branch it can take. Raises ``LookupError`` if it cannot be."""
    message_id, _, attribute = id.partition(".")
    message = bundle.get_message(message_id)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise LookupError("has no value")
    names = sorted(text.variants)
    unknown = [name for name in names if name not in samples]
    if unknown:
        raise LookupError(f"no sample value for ${unknown[0]} in locales/lint.py")
    values: list[set[Any]] = []
    for name in names:
        sample, variants = samples[name], text.variants[name]
        # Where the sample is one of the variants, it takes another value to reach the default one.
        default = {text.defaults[name]} if sample in variants and name in text.defaults else set()
        values.append({sample} | variants | default)
    for combination in product(*values):
        rendered, errors = bundle.format_pattern(
            pattern, dict(zip(names, combination, strict=True))
        )
        if errors:
            raise LookupError(f"cannot be rendered: {errors[0]}")
        yield re.sub(r" *\n *", "\n", re.sub(" +", " ", str(rendered))).strip()


def plain(own: Catalogue) -> dict[str, str]:
    """Give the texts that have no variables, rendered."""
    bundle = FluentBundle([own.language], use_isolating=False)
    bundle.add_resource(FluentResource(own.source))
    return {
        id: next(_renderings(bundle, id, text))
        for id, text in own.texts.items()
        if not text.variants and not text.references and bundle.has_message(id)
    }


def _numbered(bundle: FluentBundle, own: Catalogue, id: str) -> str:
    """Give what stands behind a text where there are no buttons. Raises ``LookupError``."""
    keys = next((keys.split() for keys, ids in PROMPTS.items() if id in ids), [])
    labels = [f"button-{key}" for key in keys]
    for needed in (*labels, "reply-with") if keys else ():
        if needed not in own.texts:
            raise LookupError(f"is asked with {needed}, which is missing")
    shown = [
        f"{number} {next(_renderings(bundle, label, own.texts[label]))}"
        for number, label in enumerate(labels, 1)
    ]
    if not shown:
        return ""
    sample = str(SAMPLES["choices"])
    behind = next(_renderings(bundle, "reply-with", own.texts["reply-with"]))
    return f" {behind.replace(sample, ', '.join(shown))}"


def room(language: str, given: Mapping[str, str], name: str) -> int:
    """Give how many characters of a value leave every SMS text that uses it in its segments.

    ``given`` holds the country's own values of variables, ``name`` the one that is looked at. At
    most the length of its value; 0 where not even one character fits.
    """
    own = read(language, _files(FOLDER, language))
    reference = read(REFERENCE, _files(FOLDER, REFERENCE))
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(own.source))
    limits: list[tuple[str, Text, int]] = []
    for id, text in own.texts.items():
        theirs = reference.texts.get(id)
        rule = _SMS.search(text.comment) or (_SMS.search(theirs.comment) if theirs else None)
        if rule and name in text.variants:
            limits.append((id, text, int(rule[1])))
    value = given[name]

    def fits(length: int) -> bool:
        samples = {**SAMPLES, **given, name: value[:length]}
        return all(
            segments(rendered + _numbered(bundle, own, id)) <= most
            for id, text, most in limits
            for rendered in _renderings(bundle, id, text, samples)
        )

    return next((length for length in range(len(value), 0, -1) if fits(length)), 0)


def _files(folder: Path, language: str) -> dict[str, str]:
    files = sorted((folder / language).glob("*.ftl"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _compare(own: Catalogue, reference: Catalogue) -> Iterator[str]:
    """Compare ids and variables with the reference; check references."""
    for id in reference.texts.keys() - own.texts.keys():
        yield f"{id}: is missing"
    for id, text in own.texts.items():
        for target in sorted(text.references - own.texts.keys()):
            yield f"{id}: refers to {target}, which is not there"
        theirs = reference.texts.get(id)
        if theirs is None:
            yield f"{id}: is not in {reference.language}"
        elif text.variants.keys() != theirs.variants.keys():
            ours, want = (sorted(f"${name}" for name in x.variants) for x in (text, theirs))
            yield f"{id}: uses {' '.join(ours) or 'no variable'}, not {' '.join(want) or 'none'}"


def _measure(own: Catalogue, reference: Catalogue) -> Iterator[str]:
    """Render every text, and check those that have to fit an SMS or a button."""
    bundle = FluentBundle([own.language], use_isolating=False)
    bundle.add_resource(FluentResource(own.source))
    for id, text in own.texts.items():
        if id.startswith("-"):
            continue
        theirs = reference.texts.get(id)
        rule = _SMS.search(text.comment) or (_SMS.search(theirs.comment) if theirs else None)
        comments = text.comment.splitlines() + (theirs.comment.splitlines() if theirs else [])
        button = id.startswith("button-") or "button" in comments
        try:
            texts = set(_renderings(bundle, id, text))
            tail = _numbered(bundle, own, id) if rule else ""
        except LookupError as error:
            yield f"{id}: {error}"
            continue
        if "sms:" in text.comment and not _SMS.search(text.comment):
            yield f"{id}: its comment is not of the form “sms: 1”"
        if rule:
            worst = max((one + tail for one in texts), key=lambda t: (segments(t), len(t)))
            count = segments(worst)
            if count > int(rule[1]):
                strange = "".join(sorted({c for c in worst if not septets(c)}))
                why = f", {len(strange)} not in GSM 03.38: {strange[:20]}" if strange else ""
                yield (
                    f"{id}: {count} segments, may be {rule[1]} "
                    f"({len(worst)} characters{why}): {worst}"
                )
        if button:
            longest = max(texts, key=len)
            if len(longest) > BUTTON_CHARS:
                yield f"{id}: {len(longest)} characters, may be {BUTTON_CHARS}: {longest}"
        if own.language == REFERENCE:
            for said in sorted({m.group() for t in texts for m in NEVER_SAID.finditer(t)}):
                yield f"{id}: says “{said}”, which is never said"
        if id.startswith("receipt") and (betrayed := text.variants.keys() - RECEIPT_ARGS):
            yield f"{id}: a receipt must not tell ${sorted(betrayed)[0]}"


def _said(word: str) -> str:
    """Give a word as it is compared; signs (👍) stand for themselves."""
    return fold(word) or word.strip()


def _keys(tables: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Give the tables of ``_typed`` that are tables of lists of words."""
    return {
        name: {
            key: [w for w in words if isinstance(w, str)]
            for key, words in table.items()
            if isinstance(words, list)
        }
        for name, table in tables.items()
        if isinstance(table, Mapping)
    }


def _keywords(
    own: Mapping[str, Any],
    reference: Mapping[str, Any],
    labels: Mapping[str, str],
    stop: set[str],
) -> Iterator[str]:
    """Check that keys are those of the reference, and that no word means two things at once.

    Open together are all commands; the choices of one prompt, with their labels; the words of
    progress. STOP comes before any answer and in any language: no answer may be a word for it.
    """
    ours, theirs = _keys(own), _keys(reference)
    flat, wanted = (
        {f"{name}.{key}" for name, table in tables.items() if name != "languages" for key in table}
        for tables in (ours, theirs)
    )
    yield from (f"{key}: is missing" for key in sorted(wanted - flat))
    yield from (f"{key}: is not in {REFERENCE}" for key in sorted(flat - wanted))
    commands, choices = ours.get("commands", {}), ours.get("choices", {})
    answers = {
        key: [*choices.get(key, ()), *([labels[key]] if key in labels else ())]
        for key in {*choices, *labels}
    }
    together = [commands, ours.get("progress", {})]
    together += [{k: answers.get(k, []) for k in keys.split()} for keys in PROMPTS]
    found = {
        f"{key}: “{word}” is a word for STOP, which comes first"
        for key, words in answers.items()
        if key != "stop"
        for word in words
        if _said(word) in stop
    }
    for group in together:
        meaning: dict[str, str] = {}
        for key, words in group.items():
            for word in words:
                first = meaning.setdefault(_said(word), key)
                if first != key:
                    found.add(f"{key}: “{word}” already means {first}")
    yield from sorted(found)


def _typed(folder: Path, findings: list[str]) -> dict[str, Any]:
    """Read all that people type in a language: words of command, answers, words of progress."""
    progress = folder / "progress.toml"
    more = _toml(progress, findings) if progress.exists() else {}
    return {**_toml(folder / "keywords.toml", findings), **more}


def _toml(path: Path, findings: list[str]) -> dict[str, Any]:
    """Read one TOML file; what is wrong with it goes to ``findings``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        findings.append("is missing")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        findings.append(f"cannot be read: {error}")
    return {}


def lint(folder: Path = FOLDER) -> list[str]:
    """Check every language under ``folder``; give what is wrong, ``file: finding``."""
    findings: list[str] = []

    def note(language: str, name: str, found: list[str]) -> None:
        findings.extend(f"locales/{language}/{name}: {finding}" for finding in found)

    def catalogue(language: str) -> Catalogue:
        return read(language, _files(folder, language))

    languages = sorted(path.parent.name for path in folder.glob("*/about.toml"))
    folders = sorted(
        path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("_")
    )
    for language in sorted({*folders, REFERENCE} - set(languages)):
        note(language, "about.toml", ["is missing"])
    if REFERENCE not in languages:
        return findings

    reference = catalogue(REFERENCE)
    keywords = {language: _typed(folder / language, []) for language in languages}
    stop = {
        _said(word)
        for tables in keywords.values()
        for word in _keys(tables).get("commands", {}).get("stop", ())
    }
    for language in languages:
        found: list[str] = []
        about = _toml(folder / language / "about.toml", found)
        found += [f"{key} is missing" for key in ABOUT if key not in about]
        found += [f"{key} is empty" for key in ABOUT[:4] if about.get(key) == ""]
        if about.get("direction", "ltr") not in {"ltr", "rtl"}:
            found.append("direction must be ltr or rtl")
        note(language, "about.toml", found)

        own = catalogue(language)
        for name, finding in own.broken:
            note(language, name, [finding])
        if own.texts:
            found = sorted(_compare(own, reference)) + list(_measure(own, reference))
        else:
            found = ["are missing or empty"]
        note(language, "*.ftl", found)

        found = []
        words = _typed(folder / language, found)
        labels = {
            id.removeprefix("button-"): label
            for id, label in plain(own).items()
            if id.startswith("button-")
        }
        found += _keywords(words, keywords[REFERENCE], labels, stop) if words else []
        note(language, "keywords.toml", found)

        found = []
        _toml(folder / language / "flags.toml", found)
        note(language, "flags.toml", found)
    return findings


def main() -> int:
    """Print every finding; give 1 if there is any, for the shell."""
    findings = lint()
    for finding in findings:
        print(finding)
    languages = sum(1 for _ in FOLDER.glob("*/about.toml"))
    print(f"{languages} languages, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
