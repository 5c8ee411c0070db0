"""How long the morning's digests take, and how much memory: 1,000 staff, 200,000 submissions.

A PostgreSQL of its own is filled with forty countries: areas, topics, classes, matters in every
state, answers, alerts, partnerships. It is a Monday: everybody's digest is due at once, the
coordinators' week too. A process of its own writes them all, as a worker would; its time is from
the first look until the last row is committed, its memory the most it ever held. The last line
printed is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from sqlalchemy import Connection, insert, text, update

from bot.app import open_house
from bot.house import House
from bot.jobs import Clock
from bot.settings import Settings
from handlers import rhythm
from storage import places
from storage.database import Database
from storage.digests import Reader
from storage.ids import new_id
from storage.schema import address, duty, partnership, staff, submission

ROOT: Final = Path(__file__).resolve().parent.parent
NOW: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
SECRET: Final = "a secret of the benchmark"
TOPICS: Final = (
    "water health food education shelter protection cash land roads_transport energy waste other"
).split()
CANDIDATES: Final = (
    "KE UG TZ RW BI ET SO SS SD TD CF CM NG NE ML BF SN GM SL LR GH CI TG BJ GN MR CD CG GA AO ZM "
    "ZW MW MZ MG LS SZ BW NA ZA EG LY TN DZ MA LB SY IQ YE TJ KG UZ HT AL RS"
).split()
AREAS: Final = 20
LANGUAGES: Final = ("en", "fr", "ar", "sw", "ht")


def countries(count: int) -> list[str]:
    """Choose countries in which a digest is due at this hour: not those where it is a holiday."""
    found = []
    for code in CANDIDATES:
        reader = Reader("", "focal", code, datetime(2026, 1, 1, tzinfo=UTC), "", 7, "chat", None)
        due = rhythm.to_make(reader, NOW)
        if due is not None and due.date() == NOW.date():
            found.append(code)
    if len(found) < count:
        raise SystemExit(f"--countries: at most {len(found)}")
    return found[:count]


def staffed(connection: Connection, house: House, codes: list[str], count: int) -> int:
    """Put people on duty, the same number in each country; how many in all."""
    rows: dict[Any, list[dict[str, Any]]] = {staff: [], address: [], duty: [], partnership: []}
    since = datetime(2026, 1, 1, tzinfo=UTC)
    for nth, code in enumerate(codes):
        regions = [
            places.add_area(connection, code, f"Region {n}", 1, (f"region {n}",)) for n in range(4)
        ]
        areas = regions + [
            places.add_area(
                connection, code, f"District {n}", 2, (f"district {n}",), parent_id=regions[n % 4]
            )
            for n in range(AREAS - 4)
        ]
        for place in range(count // len(codes)):
            role = {0: "coordinator", 1: "safeguarding", 2: "safeguarding", 3: "integrity"}.get(
                place, "focal"
            )
            id, lane, mail = new_id(), new_id(), new_id()
            language = LANGUAGES[nth % len(LANGUAGES)]
            rows[staff].append(
                {
                    "id": id,
                    "post": f"{role} {place}, {code}",
                    "role": role,
                    "country": code,
                    "language": language,
                    "created_at": since,
                    "address_id": lane,
                    "mail_id": mail,
                    "digest_by": "both" if place % 5 == 0 else "chat",
                }
            )
            for channel, one in (("line" if place % 2 else "sms", lane), ("email", mail)):
                rows[address].append({"id": one, "created_at": since, "channel": channel})
            klass = {"safeguarding": "S", "integrity": "R"}.get(role, "P")
            if role != "coordinator":
                whole = place < 6
                rows[duty].append(
                    {
                        "id": new_id(),
                        "staff_id": id,
                        "country": code,
                        "area_id": None if whole else areas[place % AREAS],
                        "topic": "" if place % 3 else TOPICS[place % len(TOPICS)],
                        "klass": klass,
                        "rung": 1,
                    }
                )
        for place in range(5):
            rows[partnership].append(
                {
                    "id": new_id(),
                    "code": f"P{place}",
                    "name": f"Partnership {place}",
                    "country": code,
                    "next_report_on": NOW.date(),
                }
            )
    for table, those in rows.items():
        connection.execute(insert(table), those)
    return len(rows[staff])


FILL: Final = (
    """CREATE TEMP TABLE spot AS
       SELECT area.id, area.country, row_number() OVER (PARTITION BY country ORDER BY id) - 1 AS n
       FROM area""",
    """CREATE TEMP TABLE post AS
       SELECT id, country, row_number() OVER (PARTITION BY country ORDER BY id) - 1 AS n
       FROM staff WHERE role = 'focal'""",
    """CREATE TEMP TABLE said AS
       SELECT n, lpad(to_hex(n), 32, '0') AS id, lpad((10000000 + n)::text, 8, '0') AS number,
              ({codes})[1 + n % {count}] AS country,
              ({topics})[1 + (n / 7) % 12] AS topic,
              (n / {count}) % 22 AS place, (n / 3) % 21 AS person,
              CASE WHEN n % 50 = 0 THEN 'S' WHEN n % 33 = 0 THEN 'R' ELSE 'P' END AS klass,
              n % 100 AS hundred,
              {now} - ((n % 86400)::text || ' seconds')::interval
                   - (((n / 11) % 60)::text || ' days')::interval AS at
       FROM generate_series(1, {rows}) AS n""",
    """INSERT INTO submission (id, number, form, address_id, channel, country, area_id, language,
           klass, severity, kind, kinds, topics, sdgs, need, coded_by, for_other, created_at)
       SELECT said.id, number, 'feedback', said.id, 'line', said.country, spot.id, 'sw', klass,
           'normal', CASE WHEN hundred > 94 THEN 'thanks' ELSE 'complaint' END, '',
           topic || CASE WHEN hundred % 7 = 0 THEN ',other' ELSE '' END, '', false, '1', false, at
       FROM said LEFT JOIN spot ON spot.country = said.country AND spot.n = said.place""",
    """INSERT INTO case_file (id, number, country, area_id, topic, what, klass, severity, state,
           owner_id, rung, round, opened_at, promised_on, act_by, next_step, answered_at, confirmed)
       SELECT said.id, number, said.country, spot.id, topic, '', klass,
           CASE WHEN hundred % 20 = 1 THEN 'urgent' ELSE 'normal' END,
           CASE WHEN hundred < 6 THEN 'new' WHEN hundred < 9 THEN 'acknowledged'
                WHEN hundred < 10 THEN 'reopened' WHEN hundred < 40 THEN 'answered'
                ELSE 'confirmed' END,
           CASE WHEN hundred >= 6 THEN post.id END, 0, 0, at,
           (at + interval '9 days')::date, at + interval '5 days', '',
           CASE WHEN hundred >= 10 THEN at + interval '3 days' END,
           CASE WHEN hundred < 40 THEN NULL WHEN hundred % 10 = 0 THEN 'no' ELSE 'yes' END
       FROM said LEFT JOIN spot ON spot.country = said.country AND spot.n = said.place
           JOIN post ON post.country = said.country AND post.n = said.person
       WHERE hundred <= 94""",
    """INSERT INTO case_submission (case_id, submission_id) SELECT id, id FROM case_file""",
    """INSERT INTO case_event (id, case_id, at, kind, by_reporter)
       SELECT md5(id || kind), id, opened_at + gap, kind, false FROM case_file,
           (VALUES ('opened', interval '0'), ('answer', interval '2 days'),
                   ('done', interval '3 days')) AS steps (kind, gap)
       WHERE kind = 'opened' OR answered_at IS NOT NULL""",
    """INSERT INTO alert (id, case_id, staff_id, rung, round, reason, at, reply, replied_at)
       SELECT md5(id || 'alert'), id, owner_id, 0, 0, 'duty', opened_at, 'mine',
           opened_at + interval '17 minutes'
       FROM case_file WHERE severity = 'urgent' AND owner_id IS NOT NULL""",
    """INSERT INTO inbox (id, channel, event_key, lane, received_at, size)
       SELECT id, 'line', id, id, at, 100 FROM said""",
    "ANALYZE",
)


def fill(connection: Connection, house: House, codes: list[str], rows: int) -> int:
    """Let people say things; how many places are told in words only, each sealed as it would be."""
    quoted = {
        "codes": "ARRAY[" + ",".join(f"'{code}'" for code in codes) + "]",
        "topics": "ARRAY[" + ",".join(f"'{topic}'" for topic in TOPICS) + "]",
        "now": f"timestamptz '{NOW.isoformat()}'",
        "count": str(len(codes)),
        "rows": str(rows),
    }
    for statement in FILL:
        connection.exec_driver_sql(statement.format(**quoted))
    found = connection.execute(
        text("SELECT id FROM case_file WHERE area_id IS NULL AND state <> 'confirmed'")
    )
    ids = list(found.scalars())
    seal = house.keys.seal
    for at in range(0, len(ids), 1000):
        for id in ids[at : at + 1000]:
            sealed = seal("Kangemi ya chini", "submission.place", id)
            connection.execute(
                update(submission).where(submission.c.id == id).values(place_sealed=sealed)
            )
    return len(ids)


def settings(url: str, folder: str) -> Settings:
    """Give the settings of a house on this database."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        secret_key=SecretStr(SECRET),
        data_dir=Path(folder),
        smtp_url=SecretStr("smtp://127.0.0.1:1"),
        mail_from="baraza@example.org",
        log_level="WARNING",
    )


