"""What is read of the countries for digests, each thing once in a run, whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

import locales
from handlers import routing
from handlers.desk import Desk
from handlers.holes import Hole, holes
from handlers.routing import coordinators, present
from storage import digests
from storage.digests import Heap, Heard, Item
from storage.people import Duty, Member
from storage.types import Class

T = TypeVar("T")

MOST_ITEMS = 7
LONGEST_PLACE = 40  # characters
MOST_DIGITS = 4  # in a place; more are a telephone's or a map's
WEEK = timedelta(days=7)
BEFORE = timedelta(days=28)  # what is usual is counted over these

Scope = frozenset[tuple[str | None, str]]  # areas (None: the country) and topics ('': every one)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What needs one person: exact counts per bucket, and the most pressing by name."""

    counts: tuple[int, ...] = (0, 0, 0, 0)
    items: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.counts)


class Outlook:
    """What is read of the countries for the digests of one run, each thing once.

    ``most``: how many matters each person is shown by name. It lives no longer than the
    transaction of its desk; what is of the whole house is kept in ``kept`` over several.
    """

    def __init__(
        self, desk: Desk, most: int = MOST_ITEMS, kept: dict[Hashable, object] | None = None
    ) -> None:
        self.desk = desk
        self.connection = desk.connection  # taken once: asking the desk again would write its rows
        self.most = most
        self._kept: dict[tuple[object, ...], object] = {}
        self._kept_longer = {} if kept is None else kept
        self._places: dict[str, str] = {}

    def once(self, read: Callable[..., T], *args: object) -> T:
        """Read something the first time it is asked for."""
        key = (read, *args)
        if key not in self._kept:
            self._kept[key] = read(*args)
        return self._kept[key]  # type: ignore[return-value]

    def once_in_all(self, read: Callable[..., T], *args: Hashable) -> T:
        """Read something of the whole house, once in a run of several transactions."""
        key = (read, *args)
        if key not in self._kept_longer:
            self._kept_longer[key] = read(self.connection, *args)
        return self._kept_longer[key]  # type: ignore[return-value]

    def today(self, country: str) -> date:
        """Give the day it is in a country."""
        return self.desk.today(country)

    def expect(self, members: Sequence[Member]) -> None:
        """Read at once what belongs to these people, and the places of all they will be shown."""
        days: dict[date, list[str]] = {}
        for member in members:
            days.setdefault(self.today(member.country), []).append(member.id)
        for day, ids in days.items():
            heaps = digests.own_heaps(self.connection, ids, day, self.most)
            for id in ids:
                self._kept[self._own, id] = heaps.get(id)
        shown = [item for member in members for item in self.of(member).items]
        self._learn_places(shown)

    def of(self, member: Member) -> Waiting:
        """Give what needs a person: their own, and what nobody owns and they are asked about.

        A coordinator's is what stands still in their country, whoever owns it.
        """
        return self.once(self._of, member)

    def _of(self, member: Member) -> Waiting:
        heaps = [heap for heap in (self.once(self._own, member.id),) if heap]
        for country in self.countries(member):
            heaps += self.once(self._asked, country).get(member.id, [])
        if member.role == "coordinator":
            heaps += self._stuck(member)
        items = {item.id: item for heap in heaps for item in heap.items}
        counts = [sum(column) for column in zip(*(heap.counts for heap in heaps), strict=True)]
        first = sorted(items.values(), key=lambda item: _pressing(item, member))[: self.most]
        return Waiting(tuple(counts) or (0, 0, 0, 0), tuple(first))

    def countries(self, member: Member) -> list[str]:
        """List the countries a person is asked about, and '' for those who wrote from none."""
        here = self.once(self._countries, member)
        return [*here, ""]

    def _countries(self, member: Member) -> list[str]:
        known = [member.country, *self.once(self._served).get(member.id, ())]
        if member.role == "coordinator":  # where there is no coordinator, all of them are asked
            known += [
                country
                for country in self.once_in_all(digests.countries_waiting)
                if country and member in self.once(self._coordinators, country)
            ]
        return list(dict.fromkeys(country for country in known if country))

    def _served(self) -> dict[str, list[str]]:
        """Tell for everybody the countries in which they hold a duty today, or stand in for it."""
        roster = self.desk.roster
        served: dict[str, list[str]] = {}
        for duty in roster.duties:
            holder, today = roster.members.get(duty.staff_id), self.today(duty.country)
            if holder is None or not duty.holds_on(today):
                continue
            one = present(roster, holder, Class(duty.klass), today)
            if one is not None:
                served.setdefault(one.id, []).append(duty.country)
        return served

    def ladder(self, country: str, area_id: str | None, topic: str, klass: str) -> list[Member]:
        """List who is asked about a matter, in order."""
        return self.once(self._ladder, country, area_id, topic, klass)

    def _ladder(self, country: str, area_id: str | None, topic: str, klass: str) -> list[Member]:
        roster = self.desk.roster
        return routing.ladder(
            roster, self.desk.areas, country, area_id, topic, Class(klass), self.today(country)
        )

    def _coordinators(self, country: str) -> list[Member]:
        return coordinators(self.desk.roster, country, self.today(country))

    def _own(self, id: str) -> Heap | None:
        member = self.desk.roster.members[id]
        today = self.today(member.country)
        return digests.own_heaps(self.connection, [id], today, self.most).get(id)

    def _asked(self, country: str) -> dict[str, list[Heap]]:
        """Share out what nobody owns among those who are asked about it.

        Coordinators stand at the end of every ladder of class P: theirs is what nobody else has.
        """
        asked: dict[str, list[Heap]] = {}
        for heap, ladder, alone in self.once(self._free, country):
            for member in ladder:
                if alone or member.role != "coordinator":
                    asked.setdefault(member.id, []).append(heap)
        return asked

    def _free(self, country: str) -> list[tuple[Heap, list[Member], bool]]:
        """List what nobody owns with those asked about it, and whether only coordinators are."""
        free = []
        for heap in digests.free_heaps(self.connection, country, self.today(country), self.most):
            area_id, topic, klass = heap.key
            ladder = self.ladder(country, area_id, topic or "", klass or "P")
            free.append((heap, ladder, all(one.role == "coordinator" for one in ladder)))
        return free

    def _stuck(self, member: Member) -> list[Heap]:
        """Gather what stands still with others: owned by them, or asked of them and not taken."""
        country = member.country
        today = self.today(country)
        heaps = [digests.stuck(self.connection, country, member.id, today, self.most)]
        for heap, _, alone in self.once(self._free, country):
            if alone or heap.key[2] != Class.P:
                continue
            late, _, again, _ = heap.counts
            still = [item for item in heap.items if item.bucket in (0, 2)]
            heaps.append(Heap(heap.key, [late, 0, again, 0], still))
        return heaps

    def _learn_places(self, items: Iterable[Item]) -> None:
        unknown = {
            item.id for item in items if item.klass == Class.P and item.area_id is None
        } - self._places.keys()
        found = digests.places(self.connection, sorted(unknown))
        for id in unknown:
            row, sealed = found.get(id, ("", b""))
            self._places[id] = self.desk.keys.open_text(sealed, "submission.place", row)

    def place(self, item: Item, language: str) -> str:
        """Name a place without saying where exactly: an area, or a village's name."""
        if item.area_id:
            return self.desk.areas.names.get(item.area_id, "")
        if item.id not in self._places:
            self._learn_places([item])
        words = " ".join(self._places.get(item.id, "").split())
        if re.fullmatch(r"-?\d+\.\d+, *-?\d+\.\d+", words):
            return locales.text(language, "digest-place-shared")
        if not words or sum(letter.isdigit() for letter in words) > MOST_DIGITS:
            return locales.text(language, "place-unknown")
        return words if len(words) <= LONGEST_PLACE else words[: LONGEST_PLACE - 1] + "…"

    def heard(self, country: str, since: datetime, scope: Scope) -> tuple[list[Heard], bool]:
        """Count what was said since an instant, and say whether what is usual is known."""
        return self.once(self._heard_inside, country, since, scope)

    def _heard_inside(
        self, country: str, since: datetime, scope: Scope
    ) -> tuple[list[Heard], bool]:
        rows, known = self.once(self._heard, country, since)
        return [row for row in rows if self.in_scope(scope, row.area_id, row.topic)], known

    def _heard(self, country: str, since: datetime) -> tuple[list[Heard], bool]:
        week = self.desk.now - WEEK
        end = min(since, week)
        rows = digests.heard(self.connection, country, since, week, (end - BEFORE, end))
        first = self.once_in_all(digests.first_heard, country)
        return rows, first is not None and first <= end - BEFORE

    def holes(self, country: str) -> list[Hole]:
        """Name what nobody answers for in a country."""
        return self.once(self._holes, country)

    def _holes(self, country: str) -> list[Hole]:
        return holes(self.desk.roster, self.desk.areas, country, self.today(country))

    def duties(self, member: Member) -> list[Duty]:
        """List the duties a person holds today."""
        held = self.once(self._duties).get(member.id, [])
        return [duty for duty in held if duty.holds_on(self.today(duty.country))]

    def _duties(self) -> dict[str, list[Duty]]:
        held: dict[str, list[Duty]] = {}
        for duty in self.desk.roster.duties:
            held.setdefault(duty.staff_id, []).append(duty)
        return held

    def in_scope(self, scope: Scope, area_id: str | None, topic: str) -> bool:
        """Say whether an area and a topic are among those of some duties."""
        return self.once(self._in_scope, scope, area_id, topic)

    def _in_scope(self, scope: Scope, area_id: str | None, topic: str) -> bool:
        chain = self.desk.areas.chain(area_id)
        return any((area is None or area in chain) and held in ("", topic) for area, held in scope)


def _pressing(item: Item, member: Member) -> tuple[object, ...]:
    """Put the late first, then the grave, then one's own, then what was promised soonest."""
    return (
        item.bucket,
        -("low", "normal", "urgent", "critical").index(item.severity),
        item.owner_id != member.id,
        item.promised_on or date.max,
        item.id,
    )
