"""Reading to rows of the core tables: what one document says, a dict a row, keys as the columns of schema.sql."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extract.reading import Commitment, Passage, Reading

from .columns import ACTION_KINDS, Row, Rows, basis, text, to_json, value
from .woven import Woven, issue_rows


def reading_rows(reading: Reading, woven: Woven) -> Iterator[tuple[str, Rows]]:
    """Yield (table, rows) of what one document says, reading tables apart."""
    document = reading.profile.id
    issues = woven.issues.get(reading.profile.source, [])
    yield "documents", [document_row(reading, woven, len(issues))]
    yield "passages", (passage_row(p, document) for p in reading.passages)
    yield from level_rows(reading)
    yield "evidence", evidence_rows(reading)
    for commitment in reading.commitments:
        yield from commitment_rows(commitment, document, woven)
    yield (
        "figures",
        (
            {
                "id": f.id,
                "commitment": f.commitment,
                "text": f.text,
                "value": f.value,
                "unit": text(f.unit),
                "total": f.total,
                "qualifier": text(f.qualifier),
                "passage": f.passage,
            }
            for f in reading.figures
        ),
    )
    yield (
        "risks",
        (
            {
                "id": r.id,
                "document": document,
                "title": text(r.title),
                "text": text(r.text),
                "mitigation": text(r.mitigation),
                "passage": r.passage,
            }
            for r in reading.risks
        ),
    )
    yield "issues", issue_rows(issues, {(p.page, p.path): p.id for p in reversed(reading.passages)})
    yield (
        "coverage",
        (
            {
                "document": document,
                "page": c.page,
                "words": c.words,
                "claimed": c.claimed,
                "ignored": c.ignored,
                "unread": c.unread,
                "reasons": to_json(dict(c.ignored_reasons)),
            }
            for c in reading.coverage
        ),
    )


def document_row(reading: Reading, woven: Woven, issues: int) -> Row:
    """Return the row of a document, with the counts of what was read in it."""
    p = reading.profile
    replaced = woven.documents.get(p.supersedes)
    # A superseded paper that is not in the corpus has no id; its path stays readable in `extra`.
    extra = dict(p.other) | ({"supersedes": p.supersedes} if p.supersedes and replaced is None else {})
    actions = sum(c.kind in ACTION_KINDS for c in reading.commitments)
    return {
        "id": p.id,
        "source": p.source,
        "title": value(p.title),
        "kind": value(p.kind),
        "publisher": value(p.publisher),
        "series": value(p.series),
        "series_basis": basis(p.series),
        "published": value(p.published),
        "period": value(p.period),
        "meeting": value(p.meeting),
        "item_number": value(p.item_number),
        "classification": value(p.classification),
        "authors": value(p.authors),
        "format": p.format,
        "pages": p.pages,
        "sha256": p.sha256,
        "url": text(p.url),
        "licence": text(p.licence),
        "supersedes": replaced,
        "copy_of": woven.copies.get(p.id),
        "label": value(p.title) or p.source,
        "sender": value(p.sender),
        "wards": value(p.wards),
        "title_basis": basis(p.title),
        "kind_basis": basis(p.kind),
        "publisher_basis": basis(p.publisher),
        "published_basis": basis(p.published),
        "period_basis": basis(p.period),
        "publish": int(p.publish),
        "extra": to_json(extra),
        "actions": actions,
        "pledges": len(reading.commitments) - actions,
        "issues": issues,
        "passages": len(reading.passages),
        "words": sum(c.words for c in reading.coverage),
        "words_claimed": sum(c.claimed for c in reading.coverage),
        "words_ignored": sum(c.ignored for c in reading.coverage),
        "words_unread": sum(c.unread for c in reading.coverage),
    }


def passage_row(p: Passage, document: str) -> Row:
    """Return the row of a passage."""
    return {
        "id": p.id,
        "document": document,
        "position": p.position,
        "kind": p.kind,
        "section": text(p.section),
        "text": p.text,
        "page": p.page,
        "x0": p.box.x0 if p.box else None,
        "y0": p.box.y0 if p.box else None,
        "x1": p.box.x1 if p.box else None,
        "y1": p.box.y1 if p.box else None,
        "path": text(p.path),
        "read_by": p.read_by,
        "confidence": p.confidence,
        "use": p.use,
        "reason": text(p.reason),
        "words": p.words,
    }


def level_rows(reading: Reading) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of priorities and aims, each with how many stand under it."""
    document = reading.profile.id
    over = {a.id: a.priority for a in reading.aims}
    actions = [c for c in reading.commitments if c.kind in ACTION_KINDS]
    under_aim = Counter(c.aim for c in actions)
    under_priority = Counter(c.priority or over.get(c.aim or "") for c in actions)
    aims_under = Counter(a.priority for a in reading.aims)
    yield (
        "priorities",
        (
            {
                "id": p.id,
                "document": document,
                "number": text(p.number),
                "text": p.text,
                "passage": p.passage,
                "description": text(p.description),
                "aims": aims_under[p.id],
                "actions": under_priority[p.id],
            }
            for p in reading.priorities
        ),
    )
    yield (
        "aims",
        (
            {
                "id": a.id,
                "document": document,
                "priority": a.priority,
                "priority_basis": a.priority_basis,
                "number": text(a.number),
                "text": a.text,
                "passage": a.passage,
                "priority_confidence": a.priority_confidence if a.priority else None,
                "priority_reason": text(a.priority_reason),
                "actions": under_aim[a.id],
            }
            for a in reading.aims
        ),
    )


def evidence_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of `evidence` of all priorities, aims and commitments of a document."""
    facts = [(p.id, p.evidence) for p in reading.priorities]
    facts += [(a.id, a.evidence) for a in reading.aims]
    facts += [(c.id, c.evidence) for c in reading.commitments]
    for fact, evidence in facts:
        for e in evidence:
            yield {
                "fact": fact,
                "field": e.field,
                "position": e.position,
                "passage": e.passage,
                "quote": e.quote,
                "before": e.before,
                "after": e.after,
            }


def commitment_rows(c: Commitment, document: str, woven: Woven) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of one commitment, its dates and its update."""
    row: Row = {
        "id": c.id,
        "document": document,
        "thread": woven.threads.get(c.id),
        "aim": c.aim,
        "parent": c.parent,
        "kind": c.kind,
        "number": text(c.number),
        "text": c.text,
        "agent": text(c.agent),
        "strength": text(c.strength),
        "tier": c.tier,
        "tier_reason": text(c.tier_reason),
        "passage": c.passage,
        "priority": c.priority,
    }
    yield "commitments", [row]
    yield (
        "dates",
        (
            {
                "id": d.id,
                "commitment": c.id,
                "role": d.role,
                "text": d.text,
                "edtf": d.edtf,
                "earliest": d.earliest.isoformat() if d.earliest else None,
                "latest": d.latest.isoformat() if d.latest else None,
                "vague": int(d.vague),
                "passage": d.passage,
            }
            for d in c.dates
        ),
    )
    if c.update:
        update: Row = {
            "id": c.update.id,
            "commitment": c.id,
            "text": c.update.text,
            "status": c.update.status,
            "status_basis": c.update.status_basis,
            "status_words": text(c.update.status_words),
            "passage": c.update.passage,
        }
        yield "updates", [update]
