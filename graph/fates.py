"""What became of each commitment between two editions (CONTRACT.md section 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.reading import Status
from graph.following import Pair, SameAim
from graph.items import Edition, Item
from graph.plan import AimLink

_CLOSED = (Status.COMPLETED, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of `fates` before its thread is known; `before` or `after` is None where there is no partner."""

    from_document: str
    to_document: str
    before: Item | None
    after: Item | None
    fate: str
    score: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that the next edition did not have, with the edition in which it last stood."""

    item: Item
    document: str


def judge_fates(
    before: Edition,
    after: Edition,
    pairs: Sequence[Pair],
    aim_links: Sequence[AimLink],
    same_aim: SameAim,
    reopened: Sequence[Pair] = (),
) -> tuple[Outcome, ...]:
    """Return one outcome a pair, and one for each item without partner; `reopened` pairs come from older editions."""
    return (
        *_paired(before, after, pairs, same_aim),
        *_reopened(reopened, after),
        *_gone(before, after, pairs, aim_links),
        *_new(before, after, pairs, reopened),
    )


def _paired(before: Edition, after: Edition, pairs: Sequence[Pair], same_aim: SameAim) -> Iterator[Outcome]:
    parts = Counter(pair.before.id for pair in pairs)
    wholes = Counter(pair.after.id for pair in pairs)
    for pair in pairs:
        if parts[pair.before.id] > 1:
            fate = "split"
        elif wholes[pair.after.id] > 1:
            fate = "merged"
        elif not same_aim(pair.before, pair.after):
            fate = "moved"
        else:
            fate = "continued" if pair.before.key == pair.after.key else "reworded"
        yield Outcome(
            before.document, after.document, pair.before, pair.after, fate, pair.judgement.score, pair.judgement.reasons
        )


def _reopened(pairs: Iterable[Pair], after: Edition) -> Iterator[Outcome]:
    for pair in pairs:
        reasons = (*pair.judgement.reasons, "back after an edition without it")
        score = pair.judgement.score
        yield Outcome(pair.before.document, after.document, pair.before, pair.after, "reopened", score, reasons)


def _gone(before: Edition, after: Edition, pairs: Sequence[Pair], aim_links: Sequence[AimLink]) -> Iterator[Outcome]:
    kept = {pair.before.id for pair in pairs}
    covered = {link.from_aim for link in aim_links}
    for item in before.items:
        if item.id in kept:
            continue
        if item.status in _CLOSED:
            fate, reason = "closed", f"last said {item.status}"
        elif item.aim_id is None or item.aim_id in covered:
            fate, reason = "not_mentioned", "the later edition covers its aim and does not name it"
        else:
            fate, reason = "not_covered", "the later edition does not speak of its aim"
        yield Outcome(before.document, after.document, item, None, fate, None, (reason,))


def _new(before: Edition, after: Edition, pairs: Sequence[Pair], reopened: Sequence[Pair]) -> Iterator[Outcome]:
    known = {pair.after.id for pair in (*pairs, *reopened)}
    for item in after.items:
        if item.id not in known:
            reasons = ("nothing like it in the edition before",)
            yield Outcome(before.document, after.document, None, item, "new", None, reasons)
