"""People decide, and it lasts: every verdict on the sample corpus, and on small papers that change under it."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.record import dump
from extract.decisions.finding import Running, split_words
from extract.decisions.withholding import cover_texts, make_covers
from extract.reading import DecisionState
from goldenthread.cache import find_cache
from goldenthread.pipeline import build
from ingest.document import Unreadable
from ingest.formats import sha256_of
from ingest.people import DECISION_COLUMNS, DecisionRow, Verdict
from publish.originals import link_to_original

TRACKER = "wexcombe-action-tracker.xlsx"
CARERS = "wexcombe-carers-plan.txt"
EARLIER, LATER = "wexcombe-strategy-progress-report-2024-11.pdf", "wexcombe-strategy-progress-report-2025-11.pdf"
STRATEGY = "wexcombe-health-and-care-strategy-2024-2029.docx"

Row = dict[str, Any]


def decide(folder: Path, *rows: dict[str, str]) -> None:
    """Write decisions.csv anew; each decision is named after its line."""
    with (folder / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, DECISION_COLUMNS)
        sheet.writeheader()
        for line, row in enumerate(rows, start=2):
            sheet.writerow({"decision": f"dec-{line}", "at": "2025-12-01", "by": "Scrutiny", **row})


def ask(database: Path, sql: str, *values: object) -> list[Row]:
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql, values)]


def states(database: Path) -> dict[int, str]:
    return {row["line"]: row["state"] for row in ask(database, "SELECT line, state FROM decisions")}


BOARD_PAPER = "wexcombe-board-paper-2025-01-16.docx"
TEMPORARY_ROOMS = "The council will pay for temporary rooms in Larkfield library from April 2025."
CARER_LIST = "Build one borough-wide list of unpaid carers"
REGISTER = "Develop a single register of unpaid carers"
NURSING = "Move community nursing to the four neighbourhood health centres"
CENTRE = "Open a neighbourhood health centre in Larkfield"

DECISIONS = (
    {"verdict": "wrong", "document": TRACKER, "quote": "Set the boundaries of the four neighbourhoods"},  # 2
    {"verdict": "correct_field", "document": TRACKER, "quote": "Visit every GP practice in Larkfield",
     "field": "By when", "value": "end of June 2025"},  # 3
    {"verdict": "correct_field", "document": TRACKER, "quote": "visit every GP practice in Larkfield.",
     "field": "owner", "value": "Public Health; Wexcombe GP Federation"},  # 4
    {"verdict": "correct_field", "document": TRACKER, "quote": "Visit every GP practice in Larkfield",
     "field": "status", "value": "Complete"},  # 5
    {"verdict": "missed", "document": CARERS, "quote": "Half of them told us that nobody had ever asked how they were",
     "field": "expectation"},  # 6
    {"verdict": "correct_field", "document": CARERS, "quote": "Train pharmacy staff to recognise carers",
     "field": "aim", "value": "Give carers a break"},  # 7
    {"verdict": "split_owner", "document": LATER, "quote": "Wexcombe Together: Neighbourhood Delivery Board",
     "value": "Wexcombe Together; Neighbourhood Delivery Board"},  # 8
    {"verdict": "same", "document": EARLIER, "quote": NURSING, "other_document": LATER, "other_quote": CENTRE},  # 9
    {"verdict": "different", "document": EARLIER, "quote": REGISTER,
     "other_document": LATER, "other_quote": CARER_LIST},  # 10
    {"verdict": "unsure", "document": TRACKER, "quote": "Open temporary rooms in Larkfield library",
     "other_document": BOARD_PAPER, "other_quote": TEMPORARY_ROOMS},  # 11
    {"verdict": "owner_is", "quote": "Digital & Data Group", "value": "Wexcombe Digital Office"},  # 12
    {"verdict": "owner_is", "document": TRACKER, "quote": "Leisure and Culture Service",
     "value": "Library Service"},  # 13
    {"verdict": "aim_of_priority", "document": EARLIER, "quote": "Prevent falls, loneliness and loss of independence",
     "value": "Staying well for longer"},  # 14
    {"verdict": "withhold", "quote": "Tamsin Okoro-Lee", "value": "Head of Neighbourhood Programmes",
     "note": "Tamsin Okoro-Lee asked for it"},  # 15
    {"verdict": "wrong", "document": CARERS, "quote": "Open a respite house at Castle Meadow"},  # 16
    {"verdict": "", "revokes": "dec-16"},  # 17
    {"verdict": "wrong", "document": CARERS, "quote": "Buy a minibus for the Carers' Hub"},  # 18
    {"verdict": "correct_field", "document": CARERS, "quote": CARER_LIST, "field": "number", "value": "A"},  # 19
    {"verdict": "correct_field", "document": CARERS, "quote": CARER_LIST, "field": "number", "value": "B"},  # 20
    {"verdict": "wrong", "document": "no-such-paper.pdf", "quote": "Anything at all"},  # 21
    {"verdict": "correct_field", "document": CARERS, "quote": CARER_LIST, "field": "status", "value": "sideways"},  # 22
    {"verdict": "correct_field", "document": TRACKER, "quote": "Write to everyone on the complex care list",
     "field": "text", "value": "Write to all on the complex care list, signed Tamsin Okoro‑Lee"},  # 23
    {"verdict": "missed", "document": CARERS, "quote": "We want carers to feel less alone."},  # 24
)  # fmt: skip


@pytest.fixture(scope="module")
def decided(corpus: Path, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample corpus with the decisions above; documents without any come from the cache."""
    folder = tmp_path_factory.mktemp("decided")
    shutil.copytree(corpus, folder / "corpus")
    decide(folder / "corpus", *DECISIONS)
    shutil.copy(find_cache(database), find_cache(folder / "thread.db"))
    build(folder / "corpus", folder / "thread.db", workers=2)
    return folder / "thread.db"


