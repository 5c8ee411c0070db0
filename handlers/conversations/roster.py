"""The coordinator's staff in chat: STAFF, INVITE, SUSPEND, DUTY; and everybody's AWAY and BACK.

A line may say all at once (``INVITE focal water Turkana "Water, Turkana"``); what it leaves open is
asked, one question at a time. A coordinator sees and changes the posts of their own country only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import locales
from handlers import posts, routing
from handlers.conversation import (
    Ask,
    Conversation,
    Effect,
    Finished,
    Session,
)
from handlers.days import read_day, read_days
from handlers.desk import Desk
from handlers.holes import hole_words, holes
from handlers.places import find_area
from handlers.roles import ROLES
from locales.texts import FOLDER, read_toml
from storage import partnerships
from storage.batch import Caller
from storage.people import Duty, Member
from storage.types import Choice, Say

ALL, NOBODY = "all", "nobody"
MOST_LINES = 40  # of a list in chat
EXTENSIONS = {"extend-30": 30, "extend-90": 90}  # days
_QUOTED = re.compile(r"[\"“”„«»‟＂]\s*([^\"“”„«»‟＂]+?)\s*[\"“”„«»‟＂]")


def _listed(name: str) -> Callable[[Session], tuple[Choice, ...]]:
    """Offer what the session's facts list as pairs of key and label."""
    return lambda session: tuple(
        Choice(key, label, literal=True) for key, label in session.args[name]
    )


def _on_duty(session: Session) -> bool:
    role = ROLES.get(session.answers.get("role", ""))
    return role is not None and role.duty is not None


INVITE = Conversation(
    name="invite",
    version=1,
    steps=(
        Ask("role", "roster-invite-role", choices=_listed("roles"), optional=False),
        Ask(
            "partnership",
            "roster-invite-partnership",
            choices=_listed("partnerships"),
            when=lambda session: session.answers.get("role") == "manager",
            optional=False,
        ),
        Ask(
            "topic",
            "roster-invite-topic",
            choices=_listed("topics"),
            when=_on_duty,
            optional=False,
        ),
        Ask(
            "area",
            "roster-invite-area",
            "text",
            when=lambda session: _on_duty(session) and bool(session.args["areas"]),
        ),
        Ask("post", "roster-invite-post", "text", optional=False),
    ),
)

SUSPEND = Conversation(
    name="suspend",
    version=1,
    steps=(
        Ask("post", "roster-suspend-which", choices=_listed("posts"), optional=False),
        Ask(
            "sure",
            "roster-suspend-sure",
            choices=(Choice("yes", "button-yes"), Choice("no", "button-no")),
            args=lambda session: {"post": _label(session, "posts", session.answers["post"])},
            optional=False,
        ),
    ),
)

DUTY = Conversation(
    name="duty",
    version=1,
    steps=(
        Ask("which", "roster-duty-which", choices=_listed("duties")),
        Ask(
            "what",
            "roster-duty-what",
            choices=(
                Choice("extend-30", "button-extend-30"),
                Choice("extend-90", "button-extend-90"),
                Choice("end-today", "button-end-today"),
                Choice("keep", "button-keep-duty"),
            ),
            args=lambda session: {"duty": _label(session, "duties", session.answers["which"])},
            when=lambda session: session.answers.get("which", "skip") != "skip",
            optional=False,
        ),
    ),
)


def _iso(text: str) -> str | None:
    """Accept words that hold days; which they are is read where today is known."""
    return text.strip() if read_days(text, date(2000, 1, 1)) else None


AWAY = Conversation(
    name="away",
    version=1,
    steps=(
        Ask("from", "roster-away-from", "text", parse=_iso, optional=False),
        Ask("until", "roster-away-until", "text", parse=_iso, optional=False),
        Ask("stand-in", "roster-away-stand-in", choices=_listed("posts"), optional=False),
    ),
)

SCRIPTS = {script.name: script for script in (INVITE, SUSPEND, DUTY, AWAY)}
COORDINATORS = frozenset({"staff", "invite", "suspend"})  # words that are theirs alone


def _label(session: Session, name: str, key: str) -> str:
    return next((label for one, label in session.args[name] if one == key), "")


def command(desk: Desk, caller: Caller, member: Member, key: str, rest: str) -> str | None:
    """Carry out a word of command; None where these words are none for this person."""
    if key in COORDINATORS and member.role != "coordinator":
        if rest.strip():
            return None  # "invite them to the meeting" is something said
        desk.say(caller, Say("roster-coordinators-only"))
        return "roster-refused"
    match key:
        case "staff":
            return _staff(desk, caller, member, rest)
        case "invite":
            return _invite(desk, caller, member, rest)
        case "suspend":
            return _suspend(desk, caller, member, rest)
        case "duty":
            return _duty(desk, caller, member, rest)
        case "away":
            return _away(desk, caller, member, rest)
        case "back":
            return _back(desk, caller, member)
    return None


