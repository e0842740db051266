"""How much of what one document says was read, and how much of it right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.truth import Found, Row, Share, fold, match, read_rows, same

# A sentence is found from 90 of 100 on, or where one text holds the other and is at most twice as long.
_SENTENCE, _NEAR = 90.0, 85.0
_NEITHER_WAY = ("recommendations", "next_steps", "resolutions", "risks", "outcomes", "headlines", "actions")


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The figures of one document; `perfect` counts the rows in which all fields but the status are right."""

    source: str
    actions: Found
    owners: Share
    aim: Share
    priority: Share
    due: Share
    update: Share
    status: Share
    perfect: Share
    pledges: Found


def score_document(database: Path, golden: Row) -> DocumentScore:
    """Compare the rows of one document in `actions` and `pledges` with its golden file."""
    source = golden["document"]["source"]
    found = read_rows(database, "select * from actions where source = ?", source)
    pairs = match(found, golden["actions"], "action")
    aims = {aim["id"]: aim for aim in golden["aims"]}
    priorities = {priority["id"]: priority["text"] for priority in golden["priorities"]}
    checks = [_check(true, row, aims, priorities) for true, row in pairs]
    under = [(t, row) for t, row in pairs if _priority_of(t, aims, priorities)]
    told = [(t, row) for t, row in pairs if t.get("status")]
    return DocumentScore(
        source=source,
        actions=Found(len(pairs), len(found), len(golden["actions"])),
        owners=_share(checks, "owners"),
        aim=_share(checks, "aim"),
        priority=Share(
            sum(same(row["priority"], _priority_of(t, aims, priorities)) for t, row in under),
            len(under),
            sum(bool(row["priority"]) for _, row in under),
        ),
        due=_share(checks, "due"),
        update=_share(checks, "update"),
        status=Share(
            sum(row["status"] in (t["status"], *t.get("status_alternatives", [])) for t, row in told),
            len(told),
            sum(bool(row["status"]) for _, row in told),
        ),
        perfect=Share(sum(all(check.values()) for check in checks), len(golden["actions"])),
        pledges=score_pledges(read_rows(database, "select * from pledges where source = ?", source), golden),
    )


def _check(true: Row, row: Row, aims: dict[str, Row], priorities: dict[str, str]) -> dict[str, bool]:
    """Say of each field whether it is right; a field that the document does not have must be empty."""
    aim = aims.get(true.get("aim") or "")
    roles = true.get("roles") or {}
    return {
        "owners": _names(row["owners"]) == _names(true.get("owners")),
        "partners": _names(row["partners"]) == _names(roles.get("partner")),
        "aim": same(row["aim"], aim["text"] if aim else None),
        "priority": same(row["priority"], _priority_of(true, aims, priorities)),
        "due": row["due"] in _accepted_dates(true),
        "update": same(row["update_text"], true.get("update")),
    }


def _accepted_dates(true: Row) -> set[str | None]:
    """The date of the deadline column; without one, the deadlines of text and update, or none where there is none."""
    deadlines = true.get("deadlines") or []
    column = [d for d in deadlines if d.get("field") == "column"]
    dates: set[str | None] = {d["edtf"] for d in column[:1] or deadlines}
    return dates or {None}


def _priority_of(true: Row, aims: dict[str, Row], priorities: dict[str, str]) -> str | None:
    aim = aims.get(true.get("aim") or "")
    return priorities.get(aim["priority"] or "") if aim else None


def _names(value: str | list[str] | None) -> set[str]:
    """Names as a set; the database holds them as JSON."""
    names: list[str] = json.loads(value) if isinstance(value, str) else value or []
    return {fold(name) for name in names}


def _share(checks: list[dict[str, bool]], field: str) -> Share:
    return Share(sum(check[field] for check in checks), len(checks))


def score_pledges(found: list[Row], golden: Row) -> Found:
    """Count the pledges in prose: those marked core must be found; the rest of the paper counts neither way."""
    core = [c for c in golden["commitments"] if c.get("core", True)]
    if not core:
        return Found(0, 0, 0)
    other = [c for c in golden["commitments"] if not c.get("core", True)]
    other += [item for part in _NEITHER_WAY for item in golden.get(part, []) if item.get("text")]
    pairs = sorted(
        ((_alike(row["text"], c["text"]), i, j) for i, row in enumerate(found) for j, c in enumerate(core)),
        reverse=True,
    )
    used: set[int] = set()
    got: set[int] = set()
    for score, i, j in pairs:
        if score >= _SENTENCE and i not in used and j not in got:
            used.add(i)
            got.add(j)
    wrong = [row for i, row in enumerate(found) if i not in used and not _is_told(row["text"], [*core, *other])]
    return Found(len(got), len(got) + len(wrong), len(core))


def _is_told(text: str, items: list[Row]) -> bool:
    return any(_alike(text, item["text"]) >= _NEAR or fold(text) in fold(item["text"]) for item in items)


def _alike(one: str, other: str) -> float:
    one, other = fold(one), fold(other)
    if (one in other or other in one) and max(len(one), len(other)) <= 2 * min(len(one), len(other)):
        return 100.0
    return fuzz.ratio(one, other)
