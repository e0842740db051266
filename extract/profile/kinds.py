"""The kind of a document, by the words of its title, its head, its lists of who was there, its file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.identity import fold
from extract.outline import Spot
from extract.profile.found import Found, one_line, printed_lines, words_of
from extract.words import holds_phrase, read_words
from ingest.document import BlockKind, Document, Format, Text
from ingest.people import DocumentKind

# Minutes say who was there before anything else.
_FIRST_BLOCKS = 60
_WIDEST_LABEL = 8


def name_kind(words: str) -> DocumentKind | None:
    """Return the kind that a title's words name, None where they name none.

    >>> name_kind("Health Strategy 2024–29 Progress report: November 2024").value
    'progress_report'
    >>> name_kind("Ten minutes a day: a walking strategy").value, name_kind("Living well")
    ('strategy', None)
    """
    folded = fold(words)
    for entry in read_words("profile")["kinds"]:
        kind = DocumentKind(entry["kind"])
        for phrase in entry["phrases"]:
            if holds(folded, phrase) and not (phrase == "minutes" and _is_time(folded)):
                return kind
    return None


def kind_phrases() -> tuple[str, ...]:
    """Return the phrases of all kinds."""
    return tuple(phrase for entry in read_words("profile")["kinds"] for phrase in entry["phrases"])


def holds(folded: str, phrase: str) -> bool:
    """Tell whether folded words have a phrase in which `*` stands for up to eight words.

    >>> holds("notes of the place board meeting", "notes of * meeting"), holds("notes of a meeting", "minutes")
    (True, False)
    """
    if "*" not in phrase:
        return holds_phrase(folded, phrase)
    before, after = (re.escape(part.strip()) for part in phrase.split("*"))
    return re.search(rf"\b{before}(?: \S+){{0,8}} {after}\b", folded) is not None


def _is_time(folded: str) -> bool:
    """Whether *minutes* measures time: after a number."""
    words = folded.split()
    before = words[words.index("minutes") - 1] if words.index("minutes") else ""
    return before.isdigit() or before in words_of("minutes", "numbers")


def find_kind(
    document: Document, spots: Sequence[Spot], title: Found | None, lines: Iterable[Text], of_a_meeting: bool
) -> Found:
    """Return the kind with its basis; `other` where nothing tells it. `lines` are those of the first page."""
    titled = _in_words(title.value, title.basis, title.text) if title else None
    if titled is not None and titled.value == DocumentKind.MINUTES:
        return titled
    if document.format is Format.HTML:
        return Found(DocumentKind.WEB_PAGE, "web page")
    if of_a_meeting:
        reports = titled is not None and titled.value in (DocumentKind.PROGRESS_REPORT, DocumentKind.TRACKER)
        return titled if titled and reports else Found(DocumentKind.BOARD_PAPER, "report head")
    if titled is not None and document.format is not Format.XLSX:
        return titled
    on_page = (_in_words(one_line(line), "title block", line) for line in lines)
    return (
        titled
        or next((found for found in on_page if found), None)
        or _in_sheets(document, spots)
        or _by_attendance(spots)
        or _in_words(_name(document.source), "file name")
        or Found(DocumentKind.OTHER, "nothing says")
    )


def _in_words(words: str, basis: str, text: Text | None = None) -> Found | None:
    kind = name_kind(words)
    return Found(kind, basis, text) if kind else None


def _name(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0].replace("_", " ")


def _in_sheets(document: Document, spots: Sequence[Spot]) -> Found | None:
    if document.format is not Format.XLSX:
        return None
    names = {fold(spot.table.name) for spot in spots if spot.table is not None}
    tracks = names & set(words_of("sheets", "tracker")) or any("action" in name.split() for name in names)
    return Found(DocumentKind.TRACKER, "sheet name") if tracks else None


def _by_attendance(spots: Sequence[Spot]) -> Found | None:
    """Minutes begin with who was present; an agenda has the apologies, but not those."""
    labels: dict[str, Text] = {}
    for spot in spots[:_FIRST_BLOCKS]:
        if spot.table is not None or spot.block.kind is BlockKind.FURNITURE:
            continue
        for line in printed_lines(spot.block.text):
            head = one_line(line).partition(":")[0]
            if len(head.split()) <= _WIDEST_LABEL:
                labels.setdefault(fold(head.lstrip("0123456789. ")), line)
    present = next((text for label, text in labels.items() if label in words_of("minutes", "only")), None)
    if present is not None and labels.keys() & set(words_of("minutes", "also")):
        return Found(DocumentKind.MINUTES, "first page", present)
    return None
