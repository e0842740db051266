"""Readings to Plan: what all documents say together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.identity import make_id
from extract.reading import Reading
from graph.network import check_network, list_edges, make_network
from graph.owners import resolve_owners
from graph.plan import Plan, Thread
from graph.series import find_copies, settle_series
from ingest.people import DecisionRow, OwnerRow


def weave(readings: Sequence[Reading], owners: Sequence[OwnerRow], decisions: Sequence[DecisionRow]) -> Plan:
    """Resolve owners, put documents into series, and make the graph; the order of the readings does not matter.

    Each commitment is a thread of its own so far: following one from document to document is still to come, and
    decisions about pairs with it.
    """
    del decisions
    settled = settle_series(sorted(readings, key=lambda reading: reading.profile.source))
    resolved = resolve_owners(settled, owners)
    network = make_network(settled, resolved.of_commitments)
    return Plan(
        readings=settled,
        owners=resolved.owners,
        owner_names=resolved.names,
        commitment_owners=resolved.of_commitments,
        threads=tuple(_make_threads(settled)),
        edges=list_edges(network),
        issues=(*resolved.issues, *check_network(settled, network)),
        copies=find_copies(settled),
    )


def _make_threads(readings: Sequence[Reading]) -> list[Thread]:
    return [Thread(make_id("t", c.id), c.text, (c.id,)) for reading in readings for c in reading.commitments]
