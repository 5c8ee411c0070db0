"""The textbook bot that Baraza's replay is measured against.

What a competent tutorial arrives at: a python-telegram-bot ``Application`` with one async message
handler, a language detector, a check for words that must not wait, SQLAlchemy ORM rows for the
message and its reply, one session and one commit a message, then ``reply_text``. Nothing in it is
slow on purpose. The network is replaced by a request class that answers at once, and what is done
only once (loading the detector, creating the tables) is not timed.

``python -m bench.rival MESSAGES.tsv --column original --detector langdetect`` prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pycld2
from langdetect import DetectorFactory, LangDetectException, detect
from sqlalchemy import DateTime, ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

URGENT = (
    *(
        "help",
        "urgent",
        "dying",
        "dead",
        "injured",
        "trapped",
        "attack",
        "rape",
        "hungry",
        "starving",
    ),
    *("secours", "urgence", "mort", "blessé", "coincé", "attaque", "viol", "faim", "cholera"),
    *("anmwe", "ijans", "mouri", "blese", "bloke", "atak", "vyòl", "grangou", "kolera"),
)
REPLY = "Thank you. A person will read this. Your number: {number}."
REPLY_URGENT = "Thank you. A person is being told now. Your number: {number}."


class Base(DeclarativeBase):
    """The bot's tables."""


class Message(Base):
    """What somebody wrote."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(index=True)
    telegram_id: Mapped[int]
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    urgent: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC)
    )
    replies: Mapped[list[Reply]] = relationship(back_populates="message")


class Reply(Base):
    """What the bot answered."""

    __tablename__ = "replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC)
    )
    message: Mapped[Message] = relationship(back_populates="replies")


class Answering(BaseRequest):
    """Telegram's side without a network: every call succeeds at once."""

    def __init__(self) -> None:
        self.sent = 0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        """Never waits."""
        return None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Answer ``getMe`` and ``sendMessage`` as the Bot API does."""
        bot = {"id": 1, "is_bot": True, "first_name": "Textbook", "username": "textbook_bot"}
        result: dict[str, Any] = bot
        if url.endswith("/sendMessage"):
            self.sent += 1
            asked = request_data.parameters if request_data else {}
            result = {
                "message_id": self.sent,
                "from": bot,
                "chat": {"id": asked["chat_id"], "type": "private", "first_name": "Phone"},
                "date": 1_767_225_600,
                "text": asked["text"],
            }
        return 200, json.dumps({"ok": True, "result": result}).encode()


def with_langdetect(text: str) -> str:
    """Give the language that langdetect finds."""
    try:
        return str(detect(text))
    except LangDetectException:  # nothing but digits and signs
        return "en"


def with_cld2(text: str) -> str:
    """Give the language that CLD2 finds."""
    try:
        return str(pycld2.detect(text)[2][0][1])
    except pycld2.error:  # a character it cannot take
        return "en"


DETECTORS: dict[str, Callable[[str], str]] = {"langdetect": with_langdetect, "cld2": with_cld2}


def update(number: int, text: str) -> dict[str, Any]:
    """Make the update that Telegram sends for a text in a private chat."""
    person = {"id": 7_000_000 + number, "first_name": "Phone", "language_code": "fr"}
    return {
        "update_id": 500_000 + number,
        "message": {
            "message_id": 10 + number,
            "date": 1_767_225_600 + number,
            "from": {**person, "is_bot": False},
            "chat": {"id": person["id"], "type": "private", "first_name": "Phone"},
            "text": text,
        },
    }


async def run(texts: list[str], detector: str, folder: Path) -> float:
    """Handle the texts one after another and give the seconds that took.

    Raises ``RuntimeError`` if not every text was stored and answered.
    """
    engine = create_engine(f"sqlite:///{folder / 'textbook.db'}")
    Base.metadata.create_all(engine)
    language_of = DETECTORS[detector]
    DetectorFactory.seed = 0
    language_of("Bonjou, nou bezwen dlo")

    async def on_message(incoming: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = incoming.effective_message
        if message is None or message.text is None:
            return
        lowered = message.text.lower()
        urgent = any(word in lowered for word in URGENT)
        answer = (REPLY_URGENT if urgent else REPLY).format(number=message.message_id)
        with Session(engine) as session:
            row = Message(
                chat_id=message.chat_id,
                telegram_id=message.message_id,
                text=message.text,
                language=language_of(message.text),
                urgent=urgent,
            )
            session.add(row)
            session.add(Reply(message=row, text=answer))
            session.commit()
        await message.reply_text(answer)

    request = Answering()
    application = (
        Application.builder()
        .token("1:textbook")
        .request(request)
        .get_updates_request(Answering())
        .updater(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, on_message))
    updates = [update(number, text) for number, text in enumerate(texts, 1)]
    async with application:
        started = time.perf_counter()
        for data in updates:
            await application.process_update(Update.de_json(data, application.bot))
        seconds = time.perf_counter() - started
    with Session(engine) as session:
        stored = session.query(Reply).count()
    engine.dispose()
    if not len(texts) == stored == request.sent:
        raise RuntimeError(f"{len(texts)} texts, {stored} stored, {request.sent} answered")
    return seconds


def read(file: Path, column: str) -> list[str]:
    """Read one column of a tab-separated file with a header and no quoting."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[column] for row in rows if row[column].strip()]


def main() -> int:
    """Measure once; print ``{"messages", "seconds", "per_second"}``."""
    parser = argparse.ArgumentParser(description="The textbook bot, measured.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--column", default="original")
    parser.add_argument("--detector", choices=sorted(DETECTORS), default="langdetect")
    given = parser.parse_args()
    texts = read(given.file, given.column)
    with tempfile.TemporaryDirectory(prefix="textbook-") as folder:
        seconds = asyncio.run(run(texts, given.detector, Path(folder)))
    print(
        json.dumps(
            {
                "messages": len(texts),
                "seconds": round(seconds, 3),
                "per_second": round(len(texts) / seconds, 1),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
