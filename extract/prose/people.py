"""Who was there: initials and names from the attendance list of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.prose.blocks import ProseBlock
from extract.prose.sentences import Unit, make_units
from extract.prose.titles import cue, is_titled

_INITIALS = re.compile(r"[(\[](?P<initials>[A-Z]{2,4})[)\]]")
_NAME = re.compile(r"[A-Z][\w’'-]*\.?(?: (?:de|van|von|der|la|le|of|[A-Z][\w’'-]*\.?)){0,4}")
_HONOURS = re.compile(
    r"^(?:(?:Cllrs?|Councillors?|Mrs?|Ms|Miss|Dr|Rev|Revd|Prof|Sir|Dame|Lady|Lord|Chair|Chairman|Clerk|Present|Attendance|"
    r"In)\b\.?:? ?)+"
)
#: A line of an attendance list has few words.
_LINE_WORDS = 30


def read_attendance(blocks: Sequence[ProseBlock]) -> dict[str, str]:
    """Return initials with the printed name, from `Present:` and `In attendance:` lists.

    >>> read_attendance([ProseBlock(0, "paragraph", "Present: Jane Brown (JB) [Chair], Tom Hale (TH)", "", 0, "")])
    {'JB': 'Jane Brown', 'TH': 'Tom Hale'}
    """
    return {initials: name for line in _attendance_lines(blocks) for initials, name in _read_line(line)}


def keeps_attendance(blocks: Sequence[ProseBlock]) -> bool:
    """Tell whether there is an attendance list at all, as minutes have."""
    return any(True for _ in _attendance_lines(blocks))


def _attendance_lines(blocks: Sequence[ProseBlock]) -> Iterator[str]:
    """Yield the lines of attendance lists: in a section or cell of that title, after a label, and those that follow."""
    listing = False
    for unit in make_units(blocks):
        labelled = bool(cue("attendance", "labels").search(unit.text)) and unit.block.kind != "heading"
        titled = unit.kind != "heading" and is_titled("attendance", unit.block)
        listing = unit.kind != "heading" and (labelled or (listing and _is_line(unit)))
        if listing or titled:
            yield unit.text


def _is_line(unit: Unit) -> bool:
    if len(unit.text.split()) > _LINE_WORDS or re.search(r"[a-z]\.$", unit.text):
        return False
    return bool(_INITIALS.search(unit.text) or unit.text.endswith(":"))


def _read_line(line: str) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _INITIALS.finditer(line):
        names = [_HONOURS.sub("", name[0]).strip() for name in _NAME.finditer(line[at : match.start()])]
        exact = [name for name in names if _initials(name) == match["initials"]]
        chosen = exact[-1] if exact else next((name for name in names if " " in name), "")
        if chosen:
            yield match["initials"], chosen
        at = match.end()


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isupper())