def action(database: Path, source: str, words: str) -> Row:
    (row,) = ask(database, "SELECT * FROM actions WHERE source = ? AND action = ?", source, words)
    return row


def test_every_decision_says_what_became_of_it(decided: Path) -> None:
    lost = {16: "revoked", 18: "not_found", 19: "overruled", 21: "not_found", 22: "not_understood"}
    assert states(decided) == {line: lost.get(line, "applied") for line in range(2, 2 + len(DECISIONS))}


def test_a_decision_that_is_not_applied_is_an_issue_in_a_sentence(decided: Path) -> None:
    issues = ask(decided, "SELECT source, message FROM issues WHERE code = 'decision_not_applied' ORDER BY message")
    assert [(row["source"], row["message"]) for row in issues] == [
        (
            CARERS,
            "decisions.csv, line 18 (wrong) is not applied: "
            "the words “Buy a minibus for the Carers' Hub” can’t be found there any more.",
        ),
        (
            "decisions.csv",
            "decisions.csv, line 21 (wrong) is not applied: "
            "there is no document no-such-paper.pdf in the corpus that could be read.",
        ),
        (
            CARERS,
            "decisions.csv, line 22 (correct_field) is not applied: “sideways” is no status (not_started, scoping, "
            "in_progress, on_track, delayed, off_track, completed, superseded).",
        ),
    ]


def test_what_is_wrong_is_dropped_with_its_evidence(decided: Path, database: Path) -> None:
    words = "Set the boundaries of the four neighbourhoods"
    before = action(database, TRACKER, words)
    for table, column in (
        ("actions", "commitment"),
        ("commitments", "id"),
        ("evidence", "fact"),
        ("links", "from_commitment"),
    ):
        assert ask(decided, f"SELECT * FROM {table} WHERE {column} = ?", before["commitment"]) == []  # noqa: S608
    (passage,) = ask(decided, "SELECT use, reason FROM passages WHERE text = ?", words)
    assert passage == {"use": "ignored", "reason": "decided by a person"}


