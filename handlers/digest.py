"""What a focal point reads in the morning and a coordinator once a week; and what NEXT shows.

One way for all: an ``Outlook`` reads what a run needs of a country, once, whoever reads it; a
``Page`` is one person's digest in parts, told as a text of chat, as a short one by SMS, or as a
letter by e-mail. No word of classes R and S, no address, no number of a telephone and no exact
place is ever in one: of what is sealed there is a number and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import median

import pycountry

import locales
from handlers import cases, promise, rhythm
from handlers.answers import has_ready
from handlers.desk import Desk
from handlers.holes import hole_words
from handlers.outlook import BEFORE, MOST_ITEMS, WEEK, Outlook, Scope, Waiting
from handlers.partnerships import GREEN, light
from locales.sms import segments
from storage import answering, digests, partnerships
from storage.answering import Case
from storage.digests import Heard, Item, Reader, Reported
from storage.people import Member
from storage.types import Block, Choice, Class, Letter, Say

LONGEST = 1200  # characters in chat, less than
SMS_SEGMENTS = 3
SMS_ITEMS = 4

QUIET_FROM = 3  # a week: of fewer, silence says nothing
RISING_FROM = 5
RISING_TIMES = 2  # as many as usual
MOST_NAMED = 4
MOST_DECIDED = 6
NOON = 12
HOURS_AS_DAYS = 48  # from which an answer's time is told in days
MINUTES_AS_HOURS = 120
ENDING = timedelta(days=30)  # duties that end within these are named to the coordinator
INSTANT = timedelta(seconds=1)
STUCK_AFTER = timedelta(hours=1)  # a message that waits to go out for longer
LINE_SILENT = timedelta(days=2)

MUST, SHOULD, MAY, CAN = range(4)  # where there is no room, what can go goes first

HEADS = ("digest-late", "digest-today", "digest-not-fixed", "digest-waiting")
WEEK_HEADS = ("digest-stuck", *HEADS[1:])
TONES = ("late", "today", "again", "")


def moment(language: str, when: datetime, now: datetime) -> str:
    """Tell a time of today by the clock, another day's with its weekday."""
    clock = locales.clock(language, when)
    if when.date() == now.astimezone(when.tzinfo).date():
        return clock
    return f"{locales.day(language, when.date())} {clock}"


def waiting_for(desk: Desk, member: Member) -> Case | None:
    """Find what waits longest for a person; last what they are working on already."""
    first = Outlook(desk, 1).of(member).items
    if first:
        return answering.case_by_id(desk.connection, first[0].id)
    working = answering.cases_of(desk.connection, member.id, ("in_progress",))
    return working[0] if working else None


