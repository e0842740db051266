"""Words as an office file prints them, made into pieces: shared by the readers of Word, slides and OpenDocument."""

from __future__ import annotations

from ingest.document import Piece, Place, Text

_SPACES = {0xA0: " ", 0x202F: " ", 0xAD: None, 0x200B: None, 0xFEFF: None, 0x0B: "\n"}


def level_spaces(text: str) -> str:
    """Return text with no-break spaces made plain ones, and soft hyphens and zero-width spaces dropped.

    >>> level_spaces("co\\u00adoperate\\u00a0now")
    'cooperate now'
    """
    return text.translate(_SPACES)


def make_text(printed: str, place: Place, marker: str = "") -> Text:
    """Return words as pieces, one for each line that the author broke, all in one place."""
    lines = [" ".join(line.split(" ")).strip() for line in printed.split("\n")]
    kept = [line for line in lines if line]
    return Text(tuple(Piece(line, place, "\n", marker if i == 0 else "") for i, line in enumerate(kept)))
