"""The words over a table's columns, and the field that each column holds."""

from __future__ import annotations

import re
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
    OWNER_OR_DUE = "owner_or_due"
    SPONSOR = "sponsor"
    PARTNER = "partner"
    DUE = "due"
    REVISED_DUE = "revised_due"
    START = "start"
    PERIOD = "period"
    STATUS = "status"
    UPDATE = "update"
    MEASURE = "measure"
    AIM = "aim"
    PRIORITY = "priority"
    EXTRA = "extra"


# A header of more words than this is a sentence in a first row, not a header.
LONGEST_HEADER = 14
# A data row may hold single header words ("Completed", "Ongoing"); these alone never make a header row.
_WEAK = frozenset(
    {Field.STATUS, Field.EXTRA, Field.ACTION_IF_NEEDED, Field.OWNER_IF_NEEDED, Field.RATIONALE, Field.PERIOD}
)
_BRACKETED = re.compile(r"\([^)]*\)")
# What comes after one of these explains the words before it: `update on action`, `lead for the aim`.
_AFTER_HEAD = re.compile(r"\s+(?:of|for|to|on|in|at|against|since|from|with|as)\s+.*", re.DOTALL)
_PARTS = re.compile(r"\s*[/|;\n,]\s*|\s+(?:and|&)\s+|\s+[-–—]\s+")
_YEAR = re.compile(r"(?:fy )?(?:20\d\d|\d\d)(?: ?(?:20)?\d\d)?")


@dataclass(frozen=True, slots=True)
class Match:
    """How a header was read: the field, and how sure (1 for an exact phrase, less for words within it)."""

    field: Field
    score: float


@cache
def match_header(header: str) -> Match | None:
    """Return the field that a printed header names, None where its words are not known.

    A header's last word says what it is: an *action due date* is a date. What stands in brackets explains, and so does
    a part that only says when it is told again: *current position / next update due* is an update.

    >>> match_header("Lead Officer(s)").field, match_header("By when?").field
    (<Field.OWNER: 'owner'>, <Field.DUE: 'due'>)
    >>> match_header("Action due date").field
    <Field.DUE: 'due'>
    >>> match_header("Review of the leisure offer") is None
    True
    """
    folded = fold(header) or header.strip(" .:")  # `#` is a header of signs alone
    bare = fold(_BRACKETED.sub(" ", header))
    if not folded or len(folded.split()) > LONGEST_HEADER:
        return None
    for score, words in ((1.0, folded), (0.95, bare)):
        exact = next((name for name, lists in read_words("headers").items() if words in lists["exact"]), None)
        if exact is not None:
            return Match(_field(exact), score)
    told = _without_again(header)
    if told is not None:
        return match_header(told)
    if _YEAR.fullmatch(folded):
        return Match(Field.PERIOD, 0.9)
    found = [
        (len(phrase), name, phrase)
        for name, lists in read_words("headers").items()
        for phrase in lists.get("words", ())
        if holds_phrase(folded, phrase)
    ]
    if not found:
        return None
    found = [item for item in found if item[1] != Field.PERIOD] or found  # a rating of a quarter is a rating
    head = _AFTER_HEAD.sub("", bare or folded)
    found = [item for item in found if f" {head}".endswith(f" {item[2]}")] or found
    longest = max(length for length, _, _ in found)
    name = next(name for length, name, _ in found if length == longest)
    return Match(_field(name), min(0.9, 0.3 + 0.6 * longest / len(folded)))


def _without_again(header: str) -> str | None:
    """Return a header without the parts that say when it is told again, None where it has none or nothing else."""
    parts = _PARTS.split(header)
    if len(parts) < 2:
        return None
    kept = [part for part in parts if fold(part) not in read_words("headers")["update"]["again"]]
    return " / ".join(kept) if 0 < len(kept) < len(parts) else None


def _field(name: str) -> Field:
    return Field.EXTRA if name == "resources" else Field(name)


def rank_action(header: str) -> int:
    """Rank a header that names the action: 2 what is to be done, 1 what it is done under, 0 an answer to it.

    >>> rank_action("Agreed action"), rank_action("Recommendation"), rank_action("Management response")
    (2, 1, 0)
    """
    lists = read_words("headers")["action"]
    folded = fold(header)
    return 0 if folded in lists["reply"] else 1 if folded in lists["over"] else 2


def may_tell_result(header: str) -> bool:
    """Tell whether a header may stand over what came of an action as well as over what it aims at.

    >>> may_tell_result("Outcome"), may_tell_result("Intended outcome")
    (True, False)
    """
    return fold(header) in read_words("headers")["measure"]["either"]


def tells_of_past(cell: str) -> bool:
    """Tell whether a cell speaks as a report does of what was done, or was not.

    >>> tells_of_past("Chased on 2 May"), tells_of_past("More residents in work")
    (True, False)
    """
    folded = fold(cell)
    return any(holds_phrase(folded, phrase) for phrase in read_words("headers")["measure"]["told"])


def heads_log(header: str) -> bool:
    """Tell whether a header is one that logs and minutes have, and plans have not.

    >>> heads_log("Date raised"), heads_log("Start date")
    (True, False)
    """
    return fold(header) in read_words("headers")["measure"]["log"]


def is_period(header: str) -> bool:
    """Tell whether a header names a stretch of time, as in a timetable (`Q3`, `Mar`, `Short term (1 year)`).

    >>> is_period("Q3"), is_period("2025/26"), is_period("Lead")
    (True, True, False)
    """
    match = match_header(header)
    return match is not None and match.field is Field.PERIOD


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


def is_tick(cell: str) -> bool:
    """Tell whether a cell of a timetable is only a mark.

    >>> is_tick("x"), is_tick("✓"), is_tick("Expand")
    (True, True, False)
    """
    return cell.strip().casefold() in read_words("headers")["period"]["ticks"]
