"""One file per conversation; the scripts that have sessions are listed here."""

from __future__ import annotations

from handlers.conversation import Conversation
from handlers.conversations.duty import ANSWER
from handlers.conversations.entry import SCRIPT as ENTRY
from handlers.conversations.feedback import SCRIPT as FEEDBACK
from handlers.conversations.lesson import SCRIPT as LESSON
from handlers.conversations.progress import SCRIPT as PROGRESS
from handlers.conversations.roster import SCRIPTS as ROSTER
from handlers.posts import LEFT

SCRIPTS: dict[str, Conversation] = {
    script.name: script
    for script in (FEEDBACK, ANSWER, PROGRESS, LESSON, ENTRY, LEFT, *ROSTER.values())
}
