"""The roles of the staff: what each sees, answers for, and may be put on duty for.

One table for all: whoever asks what a post may do asks here. The rows are those of the practice
document, "who sees and does what".
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.types import Class

P, R, S = Class.P, Class.R, Class.S


@dataclass(frozen=True, slots=True)
class Role:
    """What the holder of a post with this role sees and does.

    ``classes``: of which it may own matters and hold duties; S is read on the sealed page only.
    ``duty``: the class an invitation puts it on duty for, None for none. ``answers``: it takes and
    answers matters, and has the words for that. ``invited_by_coordinator``: within one country.
    """

    classes: frozenset[Class] = frozenset()
    duty: Class | None = None
    answers: bool = False
    invited_by_coordinator: bool = True


ROLES: dict[str, Role] = {
    "focal": Role(frozenset({P}), P, answers=True),
    "integrity": Role(frozenset({P, R}), R, answers=True),
    "protection": Role(frozenset({P, R, S}), R, answers=True),
    "safeguarding": Role(frozenset({P, R, S}), S, answers=True),
    "coordinator": Role(frozenset({P}), answers=True),
    "reader": Role(),
    "volunteer": Role(),
    "manager": Role(),
    "authority": Role(),
    "data_protection": Role(),
    # of R and S only what a duty of that class names; the last rung of every ladder it is on
    "region": Role(frozenset({P, R, S}), P, answers=True, invited_by_coordinator=False),
}

ANSWERING = frozenset(name for name, role in ROLES.items() if role.answers)
CLASSES_OF_ROLE = {name: role.classes for name, role in ROLES.items()}
ROLE_OF_CLASS = {P: "focal", R: "integrity", S: "safeguarding"}  # whom a hole asks for


def may_hold(role: str, klass: str) -> bool:
    """Say whether a role may own matters of a class and stand on its ladder."""
    return klass in CLASSES_OF_ROLE.get(role, frozenset())
