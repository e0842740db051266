"""The sample corpus is what its texts make it, and its golden files quote it word for word.

The documents are read back with libraries that the program's own readers do not use for the purpose, without any
of the program's code.
"""

import csv
import datetime
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.json"))
DOCUMENTS = sorted(path for path in CORPUS.iterdir() if path.suffix in {".docx", ".pdf", ".xlsx", ".html", ".txt"})
# The keys of a golden file whose values are words of the document; every other key is a reading of them.
PRINTED = {
    "text", "title_parts", "owners", "owner_cell", "update", "lead_in", "measure", "partner", "status_words", "name",
    "initials", "acronym", "date_text", "when_text", "meeting", "from", "classification", "item_number", "authors",
    "wards", "section", "boilerplate", "footnotes", "workstream", "header", "sheet", "hidden_sheets",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    subprocess.run([sys.executable, "-m", "samples.make", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.mark.parametrize("committed", DOCUMENTS, ids=lambda path: path.name)
def test_the_maker_makes_the_committed_document(committed: Path, made: Path) -> None:
    again = made / committed.name
    if again.read_bytes() != committed.read_bytes():  # another version of a library may lay out other bytes
        assert read_text(again) == read_text(committed)


def test_the_maker_makes_no_other_document(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {path.name for path in DOCUMENTS}


def test_each_document_has_a_catalogue_row_and_a_golden_file() -> None:
    with (CORPUS / "catalogue.csv").open(encoding="utf-8", newline="") as lines:
        catalogued = {row["path"] for row in csv.DictReader(lines)}
    names = {path.name for path in DOCUMENTS}
    assert catalogued <= names
    assert {read_golden(path)["document"]["source"] for path in GOLDEN} == names
    assert {path.stem for path in GOLDEN} == {path.stem for path in DOCUMENTS}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_file_quotes_its_document(path: Path) -> None:
    golden = read_golden(path)
    pages = [squeeze(page) for page in read_text(CORPUS / golden["document"]["source"])]
    whole = "".join(pages)
    for name, facts in golden.items():
        for fact in facts if isinstance(facts, list) and not name.endswith("changes") else ():
            first, second = fact.get("cut_over_pages", (0, 0)) if isinstance(fact, dict) else (0, 0)
            for key, words in find_printed(fact, name):
                if first:
                    assert stands_across(squeeze(words), pages[first - 1], pages[second - 1]), (key, words)
                else:
                    assert squeeze(words) in whole, (key, words)
    for key, words in find_printed(golden["document"]):
        assert squeeze(words) in whole, (key, words)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_ids_of_a_golden_file_are_unique_and_its_links_lead_somewhere(path: Path) -> None:
    golden = read_golden(path)
    lists = ("priorities", "aims", "actions", "commitments", "recommendations", "next_steps", "risks")
    ids = Counter(fact["id"] for name in lists for fact in golden[name])
    assert max(ids.values()) == 1
    for fact in golden["actions"] + golden["aims"]:
        assert fact.get("aim") is None or fact["aim"] in ids
        assert fact.get("priority") is None or fact["priority"] in ids


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("strategy-progress-report-2024-11", "strategy-progress-report-2025-11"),
        ("board-minutes-2025-01-16", "board-minutes-2025-03-20"),
        ("board-minutes-2025-03-20", "board-minutes-2025-05-15"),
    ],
)
def test_each_action_of_two_editions_has_one_fate(earlier: str, later: str) -> None:
    before, after = (read_golden(ROOT / "tests" / "golden" / f"wexcombe-{name}.json") for name in (earlier, later))
    fates = [change for change in after["changes"] if "fate" in change]
    left = [i for change in fates for i in change["from"] if "from_edition" not in change]
    assert sorted(left) == sorted(action["id"] for action in before["actions"])
    assert sorted(i for c in fates for i in c["to"]) == sorted(action["id"] for action in after["actions"])


def test_the_second_report_shows_every_fate_that_two_editions_can_show() -> None:
    later = read_golden(ROOT / "tests" / "golden" / "wexcombe-strategy-progress-report-2025-11.json")
    fates = [change for change in later["changes"] if "fate" in change]
    assert {c["fate"] for c in fates} == {
        "continued", "reworded", "split", "merged", "moved", "new", "closed", "not_mentioned", "not_covered",
    }  # fmt: skip
    assert Counter(c["kind"] for c in later["changes"] if "fate" not in c) == {
        "completed": 4, "owner_changed": 2, "deadline_slipped": 9, "deadline_brought_forward": 1,
    }  # fmt: skip


def test_three_rows_of_the_second_report_are_cut_by_page_breaks() -> None:
    golden = read_golden(ROOT / "tests" / "golden" / "wexcombe-strategy-progress-report-2025-11.json")
    pages = [squeeze(page) for page in read_text(CORPUS / golden["document"]["source"])]
    cut = {a["number"]: a for a in golden["actions"] if "cut_over_pages" in a}
    assert set(cut) == {"1.1.1", "2.1.1", "4.1.3"}
    for action in cut.values():
        assert not any(squeeze(action["update"]) in page for page in pages)


def test_the_numbers_of_the_strategy_are_automatic() -> None:
    text = "\n".join(read_text(CORPUS / "wexcombe-health-and-care-strategy-2024-2029.docx"))
    assert not any(printed in text for printed in ("1.1.1", "Priority 1", "Aim 1.1", "1. Foreword"))


def read_golden(path: Path) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return golden


def stands_across(words: str, first: str, second: str) -> bool:
    """Whether the words of a row cut by a page break stand on one page, or end one and begin the next."""
    return any(words[:n] in first and words[n:] in second for n in range(len(words) + 1))


def find_printed(fact: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(fact, dict):
        for name, value in fact.items():
            yield from find_printed(value, name)
    elif isinstance(fact, list):
        for value in fact:
            yield from find_printed(value, key)
    elif fact and key in PRINTED:
        yield key, str(fact)


def squeeze(text: str) -> str:
    """The text without white space, since a line may end at any space or hyphen."""
    return "".join(text.split())


def read_text(path: Path) -> list[str]:
    """The text of each page of a PDF, or of the whole document in a list of one."""
    if path.suffix == ".pdf":
        return [page.extract_text() for page in pypdf.PdfReader(path).pages]
    readers = {".docx": read_word, ".xlsx": read_sheets, ".html": read_web_page}
    return [readers.get(path.suffix, read_plain)(path)]


def read_plain(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read_web_page(path: Path) -> str:
    return BeautifulSoup(path.read_bytes(), "html.parser").get_text(" ")


def read_word(path: Path) -> str:
    document = docx.Document(str(path))
    notes = [part.blob for part in document.part.package.iter_parts() if "footnotes" in part.partname]
    return "\n".join(
        [
            *(paragraph.text for paragraph in document.paragraphs),
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
            *(BeautifulSoup(note, "xml").get_text() for note in notes),
        ]
    )


def read_sheets(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row)
    shown = (f"{cell:%d/%m/%Y}" if isinstance(cell, datetime.datetime) else str(cell or "") for cell in cells)
    return "\n".join([*book.sheetnames, *shown])
