"""Document to Reading: everything that one document says, on one page.

outline and passages -> profile -> rows of the plan -> levels over them -> commitments -> prose -> coverage
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.answers import doubt_refused
from extract.attendance import read_initials
from extract.commitments import Setting, find_known_names, read_commitment
from extract.figures import find_figures
from extract.hierarchy import make_hierarchy
from extract.identity import IdMaker
from extract.layouts import find_rows
from extract.layouts.rows import Found
from extract.mixedcells import part_mixed_cells
from extract.outline import Spot, make_outline
from extract.owners import is_body
from extract.passages import PassageBook
from extract.profile import make_document_id, read_profile
from extract.prose import find_commitments, find_risks
from extract.reading import Commitment, CommitmentKind, Figure, Profile, Reading, Risk
from extract.undertakings import Statement, make_statements, read_undertakings
from ingest.document import BlockKind, Document, Issue
from ingest.people import CatalogueRow


def read_plan(document: Document, entry: CatalogueRow | None) -> Reading:
    """Return what a document says; `entry` is its row of the catalogue, which wins over what the file itself says.

    All blocks become passages; facts claim them, and what is neither claimed nor ignored for a reason is counted
    as unread in the coverage. Nothing is resolved here: owners are as printed, and no other document is looked at.
    """
    spots = make_outline(document.blocks)
    book = PassageBook(make_document_id(document), spots)
    profile = read_profile(document, entry, spots, book)
    written = profile.published.value if profile.published else None
    found = find_rows(spots, document.format)
    found = replace(found, rows=doubt_refused(part_mixed_cells(found.rows, written)))
    title = profile.title.value if profile.title else ""
    kind = _kind_of_row(profile)
    flat = kind is CommitmentKind.ACTION_ARISING
    publisher = profile.publisher.value if profile.publisher and is_body(profile.publisher.value) else ""
    levels = make_hierarchy(profile.id, title, found.rows, spots, book, flat=flat, publisher=publisher)
    ids = IdMaker(profile.id)
    setting = Setting(ids, book, kind, written, find_known_names(found.rows))
    actions: list[Commitment] = []
    issues: list[Issue] = []
    for row, (aim, priority) in zip(found.rows, levels.of_rows, strict=True):
        action, doubts = read_commitment(row, aim, priority, spots[row.block].section, setting)
        actions.append(action)
        issues.extend(doubts)
    statements = make_statements(spots, found.rows, actions, {risk.block for risk in found.risks})
    blocks = [statement.block for statement in statements]
    pledges = read_undertakings(find_commitments(blocks, written), statements, setting)
    risks = (*_read_risks(statements, ids, book), *_read_register(found, ids, book))
    _account(spots, found, book)
    commitments = (*actions, *pledges)
    return Reading(
        profile=profile,
        passages=book.passages(),
        priorities=levels.priorities,
        aims=levels.aims,
        commitments=commitments,
        figures=tuple(figure for c in commitments for figure in _read_figures(c)),
        risks=risks,
        issues=(*document.issues, *found.issues, *issues),
        coverage=book.coverage(document),
        initials=read_initials(spots, blocks),
    )


def _kind_of_row(profile: Profile) -> CommitmentKind:
    """A row of an action table: of minutes an action arising, of any other paper an action."""
    minutes = profile.kind is not None and profile.kind.value == "minutes"
    return CommitmentKind.ACTION_ARISING if minutes else CommitmentKind.ACTION


def _read_figures(commitment: Commitment) -> tuple[Figure, ...]:
    """The figures of a commitment's own words and of its update."""
    texts = [(commitment.text, commitment.passage)]
    if commitment.update is not None and commitment.update.text:
        texts.append((commitment.update.text, commitment.update.passage))
    ids = IdMaker(commitment.id)
    return tuple(
        Figure(
            id=ids.make("f", found.text),
            commitment=commitment.id,
            text=found.text,
            value=found.value,
            unit=found.unit,
            total=found.total,
            qualifier=found.qualifier,
            passage=passage,
        )
        for text, passage in texts
        for found in find_figures(text)
    )


def _read_risks(statements: Sequence[Statement], ids: IdMaker, book: PassageBook) -> tuple[Risk, ...]:
    risks: list[Risk] = []
    for found in find_risks([statement.block for statement in statements]):
        text = statements[found.index].text.cut(found.start, found.end)
        if not text:
            continue
        book.claim(text, "risk")
        words = " ".join(found.text.split())
        risks.append(Risk(ids.make("r", words), found.title, words, found.mitigation, book.id_of(text)))
    return tuple(risks)


def _read_register(found: Found, ids: IdMaker, book: PassageBook) -> tuple[Risk, ...]:
    risks: list[Risk] = []
    for row in found.risks:
        for text in (row.risk, row.mitigation):
            book.claim(text, "risk")
        words, held = (" ".join(text.plain.split()) for text in (row.risk, row.mitigation))
        risks.append(Risk(ids.make("r", words), "", words, held, book.id_of(row.risk)))
    return tuple(risks)


def _account(spots: Sequence[Spot], found: Found, book: PassageBook) -> None:
    """Say of every block that no fact claims why it holds none; tables that nothing was read from stay unread."""
    for text, reason in found.claimed:
        book.claim(text, reason)
    for text, reason in found.ignored:
        book.ignore(text, reason)
    for spot in spots:
        kind = spot.block.kind
        if kind is BlockKind.FURNITURE:
            book.ignore_block(spot.index, spot.block.reason or "furniture")
        elif kind is BlockKind.HEADING:
            book.claim_block(spot.index, "heading")
        elif kind is not BlockKind.TABLE:
            book.ignore_block(spot.index, "prose without a commitment")
