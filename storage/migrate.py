"""Bring a database to the shape this version needs (Alembic), and say whether it has it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0002"
_LOCK = 7_221_846  # PostgreSQL advisory lock: one migration at a time


class NotMigrated(Exception):
    """The database is not of this version's shape; the message says what to run."""


def version(connection: Connection) -> str:
    """Give the revision a database is at, '' for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def require(connection: Connection) -> None:
    """Raise ``NotMigrated`` unless the database is at this version."""
    at = version(connection)
    if at != HEAD:
        raise NotMigrated(
            f"DATABASE_URL: the database is at {at or 'nothing'}, this version needs {HEAD}; "
            "run `baraza migrate`"
        )


def migrate(connection: Connection) -> str:
    """Bring a database to this version; the revision it was at before."""
    before = version(connection)
    if before == HEAD:
        return before
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before
