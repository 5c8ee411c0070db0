"""Numbers that catch a slip, days that people work, places that are not guessed.

The pure parts around the conversations: ``handlers.numbers``, ``promise``, ``places``, ``routing``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import locales
from handlers import promise
from handlers.numbers import is_number, public_number
from handlers.places import find_area
from handlers.routing import coordinators, ladder
from storage.people import Duty, Member, Roster
from storage.places import Areas
from storage.types import Class, Severity

properties = settings(deadline=None, max_examples=100)
KEY = b"a key of the tests of baraza 32 b"[:32]
TEN_MILLION = 10_000_000

# Public numbers -----------------------------------------------------------------------------------

values = st.integers(0, 3 * TEN_MILLION)


@pytest.mark.parametrize("first", [0, TEN_MILLION - 3000, 10 * TEN_MILLION - 3000])
def test_no_two_submissions_share_a_number(first: int) -> None:
    numbers = {public_number(value, KEY) for value in range(first, first + 6000)}
    assert len(numbers) == 6000


@properties
@given(values, st.binary(min_size=16, max_size=32))
def test_a_number_has_eight_digits_and_grows_after_ten_million(value: int, key: bytes) -> None:
    number = public_number(value, key)
    assert number.isdigit()
    assert len(number) == (8 if value < TEN_MILLION else 9)
    assert is_number(number)


def test_the_number_grows_a_digit_at_each_power_of_ten() -> None:
    edges = (0, TEN_MILLION - 1, TEN_MILLION, 10 * TEN_MILLION - 1, 10 * TEN_MILLION)
    assert [len(public_number(value, KEY)) for value in edges] == [8, 8, 9, 9, 10]


@properties
@given(values, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(value: int, place: int, shift: int) -> None:
    number = public_number(value, KEY)
    assume(place < len(number))
    wrong = str((int(number[place]) + shift) % 10)
    assert not is_number(number[:place] + wrong + number[place + 1 :])


@properties
@given(values, st.integers(0, 7))
def test_two_neighbouring_digits_swapped_are_noticed(value: int, place: int) -> None:
    number = public_number(value, KEY)
    assume(place + 1 < len(number))
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not is_number(swapped)


def test_one_number_tells_nothing_of_the_next() -> None:
    numbers = [int(public_number(value, KEY)[:-1]) for value in range(50)]
    steps = {after - before for before, after in pairwise(numbers)}
    assert len(steps) > 45
    assert numbers != [int(public_number(value, b"another key")[:-1]) for value in range(50)]


@pytest.mark.parametrize(
    "text", ["", "0", "1234567", "words", "١٢٣٤٥٦٧٨", "1234 5678", "-12345678"]
)
def test_other_words_are_no_number(text: str) -> None:
    assert not is_number(text)


# Working days -------------------------------------------------------------------------------------

COUNTRIES = ("KE", "HT", "PG", "ET", "NP", "BD", "YE", "AF", "JO", "UG", "TZ", "ID", "SO", "XX", "")
FRIDAY_WEEKEND = ("BD", "YE", "AF", "JO")
dates = st.dates(date(2025, 1, 1), date(2030, 12, 1))


def is_rest(country: str, day: date) -> bool:
    """Say by the calendar itself whether a country rests on a day."""
    weekend = {4, 5} if country in FRIDAY_WEEKEND else {5, 6}
    public = () if country in ("", "XX") else holidays.country_holidays(country)
    return day.weekday() in weekend or day in public


@properties
@given(st.sampled_from(COUNTRIES), dates, st.integers(1, 12))
def test_a_promised_day_is_a_day_on_which_people_work(country: str, start: date, days: int) -> None:
    assert not is_rest(country, promise.working_day(country, start, days))


@properties
@given(st.sampled_from(COUNTRIES), dates, st.integers(0, 11))
def test_each_working_day_more_is_a_later_day(country: str, start: date, days: int) -> None:
    first, second = (promise.working_day(country, start, n) for n in (days, days + 1))
    assert start <= first < second
    between = (first + timedelta(days=n) for n in range(1, (second - first).days))
    assert all(is_rest(country, day) for day in between)


def test_a_country_rests_on_its_own_days() -> None:
    thursday = date(2026, 11, 26)
    assert promise.working_day("KE", thursday, 1) == date(2026, 11, 27)
    assert promise.working_day("BD", thursday, 1) == date(2026, 11, 29)
    assert promise.working_day("KE", date(2026, 12, 24), 1) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("severity", "klass", "kind", "day"),
    [
        (Severity.CRITICAL, Class.P, "complaint", date(2026, 11, 25)),
        (Severity.URGENT, Class.P, "request", date(2026, 11, 25)),
        (Severity.URGENT, Class.R, "complaint", date(2026, 11, 25)),
        (Severity.NORMAL, Class.P, "question", date(2026, 11, 27)),
        (Severity.NORMAL, Class.R, "complaint", date(2026, 11, 30)),
        (Severity.NORMAL, Class.P, "complaint", date(2026, 12, 2)),
        (Severity.CRITICAL, Class.S, "complaint", date(2026, 12, 2)),
        (Severity.LOW, Class.P, "thanks", None),
    ],
)
def test_by_when_depends_on_severity_class_and_kind(
    severity: Severity, klass: Class, kind: str, day: date | None
) -> None:
    monday = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert promise.promised_day(severity, klass, kind, "XX", monday) == day


def test_the_day_of_a_safeguarding_matter_is_the_ordinary_one() -> None:
    monday = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    for kind in ("complaint", "question", "request"):
        sealed = promise.promised_day(Severity.CRITICAL, Class.S, kind, "KE", monday)
        assert sealed == promise.promised_day(Severity.NORMAL, Class.P, "complaint", "KE", monday)


def test_today_is_the_countrys_today() -> None:
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert promise.local(late, "KE").date() == date(2026, 11, 24)
    assert promise.local(late, "HT").date() == date(2026, 11, 23)
    assert promise.zone("PG") == ZoneInfo("Pacific/Port_Moresby")
    assert promise.local(late, "").tzinfo == UTC
    assert promise.local(late, "XX").utcoffset() == timedelta(0)


# Places -------------------------------------------------------------------------------------------


def country_of(*rows: tuple[str, str | None, tuple[str, ...]]) -> Areas:
    """Make the areas of Kenya from (id, parent, names)."""
    by_name: dict[str, tuple[str, ...]] = {}
    for id, _, names in rows:
        for folded in dict.fromkeys(map(locales.fold, names)):
            by_name[folded] = (*by_name.get(folded, ()), id)
    return Areas(
        {id: names[0] for id, _, names in rows},
        {id: parent for id, parent, _ in rows},
        {"KE": by_name},
    )


KENYA = country_of(
    ("turkana", None, ("Turkana",)),
    ("lodwar", "turkana", ("Lodwar", "Lodwar Town")),
    ("kakuma", "turkana", ("Kakuma", "كاكوما")),
    ("garissa", None, ("Garissa",)),
    ("central-g", "garissa", ("Central",)),
    ("central-t", "turkana", ("Central",)),
    ("muranga", None, ("Murang'a", "Muranga")),
)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("the pump in Lodwar is broken", "lodwar"),
        ("LODWAR!!!", "lodwar"),
        ("Lodwar, Turkana", "lodwar"),
        ("Turkana county, near Lodwar town", "lodwar"),
        ("somewhere in turkana", "turkana"),
        ("في كاكوما", "kakuma"),
        ("Murang’a", "muranga"),
        ("Lodwar or Kakuma", None),
        ("Lodwar and Garissa", None),
        ("Central", None),
        ("Central, Garissa", "central-g"),
        ("lodwartown", "lodwar"),
        ("nowhere at all", None),
        ("", None),
        ("\x00\ud800", None),
    ],
)
def test_a_text_names_one_area_or_none(text: str, area: str | None) -> None:
    assert find_area(KENYA, "KE", text) == area


def test_a_name_of_another_country_is_no_area_of_this_one() -> None:
    assert find_area(KENYA, "UG", "Lodwar") is None
    assert find_area(Areas(), "KE", "Lodwar") is None


folded_names = st.sampled_from(
    ["kabondo", "lokori", "nyakach", "nyakach lokori", "usenge", "wambasa"]
)


@st.composite
def country_maps(draw: st.DrawFn) -> Areas:
    count = draw(st.integers(1, 8))
    rows: list[tuple[str, str | None, tuple[str, ...]]] = []
    for place in range(count):
        parent = draw(st.sampled_from([None, *(id for id, _, _ in rows)]))
        names = draw(st.lists(folded_names, min_size=1, max_size=2, unique=True))
        rows.append((f"a{place}", parent, tuple(names)))
    return country_of(*rows)


@properties
@given(country_maps(), st.lists(folded_names, max_size=4))
def test_the_nearest_named_area_is_found_and_never_one_of_two(
    areas: Areas, named: list[str]
) -> None:
    text = ", ".join(named)
    found = find_area(areas, "KE", text)
    spoken = locales.fold(text)
    # The longest name at a place is the one that was written: "nyakach lokori" is no "lokori".
    meant: list[tuple[str, ...]] = []
    for name in sorted(areas.by_name["KE"], key=lambda name: -len(name.split())):
        spoken = f" {spoken.strip()} "
        if f" {name} " in spoken:
            meant.append(areas.by_name["KE"][name])
        while f" {name} " in spoken:
            spoken = spoken.replace(f" {name} ", " | ")
    candidates = {id for ids in meant for id in ids}
    if found is None:
        # Nobody named, or no one of them lies in all the others.
        assert not any(len(meant) == 1 == len(ids) for ids in meant)
    else:
        assert found in candidates
        for ids in meant:
            assert set(ids) & set(areas.chain(found)) or any(found in areas.chain(id) for id in ids)


# The ladder ---------------------------------------------------------------------------------------

TODAY = date(2026, 11, 23)


def member(id: str, role: str = "focal", country: str = "KE") -> Member:
    return Member(id, id, role, country, "en", f"at-{id}", "web", False)


def duty(
    who: str,
    area: str | None = None,
    topic: str = "",
    klass: str = "P",
    rung: int = 1,
    country: str = "KE",
    starts: date | None = None,
    ends: date | None = None,
) -> Duty:
    return Duty(who, country, area, topic, klass, rung, starts, ends)


def asked(
    duties: list[Duty],
    area: str | None = "lodwar",
    topic: str = "water",
    klass: Class = Class.P,
    others: tuple[Member, ...] = (),
) -> list[str]:
    people = {one.staff_id: member(one.staff_id) for one in duties}
    people |= {one.id: one for one in others}
    roster = Roster(people, tuple(duties))
    return [one.id for one in ladder(roster, KENYA, "KE", area, topic, klass, TODAY)]


def test_the_nearest_is_asked_first_then_the_topic_then_the_rung() -> None:
    duties = [
        duty("country"),
        duty("country water", topic="water"),
        duty("region", "turkana"),
        duty("region water", "turkana", "water"),
        duty("town second", "lodwar", rung=2),
        duty("town", "lodwar"),
        duty("town water second", "lodwar", "water", rung=2),
        duty("town water", "lodwar", "water"),
    ]
    assert asked(duties) == [
        "town water",
        "town water second",
        "town",
        "town second",
        "region water",
        "region",
        "country water",
        "country",
    ]
    assert asked(duties, area=None) == ["country water", "country"]
    assert asked(duties, area="garissa", topic="health") == ["country"]


def test_only_who_is_on_duty_today_for_this_is_asked() -> None:
    day = timedelta(days=1)
    duties = [
        duty("today", starts=TODAY, ends=TODAY),
        duty("over", ends=TODAY - day),
        duty("not yet", starts=TODAY + day),
        duty("health", topic="health"),
        duty("sealed", klass="S"),
        duty("elsewhere", country="HT"),
        duty("kakuma", "kakuma"),
    ]
    assert asked(duties) == ["today"]


def test_who_has_two_duties_is_asked_once_and_who_is_suspended_not_at_all() -> None:
    duties = [duty("both", "lodwar"), duty("both"), duty("other")]
    assert asked(duties) == ["both", "other"]
    roster = Roster({"other": member("other")}, tuple(duties))
    found = ladder(roster, KENYA, "KE", "lodwar", "water", Class.P, TODAY)
    assert [one.id for one in found] == ["other"]


def test_the_coordinator_ends_every_ladder_of_class_p_and_no_other() -> None:
    coordinator = member("coordinator", "coordinator")
    abroad = member("abroad", "coordinator", "HT")
    duties = [duty("focal"), duty("integrity", klass="R"), duty("safe", klass="S")]
    others = (coordinator, abroad)
    assert asked(duties, others=others) == ["focal", "coordinator"]
    assert asked(duties, klass=Class.R, others=others) == ["integrity"]
    assert asked(duties, klass=Class.S, others=others) == ["safe"]
    assert asked([], klass=Class.S, others=others) == []


def test_without_a_coordinator_of_the_country_those_of_all_are_told() -> None:
    abroad = member("abroad", "coordinator", "HT")
    here = member("here", "coordinator")
    assert coordinators(Roster({"abroad": abroad}, ()), "KE") == [abroad]
    assert coordinators(Roster({"abroad": abroad, "here": here}, ()), "KE") == [here]


@properties
@given(
    st.lists(
        st.builds(
            duty,
            st.sampled_from("abcd"),
            st.sampled_from([None, "lodwar", "turkana", "garissa", "kakuma"]),
            st.sampled_from(["", "water", "health"]),
            st.sampled_from("PRS"),
            st.integers(1, 3),
        ),
        max_size=10,
    ),
    st.sampled_from([None, "lodwar", "turkana", "garissa"]),
    st.sampled_from(list(Class)),
)
def test_nobody_stands_on_a_ladder_twice_or_without_a_duty(
    duties: list[Duty], area: str | None, klass: Class
) -> None:
    found = asked(duties, area, klass=klass)
    chain = (None, *KENYA.chain(area))
    fitting = {
        one.staff_id
        for one in duties
        if one.klass == klass and one.topic in ("", "water") and one.area_id in chain
    }
    assert len(found) == len(set(found))
    assert set(found) == fitting
