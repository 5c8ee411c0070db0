"""What opening, closing and entering do to rows, on PostgreSQL: the scenarios run on SQLite."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import intake
from storage import opening as stored
from storage import people
from storage.schema import address, consent, message, submission
from tests.scenarios.test_intake import GOOD, PUMP, write
from tests.town import open_town


@pytest.mark.postgres
async def test_a_file_goes_in_and_a_closed_country_is_removed_on_postgresql(
    tmp_path: Path, postgres_database: str
) -> None:
    async with open_town(tmp_path, postgres_database) as town:
        focal = await town.focal_point("KE")
        who, theirs = await town.staff("volunteer", post="Volunteer"), town.phone("sms")
        rows = (*GOOD, ("today", PUMP, "", "", "", theirs.path, "yes"))
        for new in (5, 0):
            told = await intake.enter(town.house, write(tmp_path, *rows), "KE", "Volunteer", False)
            assert f"{new} new" in told and "0 waiting, 0 set aside" in told
        await who.says("HISTORY")
        await who.hears("entry-list")
        (row,) = await town.rows(submission, submission.c.address_id == theirs.lane)
        assert await town.rows(consent, consent.c.submission_id == row.id)
        await focal.says(f"R {row.number} The mechanic comes on Friday")
        await focal.confirms()
        await theirs.hears_words("mechanic")
        await town.setting("KE", "state", "closed")
        await town.setting("KE", "purge_on", (town.time.date() + timedelta(days=1)).isoformat())
        counted = await town.house.db.read(stored.to_remove, "KE")
        assert counted.submissions == 5
        town.time += timedelta(days=1)
        await town.passes(minutes=1)
        assert (await town.house.db.read(stored.to_remove, "KE")).total == 0
        of_country = [one.id for one in await town.rows(submission)]
        assert not await town.rows(
            message, message.c.submission_id.in_(of_country), message.c.body_sealed.is_not(None)
        )
        (left,) = await town.rows(address, address.c.id == theirs.lane)
        assert left.path_sealed is None and left.channel is None
        assert (await town.house.db.read(people.country_settings))["KE", "state"] == "closed"
        await town.accounts_balance()
