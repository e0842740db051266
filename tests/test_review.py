"""The review sheet: questions out, answers in, and a build that knows them."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from test_decisions import ask

from goldenthread.cache import find_cache
from goldenthread.pipeline import build
from ingest.people import read_decisions

TRACKER = "wexcombe-action-tracker.xlsx"
CARERS = "wexcombe-carers-plan.txt"

Row = dict[str, Any]


def run(*arguments: object, code: int = 0) -> str:
    """Run the program as a user does; return what it says on both streams."""
    command = [sys.executable, "-m", "goldenthread", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def corpus_copy(corpus: Path, tmp_path: Path) -> Path:
    shutil.copytree(corpus, tmp_path / "corpus")
    (tmp_path / "corpus" / "decisions.csv").unlink(missing_ok=True)
    return tmp_path / "corpus"


def fill_workbook(path: Path, fill: Callable[[Row], None]) -> None:
    """Change the rows of the sheet as an officer does; `fill` gets each row by heading."""
    book = load_workbook(path)
    page = book["Questions"]
    headings = [cell.value for cell in page[1]]
    for cells in page.iter_rows(min_row=2):
        row = {heading: cell.value or "" for heading, cell in zip(headings, cells, strict=True)}
        fill(row)
        for heading, cell in zip(headings, cells, strict=True):
            cell.value = row[heading] or None
    book.save(path)


def test_questions_go_out_and_answers_come_back(database: Path, corpus_copy: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "questions.xlsx"
    assert "questions, and a row a document" in run("review", "export", database, "-o", sheet)

    def answer(row: Row) -> None:
        if row["Words"].startswith("Open temporary rooms") and "pay for temporary" in row["Other words"]:
            row["Answer"] = "different"
        elif row["About"] == "row" and "carers to feel less alone" in row["Words"]:
            row["Answer"] = "Right"
        elif row["About"] == "missed" and row["Document"] == CARERS:
            row |= {"Words": "Half of them told us that nobody had ever asked how they were.", "Answer": "missed",
                    "Field": "expectation", "Note": "=a promise"}  # fmt: skip

    fill_workbook(sheet, answer)
    said = run("review", "apply", sheet, "--corpus", corpus_copy, "--by", "A Lee")
    rows, issues = read_decisions(corpus_copy)
    assert issues == ()
    assert f"{len(rows)} decisions added" in said
    assert {(row.by, row.at != "") for row in rows} == {("A Lee", True)}
    assert "missed" in {row.verdict for row in rows}
    assert all(row.decision.startswith("dec-") for row in rows)

    before = (corpus_copy / "decisions.csv").read_bytes()
    assert "Nothing was added." in run("review", "apply", sheet, "--corpus", corpus_copy)
    assert (corpus_copy / "decisions.csv").read_bytes() == before

    shutil.copy(find_cache(database), find_cache(tmp_path / "thread.db"))
    build(corpus_copy, tmp_path / "thread.db", workers=2)
    assert ask(tmp_path / "thread.db", "SELECT state FROM decisions WHERE state <> 'applied'") == []
    left = "SELECT id FROM review WHERE quote LIKE 'Open temporary%' AND other_quote LIKE '%pay for temp%'"
    assert ask(database, left) != []
    assert ask(tmp_path / "thread.db", left) == []
    (sure,) = ask(tmp_path / "thread.db", "SELECT tier FROM pledges WHERE text LIKE '%feel less alone%'")
    assert sure["tier"] == "confident"
    assert len(ask(tmp_path / "thread.db", "SELECT * FROM pledges WHERE text LIKE 'Half of them told us%'")) == 1


def test_the_sheet_offers_the_answers_of_each_row(database: Path, tmp_path: Path) -> None:
    run("review", "export", database, "-o", tmp_path / "questions.xlsx")
    book = load_workbook(tmp_path / "questions.xlsx")
    page = book["Questions"]
    offered = {str(cell): listed.formula1 for listed in page.data_validations.dataValidation for cell in listed.sqref}
    assert set(offered.values()) >= {'"same,different,unsure"', '"right,wrong,correct a field"', '"missed"'}
    assert page.freeze_panes == "A2"
    assert [row[0].value for row in book["How to answer"].iter_rows(min_row=2)][:2] == ["pair", "split"]


HEADINGS = ("About", "Document", "Words", "Other document", "Other words", "Answer", "Field", "Value", "Note")


def write_answers(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


BAD = (
    (("pair", CARERS, "Build a list", "", "", "same", "", "", ""), "it names no other document or no other words"),
    (("pair", CARERS, "Build a list", TRACKER, "Write", "maybe", "", "", ""),
     "“maybe” is no answer to this question (same, different, unsure)"),
    (("row", "lost.pdf", "Build a list", "", "", "wrong", "", "", ""), "there is no document lost.pdf in the corpus"),
    (("row", CARERS, "", "", "", "wrong", "", "", ""), "the column Words is empty"),
    (("row", CARERS, "Build a list", "", "", "correct a field", "colour", "red", ""),
     "“colour” under Field is no field of a commitment"),
    (("row", CARERS, "Build a list", "", "", "correct a field", "due", "soonish", ""),
     "“soonish” is no date: write it like 31 March 2026 or 2026-03-31"),
    (("row", CARERS, "Build a list", "", "", "correct a field", "kind", "wish", ""), "“wish” is no kind of commitment"),
    (("split", CARERS, "Hub and Trust", "", "", "several owners", "", "Hub and Trust", ""),
     "several owners need their names under Value, with semicolons between them"),
    (("owner", CARERS, "Hub", "", "", "is someone else", "", "", ""), "the name of the owner is missing under Value"),
    (("row", CARERS, "Build a list", "", "", "", "due", "2026", ""), "it has a field or a value, but no answer"),
    (("story", CARERS, "Build a list", "", "", "wrong", "", "", ""), "“story” under About is no kind of question"),
)  # fmt: skip


def test_each_bad_row_is_named_with_the_reason_and_the_others_are_used(corpus_copy: Path, tmp_path: Path) -> None:
    good = (
        "row",
        CARERS,
        "Open a respite house at Castle Meadow",
        "",
        "",
        "correct a field",
        "By when",
        "May 2027",
        "",
    )
    sheet = write_answers(tmp_path / "answers.csv", *(row for row, _ in BAD), good)

    said = run("review", "apply", sheet, "--corpus", corpus_copy, code=1).splitlines()

    told = [line for line in said if line.startswith("Row ")]
    assert len(told) == len(BAD)
    for number, (line, (_, reason)) in enumerate(zip(told, BAD, strict=True), start=2):
        assert line.startswith(f"Row {number}: {reason}"), line
    assert f"goldenthread: {len(BAD)} rows of {sheet} could not be used; see above." in said
    (row,), _ = read_decisions(corpus_copy)
    assert (row.verdict, row.field, row.value) == ("correct_field", "due", "May 2027")


def test_answers_are_appended_below_what_stands_there_as_its_header_has_it(corpus_copy: Path, tmp_path: Path) -> None:
    words = "before;after;other_document;other_quote;field;value;note;revokes;folder"
    old = (
        f"verdict;decision;at;by;document;quote;{words}"
        + f"\nwrong;mine;2025;Ann;{CARERS};Train pharmacy staff;;;;;;;;;a;"
    )
    (corpus_copy / "decisions.csv").write_text(old, encoding="utf-8")
    sheet = write_answers(
        tmp_path / "a.csv", ("row", CARERS, "Open a respite house", "", "", "wrong", "", "", "'=sure; yes")
    )

    run("review", "apply", sheet, "--corpus", corpus_copy)

    text = (corpus_copy / "decisions.csv").read_text(encoding="utf-8")
    assert text.startswith(old + "\n")
    rows, _ = read_decisions(corpus_copy)
    assert [(row.verdict, row.quote, row.note) for row in rows] == [
        ("wrong", "Train pharmacy staff", ""),
        ("wrong", "Open a respite house", "=sure; yes"),
    ]


def test_what_was_taken_back_can_be_decided_again(corpus_copy: Path, tmp_path: Path) -> None:
    sheet = write_answers(tmp_path / "a.csv", ("row", CARERS, "Open a respite house", "", "", "wrong", "", "", ""))
    run("review", "apply", sheet, "--corpus", corpus_copy)
    (first,), _ = read_decisions(corpus_copy)
    with (corpus_copy / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write(f"back,2025,Ann,,,,,,,,,,,{first.decision}\n")

    run("review", "apply", sheet, "--corpus", corpus_copy)

    rows, issues = read_decisions(corpus_copy)
    assert issues == ()
    assert [row.verdict for row in rows] == ["wrong", None, "wrong"]
    assert len({row.decision for row in rows}) == 3


@pytest.mark.parametrize("name", ["words.xlsx", "words.csv", "gone.csv", "plan.docx"])
def test_a_file_that_is_no_review_sheet_is_one_sentence(name: str, corpus_copy: Path, tmp_path: Path) -> None:
    file = tmp_path / name
    if name == "words.csv":
        file.write_text("a,b\n1,2\n", encoding="utf-8")
    elif name == "words.xlsx":
        shutil.copy(corpus_copy / TRACKER, file)
    elif name == "plan.docx":
        shutil.copy(corpus_copy / "wexcombe-health-and-care-strategy-2024-2029.docx", file)

    said = run("review", "apply", file, "--corpus", corpus_copy, code=1)

    assert len(said.splitlines()) == 1
    assert str(file) in said
    assert not (corpus_copy / "decisions.csv").exists()


def test_words_of_a_paper_are_never_a_formula(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    words = "=1+1 We may be able to open a hub for all carers of the borough by May 2030 if funds allow it."
    (papers / "plan.txt").write_text(
        f"Plan\n\nCarers\n\n{words}\n\nTask\tLead\n=2+2 is four\tHub and Trust\n", encoding="utf-8"
    )
    build(papers, tmp_path / "a.db", workers=1)
    for name in ("q.xlsx", "q.csv"):
        run("review", "export", tmp_path / "a.db", "-o", tmp_path / name)
    cells = [cell for row in load_workbook(tmp_path / "q.xlsx")["Questions"].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    rows = list(csv.reader((tmp_path / "q.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [cell for row in rows for cell in row if cell.startswith("=")] == []
