"""Serve a database with Datasette: its metadata, plugin, templates and the settings of a public site.

`datasette-metadata.json` stands at the root of the checkout and inside the package once it is installed.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

# A database named otherwise is described under its own name: Datasette calls a database after its file.
_DESCRIBED_AS = "goldenthread"
FILES_VARIABLE = "GOLDENTHREAD_FILES"
_NEEDED = {"documents", "passages", "evidence", "commitments", "actions", "pledges"}

SETTINGS: tuple[tuple[str, str], ...] = (
    ("default_allow_sql", "off"),  # open SQL is off; 1.0 alphas ignore `allow_sql: false` in some forms, never this
    ("allow_download", "off"),
    ("suggest_facets", "off"),  # they scan whole tables
    ("sql_time_limit_ms", "3000"),
    ("facet_time_limit_ms", "1000"),
    ("default_page_size", "50"),
    ("max_returned_rows", "1000"),
    ("default_facet_size", "12"),
    ("truncate_cells_html", "500"),
    ("default_cache_ttl", "5"),
)


class CannotServe(Exception):  # noqa: N818 - a sentence for an officer, as Unreadable is
    """The site can't be served. The message is one sentence."""


def site_folder() -> Path:
    """Return the folder of this package, with `templates`, `static` and `plugins` in it."""
    return Path(str(files("publish")))


def find_metadata() -> Path:
    """Return where `datasette-metadata.json` stands: in the installed package, else at the root of the checkout."""
    installed = site_folder() / "datasette-metadata.json"
    return installed if installed.is_file() else site_folder().parent / "datasette-metadata.json"


def read_metadata(name: str = _DESCRIBED_AS) -> dict[str, Any]:
    """Return the metadata for a database of that name.

    The folder whose files the site may serve is named by an environment variable, since Datasette publishes its
    metadata and a path of this machine is nobody's business.
    """
    metadata: dict[str, Any] = json.loads(find_metadata().read_text(encoding="utf-8"))
    metadata["databases"] = {name: metadata["databases"][_DESCRIBED_AS]}
    metadata["plugins"] = {"goldenthread-site": {"files": {"$env": FILES_VARIABLE}}}
    return metadata


def datasette_command(
    database: Path, metadata: Path, host: str = "127.0.0.1", port: int = 8001, datasette: str | None = None
) -> list[str]:
    """Return the command that serves the database.

    `datasette` is the version of Datasette, the installed one if None. From 1.0 (alphas too) queries, permissions
    and plugin settings are configuration, so the same file is given as `-c` too; 0.65 knows `-m` alone.

    >>> "-c" in datasette_command(Path("a.db"), Path("m.json"), datasette="0.65.5")
    False
    >>> "-c" in datasette_command(Path("a.db"), Path("m.json"), datasette="1.0a41")
    True
    """
    installed = version("datasette") if datasette is None else datasette
    site = site_folder()
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--host", host, "--port", str(port)]
    command += ["-m", str(metadata)]
    if not installed.startswith("0."):
        command += ["-c", str(metadata)]
    command += ["--template-dir", str(site / "templates"), "--plugins-dir", str(site / "plugins")]
    command += ["--static", f"assets:{site / 'static'}"]
    for name, value in SETTINGS:
        command += ["--setting", name, value]
    return command


def check_database(database: Path) -> None:
    """Raise CannotServe, with what to do, where the file is not a database that `goldenthread build` made."""
    if not database.exists():
        raise CannotServe(f"There is no database at {database}: run `goldenthread build` first.")
    if not database.is_file():
        raise CannotServe(f"{database} is a folder, not a database file.")
    try:
        with closing(sqlite3.connect(database.resolve().as_uri() + "?mode=ro", uri=True)) as connection:
            tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
            if "documents" in tables and connection.execute("select 1 from documents where publish = 0").fetchone():
                raise CannotServe(f"{database} holds documents that are kept off the site: build it without them.")
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise CannotServe(f"{database} is not an SQLite database.") from None
        raise CannotServe(f"{database} cannot be read: {error}.") from None
    if not tables >= _NEEDED:
        raise CannotServe(f"{database} was not made by `goldenthread build`: it has no table of commitments.")


def check_port(host: str, port: int) -> None:
    """Raise CannotServe where nothing can listen on that host and port."""
    if not 0 <= port <= 65_535:
        raise CannotServe(f"{port} is not a port: choose one from 1 to 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # a port closed a moment ago is free; elsewhere it means more
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        raise CannotServe(f"Port {port} needs an administrator: choose one above 1023 with --port.") from None
    except socket.gaierror:
        raise CannotServe(f"{host} is not an address of this machine.") from None
    except OSError:
        raise CannotServe(f"Port {port} on {host} is in use or not ours to use: choose another with --port.") from None


def serve(database: Path, host: str = "127.0.0.1", port: int = 8001, corpus: Path | None = None) -> int:
    """Serve the database until stopped; return Datasette's exit code, 0 when a person stopped it.

    The database may be built again while it is served. With `corpus`, the folder of documents, links to a page
    open the document itself. Raises CannotServe.
    """
    check_database(database)
    check_port(host, port)
    if corpus is not None and not corpus.is_dir():
        raise CannotServe(f"There is no folder of documents at {corpus}.")
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(read_metadata(database.stem)), encoding="utf-8")
        folder_of_files = "" if corpus is None else str(corpus.resolve())
        return _run(datasette_command(database, metadata, host, port), {FILES_VARIABLE: folder_of_files})


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command until it or we are told to stop; never leave it behind."""
    with subprocess.Popen(command, env={**os.environ, **environment}) as child:  # noqa: S603 - our own command, no shell
        try:
            return max(child.wait(), 0)
        except KeyboardInterrupt:
            return 0
        finally:
            child.terminate()
