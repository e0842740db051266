"""A paper that the catalogue keeps off the site leaves no word in the database that is served."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from plans import FIRST, make_plan

from db import Run, SourceFile, SourceState, dump, load, previous
from graph.plan import DocumentIssue
from ingest.document import Issue


def make_half_secret_plan():
    """The report of 2023 is off the site; the one of 2024 supersedes it, and an issue of 2024 names it."""
    plan = make_plan()
    minutes, first, second = plan.readings
    first = replace(first, profile=replace(first.profile, publish=False))
    second = replace(second, profile=replace(second.profile, supersedes=first.profile.source))
    issue = Issue("same_bytes", f"The same file as {first.profile.source}.")
    again = DocumentIssue(second.profile.id, second.profile.source, issue)
    return replace(plan, readings=(minutes, first, second), issues=(*plan.issues, again))


@pytest.fixture
def database(tmp_path):
    load(make_half_secret_plan(), tmp_path / "plan.db")
    return tmp_path / "plan.db"


@pytest.mark.parametrize("words", ["Café", "4 of 12 schools", "spring 2025", "progress-2023", "June 2024"])
def test_none_of_its_words_are_in_the_file(database, words):
    assert words.encode() not in database.read_bytes()


def test_its_id_is_only_among_the_files_that_were_read(database):
    assert [line.split()[0] for line in dump(database) if FIRST in line] == ["sources"]


def test_what_the_others_say_stays_whole(database):
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT source FROM documents ORDER BY 1").fetchall() == [
            ("minutes/board-2024-03.docx",),
            ("reports/progress-2024.pdf",),
        ]
        assert db.execute("SELECT title, commitments, first_published FROM threads ORDER BY 1").fetchall() == [
            ("Clerk to send the food map", 1, "2024-03-14"),
            ("Open two food hubs in the north of the borough", 1, "2024-11"),
            ("Teach 40 families to cook", 1, "2024-11"),
        ]
        # Wexcombe Together owns an action of the hidden report only, but is the parent of the Clerk
        assert db.execute("SELECT name, commitments FROM owners ORDER BY 1").fetchall() == [
            ("Clerk", 1),
            ("Public Health", 1),
            ("Wexcombe Together", 0),
        ]
        for table in ("fates", "slips", "links", "aim_links", "pledges", "risks"):
            assert db.execute(f"SELECT * FROM {table}").fetchall() == [], table  # noqa: S608 - our own names


def test_the_record_can_be_asked_for_whole(tmp_path):
    load(make_half_secret_plan(), tmp_path / "record.db", everything=True)
    with closing(sqlite3.connect(tmp_path / "record.db")) as db:
        assert db.execute("SELECT source FROM documents WHERE publish = 0").fetchall() == [
            ("reports/progress-2023.pdf",)
        ]
        assert db.execute("SELECT count(*) FROM fates").fetchone() == (3,)


def test_the_next_build_still_knows_that_it_was_read(tmp_path):
    files = (
        SourceFile("reports/progress-2023.pdf", "aa", "k1"),
        SourceFile("reports/progress-2024.pdf", "bb", "k2"),
        SourceFile("secret/torn.pdf", "cc", "k3", SourceState.FAILED, publish=False),
        SourceFile("secret/README.md", state=SourceState.LEFT_OUT, reason="a README", publish=False),
    )
    run = Run(datetime(2024, 12, 1, tzinfo=UTC), "0.1.0", files=files)
    plan = make_half_secret_plan()
    torn = DocumentIssue(None, "secret/torn.pdf", Issue("damaged", "The file stops in the middle of a page."))
    twice = DocumentIssue(None, "b.pdf", Issue("duplicate_content", "Two are the same.", fact="secret/torn.pdf"))
    load(replace(plan, issues=(*plan.issues, torn, twice)), tmp_path / "plan.db", run)
    known = previous(tmp_path / "plan.db", [file.source for file in files])
    assert {source: file.read_key for source, file in known.items()} == {
        "reports/progress-2023.pdf": "k1",
        "reports/progress-2024.pdf": "k2",
        "secret/torn.pdf": "k3",
    }
    assert b"secret" not in (tmp_path / "plan.db").read_bytes()
