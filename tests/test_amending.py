"""A large corpus in which little changed: only that is woven and written; every row is that of a build from nothing."""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import dump
from goldenthread import remembered
from goldenthread.pipeline import build
from goldenthread.readings import Task
from goldenthread.review import find_pairs
from goldenthread.workers import End, Outcome
from publish.review import read_questions

TASKS = (
    "Repair the footbridge over the Wex at Mill Lane",
    "Light the underpass between the station and Castle Street",
    "Train forty marshals for the river festival",
    "Plant two hundred street trees in Northgate",
    "Open a night bus to the hospital",
    "Map the noise of the ring road",
    "Publish the allotment waiting list each quarter",
    "Resurface the playground at Quarry Park",
)
REWORDED = (
    "Repair the old footbridge across the Wex at Mill Lane",
    "Install lighting in the underpass between the station and Castle Street",
    "Recruit and train forty marshals for the river festival",
    "Plant two hundred new street trees in Northgate and Southgate",
    "Open a night bus from the station to the hospital",
    "Map the noise of the ring road and the flyover",
    "Publish the waiting list for allotments each quarter",
    "Resurface the playground at Quarry Park with rubber",
)
OWNERS = (
    "Highways Team",
    "Wexcombe Highways",
    "Parks Team",
    "PSP",
    "Alison Marsh",
    "Allison Marsh",
    "Head of Parks (Bo Field)",
    "Bo Field",
)
PUBLISHERS = ("Wexcombe Council", "Wexcombe Together", "Marlow Vale District Council", "")
AIMS = ("Safer streets", "Clean air", "Calm evenings")
PRIORITIES = ("A borough that moves", "A borough that breathes")


