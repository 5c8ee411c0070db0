"""What is said and what is understood, in every language Baraza speaks.

The words a village elder types, the words a person in danger reads, on the cheapest phone: they
fit into one SMS, they betray nothing, and every answer a message asks for is understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import ast
from hypothesis import example, given
from hypothesis import strategies as st

import locales
from locales import keywords, texts
from locales.lint import PROMPTS, SAMPLES
from locales.sms import segments, septets

LANGUAGES = locales.languages()
SHOWN = [tuple(keys.split()) for keys in PROMPTS]
PROMPTS_MET = sorted(
    {
        *SHOWN,
        ("yes", "no"),
        ("yes", "no", "skip"),
        ("yes", "no", "not-sure"),
        ("call-woman", "call-anyone", "no"),
        ("call-anyone", "no"),
        ("morning", "midday", "evening", "skip"),
        ("remove", "keep"),
        ("on-track", "delayed", "off-track", "completed", "right"),
        ("total", "new"),
        ("mine", "cannot"),
        ("answer", "hand-over", "done"),
    }
)
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
GSM_LANGUAGES = [code for code in LANGUAGES if code != "ar"]

# practice.md, "Never said", in each language: what they reported, promises we cannot keep, doubt.
NEVER_SAID = {
    "en": r"abus\w*|complain\w*|victim\w*|cases?|accus\w*|confidential\w*|anonym\w*|"
    r"nobody will know|investigat\w*|punish\w*|are you sure|why did you|proof|false|rejected|"
    r"closed",
    "fr": r"abus\w*|plaintes?|victime\w*|cas|dossiers?|accus\w*|confidentiel\w*|anonym\w*|"
    r"personne ne saura|enqu[eê]t\w*|puni\w*|preuves?|faux|fausse|rejet\w*|clos|ferm[ée]\w*|"
    r"pourquoi avez-vous|vous [eê]tes s[uû]r\w*",
    "ar": r"\w*شكوى|\w*شكاوى|\w*ضحية|\w*ضحايا|\w*إساءة|\w*اعتداء|\w*قضية|\w*متهم\w*|سري\w*|السرية|"
    r"\w*مجهول\w*|لن يعرف أحد|\w*تحقيق\w*|\w*نعاقب|هل أنتم متأكدون|\w*دليل|\w*إثبات|كاذب\w*|"
    r"مرفوض\w*|مغلق\w*",
    "sw": r"unyanyas\w*|malalamiko|lalamiko|mwathiri\w*|waathiri\w*|kesi|mtuhumiwa|siri|bila jina|"
    r"hakuna atakayejua|chunguz\w*|tutachunguza|adhibu|tutaadhibu|ushahidi|uongo|"
    r"\w+kataliwa|\w+fungwa",
    "ht": r"abi\w*|plent\w*|viktim\w*|akize\w*|konfidansyèl\w*|anonim\w*|pèsonn p ap konnen|sekrè|"
    r"ankèt\w*|pini\w*|prèv|fo|manti|rejte\w*|fèmen\w*|ou sèten|poukisa ou te",
}


def words_of(language: str, table: str, key: str) -> list[str]:
    """What ``keywords.toml`` lists."""
    file = texts.FOLDER / language / "keywords.toml"
    return list(texts.read_toml(file)[table].get(key, ()))


@cache
def arguments(language: str) -> Mapping[str, object]:
    """Values as long as they come: the longest day of the year, flag, and status."""
    names = [id for id in ids() if id.startswith("flag-")]
    return {
        **SAMPLES,
        **dict.fromkeys(
            (
                *("answered", "count", "due", "hours", "index", "kept", "megabytes", "minutes"),
                *("no", "none", "slipped", "usual", "yes"),
            ),
            15,
        ),
        "by": "chat",
        "choices": "1 2",
        "code": "P12",
        "cost": "free",
        "country": "Papua New Guinea",
        "day": max((locales.day(language, one) for one in DAYS), key=len),
        "ending": "cannot",
        "figure": "1,200 xxxxxxx xxxxxxx",
        "figures": "1,200 xxxxxxx xxxxxxx xx xxxxx, xxxx 2,000",
        "learnt": "yes",
        "echo": "1,200 xxxxxxx",
        "first": "P12",
        "light": "yellow",
        "lines": "P2",
        "meaning": "...",
        "mode": "total",
        "name": "Clean Water",
        "number": "48219307",
        "parts": 3,
        "path": "help",
        "part": "morning",
        "next": "yes",
        "phone": "8001160",
        "place": "Port-au-Prince",
        "post": "Water, Gulf",
        "rung": "next",
        "service": "Baraza",
        "sealed": 15,
        "severity": "critical",
        "since": max((locales.day(language, one) for one in DAYS), key=len) + " 2026",
        "source": "paper",
        "state": "reopened",
        "status": max(
            (
                locales.text(language, f"button-{key}")
                for key in ("on-track", "delayed", "off-track", "completed")
            ),
            key=len,
        ),
        "target": "2,000",
        "theirs": "Kreyol",
        "topic": "xxxxxxx",
        "time": "15:05",
        "total": "1,400",
        "unit": "xxxxxxx",
        "unknown": "P9",
        "value": "1,200",
        "what": max((locales.text(language, name) for name in names), key=len),
        "when": "late",
        "why": "road cut",
        "words": "...",
        "yours": "English",
    }


@cache
def messages(language: str) -> Mapping[str, ast.Message]:
    return {message.id.name: message for message in texts.read_folder(texts.FOLDER / language)}


def ids() -> list[str]:
    return list(messages("en"))


def parts(message: ast.Message) -> texts._Parts:
    found = texts._Parts()
    found.visit(message)
    return found


def renderings(
    language: str, id: str, message: ast.Message, values: Mapping[str, object]
) -> Iterator[str]:
    """A text in every shape its selects can give it."""
    found = parts(message)
    options = [
        [(name, values[name]), *((name, int(key) if key.isdigit() else key) for key in keys)]
        for name, keys in found.selectors.items()
    ]
    for chosen in product(*options):
        args = {name: {**values, **dict(chosen)}[name] for name in found.variables}
        yield locales.text(language, id, args)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of our own, read afresh."""

    def forget() -> None:
        for module in (texts, keywords):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    monkeypatch.setattr(keywords, "FOLDER", tmp_path)
    forget()
    yield tmp_path
    forget()