def test_fields_are_as_a_person_says(decided: Path, database: Path) -> None:
    row = action(decided, TRACKER, "Visit every GP practice in Larkfield")
    assert (row["due_text"], row["due"], row["due_by"], row["due_basis"]) == (
        "end of June 2025", "2025-06-30", "2025-06-30", "person",
    )  # fmt: skip
    assert json.loads(row["owners"]) == ["Public Health", "Wexcombe GP Federation"]
    assert (row["status"], row["status_basis"]) == ("completed", "person")
    assert row["commitment"] == action(database, TRACKER, "Visit every GP practice in Larkfield")["commitment"]
    assert action(decided, CARERS, "Train pharmacy staff to recognise carers")["aim"] == "Give carers a break"
    assert action(decided, CARERS, CARER_LIST)["number"] == "B"


def test_what_was_missed_is_a_commitment_with_evidence_where_it_stands(decided: Path) -> None:
    (row,) = ask(decided, "SELECT * FROM pledges WHERE text LIKE 'Half of them%'")
    assert (row["source"], row["kind"], row["tier"]) == (CARERS, "expectation", "confident")
    assert row["quote"] == "Half of them told us that nobody had ever asked how they were."
    sql = "SELECT e.quote, p.text, p.use FROM evidence e JOIN passages p ON p.id = e.passage WHERE fact = ?"
    evidence = ask(decided, sql, row["commitment"])
    assert " ".join(part["quote"] for part in evidence) == row["quote"]
    assert all(part["quote"] in " ".join(part["text"].split()) and part["use"] == "claimed" for part in evidence)


def test_what_was_missed_and_is_found_by_now_is_only_sure(decided: Path) -> None:
    (row,) = ask(decided, "SELECT kind, tier FROM pledges WHERE text LIKE 'We want carers to feel%'")
    assert row == {"kind": "pledge", "tier": "confident"}


def test_an_owner_is_split_in_that_document_only(decided: Path) -> None:
    words = "Appoint a named care coordinator for everyone on the complex care list"
    assert json.loads(action(decided, LATER, words)["owners"]) == ["Wexcombe Together", "Neighbourhood Delivery Board"]
    assert len(json.loads(action(decided, EARLIER, words)["owners"])) == 1


def test_the_same_is_one_thread_with_a_fate(decided: Path) -> None:
    one, other = action(decided, EARLIER, NURSING), action(decided, LATER, CENTRE)
    assert one["thread"] == other["thread"]
    sql = "SELECT fate, decided_by FROM fates WHERE from_commitment = ?"
    assert ask(decided, sql, one["commitment"]) == [{"fate": "reworded", "decided_by": "person"}]
    assert ask(decided, "SELECT fate FROM fates WHERE from_commitment IS NULL AND to_commitment = ?",
               other["commitment"]) == []  # fmt: skip
    (link,) = ask(decided, "SELECT * FROM links WHERE from_commitment = ? AND to_commitment = ?",
                  one["commitment"], other["commitment"])  # fmt: skip
    assert (link["relation"], link["decided_by"], link["score"]) == ("same", "person", 1.0)


def test_the_different_are_apart_in_links_threads_and_fates(decided: Path, database: Path) -> None:
    ends = [action(database, EARLIER, REGISTER), action(database, LATER, CARER_LIST)]
    assert ends[0]["thread"] == ends[1]["thread"]
    one, other = action(decided, EARLIER, REGISTER), action(decided, LATER, CARER_LIST)
    assert one["thread"] != other["thread"]
    assert linked(decided, one, other) == []
    fates = ask(decided, "SELECT fate FROM fates WHERE ? IN (from_commitment) OR ? IN (to_commitment) ORDER BY fate",
                one["commitment"], other["commitment"])  # fmt: skip
    assert [row["fate"] for row in fates] == ["new", "not_mentioned"]


def linked(database: Path, one: Row, other: Row) -> list[str]:
    ids = (one["commitment"], other["commitment"])
    sql = "SELECT relation FROM links WHERE (from_commitment, to_commitment) IN ((?, ?), (?, ?))"
    return [row["relation"] for row in ask(database, sql, *ids, *reversed(ids))]


