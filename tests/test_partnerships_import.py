"""Partnerships from a file: every way of writing it, every fault by line, all rows or none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import Connection, select

from bot.app import BadSetting, build
from bot.commands import partnerships as commands
from bot.settings import Settings
from handlers.registration import (
    TARGETS,
    _Bad,
    read_day,
    read_file,
    read_goals,
    read_promise,
)
from storage import partnerships, people, places
from storage.database import Database
from storage.partnerships import Figure
from storage.schema import audit, metadata, organisation

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class House:
    """A database with two areas, and the import of whatever text."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.house = build(
            Settings(
                _env_file=None,  # type: ignore[call-arg]
                data_dir=folder,
                database_url=url,
                secret_key=SecretStr("a secret of the tests of baraza"),
            ),
            lambda: NOW,
        )
        self.db: Database = self.house.db

    async def imports(
        self, text: str | bytes, *, dry_run: bool = False, months: int = 1
    ) -> list[str]:
        data = text.encode() if isinstance(text, str) else text
        return await self.db.write(commands._import, self.house, data, "KE", dry_run, months)

    async def faults(self, text: str | bytes) -> list[str]:
        with pytest.raises(BadSetting) as refused:
            await self.imports(text)
        first, *lines = str(refused.value).splitlines()
        assert first == f"nothing was imported, {len(lines)} to mend:"
        return [line.strip() for line in lines]

    async def all(self) -> list[partnerships.Partnership]:
        return await self.db.read(partnerships.of_country)

    async def rows(self, table: Any) -> list[Any]:
        return await self.db.read(lambda connection: list(connection.execute(select(table))))


@pytest.fixture
async def house(database: str, tmp_path: Path) -> Any:
    house = House(database, tmp_path)

    def areas(connection: Connection) -> None:
        turkana = places.add_area(connection, "KE", "Turkana", 1, ("turkana",), "KE-43")
        places.add_area(connection, "KE", "Lodwar", 2, ("lodwar",), "", turkana)

    await house.db.write(areas)
    yield house
    await house.db.close()


FULL = """\
Code,Project,Description,SDG codes,Regions,Partners,Lead,StartDate,EndDate,Deliverables,InfoLink,ID
p2,Clean Water,"Wells, and training","6; 6.1; SDG 13",Lodwar; KE-43; Atlantis,\
"Water Users (community group); County of Turkana (local government)",UNDP (UN entity),\
2025-01-01,31 December 2027,\
"2,000 farmers trained by 2026-12-31; 40 wells dug by June 2027; Water law drafted",\
example.org/p2,SDGAction12345
"""


async def test_a_file_of_the_platform_is_registered_in_full(house: House) -> None:
    told = await house.imports(FULL)
    assert told == [
        "line 2: no single area is called 'Atlantis'; left out",
        "P2 Clean Water: added",
        "1 partnership",
    ]
    (one,) = await house.all()
    assert (one.code, one.name, one.platform_id) == ("P2", "Clean Water", "#SDGAction12345")
    assert (one.starts_on, one.ends_on) == (date(2025, 1, 1), date(2027, 12, 31))
    assert (one.registered_on, one.next_report_on) == (date(2026, 11, 23), date(2026, 12, 23))
    assert one.website == "https://example.org/p2" and one.description == "Wells, and training"
    farmers, wells, law = one.deliverables
    assert (farmers.unit, farmers.target, farmers.due_on) == (
        "farmers trained",
        2000.0,
        date(2026, 12, 31),
    )
    assert farmers.words == ("farmers", "trained")
    assert (wells.unit, wells.target, wells.due_on) == ("wells dug", 40.0, date(2027, 6, 30))
    assert (law.unit, law.target, law.due_on) == ("Water law drafted", None, None)
    targets = await house.db.read(partnerships.targets_of, one.id)
    assert sorted(targets) == ["13", "6", "6.1"]
    areas = await house.db.read(partnerships.areas_of, one.id)
    assert sorted(areas.values()) == ["Lodwar", "Turkana"]
    actors = await house.db.read(partnerships.actors_of, one.id)
    assert [(actor.name, actor.type, actor.part) for actor in actors] == [
        ("UNDP", "UN entity", "lead"),
        ("County of Turkana", "local authority", "partner"),
        ("Water Users", "community group", "partner"),
    ]


