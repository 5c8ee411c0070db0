"""What once went wrong between two presses, told as it must go now."""

from __future__ import annotations

from tests.scenarios.test_guards import ABUSE, CHOLERA, heard, staff_id, taken, taken_sealed
from tests.town import Town


async def test_done_twice_tells_the_reporter_once(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.presses_token(f"k:{number}:done")
    await focal.presses_token(f"k:{number}:done")
    assert await heard(phone, "about-done") == 1
    assert (await town.case(number)).events.count("done") == 1


async def test_done_pressed_after_confirmation_changes_nothing(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.says("yes")
    assert (await town.case(number)).state == "confirmed"
    await focal.presses_token(f"k:{number}:done")
    assert (await town.case(number)).state == "confirmed"


async def test_i_cannot_after_the_end_leaves_it_ended(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.says("yes")
    await focal.presses_token(f"k:{number}:cannot")
    assert (await town.case(number)).state == "confirmed"


async def test_i_cannot_twice_asks_one_person(town: Town) -> None:
    focal = await town.focal_point()
    c = await town.focal_point()
    d = await town.focal_point()
    phone = town.phone()
    await phone.says(CHOLERA)
    alert = await focal.hears("alert")
    before = sum([len(await x.letters()) for x in (c, d)])
    await focal.presses(alert, "cannot", times=2)
    assert sum([len(await x.letters()) for x in (c, d)]) == before + 1


async def test_not_sure_twice_is_said_once(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await focal.says(f"DONE {number}")
    await town.passes(days=8)
    await phone.says("3", "3")
    assert await heard(phone, "fixed-unsure") == 1


async def test_focal_cannot_take_what_was_raised_to_sealed(town: Town) -> None:
    focal = await town.focal_point()
    person = await town.safeguarding()
    phone = town.phone("telegram")
    sent = phone.emulated.says(CHOLERA)
    await town.settle()
    number = await town.number_of(phone)
    alert = await focal.hears("alert")
    phone.emulated.edits(sent, ABUSE)
    await town.settle()
    assert (await town.case(number)).klass == "S"
    await person.hears("alert-sealed")
    await focal.presses(alert, "mine")
    assert (await town.case(number)).owner_id is None


async def test_coordinator_told_of_a_hole_cannot_take_sealed(town: Town) -> None:
    c = await town.coordinator()
    phone = town.phone()
    await phone.says(ABUSE)
    number = await town.number_of(phone)
    await c.hears("alert-nobody-sealed")
    await c.says(f"MINE {number}")
    assert (await town.case(number)).owner_id is None


async def test_sealed_not_handed_to_focal(town: Town) -> None:
    _phone, person, number = await taken_sealed(town)
    focal = await town.focal_point()
    await person.presses_token(f"h:{number}:{await staff_id(town, focal)}")
    await focal.hears_nothing()


async def test_coordinator_is_told_again_of_a_hole(town: Town) -> None:
    c = await town.coordinator()
    phone = town.phone()
    await phone.says(ABUSE)
    await town.passes(hours=12)
    assert await heard(c, "alert-nobody-sealed") > 1


async def test_handover_pressed_twice_offers_once(town: Town) -> None:
    giver = await town.focal_point()
    _, number = await taken(town, giver)
    receiver = await town.focal_point(post="Second")
    await giver.says(f"HAND {number}")
    await giver.presses(await giver.hears("hand-over-ask"), "Second", times=2)
    assert await heard(receiver, "hand-over-offer") == 1


async def test_offer_declined_then_accepted(town: Town) -> None:
    giver = await town.focal_point()
    _, number = await taken(town, giver)
    receiver = await town.focal_point(post="Second")
    await giver.says(f"HAND {number}")
    await giver.presses(await giver.hears("hand-over-ask"), "Second")
    await receiver.presses(await receiver.hears("hand-over-offer"), "cannot", times=2)
    assert await heard(giver, "hand-over-declined") == 1


async def test_alerted_focal_takes_by_t_token(town: Town) -> None:
    # a colleague who was merely alerted presses a forged offer
    a, b = await town.focal_point(), await town.focal_point()
    _, number = await taken(town, a)
    await b.presses_token(f"t:{number}:{await staff_id(town, a)}:mine")
    assert (await town.case(number)).owner_id == await staff_id(town, a)


async def test_who_cannot_is_not_asked_again_at_once(town: Town) -> None:
    focal, _c = await town.focal_point(), await town.coordinator()
    phone = town.phone()
    await phone.says(CHOLERA)
    alert = await focal.hears("alert")
    await focal.presses(alert, "cannot")
    assert await heard(focal, "alert") == 1


async def test_the_only_one_who_cannot_is_not_asked_again_at_once(town: Town) -> None:
    c = await town.coordinator()
    phone = town.phone()
    await phone.says(CHOLERA)
    alert = await c.hears("alert-nobody")
    await c.presses(alert, "cannot")
    assert await heard(c, "alert") == 0


async def test_the_owner_of_what_became_sealed_owns_it_no_more(town: Town) -> None:
    # old owner answers what became sealed
    focal = await town.focal_point()
    await town.safeguarding()
    phone = town.phone("telegram")
    sent = phone.emulated.says(CHOLERA)
    await town.settle()
    number = await town.number_of(phone)
    alert = await focal.hears("alert")
    await focal.presses(alert, "mine")
    phone.emulated.edits(sent, ABUSE)
    await town.settle()
    await phone.presses(await phone.hears("receipt"), "yes")
    await focal.says(f"R {number} hello")
    await focal.presses_token(f"o:{number}:1")
    assert (await town.case(number)).owner_id is None
    assert await heard(phone, "about") == 0


async def test_the_second_page_of_languages_can_be_asked_for(town: Town) -> None:
    from storage.types import Caps

    town.house.channels["external"].caps = Caps(0, 0, 1530, "segments")
    phone = town.phone()
    await phone.presses_token("w:language:1:more")
    await phone.hears("language-ask")


async def test_greeting_edited_into_abuse(town: Town) -> None:
    person = await town.safeguarding()
    phone = town.phone("telegram")
    sent = phone.emulated.says("Hello")
    await town.settle()
    phone.emulated.edits(sent, ABUSE)
    await town.settle()
    await person.hears("alert-sealed")


async def test_greeting_edited_into_complaint(town: Town) -> None:
    phone = town.phone("telegram")
    sent = phone.emulated.says("Hello")
    await town.settle()
    phone.emulated.edits(
        sent, "Hello, the clinic in our village has had no medicine since last week"
    )
    await town.settle()
    assert await town.submissions(phone)


async def test_an_answer_edited_is_sent_once(town: Town) -> None:
    focal = await town.focal_point(via="telegram")
    phone, number = await taken(town, focal)
    sent = focal.emulated.says(f"R {number} The flood is high, people will drown, go to the roof")
    await town.settle()
    focal.emulated.edits(
        sent, f"R {number} The flood is very high, people will drown, go to the roof"
    )
    await town.settle()
    await focal.confirms()
    assert await heard(phone, "about") == 1 and not await town.submissions(focal)
