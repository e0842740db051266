"""Partners for what is linked to nothing: likely enough for a person to look at, not sure enough to link.

The work grows with what is alike: only commitments that share two of their telling words are compared, each thread is
there once (by its latest wording), and two words that many share tell nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.reading import OwnerRole, Reading
from graph.items import Item, OwnersOf, group_of, make_edition
from graph.judging import judge
from graph.plan import Plan
from graph.wording import Words, cover, likeness, shared, total

# Below this score a partner is not worth a person's time, within a series and across documents.
LEAST_IN_SERIES, LEAST_ACROSS = 0.2, 0.3
# The heaviest words by which a commitment is found, and how many may share two of them.
_INDEXED, _CROWD = 8, 20
# How many of those that share most are weighed against it.
_WEIGHED = 10
_TELLING = 0.2
# Of a shorter wording, a share that stands in the longer counts in full from this weight on.
_HELD, _FULL_WEIGHT = 0.9, 2.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two commitments that may be one, how likely, and why."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


def owners_of(plan: Plan) -> OwnersOf:
    """Return the owners of each commitment, sponsors and partners apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for owned in plan.commitment_owners:
        if owned.role is OwnerRole.OWNER:
            found[owned.commitment].add(owned.owner)
    return {commitment: frozenset(ids) for commitment, ids in found.items()}


def suggest_in_series(plan: Plan) -> Iterator[Suggestion]:
    """Yield pairs of what is gone from an edition and what is new in the next that share a telling word."""
    gone: dict[tuple[str, str], set[str]] = defaultdict(set)
    new: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fate in plan.fates:
        between = (fate.from_document, fate.to_document)
        if fate.to_commitment is None and fate.from_commitment:
            gone[between].add(fate.from_commitment)
        elif fate.from_commitment is None and fate.to_commitment:
            new[between].add(fate.to_commitment)
    readings = {reading.profile.id: reading for reading in plan.readings}
    owners = owners_of(plan)
    for between in sorted(gone.keys() & new.keys()):
        before = _items(readings[between[0]], gone[between], owners)
        yield from _compare(before, _items(readings[between[1]], new[between], owners))


def _items(reading: Reading, wanted: set[str], owners: OwnersOf) -> list[Item]:
    return [item for item in make_edition(reading, owners).items if item.id in wanted]


def _compare(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Suggestion]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(after):
        for word in _telling(item.words):
            by_word[word].append(i)
    for item in before:
        for i in sorted({i for word in _telling(item.words) for i in by_word.get(word, ())}):
            if group_of(item.commitment.kind) != group_of(after[i].commitment.kind):
                continue
            judgement = judge(item, after[i], same_aim=bool(item.aim) and item.aim == after[i].aim)
            if judgement.score >= LEAST_IN_SERIES:
                yield Suggestion(item.id, after[i].id, judgement.score, judgement.reasons)


def _telling(words: Words) -> list[str]:
    return [word for word, weight in words.items() if weight > _TELLING]


def suggest_across(plan: Plan) -> Iterator[Suggestion]:
    """Yield pairs across documents, or of a document's prose and its plan, of which one has no partner yet."""
    alone = {thread.commitments[0] for thread in plan.threads if len(thread.commitments) == 1}
    latest = {thread.commitments[-1] for thread in plan.threads}
    owners = owners_of(plan)
    items = [item for reading in plan.readings for item in _items(reading, latest, owners)]
    series = {r.profile.id: r.profile.series.value if r.profile.series else "" for r in plan.readings}
    for one, other in _candidates(items, alone):
        if _may_meet(one, other, series):
            suggestion = weigh_suggestion(one, other)
            if suggestion.score >= LEAST_ACROSS:
                yield suggestion


def _may_meet(one: Item, other: Item, series: Mapping[str, str]) -> bool:
    """Siblings of one plan are not asked about, nor editions of one series: those are followed by themselves."""
    if one.document == other.document:
        return group_of(one.commitment.kind) != group_of(other.commitment.kind)
    return not series[one.document] or series[one.document] != series[other.document]


def _candidates(items: Sequence[Item], alone: set[str]) -> Iterator[tuple[Item, Item]]:
    """For each item that is alone, those that share most pairs of its heaviest words, the earlier of two first.

    Keys are numbers in one sorted list, since an index of lists would need gigabytes at 300,000 items.
    """
    numbers = {word: i for i, word in enumerate(sorted({word for item in items for word in item.words}))}
    size = len(items)
    keys = [_keys(item.words, numbers) for item in items]
    index = sorted(key * size + i for i, own in enumerate(keys) for key in own)
    for i, own in enumerate(keys):
        if items[i].id not in alone:
            continue
        near: Counter[int] = Counter()
        for key in own:
            first, last = bisect_left(index, key * size), bisect_left(index, (key + 1) * size)
            if last - first <= _CROWD:
                near.update(found % size for found in index[first:last])
        del near[i]
        for j, _ in sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:_WEIGHED]:
            yield items[min(i, j)], items[max(i, j)]


def _keys(words: Words, numbers: Mapping[str, int]) -> list[int]:
    pairs = combinations(sorted(numbers[word] for word in _heaviest(words)), 2)
    return [one * len(numbers) + other for one, other in pairs]


def _heaviest(words: Words) -> list[str]:
    return sorted(_telling(words), key=lambda word: (-words[word], -len(word), word))[:_INDEXED]


def weigh_suggestion(one: Item, other: Item) -> Suggestion:
    """Return how likely two commitments of different documents are one."""
    alike = likeness(one.words, other.words)
    short, long = sorted((one, other), key=lambda item: total(item.words))
    held = cover(short.words, long.words)
    telling = min(1.0, shared(one.words, other.words) / _FULL_WEIGHT)
    reasons = [f"{round(alike * 100)} % of the telling words shared"]
    if held > alike:
        reasons.append(f"{round(held * 100)} % of the shorter wording stands in the longer")
    if one.owners & other.owners:
        reasons.append("same owner")
    return Suggestion(one.id, other.id, round(max(alike, _HELD * held * telling), 3), tuple(reasons))
