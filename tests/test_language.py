"""What identification promises: the right language where it can be known, ``und`` where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import lexicon
from handlers.language import Guess, identify, readable


@pytest.mark.parametrize(
    ("tag", "country", "text"),
    [
        ("en", "KE", "There is no water in our village since Monday"),
        ("sw", "KE", "Hatuna maji kijijini kwetu tangu Jumatatu"),
        ("fr", "HT", "Il n'y a pas d'eau dans notre quartier"),
        ("ht", "HT", "Nou pa gen dlo nan katye nou an"),
        ("ht", "HT", "nou bezwen manje"),
        ("ht", "HT", "n ap mouri grangou souple ede nou"),
        ("ht", "", "Mwen ta renmen konnen ki kote m ka jwenn yon tant"),
        ("ar", "YE", "لا يوجد ماء في قريتنا منذ أسبوع"),
        ("ar", "SY", "ما في مي بالمخيم من يومين"),
        ("es", "PE", "No tenemos agua en la comunidad desde el lunes"),
        ("fil", "PH", "Wala kaming tubig sa aming barangay"),
        ("fa", "AF", "ما در قریه خود آب آشامیدنی نداریم"),
        ("bn", "BD", "আমাদের গ্রামে পানি নেই"),
        ("my", "MM", "ကျွန်တော်တို့ရွာမှာ ရေမရှိဘူး"),
        ("km", "KH", "ភូមិយើងគ្មានទឹកទេ"),
        ("lo", "LA", "ບ້ານຂອງພວກເຮົາບໍ່ມີນ້ຳ"),
        ("am", "ET", "በመንደራችን ውሃ የለም እባካችሁ እርዱን"),
        ("rw", "RW", "Nta mazi dufite mu mudugudu wacu kuva ku wa mbere"),
        ("so", "SO", "Biyo kuma hayno tuuladeena tan iyo Isniintii"),
    ],
)
def test_a_plain_message_is_recognised(tag: str, country: str, text: str) -> None:
    assert identify(text, country).language == tag


def test_haitian_creole_is_told_from_french_in_one_country() -> None:
    assert identify("Nou pa gen lekòl pou timoun yo", "HT").language == "ht"
    assert identify("Nous n'avons pas d'école pour les enfants", "HT").language == "fr"


def test_a_mixed_message_gives_its_main_language() -> None:
    text = "Tunahitaji maji safi kijijini kwa watoto wetu, please help"
    assert identify(text, "KE").language == "sw"


def test_what_a_person_wrote_before_settles_what_is_unclear() -> None:
    assert identify("ok 12", "KE", before="sw").language == "sw"
    assert identify("Baimuru", "", before="sw").language == "sw"


def test_what_a_person_wrote_before_does_not_outweigh_the_text() -> None:
    text = "There is no water in our village since Monday"
    assert identify(text, "KE", before="sw").language == "en"


@pytest.mark.parametrize("text", ["", " ", "123", "?!", "\x00", "😀"])
def test_no_words_no_language(text: str) -> None:
    assert identify(text, "HT").language == "und"


def test_the_country_decides_between_neighbours() -> None:
    text = "Kampung kami tidak ada air bersih sejak hari Senin"
    assert identify(text, "ID").language == "id"


@pytest.mark.parametrize(
    "text",
    ["\ud800", "\x00\x01", "a\ufffe\uffff", "x" * 1_000_000, "\U0010ffff" * 50, "\ufdd0 water"],
)
def test_no_string_makes_it_raise(text: str) -> None:
    guess = identify(text, "HT", "ht")
    assert 0 <= guess.confidence <= 1


@settings(max_examples=300, deadline=None)
@given(st.text(), st.text(max_size=3), st.sampled_from(["", "ht", "zz"]))
def test_any_text_gives_a_tag_and_a_confidence(text: str, country: str, before: str) -> None:
    guess = identify(text, country, before)
    assert guess.language
    assert 0 <= guess.confidence <= 1
    assert isinstance(readable(text, guess), bool)


def test_our_languages_are_readable_and_others_are_not() -> None:
    assert readable("Nou bezwen dlo", Guess("ht", 0.9))
    assert not readable("Necesitamos agua en la comunidad", Guess("es", 0.95))
    assert not readable("qwz plork vrint skalm drubbel", Guess("und", 0.1))
    assert readable("qwz plork", Guess("und", 0.1))
    assert readable("the water was not there qwz", Guess("und", 0.3))


@pytest.mark.parametrize("tag", ["ar", "en", "fr", "ht", "sw"])
def test_every_language_says_who_wrote_it_and_that_nobody_has_checked_it(tag: str) -> None:
    about = lexicon.about()[tag]
    assert about.name
    assert about.english
    assert about.direction == ("rtl" if tag == "ar" else "ltr")
    assert about.drafted_by == "machine"
    assert about.reviewed_by == ""
    assert len(about.function_words) > 50


def test_countries_list_their_languages_most_spoken_first() -> None:
    countries = lexicon.countries()
    assert countries["HT"][0] == "ht"
    assert countries["KE"][:2] == ("sw", "en")
    assert len(countries) == 40


@pytest.mark.parametrize(
    "about",
    [
        'name = "X"\n',
        'name = "X"\nenglish = "X"\ndirection = "up"\ndrafted_by = "m"\nreviewed_by = ""\n',
        'name = "X"\nenglish = "X"\ndirection = "ltr"\ndrafted_by = "m"\nreviewed_by = ""\nx = 1\n',
    ],
    ids=["missing", "direction", "unknown"],
)
def test_junk_in_an_about_file_fails_the_load(tmp_path: Path, about: str) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "about.toml").write_text(about, encoding="utf-8")
    with pytest.raises(lexicon.LexiconError):
        lexicon.about(tmp_path)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Lekòl LA", " lekol la "),
        ("Ｗａｔｅｒ", " water "),
        ("don’t", " dont "),
        ("l'eau", " l eau "),
        ("d,eau", " d eau "),
        ("heeeelp!!!", " help . . . "),
        ("المَدرسةُ", " المدرسه "),
        ("إلى أين؟", " الي اين . "),
        ("a, b", " a b "),
        ("food, water", " food , water "),
    ],
)
def test_folding_levels_what_people_write_differently(written: str, folded: str) -> None:
    assert lexicon.fold(written) == folded
