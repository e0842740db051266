"""The house rules that a machine can check: imports go one way, each outside library has one home."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "extract", "graph", "db", "publish", "goldenthread")
HOMES = {
    "pdfplumber": "ingest/pdf/",
    "pypdfium2": "ingest/pdf/",
    "docx": "ingest/word/",
    "pptx": "ingest/slides/",
    "spacy": "extract/language.py",
    "networkx": "graph/",
    "sqlite_utils": "db/",
    "datasette": "publish/",
    "click": "goldenthread/",
    "rich": "goldenthread/",
}


def test_imports_go_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("library", "home"), HOMES.items())
def test_a_library_has_one_home(library: str, home: str) -> None:
    users = [path for path in our_files() if library in imported(ROOT / path)]

    assert users, f"no module imports {library}"
    assert [path for path in users if not path.startswith(home)] == []


def our_files() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | parts}
