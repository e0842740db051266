"""What is known of the document itself, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence

from extract.identity import make_id
from extract.outline import Spot
from extract.passages import PassageBook
from extract.reading import Fact, Profile
from ingest.document import Document
from ingest.people import CatalogueRow


def make_document_id(document: Document) -> str:
    """Return the document's id, which comes from its path in the corpus (CONTRACT.md section 4)."""
    return make_id("d", document.source)


def read_profile(document: Document, entry: CatalogueRow | None, spots: Sequence[Spot], book: PassageBook) -> Profile:
    """Return the facts about the document; the catalogue's word wins."""

    def said(value: str | None) -> Fact | None:
        return Fact(str(value), "catalogue") if value else None

    return Profile(
        id=make_document_id(document),
        source=document.source,
        format=document.format,
        sha256=document.sha256,
        pages=len(document.pages) or None,
        title=said(entry and entry.title),
        kind=said(entry and entry.kind),
        publisher=said(entry and entry.publisher),
        published=said(entry and entry.published),
        period=said(entry and entry.period),
        series=said(entry and entry.series),
    )
