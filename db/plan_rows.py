"""Plan to rows of the core tables that no single document fills: owners, threads, links, fates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.plan import Decision, Plan, Question

from .columns import Row, Rows, pick, value
from .woven import gather_issues, issue_rows

PAIR = "from_commitment to_commitment"
OWNERS = f"thread from_document to_document {PAIR} old_owners new_owners same_body"
FATE = f"thread from_document to_document {PAIR} fate status_before status_after score reasons decided_by"


def plan_rows(plan: Plan) -> Iterator[tuple[str, Rows]]:
    """Yield (table, rows) of what all documents say together, reading tables apart."""
    owned = Counter(owner for _, owner in {(o.commitment, o.owner) for o in plan.commitment_owners})
    yield "owners", ({**pick(o, "id name kind parent"), "commitments": owned[o.id]} for o in plan.owners)
    yield "owner_names", (pick(n, "owner name basis document") for n in plan.owner_names)
    owners = plan.commitment_owners
    yield "commitment_owners", (pick(o, "commitment owner role named_as passage position") for o in owners)
    yield "threads", thread_rows(plan)
    yield "links", (pick(k, f"{PAIR} relation score reasons decided_by") for k in plan.links)
    yield "aim_links", (pick(k, "from_aim to_aim relation reasons") for k in plan.aim_links)
    yield "fates", (pick(f, FATE) for f in plan.fates)
    yield "owner_changes", (pick(c, OWNERS) for c in plan.owner_changes)
    yield "edges", (pick(e, "source target relation") for e in plan.edges)
    yield "decisions", map(decision_row, plan.decisions)
    yield "decision_facts", ({"decision": d.id, "fact": fact} for d in plan.decisions for fact in d.facts)
    yield "review", map(question_row, plan.questions)
    yield "aliases", ({"old": old, "new": new} for old, new in plan.aliases)
    read = {r.profile.source for r in plan.readings}
    for source, issues in gather_issues(plan).items():
        if source not in read:
            yield "issues", issue_rows(issues, {})


def decision_row(decision: Decision) -> Row:
    """Return the row of a person's decision; `fact` and `other_fact` are the first two that it is about."""
    words = "at by quote other_quote field value note revokes why was"
    fact, other, *_ = (*decision.facts, None, None)
    fields = pick(decision, "id verdict document other_document line state places", unknown=words)
    return {**fields, "fact": fact, "other_fact": other}


def question_row(question: Question) -> Row:
    """Return the row of an open question."""
    asked = "id kind document page quote other_document question choices why score fact other_fact"
    return pick(question, asked, unknown="other_quote suggestion before after")


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
