"""Small carelessness of people, and of us: a wrong digit, a village's name, an odd first word."""

from __future__ import annotations

import pytest

from handlers.triage import Triage
from tests.scenarios.test_guards import taken
from tests.town import Town

SICK = "The clinic in our village has had no medicine since last week"
DROWNING = "The flood is in the houses, people are on the roof and will drown"
ABUSE = "The aid worker asks girls for sex before he gives the food cards"


async def test_a_mistyped_number_sends_the_answer_to_nobody(town: Town) -> None:
    focal = await town.focal_point()
    phone, number = await taken(town, focal)
    await phone.reads_all()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for mistyped in (wrong, number[:6]):
        await focal.says(f"R {mistyped} the plumber comes on Monday")
        await focal.hears("not-yours")
    await phone.hears_nothing()


async def test_delete_with_a_number_removes_that_matter_and_no_other(town: Town) -> None:
    phone, stranger = town.phone(), town.phone()
    await phone.says(SICK)
    first = (await phone.hears("receipt")).args["number"]
    await phone.says(ABUSE)
    await stranger.says(f"DELETE {first}")
    await stranger.hears("status-none")
    await phone.says(f"DELETE {first}")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    ordinary, sealed = await town.submissions(phone)
    assert ordinary.hidden_at is not None and sealed.hidden_at is None


async def test_a_removed_matter_leaves_the_focal_point_and_a_sealed_one_stays(town: Town) -> None:
    focal, person = await town.focal_point(), await town.safeguarding()
    phone = town.phone()
    await phone.says(SICK)
    number = (await phone.hears("receipt")).args["number"]
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    assert (await town.case(number)).state == "withdrawn"
    await focal.says("NEXT")
    await focal.hears("next-none")
    await phone.says(ABUSE)
    sealed = (await phone.hears("receipt")).args["number"]
    await phone.says("DELETE")
    await phone.presses(await phone.hears("delete-ask"), "remove")
    assert (await town.case(sealed)).state == "new"
    await person.hears("alert-sealed", number=sealed)


@pytest.mark.parametrize("words", ["Kakuma market", "Les Cayes", "Baimuru"])
async def test_a_place_of_any_language_answers_where_are_you(town: Town, words: str) -> None:
    phone = town.phone()
    await phone.says(DROWNING)
    await phone.hears("danger")
    await phone.says(words)
    noted = await phone.hears("place-noted")
    assert noted.text.startswith("Thank you")
    (row,) = await town.submissions(phone)
    assert town.house.keys.open_text(row.place_sealed, "submission.place", row.id) == words


@pytest.mark.parametrize("words", ["yes", "7", "oui"])
async def test_yes_or_a_number_is_no_village(town: Town, words: str) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.hears("ask-village")
    await phone.says(words)
    (row,) = await town.submissions(phone)
    assert row.place_sealed is None


async def test_a_word_of_another_language_does_not_change_ours(town: Town) -> None:
    phone = town.phone()
    await phone.says(SICK)
    await phone.hears("receipt")
    await phone.says("ndiyo")
    assert (await phone.hears("ask-village")).text.startswith("Thank you")


async def test_answers_are_not_quoted_as_the_reporters_words(town: Town) -> None:
    focal = await town.focal_point()
    phone = town.phone("sms")
    await phone.says("Many people have cholera in our village and two children died")
    await phone.says("1")
    await focal.presses(await focal.hears("alert"), "mine")
    assert (
        '"Many people have cholera in our village and two children died"'
        in (await focal.hears("mine")).text
    )


async def test_not_safe_and_yes_is_called_now_and_not_asked_when(town: Town) -> None:
    await town.safeguarding()
    phone = town.phone("sms")
    await phone.says(ABUSE)
    await phone.presses(await phone.hears("receipt"), "yes")
    await phone.presses(await phone.hears("safe-now"), "no")
    await phone.presses(await phone.hears("may-call-now"), "call-anyone")
    await phone.hears("call-agreed")
    await phone.hears_nothing()


async def test_what_can_wait_names_no_minutes(town: Town) -> None:
    await town.setting("KE", "alert_from", "low")
    focal, phone = await town.focal_point(), town.phone()
    await phone.says(SICK)
    assert " min " not in (await focal.hears("alert")).text
    await town.phone().says(DROWNING)
    assert "In 15 min" in (await focal.hears("alert")).text


async def test_status_of_a_sealed_matter_alone_says_nothing_of_it(town: Town) -> None:
    phone = town.phone()
    await phone.says(ABUSE)
    await phone.says("STATUS")
    await phone.hears("status-unknown")


async def test_the_most_pressing_comes_first_in_next(town: Town) -> None:
    await town.setting("KE", "alert_from", "low")
    focal = await town.focal_point()
    await town.phone().says(SICK)
    await focal.presses(await focal.hears("alert"), "mine")
    await town.phone().says(DROWNING)
    await focal.says("NEXT")
    assert "roof" in (await focal.hears("next-item")).text


@pytest.mark.parametrize(
    "text", ["a" * 3_000_000, "a" + "\u0301" * 500_000, "ا" * 500_000, ("x" * 40 + "@") * 20_000]
)
def test_no_text_is_read_in_more_than_linear_time(text: str) -> None:
    # A quadratic reading of any of these takes minutes: the suite's own time limit would tell.
    assert Triage.load("KE")(text, "KE").language
