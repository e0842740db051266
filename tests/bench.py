"""Time a first build, one with nothing changed and one with one document changed: `python -m tests.bench CORPUS`."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from goldenthread.pipeline import build


def main(corpus: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = shutil.copytree(corpus, folder / "papers")
        database = folder / "thread.db"
        say("first build", papers, database)
        say("nothing changed", papers, database)
        (papers / "new.txt").write_text("A new paper\n\nWe will measure by May 2025.\n", encoding="utf-8")
        say("one new document", papers, database)


def say(what: str, papers: Path, database: Path) -> None:
    started = time.perf_counter()
    summary = build(papers, database)
    documents = summary.found["documents"]
    print(f"{what:<20}{time.perf_counter() - started:6.2f} s  {summary.read} read of {documents} documents")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
