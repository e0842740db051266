"""How the work grows with the corpus: a cold build, and adding one document to what was built.

    python -m benchmarks.growth [--sizes 10 1000 10000] [--folder FOLDER]

Made-up councils publish plans in series, most actions going on from edition to edition, some reworded, some new, and
trackers and minutes that repeat them; thirty commitments a document. Each corpus is built from nothing; then one more
edition of a series is added and built, reading included, by the command that an officer runs. Printed are the seconds
of weaving and writing (reading aside) and of the added document, the latter also as times what it took with the
smallest corpus, and the most memory that the building process held. A FOLDER is filled once and used again.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from goldenthread.pipeline import build
from goldenthread.summary import Progress, Stage

ACTIONS = 30
SERIES, EDITIONS, SINGLES = 4, 10, 10  # of one council: fifty documents
VERBS = (
    "Review", "Publish", "Pilot", "Expand", "Open", "Repair", "Commission", "Train", "Recruit", "Map", "Launch",
    "Consult on", "Fund", "Refresh", "Audit", "Install", "Plant", "Extend", "Relocate", "Digitise",
)  # fmt: skip
THINGS = (
    "allotment", "archive", "ash tree", "bakery", "bandstand", "bicycle", "boiler", "bridge", "bus stop", "canal",
    "carer", "cemetery", "charging point", "chess club", "choir", "cinema", "clinic", "creche", "crossing",
    "culvert", "dementia", "dentist", "drain", "falls", "ferry", "fibre", "flood", "footpath", "foster", "fountain",
    "gallery", "garden", "gritting", "gym", "harbour", "hedge", "heritage", "hospice", "hostel", "insulation",
    "kerb", "kitchen", "lantern", "laundry", "library", "lido", "lighting", "litter", "locker", "loneliness",
    "market", "meadow", "midwife", "mural", "museum", "nursery", "orchard", "paddling pool", "parking", "pharmacy",
    "planning", "playground", "pollen", "pothole", "quay", "recycling", "reservoir", "rough sleeping", "sauna",
    "scaffold", "smoking", "stadium", "tenancy", "theatre", "towpath", "tram", "tutor", "vaccine", "veteran",
    "warden", "weir", "youth club",
)  # fmt: skip
WAYS = (
    "scheme", "network", "waiting list", "grants", "guide", "survey", "programme", "partnership", "apprenticeships",
    "inspections", "map", "framework", "contract", "hub", "festival", "training", "volunteers", "renewals",
)  # fmt: skip
OWNERS = ("Highways Team", "Parks Team", "Public Health", "Head of Housing", "Adult Social Care", "Library Service")
SYLLABLES = ("bar", "wex", "mar", "low", "thorn", "ash", "pen", "stan", "holm", "wick", "ford", "combe", "ley", "stoke")


@dataclass(slots=True)
class Times:
    """Seconds of a build by stage, counted from the reports of its progress."""

    starts: dict[Stage, float] = field(default_factory=dict)

    def hear(self, progress: Progress) -> None:
        """Note when a stage began."""
        self.starts.setdefault(progress.stage, time.monotonic())


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to write, with its row of the catalogue."""

    path: str
    publisher: str
    published: str
    series: str
    lines: tuple[str, ...]


def make_papers(count: int) -> Iterator[Paper]:
    """Yield that many papers, council by council; the same ones each time."""
    made, council = 0, 0
    while made < count:
        for paper in make_council(council):
            if made < count:
                yield paper
                made += 1
        council += 1


def make_council(number: int) -> Iterator[Paper]:
    """Yield the papers of one council: series of editions, then trackers and minutes that repeat their actions."""
    random = Random(number)  # noqa: S311 - the same papers each time
    place = "".join(random.choices(SYLLABLES, k=2)).capitalize() + random.choice(SYLLABLES)
    publisher = f"{place} Council"
    known: list[str] = []
    for series in range(SERIES):
        name = f"{place} {random.choice(THINGS)} plan {series + 1}"
        actions = [make_action(random, place) for _ in range(ACTIONS)]
        for edition in range(EDITIONS):
            path = f"{number:04}/plan-{series}-{edition}.txt"
            yield make_report(random, path, publisher, name, 2014 + edition, actions)
            known += actions[:5]
            actions = [go_on(random, place, action) for action in actions]
    for single in range(SINGLES):
        rows = [reword(random, random.choice(known)) for _ in range(ACTIONS)]
        name = f"{place} scrutiny tracker {single + 1}"
        yield make_report(
            random, f"{number:04}/tracker-{single}.txt", publisher, name, 2014 + single, rows, series=False
        )


