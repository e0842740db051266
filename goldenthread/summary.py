"""What a build did and found, as plain data for the screen and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graph.plan import Plan


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a corpus by what became of them, each by its path; failed and left out with the reason.

    `failed` documents could not be read; they are also among new, changed or unchanged.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A build in numbers. `found` and `issues` are empty where nothing was built (`--check`, or nothing to do)."""

    corpus: str
    database: str
    documents: Documents
    found: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    read: int = 0
    up_to_date: bool = False
    check: bool = False
    seconds: float = 0.0


def count_found(plan: Plan) -> dict[str, int]:
    """Count what a plan holds, under the names that people use."""
    kinds = Counter(c.kind in ("action", "action_arising") for r in plan.readings for c in r.commitments)
    return {
        "documents": len(plan.readings),
        "priorities": sum(len(reading.priorities) for reading in plan.readings),
        "aims": sum(len(reading.aims) for reading in plan.readings),
        "actions": kinds[True],
        "pledges": kinds[False],
        "owners": len(plan.owners),
        "dates": sum(len(c.dates) for reading in plan.readings for c in reading.commitments),
        "figures": sum(len(reading.figures) for reading in plan.readings),
        "threads": len(plan.threads),
        "passages": sum(len(reading.passages) for reading in plan.readings),
    }


def count_issues(plan: Plan) -> dict[str, int]:
    """Count the issues of a plan by severity, the worst first."""
    counts = Counter(str(issue.issue.severity) for issue in plan.issues)
    return {severity: counts[severity] for severity in ("error", "warning", "note")}
