"""Read thousands of damaged files, and say what came of them: read, refused, or anything else (a fault).

    python -m benchmarks.fuzz --runs 5000 --seed 1 [FOLDER ...]

Each file of the folders (the sample corpus if none is given) is damaged at random, again and again, and read as the
program reads: in a process of its own, with a limit of time and memory. Half of what can be read goes on through
`read_plan` and `weave`. A refusal is right where its sentence is ours; where the sentence is an exception of our own
code, or a process died, hung or grew, it is a fault. The same seed does the same damage, so a fault can be looked at:

    python -m benchmarks.fuzz --seed 1 --only 1234 --keep damaged
"""

from __future__ import annotations

import argparse
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from benchmarks.mutations import mutate
from goldenthread.readings import warm_up
from goldenthread.workers import End, work_apart
from ingest.document import Unreadable
from ingest.firstbytes import Content, look_into
from ingest.formats import SUFFIXES, read_document

ROOT = Path(__file__).resolve().parent.parent
OWN = tuple(f"/{package}/" for package in ("ingest", "extract", "graph"))
_ZIPPED = (Content.WORD, Content.SHEET, Content.SLIDES, Content.OPEN_DOCUMENT, Content.ZIP)


@dataclass(frozen=True, slots=True)
class Damage:
    """One run: a file, the seed of the damage, whether the whole line is run, and where the file is written."""

    number: int
    file: Path
    seed: int
    whole: bool
    folder: Path


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a run: `read`, `refused` or `fault`; the code of a refusal; for a fault what and where."""

    what: str
    code: str = ""
    detail: str = ""


def make_runs(files: Sequence[Path], runs: int, seed: int, folder: Path) -> list[Damage]:
    """Return the runs: the files in turn, each time with other damage; every second one goes the whole line."""
    return [
        Damage(number, files[number % len(files)], seed * 1_000_003 + number, (number // len(files)) % 2 == 0, folder)
        for number in range(runs)
    ]


def find_files(folders: Iterable[Path]) -> list[Path]:
    """Return the documents of the folders, by path."""
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.stem != "README"
    )


def read_damaged(run: Damage) -> Came:
    """Damage the file, read it, and say what came of it."""
    path = run.folder / f"{run.number}{run.file.suffix}"
    zipped = look_into(run.file) in _ZIPPED
    path.write_bytes(mutate(run.file.read_bytes(), run.seed, zipped=zipped, pdf=run.file.suffix == ".pdf"))
    try:
        document = read_document(path)
        if run.whole:
            _go_on(document)
    except Unreadable as error:
        return _judge(error)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return Came("fault", type(error).__name__, _tell(error))
    finally:
        path.unlink()
    return Came("read")


def _go_on(document: object) -> None:
    from extract.plan import read_plan
    from graph.weave import weave

    reading = read_plan(document, None)  # type: ignore[arg-type]
    weave((reading,), (), ())


def _judge(error: Unreadable) -> Came:
    """Tell a refusal that a reader chose from one that only covers an exception of our own code."""
    cause = error.__cause__
    if "\n" in str(error) or not str(error).endswith("."):
        return Came("fault", error.code, f"not a sentence: {error}")
    if cause is None or isinstance(cause, OSError):
        return Came("refused", error.code)
    if _is_ours(cause.__traceback__):
        return Came("fault", type(cause).__name__, _tell(cause))
    return Came("refused", error.code, _tell(cause) if error.code == "unreadable" else "")


def _is_ours(trace: TracebackType | None) -> bool:
    frames = traceback.extract_tb(trace)
    return bool(frames) and _is_own(frames[-1].filename)


def _is_own(file: str) -> bool:
    return "site-packages" not in file and any(part in file for part in OWN)


def _tell(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_own(f.filename)]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-3:]))
    return f"{type(error).__name__}: {str(error)[:120]} at {places}"


@dataclass(frozen=True, slots=True)
class Found:
    """Counts by suffix and by what came, the refusals by code, and each fault with its run."""

    counts: Counter[tuple[str, str]]
    codes: Counter[str]
    library: Counter[str]
    faults: tuple[tuple[Damage, str], ...]


def fuzz(runs: Sequence[Damage], *, workers: int = 1, time_limit: float = 30.0, memory: int = 1_000_000_000) -> Found:
    """Do the runs and count what came."""
    counts: Counter[tuple[str, str]] = Counter()
    codes: Counter[str] = Counter()
    library: Counter[str] = Counter()
    faults = []
    limits = {"workers": workers, "prepare": warm_up}
    for outcome in work_apart(runs, read_damaged, time_limit=time_limit, memory=memory, **limits):  # type: ignore[arg-type]
        run, came = outcome.task, outcome.result
        if came is None:
            came = Came("fault", outcome.end.value, outcome.error)
        counts[run.file.suffix, came.what if outcome.end is End.DONE else outcome.end.value] += 1
        if came.what == "refused":
            codes[came.code] += 1
            library.update(
                [came.detail.partition(":")[0] + " at" + came.detail.partition(" at")[2]] if came.detail else []
            )
        if came.what == "fault":
            faults.append((run, f"{came.code}: {came.detail}"))
    return Found(counts, codes, library, tuple(faults))


def main() -> None:
    """Run from the command line; the exit status is 1 where a fault was found."""
    options = argparse.ArgumentParser(description="Read damaged files and count what came of them.")
    options.add_argument("folders", nargs="*", type=Path, default=[ROOT / "corpus"])
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--suffix", help="only files of this suffix, such as .pdf")
    options.add_argument("--only", type=int, help="only the run of this number")
    options.add_argument("--keep", type=Path, help="write the damaged file of --only here and stop")
    given = options.parse_args()
    files = [file for file in find_files(given.folders) if given.suffix in (None, file.suffix)]
    with TemporaryDirectory() as folder:
        runs = make_runs(files, given.runs, given.seed, Path(folder))
        if given.only is not None:
            runs = make_runs(files, given.only + 1, given.seed, Path(folder))[-1:]
        if given.keep:
            keep(runs[0], given.keep)
            return
        found = fuzz(runs, workers=given.workers)
    print_found(found)
    raise SystemExit(1 if found.faults else 0)


def keep(run: Damage, folder: Path) -> None:
    """Write the damaged file of a run into the folder, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    zipped = look_into(run.file) in _ZIPPED
    path = folder / f"{run.number}{run.file.suffix}"
    path.write_bytes(mutate(run.file.read_bytes(), run.seed, zipped=zipped, pdf=run.file.suffix == ".pdf"))
    print(path)


def print_found(found: Found) -> None:
    """Print the counts by format, the refusals by code, and each fault once with a run that shows it."""
    for suffix in sorted({suffix for suffix, _ in found.counts}):
        held = {what: n for (of, what), n in sorted(found.counts.items()) if of == suffix}
        print(f"{suffix:6} {sum(held.values()):6}  " + "  ".join(f"{what} {n}" for what, n in held.items()))
    print(f"all    {sum(found.counts.values()):6}  faults {len(found.faults)}")
    print("refused: " + ", ".join(f"{code} {n}" for code, n in found.codes.most_common()))
    for words, n in found.library.most_common():
        print(f"  in a library, {n} times: {words}")
    first: dict[str, Damage] = {}
    for run, words in found.faults:
        first.setdefault(words, run)
    for words, run in first.items():
        print(f"FAULT run {run.number} ({run.file.name}, seed {run.seed}): {words}")


if __name__ == "__main__":
    main()
