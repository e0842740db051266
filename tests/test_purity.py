"""The database is a pure function of the corpus folder: a build from nothing gives the same rows as many steps."""

import random
from pathlib import Path

from db import dump
from goldenthread.pipeline import build

AIMS = ("Safer streets", "Calm evenings", "Clean air")
TASKS = (
    "Repair the footbridge",
    "Light the underpass",
    "Train forty marshals",
    "Plant street trees",
    "Open a night bus",
    "Map the noise",
)
OWNERS = ("Highways Team", "Public Health", "Parks Team")


def write_edition(folder: Path, year: int, rng: random.Random) -> None:
    rows = [f"{task}\t{rng.choice(OWNERS)}\tMarch {year + 1}\tWork began in {year}." for task in rng.sample(TASKS, 4)]
    lines = [
        f"Safer Wexcombe: progress report {year}",
        "",
        f"Published: May {year}",
        "",
        f"Aim: {rng.choice(AIMS)}",
        "",
    ]
    table = ["Action\tOwner\tBy when\tProgress update", *rows]
    (folder / f"report-{year}-05.txt").write_text("\n".join([*lines, *table, ""]), encoding="utf-8")


def write_catalogue(folder: Path, rng: random.Random) -> None:
    rows = [
        f"report-{year}-05.txt,progress_report,Wexcombe Council,{year}-0{rng.choice('567')},Safer Wexcombe"
        for year in range(2020, 2025)
    ]
    text = "\n".join(["path,kind,publisher,published,series", *rng.sample(rows, rng.randint(2, 5)), ""])
    (folder / "catalogue.csv").write_text(text, encoding="utf-8")


def write_decisions(folder: Path, rng: random.Random) -> None:
    head = "decision,at,by,verdict,document,quote,other_document,other_quote,field,value\n"
    a, b = rng.sample(TASKS, 2)
    rows = [
        f"d1,2024-06-01,AB,different,report-2021-05.txt,{a},report-2022-05.txt,{a},,\n",
        f"d2,2024-06-02,AB,same,report-2020-05.txt,{a},report-2021-05.txt,{b},,\n",
        "d3,2024-06-03,AB,owner_is,,Parks Team,,,,Green Spaces Team\n",
        f"d4,2024-06-04,AB,wrong,report-2022-05.txt,{b},,,,\n",
    ]
    (folder / "decisions.csv").write_text(head + "".join(rng.sample(rows, rng.randint(0, 4))), encoding="utf-8")


def change(folder: Path, rng: random.Random) -> None:
    """Add, change, remove or bring back a document, or change what people say."""
    year = rng.randint(2020, 2024)
    paper = folder / f"report-{year}-05.txt"
    match rng.randint(0, 4):
        case 0 | 1:
            write_edition(folder, year, rng)
        case 2 if len(list(folder.glob("report-*"))) > 1:
            paper.unlink(missing_ok=True)
        case 3:
            write_catalogue(folder, rng)
        case _:
            write_decisions(folder, rng)


def test_documents_and_decisions_in_any_order_give_the_rows_of_a_build_from_nothing(tmp_path: Path) -> None:
    rng = random.Random(11)  # noqa: S311 - a fixed walk, not a secret
    folder, warm = tmp_path / "corpus", tmp_path / "warm.db"
    folder.mkdir()
    write_edition(folder, 2021, rng)
    for step in range(9):
        change(folder, rng)
        build(folder, warm, workers=1)
        if step % 3 == 2:
            cold = tmp_path / f"cold-{step}.db"
            build(folder, cold, workers=1)
            assert list(dump(warm)) == list(dump(cold))


def test_two_folders_filled_in_another_order_give_the_same_rows(tmp_path: Path) -> None:
    dumps = []
    for order in ((2020, 2021, 2022, 2023), (2023, 2021, 2020, 2022)):
        folder, database = tmp_path / f"{order[0]}" / "corpus", tmp_path / f"{order[0]}.db"
        folder.mkdir(parents=True)
        for year in order:
            write_edition(folder, year, random.Random(year))  # noqa: S311 - the same paper for a year
            build(folder, database, workers=1)
        dumps.append(list(dump(database)))
    assert dumps[0] == dumps[1]
