"""What all documents say together, looked up by the one document or commitment that a row is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.identity import make_id
from graph.plan import CommitmentOwner, DocumentIssue, Fate, Plan

from .columns import Row, text


@dataclass(frozen=True, slots=True)
class Woven:
    """What the whole plan says of one document or commitment, looked up by id.

    `fates` holds the fate that led to a commitment, by the later one's id; `documents` ids by source.
    """

    threads: dict[str, str]
    owners: dict[str, list[CommitmentOwner]]
    copies: dict[str, str]
    documents: dict[str, str]
    issues: dict[str, list[DocumentIssue]]
    fates: dict[str, Fate]


def look_up(plan: Plan) -> Woven:
    """Return the plan's own facts by the document or commitment that they are about."""
    owners: dict[str, list[CommitmentOwner]] = defaultdict(list)
    for owner in plan.commitment_owners:
        owners[owner.commitment].append(owner)
    fates: dict[str, Fate] = {}
    for fate in plan.fates:
        if fate.to_commitment is not None:
            fates.setdefault(fate.to_commitment, fate)
    return Woven(
        threads={commitment: thread.id for thread in plan.threads for commitment in thread.commitments},
        owners=dict(owners),
        copies=dict(plan.copies),
        documents={r.profile.source: r.profile.id for r in plan.readings},
        issues=gather_issues(plan),
        fates=fates,
    )


def gather_issues(plan: Plan) -> dict[str, list[DocumentIssue]]:
    """Return each source's issues, those of its reading and those of weaving; one that both name stands once."""
    found: dict[DocumentIssue, None] = {}
    for reading in plan.readings:
        found.update((DocumentIssue(reading.profile.id, reading.profile.source, i), None) for i in reading.issues)
    found.update((issue, None) for issue in plan.issues)
    by_source: dict[str, list[DocumentIssue]] = defaultdict(list)
    for issue in found:
        by_source[issue.source].append(issue)
    return dict(by_source)


def issue_rows(issues: list[DocumentIssue], passages: dict[tuple[int | None, str], str]) -> Iterator[Row]:
    """Yield the rows of `issues`; `passages` finds the passage at an issue's page and path."""
    for about in issues:
        i = about.issue
        page, path = i.place.page, i.place.path
        yield {
            "id": make_id("i", about.source, i.severity, i.code, i.message, i.fact, str(page), path, str(i.place.box)),
            "document": about.document,
            "source": about.source,
            "severity": i.severity,
            "code": i.code,
            "message": i.message,
            "fact": text(i.fact),
            "page": page,
            "path": text(path),
            "passage": passages.get((page, path)) if path else None,
        }
