"""Series by series and edition by edition: links, fates and slips, and the threads that the links make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

import networkx as nx

from extract.identity import make_id
from extract.reading import Reading
from graph.aims import link_aims, same_aim_by
from graph.fates import Outcome, judge_fates
from graph.following import Pair, follow
from graph.items import Edition, Item
from graph.plan import AimLink, Fate, Link, Slip, Thread
from graph.slipping import Move, find_moves

# Relations that make two commitments one thread.
JOINING = ("same", "split", "merged")


@dataclass(slots=True)
class Followed:
    """What following the series found, before threads have their ids."""

    pairs: list[Pair] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    aim_links: list[AimLink] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def follow_series(
    series: Mapping[str, Sequence[Edition]], barred: AbstractSet[frozenset[str]] = frozenset()
) -> Followed:
    """Follow every series from edition to edition (see `group_editions`), but for couples in `barred`."""
    found = Followed()
    for name in sorted(series):
        _follow_editions(found, series[name], barred)
    return found


def _follow_editions(found: Followed, editions: Sequence[Edition], barred: AbstractSet[frozenset[str]]) -> None:
    gone: list[Item] = []
    for before, after in pairwise(editions):
        pairs, aim_links = _follow_pair(before, after, barred)
        same_aim = same_aim_by(aim_links)
        known = {pair.after.id for pair in pairs}
        left = Edition(after.document, after.published, after.source, _without(after.items, known), after.aims)
        earlier = Edition(before.document, before.published, before.source, tuple(gone), ())
        reopened = follow(earlier, left, same_aim, barred) if gone else ()
        found.outcomes.extend(judge_fates(before, after, pairs, aim_links, same_aim, reopened))
        found.pairs.extend((*pairs, *reopened))
        found.moves.extend(find_moves((*pairs, *reopened)))
        found.aim_links.extend(aim_links)
        back = {pair.before.id for pair in reopened}
        gone = [*_without(gone, back), *_without(before.items, {pair.before.id for pair in pairs})]


def _follow_pair(
    before: Edition, after: Edition, barred: AbstractSet[frozenset[str]]
) -> tuple[tuple[Pair, ...], tuple[AimLink, ...]]:
    """Aims are linked by their words, then again by where the actions went, and the actions followed once more."""
    aim_links = link_aims(before, after)
    pairs = follow(before, after, same_aim_by(aim_links), barred)
    aim_links = link_aims(before, after, pairs)
    return follow(before, after, same_aim_by(aim_links), barred), aim_links


def _without(items: Iterable[Item], ids: set[str]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.id not in ids)


def make_links(found: Followed) -> tuple[Link, ...]:
    """Return the links of all pairs; a commitment printed twice is linked to its own copy."""
    links = [*found.links]
    befores, afters = _count(p.before.id for p in found.pairs), _count(p.after.id for p in found.pairs)
    for pair in found.pairs:
        relation = "split" if befores[pair.before.id] > 1 else "merged" if afters[pair.after.id] > 1 else "same"
        links.append(Link(pair.before.id, pair.after.id, relation, pair.judgement.score, pair.judgement.reasons))
    items = {item.id: item for pair in found.pairs for item in (pair.before, pair.after)}
    items |= {o.id: o for outcome in found.outcomes for o in (outcome.before, outcome.after) if o is not None}
    links.extend(
        Link(copy, item.id, "same", 1.0, ("printed twice in one document",))
        for item in items.values()
        for copy in item.copies
    )
    return tuple(sorted(links, key=lambda link: (link.from_commitment, link.to_commitment, link.relation)))


def _count(ids: Iterable[str]) -> Mapping[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for one in ids:
        counted[one] += 1
    return counted


def join(readings: Sequence[Reading], links: Iterable[Link]) -> nx.Graph[str]:
    """Return all commitments, those joined that links make one thread."""
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(commitment.id for reading in readings for commitment in reading.commitments)
    network.add_edges_from((k.from_commitment, k.to_commitment) for k in links if k.relation in JOINING)
    return network


def make_threads(readings: Sequence[Reading], network: nx.Graph[str]) -> tuple[Thread, ...]:
    """Return the threads: joined commitments in order of publication; the id comes from the earliest."""
    order = {
        commitment.id: (
            reading.profile.published.value if reading.profile.published else "9999",
            reading.profile.source,
            i,
        )
        for reading in readings
        for i, commitment in enumerate(reading.commitments)
    }
    texts = {commitment.id: commitment.text for reading in readings for commitment in reading.commitments}
    threads = []
    for component in nx.connected_components(network):
        members = tuple(sorted(component, key=order.__getitem__))
        threads.append(Thread(make_id("t", members[0]), texts[members[0]], members))
    return tuple(sorted(threads, key=lambda thread: order[thread.commitments[0]]))


def make_fates(found: Followed, threads: Iterable[Thread]) -> tuple[Fate, ...]:
    """Return the rows of `fates`; each copy of a commitment printed twice has its own."""
    home = {commitment: thread.id for thread in threads for commitment in thread.commitments}
    return tuple(
        Fate(
            thread=home[(after or before)],
            from_document=outcome.from_document,
            to_document=outcome.to_document,
            from_commitment=before or None,
            to_commitment=after or None,
            fate=outcome.fate,
            status_before=_status(outcome.before),
            status_after=_status(outcome.after),
            score=outcome.score,
            reasons=outcome.reasons,
        )
        for outcome in found.outcomes
        for before, after in _with_copies(outcome)
    )


def _with_copies(outcome: Outcome) -> list[tuple[str, str]]:
    """The pair itself, and one for each further copy on either side."""
    befores = [outcome.before.id, *outcome.before.copies] if outcome.before else [""]
    afters = [outcome.after.id, *outcome.after.copies] if outcome.after else [""]
    length = max(len(befores), len(afters))
    padded = [side + side[:1] * (length - len(side)) for side in (befores, afters)]
    return list(zip(*padded, strict=True))


def _status(item: Item | None) -> str | None:
    return str(item.status) if item is not None and item.status is not None else None


def make_slips(found: Followed, threads: Iterable[Thread]) -> tuple[Slip, ...]:
    """Return the rows of `slips`."""
    home = {commitment: thread.id for thread in threads for commitment in thread.commitments}
    return tuple(
        Slip(
            thread=home[move.pair.after.id],
            from_document=move.pair.before.document,
            to_document=move.pair.after.document,
            from_commitment=move.pair.before.id,
            to_commitment=move.pair.after.id,
            old_due=move.old.edtf or "",
            new_due=move.new.edtf or "",
            days=move.days,
            stated=move.stated,
            old_words=move.old.text,
            new_words=move.new.text,
        )
        for move in found.moves
    )
