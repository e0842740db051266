"""Time the PDF reader beside others, in one process: `python -m benchmarks.read_speed FOLDER_OR_FILE...`.

Prints pages per CPU second and, as a ratio, the CPU time each takes for what pypdfium2's plain text (the floor)
takes once. All PDFs found are read one by one, then a pack of 300 pages made of them. Each figure is the median
of several runs, ours and the floor by turns, so that a machine that slows down slows both; the slow readers run
once, on the first pages of each file. A reader that is not installed says so.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # no stubs are published

from ingest import read_document

_RUNS = 9
_PACK = 300  # pages
_FEW = 6  # pages of each file that the slow readers are given

Reader = Callable[[Path], object]


def read_plain(path: Path) -> None:
    """Read a file's plain text with pypdfium2, page by page: the floor."""
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def load_pdfplumber() -> Reader:
    """Return a reader that takes text and tables with pdfplumber."""
    pdfplumber: Any = importlib.import_module("pdfplumber")

    def read(path: Path) -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()
                page.close()

    return read


def load_camelot() -> Reader:
    """Return a reader that takes the ruled tables with camelot."""
    camelot: Any = importlib.import_module("camelot")
    return lambda path: camelot.read_pdf(str(path), pages="all", flavor="lattice", engine="vector")


def time_once(read: Reader, files: Sequence[Path]) -> float:
    """Return the CPU seconds that reading the files takes."""
    started = time.process_time()
    for path in files:
        read(path)
    return time.process_time() - started


def time_by_turns(readers: Sequence[Reader], files: Sequence[Path], runs: int) -> list[float]:
    """Return the CPU seconds that reading the files takes each reader: the median of several runs after a first."""
    times = [[time_once(read, files) for read in readers] for _ in range(runs + 1)]
    return [statistics.median(taken) for taken in zip(*times[1:], strict=True)]


def count_pages(files: Sequence[Path]) -> int:
    """Return how many pages the files have together."""
    total = 0
    for path in files:
        document = pypdfium2.PdfDocument(path)
        total += len(document)
        document.close()
    return total


def make_pack(files: Sequence[Path], target: Path, pages: int) -> Path:
    """Write a PDF of the files' pages, one file after another and again from the first, and return its path."""
    pack = pypdfium2.PdfDocument.new()
    while len(pack) < pages:
        for path in files:
            document = pypdfium2.PdfDocument(path)
            wanted = list(range(min(len(document), pages - len(pack))))
            if wanted:  # none would mean all
                pack.import_pages(document, wanted)
            document.close()
    pack.save(target)
    pack.close()
    return target


def find_pdfs(names: Sequence[str]) -> list[Path]:
    """Return the PDFs named, and those in the folders named, that pdfium can open."""
    paths = [Path(name) for name in names]
    return sorted(path for named in paths for path in (named.glob("**/*.pdf") if named.is_dir() else [named]))


def compare(title: str, files: Sequence[Path], few: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of one table: each reader's pages per CPU second and its time as a ratio to the floor."""
    pages = count_pages(files)
    floor, ours = (taken / pages for taken in time_by_turns((read_plain, read_document), files, _RUNS))
    yield f"{title}: {pages} pages"
    yield _row("pypdfium2, plain text", floor, floor)
    yield _row("golden thread, everything", ours, floor)
    few_pages = count_pages(few)
    for name, load in (("pdfplumber, text and tables", load_pdfplumber), ("camelot, lattice tables", load_camelot)):
        try:
            read = load()
        except ImportError:
            yield f"  {name:<30}not installed"
            continue
        yield _row(name, time_once(read, few) / few_pages, floor)


def _row(name: str, seconds: float, floor: float) -> str:
    return f"  {name:<30}{1 / seconds:8.0f} pages a CPU second{seconds / floor:8.2f} times the floor"


def main(names: Sequence[str]) -> None:
    """Print the comparison for the PDFs named and for a pack made of them."""
    files = find_pdfs(names)
    if not files:
        sys.exit("No PDF found. Name a PDF, or a folder that holds some.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = [make_pack([path], folder / f"few-{i}.pdf", _FEW) for i, path in enumerate(files)]
        pack = make_pack(files, folder / "pack.pdf", _PACK)
        for title, chosen in (("The PDFs one by one", files), (f"A pack of {_PACK} pages", [pack])):
            for line in compare(title, chosen, few):
                print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["corpus"])
