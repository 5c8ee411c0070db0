"""The partnership manager's side: one line is stored, read back, corrected by one tap."""

from __future__ import annotations

import pytest

from storage.schema import figure, partnership, progress
from tests.town import Phone, Town

WELLS = [("farmers", "farmer,wakulima,paysans", 2000.0), ("wells", "well,visima,puits", 40.0)]


async def manager(town: Town, via: str = "web", language: str = "en") -> Phone:
    """A manager of P2 with two deliverables."""
    phone = town.phone(via)
    from bot import staffing

    asked = staffing.Invitation("Manager", "KE", "manager", language, "", "", "P1", "First", 7)
    code = await town.house.at_desk(staffing._invite, asked)
    await phone.says(f"/start {code}")
    await phone.hears("manager-enrolled")
    await town.partnership("P2", phone, WELLS)
    return phone


@pytest.mark.parametrize(
    "line",
    [
        "P2 on track 1200 farmers",
        "1200 farmers, P2 on track",
        "on track p2: farmers 1200",
        "P2 en bonne voie 1 200 paysans",
    ],
)
async def test_one_line_in_any_order(town: Town, line: str) -> None:
    phone = await manager(town)
    await phone.says(line)
    saved = await phone.hears("progress-saved")
    assert "1200 farmers" in saved.text and "P2" in saved.text
    (row,) = await town.rows(progress)
    (number,) = await town.rows(figure)
    assert (row.status, number.value, number.unit) == ("on-track", 1200.0, "farmers")
    assert [one.status for one in await town.rows(partnership, partnership.c.code == "P2")] == [
        "on-track"
    ]


async def test_one_tap_corrects_and_nothing_is_overwritten(town: Town) -> None:
    phone = await manager(town)
    await phone.says("P2 on track 1200 farmers")
    saved = await phone.hears("progress-saved")
    await phone.presses(saved, "delayed")
    again = await phone.hears("progress-saved")
    assert "delayed" in again.text and "1200 farmers" in again.text
    rows = sorted(await town.rows(progress), key=lambda row: row.id)
    assert [row.status for row in rows] == ["on-track", "delayed"]
    assert rows[1].corrects == rows[0].id
    await phone.presses(saved, "delayed")  # doubled
    assert len(await town.rows(progress)) == 2


async def test_fix_reads_the_latest_back(town: Town) -> None:
    phone = await manager(town, via="sms")
    await phone.says("FIX")
    await phone.hears("progress-fix-none")
    await phone.says("P2 on track")
    await phone.hears("progress-saved")
    await phone.says("FIX")
    saved = await phone.hears("progress-fix")
    await phone.presses(saved, "completed")
    assert "completed" in (await phone.hears("progress-saved")).text


async def test_a_hint_is_asked_about_and_a_second_figure_too(town: Town) -> None:
    phone = await manager(town)
    await phone.says("P2 on track 1000 farmers")
    await phone.hears("progress-saved")
    await phone.says("P2 bit slow road cut. 1200 farmers")
    confirm = await phone.hears("progress-status-confirm")
    await phone.presses(confirm, "right")
    ask = await phone.hears("progress-figure-ask")
    await phone.presses(ask, "new")
    saved = await phone.hears("progress-saved")
    assert "delayed" in saved.text and "1200 farmers new" in saved.text


async def test_which_partnership_is_asked_never_guessed(town: Town) -> None:
    phone = await manager(town)
    await phone.says("we are delayed, 30 wells")
    which = await phone.hears("progress-which")
    await phone.presses(which, "P2")
    saved = await phone.hears("progress-saved")
    assert "P2" in saved.text and "30 wells" in saved.text


async def test_a_code_nobody_knows_is_not_taken_for_the_only_partnership(town: Town) -> None:
    phone = await manager(town)
    await phone.says("P9 on track, 30 wells")
    which = await phone.hears("progress-which-unknown")
    assert [row.deliverable_id for row in await town.rows(figure)] == [None]
    await phone.presses(which, "P2")
    saved = await phone.hears("progress-saved")
    assert "P2" in saved.text and "30 wells" in saved.text


async def test_words_without_a_status_are_kept_and_asked(town: Town) -> None:
    phone = await manager(town, via="sms")
    await phone.says("P2 the committee met in Kakuma and chose the sites")
    ask = await phone.hears("progress-status-ask")
    await phone.presses(ask, "on-track")
    assert "on track" in (await phone.hears("progress-saved")).text


async def test_an_update_is_no_case_and_shows_in_the_digest(town: Town) -> None:
    phone, focal = await manager(town), await town.focal_point()
    await phone.says("P2 delayed")
    await phone.hears("progress-saved")
    await focal.says("DIGEST")
    assert "P2 update came: delayed" in (await focal.hears("digest")).text
    (row,) = await town.submissions(phone)
    assert row.form == "progress"


async def test_a_manager_who_tells_of_abuse_is_a_reporter(town: Town) -> None:
    phone = await manager(town)
    await phone.says("P2 on track but the aid worker asks girls for sex before he gives them food")
    await phone.hears("receipt")
    (row,) = await town.submissions(phone)
    assert row.klass == "S" and not await town.rows(progress)


async def test_another_managers_button_does_nothing(town: Town) -> None:
    phone, other = await manager(town), town.phone()
    await phone.says("P2 on track")
    saved = await phone.hears("progress-saved")
    await other.presses_token(saved.token("delayed"))
    await other.hears("stale-button")
    assert len(await town.rows(progress)) == 1
