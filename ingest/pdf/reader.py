"""A PDF file read to a Document, page by page; only lines and cells are kept of a page once it is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from ingest.document import Document, Format, Issue, Page, Place, Severity, Unreadable

from .assembly import assemble
from .opinion import second_opinions
from .page import PageContent, read_page
from .scanned import mark_recognised, read_scans
from .sideways import turn_back

_MARK = b"%PDF-"
_PROPERTIES = {
    "title": "Title",
    "author": "Author",
    "description": "Subject",
    "created": "CreationDate",
    "modified": "ModDate",
    "creator": "Creator",
    "producer": "Producer",
}


def read_pdf(path: Path) -> Document:
    """Return what a PDF holds; raise Unreadable, with a code and a sentence, where it can't be opened.

    Codes: `empty`, `wrong_content`, `damaged`, `password_protected`, `unreadable`.
    """
    opened = _open(path)
    with _collector_paused():
        try:
            pages, issues = _read_pages(opened, path.name)
            pages, scans, said = read_scans(opened, pages, path.name)
            properties = _read_properties(opened)
        finally:
            opened.close()
        if not pages:
            raise Unreadable("damaged", f"{path.name} is damaged: none of its pages can be read.")
        pages, doubts = second_opinions(path, pages)
        turned = {p.number: (p.turned_by, p.width, p.height) for p in pages if p.turned_by}
        blocks = turn_back(mark_recognised(assemble(pages), scans), turned)
    return Document(
        Format.PDF,
        blocks,
        tuple(_page_as_displayed(p) for p in pages),
        sum(p.words for p in pages),
        properties,
        tuple(issues + said + doubts + _truncation(path)),
    )


def _page_as_displayed(page: PageContent) -> Page:
    width, height = (page.height, page.width) if page.turned_by % 2 else (page.width, page.height)
    return Page(page.number, width, height, page.words)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's search for cycles: a page makes thousands of objects, all of them kept or freed at once.

    What was kept is put among the old objects, since nothing of it is worth a search right away.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():  # what somebody else froze stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _open(path: Path) -> Any:
    """Return the open document, or raise Unreadable saying in one sentence why not."""
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise Unreadable("unreadable", f"{name} can't be opened: {reason}.") from error
    if not head.strip():
        raise Unreadable("empty", f"{name} is empty.")
    if _MARK not in head:
        raise Unreadable("wrong_content", f"{name} is not a PDF, whatever its name says.")
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) == 0:
            raise Unreadable("damaged", f"{name} is damaged: it has no pages that can be read.")
    except pypdfium2.PdfiumError as error:
        code = pdfium.FPDF_GetLastError()
        if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY} or "assword" in str(error):
            raise Unreadable(
                "password_protected", f"{name} is protected by a password; ask its publisher for an open copy."
            ) from error
        raise Unreadable("damaged", f"{name} is damaged or cut short and can't be opened; fetch it again.") from error
    return document


def _read_pages(document: Any, name: str) -> tuple[list[PageContent], list[Issue]]:
    pages: list[PageContent] = []
    damaged: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = read_page(document, number)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            continue
        pages.append(page)
    return pages, [_damaged_issue(run, name) for run in _runs(damaged)]


def _runs(numbers: list[int]) -> list[list[int]]:
    """Split numbers where one is left out: a file may claim thousands of pages that it does not have."""
    runs: list[list[int]] = []
    for number in numbers:
        if not runs or runs[-1][-1] != number - 1:
            runs.append([])
        runs[-1].append(number)
    return runs


def _damaged_issue(run: list[int], name: str) -> Issue:
    first, last = run[0], run[-1]
    what = f"Page {first} of {name} is" if first == last else f"Pages {first} to {last} of {name} are"
    place = Place(first, path=f"page {first}")
    return Issue("unreadable_page", f"{what} damaged and not read.", Severity.ERROR, place)


def _read_properties(document: Any) -> tuple[tuple[str, str], ...]:
    held = document.get_metadata_dict(skip_empty=True)
    found = ((ours, " ".join(str(held.get(theirs, "")).split())) for ours, theirs in _PROPERTIES.items())
    return tuple((name, value) for name, value in found if value)


def _truncation(path: Path) -> list[Issue]:
    """Return an issue where the file lacks its end mark: pdfium mends such a file as far as it can."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - 2048, 0))
        if b"%%EOF" in file.read():
            return []
    message = f"{path.name} is cut short: its end is missing, and so may be some of its pages."
    return [Issue("damaged", message, Severity.ERROR)]
