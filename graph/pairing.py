"""Which pairs a person is asked about, of all that may be one commitment: one question for two threads, the likeliest
first, and a weak one only where neither has a likelier partner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from extract.reading import Commitment
from graph.items import group_of
from graph.suggesting import Suggestion
from graph.wording import alone, in_common

# Of the partners of one commitment: so many, and none far less likely than the best that the same document has.
SUGGESTIONS, NEAR_BEST = 3, 0.7
# From this score on a pair is worth a question by itself, and what is gone from one edition and new in the next always;
# below, only where each is the best that the other document has.
LIKELY = 0.45
_SAID = 6
# What a meeting decides is an undertaking of its own: weak likeness to an action means nothing.
_DECIDING = ("resolution", "recommendation")


def choose_pairs(
    found: Iterable[Suggestion],
    threads: Mapping[str, str],
    commitments: Mapping[str, Commitment],
    homes: Mapping[str, str],
    settled: AbstractSet[frozenset[str]],
    doubted: AbstractSet[frozenset[str]],
) -> list[Suggestion]:
    """Return the pairs to ask about, the likeliest first.

    `threads` has each commitment's thread, `homes` its document. What a person judged (`settled`, couples of
    commitments) is not asked again of other commitments of the two threads; of what they were unsure (`doubted`)
    always.
    """
    done = {_threads_of(couple, threads) for couple in settled}
    best: dict[frozenset[str], Suggestion] = {}
    for each in sorted(found, key=lambda s: (frozenset((s.one, s.other)) not in doubted, -s.score, s.one, s.other)):
        couple = _threads_of((each.one, each.other), threads)
        if len(couple) == 2 and couple not in done:
            best.setdefault(couple, each)
    return [
        each
        for each in _keep_best(best, homes, doubted)
        if each.score >= LIKELY or frozenset((each.one, each.other)) in doubted or _undertake(each, commitments)
    ]


def _threads_of(couple: Iterable[str], threads: Mapping[str, str]) -> frozenset[str]:
    return frozenset(threads.get(commitment, commitment) for commitment in couple)


def _keep_best(
    best: Mapping[frozenset[str], Suggestion], homes: Mapping[str, str], doubted: AbstractSet[frozenset[str]]
) -> list[Suggestion]:
    """Keep the first of each thread that are about the likeliest of what the other's document has for it."""
    ranked: dict[str, list[Suggestion]] = defaultdict(list)
    top: dict[tuple[str, frozenset[str]], float] = {}
    ordered = sorted(best.items(), key=lambda item: (-item[1].score, item[1].one, item[1].other))
    for couple, each in ordered:
        for thread in couple:
            ranked[thread].append(each)
            top.setdefault((thread, _between(each, homes)), each.score)
    kept = []
    for couple, each in ordered:
        likeliest = max(top[thread, _between(each, homes)] for thread in couple)
        first = [each in ranked[thread][:SUGGESTIONS] for thread in couple]
        wanted = any(first) if each.followed or each.score >= LIKELY else all(first) and each.score == likeliest
        if frozenset((each.one, each.other)) in doubted or (wanted and each.score >= NEAR_BEST * likeliest):
            kept.append(each)
    return kept


def _between(pair: Suggestion, homes: Mapping[str, str]) -> frozenset[str]:
    return frozenset((homes[pair.one], homes[pair.other]))


def _undertake(pair: Suggestion, commitments: Mapping[str, Commitment]) -> bool:
    groups = {group_of(commitments[end].kind) for end in (pair.one, pair.other)}
    return groups.isdisjoint(_DECIDING)


def say_why(pair: Suggestion, one: str, other: str) -> str:
    """Return why two texts may be one commitment, in words for an officer: what both say, and what each says alone."""
    said = in_common(one, other)[:_SAID]
    told = [f"both say “{' '.join(said)}”"] if said else []
    told += [reason for reason in pair.reasons if "%" not in reason and not reason.startswith("− only")]
    for which, words in (("first", alone(one, other)), ("second", alone(other, one))):
        if words:
            told.append(f"only the {which} says “{' '.join(words[:_SAID])}”")
    return "; ".join(told) or "the words are alike"
