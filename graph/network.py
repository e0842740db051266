"""The golden thread as a graph, priority → aim → action → owner, and what is missing from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from extract.reading import Commitment, CommitmentKind, OwnerRole, Reading
from graph.plan import CommitmentOwner, DocumentIssue, Edge
from ingest.document import Issue, Severity

ACTIONS = (CommitmentKind.ACTION, CommitmentKind.ACTION_ARISING)
# Where this share of a document's actions lacks a thing, the document as a whole does not give it: one issue, not many.
MOST = 0.8


def make_network(readings: Sequence[Reading], owned: Sequence[CommitmentOwner]) -> nx.DiGraph[str]:
    """Build the directed graph; nodes are ids with their `kind`, edges carry `relation`."""
    network: nx.DiGraph[str] = nx.DiGraph()
    for reading in readings:
        for priority in reading.priorities:
            network.add_node(priority.id, kind="priority")
        for aim in reading.aims:
            network.add_node(aim.id, kind="aim")
            if aim.priority:
                network.add_edge(aim.priority, aim.id, relation="has_aim")
        for commitment in reading.commitments:
            _add_commitment(network, commitment)
    for link in owned:
        network.add_node(link.owner, kind="owner")
        network.add_edge(link.commitment, link.owner, relation=f"has_{link.role}")
    return network


def _add_commitment(network: nx.DiGraph[str], commitment: Commitment) -> None:
    network.add_node(commitment.id, kind="commitment")
    if commitment.aim:
        network.add_edge(commitment.aim, commitment.id, relation="has_action")
    elif commitment.priority:
        network.add_edge(commitment.priority, commitment.id, relation="has_action")
    if commitment.parent:
        network.add_edge(commitment.parent, commitment.id, relation="has_part")


def list_edges(network: nx.DiGraph[str]) -> tuple[Edge, ...]:
    """Return the edges in order of their ids."""
    return tuple(Edge(source, target, data["relation"]) for source, target, data in sorted(network.edges(data=True)))


def check_network(readings: Sequence[Reading], network: nx.DiGraph[str]) -> tuple[DocumentIssue, ...]:
    """Return an issue for each action without owner, date or aim and each aim without priority; none is a failure."""
    return tuple(issue for reading in readings for issue in _check(reading, network))


def _check(reading: Reading, network: nx.DiGraph[str]) -> Iterator[DocumentIssue]:
    actions = [c for c in reading.commitments if c.kind in ACTIONS]
    owner = f"has_{OwnerRole.OWNER}"
    without_owner = [c for c in actions if not _has(network, c.id, owner)]
    without_date = [c for c in actions if c.due is None or (c.due.edtf is None and not c.due.text)]
    plan = [c for c in actions if c.kind is CommitmentKind.ACTION]
    without_aim = [c for c in plan if c.aim is None and c.priority is None]
    yield from _report(reading, "action_without_owner", "owner", without_owner, len(actions))
    yield from _report(reading, "action_without_date", "due date", without_date, len(actions))
    yield from _report(reading, "action_without_aim", "aim or priority above it", without_aim, len(plan))
    for aim in reading.aims:
        if aim.priority is None:
            message = f"The aim “{aim.text}” stands under no priority that the document states or that can be inferred."
            yield _issue(reading, Issue("aim_without_priority", message, Severity.NOTE, fact=aim.id))


def _has(network: nx.DiGraph[str], node: str, relation: str) -> bool:
    return any(data["relation"] == relation for _, _, data in network.out_edges(node, data=True))


def _report(reading: Reading, code: str, what: str, lacking: Sequence[Commitment], of: int) -> Iterator[DocumentIssue]:
    if of > 1 and len(lacking) >= MOST * of:
        message = f"{len(lacking)} of the {of} actions have no {what}: the document as a whole may not give it."
        yield _issue(reading, Issue(code, message, Severity.NOTE))
        return
    for commitment in lacking:
        message = f"The action “{commitment.text}” has no {what}."
        yield _issue(reading, Issue(code, message, Severity.NOTE, fact=commitment.id))


def _issue(reading: Reading, issue: Issue) -> DocumentIssue:
    return DocumentIssue(reading.profile.id, reading.profile.source, issue)