def carry_out(desk: Desk, caller: Caller, member: Member, session: Session, effect: Effect) -> None:
    """Do what a conversation has come to."""
    _do(desk, caller, member, session.conversation, effect)


def _do(desk: Desk, caller: Caller, member: Member, name: str, effect: Effect) -> None:
    if not isinstance(effect, Finished):
        return
    # A question may have been open since before the role changed.
    if name in COORDINATORS and member.role != "coordinator":
        desk.say(caller, Say("roster-coordinators-only"))
        return
    answers = effect.answers
    match name:
        case "invite":
            _invited(desk, caller, member, answers)
        case "suspend" if answers.get("sure") == "yes":
            _suspended(desk, caller, member, answers["post"])
        case "suspend":
            desk.say(caller, Say("roster-nothing-changed"))
        case "duty":
            _duty_changed(desk, caller, member, answers)
        case "away":
            _gone(desk, caller, member, answers)


def _begin(
    desk: Desk,
    caller: Caller,
    script: Conversation,
    args: Mapping[str, object],
    answers: Mapping[str, str],
) -> str:
    turn = desk.begin(caller, script, args, answers=answers)
    for effect in turn.effects:  # a line that left nothing to ask
        member = desk.roster.members[caller.staff_id or ""]
        _do(desk, caller, member, script.name, effect)
    return f"roster-{script.name}"


# STAFF ----------------------------------------------------------------------------------------


