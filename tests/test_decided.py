"""What people decided about the sample corpus, as pages, reports, the terminal and the tracker tell it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish.changes import read_changes
from publish.changes.lines import say_notes, sides
from publish.decided import Decision, make_decision_notes, read_decisions, read_decisions_of, say_decision, say_who
from publish.trace import make_trace_lines, read_trace
from publish.tracker import HEADINGS, make_rows, read_tracker

EARLIER, LATER = "wexcombe-strategy-progress-report-2024-11.pdf", "wexcombe-strategy-progress-report-2025-11.pdf"
TRACKER = "wexcombe-action-tracker.xlsx"


@pytest.fixture(scope="module")
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        yield connection


def one(db: sqlite3.Connection, sql: str, *values: str) -> str:
    (value,) = db.execute(sql, values).fetchone()
    return str(value)


def about(db: sqlite3.Connection, source: str, words: str) -> tuple[Decision, ...]:
    sql = "select c.id from commitments c join documents d on d.id = c.document where d.source = ? and c.text = ?"
    commitment = one(db, sql, source, words)
    return read_decisions(db, [commitment]).get(commitment, ())


@pytest.mark.parametrize(
    ("source", "words", "said", "who", "machine"),
    [
        (
            TRACKER,
            "Sign the information-sharing agreement with all nine partners",
            "It is one commitment with “Agree one information-sharing agreement between all partners”",
            "Programme Office, 3 March 2025",
            "The program had not taken the two for one.",
        ),
        (
            EARLIER,
            "Agree one information-sharing agreement between all partners",
            "It is one commitment with “Sign the information-sharing agreement with all nine partners”",
            "Programme Office, 3 March 2025",
            "The program had not taken the two for one.",
        ),
        (
            TRACKER,
            "Advertise 26 posts for care coordinators",
            "“People and Culture Service with Adult Social Care” means several owners: "
            "People and Culture Service; Adult Social Care",
            "Programme Office, 3 March 2025",
            "The program had read one owner.",
        ),
        (
            TRACKER,
            "Choose rooms for the Tanner’s Row team",
            "The owner printed as “Estates Team” is Property Service",
            "Programme Office, 3 March 2025",
            "The program had read: Estates Team.",
        ),
        (
            "wexcombe-board-paper-2025-01-16.docx",
            "Every person on the complex care list will have a named care coordinator by October 2025.",
            "“Every person on the complex care list will have a named care coordinator by October 2025.” "
            "is a commitment",
            "Scrutiny Officer, 5 March 2025",
            "The program had not found it, or was not sure of it.",
        ),
        (
            "wexcombe-board-minutes-2025-01-16.pdf",
            "IC to bring figures for each ward to the next meeting.",
            "Its due date is “20 March 2025”",
            "Democratic Services, 21 March 2025",
            "The program had found no words for it in the document.",
        ),
        (
            EARLIER,
            "Publish a guide to local support written by young people",
            "The aim “Help children and young people to feel safe, well and able to ask for help” "
            "stands under the priority “A healthy start for every child”",
            "Partnership and Strategy Team, 4 December 2024",
            "The program had read: A healthy start for every child (inferred).",
        ),
    ],
)
def test_a_commitment_knows_what_people_decided(
    db: sqlite3.Connection, source: str, words: str, said: str, who: str, machine: str
) -> None:
    (decision,) = about(db, source, words)
    assert (say_decision(decision), say_who(decision), decision.state) == (said, who, "applied")
    assert decision.machine == machine


def test_a_decision_that_was_taken_back_is_told_before_the_one_that_stands(db: sqlite3.Connection) -> None:
    told = about(db, LATER, "Build one borough-wide list of unpaid carers")
    assert [(d.id, d.state, d.revokes) for d in told] == [("2025-8", "revoked", ""), ("2025-9", "applied", "2025-8")]
    assert told[1].machine.startswith("The program had found the same: ")
    assert "decided by a person" not in told[1].machine
    assert next(make_decision_notes(told[0])).startswith(
        "decided by a person (Scrutiny Officer, 24 November 2025): taken back: It is not the same commitment as "
        "“Develop a single register of unpaid carers”"
    )


def test_what_nobody_decided_about_has_no_decisions(db: sqlite3.Connection) -> None:
    assert about(db, LATER, "Open the family hub in Marsh End") == ()


def test_a_document_tells_its_decisions_those_that_failed_too(db: sqlite3.Connection) -> None:
    document = one(db, "select id from documents where source = ?", EARLIER)
    told = read_decisions_of(db, "document", document)
    assert [(d.id, d.state) for d in told] == [
        ("2024-1", "applied"),
        ("2024-2", "applied"),
        ("2024-3", "not_found"),
        ("2025-1", "applied"),
        ("2025-8", "revoked"),
        ("2025-9", "applied"),
    ]
    assert "can’t be found there any more" in told[2].why


def test_an_owner_and_an_aim_tell_who_put_them_so(db: sqlite3.Connection) -> None:
    owner = one(db, "select id from owners where name = 'Property Service'")
    assert [d.id for d in read_decisions_of(db, "owner", owner)] == ["2025-3"]
    aim = one(db, "select fact from decisions where id = '2024-1'")
    assert [d.id for d in read_decisions_of(db, "aim", aim)] == ["2024-1"]


def test_a_withheld_name_stands_in_nothing_that_is_told(db: sqlite3.Connection) -> None:
    document = one(db, "select id from documents where names_withheld > 0")
    (decision,) = read_decisions_of(db, "document", document)
    assert say_decision(decision) == "A name is withheld: a clerk of Democratic Services stands in its place"
    assert decision.quote == ""


def test_the_terminal_tells_each_decision_once(db: sqlite3.Connection) -> None:
    thread = one(db, "select thread from actions where action = 'Build one borough-wide list of unpaid carers' limit 1")
    text = "\n".join(line.text for line in make_trace_lines(read_trace(db, thread), 300))
    assert text.count("(Scrutiny Officer, 26 November 2025)") == 1
    assert "Reworded, as a person decided" in text
    assert text.count("  because: ") == 2


def test_the_report_of_changes_tells_who_confirmed_the_rewording(db: sqlite3.Connection) -> None:
    (report,) = read_changes(db, EARLIER, LATER)
    (change,) = [c for c in report.changes if c.decided_by == "person"]
    assert (change.fate, [d.id for d in change.decisions]) == ("reworded", ["2025-8", "2025-9"])
    notes = say_notes("reworded", change)
    assert [note.partition(":")[0] for note in notes] == [
        "decided by a person (Scrutiny Officer, 26 November 2025)",
        "because",
        "The program had found the same",
    ]


def test_a_slip_names_the_part_of_a_split_whose_date_moved(db: sqlite3.Connection) -> None:
    (report,) = read_changes(db, EARLIER, LATER)
    (split,) = [c for c in report.changes if c.fate == "split"]
    assert [w.number for w in sides("slipped", split)[1]] == ["1.1.2a"]
    assert [w.number for w in sides("split", split)[1]] == ["1.1.2a", "1.1.2b"]


def test_the_tracker_tells_what_people_decided(db: sqlite3.Connection) -> None:
    at = [heading for heading, _ in HEADINGS].index("Decided by people")
    told = {str(row[4]): str(row[at]) for row in make_rows(read_tracker(db))}
    assert told["Choose rooms for the Tanner’s Row team"] == (
        "The owner printed as “Estates Team” is Property Service (Programme Office, 3 March 2025)"
    )
    assert told["Open the family hub in Marsh End\nKeep the family hub in Tanner’s Row open six days a week"] == ""
