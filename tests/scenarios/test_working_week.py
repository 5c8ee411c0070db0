"""A working week: three countries, twelve posts, leave, a suspension, a duty that ends.

Every open matter has somebody who answers for it on every day, and every digest is what the person
should have read: ``tests/golden/week`` holds them as they arrived, a file a post. They are written
anew with ``GOLDEN=write``, to be read by a human before they are committed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import locales
from handlers import cases, promise, routing
from handlers.desk import Desk
from storage import answering, partnerships
from storage.schema import case, partnership
from tests.town import Phone, Town

GOLDEN = Path(__file__).parent.parent / "golden" / "week"
SATURDAY = datetime(2026, 12, 12, 9, 0, tzinfo=UTC)
HOLIDAY = date(2026, 12, 18)  # a Friday: Republic Day in Niger
FARMERS = [("farmers trained", "farmers,wakulima,paysans", 2000.0)]
WELLS = [("puits", "puits,forages", 40.0)]


@dataclass
class Staff:
    """The twelve posts, by country and what they are for."""

    ke_head: Phone
    ke_water: Phone
    ke_health: Phone
    ke_all: Phone
    ke_safe: Phone
    ke_safe_too: Phone
    ke_manager: Phone
    ne_head: Phone
    ne_water: Phone
    ne_manager: Phone
    ye_head: Phone
    ye_all: Phone


async def enrolled(town: Town) -> Staff:
    """Put twelve people on their posts."""
    await town.area("KE", "Turkana")
    await town.area("KE", "Kisumu")
    await town.area("NE", "Maradi")
    await town.area("YE", "تعز", "Taiz")
    await town.setting("KE", "help_line", "116")
    post = {"digest": ""}
    return Staff(
        await town.coordinator("KE", post="Coordinator, Kenya", **post),
        await town.focal_point(
            "KE", language="sw", topic="water", area="Turkana", post="Maji, Turkana", **post
        ),
        await town.focal_point("KE", topic="health", post="Health, Kenya", **post),
        await town.focal_point("KE", post="All topics, Kenya", **post),
        await town.safeguarding("KE", post="Safeguarding 1, Kenya", organisation="One", **post),
        await town.safeguarding("KE", post="Safeguarding 2, Kenya", organisation="Two", **post),
        await town.staff("manager", "KE", partnership="P1", post="Manager, P1 and P2"),
        await town.coordinator("NE", language="fr", post="Coordination, Niger", **post),
        await town.focal_point(
            "NE", language="fr", topic="water", post="Eau, Niger", ends_on=HOLIDAY, **post
        ),
        await town.staff(
            "manager", "NE", language="fr", partnership="P1", post="Gestion, P1 et P2"
        ),
        await town.coordinator("YE", language="ar", post="التنسيق، اليمن", **post),
        await town.focal_point("YE", language="ar", post="كل المواضيع، اليمن", **post),
    )


async def due(town: Town, country: str, code: str, day: date) -> None:
    """Set the day by which a partnership's next update is expected."""
    (row,) = await town.rows(
        partnership, partnership.c.country == country, partnership.c.code == code
    )
    await town.house.db.write(partnerships.set_next_report, row.id, day)


async def somebody_has_everything(town: Town) -> None:
    """Say that every open matter has an owner who is there, or people there who were asked for it.

    Who is there: on the staff, reachable, not away today. What presses has alerted one of them.
    """

    def look(desk: Desk) -> list[str]:
        left = []
        for id in list(
            desk.connection.execute(
                case.select().with_only_columns(case.c.id).where(case.c.state.in_(answering.OPEN))
            ).scalars()
        ):
            matter = answering.case_by_id(desk.connection, id)
            assert matter is not None
            today = promise.local(desk.now, matter.country).date()
            asked = [
                one
                for one in cases.ladder_of(desk, matter)
                if one.address_id and routing.absence(desk.roster, one.id, today) is None
            ]
            owner = desk.roster.members.get(matter.owner_id or "")
            if owner is not None:
                if routing.absence(desk.roster, owner.id, today) is not None:
                    left.append(f"{matter.number}: {owner.post} is away")
                if not owner.address_id:
                    left.append(f"{matter.number}: {owner.post} cannot be reached")
            elif matter.owner_id is not None or not asked:
                left.append(f"{matter.number}: nobody")
            elif matter.severity in ("urgent", "critical"):
                told = answering.alerted(desk.connection, matter.id, matter.round)
                if not told.keys() & {one.id for one in asked}:
                    left.append(f"{matter.number}: nobody who is there was alerted")
        return left

    assert await town.as_operator(look) == []


