"""The tables are those of CONTRACT.md, and hold only the words that it fixes."""

import re
import sqlite3
from contextlib import closing
from importlib.resources import files

import pytest

from extract.reading import (
    Basis,
    CommitmentKind,
    DueBasis,
    OwnerRole,
    Status,
    StatusBasis,
    Tier,
    Use,
)
from ingest.document import ReadBy, Severity

CONTRACT = {
    "documents": "id, source, title, kind, publisher, series, series_basis, published, period, meeting, item_number, "
    "classification, authors, format, pages, sha256, url, licence, supersedes, copy_of",
    "passages": "id, document, position, kind, section, text, page, x0, y0, x1, y1, path, read_by, confidence",
    "evidence": "fact, field, position, passage, quote, before, after",
    "priorities": "id, document, number, text, passage",
    "aims": "id, document, priority, priority_basis, number, text, passage",
    "aim_links": "from_aim, to_aim, relation, reasons",
    "commitments": "id, document, thread, aim, parent, kind, number, text, agent, strength, tier, tier_reason, passage",
    "owners": "id, name, kind, parent",
    "owner_names": "owner, name, basis, document",
    "commitment_owners": "commitment, owner, role, named_as, passage",
    "dates": "id, commitment, role, text, edtf, earliest, latest, vague, passage",
    "updates": "id, commitment, text, status, status_basis, status_words, passage",
    "figures": "id, commitment, text, value, unit, total, qualifier, passage",
    "risks": "id, document, title, text, mitigation, passage",
    "threads": "id, title",
    "links": "from_commitment, to_commitment, relation, score, reasons, decided_by",
    "fates": "thread, from_document, to_document, from_commitment, to_commitment, fate, status_before, status_after, "
    "score, reasons, decided_by",
    "edges": "source, target, relation",
    "issues": "id, document",
    "coverage": "document, page, words, claimed, ignored, unread",
    "runs": "id, started, finished",
    "aliases": "old, new",
    "actions": "commitment, thread, document, source, page, priority, priority_basis, aim, number, action, owners, "
    "sponsors, partners, due_text, due, due_by, due_basis, due_role, status, status_basis, status_words, update_text, "
    "measure, tier, tier_reason, read_by, confidence, extra, quote",
    "pledges": "commitment, thread, parent, document, source, page, kind, section, lead_in, text, agent, due_text, "
    "due, due_by, due_basis, strength, tier, tier_reason, read_by, confidence, quote",
    "thread_history": "thread, position, document, source, published, page, kind, fate, text, owners, due, status, "
    "update_text, quote, commitment",
    "slips": "thread, from_document, to_document, from_commitment, to_commitment, old_due, new_due, days, stated, "
    "old_words, new_words",
    "owner_changes": "thread, from_document, to_document, from_commitment, to_commitment, old_owners, new_owners, "
    "same_body",
}

WORDS = {
    "status": Status,
    "status_before": Status,
    "status_after": Status,
    "status_basis": StatusBasis,
    "priority_basis": Basis,
    "due_basis": DueBasis,
    "tier": Tier,
    "read_by": ReadBy,
    "use": Use,
    "severity": Severity,
    "role": (*OwnerRole, "deadline", "start", "milestone", "period", "past"),
}


def read_schema() -> str:
    return files("db").joinpath("schema.sql").read_text(encoding="utf-8")


@pytest.fixture
def tables():
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(read_schema())
        db.executescript(files("db").joinpath("indexes.sql").read_text(encoding="utf-8"))
        yield db


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_stand_in_the_order_of_the_contract(tables, table):
    columns = [row[1] for row in tables.execute(f"PRAGMA table_info({table})")]
    fixed = CONTRACT[table].split(", ")
    assert columns[: len(fixed)] == fixed


def test_every_table_is_strict(tables):
    loose = tables.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict").fetchall()
    assert [name for (name,) in loose if not name.startswith("sqlite_")] == []


def test_word_lists_in_the_schema_are_those_of_the_code():
    checks = re.findall(r"CHECK \(\s*(\w+) IN \(([^)]*)\)", read_schema())
    found = {column: set() for column in WORDS}
    for column, words in checks:
        if column in found:
            found[column].update(re.findall(r"'(\w+)'", words))
    assert found == {column: set(map(str, words)) for column, words in WORDS.items()}


def test_commitment_kinds_are_divided_between_the_two_reading_tables(tables):
    def kinds(table):
        sql = tables.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        return set(re.findall(r"'(\w+)'", re.search(r"CHECK \(\s*kind IN \(([^)]*)\)", sql)[1]))

    assert kinds("commitments") == set(map(str, CommitmentKind))
    assert kinds("actions") == {"action", "action_arising"}
    assert kinds("pledges") == kinds("commitments") - kinds("actions")


def test_every_foreign_key_has_an_index(tables):
    without = []
    for (table,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        names = [row[1] for row in tables.execute(f"PRAGMA index_list({table})")]
        firsts = {tables.execute(f"PRAGMA index_info({name})").fetchone()[2] for name in names}
        keys = [row[3] for row in tables.execute(f"PRAGMA foreign_key_list({table})")]
        without += [f"{table}.{key}" for key in keys if key not in firsts]
    assert without == []
