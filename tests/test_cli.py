"""The command as people and programs run it."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from goldenthread.cache import find_cache
from goldenthread.manual import make_manual

ROOT = Path(__file__).resolve().parent.parent
# Nothing in it is a promise: reading one takes the grammar of English, and that two seconds to load.
MINUTES = "Minutes\n\nThe carers’ café – in Ŵ Street – was open in May 2025.\n"


def run(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goldenthread", *map(str, words)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a corpus of one document in it."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path


def test_build_says_what_it_did_and_found(folder: Path) -> None:
    done = run("build", folder=folder)

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "Documents  1 new, 0 changed, 0 unchanged, 0 removed, 0 failed, 0 left out"
    assert lines[1].startswith("Found      1 documents, ")
    assert "\x1b" not in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["corpus", "goldenthread.db", "goldenthread.db.cache"]


def test_build_for_a_program(folder: Path) -> None:
    (folder / "corpus" / "README.md").write_text("about", encoding="utf-8")

    summary = json.loads(run("build", "--json", "-o", "papers.db", folder=folder).stdout)

    assert summary["documents"]["new"] == ["minutes.txt"]
    assert summary["documents"]["left_out"] == [["README.md", "a README is about the folder, not part of it"]]
    assert summary["found"]["documents"] == 1
    assert (folder / "papers.db").is_file()


def test_build_quietly(folder: Path) -> None:
    done = run("build", "--quiet", folder=folder)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_that_can_not_be_read_does_not_fail_the_build(folder: Path) -> None:
    (folder / "corpus" / "paper.pdf").write_bytes(b"")

    done = run("build", folder=folder)

    assert done.returncode == 0
    assert "Not read:\n  paper.pdf: paper.pdf is empty." in done.stdout


def test_a_build_with_nothing_to_do_is_fast(folder: Path) -> None:
    run("build", folder=folder)
    before = work_of_children()

    done = run("build", folder=folder)

    assert "goldenthread.db was up to date" in done.stdout
    assert work_of_children() - before < 1.5  # seconds of work; 0.7 when it was written


def work_of_children() -> float:
    """Seconds that a processor worked for the programs a test ran, whatever else the machine does."""
    times = os.times()
    return times.children_user + times.children_system


def test_check_before_a_build(folder: Path) -> None:
    done = run("build", "--check", folder=folder)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Documents  1 new, 0 changed, 0 unchanged, 0 removed, 0 left out",
        "New:",
        "  minutes.txt",
        "Nothing was built (--check).",
    ]
    assert not (folder / "goldenthread.db").exists()


WRONG = {
    "no folder": ("build", "nowhere"),
    "no documents": ("build", "empty"),
    "a file as folder": ("build", "corpus/minutes.txt"),
    "no folder for the database": ("build", "-o", "nowhere/thread.db"),
    "a folder as database": ("build", "-o", "corpus"),
    "text as database": ("build", "-o", "corpus/minutes.txt"),
    "nothing to serve": ("serve",),
    "text to serve": ("serve", "corpus/minutes.txt"),
    "nothing to check": ("check",),
    "text to check": ("check", "corpus/minutes.txt"),
    "no file to read": ("read", "nowhere.pdf"),
    "a folder to read": ("read", "corpus"),
    "an empty file to read": ("read", "empty.pdf"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_one_sentence(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.pdf").touch()

    done = run(*words, folder=folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("goldenthread: ")
    assert done.stderr.endswith(".\n")
    assert not (folder / "goldenthread.db").exists()


def test_a_build_of_one_file_says_what_reads_one(folder: Path) -> None:
    done = run("build", "corpus/minutes.txt", folder=folder)

    assert "wants a folder; `goldenthread read corpus/minutes.txt` reads one file." in done.stderr


def test_a_database_that_another_program_writes_is_one_sentence(folder: Path) -> None:
    run("build", folder=folder)
    before = (folder / "goldenthread.db").read_bytes()
    (folder / "corpus" / "more.txt").write_text("More\n\nMore was done.\n", encoding="utf-8")

    with closing(sqlite3.connect(folder / "goldenthread.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        done = run("build", folder=folder)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "another program" in done.stderr
    assert (folder / "goldenthread.db").read_bytes() == before


def test_a_wrong_option_says_how_it_is_used(folder: Path) -> None:
    done = run("build", "--limit", "much", folder=folder)

    assert done.returncode == 2
    assert "write it like 500MB or 1GB" in done.stderr


def test_a_limit_leaves_large_files_unread(folder: Path) -> None:
    (folder / "corpus" / "large.txt").write_text("We will write less.\n" * 200, encoding="utf-8")

    done = run("build", "--limit", "1.5kb", folder=folder)

    assert done.returncode == 0
    assert "large.txt has 0.0 MB, over the limit of 0.0 MB." in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that a test can send to one program alone")
def test_ctrl_c_leaves_the_old_database(folder: Path) -> None:
    run("build", folder=folder)
    before = (folder / "goldenthread.db").read_bytes()
    cache = find_cache(folder / "goldenthread.db")
    cache.unlink()
    large = "We will open hub {0} by May 2025 with the help of the partnership.\n\n"
    (folder / "corpus" / "large.txt").write_text("".join(map(large.format, range(300_000))), encoding="utf-8")
    words = [sys.executable, "-m", "goldenthread", "build", "--workers", "1"]

    with subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not cache.exists():  # it is there when reading begins
            time.sleep(0.05)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate(timeout=10)

    assert process.returncode == 130
    assert error.strip() == b"goldenthread: Stopped; the database is as it was."
    assert (folder / "goldenthread.db").read_bytes() == before
    time.sleep(0.5)
    assert find_running(process.pid) == []


def find_running(group: int) -> list[int]:
    """Return the processes of a group that are not yet over, as far as the system shows them under /proc."""
    running = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it may be over by now
            number, state, _, of_group, *_ = re.sub(r"\(.*\)", "", stat.read_text()).split()
            if int(of_group) == group and state != "Z":
                running.append(int(number))
    return running


def test_read_for_people_and_for_programs(folder: Path) -> None:
    shown = run("read", "corpus/minutes.txt", folder=folder, COLUMNS="60").stdout
    blocks = run("read", "--blocks", "corpus/minutes.txt", folder=folder).stdout
    reading = json.loads(run("read", "--json", "corpus/minutes.txt", folder=folder).stdout)

    assert shown.startswith("minutes.txt (text)")
    assert "The carers’ café – in Ŵ Street – was open in May 2025." in blocks
    assert reading["profile"]["source"] == "minutes.txt"
    assert any("café – in Ŵ Street" in passage["text"] for passage in reading["passages"])


def test_a_code_page_that_lacks_letters_is_no_trouble(folder: Path) -> None:
    for words in (("--blocks",), ("--json",), ()):
        done = run("read", *words, "corpus/minutes.txt", folder=folder, PYTHONIOENCODING="cp437")

        assert (done.returncode, done.stderr) == (0, "")
    reading = json.loads(run("read", "--json", "corpus/minutes.txt", folder=folder, PYTHONIOENCODING="cp437").stdout)
    assert any("café – in Ŵ Street" in passage["text"] for passage in reading["passages"])


def test_check_lists_issues_coverage_and_what_was_left_out(folder: Path) -> None:
    (folder / "corpus" / "paper.pdf").write_bytes(b"")
    (folder / "corpus" / "plan.odp").write_bytes(b"old")
    run("build", folder=folder)

    shown = run("check", folder=folder).stdout
    found = json.loads(run("check", "--json", folder=folder).stdout)

    assert "Issues: 1 error, " in shown
    assert "plan.odp: .odp files are not read: save it as PPTX." in shown
    assert [issue["source"] for issue in found["issues"] if issue["severity"] == "error"] == ["paper.pdf"]
    [covered] = found["coverage"]
    assert covered["words"] == covered["claimed"] + covered["ignored"] + covered["unread"] > 0


def test_a_reader_that_goes_away_is_no_trouble(folder: Path) -> None:
    words = [sys.executable, "-m", "goldenthread", "read", "--json", "corpus/minutes.txt"]

    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()  # type: ignore[union-attr] - it is a pipe
        process.wait(timeout=60)
        assert process.stderr.read() == b""  # type: ignore[union-attr] - it is a pipe


@pytest.mark.parametrize("command", ["build", "serve", "check", "read", ""])
def test_help_has_examples_and_comes_at_once(folder: Path, command: str) -> None:
    before = work_of_children()

    done = run(*command.split(), "--help", folder=folder)

    assert done.returncode == 0
    assert f"  goldenthread {command}" in done.stdout
    assert work_of_children() - before < 0.4  # seconds of work; 0.15 when it was written


def test_version(folder: Path) -> None:
    assert run("--version", folder=folder).stdout == f"goldenthread, version {version('goldenthread')}\n"


def test_the_page_of_commands_is_what_help_says() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == make_manual(), "run make docs"


def test_serve_until_it_is_stopped(folder: Path) -> None:
    run("build", folder=folder)
    with serving(folder) as (address, process):
        documents = httpx.get(f"{address}/goldenthread/documents.json?_shape=array").raise_for_status().json()
        process.terminate()
        process.wait(timeout=10)

    assert [document["source"] for document in documents] == ["minutes.txt"]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) != 0


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "goldenthread", "serve", "--port", str(port)]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the site did not come up in 20 seconds")
