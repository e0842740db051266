"""The head of a report: labels and what stands beside, below or after them, in a table or in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.headers import Field, match_header
from extract.profile.found import one_line, words_of
from extract.words import read_words
from ingest.document import Cell, Table, Text, distinct

# A label is a few words; a longer stretch before a colon is a sentence.
_UNKNOWN_LABEL = re.compile(r"\n\s*[A-Z][\w /()’'&-]{2,44}:")
_PLURAL = r"(?:s|\(e?s\)|/s|’s|'s|s’|s')?"
_AFTER = r"(?:[ \t]*[:?.–—-]*:[ \t]*|[ \t]*\.?[ \t]*\n|\.[ \t]+|\t[ \t]*|[ \t]+[–—-][ \t]+|[ \t]*[.:?]?[ \t]*$)"
_LONGEST_WITHOUT_COLON = 14
_ITEM = re.compile(r"[A-Za-z]{0,3}[ -]?\d[\w./-]*|[A-Za-z]|[ivxIVX]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of a known field, as printed, and its value; `text` is empty where the label stands alone."""

    field: str
    label: str
    text: Text
    label_text: Text
    basis: str = "report head"

    @property
    def value(self) -> str:
        """The value in one line; parts on lines of their own are kept apart by semicolons."""
        parts = [one_line(line).rstrip(";, ") for line in self.text.lines()]
        return "; ".join(part for part in parts if part)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    fields = {phrase: name for name, phrases in read_words("profile")["labels"].items() for phrase in phrases}
    longest_first = sorted(fields, key=len, reverse=True)
    labels = "|".join(rf"{_PLURAL}\s+".join(map(re.escape, phrase.split())) + _PLURAL for phrase in longest_first)
    at_start = re.compile(rf"(?P<label>{labels})(?P<after>{_AFTER}|(?=[ \t]+\d))", re.IGNORECASE)
    inside = re.compile(rf"(?:(?<=\n)|(?<=\t)|(?<=  )|(?<= ))(?P<label>{labels})[ \t]*:[ \t]*", re.IGNORECASE)
    return at_start, inside, {_bare(phrase): name for phrase, name in fields.items()}


def _bare(label: str) -> str:
    """A label without plurals, so that *Ward(s) affected* is *ward affected*."""
    words = re.sub(r"\((?:e?s)\)|/s\b|[’']s?\b", "", label.lower()).split()
    return " ".join(word.removesuffix("s") for word in words)


def _field(label: str) -> str:
    return _patterns()[2].get(_bare(" ".join(label.split())), "passed")


def split_labels(text: Text) -> tuple[Labelled, ...]:
    """Read a cell or line that begins with a known label; of several in it, each gets the words up to the next.

    >>> from ingest.document import Piece, Place
    >>> [(l.field, l.value) for l in split_labels(Text((Piece("Report to: Cabinet  Date: 12 March 2024", Place()),)))]
    [('meeting', 'Cabinet'), ('date', '12 March 2024')]
    """
    plain = text.plain
    at_start, inside, _ = _patterns()
    lead = len(plain) - len(plain.lstrip())
    first = at_start.match(plain, lead)
    if first is None or not _is_label(first, plain):
        return ()
    matches = [first, *(m for m in inside.finditer(plain, first.end()) if m["label"][0].isupper())]
    ends = [match.start() for match in matches[1:]] + [len(plain)]
    return tuple(_cut(text, match, end) for match, end in zip(matches, ends, strict=True))


def _is_label(match: re.Match[str], plain: str) -> bool:
    """A number after a label without a colon belongs to an item alone: `Item 7`, not `Date 14`."""
    bare = match["after"] == "" and match.end() < len(plain)
    return not bare or _field(match["label"]) == "item_number"


def _cut(text: Text, match: re.Match[str], end: int) -> Labelled:
    plain = text.plain
    unknown = _UNKNOWN_LABEL.search(plain, match.end(), end)
    value = text.cut(match.end(), unknown.start() if unknown else end).strip()
    label = " ".join(match["label"].split())
    return Labelled(_field(label), label, value, text.cut(match.start("label"), match.end()))


def read_table(table: Table) -> tuple[Labelled, ...]:
    """Read the labels of a table with their values; empty where it is no report head.

    A value stands in the label's own cell, else in the next filled cell to the right, else, where a row holds
    nothing but labels, in the cell below.
    """
    grid = table.grid()
    rows = [[cell for cell in distinct(row) if cell.text] for row in grid]
    if _is_action_table(rows):
        return ()
    found: list[Labelled] = []
    for number, row in enumerate(rows):
        labels = {cell.column: split_labels(cell.text) for cell in row if cell.row == number}
        taken: set[int] = set()
        for cell in row:
            for labelled in labels.get(cell.column, ()) if cell.column not in taken else ():
                value = labelled.text or _beside(cell, row, labels) or _below(cell, row, labels, rows, number)
                taken.update(other.column for other in row if value and other.text is value)
                found.append(Labelled(labelled.field, labelled.label, value or Text(), labelled.label_text))
    return tuple(found)


