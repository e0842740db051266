"""A report of changes for programs: the shape that docs/changes.md describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from publish.changes.report import Report, Tally
from publish.changes.sections import list_sections, say_headline


def make_record(reports: Sequence[Report]) -> dict[str, Any]:
    """Return the reports as values that JSON knows; each change once, with the parts of the report it stands in."""
    return {"reports": [_report(report) for report in reports]}


def _report(report: Report) -> dict[str, Any]:
    parts = {
        section.key: [id(change) for change in section.changes] for section in list_sections(report) if section.changes
    }
    return {
        "series": report.after.series,
        "before": msgspec.to_builtins(report.before),
        "after": msgspec.to_builtins(report.after),
        "judged": report.judged,
        "headline": say_headline(report),
        "earlier": _tally(report.earlier),
        "later": _tally(report.later),
        "pledges": report.pledges,
        "changes": [
            {"parts": [key for key, ids in parts.items() if id(change) in ids], **msgspec.to_builtins(change)}
            for change in report.changes
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"counts": tally.counts, "actions": tally.actions, "adds_up": tally.adds_up}
