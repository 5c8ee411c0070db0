"""An empty database becomes this version's, and an old one says what to run."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import Connection, text

from bot.app import open_house
from bot.settings import Settings
from storage import batch, migrate
from storage.database import Database, normal_url
from storage.schema import metadata


@contextlib.asynccontextmanager
async def _open(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def _settings(url: str, folder: Path) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_dir=folder,
        database_url=url,
        secret_key=SecretStr("a secret of the tests of baraza"),
    )


async def test_an_empty_database_is_brought_to_this_version(empty_database: str) -> None:
    async with _open(empty_database) as database:
        assert await database.read(migrate.version) == ""
        assert await database.write(migrate.migrate) == ""
        assert await database.read(migrate.version) == migrate.HEAD
        await database.read(migrate.require)
        assert await database.write(migrate.migrate) == migrate.HEAD  # again does nothing


def test_the_version_this_code_needs_is_the_last_there_is() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [migrate.HEAD]


async def test_what_was_migrated_is_what_the_code_believes(empty_database: str) -> None:
    async with _open(empty_database) as database:
        await database.write(migrate.migrate)

        def defaults_differ(*compared: object) -> bool | None:
            *_, inspected, _, rendered = compared
            return False if (inspected, rendered) == ("('')", "") else None  # SQLite's spelling

        def compare(connection: Connection) -> list[object]:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": defaults_differ}
            )
            return list(compare_metadata(context, metadata))

        assert await database.write(compare) == []


async def test_a_database_that_was_not_migrated_says_what_to_run(
    empty_database: str, tmp_path: Path
) -> None:
    with pytest.raises(migrate.NotMigrated, match="run `baraza migrate`"):
        async with open_house(_settings(empty_database, tmp_path), migrate_first=False):
            pass


async def test_a_database_of_another_version_says_what_to_run(database: str) -> None:
    async with _open(database) as there:

        def age(connection: Connection) -> None:
            connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))

        def mend(connection: Connection) -> None:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{migrate.HEAD}'"))

        await there.write(age)
        wanted = f"is at old, this version needs {migrate.HEAD}"
        with pytest.raises(migrate.NotMigrated, match=wanted):
            await there.read(migrate.require)
        await there.write(mend)


async def test_two_processes_that_migrate_at_once_do_it_once(empty_database: str) -> None:
    async with _open(empty_database) as one, _open(empty_database) as two:
        await asyncio.gather(one.write(migrate.migrate), two.write(migrate.migrate))
        await one.read(migrate.require)


async def test_a_migration_that_breaks_leaves_nothing_behind(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    upgrade = command.upgrade

    def fail(*args: object, **more: object) -> None:
        upgrade(*args, **more)  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    async with _open(empty_database) as database:
        with monkeypatch.context() as patch:
            patch.setattr(command, "upgrade", fail)
            with pytest.raises(RuntimeError):
                await database.write(migrate.migrate)
        assert await database.read(migrate.version) == ""
        await database.write(migrate.migrate)


async def test_public_numbers_come_one_after_the_other(database: str) -> None:
    async with _open(database) as one, _open(database) as two:
        taken = await asyncio.gather(
            *(db.write(batch.take_numbers, "submission", 5) for db in (one, two) for _ in range(10))
        )
        numbers = [number for group in taken for number in group]
        assert len(set(numbers)) == len(numbers) == 100
        assert all(number >= 0 for number in numbers)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_the_address_of_a_database_may_be_spelled_as_platforms_do(scheme: str) -> None:
    assert normal_url(f"{scheme}://a:b@c:1/d") == "postgresql+asyncpg://a:b@c:1/d"
