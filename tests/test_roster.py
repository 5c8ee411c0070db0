"""Holes in the duties, who is present, the days people type, and the rows of posts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

import locales
from handlers.days import read_day, read_days
from handlers.holes import KINDS, Hole, hole_words, holes
from handlers.routing import coordinators, countries_of, ladder, present, serves
from storage import people
from storage.ids import new_id
from storage.people import Absence, Duty, Member, Roster
from storage.places import Areas
from storage.schema import address, departing, invitation, outbox, staff
from storage.types import Class
from tests.conftest import Pipe

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
AREAS = Areas({"t": "Turkana", "k": "Kakuma"}, {"t": None, "k": "t"}, {})


def member(id: str, role: str = "focal", country: str = "KE", **more: Any) -> Member:
    at = more.pop("at", f"at-{id}")
    return Member(id, id, role, country, "en", at, "web", False, **more)


def duty(who: str, klass: str = "P", **more: Any) -> Duty:
    given = {"country": "KE", "area_id": None, "topic": "", "rung": 1} | more
    return Duty(
        who, given["country"], given["area_id"], given["topic"], klass, given["rung"],
        given.get("starts"), given.get("ends"), f"duty-{who}-{klass}",
    )  # fmt: skip


def whole(*more: Duty, out: tuple[str, ...] = (), **absences: tuple[Absence, ...]) -> Roster:
    """A country without a hole, with more duties, and without some of its people."""
    people = [
        member("head", "coordinator"),
        member("focal"),
        member("second"),
        member("integrity", "integrity"),
        member("safe1", "safeguarding", organisation="A"),
        member("safe2", "safeguarding", organisation="B"),
    ]
    duties = (duty("focal"), duty("integrity", "R"), duty("safe1", "S"), duty("safe2", "S"), *more)
    return Roster(
        {one.id: one for one in people if one.id not in out},
        duties,
        absences,
        {one.id: one for one in people if one.id in out},
    )


def found(roster: Roster, today: date = TODAY) -> list[Hole]:
    return holes(roster, AREAS, "KE", today)


def away(who: str, stand_in: str | None = None, days: int = 3) -> tuple[Absence, ...]:
    return (Absence(who, stand_in, TODAY, TODAY + days * DAY),)


def test_a_whole_roster_has_no_hole_and_an_empty_one_every() -> None:
    assert found(whole()) == []
    empty = found(Roster({}, ()))
    assert [(one.kind, one.klass) for one in empty] == [
        ("coordinator", "P"), ("nobody", "P"), ("nobody", "R"), ("nobody", "S"),
    ]  # fmt: skip


def test_each_hole_has_its_reason() -> None:
    assert found(whole(out=("focal",))) == [Hole("suspended", "P", "", None, "focal", None)]
    assert found(whole(focal=away("focal"))) == [Hole("absent", "P", "", None, "focal", None)]
    assert found(whole(focal=away("focal", "second"))) == []
    # a stand-in who must not hold the class is none
    sealed = found(whole(integrity=away("integrity", "focal")))
    assert sealed == [Hole("absent", "R", "", None, "integrity", None)]
    roster = whole()
    roster.members["integrity"] = member("integrity", "integrity", at=None)
    assert found(roster) == [Hole("unreachable", "R", "", None, "integrity", None)]
    assert found(whole(out=("head",)))[0].kind == "coordinator"
    assert found(whole(head=away("head", "focal"))) == []
    assert found(whole(head=away("head")))[0] == Hole("coordinator", "P", "", None, "head", None)


def test_a_district_is_covered_by_its_parents_and_the_country() -> None:
    water = duty("second", area_id="k", topic="water")
    assert found(whole(water, out=("second",))) == []
    roster = Roster(
        whole(out=("second",)).members,
        (water, duty("focal", topic="health"), *whole().duties[1:]),
        {},
        whole(out=("second",)).suspended,
    )
    assert found(roster) == [
        Hole("nobody", "P", "", None, "", None),
        Hole("suspended", "P", "water", "k", "second", None),
    ]


def test_a_duty_that_ends_with_nobody_after_it_is_a_hole_before() -> None:
    last = TODAY + 30 * DAY
    ending = whole()
    ending = Roster(ending.members, (duty("focal", ends=last), *ending.duties[1:]))
    assert found(ending) == [Hole("ending", "P", "", None, "focal", last)]
    assert found(ending, TODAY - DAY) == []
    after = Roster(ending.members, (*ending.duties, duty("second", starts=last + DAY)))
    assert found(after) == []
    late = Roster(ending.members, (*ending.duties, duty("second", starts=last + 2 * DAY)))
    assert found(late) == [Hole("ending", "P", "", None, "focal", last)]


def test_s_needs_two_people_of_two_organisations_in_the_country() -> None:
    assert found(whole(out=("safe2",))) == [Hole("fewer-than-two", "S", "", None, "safe1", None)]
    for other in ("a", ""):
        roster = whole()
        roster.members["safe2"] = member("safe2", "safeguarding", organisation=other)
        assert found(roster) == [Hole("one-organisation", "S", "", None, "", None)]
    far = whole(duty("region", "S"), out=("safe2",))
    far.members["region"] = member("region", "region", "ET", organisation="C")
    assert [one.kind for one in found(far)] == ["fewer-than-two"]


def test_a_coordinator_of_elsewhere_fills_no_hole_without_a_duty_here() -> None:
    there = whole()
    there.members["head"] = member("head", "coordinator", "UG")
    assert [one.kind for one in found(there)] == ["coordinator"]
    for ends, kinds in ((None, []), (TODAY, []), (TODAY - DAY, ["coordinator"])):
        behind = whole(duty("head", rung=9, ends=ends))
        behind.members["head"] = member("head", "coordinator", "UG")
        assert [one.kind for one in found(behind)] == kinds


def test_what_was_covered_elsewhere_or_long_ago_is_no_hole_of_today() -> None:
    long_ago, lately = TODAY - 31 * DAY, TODAY - 30 * DAY
    roster = Roster(
        whole().members,
        (
            *whole().duties[1:],
            duty("second", topic="health", ends=long_ago),
            duty("second", topic="water", ends=lately),
            duty("second", topic="education", country="UG"),
            duty("second", country="UG"),
            duty("integrity", "R", topic="education"),
        ),
    )
    holes_there = [(one.kind, one.klass, one.topic, one.post) for one in found(roster)]
    assert holes_there == [("nobody", "P", "", ""), ("nobody", "P", "water", "")]


def test_a_hole_names_the_post_on_duty_for_it_today_and_nobody_elses() -> None:
    roster = whole(
        duty("second", area_id="t"), duty("second", ends=TODAY - DAY), out=("focal", "second")
    )
    assert found(roster) == [
        Hole("suspended", "P", "", None, "focal", None),
        Hole("suspended", "P", "", "t", "", None),  # there are two
    ]
    silent = whole(focal=away("focal"))
    silent.members["focal"] = member("focal", at=None)
    assert found(silent) == [Hole("unreachable", "P", "", None, "focal", None)]
    pair = whole()
    pair.members["safe2"] = member("safe2", "safeguarding", at=None, organisation="B")
    assert found(pair) == [Hole("fewer-than-two", "S", "", None, "safe1", None)]


@pytest.mark.parametrize("language", locales.languages())
@pytest.mark.parametrize("kind", KINDS)
def test_every_hole_can_be_said(kind: str, language: str) -> None:
    said = hole_words(Hole(kind, "S", "water", "t", "Post", TODAY), AREAS, language)
    assert "Turkana" in said and "(Post)" in said
    assert locales.text(language, "topic-water") in said
    if kind == "ending":
        assert locales.day(language, TODAY) in said
    bare = hole_words(Hole(kind, "P", "", None, "", None), AREAS, language)
    assert "Turkana" not in bare and "(" not in bare and bare != said


# Who is there -------------------------------------------------------------------------------------

names = st.sampled_from("abcd")
absences = st.dictionaries(names, st.one_of(st.none(), names), max_size=4)


@settings(deadline=None, max_examples=200)
@given(absences, st.sets(names), st.lists(st.tuples(names, st.sampled_from("PRS")), max_size=6))
def test_nobody_who_is_away_or_suspended_is_asked_and_no_ring_of_stand_ins_hangs(
    gone: dict[str, str | None], suspended: set[str], held: list[tuple[str, str]]
) -> None:
    roles = {"a": "focal", "b": "safeguarding", "c": "integrity", "d": "coordinator"}
    everybody = {id: member(id, role) for id, role in roles.items() if id not in suspended}
    roster = Roster(
        everybody,
        tuple(duty(id, klass) for id, klass in held),
        {id: away(id, other) for id, other in gone.items()},
    )
    for klass in Class:
        asked = ladder(roster, AREAS, "KE", None, "", klass, TODAY)
        for one in asked:
            assert one.id not in suspended
            assert one.id not in gone or (klass is Class.P and one.role == "coordinator")
            if klass is not Class.P:
                assert serves(roster, one, "KE", klass, TODAY) or (one.id, klass) in held
    for one in everybody.values():
        there = present(roster, one, "S", TODAY)
        assert there is None or there == one or roles[there.id] == "safeguarding"


def asked(roster: Roster, klass: Class = Class.P, area: str | None = None, topic: str = "") -> str:
    return " ".join(one.id for one in ladder(roster, AREAS, "KE", area, topic, klass, TODAY))


def test_the_nearest_is_asked_first_then_the_topic_then_the_rung_and_the_region_last() -> None:
    people = [member(id) for id in ("country", "topic", "second", "parent", "near", "later")]
    people += [member("head", "coordinator"), member("region", "region", "ET")]
    roster = Roster(
        {one.id: one for one in people},
        (
            duty("region"),
            duty("second", rung=2),
            duty("country"),
            duty("topic", topic="water"),
            duty("parent", area_id="t"),
            duty("near", area_id="k"),
            duty("later", starts=TODAY + DAY),
            duty("gone"),
        ),
    )
    assert asked(roster, area="k", topic="water") == (
        "near parent topic country second head region"
    )
    assert asked(roster, area="t", topic="health") == "parent country second head region"
    assert asked(roster) == "country second head region"
    assert asked(roster, Class.R) == ""


def test_coordinators_are_those_of_the_country_by_post_or_duty_else_all() -> None:
    heads = {id: member(id, "coordinator", id.upper()) for id in ("ke", "ug", "tz")}
    over, held = duty("tz", country="UG", ends=TODAY - DAY), duty("ke", country="UG", rung=9)

    def of(country: str, today: date | None = TODAY, **absences: tuple[Absence, ...]) -> list[str]:
        people = {**heads, "focal": member("focal"), "other": member("other", "safeguarding")}
        roster = Roster(people, (over, held), absences)
        return [one.id for one in coordinators(roster, country, today)]

    assert of("KE") == ["ke"] and of("UG") == ["ke", "ug"] and of("TZ") == ["tz"]
    assert of("UG", None) == ["ke", "ug", "tz"]
    assert of("HT") == of("") == ["ke", "ug", "tz"]
    assert of("UG", ke=away("ke")) == ["ug"]
    assert of("UG", ke=away("ke", "focal")) == ["focal", "ug"]
    assert of("TZ", tz=away("tz")) == ["tz"]  # rather than nobody
    assert of("TZ", None, tz=away("tz", "focal")) == ["tz"]
    late = (Absence("tz", "focal", TODAY + DAY, TODAY + DAY),)
    assert of("TZ", tz=late) == ["tz"]


def test_who_serves_does_so_by_a_duty_of_today_as_coordinator_or_standing_in() -> None:
    people = [
        member("head", "coordinator"),
        member("safe", "safeguarding"),
        member("stand", "safeguarding"),
        member("deputy", "safeguarding"),
        member("over", "safeguarding"),
        member("focal"),
        member("reader", "reader"),
    ]
    roster = Roster(
        {one.id: one for one in people},
        (
            duty("safe", "S"),
            duty("over", "S", ends=TODAY - DAY),
            duty("over", country="TZ", ends=TODAY - DAY),
            duty("reader"),
            duty("gone", "S"),
        ),
        {"safe": away("safe", "stand"), "head": away("head", "deputy")},
    )

    def serving(klass: Class) -> list[str]:
        return [one.id for one in people if serves(roster, one, "KE", klass, TODAY)]

    assert serving(Class.P) == ["deputy"]  # for a coordinator: of class S they see nothing by that
    assert serving(Class.R) == []
    assert serving(Class.S) == ["stand"]
    assert countries_of(roster, roster.members["over"], TODAY) == ["KE"]
    nowhere = member("nowhere", country="")
    assert countries_of(roster, nowhere, TODAY) == []


def test_a_coordinator_of_two_countries_and_an_office_of_many() -> None:
    roster = Roster(
        {"head": member("head", "coordinator", "UG"), "office": member("office", country="UG")},
        (duty("head", country="KE"), duty("office", country="KE"), duty("office", country="TZ")),
    )
    assert [one.id for one in coordinators(roster, "KE", TODAY)] == ["head"]
    assert countries_of(roster, roster.members["office"], TODAY) == ["UG", "KE", "TZ"]
    assert countries_of(roster, roster.members["office"], TODAY) == ["UG", "KE", "TZ"]


# The days people type -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("today", [TODAY]),
        ("Tomorrow!", [TODAY + DAY]),
        ("demain", [TODAY + DAY]),
        ("5/12", [date(2026, 12, 5)]),
        ("٥/١٢", [date(2026, 12, 5)]),
        ("5.12.2027", [date(2027, 12, 5)]),
        ("2026-12-05", [date(2026, 12, 5)]),
        ("5 Dec", [date(2026, 12, 5)]),
        ("December 5", [date(2026, 12, 5)]),
        ("5 déc.", [date(2026, 12, 5)]),
        ("5 desanm", [date(2026, 12, 5)]),
        ("5 ديسمبر", [date(2026, 12, 5)]),
        ("1 Feb", [date(2027, 2, 1)]),
        ("28", [date(2026, 11, 28)]),
        ("3", [date(2026, 12, 3)]),
        ("from 1/12 until 5 december", [date(2026, 12, 1), date(2026, 12, 5)]),
        ("tomorrow 5 December", [TODAY + DAY, date(2026, 12, 5)]),
        ("5 and 9", [date(2026, 12, 5), date(2026, 12, 9)]),
        ("31/2", []),
        ("32", []),
        ("", []),
        ("next week", []),
        ("13/13", []),
        ("2026-13-40", []),
    ],
)
def test_days_are_read_as_people_type_them(text: str, days: list[date]) -> None:
    assert read_days(text, TODAY) == days
    assert read_day(text, TODAY) == (days[0] if len(days) == 1 else None)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.from_regex(r"[0-9/. a-z-]{0,30}", fullmatch=True))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    read_days(text, TODAY)


@settings(deadline=None)
@given(st.sampled_from(locales.languages()), st.integers(0, 364))
def test_a_day_as_we_write_it_is_read_back(language: str, ahead: int) -> None:
    day = TODAY + ahead * DAY
    assert read_days(locales.day(language, day), TODAY) == [day]


# Rows, on both databases --------------------------------------------------------------------------


async def test_a_suspension_leaves_no_way_in(pipe: Pipe) -> None:
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def write(connection: Connection) -> None:
        post = people.add_staff(connection, "Water", "focal", "KE", "en", now, "A", True)
        for lane in ("here", "mail", "other"):
            connection.execute(insert(address).values(id=lane, created_at=now, staff_id=None))
        people.bind_staff(connection, post, "here")
        people.change_staff(connection, post, mail_id="mail")
        connection.execute(
            address.update().where(address.c.id == "here").values(
                staff_id=post, session_sealed=b"x"
            )
        )  # fmt: skip
        people.add_invitation(connection, "hash", post, now, now + DAY)
        kinds = {"alert": (0, None), "answer": (1, None), "about": (1, "c"), "digest": (2, None)}
        for at in ("here", "mail", "other"):
            for key, (priority, about) in kinds.items():
                for leased in (None, now + DAY):
                    id = new_id()
                    connection.execute(
                        insert(outbox).values(
                            id=id, channel="web", address_id=at, dedupe_key=f"{at}{key}{leased}",
                            priority=priority, text_id="x", body_sealed=b"", created_at=now,
                            state="waiting", case_id=about,
                        )
                    )  # fmt: skip
                    connection.execute(
                        insert(departing).values(
                            id=id, channel="web", address_id=at, priority=priority,
                            not_before=now, leased_until=leased, tries=0,
                        )
                    )  # fmt: skip
        assert people.find_posts(connection, "wat", "KE")[0].id == post
        assert people.find_posts(connection, "wat", "UG") == []
        lanes = people.lock_addresses(connection, post)
        assert lanes == ["here", "mail"]
        people.suspend_staff(connection, post, now)
        assert people.withdraw_letters(connection, lanes, now) == 6
        row = connection.execute(select(staff)).one()
        assert (row.address_id, row.mail_id, row.suspended_at) == (None, None, now)
        here = connection.execute(select(address).where(address.c.id == "here")).one()
        assert (here.staff_id, here.session_sealed) == (None, None)
        assert people.use_invitation(connection, "hash", "other", now) is None
        assert people.code_known(connection, "hash")
        withdrawn = connection.execute(
            select(outbox.c.dedupe_key).where(outbox.c.state == "withdrawn")
        ).scalars()
        assert sorted(withdrawn) == [
            "hereaboutNone", "herealertNone", "heredigestNone",
            "mailaboutNone", "mailalertNone", "maildigestNone",
        ]  # fmt: skip
        roster = people.roster(connection)
        assert roster.members == {} and roster.suspended[post].organisation == "A"
        people.bind_staff(connection, post, "other")
        assert people.roster(connection).members[post].woman is True
        assert connection.execute(select(invitation.c.used_at)).scalar() is None

    await pipe.house.db.write(write)
