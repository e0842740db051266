"""Commitments of documents that are no editions of one another: the pledge in a plan, the action in a report, the row
in a tracker.

Only documents whose publishers share a telling word are compared (a council and its partnership; a document without
publisher with all), and of those only commitments that share two of their heaviest words: the work grows with what is
alike, not with the square of the corpus. A pair is one thread only where wording, and owner or date, agree; otherwise
it is `related`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from extract.reading import Reading
from graph.items import Item, OwnersOf, group_of, make_edition
from graph.meeting import judge_meeting
from graph.plan import Link
from graph.wording import Words, weigh

# An item is indexed by pairs of its heaviest words; a long one says the same things as a short one among more.
_INDEXED = 5
_TELLING = 0.45


def link_across(
    readings: Sequence[Reading], owners: OwnersOf, followed: Iterable[Link], left_out: Iterable[str] = ()
) -> tuple[Link, ...]:
    """Return the links between documents, and between a document's prose and its own actions.

    `followed` are the links that following the series has made; editions of one series are left to it.
    """
    skipped = set(left_out)
    done = {frozenset((link.from_commitment, link.to_commitment)) for link in followed}
    series = {r.profile.id: r.profile.series.value if r.profile.series else r.profile.id for r in readings}
    items = [
        (item, _publisher_words(reading))
        for reading in readings
        if reading.profile.id not in skipped
        for item in make_edition(reading, owners).items
    ]
    links = []
    for one, other in _candidates(items):
        if frozenset((one.id, other.id)) in done:
            continue
        if one.document == other.document and group_of(one.commitment.kind) == group_of(other.commitment.kind):
            continue  # siblings of one plan
        if one.document != other.document and series[one.document] == series[other.document]:
            continue
        link = judge_meeting(one, other)
        if link is not None:
            links.append(link)
    return one_partner_each(links, {item.id: item.document for item, _ in items})


def _publisher_words(reading: Reading) -> tuple[str, ...]:
    """The words that tell who publishes a document; none where nobody says."""
    publisher = reading.profile.publisher
    return tuple(sorted(w for w, weight in weigh(publisher.value).items() if weight >= 1.0)) if publisher else ()


def _candidates(items: Sequence[tuple[Item, tuple[str, ...]]]) -> Iterator[tuple[Item, Item]]:
    """Pairs to compare, each once, in order of reading."""
    known: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    every: dict[tuple[str, str], list[int]] = defaultdict(list)
    nobodys: dict[tuple[str, str], list[int]] = defaultdict(list)
    anonymous = any(not publisher for _, publisher in items)
    for i, (item, publisher) in enumerate(items):
        found: set[int] = set()
        for pair in _keys(item.words):
            found.update(nobodys.get(pair, ()) if publisher else every.get(pair, ()))
            for word in publisher:
                found.update(known[word, *pair])
                known[word, *pair].append(i)
            if not publisher:
                nobodys[pair].append(i)
            if anonymous:
                every[pair].append(i)
        for j in sorted(found):
            yield items[j][0], item


def _keys(words: Words) -> Iterator[tuple[str, str]]:
    """Pairs of the heaviest words; which words are kept depends on the words alone."""
    heavy = sorted(
        (stem for stem, weight in words.items() if weight >= _TELLING), key=lambda s: (-words[s], -len(s), s)
    )
    yield from combinations(sorted(heavy[:_INDEXED]), 2)


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
