"""The command line: what an operator types, in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

import locales
from bot.__main__ import main
from bot.staffing import new_code

ROOT = Path(__file__).parent.parent


def baraza(
    *words: str, folder: Path, given: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run one command with a DATA_DIR of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(folder, **more),
        timeout=120,
        check=False,
    )


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "DATA_DIR": str(folder), "PYTHONIOENCODING": "utf-8", **more}


class Ended:
    """How a command in this process ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.returncode, self.stdout, self.stderr = code, out, err


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Ended]]:
    """Run commands in this process: what they say is the same, and it saves the start."""
    before = structlog.get_config()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)  # away from anybody's .env

    def run(*words: str, **more: str) -> Ended:
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["baraza", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        shown = capsys.readouterr()
        return Ended(code, shown.out, shown.err)

    yield run
    structlog.configure(**before)


def test_help_teaches(here: Callable[..., Ended]) -> None:
    shown = here("--help").stdout
    for command in (
        "run", "web", "worker", "chat", "migrate", "settings", "invite", "demo", "replay",
        "identify", "triage", "digest", "doctor", "staff", "suspend", "duty", "absence",
    ):  # fmt: skip
        assert command in shown
        assert here(command, "--help").returncode == 0


def test_settings_are_listed_without_their_secrets(here: Callable[..., Ended]) -> None:
    shown = here("settings", TELEGRAM_TOKEN="1:very-secret-token").stdout
    assert "DATABASE_URL" in shown and "very-secret-token" not in shown


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"COUNTRY": "Kenya"}, "COUNTRY"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "SECRET_KEY"),
    ],
)
def test_a_wrong_setting_is_named(
    here: Callable[..., Ended], given: dict[str, str], named: str
) -> None:
    done = here("migrate", **given)
    assert done.returncode == 2
    assert named in done.stderr and "Traceback" not in done.stderr


def test_identify_and_triage_give_a_json_line_each(tmp_path: Path) -> None:
    lines = "Kisima chetu kimeharibika wiki mbili\n\udcff\x00\nWe will drown, the flood is here\n"
    given = lines.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    found = baraza("identify", "--country", "KE", folder=tmp_path, given=given).stdout.splitlines()
    assert [set(json.loads(line)) for line in found] == [{"language", "confidence"}] * 3
    assert json.loads(found[0])["language"] == "sw"
    looked = [
        json.loads(line)
        for line in baraza("triage", folder=tmp_path, given=given).stdout.splitlines()
    ]
    assert len(looked) == 3
    assert set(looked[2]) == {"language", "kind", "need", "flags", "topics", "sdgs"}
    assert {"code", "severity", "class", "evidence"} == set(looked[2]["flags"][0])


def test_replay_accounts_for_every_message_and_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "messages.tsv"
    said = ["Bonjou", "Nou bezwen dlo", "The school roof is broken", "mesi"] * 10
    file.write_text("id\toriginal\n" + "".join(f"{n}\t{text}\n" for n, text in enumerate(said)))
    words = ("replay", str(file), "--country", "HT", "--column", "original", "--json")
    first = baraza(*words, folder=tmp_path)
    account = json.loads(first.stdout.splitlines()[-1])
    assert account["messages"] == account["stored"] == account["handled"] == 40
    assert account["lost"] == account["waiting"] == account["unsent"] == 0
    assert account["greeted"] == 10
    again = json.loads(baraza(*words, folder=tmp_path).stdout.splitlines()[-1])
    assert again["submissions"] == account["submissions"]
    assert again["handled"] == 40


def test_replay_names_a_missing_column(tmp_path: Path, here: Callable[..., Ended]) -> None:
    file = tmp_path / "messages.tsv"
    file.write_text("id\twords\n1\thello\n")
    done = here("replay", str(file))
    assert done.returncode == 2 and "no column 'text'" in done.stderr


def test_invite_then_doctor_names_the_holes(here: Callable[..., Ended]) -> None:
    empty = here("doctor")
    assert empty.returncode == 1 and "baraza migrate" in empty.stdout
    here("migrate")
    nobody = here("doctor")
    assert "nobody is on the staff" in nobody.stdout
    made = here("invite", "Coordinator", "--country", "KE", "--role", "coordinator")
    assert "/start " in made.stdout
    holes = here("doctor")
    assert holes.returncode == 1
    for role in ("coordinator", "focal", "integrity", "safeguarding"):
        assert f"--role {role}" in holes.stdout
    assert "help_line" in holes.stdout


