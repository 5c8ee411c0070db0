"""Baraza's replay against two textbook bots, and how fast and how heavy the demonstration is.

The same messages in the same order go through ``baraza replay`` and through the bots of
``bench.rival``, each in a process of its own with an empty database on the same disk, in turns, so
that a slow minute of the machine falls on all of them; the medians count. Then ``make run`` is
started a few times, up to the moment at which it says that it is ready and its health page agrees;
the last one is written to by a thousand messages of the web chat and weighed.

Last come the morning's digests (``bench.digest``), whose figures join the JSON line.

Without a file of messages, invented ones are made of the words in ``locales``, so that the
benchmark runs anywhere. The last line printed is one JSON object.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

import psutil

from bench.rival import read

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = ROOT.parent / "shared" / "data" / "feedback" / "haiti_dev.tsv"
PATIENCE: Final = 120.0  # seconds until something that should be there is given up
RIVALS: Final = ("langdetect", "cld2")


def invented(count: int) -> list[str]:
    """Make messages of 4 to 25 words out of what the locales hold, the same ones every time."""
    words = []
    for file in sorted((ROOT / "locales").glob("*/messages.ftl")):
        texts = file.read_text(encoding="utf-8")
        known = tomllib.loads(file.with_name("about.toml").read_text(encoding="utf-8"))
        said = re.findall(
            r"[^\W\d_]{3,}", re.sub(r"^#.*|^[\w-]+ =|\{[^}]*\}", "", texts, flags=re.M)
        )
        words.append([word.strip() for word in known.get("function_words", "").split(",")] + said)
    dice = random.Random(7)
    return [
        " ".join(dice.choices(language, k=dice.randint(4, 25)))
        for language in dice.choices(words, k=count)
    ]


def messages(count: int, data: Path | None) -> tuple[list[str], str]:
    """Give as many texts as asked for and where they are from; a file is repeated to the length."""
    file = data or (DATA if DATA.exists() else None)
    texts = read(file, "original") if file else invented(count)
    return [texts[n % len(texts)] for n in range(count)], file.name if file else "invented"


def environment(data_dir: str, **more: str) -> dict[str, str]:
    """Give an environment in which nothing leads to an installation of Baraza's."""
    foreign = {"DATABASE_URL", "REDIS_URL", "FILES_URL", "TELEGRAM_TOKEN"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"DATA_DIR": data_dir} | more


def last_line(command: list[str], env: dict[str, str]) -> dict[str, Any]:
    """Run a command and read the JSON object in its last line. Raises ``RuntimeError``."""
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.returncode}")
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def replay(file: Path, count: int) -> tuple[float, float]:
    """Replay the file once: messages a second by its own clock and by the wall's.

    Raises ``RuntimeError`` if a message is unaccounted for: a fast loss is no result.
    """
    command = [sys.executable, "-m", "bot", "replay", str(file)]
    command += ["--country", "HT", "--column", "original", "--json"]
    with tempfile.TemporaryDirectory(prefix="baraza-") as folder:
        started = time.perf_counter()
        result = last_line(command, environment(folder))
        wall = time.perf_counter() - started
    if result["lost"] or result["messages"] != count:
        raise RuntimeError(f"{result['messages']} of {count} handled, {result['lost']} lost")
    return count / result["seconds"], count / wall


def rival(file: Path, detector: str) -> float:
    """Run one textbook bot once: messages a second."""
    command = [sys.executable, "-m", "bench.rival", str(file), "--detector", detector]
    result = last_line(command, dict(os.environ))
    return float(result["messages"] / result["seconds"])


