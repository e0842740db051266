"""Print how well pairs of wordings are judged: `python -m benchmarks.pairs PAIRS.jsonl [--papers FOLDER]`.

A line of the file is a JSON object: `a` and `b` (each with `text`, and where there are papers `doc`), `same` (an
officer would file both under one action). The two texts are judged alone, without owners, dates or place. With
papers, the folder is built, and each true pair of which both sides were read is looked for: in one thread, related,
or among the first three suggestions of either side.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.truth import Row, fold, read_rows
from extract.identity import fold as fold_words
from extract.reading import Commitment, CommitmentKind
from goldenthread.pipeline import build
from graph.items import Item
from graph.meeting import judge_meeting
from graph.suggesting import LEAST_ACROSS, weigh_suggestion
from graph.wording import weigh

# A text of the truth is held where a commitment has nearly all of it, or it nearly all of the commitment.
HELD, SHORTEST = 85.0, 0.3
FIRST = 3
_LABEL = re.compile(r"^\d+(\.\d+)*\s+")


@dataclass(frozen=True, slots=True)
class TextScore:
    """Of the pairs judged alone: how many were linked (`same` or `related`) or worth a question, true and in all."""

    true: int
    false: int
    linked: int
    linked_wrongly: int
    asked: int
    asked_wrongly: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a true pair that a database holds: `rank` is its place among the suggestions, 0 for none."""

    name: str
    one: str
    other: str
    joined: bool
    related: bool
    rank: int

    @property
    def found(self) -> bool:
        """A person need not look for the partner."""
        return self.joined or 0 < self.rank <= FIRST


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, and the pairs that were missed or wrongly linked."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.pairs", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("pairs", type=Path)
    asked.add_argument("--papers", type=Path, help="folder with the documents of the pairs")
    asked.add_argument("--database", type=Path, help="the same, built already")
    given = asked.parse_args(arguments)
    pairs = read_pairs(given.pairs)
    print_texts(pairs)
    if given.database:
        print_outcomes(find_outcomes(given.database, pairs))
    elif given.papers:
        with tempfile.TemporaryDirectory() as folder:
            build(given.papers, Path(folder) / "papers.db")
            print_outcomes(find_outcomes(Path(folder) / "papers.db", pairs))


