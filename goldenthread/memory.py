"""The memory that a process for reading documents may take, and what ends it where it wants more.

Linux and the BSDs refuse what goes beyond the limit, so that Python raises MemoryError where it happens. macOS and
Windows have no such limit for one process: there a thread looks at what is used ten times a second and ends the
process, with an exit status that tells why.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

MEMORY_BYTES = 2_000_000_000
FULL = 86
"""Exit status of a process that ended itself because it took too much memory."""

_SECONDS = 0.1
_REFUSES = sys.platform not in ("win32", "cygwin", "darwin")


def limit_memory(most: int) -> None:
    """Let this process take `most` bytes from now on; what it has already does not count."""
    if _REFUSES:
        resource: Any = import_module("resource")  # there is none on Windows
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = _address_space() + most
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
    else:
        watch_memory(most, resident_bytes)


def watch_memory(most: int, measure: Callable[[], int]) -> None:
    """End this process with the status FULL once `measure()` is `most` above what it is now; a thread looks."""
    edge = measure() + most

    def look() -> None:
        pause = threading.Event()
        while not pause.wait(_SECONDS):
            if measure() > edge:
                os._exit(FULL)

    threading.Thread(target=look, daemon=True, name="memory").start()


def resident_bytes() -> int:
    """Return how much memory this process holds, in bytes; on macOS the most that it ever held."""
    if sys.platform == "win32":
        return _working_set()
    if sys.platform == "linux":
        return _pages(1)
    resource: Any = import_module("resource")
    peak = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peak if sys.platform == "darwin" else peak * 1024  # getrusage(2): bytes there, kilobytes elsewhere


def _address_space() -> int:
    return _pages(0) if sys.platform == "linux" else 0


def _pages(field: int) -> int:
    """Return a field of proc(5) statm in bytes: 0 is the address space, 1 what is in memory."""
    counts = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(counts[field]) * os.sysconf("SC_PAGE_SIZE")


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API (psapi.h)."""

    _fields_ = (
        ("size", ctypes.c_ulong),
        ("page_faults", ctypes.c_ulong),
        *((name, ctypes.c_size_t) for name in ("peak_working_set", "working_set", "quotas_1", "quotas_2")),
        *((name, ctypes.c_size_t) for name in ("quotas_3", "quotas_4", "paged", "peak_paged")),
    )


def _working_set() -> int:
    counters = _Counters(size=ctypes.sizeof(_Counters))
    kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]  # Windows alone has it
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.working_set)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python from looking through millions of facts, again and again, for cycles that they do not have.

    Of a large corpus that takes longer than weaving it. What is no longer used is freed all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
