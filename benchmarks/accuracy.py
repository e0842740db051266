"""Print how well papers are read, as tables in Markdown: `python -m benchmarks.accuracy`.

Builds the sample corpus into a temporary database and compares it with the golden files, which people read by eye.
Where the measuring data lies beside the checkout (`../shared`), it is built and scored too, with the scorers there.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.documents import DocumentScore, score_document
from benchmarks.editions import EditionScore, score_editions
from benchmarks.truth import Row, read_golden
from goldenthread.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
# The measuring data: gold file, where the papers are, the paper's name, what it is called here.
_MEASURED = (
    ("003", "corpus", "*progress-report*.pdf", "progress report, PDF from slides"),
    ("004", "corpus", "*business-plan*.pdf", "business plan, PDF from a word processor"),
    ("000", "corpus", "*summary*.pdf", "plan summary, PDF from slides"),
    ("003", "seeds", "003_*.txt", "the progress report as plain text"),
    ("004", "seeds", "004_*.txt", "the business plan as plain text"),
)
_FIELDS = ("owners", "aim", "priority", "due", "update", "status")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="papers to read (default: the samples)")
    asked.add_argument("--golden", type=Path, default=ROOT / "tests" / "golden", help="what they say, read by eye")
    asked.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="measuring data, if there is any")
    given = asked.parse_args(arguments)
    goldens = [read_golden(path) for path in sorted(given.golden.glob("*.json"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(given.corpus, folder / "samples.db")
        print_documents(score_document(folder / "samples.db", golden) for golden in goldens)
        print_editions(score_editions(folder / "samples.db", goldens))
        if (given.shared / "score.py").is_file():
            measure_shared(given.shared, folder)


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print("| " + " | ".join(headers) + " |")
    print("|" + "---|" * len(headers))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def print_documents(scores: Iterable[DocumentScore]) -> None:
    """Print one row a document."""
    headers = ("document", "actions", "F1", *_FIELDS, "perfect rows", "pledges F1")
    print_table(headers, (_document_row(score) for score in scores))


def _document_row(score: DocumentScore) -> tuple[object, ...]:
    name = score.source.removeprefix("wexcombe-")
    fields = (getattr(score, field) for field in _FIELDS)
    return (name, score.actions.true, score.actions, *fields, score.perfect, score.pledges)


def print_editions(scores: Iterable[EditionScore]) -> None:
    """Print one row a step to a later edition."""
    headers = ("to the edition", "links F1", "fates right", "traps avoided", "slips F1")
    rows = ((s.source.removeprefix("wexcombe-"), s.links, s.fates, s.near_misses, s.slips) for s in scores)
    print_table(headers, rows)


def measure_shared(shared: Path, folder: Path) -> None:
    """Build the measuring data and print what its own scorers say."""
    for papers in ("corpus", "seeds"):
        build(shared / papers, folder / f"{papers}.db")
    rows = []
    for gold, papers, pattern, called in _MEASURED:
        for path in sorted((shared / papers).glob(pattern)):
            said = _run(shared, "score.py", folder / f"{papers}.db", shared / "gold" / f"{gold}.json", path.name)
            rows.append(_measured_row(called, said))
    headers = ("public paper", "actions", "F1", *_FIELDS, "perfect rows", "pledges F1")
    print_table(headers, rows)
    print_table(
        ("to an invented edition", "links F1", "fates right", "traps missed", "slips F1"), _follow(shared, folder)
    )


def _measured_row(called: str, said: Row) -> tuple[object, ...]:
    actions, perfect, pledges = said.get("actions"), said.get("perfect rows"), said.get("pledges")
    return (
        called,
        actions["truth"] if actions else "",
        f"{actions['f1']:.2f}" if actions else "",
        *(_field(said.get(field)) for field in _FIELDS),
        f"{perfect['right']}/{perfect['truth']}" if perfect else "",
        f"{pledges['f1']:.2f}" if pledges else "",
    )


def _field(said: Row | None) -> str:
    if not said:
        return ""
    right = round(said["accuracy"] * said["of"])
    return f"{right}/{said['given']} of {said['of']}" if "given" in said else f"{right}/{said['of']}"


def _follow(shared: Path, folder: Path) -> list[tuple[object, ...]]:
    """Build the report and its invented later edition as one series, and score what became of each action."""
    rows: list[tuple[object, ...]] = []
    for earlier in sorted((shared / "corpus").glob("*progress-report*.pdf")):
        for later in sorted((shared / "editions").glob("*progress-report*.pdf")):
            papers = folder / "editions"
            papers.mkdir(exist_ok=True)
            for path in (earlier, later):
                shutil.copy(path, papers)
            with (papers / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(
                    [("path", "series"), (earlier.name, "progress reports"), (later.name, "progress reports")]
                )
            build(papers, folder / "editions.db")
            truth = shared / "gold" / "003.json", shared / "editions" / "2024.json"
            said = _run(shared, "score_editions.py", folder / "editions.db", *truth, earlier.name, later.name)
            fates = said["fates"]
            right = f"{round(fates['accuracy'] * fates['of'])}/{fates['of']}"
            missed = len(said["near misses linked"])
            rows.append(("progress report", f"{said['links']['f1']:.2f}", right, missed, f"{said['slips']['f1']:.2f}"))
    return rows


def _run(shared: Path, scorer: str, *arguments: object) -> Row:
    command = [sys.executable, str(shared / scorer), *map(str, arguments), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own scorers
    said: Row = json.loads(done.stdout)
    return said


if __name__ == "__main__":
    main()
