"""Aims from edition to edition: the same, renamed, or merged, so that a move can be told from a new heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.identity import fold
from extract.reading import Aim
from graph.following import Pair, SameAim
from graph.items import Edition, Item
from graph.plan import AimLink
from graph.wording import likeness, weigh

Flows = Counter[tuple[str | None, str | None]]

# Two headings this alike are one, reworded; where their actions went along, less will do.
RENAMED, RENAMED_WITH_ACTIONS = 0.6, 0.25


def link_aims(before: Edition, after: Edition, pairs: Iterable[Pair] = ()) -> tuple[AimLink, ...]:
    """Link the aims of two editions by their words, and by where their actions (`pairs`) went.

    An aim without a heading of its own any more is merged only where all of its actions go on under the other.
    """
    return _link(before.aims, after.aims, tuple(pairs), Counter(item.aim_id for item in before.items))


def _link(
    before: Sequence[Aim], after: Sequence[Aim], pairs: Sequence[Pair], sizes: Counter[str | None]
) -> tuple[AimLink, ...]:
    by_key = {fold(aim.text): aim for aim in after}
    links = [
        AimLink(aim.id, by_key[fold(aim.text)].id, "same", ("same words",))
        for aim in before
        if fold(aim.text) in by_key
    ]
    flows: Flows = Counter((p.before.aim_id, p.after.aim_id) for p in pairs if p.before.aim_id and p.after.aim_id)
    gone = [aim for aim in before if fold(aim.text) not in by_key]
    kept = {link.to_aim for link in links}
    for aim in gone:
        best = max(after, key=lambda other: (_score(aim, other, flows), other.id), default=None)
        if best is None:
            continue
        alike, moved = likeness(weigh(aim.text), weigh(best.text)), flows[aim.id, best.id]
        if best.id not in kept and (alike >= RENAMED or (moved and alike >= RENAMED_WITH_ACTIONS)):
            links.append(AimLink(aim.id, best.id, "renamed", (f"{round(alike * 100)} % of the telling words shared",)))
            kept.add(best.id)
        elif moved and moved == sizes[aim.id]:
            reason = f"no heading of its own any more; all {moved} of its actions stand here"
            links.append(AimLink(aim.id, best.id, "merged", (reason,)))
    return tuple(links)


def _score(aim: Aim, other: Aim, flows: Flows) -> float:
    return likeness(weigh(aim.text), weigh(other.text)) + flows[aim.id, other.id]


def same_aim_by(links: Iterable[AimLink]) -> SameAim:
    """Return a test whether two items stand under one aim, renamed and merged ones counted."""
    linked = {(link.from_aim, link.to_aim) for link in links}

    def same_aim(before: Item, after: Item) -> bool:
        if before.aim_id is None and after.aim_id is None:
            return True
        return (before.aim_id, after.aim_id) in linked or (bool(before.aim) and before.aim == after.aim)

    return same_aim
