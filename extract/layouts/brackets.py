"""Plans as lists: each line ends with who and by when in brackets: `(Lead: Head of Housing; by May 2026)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.dates import read_column_dates
from extract.headers import Field, match_header
from extract.layouts.rows import Found, PlanRow
from extract.levels import split_marker
from extract.outline import Spot
from extract.owners import is_placeholder
from ingest.document import BlockKind, Format, Text

_ENDING = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]][\s.]*$")
_PART = re.compile(r"[^;|\n]+")
_LABEL = re.compile(r"\s*(?P<label>[A-Z][A-Za-z ’'/-]{1,30}?)\s*[:–—-]\s*(?=\S)")
_BY = re.compile(r"\s*(?:by|due|until|before|target)\s*:?\s+", re.IGNORECASE)
_COMMA_DATE = re.compile(r",\s+(?=(?:by|due|until|before)\b|(?:[A-Z][a-z]+ )?(?:\d{1,2} )?[A-Za-z]* ?20\d\d\b)")
_SURE = 0.75
_KEPT = frozenset({Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.DUE, Field.STATUS, Field.MEASURE})
_TELLING = frozenset({Field.OWNER, Field.SPONSOR})
_LINES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def read_brackets(spots: Sequence[Spot], form: Format) -> Found:
    """Find the lines that end with labelled fields in brackets, an owner among them: two and more are a plan."""
    del form
    rows = [row for spot in spots if spot.block.kind in _LINES for row in _read_block(spot)]
    return Found(tuple(rows)) if len(rows) > 1 else Found()


def _read_block(spot: Spot) -> Iterator[PlanRow]:
    text = spot.block.text
    found = _ENDING.search(text.plain)
    if found is None or not text.plain[: found.start()].strip():
        return
    fields: dict[Field, Text] = {}
    headers: list[tuple[Field, str]] = []
    for start, end in _parts(found["inside"], found.start("inside")):
        name, label, value = _read_part(text.cut(start, end))
        if name is None or name in fields:
            return
        fields[name] = value
        headers.append((name, label))
    if not _TELLING & set(fields):
        return
    number = split_marker(spot.block.marker)[1]
    yield PlanRow(
        spot.index,
        text.cut(0, found.start()).strip(),
        number=number,
        fields=tuple(fields.items()),
        headers=tuple(headers),
    )


def _parts(inside: str, offset: int) -> Iterator[tuple[int, int]]:
    for part in _PART.finditer(inside):
        start = part.start()
        for comma in _COMMA_DATE.finditer(part[0]):
            yield offset + start, offset + part.start() + comma.start()
            start = part.start() + comma.end()
        yield offset + start, offset + part.end()


def _read_part(part: Text) -> tuple[Field | None, str, Text]:
    """Return the field, the printed label and the words of one part: `Lead: Policy Manager`, `by March 2026`."""
    plain = part.plain
    found = _LABEL.match(plain)
    match = match_header(found["label"]) if found else None
    if found is not None and match is not None and match.score >= _SURE and match.field in _KEPT:
        return match.field, found["label"], part.cut(found.end()).strip()
    by = _BY.match(plain)
    value = part.cut(by.end() if by else 0).strip()
    whole = any(date.text.strip() == value.plain.strip(" .") for date in read_column_dates(value.plain, None))
    if whole or is_placeholder(value.plain):
        return Field.DUE, plain[: by.end()].strip() if by else "", value
    return None, "", value
