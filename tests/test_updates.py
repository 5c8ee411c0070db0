"""One line of a partnership's manager: lines written before the parser, and its rules in turn."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import locales
from handlers.updates import Reading, read_line
from storage.partnerships import Deliverable, Figure, Partnership
from tests.updates import LANGUAGES, SETS, lines, share

properties = settings(deadline=None, max_examples=100)

# Written first ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", SETS)
def test_of_a_hundred_lines_written_first_95_are_understood(folder: str) -> None:
    read = {language: share(folder, language) for language in LANGUAGES}
    count = sum(number for number, _ in read.values())
    wrong = [line for _, several in read.values() for line in several]
    assert count == 100
    assert count - len(wrong) >= 95, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_the_parser_was_written_with_is_understood(language: str) -> None:
    assert share("a", language)[1] == []


def test_a_line_is_read_in_a_millisecond() -> None:
    """Far above what it takes, for busy machines; ``make evaluate`` gives the figure."""
    everything = [line for folder in SETS for tag in LANGUAGES for line in lines(folder, tag)]
    for line in everything:
        read_line(line.text, line.known)
    start = time.process_time()
    for line in everything:
        read_line(line.text, line.known)
    assert (time.process_time() - start) / len(everything) < 0.005


# Rules, one by one --------------------------------------------------------------------------------

FARMERS = Deliverable(
    "f", "farmers", ("farmer", "agriculteurs", "مزارع", "مزارعين", "wakulima", "kiltivatè"), 2000.0
)
WELLS = Deliverable("w", "wells", ("well", "borehole", "puits", "بئر", "visima", "pi"), 40.0)
P1 = Partnership("p1", "P1", "Clean Water", "KE", "", None, (FARMERS, WELLS))
P2 = Partnership("p2", "P2", "Green Schools", "KE", "", None, ())
P12 = Partnership("p12", "P12", "Roads", "KE", "", None, ())


def figures(reading: Reading) -> list[tuple[str | None, float]]:
    return [(one.deliverable_id, one.value) for one in reading.figures]


@pytest.mark.parametrize(
    ("line", "status", "read"),
    [
        # English
        ("P1 on track 1200 farmers", "on-track", [("f", 1200)]),
        ("1200 farmers, P1 on track", "on-track", [("f", 1200)]),
        ("On track: 1,200 farmers (P1)", "on-track", [("f", 1200)]),
        ("p1 NOT ON TRACK", "off-track", []),
        ("delayed p-1 farmers 1200 wells 15", "delayed", [("f", 1200), ("w", 15)]),
        ("P1 farmers: 1.200, wells: 15. delayed", "delayed", [("f", 1200), ("w", 15)]),
        ("wells 15, 1200 farmers P 1 completed", "completed", [("w", 15), ("f", 1200)]),
        ("15 wells farmers 1200 P1 late", "delayed", [("w", 15), ("f", 1200)]),
        ("40 wells P1 1200 farmers stuck", "off-track", [("w", 40), ("f", 1200)]),
        ("P 1 150 farmers on track", "on-track", [("f", 150)]),
        ("P1 by 31 Dec 40 wells, behind schedule", "delayed", [("w", 40)]),
        ("P1 12.5 wells on schedule", "on-track", [("w", 12.5)]),
        # French
        ("P1 en bonne voie 1 200 agriculteurs", "on-track", [("f", 1200)]),
        ("15 puits, P1 en retard", "delayed", [("w", 15)]),
        ("agriculteurs 1.200 P1 terminé", "completed", [("f", 1200)]),
        ("P1 bloquée, 1\u202f200 agriculteurs", "off-track", [("f", 1200)]),
        # Arabic
        ("P1 على المسار ١٬٢٠٠ مزارع", "on-track", [("f", 1200)]),
        ("متأخر P1 ١٥ بئر", "delayed", [("w", 15)]),
        ("متوقفة P1 بئر 15", "off-track", [("w", 15)]),
        ("P1، متوقف، 1200 مزارع", "off-track", [("f", 1200)]),
        # Swahili
        ("P1 inaendelea vizuri wakulima 1200", "on-track", [("f", 1200)]),
        ("wakulima 1,200 visima 15 P1 imechelewa", "delayed", [("f", 1200), ("w", 15)]),
        ("P1 imekwama", "off-track", []),
        ("imekamilika P1 visima 40", "completed", [("w", 40)]),
        # Haitian Creole
        ("P1 sou bon wout 1200 kiltivatè", "on-track", [("f", 1200)]),
        ("1.200 kiltivatè P1 an reta", "delayed", [("f", 1200)]),
        ("P1 kanpe, pi 15", "off-track", [("w", 15)]),
        ("P1 fin fèt 40 pi", "completed", [("w", 40)]),
    ],
)
def test_a_line_is_read_in_any_order_and_language(
    line: str, status: str, read: list[tuple[str | None, float]]
) -> None:
    reading = read_line(line, [P2, P1, P12])
    assert reading.partnership == P1
    assert (reading.status, reading.sure) == (status, True)
    assert figures(reading) == read


@pytest.mark.parametrize("language", locales.languages())
def test_every_word_of_progress_of_every_language_is_understood(language: str) -> None:
    meant = {key: key for key in ("on-track", "delayed", "off-track", "completed")}
    meant |= {"fine": "on-track", "waiting": "delayed", "stopped": "off-track"}
    meant |= {"finished": "completed", "recovered": "on-track"}
    for key, status in meant.items():
        for words in locales.progress_words(language)[key]:
            reading = read_line(f"P1 {words}, 1200 farmers", [P1, P2])
            assert (reading.status, reading.sure) == (status, True), words
            assert ("f", 1200) in figures(reading)


@pytest.mark.parametrize("language", locales.languages())
def test_a_hint_is_asked_back_and_never_taken_for_sure(language: str) -> None:
    meant = {"delayed-maybe": "delayed", "on-track-maybe": "on-track", "unsure": ""}
    for key, status in meant.items():
        for words in locales.progress_words(language)[key]:
            reading = read_line(f"P1 {words}", [P1])
            assert (reading.status, reading.sure) == (status, False), words


@pytest.mark.parametrize(
    ("line", "status", "sure"),
    [
        # two things at once are asked for
        ("P1 wells completed, farmers delayed", "", False),
        ("P1 on track, P1 delayed", "", False),
        ("P1 on track but waiting for pumps", "", False),
        ("P1 60% done", "", False),
        ("P1 half done", "", False),
        ("P1 almost finished", "", False),
        ("P1 fait à 60 %", "", False),
        ("P1 kazi imefika asilimia 60", "", False),
        ("P1 60% منجز", "", False),
        ("P1 100% done", "completed", True),
        ("P1 100%", "completed", True),
        ("P1 100% of wells tested", "", False),
        # what is finished is a figure, or the whole
        ("P1 wells finished: 12", "", False),
        ("P1 finished 12 wells", "", False),
        ("P1 finished", "completed", True),
        ("P1 finished, 40 wells", "completed", True),
        ("P1 madarasa 5 yameisha, visima 5 vimekamilika", "", False),
        ("P1 visima 40/40 tumemaliza", "", False),
        # negations
        ("P1 not delayed", "on-track", True),
        ("P1 no big delay", "on-track", True),
        ("P1 not on track", "off-track", True),
        ("P1 not really on track", "off-track", True),
        ("P1 not off track", "on-track", True),
        ("P1 not stuck", "on-track", True),
        ("P1 not waiting any more", "on-track", True),
        ("P1 not good", "off-track", False),
        ("P1 delays none", "on-track", True),
        ("P1 no funds yet, on track", "", False),
        ("P1 not yet finished", "delayed", False),
        ("P1 sans retard", "on-track", True),
        ("P1 n'est plus en retard", "on-track", True),
        ("P1 n’est pas en bonne voie", "off-track", True),
        ("P1 pa gen reta", "on-track", True),
        ("P1 hatujachelewa", "on-track", True),
        ("P1 haiko sawa", "off-track", True),
        ("P1 بدون تأخير", "on-track", True),
        ("P1 مش متأخر", "on-track", True),
        # what is over, what would have been
        ("P1 was late but now on track", "on-track", True),
        ("P1 on track until May, now delayed", "delayed", True),
        ("P1 was delayed by rain", "delayed", False),
        ("P1 would be on track if it rained", "", False),
        ("P1 was stuck in May but we caught up", "on-track", True),
        ("P1 work stopped for a week, now recovered", "on-track", True),
        ("P1 not recovered", "delayed", False),
        ("P1 caught up but late again", "", False),
        # small words in a sentence, one saying of two phrases
        ("P1 going really very well", "on-track", True),
        ("P1 مش ماشي حسب الخطة", "off-track", True),
        ("P1 not moving according to plan", "off-track", True),
        ("P1 not finished, half way", "", False),
        ("P1 meeting of 3 June done, on track", "on-track", True),
        # weak words give way, things are not the whole
        ("P1 truck stuck", "delayed", False),
        ("P1 on track, network is very bad", "on-track", True),
        ("P1 ok but late", "delayed", True),
        ("P1 fine but slow", "delayed", False),
        ("P1 delayed, work stopped", "delayed", True),
        ("P1 everything stopped, waiting for funds", "off-track", True),
        ("P1 2 trucks stuck, behind schedule", "delayed", True),
        ("P1 good morning", "", False),
        ("P1 👍", "on-track", True),
        # typos, more of them in longer words
        ("P1 on trak", "on-track", True),
        ("P1 dealyed", "delayed", True),
        ("P1 behnd shedule", "delayed", True),
        ("P1 completted", "completed", True),
        ("P1 evrything stopd", "off-track", True),
        ("P1 on truck", "", False),
        ("P1 later", "", False),
        ("P1 dans les tepms", "on-track", True),
        ("P1 imechelwa", "delayed", True),
        ("P1 R.A.S", "on-track", False),
    ],
)
def test_the_status_is_what_is_said_of_the_whole(line: str, status: str, sure: bool) -> None:
    reading = read_line(line, [P1])
    assert (reading.status, reading.sure) == (status, sure)


@pytest.mark.parametrize(
    ("line", "modes"),
    [
        ("P1 1200 farmers", {"f": ""}),
        ("P1 1200 farmers in total", {"f": "total"}),
        ("P1 1200 new farmers", {"f": "new"}),
        ("P1 +50 farmers", {"f": "new"}),
        ("P1 50+ farmers", {"f": ""}),
        ("P1 + 50 farmers", {"f": ""}),
        ("P1 15 wells + 50 farmers", {"w": "", "f": ""}),
        ("P1 1200 agriculteurs au total", {"f": "total"}),
        ("P1 50 nouveaux agriculteurs", {"f": "new"}),
        ("P1 المجموع 1200 مزارع", {"f": "total"}),
        ("P1 50 مزارعين جدد", {"f": "new"}),
        ("P1 jumla wakulima 1200", {"f": "total"}),
        ("P1 wakulima wapya 50", {"f": "new"}),
        ("P1 1200 kiltivatè antou", {"f": "total"}),
        ("P1 50 nouvo kiltivatè", {"f": "new"}),
        ("P1 30 of 40 wells", {"w": "total"}),
        ("P1 30/40 wells", {"w": "total"}),
        ("P1 30 wells / 40", {"w": "total"}),
        ("P1 30 puits sur les 40", {"w": "total"}),
        ("P1 visima 30 kati ya 40", {"w": "total"}),
        # of one figure, or of all of them
        ("P1 1200 farmers and 3 new wells", {"f": "", "w": "new"}),
        ("P1 1.5k farmers, 30 of 40 wells", {"f": "", "w": "total"}),
        ("P1 in all 30 wells and 1200 farmers", {"f": "total", "w": "total"}),
        ("P1 so far: 30 wells, 1200 farmers", {"f": "total", "w": "total"}),
        ("P1 30 wells, 1200 farmers so far", {"f": "total", "w": "total"}),
        ("P1 30 wells, 1200 farmers. so far", {"f": "total", "w": "total"}),
        ("P1 this month 3 wells, 50 farmers", {"f": "new", "w": "new"}),
        ("P1 1200 farmers, 3 wells this month", {"f": "", "w": "new"}),
        ("P1 1200 farmers so far, 3 wells this month", {"f": "total", "w": "new"}),
        ("P1 on track so far with the mayor, 3 wells", {"w": ""}),
        ("P1 delayed this month, 3 wells", {"w": ""}),
        ("P1 3 wells in total this month", {"w": ""}),
        ("P1 no more funds, 3 wells", {"w": ""}),
    ],
)
def test_total_or_new_is_read_for_each_figure(line: str, modes: dict[str, str]) -> None:
    reading = read_line(line, [P1])
    assert {one.deliverable_id: one.mode for one in reading.figures} == modes
    assert reading.mode_said is any(modes.values())


def test_a_total_after_what_is_new_counts_the_same_unit() -> None:
    reading = read_line("P1 50 new farmers, 1200 in total", [P1])
    assert [(one.deliverable_id, one.value, one.mode) for one in reading.figures] == [
        ("f", 50, "new"),
        ("f", 1200, "total"),
    ]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("1,200 farmers", [("f", 1200)]),
        ("1.200 farmers", [("f", 1200)]),
        ("1 200 farmers", [("f", 1200)]),
        ("1\u202f200 farmers", [("f", 1200)]),
        ("1'200 farmers", [("f", 1200)]),
        ("1,200,000 farmers", [("f", 1_200_000)]),
        ("1,20,000 farmers", [("f", 120_000)]),
        ("1.234,5 farmers", [("f", 1234.5)]),
        ("0.500 wells", [("w", 0.5)]),
        ("12.5 wells", [("w", 12.5)]),
        ("1.5k farmers", [("f", 1500)]),
        ("1,5 k farmers", [("f", 1500)]),
        ("1.5 million farmers", [("f", 1_500_000)]),
        ("1,5 million agriculteurs", [("f", 1_500_000)]),
        ("1.5 millions de agriculteurs", [("f", 1_500_000)]),
        ("2 thousand five hundred farmers", [("f", 2500)]),
        ("3 آلاف مزارع", [("f", 3000)]),
        ("wakulima elfu 2", [("f", 2000)]),
        ("2 mil kiltivatè", [("f", 2000)]),
        ("3 dozen wells", [("w", 36)]),
        # in words
        ("twelve wells", [("w", 12)]),
        ("thirty-five wells", [("w", 35)]),
        ("one hundred and twenty farmers", [("f", 120)]),
        ("two thousand three hundred farmers", [("f", 2300)]),
        ("quatre-vingt-dix-sept puits", [("w", 97)]),
        ("soixante et onze puits", [("w", 71)]),
        ("vingt et un puits", [("w", 21)]),
        ("deux cent cinquante agriculteurs", [("f", 250)]),
        ("une douzaine de puits", [("w", 12)]),
        ("اثنا عشر بئر", [("w", 12)]),
        ("خمسة وعشرين بئر", [("w", 25)]),
        ("ألف ومئتين مزارع", [("f", 1200)]),
        ("visima kumi na mbili", [("w", 12)]),
        ("wakulima elfu moja mia mbili hamsini", [("f", 1250)]),
        ("visima viwili", [("w", 2)]),
        ("senkant pi", [("w", 50)]),
        ("de pi, kiltivatè yo kontan anpil", [("w", 2)]),
        ("les travaux de puits avancent dans le village", []),
        ("mil desan kiltivatè", [("f", 1200)]),
        # both sides, typos, short forms, words between
        ("wells repaired: 12", [("w", 12)]),
        ("wells 12 and 1200 farmers", [("w", 12), ("f", 1200)]),
        ("12 wels 1200 frmrs", [("w", 12), ("f", 1200)]),
        ("45 trained smallholder farmers", [("f", 45)]),
        ("12wells", [("w", 12)]),
        ("d'agriculteurs 12", [("f", 12)]),
        ("والمزارعين 1200", [("f", 1200)]),
        ("1200 farmers 1200 farmers", [("f", 1200)]),
        # what was wrong is left out
        ("sorry I said 900 farmers, its 860", [("f", 860)]),
        ("not 900 farmers but 860 farmers", [("f", 860)]),
        ("pa 900 kiltivatè, 1 100", [("f", 1100)]),
        # a part of a number
        ("half of the 12 wells", [("w", 6)]),
        ("la moitié des 12 puits", [("w", 6)]),
        ("nusu ya visima 12", [("w", 6)]),
        ("half, 12 wells", [("w", 12)]),
        ("7 بئر والمخطط 5", [("w", 7)]),
        ("tender for 12 wells cancelled", []),
        # plans and losses are not counted, what is done beside them is
        ("40 wells planned", []),
        ("40 wells planned, 12 done", [("w", 12)]),
        ("40 wells planned 12 done", [("w", 12)]),
        ("target 40 wells", []),
        ("target 40, 12 wells", [("w", 12)]),
        ("10 wells left to do, 30 wells repaired", [("w", 30)]),
        ("3 wells broken, 12 wells repaired", [("w", 12)]),
        ("lengo visima 40 vimekarabatiwa 11", [("w", 11)]),
        ("objectif 40 puits, 12 puits", [("w", 12)]),
    ],
)
def test_figures_are_read_as_people_write_them(
    line: str, read: list[tuple[str | None, float]]
) -> None:
    assert figures(read_line(f"P1 {line}", [P1])) == read


def test_an_arabic_dual_is_two_where_the_plural_is_another_word() -> None:
    wells = Deliverable("w", "آبار", ("بئر",), 40.0)
    teachers = Deliverable("t", "معلمين", ("معلم",), 60.0)
    known = [Partnership("p1", "P1", "Clean Water", "KE", "", None, (wells, teachers))]
    assert figures(read_line("P1 صلحنا بئرين، المعلمين بخير", known)) == [("w", 2)]
    teachers = Deliverable("t", "معلمون", ("معلم",), 60.0)
    known = [Partnership("p1", "P1", "Clean Water", "KE", "", None, (teachers,))]
    assert figures(read_line("P1 المعلمين بخير، معلمين", known)) == []


@pytest.mark.parametrize(
    "line",
    [
        "80 % of wells",
        "80% wells",
        "80 percent of wells",
        "asilimia 80 visima",
        "1,200% farmers",
        "12 weeks late",
        "12 weeks wells",
        "wells 3 weeks late",
        "12 May wells",
        "wells on 12/05/2026",
        "wells 12/5",
        "wells at 10:30",
        "wells 2026-05-12",
        "$500 wells",
        "500 usd for wells",
        "wells ksh 500",
        "call 0722 345 678 wells",
        "farmers +254722345678",
        "wells 96 45 12 30",
        "10-12 wells",
        "10 to 12 wells",
        "1.2.3 wells",
        "wells m2",
        "2 pumps for wells",
        "3 trucks, wells",
        "farmers in 12 villages",
        "walls 12",
        "arms 12",
    ],
)
def test_a_share_or_another_number_is_not_taken_for_a_figure(line: str) -> None:
    assert read_line(f"P1 {line}", [P1]).figures == ()


def test_a_word_is_the_unit_of_one_number_only() -> None:
    assert figures(read_line("P1 1200 farmers 15", [P1])) == [("f", 1200)]


def test_a_word_between_two_units_is_neither() -> None:
    twins = (Deliverable("a", "pumpes", (), 1.0), Deliverable("b", "pumpas", (), 1.0))
    known = [Partnership("p1", "P1", "Clean Water", "KE", "", None, twins)]
    assert read_line("P1 12 pumpis", known).figures == ()
    assert figures(read_line("P1 12 pumpas", known)) == [("b", 12)]


def test_a_unit_of_two_words_is_one() -> None:
    classes = Deliverable("c", "sal klas", (), 12.0)
    known = [Partnership("p1", "P1", "Clean Water", "KE", "", None, (classes,))]
    assert figures(read_line("P1 8 sal klas, sal 5, 3 klas", known)) == [("c", 8)]


# Which partnership --------------------------------------------------------------------------------

SCHOOLS = Partnership("p5", "P5", "Green Schools for Girls", "KE", "", None, (FARMERS,))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("P1 late", "P1"),
        ("p-5 late", "P5"),
        ("P.5 late", "P5"),
        ("#P05 late", "P5"),
        ("P٥ late", "P5"),
        ("P5متأخر", "P5"),
        ("late (p 5)", "P5"),
        ("clean water late", "P1"),
        ("claen watr late", "P1"),
        ("the water project is late", "P1"),
        ("project water, late", "P1"),
        ("water: late", "P1"),
        ("green schools late", "P5"),
        ("schools for girls late", "P5"),
        # asked
        ("late", ""),
        ("no water at the site, late", ""),
        ("green cars late", ""),
        ("P1 P5 late", ""),
        ("P1 late, green schools for girls late", ""),
        ("clean water and green schools late", ""),
        ("P9 late", ""),
        ("P1 P9 late", ""),
        ("P51 late", ""),
        ("P1.5 late", ""),
    ],
)
def test_a_partnership_is_named_by_its_code_or_its_name(line: str, code: str) -> None:
    for known in ([P1, SCHOOLS], [SCHOOLS, P1]):
        reading = read_line(line, known)
        assert (reading.partnership.code if reading.partnership else "") == code


P5 = Partnership("p5", "P5", "Girls in School", "KE", "", None, (FARMERS,))
P7 = Partnership("p7", "P7", "School Meals", "KE", "", None, ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("le projet eau est en retard", "P1"),
        ("retard du projet d'eau potable", "P1"),
        ("pwojè dlo a an reta", "P1"),
        ("mradi wa maji umechelewa", "P1"),
        ("مشروع المياه متأخر", "P1"),
        ("le projet puits est en retard", "P1"),
        ("Wasichana shuleni imechelewa", "P5"),
        ("Bonjour! filles à l'école : 60 en retard", "P5"),
        ("en retard, filles à l'école", "P5"),
        ("eau : 12 puits", "P1"),
        # a word of the trade is no name
        ("pas d'eau au village, en retard", ""),
        ("puits : 12, en retard", ""),
        ("12 puits en retard", ""),
        ("300 filles à l'école, en retard", ""),
        ("en retard, on attend les filles à l'école du village", ""),
        # of more than one, or of none
        ("le projet école est en retard", ""),
        ("le projet des agriculteurs est en retard", ""),
        ("le projet est en retard", ""),
        ("le projet santé est en retard", ""),
        ("P1 en retard, le projet filles aussi", ""),
    ],
)
def test_a_partnership_is_named_by_what_it_is_about_in_any_language(line: str, code: str) -> None:
    for known in ([P1, P5, P7], [P7, P5, P1]):
        reading = read_line(line, known)
        assert (reading.partnership.code if reading.partnership else "") == code


def test_the_only_partnership_is_meant_unless_another_is_named() -> None:
    assert read_line("late, 12 wells", [P1]).partnership == P1
    assert read_line("P9 late, 12 wells", [P1]).partnership is None
    assert read_line("late", []).partnership is None


def test_a_code_without_a_number_is_a_code() -> None:
    known = [Partnership("p1", "WATER", "", "KE", "", None, (WELLS,)), P12]
    assert read_line("water late 12 wells", known).partnership == known[0]
    assert read_line("waters late", known).partnership is None


def test_a_name_is_no_unit_but_a_unit_may_be_in_a_name() -> None:
    girls = Deliverable("g", "girls", (), 100.0)
    known = [Partnership("p1", "P1", "Girls in School", "KE", "", None, (girls,)), P12]
    assert figures(read_line("Girls in school 12 days late", known)) == []
    assert figures(read_line("girls in school: 12 girls", known)) == [("g", 12)]
    assert figures(read_line("P1 12 girls in school", known)) == [("g", 12)]


def test_while_it_is_open_which_one_figures_keep_the_unit_and_have_no_deliverable() -> None:
    of_nobody_yet = read_line("on track 1200 farmer, 2 trucks", [P1, P2])
    assert of_nobody_yet.partnership is None
    assert of_nobody_yet.figures == (Figure(None, 1200.0, "farmers", ""),)
    assert read_line("P12 on track", [P1, P2, P12]).partnership == P12


def test_of_two_partnerships_in_a_line_no_status_is_taken() -> None:
    reading = read_line("P1 P12 on track", [P1, P12])
    assert (reading.partnership, reading.status, reading.sure) == (None, "", False)


# Any line at all ----------------------------------------------------------------------------------

PIECES = [
    *("P1", "P12", "P9", "12", "1,5", "1.200", "k", "million", "farmers", "wells", "visima"),
    *("not", "late", "on track", "done", "60%", "+", "/", "of", "to", ",", ".", "planned", "new"),
    *("so far", "mille", "elfu", "mia", "الف", "بئرين", "و", "was", "would", "I said", "$", "👍"),
]


@properties
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)),
    st.lists(st.sampled_from([P1, P2, P12, SCHOOLS]), unique=True),
)
def test_no_line_is_too_odd_to_read(line: str, known: list[Partnership]) -> None:
    reading = read_line(line, known)
    assert reading.partnership is None or reading.partnership in known
    assert not reading.sure or reading.status
    assert reading.mode_said is any(one.mode for one in reading.figures)
    assert {one.mode for one in reading.figures} <= {"", "total", "new"}
    for one in reading.figures:
        assert (one.deliverable_id is None) is (reading.partnership is None and len(known) > 1)


@pytest.mark.parametrize("piece", ["1 ", "12,", "P1 ", "not ", "a.", "mia ", "1.", "ا", "\u0301"])
def test_a_long_line_takes_no_longer_than_its_length(piece: str) -> None:
    start = time.process_time()
    read_line(piece * 100_000, [P1, P12])
    assert time.process_time() - start < 3


DIGITS = (
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "０１２３４５６７８９",
)


@properties
@given(
    st.integers(1, 9_999_999),
    st.sampled_from(DIGITS),
    st.sampled_from(["", ",", ".", " ", "'", "\u202f", "٬"]),
    st.sampled_from(["{} farmers", "farmers {}", "delayed, {} new farmers", "farmers so far: {}."]),
)
def test_a_figure_is_never_altered(value: int, digits: str, apart: str, line: str) -> None:
    written = f"{value:,}".replace(",", apart)
    written = written.translate(str.maketrans("0123456789", digits))
    assert figures(read_line(f"P1; {line.format(written)}", [P1])) == [("f", value)]


@properties
@given(st.integers(0, 120).flatmap(lambda n: st.tuples(st.just(n), st.sampled_from("ab"))))
def test_whatever_is_a_figure_stands_in_the_line(drawn: tuple[int, str]) -> None:
    value, order = drawn
    line = f"P1 {value} wells" if order == "a" else f"P1 wells {value}"
    assert figures(read_line(line, [P1])) == [("w", value)]


@properties
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["P1", "p-1", "P 1"]))
def test_a_line_with_two_codes_never_chooses(before: str, after: str, code: str) -> None:
    assume(not any(char.isdigit() or char.isalpha() for char in before[-1:] + after[:1]))
    reading = read_line(f"{before} {code} ; P12 {after}", [P1, P12])
    assert reading.partnership is None
    assert (reading.status, reading.sure) == ("", False)


@properties
@given(
    st.permutations(["P1", "delayed", "1200 farmers", "15 wells", "so far"]),
    st.sampled_from([", ", "; ", "\n", ". "]),
)
def test_the_order_of_the_parts_does_not_matter(parts: list[str], between: str) -> None:
    reading = read_line(between.join(parts), [P1, P2])
    assert reading.partnership == P1
    assert (reading.status, reading.mode_said) == ("delayed", True)
    assert dict(figures(reading)) == {"f": 1200, "w": 15}
    assert {one.mode for one in reading.figures} == {"total"}


# Numbers in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_word_of_every_language_is_read(language: str) -> None:
    (table,) = (one for one in locales.number_words() if one.language == language)
    for word, value in (*table.values.items(), *table.times.items()):
        if word not in table.never_alone | table.doubtful and value:
            line = f"P1 wells {word}" if table.multiplier_first else f"P1 {word} wells"
            assert figures(read_line(line, [P1])) == [("w", value)], word
