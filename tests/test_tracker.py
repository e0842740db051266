"""The action tracker: one row a thread with the latest word, and a filled-in one read back as decisions."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from goldenthread.cli import program
from publish.tracker import HEADINGS, make_rows, read_tracker
from publish.workbook import Sheet, write_workbook

NAMES = [heading for heading, _ in HEADINGS]


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(program, [str(a) for a in arguments])
    return result.exit_code, result.output + str(result.exception or "")


def rows_of(database: Path, series: str | None = None) -> list[dict[str, object]]:
    with closing(sqlite3.connect(database)) as db:
        return [dict(zip(NAMES, row, strict=True)) for row in make_rows(read_tracker(db, series))]


def test_one_row_a_thread_with_an_action(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        [(threads,)] = db.execute("select count(distinct thread) from actions")
    rows = rows_of(database)
    assert len(rows) == len({row["Thread"] for row in rows}) == threads


def test_a_row_has_the_first_date_and_the_latest_word(database: Path) -> None:
    [row] = [r for r in rows_of(database, "progress reports") if "living with frailty" in str(r["Commitment"])]
    assert {name: row[name] for name in ("Ref", "Origin", "Date", "Owner", "Due", "Revised due", "Status", "Page")} == {
        "Ref": "3.1.3",
        "Origin": "Wexcombe Health and Care Strategy 2024–2029",
        "Date": "April 2024",
        "Owner": "Wexcombe GP Federation",
        "Due": "Spring 2025",
        "Revised due": "Summer 2026",
        "Status": "Delayed",
        "Page": "page 3",
    }
    assert str(row["Action taken"]).startswith("Twenty-four practices share data with the register.")


def test_parts_of_a_split_share_a_row_and_what_has_gone_says_so(database: Path) -> None:
    rows = rows_of(database, "progress reports")
    [hubs] = [r for r in rows if "family hub in Marsh End" in str(r["Commitment"])]
    assert str(hubs["Commitment"]).split("\n") == [
        "Open the family hub in Marsh End",
        "Keep the family hub in Tanner’s Row open six days a week",
    ]
    [internships] = [r for r in rows if "supported internships" in str(r["Commitment"])]
    assert internships["Note"] == "Not mentioned, though its aim is covered (November 2025)"


def test_a_series_can_be_chosen(database: Path, tmp_path: Path) -> None:
    assert {r["Source"] for r in rows_of(database, "board minutes")} <= {
        label for r in rows_of(database) if "Minutes" in str(label := r["Source"])
    }
    code, said = run("tracker", database, "-o", tmp_path / "none.xlsx", "--series", "no such series")
    assert (code, "No series with actions is called “no such series”." in said) == (1, True)


def test_words_of_a_paper_are_never_a_formula(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("A", (("Words", 10),), [("=1+1\x07",), (None,), (7,)])])
    page = load_workbook(tmp_path / "a.xlsx")["A"]
    assert [(c.value, c.data_type) for c in page["A"]] == [("Words", "s"), ("=1+1", "s"), (None, "n"), (7, "n")]


@pytest.fixture(scope="module")
def filled(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A folder with the three minutes, its database, and the tracker that was written from it."""
    folder = tmp_path_factory.mktemp("tracker") / "papers"
    folder.mkdir()
    for paper in corpus.glob("*minutes*.pdf"):
        shutil.copy(paper, folder)
    built, sheet = folder.parent / "papers.db", folder.parent / "tracker.xlsx"
    for code, said in (run("build", folder, "-o", built), run("tracker", built, "-o", sheet)):
        assert code == 0, said
    return folder, built, sheet


def change(sheet: Path, target: Path, words: str, **cells: str) -> Path:
    """Save the tracker with cells of the row that holds these words filled in anew."""
    book = load_workbook(sheet)
    page = book["Action tracker"]
    row = next(r for r in page.iter_rows(min_row=2) if words in str(r[NAMES.index("Commitment")].value))
    for name, value in cells.items():
        row[NAMES.index(name.replace("_", " "))].value = value
    book.save(target)
    return target


def test_a_tracker_that_nobody_changed_decides_nothing(filled: tuple[Path, Path, Path]) -> None:
    folder, built, sheet = filled
    assert run("tracker", "apply", sheet, built, "--corpus", folder) == (0, "Nothing was added.\n")
    assert not (folder / "decisions.csv").exists()


def test_what_an_officer_changes_becomes_decisions_and_stays(filled: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, built, sheet = filled
    folder = tmp_path / "papers"
    shutil.copytree(filled[0], folder)
    changed = change(
        sheet, tmp_path / "t.xlsx", "lease", Status="Completed", Owner="Estates Team", Revised_due="1 December 2025"
    )
    code, said = run("tracker", "apply", changed, built, "--corpus", folder, "--by", "A Clerk")
    assert (code, "3 decisions added" in said) == (0, True), said
    with (folder / "decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["field"]: row for row in csv.DictReader(file)}
    assert {field: row["value"] for field, row in rows.items()} == {
        "owner": "Estates Team",
        "due": "1 December 2025",
        "status": "Completed",
    }
    assert {(row["verdict"], row["by"], row["document"]) for row in rows.values()} == {
        ("correct_field", "A Clerk", "wexcombe-board-minutes-2025-05-15.pdf")
    }
    assert "3 answers stood there already" in run("tracker", "apply", changed, built, "--corpus", folder)[1]
    again = tmp_path / "again.db"
    assert run("build", folder, "-o", again)[0] == 0
    [lease] = [row for row in rows_of(again) if "lease" in str(row["Commitment"])]
    assert (lease["Owner"], lease["Revised due"], lease["Status"]) == ("Estates Team", "1 December 2025", "Completed")


def test_a_note_is_kept_with_what_was_changed_and_decides_nothing_alone(
    filled: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, built, sheet = filled
    folder = tmp_path / "papers"
    shutil.copytree(filled[0], folder)
    told = change(sheet, tmp_path / "t.xlsx", "lease", Status="Completed", Note="Signed on 1 October.")
    assert run("tracker", "apply", told, built, "--corpus", folder)[0] == 0
    with (folder / "decisions.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["field"], row["note"]) for row in csv.DictReader(file)] == [("status", "Signed on 1 October.")]
    alone = change(sheet, tmp_path / "u.xlsx", "listening event", Note="Well attended.", Decided_by_people="Nobody")
    code, said = run("tracker", "apply", alone, built, "--corpus", folder)
    assert (code, "a note is kept with a change, and nothing else was changed in this row" in said) == (1, True)


def test_what_follows_from_the_documents_cannot_be_changed(filled: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, built, sheet = filled
    changed = change(sheet, tmp_path / "t.xlsx", "lease", Origin="Elsewhere", Due="May 2024", Thread="t-none")
    code, said = run("tracker", "apply", changed, built, "--corpus", folder)
    assert code == 1
    assert "its thread is not in the database" in said
    changed = change(sheet, tmp_path / "u.xlsx", "lease", Origin="Elsewhere", Due="May 2024")
    said = run("tracker", "apply", changed, built, "--corpus", folder)[1]
    assert "Origin follows from the documents" in said
    assert "Due is what the first document says; change Revised due." in said


def test_another_workbook_is_refused_in_one_sentence(filled: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, built, _ = filled
    book = Workbook()
    book.worksheets[0].append(["Name", "Value"])
    book.worksheets[0].append(["a", "b"])
    book.save(tmp_path / "other.xlsx")
    code, said = run("tracker", "apply", tmp_path / "other.xlsx", built, "--corpus", folder)
    assert (code, "is not an action tracker" in said) == (1, True)
