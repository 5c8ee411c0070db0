"""`baraza doctor`: what is wrong or missing, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

import locales
from bot.app import BadSetting, build
from bot.house import House, now
from bot.settings import Settings
from handlers import promise
from handlers.holes import hole_words, holes
from handlers.roles import ROLE_OF_CLASS
from storage import migrate, people, pipe
from storage.places import areas
from storage.schema import outbox, set_aside
from storage.types import Class

GOOD, POOR, BAD = "✓", "!", "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: a mark, what was found, and what to do about it."""

    mark: str
    text: str
    advice: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Look at settings, database, channels, languages and duties."""
    try:
        house = build(settings)
    except BadSetting as error:
        return [Finding(BAD, str(error), "See `baraza settings`.")]
    findings = _settings(settings)
    try:
        findings += await _database(house)
        for name, channel in sorted(house.channels.items()):
            findings.append(await _channel(name, channel))
        findings += _languages()
    finally:
        for channel in house.channels.values():
            await channel.close()
        await house.db.close()
    return findings


def _settings(settings: Settings) -> list[Finding]:
    findings = [Finding(GOOD, f"settings are read; data is in {settings.data_dir}")]
    if not settings.secret_key.get_secret_value():
        findings.append(
            Finding(
                POOR,
                "SECRET_KEY is not set: the key is a file beside the data",
                f"Back up {settings.data_dir / 'secret.key'} apart from the database.",
            )
        )
    if settings.telegram_webhook_secret.get_secret_value() and not settings.public_url:
        findings.append(
            Finding(
                BAD,
                "TELEGRAM_WEBHOOK_SECRET is set and PUBLIC_URL is not",
                "Set PUBLIC_URL to the https address of this server, or unset the secret to poll.",
            )
        )
    return findings


async def _database(house: House) -> list[Finding]:
    try:
        at = await house.db.read(migrate.version)
    except (SQLAlchemyError, OSError) as error:
        return [
            Finding(
                BAD,
                f"DATABASE_URL: the database does not answer ({type(error).__name__})",
                "Start it, or correct the address.",
            )
        ]
    if at != migrate.HEAD:
        return [
            Finding(
                BAD,
                f"the database is at {at or 'nothing'}, this version needs {migrate.HEAD}",
                "Run `baraza migrate`.",
            )
        ]
    return await house.db.read(_contents)


def _contents(connection: Connection) -> list[Finding]:
    findings = [Finding(GOOD, f"the database answers and is at {migrate.HEAD}")]
    waits, leaves = pipe.waiting_count(connection), pipe.departing_count(connection)
    findings.append(Finding(GOOD, f"{waits} messages wait to be handled, {leaves} to be sent"))
    aside = connection.execute(select(func.count()).select_from(set_aside)).scalar_one()
    if aside:
        reasons = connection.execute(
            select(set_aside.c.reason, func.count()).group_by(set_aside.c.reason).limit(5)
        )
        told = "; ".join(f"{count} {reason}" for reason, count in reasons)
        findings.append(
            Finding(BAD, f"{aside} messages are set aside: {told}", "Table set_aside names them.")
        )
    troubled = connection.execute(
        select(outbox.c.state, func.count())
        .where(outbox.c.state.in_(("failed", "uncertain")))
        .group_by(outbox.c.state)
    ).all()
    for state, count in troubled:
        findings.append(
            Finding(POOR, f"{count} outgoing messages are {state}", "Table delivery says why.")
        )
    return findings + _duties(connection)


ADVICE = {
    "coordinator": 'Run `baraza invite "…" --country {country} --role coordinator`; '
    "a post counts once somebody has used its code.",
    "nobody": 'Run `baraza invite "…" --country {country} --role {role}`; '
    "a post counts once somebody has used its code.",
    "unreachable": "Run `baraza invite POST --country {country} --role {role}` for a new code, "
    "and see that it is used.",
    "absent": "Run `baraza absence end POST`, or put somebody else on duty.",
    "suspended": "Run `baraza invite POST --country {country} --role {role}` for a new code.",
    "ending": "Run `baraza duty end ID --on DAY` with a later day, or put somebody on duty after.",
    "fewer-than-two": 'Run `baraza invite "…" --country {country} --role {role}`.',
    "one-organisation": 'Run `baraza invite "…" --country {country} --role {role} '
    "--organisation NAME` for a post of another organisation.",
}


def _duties(connection: Connection) -> list[Finding]:
    """Name every hole in the duties of every country that has staff."""
    roster, known = people.roster(connection), areas(connection)
    countries = sorted(set(people.staff_countries(connection)) - {""})
    if not countries:
        return [
            Finding(
                BAD,
                "nobody is on the staff: no message reaches a human",
                'Run `baraza invite "Coordinator" --country KE --role coordinator`.',
            )
        ]
    findings = []
    settings = people.country_settings(connection)
    for country in countries:
        found = holes(roster, known, country, promise.local(now(), country).date())
        for hole in found:
            role = ROLE_OF_CLASS[Class(hole.klass)]
            findings.append(
                Finding(
                    POOR if hole.kind == "ending" else BAD,
                    f"{country}: {hole_words(hole, known, 'en')}",
                    ADVICE[hole.kind].format(country=country, role=role),
                )
            )
        if not settings.get((country, "help_line")):
            findings.append(
                Finding(
                    POOR,
                    f"{country}: no help line: people in danger are given no number to call",
                    f"Run `baraza country {country} help_line NUMBER`.",
                )
            )
        if not found:
            findings.append(Finding(GOOD, f"{country}: no hole in the duties"))
    return findings


async def _channel(name: str, channel: object) -> Finding:
    check = getattr(channel, "check", None)
    if check is None:
        return Finding(GOOD, f"channel {name} is set up")
    try:
        return Finding(GOOD, f"channel {name}: {await check()}")
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Finding(BAD, f"channel {name}: {error}", f"See docs/channels/{name}.md.")


def _languages() -> list[Finding]:
    findings = []
    for code in locales.languages():
        about = locales.about(code)
        if about.reviewed_by:
            findings.append(Finding(GOOD, f"language {code} ({about.name}) is reviewed"))
        else:
            findings.append(
                Finding(
                    POOR,
                    f"language {code} ({about.name}) has not been reviewed by a native speaker",
                    f"Ask one to read locales/{code}, then name them in about.toml.",
                )
            )
    return findings
