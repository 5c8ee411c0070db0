"""Areas: what is shipped, what files bring, and how names are found in many scripts."""

from __future__ import annotations

import codecs
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, func, select

import locales
from bot.app import BadSetting
from bot.commands import areas as commands
from handlers import gazetteer
from handlers.gazetteer import BadFile
from handlers.places import area_at, find_area, label, look, teachable
from handlers.triage import Triage
from storage import countries, places
from storage.database import Database
from storage.places import Areas
from storage.schema import area, area_name

# Countries ----------------------------------------------------------------------------------------


def test_a_country_leaves_a_group_on_the_day_the_assembly_decided() -> None:
    for country in ("BD", "LA", "NP"):
        assert "LDC" in countries.groups(country, date(2026, 11, 23))
        assert "LDC" not in countries.groups(country, date(2026, 11, 24))
    assert countries.groups("NP", date(2026, 11, 24)) == ("LLDC",)
    assert countries.groups("HT", date(2026, 1, 1)) == ("LDC", "SIDS")
    assert countries.groups("KE", date(2026, 1, 1)) == ()


def test_a_year_alone_counts_from_its_end() -> None:
    assert countries.groups("BD", date(1975, 12, 30)) == ()
    assert countries.groups("BD", date(1975, 12, 31)) == ("LDC",)
    assert countries.groups("HT", date(1971, 11, 17)) == ()


def test_every_row_of_membership_has_its_source_and_its_country() -> None:
    for row in countries.members():
        assert row.source
        assert row.country in countries.programme_countries()
        assert row.ends_on is None or row.ends_on > row.starts_on


def test_a_country_is_known_by_either_code() -> None:
    kenya = countries.country("ken")
    assert kenya == countries.country("KE")
    assert (kenya.alpha3, kenya.m49, kenya.regions) == ("KEN", "404", ("002", "202", "014"))
    with pytest.raises(LookupError, match="QQ"):
        countries.country("QQ")


def test_countries_are_printed_with_codes_region_and_groups() -> None:
    (line,) = commands.told_countries(["ht"])
    assert line == "HT HTI 332  Haiti | Americas > Latin America > Caribbean | LDC SIDS"
    assert len(commands.told_countries([])) == 40
    with pytest.raises(BadSetting, match="QQ"):
        commands.told_countries(["QQ"])


@pytest.mark.parametrize("country", countries.programme_countries())
def test_every_programme_country_is_shipped_with_its_first_areas(country: str) -> None:
    shipped = countries.subdivisions(country)
    codes = {one.code for one in shipped}
    assert len([one for one in shipped if not one.parent]) >= 3
    for one in shipped:
        assert not one.parent or one.parent in codes
        assert all(locales.fold(name) for name in one.names)
        assert len(one.names[0]) <= 40


# Finding names ------------------------------------------------------------------------------------


