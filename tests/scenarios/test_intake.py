"""`baraza intake`: a file of what people said elsewhere, all of it or nothing, and only once."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import BadSetting
from bot.channels.base import Unparsable
from bot.channels.intake import Intake
from bot.commands import intake
from storage.schema import address, case, consent, inbox, message, outbox, submission
from tests.town import Town

TODAY = date(2026, 11, 23)
PUMP = "The pump in our village has been broken for two weeks"
SEALED = "The aid worker asks girls for sex before he gives the food card"
GOOD = (
    ("date", "text", "place", "language", "source", "phone", "consent"),
    ("17/11/2026", PUMP, "Turkwana", "en", "paper", "", ""),
    ("2026-11-18", "Kisima chetu kimeharibika wiki mbili", "", "Swahili", "meeting", "", ""),
    ("Friday", SEALED, "Lodwar", "", "face to face", "", ""),
    ("yesterday", "STOP the trucks at night, they hit our goats", "", "", "call", "", ""),
)


def write(folder: Path, *rows: tuple[str, ...], name: str = "forms.csv", **how: str) -> Path:
    file = folder / name
    delimiter, encoding = how.get("delimiter", ","), how.get("encoding", "utf-8")
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return file


async def counted(town: Town, table: Any) -> int:
    def count(connection: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    return await town.house.db.read(count)


async def filed(town: Town) -> list[Any]:
    rows = await town.rows(submission, submission.c.happened_on.is_not(None))
    return sorted(rows, key=lambda row: (row.happened_on, row.id))


async def test_a_file_goes_in_whole_with_its_true_dates(town: Town, tmp_path: Path) -> None:
    turkana = await town.area("KE", "Turkana", "turkwana")
    safe = await town.safeguarding("KE")
    told = await intake.enter(town.house, write(tmp_path, *GOOD), "KE", "", False)
    assert told == ("4 rows: 4 new, 0 known already. 4 stored, 4 handled, 0 waiting, 0 set aside.")
    await town.settle()
    rows = await filed(town)
    assert [row.happened_on.day for row in rows] == [17, 18, 20, 22]
    assert [row.source for row in rows] == ["paper", "meeting", "voice", "call"]
    assert [row.klass for row in rows] == ["P", "P", "S", "P"]
    assert [row.language for row in rows][:2] == ["en", "sw"]
    assert rows[0].area_id == turkana and all(row.promised_on > TODAY for row in rows)
    assert all(row.for_other and row.entered_by is None for row in rows)
    await safe.hears("alert-sealed", number=rows[2].number)
    assert await counted(town, case) == 4
    bodies = {
        await town.body(row) for row in await town.rows(message, message.c.outcome == "entry")
    }
    assert bodies == {row[1] for row in GOOD[1:]}


async def test_the_same_file_twice_adds_nothing_and_a_grown_one_what_is_new(
    town: Town, tmp_path: Path
) -> None:
    await intake.enter(town.house, write(tmp_path, *GOOD), "KE", "", False)
    before = await counted(town, submission)
    again = await intake.enter(town.house, write(tmp_path, *GOOD), "KE", "", False)
    assert again.startswith("4 rows: 0 new, 4 known already. 0 stored")
    grown = write(tmp_path, *GOOD, ("today", PUMP, "", "", "", "", ""), GOOD[1], name="more.csv")
    told = await intake.enter(town.house, grown, "KE", "", False)
    assert told.startswith("6 rows: 2 new, 4 known already.")
    assert await counted(town, submission) == before + 2
    assert await counted(town, inbox) == before + 2


async def test_one_bad_row_and_nothing_goes_in(town: Town, tmp_path: Path) -> None:
    bad = (
        ("24/11/2026", PUMP, "", "", "", "", ""),
        ("1/1/2024", PUMP, "", "", "", "", ""),
        ("soon", PUMP, "", "", "", "", ""),
        ("today", " ... ", "", "", "", "", ""),
        ("today", PUMP, "", "xx-klingon", "pigeon", "12", "perhaps"),
        ("today", PUMP, "", "", "", "", "", "one cell more"),
        ("today", "x" * 10_001, "y" * 201, "", "", "", ""),
    )
    with pytest.raises(BadSetting) as refused:
        await intake.enter(town.house, write(tmp_path, *GOOD, *bad), "KE", "", False)
    said = str(refused.value)
    assert "nothing was entered; 7 rows are bad" in said and PUMP not in said
    for named in (
        "line 6: date: 2026-11-24 is still to come",
        "line 7: date: 2024-01-01 is more than a year ago",
        "line 8: date: no day",
        "line 9: text: empty",
        "line 10: source: one of paper, voice, call, meeting; language:",
        "consent: yes or no; phone: no telephone number",
        "line 11: more cells",
        "line 12: text: 10001 characters, at most 10000; place: 201 characters",
    ):
        assert named in said, named
    assert await counted(town, inbox) == 0


async def test_a_dry_run_checks_and_changes_nothing(town: Town, tmp_path: Path) -> None:
    told = await intake.enter(town.house, write(tmp_path, *GOOD), "KE", "", True)
    assert told == "4 rows: 4 new, 0 known already. Nothing was changed."
    assert await counted(town, inbox) == 0


async def test_numbers_are_kept_only_with_a_yes(town: Town, tmp_path: Path) -> None:
    focal = await town.focal_point("KE")
    yes, no = town.phone("sms"), town.phone("sms")
    rows = (
        ("date", "what was said", "Phone number", "Consent"),
        ("today", PUMP, yes.path, "Yes"),
        ("today", "The clinic in our village has had no medicine", no.path, ""),
    )
    told = await intake.enter(town.house, write(tmp_path, *rows), "KE", "", False)
    assert "1 numbers without a yes" in told
    (given,) = await town.rows(consent, consent.c.address_id == yes.lane)
    assert given.given
    assert not await town.rows(address, address.c.id == no.lane)
    for row in await filed(town):
        await focal.says(f"R {row.number} A mechanic or a nurse comes")
        await focal.confirms()
    await yes.hears_words("A mechanic or a nurse comes")
    assert not await town.rows(outbox, outbox.c.channel == "intake")


async def test_a_post_is_given_the_answers_to_pass_on(town: Town, tmp_path: Path) -> None:
    focal = await town.focal_point("KE")
    who = await town.staff("volunteer", post="Volunteer, Kakuma")
    file = write(tmp_path, *GOOD[:2])
    with pytest.raises(BadSetting, match=r"--by: 0 posts of KE are called 'Nobody'"):
        await intake.enter(town.house, file, "KE", "Nobody", False)
    await intake.enter(town.house, file, "KE", "Volunteer, Kakuma", False)
    (row,) = await filed(town)
    await focal.says(f"R {row.number} The mechanic comes on Friday")
    await focal.confirms()
    assert "Please tell them" in (await who.hears("entry-pass-on")).text
    await who.says("HISTORY")
    assert row.number in (await who.hears("entry-list")).text


@pytest.mark.parametrize(
    ("how", "header"),
    [
        ({"delimiter": ";"}, ("Tarehe", "Maneno")),
        ({"delimiter": "\t", "encoding": "utf-16"}, ("التاريخ", "النص")),
        ({"encoding": "utf-8-sig"}, ("DATE", "Commentaire")),
        ({"encoding": "cp1252"}, ("Jour ", "Texte")),
    ],
)
def test_a_sheet_is_read_however_it_was_saved(
    tmp_path: Path, how: dict[str, str], header: tuple[str, str]
) -> None:
    words = "L'école est fermée, dit-elle" if "utf-16" not in str(how) else "البئر معطلة"
    file = write(tmp_path, (header[1], "other", header[0]), (words, "x", "21/11"), **how)
    sheet = intake.read(intake.decoded(file), "KE", TODAY)
    assert not sheet.bad
    (line,) = sheet.good
    assert (line.text, line.date, line.line) == (words, "2026-11-21", 2)


def test_words_over_several_lines_are_one_row(tmp_path: Path) -> None:
    file = write(tmp_path, ("text", "date"), ("one\ntwo, three", "today"), ("four", "x"))
    sheet = intake.read(intake.decoded(file), "KE", TODAY)
    assert [one.text for one in sheet.good] == ["one\ntwo, three"]
    assert [one.line for one in sheet.bad] == [4]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "no header"),
        (b"date,text\n", "no rows"),
        (b"date,place\n1/1,x\n", "no column text"),
        (b"place\nx\n", "no column date nor text"),
        (b"date,text,message\n1/1,x,y\n", "two columns are the text"),
        (b"date,text\n1/1,\x00\x81\n", "save it as CSV UTF-8"),
    ],
)
def test_a_sheet_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, named: str) -> None:
    file = tmp_path / "forms.csv"
    file.write_bytes(content)
    with pytest.raises(BadSetting, match=named):
        intake.read(intake.decoded(file), "KE", TODAY)


def test_a_file_that_is_not_there_or_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadSetting, match="No such file"):
        intake.decoded(tmp_path / "nothing.csv")
    monkeypatch.setattr(intake, "MOST_ROWS", 2)
    rows = [("date", "text"), *[("today", f"words {n}") for n in range(3)]]
    with pytest.raises(BadSetting, match="more than 2 rows"):
        intake.read(intake.decoded(write(tmp_path, *rows)), "KE", TODAY)


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"id": 1}', b'{"date": 3}', b'{"date": "x"}'])
def test_a_row_that_is_none_is_set_aside(raw: bytes) -> None:
    with pytest.raises(Unparsable):
        Intake().parse("1", raw)
