"""What people's pairs change in a series: which items are followed, and so every fate and slip of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.aims import same_aim_by
from graph.deciding.pairs import REASON, Couple, JudgedPairs
from graph.fates import judge_fates
from graph.following import Pair
from graph.items import Edition, Item
from graph.judging import Judgement
from graph.slipping import find_moves
from graph.threads import Followed


@dataclass(frozen=True, slots=True)
class _Series:
    """The editions of one series in order, and where each commitment stands (copies of an item with it)."""

    editions: tuple[Edition, ...]
    places: Mapping[str, tuple[int, Item]]

    def edition_of(self, item: Item) -> int:
        return self.places[item.id][0]


def decide_series(found: Followed, judged: JudgedPairs, grouped: Mapping[str, Sequence[Edition]]) -> Followed:
    """Return what following found, with people's pairs in it, barred ones out, and fates and slips judged anew."""
    if not judged:
        return found
    decided = Followed(
        list(found.pairs), list(found.outcomes), list(found.moves), list(found.aim_links), list(found.links)
    )
    for editions in grouped.values():
        _decide(decided, judged, _place(editions))
    return decided


def _place(editions: Sequence[Edition]) -> _Series:
    places = {
        commitment: (i, item)
        for i, edition in enumerate(editions)
        for item in edition.items
        for commitment in (item.id, *item.copies)
    }
    return _Series(tuple(editions), places)


def _decide(found: Followed, judged: JudgedPairs, series: _Series) -> None:
    documents = {edition.document for edition in series.editions}
    old = [pair for pair in found.pairs if pair.before.document in documents]
    pairs = [pair for pair in old if _couples(pair).isdisjoint(judged.barred)]
    wanted = sorted(
        (_ordered(couple, series) for couple in judged.same if all(c in series.places for c in couple)),
        key=lambda ends: (series.edition_of(ends[0]), ends[0].position, ends[1].position),
    )
    forced: list[Pair] = []
    for before, after in wanted:
        forced += _force(before, after, pairs, forced, series)
    taken = {pair.before.id: series.edition_of(pair.after) for pair in forced}
    ends = {pair.after.id for pair in forced}
    pairs = [
        pair
        for pair in pairs
        if pair.after.id not in ends and taken.get(pair.before.id) != series.edition_of(pair.after)
    ]
    pairs = [*pairs, *forced]
    if {(p.before.id, p.after.id, p.judgement) for p in pairs} == {(p.before.id, p.after.id, p.judgement) for p in old}:
        return
    others = [pair for pair in found.pairs if pair.before.document not in documents]
    found.pairs = [*others, *_in_order(pairs, series)]
    found.outcomes = [o for o in found.outcomes if o.to_document not in documents]
    found.moves = [move for move in found.moves if move.pair.before.document not in documents]
    _judge_again(found, pairs, series)


def _ordered(couple: Couple, series: _Series) -> tuple[Item, Item]:
    first, last = sorted(couple, key=lambda c: (series.places[c][0], c))
    return series.places[first][1], series.places[last][1]


def _couples(pair: Pair) -> set[Couple]:
    befores, afters = (pair.before.id, *pair.before.copies), (pair.after.id, *pair.after.copies)
    return {frozenset((before, after)) for before in befores for after in afters}


def _force(before: Item, after: Item, pairs: Sequence[Pair], forced: Sequence[Pair], series: _Series) -> list[Pair]:
    """The pair to add for two items of a series: from the last edition in which the first was followed to the second's.

    None within one edition, nor where the two are followed to one another already and only the link needs signing.
    """
    goal = series.edition_of(after)
    if series.edition_of(before) == goal:
        return []
    at = before
    while True:
        steps = [pair for pair in (*forced, *pairs) if pair.before.id == at.id and series.edition_of(pair.after) < goal]
        if not steps:
            break
        at = min(steps, key=lambda pair: (series.edition_of(pair.after), pair.after.position)).after
    kept = next((p for p in (*forced, *pairs) if p.before.id == at.id and p.after.id == after.id), None)
    if kept in forced and kept is not None:
        return []
    reasons = (REASON, *(kept.judgement.reasons if kept else ()))
    return [Pair(at, after, Judgement(1.0, reasons))]


def _in_order(pairs: Iterable[Pair], series: _Series) -> list[Pair]:
    return sorted(
        pairs,
        key=lambda p: (
            series.edition_of(p.after),
            series.edition_of(p.after) - series.edition_of(p.before),
            p.before.position,
            p.after.position,
        ),
    )


def _judge_again(found: Followed, pairs: Sequence[Pair], series: _Series) -> None:
    """Fates and moves, edition by edition, as following judges them."""
    ordered = _in_order(pairs, series)
    for i, (before, after) in enumerate(pairwise(series.editions)):
        arriving = [pair for pair in ordered if series.edition_of(pair.after) == i + 1]
        straight = [pair for pair in arriving if series.edition_of(pair.before) == i]
        reopened = [pair for pair in arriving if series.edition_of(pair.before) < i]
        ids = {aim.id for aim in before.aims}
        aim_links = [link for link in found.aim_links if link.from_aim in ids]
        same_aim = same_aim_by(aim_links)
        found.outcomes.extend(judge_fates(before, after, straight, aim_links, same_aim, reopened))
        found.moves.extend(find_moves((*straight, *reopened)))


def with_cuts(judged: JudgedPairs, cuts: Iterable[Couple]) -> JudgedPairs:
    """Return the judged pairs with more pairs that must not be followed."""
    return replace(judged, cut=judged.cut | frozenset(cuts))
