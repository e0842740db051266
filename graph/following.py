"""From one edition to the next: which items are one commitment, kept, reworded, split or merged.

Siblings under one aim are the trap: they share most of their words. So equal wordings are paired first, then the most
alike of what is left, each item once; then, under one aim, what is left alone with its owner. Parts come last.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from extract.reading import Status
from graph.items import Edition, Item, group_of
from graph.judging import Judgement, have_other_labels, is_part, judge, share_telling, share_updates
from graph.wording import Words, cover, likeness

# At this score two wordings are one commitment; it takes more where they share no telling word, or where owner and aim
# are others; less of an owner's only action under one aim.
LIKELY, LIKELY_UNTOLD, LIKELY_ELSEWHERE, LAST_OF_ITS_OWNER = 0.5, 0.6, 0.7, 0.2
# Of the only ones left under one aim, where the updates share so much that they tell of one matter.
LAST_OF_ITS_AIM, UPDATES = 0.3, 0.25
# A part's words stand in the whole to this share, and the parts together hold this share of the whole.
PART, WHOLE = 0.66, 0.6
# Less of a part need stand in the whole where it says what no other part says.
SMALLER_PART, MUCH_MORE = 0.5, 0.25
_DONE = (Status.COMPLETED, Status.SUPERSEDED)

SameAim = Callable[[Item, Item], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """An item before and the one that it became."""

    before: Item
    after: Item
    judgement: Judgement


@dataclass(slots=True)
class _Board:
    """What is paired so far, while the steps go on."""

    before: Sequence[Item]
    after: Sequence[Item]
    same_aim: SameAim
    barred: AbstractSet[frozenset[str]] = frozenset()
    pairs: list[Pair] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def open_before(self) -> list[Item]:
        return [item for item in self.before if item.id not in self.taken]

    def open_after(self) -> list[Item]:
        return [item for item in self.after if item.id not in self.taken]

    def add(self, before: Item, after: Item, judgement: Judgement) -> None:
        self.pairs.append(Pair(before, after, judgement))
        self.taken |= {before.id, after.id}

    def may_pair(self, before: Item, after: Item) -> bool:
        befores, afters = (before.id, *before.copies), (after.id, *after.copies)
        return not self.barred or all(frozenset((b, a)) not in self.barred for b in befores for a in afters)

    def judge(self, before: Item, after: Item) -> Judgement:
        return judge(before, after, same_aim=self.same_aim(before, after))


def follow(
    before: Edition, after: Edition, same_aim: SameAim, barred: AbstractSet[frozenset[str]] = frozenset()
) -> tuple[Pair, ...]:
    """Return the pairs between two editions; an item stands in several where it was split or merged.

    Couples of commitments in `barred` are not paired: what a person holds different is judged with the next best.
    """
    board = _Board(before.items, after.items, same_aim, barred)
    _pair_equal(board)
    _pair_likely(board)
    _pair_last_of_owner(board)
    _pair_last_of_aim(board)
    _add_parts(board)
    return tuple(sorted(board.pairs, key=lambda pair: (pair.before.position, pair.after.position)))


def _pair_equal(board: _Board) -> None:
    """Equal words are one commitment; where they stand twice, the same aim and then the order decide."""
    waiting: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in board.after:
        waiting[group_of(item.commitment.kind), item.key].append(item)
    for same_place in (True, False):
        for item in board.open_before():
            found = [a for a in waiting[group_of(item.commitment.kind), item.key] if a.id not in board.taken]
            found = [a for a in found if board.may_pair(item, a) and (not same_place or board.same_aim(item, a))]
            if found:
                board.add(item, found[0], board.judge(item, found[0]))


def _pair_likely(board: _Board) -> None:
    """Pair the most alike first, each item once; equal scores go by order of printing."""
    scored = []
    for before, after in _candidates(board.open_before(), board.open_after()):
        judgement = board.judge(before, after)
        likely = board.may_pair(before, after) and judgement.backed and judgement.score >= _least(board, before, after)
        if likely and not _is_new_after_done(before, after, judgement):
            scored.append((-judgement.score, before.position, after.position, before, after, judgement))
    for _, _, _, before, after, judgement in sorted(scored, key=lambda row: row[:3]):
        if before.id not in board.taken and after.id not in board.taken:
            board.add(before, after, judgement)


def _least(board: _Board, before: Item, after: Item) -> float:
    """The score from which two items are one."""
    if before.owners and after.owners and not before.owners & after.owners and not board.same_aim(before, after):
        return LIKELY_ELSEWHERE
    return LIKELY if share_telling(before, after) else LIKELY_UNTOLD


def _is_new_after_done(before: Item, after: Item, judgement: Judgement) -> bool:
    """What was done is not taken up again in other words unless they are much the same."""
    return before.status in _DONE and judgement.score < 0.7 and not before.owners & after.owners


def _candidates(before: Iterable[Item], after: Sequence[Item]) -> Iterable[tuple[Item, Item]]:
    """Pairs of one sort that share a word or a number: others can't be alike."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(after):
        for word in _index_words(item):
            by_word[word].append(i)
    for item in before:
        for i in sorted({i for word in _index_words(item) for i in by_word.get(word, ())}):
            if group_of(item.commitment.kind) == group_of(after[i].commitment.kind):
                yield item, after[i]


