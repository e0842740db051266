"""The memory of a worker, and how much faster two workers are than one.

    python -m benchmarks.scaling [FOLDER]

Memory: a pack of 1,000 pages, made of the PDFs of the folder, is read by a worker with nothing else in it; then
again with all that it says, the language model loaded. Printed is the most that the process ever held.

Scaling: 60 plans of some pages, each of words of its own, are built by one worker and by two, each into a new
database. The load average stands beside it: on a machine that is busy with other things the figure says nothing.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import black, lightgrey
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from goldenthread.pipeline import build
from goldenthread.readings import warm_up
from goldenthread.workers import work_apart
from ingest.formats import read_document

ROOT = Path(__file__).resolve().parent.parent
PAGES = 1000
PAPERS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to read, and whether the plan in it is looked for too."""

    file: Path
    whole: bool


def make_pack(folder: Path, target: Path, pages: int = PAGES) -> Path:
    """Write a PDF of that many pages: those of the folder's PDFs, again and again."""
    writer = PdfWriter()
    found = [page for path in sorted(folder.glob("*.pdf")) for page in PdfReader(path).pages]
    for number in range(pages):
        writer.add_page(found[number % len(found)])
    writer.write(target)
    return target


def make_papers(target: Path, count: int = PAPERS) -> Path:
    """Write PDFs of some pages, each a plan of its own: prose and a table of actions, hardly a word in common."""
    target.mkdir()
    styles = getSampleStyleSheet()
    for number in range(count):
        random = Random(number)  # noqa: S311 - the same papers each time
        words = [_make_word(random) for _ in range(400)]
        place = _make_word(random).capitalize()
        story: list[Flowable] = [Paragraph(f"{place} Council plan 2025", styles["Title"])]
        for _ in range(3):
            story.append(Paragraph(_make_word(random).capitalize(), styles["Heading1"]))
            story += [Paragraph(_make_prose(random, words), styles["BodyText"]) for _ in range(6)]
            story.append(_make_table(random, words, place))
        SimpleDocTemplate(str(target / f"plan-{number:03}.pdf"), title=f"{place} Council plan 2025").build(story)
    return target


def _make_word(random: Random) -> str:
    return "".join(random.choice("bdfglmnprstv") + random.choice("aeiou") for _ in range(random.choice((2, 3, 4))))


def _make_prose(random: Random, words: list[str]) -> str:
    sentences = (f"The {' '.join(random.choices(words, k=14))}." for _ in range(6))
    return " ".join([*sentences, f"We will open the {' '.join(random.choices(words, k=6))} by May 2026."])


def _make_table(random: Random, words: list[str], place: str) -> Table:
    rows = [["Action", "Owner", "Due"]]
    for _ in range(25):
        action = f"Review the {' '.join(random.choices(words, k=5))}"
        rows.append([action, f"{place} {random.choice(words)} team", f"March {random.randrange(2026, 2030)}"])
    return Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, black), ("BACKGROUND", (0, 0), (-1, 0), lightgrey)])


def measure_peak(reading: Reading) -> tuple[int, float]:
    """Read a file; return the most bytes of memory that this process ever held, and the seconds of work."""
    import resource

    from extract.plan import read_plan

    start = time.process_time()
    document = read_document(reading.file)
    if reading.whole:
        read_plan(document, None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, time.process_time() - start


def measure_memory(pack: Path) -> Iterator[str]:
    """Yield a line for a worker that does nothing, one that reads and one that finds all that is said."""
    for name, whole in (("reading", False), ("with the language model", True)):
        [outcome] = work_apart([Reading(pack, whole)], measure_peak, workers=1, time_limit=3600, prepare=warm_up)
        if outcome.result is None:
            yield f"{name}: {outcome.error}"
            continue
        peak, seconds = outcome.result
        yield f"{name}: {peak / 1e6:.0f} MB at most, {seconds:.1f} s of work"


def measure_scaling(papers: Path, folder: Path) -> Iterator[str]:
    """Yield the seconds that one and two workers take, and how many times faster two are."""
    taken = {}
    for workers in (1, 2):
        load = os.getloadavg()[0]
        start, before = time.monotonic(), os.times()
        summary = build(papers, folder / f"{workers}.db", workers=workers)
        taken[workers] = time.monotonic() - start
        after = os.times()
        own, reading = after.user - before.user, after.children_user - before.children_user
        yield (
            f"{workers} workers: {taken[workers]:.1f} s for {summary.read} documents, load average before {load:.1f}; "
            f"seconds of work: {reading:.1f} in the workers, {own:.1f} in the one that weaves and writes"
        )
    yield f"two workers are {taken[1] / taken[2]:.2f} times as fast as one, of {os.cpu_count()} cores"


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description="Measure the memory of a worker and the gain of a second one.")
    options.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpus")
    options.add_argument("--papers", type=int, default=PAPERS)
    options.add_argument("--only-scaling", action="store_true")
    options.add_argument("--pages", type=int, default=PAGES)
    given = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        if not given.only_scaling:
            pack = make_pack(given.folder, folder / "pack.pdf", given.pages)
            print(f"a pack of {given.pages} pages, {pack.stat().st_size / 1e6:.1f} MB")
            for line in measure_memory(pack):
                print("  " + line, flush=True)
        for line in measure_scaling(make_papers(folder / "papers", given.papers), folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
