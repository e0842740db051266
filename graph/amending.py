"""What a few new, changed or gone documents change in a woven corpus: the same rows as weaving all of it anew.

Cards tell of which other documents something is now said in another way. Those, and the series of all of them, are
woven again; of the rest only what shares a thread or telling words with them is looked at. `tests/test_purity.py`
compares every row with a build from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import networkx as nx

from extract.reading import Reading
from graph.across import link_across
from graph.cards import Card, publishers_meet, unpack_keys, words_of
from graph.hands import find_owner_changes
from graph.items import Edition, group_editions, make_edition
from graph.network import check_network, list_edges, make_network
from graph.owners import list_owned
from graph.plan import Amendment, CommitmentOwner, Fate, Link, Plan, Thread, index_owners
from graph.questions import list_names, list_questions
from graph.series import find_copies
from graph.survey import Survey, settle_reading
from graph.threads import JOINING, Followed, follow_series, make_fates, make_links, make_slips, make_threads


class Past(Protocol):
    """What the last build left, asked for by the documents or commitments that matter; ids throughout."""

    def series_of(self, documents: Iterable[str]) -> set[str]:
        """Return the series of which these documents were editions."""

    def copies(self) -> Mapping[str, str]:
        """Return the documents that were copies, each with its original."""

    def commitments_of(self, documents: Iterable[str]) -> set[str]:
        """Return the commitments of these documents as they were."""

    def homes_of(self, commitments: Iterable[str]) -> Mapping[str, str]:
        """Return the document of each commitment."""

    def threads_of(self, commitments: Iterable[str]) -> Mapping[str, str]:
        """Return the thread of each commitment."""

    def members_of(self, threads: Iterable[str]) -> set[str]:
        """Return the commitments of these threads."""

    def links_of(self, commitments: Iterable[str]) -> Sequence[Link]:
        """Return the links that lead from or to one of these commitments."""

    def fates_of(self, commitments: Iterable[str]) -> Sequence[Fate]:
        """Return the fates of which one side is one of these commitments."""


@dataclass(frozen=True, slots=True)
class Change:
    """The documents that are new or others than they were, and those that are gone."""

    new: frozenset[str]
    gone: frozenset[str]


@dataclass(slots=True)
class _Loom:
    """One amendment in the making: readings are fetched and settled once."""

    survey: Survey
    change: Change
    past: Past
    read: Callable[[str], Reading]
    cards: Mapping[str, Card] = field(init=False)
    series: Mapping[str, str | None] = field(init=False)
    readings: dict[str, Reading] = field(default_factory=dict)
    owned: dict[str, tuple[CommitmentOwner, ...]] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cards = {card.id: card for card in self.survey.cards}
        self.series = {card.id: self.survey.series_of(card) for card in self.survey.cards}

    def reading(self, document: str) -> Reading:
        if document not in self.readings:
            self.readings[document] = settle_reading(self.read(document), self.survey)
        return self.readings[document]

    def owned_in(self, document: str) -> tuple[CommitmentOwner, ...]:
        if document not in self.owned:
            self.owned[document] = tuple(list_owned(self.reading(document), self.survey.names))
        return self.owned[document]

    def edition(self, document: str) -> Edition:
        if document not in self.editions:
            self.editions[document] = make_edition(self.reading(document), index_owners(self.owned_in(document)))
        return self.editions[document]

    def in_order(self, documents: Iterable[str]) -> list[str]:
        return sorted(documents, key=lambda document: self.cards[document].profile.source)


@dataclass(frozen=True, slots=True)
class _Woven:
    """What was found for some documents: links with a side in them, and the threads that these make."""

    found: Followed
    links: tuple[Link, ...]
    network: nx.Graph[str]
    homes: Mapping[str, str]


def amend(
    survey: Survey, change: Change, said_anew: Iterable[str], past: Past, read: Callable[[str], Reading]
) -> Amendment:
    """Return what changes in the plan.

    `survey` is that of the corpus as it is now, `said_anew` the unchanged documents of which it says something else
    than it did; `read` gives a document's reading as it was read.
    """
    loom = _Loom(survey, change, past, read)
    touched = set(change.new) | set(said_anew)
    documents = touched | _editions_with(loom, touched | change.gone)
    copies, left_out, moved = _find_copies(loom, documents)
    touched |= moved
    while True:
        woven = _weave(loom, documents, touched, left_out)
        renamed = _find_renamed(loom, woven, documents)
        if not renamed:
            return _finish(loom, woven, documents, copies)
        documents |= renamed | _editions_with(loom, renamed)


def _editions_with(loom: _Loom, documents: Iterable[str]) -> set[str]:
    """Return all documents of the series that these are or were editions of."""
    documents = set(documents)
    names = {loom.series.get(document) for document in documents} | loom.past.series_of(documents)
    return {document for document, name in loom.series.items() if name is not None and name in names}


def _find_copies(loom: _Loom, documents: Iterable[str]) -> tuple[dict[str, str], set[str], set[str]]:
    """Return the copies among all documents, what takes no part therefore, and the documents that were no copies and
    are now, or the other way round."""
    documents = set(documents)
    before = loom.past.copies()
    copies = {copy: original for copy, original in before.items() if copy not in documents | loom.change.gone}
    copies |= dict(find_copies([loom.reading(document) for document in _of_crowded_dates(loom, documents)]))
    moved = {document for document in documents if (document in before) != (document in copies)}
    return copies, copies.keys() | loom.survey.superseded, moved


def _of_crowded_dates(loom: _Loom, documents: Iterable[str]) -> list[str]:
    """The documents that share series and date with another: only those can be copies."""
    met: dict[tuple[str, str], list[str]] = {}
    for document in loom.in_order(documents):
        name, published = loom.series[document], loom.cards[document].profile.published
        if name is not None and published is not None:
            met.setdefault((name, published.value), []).append(document)
    return [document for group in met.values() if len(group) > 1 for document in group]


def _weave(loom: _Loom, documents: set[str], touched: set[str], left_out: set[str]) -> _Woven:
    taking_part = loom.in_order(documents - left_out)
    found = follow_series(group_editions(map(loom.edition, taking_part), loom.series))
    links = (*make_links(found), *_link_touched(loom, touched - left_out, left_out), *_kept(loom, documents, touched))
    return _Woven(found, links, *_connect(loom, documents, links))


def _link_touched(loom: _Loom, touched: set[str], left_out: set[str]) -> tuple[Link, ...]:
    """Return the links across documents of which a side is in a touched one."""
    wanted: dict[frozenset[str], set[int]] = defaultdict(set)
    for document in touched:
        wanted[words_of(loom.cards[document])].update(unpack_keys(loom.cards[document]))
    partners = {card.id for card in loom.survey.cards if card.id not in left_out and _may_meet(card, wanted)}
    editions = [loom.edition(document) for document in loom.in_order(partners | touched)]
    return link_across(editions, loom.cards, loom.series, among=touched)


def _may_meet(card: Card, wanted: Mapping[frozenset[str], set[int]]) -> bool:
    """Tell whether a document shares a key with one of a publisher with which it is compared."""
    near = [keys for words, keys in wanted.items() if publishers_meet(words, words_of(card))]
    own = unpack_keys(card) if near else ()
    return any(not keys.isdisjoint(own) for keys in near)


def _kept(loom: _Loom, documents: set[str], touched: set[str]) -> list[Link]:
    """Return the links across documents that stay as they were: between untouched ones, with a side in `documents`."""
    untouched = documents - touched
    links = loom.past.links_of({c.id for document in untouched for c in loom.reading(document).commitments})
    homes = loom.past.homes_of({end for link in links for end in (link.from_commitment, link.to_commitment)})
    kept = []
    for link in links:
        first, last = homes[link.from_commitment], homes[link.to_commitment]
        if {first, last} & (touched | loom.change.gone):
            continue
        within = first == last and link.relation != "related"  # printed twice: follows from the reading
        series = loom.series[first] if first != last else None
        if not within and (series is None or series != loom.series[last]):
            kept.append(link)
    return kept


def _connect(loom: _Loom, documents: set[str], links: Iterable[Link]) -> tuple[nx.Graph[str], Mapping[str, str]]:
    """Return the commitments of these documents, all that they are and were joined with, and the document of each."""
    homes = {c.id: document for document in documents for c in loom.reading(document).commitments}
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(homes)
    joining = [link for link in links if link.relation in JOINING]
    network.add_edges_from((link.from_commitment, link.to_commitment) for link in joining)
    were = loom.past.commitments_of(documents | loom.change.gone)
    network.add_nodes_from(_still_there(loom, loom.past.members_of(loom.past.threads_of(were).values()), documents))
    outside = set(network) - homes.keys()
    met: set[str] = set()
    while outside:
        met |= outside
        reached = [link for link in loom.past.links_of(outside) if link.relation in JOINING]
        ends = {end for link in reached for end in (link.from_commitment, link.to_commitment)}
        there = _still_there(loom, ends, documents)
        network.add_edges_from(
            (link.from_commitment, link.to_commitment)
            for link in reached
            if {link.from_commitment, link.to_commitment} <= there
        )
        outside = there - met
    return network, homes | dict(loom.past.homes_of(met))


def _still_there(loom: _Loom, commitments: Iterable[str], documents: set[str]) -> set[str]:
    """Of commitments as they were, those in other documents, which are as they were."""
    homes = loom.past.homes_of(commitments)
    return {commitment for commitment, home in homes.items() if home not in documents | loom.change.gone}


def _find_renamed(loom: _Loom, woven: _Woven, documents: set[str]) -> set[str]:
    """Return the other documents of which a commitment is in another thread than before."""
    outside = {commitment for commitment in woven.network if woven.homes[commitment] not in documents}
    before = loom.past.threads_of(outside)
    now = {c: thread.id for thread in _make_threads(loom, woven) for c in thread.commitments}
    return {woven.homes[commitment] for commitment in outside if before[commitment] != now[commitment]}


def _make_threads(loom: _Loom, woven: _Woven) -> tuple[Thread, ...]:
    readings = [loom.reading(document) for document in loom.in_order({woven.homes[c] for c in woven.network})]
    return make_threads(readings, woven.network)


def _finish(loom: _Loom, woven: _Woven, documents: set[str], copies: Mapping[str, str]) -> Amendment:
    """Put the changed part of the plan together."""
    threads = _make_threads(loom, woven)
    outside = {c for c in woven.network if woven.homes[c] not in documents}
    fates = loom.past.fates_of(outside)
    met = {woven.homes[c] for c in outside} | {end for fate in fates for end in (fate.from_document, fate.to_document)}
    inside, around = loom.in_order(documents), loom.in_order(documents | met)
    readings = [loom.reading(document) for document in inside]
    owned = tuple(own for document in inside for own in loom.owned_in(document))
    network = make_network(readings, owned)
    names, cards = loom.survey.names, [loom.cards[document] for document in inside]
    plan = Plan(
        readings=tuple(loom.reading(document) for document in around),
        owners=names.owners(),
        owner_names=tuple(name for card in cards for name in names.names_of(card)),
        commitment_owners=tuple(own for document in around for own in loom.owned_in(document)),
        threads=threads,
        links=woven.links,
        aim_links=tuple(woven.found.aim_links),
        fates=(*make_fates(woven.found, threads), *fates),
        slips=make_slips(woven.found, threads),
        owner_changes=find_owner_changes(woven.found.pairs, owned, threads),
        edges=list_edges(network),
        issues=(*(issue for card in cards for issue in names.unknown(card)), *check_network(readings, network)),
        copies=tuple((copy, original) for copy, original in copies.items() if copy in documents),
        asks_pairs=False,
    )
    about = [q for q in list_questions(plan) if q.kind != "owner" and q.document in documents]
    plan = replace(
        plan,
        questions=(*about, *list_names(plan.owners, tuple(n for c in loom.survey.cards for n in names.names_of(c)))),
    )
    were = loom.past.commitments_of(documents | loom.change.gone)
    ended = loom.past.threads_of(were | outside).values()
    return Amendment(plan, frozenset(documents), loom.change.gone, frozenset(ended), loom.survey.sources)
