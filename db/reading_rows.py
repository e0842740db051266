"""Reading to rows of the core tables: what one document says, a dict a row, keys as the columns of schema.sql."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extract.reading import Commitment, Passage, Reading, Update

from .columns import ACTION_KINDS, Row, Rows, basis, pick, text, to_json, value
from .woven import Woven, issue_rows

EVIDENCE = "field position passage quote before after"


def reading_rows(reading: Reading, woven: Woven) -> Iterator[tuple[str, Rows]]:
    """Yield (table, rows) of what one document says, reading tables apart."""
    document = reading.profile.id
    issues = woven.issues.get(reading.profile.source, [])
    yield "documents", [document_row(reading, woven, len(issues))]
    yield "passages", (passage_row(p, document) for p in reading.passages)
    yield from level_rows(reading)
    yield "evidence", evidence_rows(reading)
    yield from commitment_rows(reading, woven)
    figures = (pick(f, "id commitment text value total passage", unknown="unit qualifier") for f in reading.figures)
    yield "figures", figures
    risks = (pick(r, "id passage", unknown="title text mitigation") for r in reading.risks)
    yield "risks", ({**risk, "document": document} for risk in risks)
    yield "issues", issue_rows(issues, {(p.page, p.path): p.id for p in reversed(reading.passages)})
    for page in reading.coverage:
        reasons = to_json(dict(page.ignored_reasons))
        words = pick(page, "page words claimed ignored unread")
        yield "coverage", [{"document": document, **words, "reasons": reasons}]


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
        "names_withheld": reading.withheld,
    }


def passage_row(p: Passage, document: str) -> Row:
    """Return the row of a passage; the box is in four columns, null where the format has no pages."""
    box = pick(p.box, "x0 y0 x1 y1") if p.box else dict.fromkeys(("x0", "y0", "x1", "y1"))
    fields = pick(p, "id position kind text page read_by confidence use words withheld", unknown="section path reason")
    return {"document": document, **fields, **box}


def level_rows(reading: Reading) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of priorities and aims, each with how many stand under it."""
    document = reading.profile.id
    over = {a.id: a.priority for a in reading.aims}
    actions = [c for c in reading.commitments if c.kind in ACTION_KINDS]
    under_aim = Counter(c.aim for c in actions)
    under_priority = Counter(c.priority or over.get(c.aim or "") for c in actions)
    aims_under = Counter(a.priority for a in reading.aims)
    for p in reading.priorities:
        fields = pick(p, "id text passage", unknown="number description")
        yield (
            "priorities",
            [{"document": document, **fields, "aims": aims_under[p.id], "actions": under_priority[p.id]}],
        )
    for a in reading.aims:
        fields = pick(a, "id priority priority_basis text passage", unknown="number priority_reason")
        sure = a.priority_confidence if a.priority else None
        yield "aims", [{"document": document, **fields, "priority_confidence": sure, "actions": under_aim[a.id]}]


def evidence_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of `evidence` of all priorities, aims and commitments of a document."""
    facts = [(p.id, p.evidence) for p in reading.priorities]
    facts += [(a.id, a.evidence) for a in reading.aims]
    facts += [(c.id, c.evidence) for c in reading.commitments]
    for fact, evidence in facts:
        for part in evidence:
            yield {"fact": fact, **pick(part, EVIDENCE)}


def commitment_rows(reading: Reading, woven: Woven) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of a document's commitments, of their dates and of their updates."""
    document = reading.profile.id
    yield "commitments", (commitment_row(c, document, woven.threads.get(c.id)) for c in reading.commitments)
    dated = "id role text edtf earliest latest vague passage"
    yield "dates", ({"commitment": c.id, **pick(d, dated)} for c in reading.commitments for d in c.dates)
    yield "updates", (update_row(c.update, c.id) for c in reading.commitments if c.update)


def commitment_row(c: Commitment, document: str, thread: str | None) -> Row:
    """Return the core row of a commitment; what else is known of it stands in its reading table."""
    fields = pick(c, "id aim parent kind text tier passage priority", unknown="number agent strength tier_reason")
    return {"document": document, "thread": thread, **fields}


def update_row(update: Update, commitment: str) -> Row:
    """Return the row of what a report says about progress."""
    return {"commitment": commitment, **pick(update, "id text status status_basis passage", unknown="status_words")}
