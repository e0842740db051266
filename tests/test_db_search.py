"""A person's words find passages, actions and pledges."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import make_plan

from db import escape_query, load


@pytest.fixture(scope="module")
def plan_db(tmp_path_factory):
    database = tmp_path_factory.mktemp("search") / "plan.db"
    load(make_plan(), database)
    with closing(sqlite3.connect(database)) as db:
        yield db


def find(db, table, words):
    sql = f"SELECT t.rowid, t.* FROM {table} t JOIN {table}_fts f ON f.rowid = t.rowid WHERE {table}_fts MATCH ?"  # noqa: S608 - our own names
    return db.execute(sql, (escape_query(words),)).fetchall()


@pytest.mark.parametrize(
    ("table", "words", "count"),
    [
        ("passages", "hub", 2),  # "hubs": word stems
        ("passages", "cafe", 1),  # "Café": accents
        ("passages", "CAFÉ", 1),
        ("passages", '"food hubs"', 2),
        ("passages", '"hubs food"', 0),
        ("actions", "opening hubs", 2),
        ("actions", "public health", 2),  # among the owners
        ("actions", "first site was lost", 1),  # in the update
        ("pledges", "publish", 1),
        ("pledges", "hubs", 0),
    ],
)
def test_words_are_found(plan_db, table, words, count):
    assert len(find(plan_db, table, words)) == count


def test_a_snippet_shows_the_words_where_they_stand(plan_db):
    sql = "SELECT snippet(passages_fts, 0, '[', ']', '…', 6) FROM passages_fts WHERE passages_fts MATCH ?"
    assert plan_db.execute(sql, (escape_query("cafe"),)).fetchall() == [("Fund [Café] grants for schools",)]


@given(st.text(min_size=1))
def test_no_character_breaks_a_search(words):
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
        query = escape_query(words)
        if query:
            db.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()


@pytest.mark.parametrize("words", ["", " ", '"', '""'])
def test_nothing_to_search_for_is_an_empty_query(words):
    assert escape_query(words) == ""


def test_the_index_survives_a_vacuum(tmp_path):
    load(make_plan(), tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as db:
        db.execute("VACUUM")
        assert [row[-1] for row in find(db, "pledges", "publish")] != []
        assert "Café" in str(find(db, "passages", "cafe"))
