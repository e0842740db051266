"""Work done apart: a process that dies or hangs costs its own task and nothing else."""

import multiprocessing
import os
import time
from collections.abc import Iterable

import pytest

from goldenthread.memory import resident_bytes, watch_memory
from goldenthread.trouble import Trouble
from goldenthread.workers import End, Outcome, work_apart


def behave(word: str) -> str:
    if word == "die":
        os._exit(3)
    if word == "hang":
        time.sleep(600)
    if word == "grow":
        print(len([bytes([number % 250]) * 50_000_000 for number in range(100)]))
    if word == "watch":
        watch_memory(50_000_000, resident_bytes)
        held = b"word" * 25_000_000
        time.sleep(60)
        print(len(held))
    if word == "raise":
        raise ValueError("no such paper")
    return word.upper()


def fail_to_start() -> None:
    raise RuntimeError("no words to read with")


def by_task(outcomes: Iterable[Outcome[str, str]]) -> dict[str, tuple[End, str | None]]:
    return {outcome.task: (outcome.end, outcome.result) for outcome in outcomes}


def test_each_task_has_its_result_whatever_the_others_do() -> None:
    tasks = ["one", "die", "two", "raise", "hang", "three"]

    found = by_task(work_apart(tasks, behave, workers=2, time_limit=1.0))

    assert found == {
        "one": (End.DONE, "ONE"),
        "two": (End.DONE, "TWO"),
        "three": (End.DONE, "THREE"),
        "die": (End.DIED, None),
        "raise": (End.RAISED, None),
        "hang": (End.HUNG, None),
    }


def test_what_was_raised_is_told() -> None:
    [outcome] = work_apart(["raise"], behave, workers=1, time_limit=5.0)

    assert outcome.error == "ValueError: no such paper"


def test_no_task_starts_no_process() -> None:
    assert list(work_apart([], behave, workers=2, time_limit=5.0)) == []
    assert multiprocessing.active_children() == []


def test_leaving_early_ends_every_process() -> None:
    outcomes = work_apart(["one", "hang", "hang"], behave, workers=2, time_limit=600.0)
    next(iter(outcomes))

    outcomes.close()

    assert multiprocessing.active_children() == []


def test_a_process_that_can_not_start_stops_the_run() -> None:
    with pytest.raises(Trouble, match=r"could not start: RuntimeError: no words to read with"):
        list(work_apart(["one"], behave, workers=1, time_limit=5.0, prepare=fail_to_start))


def test_a_process_that_wants_too_much_memory_costs_its_own_task_only() -> None:
    tasks = ["one", "grow", "two"]

    outcomes = list(work_apart(tasks, behave, workers=1, time_limit=60.0, memory=200_000_000))

    assert by_task(outcomes) == {"one": (End.DONE, "ONE"), "grow": (End.GREW, None), "two": (End.DONE, "TWO")}
    assert "reading it took more than 200 MB of memory" in [outcome.error for outcome in outcomes]


def test_where_the_system_sets_no_limit_a_process_watches_itself() -> None:
    [outcome] = work_apart(["watch"], behave, workers=1, time_limit=60.0)

    assert (outcome.end, outcome.error) == (End.GREW, "reading it took more than 2,000 MB of memory")


def test_memory_is_measured() -> None:
    before = resident_bytes()
    held = bytes(bytearray(b"word") * 20_000_000)

    assert 70_000_000 < resident_bytes() - before + 10_000_000 < 400_000_000
    assert len(held) == 80_000_000
