"""Bad input: each is one line in the summary or an issue row, and the rest is built."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pypdf
import pytest

from goldenthread.pipeline import build
from goldenthread.summary import Summary
from goldenthread.trouble import Trouble

GOOD = "Carers' plan\n\nEvery carers' group in the borough was visited in 2025.\n"
CATALOGUE = "path,title,colour\ngood.txt,Carers' plan,blue\nmissing.pdf,A paper that went,red\n"
LIMIT = 200_000

FAILED = {
    "empty.pdf": "empty",
    "renamed.pdf": "wrong_content",
    "locked.pdf": "password_protected",
    "not-a-zip.docx": "wrong_content",
    "large.txt": "too_large",
    "dangling.txt": "missing",
}


def make_bad_papers(folder: Path, a_pdf: Path) -> None:
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "renamed.pdf").write_text(GOOD + "renamed", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(a_pdf.read_bytes()[: a_pdf.stat().st_size // 2])
    lock_pdf(a_pdf, folder / "locked.pdf")
    (folder / "not-a-zip.docx").write_bytes(b"This is no Word document.\n" * 40)
    write_formulas(folder / "formulas.xlsx")
    (folder / "encoding.html").write_bytes(HTML.encode("windows-1252"))
    (folder / "large.txt").write_text("We will write less.\n" * 20_000, encoding="utf-8")
    (folder / "twice.txt").write_text(GOOD, encoding="utf-8")
    (folder / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")


HTML = """<!doctype html><html><head><meta charset="utf-8"><title>Carers’ plan</title></head><body><main>
<h1>Carers’ plan</h1><p>We will open the carers’ café – with £20,000 – by May 2025.</p></main></body></html>"""


def lock_pdf(source: Path, target: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=source)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(target)


def write_formulas(target: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Action", "Owner", "Due"], ["Open the hub", "Public Health", '="March "&2025']):
        sheet.append(row)
    book.save(target)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> tuple[Summary, Path]:
    folder = tmp_path_factory.mktemp("bad")
    make_bad_papers(folder / "papers", max(corpus.glob("*.pdf"), key=lambda path: path.stat().st_size))
    database = folder / "thread.db"
    return build(folder / "papers", database, workers=2, limit_bytes=LIMIT), database


def issues(database: Path, source: str) -> dict[str, str]:
    """Return the issues of a file: message by code."""
    with closing(sqlite3.connect(database)) as db:
        return dict(db.execute("SELECT code, message FROM issues WHERE source = ?", (source,)))


@pytest.mark.parametrize(("source", "code"), FAILED.items())
def test_a_file_that_can_not_be_read_is_an_issue(built: tuple[Summary, Path], source: str, code: str) -> None:
    summary, database = built

    message = dict(summary.documents.failed)[source]

    assert issues(database, source) == {code: message}
    assert "\n" not in message
    assert len(message) < 250
    assert message.endswith(".")
    assert source in message


def test_nothing_else_failed(built: tuple[Summary, Path]) -> None:
    assert {source for source, _ in built[0].documents.failed} - {"cut.pdf"} == FAILED.keys()


def test_a_pdf_cut_short_is_an_issue_whatever_could_be_saved(built: tuple[Summary, Path]) -> None:
    found = issues(built[1], "cut.pdf")

    assert any("cut short" in message for message in found.values()), found


def test_the_rest_is_built(built: tuple[Summary, Path]) -> None:
    with closing(sqlite3.connect(built[1])) as db:
        sources = [source for (source,) in db.execute("SELECT source FROM documents ORDER BY source")]
        passages = [text for (text,) in db.execute("SELECT text FROM passages")]

    assert [source for source in sources if source != "cut.pdf"] == ["encoding.html", "formulas.xlsx", "good.txt"]
    assert "Every carers' group in the borough was visited in 2025." in passages
    assert "We will open the carers’ café – with £20,000 – by May 2025." in passages


def test_formulas_without_values_are_an_issue(built: tuple[Summary, Path]) -> None:
    assert any("formula" in message for message in issues(built[1], "formulas.xlsx").values())


def test_the_same_content_twice_is_read_once(built: tuple[Summary, Path]) -> None:
    summary, database = built

    assert ("twice.txt", "the same content as good.txt") in summary.documents.left_out
    assert "duplicate_content" in issues(database, "twice.txt")


def test_a_file_of_another_kind_is_left_out(built: tuple[Summary, Path]) -> None:
    assert ("plan.doc", ".doc files are not read: save it as DOCX.") in built[0].documents.left_out


def test_the_catalogue_is_held_against_the_folder(built: tuple[Summary, Path]) -> None:
    found = issues(built[1], "catalogue.csv")

    assert "missing.pdf" in found["missing_file"]
    assert "colour" in found["unknown_column"]


def test_the_summary_says_what_is_wrong_in_what_was_read(built: tuple[Summary, Path]) -> None:
    problems = built[0].problems

    assert "catalogue.csv, line 3: there is no file missing.pdf." in problems
    assert any(line.startswith("formulas.xlsx: ") and "formula" in line for line in problems)
    assert any(line.startswith("encoding.html: ") for line in problems)
    assert not any("empty.pdf" in line or "twice.txt" in line for line in problems)


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\x03 not text at all \xff\xfe" * 50, b"PK\x03\x04" + bytes(400), b"file;heading\ngood.txt;Plan\n"],
    ids=["binary", "zip", "without a path column"],
)
def test_a_catalogue_that_is_none_is_an_issue(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "papers" / "catalogue.csv").write_bytes(content)

    summary = build(tmp_path / "papers", tmp_path / "thread.db", workers=1)

    assert summary.documents.new == ("good.txt",)
    assert summary.issues["error"] == 1
    [message] = issues(tmp_path / "thread.db", "catalogue.csv").values()
    assert message.startswith("catalogue.csv")
    assert "\n" not in message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    os.mkfifo(tmp_path / "papers" / "pipe.txt")
    (tmp_path / "papers" / "good.txt").write_text(GOOD, encoding="utf-8")

    summary = build(tmp_path / "papers", tmp_path / "thread.db", workers=1)

    assert [source for source, _ in summary.documents.failed] == ["pipe.txt"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read every file")
def test_a_file_without_permission_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "papers" / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "papers" / "secret.txt").chmod(0)

    summary = build(tmp_path / "papers", tmp_path / "thread.db", workers=1)

    assert [source for source, _ in summary.documents.failed] == ["secret.txt"]


def test_the_database_may_not_be_another_program_s(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.txt").write_text(GOOD, encoding="utf-8")
    others = tmp_path / "others.db"
    with closing(sqlite3.connect(others)) as db:
        db.execute("CREATE TABLE letters (text)")
    text = tmp_path / "letter.txt"
    shutil.copy(tmp_path / "papers" / "good.txt", text)

    for path in (others, text, tmp_path, tmp_path / "no folder" / "thread.db"):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(Trouble, match=r"^[^\n]+\.$"):
            build(tmp_path / "papers", path, workers=1)
        assert (path.read_bytes() if path.is_file() else None) == before
