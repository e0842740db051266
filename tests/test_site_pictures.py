"""Pages of the sample corpus as pictures with the words outlined, over HTTP, and when they are not shown."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path

import pytest
from browser import serving
from PIL import Image

from ingest.pdf.picture import LONGEST, draw_page
from publish import pictures

LATER = "wexcombe-strategy-progress-report-2025-11.pdf"
MINUTES = "wexcombe-board-minutes-2025-05-15.pdf"
OUTLINE = (190, 18, 60)
Answer = tuple[int, Message, bytes]


def fetch(url: str, **headers: str) -> Answer:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=60) as answer:  # noqa: S310 - our own site
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def ask(database: Path, sql: str, *values: object) -> str:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return str(db.execute(sql, values).fetchone()[0])


@pytest.fixture(scope="module")
def copied(corpus: Path, database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database and a folder of documents of this module's own."""
    folder = tmp_path_factory.mktemp("pictures")
    shutil.copy(database, folder / "goldenthread.db")
    shutil.copytree(corpus, folder / "corpus")
    return folder / "goldenthread.db", folder / "corpus"


@pytest.fixture(scope="module")
def address(copied: tuple[Path, Path]) -> Iterator[str]:
    with serving(*copied) as served:
        yield served


@pytest.fixture(scope="module")
def hub(database: Path) -> str:
    """The action 1.1.2a of the second report, on its page 2."""
    return ask(database, "select commitment from actions where source = ? and number = '1.1.2a'", LATER)


def test_the_page_of_a_commitment_is_a_picture_with_its_words_outlined(address: str, hub: str, database: Path) -> None:
    status, headers, picture = fetch(f"{address}/marked/{hub}/2.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    assert max(image.size) <= LONGEST
    box = "select {} from evidence e join passages p on p.id = e.passage where e.fact = ? and e.field = 'text'"
    left, top = (float(ask(database, box.format(key), hub)) for key in ("p.x0", "p.y0"))
    scale = image.height / 842  # an A4 page is 842 points high
    corner = image.crop(
        (int((left - 5) * scale), int((top - 5) * scale), int((left + 5) * scale), int((top + 5) * scale))
    )
    assert OUTLINE in {colour for _, colour in corner.getcolors(10_000) or []}


def test_a_picture_is_not_sent_twice(address: str, hub: str) -> None:
    _, headers, _ = fetch(f"{address}/marked/{hub}/2.png")
    status, again, body = fetch(f"{address}/marked/{hub}/2.png", **{"If-None-Match": headers["etag"]})
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert headers["cache-control"] == "no-cache"


def test_a_commitment_cut_by_a_page_break_has_two_pages(address: str, database: Path) -> None:
    cut = ask(database, "select commitment from actions where source = ? and number = '1.1.1'", LATER)
    page = fetch(f"{address}/commitment/{cut}")[2].decode()
    assert re.findall(rf'<img src="/marked/{cut}/(\d)\.png"', page) == ["1", "2"]
    assert all(fetch(f"{address}/marked/{cut}/{number}.png")[0] == 200 for number in (1, 2))


def test_a_picture_says_in_words_what_it_shows(address: str, hub: str) -> None:
    page = fetch(f"{address}/commitment/{hub}")[2].decode()
    (alternative,) = re.findall(r'<img [^>]*alt="([^"]*)"', page)
    assert alternative == (
        "Page 2 of Wexcombe Health and Care Strategy 2024–2029 Progress report: November 2025, "
        "with these words outlined: “Open the family hub in Marsh End”"
    )


def test_a_page_with_a_withheld_name_is_not_shown_and_says_why(address: str, database: Path) -> None:
    clerk = ask(database, "select id from passages where text = 'Minutes taken by a clerk of Democratic Services.'")
    status, headers, body = fetch(f"{address}/marked/{clerk}/2.png")
    assert (status, headers.get_content_type()) == (403, "text/plain")
    assert body.decode() == "This page is not shown as a picture: a name on it is withheld."
    page = fetch(f"{address}/passage/{clerk}")[2].decode()
    assert "a name on it is withheld" in page
    assert "<img" not in page
    assert "Penhallow" not in page
    lease = ask(database, "select commitment from actions where source = ? and number = '24/11-03'", MINUTES)
    assert fetch(f"{address}/marked/{lease}/1.png")[0] == 200  # nothing is withheld on the first page
    document = ask(database, "select id from documents where source = ?", MINUTES)
    assert fetch(f"{address}/file/{document}")[0] == 404


@pytest.mark.parametrize("path", ["nothing/1", "{hub}/0", "{hub}/1", "{hub}/999999", "..%2f..%2fcatalogue.csv/1"])
def test_what_is_no_page_of_a_fact_is_not_found(address: str, hub: str, path: str) -> None:
    status, _, body = fetch(f"{address}/marked/{path.format(hub=hub)}.png")
    assert status == 404
    assert not body.startswith(b"\x89PNG")


def test_a_document_without_pages_has_no_picture(address: str, database: Path) -> None:
    words = "Every person on the complex care list will have a named care coordinator by October 2025."
    promised = ask(database, "select commitment from pledges where text = ?", words)
    assert "<img" not in fetch(f"{address}/commitment/{promised}")[2].decode()
    assert fetch(f"{address}/marked/{promised}/1.png")[0] == 404


def test_a_site_without_the_folder_shows_no_pages(copied: tuple[Path, Path], hub: str, tmp_path: Path) -> None:
    shutil.copy(copied[0], tmp_path / "goldenthread.db")
    with serving(tmp_path / "goldenthread.db") as alone:
        assert fetch(f"{alone}/marked/{hub}/2.png")[0] == 404
        assert "<img" not in fetch(f"{alone}/commitment/{hub}")[2].decode()


def test_a_file_that_has_changed_since_it_was_read_is_not_shown(
    copied: tuple[Path, Path], hub: str, tmp_path: Path
) -> None:
    shutil.copy(copied[0], tmp_path / "goldenthread.db")
    shutil.copytree(copied[1], tmp_path / "corpus")
    shutil.copy(copied[1] / MINUTES, tmp_path / "corpus" / LATER)
    with serving(tmp_path / "goldenthread.db", tmp_path / "corpus") as served:
        status, _, body = fetch(f"{served}/marked/{hub}/2.png")
    assert (status, "has changed since" in body.decode()) == (404, True)


def test_what_is_no_pdf_or_has_no_such_page_can_not_be_drawn(corpus: Path) -> None:
    for path, page in ((corpus / "owners.csv", 1), (corpus / LATER, 99)):
        with pytest.raises(ValueError, match="page"):
            draw_page(path, page, [])


def test_a_page_as_large_as_a_house_is_drawn_small(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # no stubs are published

    canvas = Canvas(str(tmp_path / "poster.pdf"), pagesize=(9_000, 12_000))
    canvas.drawString(100, 100, "Wexcombe")
    canvas.save()
    image = Image.open(io.BytesIO(draw_page(tmp_path / "poster.pdf", 1, [(90, 11_880, 300, 11_920, 4)])))
    assert max(image.size) <= LONGEST


def test_pictures_asked_for_longest_ago_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_kept", type(pictures._kept)())
    monkeypatch.setattr(pictures, "KEPT", 100)
    for name in "abc":
        pictures._keep(name, b"x" * 40)
    assert list(pictures._kept) == ["b", "c"]
