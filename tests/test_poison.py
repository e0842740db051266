"""Files made to do harm are refused with a reason or read within limits; nothing is fetched, written or run."""

import os
import sqlite3
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from goldenthread.pipeline import build
from goldenthread.readings import warm_up
from goldenthread.workers import End, work_apart
from ingest.document import Unreadable
from ingest.formats import read_document
from tests.poison import (
    BOMB,
    OUTSIDE,
    change_parts,
    declare,
    make_png,
    write_body,
    write_deep_arrays,
    write_form_loop,
    write_huge_page,
    write_huge_picture,
    write_many_objects,
    write_many_pages,
    write_merged_sheet,
    write_page_bomb,
    write_page_loop,
    write_pdf_with_script,
    write_sheet,
    write_shown,
    write_wide_sheet,
    write_word,
    write_word_with_picture,
    write_zeros,
)

SENTENCE = "We will open two hubs by May 2026. "
SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = "word/document.xml"
CELL = "<w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p><w:r><w:t>Open two hubs</w:t></w:r></w:p></w:tc>"
BOMB_AFTER_COMMENT = BOMB.format(comment="<!-- <plan> -->")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
WATCHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
seen: list[str] = []


@dataclass(frozen=True, slots=True)
class Poison:
    """A file, how it is written, and what is to come of it: `read`, or the codes that a refusal may have."""

    name: str
    write: Callable[[Path], object]
    comes: tuple[str, ...] = ("read",)


POISONS = (
    Poison("bomb.docx", lambda path: write_zeros(path, DOCUMENT, 60_000_000), ("too_large",)),
    Poison("bomb.xlsx", lambda path: write_zeros(path, SHEET, 60_000_000), ("too_large",)),
    Poison("liar.docx", lambda path: lie_about_size(write_zeros(path, DOCUMENT, 5_000_000)), ("damaged",)),
    Poison(
        "entities.docx",
        lambda path: change_parts(write_word(path), {DOCUMENT: declare(BOMB.format(comment=""), "j")}, {}),
        ("unsafe",),
    ),
    Poison(
        "entities.xlsx",
        lambda path: change_parts(write_sheet(path), {SHEET: declare(BOMB_AFTER_COMMENT, "j")}, {}),
        ("unsafe",),
    ),
    Poison(
        "recursive.docx",
        lambda path: change_parts(write_word(path), {}, {"word/embeddings/plan.docx": write_word(path).read_bytes()}),
    ),
    Poison("outside.docx", lambda path: change_parts(write_word(path), {}, {"../../evil.txt": b"evil"}), ("unsafe",)),
    Poison(
        "outside.xlsx", lambda path: change_parts(write_sheet(path), {}, {"xl\\..\\..\\evil": b"evil"}), ("unsafe",)
    ),
    Poison("picture.docx", lambda path: write_word_with_picture(path, 40_000)),
    Poison("span.docx", lambda path: write_body(path, f"<w:tbl>{f'<w:tr>{CELL * 2}</w:tr>' * 3}</w:tbl>")),
    Poison("deep.docx", lambda path: write_body(path, nest("<w:tbl><w:tr><w:tc>", 60, "<w:p/>"))),
    Poison("deeper.docx", lambda path: write_body(path, nest("<w:tbl><w:tr><w:tc>", 5000, "<w:p/>")), ("damaged",)),
    Poison("wide.xlsx", lambda path: write_wide_sheet(path, 50_000)),
    Poison("merged.xlsx", write_merged_sheet, ("too_large",)),
    Poison("deep.html", lambda path: write_shown(path, f"<html><body>{'<div>' * 50_000}hub"), ("too_deep",)),
    Poison("tables.html", lambda path: write_shown(path, f"<html>{'<table><tr><td>' * 9000}hub"), ("too_deep",)),
    Poison("bold.html", lambda path: write_shown(path, f"<html><p>{'<b>' * 9000}hub"), ("too_deep",)),
    Poison(
        "spans.html",
        lambda path: write_shown(path, f"<html><table><tr>{'<td rowspan=65534 colspan=1000>hub' * 300}</table>"),
    ),
    Poison(
        "rows.html",
        lambda path: write_shown(
            path, f"<html><table><tr><td rowspan=65534 colspan=1000>hub{'<tr><td>May' * 3000}</table>"
        ),
    ),
    Poison("line.html", lambda path: write_shown(path, f"<html><body><p>{'hub and cafe ' * 80_000}")),
    Poison("line.txt", lambda path: write_shown(path, "hub and cafe " * 80_000)),
    Poison("word.txt", lambda path: write_shown(path, "A" * 1_000_000)),
    Poison("tabs.txt", lambda path: write_shown(path, "hub\t" * 20_000)),
    Poison("pages.pdf", write_page_loop),
    Poison("form.pdf", write_form_loop, ("read", "died", "grew", "hung")),  # pdfium draws it as deep as it can
    Poison("objects.pdf", lambda path: write_many_objects(path, 100_000)),
    Poison("arrays.pdf", lambda path: write_deep_arrays(path, 100_000)),
    Poison("claims.pdf", lambda path: write_many_pages(path, 100_000)),
    Poison("content.pdf", lambda path: write_page_bomb(path, 100_000_000), ("read", "died", "grew", "hung")),
    Poison("picture.pdf", lambda path: write_huge_picture(path, 40_000)),
    Poison("page.pdf", lambda path: write_huge_page(path, 2_000_000)),
    Poison("script.pdf", lambda path: write_pdf_with_script(path, "http://127.0.0.1:9/")),
    Poison("png.txt", lambda path: path.write_bytes(make_png(40_000)), ("wrong_content",)),
)


