"""The whole run: the database is a function of the folder and the code, whatever way it was built."""

import shutil
from pathlib import Path

import pytest

from db.record import dump
from goldenthread.cache import find_cache
from goldenthread.pipeline import build
from goldenthread.summary import Documents, Summary
from goldenthread.trouble import Trouble

MINUTES = """Wexcombe Together Partnership Board

Minutes of the meeting held on 16 January 2025

ACTION: Priya Anand to open the second family hub by 31 March 2025.
"""
TRACKER = """Actions

Action\tOwner\tDue
Publish the falls guide\tPublic Health\tJune 2025
Train 40 carers' champions\tWexcombe Carers Hub\tMarch 2026
"""
PLAN = """Carers' plan

ACTION: Sam Okafor to visit every carers' group by the end of 2025.
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with two papers and a catalogue."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "tracker.txt").write_text(TRACKER, encoding="utf-8")
    catalogue(folder, "2025-01-16")
    return folder


def catalogue(folder: Path, published: str) -> None:
    rows = f"path,kind,published\nminutes.txt,minutes,{published}\ntracker.txt,tracker,2025\n"
    (folder / "catalogue.csv").write_text(rows, encoding="utf-8")


def rows(database: Path) -> list[str]:
    return list(dump(database))


def build_cold(papers: Path, folder: Path) -> list[str]:
    folder.mkdir()
    build(papers, folder / "cold.db", workers=1)
    return rows(folder / "cold.db")


def test_building_twice_gives_the_same_rows_and_reads_nothing(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    first = build(papers, database, workers=1)
    before, moment = rows(database), database.stat().st_mtime_ns

    second = build(papers, database, workers=1)

    assert (first.read, first.up_to_date, first.documents.new) == (2, False, ("minutes.txt", "tracker.txt"))
    assert (second.read, second.up_to_date) == (0, True)
    assert second.documents == Documents(unchanged=("minutes.txt", "tracker.txt"))
    assert (second.found, second.issues) == (first.found, first.issues)
    assert rows(database) == before
    assert database.stat().st_mtime_ns == moment


def test_a_folder_that_changed_gives_the_rows_of_a_cold_build(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    (papers / "old.txt").write_text("An old paper\n\nIt ended in 2024.\n", encoding="utf-8")
    build(papers, database, workers=1)

    (papers / "old.txt").unlink()
    (papers / "plan.txt").write_text(PLAN, encoding="utf-8")
    (papers / "tracker.txt").write_text(TRACKER.replace("June 2025", "July 2025"), encoding="utf-8")
    catalogue(papers, "2025-01-17")
    summary = build(papers, database, workers=2)

    assert summary.documents == Documents(
        new=("plan.txt",), changed=("minutes.txt", "tracker.txt"), removed=("old.txt",)
    )
    assert summary.read == 3
    assert rows(database) == build_cold(papers, tmp_path / "cold")


def test_a_database_that_someone_else_changed_is_built_again(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    build(papers, database, workers=1)
    before = rows(database)
    database.unlink()

    summary = build(papers, database, workers=1)

    assert (summary.read, summary.up_to_date) == (0, False)
    assert rows(database) == before


def test_the_cache_can_be_deleted_or_damaged(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    build(papers, database, workers=1)
    before = rows(database)
    find_cache(database).write_bytes(b"x" * 5000)

    summary = build(papers, database, workers=1)

    assert (summary.read, summary.documents.unchanged) == (2, ("minutes.txt", "tracker.txt"))
    assert rows(database) == before


def test_a_row_that_moved_in_the_catalogue_changes_nothing(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    build(papers, database, workers=1)
    lines = (papers / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    (papers / "catalogue.csv").write_text("\n".join([lines[0], lines[2], lines[1]]) + "\n", encoding="utf-8")

    summary = build(papers, database, workers=1)

    assert (summary.read, summary.documents.changed) == (0, ())


def test_check_says_what_would_change_and_writes_nothing(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"

    summary = build(papers, database, check=True)

    assert summary.documents.new == ("minutes.txt", "tracker.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers"]


def test_a_document_that_can_not_be_read_is_an_issue_until_it_can(papers: Path, tmp_path: Path) -> None:
    whole = (papers / "tracker.txt").read_bytes()
    (papers / "tracker.txt").write_bytes(b"")

    summary = build(papers, tmp_path / "thread.db", workers=1)

    assert summary.documents.failed == (("tracker.txt", "tracker.txt is empty."),)
    assert summary.issues["error"] == 1
    (papers / "tracker.txt").write_bytes(whole)
    assert build(papers, tmp_path / "thread.db", workers=1).documents.failed == ()


def test_where_no_document_could_be_read_the_database_stays(papers: Path, tmp_path: Path) -> None:
    database = tmp_path / "thread.db"
    build(papers, database, workers=1)
    before = rows(database)
    (papers / "again.txt").write_text(PLAN, encoding="utf-8")
    for name in ("minutes.txt", "tracker.txt"):
        (papers / name).unlink()

    with pytest.raises(Trouble) as stopped:
        build(papers, database, workers=1, time_limit=0.0001)

    assert str(stopped.value) == (
        f"No document in {papers} could be read; the database is as it was. "
        "again.txt could not be read: reading it took more than 0.0001 seconds."
    )
    assert rows(database) == before


def test_a_folder_with_paths_of_many_letters(tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "2025 – Ionawr" / "Pwyllgor"
    folder.mkdir(parents=True)
    (folder / "cynllun gŵyl.txt").write_text(PLAN, encoding="utf-8")

    summary = build(tmp_path / "papers", tmp_path / "thread.db", workers=1)

    assert summary.documents.new == ("2025 – Ionawr/Pwyllgor/cynllun gŵyl.txt",)


@pytest.mark.parametrize("there", [False, True])
def test_without_documents_the_old_database_stays(papers: Path, tmp_path: Path, there: bool) -> None:
    database = tmp_path / "thread.db"
    build(papers, database, workers=1)
    before = database.read_bytes()
    shutil.rmtree(papers)
    if there:
        papers.mkdir()

    with pytest.raises(Trouble):
        build(papers, database, workers=1)

    assert database.read_bytes() == before


def test_a_summary_counts_what_was_found(database: Path, corpus: Path, tmp_path: Path) -> None:
    shutil.copy(database, tmp_path / "copy.db")

    summary: Summary = build(corpus, tmp_path / "copy.db", check=True)

    assert summary.documents.new == summary.documents.changed == summary.documents.removed == ()
