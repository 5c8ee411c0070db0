"""A lesson told in confidence: what went wrong, for those who look after integrity and no one else.

LESSON and the words, or LESSON alone, which asks for them. A lesson is restricted (class R) and
sealed; it hangs on no partnership, so that nobody who looks at one finds it there. What tells of
danger or of somebody's conduct is also a case, in its own class or R, whichever is narrower.
"""

from __future__ import annotations

from handlers import filing
from handlers.conversation import Ask, Conversation, Heard, Session, advance
from handlers.conversations import feedback
from handlers.desk import Desk
from handlers.triage import Finding
from storage.batch import Caller
from storage.types import Class, Event, Say, Severity

SCRIPT = Conversation(
    name="lesson",
    version=1,
    steps=(Ask("words", "lesson-ask", "text"),),
    closing=lambda session: Say("lesson-none"),  # reached by skipping only: words go to ``told``
)


def ask(desk: Desk, caller: Caller) -> str:
    """LESSON alone: say who will read it, and ask."""
    args = {"klass": Class.R.value}
    desk.begin(caller, SCRIPT, args)
    return "lesson-asked"


def told(
    desk: Desk, caller: Caller, session: Session, event: Event, finding: Finding
) -> tuple[str, str, str] | None:
    """Take the words that follow LESSON; None where the question is too old."""
    turn = advance(SCRIPT, session, Heard("free", event.text), desk.context(caller))
    if not turn.taken:
        desk.keep(caller, None)
        return None
    return tell(desk, caller, event, finding)


def tell(desk: Desk, caller: Caller, event: Event, finding: Finding) -> tuple[str, str, str]:
    """Store a lesson; returns outcome, submission id and class."""
    klass = max(Class.R, finding.klass, key=lambda one: one.rank)
    urgent = Severity.URGENT.rank
    if any(flag.klass is not Class.P or flag.severity.rank >= urgent for flag in finding.flags):
        return feedback.open_as(desk, caller, event, finding, "lesson", klass)
    id, _ = filing.file(desk, caller, finding, form="lesson", klass=klass, severity=Severity.NORMAL)
    filing.keep_flags(desk, id, event.id, finding.flags, klass)
    feedback.remember(desk, caller, id, klass)
    desk.keep(caller, None)
    desk.say(caller, Say("lesson-kept"))
    return "lesson", id, klass.value