async def prepare(url: str, folder: str, people: int, rows: int, count: int) -> int:
    """Fill the database; how many people there are."""
    codes = countries(count)
    async with open_house(settings(url, folder)) as house:
        told = await house.db.write(staffed, house, codes, people)
        # Outside of the house's settings, which are for statements that touch few rows.
        database = Database(url)
        await database.write(fill, house, codes, rows)
        await database.close()
    return told


async def write_all(url: str, folder: str) -> dict[str, float]:
    """Write every digest that is due, and say how long it took and what it needed."""
    async with open_house(settings(url, folder), clock=lambda: NOW, migrate_first=False) as house:
        started = time.perf_counter()
        told = await Clock(house).digests()
        seconds = time.perf_counter() - started
    return {
        "people": told,
        "digest_s": round(seconds, 2),
        "digest_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def main() -> int:
    """Fill a database, write the digests in a process of its own, and tell."""
    parser = argparse.ArgumentParser(description="The morning's digests, all at once.")
    parser.add_argument("--people", type=int, default=1000, metavar="N")
    parser.add_argument("--submissions", type=int, default=200_000, metavar="N")
    parser.add_argument("--countries", type=int, default=40, metavar="N")
    parser.add_argument("--on", metavar="URL", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="baraza-") as folder:
        if given.on:
            print(json.dumps(asyncio.run(write_all(given.on, folder))))
            return 0
        from tests.conftest import Postgres

        server = Postgres()
        try:
            server.psql("ALTER SYSTEM RESET ALL")  # fsync as anywhere
            server.psql("SELECT pg_reload_conf()")
            url = server.create()
            started = time.perf_counter()
            people = asyncio.run(
                prepare(url, folder, given.people, given.submissions, given.countries)
            )
            print(f"filled in {time.perf_counter() - started:.0f} s", flush=True)
            done = subprocess.run(
                [sys.executable, "-m", "bench.digest", "--on", url],
                cwd=ROOT,
                env=dict(os.environ),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            result = json.loads(done.stdout.strip().splitlines()[-1])
        finally:
            server.stop()
    if result["people"] != people:
        print(f"{result['people']} of {people} people had a digest", file=sys.stderr)
        return 1
    print(f"digests for {people} people over {given.submissions} submissions")
    print(f"  written in                  {result['digest_s']:7.2f} s")
    print(f"  memory at most              {result['digest_mb']:7.0f} MB\n")
    print(json.dumps({name: result[name] for name in ("digest_s", "digest_mb")}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