@cache
def shipped(country: str) -> Areas:
    """Make the shipped areas of a country, with their codes (or names) as ids."""
    names: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    named: dict[str, tuple[str, ...]] = {}
    for one in countries.subdivisions(country):
        id = one.code or one.names[0]
        names[id], parents[id] = one.names[0], one.parent or None
        for folded in {locales.fold(name) for name in one.names}:
            named[folded] = (*named.get(folded, ()), id)
    return Areas(names, parents, {country: named})


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("KE", "kisima cha Turkana kimeharibika", "KE-43"),
        ("KE", "Muranga county", "KE-29"),
        ("KE", "HOMABAY!", "KE-08"),
        ("TZ", "mkoa wa Mara hauna maji", "TZ-13"),
        ("YE", "المضخة في محافظة تعز لا تعمل", "YE-TA"),
        ("YE", "نحن من الحديدة", "YE-HU"),
        ("YE", "بالحديدة", "YE-HU"),
        ("YE", "وحضرموت", "YE-HD"),
        ("YE", "للحديدة", "YE-HU"),
        ("YE", "محافظة صنعاء", "YE-SN"),
        ("SY", "in deir ezzor", "SY-DY"),
        ("SY", "في حمص", "SY-HI"),
        ("CM", "dans la région de l'Est", "CM-ES"),
        ("CM", "région de l’Est", "CM-ES"),
        ("CD", "Kasai central", "CD-KC"),
        ("CD", "Kasaï", "CD-KS"),
        ("HT", "nou nan latibonit", "HT-AR"),
        ("HT", "depatman Sant", "HT-CE"),
        ("ET", "በአማራ ክልል ውሃ የለም", "ET-AM"),
        ("BD", "ঢাকায় পানি নেই", "BD-C"),
        ("NP", "कर्णालीमा खानेपानी छैन", "NP-P6"),
        ("KG", "Бишкекте суу жок", "KG-GB"),
        ("TJ", "дар вилояти Хатлон об нест", "TJ-KT"),
        ("KH", "ខ្ញុំនៅខេត្តសៀមរាបទឹកស្អុយ", "KH-17"),
        ("KH", "ខេត្តកណ្តាល", "KH-8"),
        ("LA", "ຢູ່ແຂວງຫຼວງພະບາງ", "LA-LP"),
        ("MM", "ရန်ကုန်မှာရေမရှိ", "MM-06"),
        ("RW", "mu ntara y'Amajyaruguru", "RW-03"),
        ("UG", "Gulu district", "UG-304"),
        ("PG", "NCD", "PG-NCD"),
        ("PH", "taga Davao kami", "PH-11"),
    ],
)
def test_a_name_is_found_in_its_own_script(country: str, text: str, code: str) -> None:
    assert find_area(shipped(country), country, text) == code


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("CM", "l'eau est sale et le puits est loin"),
        ("TZ", "mara mbili hatukupata maji"),
        ("HT", "nan sant ebèjman an pa gen dlo"),
        ("HT", "Carrefour-Nord"),
        ("SY", "حمص وعدس وزيت"),
        ("KH", "នៅកណ្តាលយប់មានភ្លៀង"),
        ("PH", "12 kids are ill"),
        ("KE", "the bus to nowhere"),
        ("GT", "el progreso de la escuela y la libertad"),
        ("MG", "Diana sy Sofia dia marary"),
    ],
)
def test_everyday_words_are_no_places(country: str, text: str) -> None:
    assert look(shipped(country), country, text).area is None


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("TZ", "Mara", "TZ-13"),
        ("CM", "Est", "CM-ES"),
        ("HT", "sant", "HT-CE"),
        ("MM", "Mon", "MM-15"),
        ("KE", "Kissumu", "KE-17"),
        ("KE", "Turrkanaa", "KE-43"),
        ("KE", "Kakamiga", "KE-11"),
        ("YE", "Hodeyda", "YE-HU"),
        ("NG", "Adamwa", "NG-AD"),
    ],
)
def test_an_answer_to_where_may_be_one_word_and_misspelt(
    country: str, text: str, code: str
) -> None:
    assert find_area(shipped(country), country, text, asked=True) == code


def test_between_two_of_one_name_nothing_is_chosen() -> None:
    for country, text in (("YE", "بصنعاء"), ("UZ", "Toshkentda suv yo'q"), ("KG", "Ош")):
        found = look(shipped(country), country, text)
        assert found.area is None
        assert len(found.choices) == 2


def small(**named: tuple[str | None, tuple[str, ...]]) -> Areas:
    """Make areas of Kenya from id=(parent, names)."""
    by_name: dict[str, tuple[str, ...]] = {}
    for id, (_, names) in named.items():
        for folded in map(locales.fold, names):
            by_name[folded] = (*by_name.get(folded, ()), id)
    return Areas(
        {id: names[0] for id, (_, names) in named.items()},
        {id: parent for id, (parent, _) in named.items()},
        {"KE": by_name},
    )


def test_the_bar_for_near_spellings_grows_with_the_length() -> None:
    areas = small(a=(None, ("Kaloto",)), b=(None, ("Nyarongora",)), c=(None, ("Lokichoggionyang",)))
    near = {
        "Kalote": "a",  # one slip of six letters
        "Kelote": None,  # two
        "Nyarangira": "b",  # two of ten
        "Nyarangire": None,  # three
        "Lokichogionyanks": "c",
        "Kaloto Nyarongora": None,
    }
    for text, id in near.items():
        assert find_area(areas, "KE", text, asked=True) == id, text
    assert find_area(areas, "KE", "Kalote is far") is None  # nobody asked where
    assert find_area(areas, "KE", "the school in Nyarongara has no roof") == "b"


def test_a_near_spelling_of_two_areas_is_neither() -> None:
    areas = small(a=(None, ("Kaloto",)), b=(None, ("Kalota",)))
    assert look(areas, "KE", "Kalotu", asked=True).area is None


def test_a_district_in_an_area_of_its_name_is_told_by_the_wider() -> None:
    areas = small(
        county=(None, ("Kisumu",)), town=("county", ("Kisumu",)), ward=("town", ("Kisumu",))
    )
    assert find_area(areas, "KE", "Kisumu") == "county"


