"""What is known of the document itself, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence

from extract.identity import make_id
from extract.outline import Spot
from extract.passages import PassageBook
from extract.profile.found import Found, as_fact
from extract.profile.front import Front, read_front
from extract.profile.issuers import find_meeting, find_publisher
from extract.profile.kinds import find_kind
from extract.profile.labels import Labelled, by_field, is_of_a_meeting
from extract.profile.publication import find_period, find_published
from extract.profile.title import find_title
from extract.reading import Fact, Profile
from ingest.document import Document
from ingest.people import CatalogueRow

HEAD = "report head"
# A value of a label that no field takes is kept where it is short; a paragraph stays in the text.
_LONGEST_OTHER = 30


def make_document_id(document: Document) -> str:
    """Return the document's id, which comes from its path in the corpus (CONTRACT.md section 4)."""
    return make_id("d", document.source)


def read_profile(document: Document, entry: CatalogueRow | None, spots: Sequence[Spot], book: PassageBook) -> Profile:
    """Return the facts about the document; the catalogue's word wins over what the document and its file say.

    A fact that the document prints is claimed in `book`. What nothing tells is None.
    """
    front = read_front(spots, document.format)
    fields = by_field(front.labels)
    late = by_field(front.trail)
    title = find_title(document, spots, front.lines, _of_label(fields.get("title")), _of_label(fields.get("meeting")))
    lines = [line.text for line in front.lines]
    kind = find_kind(document, spots, title, lines, is_of_a_meeting(front.labels))
    said = entry.kind.value if entry and entry.kind else kind.value
    publisher = find_publisher(document, spots, front.lines, front.labels, title)
    found = {
        "title": title,
        "kind": kind,
        "publisher": publisher,
        "published": find_published(document, spots, front.lines, front.labels, title),
        "period": find_period(document, front.lines, front.labels, title, said),
        "meeting": find_meeting(front.lines, front.labels, title, said, publisher),
        "item_number": _of_label(fields.get("item_number")),
        "classification": _of_label(fields.get("classification")),
        "authors": _of_label(fields.get("authors") or late.get("authors")),
        "sender": _of_label(fields.get("sender") or late.get("sender")),
        "wards": _of_label(fields.get("wards")),
    }
    facts = {name: _known(name, each, entry, book) for name, each in found.items()}
    _claim_labels(front, book)
    return Profile(
        id=make_document_id(document),
        source=document.source,
        format=document.format,
        sha256=document.sha256,
        pages=len(document.pages) or None,
        series=Fact(entry.series, "catalogue") if entry and entry.series else None,
        supersedes=entry.supersedes if entry else "",
        url=(entry.url if entry else "") or _address(document),
        licence=entry.licence if entry else "",
        publish=entry.publish if entry else True,
        other=(*(entry.other if entry else ()), *_others(front.labels)),
        **facts,
    )


def _known(name: str, found: Found | None, entry: CatalogueRow | None, book: PassageBook) -> Fact | None:
    """The catalogue's word, else what was found; a title is claimed even where the catalogue gives another."""
    fact = as_fact(found, book, HEAD if found is not None and found.basis == HEAD else name)
    said = str(getattr(entry, name, None) or "") if entry else ""
    return Fact(said, "catalogue") if said else fact


def _of_label(labelled: Labelled | None) -> Found | None:
    if labelled is None:
        return None
    value = labelled.value.rstrip(".:") if labelled.field == "item_number" else labelled.value
    return Found(value, labelled.basis, labelled.text)


def _others(labels: Sequence[Labelled]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for labelled in labels:
        if labelled.field == "other" and 0 < len(labelled.value.split()) <= _LONGEST_OTHER:
            found.setdefault(labelled.label, labelled.value)
    return tuple(found.items())


def _claim_labels(front: Front, book: PassageBook) -> None:
    for labelled in (*front.labels, *front.trail):
        if labelled.field != "passed":
            book.claim(labelled.label_text, HEAD)
            if len(labelled.value.split()) <= _LONGEST_OTHER or labelled.field != "other":
                book.claim(labelled.text, HEAD)


def _address(document: Document) -> str:
    address = dict(document.properties).get("url", "")
    return address if address.startswith(("http://", "https://")) else ""