def _is_action_table(rows: Sequence[Sequence[Cell]]) -> bool:
    for row in rows[:3]:
        fields = {match.field for cell in row if (match := match_header(one_line(cell.text))) and match.score == 1.0}
        if Field.ACTION in fields and len(fields) > 1:
            return True
    return False


def _beside(cell: Cell, row: Sequence[Cell], labels: dict[int, tuple[Labelled, ...]]) -> Text | None:
    right = next((other for other in row if other.column > cell.column), None)
    return None if right is None or labels.get(right.column) else right.text


def _below(
    cell: Cell,
    row: Sequence[Cell],
    labels: dict[int, tuple[Labelled, ...]],
    rows: Sequence[Sequence[Cell]],
    number: int,
) -> Text | None:
    if len(row) < 2 or not all(labels.get(other.column) for other in row) or number + 1 >= len(rows):
        return None
    under = next((other for other in rows[number + 1] if other.column == cell.column and other.row == number + 1), None)
    return None if under is None or split_labels(under.text) else under.text


def is_head(found: Sequence[Labelled]) -> bool:
    """Tell whether labels make a report head: two fields that have values, one of them of a report head alone."""
    fields = {labelled.field for labelled in found if is_value(labelled)}
    return len(fields) > 1 and bool(fields & set(words_of("head", "strong")))


def is_of_a_meeting(found: Iterable[Labelled]) -> bool:
    """Tell whether labels are those of a paper that goes to a meeting."""
    found = tuple(found)
    fields = {labelled.field for labelled in found}
    surely = fields & set(words_of("head", "of_a_meeting_surely"))
    report = any(labelled.label.lower().startswith(words_of("head", "begins")) for labelled in found)
    return bool(surely or report) and len(fields & {*words_of("head", "of_a_meeting"), "title", "authors", "date"}) > 1


def is_value(labelled: Labelled) -> bool:
    """Tell whether the value can be one of its field: an item number is short and has a digit or is a letter."""
    if not labelled.text:
        return False
    if labelled.field == "item_number":
        return _ITEM.fullmatch(labelled.value.rstrip(".:")) is not None and len(labelled.value) <= 12
    if labelled.field == "classification":
        return len(labelled.value.split()) <= 25
    return any(c.isalnum() for c in labelled.value)


def read_lines(lines: Sequence[Text]) -> Iterator[tuple[int, tuple[Labelled, ...]]]:
    """Yield (index, labels) of the lines that begin with a label; a label alone has its value in the next line."""
    carried = -1
    for index, line in enumerate(lines):
        if index == carried:
            continue
        found = _with_colon(split_labels(line)) or _without_colon(line)
        if not found:
            continue
        last = found[-1]
        if not last.text and index + 1 < len(lines) and not split_labels(lines[index + 1]):
            carried = index + 1
            found = (*found[:-1], Labelled(last.field, last.label, lines[carried], last.label_text))
            yield carried, ()
        yield index, found


def is_labelled(line: Text) -> bool:
    """Tell whether a line gives a field of the head, with a colon after its label.

    >>> from ingest.document import Piece, Place
    >>> [is_labelled(Text((Piece(line, Place()),))) for line in ("Agenda item: 7", "Agenda item 7", "Purpose: to note")]
    [True, False, False]
    """
    found = split_labels(line)
    return bool(found) and ":" in found[0].label_text.plain and found[0].field != "passed" and is_value(found[0])


def _with_colon(found: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """Outside tables a label needs its colon (or tab, or number of an item): *Present* is a heading, *Ward.* a word."""
    if not found:
        return ()
    first = found[0]
    printed = first.label_text.plain
    marked = any(sign in printed for sign in ":\t") or (first.field == "item_number" and bool(first.text))
    return found if marked else ()


def _without_colon(line: Text) -> tuple[Labelled, ...]:
    """Read a short line such as *REPORT OF THE DIRECTOR OF PLACE*."""
    plain = line.plain
    for label in sorted(words_of("head", "without_colon"), key=len, reverse=True):
        if plain.lower().startswith(f"{label} ") and len(plain.split()) <= _LONGEST_WITHOUT_COLON:
            value = line.cut(len(label)).strip()
            if value.plain[0].isupper() and not plain.rstrip().endswith("."):
                return (Labelled(_field(label.removesuffix(" the")), plain[: len(label)], value, line),)
    return ()


def by_field(found: Iterable[Labelled]) -> dict[str, Labelled]:
    """Return the first label with a value of each field."""
    fields: dict[str, Labelled] = {}
    for labelled in found:
        if labelled.field not in ("other", "passed") and is_value(labelled):
            fields.setdefault(labelled.field, labelled)
    return fields