def write(folder: Path, language: str, source: str) -> Path:
    file = folder / language / "messages.ftl"
    file.parent.mkdir(exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return file


# --- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_variables(language: str) -> None:
    own, english = messages(language), messages("en")
    assert own.keys() == english.keys()
    for id, message in english.items():
        assert parts(own[id]).variables.keys() == parts(message).variables.keys(), id
        assert parts(own[id]).selectors.keys() == parts(message).selectors.keys(), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_their_sms_with_the_choices_a_person_is_offered(language: str) -> None:
    own, english, values = messages(language), messages("en"), arguments(language)
    offered = {id: keys.split() for keys, found in PROMPTS.items() for id in found}
    measured = 0
    for id, message in own.items():
        comments = [c.content or "" for c in (message.comment, english[id].comment) if c]
        limit = re.search(r"sms: (\d)", "\n".join(comments))
        if limit is None:
            continue
        tail = ""
        if keys := offered.get(id):
            numbered = [
                f"{n} {locales.text(language, f'button-{k}')}" for n, k in enumerate(keys, 1)
            ]
            tail = " " + locales.text(language, "reply-with", {"choices": ", ".join(numbered)})
        for said in renderings(language, id, message, values):
            assert segments(said + tail) <= int(limit[1]), f"{id}: {len(said + tail)} {said + tail}"
            measured += 1
    assert measured > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_in_danger_is_asked_takes_two_sms_at_most(language: str) -> None:
    own, values = messages(language), arguments(language)
    offered = {id: keys.split() for keys, found in PROMPTS.items() for id in found}
    for id in "safe-now may-call may-call-now help-now good-time call-agreed call-declined".split():
        numbered = [
            f"{n} {locales.text(language, f'button-{k}')}"
            for n, k in enumerate(offered.get(id, ()), 1)
        ]
        tail = locales.text(language, "reply-with", {"choices": ", ".join(numbered)})
        for said in renderings(language, id, own[id], values):
            assert segments(f"{said} {tail if numbered else ''}".strip()) <= 2, id


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_have_twenty_characters_at_most(language: str) -> None:
    labels = [locales.text(language, id) for id in ids() if id.startswith("button-")]
    assert labels
    assert [label for label in labels if len(label) > 20] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_what_is_never_said(language: str) -> None:
    never, values = (
        re.compile(rf"\b(?:{NEVER_SAID[language]})\b", re.IGNORECASE),
        arguments(language),
    )
    for id, message in messages(language).items():
        for said in renderings(language, id, message, values):
            assert not never.search(said), f"{id}: {said}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_a_gap_or_a_placeholder(language: str) -> None:
    values = arguments(language)
    for id, message in messages(language).items():
        for said in renderings(language, id, message, values):
            assert said == said.strip(), id
            assert not re.search(r"  | \n|\n | [.,،]|[{}$\x00]|\.\.$", said.replace("...", "")), (
                said
            )


EXPECTED_WORDS = {
    "no-contact": "status",
    "closing": "status delete stop",
    "help": "status delete other language stop",
    "stale-button": "status",
    "not-understood": "help",
    "enrolled": "next digest help",
    "not-yours": "next",
    "mine": "answer",
    "mine-sealed": "answer",
    "answer-which": "answer",
    "answer-sent": "done",
    "answer-kept": "status",
    "digest-code-mail": "digest",
    "digest-duty-you": "away",
    "digest-how": "digest",
    "digest-mail-foot": "digest",
    "digest-more": "next",
    "help-staff": "next digest answer done hand_over language stop",
    "help-manager": "update history fix lesson language stop",
    "progress-saved": "fix",
    "roster-help": "ready cannot not_ours place away back",
    "roster-help-head": "staff invite suspend duty",
    "roster-not-enrolled": "start",
    "roster-moved": "next",
    "roster-none-found": "staff",
    "roster-more-lines": "staff",
    "roster-away-noted": "back",
    "roster-away-now": "back",
    "roster-away-unclear": "away",
    "progress-fix": "fix",
    "progress-nothing": "update",
    "lesson-none": "lesson",
    "opening-opened": "next digest",
    "entry-enrolled": "enter history help",
    "entry-help": "enter history language stop",
    "entry-again": "enter",
    "entry-none": "enter",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("id", "keys"), EXPECTED_WORDS.items())
def test_the_words_a_text_tells_people_to_send_are_understood(
    language: str, id: str, keys: str
) -> None:
    values = {**arguments(language), "words": "", "what": "", "post": "", "place": "", "name": ""}
    for said in renderings(language, id, messages(language)[id], values):
        words = [word if word == word.upper() else "" for word in re.findall(r"[\w']+", said)]
        runs = [words[at : at + size] for size in (1, 2, 3) for at in range(len(words))]
        told = [" ".join(run) for run in runs if all(run)]
        understood = {found[0] for word in told if (found := locales.command(word, language))}
        assert set(keys.split()) <= understood, said


def test_counts_take_the_plural_of_the_language() -> None:
    def head(language: str, count: int) -> str:
        args = {"part": "morning", "country": "X", "day": "Y", "count": count}
        return locales.text(language, "digest-head", args).split("Y. ")[1]

    assert head("en", 1) == "1 needs you."
    assert head("en", 4) == "4 need you."
    arabic = [head("ar", count) for count in (0, 1, 2, 3, 11, 100)]
    assert len(set(arabic)) == 6
    assert "3 أمور" in arabic[3]
    assert head("ht", 1) == "1 bezwen ou."


def test_numbers_are_grouped_without_a_letter_that_doubles_the_sms() -> None:
    said = locales.text("fr", "digest-late", {"count": 12000})
    assert said == "EN RETARD 12 000"
    assert all(septets(letter) for letter in said)


def test_words_of_people_go_in_untouched_however_long() -> None:
    words = 'two  spaces,\n a line, { $number } and "quotes" ' * 200
    said = locales.text("en", "more-said", {"number": "48219307", "words": words})
    assert said == f'48219307: they wrote again. "{words}"'


def test_an_empty_select_leaves_no_gap() -> None:
    args: dict[str, object] = {"day": "Tue 1 Dec", "number": "48219307", "cost": "paid"}
    assert "48219307. Can we" in locales.text("en", "receipt", args)


def test_an_unknown_text_or_a_missing_variable_is_an_error_at_once() -> None:
    assert not locales.has_text("no-such-text")
    with pytest.raises(KeyError):
        locales.text("en", "no-such-text")
    with pytest.raises(KeyError, match=r"needs \$number"):
        locales.text("en", "more-said-sealed")
    with pytest.raises(TypeError):
        locales.text("en", "more-said-sealed", {"number": None})


def test_a_language_or_a_text_that_is_missing_is_said_in_english(folder: Path) -> None:
    write(folder, "en", "hello = Hello\nbye = Goodbye { $name }\n")
    write(folder, "fr", "hello = Bonjour\n")
    assert locales.languages() == ("en", "fr")
    assert locales.text("fr", "hello") == "Bonjour"
    assert locales.text("fr", "bye", {"name": "X"}) == "Goodbye X"
    assert locales.text("xx", "hello") == "Hello"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("hello = Hello\n\nbroken { $x\n", r"messages\.ftl:3: cannot be read"),
        ("hello = Hello\nhello = Again\n", r"messages\.ftl:2: hello is there twice"),
        ("hello = { -brand }\n", "not"),
        ("-brand = Baraza\n", "terms"),
        ("hello = { other }\nother = x\n", "not"),
        ("hello = { NUMBER($x) }\n", "not"),
        ("hello =\n    .title = x\n", "needs words"),
    ],
)
def test_what_fluent_would_drop_in_silence_fails_the_load(
    folder: Path, source: str, why: str
) -> None:
    write(folder, "en", "hello = Hello\n")
    write(folder, "fr", source)
    with pytest.raises(locales.LocaleError, match=why) as caught:
        locales.text("fr", "hello")
    assert "fr" in str(caught.value)


