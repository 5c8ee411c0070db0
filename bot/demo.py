"""The demonstration: two countries with areas, duties and partnerships, and people to be.

Seeded once into an empty database; a real deployment starts empty. Posts and places, never
persons: whoever sits at the phone is the person.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

import locales
from bot.house import DemoPerson, House
from handlers.gazetteer import ship
from storage import partnerships, people, places
from storage.crypto import Keys
from storage.schema import address, staff

PEOPLE = (
    DemoPerson("community", "demo-kisumu", "Kisumu, Kenya · English", "KE", "en"),
    DemoPerson("community", "demo-lodwar", "Lodwar, Kenya · Kiswahili", "KE", "sw"),
    DemoPerson("community", "demo-garissa", "Garissa, Kenya · العربية", "KE", "ar"),
    DemoPerson("community", "demo-delmas", "Delmas, Haiti · Kreyòl", "HT", "ht"),
    DemoPerson("manager", "demo-p1", "P1 Clean Water, Kenya", "KE", "en"),
    DemoPerson("manager", "demo-p2", "P2 Green Schools, Haiti", "HT", "fr"),
    DemoPerson("focal", "demo-ke-focal", "Focal point, Kenya", "KE", "en"),
    DemoPerson("focal", "demo-ke-water", "Water focal point, Turkana", "KE", "en"),
    DemoPerson("focal", "demo-ke-coordinator", "Coordinator, Kenya", "KE", "en"),
    DemoPerson("focal", "demo-ke-safe", "Safeguarding, Kenya", "KE", "en"),
    DemoPerson("focal", "demo-ht-focal", "Point focal, Haïti", "HT", "fr"),
    DemoPerson("focal", "demo-ht-coordinator", "Coordination, Haïti", "HT", "fr"),
)

# Places below the first level, which is shipped: name, parent's ISO 3166-2 code, other spellings
AREAS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "KE": (
        ("Lodwar", "KE-43", ("lodwa",)),
        ("Kakuma", "KE-43", ()),
        ("Kibera", "KE-30", ("kibra",)),
    ),
    "HT": (
        ("Port-au-Prince", "HT-OU", ("potoprens", "pap")),
        ("Delmas", "HT-OU", ("dèlma", "delma")),
        ("Carrefour", "HT-OU", ("kafou",)),
        ("Les Cayes", "HT-SD", ("okay", "les cayes", "cayes")),
    ),
}

SETTINGS = {
    "KE": {
        "language": "sw",
        "help_line": "116",
        "alert_from": "low",
        "woman_on_duty": "yes",
        "state": "open",
    },
    "HT": {
        "language": "ht",
        "help_line": "114",
        "alert_from": "low",
        "woman_on_duty": "yes",
        "state": "open",
    },
}

# post, role, country, language, demo visitor, duties as (topic, class, area, rung)
Duties = tuple[tuple[str, str, str, int], ...]
POSTS: tuple[tuple[str, str, str, str, str, Duties], ...] = (
    ("Focal point, Kenya", "focal", "KE", "en", "demo-ke-focal", (("", "P", "", 1),)),
    (
        "Water focal point, Turkana",
        "focal",
        "KE",
        "en",
        "demo-ke-water",
        (("water", "P", "Turkana", 1),),
    ),
    ("Coordinator, Kenya", "coordinator", "KE", "en", "demo-ke-coordinator", ()),
    (
        "Safeguarding, Kenya",
        "safeguarding",
        "KE",
        "en",
        "demo-ke-safe",
        (("", "S", "", 1), ("", "R", "", 2)),
    ),
    ("Safeguarding partner, Kenya", "safeguarding", "KE", "en", "", (("", "S", "", 2),)),
    ("Integrity, Kenya", "integrity", "KE", "en", "", (("", "R", "", 1),)),
    ("Point focal, Haïti", "focal", "HT", "fr", "demo-ht-focal", (("", "P", "", 1),)),
    ("Coordination, Haïti", "coordinator", "HT", "fr", "demo-ht-coordinator", ()),
    (
        "Sauvegarde, Haïti",
        "safeguarding",
        "HT",
        "fr",
        "",
        (("", "S", "", 1), ("", "R", "", 1)),
    ),
    ("Manager of P1, Kenya", "manager", "KE", "en", "demo-p1", ()),
    ("Responsable de P2, Haïti", "manager", "HT", "fr", "demo-p2", ()),
)


async def furnish(house: House) -> None:
    """Seed the demonstration where it is not there yet, and put its people on the phones."""
    await house.db.write(seed, house.keys, house.clock())
    house.people = PEOPLE


def seed(connection: Connection, keys: Keys, now: datetime) -> bool:
    """Seed areas, posts, duties and partnerships; False where somebody is on the staff already."""
    if connection.execute(select(staff.c.id).limit(1)).first() is not None:
        return False
    area_ids = {country: _areas(connection, country, rows) for country, rows in AREAS.items()}
    for country, values in SETTINGS.items():
        for key, value in values.items():
            people.set_country(connection, country, key, value, "demo", now)
    managers: dict[str, str] = {}
    for post, role, country, language, visitor, duties in POSTS:
        id = people.add_staff(connection, post, role, country, language, now)
        if role == "manager":
            managers[country] = id
        if visitor:
            lane = _address(connection, keys, visitor, country, language, now, id)
            people.bind_staff(connection, id, lane)
        for topic, klass, area, rung in duties:
            area_id = area_ids[country].get(area)
            people.add_duty(connection, id, country, topic, klass, area_id, rung)
    for person in PEOPLE:
        if person.slot == "community":
            _address(connection, keys, person.visitor, person.country, person.language, now, None)
    due = (now + timedelta(days=30)).date()
    partnerships.add_partnership(
        connection,
        "P1",
        "Clean Water",
        "KE",
        [managers["KE"]],
        [
            ("farmers", "farmer,wakulima,agriculteurs,paysans,مزارع", 2000.0),
            ("wells", "well,borehole,boreholes,visima,puits", 40.0),
        ],
        due,
        now.date(),
    )
    partnerships.add_partnership(
        connection,
        "P2",
        "Green Schools",
        "HT",
        [managers["HT"]],
        [("écoles", "ecole,ecoles,school,schools,lekòl,lekol", 60.0)],
        due,
        now.date(),
    )
    return True


def _areas(
    connection: Connection, country: str, rows: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> dict[str, str]:
    ship(connection, country)
    shipped = {one.code: one for one in places.stored(connection, country).values()}
    ids = {one.name: one.id for one in shipped.values()}
    for name, parent, others in rows:
        folded = tuple(locales.fold(one) for one in (name, *others))
        above = shipped[parent]
        ids[name] = places.add_area(
            connection, country, name, above.level + 1, folded, "", above.id
        )
    return ids


def _address(
    connection: Connection,
    keys: Keys,
    visitor: str,
    country: str,
    language: str,
    now: datetime,
    staff_id: str | None,
) -> str:
    lane = keys.lane("web", visitor)
    connection.execute(
        insert(address).values(
            id=lane,
            created_at=now,
            channel="web",
            path_sealed=keys.seal(f"web:{visitor}", "address.path", lane),
            country=country,
            language=language,
            language_chosen=staff_id is not None,
            wrote_in="",
            staff_id=staff_id,
            wrong_numbers=0,
        )
    )
    return lane