def make_action(random: Random, place: str) -> str:
    """Return an action of this place, like none or few others."""
    thing, other = random.sample(THINGS, 2)
    street = "".join(random.choices(SYLLABLES, k=2)).capitalize()
    return f"{random.choice(VERBS)} the {thing} and {other} {random.choice(WAYS)} at {street} in {place}"


def go_on(random: Random, place: str, action: str) -> str:
    """What becomes of an action in the next edition: mostly nothing, now and then other words or another action."""
    chance = random.random()
    return make_action(random, place) if chance < 0.1 else reword(random, action) if chance < 0.25 else action


def reword(random: Random, action: str) -> str:
    """Return the same action in other words."""
    verb, rest = action.split(" ", 1)
    if random.random() < 0.5:
        return f"{verb} and improve {rest.removeprefix('on ')}"
    return f"{action} with residents"


def make_report(
    random: Random, path: str, publisher: str, name: str, year: int, actions: list[str], *, series: bool = True
) -> Paper:
    """Return a paper with a table of these actions."""
    lines = [name, "", f"Aim: A better {name.split()[1]}", "", "Action\tOwner\tBy when\tProgress update"]
    for action in actions:
        update = f"Work went on in {year}."
        lines.append(f"{action}\t{random.choice(OWNERS)}\tMarch {year + random.choice((1, 1, 2))}\t{update}")
    return Paper(path, publisher, f"{year}-05", name if series else "", tuple(lines))


def write_papers(folder: Path, papers: list[Paper]) -> None:
    """Write the files that are not there yet, and the catalogue of all."""
    for paper in papers:
        file = folder / paper.path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join([*paper.lines, ""]), encoding="utf-8")
    with (folder / "catalogue.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("path", "publisher", "published", "series"))
        rows.writerows((paper.path, paper.publisher, paper.published, paper.series) for paper in papers)


def measure(folder: Path, size: int) -> tuple[str, float]:
    """Build a corpus of that size, then add a document; return a line to print and the seconds of the addition."""
    papers = list(make_papers(size))
    # The last edition of the first series is held back: it goes on from nine others and is repeated in trackers.
    late = next(i for i, paper in enumerate(papers) if paper.path.endswith(f"plan-0-{min(EDITIONS, size) - 1}.txt"))
    corpus, database = folder / str(size), folder / f"{size}.db"
    corpus.mkdir(exist_ok=True)
    first = [paper for i, paper in enumerate(papers) if i != late]
    (corpus / papers[late].path).unlink(missing_ok=True)
    write_papers(corpus, first)
    database.unlink(missing_ok=True)
    cold = Times()
    summary = build(corpus, database, report=cold.hear)
    end = time.monotonic()
    weaving, writing = cold.starts[Stage.WRITING] - cold.starts[Stage.WEAVING], end - cold.starts[Stage.WRITING]
    write_papers(corpus, papers)
    command = [sys.executable, "-m", "goldenthread", "build", str(corpus), "-o", str(database), "--json"]
    start = time.monotonic()
    added = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - our own program
    taken = time.monotonic() - start
    commitments = added["found"]["actions"] + added["found"]["pledges"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    line = (
        f"{len(papers):>9,} | {commitments:>11,} | {cold.starts[Stage.WEAVING] - cold.starts[Stage.READING]:>9.1f} | "
        f"{weaving:>7.1f} | {writing:>7.1f} | {taken:>10.1f} | {added['rewritten']:>9} | {peak:>7.0f}"
    )
    assert summary.found["documents"] == len(first)  # noqa: S101 - a measure of something else would say nothing
    return line, taken


def main() -> None:
    """Build each size in turn and print a line for it."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[10, 1000, 10000])
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    with TemporaryDirectory() as spare:
        folder = chosen.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        print("documents | commitments | reading s | weaving | writing | one more s | rewritten | peak MB | times")
        least = 0.0
        for size in chosen.sizes:
            line, taken = measure(folder, size)
            least = least or taken
            print(f"{line} | {taken / least:>5.1f}", flush=True)


if __name__ == "__main__":
    main()
