"""The memory of a worker, and how much faster two workers are than one.

    python -m benchmarks.scaling [FOLDER]

Memory: a pack of 1,000 pages, made of the PDFs of the folder, is read by a worker with nothing else in it; then
again with all that it says, the language model loaded. Printed is the most that the process ever held.

Scaling: 60 documents, made of the folder's with other words in each, are built by one worker and by two, each into a
new database. The load average stands beside it: on a machine that is busy with other things the figure says nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter

from goldenthread.pipeline import build
from goldenthread.readings import warm_up
from goldenthread.workers import work_apart
from ingest.formats import SUFFIXES, read_document

ROOT = Path(__file__).resolve().parent.parent
PAGES = 1000
COPIES = 60


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


def make_copies(folder: Path, target: Path, count: int = COPIES) -> Path:
    """Write as many documents as asked, no two with the same bytes: each has a line of its own at its end."""
    target.mkdir()
    originals = [path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES and path.stem != "README"]
    for number in range(count):
        original = originals[number % len(originals)]
        copy = target / f"{original.stem}-{number}{original.suffix}"
        shutil.copy(original, copy)
        _make_different(copy, number)
    return target


def _make_different(path: Path, number: int) -> None:
    """Add what no reader shows but every hash sees: a comment after the end, or a comment of the zip file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = f"copy {number}".encode()
        return
    mark = (
        f"\n%{number}\n"
        if path.suffix == ".pdf"
        else f"\n<!-- {number} -->\n"
        if "htm" in path.suffix
        else "\n" * number
    )
    with path.open("ab") as file:
        file.write(mark.encode())


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
    options.add_argument("--copies", type=int, default=COPIES)
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
        for line in measure_scaling(make_copies(given.folder, folder / "papers", given.copies), folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
