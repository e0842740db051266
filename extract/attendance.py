"""Who was present, with initials: from lists (see `prose.read_attendance`) and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.identity import fold
from extract.outline import Spot
from extract.prose import ProseBlock, read_attendance
from extract.words import word_set
from ingest.document import Cell, distinct

_INITIALS = re.compile(r"[A-Z]{2,4}")


def read_initials(spots: Sequence[Spot], blocks: Sequence[ProseBlock]) -> tuple[tuple[str, str], ...]:
    """Return (initials, printed name) of the people that a document lists as present; initials of two are left out."""
    found: dict[str, set[str]] = {}
    for initials, name in (*read_attendance(blocks).items(), *_of_tables(spots)):
        found.setdefault(initials, set()).add(name)
    return tuple((initials, min(names)) for initials, names in sorted(found.items()) if len(names) == 1)


def _of_tables(spots: Iterable[Spot]) -> Iterator[tuple[str, str]]:
    """A row with a person's name in one cell and that name's initials in another."""
    for spot in spots:
        if spot.table is None:
            continue
        for row in spot.table.grid():
            cells = distinct(row)
            for cell in cells:
                short = cell.text.plain.strip(" ()")
                if _INITIALS.fullmatch(short):
                    yield from ((short, name) for name in _names_of(short, cells))


def _names_of(short: str, cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for line in cell.text.plain.splitlines():
            name = re.split(r",|\(|\s[–-]\s", line)[0].strip()
            if spell_initials(name) == short:
                yield name


def spell_initials(name: str) -> str:
    """Return the initials of a person's name, titles left out.

    >>> spell_initials("Cllr Tamsin Okoro-Lee")
    'TOL'
    """
    words = [part for word in name.split() for part in word.split("-") if fold(part)]
    kept = [word for word in words if fold(word) not in word_set("owners", "titles")]
    return "".join(word[0] for word in kept) if all(word[0].isupper() for word in kept) else ""
