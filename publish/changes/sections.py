"""The parts of a report in the order in which an officer reads them, and its headline."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from publish.changes.report import Change, Report, Section, Tally
from publish.wording import say_date

_DONE = ("completed", "superseded")


def _gone(change: Change) -> bool:
    return change.fate in ("not_mentioned", "not_covered")


def _slipped(change: Change) -> bool:
    return any(move.days > 0 for move in change.moves)


def _forward(change: Change) -> bool:
    return any(move.days < 0 for move in change.moves)


def _unsaid(change: Change) -> bool:
    """A date or an owner that the later edition does not give, of what it does not call completed."""
    if not change.befores or not change.afters or any(w.status in _DONE for w in change.afters):
        return False
    dated = all(w.due_by for w in change.befores) and not any(w.due_by for w in change.afters)
    owned = all(w.owners for w in change.befores) and not any(w.owners for w in change.afters)
    return dated or owned


def _completed(change: Change) -> bool:
    said_before = bool(change.befores) and all(w.status == "completed" for w in change.befores)
    return not said_before and any(w.status == "completed" for w in change.afters)


def _of(*fates: str) -> Callable[[Change], bool]:
    return lambda change: change.fate in fates


_PARTS: dict[str, Callable[[Change], bool]] = {
    "gone": _gone,
    "slipped": _slipped,
    "hands": lambda change: bool(change.hands),
    "unsaid": _unsaid,
    "completed": _completed,
    "closed": _of("closed"),
    "reworded": _of("reworded"),
    "split": _of("split"),
    "merged": _of("merged"),
    "moved": _of("moved"),
    "reopened": _of("reopened"),
    "forward": _forward,
    "new": _of("new"),
    "continued": _of("continued"),
}


def list_sections(report: Report) -> list[Section]:
    """Return every part of the report, empty ones too; an action stands in each part that it belongs to."""
    said = words()["sections"]
    return [
        Section(key, said[key]["title"], said[key]["note"], _sorted(key, tuple(filter(belongs, report.changes))))
        for key, belongs in _PARTS.items()
    ]


def _sorted(key: str, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Slips: the longest first; what changed hands: other bodies before other names; all else as printed."""
    if key in ("slipped", "forward"):
        return tuple(sorted(changes, key=lambda c: -max(abs(m.days) for m in c.moves)))
    if key == "hands":
        return tuple(sorted(changes, key=lambda c: all(h.same_body for h in c.hands)))
    return changes


def say_sum(tally: Tally) -> str:
    """Return an edition's actions as a sum.

    >>> say_sum(Tally({"split": 2, "continued": 18, "new": 3}, 23))
    '18 in the same words + 2 parts of a split + 3 new = 23 actions'
    """
    return _sum(tally, "after")


def say_earlier_sum(tally: Tally) -> str:
    """Return the earlier edition's actions as a sum.

    >>> say_earlier_sum(Tally({"split": 1, "not_mentioned": 1}, 2))
    '1 split + 1 not mentioned = 2 actions'
    """
    return _sum(tally, "before")


def _sum(tally: Tally, side: str) -> str:
    said = words()[side]
    terms = [f"{tally.counts[fate]} {said[fate]}" for fate in said if fate in tally.counts]
    total = f"{tally.actions:,} action{'' if tally.actions == 1 else 's'}"
    return f"{' + '.join(terms) or '0'} {'=' if tally.adds_up else '≠'} {total}"


def say_headline(report: Report) -> str:
    """Return one line: what became of the earlier actions, then what is new and what moved."""
    counts = report.earlier.counts
    kept = sum(counts.get(fate, 0) for fate in ("continued", "reworded", "moved"))
    ways = [f"{counts[fate]} {fate}" for fate in ("reworded", "moved") if fate in counts]
    parts = [f"{kept} kept" + (f" ({', '.join(ways)})" if ways else "")]
    parts += [f"{counts[fate]} {fate}" for fate in ("split", "merged", "closed") if fate in counts]
    gone = sum(counts.get(fate, 0) for fate in ("not_mentioned", "not_covered"))
    parts.append(f"{gone} gone without a word")
    parts += [f"{report.later.counts[fate]} {fate}" for fate in ("new", "reopened") if fate in report.later.counts]
    tallied = {section.key: len(section.changes) for section in list_sections(report)}
    shown = (("slipped", "slipped"), ("hands", "changed hands"), ("completed", "said to be complete"))
    parts += [f"{tallied[key]} {word}" for key, word in shown if tallied[key]]
    return f"since {say_date(report.before.published) or report.before.label}: {', '.join(parts)}"


@cache
def words() -> dict[str, Any]:
    """Return the words of the report from `data/changes.toml`."""
    return tomllib.loads((files("publish") / "data" / "changes.toml").read_text(encoding="utf-8"))
