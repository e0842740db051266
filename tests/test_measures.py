"""The measures of the plan on the measuring data beside the repository: skipped where that is not there.

The scorers are those of the data; the bounds are what was asked for, not what was reached.
"""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pairs import find_outcomes, read_pairs, score_texts
from goldenthread.pipeline import build

CATALOGUE = "path,kind,publisher,published,series\n"
REPORT, BUSINESS_PLAN = "003.json", "004.json"  # the hand-made truth of each


def run(script: Path, *arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, script, *map(str, arguments), "--json"], capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def find_paper(shared: Path, kind: str) -> dict[str, str]:
    """Return the catalogue's row of the one paper of a kind."""
    with (shared / "corpus" / "catalogue.csv").open(encoding="utf-8", newline="") as rows:
        return next(row for row in csv.DictReader(rows) if row["kind"] == kind)


def find_later(shared: Path) -> Path:
    """Return the report that follows, made up for testing."""
    return next((shared / "editions").glob("*.pdf"))


@pytest.fixture(scope="module")
def papers(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("papers") / "papers.db"
    build(shared / "corpus", database)
    return database


@pytest.fixture(scope="module")
def texts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("texts") / "texts.db"
    build(shared / "seeds", database)
    return database


@pytest.fixture(scope="module", params=["catalogued", "inferred"])
def editions(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    report, later = find_paper(shared, "progress_report"), find_later(shared)
    shutil.copy(shared / "corpus" / report["path"], folder)
    shutil.copy(later, folder)
    series = "Strategy progress" if request.param == "catalogued" else ""
    dated = ((report["path"], report["published"]), (later.name, "2024-11"))
    rows = [f"{name},progress_report,{report['publisher']},{day},{series}\n" for name, day in dated]
    (folder / "catalogue.csv").write_text(CATALOGUE + "".join(rows), encoding="utf-8")
    database = tmp_path_factory.mktemp("followed") / "editions.db"
    build(folder, database)
    return database


def test_the_progress_report_is_read_whole(shared: Path, papers: Path) -> None:
    source = find_paper(shared, "progress_report")["path"]
    score = run(shared / "score.py", papers, shared / "gold" / REPORT, source)
    assert score["actions"]["f1"] == 1.0
    assert [score[name]["accuracy"] for name in ("aim", "owners", "update")] == [1.0, 1.0, 1.0]
    assert score["priority"]["right when given"] >= 0.9
    assert score["priority"]["given"] >= 0.85 * score["actions"]["truth"]


def test_the_business_plan_is_read_whole(shared: Path, papers: Path) -> None:
    source = find_paper(shared, "business_plan")["path"]
    score = run(shared / "score.py", papers, shared / "gold" / BUSINESS_PLAN, source)
    assert score["actions"]["f1"] == 1.0
    assert score["perfect rows"]["recall"] >= 0.96


@pytest.mark.parametrize("gold", [REPORT, BUSINESS_PLAN])
def test_the_same_papers_as_text_are_read(shared: Path, texts: Path, gold: str) -> None:
    text = next((shared / "seeds").glob(f"{gold.removesuffix('.json')}_*.txt")).name
    score = run(shared / "score.py", texts, shared / "gold" / gold, text)
    assert score["actions"]["f1"] >= 0.95


def test_commitments_are_followed_to_the_next_edition(shared: Path, editions: Path) -> None:
    gold, changes = shared / "gold" / REPORT, shared / "editions" / "2024.json"
    earlier, later = find_paper(shared, "progress_report")["path"], find_later(shared).name
    score = run(shared / "score_editions.py", editions, gold, changes, earlier, later)
    assert score["links"]["precision"] >= 0.97
    assert score["links"]["recall"] >= 0.95
    assert score["near misses linked"] == []
    assert score["fates"]["accuracy"] >= 0.9
    assert score["slips"]["f1"] >= 0.9


def test_pairs_judged_by_their_words_alone_are_linked_rightly(shared: Path) -> None:
    score = score_texts(read_pairs(shared / "gold" / "lines" / "pairs.jsonl"))
    assert score.linked >= 0.95 * (score.linked + score.linked_wrongly)
    assert score.linked > 0


def test_the_partner_is_found_or_among_the_first_three_suggestions(shared: Path, texts: Path) -> None:
    outcomes = find_outcomes(texts, read_pairs(shared / "gold" / "lines" / "pairs.jsonl"))
    assert len(outcomes) >= 14
    assert sum(outcome.found for outcome in outcomes) >= 0.9 * len(outcomes)