def read_pairs(path: Path) -> list[Row]:
    """Return the pairs of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def make_item(text: str, document: str) -> Item:
    """Return an action of which nothing is known but its words."""
    action = Commitment(document, CommitmentKind.ACTION, "", text, text, "", None, "", ())
    return Item(action, document, fold_words(text), weigh(text), weigh(""), frozenset(), "", None, 0)


def is_linked(pair: Row) -> bool:
    """Tell whether the two texts alone are linked, as one commitment or as related."""
    return judge_meeting(make_item(pair["a"]["text"], "a"), make_item(pair["b"]["text"], "b")) is not None


def is_asked(pair: Row) -> bool:
    """Tell whether the two texts alone are worth a question to a person."""
    one, other = make_item(pair["a"]["text"], "a"), make_item(pair["b"]["text"], "b")
    return weigh_suggestion(one, other).score >= LEAST_ACROSS


def score_texts(pairs: Iterable[Row]) -> TextScore:
    """Judge each pair of texts by itself."""
    counts = Counter((verdict, pair["same"]) for pair in pairs for verdict in ("all", *_verdicts(pair)))
    return TextScore(
        counts["all", True],
        counts["all", False],
        counts["linked", True],
        counts["linked", False],
        counts["asked", True],
        counts["asked", False],
    )


def _verdicts(pair: Row) -> list[str]:
    linked, asked = is_linked(pair), is_asked(pair)
    return ["linked"] * linked + ["asked"] * (linked or asked)


def find_outcomes(database: Path, pairs: Sequence[Row]) -> list[Outcome]:
    """Return what became of each true pair whose sides are both held as commitments."""
    held = read_rows(database, "select id, document, thread, text from commitments")
    links = read_rows(database, "select from_commitment, to_commitment from links")
    asked = read_rows(database, "select fact, other_fact, score from review where kind = 'pair'")
    return list(trace_pairs(pairs, held, links, asked))


def trace_pairs(
    pairs: Sequence[Row], held: Sequence[Row], links: Iterable[Row], asked: Iterable[Row]
) -> Iterator[Outcome]:
    """Yield what became of each true pair, given the rows of commitments, links and questions."""
    linked = {frozenset((row["from_commitment"], row["to_commitment"])) for row in links}
    ranks = _rank(asked, {row["id"]: row["thread"] or row["id"] for row in held})
    texts = _Texts(held, pairs)
    for i, pair in enumerate(pairs):
        couples = [(a, b) for a in texts.find(pair["a"]) for b in texts.find(pair["b"]) if a["id"] != b["id"]]
        if pair["same"] and couples:
            yield _tell(pair, pair.get("id", str(i)), couples, linked, ranks)


class _Texts:
    """The commitments of a database, found by words in the document that a pair names.

    A document is the one that holds most of the texts which the pairs give it, whatever its file is called.
    """

    def __init__(self, held: Sequence[Row], pairs: Iterable[Row]) -> None:
        self.held = [(fold(row["text"]), row) for row in held]
        sides: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            for side in (pair["a"], pair["b"]):
                sides[side.get("doc", "")].add(side["text"])
        self.homes = {doc: self._find_home(texts) for doc, texts in sides.items()}

    def _find_home(self, texts: Iterable[str]) -> str:
        votes = Counter(document for text in sorted(texts) for document in {r["document"] for r in self._near(text)})
        return votes.most_common(1)[0][0] if votes else ""

    def find(self, side: Row) -> list[Row]:
        """Return the commitments of the document that hold a text or stand in it; the nearest only."""
        return self._near(side["text"], self.homes[side.get("doc", "")])

    def _near(self, text: str, document: str = "") -> list[Row]:
        wanted = fold(_LABEL.sub("", text))
        near = [
            (fuzz.ratio(wanted, own), row)
            for own, row in self.held
            if document in ("", row["document"])
            and len(own) > SHORTEST * len(wanted)
            and fuzz.partial_ratio(wanted, own) >= HELD
        ]
        best = max((whole for whole, _ in near), default=0.0)
        return [row for whole, row in near if whole == best]


def _tell(
    pair: Row,
    name: str,
    couples: Sequence[tuple[Row, Row]],
    links: AbstractSet[frozenset[str]],
    ranks: Mapping[tuple[str, str], int],
) -> Outcome:
    sides = [(a["thread"], b["thread"]) for a, b in couples]
    places = [rank for one, other in sides for rank in (ranks.get((one, other)), ranks.get((other, one))) if rank]
    return Outcome(
        name,
        pair["a"]["text"],
        pair["b"]["text"],
        any(a["thread"] and a["thread"] == b["thread"] for a, b in couples),
        any(frozenset((a["id"], b["id"])) in links for a, b in couples),
        min(places, default=0),
    )


def _rank(asked: Iterable[Row], threads: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """The place of each thread among those suggested for a thread, the likeliest first."""
    partners: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for row in asked:
        one, other = threads[row["fact"]], threads[row["other_fact"]]
        partners[one].append((-row["score"], other))
        partners[other].append((-row["score"], one))
    return {(one, other): i for one, found in partners.items() for i, (_, other) in enumerate(sorted(found), 1)}


def print_texts(pairs: Sequence[Row]) -> None:
    """Print how the texts alone were judged, and which were judged wrongly."""
    score = score_texts(pairs)
    print(f"text against text: {score.true} true pairs, {score.false} others")
    print(f"  linked: {score.linked} true, {score.linked_wrongly} others")
    print(f"  linked or asked about: {score.asked} true, {score.asked_wrongly} others")
    for pair in pairs:
        if pair["same"] != is_linked(pair):
            verdict = "missed" if pair["same"] else "LINKED WRONGLY"
            verdict += " (asked)" if pair["same"] and is_asked(pair) else ""
            print(f"  {verdict}: {pair.get('id', '')} {_flat(pair['a']['text'])} | {_flat(pair['b']['text'])}")
    print()


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print how many of the true pairs held are found, and name the rest."""
    print(f"true pairs held on both sides: {len(outcomes)}")
    print(f"  in one thread: {sum(o.joined for o in outcomes)}")
    print(f"  related: {sum(o.related and not o.joined for o in outcomes)}")
    print(f"  in one thread, or partner among the first three suggestions: {sum(o.found for o in outcomes)}")
    for o in outcomes:
        if not (o.found and (o.joined or o.related)):
            state = f"suggestion {o.rank}" if o.rank else "not suggested"
            state += ", related" if o.related else ""
            print(f"  {o.name} ({state}): {_flat(o.one)} | {_flat(o.other)}")


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
