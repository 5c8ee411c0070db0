"""Posts with absences, areas with outlines, partnerships in full."""

import sqlalchemy as sa
from alembic import op

import storage.schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("stand_in_id", sa.String(length=32), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_staff_id", "absence", ["staff_id"], unique=False)
    op.create_table(
        "area_outline",
        sa.Column("area_id", sa.String(length=32), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.Column("shape", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("area_id", name=op.f("pk_area_outline")),
    )
    op.create_index("ix_area_outline_bounds", "area_outline", ["west", "east"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=40), server_default="", nullable=False),
        sa.Column("country", sa.String(length=2), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("folded", name=op.f("uq_organisation_folded")),
    )
    op.create_table(
        "partnership_actor",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=12), server_default="partner", nullable=False),
        sa.PrimaryKeyConstraint(
            "partnership_id", "organisation_id", name=op.f("pk_partnership_actor")
        ),
    )
    op.create_table(
        "partnership_area",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("area_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("partnership_id", "area_id", name=op.f("pk_partnership_area")),
    )
    op.create_table(
        "partnership_target",
        sa.Column("partnership_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("partnership_id", "code", name=op.f("pk_partnership_target")),
    )
    op.create_table(
        "ready_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answer")),
    )
    op.create_index(
        "ix_ready_answer_country",
        "ready_answer",
        ["country", "subject", "language", "id"],
        unique=False,
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("ending", sa.String(length=12), server_default="", nullable=False),
        sa.Column("klass", sa.String(length=1), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", storage.schema.Utc(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_expires_at", "draft", ["state", "expires_at"], unique=False)
    op.create_index("ix_draft_address_id", "draft", ["address_id", "state"], unique=False)
    op.add_column(
        "area_name", sa.Column("source", sa.String(length=12), server_default="", nullable=False)
    )
    op.add_column(
        "case_file", sa.Column("ended_as", sa.String(length=12), server_default="", nullable=False)
    )
    op.add_column(
        "deliverable", sa.Column("name", sa.String(length=300), server_default="", nullable=False)
    )
    op.create_index(
        "ix_deliverable_partnership_id", "deliverable", ["partnership_id"], unique=False
    )
    op.create_index("ix_duty_staff_id", "duty", ["staff_id"], unique=False)
    op.add_column(
        "partnership",
        sa.Column("platform_id", sa.String(length=40), server_default="", nullable=False),
    )
    op.add_column(
        "partnership", sa.Column("type", sa.String(length=40), server_default="", nullable=False)
    )
    op.add_column(
        "partnership", sa.Column("description", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "partnership",
        sa.Column("website", sa.String(length=300), server_default="", nullable=False),
    )
    op.add_column("partnership", sa.Column("registered_on", sa.Date(), nullable=True))
    op.add_column("partnership", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("partnership", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("partnership", sa.Column("reported_on", sa.Date(), nullable=True))
    op.add_column(
        "partnership",
        sa.Column("report_months", sa.SmallInteger(), server_default="1", nullable=False),
    )
    op.add_column("staff", sa.Column("mail_id", sa.String(length=32), nullable=True))
    op.add_column(
        "staff", sa.Column("organisation", sa.String(length=120), server_default="", nullable=False)
    )
    op.add_column("staff", sa.Column("woman", sa.Boolean(), nullable=True))
    op.add_column(
        "staff", sa.Column("digest", sa.String(length=8), server_default="", nullable=False)
    )
    op.add_column(
        "staff", sa.Column("digest_hour", sa.SmallInteger(), server_default="7", nullable=False)
    )
    op.add_column(
        "staff", sa.Column("digest_by", sa.String(length=8), server_default="chat", nullable=False)
    )
    op.create_index("ix_staff_country", "staff", ["country"], unique=False)
    op.add_column("submission", sa.Column("happened_on", sa.Date(), nullable=True))
    op.add_column("submission", sa.Column("entered_by", sa.String(length=32), nullable=True))
    op.add_column(
        "submission", sa.Column("source", sa.String(length=12), server_default="", nullable=False)
    )