async def test_the_same_file_again_changes_nothing_and_a_new_one_only_what_is_new(
    house: House,
) -> None:
    await house.imports(FULL)
    (before,) = await house.all()
    assert (await house.imports(FULL))[1] == "P2 Clean Water: same"
    assert await house.all() == [before]
    changed = FULL.replace("2,000 farmers", "2,500 farmers").replace("Clean Water", "Cleaner Water")
    assert (await house.imports(changed))[1] == "P2 Cleaner Water: changed"
    (after,) = await house.all()
    assert after.id == before.id and after.name == "Cleaner Water"
    assert [one.id for one in after.deliverables] == [one.id for one in before.deliverables]
    assert after.deliverables[0].target == 2500.0
    assert [row.detail for row in await house.rows(audit)] == ["added", "changed"]


async def test_what_was_reported_stays_when_the_file_comes_again(house: House) -> None:
    await house.imports(FULL)
    (one,) = await house.all()
    farmers = one.deliverables[0]

    def report(connection: Connection) -> None:
        staff = people.add_staff(connection, "Manager", "manager", "KE", "en", NOW)
        figures = [Figure(farmers.id, 1200.0, "farmers", "total")]
        partnerships.add_progress(connection, "0" * 32, one.id, staff, "delayed", figures, NOW)
        partnerships.set_next_report(connection, one.id, date(2027, 1, 23))

    await house.db.write(report)
    without = FULL.replace("2,000 farmers trained by 2026-12-31; 40 wells dug by June 2027; ", "")
    dated = without.replace("ID\n", "ID,Next report\n").replace("12345\n", "12345,2026-12-23\n")
    await house.imports(dated)
    (after,) = await house.all()
    assert [each.unit for each in after.deliverables] == ["farmers trained", "Water law drafted"]
    assert after.status == "delayed" and after.next_report_on == date(2027, 1, 23)
    told = await house.db.read(partnerships.updates, [one.id])
    assert partnerships.totals(told) == {farmers.id: 1200.0}


async def test_all_bad_rows_are_listed_at_once_and_nothing_is_imported(house: House) -> None:
    bad = await house.faults(
        "Title,Code,SDGs,Start,End,Type,Website,Deliverables\n"
        "Good one,P1,6,2025-01-01,,,,\n"
        "Bad goal,P2,18,,,,,\n"
        "Bad target,P3,6.9,,,,,\n"
        ",P4,,,,,,\n"
        "Bad day,P5,,03/04/2026,,,,\n"
        "Backwards,P6,,2026-01-01,2025-01-01,,,\n"
        "Bad kind,P7,,,,club,not a page,\n"
        "Too many,P8,,,,,,,surplus\n"
        '"Two\nlines",,,,,,,"10 wells; 20 wells"\n'
        "Bad code,2P,,,,,,\n"
        "Doubled,P1,,,,,,\n"
    )
    assert [line.split(": ")[0] for line in bad] == [
        "line 3, column SDGs",
        "line 4, column SDGs",
        "line 5, column Title",
        "line 6, column Start",
        "line 7, column End",
        "line 8, column Type",
        "line 8, column Website",
        "line 9",
        "line 10, column Deliverables",
        "line 12, column Code",
        "line 13, column Code",
    ]
    assert "there is no target 6.9: 6.1 to 6.6 and 6.a to 6.b" in bad[1]
    assert "Write it like 2026-12-31" in bad[3]
    assert "the same as line 2" in bad[-1]
    assert await house.all() == [] and await house.rows(audit) == []


async def test_a_dry_run_says_what_it_would_do_and_does_nothing(house: House) -> None:
    told = await house.imports(FULL, dry_run=True)
    assert told[1:] == ["P2 Clean Water: new", "1 partnership in order; nothing was changed"]
    assert await house.all() == [] and await house.rows(audit) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
async def test_encodings_and_separators(house: House, encoding: str, separator: str) -> None:
    lines = [["Nom?", "TITLE ", "start date"], ["x", "Écoles vertes", "2025-01-31"]]
    text = "\r\n".join(separator.join(cells) for cells in lines)
    told = await house.imports(text.encode(encoding))
    assert told[0] == "columns left out: Nom?"
    (one,) = await house.all()
    assert (one.code, one.name, one.starts_on) == ("P1", "Écoles vertes", date(2025, 1, 31))