def test_a_name_is_told_with_its_parent() -> None:
    areas = small(n=(None, ("Nyanza",)), k=("n", ("Kisumu",)))
    assert label(areas, "k") == "Kisumu, Nyanza"
    assert label(areas, "n") == "Nyanza"


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Kwa Mzee Ngilu", "kwa mzee ngilu"),
        ("our village", None),
        ("plot 12 Ngilu", None),
        ("1.00000, 36.00000", None),
        ("behind the blue shop of the chief", None),
        ("", None),
    ],
)
def test_only_what_can_be_a_name_is_taught(words: str, folded: str | None) -> None:
    assert teachable(words) == folded


def test_a_town_whose_name_begins_like_a_bomb_is_no_alarm() -> None:
    for name in ("Bombardopolis", "Bonbadopolis"):
        assert not Triage.load("HT")(f"Mwen nan {name} Ayiti", "HT").flags
    assert Triage.load("HT")("yo bombarde nou nan Bombardopolis", "HT").flags


# Shipping and importing, on both databases --------------------------------------------------------

Do = Callable[..., object]


@pytest.fixture
async def db(database: str) -> object:
    """Open a migrated database."""
    opened = Database(database)
    yield opened
    await opened.close()


def names_of(connection: Connection, country: str) -> dict[str, set[str]]:
    """Map each area's code (else its name) to its names."""
    return {
        one.code or one.name: set(one.names) for one in places.stored(connection, country).values()
    }


async def test_shipping_twice_keeps_ids_and_what_was_learnt(db: Database) -> None:
    def work(connection: Connection) -> None:
        assert gazetteer.ship(connection, "MG") == 30
        before = {one.id: one.name for one in places.stored(connection, "MG").values()}
        (menabe,) = (id for id, name in before.items() if name == "Menabe")
        places.learn(connection, menabe, "ngiluville")
        assert gazetteer.ship(connection, "MG") == 0
        after = places.stored(connection, "MG")
        assert {one.id: one.name for one in after.values()} == before
        assert after[menabe].names["ngiluville"] == "correction"
        assert after[menabe].level == 2
        with pytest.raises(LookupError):
            gazetteer.ship(connection, "QQ")

    await db.write(work)


COD = """ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM1_SW,ADM2_EN,ADM2_PCODE,ADM2ALT1EN,date,validOn
Kenya,KE,Murang'a,KE021,Murang'a,Kandara,KE02104,Kandarra,2019-10-31,2019-10-31
Kenya,KE,Taita Taveta,KE006,,Wundanyi,KE00602,,2019-10-31,2019-10-31
Kenya,KE,Taita Taveta,KE006,,Mwatate,KE00603,,2019-10-31,2019-10-31
"""


@pytest.mark.parametrize(
    "content",
    [
        COD.encode(),
        codecs.BOM_UTF8 + COD.replace(",", ";").encode(),
        COD.replace(",", "\t").encode("utf-16"),
        COD.replace("Kandarra", "Kandarré").encode("cp1252"),
        COD.replace("ADM0_EN,ADM0_PCODE", "admin0Name_en,admin0Pcode")
        .replace("ADM1_EN,ADM1_PCODE,ADM1_SW", "admin1Name_en,admin1Pcode,admin1RefName")
        .replace("ADM2_EN,ADM2_PCODE,ADM2ALT1EN", "admin2Name_en,admin2Pcode,admin2AltName1_en")
        .replace("\n", "\r\n")
        .encode(),
    ],
    ids=["utf-8", "bom, semicolons", "utf-16, tabs", "cp1252", "older names of columns"],
)
async def test_a_gazetteer_is_joined_to_what_was_shipped(db: Database, content: bytes) -> None:
    def work(connection: Connection) -> None:
        gazetteer.ship(connection, "KE")
        account = gazetteer.write(connection, gazetteer.read(content))
        assert (account.country, account.added, account.joined) == ("KE", 3, 2)
        names = names_of(connection, "KE")
        assert {"muranga", "ke021"} <= names["KE-29"]
        assert {"kandara"} < names["KE02104"]
        areas = places.areas(connection)
        (wundanyi,) = areas.by_name["KE"]["wundanyi"]
        assert label(areas, wundanyi) == "Wundanyi, Taita-Taveta"
        assert find_area(areas, "KE", "Wundanyi") == wundanyi
        again = gazetteer.write(connection, gazetteer.read(content))
        assert (again.added, again.joined, again.names) == (0, 5, 0)
        assert gazetteer.ship(connection, "KE") == 0

    await db.write(work)


