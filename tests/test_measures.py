"""The measures of the plan on the measuring data beside the repository: skipped where that is not there.

The scorers are those of the data; the bounds are what was asked for, not what was reached.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goldenthread.pipeline import build

REPORT = "southwark-jhws-progress-report-2023-11.pdf"
LATER = "southwark-jhws-progress-report-2024-11-invented.pdf"
BUSINESS_PLAN = "southwark-asc-business-plan-2023-2028.pdf"
CATALOGUE = "path,kind,publisher,published,series\n"


def run(script: Path, *arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, script, *map(str, arguments), "--json"], capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


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
    shutil.copy(shared / "corpus" / REPORT, folder)
    shutil.copy(shared / "editions" / LATER, folder)
    series = "Strategy progress" if request.param == "catalogued" else ""
    dated = ((REPORT, "2023-11"), (LATER, "2024-11"))
    rows = [f"{name},progress_report,Southwark Council,{day},{series}\n" for name, day in dated]
    (folder / "catalogue.csv").write_text(CATALOGUE + "".join(rows), encoding="utf-8")
    database = tmp_path_factory.mktemp("followed") / "editions.db"
    build(folder, database)
    return database


def test_the_progress_report_is_read_whole(shared: Path, papers: Path) -> None:
    score = run(shared / "score.py", papers, shared / "gold" / "003.json", REPORT)
    assert score["actions"]["f1"] == 1.0
    assert [score[name]["accuracy"] for name in ("aim", "owners", "update")] == [1.0, 1.0, 1.0]
    assert score["priority"]["right when given"] >= 0.9
    assert score["priority"]["given"] >= 0.85 * score["actions"]["truth"]


def test_the_business_plan_is_read_whole(shared: Path, papers: Path) -> None:
    score = run(shared / "score.py", papers, shared / "gold" / "004.json", BUSINESS_PLAN)
    assert score["actions"]["f1"] == 1.0
    assert score["perfect rows"]["recall"] >= 0.96


@pytest.mark.parametrize(("gold", "text"), [("003", "003_0026ef0c208c0ef5.txt"), ("004", "004_27a4c60253639179.txt")])
def test_the_same_papers_as_text_are_read(shared: Path, texts: Path, gold: str, text: str) -> None:
    score = run(shared / "score.py", texts, shared / "gold" / f"{gold}.json", text)
    assert score["actions"]["f1"] >= 0.95


def test_commitments_are_followed_to_the_next_edition(shared: Path, editions: Path) -> None:
    gold, later = shared / "gold" / "003.json", shared / "editions" / "2024.json"
    score = run(shared / "score_editions.py", editions, gold, later, REPORT, LATER)
    assert score["links"]["precision"] >= 0.97
    assert score["links"]["recall"] >= 0.95
    assert score["near misses linked"] == []
    assert score["fates"]["accuracy"] >= 0.9
    assert score["slips"]["f1"] >= 0.9