# A digest in parts ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """One person's digest: a title, what needs them, and what else there is to know.

    ``before`` and ``after`` stand around the matters; each part with how much it is needed.
    """

    language: str
    subject: str
    title: str
    waiting: Waiting
    groups: tuple[tuple[str, str, int], ...]  # heading, tone, how many of the items
    lines: tuple[str, ...]  # one an item, with its number in the list
    before: tuple[tuple[int, Block], ...] = ()
    after: tuple[tuple[int, Block], ...] = ()
    first: int = 0  # items that an earlier page has shown

    def blocks(self, shown: int, need: int, numbered: bool = True) -> list[Block]:
        """List the parts that are needed as much, with so many matters by name."""
        parts = [block for weight, block in self.before if weight <= need]
        left = list(self.lines[:shown])
        for head, tone, count in self.groups:
            here, left = left[:count], left[count:]
            told = here if numbered else [line.partition(") ")[2] for line in here]
            parts.append(Block(head, tuple(told), tone))
        more = self.waiting.total - self.first - min(shown, len(self.lines))
        foot = []
        if more > 0:
            foot.append(locales.text(self.language, "digest-more", {"count": more}))
        if self.lines:
            foot.append(
                locales.text(self.language, "digest-open" if numbered else "digest-mail-open")
            )
        if foot:
            parts.append(Block("", tuple(foot)))
        return parts + [block for weight, block in self.after if weight <= need]

    def text(self, shown: int, need: int, numbered: bool = True) -> str:
        """Write it down as chat shows it."""
        told = [self.title] if self.title else []
        for block in self.blocks(shown, need, numbered):
            told.append("\n".join(line for line in (block.head, *block.lines) if line))
        return "\n\n".join(told)

    def say(self, sms: bool, expires_at: datetime | None = None) -> Say:
        """Say it in chat, as much of it as there is room for, with a button a matter."""
        fits = _fits_sms if sms else _fits_chat
        sizes = (
            [(shown, MUST) for shown in range(SMS_ITEMS, 0, -1)]
            if sms
            else [(MOST_ITEMS, need) for need in (CAN, MAY, SHOULD, MUST)]
            + [(shown, MUST) for shown in range(MOST_ITEMS - 1, 0, -1)]
        )
        text, shown = next(
            ((text, shown) for shown, need in sizes if fits(text := self.text(shown, need))),
            (self.text(1, MUST), 1),
        )
        if sms:
            text = text.replace("\n\n", "\n")
        choices = tuple(
            Choice(str(place), str(place), f"o:{item.number}:{place}", literal=True)
            for place, item in enumerate(self.waiting.items[self.first :][:shown], self.first + 1)
        )
        return Say("digest", {"lines": text, "free": True}, choices, "digest", expires_at)

    def mail(self, expires_at: datetime | None = None) -> Say:
        """Say it by e-mail, all of it."""
        foot = locales.text(self.language, "digest-mail-foot")
        letter = Letter(
            self.subject,
            self.title,
            tuple(self.blocks(len(self.lines), CAN, numbered=False)),
            foot,
            locales.about(self.language).direction,
        )
        text = f"{self.text(len(self.lines), CAN, numbered=False)}\n\n--\n{foot}"
        return Say("digest", {"lines": text, "free": True}, (), "digest", expires_at, letter=letter)


def _fits_chat(text: str) -> bool:
    return len(text) < LONGEST


def _fits_sms(text: str) -> bool:
    return segments(text.replace("\n\n", "\n")) <= SMS_SEGMENTS


def digest(desk: Desk, member: Member, language: str) -> Say:
    """Put together a person's digest as it is now, for the chat they are reached at."""
    page = page_of(Outlook(desk), member, language)
    return page.say(by_sms(desk, member))


def by_sms(desk: Desk, member: Member) -> bool:
    """Say whether a person is reached by text message, where every segment counts."""
    return desk.caps(member.channel).unit == "segments"


def page_of(outlook: Outlook, member: Member, language: str, reader: Reader | None = None) -> Page:
    """Put together a person's digest in parts: a coordinator's week, everybody else's morning.

    ``reader``: how they want it, where it comes by itself; a coordinator who has one every day has
    the week's on the first working day of the week.
    """
    now = outlook.desk.now
    asked = reader is None
    reader = reader or digests.reader(outlook.connection, member.id)
    if reader is None:
        raise LookupError(f"no post {member.id}")
    how = rhythm.kind(reader) if rhythm.kind(reader) in rhythm.LATE else "daily"

    def due(kind: str, at: datetime) -> datetime:
        return rhythm.latest(reader.country, reader.hour, kind, at)

    if member.role == "coordinator":
        if asked:
            return _Writer(outlook, member, language, now - WEEK).week()
        week = due("weekly", now)
        if week == due(how, now):
            return _Writer(outlook, member, language, due("weekly", week - INSTANT)).week()
    since = due(how, due(how, now) - INSTANT)
    return _Writer(outlook, member, language, since).morning(asked)


