"""Writing down what was said: one place for the row of a submission and those of its flags."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.desk import Desk
from handlers.triage import Finding
from storage.batch import Caller
from storage.ids import new_id
from storage.schema import flag, submission
from storage.types import Class, Entry, Flag, Severity


def file(
    desk: Desk,
    caller: Caller,
    finding: Finding,
    *,
    form: str,
    klass: Class,
    severity: Severity,
    id: str = "",
    country: str = "",
    area_id: str | None = None,
    place_sealed: bytes | None = None,
    for_other: bool = False,
    may_write: bool | None = None,
    promised_on: date | None = None,
    entry: Entry | None = None,
) -> tuple[str, str]:
    """Write a submission's row; its id (given, or new) and its public number.

    ``country`` is the caller's where it is not given; ``entry`` says who entered it for somebody.
    Flags and cases are the caller's to add.
    """
    id, number = id or new_id(), desk.number()
    desk.pending.add(
        submission,
        id=id,
        number=number,
        form=form,
        address_id=caller.id,
        channel=caller.channel,
        country=country or caller.country,
        area_id=area_id,
        place_sealed=place_sealed,
        language=finding.language,
        klass=klass.value,
        severity=severity.value,
        kind=finding.kind,
        kinds=",".join(finding.kinds)[:120],
        topics=",".join(finding.topics)[:200],
        sdgs=",".join(map(str, finding.sdgs))[:60],
        need=finding.need,
        coded_by="rule:1",
        for_other=for_other,
        may_write=may_write,
        promised_on=promised_on,
        created_at=desk.now,
        happened_on=entry.happened_on if entry else None,
        entered_by=(entry.by or None) if entry else None,
        source=entry.source if entry else "",
    )
    return id, number


def keep_flags(
    desk: Desk, submission_id: str, message_id: str, flags: Iterable[Flag], klass: Class
) -> None:
    """Write flags with their evidence sealed in the submission's class."""
    for found in flags:
        id = new_id()
        desk.pending.add(
            flag,
            id=id,
            submission_id=submission_id,
            message_id=message_id,
            code=found.code,
            severity=found.severity.value,
            klass=found.klass.value,
            evidence_sealed=desk.keys.seal(found.evidence, "flag.evidence", id, klass),
            rule=found.rule,
            at=desk.now,
        )
