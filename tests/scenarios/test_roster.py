"""Posts and who holds them: invited, on duty, away, suspended; and what they had moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

import locales
from bot.app import BadSetting
from handlers.promise import local
from storage import answering
from storage.schema import (
    absence,
    address,
    audit,
    case,
    departing,
    outbox,
    partnership_member,
    staff,
)
from tests.town import Phone, Town

FLOOD = "The flood is in the houses, people are on the roof and will drown"
CHOLERA = "Many people have cholera in our village and two children died"
ABUSE = "The aid worker asks girls for sex before he gives the food cards"
SCHOOL = "The school roof in our village is broken and nobody repairs it"
CLINIC = "The clinic has had no medicine since last week"
TODAY = date(2026, 11, 23)


async def taken(town: Town, focal: Phone, words: str, via: str = "sms") -> tuple[Phone, str]:
    """Somebody reports, and the focal point takes it, alerted or not."""
    phone = town.phone(via)
    await phone.says(words)
    number = await town.number_of(phone)
    await focal.says(f"MINE {number}")
    assert (await town.case(number)).owner_id == await town.post_of(focal)
    await phone.reads_all()
    await focal.reads_all()
    return phone, number


async def everything_has_somebody(town: Town) -> None:
    """Every open matter has an owner who is there, or somebody was alerted and more are."""

    def look(connection) -> list[str]:  # type: ignore[no-untyped-def]
        left = []
        for row in connection.execute(select(case).where(case.c.state.in_(answering.OPEN))):
            asked = answering.alerted(connection, row.id, row.round)
            if row.owner_id is None and not (asked and row.next_step_at is not None):
                left.append(row.number)
        return left

    assert not await town.house.db.read(look)


# Invited --------------------------------------------------------------------------------------


async def test_a_coordinator_invites_in_one_line(town: Town) -> None:
    turkana = await town.area("KE", "Turkana")
    head = await town.coordinator()
    await head.says('INVITE focal water Turkana "Water, Turkana"')
    told = await head.hears("roster-invited")
    code = told.text.split("START ")[1].split()[0]
    phone = town.phone("sms")
    await phone.says(code)  # the bare code is a whole message
    assert "Water, Turkana" in (await phone.hears("enrolled")).text
    reporter = town.phone()
    await reporter.says("Many people have cholera in Turkana, the water is bad")
    await head.says("STAFF turkana")
    listed = await head.hears("roster-staff")
    assert "Water, Turkana, focal point: there" in listed.text
    assert "programme, water, Turkana" in listed.text
    roster = await town.as_operator(lambda desk: desk.roster)
    (duty,) = roster.duties
    assert (duty.topic, duty.klass, duty.area_id) == ("water", "P", turkana)
    other = town.phone()
    await other.says(f"start {code.lower()}")
    await other.hears("code-unknown")
    (row,) = await town.rows(audit, audit.c.action == "invite", audit.c.actor != "operator")
    assert row.actor == await town.post_of(head)


async def test_what_the_line_leaves_open_is_asked(town: Town) -> None:
    await town.area("KE", "Turkana")
    head = await town.coordinator(via="sms")
    await head.says("INVITE")
    role = await head.hears("roster-invite-role")
    await head.presses(role, "focal point")
    await head.hears("roster-invite-topic")
    await head.says("health")
    await head.hears("roster-invite-area")
    await head.says("Atlantis")
    await head.hears("roster-invite-post")
    await head.says("Cholera and floods, north")  # words that alarm are a name here
    await head.hears("roster-area-unknown")
    await head.hears("roster-invite-area")
    await head.says("turkana")
    told = await head.hears("roster-invited")
    assert "Cholera and floods, north" in told.text
    roster = await town.as_operator(lambda desk: desk.roster)
    (duty,) = roster.duties
    assert duty.topic == "health" and duty.area_id is not None
    assert not await town.rows(case)


async def test_words_that_only_look_like_commands_are_not(town: Town) -> None:
    head, focal = await town.coordinator(), await town.focal_point()
    await head.says("invite them all to the meeting on Monday")
    await head.hears("help-staff")
    await focal.says("leave it on the table please")
    await focal.hears("help-staff")
    await focal.says("STAFF")
    await focal.hears("roster-coordinators-only")
    stranger = town.phone()
    await stranger.says("STAFF are rude in this office")
    await stranger.hears("receipt")


async def test_a_coordinator_sees_and_changes_only_their_own_country(town: Town) -> None:
    head = await town.coordinator("KE")
    abroad = await town.focal_point("UG", post="Water, Kampala")
    await head.says("STAFF")
    assert "Kampala" not in (await head.hears("roster-staff")).text
    await head.says("SUSPEND Kampala")
    await head.hears("roster-none-found")
    await head.says("DUTY")
    await head.hears("roster-no-duty")
    await head.presses_token(f"s:abcd:post:{await town.post_of(abroad)}")
    await head.hears("stale-button")


async def test_a_post_has_one_phone_and_a_new_code_is_for_the_same_post(town: Town) -> None:
    from bot import staffing

    first = await town.focal_point(post="Water")
    asked = staffing.Invitation("water", "KE", "focal")
    unused = await town.house.at_desk(staffing._invite, asked)
    code = await town.house.at_desk(staffing._invite, asked)
    second = town.phone()
    await second.says(f"START {unused}")
    await second.hears("code-unknown")
    _, number = await taken(town, first, FLOOD)
    await second.says(f"START {code}")
    await second.hears("enrolled")
    assert (await town.case(number)).owner_id == await town.post_of(second)
    await first.says(f"DONE {number}")
    await first.hears("roster-not-enrolled")
    assert (await town.case(number)).state == "acknowledged"
    wrong = staffing.Invitation("Water", "KE", "integrity")
    with pytest.raises(BadSetting, match="--role"):
        await town.house.at_desk(staffing._invite, wrong)


async def test_the_web_page_takes_a_link_with_a_code(town: Town) -> None:
    async with town.client.get("/?start=2ABCDEFGHJ") as response:
        assert "START 2ABCDEFGHJ" in await response.text()
    async with town.client.get("/?start=<script>") as response:
        assert "START" not in await response.text()


# Suspended ------------------------------------------------------------------------------------


async def test_a_stolen_phone_can_do_nothing_from_the_next_second(town: Town) -> None:
    from bot import staffing

    thief = await town.staff(
        "safeguarding", post="Water, Turkana", organisation="A", via="telegram"
    )
    await town.duty(thief, klass="R")
    focal = await town.focal_point(post="Country")
    safe = await town.safeguarding(organisation="B", post="Safe")
    head = await town.coordinator()
    integrity = await town.staff("integrity")
    await town.duty(focal, topic="health")
    _, number = await taken(town, focal, SCHOOL)
    # a sealed and an urgent matter of theirs, an offer, an alert not answered, a code not used
    girl = town.phone()
    await girl.says(ABUSE)
    sealed = await town.number_of(girl)
    await thief.presses(await thief.hears("alert-sealed", number=sealed), "mine")
    witness = town.phone()
    await witness.says("The police beat and shot at people in the market this morning")
    restricted = await town.number_of(witness)
    view = await town.case(restricted)
    assert view.klass == "R"
    await thief.says(f"MINE {restricted}")
    woman = town.phone()
    await woman.says(ABUSE)
    waits = await town.number_of(woman)
    old = await thief.hears("alert-sealed", number=waits)
    await safe.reads_all()
    await integrity.reads_all()
    asked = staffing.Invitation("Water, Turkana", "KE", "safeguarding")
    forwarded = await town.house.at_desk(staffing._invite, asked)
    await thief.presses(await thief.hears("mine-sealed", number=sealed), "answer")
    await thief.hears("answer-ask")
    await thief.reads_all()

    await head.says("SUSPEND turkana")
    sure = await head.hears("roster-suspend-sure")
    assert "Water, Turkana" in sure.text
    await head.presses(sure, "yes")
    done = await head.hears("roster-suspended")
    for one in (sealed, restricted, waits):
        assert one in done.text
    assert "food" not in done.text and number not in done.text

    await thief.says("I know who you are and where you live")  # the answer that was open
    await thief.hears("roster-not-enrolled")
    await girl.reads_all()
    await thief.presses(old, "mine")
    await thief.hears("roster-not-enrolled")
    for words in (f"R {sealed} come to my office", "NEXT", f"MINE {waits}", "STAFF", "DIGEST"):
        await thief.says(words)
        await thief.hears("roster-not-enrolled")
    await thief.replies(old, "Wait for me at the school")
    await thief.hears("roster-not-enrolled")
    await thief.says(forwarded)
    await thief.hears("code-unknown")
    await thief.hears_nothing()
    await girl.hears_nothing()

    for one in (sealed, restricted):
        view = await town.case(one)
        assert view.owner_id is None and "moved" in view.events and view.state == "new"
    for one in (sealed, waits):
        await safe.hears("alert-sealed", number=one)
    await integrity.hears("alert-sealed", number=restricted)
    await everything_has_somebody(town)
    (row,) = await town.rows(audit, audit.c.action == "suspend")
    assert row.actor == await town.post_of(head)


async def test_an_offer_to_a_suspended_post_is_declined_and_unsent_letters_stay(town: Town) -> None:
    giver, receiver = await town.focal_point(), await town.focal_point(via="sms", post="Receiver")
    _, number = await taken(town, giver, FLOOD)
    post = await town.post_of(receiver)
    giver_id = await town.post_of(giver)
    await giver.presses_token(f"h:{number}:{post}")
    await receiver.hears("hand-over-offer")
    await town.as_operator(lambda desk: None)

    from handlers import posts
    from storage.types import Say

    def write_and_suspend(desk) -> posts.Suspended:  # type: ignore[no-untyped-def]
        member = desk.roster.members[post]
        desk.tell(member, Say("next-none", urgency="alert"), "a letter under way")
        return posts.suspend(desk, post, "operator")

    done = await town.as_operator(write_and_suspend)
    assert [one for one, _ in done.seen] == [number]
    await giver.hears("hand-over-declined")
    (letter,) = await town.rows(outbox, outbox.c.dedupe_key == "a letter under way")
    assert letter.state == "withdrawn"
    assert not await town.rows(departing, departing.c.id == letter.id)
    await receiver.says("1")
    await receiver.hears("roster-not-enrolled")
    assert (await town.case(number)).owner_id == giver_id


async def test_a_new_code_ends_a_suspension_only_when_it_is_used(town: Town) -> None:
    focal, head = await town.focal_point(post="Water"), await town.coordinator()
    await town.suspend(focal)
    await head.says('INVITE focal "Water"')
    code = (await head.hears("roster-invited")).text.split("START ")[1].split()[0]
    phone = town.phone()
    await phone.says(FLOOD)
    await head.hears("alert-nobody")
    await head.says("STAFF Water")
    assert "suspended" in (await head.hears("roster-staff")).text
    await focal.says(f"START {code}")
    await focal.hears("enrolled")
    again = town.phone()
    await again.says(FLOOD)
    await focal.hears("alert")


async def test_no_means_no_and_several_are_asked_which(town: Town) -> None:
    head = await town.coordinator()
    await town.focal_point(post="Water, north")
    await town.focal_point(post="Water, south")
    await head.says("SUSPEND water")
    await head.presses(await head.hears("roster-suspend-which"), "Water, south")
    sure = await head.hears("roster-suspend-sure")
    assert "Water, south" in sure.text
    await head.presses(sure, "no")
    await head.hears("roster-nothing-changed")
    assert not await town.rows(audit, audit.c.action == "suspend")


# Away -----------------------------------------------------------------------------------------


async def test_who_is_away_is_not_asked_and_the_stand_in_has_what_they_had(town: Town) -> None:
    focal, other = await town.focal_point(post="Water"), await town.focal_point(post="Health")
    third = await town.focal_point(post="Third")
    head = await town.coordinator()
    _, ordinary = await taken(town, focal, SCHOOL)
    _, urgent = await taken(town, focal, FLOOD)
    for phone in (other, third, head):
        await phone.reads_all()
    await focal.says("AWAY 23/11 27 November")
    await focal.presses(await focal.hears("roster-away-stand-in"), "Third")
    await focal.hears("roster-away-noted")
    told = await third.hears("roster-absence")
    assert "You answer for them" in told.text
    assert "Third stands in" in (await head.hears("roster-absence")).text
    moved = await third.hears("roster-moved")
    assert ordinary in moved.text and "Water" in moved.text
    view = await town.case(ordinary)
    assert view.owner_id == await town.post_of(third) and view.events[-1] == "moved"
    await third.hears("alert", number=urgent)  # freed, and asked first in the place of who is away
    assert (await town.case(urgent)).owner_id is None
    await focal.reads_all()
    phone = town.phone()
    await phone.says(CHOLERA)
    await third.hears("alert", number=await town.number_of(phone))
    await focal.hears_nothing()
    await focal.says(f"MINE {urgent}")
    await focal.hears("roster-away-now")
    await everything_has_somebody(town)
    await focal.says("BACK")
    await focal.hears("roster-back")
    await focal.reads_all()
    again = town.phone()
    await again.says(CHOLERA)
    await focal.hears("alert", number=await town.number_of(again))


async def test_an_absence_begins_on_its_day_and_ends_by_itself(town: Town) -> None:
    focal, other = await town.focal_point(post="Water"), await town.focal_point(post="Other")
    _, number = await taken(town, focal, SCHOOL)
    await town.absence(focal, TODAY + timedelta(days=2), TODAY + timedelta(days=3), other)
    assert (await town.case(number)).owner_id == await town.post_of(focal)
    await town.lives(24 * 2 - 10)  # into the first hours of the day, local
    assert local(town.time, "KE").date() == TODAY + timedelta(days=2)
    assert (await town.case(number)).owner_id == await town.post_of(other)
    assert (await other.hears("roster-moved")).state == "sent"
    await town.lives(24 * 2)
    await focal.reads_all()
    phone = town.phone()
    await phone.says(CHOLERA)
    await focal.hears("alert")


async def test_stand_ins_in_a_ring_or_away_or_suspended_are_passed_over(town: Town) -> None:
    first, second = await town.focal_point(post="First"), await town.focal_point(post="Second")
    third, head = await town.focal_point(post="Third"), await town.coordinator()
    week = (TODAY, TODAY + timedelta(days=6))
    await town.absence(first, *week, second)
    await town.absence(second, *week, first)
    phone = town.phone()
    await phone.says(FLOOD)
    await third.hears("alert")
    await town.suspend(third)
    again = town.phone()
    await again.says(FLOOD)
    await head.hears("alert-nobody", number=await town.number_of(again))
    for one in (first, second):
        assert not [letter for letter in await one.letters() if letter.text_id == "alert"]


async def test_nobody_stands_in_for_what_they_may_not_see(town: Town) -> None:
    from handlers import posts

    safe, other = await town.safeguarding(post="Safe"), await town.safeguarding(post="Other")
    focal = await town.focal_point(post="Focal")
    await safe.says("AWAY 30/11")
    offered = await safe.hears("roster-away-stand-in")
    assert [button.label for button in offered.buttons] == ["Other", "nobody"]
    with pytest.raises(posts.Unfit):
        await town.absence(safe, TODAY, TODAY, focal)
    await safe.presses(offered, "nobody")
    phone = town.phone()
    await phone.says(ABUSE)
    await other.hears("alert-sealed")
    assert not [one for one in await safe.letters() if one.text_id == "alert-sealed"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "AWAY tomorrow 5 December"),
        ("fr", "ABSENT demain 5 décembre"),
        ("sw", "LIKIZO kesho 5/12"),
        ("ht", "ABSAN demen 5/12"),
        ("ar", "غائب غدا ٥/١٢"),
    ],
)
async def test_away_is_understood_in_every_language(town: Town, language: str, line: str) -> None:
    focal = await town.focal_point(language=language)
    await focal.says(line)
    await focal.presses(await focal.hears("roster-away-stand-in"), "nobody")
    await focal.hears("roster-away-noted")
    id = await town.post_of(focal)
    roster = await town.as_operator(lambda desk: desk.roster)
    (away,) = roster.absences[id]
    assert (away.starts_on, away.ends_on) == (TODAY + timedelta(days=1), date(2026, 12, 5))


# Duties end -----------------------------------------------------------------------------------


async def test_a_duty_ends_with_open_matters_over_a_holiday(town: Town) -> None:
    """Ten tests before anyone trusts it, the tenth."""
    focal, other = await town.focal_point(post="Leaves"), await town.focal_point(post="Stays")
    head = await town.coordinator()
    safe, second = await town.safeguarding(post="S1"), await town.safeguarding(post="S2")
    town.time += timedelta(days=15)  # Tuesday 8 December; Jamhuri Day is Saturday the 12th
    matters = [await taken(town, focal, SCHOOL) for _ in range(6)]
    girl = town.phone()
    await girl.says(ABUSE)
    await safe.says(f"MINE {await town.number_of(girl)}")
    sealed = await town.number_of(girl)
    answered_phone, answered = matters[-1]
    await focal.says(f"R {answered} The carpenter comes on Friday")
    await focal.confirms()
    for phone, _ in matters:
        await phone.reads_all()
    await girl.reads_all()
    last = date(2026, 12, 11)
    await town.end_duties(focal, last)
    await town.end_duties(safe, last)
    assert (await town.case(matters[0][1])).owner_id == await town.post_of(focal)
    await town.lives(24 * 4)  # to Saturday, the holiday
    assert local(town.time, "KE").date() == date(2026, 12, 12)
    await everything_has_somebody(town)
    new_owner = await town.post_of(other)
    for _, number in matters:
        view = await town.case(number)
        assert view.owner_id == new_owner and view.events.count("moved") == 1
    moved = await other.hears("roster-moved")
    assert all(number in moved.text for _, number in matters) and "Leaves" in moved.text
    assert (await town.case(sealed)).owner_id is None
    await second.hears("alert-sealed", number=sealed)
    assert len([one for one in await other.letters() if one.text_id == "roster-moved"]) == 1
    await focal.says(f"DONE {matters[0][1]}")
    await focal.hears("not-yours")
    await town.lives(24 * 14)
    slips = ("promise-slipped", "roster-promise-late")
    for phone, number in matters[:-1]:
        told = [one for one in await phone.letters() if one.text_id in slips]
        assert len(told) == 1, number
        promised = (await town.submissions(phone))[0].promised_on
        assert told[0].args["day"] == promised.isoformat()
        assert told[0].at.date() < promised
    for phone in (answered_phone, girl):
        assert not [one for one in await phone.letters() if one.text_id in slips]
    await head.reads_all()


async def test_a_promise_that_is_kept_slips_for_nobody(town: Town) -> None:
    focal, other = await town.focal_point(), await town.focal_point()
    phone, number = await taken(town, focal, SCHOOL)
    await town.suspend(focal)
    assert (await town.case(number)).owner_id == await town.post_of(other)
    await other.says(f"R {number} The roof is repaired on Monday")
    await other.confirms()
    await phone.hears("about")
    await town.lives(24 * 12)
    assert [one for one in await phone.letters() if "promise" in one.text_id] == []


async def test_the_end_of_a_duty_is_told_thirty_seven_and_one_day_before(town: Town) -> None:
    focal, head = await town.focal_point(post="Water", via="sms"), await town.coordinator()
    await town.end_duties(focal, TODAY + timedelta(days=32))
    await town.lives(6 * 24)
    assert "Your duty ends" in (await focal.hears("roster-duty-ends")).text
    assert "Water" in (await head.hears("roster-duty-ends")).text
    await focal.hears_nothing()
    await town.lives(24 * 3)
    await focal.hears_nothing()
    # Down for weeks: of the two that were missed only the nearest is told.
    town.time += timedelta(days=22)
    await town.lives(1)
    await focal.hears("roster-duty-ends")
    await focal.hears_nothing()
    await town.lives(24 * 4)
    await focal.hears_nothing()
    assert len([one for one in await head.letters() if one.text_id == "roster-duty-ends"]) == 2


async def test_a_coordinator_extends_a_duty_in_chat(town: Town) -> None:
    head, focal = await town.coordinator(via="sms"), await town.focal_point(post="Water")
    await town.end_duties(focal, TODAY + timedelta(days=3))
    await head.says("DUTY water")
    what = await head.hears("roster-duty-what")
    await head.presses(what, "extend-30")
    await head.hears("roster-duty-until")
    roster = await town.as_operator(lambda desk: desk.roster)
    (duty,) = roster.duties
    assert duty.ends_on == TODAY + timedelta(days=33)
    await focal.says("DUTY")
    assert "programme, all topics" in (await focal.hears("roster-duties")).text


async def test_only_the_duty_that_ended_gives_its_matters_away(town: Town) -> None:
    turkana = await town.area("KE", "Turkana")
    both = await town.focal_point(area="Turkana", post="Both")
    other = await town.focal_point(post="Country")
    await town.duty(both, topic="education", area=turkana)
    reporter = town.phone("sms")
    await reporter.says("The school roof in Turkana is broken and nobody repairs it")
    number = await town.number_of(reporter)
    await both.says(f"MINE {number}")
    roster = await town.as_operator(lambda desk: desk.roster)
    whole, school = roster.duties[0], roster.duties[-1]
    assert (whole.topic, school.topic) == ("", "education")

    from handlers import posts

    await town.as_operator(lambda desk: posts.end_duty(desk, school, TODAY, "operator"))
    await town.lives(24)
    assert (await town.case(number)).owner_id == await town.post_of(both)  # still on its ladder
    await town.as_operator(lambda desk: posts.end_duty(desk, whole, TODAY, "operator"))
    await town.lives(24)
    assert (await town.case(number)).owner_id == await town.post_of(other)


# The ladder -----------------------------------------------------------------------------------


async def test_the_nearest_area_then_the_country_then_the_coordinator_then_the_region(
    town: Town,
) -> None:
    turkana = await town.area("KE", "Turkana")
    await town.area("KE", "Kakuma", parent=turkana, level=2)
    region = await town.staff("region", "ET", countries=("KE", "UG"), post="Region")
    office = await town.focal_point("UG", countries=("KE",), post="Two countries")
    parent = await town.focal_point(area="Turkana", post="Turkana")
    near = await town.focal_point(area="Kakuma", post="Kakuma")
    head = await town.coordinator()
    phone = town.phone()
    await phone.says("Many people have cholera in Kakuma and two children died")
    number = await town.number_of(phone)
    await near.hears("alert", number=number)
    await head.hears("alert", number=number)
    for one in (parent, office, region):
        await one.hears_nothing()
        await town.passes(minutes=61)
        await one.hears("alert", number=number)
    await region.says("NEXT")
    await region.hears("next-item")
    sealed = town.phone()
    await sealed.says(ABUSE)
    for one in (near, parent, office, region):
        await one.reads_all()
    await head.hears("alert-nobody-sealed")
    await town.duty(region, klass="S")
    await town.passes(minutes=61)
    await region.hears("alert-sealed")


async def test_danger_is_told_to_duty_and_coordinator_whatever_stands_between(town: Town) -> None:
    first, second = await town.focal_point(), await town.focal_point()
    head = await town.coordinator()
    phone = town.phone()
    await phone.says(FLOOD)
    assert "You are first on duty" in (await first.hears("alert")).text
    also = await head.hears("alert")
    assert "first on duty are told now" in also.text and "Nobody" not in also.text
    await second.hears_nothing()


async def test_of_class_s_two_organisations_are_told(town: Town) -> None:
    first = await town.safeguarding(organisation="Agency A")
    same = await town.safeguarding(organisation="agency a")
    other = await town.safeguarding(organisation="Agency B")
    phone = town.phone()
    await phone.says(ABUSE)
    await first.hears("alert-sealed")
    await other.hears("alert-sealed")
    await same.hears_nothing()


async def test_help_names_the_words_of_who_asks(town: Town) -> None:
    head, focal = await town.coordinator(), await town.focal_point()
    await head.says("HELP")
    await head.hears("help-staff")
    await head.hears("roster-help")
    assert "SUSPEND" in (await head.hears("roster-help-head")).text
    await focal.says("HELP")
    await focal.hears("help-staff")
    assert "CANNOT" in (await focal.hears("roster-help")).text
    await focal.hears_nothing()


# What nobody is told, offered or allowed ----------------------------------------------------------


async def test_who_takes_another_post_leaves_the_first_and_what_it_held_moves(town: Town) -> None:
    from bot import staffing

    first, second = await town.focal_point(post="First"), await town.focal_point(post="Second")
    _, number = await taken(town, first, SCHOOL)
    left = await town.post_of(first)
    await second.says("STOP")  # is no one to hand it to
    asked = staffing.Invitation("Third", "KE", "focal")
    code = await town.house.at_desk(staffing._invite, asked)
    await first.says(f"START {code}")
    assert "Third" in (await first.hears("enrolled")).text
    assert (await town.case(number)).owner_id == await town.post_of(first) != left
    roster = await town.as_operator(lambda desk: desk.roster)
    assert roster.members[left].address_id is None
    assert [row.object for row in await town.rows(audit, audit.c.action == "left")] == [left]


async def test_the_old_phone_is_out_within_the_same_breath(town: Town) -> None:
    from bot import staffing

    old, new = await town.focal_point(post="Water"), town.phone()
    _, number = await taken(town, old, SCHOOL)
    asked = staffing.Invitation("Water", "KE", "focal")
    code = await town.house.at_desk(staffing._invite, asked)
    await new.says(f"START {code}", settle=False)
    await old.says(f"DONE {number}")  # handled together
    await new.hears("enrolled")
    await old.hears("roster-not-enrolled")
    assert (await town.case(number)).state == "acknowledged"


async def test_only_who_is_there_and_near_is_offered_as_a_stand_in(town: Town) -> None:
    focal = await town.focal_point(post="Goes")
    await town.focal_point(post="Near")
    await town.focal_point("UG", post="Kampala")
    silent = await town.focal_point(post="Silent")
    await silent.says("STOP")
    await focal.says("AWAY 30/11")
    offered = await focal.hears("roster-away-stand-in")
    assert [button.label for button in offered.buttons] == ["Near", "nobody"]


async def test_what_a_coordinator_had_does_not_wait_for_them_to_come_back(town: Town) -> None:
    head, focal = await town.coordinator(), await town.focal_point()
    _, number = await taken(town, head, SCHOOL)
    await town.absence(head, TODAY, TODAY + timedelta(days=7))
    assert (await town.case(number)).owner_id == await town.post_of(focal)


@pytest.mark.parametrize("days", ["30/11 25/11", "2026-11-01 2026-11-05"])
async def test_days_that_cannot_be_are_no_absence(town: Town, days: str) -> None:
    focal = await town.focal_point()
    await focal.says(f"AWAY {days}")
    await focal.presses(await focal.hears("roster-away-stand-in"), "nobody")
    await focal.hears("roster-away-unclear")
    assert not await town.rows(absence)


async def test_an_absence_ends_once_and_its_own_holder_is_not_told_of_it(town: Town) -> None:
    head = await town.coordinator(post="Head")
    await town.absence(head, TODAY - timedelta(days=5), TODAY - timedelta(days=3))
    await head.says("BACK")
    await head.hears("roster-not-away")  # what is over is over
    await head.says("AWAY 30/11 2/12")
    await head.presses(await head.hears("roster-away-stand-in"), "nobody")
    await head.hears("roster-away-noted")
    await head.says("BACK", "BACK")
    await head.hears("roster-back")
    await head.hears("roster-not-away")
    await head.hears_nothing()
    assert len(await town.rows(audit, audit.c.action == "back")) == 1


async def test_staff_lists_who_is_there_and_what_is_missing(town: Town) -> None:
    from bot import staffing

    head = await town.coordinator(post="Head")
    gone, silent = await town.focal_point(post="Gone"), await town.focal_point(post="Silent")
    past = await town.focal_point(post="Past", topic="health")
    asked = staffing.Invitation("Empty", "KE", "reader")
    await town.house.at_desk(staffing._invite, asked)
    await silent.says("STOP")
    await town.absence(gone, TODAY, TODAY + timedelta(days=3), past)
    await town.end_duties(past, TODAY - timedelta(days=1))
    for phone in (head, past):
        await phone.reads_all()
    await head.says("STAFF")
    listed = (await head.hears("roster-staff")).text
    assert "Empty, first reader: nobody enrolled yet" in listed
    assert "Silent, focal point: takes no messages" in listed
    assert "Gone, focal point: away until Thu 26 Nov (stand-in: Past)" in listed
    assert "Past, focal point: there" in listed and "health" not in listed
    assert "HOLES: 2" in listed  # nobody for R and S
    await head.says("STAFF gone")
    assert "HOLES" not in (await head.hears("roster-staff")).text
    await head.says("STAFF zanzibar")
    await head.hears("roster-none-found")


async def test_of_very_many_posts_the_first_are_listed(town: Town) -> None:
    from storage import people

    head = await town.coordinator(post="Head")

    def add(desk) -> None:  # type: ignore[no-untyped-def]
        for place in range(45):
            people.add_staff(desk.connection, f"Post {place}", "reader", "KE", "en", desk.now)

    await town.as_operator(add)
    await head.says("STAFF post")
    lines = (await head.hears("roster-staff")).text.splitlines()
    assert len(lines) == 41 and "5 more lines" in lines[-1]


async def test_a_manager_is_invited_for_a_partnership_and_a_region_never_in_chat(
    town: Town,
) -> None:
    head = await town.coordinator()
    await head.says('INVITE region "Whole region"')
    labels = {one.label for one in (await head.hears("roster-invite-role")).buttons}
    assert "focal point" in labels
    assert not labels & {"region", "partnership manager"}
    first = await town.staff("manager", partnership="P2")
    await head.says('INVITE manager P2 "Reports for P2"')
    told = await head.hears("roster-invited")
    code = told.text.split("START ")[1].split()[0]
    phone = town.phone()
    await phone.says(f"START {code}")
    await phone.hears("manager-enrolled")
    members = await town.rows(partnership_member)
    posts = [await town.post_of(first), await town.post_of(phone)]
    assert sorted(one.staff_id for one in members) == sorted(posts)


async def test_nobody_suspends_themselves_nor_who_is_suspended_already(town: Town) -> None:
    head, focal = await town.coordinator(post="Head"), await town.focal_point(post="Water")
    await head.says("SUSPEND head")
    await head.hears("roster-none-found")
    await head.says("SUSPEND water")
    sure = await head.hears("roster-suspend-sure")
    await town.suspend(focal)
    await head.presses(sure, "yes")
    await head.hears("roster-none-found")
    assert len(await town.rows(audit, audit.c.action == "suspend")) == 1


async def test_a_duty_is_kept_or_ends_today_and_each_sees_their_own(town: Town) -> None:
    head, focal = await town.coordinator(), await town.focal_point(post="Water", topic="water")
    other = await town.focal_point(post="Health", topic="health")
    await focal.says("DUTY")
    own = (await focal.hears("roster-duties")).text
    assert "water" in own and "health" not in own
    await head.says("DUTY health")
    await head.presses(await head.hears("roster-duty-what"), "keep")
    await head.hears("roster-nothing-changed")
    await head.says("DUTY health")
    await head.presses(await head.hears("roster-duty-what"), "end-today")
    await head.hears("roster-duty-until", day=TODAY.isoformat())
    roster = await town.as_operator(lambda desk: desk.roster)
    ends = {one.topic: one.ends_on for one in roster.duties}
    assert ends == {"water": None, "health": TODAY}
    town.time += timedelta(days=1)
    await other.says("DUTY")
    await other.hears("roster-no-duty")


async def test_an_area_belongs_to_the_first_country_of_an_invitation(town: Town) -> None:
    turkana = await town.area("KE", "Turkana")
    await town.focal_point("KE", area="Turkana", countries=("UG",))
    roster = await town.as_operator(lambda desk: desk.roster)
    assert {one.country: one.area_id for one in roster.duties} == {"KE": turkana, "UG": None}


@pytest.mark.parametrize(("late", "text"), [(0, "promise-slipped"), (1, "roster-promise-late")])
async def test_a_promise_that_moved_slips_on_its_day_and_late_is_said_to_be_late(
    town: Town, late: int, text: str
) -> None:
    focal = await town.focal_point()
    await town.focal_point()
    phone, number = await taken(town, focal, SCHOOL)
    await town.suspend(focal)
    promised = (await town.case(number)).promised_on
    town.time += promised - local(town.time, "KE").date() + timedelta(days=late)
    await town.lives(1)
    new = (await town.case(number)).promised_on
    assert new > promised + timedelta(days=late)
    await phone.hears(text, day=new.isoformat())


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("post", {"post": "  "}),
        ("post", {"post": "x" * 121}),
        ("role", {"role": "king"}),
        ("language", {"language": "xx"}),
        ("country", {"country": "K1"}),
        ("country", {"countries": ("KEN",)}),
        ("topic", {"topic": "gold"}),
        ("until", {"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}),
        ("area", {"area": "Atlantis"}),
        ("partnership", {"role": "manager"}),
    ],
)
async def test_an_invitation_that_cannot_be_says_which_field(
    town: Town, field: str, wrong: dict[str, object]
) -> None:
    from handlers import posts

    asked = posts.Invitation(**{"post": "Post", "country": "KE", "role": "focal"} | wrong)  # type: ignore[arg-type]
    with pytest.raises(posts.Unfit) as refused:
        await town.as_operator(lambda desk: posts.invite(desk, asked, "operator"))
    assert refused.value.field == field
    assert not await town.rows(staff)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("class", {"klass": "S"}),
        ("topic", {"topic": "gold"}),
        ("until", {"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}),
    ],
)
async def test_a_duty_that_cannot_be_says_which_field(
    town: Town, field: str, wrong: dict[str, object]
) -> None:
    from handlers import posts

    focal = await town.focal_point()
    with pytest.raises(posts.Unfit) as refused:
        await town.duty(focal, **wrong)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert len((await town.as_operator(lambda desk: desk.roster)).duties) == 1


def test_of_many_numbers_the_first_twenty_are_written() -> None:
    from handlers import posts

    many = [f"{10000000 + place}" for place in range(25)]
    assert posts.numbers(many, "en").endswith(f"{many[19]} … +5")
    assert many[20] not in posts.numbers(many, "en")
    assert posts.numbers(many[:20], "ar") == "، ".join(many[:20])


async def test_who_is_enrolled_is_answered_in_the_language_and_country_of_the_post(
    town: Town,
) -> None:
    focal = await town.focal_point("NE", language="fr", via="sms")
    await focal.says("NEXT")
    assert (await focal.hears("next-none")).text == locales.text("fr", "next-none")
    (row,) = await town.rows(address, address.c.id == focal.lane)
    assert (row.language, row.language_chosen, row.country) == ("fr", True, "NE")
