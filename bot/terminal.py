"""`baraza chat`: a simple phone in the terminal, over the same pipe as every other channel."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading

from sqlalchemy import Connection, select

from bot.app import BadSetting, Running, open_house
from bot.house import House
from bot.settings import Settings
from storage import people
from storage.ids import new_id
from storage.mailbox import letters
from storage.schema import address, staff

LOOK_EVERY = 0.3  # seconds between looks for what another process sent
ROLES = {"manager": ("manager",), "focal": ("focal", "coordinator")}


async def chat(settings: Settings, role: str, country: str, name: str) -> None:
    """Chat until the input ends or says /quit.

    The messages are handled here where no other worker runs, and by whichever is first where one
    does. Raises ``BadSetting`` where there is no post to be.
    """
    async with open_house(settings) as house:
        path = f"{role}-{country or 'any'}-{name or os.environ.get('USER', 'phone')}"
        lane = house.keys.lane("terminal", path)
        if role != "community":
            await house.db.write(_enrol, house, lane, path, role, country)
        print(f"You are on a simple phone as {role}. /quit ends.", flush=True)
        async with Running(house, ("worker",)):
            await _talk(house, lane, path, country)


def _enrol(
    connection: Connection, house: House, lane: str, path: str, role: str, country: str
) -> None:
    """Bind the terminal to a post nobody has taken yet."""
    bound = connection.execute(select(address.c.staff_id).where(address.c.id == lane)).scalar()
    if bound is not None:
        return
    posts = people.find_staff(connection, country, ROLES[role])
    if not posts:
        raise BadSetting(
            f"--as {role}: there is no such post"
            + (f" in {country}" if country else "")
            + "; run `baraza demo`, or create one with `baraza invite`"
        )
    taken = set(
        connection.execute(select(staff.c.id).where(staff.c.address_id.is_not(None))).scalars()
    )
    post = next((id for id in posts if id not in taken), posts[0])
    now = house.clock()
    people.write_audit(connection, "operator", "terminal", post, now)
    row = connection.execute(
        select(staff.c.country, staff.c.language).where(staff.c.id == post)
    ).one()
    connection.execute(address.delete().where(address.c.id == lane))
    connection.execute(
        address.insert().values(
            id=lane,
            created_at=now,
            channel="terminal",
            path_sealed=house.keys.seal(f"terminal:{path}", "address.path", lane),
            country=row.country,
            language=row.language,
            language_chosen=True,
            wrote_in="",
            staff_id=post,
            wrong_numbers=0,
        )
    )
    people.bind_staff(connection, post, lane)


async def _talk(house: House, lane: str, path: str, country: str) -> None:
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    shown: set[str] = {letter.id for letter in await house.db.read(letters, house.keys, lane)}
    show = asyncio.create_task(_show(house, lane, shown))
    try:
        while (line := await lines.get()) is not None and line.strip() != "/quit":
            await _send(house, path, country, line)
        await _settle(house, lane, shown)
    finally:
        show.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await show


async def _send(house: House, path: str, country: str, text: str) -> None:
    assert house.accept is not None
    payload = {"id": new_id(), "from": path, "text": text, "country": country}
    await house.accept("terminal", house.channels["terminal"].peek(payload))


async def _show(house: House, lane: str, shown: set[str]) -> None:
    with house.doorbell.listening(f"address:{lane}") as ring:
        while True:
            await _print_new(house, lane, shown)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await ring.wait()
            ring.clear()


async def _print_new(house: House, lane: str, shown: set[str]) -> None:
    for letter in await house.db.read(letters, house.keys, lane):
        if letter.id not in shown:
            shown.add(letter.id)
            print(f"\n{house.settings.service_name}: {letter.text}\n", flush=True)


async def _settle(house: House, lane: str, shown: set[str]) -> None:
    """Where the input was a file: wait for the answers to what was just said."""
    from storage.pipe import departing_count, waiting_count

    for _ in range(100):
        left = await house.db.read(lambda c: waiting_count(c) + departing_count(c))
        if not left:
            break
        await asyncio.sleep(0.1)
    await _print_new(house, lane, shown)
