"""Rules that the file draws and nobody sees: white on white, or in clear ink.

Some programs draw them where rows part, and a table that has no other rules is known by them. Others leave them
behind inside rows: between rules that are seen they part nothing.
"""

from __future__ import annotations

from dataclasses import replace

from .grid import NEAR, WHITE
from .rules import Drawing, Rule, merge_rules

_MOST = 0.6  # share of a rule's length


def weigh_unseen(drawing: Drawing) -> Drawing:
    """Return the drawing with the rules in white ink among the others, those that part nothing left out."""
    if not drawing.unseen:
        return drawing
    kept = [rule for rule in drawing.unseen if not _parts_nothing(rule, drawing)]
    return replace(drawing, across=merge_rules([*drawing.across, *kept]), unseen=())


def _parts_nothing(rule: Rule, drawing: Drawing) -> bool:
    """Say whether a rule on white ground runs between two seen ones, with uprights running through it.

    Where it is the more usual kind between those uprights, the unseen rules are what parts the rows.
    """
    if _shows(rule, drawing):
        return False
    uprights = [
        down
        for down in drawing.down
        if down.low < rule.at - NEAR and down.high > rule.at + NEAR and rule.low - NEAR < down.at < rule.high + NEAR
    ]
    if len(uprights) < 2:
        return False
    low, high = min(down.low for down in uprights) - NEAR, max(down.high for down in uprights) + NEAR
    seen = [r for r in drawing.across if low < r.at < high and _shared(r, rule) >= _MOST * rule.length]
    alike = [r for r in drawing.unseen if low < r.at < high and _shared(r, rule) >= _MOST * rule.length]
    return len(seen) > len(alike) and any(r.at < rule.at for r in seen) and any(r.at > rule.at for r in seen)


def _shows(rule: Rule, drawing: Drawing) -> bool:
    """Say whether there is something behind a white rule that makes it seen: a ground of colour, a picture."""
    middle = (rule.low + rule.high) / 2
    grounds = [(f.x0, f.y0, f.x1, f.y1) for f in drawing.fills if f.colour != WHITE]
    boxes = [*grounds, *drawing.pictures]
    return any(x0 <= middle <= x1 and y0 - NEAR <= rule.at <= y1 + NEAR for x0, y0, x1, y1 in boxes)


def _shared(one: Rule, other: Rule) -> float:
    return max(0.0, min(one.high, other.high) - max(one.low, other.low))
