"""What the pages say is so: links lead somewhere, commands and targets exist, every issue code is explained."""

import ast
import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from benchmarks.documents import score_document, score_pledges
from benchmarks.editions import score_editions
from benchmarks.truth import Found, Share, read_golden
from goldenthread.cli import program
from ingest.formats import SUFFIXES
from ingest.people import DECISION_COLUMNS, DocumentKind, OwnerKind, Verdict

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "corpus" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
ROOMS = ("ingest", "extract", "graph", "db", "publish", "goldenthread")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def slugs(page: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in slugs(target)):
            broken.append(link)
    assert broken == []


def test_paths_named_in_the_pages_are_there() -> None:
    named = re.compile(r"`((?:ingest|extract|graph|db|publish|goldenthread|tests|samples|benchmarks)/[\w./-]*\w)`")
    missing = [
        (page.name, path)
        for page in PAGES
        for path in named.findall(page.read_text(encoding="utf-8"))
        if page.name != "CHANGELOG.md" and not (ROOT / path).exists()
    ]
    assert missing == []


def options_of(command: click.Command) -> set[str]:
    """The options of a command, with those of its own commands where it has some."""
    own = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*(options_of(other) for other in below))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_named_are_the_program_s(page: Path) -> None:
    """Every `goldenthread COMMAND --option` in a code span or block, and every `make target`."""
    text = page.read_text(encoding="utf-8")
    code = "\n".join([*FENCED.findall(text), *re.findall(r"`([^`\n]+)`", FENCED.sub("", text))])
    unknown = []
    for line in re.findall(r"(?:^|[\s/(`])goldenthread ((?:--debug )?[a-z]+(?: .*)?)$", code, re.MULTILINE):
        words = line.removeprefix("--debug ").split("  ")[0].split()
        command = program.commands.get(words[0])
        if command is None:
            unknown += [line] if words[0] not in ("is", "and") else []
            continue
        known = options_of(command)
        unknown += [f"{words[0]} {word}" for word in words if word.startswith("-") and word.split("=")[0] not in known]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    unknown += [
        f"make {name}" for name in re.findall(r"(?:^|`|&& )make ([a-z]+)", code, re.MULTILINE) if name not in targets
    ]
    assert unknown == []


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in program.commands if f"goldenthread {name}" not in readme] == []


# --- issue codes -------------------------------------------------------------------------------------------------


def trees() -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"))


def codes_in_the_code() -> set[str]:
    """Texts given as `code` to Issue, Unreadable, Failure or a function with a parameter of that name.

    A code made of a word and a column's name (`unknown_{column}`) ends in `_` here.
    """
    modules = list(trees())
    takes = {"Issue": 0, "Unreadable": 0, "Failure": 0}
    for node in (node for tree in modules for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in node.args.args]
        if "code" in names and node.name != "__init__":
            takes[node.name] = names.index("code") - (names[0] == "self")
    found: set[str] = set()
    for node in (node for tree in modules for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in takes and name != "season":  # of `season`, code is a number of EDTF
            at = takes[name]
            given = [word.value for word in node.keywords if word.arg == "code"]
            found.update(text for part in (*given, *node.args[at : at + 1]) for text in texts_of(part))
    return {code for code in found if re.fullmatch(r"[a-z]+(_[a-z]*)*", code)}


def texts_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield from texts_of(node.values[0])


def codes_explained() -> set[str]:
    text = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    first_cells = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return {code for cell in first_cells for code in re.findall(r"`([a-z_]+)`", cell)}


def test_every_issue_code_is_explained_and_no_other() -> None:
    said, meant = codes_explained(), codes_in_the_code()
    starts = tuple(code for code in meant if code.endswith("_"))
    unexplained = {code for code in meant if code not in said and not code.endswith("_")}
    assert unexplained == set(), "add these codes to docs/troubleshooting.md"
    assert {code for code in said if code not in meant and not code.startswith(starts)} == set(), "no such codes"
    assert all(any(code.startswith(start) for code in said) for start in starts)


def test_issues_of_the_sample_corpus_are_explained(database: Path) -> None:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        codes = {row[0] for row in db.execute("select distinct code from issues")}
    db.close()
    assert codes <= codes_explained()


# --- tables, columns, formats, versions --------------------------------------------------------------------------


def test_every_public_table_is_in_database_md_and_no_other() -> None:
    metadata = json.loads((ROOT / "datasette-metadata.json").read_text(encoding="utf-8"))
    tables = set(metadata["databases"]["goldenthread"]["tables"])
    text = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^- \*\*`([a-z_]+)`\*\*", text, re.MULTILINE))
    assert told == tables


def test_the_questions_in_sql_are_right(database: Path) -> None:
    text = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    questions = re.findall(r"^```sql\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(questions) >= 5
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    empty = [question for question in questions if not db.execute(question).fetchall()]
    db.close()
    assert empty == []


def test_corpus_md_has_every_column_and_word() -> None:
    text = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    words = {*DECISION_COLUMNS, *DocumentKind, *OwnerKind, *Verdict, *SUFFIXES}
    columns = {"path", "title", "kind", "publisher", "published", "period", "series", "supersedes", "url", "licence"}
    columns |= {"publish", "printed", "owner", "parent", "successor_of", "note"}
    assert sorted(word for word in {*words, *columns} if f"`{word}`" not in text) == []


def test_the_changelog_has_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_picture_of_the_readme_is_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


# --- the scorer behind the table of accuracy ---------------------------------------------------------------------


def test_a_document_is_scored_against_its_golden_file(database: Path) -> None:
    golden = read_golden(ROOT / "tests" / "golden" / "wexcombe-health-and-care-strategy-2024-2029.json")
    score = score_document(database, golden)
    assert (score.actions, score.owners) == (Found(30, 30, 30), Share(30, 30))
    missing = {**golden, "actions": [*golden["actions"], {**golden["actions"][0], "text": "Build a bridge of glass"}]}
    assert score_document(database, missing).actions == Found(30, 30, 31)


def test_a_pledge_that_no_one_made_counts_against() -> None:
    golden = {"commitments": [{"text": "We will open a hub by May 2025."}, {"text": "We hope for sun.", "core": False}]}
    rows = [
        {"text": "We will open a hub by May 2025"},
        {"text": "We hope for sun."},
        {"text": "The moon is made of cheese."},
    ]
    assert score_pledges(rows, golden) == Found(1, 2, 1)


def test_links_named_as_traps_are_counted(database: Path) -> None:
    goldens = [read_golden(path) for path in sorted((ROOT / "tests" / "golden").glob("*progress-report*.json"))]
    (step,) = score_editions(database, goldens)
    assert step.links.true == 27
    assert step.near_misses == Share(4, 4)