async def until(town: Town, day: int, hour: int) -> None:
    """Let the house run to an hour of December (UTC), and look at every matter on the way."""
    end = datetime(2026, 12, day, hour, tzinfo=UTC)
    while town.time < end:
        await town.passes(seconds=min(end - town.time, timedelta(hours=6)).total_seconds())
        await somebody_has_everything(town)


async def said(town: Town, country: str, words: str, via: str = "web") -> tuple[Phone, str]:
    """Somebody in a country tells something; their phone, and the number of it."""
    phone = town.phone(via, country)
    await phone.says(words)
    return phone, await town.number_of(phone)


async def diary(phone: Phone, country: str) -> str:
    """Write down all digests that a phone received, each under its local hour."""
    told = []
    for letter in await phone.letters():
        if letter.text_id == "digest":
            at = promise.local(letter.at, country)
            told.append(f"== {at:%a} {at.day} {at:%b %H:%M}\n\n{letter.text}\n")
    return "\n".join(told)


async def test_a_working_week(town: Town) -> None:
    town.time = SATURDAY
    staff = await enrolled(town)
    await town.partnership("P2", staff.ke_manager, FARMERS)
    await town.partnership("P2", staff.ne_manager, WELLS)
    await due(town, "KE", "P1", date(2026, 12, 15))
    await due(town, "KE", "P2", date(2026, 12, 16))
    await due(town, "NE", "P1", date(2026, 12, 17))
    await due(town, "NE", "P2", date(2026, 12, 14))  # of which nobody ever hears
    await town.absence(staff.ke_water, date(2026, 12, 14), date(2026, 12, 16), staff.ke_all)
    await town.absence(staff.ke_health, date(2026, 12, 15), date(2026, 12, 17))

    # Monday. Whoever answers for water in Turkana is on leave; another stands in.
    await until(town, 14, 7)
    dry, dry_number = await said(town, "KE", "Kisima chetu Turkana kimeharibika wiki mbili", "sms")
    _, clinic = await said(town, "KE", "There is no medicine at the clinic in Kisumu")
    pump, pump_number = await said(
        town, "NE", "La pompe du village est en panne depuis deux semaines à Maradi"
    )
    _, taiz = await said(town, "YE", "مضخة المياه في تعز معطلة منذ أسبوعين")
    await staff.ke_all.says(f"MINE {dry_number}")
    await staff.ke_all.hears("mine", number=dry_number)
    await staff.ke_health.says(f"MINE {clinic}")
    await staff.ne_water.says(f"MINE {pump_number}")
    await staff.ye_all.says(f"MINE {taiz}")
    await staff.ke_manager.says("P1 on track, the road is open")
    await somebody_has_everything(town)

    # Tuesday. Health goes on leave and nobody stands in: what it had goes to who is next.
    await until(town, 15, 7)
    assert (await town.case(clinic)).owner_id == await town.post_of(staff.ke_all)
    girl, sealed = await said(town, "KE", "The aid worker asked me for sex before he gave me food")
    await staff.ke_safe.says(f"MINE {sealed}")
    await staff.ke_safe.hears("mine-sealed", number=sealed)
    await staff.ke_safe.says(f"R {sealed} Thank you for writing. We can talk when you want")
    await staff.ke_safe.confirms()
    asked, question = await said(town, "KE", "What time does the clinic in Kisumu open?")
    await staff.ne_water.says(f"R {pump_number} Un technicien vient jeudi")
    await staff.ne_water.confirms()
    await pump.hears_words("Un technicien vient jeudi")

    # Wednesday. A phone is stolen in Yemen: suspended in chat, and what it had is somebody's.
    await until(town, 16, 7)
    _, road = await said(town, "YE", "الطريق إلى السوق مقطوعة والشاحنات لا تمر")
    await staff.ye_all.says(f"MINE {road}")
    await staff.ye_head.says("إيقاف حساب كل المواضيع، اليمن")
    await staff.ye_head.presses(await staff.ye_head.hears("roster-suspend-sure"), "yes")
    await somebody_has_everything(town)
    for number in (taiz, road):
        assert (await town.case(number)).owner_id == await town.post_of(staff.ye_head)
    await staff.ye_all.says(f"DONE {road}")
    assert (await town.case(road)).state != "answered"
    _, ill = await said(town, "NE", "Il y a du choléra dans notre quartier, dix malades")
    await staff.ne_head.presses(await staff.ne_head.hears("alert-nobody", number=ill), "mine")
    await staff.ne_head.says(f"R {ill} Une équipe de santé vient ce soir")
    await staff.ne_head.confirms()

    # Thursday. The well is answered; the mechanic has come.
    await until(town, 17, 7)
    assert (await town.case(dry_number)).owner_id is not None
    await staff.ke_all.says(f"R {dry_number} Fundi anakuja leo mchana")
    await staff.ke_all.confirms("send")
    await dry.hears_words("Fundi anakuja leo mchana")
    await staff.ke_all.says(f"DONE {dry_number}")
    await staff.ke_manager.says("P2 delayed, road cut. 1200 farmers")
    await staff.ne_manager.says("P1 en retard, route coupée")
    await staff.ke_all.says(f"R {question} The clinic opens at eight")
    await staff.ke_all.confirms()
    await asked.hears_words("The clinic opens at eight")

    # Friday is a holiday in Niger and the last day of the duty; on Saturday it is another's.
    await until(town, 18, 7)
    assert (await town.case(pump_number)).owner_id == await town.post_of(staff.ne_water)
    late, late_number = await said(town, "NE", "Le puits de Maradi est à sec depuis hier")
    await until(town, 19, 7)
    assert (await town.case(pump_number)).owner_id == await town.post_of(staff.ne_head)
    await staff.ne_water.says(f"DONE {pump_number}")
    await staff.ne_water.hears("not-yours")
    await staff.ne_head.says(f"MINE {late_number}")
    await staff.ne_head.says(f"R {late_number} Un camion d'eau vient demain")
    await staff.ne_head.confirms()
    await late.hears_words("Un camion d'eau vient demain")

    # To Monday morning, when coordinators read their week.
    await until(town, 21, 9)
    for reporter in (girl, late):
        assert not [one for one in await reporter.letters() if "promise" in one.text_id]
    countries = {"ke": "KE", "ne": "NE", "ye": "YE"}
    for name, phone in vars(staff).items():
        if "manager" in name:
            assert not [one for one in await phone.letters() if one.text_id == "digest"]
            continue
        told = await diary(phone, countries[name[:2]])
        assert told, f"{name} read nothing all week"
        for secret in ("sex", "aid worker", "+254", "2547"):
            assert secret not in told
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("GOLDEN") == "write":
            file.parent.mkdir(exist_ok=True)
            file.write_text(told, encoding="utf-8")
        assert told == file.read_text(encoding="utf-8"), f"{file.name}: GOLDEN=write, then read it"
    wrote = {
        (await town.rows(partnership, partnership.c.id == row.id))[0].code: row.reported_on
        for row in await town.rows(partnership, partnership.c.country == "NE")
    }
    assert wrote["P1"] is not None and wrote["P2"] is None
    assert set(locales.languages()) >= {"en", "fr", "ar", "sw"}
