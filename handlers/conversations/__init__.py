"""One file per conversation; the scripts that have sessions are listed here."""

from __future__ import annotations

from handlers.conversation import Conversation
from handlers.conversations import duty, feedback, progress

SCRIPTS: dict[str, Conversation] = {
    script.name: script for script in (feedback.SCRIPT, duty.ANSWER, progress.SCRIPT)
}
