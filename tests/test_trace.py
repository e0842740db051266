"""One commitment through all documents, in the terminal: found by words or id, told document by document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browser import make_database
from click.testing import CliRunner
from plans import make_plan

from goldenthread.cli import program
from publish.trace import find_threads, make_hit_lines, make_trace_lines, read_trace


@pytest.fixture(scope="module")
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        yield connection


def run(*arguments: str) -> tuple[int, str]:
    # The command gives Trouble to `main`, which says it in one sentence.
    result = CliRunner().invoke(program, ["trace", *arguments])
    return result.exit_code, result.output + str(result.exception or "")


def test_the_lease_is_told_meeting_by_meeting(db: sqlite3.Connection) -> None:
    [hit] = [h for h in find_threads(db, "lease Tanner’s Row") if h.commitments == 3]
    trace = read_trace(db, hit.thread)
    assert [(s.published, s.page, s.owners, s.due, s.fate) for s in trace.steps] == [
        ("2025-01-16", 1, ("GF",), "2025-03-31", None),
        ("2025-03-20", 1, ("GF",), "2025-06-30", "continued"),
        ("2025-05-15", 1, ("AQ",), "2025-09-30", "continued"),
    ]
    assert trace.slips == 2
    assert [[m.days for m in s.moves] for s in trace.steps] == [[], [91], [92]]
    assert [[h.new_owners for h in s.hands] for s in trace.steps] == [[], [], [("AQ",)]]


def test_a_thread_is_printed_with_dates_words_and_slips(db: sqlite3.Connection) -> None:
    thread = next(h.thread for h in find_threads(db, "single register frailty"))
    lines = [line.text for line in make_trace_lines(read_trace(db, thread), 100)]
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    assert lines[0] == "Develop a single register of residents living with frailty"
    assert "“Develop a single register of residents living with frailty” [page 12]" in text
    assert "status: delayed (“Amber”)" in text
    assert "moved from “June 2025” to “Summer 2026”, 427 days later; seen only by comparing" in text
    # Not editions of one series: no slip, but another date than the strategy's spring (March to May) 2025.
    assert "30 days later than “Spring 2025” in Wexcombe Health and Care Strategy 2024–2029" in text


def test_an_edition_without_the_commitment_is_told_too(db: sqlite3.Connection) -> None:
    thread = next(h.thread for h in find_threads(db, "supported internships"))
    text = "\n".join(line.text for line in make_trace_lines(read_trace(db, thread), 100))
    assert "(not in this document)" in text
    assert "Not mentioned, though its aim is" in text


def test_several_threads_are_listed_to_choose_from(db: sqlite3.Connection, database: Path) -> None:
    hits = find_threads(db, "single register")
    assert len(hits) >= 3
    listed = [line.text for line in make_hit_lines(hits, 100)]
    assert listed[0].startswith("  1. ")
    code, said = run("single", "register", str(database))
    assert code == 0
    assert "choose one with --pick N" in said
    assert run("single", "register", str(database), "--pick", "2")[1].startswith(hits[1].title)
    assert "only" in run("single", "register", str(database), "--pick", "99")[1]


def test_json_holds_the_steps(db: sqlite3.Connection, database: Path) -> None:
    thread = next(h.thread for h in find_threads(db, "single register frailty"))
    found = json.loads(run(thread, "-d", str(database), "--json")[1])
    assert found["thread"] == thread
    assert {"published", "page", "text", "quote", "owners", "due", "status", "fate", "moves"} <= found["steps"][
        0
    ].keys()
    assert isinstance(json.loads(run("single register", "-d", str(database), "--json")[1]), list)


def test_ids_and_former_ids_open_a_thread(tmp_path: Path) -> None:
    plan = make_plan()
    old, new = plan.aliases[0]
    with closing(sqlite3.connect(make_database(plan, tmp_path))) as db:
        for key in (old, new, plan.threads[0].commitments[1]):
            assert [hit.thread for hit in find_threads(db, key)] == [new]


@pytest.mark.parametrize("words", ["xyzzy", "*", "(-)"])
def test_words_that_stand_nowhere_are_answered_in_one_sentence(words: str, database: Path) -> None:
    code, said = run(words, "-d", str(database))
    assert code == 1
    assert f"No commitment holds “{words}”." in said