@pytest.mark.parametrize(
    ("content", "country", "finding"),
    [
        ("", "", "no columns like ADM1_EN"),
        ("a,b\n1,2\n", "KE", "no columns like ADM1_EN"),
        ("ADM1_EN,ADM1_PCODE\n", "KE", "no rows"),
        ("ADM1_EN,ADM1_PCODE\nNyeri,KE019\n", "", "give --country"),
        ("ADM1_EN,ADM1_PCODE\nNyeri,KE019\nMeru,\n", "KE", "line 3: level 1 has no code (Meru)"),
        ("ADM1_EN,ADM1_PCODE\nNyeri,KE019\n,KE012\n", "KE", "line 3: level 1 has no name (KE012)"),
        ("ADM1_EN,ADM1_PCODE\nNyeri\n", "KE", "line 2: 1 cells, the header has 2"),
        (
            "ADM1_EN,ADM1_PCODE\nNyeri,KE1\nMeru,KE1\n",
            "KE",
            "line 3: KE1 is Meru here, but Nyeri (line 2)",
        ),
        (
            "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\n,,Mathira,KE0191\n",
            "KE",
            "line 2: level 2 without its parent of level 1",
        ),
        (
            "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\nA,KE1,X,KE11\nB,KE2,X,KE11\n",
            "KE",
            "line 3: KE11 has another parent",
        ),
        (
            "ADM0_PCODE,ADM1_EN,ADM1_PCODE\nKE,Nyeri,KE1\nUG,Gulu,UG1\n",
            "",
            "line 3: of UG, not KE",
        ),
        ("code,alias\nKE-43,Turkanaland\n", "", "--country: codes and aliases need it"),
        ("code,alias\nKE-43,\n", "KE", "line 2: code and alias are both needed"),
        ("code,alias\nKE-43,Turkanaland\nKE-99,Foo\n", "KE", "line 3: no area of KE has the code"),
        ("{", "KE", "line 1"),
        ('{"type": "FeatureCollection", "features": []}', "KE", "with features is needed"),
    ],
)
async def test_a_bad_row_is_told_by_its_line_and_nothing_is_imported(
    sqlite_database: str, content: str, country: str, finding: str
) -> None:
    db = Database(sqlite_database)
    await db.write(gazetteer.ship, "KE")

    def count(connection: Connection) -> tuple[int, int]:
        areas = connection.execute(select(func.count()).select_from(area)).scalar_one()
        names = connection.execute(select(func.count()).select_from(area_name)).scalar_one()
        return areas, names

    before = await db.read(count)

    def work(connection: Connection) -> None:
        gazetteer.write(connection, gazetteer.read(content.encode(), country))

    with pytest.raises(BadFile) as refused:
        await db.write(work)
    assert finding in str(refused.value)
    assert await db.read(count) == before
    await db.close()


def test_findings_are_told_twenty_at_a_time() -> None:
    rows = "".join(f"Nyeri{row},\n" for row in range(30))
    with pytest.raises(BadFile) as refused:
        gazetteer.read(f"ADM1_EN,ADM1_PCODE\n{rows}".encode(), "KE")
    assert len(refused.value.findings) == 30
    assert str(refused.value).endswith("and 10 more")


async def test_a_file_of_other_spellings(db: Database) -> None:
    def work(connection: Connection) -> None:
        gazetteer.ship(connection, "KE")
        content = "code,alias,language\nKE-43,Turkanaland,en\nke-43,توركانا,ar\n"
        account = gazetteer.write(connection, gazetteer.read(content.encode(), "KE"))
        assert account.names == 2
        areas = places.areas(connection)
        turkana = find_area(areas, "KE", "Turkana")
        assert turkana == find_area(areas, "KE", "Turkanaland")
        assert turkana == find_area(areas, "KE", "في توركانا")

    await db.write(work)


def square(west: float, south: float, size: float) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features: tuple[dict[str, str], dict[str, object] | None]) -> bytes:
    rows = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


