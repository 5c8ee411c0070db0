"""The focal point's side: enrolled, alerted, mine, answer, hand over, done, confirmed or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.schema import alert as alert_table
from tests.town import Letter, Phone, Town

FLOOD = "The flood is in the houses, people are on the roof and will drown"
CHOLERA = "Many people have cholera in our village and two children died"


async def taken(town: Town, focal: Phone, words: str = FLOOD) -> tuple[Phone, str, Letter]:
    """Somebody reports, the focal point takes it."""
    phone = town.phone("sms")
    await phone.says(words)
    number = await town.number_of(phone)
    await focal.presses(await focal.hears("alert", number=number), "mine")
    await phone.reads_all()
    return phone, number, await focal.hears("mine", number=number)


async def test_an_invitation_enrols_once(town: Town) -> None:
    from bot import staffing

    asked = staffing.Invitation("Water", "KE", "focal", "fr", "", "", "", "", 7)
    code = await town.house.at_desk(staffing._invite, asked)
    first, second = town.phone(), town.phone()
    await first.says(f"/start {code}")
    assert "Water" in (await first.hears("enrolled")).text
    await second.says(f"/start {code}")
    await second.hears("code-unknown")
    late = await town.house.at_desk(staffing._invite, asked)
    await town.passes(days=8)
    await second.says(f"START {late}")
    await second.hears("code-unknown")
    await second.says("/start")
    await second.hears("greeting")


@pytest.mark.parametrize("via", ["web", "sms", "telegram"])
async def test_mine_answer_done_confirmed(town: Town, via: str) -> None:
    focal = await town.focal_point(via=via)
    phone, number, shown = await taken(town, focal)
    await focal.presses(shown, "answer")
    await focal.hears("answer-ask")
    await focal.says("A boat is on its way to you")
    await focal.confirms()
    await focal.hears("answer-sent")
    answer = await phone.hears("about", number=number)
    assert "A boat is on its way to you" in answer.text and not focal.traces_in(answer)
    await focal.says(f"DONE {number}")
    await focal.hears("done-noted")
    assert (await town.case(number)).state == "answered"
    await town.passes(days=7)
    await phone.hears("fixed-ask", number=number)
    await phone.says("yes")
    await phone.hears("fixed-yes")
    await focal.hears("confirmed", number=number)
    view = await town.case(number)
    assert view.state == "confirmed"
    assert view.events == ["opened", "acknowledged", "answer", "done", "confirmed"]


async def test_no_opens_it_again_and_tells_the_owner(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal)
    await focal.presses(shown, "done")
    await phone.hears("about-done", number=number)
    await town.passes(days=8)
    ask = await phone.hears("fixed-ask", number=number)
    await phone.presses(ask, "no")
    await phone.hears("fixed-no")
    await focal.hears("not-fixed", number=number)
    assert (await town.case(number)).state == "reopened"
    await phone.presses(ask, "no")  # doubled
    await phone.hears_nothing()
    assert (await town.case(number)).events.count("reopened") == 1


async def test_not_sure_is_noted_and_no_reply_is_no_reply(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, shown = await taken(town, focal)
    await focal.presses(shown, "done")
    await town.passes(days=8)
    await phone.presses(await phone.hears("fixed-ask"), "not-sure")
    await phone.hears("fixed-unsure")
    assert (await town.case(number)).state == "answered"


async def test_r_and_words(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone, number, _ = await taken(town, focal)
    long = (
        "The boat team of the district is coming with the nurse and dry clothes, stay on the roof"
    )
    await focal.says(f"R {long}")
    await focal.confirms()
    await focal.hears("answer-sent")
    assert long in (await phone.hears("about", number=number)).text
    other = town.phone("sms")
    await other.says(CHOLERA)
    second = await town.number_of(other)
    await focal.presses(await focal.hears("alert", number=second), "mine")
    await focal.says("R The nurse is on her way")
    await focal.hears("answer-which")
    await focal.says(f"R {second} The nurse is on her way")
    await focal.confirms()
    await other.hears("about", number=second)
    await phone.hears_nothing()


async def test_plain_words_of_a_focal_point_are_no_answer(town: Town) -> None:
    focal = await town.focal_point()
    phone, *_ = await taken(town, focal)
    await phone.reads_all()
    await focal.says("I think we should look at the list again")
    await focal.hears("help-staff")
    await phone.hears_nothing()


async def test_a_second_person_cannot_take_what_is_taken(town: Town) -> None:
    first, second = await town.focal_point(), await town.focal_point()
    phone = town.phone()
    await phone.says(FLOOD)
    one, two = await first.hears("alert"), await second.hears("alert")
    await first.presses(one, "mine")
    await second.presses(two, "mine")
    await second.hears("taken")
    await first.presses(one, "mine")
    await first.hears("already-yours")


async def test_strangers_and_colleagues_of_elsewhere_cannot_act(town: Town) -> None:
    focal, elsewhere = await town.focal_point("KE"), await town.focal_point("HT")
    _, number, _ = await taken(town, focal)
    await elsewhere.presses_token(f"k:{number}:mine")
    await elsewhere.hears("not-yours")
    stranger = town.phone()
    for token in (f"k:{number}:answer", f"h:{number}:x", f"o:{number}:1", f"t:{number}:x:mine"):
        await stranger.presses_token(token)
        await stranger.hears("stale-button")
    await stranger.says(f"DONE {number}")
    assert (await town.case(number)).events == ["opened", "acknowledged"]


async def test_hand_over_accepted_and_declined(town: Town) -> None:
    giver = await town.focal_point(post="First post")
    _, number, shown = await taken(town, giver)
    receiver = await town.focal_point(post="Second post")
    await giver.presses(shown, "hand-over")
    await giver.presses(await giver.hears("hand-over-ask"), "Second post")
    await giver.hears("hand-over-offered")
    offer = await receiver.hears("hand-over-offer", number=number)
    await receiver.presses(offer, "cannot")
    await receiver.hears("hand-over-refused")
    await giver.hears("hand-over-declined")
    await giver.presses(shown, "hand-over")
    await giver.says("1")
    await receiver.presses(await receiver.hears("hand-over-offer"), "mine")
    await receiver.hears("mine", number=number)
    await giver.hears("hand-over-taken")
    await giver.presses(shown, "done")
    await giver.hears("taken")
    assert "handed_over" in (await town.case(number)).events


async def test_hand_over_to_nobody(town: Town) -> None:
    focal = await town.focal_point()
    _, number, _ = await taken(town, focal)
    await focal.says(f"HAND {number}")
    await focal.hears("hand-over-nobody")


async def test_next_shows_the_most_pressing_and_then_nothing(town: Town) -> None:
    focal = await town.focal_point()
    await focal.says("NEXT")
    await focal.hears("next-none")
    calm = town.phone()
    await calm.says("The market road has a big hole, cars cannot pass")
    phone, _number, shown = await taken(town, focal)
    await focal.presses(shown, "done")
    await focal.says("next")
    waiting = await focal.hears("next-item")
    assert "market road" in waiting.text
    await focal.presses(waiting, "mine")
    await focal.hears("mine")
    assert not phone.traces_in(waiting)


async def test_the_digest_lists_what_waits_and_opens_by_number(town: Town) -> None:
    focal = await town.focal_point(via="sms")
    phone = town.phone()
    await phone.says("The market road has a big hole, cars cannot pass")
    number = (await phone.hears("receipt")).args["number"]
    await town.passes(days=30)
    await focal.says("DIGEST")
    digest = await focal.hears("digest")
    assert "LATE 1" in digest.text and number in digest.text
    assert "big hole" not in digest.text and not phone.traces_in(digest)
    await focal.says("1")
    assert "big hole" in (await focal.hears("next-item")).text


async def test_duties_nearest_area_and_topic_first(town: Town) -> None:
    turkana = await town.area("KE", "Turkana")
    await town.area("KE", "Lodwar", "lodwa", parent=turkana, level=2)
    country = await town.focal_point(post="Country")
    near = await town.focal_point(topic="water", area="Turkana", post="Near")
    await town.setting("KE", "alert_from", "low")
    phone = town.phone()
    await phone.says("The borehole in Lodwar is broken")
    letter = await near.hears("alert")
    assert "Lodwar" in letter.text
    await country.hears_nothing()
    elsewhere = town.phone()
    await elsewhere.says("The school roof in Lodwar is broken")
    await country.hears("alert")


async def test_the_village_told_later_finds_who_answers_there(town: Town) -> None:
    await town.area("KE", "Kakuma")
    country = await town.focal_point(post="Country")
    near = await town.focal_point(area="Kakuma", post="Near")
    phone = town.phone()
    await phone.says(CHOLERA)
    await country.hears("alert")
    await near.hears_nothing()
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.says("Kakuma")
    await near.hears("alert")


async def test_the_owner_hears_when_the_reporter_writes_again(town: Town) -> None:
    focal = await town.focal_point()
    phone, number, _ = await taken(town, focal)
    await phone.says("Now the water is over the windows and the wall fell")
    more = await focal.hears("more-said", number=number)
    assert "wall fell" in more.text


async def test_a_number_silent_for_sixty_days_is_not_written_to(town: Town) -> None:
    focal = await town.focal_point()
    phone, _number, shown = await taken(town, focal)
    await phone.reads_all()
    town.time += timedelta(days=61)
    await focal.presses(shown, "done")
    await phone.hears_nothing()


async def test_staff_that_stopped_or_blocked_is_passed_over(town: Town) -> None:
    focal, coordinator = await town.focal_point(via="telegram"), await town.coordinator()
    focal.emulated.blocks_bot()
    await town.settle()
    phone = town.phone()
    await phone.says(CHOLERA)
    await coordinator.hears("alert")
    unreached = [row for row in await town.rows(alert_table) if row.outbox_id is None]
    assert len(unreached) == 1


async def test_more_than_eight_colleagues_are_shown_in_pages(town: Town) -> None:
    giver = await town.focal_point(via="sms", post="Giver")
    _, number, _ = await taken(town, giver)
    for place in range(10):
        await town.focal_point(post=f"Colleague {place}")
    await giver.says(f"HAND {number}")
    first = await giver.hears("hand-over-ask")
    assert "0 more" in first.text and "Colleague 9" not in first.text
    await giver.says("0")
    second = await giver.hears("hand-over-ask")
    assert "10 Colleague 9" in second.text
    await giver.says("10")
    assert "Colleague 9" in (await giver.hears("hand-over-offered")).text