def nest(opening: str, depth: int, inside: str) -> str:
    tags = opening.strip("<>").split("><")
    return opening * depth + inside + "".join(f"</{tag}>" for tag in reversed(tags)) * depth


def lie_about_size(path: Path) -> None:
    """Say in the zip file's table that its largest part has 1,000 bytes."""
    with zipfile.ZipFile(path) as archive:
        largest = max(archive.infolist(), key=lambda part: part.file_size)
    true, false = (size.to_bytes(4, "little") for size in (largest.file_size, 1000))
    path.write_bytes(path.read_bytes().replace(true, false))


def watch() -> None:
    """Get ready to read, and from then on remember each socket, process and file to be written."""
    warm_up()
    sys.dont_write_bytecode = True

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES):
            seen.append(f"{event} {arguments[:2]}")

    sys.addaudithook(look)


def read_watched(path: Path) -> tuple[str, list[str]]:
    """Read a file and find the plan in it; return what came of it and what was seen meanwhile."""
    from extract.plan import read_plan

    seen.clear()
    try:
        read_plan(read_document(path), None)
    except Unreadable as error:
        whole = str(error).endswith(".") and "\n" not in str(error)
        return error.code if whole else f"no sentence: {error}", [*seen]
    return "read", [*seen]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[str]]]:
    """What came of each file: `read`, the code of its refusal, or how its process ended."""
    folder = tmp_path_factory.mktemp("poison")
    paths = [folder / poison.name for poison in POISONS]
    for poison, path in zip(POISONS, paths, strict=True):
        poison.write(path)
    outcomes = work_apart(paths, read_watched, workers=2, time_limit=120.0, memory=1_000_000_000, prepare=watch)
    found = {
        o.task.name: o.result or (f"{o.end.value} {o.error}" if o.end is End.RAISED else o.end.value, [])
        for o in outcomes
    }
    assert sorted(path.name for path in folder.rglob("*")) == sorted(poison.name for poison in POISONS)
    return found


@pytest.mark.parametrize("poison", POISONS, ids=lambda poison: poison.name)
def test_it_is_refused_or_read_within_limits(poison: Poison, came: dict[str, tuple[str, list[str]]]) -> None:
    what, did = came[poison.name]

    assert what in poison.comes
    assert did == []


class Listener(BaseHTTPRequestHandler):
    """Remembers who asked."""

    asked: list[str] = []  # noqa: RUF012 - one server, one list

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    Listener.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_that_a_file_names_is_fetched(tmp_path: Path, address: str) -> None:
    secret = write_shown(tmp_path / "secret.txt", "the secret").as_uri()
    outside = OUTSIDE.format(address=f"{address}/entity")
    template = (
        '<Relationship Id="rId99" TargetMode="External" Target="{address}/template.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    web = (
        f'<!DOCTYPE html SYSTEM "{address}/dtd" [<!ENTITY secret SYSTEM "{secret}">]><html><head>'
        f'<base href="{address}/"><meta http-equiv="refresh" content="0; url={address}/">'
        f'<link rel="stylesheet" href="{address}/style.css"><script src="{address}/script.js"></script></head><body>'
        f'<p>{SENTENCE} &secret;</p><img src="picture.png"><iframe src="{address}/frame"></iframe>'
        f'<object data="{address}/object"></object></body></html>'
    )
    change_parts(
        write_word(tmp_path / "template.docx"),
        {
            "word/_rels/document.xml.rels": lambda rels: rels.replace(
                b"</Relationships>", template.format(address=address).encode()
            )
        },
        {},
    )
    change_parts(write_word(tmp_path / "entity.docx"), {DOCUMENT: declare(outside, "secret")}, {})
    change_parts(write_word(tmp_path / "file.docx"), {DOCUMENT: declare(OUTSIDE.format(address=secret), "secret")}, {})
    change_parts(write_sheet(tmp_path / "entity.xlsx"), {SHEET: declare(outside, "secret")}, {})
    write_shown(tmp_path / "page.html", web)
    write_pdf_with_script(tmp_path / "script.pdf", f"{address}/pdf")
    words = []
    for path in sorted(tmp_path.iterdir()):
        if path.name != "secret.txt":
            with suppress(Unreadable):
                words += [block.text.plain for block in read_document(path).blocks]

    assert sum("We will open" in text for text in words) == 3
    assert not any("the secret" in text for text in words)
    assert Listener.asked == []


def test_a_document_that_grows_is_an_issue_and_the_rest_is_built(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    write_shown(papers / "good.txt", "Plan\n\nA plan of the borough.\n")  # no verb: the language model is not needed
    write_shown(papers / "large.html", f"<html><body>{''.join(f'<p>Hub {n} is open.</p>' for n in range(60_000))}")

    summary = build(papers, tmp_path / "thread.db", workers=1, memory=80_000_000)

    assert dict(summary.documents.failed).keys() == {"large.html"}
    with closing(sqlite3.connect(tmp_path / "thread.db")) as db:
        [(code, message)] = db.execute("SELECT code, message FROM issues WHERE source = 'large.html'")
        documents = [source for (source,) in db.execute("SELECT source FROM documents")]
    assert code == "too_much_memory"
    assert "large.html" in message
    assert "memory" in message
    assert documents == ["good.txt"]


def test_a_mutated_name_stays_in_its_folder(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    write_shown(papers / "good.txt", f"Plan\n\n{SENTENCE}\n")
    change_parts(write_word(papers / "evil.docx"), {}, {"../../evil.txt": b"evil", "/tmp/evil.txt": b"evil"})  # noqa: S108

    build(papers, tmp_path / "thread.db", workers=1)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers", "thread.db", "thread.db.cache"]
    assert sorted(path.name for path in papers.iterdir()) == ["evil.docx", "good.txt"]