def test_posts_duties_and_absences_from_the_command_line(here: Callable[..., Ended]) -> None:
    for post, role, organisation in (
        ("Water, north", "focal", ""),
        ("Water, south", "focal", ""),
        ("Safe", "safeguarding", "Agency A"),
    ):
        words = ("--country", "KE", "--role", role, "--organisation", organisation)
        assert here("invite", post, *words).returncode == 0
    assert (
        "https://example.org/?start="
        in here(
            "invite",
            "Office",
            "--country",
            "ke",
            "--country",
            "UG",
            PUBLIC_URL="https://example.org",
        ).stdout
    )
    listed = here("staff", "--country", "KE").stdout
    assert "Water, north, focal point: nobody enrolled yet" in listed and "HOLES: " in listed
    assert "Office" in here("staff", "--country", "UG").stdout
    several = here("suspend", "Water")
    assert several.returncode == 2 and "Water, north" in several.stderr
    added = here(
        "duty", "add", "Water, north", "--country", "KE", "--topic", "health", "--until",
        "2030-01-31",
    )  # fmt: skip
    id = added.stdout.split()[0]
    assert f"{id}  … – 2030-01-31" in here("duty", "list").stdout
    assert "until 2031-01-31" in here("duty", "end", id, "--on", "2031-01-31").stdout
    done = here("suspend", "water, NORTH", "--country", "KE")
    assert "Water, north is suspended; 0 open matters moved." in done.stdout
    assert "suspended" in here("staff").stdout
    away = here("absence", "add", "Water, south", "--until", "2030-01-31")
    assert "away from" in away.stdout
    assert "1 absences ended" in here("absence", "end", "Water, south").stdout
    wrong: tuple[tuple[tuple[str, ...], str], ...] = (
        (("suspend", "Nowhere"), "Nowhere"),
        (("duty", "add", "Safe", "--country", "KE", "--class", "X"), "--class"),
        (("duty", "add", "Office", "--country", "KE", "--class", "S"), "--class"),
        (("duty", "add", "Safe", "--country", "Kenya"), "--country"),
        (("duty", "add", "Safe", "--country", "ZZ", "--class", "S"), "--country"),
        (
            ("duty", "add", "Safe", "--country", "KE", "--class", "S", "--until", "2001-01-01"),
            "over",
        ),
        (("duty", "add", "Safe", "--country", "KE", "--topic", "gossip"), "--topic"),
        (("duty", "end", "zzz"), "zzz"),
        (("absence", "add", "Safe", "--until", "2001-01-01"), "--until"),
        (("absence", "add", "Safe", "--until", "2031-01-01", "--stand-in", "Office"), "--stand-in"),
        (("invite", "Safe", "--country", "KE", "--role", "focal"), "--role"),
        (
            ("invite", "X", "--country", "KE", "--from", "2030-02-01", "--until", "2030-01-01"),
            "--until",
        ),
    )
    for line, named in wrong:
        refused = here(*line)
        assert refused.returncode == 2 and named in refused.stderr, line
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("invite", "X", "--country", "Kenya"), "--country"),
        (("invite", "X", "--country", "ZZ"), "--country"),
        (("invite", "X", "--country", "KE", "--role", "boss"), "--role"),
        (("invite", "X", "--country", "KE", "--language", "xx"), "--language"),
        (("invite", "X", "--country", "KE", "--topic", "gossip"), "--topic"),
        (("invite", "X", "--country", "KE", "--area", "Nowhere"), "--area"),
        (("invite", "X", "--country", "KE", "--role", "manager"), "--partnership"),
        (("country", "KE", "weather", "good"), "weather"),
        (("country", "ZZ", "help_line", "116"), "ISO 3166-1"),
        (("country", "KE", "help_line", "call me"), "help_line"),
        (("country", "KE", "woman_on_duty", "maybe"), "woman_on_duty"),
        (("country", "KE", "alert_from", "never"), "alert_from"),
        (("digest", "No such post"), "No such post"),
        (("digest", "--html", "x.html"), "--html"),
        (("chat", "--as", "king"), "--as"),
    ],
)
def test_a_wrong_word_is_named(
    here: Callable[..., Ended], words: tuple[str, ...], named: str
) -> None:
    here("migrate")
    done = here(*words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert named in done.stderr


def test_three_people_chat_in_the_terminal(tmp_path: Path) -> None:
    assert "Focal point" in baraza("demo", folder=tmp_path).stdout
    told = baraza(
        "chat", "--country", "KE", folder=tmp_path,
        given="The flood is in the houses, people are on the roof\n",
    )  # fmt: skip
    assert "being told now" in told.stdout
    manager = baraza("chat", "--as", "manager", folder=tmp_path, given="P1 on track 1200 farmers\n")
    assert "1200 farmers" in manager.stdout
    focal = baraza("chat", "--as", "focal", "--country", "KE", folder=tmp_path, given="NEXT\n")
    assert "people are on the roof" in focal.stdout
    digest = baraza("digest", folder=tmp_path)
    assert "Kenya" in digest.stdout
    page, post = tmp_path / "digest.html", "Focal point, Kenya"
    as_mail = baraza("digest", post, "--mail", "--html", str(page), folder=tmp_path)
    assert "DIGEST OFF" in as_mail.stdout and 'lang="en"' in page.read_text(encoding="utf-8")
    assert "roof" not in as_mail.stdout + page.read_text(encoding="utf-8")


def test_chat_says_what_to_do_where_nobody_is(tmp_path: Path) -> None:
    done = baraza("chat", "--as", "focal", folder=tmp_path, given="")
    assert done.returncode == 2 and "baraza invite" in done.stderr


def test_run_is_ready_serves_and_ends_on_sigterm(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--demo"],
        cwd=ROOT,
        env=environment(tmp_path, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "ready" in line and f"127.0.0.1:{port}" in line
        address = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{address}/health/ready") as answer:
            assert json.load(answer)["ready"] is True
        second = baraza("run", "--demo", folder=tmp_path / "other", PORT=str(port))
        assert second.returncode == 2 and "PORT" in second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.communicate()


def test_web_and_worker_refuse_a_database_that_was_not_migrated(
    here: Callable[..., Ended],
) -> None:
    for part in ("web", "worker"):
        done = here(part)
        assert done.returncode == 2 and "baraza migrate" in done.stderr


def test_every_code_is_understood_after_start() -> None:
    for _ in range(2000):
        code = new_code()
        shown = f"{code[:5]}-{code[5:]}"
        for text in (f"START {shown}", f"/start {shown}", f"start {shown.lower()}"):
            found = locales.command(text, "en")
            assert found is not None and found[0] == "start"
            assert found[1].replace("-", "").upper() == code
