"""The wheel, in an empty environment and another folder, builds and serves a corpus."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent
UV = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
PARTS = ("pyproject.toml", "README.md", "LICENSE", "datasette-metadata.json", "uv.lock")
PACKAGES = ("ingest", "extract", "graph", "db", "publish", "goldenthread")
MINUTES = "Minutes\n\nWe will open the family hub by May 2025.\n"

pytestmark = pytest.mark.skipif(UV is None, reason="uv was not found; it builds and installs the wheel")


def call(*words: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `goldenthread` as the wheel installs it, with the locked versions of its libraries."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in PARTS:
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    call(UV or "", "build", "--wheel", "--out-dir", folder, source, folder=folder)
    locked = ("--locked", "--no-dev", "--no-emit-project", "--no-hashes")
    call(UV or "", "export", "--quiet", *locked, "--output-file", folder / "locked.txt", folder=source)
    call(UV or "", "venv", "--python", sys.executable, folder / "empty", folder=folder)
    binaries = folder / "empty" / ("Scripts" if os.name == "nt" else "bin")
    [wheel] = folder.glob("*.whl")
    call(
        *(UV or "", "pip", "install", "--python", folder / "empty", "--requirement", folder / "locked.txt", wheel),
        folder=folder,
    )
    shutil.rmtree(source)  # nothing may be read from where it was built
    return binaries / "goldenthread"


@pytest.fixture(scope="module")
def built(installed: Path, tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(corpus, folder / "corpus")
    (folder / "corpus" / "extra.txt").write_text(MINUTES, encoding="utf-8")
    call(installed, "build", folder=folder)
    return folder


@pytest.fixture(scope="module")
def site(installed: Path, built: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(installed), "serve", "--port", str(port)]
    with subprocess.Popen(words, cwd=built, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the site did not come up in 30 seconds")


def test_it_builds_every_document(built: Path, corpus: Path) -> None:
    papers = {path.name for path in corpus.iterdir() if path.suffix in (".pdf", ".docx", ".xlsx", ".html", ".txt")}

    with closing(sqlite3.connect(built / "goldenthread.db")) as db:
        sources = {source for (source,) in db.execute("SELECT source FROM documents")}
        actions = db.execute("SELECT count(*) FROM actions").fetchone()[0]

    assert sources == papers | {"extra.txt"}
    assert actions > 0


@pytest.mark.parametrize("path", ["/", "/goldenthread/actions", "/goldenthread/documents", "/goldenthread/issues"])
def test_it_serves_pages(site: str, path: str) -> None:
    page = httpx.get(site + path, timeout=30)

    assert page.status_code == 200
    assert "Golden Thread" in page.text


def test_it_serves_its_own_metadata_and_style(site: str) -> None:
    home = httpx.get(site, timeout=30).text
    assets = {part.split('"')[0] for part in home.split('="')[1:] if part.startswith("/assets/")}

    assert assets
    assert {httpx.get(site + asset, timeout=30).status_code for asset in assets} == {200}


def test_it_reads_one_file(installed: Path, built: Path) -> None:
    assert "We will open the family hub by May 2025." in call(
        installed, "read", "--blocks", "corpus/extra.txt", folder=built
    )
