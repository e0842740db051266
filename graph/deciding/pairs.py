"""Pairs of commitments that a person judged: which they are, what follows for links, threads and fates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import networkx as nx

from extract.decisions.finding import Finder
from extract.decisions.standing import PAIRS
from extract.reading import Decided, DecisionState, Reading
from graph.deciding.rows import Register
from graph.plan import Fate, Link
from ingest.people import Verdict

REASON = "decided by a person"
JOINING = ("same", "split", "merged")

Couple = frozenset[str]


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs of commitment ids with the line that judges them: one commitment, two, or not to be told.

    `cut` are further pairs that must not be followed, so that two different commitments do not meet over them.
    """

    same: Mapping[Couple, int] = field(default_factory=dict)
    different: Mapping[Couple, int] = field(default_factory=dict)
    unsure: Mapping[Couple, int] = field(default_factory=dict)
    cut: frozenset[Couple] = frozenset()

    @property
    def barred(self) -> frozenset[Couple]:
        """Pairs that no rule may link."""
        return frozenset(self.different) | frozenset(self.unsure) | self.cut

    def __bool__(self) -> bool:
        return bool(self.same or self.different or self.unsure)


def find_judged(register: Register, readings: Sequence[Reading]) -> tuple[JudgedPairs, tuple[Decided, ...]]:
    """Find the commitments that people's pairs name; return them with what became of each decision."""
    current = {reading.profile.id: reading for reading in readings}
    finders: dict[str, Finder] = {}
    found: dict[Verdict, dict[Couple, int]] = {verdict: {} for verdict in PAIRS}
    decided = []
    for row in register.of(*PAIRS):
        ends = []
        other = row.other_document or row.document
        for document, words in ((row.document, (row.quote, row.before, row.after)), (other, (row.other_quote, "", ""))):
            if document in register.readings:
                key = register.readings[document].profile.id
                finders.setdefault(key, Finder(current[key]))
                ends.append(finders[key].commitment(*words))
        lost = next((end for end in ends if end.commitment is None), None)
        if len(ends) < 2:
            continue  # reported with the decisions whose document is not there
        if lost is not None:
            decided.append(Decided(row.line, lost.state, lost.why))
            continue
        ids = tuple(end.commitment.id for end in ends if end.commitment is not None)
        if ids[0] == ids[1]:
            decided.append(Decided(row.line, DecisionState.AMBIGUOUS, "both quotes name the same commitment"))
            continue
        for judged in found.values():
            judged.pop(frozenset(ids), None)
        found[Verdict(str(row.verdict))][frozenset(ids)] = row.line
        decided.append(Decided(row.line, DecisionState.APPLIED, places=1, facts=ids))
    judged_pairs = JudgedPairs(found[Verdict.SAME], found[Verdict.DIFFERENT], found[Verdict.UNSURE])
    return judged_pairs, tuple(decided)


def decide_links(
    links: Iterable[Link], judged: JudgedPairs, homes: Mapping[str, str], order: Mapping[str, tuple[str, str, int]]
) -> tuple[Link, ...]:
    """Return the links as people want them: barred ones gone, theirs there, none that says otherwise of their pairs.

    `homes` has each commitment's document, `order` when it was published and where it stands: links go forward.
    """
    kept: dict[tuple[Couple, str], Link] = {}
    for link in links:
        couple = frozenset((link.from_commitment, link.to_commitment))
        if couple in judged.barred:
            continue
        if couple in judged.same:
            relation = link.relation if link.relation in JOINING else "same"
            link = replace(link, relation=relation, score=1.0, reasons=(REASON, *link.reasons), decided_by="person")
        elif link.relation == "same" and _rivals(couple, judged, homes):
            reasons = (*link.reasons, "− a person decided that another one of that document is it")
            link = replace(link, relation="related", reasons=reasons)
        kept[couple, link.relation] = link
    for couple in judged.same:
        if not any((couple, relation) in kept for relation in JOINING):
            first, last = sorted(couple, key=lambda commitment: order[commitment])
            kept[couple, "same"] = Link(first, last, "same", 1.0, (REASON,), "person")
            kept.pop((couple, "related"), None)
    return tuple(sorted(kept.values(), key=lambda link: (link.from_commitment, link.to_commitment, link.relation)))


def _rivals(couple: Couple, judged: JudgedPairs, homes: Mapping[str, str]) -> bool:
    """Tell whether a person gave one of the two another partner in the document of the other."""
    documents = {homes[commitment] for commitment in couple}
    if len(documents) == 1:
        return False
    return any(len(couple & pair) == 1 and {homes[c] for c in pair} == documents for pair in judged.same)


def find_joins(links: Sequence[Link], judged: JudgedPairs) -> tuple[frozenset[Couple], tuple[Decided, ...]]:
    """Return the pairs to cut so that no two commitments that a person holds different are one thread.

    Of the links on the way between them the weakest by rule goes; where only people's links join them, nothing can,
    and the decision is reported.
    """
    if not judged.different:
        return frozenset(), ()
    network: nx.Graph[str] = nx.Graph()
    for link in links:
        if link.relation in JOINING:
            network.add_edge(link.from_commitment, link.to_commitment, link=link)
    cut: set[Couple] = set()
    contradicted = []
    for couple, line in sorted(judged.different.items(), key=lambda item: item[1]):
        one, other = sorted(couple)
        while one in network and other in network and nx.has_path(network, one, other):
            path = nx.shortest_path(network, one, other)
            on_way: list[Link] = [network.edges[step]["link"] for step in pairwise(path)]
            by_rule = [link for link in on_way if link.decided_by == "rule"]
            if not by_rule:
                why = "other decisions of people make the two one thread"
                contradicted.append(Decided(line, DecisionState.AMBIGUOUS, why))
                break
            weakest = min(by_rule, key=lambda link: (link.score, link.from_commitment, link.to_commitment))
            network.remove_edge(weakest.from_commitment, weakest.to_commitment)
            cut.add(frozenset((weakest.from_commitment, weakest.to_commitment)))
    return frozenset(cut), tuple(contradicted)


def sign_fates(fates: Iterable[Fate], judged: JudgedPairs) -> tuple[Fate, ...]:
    """Return the fates, those of pairs that a person judged the same signed so."""
    return tuple(
        replace(fate, decided_by="person")
        if frozenset((fate.from_commitment, fate.to_commitment)) in judged.same
        else fate
        for fate in fates
    )
