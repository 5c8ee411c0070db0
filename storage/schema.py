"""Every table, as ``docs/architecture.md`` draws them.

Ids are UUIDv7 in hex, made by us and known before the insert: batches need no RETURNING, and the
encryption of a body is bound to its row. Columns of bytes named ``*_sealed`` hold AES-GCM
ciphertext (``storage.crypto``). No foreign keys on the pipe: rows of one batch are written table by
table, and the accounting looks for orphans instead.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """An instant; SQLite keeps it without its zone, so it is given back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give a naive value from SQLite its zone."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)  # type: ignore[no-any-return]
        return value  # type: ignore[no-any-return]


def _id(name: str = "id", **kw: Any) -> Column[str]:
    return Column(name, String(32), **kw)


# The pipe -----------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _id(primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("event_key", String(64), nullable=False),
    _id("lane", nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("raw_sealed", LargeBinary),  # NULL once the retention of raw payloads has passed
    Column("size", Integer, nullable=False),
    UniqueConstraint("channel", "event_key"),
)

waiting = Table(
    "waiting",
    metadata,
    _id(primary_key=True),
    _id("lane", nullable=False),
    Column("tries", SmallInteger, nullable=False, default=0),
    Index("ix_waiting_lane", "lane", "id"),
)

set_aside = Table(
    "set_aside",
    metadata,
    _id(primary_key=True),  # the inbox row
    Column("at", Utc, nullable=False),
    Column("reason", String(200), nullable=False),
)

