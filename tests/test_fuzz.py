"""A small part of `python -m benchmarks.fuzz`: damaged files are read or refused in a sentence, never anything else."""

from pathlib import Path

from benchmarks.fuzz import find_files, fuzz, make_runs
from benchmarks.mutations import mutate


def test_damaged_files_are_read_or_refused(tmp_path: Path, corpus: Path) -> None:
    runs = make_runs(find_files([corpus]), 200, 20, tmp_path)

    found = fuzz(runs)

    assert found.faults == ()
    assert sum(found.counts.values()) == 200
    assert {suffix for suffix, _ in found.counts} >= {".pdf", ".docx", ".xlsx", ".html", ".txt"}
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_does_the_same_damage(corpus: Path) -> None:
    data = (corpus / "wexcombe-carers-plan.txt").read_bytes()

    assert mutate(data, 7) == mutate(data, 7)
    assert len({mutate(data, seed) for seed in range(20)}) > 15