def test_the_unsure_have_no_link_and_stay_a_question(decided: Path, undecided: Path) -> None:
    def find_ends(built: Path) -> list[Row]:
        (pledge,) = ask(built, "SELECT * FROM pledges WHERE source = ? AND text = ?", BOARD_PAPER, TEMPORARY_ROOMS)
        return [action(built, TRACKER, "Open temporary rooms in Larkfield library"), pledge]

    assert linked(undecided, *find_ends(undecided)) == ["related"]
    one, other = find_ends(decided)
    assert linked(decided, one, other) == []
    asked = ask(decided, "SELECT why FROM review WHERE ? IN (fact, other_fact) AND ? IN (fact, other_fact)",
                one["commitment"], other["commitment"])  # fmt: skip
    assert [row["why"].endswith("a person was unsure") for row in asked] == [True]


def test_who_an_owner_is(decided: Path) -> None:
    sql = "SELECT o.name, n.basis, d.source FROM owner_names n JOIN owners o ON o.id = n.owner JOIN documents d " \
          "ON d.id = n.document WHERE n.name = ? ORDER BY d.source"  # fmt: skip
    everywhere = ask(decided, sql, "Digital and Data Group")
    assert {(row["name"], row["basis"]) for row in everywhere} == {("Wexcombe Digital Office", "decided by a person")}
    assert len(everywhere) > 1
    leisure = {row["source"]: row["name"] for row in ask(decided, sql, "Leisure and Culture Service")}
    assert leisure.pop(TRACKER) == "Library Service"
    assert set(leisure.values()) == {"Leisure and Culture Service"}


def test_the_priority_of_an_aim(decided: Path) -> None:
    sql = "SELECT DISTINCT priority, priority_basis FROM actions WHERE source = ? AND aim LIKE 'Prevent%'"
    (row,) = ask(decided, sql, EARLIER)
    assert row == {"priority": "Staying well for longer", "priority_basis": "stated"}
    (aim,) = ask(decided, "SELECT priority_reason FROM aims WHERE text LIKE 'Prevent%' AND priority_basis = 'stated' "
                 "AND priority_reason IS NOT NULL")  # fmt: skip
    assert aim["priority_reason"] == "decided by a person (dec-14)"


def test_a_withheld_name_leaves_no_trace(decided: Path, database: Path) -> None:
    """Not in any byte of the database or its cache, nor in the index; its post stands in its place."""
    assert b"Okoro" in database.read_bytes()
    for file in decided.parent.glob("thread.db*"):
        assert b"okoro" not in file.read_bytes().lower(), file.name
    for sql in ("passages_fts", "actions_fts", "pledges_fts"):
        assert ask(decided, f"SELECT * FROM {sql} WHERE {sql} MATCH 'okoro'") == []  # noqa: S608 - our own names
    row = action(decided, TRACKER, "Appoint team leaders for Larkfield and Tanner’s Row")
    assert json.loads(row["owners"]) == ["Head of Neighbourhood Programmes"]
    (told,) = ask(decided, "SELECT quote, value, note, places FROM decisions WHERE line = 15")
    assert told == {
        "quote": None,
        "value": "Head of Neighbourhood Programmes",
        "note": "Head of Neighbourhood Programmes asked for it",
        "places": 6,
    }
    withheld = {row["source"]: row["names_withheld"] for row in ask(decided, "SELECT * FROM documents")}
    assert {source: count for source, count in withheld.items() if count} == {
        TRACKER: 2,
        "wexcombe-board-minutes-2025-01-16.pdf": 1,
        "wexcombe-board-minutes-2025-03-20.pdf": 1,
        "wexcombe-board-minutes-2025-05-15.pdf": 1,
        "wexcombe-board-paper-2025-01-16.docx": 1,
    }


def test_initials_of_a_withheld_name_are_resolved_to_the_post(decided: Path) -> None:
    names = ask(
        decided, "SELECT DISTINCT o.name FROM owner_names n JOIN owners o ON o.id = n.owner WHERE n.name = 'TOL'"
    )
    assert [row["name"] for row in names] == ["Head of Neighbourhood Programmes"]


def test_a_document_with_withheld_names_is_not_served_as_a_file() -> None:
    document = {"id": "d-1", "format": "pdf", "url": ""}
    assert link_to_original({**document, "names_withheld": None}, 2, "/file") == "/file/d-1#page=2"
    assert link_to_original({**document, "names_withheld": 0}, 2, "/file") is None