# One row per address: the lane, the lock, and the person's place in a conversation.
address = Table(
    "address",
    metadata,
    _id(primary_key=True),  # keyed hash of scheme and path: the lane
    Column("created_at", Utc, nullable=False),
    Column("channel", String(32)),
    Column("path_sealed", LargeBinary),
    Column("country", String(2), nullable=False, default=""),
    Column("language", String(12), nullable=False, default=""),
    Column("language_chosen", Boolean, nullable=False, default=False),
    Column("wrote_in", String(12), nullable=False, default=""),
    Column("may_write", Boolean),  # NULL: not asked or not answered
    Column("stopped_at", Utc),
    Column("last_in_at", Utc),
    _id("staff_id"),
    _id("submission_id"),  # the latest submission from here
    Column("submission_at", Utc),
    Column("submission_class", String(1)),
    Column("session_sealed", LargeBinary),
    Column("for_other_until", Utc),
    Column("wrong_numbers", SmallInteger, nullable=False, default=0),
    Column("wrong_day", Date),
    Index("ix_address_staff_id", "staff_id"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(primary_key=True),
    Column("channel", String(32), nullable=False),
    _id("address_id", nullable=False),
    Column("dedupe_key", String(120), nullable=False, unique=True),
    Column("priority", SmallInteger, nullable=False),  # 0 alert, 1 answer, 2 digest, 3 broadcast
    Column("text_id", String(64), nullable=False),
    Column("klass", String(1), nullable=False, default="P"),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("state", String(12), nullable=False),  # done states of ``departing``: sent, failed …
    Column("sent_at", Utc),
    Column("external_id", String(64)),
    _id("case_id"),
    Index("ix_outbox_address_id", "address_id", "id"),
    Index("ix_outbox_external_id", "channel", "external_id"),
)

# The narrow queue beside the outbox, as ``waiting`` is beside the inbox.
departing = Table(
    "departing",
    metadata,
    _id(primary_key=True),  # the outbox row
    Column("channel", String(32), nullable=False),
    _id("address_id", nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("leased_until", Utc),
    Column("tries", SmallInteger, nullable=False, default=0),
    Index("ix_departing_order", "not_before", "priority", "id"),
    Index("ix_departing_address_id", "address_id", "id"),
)

delivery = Table(  # append-only: what happened to an outgoing message
    "delivery",
    metadata,
    _id(primary_key=True),
    _id("outbox_id", nullable=False),
    Column("at", Utc, nullable=False),
    Column("result", String(12), nullable=False),  # sent retry slower failed optedout uncertain
    Column("detail", String(200), nullable=False, default=""),
    Index("ix_delivery_outbox_id", "outbox_id"),
)

fetching = Table(  # files a provider could not give yet
    "fetching",
    metadata,
    _id(primary_key=True),  # the attachment
    Column("channel", String(32), nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("tries", SmallInteger, nullable=False, default=0),
)

job_slot = Table(
    "job_slot",
    metadata,
    Column("job", String(32), primary_key=True),
    Column("scope", String(64), primary_key=True),
    Column("due", Utc, primary_key=True),
    Column("done_at", Utc, nullable=False),
    Column("counts", Text, nullable=False, default="{}"),
)

counter = Table(  # SQLite's stand-in for a sequence
    "counter",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# People -------------------------------------------------------------------------------------

consent = Table(  # append-only
    "consent",
    metadata,
    _id(primary_key=True),
    _id("address_id", nullable=False),
    _id("submission_id"),
    Column("at", Utc, nullable=False),
    Column("kind", String(16), nullable=False),  # write, call, stop, start
    Column("given", Boolean, nullable=False),
    Column("wording", String(64), nullable=False),  # text id, language and catalogue version
    Index("ix_consent_address_id", "address_id"),
)

staff = Table(
    "staff",
    metadata,
    _id(primary_key=True),
    Column("post", String(120), nullable=False),  # the name of the post, not of the person
    Column("role", String(20), nullable=False),  # focal manager coordinator safeguarding …
    Column("country", String(2), nullable=False),
    Column("language", String(12), nullable=False, default="en"),
    Column("created_at", Utc, nullable=False),
    Column("suspended_at", Utc),
    _id("address_id"),
    _id("mail_id"),  # the address of channel "email" that digests go to
    Column("organisation", String(120), nullable=False, server_default=""),
    Column("woman", Boolean),  # of safeguarding only: who may be asked for a woman's call
    Column(
        "digest", String(8), nullable=False, server_default=""
    ),  # daily weekly never, '': role's
    Column("digest_hour", SmallInteger, nullable=False, server_default="7"),  # local
    Column("digest_by", String(8), nullable=False, server_default="chat"),  # chat mail both
    Index("ix_staff_country", "country"),
)

duty = Table(
    "duty",
    metadata,
    _id(primary_key=True),
    _id("staff_id", nullable=False),
    Column("country", String(2), nullable=False),
    _id("area_id"),  # NULL: the whole country
    Column("topic", String(24), nullable=False, default=""),  # '': every topic
    Column("klass", String(1), nullable=False, default="P"),
    Column("rung", SmallInteger, nullable=False, default=1),
    Column("starts_on", Date),  # NULL: always
    Column("ends_on", Date),  # the last day; NULL: until further notice
    Index("ix_duty_staff_id", "staff_id"),
)

absence = Table(
    "absence",
    metadata,
    _id(primary_key=True),
    _id("staff_id", nullable=False),
    _id("stand_in_id"),  # who answers meanwhile; NULL: whoever is next on duty
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),  # the last day
    Column("created_at", Utc, nullable=False),
    Index("ix_absence_staff_id", "staff_id"),
)

invitation = Table(
    "invitation",
    metadata,
    _id(primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    _id("staff_id", nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
    _id("used_by"),  # the address
)

# Said ---------------------------------------------------------------------------------------

message = Table(
    "message",
    metadata,
    _id(primary_key=True),  # the inbox row's id
    _id("address_id", nullable=False),
    _id("submission_id"),
    Column("channel", String(32), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("outcome", String(24), nullable=False),  # what it was taken for: see handlers.dispatch
    Column("klass", String(1), nullable=False, default="P"),
    Column("language", String(12), nullable=False, default=""),
    Column("body_sealed", LargeBinary),
    Column("external_id", String(64)),
    Column("edits", String(64)),  # the external id of the message this one corrects
    Column("at", Utc, nullable=False),
    Index("ix_message_submission_id", "submission_id"),
    Index("ix_message_external_id", "address_id", "external_id"),
)

attachment = Table(
    "attachment",
    metadata,
    _id(primary_key=True),
    _id("message_id", nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content_type", String(80), nullable=False, default=""),
    Column("reference_sealed", LargeBinary),  # the provider's handle, until the file is here
    Column("stored", String(200)),  # key in the file store
    Column("klass", String(1), nullable=False, default="P"),
    Column("size", Integer, nullable=False, default=0),
    Column("state", String(12), nullable=False),  # here, fetching, never
    Index("ix_attachment_message_id", "message_id"),
)

submission = Table(
    "submission",
    metadata,
    _id(primary_key=True),
    Column("number", String(12), nullable=False, unique=True),
    Column("form", String(16), nullable=False, default="feedback"),  # feedback, progress
    _id("address_id", nullable=False),
    Column("channel", String(32), nullable=False),
    Column("country", String(2), nullable=False, default=""),
    _id("area_id"),
    Column("place_sealed", LargeBinary),  # place as the person wrote it, or coordinates
    Column("language", String(12), nullable=False),
    Column("klass", String(1), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("kind", String(12), nullable=False, default=""),
    Column("kinds", String(120), nullable=False, default=""),
    Column("topics", String(200), nullable=False, default=""),
    Column("sdgs", String(60), nullable=False, default=""),
    Column("need", Boolean, nullable=False, default=False),
    Column("coded_by", String(32), nullable=False),  # rule version, or the person who coded it
    Column("for_other", Boolean, nullable=False, default=False),
    Column("may_write", Boolean),
    Column("may_call", String(16)),
    Column("call_time", String(16)),
    Column("safe", Boolean),
    Column("promised_on", Date),
    Column("created_at", Utc, nullable=False),
    Column("hidden_at", Utc),  # the person asked to delete
    Column("happened_on", Date),  # when it was said, where somebody else entered it later
    _id("entered_by"),  # the staff who entered it for somebody
    Column("source", String(12), nullable=False, server_default=""),  # paper, voice, call, meeting
    Index("ix_submission_country_created_at", "country", "created_at"),
)

flag = Table(
    "flag",
    metadata,
    _id(primary_key=True),
    _id("submission_id", nullable=False),
    _id("message_id", nullable=False),
    Column("code", String(24), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("klass", String(1), nullable=False),
    Column("evidence_sealed", LargeBinary, nullable=False),
    Column("rule", String(16), nullable=False),
    Column("at", Utc, nullable=False),
    Index("ix_flag_submission_id", "submission_id"),
)

# Answering ----------------------------------------------------------------------------------

case = Table(  # a projection of case_event, which is the truth
    "case_file",  # "case" is a word of SQL
    metadata,
    _id(primary_key=True),
    Column("number", String(12), nullable=False, unique=True),
    Column("country", String(2), nullable=False, default=""),
    _id("area_id"),
    Column("topic", String(24), nullable=False, default="other"),
    Column("what", String(24), nullable=False, default=""),  # the gravest flag, '' if none
    Column("klass", String(1), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    _id("owner_id"),
    Column("rung", SmallInteger, nullable=False, default=0),
    Column("round", SmallInteger, nullable=False, default=0),
    Column("opened_at", Utc, nullable=False),
    Column("promised_on", Date),
    Column("act_by", Utc),
    Column("next_step_at", Utc),  # when the clock has to look at it again
    Column("next_step", String(16), nullable=False, default=""),
    Column("answered_at", Utc),
    Column("confirmed", String(8)),  # yes, no, unsure: the reporter's word
    Column("ended_as", String(12), nullable=False, server_default=""),  # done cannot not_ours
    Index("ix_case_file_next_step_at", "next_step_at"),
    Index("ix_case_file_owner_id", "owner_id"),
    Index("ix_case_file_country_state", "country", "state"),
)

case_submission = Table(
    "case_submission",
    metadata,
    _id("case_id", primary_key=True),
    _id("submission_id", primary_key=True),
    Index("ix_case_submission_submission_id", "submission_id"),
)

case_event = Table(  # append-only
    "case_event",
    metadata,
    _id(primary_key=True),
    _id("case_id", nullable=False),
    Column("at", Utc, nullable=False),
    Column("kind", String(24), nullable=False),
    _id("staff_id"),  # NULL: the machine or the reporter
    Column("by_reporter", Boolean, nullable=False, default=False),
    Column("note_sealed", LargeBinary),
    Index("ix_case_event_case_id", "case_id"),
)

alert = Table(
    "alert",
    metadata,
    _id(primary_key=True),
    _id("case_id", nullable=False),
    _id("staff_id", nullable=False),
    _id("outbox_id"),  # NULL: nowhere to reach them
    Column("rung", SmallInteger, nullable=False),
    Column("round", SmallInteger, nullable=False),
    Column("reason", String(16), nullable=False),  # duty, nobody, reopened, handed
    Column("at", Utc, nullable=False),
    Column("reply", String(12)),  # mine, cannot
    Column("replied_at", Utc),
    Index("ix_alert_case_id", "case_id"),
    Index("ix_alert_outbox_id", "outbox_id"),
)

audit = Table(  # append-only: who did or read what
    "audit",
    metadata,
    _id(primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", String(64), nullable=False),  # staff id, or machine, operator
    Column("action", String(32), nullable=False),
    Column("object", String(64), nullable=False),
    Column("detail", String(200), nullable=False, default=""),
)

setting = Table(  # append-only: a country's settings with their history
    "setting",
    metadata,
    _id(primary_key=True),
    Column("country", String(2), nullable=False),
    Column("key", String(32), nullable=False),
    Column("value", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", String(64), nullable=False),
    Index("ix_setting_country_key", "country", "key", "id"),
)

ready_answer = Table(  # append-only: a country's own answers; the latest holds, empty words end it
    "ready_answer",
    metadata,
    _id(primary_key=True),
    Column("country", String(2), nullable=False),
    Column("subject", String(24), nullable=False),  # a flag's code or a topic
    Column("language", String(12), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", String(64), nullable=False),
    Index("ix_ready_answer_country", "country", "subject", "language", "id"),
)

draft = Table(  # an answer that was read back and waits for the yes of whoever wrote it
    "draft",
    metadata,
    _id(primary_key=True),
    _id("address_id", nullable=False),
    _id("staff_id", nullable=False),
    _id("case_id", nullable=False),
    Column("ending", String(12), nullable=False, server_default=""),  # '' cannot not_ours
    Column("klass", String(1), nullable=False),
    Column("words_sealed", LargeBinary),  # NULL once it is sent or dropped
    Column("expires_at", Utc, nullable=False),
    Column("state", String(12), nullable=False),  # open, sent, dropped, expired
    Index("ix_draft_expires_at", "state", "expires_at"),
    Index("ix_draft_address_id", "address_id", "state"),
)

# Places and partnerships --------------------------------------------------------------------

area = Table(
    "area",
    metadata,
    _id(primary_key=True),
    Column("country", String(2), nullable=False),
    _id("parent_id"),
    Column("level", SmallInteger, nullable=False),  # 1 region, 2 district …
    Column("code", String(24), nullable=False, default=""),  # ISO 3166-2 or P-code
    Column("name", String(120), nullable=False),
)

area_name = Table(
    "area_name",
    metadata,
    _id("area_id", primary_key=True),
    Column("folded", String(120), primary_key=True),
    Column("source", String(12), nullable=False, server_default=""),  # shipped import correction
    Index("ix_area_name_folded", "folded"),
)

area_outline = Table(
    "area_outline",
    metadata,
    _id("area_id", primary_key=True),
    Column("west", Float, nullable=False),  # bounds in degrees (WGS 84)
    Column("south", Float, nullable=False),
    Column("east", Float, nullable=False),
    Column("north", Float, nullable=False),
    Column("shape", LargeBinary, nullable=False),  # well-known binary
    Index("ix_area_outline_bounds", "west", "east"),
)

organisation = Table(
    "organisation",
    metadata,
    _id(primary_key=True),
    Column("name", String(200), nullable=False),
    Column("folded", String(200), nullable=False),
    Column("type", String(40), nullable=False, server_default=""),  # the UN's actor types
    Column("country", String(2), nullable=False, server_default=""),
    UniqueConstraint("folded"),
)

partnership = Table(
    "partnership",
    metadata,
    _id(primary_key=True),
    Column("code", String(16), nullable=False),
    Column("name", String(160), nullable=False),
    Column("country", String(2), nullable=False),
    Column("status", String(12), nullable=False, default=""),  # delivery, as last reported
    Column("next_report_on", Date),
    Column("platform_id", String(40), nullable=False, server_default=""),  # #SDGAction12345
    Column("type", String(40), nullable=False, server_default=""),  # the UN's partnership types
    Column("description", Text, nullable=False, server_default=""),
    Column("website", String(300), nullable=False, server_default=""),
    Column("registered_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("reported_on", Date),  # of the latest update
    Column(
        "report_months", SmallInteger, nullable=False, server_default="1"
    ),  # from one to the next
    UniqueConstraint("country", "code"),
)

partnership_actor = Table(
    "partnership_actor",
    metadata,
    _id("partnership_id", primary_key=True),
    _id("organisation_id", primary_key=True),
    Column("part", String(12), nullable=False, server_default="partner"),  # lead, partner
)

partnership_area = Table(
    "partnership_area",
    metadata,
    _id("partnership_id", primary_key=True),
    _id("area_id", primary_key=True),
)

partnership_target = Table(
    "partnership_target",
    metadata,
    _id("partnership_id", primary_key=True),
    Column("code", String(8), primary_key=True),  # a goal "6" or a target "6.1"
)

partnership_member = Table(
    "partnership_member",
    metadata,
    _id("partnership_id", primary_key=True),
    _id("staff_id", primary_key=True),
)

deliverable = Table(
    "deliverable",
    metadata,
    _id(primary_key=True),
    _id("partnership_id", nullable=False),
    Column("unit", String(60), nullable=False),  # farmers, wells
    Column("words", String(300), nullable=False, default=""),  # other words for the unit
    Column("target", Float),
    Column("due_on", Date),
    Column("name", String(300), nullable=False, server_default=""),  # as the registration says it
    Index("ix_deliverable_partnership_id", "partnership_id"),
)

progress = Table(
    "progress",
    metadata,
    _id(primary_key=True),
    _id("submission_id", nullable=False),
    _id("partnership_id"),
    _id("staff_id", nullable=False),
    Column("status", String(12), nullable=False, default=""),
    Column("at", Utc, nullable=False),
    _id("corrects"),
    Index("ix_progress_partnership_id", "partnership_id"),
)

figure = Table(
    "figure",
    metadata,
    _id(primary_key=True),
    _id("progress_id", nullable=False),
    _id("deliverable_id"),
    Column("value", Float, nullable=False),
    Column("unit", String(60), nullable=False, default=""),
    Column("mode", String(8), nullable=False, default="total"),
    Index("ix_figure_progress_id", "progress_id"),
)