async def test_no_contact_is_kept_anywhere(house: House) -> None:
    await house.imports(
        "Project,ContactName,ContactLink,Contact e-mail,Focal point,Resources\n"
        "Roads,Xanthippe,mailto:xanthippe@example.org,xanthippe@example.org,Xanthippe,USD 5\n"
    )

    def look(connection: Connection) -> str:
        tables = metadata.sorted_tables
        return " ".join(str(connection.execute(select(table)).all()) for table in tables)

    everything = await house.db.read(look)
    assert "Roads" in everything and "anthippe" not in everything and "USD" not in everything


async def test_rows_without_a_code_are_known_again(house: House) -> None:
    await house.imports("Title,ID\nRoads,#SDGAction1\nBridges,\nRoads,2\n")
    assert [(one.code, one.name, one.platform_id) for one in await house.all()] == [
        ("P1", "Roads", "#SDGAction1"),
        ("P2", "Bridges", ""),
        ("P3", "Roads", "#SDGAction2"),
    ]
    again = await house.imports("Title,ID\nNew roads,SDGAction1\nBRIDGES,\nPaths,\n")
    assert again[:3] == ["P1 New roads: changed", "P2 BRIDGES: changed", "P4 Paths: added"]
    (which,) = await house.faults("Title,Code,ID\nRoads,P1,#SDGAction9\n")
    assert "P1 is #SDGAction1 here, not #SDGAction9" in which
    (crossed,) = await house.faults("Title,Code,ID\nRoads,P3,#SDGAction1\n")
    assert crossed.startswith("line 2, column Code: P3 is #SDGAction2, #SDGAction1 is P1")
    (renamed,) = await house.faults("Title,Code,ID\nRoads,P9,#SDGAction1\n")
    assert "codes do not change" in renamed
    await house.imports("Title,Code\nBridges,P5\n")
    (unclear,) = await house.faults("Title\nBridges\n")
    assert "P2, P5 have this name" in unclear


async def test_rows_of_another_country_are_left_out_and_named(house: House) -> None:
    told = await house.imports(
        "Title,Country\nHere,Kenya\nThere,Uganda\nBoth,KE; UGA\nNowhere,Far away\n"
    )
    assert told[0] == "line 3: of Uganda, not KE; left out"
    assert [one.name for one in await house.all()] == ["Here", "Both", "Nowhere"]


async def test_deliverables_in_columns_of_their_own(house: House) -> None:
    await house.imports(
        "Title,Deliverable 1,deliverable_1_date,Deliverable 1 words,Deliverable2,"
        "Deliverable 2 target,Deliverable 2 unit\n"
        'Roads,300 km of road,2027-03-31,"kilometres, kilomita",Bridges built,12,bridges\n'
    )
    (one,) = await house.all()
    road, bridges = one.deliverables
    assert (road.unit, road.target, road.due_on) == ("km of road", 300.0, date(2027, 3, 31))
    assert road.words == ("kilometres", "kilomita", "road")
    assert (bridges.unit, bridges.target, bridges.name) == ("bridges", 12.0, "Bridges built")
    (lone,) = await house.faults("Title,Deliverable 1,Deliverable 1 date\nRoads,,2027-03-31\n")
    assert "column Deliverable 1 date: of a deliverable without a name" in lone


async def test_organisations_are_shared_and_learn_their_type(house: House) -> None:
    await house.imports("Title,Partners\nRoads,World Bank\nBridges,WORLD BANK (multilateral)\n")
    (bank,) = await house.rows(organisation)
    assert (bank.name, bank.type) == ("World Bank", "international organisation")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no column is called name"),
        (b"PK\x03\x04xlsx", "workbook"),
        (b"Code,Description\nP1,x\n", "no column is called name"),
        (b"Title,Code\n", "no partnership below the header"),
        (b'Title\n"' + b"x" * 200_000 + b'"\n', "not readable as CSV"),
        (b"Title\n" + b"x" * 161 + b"\n", "161 characters, may be 160"),
        (b"Title,Report months\nRoads,99\n", "1 to 24"),
        (b"Title,ID\nRoads,abc\n", "#SDGAction12345"),
    ],
)
async def test_files_that_are_none(house: House, data: bytes, what: str) -> None:
    assert any(what in line for line in await house.faults(data))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    file = read_file(b"Title,SDGs,Start,Deliverables,Partners\n" + data, "KE")
    assert file.rows or file.faults or file.remarks


