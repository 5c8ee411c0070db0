"""What must not happen: to whom nothing is written, who may not act, what is done only once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from handlers import cases
from handlers.desk import Desk
from handlers.numbers import is_number
from storage import answering, people
from storage.schema import alert as alert_table
from storage.schema import consent, staff
from tests.town import Phone, Town

SICK = "The clinic in our village has had no medicine since last week"
FLOOD = "The flood is in the houses, people are on the roof and will drown"
CHOLERA = "Many people have cholera in our village and two children died"
ABUSE = "The aid worker asks girls for sex before he gives the food cards"
FRAUD = "The committee sells our food cards and takes a bribe for every name on the list"


async def taken(town: Town, focal: Phone, words: str = FLOOD) -> tuple[Phone, str]:
    """Somebody reports over SMS, the focal point takes it; all is read."""
    phone = town.phone("sms")
    await phone.says(words)
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert", number=number), "mine")
    await phone.reads_all()
    await focal.reads_all()
    return phone, number


async def taken_sealed(town: Town, may_write: str = "") -> tuple[Phone, Phone, str]:
    """Somebody tells of abuse, and maybe answers whether we may write; it is taken."""
    person = await town.safeguarding()
    phone = town.phone()
    await phone.says(ABUSE)
    number = await town.number_of(phone)
    if may_write:
        await phone.presses(await phone.hears("receipt"), may_write)
    await person.presses(await person.hears("alert-sealed", number=number), "mine")
    await phone.reads_all()
    await person.reads_all()
    return phone, person, number


async def staff_id(town: Town, phone: Phone) -> str:
    """Give the post that answers on this phone."""
    roster = await town.house.db.read(people.roster)
    return next(one.id for one in roster.members.values() if one.address_id == phone.lane)


async def heard(phone: Phone, text_id: str) -> int:
    """Count how often a phone was told something."""
    return len([letter for letter in await phone.letters() if letter.text_id == text_id])


# To whom we do not write --------------------------------------------------------------------------


async def test_no_answer_reaches_a_phone_that_said_stop(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await phone.says("STOP")
    await phone.hears("stopped")
    await focal.says(f"R {number} A boat is coming")
    await focal.confirms()
    await focal.hears("answer-kept")
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.hears_nothing()


async def test_no_answer_comes_back_to_what_was_deleted(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await phone.hears("deleted")
    await focal.says(f"R {number} A boat is coming")
    await focal.confirms()
    await focal.hears("answer-kept")
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.hears_nothing()


async def test_of_a_sealed_matter_only_a_yes_lets_us_write(town: Town) -> None:
    phone, person, number = await taken_sealed(town)
    await person.says(f"R {number} We can talk whenever you like")
    await person.confirms()
    await person.hears("answer-kept")
    await phone.hears_nothing()
    await phone.says("yes")
    await phone.reads_all()
    await person.says(f"R {number} We can talk whenever you like")
    await person.confirms()
    await person.hears("answer-sent")
    await phone.hears("about", number=number)


async def test_a_phone_silent_for_thirty_days_hears_nothing_of_a_sealed_matter(town: Town) -> None:
    phone, person, number = await taken_sealed(town, "yes")
    town.time += timedelta(days=31)
    await person.says(f"R {number} We can talk whenever you like")
    await person.confirms()
    await person.hears("answer-kept")
    await phone.hears_nothing()


async def test_of_a_sealed_matter_nobody_is_asked_whether_it_works_now(town: Town) -> None:
    phone, person, number = await taken_sealed(town, "yes")
    await person.says(f"R {number} We can talk whenever you like")
    await person.confirms()
    await phone.hears("about")
    await town.passes(days=8)
    await phone.hears_nothing()
    await person.says(f"DONE {number}")
    await person.hears("done-noted-sealed")
    await town.passes(days=8)
    await phone.hears_nothing()


async def test_that_a_sealed_matter_is_done_is_told_to_nobody(town: Town) -> None:
    phone, person, number = await taken_sealed(town, "yes")
    await person.says(f"DONE {number}")
    await person.hears("done-noted-sealed")
    assert (await town.case(number)).next_step_at is None
    await phone.hears_nothing()


async def test_a_doubled_clock_asks_once_a_day(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)

    for _ in range(2):

        def ask(connection, house=town.house):  # type: ignore[no-untyped-def]
            matter = answering.find_case(connection, number)
            assert matter is not None
            desk = Desk(connection, house.keys, house.clock(), house.wire)
            cases.ask_fixed(desk, matter)
            desk.flush()

        await town.house.db.write(ask)
    await town.settle()
    await phone.hears("fixed-ask")
    await phone.hears_nothing()
    await focal.says(f"DONE {number}")


# What is sealed -----------------------------------------------------------------------------------


async def test_more_words_of_a_sealed_matter_are_told_without_the_words(town: Town) -> None:
    phone, person, number = await taken_sealed(town)
    await phone.says("He lives in the blue house near the market")
    more = await person.hears("more-said-sealed", number=number)
    assert "blue house" not in more.text


async def test_the_offer_of_a_sealed_matter_holds_its_number_and_no_more(town: Town) -> None:
    _, person, number = await taken_sealed(town)
    colleague = await town.safeguarding(post="Second")
    await person.says(f"HAND {number}")
    await person.presses(await person.hears("hand-over-ask"), "Second")
    offer = await colleague.hears("alert-sealed", number=number)
    await colleague.presses(offer, "mine")
    await colleague.hears("mine-sealed", number=number)


async def test_not_fixed_of_what_became_sealed_is_told_without_words(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone("telegram")
    sent = phone.emulated.says(CHOLERA)
    await town.settle()
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert"), "mine")
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    ask = await phone.hears("fixed-ask")
    person = await town.safeguarding()
    phone.emulated.edits(sent, ABUSE)
    await town.settle()
    await person.presses(await person.hears("alert-sealed", number=number), "mine")
    await focal.reads_all()
    await phone.presses(ask, "no")
    await person.hears("alert-not-fixed-sealed", number=number)
    await focal.hears_nothing()


async def test_restricted_words_are_no_village(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.hears("ask-village")
    await phone.says("The committee takes a bribe for every card")
    assert [row.klass for row in await town.submissions(phone)] == ["P", "R"]


async def test_the_place_of_what_was_deleted_is_shown_to_nobody(town: Town) -> None:
    focal = await town.focal_point(post="First")
    phone, number = await taken(town, focal)
    await phone.says("Baimuru, near the church")
    assert "Baimuru" in (await focal.hears("more-said")).text
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    colleague = await town.focal_point(post="Second")
    await focal.says(f"HAND {number}")
    await focal.presses(await focal.hears("hand-over-ask"), "Second")
    offer = await colleague.hears("hand-over-offer", number=number)
    assert "Baimuru" not in offer.text


async def test_the_number_of_what_was_deleted_is_unknown(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    number = await town.number_of(phone)
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await phone.says(f"STATUS {number}")
    await phone.hears("status-unknown")
    await phone.presses_token("w:delete")
    await phone.hears("status-none")


async def test_the_answer_is_told_to_who_asked_and_not_to_who_knows_the_number(town: Town) -> None:
    focal, stranger = await town.focal_point(), town.phone()
    phone, number = await taken(town, focal)
    await focal.says(f"R {number} A boat is coming")
    await focal.confirms()
    await stranger.says(f"STATUS {number}")
    await stranger.hears("status", number=number)
    await stranger.hears_nothing()
    await phone.reads_all()
    await phone.says(f"STATUS {number}")
    await phone.hears("about", number=number)


async def test_what_is_said_after_delete_is_not_hidden_with_it(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    await phone.says("The road to the market is cut by the river")
    first, second = await town.submissions(phone)
    assert first.hidden_at is not None and second.hidden_at is None


async def test_other_marks_no_matter_of_an_hour_ago(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await town.passes(hours=1)
    await phone.says("OTHER")
    (row,) = await town.submissions(phone)
    assert not row.for_other


# Who may not --------------------------------------------------------------------------------------


async def test_nobody_deletes_or_confirms_what_another_phone_sent(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    stranger = town.phone()
    for token in (f"d:{number}:remove", f"f:{number}:yes", f"f:{number}:no"):
        await stranger.presses_token(token)
        await stranger.hears("stale-button")
    await stranger.presses_token("d:12345674:remove")
    await stranger.hears("stale-button")
    await stranger.presses_token("f:12345674:yes")
    await stranger.hears("stale-button")
    (row,) = await town.submissions(phone)
    assert row.hidden_at is None
    assert (await town.case(number)).events == ["opened", "acknowledged"]


async def test_nobody_answers_a_matter_of_a_colleague_or_of_elsewhere(town: Town) -> None:
    focal = await town.focal_point()
    colleague, elsewhere = await town.focal_point(), await town.focal_point("HT")
    phone, number = await taken(town, focal)
    await colleague.reads_all()
    await colleague.says(f"R {number} I think you should wait")
    await colleague.hears("taken")
    await elsewhere.says(f"R {number} I think you should wait")
    await elsewhere.hears("not-yours")
    await elsewhere.presses_token(f"o:{number}:1")
    await elsewhere.hears("not-yours")
    await elsewhere.presses_token("o:12345674:1")
    await elsewhere.hears("not-yours")
    await phone.hears_nothing()
    assert (await town.case(number)).events == ["opened", "acknowledged"]


async def test_only_the_owner_hands_over_and_only_to_somebody_who_is_there(town: Town) -> None:
    focal, colleague = await town.focal_point(), await town.focal_point()
    _, number = await taken(town, focal)
    await colleague.reads_all()
    await colleague.presses_token(f"h:{number}:{await staff_id(town, colleague)}")
    await colleague.hears("not-yours")
    await focal.presses_token(f"h:{number}:nobody")
    await focal.hears("not-yours")
    await focal.presses_token(f"h:12345674:{await staff_id(town, colleague)}")
    await focal.hears("not-yours")
    await colleague.hears_nothing()
    assert (await town.case(number)).events == ["opened", "acknowledged"]


async def test_an_offer_ends_when_the_giver_holds_the_matter_no_more(town: Town) -> None:
    giver, third = await town.focal_point(), await town.focal_point()
    _, number = await taken(town, giver)
    receiver = await town.focal_point(post="Second")
    await giver.says(f"HAND {number}")
    await giver.presses(await giver.hears("hand-over-ask"), "Second")
    offer = await receiver.hears("hand-over-offer")
    await giver.presses_token(f"k:{number}:ask-next")
    await third.presses(await third.hears("alert", number=number), "mine")
    await receiver.presses(offer, "mine")
    await receiver.hears("taken")
    assert (await town.case(number)).owner_id == await staff_id(town, third)


async def test_an_offer_accepted_twice_is_accepted_once(town: Town) -> None:
    giver = await town.focal_point()
    _, number = await taken(town, giver)
    receiver = await town.focal_point(post="Second")
    await giver.says(f"HAND {number}")
    await giver.presses(await giver.hears("hand-over-ask"), "Second")
    await receiver.presses(await receiver.hears("hand-over-offer"), "mine", times=2)
    await receiver.hears("already-yours")
    assert (await town.case(number)).events.count("handed_over") == 1


async def test_who_cannot_be_reached_is_offered_nothing(town: Town) -> None:
    from bot import staffing

    giver = await town.focal_point()
    _, number = await taken(town, giver)
    gone = await town.focal_point(post="Gone")
    await town.focal_point(post="There")
    await gone.says("STOP")
    asked = staffing.Invitation("Not yet here", "KE", "focal", "en", "", "", "", "", 7)
    await town.house.at_desk(staffing._invite, asked)
    await giver.says(f"HAND {number}")
    ask = await giver.hears("hand-over-ask")
    assert [button.label for button in ask.buttons] == ["There"]


async def test_a_post_nobody_holds_yet_is_passed_over_and_on_record(town: Town) -> None:
    from bot import staffing

    asked = staffing.Invitation("Not yet here", "KE", "focal", "en", "", "", "", "", 7)
    await town.house.at_desk(staffing._invite, asked)
    coordinator = await town.coordinator()
    phone = town.phone()
    await phone.says(CHOLERA)
    await coordinator.hears("alert")
    assert [row.outbox_id is None for row in await town.rows(alert_table)] == [True, False]


async def test_the_buttons_of_a_suspended_person_are_dead(town: Town) -> None:
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says(FLOOD)
    alert = await focal.hears("alert")
    number = alert.args["number"]
    id = await staff_id(town, focal)
    suspend = update(staff).where(staff.c.id == id).values(suspended_at=town.time)
    await town.house.db.write(lambda connection: connection.execute(suspend))
    await focal.presses(alert, "mine")
    await focal.hears("roster-not-enrolled")
    for token in (f"o:{number}:1", f"h:{number}:{id}", f"h:{number}:1:more", f"t:{number}:x:mine"):
        await focal.presses_token(token)
        await focal.hears("roster-not-enrolled")
    assert (await town.case(number)).events == ["opened"]
    await coordinator.presses(await coordinator.hears("alert"), "mine")


async def test_who_answers_here_may_use_the_words_of_everybody(town: Town) -> None:
    focal = await town.focal_point()
    await focal.says("STATUS")
    await focal.hears("status-none")
    await focal.says("LANGUAGE")
    await focal.hears("language-ask")


async def test_a_manager_sees_no_reporters_matters(town: Town) -> None:
    from bot import staffing

    asked = staffing.Invitation("Manager", "KE", "manager", "en", "", "", "P1", "First", 7)
    code = await town.house.at_desk(staffing._invite, asked)
    manager = town.phone()
    await manager.says(f"/start {code}")
    reporter = town.phone()
    await reporter.says(FLOOD)
    number = await town.number_of(reporter)
    await manager.says("NEXT", "DIGEST", f"MINE {number}", f"R {number} hello", "HELP")
    await manager.presses_token(f"o:{number}:1")
    await manager.presses_token(f"k:{number}:mine")
    told = {letter.text_id for letter in await manager.letters()}
    assert not told & {"digest", "next-item", "next-none", "mine", "answer-sent", "help-staff"}
    assert "help-manager" in told
    assert (await town.case(number)).owner_id is None


# Once, and no more --------------------------------------------------------------------------------


async def test_remove_pressed_twice_removes_once(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove", times=2)
    number = await town.number_of(phone)
    assert (await town.case(number)).events == ["opened", "hidden"]
    kept = [row for row in await town.rows(consent) if row.kind == "keep"]
    assert len(kept) == 1


async def test_what_came_after_the_deleted_matter_is_still_added_to(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.says("DELETE")
    ask = await phone.hears("delete-ask")
    await town.passes(minutes=11)
    await phone.says("The road to the market is cut by the river")
    await phone.presses(ask, "remove")
    await phone.hears("deleted")
    await phone.says("Nobody can cross it any more")
    first, second = await town.submissions(phone)
    assert first.hidden_at is not None and second.hidden_at is None
    assert (await town.outcomes(phone))[-1] == "addition"


async def test_delete_before_anything_was_said(town: Town) -> None:
    phone = town.phone()
    await phone.says("DELETE")
    await phone.hears("status-none")
    await phone.hears_nothing()


async def test_stop_twice_is_one_refusal(town: Town) -> None:
    phone = town.phone("telegram")
    await phone.says("STOP")
    await phone.says("STOP")
    phone.emulated.blocks_bot()
    await town.settle()
    rows = [row for row in await town.rows(consent) if row.address_id == phone.lane]
    assert [row.kind for row in rows] == ["stop"]


async def test_yes_it_works_pressed_twice_is_told_once(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    ask = await phone.hears("fixed-ask")
    await phone.says("yes", "yes")
    await phone.hears("fixed-yes")
    assert await heard(phone, "fixed-yes") == 1
    assert ask.args["number"] == number
    assert await heard(focal, "confirmed") == 1
    assert (await town.case(number)).events.count("confirmed") == 1


async def test_i_cannot_about_anothers_matter_asks_nobody(town: Town) -> None:
    first, second = await town.focal_point(), await town.focal_point()
    coordinator = await town.coordinator()
    _, number = await taken(town, first)
    await coordinator.presses(await coordinator.hears("alert", number=number), "cannot")
    await coordinator.hears("cannot-noted")
    await second.hears_nothing()
    assert (await town.case(number)).owner_id == await staff_id(town, first)


async def test_a_village_that_changes_nothing_asks_nobody_anew(town: Town) -> None:
    await town.area("KE", "Kakuma")
    focal, coordinator = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says("Many people have cholera")
    await focal.hears("alert")
    await coordinator.reads_all()
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.says("Kakuma")
    await phone.hears("closing")
    assert (await town.case(await town.number_of(phone))).area_id is not None
    await focal.hears_nothing()
    await coordinator.hears_nothing()


async def test_a_graver_word_leaves_the_matter_with_who_has_it(town: Town) -> None:
    focal, colleague = await town.focal_point(), await town.focal_point()
    await town.setting("KE", "alert_from", "low")
    phone, number = await taken(town, focal, "The road to the market has a big hole")
    await colleague.reads_all()
    await phone.says(FLOOD)
    await colleague.hears_nothing()
    view = await town.case(number)
    assert view.severity in ("urgent", "critical") and view.events[-1] == "raised"
    assert view.owner_id == await staff_id(town, focal) and view.state == "acknowledged"
    await phone.says("There is cholera in the camp too")
    after = await town.case(number)
    assert after.severity == view.severity and after.events.count("raised") == 1


# Whose matter it is -------------------------------------------------------------------------------


async def test_the_owner_who_cannot_gives_the_matter_back(town: Town) -> None:
    focal, colleague = await town.focal_point(), await town.focal_point()
    await town.coordinator()
    phone = town.phone()
    await phone.says(CHOLERA)
    alert = await focal.hears("alert")
    await focal.presses(alert, "mine")
    await colleague.hears_nothing()
    await focal.presses(alert, "cannot")
    await focal.presses(await focal.hears("answers-cannot-ask"), "ask-next")
    await focal.hears("cannot-noted")
    await colleague.hears("alert", number=alert.args["number"])
    view = await town.case(alert.args["number"])
    assert (view.owner_id, view.state) == (None, "new")


async def test_who_answers_what_nobody_has_owns_it(town: Town) -> None:
    first, second = await town.focal_point(), await town.focal_point()
    phone, other = town.phone("sms"), town.phone("sms")
    await phone.says(FLOOD)
    number = await town.number_of(phone)
    await first.says("R A boat is coming")  # what they were told of last
    await first.confirms()
    await first.hears("answer-sent", number=number)
    view = await town.case(number)
    assert view.owner_id == await staff_id(town, first)
    assert view.events == ["opened", "acknowledged", "answer"]
    await other.says(FLOOD)
    number = await town.number_of(other)
    await second.says(f"DONE {number}")
    await second.hears("done-noted", number=number)
    view = await town.case(number)
    assert view.owner_id == await staff_id(town, second)
    assert view.events == ["opened", "acknowledged", "done"]


async def test_r_without_words_asks_for_them(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    for words in ("R", f"R {number}"):
        await focal.says(words)
        await focal.hears("answer-ask")
    await phone.hears_nothing()
    await focal.says("A boat is coming")
    await focal.confirms()
    await phone.hears("about", number=number)


async def test_a_number_nobody_has_is_nobodys(town: Town) -> None:
    focal = await town.focal_point()
    unknown = next(str(one) for one in range(10**7, 10**8) if is_number(str(one)))
    for words in (f"DONE {unknown}", f"R {unknown} A boat is coming"):
        await focal.says(words)
        await focal.hears("not-yours")


async def test_done_without_a_number_is_asked_which_where_it_could_be_two(town: Town) -> None:
    focal = await town.focal_point()
    _, first = await taken(town, focal)
    _, second = await taken(town, focal, CHOLERA)
    await focal.says("DIGEST", "DONE")  # the last message shown offers nothing of one matter
    await focal.hears("answer-which")
    for number in (first, second):
        assert (await town.case(number)).state == "acknowledged"


async def test_what_was_opened_again_stays_so_when_its_owner_does_nothing(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.presses(await phone.hears("fixed-ask"), "no")
    await town.passes(minutes=62)
    view = await town.case(number)
    assert (view.owner_id, view.state) == (None, "reopened")
    await focal.presses(await focal.hears("alert", number=number), "mine")
    assert (await town.case(number)).state == "reopened"


async def test_not_fixed_where_nobody_has_it_climbs_again(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    ask = await phone.hears("fixed-ask")
    await phone.presses(ask, "no")
    await town.passes(minutes=62)  # the owner does nothing: it is free again
    assert (await town.case(number)).owner_id is None
    await phone.presses(ask, "yes")
    await focal.reads_all()
    await phone.presses(ask, "no")
    assert (await town.case(number)).state == "reopened"
    await focal.hears("alert", number=number)


# Words that could be two things -------------------------------------------------------------------


async def test_an_answer_may_speak_of_danger(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.presses_token(f"k:{number}:answer")
    await focal.hears("answer-ask")
    await focal.says("If the flood is in the house and people will drown, go on the roof")
    await focal.confirms()
    await focal.hears("answer-sent")
    assert "go on the roof" in (await phone.hears("about", number=number)).text
    assert not await town.submissions(focal)


async def test_a_number_answers_the_latest_letter_and_is_no_answer_to_somebody(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone, number = await taken(town, focal)
    await focal.says(f"R {number}")
    await focal.hears("answer-ask")
    town.time += timedelta(minutes=1)
    other = town.phone()
    await other.says(CHOLERA)
    second = (await focal.hears("alert")).args["number"]
    await focal.says("1")
    await focal.hears("mine", number=second)
    await phone.hears_nothing()


async def test_a_number_that_was_not_offered_presses_nothing(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone = town.phone()
    await phone.says(FLOOD)
    number = (await focal.hears("alert")).args["number"]
    await focal.says("9")
    await focal.hears("alert", number=number)  # asked again
    assert (await town.case(number)).owner_id is None


async def test_thanks_are_no_village(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.hears("ask-village")
    await phone.says("Thank you")
    await phone.hears("thanks-back")
    (row,) = await town.submissions(phone)
    assert row.place_sealed is None


async def test_staff_in_danger_are_reporters_too(town: Town) -> None:
    coordinator, focal = await town.coordinator(), await town.focal_point()
    await focal.says("Hello")
    await focal.hears("greeting")
    await focal.says("Thank you")
    await focal.hears("thanks-back")
    await focal.says("HELP")
    await focal.hears("help-staff")
    assert not await town.submissions(focal)
    await focal.says(FLOOD)
    assert len(await town.submissions(focal)) == 1
    await coordinator.hears("alert")


async def test_a_long_answer_after_r_is_sent_whole(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    words = " ".join(["The boat team is on its way, stay on the roof."] * 12)
    await focal.says(f"R {words}")
    await focal.confirms()
    assert words in (await phone.hears("about", number=number)).text


async def test_a_button_of_a_forgotten_question_is_old(town: Town) -> None:
    phone, never = town.phone(), town.phone()
    await phone.says(SICK)
    receipt = await phone.hears("receipt")
    await town.passes(hours=3)
    await phone.presses(receipt, "yes")
    await phone.hears("stale-button")
    (row,) = await town.submissions(phone)
    assert row.may_write is None
    await never.presses_token(receipt.token("yes"))
    await never.hears("stale-button")


async def test_an_edited_greeting_is_still_no_report(town: Town) -> None:
    phone = town.phone("telegram")
    sent = phone.emulated.says("Hello")
    await town.settle()
    phone.emulated.edits(sent, "Hello there")
    await town.settle()
    assert not await town.submissions(phone)


async def test_a_status_makes_no_promise_that_is_past(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    number = await town.number_of(phone)
    await phone.says("STATUS")
    assert (await phone.hears("status", number=number)).args["day"] != "none"
    await town.passes(days=40)
    await phone.says("STATUS")
    assert (await phone.hears("status", number=number)).args["day"] == "none"


async def test_a_person_keeps_the_language_they_chose_when_they_are_enrolled(town: Town) -> None:
    from bot import staffing

    phone = town.phone()
    await phone.says("LANGUAGE French")
    await phone.hears("language-set")
    asked = staffing.Invitation("Water", "KE", "focal", "sw", "", "", "", "", 7)
    code = await town.house.at_desk(staffing._invite, asked)
    await phone.says(f"/start {code}")
    await phone.hears("enrolled")
    await phone.says("NEXT")
    assert "Rien" in (await phone.hears("next-none")).text
