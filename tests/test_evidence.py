"""Every quote stands where its evidence says: read back from the file with another library than the one that read it.

PDF: pdfplumber (pdfminer), cropped to the passage's box on its page. DOCX: python-docx's own lists of paragraphs and
tables. HTML: Beautiful Soup. XLSX: openpyxl. TXT: the bare lines of the file.
"""

import html
import re
import sqlite3
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from extract.plan import read_plan
from extract.reading import Reading
from ingest.formats import read_document
from ingest.people import CatalogueRow

# What a printed box may miss of its letters, in points: accents and descenders of another library's fonts.
MARGIN = 1.5
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELL = re.compile(r"row (?P<row>\d+), column (?P<column>\d+)$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, the path that it names, and the page and box where the format has them."""

    quote: str
    path: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


def bare(text: str) -> str:
    """Letters and figures only: hyphens at line ends, marks and spaces differ from library to library."""
    return "".join(char for char in text.casefold() if char.isalnum())


def missing_from_pdf(path: Path, quotes: list[Quoted]) -> Iterator[Quoted]:
    by_page: dict[int, list[Quoted]] = defaultdict(list)
    for quoted in quotes:
        assert quoted.page is not None, quoted
        assert quoted.box is not None, quoted
        by_page[quoted.page].append(quoted)
    with pdfplumber.open(path) as pdf:
        for number, on_page in by_page.items():
            page = pdf.pages[number - 1]
            seen: dict[tuple[float, float, float, float], str] = {}
            for quoted in on_page:
                assert quoted.box is not None
                if quoted.box not in seen:
                    seen[quoted.box] = read_box(page, quoted.box)
                if bare(quoted.quote) not in seen[quoted.box]:
                    yield quoted
            page.close()


def read_box(page: "pdfplumber.page.Page", box: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = box
    assert -1 <= x0 < x1 <= page.width + 1, f"box {box} is not on its page"
    assert -1 <= y0 < y1 <= page.height + 1, f"box {box} is not on its page"
    inside = page.crop((x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN), strict=False)
    return bare(inside.extract_text(x_tolerance=1.5, y_tolerance=2) or "")


def missing_from_word(path: Path, quotes: list[Quoted]) -> Iterator[Quoted]:
    document = docx.Document(str(path))
    for quoted in quotes:
        cell = CELL.search(quoted.path)
        number = int(re.findall(r"\d+", quoted.path)[0])
        if cell:
            rows = document.tables[number - 1].rows
            said = rows[int(cell["row"]) - 1].cells[int(cell["column"]) - 1].text
        else:
            said = document.paragraphs[number - 1].text
        if bare(quoted.quote) not in bare(said):
            yield quoted


def missing_from_page(path: Path, quotes: list[Quoted]) -> Iterator[Quoted]:
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    for quoted in quotes:
        cell = CELL.search(quoted.path)
        if cell:
            table = soup.find_all("table")[int(re.findall(r"\d+", quoted.path)[0]) - 1]
            said = cells_of(table)[int(cell["row"]) - 1, int(cell["column"]) - 1]
        else:
            said = under_headings(soup, quoted.path)
        if bare(quoted.quote) not in bare(said):
            yield quoted


def cells_of(table: Tag) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table.find_all("tr")):
        c = 0
        for cell in row.find_all(["td", "th"]):
            while (r, c) in found:
                c += 1
            for down in range(int(str(cell.get("rowspan", 1)))):
                for along in range(int(str(cell.get("colspan", 1)))):
                    found[r + down, c + along] = cell.get_text(" ")
            c += 1
    return found


def under_headings(soup: BeautifulSoup, path: str) -> str:
    """Return the words of `Heading > Heading > list item 3`: the third list item under the last heading."""
    *trail, last = path.split(" > ")
    found = re.fullmatch(r"(list item|paragraph) (\d+)", last)
    if found is None:
        trail, found = [*trail, last], None
    at: Tag | BeautifulSoup = soup
    for words in trail:
        after = at.find_all(HEADINGS) if at is soup else at.find_all_next(HEADINGS)
        heading = next((h for h in after if isinstance(h, Tag) and bare(h.get_text()) == bare(words)), None)
        assert heading is not None, f"no heading {words}"
        at = heading
    if found is None:
        return at.get_text(" ")
    kind, number = "li" if found[1] == "list item" else "p", int(found[2])
    tags = [tag for tag in at.find_all_next([kind, *HEADINGS]) if isinstance(tag, Tag)]
    before = next((i for i, tag in enumerate(tags) if tag.name in HEADINGS), len(tags))
    return tags[number - 1].get_text(" ") if number <= before else ""


def missing_from_sheet(path: Path, quotes: list[Quoted]) -> Iterator[Quoted]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of validation lists, which nobody reads here
        book = openpyxl.load_workbook(path, data_only=True)
    for quoted in quotes:
        found = re.fullmatch(r"sheet (.+), cell ([A-Z]+\d+)", quoted.path)
        if found is None:
            if quoted.path != f"sheet {quoted.quote}" or quoted.quote not in book.sheetnames:
                yield quoted
            continue
        sheet = book[found[1]]
        assert isinstance(sheet, Worksheet)
        value = sheet.cell(*coordinate_to_tuple(found[2])).value
        said = f"{value.day} {value:%B %Y}" if isinstance(value, datetime) else str(value)
        if bare(quoted.quote) not in bare(said):
            yield quoted


def missing_from_text(path: Path, quotes: list[Quoted]) -> Iterator[Quoted]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for quoted in quotes:
        line = int(re.findall(r"line (\d+)", quoted.path)[0])
        cell = CELL.search(quoted.path)
        if cell:
            said = cell_of_line(lines[line - 1], int(cell["column"]))
        else:  # a paragraph may run over lines, up to a blank one
            rest = lines[line - 1 :]
            blank = next((i for i, text in enumerate(rest) if not text.strip()), len(rest))
            said = " ".join(rest[:blank])
        if bare(quoted.quote) not in bare(html.unescape(re.sub(r"<[^>]+>", " ", said))):
            yield quoted


def cell_of_line(line: str, column: int) -> str:
    parts = line.split("\t") if "\t" in line else line.strip().strip("|").split("|")
    return parts[column - 1] if column <= len(parts) else ""


READERS: dict[str, Callable[[Path, list[Quoted]], Iterator[Quoted]]] = {
    "pdf": missing_from_pdf,
    "docx": missing_from_word,
    "html": missing_from_page,
    "xlsx": missing_from_sheet,
    "text": missing_from_text,
}


def quotes_in_database(database: Path, source: str) -> list[Quoted]:
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = db.execute(
            "select e.quote, p.path, p.page, p.x0, p.y0, p.x1, p.y1 from evidence e join passages p on p.id = e.passage"
            " join documents d on d.id = p.document where d.source = ?",
            (source,),
        ).fetchall()
    finally:
        db.close()
    return [
        Quoted(q, path, page, (x0, y0, x1, y1) if x0 is not None else None) for q, path, page, x0, y0, x1, y1 in rows
    ]


def quotes_in_reading(reading: Reading) -> list[Quoted]:
    passages = {passage.id: passage for passage in reading.passages}
    parts = [part for commitment in reading.commitments for part in commitment.evidence]
    parts += [part for aim in reading.aims for part in aim.evidence]
    parts += [part for priority in reading.priorities for part in priority.evidence]
    found = [(part.quote, passages[part.passage]) for part in parts]
    return [
        Quoted(quote, p.path, p.page, (p.box.x0, p.box.y0, p.box.x1, p.box.y1) if p.box else None) for quote, p in found
    ]


SAMPLES = sorted(p for p in (Path(__file__).parent.parent / "corpus").iterdir() if p.suffix[1:] in (*READERS, "txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_quotes_of_the_sample_corpus_stand_where_they_say(path: Path, database: Path) -> None:
    quotes = quotes_in_database(database, path.name)
    assert len(quotes) >= 5
    assert list(READERS["text" if path.suffix == ".txt" else path.suffix[1:]](path, quotes)) == []


@pytest.mark.parametrize("name", ["corpus", "seeds"])
def test_quotes_of_the_measuring_data_stand_where_they_say(name: str, shared: Path) -> None:
    wrong, count = [], 0
    for path in sorted((shared / name).iterdir()):
        if path.suffix[1:] not in (*READERS, "txt"):
            continue
        reading = read_plan(read_document(path), CatalogueRow(0, path.name))
        quotes = quotes_in_reading(reading)
        count += len(quotes)
        wrong += [(path.name, q) for q in READERS["text" if path.suffix == ".txt" else path.suffix[1:]](path, quotes)]
    assert count > 100
    assert wrong == []


def test_a_quote_that_is_not_there_is_seen(corpus: Path) -> None:
    """The test above can fail: wrong words, a wrong page, a wrong cell."""
    report = corpus / "wexcombe-strategy-progress-report-2025-11.pdf"
    assert len(list(missing_from_pdf(report, [Quoted("No such words", "page 1", 1, (50, 50, 400, 400))]))) == 1
    strategy = corpus / "wexcombe-health-and-care-strategy-2024-2029.docx"
    assert len(list(missing_from_word(strategy, [Quoted("Foreword", "paragraph 2")]))) == 1
    tracker = corpus / "wexcombe-action-tracker.xlsx"
    assert len(list(missing_from_sheet(tracker, [Quoted("Teams", "sheet Live actions, cell A1")]))) == 1
