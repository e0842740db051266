"""Partners for what is linked to nothing: likely enough for a person to look at, not sure enough to link.

The work grows with what is alike: only commitments that share a rare word, or two of their heaviest, are compared, each
thread is there once (by its latest wording), and words that many share find nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from extract.reading import OwnerRole, Reading
from graph.items import Item, OwnersOf, group_of, make_edition
from graph.judging import judge, share_telling
from graph.meeting import find_held, have_same_date
from graph.plan import Plan
from graph.wording import Words, likeness, shared, stands_in, total

# Below this score a partner is not worth a person's time, within a series and across documents.
LEAST_IN_SERIES, LEAST_ACROSS = 0.3, 0.3
# Under one aim an owner's gone action and their new one need have less in common to be asked about.
LEAST_OF_ONE_OWNER = 0.15
# A word finds those that have it where at most so many do; two of the heaviest words together likewise.
_RARE, _CROWD = 30, 20
_INDEXED = 8
# How many of those that share most are weighed against it.
_WEIGHED = 12
_TELLING = 0.2
# Of a shorter wording, a share that stands in the longer counts in full from this weight on.
_HELD, _FULL_WEIGHT = 0.9, 2.0
_ROUNDING = 1e-9
# What agrees besides the words moves the score by so much.
_OWNER, _DATE, _UNTOLD = 0.05, 0.1, 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two commitments that may be one, how likely, and why; `followed` where one is gone and the other new."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    followed: bool = False


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
            same_aim = bool(item.aim) and item.aim == after[i].aim
            judgement = judge(item, after[i], same_aim=same_aim)
            least = LEAST_OF_ONE_OWNER if same_aim and item.owners & after[i].owners else LEAST_IN_SERIES
            if judgement.score >= least:
                yield Suggestion(item.id, after[i].id, judgement.score, judgement.reasons, followed=True)


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
    """For each item that is alone, those that share most weight of words in its keys, the earlier of two first.

    Keys are numbers in one sorted array, since an index of lists would need gigabytes at 300,000 items.
    """
    count = Counter(word for item in items for word in item.words)
    numbers = {word: i for i, word in enumerate(sorted(count), 1)}
    size = len(items)
    index = array("q", sorted(key * size + i for i, item in enumerate(items) for key in _keys(item, count, numbers)))
    for i, item in enumerate(items):
        if item.id not in alone:
            continue
        near: dict[int, float] = defaultdict(float)
        for key, weight in _keys(item, count, numbers).items():
            first, last = bisect_left(index, key * size), bisect_left(index, (key + 1) * size)
            if last - first <= (_CROWD if key > len(numbers) else _RARE):
                for found in index[first:last]:
                    near[found % size] += weight
        near.pop(i, None)
        for j in nsmallest(_WEIGHED, near, key=lambda j: (-near[j], j)):
            yield items[min(i, j)], items[max(i, j)]


def _keys(item: Item, count: Mapping[str, int], numbers: Mapping[str, int]) -> dict[int, float]:
    """Return the keys of an item, each with the weight of its words: rare words, and pairs of the heaviest."""
    words = item.words
    keys = {numbers[word]: weight for word, weight in words.items() if count[word] <= _RARE}
    for one, other in combinations(sorted(_heaviest(words), key=numbers.__getitem__), 2):
        keys[numbers[one] * (len(numbers) + 1) + numbers[other]] = words[one] + words[other]
    return keys


def _heaviest(words: Words) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], -len(word), word))[:_INDEXED]


def weigh_suggestion(one: Item, other: Item) -> Suggestion:
    """Return how likely two commitments of different documents are one."""
    alike = likeness(one.words, other.words)
    weight, short = shared(one.words, other.words), min(total(one.words), total(other.words))
    telling = 1.0 if _stands_whole(one, other, weight, short) else min(1.0, weight / _FULL_WEIGHT)
    likeliest = max(alike, _HELD * telling * weight / short) if weight else 0.0
    if likeliest + _OWNER + _DATE < LEAST_ACROSS:
        return Suggestion(one.id, other.id, round(likeliest, 3), ())
    held, held_reasons = find_held(one, other)
    score, reasons = max(alike, _HELD * held * telling), [f"{round(alike * 100)} % of the telling words shared"]
    reasons.extend(held_reasons)
    if one.owners and other.owners:
        same = bool(one.owners & other.owners)
        score += _OWNER if same else -_OWNER
        reasons.append("same owner" if same else "− other owner")
    if telling < 1.0 and not share_telling(one, other):
        score -= _UNTOLD
        reasons.append("− no telling word shared")
    if have_same_date(one.commitment, other.commitment):
        score += _DATE
        reasons.append("same date")
    return Suggestion(one.id, other.id, round(min(max(score, 0.0), 0.99), 3), tuple(reasons))


def _stands_whole(one: Item, other: Item, weight: float, short: float) -> bool:
    """The whole of a short wording in one piece tells enough, however light its words."""
    if weight < min(short, _FULL_WEIGHT) - _ROUNDING:
        return False
    texts = one.commitment.text, other.commitment.text
    return weight >= _FULL_WEIGHT or stands_in(*texts) or stands_in(*reversed(texts))
