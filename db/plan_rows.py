"""Plan to rows of the core tables that no single document fills: owners, threads, links, fates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.plan import Fate, Plan

from .columns import Row, Rows, to_json, value
from .woven import gather_issues, issue_rows


def plan_rows(plan: Plan) -> Iterator[tuple[str, Rows]]:
    """Yield (table, rows) of what all documents say together, reading tables apart."""
    owned = Counter(owner for _, owner in {(o.commitment, o.owner) for o in plan.commitment_owners})
    yield (
        "owners",
        (
            {"id": o.id, "name": o.name, "kind": o.kind, "parent": o.parent, "commitments": owned[o.id]}
            for o in plan.owners
        ),
    )
    yield (
        "owner_names",
        ({"owner": n.owner, "name": n.name, "basis": n.basis, "document": n.document} for n in plan.owner_names),
    )
    yield (
        "commitment_owners",
        (
            {
                "commitment": o.commitment,
                "owner": o.owner,
                "role": o.role,
                "named_as": o.named_as,
                "passage": o.passage,
                "position": o.position,
            }
            for o in plan.commitment_owners
        ),
    )
    yield "threads", thread_rows(plan)
    yield (
        "links",
        (
            {
                "from_commitment": k.from_commitment,
                "to_commitment": k.to_commitment,
                "relation": k.relation,
                "score": k.score,
                "reasons": to_json(k.reasons),
                "decided_by": k.decided_by,
            }
            for k in plan.links
        ),
    )
    yield (
        "aim_links",
        (
            {"from_aim": k.from_aim, "to_aim": k.to_aim, "relation": k.relation, "reasons": to_json(k.reasons)}
            for k in plan.aim_links
        ),
    )
    yield "fates", (fate_row(fate) for fate in plan.fates)
    yield "edges", ({"source": e.source, "target": e.target, "relation": e.relation} for e in plan.edges)
    yield "aliases", ({"old": old, "new": new} for old, new in plan.aliases)
    read = {r.profile.source for r in plan.readings}
    for source, issues in gather_issues(plan).items():
        if source not in read:
            yield "issues", issue_rows(issues, {})


def thread_rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of `threads`; the first and last document are those of its first and last commitment."""
    homes = {c.id: r.profile for r in plan.readings for c in r.commitments}
    for thread in plan.threads:
        first, last = homes[thread.commitments[0]], homes[thread.commitments[-1]]
        yield {
            "id": thread.id,
            "title": thread.title,
            "first_document": first.id,
            "last_document": last.id,
            "commitments": len(thread.commitments),
            "first_published": value(first.published),
            "last_published": value(last.published),
        }


def fate_row(fate: Fate) -> Row:
    """Return the row of one fate."""
    return {
        "thread": fate.thread,
        "from_document": fate.from_document,
        "to_document": fate.to_document,
        "from_commitment": fate.from_commitment,
        "to_commitment": fate.to_commitment,
        "fate": fate.fate,
        "status_before": fate.status_before,
        "status_after": fate.status_after,
        "score": fate.score,
        "reasons": to_json(fate.reasons),
        "decided_by": fate.decided_by,
    }
