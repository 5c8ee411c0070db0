"""What happens seldom, each with the branch that only it reaches."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, update

from storage.schema import case, flag, partnership, progress, submission
from tests.scenarios.test_answering import CHOLERA, FLOOD, taken
from tests.scenarios.test_answers import DRY, FRAUD
from tests.scenarios.test_partnerships import due_day, manager, registered
from tests.town import Phone, Town

ABUSE = "The food distributor touches young girls and wants sex for food"


async def again_managed(town: Town, phone: Phone, code: str) -> None:
    """Give a phone that holds a post another one."""
    from bot import staffing

    asked = staffing.Invitation("Another post", "KE", "manager", "en", "", "", code, "", 7)
    invitation = await town.house.at_desk(staffing._invite, asked)
    await phone.says(f"/start {invitation}")
    await phone.hears("manager-enrolled")


async def test_what_was_removed_cannot_be_asked_to_be_removed_again(town: Town) -> None:
    phone = town.phone()
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await phone.hears("deleted")
    await phone.says(f"DELETE {number}")
    await phone.hears("status-none")


# Partnerships -------------------------------------------------------------------------------------


async def test_of_what_is_over_and_done_no_next_update_is_awaited(town: Town) -> None:
    await registered(town)
    phone = await manager(town)

    def over(connection: Connection) -> None:
        connection.execute(
            update(partnership)
            .where(partnership.c.code == "P2")
            .values(ends_on=town.time.date() - timedelta(days=1))
        )

    await town.house.db.write(over)
    await phone.says("P2 on track")
    assert "Next update" in (await phone.hears("progress-saved")).text
    await phone.says("P2 completed")
    assert "Next update" not in (await phone.hears("progress-saved")).text


async def test_the_day_moves_once_it_is_known_which_partnership_it_was(town: Town) -> None:
    await registered(town, due="2026-11-25")
    phone = await manager(town)
    await phone.says("P9 on track")
    asked = await phone.hears("progress-which-unknown")
    assert await due_day(town) == date(2026, 11, 25)
    await phone.presses(asked, "P2")
    await phone.hears("progress-saved")
    assert (await due_day(town) or date.min) > date(2026, 11, 25)


async def test_the_guided_way_moves_the_day_too(town: Town) -> None:
    await registered(town, due="2026-11-25")
    phone = await manager(town)
    await phone.says("UPDATE")
    await phone.presses(await phone.hears("progress-guide-status"), "delayed")
    assert (await due_day(town) or date.min) > date(2026, 11, 25)


async def test_a_correction_to_another_partnership_moves_its_day_and_reads_its_figures(
    town: Town,
) -> None:
    await registered(town, due="2026-11-25")
    phone = await manager(town)
    await town.partnership("P8", phone, [("wells", "well", 10.0)])
    await phone.says("P2 on track 12 wells")
    await phone.hears("progress-saved")
    assert await due_day(town, "P8") is None
    await phone.says("FIX P8")
    assert "P8: on track. 12 wells in total, plan 10" in (await phone.hears("progress-saved")).text
    assert (await due_day(town, "P8") or date.min) > town.time.date()


async def test_a_status_that_was_corrected_stays_when_the_partnership_is_found(
    town: Town,
) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P9 bit slow, 900 farmers")
    await phone.presses(await phone.hears("progress-which-unknown"), "none")
    await phone.says("FIX completed")
    await phone.presses(await phone.hears("progress-which"), "none")
    await phone.says("FIX")
    await phone.presses((await phone.letters())[-1], "P2")
    assert "P2: completed" in (await phone.hears("progress-saved")).text


async def test_danger_told_with_fix_is_an_update_of_its_own_and_an_alert(town: Town) -> None:
    await registered(town)
    focal, phone = await town.focal_point(), await manager(town)
    await phone.says("P2 on track")
    await phone.reads_all()
    await phone.says("FIX P2 delayed, cholera in the camp, ten sick since Friday")
    await phone.hears("progress-receipt")
    await focal.hears("alert", number=await town.number_of(phone))
    assert len(await town.submissions(phone)) == 2


async def test_an_update_edited_into_abuse_is_a_sealed_report_and_stays_as_it_was(
    town: Town,
) -> None:
    await registered(town)
    safe, phone = await town.safeguarding(), await manager(town, via="telegram")
    sent = phone.emulated.says("P2 on track 1200 farmers")
    await town.settle()
    await phone.hears("progress-saved")
    phone.emulated.edits(sent, ABUSE)
    await town.settle()
    await safe.hears("alert-sealed", number=await town.number_of(phone))
    rows = await town.submissions(phone)
    assert [(row.form, row.klass) for row in rows] == [("progress", "P"), ("feedback", "S")]
    assert len(await town.rows(progress)) == 1


async def test_a_line_of_the_post_before_is_corrected_by_nobody(town: Town) -> None:
    await registered(town)
    phone = await manager(town, via="telegram")
    sent = phone.emulated.says("P2 on track 1200 farmers")
    await town.settle()
    await phone.hears("progress-saved")
    await again_managed(town, phone, "P7")
    phone.emulated.edits(sent, "P7 delayed 30 km")
    await town.settle()
    await phone.hears_nothing()
    assert [row.status for row in await town.rows(progress)] == ["on-track"]


async def test_the_guided_way_takes_new_figures_as_new(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("P2 on track 1000 farmers")
    await phone.reads_all()
    await phone.says("UPDATE")
    await phone.presses(await phone.hears("progress-guide-status"), "on-track")
    await phone.says("200 new farmers")
    for text in ("words", "photo"):
        await phone.presses(await phone.hears(f"progress-guide-{text}"), "skip")
    assert "200 farmers trained new, 1200 in total" in (await phone.hears("progress-saved")).text


async def test_to_say_which_partnership_and_no_more_is_no_update(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await town.partnership("P8", phone, [])
    await phone.says("UPDATE")
    await phone.presses(await phone.hears("progress-guide-which"), "P2")
    await phone.hears("progress-guide-status")
    assert await town.submissions(phone) == []


async def test_a_lesson_keeps_the_flags_of_what_can_wait(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("LESSON The pump was broken for a year and nobody repaired it")
    await phone.hears("lesson-kept")
    assert [row.code for row in await town.rows(flag)] == ["service_broken"]


async def test_a_lesson_on_money_is_a_matter_though_nobody_is_in_danger(town: Town) -> None:
    await registered(town)
    phone = await manager(town)
    await phone.says("LESSON " + FRAUD)
    await phone.hears("receipt")
    (matter,) = await town.rows(case)
    (row,) = await town.submissions(phone)
    assert (row.form, row.klass, matter.klass) == ("lesson", "R", "R")


# Matters ------------------------------------------------------------------------------------------


async def test_what_was_opened_again_stays_so_when_its_owner_is_suspended(town: Town) -> None:
    focal = await town.focal_point()
    await town.coordinator()
    phone, number, shown = await taken(town, focal, FLOOD)
    await focal.presses(shown, "done")
    await town.passes(days=8)
    await phone.presses(await phone.hears("fixed-ask"), "no")
    await town.suspend(focal)
    view = await town.case(number)
    assert (view.state, view.owner_id) == ("reopened", None)


async def test_a_reason_in_another_language_is_said_and_no_ready_answer_offered_for_it(
    town: Town,
) -> None:
    focal = await town.focal_point()
    _, number, shown = await taken(town, focal, DRY)
    assert "Ready answer" in [button.label for button in shown.buttons]
    await focal.says(f"CANNOT {number} there is no money left for a new pump this year")
    asked = await focal.hears("answers-read-back")
    assert "You wrote" in asked.text
    assert [button.label for button in asked.buttons] == ["Send as it is", "Change", "Do not send"]


async def test_a_yes_that_comes_too_late_sends_nothing_even_where_no_clock_ran(
    town: Town,
) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal, FLOOD)
    await focal.says(f"R {number} A boat is on its way to you")
    asked = await focal.hears("answers-read-back")
    town.time += timedelta(hours=2)
    await focal.presses(asked, "send")
    await focal.hears("answers-gone")
    await phone.hears_nothing()


async def test_what_was_not_sent_is_not_shown_to_who_holds_the_post_now(town: Town) -> None:
    from bot import staffing

    first, second = await town.focal_point(post="Water"), town.phone()
    _, number, _ = await taken(town, first, FLOOD)
    await first.says(f"R {number} A boat is on its way to you")
    asked = staffing.Invitation("Water", "KE", "focal")
    code = await town.house.at_desk(staffing._invite, asked)
    await second.says(f"START {code}")
    await town.passes(hours=3)
    for phone in (first, second):
        assert "answers-expired" not in [letter.text_id for letter in await phone.letters()]


async def test_a_graver_word_gives_nobody_more_time_than_they_had(town: Town) -> None:
    focal, phone = await town.focal_point(), town.phone("telegram")
    sent = phone.emulated.says(CHOLERA)
    await town.settle()
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert", number=number), "mine")
    (before,) = await town.rows(case, case.c.number == number)
    town.time = before.act_by - timedelta(minutes=1)
    phone.emulated.edits(sent, FLOOD)
    await town.settle()
    (after,) = await town.rows(case, case.c.number == number)
    assert (after.severity, after.act_by) == ("critical", before.act_by)


async def test_nobody_hands_a_colleagues_matter_to_a_third(town: Town) -> None:
    focal, colleague, third = [await town.focal_point() for _ in range(3)]
    _, number, _ = await taken(town, focal, FLOOD)
    await colleague.reads_all()
    await third.reads_all()
    await colleague.presses_token(f"h:{number}:{await town.post_of(third)}")
    await colleague.hears("not-yours")
    await third.hears_nothing()


async def test_a_restricted_matter_is_told_to_one_person_at_a_time(town: Town) -> None:
    await registered(town)
    both = [await town.staff("integrity"), await town.staff("integrity")]
    phone = await manager(town)
    await phone.says("LESSON There is cholera in the camp and we told nobody")
    told = [letter for one in both for letter in await one.letters()]
    assert [letter.text_id for letter in told].count("alert-sealed") == 1


# Entered for others -------------------------------------------------------------------------------


async def test_what_was_answered_hours_ago_is_not_of_what_is_told_now(town: Town) -> None:
    who = await town.staff("volunteer")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "paper")
    await who.presses(await who.hears("entry-when"), "yesterday")
    await town.passes(hours=3)
    await who.says("The pump of our village is broken and we drink from the river")
    (row,) = await town.rows(submission, submission.c.entered_by.is_not(None))
    assert (row.source, row.happened_on) == ("", town.time.date())


async def test_a_number_alone_is_not_what_somebody_told(town: Town) -> None:
    who = await town.staff("volunteer")
    await who.says("ENTER")
    await who.presses(await who.hears("entry-source"), "call")
    await who.presses(await who.hears("entry-when"), "today")
    await who.presses(await who.hears("entry-place"), "skip")
    await who.presses(await who.hears("entry-number"), "skip")
    await who.presses(await who.hears("entry-confirm"), "right")
    await who.says("7")
    assert not await town.rows(submission)


async def test_where_something_sealed_was_entered_is_no_area(town: Town) -> None:
    await town.area("KE", "Turkana")
    who = await town.staff("volunteer")
    await who.says(f"ENTER {ABUSE} in Turkana")
    (row,) = await town.rows(submission)
    assert (row.klass, row.area_id) == ("S", None)
    await who.says("ENTER The pump in Turkana is broken and we drink from the river")
    assert {
        row.klass for row in await town.rows(submission, submission.c.area_id.is_not(None))
    } == {"P"}


# Digests ------------------------------------------------------------------------------------------


async def test_two_addresses_at_once_are_none(town: Town) -> None:
    focal = await town.focal_point()
    await focal.says("DIGEST one@example.org two@example.org")
    await focal.hears("digest-how")