def _index_words(item: Item) -> Iterable[str]:
    return (stem for stem, weight in item.words.items() if weight > 0.2)


def _pair_last_of_owner(board: _Board) -> None:
    """An owner with one action under an aim, in either edition, and no rival: the same action in other words.

    Only where owner and words agree at all, and what was said done before is not taken up again.
    """
    before = _single_by_owner(board.before, board.open_before())
    after = _single_by_owner(board.after, board.open_after())
    for (owner, group), item in before.items():
        found = after.get((owner, group))
        if found is None or item.status in _DONE or not board.same_aim(item, found):
            continue
        if not board.may_pair(item, found):
            continue
        judgement = board.judge(item, found)
        if judgement.score < LAST_OF_ITS_OWNER or not judgement.backed:
            continue
        if {item.id, found.id}.isdisjoint(board.taken):
            reasons = (*judgement.reasons, "the only one of this owner in either edition")
            board.add(item, found, Judgement(max(judgement.score, LIKELY), reasons))


def _single_by_owner(items: Iterable[Item], still_open: Iterable[Item]) -> dict[tuple[str, str], Item]:
    count = Counter((owner, group_of(item.commitment.kind)) for item in items for owner in item.owners)
    return {
        (owner, group_of(item.commitment.kind)): item
        for item in still_open
        for owner in item.owners
        if count[owner, group_of(item.commitment.kind)] == 1
    }


def _pair_last_of_aim(board: _Board) -> None:
    """What is left alone under an aim, in either edition: the same action where words and updates both say so."""
    for before, after in _left_alone(board):
        judgement = board.judge(before, after)
        if judgement.score >= LAST_OF_ITS_AIM and judgement.backed and share_updates(before, after) >= UPDATES:
            reasons = (*judgement.reasons, "the only ones left under this aim")
            board.add(before, after, Judgement(max(judgement.score, LIKELY), reasons))


def _left_alone(board: _Board) -> list[tuple[Item, Item]]:
    """Pairs of open items of one sort of which no other is left under the aim."""
    found = []
    before, after = _by_aim(board.open_before()), _by_aim(board.open_after())
    for (aim, group), items in before.items():
        same = [other for (_, sort), others in after.items() for other in others if sort == group]
        same = [other for other in same if board.same_aim(items[0], other)] if aim else []
        if len(items) == len(same) == 1 and items[0].status not in _DONE and board.may_pair(items[0], same[0]):
            found.append((items[0], same[0]))
    return found


def _by_aim(items: Iterable[Item]) -> dict[tuple[str, str], list[Item]]:
    found: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        found[item.aim_id or "", group_of(item.commitment.kind)].append(item)
    return found


def _add_parts(board: _Board) -> None:
    """Find splits, then merges: the open items whose words stand in one on the other side, with its partner."""
    _add_parts_of(board, board.before, board.open_after(), lambda whole, part: (whole, part))
    _add_parts_of(board, board.after, board.open_before(), lambda whole, part: (part, whole))


def _add_parts_of(
    board: _Board, wholes: Sequence[Item], parts: Sequence[Item], ordered: Callable[[Item, Item], tuple[Item, Item]]
) -> None:
    partners = _partners(board.pairs)
    for part in parts:
        best = max(
            (whole for whole in wholes if _may_hold(board, whole, part, partners, ordered)),
            key=lambda whole: (is_part(part, whole), likeness(part.words, whole.words), -whole.position),
            default=None,
        )
        if best is None:
            continue
        before, after = ordered(best, part)
        judgement = board.judge(before, after)
        reasons = (*judgement.reasons, f"{round(is_part(part, best) * 100)} % of the part's words in the whole")
        board.add(before, after, Judgement(max(judgement.score, LIKELY), reasons))
        partners = _partners(board.pairs)


def _may_hold(
    board: _Board,
    whole: Item,
    part: Item,
    partners: dict[str, list[Item]],
    ordered: Callable[[Item, Item], tuple[Item, Item]],
) -> bool:
    """A whole may hold a part if the part's words stand in it, its other parts do not say them already, and all
    parts together make up the whole; an unchanged wording was neither split nor merged."""
    others = partners.get(whole.id, [])
    if group_of(whole.commitment.kind) != group_of(part.commitment.kind) or is_part(part, whole) < SMALLER_PART:
        return False
    if have_other_labels(whole, part) or any(other.key == whole.key for other in others):
        return False
    before, after = ordered(whole, part)
    if not board.may_pair(before, after):
        return False
    near = board.same_aim(before, after) or bool(before.owners & after.owners)
    together = _joined([part, *others])
    gains = cover(whole.words, together) - max((cover(whole.words, o.words) for o in others), default=0.0)
    enough = gains >= (0.1 if is_part(part, whole) >= PART else MUCH_MORE)
    return near and bool(others) and cover(whole.words, together) >= WHOLE and enough


def _joined(items: Iterable[Item]) -> Words:
    return {stem: weight for item in items for stem, weight in item.words.items()}


def _partners(pairs: Iterable[Pair]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for pair in pairs:
        found[pair.before.id].append(pair.after)
        found[pair.after.id].append(pair.before)
    return found
