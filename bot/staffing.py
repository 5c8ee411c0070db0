"""What an operator does about posts: invitations, a country's settings, digests to look at."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

import locales
from bot.app import BadSetting, open_house
from bot.house import House
from bot.settings import Settings
from handlers.conversations.duty import ROLES
from handlers.desk import Desk
from handlers.digest import digest
from handlers.places import find_area
from handlers.roles import CLASS_OF_ROLE
from storage import partnerships, people
from storage.places import areas
from storage.types import Severity

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that looks like a digit
DIGITS = "23456789"
CODE_LENGTH = 10
COUNTRY_KEYS = {"language", "help_line", "alert_from", "woman_on_duty", "name"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an operator asks for."""

    post: str
    country: str
    role: str
    language: str
    topic: str
    area: str
    partnership: str
    partnership_name: str
    days: int


async def invite_post(settings: Settings, asked: Invitation) -> str:
    """Create a post with its duty and an invitation; give its code. Raises ``BadSetting``."""
    async with open_house(settings) as house:
        return await house.db.write(_invite, house, asked)


def _invite(connection: Connection, house: House, asked: Invitation) -> str:
    if asked.role not in (*ROLES, "manager"):
        raise BadSetting(f"--role: one of {', '.join(sorted((*ROLES, 'manager')))}")
    if asked.language not in locales.languages():
        raise BadSetting(f"--language: one of {', '.join(locales.languages())}")
    if len(asked.country) != 2:
        raise BadSetting("--country: two letters of ISO 3166-1, for example KE")
    if asked.topic and not locales.has_text(f"topic-{asked.topic}"):
        raise BadSetting(f"--topic: {asked.topic!r} is none of ours; see docs/glossary.md")
    area_id = find_area(areas(connection), asked.country, asked.area) if asked.area else None
    if asked.area and area_id is None:
        raise BadSetting(f"--area: no single area of {asked.country} is called {asked.area!r}")
    now = house.clock()
    staff_id = people.add_staff(
        connection, asked.post, asked.role, asked.country, asked.language, now
    )
    klass = CLASS_OF_ROLE.get(asked.role)
    if klass is not None:
        people.add_duty(connection, staff_id, asked.country, asked.topic, klass, area_id)
    if asked.role == "manager":
        _join_partnership(connection, asked, staff_id)
    code = new_code()
    expires = now + timedelta(days=asked.days)
    people.add_invitation(connection, house.keys.code_hash(code), staff_id, now, expires)
    people.write_audit(connection, "operator", "invite", staff_id, now)
    return f"{code[:5]}-{code[5:]}"


def new_code() -> str:
    """Draw an invitation's code; a digit in front tells it from a word after START."""
    rest = (secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    return secrets.choice(DIGITS) + "".join(rest)


def _join_partnership(connection: Connection, asked: Invitation, staff_id: str) -> None:
    if not asked.partnership:
        raise BadSetting("--partnership: a manager reports for one, for example P2")
    there = partnerships.find_partnership(connection, asked.country, asked.partnership)
    if there is not None:
        partnerships.add_member(connection, there, staff_id)
        return
    name = asked.partnership_name or asked.partnership
    partnerships.add_partnership(connection, asked.partnership, name, asked.country, [staff_id], [])


async def set_country(settings: Settings, code: str, key: str, value: str) -> None:
    """Add a row to a country setting's history. Raises ``BadSetting``."""
    if key not in COUNTRY_KEYS:
        raise BadSetting(f"{key}: one of {', '.join(sorted(COUNTRY_KEYS))}")
    if key == "alert_from" and value not in set(Severity):
        raise BadSetting(f"alert_from: one of {', '.join(Severity)}")
    if key == "language" and value not in locales.languages():
        raise BadSetting(f"language: one of {', '.join(locales.languages())}")
    async with open_house(settings) as house:
        await house.db.write(people.set_country, code, key, value, "operator", house.clock())


async def digests(settings: Settings, post: str) -> list[tuple[str, str]]:
    """Render the digests of the posts with this name, or of all."""

    def render(connection: Connection, house: House) -> list[tuple[str, str]]:
        desk = Desk(connection, house.keys, house.clock(), house.wire)
        told = []
        for member in desk.roster.members.values():
            if member.role in ROLES and post in ("", member.post):
                say = digest(desk, member, member.language)
                told.append((member.post, locales.text(member.language, say.text, say.args)))
        if post and not told:
            raise BadSetting(f"no post is called {post!r}")
        return told

    async with open_house(settings) as house:
        return await house.db.write(render, house)