def test_word_lists_that_cannot_be_meant_fail_the_load(folder: Path) -> None:
    file = write(folder, "en", "hello = Hello\n").parent / "keywords.toml"
    for wrong in ('[commands]\nhalt = ["x"]', '[words]\nx = ["x"]', '[choices]\nyes = "y"', "["):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(locales.LocaleError, match="keywords"):
            locales.command("x", "en")
    file.write_text("", encoding="utf-8")
    for wrong in ('[commands]\nstop = ["x"]', '[progress]\ndelayed = "y"', "["):
        (file.parent / "progress.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(locales.LocaleError, match="progress"):
            locales.progress_words("en")


def test_a_language_that_babel_lacks_takes_the_plural_rule_of_its_own(folder: Path) -> None:
    write(folder, "en", "n = { $n ->\n    [one] one\n   *[other] more\n }\n")
    file = write(folder, "qq", "n = { $n ->\n    [two] pair\n   *[other] some\n }\n")
    about = file.parent / "about.toml"
    about.write_text('plural_rules = { two = "n is 2" }', encoding="utf-8")
    assert [locales.text("qq", "n", {"n": n}) for n in (1, 2)] == ["some", "pair"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("fr-CA", "fr"),
        ("ar_EG", "ar"),
        ("SW", "sw"),
        ("swh", "sw"),
        ("hat", "ht"),
        ("pt-BR", "en"),
        ("und", "en"),
        ("", "en"),
        ("\x00\ud800", "en"),
    ],
)
def test_a_tag_finds_the_closest_language(tag: str, code: str) -> None:
    assert locales.closest(tag) == code


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tue 1 Dec"),
        ("fr", "mardi 1 déc"),
        ("sw", "Jumanne 1 Des"),
        ("ht", "madi 1 des"),
        ("ar", "الثلاثاء 1 ديسمبر"),
        ("xx", "Tue 1 Dec"),
    ],
)
def test_a_day_carries_its_weekday(language: str, said: str) -> None:
    assert locales.day(language, date(2026, 12, 1)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_days_of_a_year_read_the_same(language: str) -> None:
    assert len({locales.day(language, one) for one in DAYS}) == 365


@pytest.mark.parametrize("language", GSM_LANGUAGES)
def test_no_day_of_the_year_halves_the_room_of_an_sms(language: str) -> None:
    strange = {c for one in DAYS for c in locales.day(language, one) if not septets(c)}
    assert strange == set()


def test_a_time_of_day_has_four_digits() -> None:
    assert locales.clock("en", datetime(2026, 12, 1, 4, 9, 59, tzinfo=UTC)) == "04:09"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_whose_it_is(language: str) -> None:
    about = locales.about(language)
    assert about.code == language
    assert about.direction == ("rtl" if language == "ar" else "ltr")
    with pytest.raises(KeyError):
        locales.about("xx")


# --- what is understood: answers ------------------------------------------------------------------


def answers(language: str, key: str) -> list[str]:
    return [locales.text(language, f"button-{key}"), *words_of(language, "choices", key)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", PROMPTS_MET)
def test_every_answer_is_understood_in_whatever_language_we_asked(
    language: str, prompt: tuple[str, ...]
) -> None:
    for key in prompt:
        for word in answers(language, key):
            for typed in (word, word.upper(), f"  {word}!! ", f"{word} 🙏"):
                if word.isprintable() and not keywords.fold(word) and typed.endswith("🙏"):
                    continue
                for asked_in in LANGUAGES:
                    assert locales.choice(typed, prompt, asked_in) == key, (typed, asked_in)


@pytest.mark.parametrize(
    ("said", "keys", "meant"),
    [
        ("wi", "yes no", "yes"),
        ("Ndiyo.", "yes no", "yes"),
        ("نعم", "yes no", "yes"),
        ("نَعَم", "yes no", "yes"),
        ("OUI!!!", "yes no", "yes"),
        ("yesss", "yes no", "yes"),
        ("👍🏾", "yes no", "yes"),
        ("👍👍", "yes no", "yes"),
        ("👎", "yes no", "no"),
        ("NON, pa kounye a", "yes no", "no"),
        ("yes", "call-woman call-anyone no", "call-woman"),
        ("yes", "call-anyone no", "call-anyone"),
        ("oui", "remove keep", "remove"),
        ("hapana", "remove keep", "keep"),
        ("delete", "remove keep", "remove"),
        ("futa", "remove keep", "remove"),
        ("yes", "on-track delayed off-track completed right", "right"),
        ("terminé", "on-track delayed off-track completed right", "completed"),
        ("لا", "mine cannot", "cannot"),
        ("Kiswahili", "en fr ar sw ht", "sw"),
        ("kreyol", "en fr ar sw ht", "ht"),
        ("عربي", "en ar", "ar"),
    ],
)
def test_answers_are_understood_as_people_write_them(said: str, keys: str, meant: str) -> None:
    assert locales.choice(said, keys.split(), "en") == meant


@pytest.mark.parametrize(
    "said",
    [
        "no water in the village",
        "yes the pump is broken again",
        "non il n'y a pas d'eau",
        "hapana maji hapa kijijini",
        "the man said no",
        "👍👎",
        "yes no",
        "",
        "   ",
        "?",
        "yes " * 40,
    ],
)
def test_an_answer_is_never_a_word_out_of_a_sentence(said: str) -> None:
    assert locales.choice(said, ("yes", "no", "not-sure"), "en") is None


def test_an_answer_that_was_not_offered_is_none() -> None:
    assert locales.choice("yes", ("total", "new"), "en") is None
    assert locales.choice("morning", ("yes", "no"), "en") is None
    assert locales.choice("yes", (), "en") is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2", 2),
        (" 2. ", 2),
        ("2)", 2),
        ("(2)", 2),
        ("#2", 2),
        ("٢", 2),
        ("۲", 2),
        ("2️⃣", 2),
        ("２", 2),
        ("48219307", 48219307),
        ("two", None),
        ("2 3", None),
        ("2.5", None),
        ("-2", None),
        ("+254712345678", None),
        ("2 wells", None),
        ("1" * 5000, None),
        ("", None),
    ],
)
def test_a_number_alone_is_a_number_in_any_digits(said: str, meant: int | None) -> None:
    assert locales.number(said) == meant


