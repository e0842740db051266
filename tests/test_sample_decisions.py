"""What people decided about the sample corpus, and what it changed: against a golden file written by eye.

`tests/golden/people/decisions.json` says of every line of `corpus/decisions.csv` what the program makes of the papers
without it (`was`) and with it (`now`).
"""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.people import Verdict

GOLDEN: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "golden" / "people" / "decisions.json").read_text(encoding="utf-8")
)
Row = dict[str, Any]
# Where the words of a fact stand in each table; owners are found by the name that is printed.
FOUND_BY = {
    "actions": "select t.* from actions t where t.document = :document and t.action = :text",
    "pledges": "select t.* from pledges t where t.document = :document and t.text = :text",
    "aims": "select t.* from aims t where t.document = :document and t.text = :text",
    "passages": "select t.* from passages t where t.document = :document and t.text like :text || '%'",
    "owners": "select o.* from owners o join owner_names n on n.owner = o.id "
    "where n.document = :document and n.name = :text",
}


def ask(database: Path, sql: str, **values: object) -> list[Row]:
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql, values)]


@pytest.fixture(scope="module")
def lines(corpus: Path) -> dict[str, Row]:
    with (corpus / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["decision"]: dict(row) for row in csv.DictReader(file)}


def test_each_verdict_is_shown_and_each_line_has_its_golden_entry(lines: dict[str, Row]) -> None:
    assert {row["verdict"] for row in lines.values()} == set(Verdict)
    assert list(lines) == list(GOLDEN)
    assert {entry["state"] for entry in GOLDEN.values()} == {"applied", "revoked", "not_found"}


@pytest.mark.parametrize("name", GOLDEN)
def test_what_became_of_a_decision(name: str, database: Path, lines: dict[str, Row]) -> None:
    (told,) = ask(database, "select * from decisions where id = :name", name=name)
    assert told["state"] == GOLDEN[name]["state"]
    written = (lines[name]["at"], lines[name]["by"], lines[name]["note"])
    assert (told["at"], told["by"], told["note"]) == written
    issues = ask(database, "select message from issues where code = 'decision_not_applied' and message like :line",
                 line=f"%line {told['line']} %")  # fmt: skip
    assert [row["message"] for row in issues] == [entry for entry in [GOLDEN[name].get("issue")] if entry]


@pytest.mark.parametrize("side", ["was", "now"])
@pytest.mark.parametrize("name", [name for name, entry in GOLDEN.items() if "where" in entry])
def test_what_a_decision_changed(name: str, side: str, database: Path, undecided: Path) -> None:
    entry, built = GOLDEN[name], database if side == "now" else undecided
    for table, wanted in entry[side].items():
        where = entry["where"][table]
        (document,) = ask(built, "select id from documents where source = :source", source=where["document"])
        words = where.get("text") or where["begins"]
        rows = ask(built, FOUND_BY[table], document=document["id"], text=words)
        if wanted is None:
            assert rows == []
        else:
            assert [{key: row[key] for key in wanted} for row in rows] == [wanted]


@pytest.mark.parametrize("side", ["was", "now"])
@pytest.mark.parametrize("name", [name for name, entry in GOLDEN.items() if "pair" in entry])
def test_what_a_decision_about_a_pair_changed(name: str, side: str, database: Path, undecided: Path) -> None:
    entry, built = GOLDEN[name], database if side == "now" else undecided
    source, text, other_source, other_text = entry["pair"]
    sql = "select c.id, c.thread from commitments c join documents d on d.id = c.document " \
          "where d.source = :source and c.text = :text"  # fmt: skip
    (one,), (other,) = ask(built, sql, source=source, text=text), ask(built, sql, source=other_source, text=other_text)
    ids = {"one": one["id"], "other": other["id"]}
    both = "(from_commitment, to_commitment) in ((:one, :other), (:other, :one))"
    links = ask(built, f"select relation, decided_by from links where {both}", **ids)  # noqa: S608 - our own words
    wanted = entry[side]
    if "link" in wanted:
        assert [[row["relation"], row["decided_by"]] for row in links] == [link for link in [wanted["link"]] if link]
    assert (one["thread"] == other["thread"]) is wanted["one_thread"]
    if "fate" in wanted:
        fates = ask(built, f"select fate, decided_by from fates where {both}", **ids)  # noqa: S608 - our own words
        assert [[row["fate"], row["decided_by"]] for row in fates] == [wanted["fate"]]
    sql = "select why from review where :one in (fact, other_fact) and :other in (fact, other_fact)"
    asked = [row["why"] for row in ask(built, sql, **ids)]
    if "asked_because" in wanted:
        assert [wanted["asked_because"] in why for why in asked] == [True]
    if "asked" in wanted:
        assert bool(asked) is wanted["asked"]


def test_a_withheld_name_stands_in_no_byte_of_the_database(database: Path, undecided: Path) -> None:
    for name in (entry["never"].encode() for entry in GOLDEN.values() if "never" in entry):
        assert name in undecided.read_bytes()
        assert all(name not in file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
