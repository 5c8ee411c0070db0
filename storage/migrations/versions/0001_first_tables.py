"""The first tables."""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "address",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("path_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("language_chosen", sa.Boolean(), nullable=False),
        sa.Column("wrote_in", sa.String(length=12), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=True),
        sa.Column("stopped_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("last_in_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("submission_id", sa.String(length=32), nullable=True),
        sa.Column("submission_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("submission_class", sa.String(length=1), nullable=True),
        sa.Column("session_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("for_other_until", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("wrong_numbers", sa.SmallInteger(), nullable=False),
        sa.Column("wrong_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index("ix_address_staff_id", "address", ["staff_id"], unique=False)
    op.create_table(
        "alert",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("outbox_id", sa.String(length=32), nullable=True),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("reply", sa.String(length=12), nullable=True),
        sa.Column("replied_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index("ix_alert_case_id", "alert", ["case_id"], unique=False)
    op.create_index("ix_alert_outbox_id", "alert", ["outbox_id"], unique=False)
    op.create_table(
        "area",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
    )
    op.create_table(
        "area_name",
        sa.Column("area_id", sa.String(length=32), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("area_id", "folded", name=op.f("pk_area_name")),
    )
    op.create_index("ix_area_name_folded", "area_name", ["folded"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("reference_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("stored", sa.String(length=200), nullable=True),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_message_id", "attachment", ["message_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("by_reporter", sa.Boolean(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index("ix_case_event_case_id", "case_event", ["case_id"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("area_id", sa.String(length=32), nullable=True),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("opened_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("act_by", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("next_step_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("next_step", sa.String(length=16), nullable=False),
        sa.Column("answered_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("confirmed", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("number", name=op.f("uq_case_file_number")),
    )
    op.create_index("ix_case_file_country_state", "case_file", ["country", "state"], unique=False)
    op.create_index("ix_case_file_next_step_at", "case_file", ["next_step_at"], unique=False)
    op.create_index("ix_case_file_owner_id", "case_file", ["owner_id"], unique=False)
    op.create_table(
        "case_submission",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "submission_id", name=op.f("pk_case_submission")),
    )
    op.create_index(
        "ix_case_submission_submission_id", "case_submission", ["submission_id"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(length=32), nullable=True),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_address_id", "consent", ["address_id"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "deliverable",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("outbox_id", sa.String(length=32), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index("ix_delivery_outbox_id", "delivery", ["outbox_id"], unique=False)
    op.create_table(
        "departing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("not_before", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("leased_until", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departing")),
    )
    op.create_index("ix_departing_address_id", "departing", ["address_id", "id"], unique=False)
    op.create_index(
        "ix_departing_order", "departing", ["not_before", "priority", "id"], unique=False
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("area_id", sa.String(length=32), nullable=True),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_table(
        "fetching",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("not_before", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetching")),
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("progress_id", sa.String(length=32), nullable=False),
        sa.Column("deliverable_id", sa.String(length=32), nullable=True),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index("ix_figure_progress_id", "figure", ["progress_id"], unique=False)
    op.create_table(
        "flag",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("evidence_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index("ix_flag_submission_id", "flag", ["submission_id"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("event_key", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("received_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("raw_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "event_key", name=op.f("uq_inbox_channel_event_key")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("expires_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("used_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("used_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    op.create_table(
        "job_slot",
        sa.Column("job", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("due", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("done_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job", "scope", "due", name=op.f("pk_job_slot")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("edits", sa.String(length=64), nullable=True),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "ix_message_external_id", "message", ["address_id", "external_id"], unique=False
    )
    op.create_index("ix_message_submission_id", "message", ["submission_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("expires_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sent_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index("ix_outbox_address_id", "outbox", ["address_id", "id"], unique=False)
    op.create_index("ix_outbox_external_id", "outbox", ["channel", "external_id"], unique=False)
    op.create_table(
        "partnership",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("next_report_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sa.UniqueConstraint("country", "code", name=op.f("uq_partnership_country_code")),
    )
    op.create_table(
        "partnership_member",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("partnership_id", "staff_id", name=op.f("pk_partnership_member")),
    )
    op.create_table(
        "progress",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission_id", sa.String(length=32), nullable=False),
        sa.Column("partnership_id", sa.String(length=32), nullable=True),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("corrects", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    op.create_index("ix_progress_partnership_id", "progress", ["partnership_id"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index("ix_setting_country_key", "setting", ["country", "key", "id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("suspended_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.Column("address_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("area_id", sa.String(length=32), nullable=True),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("kinds", sa.String(length=120), nullable=False),
        sa.Column("topics", sa.String(length=200), nullable=False),
        sa.Column("sdgs", sa.String(length=60), nullable=False),
        sa.Column("need", sa.Boolean(), nullable=False),
        sa.Column("coded_by", sa.String(length=32), nullable=False),
        sa.Column("for_other", sa.Boolean(), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=True),
        sa.Column("may_call", sa.String(length=16), nullable=True),
        sa.Column("call_time", sa.String(length=16), nullable=True),
        sa.Column("safe", sa.Boolean(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("hidden_at", storage.schema.Utc(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("number", name=op.f("uq_submission_number")),
    )
    op.create_index(
        "ix_submission_country_created_at", "submission", ["country", "created_at"], unique=False
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    op.create_index("ix_waiting_lane", "waiting", ["lane", "id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE submission_seq MINVALUE 0 START 0")
    else:
        op.execute("INSERT INTO counter (name, value) VALUES ('submission', 0)")
