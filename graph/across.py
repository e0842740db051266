"""Commitments of documents that are no editions of one another: the pledge in a plan, the action in a report, the row
in a tracker.

Only documents whose publishers share a telling word are compared (a council and its partnership; a document without
publisher with all), and of those only commitments that share two of their heaviest words: the work grows with what is
alike, not with the square of the corpus. A pair is one thread only where wording, and owner or date, agree; otherwise
it is `related`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from graph.cards import Card, keys_of, words_of
from graph.items import Edition, Item, group_of
from graph.meeting import judge_meeting
from graph.plan import Link


def link_across(
    editions: Sequence[Edition], cards: Mapping[str, Card], series: Mapping[str, str | None], among: Container[str]
) -> tuple[Link, ...]:
    """Return the links between documents, and between a document's prose and its own actions.

    `editions` come in order of path. Only pairs with a side in a document of `among` are looked at; editions of one
    series are left to following it.
    """
    links = []
    for one, other in _candidates(editions, cards, among):
        if one.document == other.document and group_of(one.commitment.kind) == group_of(other.commitment.kind):
            continue  # siblings of one plan
        if one.document != other.document and series[one.document] and series[one.document] == series[other.document]:
            continue
        link = judge_meeting(one, other)
        if link is not None:
            links.append(link)
    homes = {item.id: edition.document for edition in editions for item in edition.items}
    return one_partner_each(links, homes)


def _candidates(
    editions: Sequence[Edition], cards: Mapping[str, Card], among: Container[str]
) -> Iterator[tuple[Item, Item]]:
    """Pairs to compare, each once, in order of reading."""
    anonymous = any(not words_of(cards[edition.document]) for edition in editions)
    asking, others = _Index(anonymous=anonymous), _Index(anonymous=anonymous)
    items: list[Item] = []
    for edition in editions:
        words, asks = words_of(cards[edition.document]), edition.document in among
        for item in edition.items:
            keys = set(keys_of(item.words, words))
            found = asking.near(keys, words) | (others.near(keys, words) if asks else set())
            (asking if asks else others).add(len(items), keys, words)
            items.append(item)
            for i in sorted(found):
                yield items[i], item


class _Index:
    """Numbers of items by the keys that they share and the words of their publishers; `anonymous` says whether there
    are documents without publisher, which meet all others."""

    def __init__(self, *, anonymous: bool) -> None:
        self._anonymous = anonymous
        self._known: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._every: dict[int, list[int]] = defaultdict(list)

    def add(self, number: int, keys: Iterable[int], words: Iterable[str]) -> None:
        for key in keys:
            for word in words or ("",):
                self._known[word, key].append(number)
            if self._anonymous:
                self._every[key].append(number)

    def near(self, keys: Iterable[int], words: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for key in keys:
            if not words:
                found.update(self._every.get(key, ()))
            for word in (*words, "") if words else ():
                found.update(self._known.get((word, key), ()))
        return found


def one_partner_each(links: Sequence[Link], homes: Mapping[str, str]) -> tuple[Link, ...]:
    """Keep, of the `same` links between two documents, the best for each commitment; the others are related.

    Siblings of one plan share words with one row of a tracker; only one of them can be it.
    """
    best: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda k: (-k.score, k.from_commitment, k.to_commitment)):
        if link.relation == "same":
            best.setdefault((link.from_commitment, homes[link.to_commitment]), link)
            best.setdefault((link.to_commitment, homes[link.from_commitment]), link)
    return tuple(link if link.relation != "same" or _is_best(link, best, homes) else _related(link) for link in links)


def _is_best(link: Link, best: Mapping[tuple[str, str], Link], homes: Mapping[str, str]) -> bool:
    return (
        best[link.from_commitment, homes[link.to_commitment]] is link
        and best[link.to_commitment, homes[link.from_commitment]] is link
    )


def _related(link: Link) -> Link:
    reasons = (*link.reasons, "− another one of that document is more alike")
    return Link(link.from_commitment, link.to_commitment, "related", link.score, reasons, link.decided_by)
