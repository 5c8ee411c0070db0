"""A town for every scenario, and what must hold after each."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from tests.town import Town, open_town


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Collect every log line of the test, of ours and of the libraries."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {record.getMessage()}")

    handler = Keep(logging.DEBUG)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)

    def keep(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
        lines.append(str(event))
        print(event)  # pytest shows it where the test fails
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(
        processors=[keep], wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG)
    )
    yield lines
    structlog.configure(**before)
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
async def town(tmp_path: Path, logged: list[str]) -> AsyncIterator[Town]:
    """A house of its own; afterwards its accounts balance and its logs know nobody."""
    async with open_town(tmp_path) as town:
        yield town
        await town.settle()
        await town.accounts_balance()
    for line in logged:
        for word in town.words:
            assert word not in line, f"a log line holds what it must not: {word}"
