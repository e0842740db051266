"""Readings to Plan: what all documents say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.reading import OwnerRole, Reading
from graph.across import link_across
from graph.hands import find_owner_changes
from graph.items import OwnersOf
from graph.network import check_network, list_edges, make_network
from graph.owners import resolve_owners
from graph.plan import CommitmentOwner, Plan
from graph.series import find_copies, find_superseded, settle_series
from graph.threads import follow_series, make_fates, make_links, make_slips, make_threads
from ingest.people import DecisionRow, OwnerRow


def weave(readings: Sequence[Reading], owners: Sequence[OwnerRow], decisions: Sequence[DecisionRow]) -> Plan:
    """Resolve owners, put documents into series, follow commitments through them, and make the graph.

    The order of the readings does not matter.
    """
    del decisions
    settled = settle_series(sorted(readings, key=lambda reading: reading.profile.source))
    resolved = resolve_owners(settled, owners)
    copies = find_copies(settled)
    left_out = [copy for copy, _ in copies] + find_superseded(settled)
    owners_of = _owners_of(resolved.of_commitments)
    found = follow_series(settled, owners_of, left_out)
    links = make_links(found)
    links = (*links, *link_across(settled, owners_of, links, left_out))
    threads = make_threads(settled, links)
    network = make_network(settled, resolved.of_commitments)
    return Plan(
        readings=settled,
        owners=resolved.owners,
        owner_names=resolved.names,
        commitment_owners=resolved.of_commitments,
        threads=threads,
        links=links,
        aim_links=tuple(found.aim_links),
        fates=make_fates(found, threads),
        slips=make_slips(found, threads),
        owner_changes=find_owner_changes(found.pairs, resolved.of_commitments, threads),
        edges=list_edges(network),
        issues=(*resolved.issues, *check_network(settled, network)),
        copies=copies,
    )


def _owners_of(owned: Sequence[CommitmentOwner]) -> OwnersOf:
    """The owners of each commitment, sponsors and partners apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in owned:
        if link.role is OwnerRole.OWNER:
            found[link.commitment].add(link.owner)
    return {commitment: frozenset(ids) for commitment, ids in found.items()}
