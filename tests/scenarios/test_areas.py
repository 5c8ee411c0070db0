"""Where it is: two places of one name, a correction that teaches, a place shared on the map."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection

from bot.commands import areas as commands
from handlers import gazetteer
from locales.sms import segments
from storage import places
from storage.schema import area_name, audit, outbox
from tests.scenarios.test_danger import ABUSE
from tests.town import Phone, Town

DRY = "The pump has been dry for two weeks"
FLOOD = "We are drowning, water is in the houses, people on the roof"


async def two_kisumus(town: Town) -> tuple[str, str]:
    nyanza, busia = await town.area("KE", "Nyanza"), await town.area("KE", "Busia")
    return (
        await town.area("KE", "Kisumu", parent=nyanza, level=2),
        await town.area("KE", "Kisumu", parent=busia, level=2),
    )


async def asked_where(town: Town, phone: Phone, words: str = DRY) -> str:
    await phone.says(words)
    receipt = await phone.hears("receipt")
    await phone.presses(receipt, "yes")
    await phone.hears("ask-village")
    return str(receipt.args["number"])


def shape(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


async def outlines(town: Town) -> dict[str, str]:
    """Turkana holds Loima, and both have outlines; Garissa has none."""
    features = [
        {
            "type": "Feature",
            "properties": {"ADM0_PCODE": "KE", "ADM1_EN": "Turkana", "ADM1_PCODE": "KE023"},
            "geometry": {"type": "Polygon", "coordinates": shape(34, 2, 36, 5)},
        },
        {
            "type": "Feature",
            "properties": {
                "ADM0_PCODE": "KE",
                "ADM1_EN": "Turkana",
                "ADM1_PCODE": "KE023",
                "ADM2_EN": "Loima",
                "ADM2_PCODE": "KE023136",
            },
            "geometry": {"type": "MultiPolygon", "coordinates": [shape(34, 2.5, 35, 3.5)]},
        },
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def write(connection: Connection) -> dict[str, str]:
        gazetteer.write(connection, gazetteer.read(content))
        return {one.name: one.id for one in places.stored(connection, "KE").values()}

    return await town.house.db.write(write)


# Two of one name ----------------------------------------------------------------------------------


async def test_of_two_places_of_one_name_the_person_says_which(town: Town) -> None:
    _, second = await two_kisumus(town)
    phone = town.phone("sms")
    number = await asked_where(town, phone)
    await phone.says("Kisumu")
    question = await phone.hears("areas-which")
    assert "1 Kisumu, Nyanza, 2 Kisumu, Busia, 3 skip" in question.text
    assert segments(question.text) == 1
    assert (await town.case(number)).area_id is None
    await phone.says("2")
    await phone.hears("closing")
    assert (await town.case(number)).area_id == second
    (row,) = await town.submissions(phone)
    assert row.area_id == second


async def test_which_one_is_asked_once_and_may_be_skipped(town: Town) -> None:
    await two_kisumus(town)
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.says("Kisumu")
    await phone.presses(await phone.hears("areas-which"), "skip")
    await phone.hears("closing")
    assert (await town.case(number)).area_id is None


async def test_words_that_do_not_say_which_are_kept_and_nobody_is_asked_again(town: Town) -> None:
    await two_kisumus(town)
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.says("Kisumu")
    await phone.hears("areas-which")
    await phone.says("The children fall ill because of the water there")
    await phone.hears_nothing()
    assert (await town.outcomes(phone))[-1] == "addition"
    assert (await town.case(number)).area_id is None


async def test_the_parent_says_which_without_a_question(town: Town) -> None:
    first, _ = await two_kisumus(town)
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.says("Kisumu, Nyanza")
    await phone.hears("closing")
    assert (await town.case(number)).area_id == first


async def test_where_nothing_is_asked_an_ambiguous_name_is_left_open(town: Town) -> None:
    await two_kisumus(town)
    phone = town.phone()
    await phone.says(f"{DRY} in Kisumu")
    number = (await phone.hears("receipt")).args["number"]
    assert (await town.case(number)).area_id is None


async def test_in_danger_too_it_is_asked_which_one(town: Town) -> None:
    first, _ = await two_kisumus(town)
    local = await town.focal_point(area="Nyanza")
    await town.focal_point()
    phone = town.phone()
    await phone.says(FLOOD)
    await phone.hears("danger")
    await phone.says("Kisumu")
    await phone.presses(await phone.hears("areas-which"), first)
    await phone.hears("place-noted")
    await local.hears("alert")
    (row,) = await town.submissions(phone)
    assert row.area_id == first


# PLACE: a correction --------------------------------------------------------------------------


async def reported_at(town: Town, called: str) -> str:
    """Somebody reports and calls the place so; give the number."""
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.says(called)
    await phone.hears("closing")
    return number


async def test_a_correction_sets_the_area_and_its_words_are_known_from_then_on(town: Town) -> None:
    lodwar = await town.area("KE", "Lodwar")
    focal = await town.focal_point()
    number = await reported_at(town, "Kwa Mzee Ngilu")
    assert (await town.case(number)).area_id is None
    await focal.says(f"PLACE {number} Lodwar")
    said = await focal.hears("areas-set", number=number)
    assert "Lodwar" in said.text and "know that name" in said.text
    view = await town.case(number)
    assert view.area_id == lodwar and "placed" in view.events
    assert {"place", "area-name"} <= {row.action for row in await town.rows(audit)}
    again = await reported_at(town, "kwa mzee NGILU!")
    assert (await town.case(again)).area_id == lodwar


async def test_a_second_correction_to_another_area_leaves_the_words_open(town: Town) -> None:
    await town.area("KE", "Lodwar")
    await town.area("KE", "Kakuma")
    focal = await town.focal_point()
    for area in ("Lodwar", "Kakuma"):
        phone = town.phone()
        number = await asked_where(town, phone)
        await phone.says("Ngiluville")
        await focal.says(f"PLACE {number} {area}")
        await focal.hears("areas-set", number=number)
    names = await town.rows(area_name, area_name.c.folded == "ngiluville")
    assert len(names) == 2 and {row.source for row in names} == {"correction"}
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.says("Ngiluville")
    choices = (await phone.hears("areas-which")).buttons
    assert {button.label for button in choices} == {"Lodwar", "Kakuma", "skip"}
    assert (await town.case(number)).area_id is None


async def test_the_name_of_an_area_is_not_taught_to_another(town: Town) -> None:
    lodwar, kakuma = await town.area("KE", "Lodwar"), await town.area("KE", "Kakuma")
    focal = await town.focal_point()
    number = await reported_at(town, "Lodwar")
    await focal.says(f"PLACE {number} Kakuma")
    said = await focal.hears("areas-set", number=number)
    assert "know that name" not in said.text
    assert (await town.case(number)).area_id == kakuma
    again = await reported_at(town, "Lodwar")
    assert (await town.case(again)).area_id == lodwar


@pytest.mark.parametrize(
    "called", ["our village", "near plot 12", "by the big tree at the old school"]
)
async def test_words_that_are_no_name_are_not_taught(town: Town, called: str) -> None:
    await town.area("KE", "Lodwar")
    focal = await town.focal_point()
    number = await reported_at(town, called)
    await focal.says(f"PLACE {number} Lodwar")
    await focal.hears("areas-set", number=number)
    assert not await town.rows(area_name, area_name.c.source == "correction")


async def test_place_asks_the_focal_point_which_one(town: Town) -> None:
    _, second = await two_kisumus(town)
    focal = await town.focal_point()
    number = await reported_at(town, "Ngiluville")
    await focal.says(f"PLACE {number} Kisumu")
    question = await focal.hears("areas-choose", number=number)
    await focal.presses(question, second)
    await focal.hears("areas-set", number=number)
    assert (await town.case(number)).area_id == second


async def test_place_brings_who_answers_there_to_the_head_of_the_ladder(town: Town) -> None:
    await town.area("KE", "Lodwar")
    everywhere = await town.focal_point()
    local = await town.focal_point(area="Lodwar")
    phone = town.phone()
    await phone.says(FLOOD)
    number = (await everywhere.hears("alert")).args["number"]
    await everywhere.says(f"PLACE {number} Lodwar")
    await everywhere.hears("areas-set")
    assert (await local.hears("alert", number=number)).text.count("Lodwar")


async def test_place_is_for_those_who_may_act_and_says_how(town: Town) -> None:
    await town.area("KE", "Lodwar")
    elsewhere = await town.area("HT", "Jakmel")
    focal, stranger = await town.focal_point(), await town.focal_point("HT")
    number = await reported_at(town, "Ngiluville")
    await stranger.says(f"PLACE {number} Jakmel")
    await stranger.hears("not-yours", number=number)
    await focal.presses_token(f"l:{number}:{elsewhere}")
    await focal.hears("not-yours", number=number)
    await focal.says("PLACE")
    await focal.hears("areas-how")
    await focal.says(f"PLACE {number} Nowhereville")
    assert "Nowhereville" in (await focal.hears("areas-none")).text
    assert (await town.case(number)).area_id is None
    phone = town.phone()
    await phone.says(f"PLACE {number} Lodwar")  # of a community member it is something said
    assert (await town.case(number)).area_id is None


async def test_what_was_said_in_confidence_teaches_no_name(town: Town) -> None:
    await town.area("KE", "Lodwar")
    first = await town.safeguarding(via="web")
    phone = town.phone()
    await phone.says(ABUSE)
    number = (await phone.hears("receipt")).args["number"]
    await phone.sends({"place": [3.1, 34.5]})
    await town.settle()
    await first.says(f"PLACE {number} Lodwar")
    await first.hears("areas-set", number=number)
    assert not await town.rows(area_name, area_name.c.source == "correction")


# A place on the map -------------------------------------------------------------------------------


async def test_a_shared_place_finds_the_deepest_area(town: Town) -> None:
    areas = await outlines(town)
    phone = town.phone()
    number = await asked_where(town, phone)
    await phone.sends({"place": [3.1, 34.5]})
    await town.settle()
    assert (await town.case(number)).area_id == areas["Loima"]


@pytest.mark.parametrize(
    ("point", "area"),
    [
        ([4.5, 35.5], "Turkana"),  # in the county, outside the sub-county
        ([3.0, 35.0], "Loima"),  # on the border of the sub-county
        ([5.0, 36.0], "Turkana"),  # a corner
        ([-1.0, 35.5], None),
    ],
)
async def test_a_shared_place_as_first_message(
    town: Town, point: list[float], area: str | None
) -> None:
    areas = await outlines(town)
    phone = town.phone()
    await phone.sends({"place": point})
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.area_id == (areas[area] if area else None)
    assert (await town.case(row.number)).area_id == row.area_id


async def test_a_place_after_the_words_belongs_to_them(town: Town) -> None:
    areas = await outlines(town)
    phone = town.phone()
    await phone.says(DRY)
    await phone.sends({"place": [3.1, 34.5]})
    await town.settle()
    (row,) = await town.submissions(phone)
    assert row.area_id == areas["Loima"]


async def test_coordinates_are_in_no_alert_and_no_digest(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone()
    number = await asked_where(town, phone)
    await focal.says("NEXT")
    await focal.presses(await focal.hears("next-item"), "mine")
    await phone.sends({"place": [3.12345, 34.54321]})
    await town.settle()
    assert "a place on the map" in (await focal.hears("more-said")).text
    await focal.says("DIGEST", "NEXT", f"HAND {number}")
    assert "a place on the map" in (await focal.hears("digest")).text
    assert "a place on the map" in (await focal.hears("next-item")).text
    assert await town.rows(outbox, outbox.c.address_id == focal.lane)
    for letter in await focal.letters():
        assert "3.12" not in letter.text and "34.54" not in letter.text


async def test_where_life_is_in_danger_its_owner_is_told_the_point(town: Town) -> None:
    await outlines(town)
    focal = await town.focal_point()
    phone = town.phone()
    await phone.says(FLOOD)
    alert = await focal.hears("alert")
    await phone.sends({"place": [3.12345, 34.54321]})
    await town.settle()
    await focal.presses(alert, "mine")
    assert "Loima (3.12345, 34.54321)" in (await focal.hears("mine")).text


# The command line -----------------------------------------------------------------------------


async def test_an_operator_loads_tries_and_lists_areas(town: Town) -> None:
    db = town.house.db
    assert await db.write(commands._load, ["KE"]) == [("KE", 47)]
    assert await db.write(commands._load, ["ke"]) == [("KE", 0)]
    shown = await db.read(commands._show, "Kissumu county", "KE")
    assert shown[0] == "as an answer to where: Kisumu (sound)"
    assert "Turkana [KE-43] turkana" in await db.read(commands._list, "KE")
    assert await db.read(commands._show, "nowhere", "KE") == [
        "as an answer to where: no area",
        "in a message: no area",
    ]