def more_of(desk: Desk, member: Member, language: str, shown: int, last: str) -> Say | None:
    """Show what a digest had no room for: what comes after the ``shown``-th matter, ``last``.

    None where there is nothing more.
    """
    outlook = Outlook(desk, shown + MOST_ITEMS)
    numbers = [item.number for item in outlook.of(member).items]
    first = numbers.index(last) + 1 if last in numbers else shown
    if first >= len(numbers):
        return None
    return _Writer(outlook, member, language, desk.now).rest(first).say(by_sms(desk, member))


class _Writer:
    """Writes one person's digest."""

    def __init__(self, outlook: Outlook, member: Member, language: str, since: datetime) -> None:
        self.outlook, self.member, self.language, self.since = outlook, member, language, since
        self.connection = outlook.connection
        self.here = promise.local(outlook.desk.now, member.country)
        self.today = self.here.date()
        self.waiting = outlook.of(member)

    def _text(self, id: str, **args: object) -> str:
        return locales.text(self.language, id, args)

    def _day(self, day: date) -> str:
        return locales.day(self.language, day)

    def _page(
        self,
        title: str,
        first: int = 0,
        heads: tuple[str, ...] = HEADS,
        **parts: tuple[tuple[int, Block], ...],
    ) -> Page:
        groups, at = [], 0
        items = self.waiting.items
        for bucket, (head, tone) in enumerate(zip(heads, TONES, strict=True)):
            count = self.waiting.counts[bucket]
            here = sum(item.bucket == bucket for item in items)
            if count and at + here > first:
                named = min(here, at + here - first)
                groups.append((self._text(head, count=count), tone, named))
            elif count and not first:
                groups.append((self._text(head, count=count), tone, 0))
            at += here
        lines = tuple(self._item(item, place) for place, item in enumerate(items, 1))
        subject = self._text(
            "digest-mail-subject",
            service=self.outlook.desk.setting(
                self.member.country, "name", self.outlook.desk.wire.service
            ),
            country=self._where(),
            day=self._day(self.today),
        )
        return Page(
            self.language,
            subject,
            title,
            self.waiting,
            tuple(groups),
            lines[first:],
            first=first,
            **parts,
        )

    def _item(self, item: Item, place: int) -> str:
        if Class(item.klass) in cases.SEALED:
            return self._text("digest-item-sealed", index=place, number=item.number)
        act_by = promise.local(item.act_by, self.member.country) if item.act_by else None
        now = act_by is not None and act_by.date() == self.today and item.bucket != 0
        day = item.promised_on if item.bucket in (0, 3) and not now else None
        return self._text(
            "digest-item",
            index=place,
            number=item.number,
            what=cases.what(item, self.language),
            place=self.outlook.place(item, self.language),
            day=self._day(day) if day else "none",
            time=locales.clock(self.language, act_by) if act_by and now else "none",
            # A matter without a flag: those with one mostly have a ready answer, and need no word.
            ready="yes" if not item.what and has_ready(self.outlook.desk, item) else "none",
        )

    # A focal point's morning

    def rest(self, first: int) -> Page:
        """Write what comes after the first items."""
        return self._page("", first)

    def morning(self, asked: bool) -> Page:
        """Write what a focal point reads; where nothing needs them, one line, unless they asked."""
        title = self._text(
            "digest-head",
            part="morning" if self.here.hour < NOON else "other",
            country=self._where(),
            day=self._day(self.today),
            count=self.waiting.total,
        )
        if not self.waiting.total and not asked:
            return self._page(title)
        scope = self._scope()
        told = []
        if scope:
            told += [
                (SHOULD, self._new(scope)),
                (CAN, self._quiet(scope)),
                (MAY, self._done(scope)),
                (MAY, self._updates()),
            ]
        if self.member.role == "integrity":
            told.append((MAY, self._lessons()))
        told.append((SHOULD, self._on_duty()))
        after = tuple((need, block) for need, block in told if block is not None)
        return self._page(title, after=after)

    def _where(self) -> str:
        areas = {area for area, _ in self._scope()}
        if len(areas) == 1 and (area := areas.pop()) is not None:
            return self.outlook.desk.areas.names.get(area, "")
        return country_name(self.member.country, self.language)

    def _scope(self) -> Scope:
        """Give the areas and topics a person holds duties of class P for."""
        if self.member.role == "coordinator":
            return frozenset({(None, "")})
        return frozenset(
            (duty.area_id, duty.topic)
            for duty in self.outlook.duties(self.member)
            if duty.klass == Class.P and duty.country == self.member.country
        )

    def _heard(self, scope: Scope) -> tuple[list[Heard], bool]:
        return self.outlook.heard(self.member.country, self.since, scope)

    def _usual(self, before: int, known: bool, over: timedelta) -> int:
        return round(before * over / BEFORE) if known else 0

    def _new(self, scope: Scope) -> Block | None:
        """Tell how much was said, against what is usual, and where most of it comes from."""
        rows, known = self._heard(scope)
        over = self.outlook.desk.now - self.since
        total = sum(row.new for row in rows)
        if not total:
            return None
        usual = self._usual(sum(row.before for row in rows), known, over)
        head = self._text(
            "digest-new",
            day=self._day(promise.local(self.since, self.member.country).date()),
            count=total,
            usual=usual if known else "none",
        )
        topics: dict[str, list[Heard]] = {}
        for row in rows:
            topics.setdefault(row.topic, []).append(row)
        most = sorted(topics.items(), key=lambda one: -sum(row.new for row in one[1]))
        lines: list[str] = []
        plain: list[str] = []
        for topic, those in most[:MOST_NAMED]:
            count = sum(row.new for row in those)
            if not count:
                continue
            before = self._usual(sum(row.before for row in those), known, over)
            rising = known and count >= RISING_FROM and count >= RISING_TIMES * before
            line = self._text(
                "digest-topic",
                topic=_topic(topic, self.language),
                count=count,
                usual=before if rising else "none",
            )
            top = max(those, key=lambda row: row.new)
            most_here = top.new >= RISING_FROM and top.new * 2 > count
            if top.area_id and most_here and {top.area_id} != {area for area, _ in scope}:
                place = self.outlook.desk.areas.names.get(top.area_id, "")
                line = self._text("digest-topic-place", lines=line, count=top.new, place=place)
                lines.append(_upper(line))
            elif rising:
                lines.append(_upper(line))
            else:
                plain.append(line)
        if plain:
            lines.append(_upper(self._listed(plain)))
        return Block(head, tuple(lines))

    def _listed(self, lines: Sequence[str]) -> str:
        comma = "، " if locales.about(self.language).direction == "rtl" else ", "
        return comma.join(lines)

    def _quiet(self, scope: Scope) -> Block | None:
        """Name the areas that usually speak and have said nothing for a week."""
        rows, known = self._heard(scope)
        if not known:
            return None
        areas: dict[str, list[Heard]] = {}
        for row in rows:
            if row.area_id:
                areas.setdefault(row.area_id, []).append(row)
        silent = [
            (self._usual(sum(row.before for row in those), known, WEEK), area)
            for area, those in areas.items()
            if not any(row.week for row in those)
        ]
        silent = sorted((one for one in silent if one[0] >= QUIET_FROM), reverse=True)
        if not silent:
            return None
        lines = [
            self._text(
                "digest-quiet-place",
                place=self.outlook.desk.areas.names.get(area, ""),
                usual=usual,
            )
            for usual, area in silent[:MOST_NAMED]
        ]
        return self._line("digest-quiet", lines=self._listed(self._cut(lines, len(silent))))

    def _cut(self, lines: list[str], total: int) -> list[str]:
        if total > len(lines):
            return [*lines, self._text("digest-more-lines", count=total - len(lines))]
        return lines

    def _line(self, id: str, **args: object) -> Block:
        return Block("", (self._text(id, **args),))

    def _answered(self, scope: Scope) -> dict[str, int]:
        rows = self.outlook.once(digests.answered, self.connection, self.member.country, self.since)
        inside = [row for row in rows if self.outlook.in_scope(scope, row.area_id, row.topic)]
        counts = {
            name: sum(getattr(row, name) for row in inside)
            for name in ("answered", "yes", "no", "unsure")
        }
        counts["none"] = counts["answered"] - counts["yes"] - counts["no"] - counts.pop("unsure")
        return counts

    def _done(self, scope: Scope) -> Block | None:
        counts = self._answered(scope)
        return self._line("digest-done", **counts) if counts["answered"] else None

    def _reported(self) -> list[Reported]:
        return self.outlook.once(
            digests.partnerships, self.connection, self.member.country, self.since
        )

    def _updates(self) -> Block | None:
        """Tell which partnerships wrote, are late, or are expected within the week."""
        late, wrote, soon = [], [], []
        for one in self._reported():
            due = one.next_report_on
            if one.updated:
                status = self._text(f"button-{one.status}") if one.status else "–"
                wrote.append(self._text("digest-partnership-update", code=one.code, status=status))
            elif due is not None and due < self.today:
                late.append(
                    self._text("digest-partnership-late", code=one.code, day=self._day(due))
                )
            elif due is not None and due <= self.today + WEEK:
                soon.append(self._text("digest-partnership-due", code=one.code, day=self._day(due)))
        lines = wrote + late + soon
        if not lines:
            return None
        cut = self._cut(lines[:MOST_NAMED], len(lines))
        return self._line("digest-partnerships", lines=self._listed(cut))

    def _lessons(self) -> Block | None:
        """Tell that lessons came, and no more: their words are sealed."""
        country = self.member.country
        count = self.outlook.once_in_all(partnerships.lessons, country, self.since)
        return self._line("digest-lessons", count=count) if count else None

    def _on_duty(self) -> Block | None:
        """Tell who is asked first tonight about what this person is on duty for."""
        duty = next(iter(self.outlook.duties(self.member)), None)
        if duty is None:
            return None
        ladder = self.outlook.ladder(duty.country, duty.area_id, duty.topic, duty.klass)
        if not ladder or ladder[0].id == self.member.id:
            return self._line("digest-duty-you")
        return self._line("digest-duty", post=ladder[0].post)

    # A coordinator's week

    def week(self) -> Page:
        """Write what a coordinator reads once a week."""
        decide = self._decide()
        scope = self._scope()
        title = self._text(
            "digest-week-head",
            country=country_name(self.member.country, self.language),
            day=self._day(self.today),
            count=len(decide),
        )
        before = []
        if decide:
            head = self._text("digest-decide", count=len(decide))
            shown = self._cut(decide[:MOST_DECIDED], len(decide))
            before.append((MUST, Block(head, tuple(shown))))
        told = [
            (SHOULD, self._promises()),
            (SHOULD, self._solved(scope)),
            (SHOULD, self._heard_week(scope)),
            (MAY, self._rising(scope)),
            (MAY, self._on_time()),
            (MAY, self._lessons()),
            (CAN, self._alerts()),
            (CAN, self._lines()),
        ]
        after = tuple((need, block) for need, block in told if block is not None)
        return self._page(title, heads=WEEK_HEADS, before=tuple(before), after=after)

    def _decide(self) -> list[str]:
        """List what a coordinator can mend: holes, sealed and late, ends of duties, absences."""
        country, roster = self.member.country, self.outlook.desk.roster
        areas = self.outlook.desk.areas
        found = self.outlook.holes(country)
        lines = [hole_words(hole, areas, self.language) for hole in found]
        late = self.outlook.once(digests.late_sealed, self.connection, country, self.today)
        if late:
            lines.append(self._text("digest-decide-sealed", count=late))
        ending: dict[str, date] = {}
        for duty in roster.duties:
            member = roster.members.get(duty.staff_id)
            last = duty.ends_on
            if member is None or last is None or duty.country != country:
                continue
            named = any(one.kind == "ending" and one.post == member.post for one in found)
            if not named and self.today <= last <= self.today + ENDING:
                ending[member.post] = min(last, ending.get(member.post, last))
        lines += [
            self._text("digest-decide-ending", post=post, day=self._day(last))
            for post, last in sorted(ending.items(), key=lambda one: one[1])
        ]
        for away in (one for those in roster.absences.values() for one in those):
            member = roster.members.get(away.staff_id)
            if member is None or member.country != country:
                continue
            if away.ends_on < self.today or away.starts_on > self.today + WEEK:
                continue
            stand_in = roster.members.get(away.stand_in_id or "")
            lines.append(
                self._text(
                    "digest-decide-away",
                    post=member.post,
                    day=self._day(away.ends_on),
                    stand_in=stand_in.post if stand_in else "none",
                )
            )
        return lines

    def _promises(self) -> Block | None:
        """Tell how many promises of the week were kept, and how long an answer takes."""
        country = self.member.country
        start = promise.local(self.since, country).date()
        rows = self.outlook.once(
            digests.first_answers, self.connection, country, (start, self.today), self.since
        )
        due = [row for row in rows if row.promised_on and start <= row.promised_on < self.today]
        kept = sum(
            row.answered_at is not None
            and promise.local(row.answered_at, country).date() <= row.promised_on
            for row in due
            if row.promised_on
        )
        took = [
            row.answered_at - row.opened_at
            for row in rows
            if row.answered_at is not None and row.answered_at >= self.since
        ]
        lines = []
        if due:
            args = {"due": len(due), "kept": kept, "slipped": len(due) - kept}
            lines.append(self._text("digest-promises", **args))
        if took:
            hours = median(one.total_seconds() for one in took) / 3600
            days = hours >= HOURS_AS_DAYS
            id = "digest-middle-days" if days else "digest-middle-hours"
            lines.append(self._text(id, count=round(hours / 24) if days else max(1, round(hours))))
        return Block("", tuple(lines)) if lines else None

    def _solved(self, scope: Scope) -> Block | None:
        counts = self._answered(scope)
        return self._line("digest-solved", **counts) if counts["answered"] else None

    def _heard_week(self, scope: Scope) -> Block | None:
        """Tell how much was said, what no machine could read, and which areas are silent."""
        rows, known = self._heard(scope)
        total = sum(row.new for row in rows)
        over = self.outlook.desk.now - self.since
        usual = self._usual(sum(row.before for row in rows), known, over)
        if not total and not usual:
            return None
        lines = [self._text("digest-heard", count=total, usual=usual if known else "none")]
        unread = self.outlook.once(digests.unread, self.connection, self.member.country, self.since)
        if unread:
            most = sorted(unread.items(), key=lambda one: (-one[1], one[0]))
            named = [f"{self._language(code)} {count}" for code, count in most[:MOST_NAMED]]
            listed = self._listed(self._cut(named, len(most)))
            lines.append(self._text("digest-unread", lines=listed))
        quiet = self._quiet(scope)
        if quiet is not None:
            lines += quiet.lines
        return Block("", tuple(lines))

    def _language(self, code: str) -> str:
        from babel import Locale, UnknownLocaleError

        if code in locales.languages():
            return locales.about(code).name
        try:
            name = Locale.parse(self.language).languages.get(code) if code != "und" else None
        except (UnknownLocaleError, ValueError):
            name = None
        return str(name or self._text("digest-language-unknown"))

    def _rising(self, scope: Scope) -> Block | None:
        """Name what is told of much more than usual, topic by topic and place by place."""
        rows, known = self._heard(scope)
        if not known:
            return None
        over = self.outlook.desk.now - self.since
        found = [
            (row, usual)
            for row in rows
            if row.area_id
            and row.topic != "thanks"
            and row.new >= RISING_FROM
            and row.new >= RISING_TIMES * (usual := self._usual(row.before, known, over))
        ]
        if not found:
            return None
        found.sort(key=lambda one: one[1] - one[0].new)
        lines = [
            self._text(
                "digest-rising-place",
                topic=_topic(row.topic, self.language),
                place=self.outlook.desk.areas.names.get(row.area_id or "", ""),
                count=row.new,
                usual=usual,
            )
            for row, usual in found[:MOST_NAMED]
        ]
        cut = self._cut(lines, len(found))
        return self._line("digest-rising", lines=self._listed(cut))

    def _on_time(self) -> Block | None:
        """Tell how many partnerships report in time, and name those that are not."""
        reported = self._reported()
        if not reported:
            return None
        lights = [light(one.registered_on, one.reported_on, self.today) for one in reported]
        good = [
            colour == GREEN and not (one.next_report_on and one.next_report_on < self.today)
            for one, colour in zip(reported, lights, strict=True)
        ]
        lines = [self._text("digest-on-time", count=sum(good), due=len(reported))]
        names = [
            self._text("digest-light", code=one.code, light=colour)
            if colour != GREEN
            else self._text(
                "digest-partnership-late",
                code=one.code,
                day=self._day(one.next_report_on or self.today),
            )
            for one, colour, fine in zip(reported, lights, good, strict=True)
            if not fine and (colour != GREEN or one.next_report_on)
        ]
        if names:
            lines.append(self._listed(self._cut(names[:MOST_NAMED], len(names))))
        return Block("", tuple(lines))

    def _alerts(self) -> Block | None:
        """Tell how many alerts each person had, and who was slowest to say "mine"."""
        every = self.outlook.once_in_all(digests.alerts, self.since)
        here = [one for one in every if one.country == self.member.country]
        posts = self.outlook.desk.roster.members
        counts: dict[str, int] = {}
        slowest: tuple[timedelta, str] | None = None
        for one in here:
            if one.staff_id not in posts:
                continue
            post = posts[one.staff_id].post
            counts[post] = counts.get(post, 0) + 1
            if one.mine_at is not None:
                took = one.mine_at - one.at
                slowest = max(slowest, (took, post)) if slowest else (took, post)
        if not counts:
            return None
        most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        names = [f"{post} {count}" for post, count in most[:MOST_NAMED]]
        lines = [self._text("digest-alerts", lines="; ".join(self._cut(names, len(most))))]
        if slowest is not None:
            minutes = round(slowest[0].total_seconds() / 60)
            time = (
                self._text("digest-minutes", minutes=minutes)
                if minutes < MINUTES_AS_HOURS
                else self._text("digest-hours", hours=round(minutes / 60))
            )
            lines.append(self._text("digest-slowest", time=time, post=slowest[1]))
        return Block("", tuple(lines))

    def _lines(self) -> Block | None:
        """Tell what came in and what of it is handled, and which lines stand still."""
        now = self.outlook.desk.now
        found = self.outlook.once_in_all(
            digests.lines, self.member.country, self.since, now - BEFORE, now - STUCK_AFTER
        )
        lines = []
        if found.received:
            lines.append(self._text("digest-lines", count=found.received, answered=found.handled))
        for name, last in sorted(found.last_in.items()):
            if now - last > LINE_SILENT:
                day = self._day(promise.local(last, self.member.country).date())
                lines.append(self._text("digest-line-silent", name=name, day=day))
        for name, count in sorted(found.stuck.items()):
            lines.append(self._text("digest-line-stuck", name=name, count=count))
        return Block("", tuple(lines)) if lines else None


def _topic(topic: str, language: str) -> str:
    if topic == "thanks":
        return locales.text(language, "digest-thanks")
    id = f"topic-{topic}"
    return locales.text(language, id if locales.has_text(id) else "topic-other")


def _upper(line: str) -> str:
    return line[:1].upper() + line[1:]


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """Name a country in a language, by CLDR where Babel has it, else by ISO 3166."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language).territories.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    if name:
        return str(name)
    country = pycountry.countries.get(alpha_2=code) if code else None
    return country.name if country else "Baraza"
