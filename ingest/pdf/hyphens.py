"""Hyphens at line ends: kept where the word is written with one, dropped where only the line end made it."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Block, Text

_LAST = re.compile(r"([\w'’]+)([-\u2010\u00ad])$")
_TAIL = re.compile(r"[^\W\d_]+$")
_FIRST = re.compile(r"^([\w'’]+)")


def mend_hyphens(block: Block, vocabulary: frozenset[str]) -> Block:
    """Return the block with hyphens at line ends kept or dropped by what the document writes elsewhere."""
    if block.table is not None:
        cells = tuple(replace(c, text=mend_text(c.text, vocabulary)) for c in block.table.cells)
        return replace(block, table=replace(block.table, cells=cells))
    return replace(block, text=mend_text(block.text, vocabulary))


def _is_torn(text: str, following: str, vocabulary: frozenset[str]) -> bool:
    """Say whether a word too long for its cell was torn between letters, without a hyphen.

    The line is one long word, its end is no word of the document, and with the start of the next line it is.
    """
    last, first = _TAIL.search(text), _FIRST.search(following)
    if " " in text or last is None or first is None or len(text) < 8 or not following[:1].islower():
        return False
    whole = (last.group() + first.group()).lower()
    return whole in vocabulary and last.group().lower() not in vocabulary


def mend_text(text: Text, vocabulary: frozenset[str]) -> Text:
    """Return a text whose cut words are whole.

    A soft hyphen is always dropped; a printed one only where the document has the joined word elsewhere and
    not the hyphenated one.
    """
    pieces = list(text.pieces)
    changed = False
    for i in range(len(pieces) - 1):
        if pieces[i].glue == " " and _is_torn(pieces[i].text, pieces[i + 1].text, vocabulary):
            pieces[i] = replace(pieces[i], glue="")
            changed = True
        if pieces[i].glue:
            continue
        last, first = _LAST.search(pieces[i].text), _FIRST.search(pieces[i + 1].text)
        if last is None or first is None:
            continue
        whole = (last.group(1) + first.group(1)).lower()
        parted = f"{last.group(1)}-{first.group(1)}".lower()
        if last.group(2) == "\u00ad" or (whole in vocabulary and parted not in vocabulary):
            pieces[i] = replace(pieces[i], text=pieces[i].text[:-1])
            changed = True
    shown = tuple(replace(p, text=p.text.replace("\u00ad", "")) if "\u00ad" in p.text else p for p in pieces)
    return Text(shown) if changed or shown != text.pieces else text
