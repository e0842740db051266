"""The sample corpus against its golden files: every action, level, owner, date and status as read by eye.

The golden files are made by hand (tests/golden/README.md says how); nothing here can rewrite them.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from extract.identity import fold

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
TRUTH = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in GOLDEN}
# What the reading leaves open or gets wrong today, by document and field; nothing else may differ.
PRIORITY_RIGHT_WHEN_GIVEN, STATUS_RIGHT_WHEN_GIVEN = 0.9, 0.85

Row = dict[str, Any]


@pytest.fixture(scope="module")
def actions(database: Path) -> dict[str, list[Row]]:
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    found: dict[str, list[Row]] = {name: [] for name in TRUTH}
    for row in db.execute("select * from actions"):
        found[Path(row["source"]).stem].append(dict(row))
    db.close()
    return found


def test_there_is_a_golden_file_for_every_document(corpus: Path) -> None:
    papers = {p.stem for p in corpus.iterdir() if p.suffix in (".pdf", ".docx", ".xlsx", ".html", ".txt")}
    assert papers == set(TRUTH)


@pytest.mark.parametrize("name", TRUTH)
def test_every_action_is_found_once_and_no_other(name: str, actions: dict[str, list[Row]]) -> None:
    accepted = [{fold(t["text"]), *map(fold, t.get("text_alternatives", []))} for t in TRUTH[name]["actions"]]
    found = [fold(row["action"]) for row in actions[name]]
    assert [
        t["text"] for t, texts in zip(TRUTH[name]["actions"], accepted, strict=True) if not texts & set(found)
    ] == []
    assert [text for text in found if not any(text in texts for texts in accepted)] == []
    assert len(found) == len(accepted)


def pairs(name: str, actions: dict[str, list[Row]]) -> list[tuple[Row, Row]]:
    rows = {fold(row["action"]): row for row in actions[name]}
    texts = [(t, [t["text"], *t.get("text_alternatives", [])]) for t in TRUTH[name]["actions"]]
    return [(t, next(rows[fold(x)] for x in accepted if fold(x) in rows)) for t, accepted in texts]


@pytest.mark.parametrize("name", TRUTH)
def test_owners_aims_updates_and_dates_are_as_printed(name: str, actions: dict[str, list[Row]]) -> None:
    aims = {aim["id"]: aim["text"] for aim in TRUTH[name].get("aims", [])}
    wrong = []
    for truth, row in pairs(name, actions):
        checks = {
            "owners": [json.loads(row["owners"]), truth.get("owners") or []],
            "aim": [fold(row["aim"] or ""), fold(aims.get(truth.get("aim"), ""))],
            "update": [fold(row["update_text"] or ""), fold(truth.get("update") or "")],
        }
        column = [d["edtf"] for d in truth.get("deadlines") or [] if d.get("field") == "column"]
        if column:
            checks["due"] = [row["due"], column[0]]
        wrong.extend((truth["text"], field, got, want) for field, (got, want) in checks.items() if got != want)
    assert wrong == []


@pytest.mark.parametrize("name", TRUTH)
def test_a_priority_is_right_or_left_open(name: str, actions: dict[str, list[Row]]) -> None:
    priorities = {p["id"]: p["text"] for p in TRUTH[name].get("priorities", [])}
    aims = {a["id"]: priorities.get(a.get("priority"), "") for a in TRUTH[name].get("aims", [])}
    given = [(row["priority"], aims[t["aim"]]) for t, row in pairs(name, actions) if t.get("aim") and row["priority"]]
    right = [got for got, want in given if fold(want) == fold(got)]
    assert len(right) >= PRIORITY_RIGHT_WHEN_GIVEN * len(given)


def test_statuses_are_right_when_given(actions: dict[str, list[Row]]) -> None:
    given = [
        row["status"] in (truth["status"], *truth.get("status_alternatives", []))
        for name in TRUTH
        for truth, row in pairs(name, actions)
        if truth.get("status") and row["status"]
    ]
    assert sum(given) >= STATUS_RIGHT_WHEN_GIVEN * len(given)
