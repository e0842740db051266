"""A plan becomes a database: its rows, its runs, and nothing of a plan that contradicts itself."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from plans import FIRST, MINUTES, SECOND, make_plan

from db import Run, SourceFile, SourceState, Unsound, count_facts, dump, load, previous
from extract.reading import OwnerMention, OwnerRole
from graph.plan import DocumentIssue


def ask(database, sql, *values):
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql, values)]


@pytest.fixture
def database(tmp_path):
    load(make_plan(), tmp_path / "plan.db")
    return tmp_path / "plan.db"


def change_reading(plan, number, **parts):
    readings = list(plan.readings)
    readings[number] = replace(readings[number], **parts)
    return replace(plan, readings=tuple(readings))


def test_every_part_of_a_plan_has_its_rows(database):
    assert count_facts(database) == {
        "actions": 5,
        "aim_links": 1,
        "aims": 2,
        "aliases": 1,
        "commitment_owners": 4,
        "commitments": 6,
        "coverage": 3,
        "dates": 1,
        "decision_facts": 2,
        "decisions": 1,
        "documents": 3,
        "edges": 3,
        "evidence": 12,
        "fates": 3,
        "figures": 1,
        "issues": 2,
        "left_out": 0,
        "links": 1,
        "owner_changes": 1,
        "owner_names": 3,
        "owners": 3,
        "passages": 19,
        "pledges": 1,
        "priorities": 2,
        "review": 1,
        "risks": 1,
        "runs": 0,
        "slips": 1,
        "sources": 3,
        "thread_history": 7,
        "threads": 5,
        "updates": 2,
    }


def test_an_action_reads_without_a_join(database):
    (row,) = ask(database, "SELECT * FROM actions WHERE action = 'Open two food hubs'")
    assert row["document"] == FIRST
    assert (row["source"], row["page"], row["published"]) == ("reports/progress-2023.pdf", 1, "2023-11")
    assert (row["priority"], row["priority_basis"], row["aim"]) == ("Healthy lives", "inferred", "Food for all")
    assert json.loads(row["owners"]) == ["Public Health", "Wexcombe Together"]
    assert (row["sponsors"], row["partners"]) == ("[]", "[]")
    assert (row["due_text"], row["due"], row["due_by"]) == ("June 2024", "2024-06", "2024-06-30")
    assert (row["due_basis"], row["due_role"]) == ("column", "deadline")
    assert (row["status"], row["status_basis"]) == ("in_progress", "wording")
    assert row["status_words"] == "Work has started"
    assert row["update_text"] == "Work has started with 4 of 12 schools."
    assert (row["number"], row["measure"]) == ("1.1", "Hubs open")
    assert json.loads(row["extra"]) == {"Cost": "£20,000"}


def test_what_is_not_known_is_null_and_lists_are_empty(database):
    (row,) = ask(database, "SELECT * FROM actions WHERE document = ?", MINUTES)
    unknown = ("page", "priority", "priority_basis", "aim", "number", "due", "due_by", "status", "measure")
    assert [row[name] for name in unknown] == [None] * len(unknown)
    assert (row["owners"], row["sponsors"], row["extra"]) == ('["Clerk"]', "[]", "{}")
    (box,) = ask(database, "SELECT DISTINCT page, x0, y0, x1, y1 FROM passages WHERE document = ?", MINUTES)
    assert set(box.values()) == {None}


def test_no_text_column_holds_an_empty_string_for_unknown(database):
    for table in ("documents", "commitments", "actions", "pledges", "aims", "priorities"):
        for row in ask(database, f"SELECT * FROM {table}"):  # noqa: S608 - our own names
            assert "" not in row.values(), table


def test_a_pledge_keeps_its_lead_in_and_its_tier(database):
    (row,) = ask(database, "SELECT * FROM pledges")
    assert (row["kind"], row["agent"], row["strength"]) == ("pledge", "we", "firm")
    assert row["lead_in"] == "Over the next two years"
    assert (row["due"], row["due_by"], row["due_basis"]) == ("2025-21", "2025-05-31", "text")
    assert (row["tier"], row["tier_reason"]) == ("to_check", "found by wording alone")


def test_owners_as_split_by_weaving_win_over_the_cell_as_read(tmp_path):
    plan = make_plan()
    minutes = plan.readings[0]
    cell = minutes.commitments[0]
    joint = replace(cell, owners=(OwnerMention(OwnerRole.OWNER, "Clerk and Chair", cell.passage),))
    load(change_reading(plan, 0, commitments=(joint,)), tmp_path / "plan.db")
    rows = ask(tmp_path / "plan.db", "SELECT owners FROM actions WHERE document = ?", MINUTES)
    assert rows == [{"owners": '["Clerk"]'}]


def test_a_thread_is_told_edition_by_edition_also_where_it_is_gone(database):
    told = ask(
        database,
        "SELECT t.title, h.position, h.published, h.fate, h.text FROM thread_history h "
        "JOIN threads t ON t.id = h.thread WHERE h.source LIKE 'reports/%' ORDER BY t.title, h.position",
    )
    assert [tuple(row.values()) for row in told] == [
        ("Fund Café grants for schools", 1, "2023-11", None, "Fund Café grants for schools"),
        ("Fund Café grants for schools", 2, "2024-11", "not_mentioned", None),
        ("Open two food hubs", 1, "2023-11", None, "Open two food hubs"),
        ("Open two food hubs", 2, "2024-11", "reworded", "Open two food hubs in the north of the borough"),
        ("Teach 40 families to cook", 1, "2024-11", "new", "Teach 40 families to cook"),
        (
            "We will publish a food plan by spring 2025",
            1,
            "2023-11",
            None,
            "We will publish a food plan by spring 2025",
        ),
    ]


def test_a_thread_names_its_first_and_last_document(database):
    (row,) = ask(database, "SELECT * FROM threads WHERE title = 'Open two food hubs'")
    assert (row["first_document"], row["last_document"], row["commitments"]) == (FIRST, SECOND, 2)
    assert (row["first_published"], row["last_published"]) == ("2023-11", "2024-11")


def test_a_slip_says_by_how_many_days(database):
    (row,) = ask(database, "SELECT old_due, new_due, days, stated FROM slips")
    assert row == {"old_due": "2024-06", "new_due": "2025-06", "days": 365, "stated": 1}


def test_a_document_says_how_its_facts_are_known_and_how_much_was_read(database):
    (row,) = ask(database, "SELECT * FROM documents WHERE id = ?", FIRST)
    assert (row["title_basis"], row["kind_basis"], row["published_basis"]) == ("title block", "catalogue", "first page")
    assert (row["actions"], row["pledges"], row["issues"], row["passages"]) == (2, 1, 1, 10)
    assert row["words"] == row["words_claimed"] + row["words_ignored"] + row["words_unread"]
    assert row["words_ignored"] == 4  # "Page 1 of 1"
    (unnamed,) = ask(database, "SELECT title, label FROM documents WHERE id = ?", MINUTES)
    assert unnamed == {"title": None, "label": "minutes/board-2024-03.docx"}


def test_a_superseded_paper_is_found_by_its_path(tmp_path):
    plan = make_plan()
    second = plan.readings[2].profile
    known = replace(second, supersedes="reports/progress-2023.pdf")
    load(change_reading(plan, 2, profile=known), tmp_path / "known.db")
    assert ask(tmp_path / "known.db", "SELECT supersedes FROM documents WHERE id = ?", SECOND) == [
        {"supersedes": FIRST}
    ]
    elsewhere = replace(second, supersedes="old/lost.pdf")
    load(change_reading(plan, 2, profile=elsewhere), tmp_path / "lost.db")
    rows = ask(tmp_path / "lost.db", "SELECT supersedes, extra FROM documents WHERE id = ?", SECOND)
    assert rows == [{"supersedes": None, "extra": '{"supersedes": "old/lost.pdf"}'}]


def test_an_issue_points_at_its_passage_and_stands_once(tmp_path):
    plan = make_plan()
    first = plan.readings[1]
    again = DocumentIssue(first.profile.id, first.profile.source, first.issues[0])
    load(replace(plan, issues=(*plan.issues, again)), tmp_path / "plan.db")
    rows = ask(
        tmp_path / "plan.db",
        "SELECT i.code, i.source, i.severity, p.text FROM issues i "
        "LEFT JOIN passages p ON p.id = i.passage ORDER BY i.code",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("damaged", "broken.pdf", "error", None),
        ("no_owner", "reports/progress-2023.pdf", "warning", "Fund Café grants for schools"),
    ]


def test_ids_are_unique_over_all_tables(database):
    ids = []
    for table in count_facts(database):
        if any(row["name"] == "id" for row in ask(database, f"PRAGMA table_info({table})")):
            ids += [row["id"] for row in ask(database, f"SELECT id FROM {table}")]  # noqa: S608 - our own names
    assert len(ids) == len(set(ids)) == 49  # 3 documents, 19 passages, 6 commitments, 5 threads, 16 others


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    for name in ("one.db", "two.db"):
        load(make_plan(), tmp_path / name)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_loading_over_an_older_build_gives_the_rows_of_a_cold_one(tmp_path):
    plan = make_plan()
    load(change_reading(plan, 0, risks=(), figures=(), issues=()), tmp_path / "warm.db")
    load(plan, tmp_path / "warm.db")
    load(plan, tmp_path / "cold.db")
    lines = list(dump(tmp_path / "cold.db"))
    assert list(dump(tmp_path / "warm.db")) == lines
    assert len(lines) == sum(count_facts(tmp_path / "cold.db").values())


def test_nothing_is_left_beside_the_database(database):
    load(make_plan(), database)
    list(dump(database))
    assert [path.name for path in database.parent.iterdir()] == ["plan.db"]


def test_runs_are_remembered_from_build_to_build(tmp_path):
    database = tmp_path / "plan.db"
    started = datetime(2024, 12, 1, 9, 30, tzinfo=UTC)
    files = (
        SourceFile("minutes/board-2024-03.docx", "aa", "k1"),
        SourceFile("reports/progress-2023.pdf", "bb", "k2"),
        SourceFile("broken.pdf", "cc", "k3", SourceState.FAILED),
        SourceFile("README.md", state=SourceState.LEFT_OUT, reason="a README is not a paper"),
    )
    load(make_plan(), database, Run(started, "0.1.0", new=3, files=files))
    load(make_plan(), database, Run(started + timedelta(days=1), "0.1.0", unchanged=3, files=files))
    rows = ask(database, "SELECT started, version, documents, new, unchanged, failed, left_out FROM runs")
    assert [tuple(row.values()) for row in rows] == [
        ("2024-12-01T09:30:00+00:00", "0.1.0", 2, 3, 0, 1, 1),
        ("2024-12-02T09:30:00+00:00", "0.1.0", 2, 0, 3, 1, 1),
    ]
    assert ask(database, "SELECT * FROM left_out") == [{"source": "README.md", "reason": "a README is not a paper"}]
    assert not any(line.startswith("runs ") for line in dump(database))


def test_the_next_build_can_ask_what_the_last_one_read(tmp_path):
    database = tmp_path / "plan.db"
    assert previous(database) == {}
    files = (SourceFile("a.pdf", "aa", "k1"), SourceFile("b.pdf", "bb", "k2", SourceState.FAILED))
    load(make_plan(), database, Run(datetime.now(UTC), "0.1.0", files=files))
    assert previous(database) == {file.source: file for file in files}
    load(make_plan(), database)
    assert set(previous(database)) == {
        "minutes/board-2024-03.docx",
        "reports/progress-2023.pdf",
        "reports/progress-2024.pdf",
    }


def test_a_reference_to_nothing_is_refused_and_the_old_database_stays(database):
    before = database.read_bytes()
    plan = make_plan()
    lost = replace(plan.readings[0].commitments[0], passage="x-nowhere")
    with pytest.raises(Unsound, match=r"^commitments\.passage names x-nowhere, which is not in passages$"):
        load(change_reading(plan, 0, commitments=(lost,)), database)
    assert database.read_bytes() == before


def test_a_word_outside_the_contract_is_refused(database):
    before = database.read_bytes()
    plan = make_plan()
    with pytest.raises(Unsound, match="fate"):
        load(replace(plan, fates=(replace(plan.fates[0], fate="dropped"),)), database)
    assert database.read_bytes() == before


def test_words_that_do_not_add_up_are_refused(tmp_path):
    plan = make_plan()
    short = replace(plan.readings[1].coverage[0], words=1000)
    with pytest.raises(Unsound, match="do not add up"):
        load(change_reading(plan, 1, coverage=(short,)), tmp_path / "plan.db")
    assert list(tmp_path.iterdir()) == []


def test_an_id_in_two_tables_is_refused(tmp_path):
    plan = make_plan()
    risk = replace(plan.readings[1].risks[0], id=FIRST)
    with pytest.raises(Unsound, match=f"{FIRST} stands in two tables"):
        load(change_reading(plan, 1, risks=(risk,)), tmp_path / "plan.db")


def test_half_a_character_of_a_damaged_file_does_not_stop_the_build(tmp_path):
    plan = make_plan()
    torn = replace(plan.readings[0].passages[0], text="Minutes \ud83d of the board")
    load(change_reading(plan, 0, passages=(torn, *plan.readings[0].passages[1:])), tmp_path / "plan.db")
    rows = ask(tmp_path / "plan.db", "SELECT text FROM passages WHERE document = ? AND position = 1", MINUTES)
    assert rows == [{"text": "Minutes \N{REPLACEMENT CHARACTER} of the board"}]
