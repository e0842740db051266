"""The words over a table's columns, and the field that each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.identity import fold
from extract.words import holds_phrase, read_words


class Field(StrEnum):
    """What a column of an action table holds. EXTRA: known or not, kept under its printed header."""

    ACTION = "action"
    ACTION_IF_NEEDED = "action_if_needed"
    RATIONALE = "rationale"
    NUMBER = "number"
    OWNER = "owner"
    OWNER_IF_NEEDED = "owner_if_needed"
    SPONSOR = "sponsor"
    PARTNER = "partner"
    DUE = "due"
    REVISED_DUE = "revised_due"
    START = "start"
    STATUS = "status"
    UPDATE = "update"
    MEASURE = "measure"
    AIM = "aim"
    PRIORITY = "priority"
    EXTRA = "extra"


# A header of more words than this is a sentence in a first row, not a header.
LONGEST_HEADER = 14
# A data row may hold single header words ("Completed", "Ongoing"); these alone never make a header row.
_WEAK = frozenset({Field.STATUS, Field.EXTRA, Field.ACTION_IF_NEEDED, Field.OWNER_IF_NEEDED, Field.RATIONALE})


@dataclass(frozen=True, slots=True)
class Match:
    """How a header was read: the field, and how sure (1 for an exact phrase, less for words within it)."""

    field: Field
    score: float


@cache
def match_header(header: str) -> Match | None:
    """Return the field that a printed header names, None where its words are not known.

    >>> match_header("Lead Officer(s)").field, match_header("By when?").field
    (<Field.OWNER: 'owner'>, <Field.DUE: 'due'>)
    >>> match_header("Review of the leisure offer") is None
    True
    """
    folded = fold(header)
    if not folded or len(folded.split()) > LONGEST_HEADER:
        return None
    for name, lists in read_words("headers").items():
        if folded in lists["exact"]:
            return Match(_field(name), 1.0)
    found = [
        (len(phrase), name)
        for name, lists in read_words("headers").items()
        for phrase in lists.get("words", ())
        if holds_phrase(folded, phrase)
    ]
    if not found:
        return None
    longest = max(length for length, _ in found)
    name = next(name for length, name in found if length == longest)
    return Match(_field(name), min(0.9, 0.3 + 0.6 * longest / len(folded)))


def _field(name: str) -> Field:
    return Field.EXTRA if name == "resources" else Field(name)


def score_header_row(cells: list[str]) -> float:
    """Say how much a row looks like the header of an action table: the strong fields that it names, by their score.

    A row with a long cell scores 0: headers are short.

    >>> score_header_row(["Action", "Owner", "Progress update"])
    3.0
    >>> score_header_row(["Open two hubs", "Completed", ""])
    0.0
    """
    matches = [match_header(cell) for cell in cells if cell.strip()]
    if not matches or any(len(cell.split()) > LONGEST_HEADER for cell in cells):
        return 0.0
    known = [match for match in matches if match is not None]
    strong = {match.field: match.score for match in known if match.field not in _WEAK}
    if not strong or len(known) * 2 < len(matches):
        return 0.0
    return sum(strong.values()) + 0.25 * (len(known) - len(strong))