def _staff(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    language = desk.language(caller)
    lines = staff_lines(desk, member.country, language, rest)
    if not lines:
        desk.say(caller, Say("roster-none-found"))
        return "roster-staff"
    if not rest.strip():
        lines += ["", *hole_lines(desk, member.country, language)]
    desk.say(caller, Say("roster-staff", {"lines": _cut(lines, language)}))
    return "roster-staff"


def _cut(lines: list[str], language: str) -> str:
    if len(lines) > MOST_LINES:
        more = locales.text(language, "roster-more-lines", {"count": len(lines) - MOST_LINES})
        lines = [*lines[:MOST_LINES], more]
    return "\n".join(lines)


def staff_lines(desk: Desk, country: str, language: str, words: str = "") -> list[str]:
    """List the posts of a country, each with who is there and what it is on duty for."""
    today = desk.today(country)
    roster = desk.roster
    wanted = words.strip().casefold()
    lines = []
    for post in sorted(
        (*roster.members.values(), *roster.suspended.values()), key=lambda one: one.post.casefold()
    ):
        duties = [
            duty
            for duty in roster.duties
            if duty.staff_id == post.id and (duty.ends_on is None or duty.ends_on >= today)
        ]
        here = post.country == country or any(duty.country == country for duty in duties)
        if not here or wanted not in post.post.casefold():
            continue
        lines.append(_post_line(desk, post, language, today))
        lines += [f"– {_duty_line(desk, duty, language)}" for duty in duties]
    return lines


def _post_line(desk: Desk, post: Member, language: str, today: date) -> str:
    away = routing.absence(desk.roster, post.id, today)
    stand_in = desk.roster.members.get(away.stand_in_id or "") if away else None
    if post.id in desk.roster.suspended:
        state = "suspended"
    elif post.address_id is None:
        state = "empty"
    elif post.stopped:
        state = "stopped"
    else:
        state = "away" if away else "there"
    args = {
        "post": post.post,
        "role": role_name(post.role, language),
        "state": state,
        "day": locales.day(language, away.ends_on) if away else "none",
        "stand_in": stand_in.post if stand_in else "none",
    }
    return locales.text(language, "roster-staff-line", args)


def _duty_line(desk: Desk, duty: Duty, language: str) -> str:
    args = {
        "duty": posts.duty_words(desk, duty, language),
        "day": locales.day(language, duty.ends_on) if duty.ends_on else "none",
    }
    return locales.text(language, "roster-duty-line", args)


def hole_lines(desk: Desk, country: str, language: str) -> list[str]:
    """List the holes in a country's duties, under a head that counts them."""
    today = desk.today(country)
    found = holes(desk.roster, desk.areas, country, today)
    head = locales.text(language, "roster-holes", {"count": len(found)})
    return [head, *(f"– {hole_words(hole, desk.areas, language)}" for hole in found)]


def role_name(role: str, language: str) -> str:
    """Name a role in a language."""
    return locales.text(language, f"role-{role.replace('_', '-')}")


# INVITE ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def topics() -> tuple[str, ...]:
    """List the topics a duty can be for."""
    known = read_toml(FOLDER / "rules.toml")["sdgs"]
    return tuple(topic for topic in known if topic not in ("other", "partnership"))


def _invite(desk: Desk, caller: Caller, member: Member, rest: str) -> str | None:
    language = desk.language(caller)
    answers = _read_invitation(desk, member, rest, language)
    if rest.strip() and not answers:
        return None
    return _ask_invite(desk, caller, member, answers)


def _ask_invite(desk: Desk, caller: Caller, member: Member, answers: Mapping[str, str]) -> str:
    language = desk.language(caller)
    codes = partnerships.codes(desk.connection, member.country)
    allowed = [
        name
        for name, role in ROLES.items()
        if role.invited_by_coordinator and (name != "manager" or codes)
    ]
    every = locales.text(language, "roster-all-topics")
    args = {
        "roles": [(name, role_name(name, language)) for name in allowed],
        "partnerships": [(code, code) for code in codes],
        "topics": [
            (ALL, every),
            *((one, locales.text(language, f"topic-{one}")) for one in topics()),
        ],
        "areas": member.country in desk.areas.by_name,
    }
    return _begin(desk, caller, INVITE, args, answers)


def _read_invitation(desk: Desk, member: Member, rest: str, language: str) -> dict[str, str]:
    """Read what one line says of an invitation; what it does not say is asked."""
    answers: dict[str, str] = {}
    quoted = _QUOTED.search(rest)
    if quoted is not None:
        answers["post"] = quoted[1]
        rest = rest[: quoted.start()] + " " + rest[quoted.end() :]
    said = locales.fold(rest)
    for key, names in (("role", _role_names()), ("topic", _topic_names())):
        for name in sorted(names, key=len, reverse=True):
            if f" {name} " in f" {said} ":
                answers[key] = names[name]
                said = f" {said} ".replace(f" {name} ", " ", 1).strip()
                break
    role = ROLES.get(answers.get("role", ""))
    if role is None or not role.invited_by_coordinator:
        # Without a role the words are no invitation, unless they name a post.
        return {"post": answers["post"]} if "post" in answers else {}
    if said and answers["role"] == "manager":
        codes = {
            locales.fold(one): one for one in partnerships.codes(desk.connection, member.country)
        }
        if said in codes:
            answers["partnership"] = codes[said]
    elif said and find_area(desk.areas, member.country, said) is not None:
        answers["area"] = said
    elif "post" in answers and not said:
        # A line that names its post and no area or topic means the whole country and every topic.
        answers.setdefault("area", "skip")
        answers.setdefault("topic", ALL)
    return answers


@lru_cache(maxsize=1)
def _role_names() -> Mapping[str, str]:
    """Map the folded names of roles, in every language, to roles."""
    names = {locales.fold(role.replace("_", " ")): role for role in ROLES}
    for language in locales.languages():
        names |= {locales.fold(role_name(role, language)): role for role in ROLES}
    return names


@lru_cache(maxsize=1)
def _topic_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in locales.languages():
        names[locales.fold(locales.text(language, "roster-all-topics"))] = ALL
        for topic in topics():
            names.setdefault(locales.fold(locales.text(language, f"topic-{topic}")), topic)
            names.setdefault(locales.fold(topic.replace("_", " ")), topic)
    return names


def _invited(desk: Desk, caller: Caller, member: Member, answers: Mapping[str, str]) -> None:
    area = answers.get("area", "skip")
    topic = answers.get("topic", ALL)
    asked = posts.Invitation(
        post=answers["post"],
        country=member.country,
        role=answers["role"],
        language=desk.setting(member.country, "language", desk.language(caller)),
        topic="" if topic == ALL else topic,
        area="" if area == "skip" else area,
        partnership=answers.get("partnership", ""),
    )
    try:
        _, code = posts.invite(desk, asked, member.id)
    except posts.Unfit as error:
        kept = {key: value for key, value in answers.items() if key not in (error.field, "post")}
        if error.field in ("area", "post"):
            kept = {key: value for key, value in answers.items() if key != error.field}
        text = "roster-area-unknown" if error.field == "area" else "roster-post-taken"
        desk.say(caller, Say(text, {"post": asked.post}))
        _ask_invite(desk, caller, member, kept)
        return
    day = (desk.now + timedelta(days=asked.days)).date()
    args = {
        "post": asked.post,
        "code": code,
        "day": day.isoformat(),
        "links": " ".join(posts.links(desk.wire, code)) or "none",
    }
    desk.say(caller, Say("roster-invited", args))


# SUSPEND --------------------------------------------------------------------------------------


def _suspend(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    wanted = rest.strip().strip('"“”«»').casefold()
    here = [
        one
        for one in desk.roster.members.values()
        if one.country == member.country and one.id != member.id
    ]
    fit = [one for one in here if one.post.casefold() == wanted] or [
        one for one in here if wanted in one.post.casefold()
    ]
    if not fit:
        desk.say(caller, Say("roster-none-found"))
        return "roster-none"
    args = {"posts": [(one.id, one.post) for one in fit]}
    answers = {"post": fit[0].id} if len(fit) == 1 else {}
    return _begin(desk, caller, SUSPEND, args, answers)


def _suspended(desk: Desk, caller: Caller, member: Member, staff_id: str) -> None:
    post = desk.roster.members.get(staff_id)
    if post is None or post.country != member.country or post.id == member.id:
        desk.say(caller, Say("roster-none-found"))
        return
    done = posts.suspend(desk, staff_id, member.id)
    seen = [number for number, _ in done.seen]
    args = {
        "post": done.post,
        "count": done.moved,
        "seen": len(seen),
        "numbers": posts.numbers(seen, desk.language(caller)) or "none",
    }
    desk.say(caller, Say("roster-suspended", args))


# DUTY -----------------------------------------------------------------------------------------


def _duty(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    language = desk.language(caller)
    today = desk.today(member.country)
    head = member.role == "coordinator"
    wanted = rest.strip().casefold()
    listed = []
    for duty in desk.roster.duties:
        holder = desk.roster.named(duty.staff_id)
        over = duty.ends_on is not None and duty.ends_on < today
        mine = duty.country == member.country if head else duty.staff_id == member.id
        if holder is None or over or not mine or wanted not in holder.post.casefold():
            continue
        line = _duty_line(desk, duty, language)
        listed.append((duty.id, f"{holder.post}: {line}" if head else line))
    if not listed:
        desk.say(caller, Say("roster-no-duty"))
        return "roster-duty"
    if head:
        answers = {"which": listed[0][0]} if wanted and len(listed) == 1 else {}
        return _begin(desk, caller, DUTY, {"duties": listed}, answers)
    lines = "\n".join(line for _, line in listed)
    desk.say(caller, Say("roster-duties", {"lines": lines}))
    return "roster-duty"


def _duty_changed(desk: Desk, caller: Caller, member: Member, answers: Mapping[str, str]) -> None:
    what = answers.get("what", "keep")
    duty = next((one for one in desk.roster.duties if one.id == answers.get("which")), None)
    own = duty is not None and duty.country == member.country and member.role == "coordinator"
    if duty is None or not own or what == "keep":
        desk.say(caller, Say("roster-nothing-changed"))
        return
    today = desk.today(duty.country)
    if what in EXTENSIONS:
        last = max(duty.ends_on or today, today) + timedelta(days=EXTENSIONS[what])
    else:
        last = today
    posts.end_duty(desk, duty, last, member.id)
    holder = desk.roster.named(duty.staff_id)
    args = {
        "post": holder.post if holder else "",
        "duty": posts.duty_words(desk, duty, desk.language(caller)),
        "day": last.isoformat(),
    }
    desk.say(caller, Say("roster-duty-until", args))


# AWAY and BACK --------------------------------------------------------------------------------


def _away(desk: Desk, caller: Caller, member: Member, rest: str) -> str | None:
    today = desk.today(member.country)
    days = read_days(rest, today)
    if rest.strip() and not days:
        return None  # "leave the house" is something said
    answers: dict[str, str] = {}
    if len(days) == 1:
        answers = {"from": today.isoformat(), "until": days[0].isoformat()}
    elif days:
        answers = {"from": days[0].isoformat(), "until": days[1].isoformat()}
    stand_ins = posts.stand_ins(desk, member)
    nobody = locales.text(desk.language(caller), "roster-nobody")
    args = {"posts": [*((one.id, one.post) for one in stand_ins), (NOBODY, nobody)]}
    return _begin(desk, caller, AWAY, args, answers)


def _gone(desk: Desk, caller: Caller, member: Member, answers: Mapping[str, str]) -> None:
    today = desk.today(member.country)
    starts = read_day(answers["from"], today)
    until = read_day(answers["until"], starts or today)
    if starts is None or until is None or until < starts or until < today:
        desk.say(caller, Say("roster-away-unclear"))
        return
    stand_in = answers["stand-in"]
    chosen = None if stand_in == NOBODY else stand_in
    try:
        posts.be_away(desk, member, max(starts, today), until, chosen, member.id)
    except posts.Unfit:
        desk.say(caller, Say("roster-away-unclear"))
        return
    other = desk.roster.members.get(chosen or "")
    args = {
        "from": locales.day(desk.language(caller), max(starts, today)),
        "day": until.isoformat(),
        "stand_in": other.post if other else "none",
    }
    desk.say(caller, Say("roster-away-noted", args))


def _back(desk: Desk, caller: Caller, member: Member) -> str:
    came = posts.be_back(desk, member, member.id)
    desk.say(caller, Say("roster-back" if came else "roster-not-away"))
    return "roster-back"
