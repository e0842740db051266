"""The dates of a commitment, and the one by which it is due (CONTRACT.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extract.dates import FoundDate, bounds, pick_due, read_column_dates, read_dates
from extract.owners import is_placeholder
from extract.reading import Due, DueBasis
from ingest.document import Text

_STAMPS = re.compile(r"\)?\s*[-–—:]\s")
_HEADS_ENTRY = re.compile(r"\bupdated?(?: (?:at|as at|as of|on))?\s*[:–-]?$", re.IGNORECASE)
_MONTH, _NEARLY_A_YEAR = 31, 300  # days
_YEAR = re.compile(r"\d{4}|['’]?\d\d$|year", re.IGNORECASE)
# How quickly a service is to answer, once and always; no day by which the commitment itself is done.
_STANDARD = re.compile(r"\b(?:working|business|clear) days?\b|\bhours?\b", re.IGNORECASE)
_AHEAD = ("deadline", "milestone", "start", "period")


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates found in one field, the field's words with them."""

    basis: DueBasis
    text: Text
    found: tuple[FoundDate, ...]


def date_column(text: Text, written: str | None) -> Dated:
    """Read the cell of a deadline column; in a narrow one a date is broken over lines."""
    return Dated(DueBasis.COLUMN, text, read_column_dates(text.plain.replace("\n", " "), written))


def date_prose(basis: DueBasis, text: Text, written: str | None) -> Dated:
    """Read the dates in a commitment's own text or its update."""
    return Dated(basis, text, read_dates(text.plain, written))


def find_due(fields: Iterable[Dated], written: str | None) -> Due | None:
    """Return when a commitment is due: the column's date; else the last date still ahead in its text, then its update.

    A column that says something else than a date ("ongoing") is the document's word on it: no date is looked for
    elsewhere. One that says nothing ("TBC") leaves the question to the text; its words stand where that gives none.
    """
    words: Due | None = None
    for dated in fields:
        if dated.basis is DueBasis.COLUMN:
            due = pick_due(dated.found)
            if due is not None and due.edtf:
                return _due(due, dated.basis)
            if dated.text:
                words = Due(" ".join(dated.text.plain.split()), None, None, DueBasis.COLUMN, None)
                if not is_placeholder(dated.text.plain):
                    return words
        else:
            plain = dated.text.plain
            ahead = [f for f in dated.found if _is_ahead(f, written) and not _is_stamp(f, plain, written)]
            ahead = [f for f in ahead if not _STANDARD.search(f.text)]
            if dated.basis is DueBasis.UPDATE:
                ahead = [f for f in ahead if not _is_carried_over(f, written)]
            if ahead:
                return _due(max(ahead, key=_order), dated.basis)
    return words


def _order(found: FoundDate) -> tuple[date, int]:
    return found.latest or found.earliest or date.min, found.start


def _is_ahead(found: FoundDate, written: str | None) -> bool:
    """A date still ahead on the day of publication; where that day is unknown, any date that is not told as past."""
    if not found.edtf or found.role not in _AHEAD or found.vague:
        return False
    today = bounds(written)[0] if written else None
    if today is None:
        return True
    return found.latest is None or found.latest >= today


def _is_stamp(found: FoundDate, plain: str, written: str | None) -> bool:
    """The date of an entry in a log of updates (`Feb 23 – in hand`): it says when, not by when.

    The day of writing at the start of a sentence (`3 May in hand`) is one too, and so is `Update 3 May`.
    """
    before, after = plain[: found.start].rstrip(" *("), plain[found.end :]
    if _HEADS_ENTRY.search(before):
        return True
    starts = not before or before[-1] in ".\n!?;:)"
    return starts and (bool(_STAMPS.match(after)) or _is_day_of(found, written))


def _is_carried_over(found: FoundDate, written: str | None) -> bool:
    """Say whether a month without year, just over on the day of writing, stands in words kept from an earlier paper.

    Read as a date ahead it would be nearly a year off; who means that says so.
    """
    today = bounds(written)[0] if written else None
    if today is None or found.earliest is None or _YEAR.search(found.text):
        return False
    return (found.earliest - today).days > _NEARLY_A_YEAR


def _is_day_of(found: FoundDate, written: str | None) -> bool:
    """Say whether a date is the day of writing, or the month that holds it."""
    today = bounds(written)[0] if written else None
    if today is None or found.earliest is None or found.latest is None:
        return False
    return found.earliest <= today <= found.latest and (found.latest - found.earliest).days <= _MONTH


def _due(found: FoundDate, basis: DueBasis) -> Due:
    role = "deadline" if basis is DueBasis.COLUMN else str(found.role)
    return Due(found.text, found.edtf, found.latest, basis, role)
