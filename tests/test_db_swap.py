"""A build replaces the database whole or leaves it as it was, whoever is reading, writing or pulling the plug."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from plans import make_plan

from db import CannotWrite, check_writable, count_facts, dump, load, swap
from graph.plan import Plan

BUILD_AND_STOP = """
import sys, time
from importlib import import_module
from pathlib import Path
from plans import make_plan
from db import load

def stop(*_):
    print("half-way", flush=True)
    time.sleep(60)

import_module("{module}").{function} = stop
load(make_plan(), Path(sys.argv[1]))
"""


@pytest.fixture
def database(tmp_path):
    load(make_plan(), tmp_path / "plan.db")
    return tmp_path / "plan.db"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(swap, "PATIENCE", 0.3)


def smaller(plan):
    return replace(plan, issues=(), aliases=())


def start_build(database, module, function):
    """Start a build in a process of its own and return it once it stands still before the named function."""
    code = BUILD_AND_STOP.format(module=module, function=function)
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(database)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "half-way\n"
    return child


def stop_build(child):
    child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(
    ("module", "function"), [("db.load", "write_sources"), ("db.load", "finish"), ("db.swap", "_take_place")]
)
def test_a_build_killed_half_way_leaves_the_old_database(database, module, function):
    before = database.read_bytes()
    stop_build(start_build(database, module, function))
    assert database.read_bytes() == before
    load(Plan(()), database)  # what the dead build left is no hindrance
    assert [path.name for path in database.parent.iterdir()] == ["plan.db"]
    assert list(dump(database)) == []


def test_two_builds_at_once_are_refused_and_the_first_goes_on(database):
    child = start_build(database, "db.load", "finish")
    try:
        with pytest.raises(CannotWrite, match="is being written by another program"):
            load(make_plan(), database)
        assert database.with_name(".plan.db.building").exists()
    finally:
        stop_build(child)


def test_who_reads_sees_the_old_rows_or_the_new_ones(database):
    """A server's connection stays open over ten builds, and never meets an error or a mixture."""
    sizes, stop = set(), threading.Event()

    def read():
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=0)) as db:
            while not stop.is_set():
                sql = "SELECT (SELECT count(*) FROM issues), (SELECT count(*) FROM aliases)"
                sizes.add(db.execute(sql).fetchone())

    errors = []
    reader = threading.Thread(target=lambda: _run(read, errors))
    reader.start()
    for number in range(10):
        load(smaller(make_plan()) if number % 2 == 0 else make_plan(), database)
    time.sleep(0.05)
    stop.set()
    reader.join()
    assert errors == []
    assert sizes == {(2, 1), (1, 0)}  # the issue of the reading itself stays


def _run(action, errors):
    try:
        action()
    except Exception as error:  # noqa: BLE001 - handed to the test
        errors.append(error)


@pytest.mark.usefixtures("impatient")
def test_a_reader_in_the_middle_of_a_transaction_keeps_what_it_began_with(database):
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("PRAGMA busy_timeout = 0")
        db.execute("BEGIN")
        assert db.execute("SELECT count(*) FROM aliases").fetchone() == (1,)
        load(smaller(make_plan()), database)
        assert db.execute("SELECT count(*) FROM aliases").fetchone() == (1,)
        db.execute("COMMIT")
        assert db.execute("SELECT count(*) FROM aliases").fetchone() == (0,)


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_writes_is_one_sentence(database):
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM aliases")
        with pytest.raises(CannotWrite) as refused:
            load(smaller(make_plan()), database)
        assert str(refused.value) == f"{database} is being written by another program; close it and try again."
        db.execute("ROLLBACK")
    assert sum(line.startswith("aliases ") for line in dump(database)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 not a database at all" * 100, "is not a database"),
        (b"notes", "is not a database"),
    ],
)
def test_a_file_that_is_no_database_is_not_touched(tmp_path, content, sentence):
    target = tmp_path / "papers.pdf"
    target.write_bytes(content)
    with pytest.raises(CannotWrite, match=sentence):
        load(make_plan(), target)
    assert target.read_bytes() == content


def test_a_database_of_another_program_is_not_touched(tmp_path):
    target = tmp_path / "photos.db"
    with closing(sqlite3.connect(target)) as db:
        db.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    before = target.read_bytes()
    with pytest.raises(CannotWrite, match="is a database of another program"):
        load(make_plan(), target)
    assert target.read_bytes() == before


@pytest.mark.parametrize("kept", [5000, 30_000])
def test_a_damaged_database_is_one_sentence(database, kept):
    database.write_bytes(database.read_bytes()[:kept])
    with pytest.raises(CannotWrite, match=r"plan\.db is damaged; delete it and build again\.$"):
        load(make_plan(), database)


def test_an_empty_file_becomes_the_database(tmp_path):
    target = tmp_path / "plan.db"
    target.touch()
    load(make_plan(), target)
    assert count_facts(target)["passages"] == 19


def test_remains_of_a_deleted_database_do_not_reach_the_new_one(tmp_path):
    (tmp_path / "plan.db-wal").write_bytes(b"old pages")
    load(make_plan(), tmp_path / "plan.db")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.db"]


def test_a_folder_in_the_place_of_the_database(tmp_path):
    with pytest.raises(CannotWrite, match="is a folder; name a file for the database"):
        load(make_plan(), tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_device_in_the_place_of_the_database_stays(tmp_path):
    pipe = tmp_path / "plan.db"
    os.mkfifo(pipe)
    with pytest.raises(CannotWrite, match="is a device or pipe; name a file for the database"):
        load(make_plan(), pipe)
    assert pipe.is_fifo()


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(CannotWrite, match="does not exist; make it first"):
        check_writable(tmp_path / "nowhere" / "plan.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_database(database):
    database.chmod(0o444)
    with pytest.raises(CannotWrite, match="can't be written to"):
        load(make_plan(), database)


def test_no_room_on_the_disk(database, monkeypatch):
    before = database.read_bytes()
    real = swap._open_aside

    def open_small(aside):
        db = real(aside)
        db.execute("PRAGMA max_page_count = 20")
        return db

    monkeypatch.setattr(swap, "_open_aside", open_small)
    with pytest.raises(CannotWrite, match="There is no room on the disk"):
        load(make_plan(), database)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["plan.db"]
