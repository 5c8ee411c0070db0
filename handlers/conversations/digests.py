"""How a person wants their digest: when, at which hour, in chat or by e-mail; and the digest now.

A mail address is written to only after somebody there has sent back, in chat, the code that went
to it.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import timedelta

import locales
from handlers import digest, opening, rhythm
from handlers.conversations import status
from handlers.desk import Desk
from storage import digests, people
from storage.batch import Caller
from storage.digests import Reader
from storage.people import Member
from storage.types import Block, Letter, Say

CHANNEL = "email"
SCHEME = "mailto"
CODE_DIGITS = 6
CODE_LIFE = timedelta(days=1)
CODES_A_DAY = 3
LONGEST_ADDRESS = 254  # RFC 5321
WHEN = {"daily": "daily", "weekly": "weekly", "off": "never"}
BY = {"by-chat": "chat", "by-mail": "mail", "by-both": "both"}
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_HOUR = re.compile(r"(\d{1,2})(?:[:.h]00|h)?")


def command(desk: Desk, caller: Caller, member: Member, rest: str) -> str:
    """Show the digest, or change how it comes: DIGEST and what may stand after it."""
    words = rest.split()
    if not words:
        desk.say(caller, digest.digest(desk, member, desk.language(caller)))
        return "digest"
    reader = digests.reader(desk.connection, member.id)
    if reader is None:
        return "digest-nobody"
    wanted = _read(words, desk.language(caller))
    if wanted is None:
        desk.say(caller, Say("digest-how"))
        return "digest-how"
    if "code" in wanted:
        return _confirm(desk, caller, member, reader, wanted["code"])
    if "address" in wanted:
        return _ask(desk, caller, member, wanted["address"])
    if wanted.get("by") in ("mail", "both") and reader.mail_id is None:
        desk.say(caller, Say(_why_no_mail(desk)))
        return "digest-mail-none"
    return _set(desk, caller, member, reader, wanted)


def _read(words: list[str], language: str) -> dict[str, str] | None:
    """Read what stands after DIGEST; None where a word of it means nothing here."""
    wanted: dict[str, str] = {}
    for word in words:
        choice = locales.choice(word, (*WHEN, *BY), language)
        digits = _digits(word)
        if choice in WHEN:
            wanted["digest"] = WHEN[choice]
        elif choice in BY:
            wanted["by"] = BY[choice]
        elif len(digits) == CODE_DIGITS:
            wanted["code"] = digits
        elif digits and int(digits) < 24:
            wanted["hour"] = digits
        elif "address" not in wanted and ("@" in word or wanted.get("by") == "mail"):
            wanted["address"] = word
        else:
            return None
    return wanted


def _digits(word: str) -> str:
    """Give the digits of a code or an hour ("6", "06:00", "6h"), '' for anything else."""
    folded = "".join(locales.fold(letter) if letter.isdecimal() else letter for letter in word)
    if len(folded) == CODE_DIGITS and folded.isascii() and folded.isdecimal():
        return folded
    hour = _HOUR.fullmatch(folded.lower())
    return hour[1] if hour else ""


def _set(desk: Desk, caller: Caller, member: Member, reader: Reader, wanted: dict[str, str]) -> str:
    changed = replace(
        reader,
        digest=wanted.get("digest", reader.digest),
        hour=int(wanted.get("hour", reader.hour)),
        by=wanted.get("by", reader.by),
    )
    if changed.digest == "never" and "digest" not in wanted:
        changed = replace(changed, digest="")  # who says when or how wants one again
    digests.set_reader(
        desk.connection,
        member.id,
        digest=changed.digest,
        digest_hour=changed.hour,
        digest_by=changed.by,
    )
    detail = f"{changed.digest or '-'} {changed.hour} {changed.by}"
    people.write_audit(desk.connection, member.id, "digest", member.id, desk.now, detail)
    _tell(desk, caller, changed)
    return "digest-set"


def _tell(desk: Desk, caller: Caller, reader: Reader) -> None:
    when = rhythm.kind(reader)
    args = {
        "when": when,
        "time": f"{reader.hour:02}:00",
        "by": "none" if when == "never" else reader.by,
    }
    desk.say(caller, Say("digest-set", args))


# E-mail -------------------------------------------------------------------------------------------


def _why_no_mail(desk: Desk) -> str:
    return "digest-mail-none" if CHANNEL in desk.wire.caps else "digest-mail-off"


def _ask(desk: Desk, caller: Caller, member: Member, path: str) -> str:
    """Send a code to an address, and nothing else until it comes back."""
    if CHANNEL not in desk.wire.caps:
        desk.say(caller, Say("digest-mail-off"))
        return "digest-mail-off"
    path = path.strip("<>.,;:()\"'")
    if len(path) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(path):
        desk.say(caller, Say("digest-mail-wrong"))
        return "digest-mail-wrong"
    since = desk.now - timedelta(days=1)
    if digests.mails_asked(desk.connection, member.id, since) >= CODES_A_DAY:
        desk.say(caller, Say("digest-mail-wait"))
        return "digest-mail-wait"
    name, _, domain = path.rpartition("@")
    path = f"{name}@{domain.lower()}"
    lane = desk.keys.lane(SCHEME, path)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    digests.add_mail(
        desk.connection,
        staff_id=member.id,
        address_id=lane,
        path_sealed=desk.keys.seal(f"{SCHEME}:{path}", "address.path", lane),
        code_hash=_hash(desk, member, code),
        now=desk.now,
        expires_at=desk.now + CODE_LIFE,
    )
    people.write_audit(desk.connection, member.id, "digest-mail-asked", lane, desk.now)
    language = desk.language(caller)
    desk.push(lane, CHANNEL, language, _code_mail(desk, caller, code), f"code:{_mark(lane, desk)}")
    desk.say(caller, Say("digest-mail-asked"))
    return "digest-mail-asked"


def _mark(lane: str, desk: Desk) -> str:
    return f"{lane}:{desk.now.isoformat()}"


def _code_mail(desk: Desk, caller: Caller, code: str) -> Say:
    language = desk.language(caller)
    service = opening.service(desk, caller.country, language)
    asked = locales.text(language, "digest-code-mail", {"code": code})
    ignore = locales.text(language, "digest-code-ignore")
    subject = locales.text(language, "digest-code-subject", {"service": service})
    letter = Letter(
        subject, subject, (Block("", (asked,)),), ignore, locales.about(language).direction
    )
    return Say("digest", {"lines": f"{asked}\n\n{ignore}"}, letter=letter)


def _hash(desk: Desk, member: Member, code: str) -> str:
    return desk.keys.code_hash(f"mail:{member.id}:{code}")


def _confirm(desk: Desk, caller: Caller, member: Member, reader: Reader, code: str) -> str:
    """Take the code that was sent to an address: from now on digests go there."""
    lane = None
    if not status.too_many_wrong(desk, caller):
        lane = digests.confirm_mail(desk.connection, member.id, _hash(desk, member, code), desk.now)
    if lane is None:
        caller.wrong_numbers += 1
        caller.changed = True
        desk.say(caller, Say("digest-code-wrong"))
        return "digest-code-wrong"
    digests.set_reader(desk.connection, member.id, mail_id=lane)
    people.write_audit(desk.connection, member.id, "digest-mail", lane, desk.now)
    return _set(desk, caller, member, replace(reader, mail_id=lane), {"by": "mail"})
