"""What is at rest is closed: bound to its place, on the ring of its class, and nowhere in clear."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text, update

from storage.crypto import Keys, Unreadable
from storage.schema import address, message, metadata, outbox, submission
from tests.conftest import Pipe

SECRET = "a secret of the tests of baraza"
SEALED = "another secret, of those who may read S"
ROW = "0192f0c1a5b77d3e8f00000000000001"
WHERE = "message.body"

keys = Keys(SECRET)


@given(st.text() | st.binary(), st.sampled_from("PRS"))
def test_what_is_sealed_opens_in_its_place(words: str | bytes, klass: str) -> None:
    sealed = keys.seal(words, WHERE, ROW, klass)
    data = words.encode() if isinstance(words, str) else words
    assert keys.open(sealed, WHERE, ROW) == data
    if isinstance(words, str):
        assert keys.open_text(sealed, WHERE, ROW) == words


@pytest.mark.parametrize("words", ["lone \ud800 surrogate", "with\0nul", "", "\U0001f4a7 maji"])
def test_any_text_survives(words: str) -> None:
    assert keys.open_text(keys.seal(words, WHERE, ROW), WHERE, ROW) == words


def test_an_empty_column_is_an_empty_text() -> None:
    assert keys.open_text(None, WHERE, ROW) == ""


@pytest.mark.parametrize(
    ("where", "row"),
    [
        ("message.body", ROW[:-1] + "2"),  # moved to another row
        ("submission.body", ROW),  # to another table
        ("message.place", ROW),  # to another column
        ("message.body", ""),
        ("message.bod", "y|" + ROW),
    ],
)
def test_a_ciphertext_that_was_moved_does_not_open(where: str, row: str) -> None:
    sealed = keys.seal("words", WHERE, ROW)
    with pytest.raises(Unreadable) as caught:
        keys.open(sealed, where, row)
    assert "words" not in str(caught.value)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_ciphertext_that_was_changed_does_not_open(place: int, change: int) -> None:
    sealed = bytearray(keys.seal("some words", WHERE, ROW))
    place %= len(sealed)
    if place == 1:
        return  # the key's number: there is only one key
    sealed[place] ^= change
    with pytest.raises(Unreadable):
        keys.open(bytes(sealed), WHERE, ROW)


@given(st.binary(max_size=40))
def test_what_is_no_ciphertext_does_not_open(dust: bytes) -> None:
    with pytest.raises(Unreadable):
        keys.open(dust, WHERE, ROW)


def test_the_same_words_never_look_the_same() -> None:
    assert keys.seal("words", WHERE, ROW) != keys.seal("words", WHERE, ROW)


@pytest.mark.parametrize("klass", "PRS")
def test_another_installation_opens_nothing(klass: str) -> None:
    sealed = keys.seal("words", WHERE, ROW, klass)
    with pytest.raises(Unreadable):
        Keys("another secret of some tests").open(sealed, WHERE, ROW)


@pytest.mark.parametrize("taken_for", "PR")
def test_no_ring_opens_what_another_closed(taken_for: str) -> None:
    sealed = keys.seal("words", WHERE, ROW, "S")
    with pytest.raises(Unreadable):
        keys.open(taken_for.encode() + sealed[1:], WHERE, ROW)


def test_class_s_needs_its_own_secret_where_there_is_one() -> None:
    vetted = Keys(SECRET, SEALED)
    sealed = vetted.seal("words", WHERE, ROW, "S")
    with pytest.raises(Unreadable):
        keys.open(sealed, WHERE, ROW)
    assert vetted.open_text(sealed, WHERE, ROW) == "words"
    for klass in "PR":  # the others stay on the first secret
        assert keys.open_text(vetted.seal("words", WHERE, ROW, klass), WHERE, ROW) == "words"


def test_a_lane_is_the_same_everywhere_and_tells_nothing() -> None:
    lane = keys.lane("tel", "+254700123001")
    assert lane == Keys(SECRET, SEALED).lane("tel", "+254700123001")
    assert lane != Keys("another secret of some tests").lane("tel", "+254700123001")
    assert lane != keys.lane("tel", "+254700123002")
    assert lane != keys.lane("whatsapp", "+254700123001")
    assert len(lane) == 32
    assert "700123001" not in lane


def test_an_invitation_is_kept_as_a_hash_however_it_is_typed() -> None:
    assert keys.code_hash(" abcde12345 ") == keys.code_hash("ABCDE12345")
    assert keys.code_hash("ABCDE12345") != Keys("another secret of some tests").code_hash(
        "ABCDE12345"
    )


# In a house ---------------------------------------------------------------------------------------

NUMBER = "+254 700 555 123"
PLANTED = "Quetzal bibliotheque forty-two marzipan"


async def _converses(pipe: Pipe) -> None:
    pipe.line.files["voice-handle-9981"] = [b"OggS zanzibar marzipan sound"]
    await pipe.says(NUMBER, f"The water pump is broken. {PLANTED}", "1", "Village Quetzalcoatl")
    await pipe.says(NUMBER, f"The aid worker asks girls for sex before he gives food. {PLANTED}")
    await pipe.accept(pipe.raw(NUMBER, "", media="voice-handle-9981"))
    await pipe.settles()
    await pipe.clock.once()
    await pipe.settles()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_nothing_that_was_said_lies_in_clear_on_the_disk(
    sqlite_pipe: Pipe, tmp_path: Path
) -> None:
    pipe = sqlite_pipe
    await _converses(pipe)
    bodies = await pipe.bodies()
    assert any(PLANTED in body for body in bodies)  # it was said, and kept
    assert len(await pipe.rows(submission)) >= 2
    files = _files(tmp_path)
    names = {path.name for path in files}
    assert {"test.db", "test.db-wal"} <= names
    assert any(path.parent.name == "attachment" for path in files)
    secrets = ["Quetzal", "marzipan", "aid worker", "zanzibar", "voice-handle", "555 123", "555123"]
    for path in files:
        data = path.read_bytes()
        for secret in secrets:
            for encoded in (secret.encode(), secret.encode("utf-16-le")):
                assert encoded not in data, f"{secret} in {path.name}"
        assert not any(secret in str(path.relative_to(tmp_path)) for secret in secrets)


async def test_what_was_removed_leaves_no_trace_in_the_pages(
    sqlite_pipe: Pipe, tmp_path: Path
) -> None:
    """With a column that does hold words in clear: what is deleted is overwritten."""
    pipe = sqlite_pipe
    await pipe.execute(text("CREATE TABLE note (words TEXT)"))
    await pipe.execute(text("INSERT INTO note VALUES ('marzipan')"))
    await pipe.execute(text("DELETE FROM note"))
    await pipe.house.db.close()  # the log goes into the file
    assert b"marzipan" not in (tmp_path / "data" / "test.db").read_bytes()


@pytest.mark.postgres
async def test_nothing_that_was_said_lies_in_clear_in_any_column(postgres_pipe: Pipe) -> None:
    pipe = postgres_pipe
    await _converses(pipe)

    def look(connection: Connection) -> list[str]:
        found = []
        for table in metadata.tables.values():
            for row in connection.execute(select(table)):
                line = " ".join(
                    value.hex() if isinstance(value, bytes) else str(value) for value in row
                )
                plain = ["Quetzal", "marzipan", "aid worker", "voice-handle", "555123", "555 123"]
                for word in plain + [word.encode().hex() for word in plain]:
                    if word in line:
                        found.append(f"{word} in {table.name}")
        return found

    assert await pipe.house.db.read(look) == []


async def test_rows_that_were_swapped_behind_our_back_do_not_open(sqlite_pipe: Pipe) -> None:
    pipe = sqlite_pipe
    await pipe.says("mother", "The water pump is broken")
    await pipe.says("father", "The road is cut since the rain")
    await pipe.settles()
    first, second = await pipe.rows(message)
    await pipe.execute(
        update(message).where(message.c.id == first.id).values(body_sealed=second.body_sealed)
    )
    with pytest.raises(Unreadable):
        await pipe.bodies()


async def test_an_address_opens_only_where_it_belongs(sqlite_pipe: Pipe) -> None:
    pipe = sqlite_pipe
    await pipe.says("mother", "The water pump is broken")
    await pipe.settles()
    (row,) = await pipe.rows(address)
    opened = pipe.house.keys.open_text(row.path_sealed, "address.path", row.id)
    assert opened == "line:mother"
    (letter,) = await pipe.rows(outbox)
    with pytest.raises(Unreadable):
        pipe.house.keys.open(row.path_sealed, "address.path", letter.id)


async def test_what_must_be_sealed_is_on_the_ring_of_its_class(sqlite_pipe: Pipe) -> None:
    pipe = sqlite_pipe
    await pipe.says("mother", "The aid worker asks girls for sex before he gives food")
    await pipe.says("father", "The water pump is broken")
    await pipe.settles()
    rings = {row.klass: row.body_sealed[:1] for row in await pipe.rows(message)}
    assert rings == {"S": b"S", "P": b"P"}
