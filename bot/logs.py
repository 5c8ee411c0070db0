"""Logs: structured, to standard error, with ids and never what people wrote.

An exception's own message may quote a text or a number, so it is not logged: its type and the place
it came from are (``where``).
"""

from __future__ import annotations

import logging
import sys
import traceback

import structlog


def set_up(level: str) -> None:
    """Set up logging for this process. Raises ``ValueError`` naming LOG_LEVEL if it is none."""
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"LOG_LEVEL: {level!r} is not a level; try INFO")
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr, format="%(message)s")
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=True)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def where(error: BaseException) -> str:
    """Tell where an exception was raised: file and line, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    last = frames[-1]
    return f"{last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
