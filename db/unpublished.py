"""Documents that the catalogue keeps off the site: nothing that they say goes into a published database."""

from __future__ import annotations

from dataclasses import replace

from extract.reading import Reading
from graph.plan import Decision, Plan, Thread
from ingest.document import Issue


def published(plan: Plan, off_site: set[str]) -> Plan:
    """Return the plan without the documents at these paths, and without all that names them or their facts.

    What two published documents say of each other stays. A thread keeps its id; its title is left to the
    earliest commitment that remains.
    """
    if not off_site:
        return plan
    hidden = {r.profile.id for r in plan.readings if r.profile.source in off_site}
    readings = tuple(_forget(r, off_site) for r in plan.readings if r.profile.id not in hidden)
    commitments = {c.id: c.text for r in readings for c in r.commitments}
    aims = {a.id for r in readings for a in r.aims}
    priorities = {p.id for r in readings for p in r.priorities}
    threads = tuple(kept for t in plan.threads if (kept := _shorten(t, commitments)))
    thread_ids = {t.id for t in threads}
    named = tuple(o for o in plan.commitment_owners if o.commitment in commitments)
    names = tuple(n for n in plan.owner_names if n.document not in hidden)
    owners = _with_parents(plan, {o.owner for o in named} | {n.owner for n in names if n.document is not None})
    known = commitments.keys() | aims | priorities | owners
    return replace(
        plan,
        readings=readings,
        owners=tuple(o for o in plan.owners if o.id in owners),
        owner_names=tuple(n for n in names if n.owner in owners),
        commitment_owners=named,
        threads=threads,
        links=tuple(k for k in plan.links if k.from_commitment in commitments and k.to_commitment in commitments),
        aim_links=tuple(k for k in plan.aim_links if k.from_aim in aims and k.to_aim in aims),
        fates=tuple(f for f in plan.fates if not {f.from_document, f.to_document} & hidden),
        slips=tuple(s for s in plan.slips if not {s.from_document, s.to_document} & hidden),
        owner_changes=tuple(c for c in plan.owner_changes if not {c.from_document, c.to_document} & hidden),
        edges=tuple(e for e in plan.edges if e.source in known and e.target in known),
        issues=tuple(i for i in plan.issues if i.source not in off_site and not _names(i.issue, off_site)),
        aliases=tuple(a for a in plan.aliases if a[1] in thread_ids),
        copies=tuple(c for c in plan.copies if not set(c) & hidden),
        decisions=_shown_decisions(plan, hidden, off_site, set(known)),
        questions=tuple(q for q in plan.questions if not {q.document, q.other_document} & hidden),
    )


def _shown_decisions(plan: Plan, hidden: set[str], off_site: set[str], known: set[str]) -> tuple[Decision, ...]:
    """Decisions about published documents, and of those that name none what they say of published facts."""
    shown = (
        d
        for d in plan.decisions
        if not {d.document, d.other_document} & hidden and d.source not in off_site and not _say(d, off_site)
    )
    return tuple(replace(d, facts=tuple(fact for fact in d.facts if fact in known)) for d in shown)


def _say(decision: Decision, off_site: set[str]) -> bool:
    return any(source in f"{decision.why}\n{decision.note}" for source in off_site)


def _forget(reading: Reading, off_site: set[str]) -> Reading:
    """Return the reading of a published document without the paths of those that are not."""
    issues = tuple(i for i in reading.issues if not _names(i, off_site))
    superseded = "" if reading.profile.supersedes in off_site else reading.profile.supersedes
    return replace(reading, profile=replace(reading.profile, supersedes=superseded), issues=issues)


def _names(issue: Issue, off_site: set[str]) -> bool:
    said = f"{issue.message}\n{issue.fact}\n{issue.place.path}"
    return any(source in said for source in off_site)


def _shorten(thread: Thread, commitments: dict[str, str]) -> Thread | None:
    kept = tuple(c for c in thread.commitments if c in commitments)
    if kept == thread.commitments or not kept:
        return thread if kept else None
    return replace(thread, commitments=kept, title=commitments[kept[0]])


def _with_parents(plan: Plan, owners: set[str]) -> set[str]:
    parents = {o.id: o.parent for o in plan.owners}
    found: set[str] = set()
    for owner in owners:
        at: str | None = owner
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return found