def write_report(folder: Path, council: int, year: int, rng: random.Random) -> None:
    """Write an edition of a council's report; some state the priority over an aim, some only name both."""
    lines = [f"Plan {council}: progress report {year}", "", f"Published: May {year}", ""]
    if rng.random() < 0.5:
        lines += ["The Public Safety Partnership (PSP) met in spring.", ""]
    for priority in PRIORITIES:
        lines += [f"Priority: {priority}", ""] if rng.random() < 0.7 else []
    lines += [f"Aim: {rng.choice(AIMS)}", "", "Action\tOwner\tBy when\tProgress update"]
    for i in rng.sample(range(len(TASKS)), 4):
        words = rng.choice((TASKS, TASKS, REWORDED))[i]
        lines.append(f"{words}\t{rng.choice(OWNERS)}\tMarch {year + rng.choice((1, 2))}\tWork began in {year}.")
    (folder / f"report-{council}-{year}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_tracker(folder: Path, number: int, rng: random.Random) -> None:
    """Write a tracker, which is in no series, or minutes whose prose promises what a plan has."""
    lines = [f"Tracker {number} of the scrutiny committee", "", f"Published: {rng.randint(1, 28)} June 2022", ""]
    lines += [f"We will {rng.choice(TASKS).lower()} by March 2024.", "", "Action\tLead\tDue"]
    lines += [f"{rng.choice((TASKS, REWORDED))[i]}\t{rng.choice(OWNERS)}\tMarch 2023" for i in rng.sample(range(8), 3)]
    (folder / f"tracker-{number}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_catalogue(folder: Path, rng: random.Random) -> None:
    rows = ["path,publisher,series,supersedes"]
    for path in sorted(folder.glob("*.txt")):
        series = f"Plan {path.name[7]}" if path.name.startswith("report") and rng.random() < 0.5 else ""
        old = "report-0-2020.txt" if path.name == "report-0-2021.txt" and rng.random() < 0.3 else ""
        rows.append(f"{path.name},{PUBLISHERS[(len(path.name) + ord(path.name[7])) % 4]},{series},{old}")
    (folder / "catalogue.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")


def change(folder: Path, rng: random.Random) -> None:
    match rng.randint(0, 6):
        case 0 | 1 | 2:
            write_report(folder, rng.randint(0, 2), rng.randint(2020, 2023), rng)
        case 3:
            write_tracker(folder, rng.randint(0, 2), rng)
        case 4:
            rng.choice(sorted(folder.glob("*.txt"))).unlink()
        case 5 if len(list(folder.glob("*.txt"))) > 2:
            one, other = rng.sample(sorted(folder.glob("report*.txt")), 2)
            other.write_bytes(one.read_bytes() + b"\n")  # nearly a copy
        case _:
            write_catalogue(folder, rng)


@pytest.fixture
def amended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Amend even the smallest corpus, however much of it changed, and read in this process, which is quicker."""
    monkeypatch.setattr(remembered, "SMALLEST", 0)
    monkeypatch.setattr(remembered, "MOST", 10.0)
    monkeypatch.setattr("goldenthread.readings.work_apart", read_here)


def read_here(tasks: Iterable[Task], work: Callable[[Task], bytes], **_: object) -> Iterator[Outcome[Task, bytes]]:
    for task in tasks:
        yield Outcome(task, End.DONE, work(task))


def start(folder: Path, rng: random.Random) -> None:
    folder.mkdir()
    for council in range(3):
        for year in (2020, 2021):
            write_report(folder, council, year, rng)
    write_tracker(folder, 0, rng)
    write_catalogue(folder, rng)


@pytest.mark.usefixtures("amended")
@pytest.mark.parametrize("seed", range(5))
def test_every_row_is_that_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a fixed walk, not a secret
    folder, warm = tmp_path / "corpus", tmp_path / "warm.db"
    start(folder, rng)
    build(folder, warm, workers=1)
    for step in range(6):
        for _ in range(rng.randint(1, 2)):
            change(folder, rng)
        summary = build(folder, warm, workers=1)
        cold = tmp_path / f"cold-{step}.db"
        build(folder, cold, workers=1)
        assert list(dump(warm)) == list(dump(cold)), step
        assert 0 < summary.rewritten <= summary.found["documents"]
        check_search(warm)


def check_search(database: Path) -> None:
    """The full-text indexes agree with the rows that they index."""
    with closing(sqlite3.connect(database)) as db:
        for table in ("passages", "actions", "pledges"):
            db.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our own names


@pytest.mark.usefixtures("amended")
def test_a_new_edition_touches_its_series_and_what_says_the_same_only(tmp_path: Path) -> None:
    folder, database = tmp_path / "corpus", tmp_path / "thread.db"
    folder.mkdir()
    for place in ("Wexcombe", "Marlow", "Thornley"):
        for year in (2021, 2022):
            write_plain(folder, place, year)
    build(folder, database, workers=1)
    write_plain(folder, "Thornley", 2023)
    summary = build(folder, database, workers=1)
    assert (summary.read, summary.rewritten) == (1, 3)
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT count(*) FROM threads WHERE commitments = 3").fetchone() == (2,)


def write_plain(folder: Path, place: str, year: int) -> None:
    lines = [
        f"{place} Council plan: progress report {year}",
        "",
        f"Published: May {year}",
        "",
        "Action\tOwner\tBy when",
    ]
    lines += [f"Open a ferry in {place}\tHarbour Team\tMarch 2025", f"Paint the {place} pier\tPier Trust\tMay 2025"]
    (folder / f"{place}-{year}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    rows = [f"{path.name},{path.name.split('-')[0]} Council" for path in sorted(folder.glob("*.txt"))]
    (folder / "catalogue.csv").write_text("\n".join(["path,publisher", *rows, ""]), encoding="utf-8")


def test_pairs_to_judge_are_found_in_a_large_corpus_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its `review` is without them: what is worth asking depends on all papers."""
    folder, rng = tmp_path / "corpus", random.Random(3)  # noqa: S311 - a fixed walk, not a secret
    start(folder, rng)
    asked = []
    for smallest in (1000, 0):
        monkeypatch.setattr(remembered, "SMALLEST", smallest)
        database = tmp_path / f"{smallest}.db"
        build(folder, database, workers=2)
        with closing(sqlite3.connect(database)) as db:
            kinds = {kind for (kind,) in db.execute("SELECT kind FROM review")}
            assert ("pair" in kinds) == (smallest > 0)
            asked.append(read_questions(db, "https://thread.example.org", find_pairs(db, database)))
    assert any(question.kind == "pair" for question in asked[0])
    assert asked[0] == asked[1]
