"""One file per conversation; the scripts that have sessions are listed here."""

from __future__ import annotations

from handlers.conversation import Conversation
from handlers.conversations.duty import ANSWER
from handlers.conversations.feedback import SCRIPT as FEEDBACK
from handlers.conversations.progress import SCRIPT as PROGRESS

SCRIPTS: dict[str, Conversation] = {script.name: script for script in (FEEDBACK, ANSWER, PROGRESS)}