def test_decisions_give_the_same_rows_in_any_way_of_building(corpus: Path, undecided: Path, tmp_path: Path) -> None:
    """Decided first and then revoked line by line, the rows are those of a build without any decision."""
    folder = tmp_path / "corpus"
    shutil.copytree(corpus, folder)
    rows = [DECISIONS[0], DECISIONS[7], DECISIONS[8], DECISIONS[10], DECISIONS[12]]
    decide(folder, *rows, *({"verdict": "", "revokes": f"dec-{line}"} for line in range(2, 2 + len(rows))))
    shutil.copy(find_cache(undecided), find_cache(tmp_path / "thread.db"))
    build(folder, tmp_path / "thread.db", workers=2)
    for table in (
        "commitments",
        "threads",
        "links",
        "fates",
        "slips",
        "owners",
        "aims",
        "actions",
        "passages",
        "review",
    ):
        sql = f"SELECT * FROM {table} ORDER BY 1, 2, 3"  # noqa: S608 - our own names
        assert ask(tmp_path / "thread.db", sql) == ask(undecided, sql), table
    assert set(states(tmp_path / "thread.db").values()) == {"revoked", "applied"}


PAPER = """Hub plan

Aim: Open doors

Action\tLead\tDue
Open the family hub\tPublic Health\tMarch 2026
Paint the family hub\tEstates Team\tJune 2026

Aim: Close gaps

Action\tLead\tDue
Review the service\tEstates Team\tMay 2026
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "hubs.txt").write_text(PAPER, encoding="utf-8")
    return folder


def read_small(papers: Path) -> Path:
    database = papers.parent / "small.db"
    build(papers, database, workers=1)
    return database


def test_a_decision_outlives_a_moved_row_another_layout_and_a_new_name(papers: Path) -> None:
    decision = {"verdict": "correct_field", "document": "hubs.txt", "quote": "Paint the family hub", "field": "due",
                "value": "2027-01"}  # fmt: skip
    decide(papers, decision)
    assert due(read_small(papers)) == "2027-01"

    rows = ("7\tJune 2026\tPaint the family hub.\tEstates Team", "8\tMarch 2026\tOpen the family hub\tPublic Health")
    head = "A word before\n\nWe met in May.\n\nAim: Open doors\n\nNo\tDue\tTask\tLead\n"
    moved = head + "\n".join(rows) + "\n"
    (papers / "hubs.txt").write_text(moved, encoding="utf-8")
    assert due(read_small(papers)) == "2027-01"

    (papers / "hubs.txt").rename(papers / "renamed.txt")
    decide(papers, {**decision, "document": sha256_of(papers / "renamed.txt")})
    assert due(read_small(papers)) == "2027-01"

    (papers / "renamed.txt").write_text(moved.replace("Paint", "Repaint"), encoding="utf-8")
    database = read_small(papers)
    assert states(database) == {2: "not_found"}
    assert len(ask(database, "SELECT * FROM issues WHERE code = 'decision_not_applied'")) == 1


def due(database: Path) -> str:
    (row,) = ask(database, "SELECT due FROM actions WHERE action LIKE 'Paint%'")
    return str(row["due"])


def test_words_that_stand_twice_need_the_words_around_them(papers: Path) -> None:
    twice = PAPER + "Review the service\tPublic Health\tJuly 2026\n"
    (papers / "hubs.txt").write_text(twice, encoding="utf-8")
    decision = {"verdict": "wrong", "document": "hubs.txt", "quote": "Review the service"}
    decide(papers, decision, {**decision, "before": "Estates Team May 2026"})
    database = read_small(papers)
    assert states(database) == {2: "ambiguous", 3: "applied"}
    left = ask(database, "SELECT owners FROM actions WHERE action = 'Review the service'")
    assert [json.loads(row["owners"]) for row in left] == [["Estates Team"]]
    (issue,) = ask(database, "SELECT message FROM issues WHERE code = 'decision_not_applied'")
    assert "stand for 2 commitments" in issue["message"]


def test_a_name_is_withheld_in_one_document_only(papers: Path) -> None:
    for name in ("a.txt", "b.txt"):
        table = "Action\tOwner\nPaint the hub\tBo Marsh\nWash it\tMarshes Team\n"
        (papers / name).write_text(f"Minutes {name}\n\nPresent: Cllr Bo Marsh, Ann Lee\n\n{table}", encoding="utf-8")
    decide(papers, {"verdict": "withhold", "document": "a.txt", "quote": "Bo Marsh"})
    database = read_small(papers)
    owners = {
        row["source"]: row["owners"] for row in ask(database, "SELECT * FROM actions WHERE action = 'Paint the hub'")
    }
    assert owners == {"a.txt": '["an officer"]', "b.txt": '["Bo Marsh"]'}
    texts = [row["text"] for row in ask(database, "SELECT p.text FROM passages p JOIN documents d ON d.id = p.document "
                                        "WHERE d.source = 'a.txt'")]  # fmt: skip
    assert "Present: an officer, Ann Lee" in texts
    assert "Marshes Team" in texts
    assert not any("Bo Marsh" in text for text in texts)


def test_a_name_that_is_nowhere_is_reported_without_being_shown(papers: Path) -> None:
    decide(papers, {"verdict": "withhold", "quote": "Zebedee Quill"})
    database = read_small(papers)
    assert states(database) == {2: "not_found"}
    assert b"Zebedee" not in database.read_bytes()
    (issue,) = ask(database, "SELECT message FROM issues WHERE code = 'decision_not_applied'")
    assert issue["message"] == "decisions.csv, line 2 (withhold) is not applied: no document has what it names."


def test_words_as_published_are_found_where_a_name_is_withheld(papers: Path) -> None:
    (papers / "hubs.txt").write_text(PAPER.replace("Paint the", "Ask Bo Marsh to paint the"), encoding="utf-8")
    decide(
        papers,
        {"verdict": "withhold", "quote": "Bo Marsh", "value": "the Head of Parks"},
        {"verdict": "correct_field", "document": "hubs.txt", "quote": "Ask the Head of Parks to paint the family hub",
         "field": "due", "value": "2030"},
    )  # fmt: skip
    database = read_small(papers)
    assert states(database) == {2: "applied", 3: "applied"}
    (row,) = ask(database, "SELECT action, due FROM actions WHERE action LIKE 'Ask%'")
    assert row == {"action": "Ask the Head of Parks to paint the family hub", "due": "2030"}


def test_two_that_only_meet_over_others_are_cut_apart(papers: Path) -> None:
    (papers / "hubs.txt").unlink()
    for year in (2023, 2024, 2025):
        words = "Action\tLead\tDue\nOpen the family hub in Marsh End\tPublic Health\tMarch 2027\n"
        (papers / f"{year}.txt").write_text(f"Hub report {year}\n\n{words}", encoding="utf-8")
    rows = "".join(f"{year}.txt,progress_report,{year},Hub reports\n" for year in (2023, 2024, 2025))
    (papers / "catalogue.csv").write_text("path,kind,published,series\n" + rows, encoding="utf-8")
    words = "Open the family hub in Marsh End"
    decide(papers, {"verdict": "different", "document": "2023.txt", "quote": words, "other_document": "2025.txt",
                    "other_quote": words})  # fmt: skip
    database = read_small(papers)
    threads = {row["source"]: row["thread"] for row in ask(database, "SELECT source, thread FROM actions")}
    assert threads["2023.txt"] != threads["2025.txt"]
    assert len(set(threads.values())) == 2
    assert len(ask(database, "SELECT * FROM fates WHERE fate = 'continued'")) == 1


def test_words_are_found_over_borders_hyphens_and_apostrophes() -> None:
    running = Running(["The children’s co-", "design group & its friends", "met"])
    assert [(s.first, s.last) for s in running.find("Childrens codesign")] == [(1, 4)]
    assert len(running.find("design group and its")) == 1
    assert running.find("sign group") == []
    assert [word.folded for word in split_words("Bo Marsh's")] == ["bo", "marsh", "s"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (["Cllr Bo-Ann Marsh’s view"], ["an officer’s view"]),
        (["by Bo-Ann", "Marsh by May"], ["by an officer", " by May"]),
        (["bo-ann.marsh@wexcombe.example"], ["an officer@wexcombe.example"]),
        (["BO-ANN  MARSH"], ["an officer"]),
        (["Marsh, Bo-Ann (chair)"], ["an officer (chair)"]),
        (["Bo-Ann Marshall"], ["Bo-Ann Marshall"]),
        (["ANN to act on Ann’s an-nouncement"], ["a clerk to act on Ann’s an-nouncement"]),
    ],
)
def test_a_name_is_covered_however_it_is_printed(printed: list[str], shown: list[str]) -> None:
    asked = [("Bo-Ann Marsh", ""), ("ANN", "a clerk")]
    rows = [DecisionRow(i, "", Verdict.WITHHOLD, quote=name, value=by) for i, (name, by) in enumerate(asked)]
    covered, hits, _ = cover_texts(printed, make_covers(rows))
    assert covered == shown
    assert len(hits) == (printed != shown)


def test_a_surname_left_alone_is_pointed_out_without_being_named(papers: Path) -> None:
    (papers / "hubs.txt").rename(papers / "hubs-bo-marsh.txt")
    with (papers / "hubs-bo-marsh.txt").open("a", encoding="utf-8") as file:
        file.write("\nBo Marsh spoke.\n\nMr Marsh then left.\n")
    decide(papers, {"verdict": "withhold", "quote": "Bo Marsh", "value": "the Head of Parks"})
    issues = ask(
        read_small(papers), "SELECT code, message, passage FROM issues WHERE code LIKE 'withheld%' ORDER BY code"
    )
    assert [row["code"] for row in issues] == ["withheld_in_part", "withheld_in_path"]
    assert issues[0]["passage"] is not None
    assert not any("Marsh" in row["message"] for row in issues)


def test_adding_decisions_and_papers_one_by_one_gives_the_rows_of_a_cold_build(papers: Path) -> None:
    other = PAPER.replace("Hub plan", "Hub report").replace("Paint the family hub", "Ask Bo Marsh to paint the hub")
    decisions = [
        {"verdict": "same", "document": "hubs.txt", "quote": "Paint the family hub", "other_document": "report.txt",
         "other_quote": "Ask the Head of Parks to paint the hub"},
        {"verdict": "withhold", "quote": "Bo Marsh", "value": "the Head of Parks"},
        {"verdict": "wrong", "document": "hubs.txt", "quote": "Review the service"},
        {"verdict": "different", "document": "hubs.txt", "quote": "Open the family hub",
         "other_document": "report.txt", "other_quote": "Open the family hub"},
    ]  # fmt: skip
    (papers / "catalogue.csv").write_text("path,publish\nhidden.txt,no\n", encoding="utf-8")
    (papers / "hidden.txt").write_text(PAPER.replace("Hub", "Secret"), encoding="utf-8")
    decisions.append({"verdict": "wrong", "document": "hidden.txt", "quote": "Open the family hub", "note": "hush"})
    for count in range(1, len(decisions) + 1):
        decide(papers, *decisions[:count])
        if count == 2:
            (papers / "report.txt").write_text(other, encoding="utf-8")
        database = read_small(papers)
    build(papers, papers.parent / "cold.db", workers=1)
    assert list(dump(database)) == list(dump(papers.parent / "cold.db"))
    assert states(database) == {2: "applied", 3: "applied", 4: "applied", 5: "applied"}
    for secret in (b"Bo Marsh", b"hush", b"Secret", b"hidden.txt"):
        assert secret not in database.read_bytes()


def test_verdicts_and_states_of_the_schema_are_those_of_the_code(decided: Path) -> None:
    (row,) = ask(decided, "SELECT sql FROM sqlite_master WHERE name = 'decisions'")
    assert all(f"'{word}'" in row["sql"] for word in (*Verdict, *DecisionState))
    assert DecisionRow(2, "dec-2", None).verdict is None
    assert issubclass(Unreadable, Exception)