def free_port() -> int:
    """Find a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    """Ask the health page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def demonstration(data_dir: str) -> Iterator[tuple[int, psutil.Process, float]]:
    """Run ``make run``; gives its port, its top process and the seconds until it was ready.

    Raises ``RuntimeError`` if it ends or stays silent.
    """
    port = free_port()
    deadline = time.monotonic() + PATIENCE
    started = time.perf_counter()
    printed = Path(data_dir).with_suffix(".out")
    with printed.open("w") as output:
        process = subprocess.Popen(
            ["make", "--silent", "run"],
            cwd=ROOT,
            env=environment(data_dir, PORT=str(port), HOST="127.0.0.1"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
        )
    try:
        while "ready" not in printed.read_text().casefold() or not is_ready(port):
            if process.poll() is not None:
                raise RuntimeError("make run ended before it was ready")
            if time.monotonic() > deadline:
                raise RuntimeError("make run never became ready")
            time.sleep(0.02)
        yield port, psutil.Process(process.pid), time.perf_counter() - started
    finally:
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        printed.unlink()


def say(connection: http.client.HTTPConnection, number: int, text: str) -> bool:
    """Write one text on the community member's phone; False if the house asks to wait."""
    connection.request(
        "POST",
        "/chat/community/send",
        json.dumps({"id": f"bench-{number}", "text": text}),
        {"Content-Type": "application/json", "Accept": "application/json"},
    )
    response = connection.getresponse()
    response.read()
    if response.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
        return False
    if response.status >= 300:
        raise RuntimeError(f"the web chat answered {response.status}")
    return True


def write_and_wait(port: int, data_dir: str, texts: list[str]) -> None:
    """Post the texts to a running demonstration and wait until every one is handled."""
    deadline = time.monotonic() + PATIENCE
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        for number, text in enumerate(texts):
            while not say(connection, number, text):
                if time.monotonic() > deadline:
                    raise RuntimeError("the web chat stays busy")
                time.sleep(0.2)
    finally:
        connection.close()
    database = next(Path(data_dir).glob("*.db"))
    while waiting(database):
        if time.monotonic() > deadline:
            raise RuntimeError("messages are left waiting")
        time.sleep(0.1)


def waiting(database: Path) -> int:
    """Count the messages that are stored and not yet handled."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        return int(reader.execute("SELECT count(*) FROM waiting").fetchone()[0])


def megabytes(top: psutil.Process) -> float:
    """Give the resident memory of a process and all below it, in MB."""
    family = [top, *top.children(recursive=True)]
    return float(sum(process.memory_info().rss for process in family) / 1e6)


def main() -> int:
    """Measure everything, print a table, end with one JSON line."""
    parser = argparse.ArgumentParser(description="Baraza against the textbook bot.")
    parser.add_argument("--messages", type=int, default=3000, metavar="N")
    parser.add_argument("--data", type=Path, metavar="FILE", help="TSV with a column 'original'")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    given = parser.parse_args()

    texts, source = messages(given.messages, given.data)
    print(f"{len(texts)} messages ({source}), {given.rounds} rounds in turns\n", flush=True)
    rates: dict[str, list[float]] = {"replay": [], "replay, wall": [], **{r: [] for r in RIVALS}}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "messages.tsv"
        rows = [f"{number}\t{text}" for number, text in enumerate(texts, 1)]
        file.write_text("\n".join(["id\toriginal", *rows, ""]), encoding="utf-8")
        for _ in range(given.rounds):
            own, wall = replay(file, len(texts))
            rates["replay"].append(own)
            rates["replay, wall"].append(wall)
            for detector in RIVALS:
                rates[detector].append(rival(file, detector))
            print("  ".join(f"{name} {each[-1]:.0f}/s" for name, each in rates.items()), flush=True)

    starts: list[float] = []
    weight = 0.0
    for round in range(given.rounds):
        with (
            tempfile.TemporaryDirectory(prefix="baraza-") as folder,
            demonstration(folder) as (port, top, seconds),
        ):
            starts.append(seconds)
            if round == given.rounds - 1:
                write_and_wait(port, folder, [texts[n % len(texts)] for n in range(1000)])
                weight = megabytes(top)

    digests = last_line([sys.executable, "-m", "bench.digest"], dict(os.environ))
    middle = {name: median(each) for name, each in rates.items()}
    result = {
        "replay_per_s": round_(middle["replay"]),
        "textbook_per_s": round_(middle["langdetect"]),
        "textbook_cld2_per_s": round_(middle["cld2"]),
        "replay_vs_textbook": round_(middle["replay"] / middle["langdetect"]),
        "replay_vs_textbook_cld2": round_(middle["replay"] / middle["cld2"]),
        "start_s": round_(median(starts)),
        "rss_mb_after_1000": round_(weight),
        **digests,
    }
    print("\nmessages a second (medians)")
    print(f"  Baraza, replay              {middle['replay']:7.0f}")
    print(f"  Baraza, with starting it    {middle['replay, wall']:7.0f}")
    for detector in RIVALS:
        times = middle["replay"] / middle[detector]
        print(f"  textbook bot, {detector:<13} {middle[detector]:7.0f}   1 : {times:.1f}")
    print("the demonstration")
    print(f"  ready after                 {median(starts):7.2f} s")
    print(f"  memory after 1,000 messages {weight:7.0f} MB\n")
    print("1,000 digests over 200,000 submissions")
    print(f"  written in                  {digests['digest_s']:7.2f} s")
    print(f"  memory at most              {digests['digest_mb']:7.0f} MB\n")
    print(json.dumps(result))
    return 0


def round_(figure: float) -> float:
    """Keep two decimals."""
    return round(figure, 2)


if __name__ == "__main__":
    sys.exit(main())