# --- what is understood: words of command ---------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_command_works_whatever_language_we_speak(language: str) -> None:
    for key in keywords.COMMANDS:
        words = words_of(language, "commands", key)
        assert words, key
        for word in words:
            for asked_in in LANGUAGES:
                for typed in (word, word.upper(), f" {word}. ", f"/{word}"):
                    assert locales.command(typed, asked_in) == (key, ""), (typed, asked_in)


@pytest.mark.parametrize(
    "word",
    "STOP stop Stop! STOPALL unsubscribe arrêt ARRET optout توقف إلغاء قف acha SIMAMA sitisha "
    "kanpe sispann rete".split(),
)
def test_stop_is_understood_everywhere(word: str) -> None:
    assert {locales.command(word, language) for language in (*LANGUAGES, "xx")} == {("stop", "")}


@pytest.mark.parametrize(
    "said",
    [
        "please stop the beating",
        "stop the beating",
        "they stop us at the gate",
        "END",
        "cancel",
        "yes",
        "help me",
        "aidez-moi",
        "nisaidie",
        "status of women in our village is bad",
        "done nothing for us",
        "done 3 wells this week",
        "mine is broken",
        "delete my name from that list or else",
        "language problems at school",
        "start school again",
        "remove the landmine near 482193 road",
        "other children are sick",
        "next week they come back",
        "answer my question please",
        "acha kunipiga",
        "kanpe sou wout la",
        "توقف الماء منذ أسبوع",
        "fini nan dlo",
        "",
        "/",
        "...",
    ],
)
def test_a_sentence_is_never_a_command(said: str) -> None:
    assert [locales.command(said, language) for language in LANGUAGES] == [None] * len(LANGUAGES)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("STATUS 48219307", ("status", "48219307")),
        ("statut", ("status", "")),
        ("estati 48219307", ("status", "48219307")),
        ("/status", ("status", "")),
        ("/status@BarazaBot 48219307", ("status", "48219307")),
        ("hali", ("status", "")),
        ("status 4821 9307", ("status", "48219307")),
        ("Status: 4821-9307.", ("status", "48219307")),
        ("STATUS48219307", ("status", "48219307")),
        ("متابعة ٤٨٢١٩٣٠٧", ("status", "48219307")),
        ("futa 48219307", ("delete", "48219307")),
        ("R Boat team is coming", ("answer", "Boat team is coming")),
        ("r 48219307 Boat  team\nis coming ", ("answer", "48219307 Boat  team\nis coming")),
        ("R48219307 coming", ("answer", "48219307 coming")),
        ("رد ٤٨٢١٩٣٠٧ القارب قادم", ("answer", "48219307 القارب قادم")),
        ("reply 48219307 we come", ("answer", "48219307 we come")),
        ("DONE 48219307", ("done", "48219307")),
        ("fini 48219307 ponp lan mache", ("done", "48219307 ponp lan mache")),
        ("hand over 48219307", ("hand_over", "48219307")),
        ("/hand_over 48219307", ("hand_over", "48219307")),
        ("HAND 48219307", ("hand_over", "48219307")),
        ("mine #48219307", ("mine", "48219307")),
        ("i cannot 48219307", ("cannot", "48219307")),
        ("language french", ("language", "fr")),
        ("lugha Kiswahili", ("language", "sw")),
        ("LANG kreyòl", ("language", "ht")),
        ("/start k7fq-2m", ("start", "k7fq-2m")),
        ("START K7FQ2M", ("start", "K7FQ2M")),
        ("/start", ("start", "")),
    ],
)
def test_a_command_carries_what_stands_after_it(said: str, meant: tuple[str, str]) -> None:
    assert {locales.command(said, language) for language in LANGUAGES} == {meant}