async def test_outlines_of_known_areas_are_kept_and_replaced(db: Database) -> None:
    def work(connection: Connection) -> None:
        gazetteer.ship(connection, "KE")
        for west in (30.0, 34.0):
            content = collection(({"name": "Turkana"}, square(west, 2, 2)))
            account = gazetteer.write(connection, gazetteer.read(content, "KE"))
            assert (account.added, account.outlines) == (0, 1)
        turkana = find_area(places.areas(connection), "KE", "Turkana")
        assert area_at(connection, "KE", (3.0, 35.0)) == turkana
        assert area_at(connection, "KE", (3.0, 31.0)) is None
        assert area_at(connection, "UG", (3.0, 35.0)) is None

    await db.write(work)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (collection(({"name": "Nowhere"}, square(34, 2, 1))), "feature 1: no area is called"),
        (collection(({"name": "Turkana"}, None)), "feature 1: geometry is no Polygon"),
        (
            collection(({"name": "Turkana"}, square(500000, 2, 1))),
            "feature 1: not degrees of longitude and latitude",
        ),
        (
            collection(({"name": "Turkana"}, {"type": "Polygon", "coordinates": [[[1, 2]]]})),
            "feature 1: geometry cannot be read",
        ),
        (collection(({"name": ""}, square(34, 2, 1))), "feature 1: neither code nor name"),
    ],
)
async def test_a_bad_outline_is_told_by_its_feature(
    sqlite_database: str, content: bytes, finding: str
) -> None:
    db = Database(sqlite_database)
    await db.write(gazetteer.ship, "KE")

    def work(connection: Connection) -> None:
        gazetteer.write(connection, gazetteer.read(content, "KE"))

    with pytest.raises(BadFile, match=finding):
        await db.write(work)
    await db.close()


async def test_the_command_line_names_the_file_and_what_is_wrong(
    sqlite_database: str, tmp_path: Path
) -> None:
    db = Database(sqlite_database)
    file = tmp_path / "areas.csv"
    with pytest.raises(BadSetting, match=r"areas\.csv: No such file"):
        await db.write(commands._import, file, "")
    file.write_text("ADM1_EN,ADM1_PCODE\nNyeri,\n")
    with pytest.raises(BadSetting, match=r"nothing was imported\nline 2"):
        await db.write(commands._import, file, "KE")
    with pytest.raises(BadSetting, match="baraza areas load KE"):
        await db.read(commands._list, "KE")
    file.write_text(COD)
    assert (await db.write(commands._import, file, "")).added == 5
    await db.close()


# Read once a version ------------------------------------------------------------------------------


@pytest.fixture
def counted(tmp_path: Path, sqlite_template: Path) -> Iterator[tuple[Connection, list[str]]]:
    """Give a connection, and the statements it was asked."""
    import shutil

    path = tmp_path / "counted.db"
    shutil.copy(sqlite_template, path)
    engine = create_engine(f"sqlite:///{path}")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with engine.connect() as connection:
        yield connection, asked
    engine.dispose()


def big(rows: int) -> bytes:
    lines = ["ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM2_FR"]
    lines += [
        f"CD,Provincia{row // 500},CD{row // 500:02},Zongo {row} wa,CDV{row:06},Zongou {row}"
        for row in range(rows)
    ]
    return "\n".join(lines).encode()


def test_twenty_thousand_areas_are_imported_and_then_read_once(
    counted: tuple[Connection, list[str]],
) -> None:
    connection, asked = counted
    started = time.process_time()
    gazetteer.write(connection, gazetteer.read(big(20_000)))
    assert time.process_time() - started < 30
    areas = places.areas(connection)
    assert find_area(areas, "CD", "Zongo 777 wa") is not None
    asked.clear()
    started = time.process_time()
    for _ in range(100):
        assert places.areas(connection) is areas
    assert len(asked) == 100 and all("counter" in one for one in asked)
    assert time.process_time() - started < 1


def test_every_write_is_seen_at_once_and_one_that_is_undone_is_forgotten(
    counted: tuple[Connection, list[str]],
) -> None:
    connection, _ = counted
    assert find_area(places.areas(connection), "KE", "Ngiluville") is None
    first = places.add_area(connection, "KE", "Ngiluville", 1, ("ngiluville",))
    assert find_area(places.areas(connection), "KE", "Ngiluville") == first
    connection.commit()
    places.learn(connection, first, "wambasaville")
    assert find_area(places.areas(connection), "KE", "Wambasaville") == first
    connection.rollback()
    assert find_area(places.areas(connection), "KE", "Wambasaville") is None
    second = places.add_area(connection, "KE", "Kabondoville", 1, ("wambasaville",))
    assert find_area(places.areas(connection), "KE", "Wambasaville") == second


def test_a_country_that_did_not_change_keeps_what_was_worked_out(
    counted: tuple[Connection, list[str]],
) -> None:
    connection, _ = counted
    gazetteer.ship(connection, "KE")
    gazetteer.ship(connection, "HT")
    before = places.areas(connection)
    look(before, "KE", "Turkana")
    look(before, "HT", "Nippes")
    (nippes,) = before.by_name["HT"]["nippes"]
    places.learn(connection, nippes, "ngiluville")
    after = places.areas(connection)
    assert after.indexes["KE"] is before.indexes["KE"]
    assert find_area(after, "HT", "Ngiluville") == nippes
