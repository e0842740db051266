"""Work done apart: each task in a process of its own pool, so that one bad document can't take the others along.

A worker that dies or hangs costs its own task and nothing else. That is why this is not `ProcessPoolExecutor`: there
a process that dies breaks the whole pool, no one knows on which task, and one that hangs can't be ended.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from goldenthread.memory import FULL, MEMORY_BYTES, limit_memory
from goldenthread.trouble import Trouble

Task = TypeVar("Task")
Result = TypeVar("Result")
_SPAWN = multiprocessing.get_context("spawn")
_START_SECONDS = 300.0
# One document is one core's work: threads of a numeric library would only take memory, more on larger machines.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class End(StrEnum):
    """How a task ended: done, raised something, its process died, it took too long or too much memory."""

    DONE = "done"
    RAISED = "raised"
    DIED = "died"
    HUNG = "hung"
    GREW = "grew"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Task, Result]):
    """A task and its result; `error` says what was raised where there is none."""

    task: Task
    end: End
    result: Result | None = None
    error: str = ""


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, the task it has now and since when (seconds of the monotonic clock)."""

    process: Any
    pipe: Connection
    task: Any = None
    since: float = 0.0
    ready: bool = False


def work_apart(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    *,
    workers: int,
    time_limit: float,
    memory: int = MEMORY_BYTES,
    prepare: Callable[[], None] | None = None,
) -> Iterator[Outcome[Task, Result]]:
    """Do `work(task)` for each task in at most `workers` processes; yield outcomes as they come, in any order.

    `work` and `prepare` are functions of a module (they are found again by name in the new process), tasks and results
    can be pickled. `prepare` runs once in each process before the clock of its first task starts. A task that takes
    more than `time_limit` seconds, or more than `memory` bytes above what its process had before its first task, is
    ended. Leaving early (Ctrl-C) ends every process.
    """
    waiting = list(reversed(tasks))
    crew: list[_Worker] = []
    try:
        while waiting or any(worker.task is not None for worker in crew):
            while len(crew) < min(workers, len(waiting) + sum(worker.task is not None for worker in crew)):
                crew.append(_start(work, prepare, memory))
            for worker in crew:
                if worker.ready and worker.task is None and waiting:
                    _give(worker, waiting.pop())
            for worker in _wait_for(crew, time_limit):
                outcome = _hear(worker, time_limit, memory)
                if worker.pipe.closed:
                    crew.remove(worker)
                if outcome is not None:
                    yield outcome
    finally:
        for worker in crew:
            _end(worker)


def _start(work: Callable[[Any], Any], prepare: Callable[[], None] | None, memory: int) -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs, work, prepare, memory), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, since=time.monotonic())


def _give(worker: _Worker, task: Any) -> None:
    worker.task, worker.since = task, time.monotonic()
    with suppress(BrokenPipeError):  # it died while idle: the next look at its pipe says so
        worker.pipe.send(task)


def _wait_for(crew: list[_Worker], time_limit: float) -> list[_Worker]:
    """Wait until a worker has something to say or is out of time; return those."""
    busy = [worker for worker in crew if worker.task is not None or not worker.ready]
    now = time.monotonic()
    left = min(worker.since + _limit(worker, time_limit) - now for worker in busy)
    heard = wait([worker.pipe for worker in busy], max(left, 0.0))
    late = time.monotonic()
    return [w for w in busy if w.pipe in heard or w.since + _limit(w, time_limit) <= late]


def _limit(worker: _Worker, time_limit: float) -> float:
    return time_limit if worker.ready else _START_SECONDS


def _hear(worker: _Worker, time_limit: float, memory: int) -> Outcome[Any, Any] | None:
    """Take what a worker says; a dead, late or full one is ended and its pipe closed."""
    task, ready = worker.task, worker.ready
    try:
        said = worker.pipe.recv() if worker.pipe.poll() else (End.HUNG, None, "")
    except (EOFError, OSError):
        worker.process.join(5)
        said = (End.GREW if worker.process.exitcode == FULL else End.DIED, None, "")
    end, result, error = said
    if end in (End.HUNG, End.DIED, End.GREW):
        _end(worker)
    if not ready:
        _check_start(end, error)
        worker.ready = True
        return None
    worker.task = None
    return Outcome(task, end, result, error or _tell(end, time_limit, memory))


def _check_start(end: End, error: str) -> None:
    if end in (End.DIED, End.GREW):
        raise Trouble("A process for reading documents stopped before it began; is the memory full?")
    if end is End.HUNG:
        raise Trouble("A process for reading documents did not start in time; is the computer busy?")
    if end is End.RAISED:
        raise Trouble(f"A process for reading documents could not start: {error}")


def _tell(end: End, time_limit: float, memory: int) -> str:
    if end is End.HUNG:
        return f"reading it took more than {time_limit:g} seconds"
    if end is End.GREW:
        return f"reading it took more than {memory / 1_000_000:,.0f} MB of memory"
    return "the process that read it died" if end is End.DIED else ""


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(pipe: Connection, work: Callable[[Any], Any], prepare: Callable[[], None] | None, memory: int) -> None:
    """Run in the worker: say ready, then answer tasks until the other end goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle, and it ends us
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))

    def get_ready(_: None) -> None:
        if prepare:
            prepare()
        limit_memory(memory)

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(_attempt(get_ready, None))
        while True:
            pipe.send(_attempt(work, pipe.recv()))


def _attempt(work: Callable[[Any], Any], task: Any) -> tuple[End, Any, str]:
    try:
        return End.DONE, work(task), ""
    except MemoryError:
        return End.GREW, None, ""
    except Exception as error:  # noqa: BLE001 - whatever a document makes go wrong is an issue about that document
        return End.RAISED, None, f"{type(error).__name__}: {error}"