def test_an_answer_of_any_length_keeps_every_word() -> None:
    words = "The boat leaves at four. " * 400
    assert locales.command(f"R 48219307 {words}", "en") == ("answer", f"48219307 {words.strip()}")


# --- what is understood: words of progress --------------------------------------------------------

PROGRESS_KEYS = {
    *("on-track", "delayed", "off-track", "completed", "fine", "waiting", "stopped", "finished"),
    *("delayed-maybe", "on-track-maybe", "unsure", "aside", "past", "would", "mistaken"),
    *("total", "new", "more", "not", "partly", "planned", "other", "percent", "of", "until"),
    *("and", "but", "small", "now", "between", "project", "recovered", "thing"),
}


def test_words_of_progress_are_there_in_every_language_and_mean_one_thing() -> None:
    for language in (*LANGUAGES, None):
        words = locales.progress_words(language)
        assert words.keys() == PROGRESS_KEYS
        meant: dict[str, str] = {}
        for key, phrases in words.items():
            assert phrases
            for phrase in phrases:
                assert phrase == (locales.fold(phrase) or phrase)  # 👍
                assert meant.setdefault(phrase, key) == key, (language, phrase)


@pytest.mark.parametrize(
    "words", ["[values]\none = 1\n", '[values]\none = "x"\n[times]\n', "values = 1\n[times]\n"]
)
def test_a_file_of_numbers_that_are_none_says_which(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "numbers.toml").write_text(words, encoding="utf-8")
    monkeypatch.setattr(keywords, "FOLDER", tmp_path)
    keywords.number_words.cache_clear()
    with pytest.raises(locales.LocaleError, match=r"numbers\.toml"):
        locales.number_words()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_we_show_a_manager_are_words_of_progress(language: str) -> None:
    words = locales.progress_words(language)
    for key in ("on-track", "delayed", "off-track", "completed"):
        assert locales.fold(locales.text(language, f"button-{key}")) in words[key]
    for id in ("manager-enrolled", "help-manager", "progress-fix-none"):
        said = locales.fold(locales.text(language, id, {"code": "P2", "name": "X"}))
        assert any(f" {phrase} " in said for phrase in words["on-track"]), said


