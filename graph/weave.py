"""Readings to Plan: what all documents say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.reading import Decided, OwnerRole, Reading
from graph.across import link_across
from graph.deciding.owners import decide_owners, decide_priorities
from graph.deciding.pairs import JudgedPairs, decide_links, find_joins, find_judged, sign_fates
from graph.deciding.rows import cover_owners, make_register, tell_all
from graph.deciding.series import decide_series, with_cuts
from graph.hands import find_owner_changes
from graph.items import OwnersOf
from graph.network import check_network, list_edges, make_network
from graph.owners import resolve_owners
from graph.plan import CommitmentOwner, Link, Plan
from graph.priorities import complete_priorities
from graph.questions import list_questions
from graph.series import find_copies, find_superseded, settle_series
from graph.threads import Followed, follow_series, make_fates, make_links, make_slips, make_threads
from ingest.people import DecisionRow, OwnerRow


def weave(readings: Sequence[Reading], owners: Sequence[OwnerRow], decisions: Sequence[DecisionRow]) -> Plan:
    """Resolve owners, put documents into series, follow commitments through them, and make the graph.

    The order of the readings does not matter. What people decided wins over every rule.
    """
    settled = settle_series(sorted(readings, key=lambda reading: reading.profile.source))
    settled = complete_priorities(settled)
    register = make_register(settled, decisions)
    settled, placed = decide_priorities(register, settled)
    owners = cover_owners(owners, decisions)
    resolved, named = decide_owners(resolve_owners(settled, owners), register, owners)
    judged, paired = find_judged(register, settled)
    copies = find_copies(settled)
    left_out = [copy for copy, _ in copies] + find_superseded(settled)
    owners_of = _owners_of(resolved.of_commitments)
    found, links, contradicted = _follow(settled, owners_of, left_out, judged)
    threads = make_threads(settled, links)
    network = make_network(settled, resolved.of_commitments)
    lines = {one.line for one in contradicted}
    decided = [one for one in (*placed, *named, *paired) if one.line not in lines]
    decided += [*contradicted, *(one for reading in settled for one in reading.decided)]
    told, unapplied = tell_all(register, decided, decisions)
    plan = Plan(
        readings=settled,
        owners=resolved.owners,
        owner_names=resolved.names,
        commitment_owners=resolved.of_commitments,
        threads=threads,
        links=links,
        aim_links=tuple(found.aim_links),
        fates=sign_fates(make_fates(found, threads), judged),
        slips=make_slips(found, threads),
        owner_changes=find_owner_changes(found.pairs, resolved.of_commitments, threads),
        edges=list_edges(network),
        issues=(*resolved.issues, *check_network(settled, network), *unapplied),
        copies=copies,
        decisions=told,
    )
    return replace(plan, questions=list_questions(plan))


def _follow(
    readings: Sequence[Reading], owners: OwnersOf, left_out: Sequence[str], judged: JudgedPairs
) -> tuple[Followed, tuple[Link, ...], tuple[Decided, ...]]:
    """Follow all commitments, and once more for each pair that had to be cut to keep different ones apart."""
    homes = {c.id: r.profile.id for r in readings for c in r.commitments}
    order = {c.id: (_day(r), r.profile.source, i) for r in readings for i, c in enumerate(r.commitments)}
    followed = follow_series(readings, owners, left_out)
    while True:
        found = decide_series(followed, judged, readings, owners, left_out)
        links = make_links(found)
        links = (*links, *link_across(readings, owners, links, left_out))
        links = decide_links(links, judged, homes, order) if judged else links
        cuts, contradicted = find_joins(links, judged)
        if not cuts:
            return found, links, contradicted
        judged = with_cuts(judged, cuts)


def _day(reading: Reading) -> str:
    return reading.profile.published.value if reading.profile.published else "9999"


def _owners_of(owned: Sequence[CommitmentOwner]) -> OwnersOf:
    """The owners of each commitment, sponsors and partners apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in owned:
        if link.role is OwnerRole.OWNER:
            found[link.commitment].add(link.owner)
    return {commitment: frozenset(ids) for commitment, ids in found.items()}
