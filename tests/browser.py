"""What the tests of the site share: a database, the site on it in this process, and in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from db import load
from graph.plan import Plan
from publish.serve import FILES_VARIABLE, SETTINGS, datasette_command, read_metadata, site_folder

TODAY = "2025-01-15"  # the day on every page that a test reads


def make_database(plan: Plan, folder: Path, name: str = "goldenthread") -> Path:
    """Return a database that holds the plan."""
    database = folder / f"{name}.db"
    load(plan, database)
    return database


def make_site(database: Path) -> Datasette:
    """Return Datasette as `goldenthread serve` sets it up, to be asked in this process."""
    site = site_folder()
    return Datasette(
        [str(database)],
        metadata=_metadata(database),
        template_dir=str(site / "templates"),
        plugins_dir=str(site / "plugins"),
        static_mounts=[("assets", str(site / "static"))],
        settings={name: _typed(value) for name, value in SETTINGS},
    )


def _metadata(database: Path) -> dict[str, Any]:
    metadata = read_metadata(database.stem)
    metadata["plugins"]["goldenthread-site"]["today"] = TODAY
    return metadata


def _typed(value: str) -> bool | int:
    return {"on": True, "off": False}.get(value, value.isdigit() and int(value))


@contextmanager
def serving(database: Path, corpus: Path | None = None) -> Iterator[str]:
    """Serve the database in a process of its own on a free port; yield the address without a slash at its end."""
    metadata = database.parent / "metadata-served.json"
    metadata.write_text(json.dumps(_metadata(database)), encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = datasette_command(database, metadata, "127.0.0.1", port)
    log = (database.parent / "served.log").open("w+", encoding="utf-8")
    environment = {**os.environ, FILES_VARIABLE: str(corpus or "")}
    with log, subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process:
        try:
            _wait(address, process, log.name)
            yield address
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}/-/versions.json"):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not start: {Path(log).read_text(encoding='utf-8')}")
