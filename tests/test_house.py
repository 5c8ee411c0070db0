"""The house rules that a machine can check: who imports whom, and what every language says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from locales.lint import NEVER_SAID, lint
from locales.sms import segments

ROOT = Path(__file__).resolve().parent.parent


def test_rooms_import_only_what_they_may() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(command), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_language_says_what_english_says() -> None:
    assert lint() == []


def test_locks_pin_every_package_and_name_no_server() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert "://" not in line
            assert not line or line.startswith((" ", "#")) or "==" in line


def test_locks_agree_on_versions() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = (line.split()[0].partition("==") for line in lines if "==" in line)
        return {package: version for package, _, version in pinned}

    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {package: dev[package] for package in run.keys() & dev} == {
        package: run[package] for package in run.keys() & dev
    }


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="only the machine that checks changes")
def test_a_checking_machine_has_a_browser_so_that_no_page_goes_untested() -> None:
    assert shutil.which("chromium"), "apt-get install chromium"


RECEIPT = "# sms: 1\nreceipt = { $number } { $day }"
LABELS = "\nreply-with = Reply { $choices }.\nbutton-yes = yes\nbutton-no = no\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two languages without a fault: English and French, as a folder."""
    for language in ("en", "fr"):
        folder = tmp_path / language
        folder.mkdir()
        (folder / "about.toml").write_text(
            f'name = "{language}"\nenglish = "{language}"\ndirection = "ltr"\n'
            'drafted_by = "machine"\nreviewed_by = ""\n'
        )
        (folder / "messages.ftl").write_text(RECEIPT + LABELS)
        (folder / "keywords.toml").write_text(
            '[commands]\nstop = ["stop"]\nhelp = ["help"]\n[choices]\nyes = ["y"]\nno = ["n"]\n'
        )
        (folder / "flags.toml").write_text("")
    return tmp_path


def test_a_house_without_a_fault_has_no_findings(house: Path) -> None:
    assert lint(house) == []


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("fr/messages.ftl", "receipt = { $number\n", "fr/messages.ftl: line 1 cannot be read"),
        ("fr/messages.ftl", RECEIPT + "\nbutton-yes = oui\n", "button-no: is missing"),
        ("fr/messages.ftl", RECEIPT + LABELS + "x = y\n", "x: is not in en"),
        ("fr/messages.ftl", RECEIPT + LABELS + "button-no = non\n", "button-no: is there twice"),
        ("fr/messages.ftl", "receipt = { $number }" + LABELS, "receipt: uses $number, not"),
        (
            "fr/messages.ftl",
            RECEIPT + LABELS.replace("= no", "= { nein }"),
            "button-no: refers to nein, which is not there",
        ),
        ("fr/messages.ftl", f"{RECEIPT} {'x' * 150}{LABELS}", "receipt: 2 segments, may be 1"),
        ("fr/messages.ftl", f"{RECEIPT} {'ê' * 40}{LABELS}", "1 not in GSM 03.38: ê"),
        (
            "fr/messages.ftl",
            RECEIPT + LABELS.replace("= no", "= " + "n" * 21),
            "button-no: 21 characters, may be 20",
        ),
        ("fr/messages.ftl", RECEIPT.replace("sms: 1", "sms: one") + LABELS, "not of the form"),
        ("fr/keywords.toml", '[commands]\nstop = ["stop"]\n', "commands.help: is missing"),
        (
            "fr/keywords.toml",
            '[commands]\nstop = ["arret"]\nhelp = ["Arrêt"]\n',
            "“Arrêt” already means",
        ),
        (
            "fr/keywords.toml",
            '[choices]\nyes = ["y"]\nno = ["Yes!"]\n',
            "already means",
        ),
        (
            "fr/keywords.toml",
            '[commands]\nstop = ["n"]\n[choices]\nno = ["n"]\n',
            "no: “n” is a word for STOP",
        ),
        ("fr/flags.toml", "sea = [", "fr/flags.toml: cannot be read"),
        ("fr/about.toml", 'name = "Français"\n', "fr/about.toml: english is missing"),
        (
            "en/messages.ftl",
            f"{RECEIPT} it is confidential{LABELS}",
            "says “confidential”, which is never said",
        ),
        ("en/messages.ftl", f"{RECEIPT} {{ $what }}{LABELS}", "a receipt must not tell $what"),
    ],
)
def test_a_fault_is_found(house: Path, name: str, text: str, finding: str) -> None:
    (house / name).write_text(text, encoding="utf-8")
    assert any(finding in found for found in lint(house)), lint(house)


def test_a_branch_that_is_too_long_is_found_though_the_usual_one_fits(house: Path) -> None:
    branches = f" {{ $cost ->\n        [free] x\n       *[paid] {'x' * 150}\n    }}"
    for language in ("en", "fr"):
        (house / language / "messages.ftl").write_text(RECEIPT + branches + LABELS)
    assert any("receipt: 2 segments" in found for found in lint(house))


def test_the_choices_behind_a_question_count_too(house: Path) -> None:
    for language in ("en", "fr"):
        (house / language / "messages.ftl").write_text(f"{RECEIPT} {'x' * 130}{LABELS}")
    assert any("receipt: 2 segments" in found for found in lint(house))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the escape sequence is not cut in two
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 67, 3),  # 33 pairs a segment: the 67th unit stays empty
        ("Où est l'école? Ça va, à demain", 1),
    ],
)
def test_segments_are_counted_as_networks_count_them(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize("said", ["Your complaint", "a CASE worker", "We will fix it", "anonymous"])
def test_words_that_betray_are_known(said: str) -> None:
    assert NEVER_SAID.search(said)