# --- any string at all ----------------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=300)
READERS: list[Callable[[str], object]] = [
    locales.fold,
    locales.number,
    locales.closest,
    lambda text: locales.command(text, "en"),
    lambda text: locales.command(f"R {text}", "ar"),
    lambda text: locales.command(f"status {text}", "fr"),
    lambda text: locales.choice(text, ("yes", "no", "skip"), "sw"),
    lambda text: locales.choice(text, (text,), text),
]


@given(ANY_TEXT)
@example("\x00\ud800 stop")
@example("R\ud83d")
@example("1" * 300)
@example("²³")
@example("status ²²²²²²²²")
@example("/@@@")
def test_any_string_is_read_without_an_error(text: str) -> None:
    for read in READERS:
        read(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = locales.fold(text)
    assert locales.fold(once) == once


@pytest.mark.parametrize("text", ["x" * 10_000_000, "R " + "a " * 1_000_000, " " * 1_000_000])
def test_a_text_that_is_far_too_long_is_read_all_the_same(text: str) -> None:
    assert locales.choice(text, ("yes", "no"), "en") is None
    assert locales.number(text) is None
    assert len(locales.fold(text)) <= len(text)
    assert (locales.command(text, "en") is None) == (not text.startswith("R "))


def test_marks_out_of_order_cannot_keep_us_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unicode sorts a run of marks in quadratic time: it never gets a long one from us."""
    lengths: list[int] = []

    def normalize(form: str, piece: str) -> str:
        lengths.append(len(piece))
        return piece

    monkeypatch.setattr(unicodedata, "normalize", normalize)
    assert locales.fold("\u0301\u0316" * 50_000) == ""
    locales.number("\u0301\u0316" * 50_000)
    locales.choice("\u0301\u0316" * 50_000, ("yes",), "en")
    locales.command("R " + "\u0301\u0316" * 50_000, "en")
    assert max(lengths) <= 1000