# Cells --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("6", ("6",)),
        ("6 6.1 14", ("6", "6.1", "14")),
        ("SDG6, sdg 14; Goal 3", ("6", "14", "3")),
        ("SDG6 SDG14", ("6", "14")),
        ("Goal 6: Clean water and sanitation", ("6",)),
        ("9 Industry, Innovation and Infrastructure; 16", ("9", "16")),
        ("6.A | 17.19", ("6.a", "17.19")),
        ("ODD 4 / cible 4.1", ("4", "4.1")),
    ],
)
def test_goals(text: str, goals: tuple[str, ...]) -> None:
    assert read_goals(text) == goals


@pytest.mark.parametrize("text", ["0", "18", "6.0", "6.7", "6.c", "17.a", "water", "6.123", "6,x"])
def test_what_is_no_goal(text: str) -> None:
    with pytest.raises(_Bad):
        read_goals(text)


def test_there_are_169_targets() -> None:
    letters = sum("abcd".index(letter) + 1 for _, letter in TARGETS if letter)
    assert sum(count for count, _ in TARGETS) + letters == 169


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-31", date(2026, 12, 31), date(2026, 12, 31)),
        ("2026/2/3", date(2026, 2, 3), date(2026, 2, 3)),
        ("2026-12-31T00:00:00", date(2026, 12, 31), date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("12/31/2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("05/05/2026", date(2026, 5, 5), date(2026, 5, 5)),
        ("31 décembre 2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("Dec. 31, 2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("Desemba 2026", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    assert (read_day(text), read_day(text, last=True)) == (first, last)


@pytest.mark.parametrize("text", ["03/04/2026", "31/02/2026", "soon", "", "12/26", "2026-13-01"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(_Bad):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "unit", "target", "due"),
    [
        ("2000 farmers trained by 2026-12-31", "farmers trained", 2000.0, date(2026, 12, 31)),
        ("1 200 paysans formés d'ici décembre 2026", "paysans formés", 1200.0, date(2026, 12, 31)),
        ("40 wells (by end of 2027)", "wells", 40.0, date(2027, 12, 31)),
        ("12.5 km of road, 30 June 2027", "km of road", 12.5, date(2027, 6, 30)),
        ("80% of girls in school by 2030", "80% of girls in school", None, date(2030, 12, 31)),
        ("Water law drafted", "Water law drafted", None, None),
        ("15 clinics in Turkana 2026", "clinics in Turkana 2026", 15.0, None),
    ],
)
def test_promises(text: str, unit: str, target: float | None, due: date | None) -> None:
    promise = read_promise(text)
    assert (promise.unit, promise.target, promise.due_on) == (unit, target, due)


# The command line ---------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)  # type: ignore[call-arg]


def test_import_list_show(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text(FULL.replace("Lodwar; KE-43; Atlantis", ""), encoding="utf-8")

    def run(work: Callable[..., Any], *args: Any) -> list[str]:
        return list(asyncio.run(work(settings, *args)))

    assert run(commands.listed, "")[0].startswith("no partnership is registered")
    assert run(commands.imported, file, "KE", False, 12)[-1] == "1 partnership"
    (line,) = run(commands.listed, "KE")
    assert line.startswith("KE P2 Clean Water · ● green · no word of the work · next update ")
    shown = run(commands.shown, "#sdgaction12345", "")
    assert shown[0] == line
    assert "  goals: 6, 6.1, 13" in shown and "  lead: UNDP (UN entity)" in shown
    assert "  every: 12 months" in shown and "  managers: none yet: invite one" in shown
    assert "  0 of 2000 farmers trained by 2026-12-31 (also: farmers, trained)" in shown
    with pytest.raises(BadSetting, match="no partnership 'P7'"):
        run(commands.shown, "P7", "")
    with pytest.raises(BadSetting, match=r"FILE: .* cannot be read"):
        run(commands.imported, tmp_path / "none.csv", "KE", False, 1)
    with pytest.raises(BadSetting, match="--country"):
        run(commands.imported, file, "ZZ", False, 1)
    run(commands.imported, file, "UG", False, 1)
    with pytest.raises(BadSetting, match="is there in KE, UG"):
        run(commands.shown, "P2", "")
