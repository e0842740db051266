"""When a paper came out, and the period that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from extract.dates import read_period, read_published
from extract.identity import fold
from extract.outline import Spot
from extract.profile.found import Found, one_line, words_of
from extract.profile.front import Line, Sort, is_date
from extract.profile.kinds import name_kind
from extract.profile.labels import Labelled
from ingest.document import BlockKind, Document, Format
from ingest.people import DocumentKind

# Papers whose title gives their own date: *Progress report: November 2024*.
_DATED_BY_TITLE = (DocumentKind.MINUTES, DocumentKind.PROGRESS_REPORT, DocumentKind.TRACKER)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# Some programs write their own birthday where a clock is missing.
_OLDEST = 1990


def find_published(
    document: Document, spots: Sequence[Spot], lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None
) -> Found | None:
    """Return the paper's own date as EDTF, None where nothing surely says it.

    In this order: a line that says *published*, the title of a paper that is dated by it, a label *Date*, any other
    title, a line of the first page, the web page's date, a line that says *approved*, a running header, the file's
    name. The file's dates are not used: they are those of a copy or of a template.
    """
    label = _labelled(labels)
    titled = _read(title.value, title) if title and title.text and title.basis != "report head" else None
    own = title is not None and name_kind(title.value) in _DATED_BY_TITLE
    ranked = (
        _in_lines(lines, _says_published),
        titled if own else None,
        label,
        titled,
        _in_lines(lines, _is_date_alone),
        _in_lines(lines, _is_plain),
        _of_web_page(document),
        _in_lines(lines, _says_agreed, skip=1),
        _in_furniture(spots),
        _in_name(document),
    )
    return next((found for found in ranked if found and int(found.value[:4]) >= _OLDEST), None)


def _read(words: str, found: Found) -> Found | None:
    edtf = read_published(words)
    return Found(edtf, found.basis, found.text) if edtf else None


def _labelled(labels: Sequence[Labelled]) -> Found | None:
    for labelled in labels:
        if labelled.field == "date" and labelled.text:
            edtf = read_published(f"Date: {labelled.value}")
            if edtf and "/" not in edtf:
                return Found(edtf, labelled.basis, labelled.text)
    return None


def _in_lines(lines: Sequence[Line], fits: Callable[[Line], bool], skip: int = 0) -> Found | None:
    """Return the date of the first line that fits and has one, read without its first `skip` words."""
    for line in lines:
        edtf = read_published(" ".join(line.words.split()[skip:])) if fits(line) else None
        if edtf:
            return Found(edtf, "title block" if line.sort is Sort.TITLE else "first page", line.text)
    return None


def _starts(line: Line, key: str) -> bool:
    return f"{fold(line.words)} ".startswith(words_of("title", key))


def _says_published(line: Line) -> bool:
    return _starts(line, "published") and not _starts(line, "not_published")


def _says_agreed(line: Line) -> bool:
    return _starts(line, "agreed")


def _is_plain(line: Line) -> bool:
    return not (_starts(line, "agreed") or _starts(line, "not_published"))


def _is_date_alone(line: Line) -> bool:
    return is_date(line.words)


def _of_web_page(document: Document) -> Found | None:
    if document.format is not Format.HTML:
        return None
    said = dict(document.properties).get("published", "")
    match = _ISO.match(said)
    edtf = match.group() if match and _is_day(match.group()) else read_published(f"Published {said}")
    return Found(edtf, "web page") if edtf else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _in_furniture(spots: Sequence[Spot]) -> Found | None:
    for spot in spots:
        if spot.block.kind is BlockKind.FURNITURE and spot.block.reason in ("page header", "page footer"):
            edtf = read_published(one_line(spot.block.text))
            if edtf:
                return Found(edtf, spot.block.reason, spot.block.text)
    return None


def file_name(document: Document) -> str:
    """Return the file's name without its folder."""
    return document.source.rpartition("/")[2]


def _in_name(document: Document) -> Found | None:
    edtf = read_published(file_name(document))
    return Found(edtf, "file name") if edtf else None


def find_period(
    document: Document, lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None, kind: str
) -> Found | None:
    """Return the period that the paper is about, as EDTF; minutes have none."""
    if kind == DocumentKind.MINUTES:
        return None
    return next(_periods(document, lines, labels, title), None)


def _periods(
    document: Document, lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None
) -> Iterator[Found]:
    if title is not None and (edtf := read_period(title.value)):
        yield Found(edtf, title.basis, title.text)
    for labelled in labels:
        if labelled.field == "period" and (edtf := read_period(labelled.value)):
            yield Found(edtf, labelled.basis, labelled.text)
    for line in lines:
        if line.sort is Sort.TITLE and (edtf := read_period(line.words)):
            yield Found(edtf, "first page", line.text)
    if edtf := read_period(file_name(document)):
        yield Found(edtf, "file name")
