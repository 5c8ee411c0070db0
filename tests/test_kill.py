"""SIGKILL at any moment of a replay and a restart: nothing is lost, nothing is done twice.

Real processes on real databases, killed from outside when their tables show how far they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.chaos import Seen, Verdict, rig, write_file

ROWS = 320

pytestmark = pytest.mark.kills


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file of messages, a sender each."""
    return write_file(tmp_path_factory.mktemp("messages") / "messages.tsv", ROWS)


@pytest.fixture(scope="module")
def undisturbed(messages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give the account of a run that nobody disturbs."""

    async def run() -> dict[str, Any]:
        async with rig(messages, tmp_path_factory.mktemp("calm")) as calm:
            return await calm.finish()

    with asyncio.Runner() as runner:
        return runner.run(run())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database; for SQLite the replay chooses its own."""
    if request.param == "sqlite":
        yield ""
        return
    server = request.getfixturevalue("postgres")
    made = server.create()
    yield made
    server.drop(made)


def _more(count: Callable[[Seen], int], by: int, before: Seen) -> Callable[[Seen], bool]:
    return lambda seen: count(seen) >= count(before) + by


def _there(path: Path) -> Callable[[Seen], bool]:
    return lambda _: path.exists()


MOMENTS: list[tuple[Callable[[Seen], int], int]] = [
    (lambda seen: seen.tried, 1),  # a batch is in a worker's hands
    (lambda seen: seen.handled, 20),  # in the middle of handling
    (lambda seen: seen.sent, 20),  # in the middle of sending
]
FILES = ("secret.key", "replay.db", "replay.db-wal")  # in the order in which they appear


async def test_killed_and_started_again_it_does_all_of_its_work_once(
    messages: Path, undisturbed: dict[str, Any], url: str, tmp_path: Path
) -> None:
    async with rig(messages, tmp_path, url) as replay:
        if not url:
            for file in FILES:  # while it makes its secret, its tables and its roster
                await replay.run_until(_there(tmp_path / file))
            assert replay.kills == len(FILES)
        for count, by in MOMENTS:
            await replay.run_until(_more(count, by, await replay.look()))
        assert replay.kills >= len(MOMENTS) - 1, "too quick for the test to kill it at work"
        account = await replay.finish()
        assert await replay.verdict(ROWS) == Verdict(
            stored=ROWS, handled=ROWS, set_aside=0, lost=0, doubled=0, waiting=0, unsent=0
        )
    assert account["lost"] == 0
    assert account == undisturbed
    assert account["submissions"] > ROWS / 2
    assert account["cases"] > 0
