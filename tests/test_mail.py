"""E-mail: a real SMTP server, and what follows from each of its moods."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ipaddress
import re
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from bot.app import BadSetting, channels_of
from bot.channels.base import Failed, FileNever, Refused, Retry, SendError, Uncertain, Unparsable
from bot.channels.email import Email, html, split
from bot.house import House
from bot.settings import Settings
from storage.schema import address, audit, delivery, invitation, outbox, staff
from storage.types import Address, Block, Letter, Outgoing
from tests.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.town import Phone, Town, open_town

FROM = "Baraza <baraza@example.org>"
TO = Address("mailto", "otieno@example.org")
LETTER = Letter(
    "Baraza: Kenya, Mon 23 Nov",
    "Good morning. 1 needs you.",
    (
        Block("LATE 1", ("48219307 water, <Turkana> & more.",), "late"),
        Block("", ("DONE: 9 answered.", "Nothing else: to say.")),
    ),
    "To end it, text DIGEST OFF in chat.",
)
MAIL = Outgoing("Good morning.\n\nLATE 1\n…", language="en", id="0190ab", letter=LETTER)


@contextlib.asynccontextmanager
async def channel(server: MailServer, url: str = "", **more: object) -> AsyncIterator[Email]:
    one = Email(url or f"smtp://127.0.0.1:{server.port}", FROM, **more)  # type: ignore[arg-type]
    try:
        yield one
    finally:
        await one.close()


async def test_a_mail_has_two_forms_one_addressee_and_proper_headers() -> None:
    async with mail_server() as server, channel(server) as email:
        id = await email.send(TO, MAIL)
    ((sender, receivers, mail),) = server.arrived
    assert (sender, receivers) == ("baraza@example.org", ["otieno@example.org"])
    assert id == mail["Message-ID"] == "<0190ab@example.org>"
    assert mail["To"] == "otieno@example.org" and mail["From"] == FROM
    assert mail["Cc"] is None and mail["Bcc"] is None
    assert mail["Subject"] == "Baraza: Kenya, Mon 23 Nov"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Date"].datetime.tzinfo is not None
    assert mail.get_content_type() == "multipart/alternative"
    plain, page = mail.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert plain.get_content().split() == MAIL.text.split()
    assert page.get_content_type() == "text/html"
    assert max(len(line) for line in server.raw[0].split(b"\r\n")) <= 998  # RFC 5322


async def test_the_html_loads_nothing_links_nowhere_and_escapes() -> None:
    page = html(LETTER, "en")
    assert not re.search(r"https?:|src=|href=|url\(|<img|<link|<script|<style|<a ", page)
    assert "&lt;Turkana&gt; &amp; more." in page
    assert 'dir="ltr"' in page and 'lang="en"' in page
    assert page.count("style=") > 8
    assert "To end it, text DIGEST OFF in chat." in page


def test_a_label_is_parted_from_its_words_only_where_it_is_one() -> None:
    assert split(LETTER.blocks[1]) == [
        ("DONE", "9 answered."),
        ("", "Nothing else: to say."),
    ]
    assert split(LETTER.blocks[0]) == [("", "48219307 water, <Turkana> & more.")]


def test_arabic_reads_from_right_to_left() -> None:
    letter = Letter("صباح الخير", "صباح الخير.", (), "", "rtl")
    assert 'dir="rtl"' in html(letter, "ar")


async def test_a_text_without_parts_is_a_mail_too() -> None:
    async with mail_server() as server, channel(server) as email:
        await email.send(TO, Outgoing("First line\nsecond", id="1"))
    mail = server.arrived[0][2]
    assert mail["Subject"] == "First line"
    assert "second" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]


async def test_a_subject_cannot_smuggle_a_header_in() -> None:
    letter = Letter("Baraza\r\nBcc: all@example.org", "", (), "")
    async with mail_server() as server, channel(server) as email:
        await email.send(TO, Outgoing("x", id="1", letter=letter))
    _, receivers, mail = server.arrived[0]
    assert mail["Bcc"] is None and receivers == ["otieno@example.org"]


async def test_a_connection_is_used_again_and_a_dead_one_is_replaced() -> None:
    async with mail_server() as server, channel(server) as email:
        for _ in range(3):
            await email.send(TO, MAIL)
        assert server.connections == 1
        server.answers["MAIL"] = ["die"]  # it was idle too long
        await email.send(TO, MAIL)
        assert server.connections == 2
        assert len(server.arrived) == 4


async def test_many_mails_leave_over_few_connections() -> None:
    async with mail_server() as server, channel(server) as email:
        await asyncio.gather(*(email.send(TO, MAIL) for _ in range(40)))
        assert len(server.arrived) == 40 and server.connections <= 4


@pytest.mark.parametrize(
    ("at", "answer", "error"),
    [
        ("MAIL", "451 later", Retry),
        ("MAIL", "550 not you", Retry),  # our own address: an operator mends it
        ("RCPT", "450 greylisted", Retry),
        ("RCPT", "550 no such person", Failed),
        ("DATA", "452 full", Retry),
        ("DATA", "554 spam", Failed),
        ("RCPT", "die", Retry),
        ("DATA", "die", Uncertain),
    ],
)
async def test_what_the_server_says_is_what_follows(
    at: str, answer: str, error: type[SendError]
) -> None:
    async with mail_server() as server, channel(server) as email:
        server.answers[at] = [answer]
        with pytest.raises(error) as raised:
            await email.send(TO, MAIL)
        assert "otieno" not in str(raised.value)
        await email.send(TO, MAIL)  # the next one goes
        assert server.arrived


async def test_no_server_is_tried_again() -> None:
    async with mail_server() as server:
        port = server.port
    email = Email(f"smtp://127.0.0.1:{port}", FROM)
    with pytest.raises(Retry):
        await email.send(TO, MAIL)


async def test_signing_in() -> None:
    async with mail_server(auth=True) as server:
        right = f"smtp://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
        async with channel(server, right) as email:
            await email.send(TO, MAIL)
            assert "127.0.0.1" in await email.check()
        wrong = f"smtp://{USER}:wrong@127.0.0.1:{server.port}"
        async with channel(server, wrong) as email:
            with pytest.raises(Retry) as raised:
                await email.send(TO, MAIL)
            assert "wrong" not in str(raised.value)
    assert len(server.arrived) == 1


async def test_no_password_leaves_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.email.LOOPBACK", ())
    async with mail_server(auth=True) as server:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
        async with channel(server, url) as email:
            with pytest.raises(Retry):
                await email.send(TO, MAIL)
    assert not server.arrived


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate of loopback: the server's side, and the side that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))


@pytest.mark.parametrize("implicit", [False, True])
async def test_encryption_is_used_where_offered_and_checked(tmp_path: Path, implicit: bool) -> None:
    theirs, ours = certificate(tmp_path)
    async with mail_server(tls=theirs, implicit=implicit) as server:
        url = f"{'smtps' if implicit else 'smtp'}://127.0.0.1:{server.port}"
        async with channel(server, url, tls=ours) as email:
            await email.send(TO, MAIL)
        async with channel(server, url) as email:  # a certificate nobody vouches for
            with pytest.raises(Retry):
                await email.send(TO, MAIL)
    assert server.secured == [True] or implicit
    assert len(server.arrived) == 1


@pytest.mark.parametrize("path", ["no address", "a@b@c@", "", "x@", "two words@example.org"])
async def test_an_address_that_is_none_fails(path: str) -> None:
    async with mail_server() as server, channel(server) as email:
        with pytest.raises(Failed):
            await email.send(Address("mailto", path), MAIL)
    assert not server.arrived


async def test_nothing_comes_in_by_mail() -> None:
    email = Email("smtp://127.0.0.1", FROM)
    assert email.peek({"anything": 1}) == []
    with pytest.raises(Unparsable):
        email.parse("1", b"")
    with pytest.raises(Refused):
        email.verify({}, b"")
    with pytest.raises(FileNever):
        await email.fetch("x")


@pytest.mark.parametrize(
    ("url", "sender", "named"),
    [
        ("imap://host", FROM, "SMTP_URL"),
        ("smtp://", FROM, "SMTP_URL"),
        ("smtp://host:many", FROM, "SMTP_URL"),
        ("smtp://host", "", "MAIL_FROM"),
        ("smtp://host", "Baraza", "MAIL_FROM"),
    ],
)
def test_a_wrong_setting_is_named(url: str, sender: str, named: str, sqlite_pipe: object) -> None:
    house: House = sqlite_pipe.house  # type: ignore[attr-defined]
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        smtp_url=SecretStr(url),
        mail_from=sender,
    )
    with pytest.raises(BadSetting, match=named):
        channels_of(settings, house)


# From chat to the mailbox ------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def mail_town(folder: Path) -> AsyncIterator[tuple[Town, MailServer]]:
    async with mail_server() as server:
        email = Email(f"smtp://127.0.0.1:{server.port}", FROM)
        async with open_town(folder, email=email) as town:
            yield town, server


async def code_for(phone: Phone, server: MailServer, path: str) -> str:
    """Ask for mail to an address, and read the code there."""
    await phone.says(f"DIGEST MAIL {path}")
    await phone.hears("digest-mail-asked")
    mail = server.arrived[-1][2]
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"DIGEST (\d{6})", body.get_content())
    assert found is not None
    return found[1]


async def test_mail_goes_where_somebody_sent_the_code_back(tmp_path: Path) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal = await town.focal_point(digest="")
        phone = town.phone()
        await phone.says("The market road has a big hole, cars cannot pass")
        code = await code_for(focal, server, "<Otieno@Example.ORG>")
        assert server.arrived[0][1] == ["Otieno@example.org"]
        await town.passes(hours=22)
        assert len(server.arrived) == 1  # not confirmed: nothing else goes there
        await focal.reads_all()
        await focal.says(f"DIGEST {code}")
        assert "e-mail" in (await focal.hears("digest-set")).text
        await town.passes(days=1)
        _, receivers, mail = server.arrived[1]
        assert receivers == ["Otieno@example.org"] and mail["To"] == "Otieno@example.org"
        body = mail.get_body(("plain",))
        assert body is not None
        number = await town.number_of(phone)
        assert number in body.get_content() and "DIGEST OFF" in body.get_content()
        assert "big hole" not in mail.as_string()
        assert len(server.arrived) == 2
        assert not [one for one in await focal.letters() if one.at == town.time]
        (row,) = await town.rows(address, address.c.channel == "email")
        assert b"otieno" not in row.path_sealed.lower()
        notes = await town.rows(audit, audit.c.action.like("digest%"))
        assert "example" not in str(notes)
        (sent,) = await town.rows(outbox, outbox.c.dedupe_key.like("digest:%:mail"))
        assert sent.state == "sent"


async def test_both_means_both_and_chat_means_chat(tmp_path: Path) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal = await town.focal_point(digest="")
        code = await code_for(focal, server, "otieno@example.org")
        await focal.says(f"DIGEST {code}", "DIGEST BOTH")
        await focal.reads_all()
        await town.passes(days=1)
        assert len(server.arrived) == 2
        await focal.hears("digest")
        await focal.says("DIGEST CHAT")
        await focal.hears("digest-set")
        await town.passes(days=1)
        assert len(server.arrived) == 2
        await focal.hears("digest")
        await focal.says("DIGEST MAIL")  # confirmed once is confirmed
        await town.passes(days=1)
        assert len(server.arrived) == 3


async def test_codes_are_personal_expire_and_are_not_to_be_guessed(tmp_path: Path) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal, other = await town.focal_point(), await town.focal_point()
        old = await code_for(focal, server, "otieno@example.org")
        code = await code_for(focal, server, "otieno@example.org")
        for phone, tried in ((other, code), (focal, old)):
            await phone.says(f"DIGEST {tried}")
            await phone.hears("digest-code-wrong")
        wrong = "000000" if code != "000000" else "000001"
        for _ in range(4):
            await focal.says(f"DIGEST {wrong}")
        await focal.reads_all()
        await focal.says(f"DIGEST {code}")  # right, but the fifth wrong one was one too many
        await focal.hears("digest-code-wrong")
        town.time += dt.timedelta(days=1, minutes=1)
        await focal.says(f"DIGEST {code}")  # another day; too old now
        await focal.hears("digest-code-wrong")
        assert all(row.mail_id is None for row in await town.rows(staff))
        fresh = await code_for(focal, server, "otieno@example.org")
        await focal.says(f"DIGEST {fresh}")
        await focal.hears("digest-set")
        await focal.says(f"DIGEST {fresh}")
        await focal.hears("digest-code-wrong")  # once
        await other.says(f"/start {fresh}")
        assert all(row.used_at is None or row.staff_id for row in await town.rows(invitation))


async def test_nobody_can_flood_a_stranger_with_codes(tmp_path: Path) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal = await town.focal_point()
        for name in ("one", "two", "three"):
            await code_for(focal, server, f"{name}@example.org")
        await focal.says("DIGEST MAIL four@example.org")
        await focal.hears("digest-mail-wait")
        assert len(server.arrived) == 3


@pytest.mark.parametrize(
    "path",
    [
        "otieno",
        "otieno@",
        "@example.org",
        "a@b",
        "a b@example.org",
        "a@exam_ple.org",
        f"{'a' * 70}@b.org",
        "a@b.org,c@d.org",
        "a@b.org\u2028x",
        "a@-b.org",
    ],
)
async def test_what_is_no_address_is_told_so(tmp_path: Path, path: str) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal = await town.focal_point()
        await focal.says(f"DIGEST MAIL {path}")
        (answer,) = [one for one in await focal.letters() if one.text_id.startswith("digest")]
        assert answer.text_id in ("digest-mail-wrong", "digest-how")
        assert not server.arrived


async def test_a_mailbox_that_is_gone_ends_as_failed_and_a_full_one_waits(tmp_path: Path) -> None:
    async with mail_town(tmp_path) as (town, server):
        focal = await town.focal_point(digest="")
        code = await code_for(focal, server, "otieno@example.org")
        await focal.says(f"DIGEST {code}")
        server.answers["RCPT"] = ["452 full", "550 gone"]
        await town.passes(days=1)
        (row,) = await town.rows(outbox, outbox.c.dedupe_key.like("digest:%:mail"))
        tries = await town.rows(delivery, delivery.c.outbox_id == row.id)
        assert [one.result for one in sorted(tries, key=lambda one: one.at)] == ["retry", "failed"]
        assert row.state == "failed"
