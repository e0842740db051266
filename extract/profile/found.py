"""What was found of a document, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.passages import PassageBook
from extract.reading import Fact
from extract.words import read_words
from ingest.document import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A value, how it is known, and its words in the document where it is printed there."""

    value: str
    basis: str
    text: Text | None = None


def as_fact(found: Found | None, book: PassageBook, reason: str) -> Fact | None:
    """Return the fact, its words claimed for `reason`; None where nothing was found."""
    if found is None or not found.value:
        return None
    if not found.text:
        return Fact(found.value, found.basis)
    book.claim(found.text, reason)
    return Fact(found.value, found.basis, book.id_of(found.text))


@cache
def words_of(table: str, key: str) -> tuple[str, ...]:
    """Return one list of `extract/data/profile.toml`."""
    tables: dict[str, Any] = read_words("profile")
    return tuple(tables[table][key])


def one_line(text: Text) -> str:
    """Return the words of a text in one line."""
    return " ".join(text.plain.split())


def printed_lines(text: Text) -> tuple[Text, ...]:
    """Return the lines of a text as they stand on the page, those that only wrapped too."""
    return tuple(Text((piece,)) for piece in text.pieces if piece.text.strip())
