"""Pages that are pictures: made here with words at known places, read through an engine that knows them.

One test asks the engine of this machine, where there is one: `pip install goldenthread[ocr]`, or tesseract.
"""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Document, Severity, read_document
from ingest.document import ReadBy
from ingest.scans import KEPT_IN, engine, kept
from ingest.scans.engine import Engine, Picture, Seen, find_engine, lighten, read_tsv
from ingest.scans.looks import measure_slope, straighten
from ingest.scans.rubbish import is_rubbish
from ingest.scans.rules import find_bars, ground_of
from ingest.scans.turning import set_upright

DPI = 200
ROWS = [
    ("Action", "Lead", "By when"),
    ("Open two hubs", "Team A", "March 2026"),
    ("Train staff", "Team B", "Spring 2026"),
]
XS, YS = (100, 700, 1100, 1500), (300, 400, 520, 640)


def _page() -> Image.Image:
    return Image.new("RGB", (1654, 2339), "white")


def _words(line: str, x: float, y: float, number: int, sure: float = 0.9) -> list[Seen]:
    seen = []
    for word in line.split():
        seen.append(Seen(word, x, y, x + 16 * len(word), y + 32, sure, number))
        x += 16 * len(word) + 12
    return seen


def _table_page() -> tuple[Image.Image, list[Seen]]:
    page = _page()
    pen = ImageDraw.Draw(page)
    for y in YS:
        pen.line((XS[0], y, XS[-1], y), "black", 3)
    for x in XS:
        pen.line((x, YS[0], x, YS[-1]), "black", 3)
    seen = _words("Our plan for the year", 100, 150, 0, 0.8)
    for r, row in enumerate(ROWS):
        for c, words in enumerate(row):
            seen += _words(words, XS[c] + 15, YS[r] + 30, 1 + 3 * r + c)
    return page, seen


def _pdf(path: Path, *pages: Image.Image) -> Path:
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return path


class _Knowing:
    """An engine that has been told what stands on the pages, in the order in which they are asked for."""

    def __init__(self, *pages: Sequence[Seen] | Exception) -> None:
        self.pages = list(pages)
        self.asked = 0

    def __call__(self, picture: Picture) -> list[Seen]:
        assert picture.dtype == np.uint8
        assert picture.shape[2] == 3
        self.asked += 1
        page = self.pages.pop(0)
        if isinstance(page, Exception):
            raise page
        return list(page)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> object:
    def use(known: _Knowing | None) -> None:
        made = None if known is None else Engine("known 1", DPI, known)
        monkeypatch.setattr(engine, "find_engine", lambda: made)

    return use


def _grid(document: Document) -> list[list[str]]:
    table = next(block.table for block in document.blocks if block.table)
    return [[cell.text.plain if cell else "-" for cell in row] for row in table.grid()]


def test_a_table_on_a_scan_is_a_table_and_every_piece_says_how_it_was_read(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    page, seen = _table_page()
    install(_Knowing(seen))

    document = read_document(_pdf(tmp_path / "a.pdf", page))

    assert _grid(document) == [list(row) for row in ROWS]
    title, table = document.blocks
    assert title.text.plain == "Our plan for the year"
    assert (title.text.pieces[0].read_by, title.text.pieces[0].confidence) == (ReadBy.OCR, 0.8)
    assert table.table is not None
    hubs = next(cell for cell in table.table.cells if cell.text.plain == "Open two hubs").text.pieces[0]
    assert (hubs.read_by, hubs.confidence) == (ReadBy.OCR, 0.9)
    assert (hubs.place.page, hubs.place.path) == (1, "page 1, table 1, row 2, column 1")
    assert hubs.place.box is not None
    assert hubs.place.box.x0 == pytest.approx(115 * 72 / DPI, abs=1)
    assert table.table.confidence <= 0.95
    assert document.words == document.pages[0].words == 5 + 4 + 7 + 6
    assert [(issue.code, issue.severity) for issue in document.issues] == [("read_by_ocr", Severity.NOTE)]
    assert document.issues[0].message.startswith("Page 1 of a.pdf was read by optical character recognition")


def test_words_that_a_scanner_put_under_its_picture_get_the_rules_of_the_picture(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    install(None)
    page, seen = _table_page()
    page.save(tmp_path / "page.png")
    points = 72 / DPI
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(1654 * points, 2339 * points))
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, 1654 * points, 2339 * points)
    for word in [*seen, *_words("We will report on all of this to the board in the spring.", 100, 900, 50)]:
        line = canvas.beginText(word.x0 * points, (2339 - word.y1) * points)
        line.setFont("Helvetica", 9)
        line.setTextRenderMode(3)  # drawn without ink
        line.textOut(word.text)
        canvas.drawText(line)
    canvas.save()

    document = read_document(tmp_path / "a.pdf")

    assert _grid(document) == [list(row) for row in ROWS]
    assert document.issues == ()


def _aside(seen: Sequence[Seen], turns: int, sure: float) -> list[Seen]:
    """Return what an engine sees of a page that lies turned clockwise: words up or down it, or upside down."""
    wide, high = _page().size
    if turns == 2:
        boxes = [(wide - w.x1, high - w.y1, wide - w.x0, high - w.y0) for w in seen]
    else:
        boxes = [(high - w.y1, w.x0, high - w.y0, w.x1) for w in seen]
    return [Seen(w.text, *box, sure, w.line) for w, box in zip(seen, boxes, strict=True)]


@pytest.mark.parametrize(("turns", "sure", "asked"), [(1, 0.97, 2), (3, 0.5, 3), (2, 0.6, 2)])
def test_a_page_that_went_in_sideways_or_upside_down_is_turned(  # type: ignore[no-untyped-def]
    tmp_path: Path, install, turns: int, sure: float, asked: int
) -> None:
    page, seen = _table_page()
    lying = page.rotate(-90 * turns, expand=True)
    wrong = _aside(seen, turns, sure)
    knowing = _Knowing(*[wrong, _aside(seen, 2, 0.6)][: asked - 1], seen)
    install(knowing)

    document = read_document(_pdf(tmp_path / "a.pdf", lying))

    assert (knowing.asked, _grid(document)) == (asked, [list(row) for row in ROWS])
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx(
        tuple(side * 72 / DPI for side in lying.size), abs=1
    )
    box = document.blocks[0].text.pieces[0].place.box  # the title, 100 pixels from the left and 150 from the top
    assert box is not None
    left, top = 100 * 72 / DPI, 150 * 72 / DPI
    wide, high = (side * 72 / DPI for side in _page().size)
    corner = {1: (box.x1, box.y0), 2: (box.x1, box.y1), 3: (box.x0, box.y1)}[turns]
    assert corner == pytest.approx(
        {1: (high - top, left), 2: (wide - left, high - top), 3: (top, wide - left)}[turns], abs=6
    )


def test_a_bad_scan_that_reads_no_better_turned_stays_as_it_lies() -> None:
    page, seen = _table_page()
    bad = [word._replace(confidence=0.7) for word in seen]

    turned = set_upright(np.asarray(page), _Knowing(bad, _aside(bad, 2, 0.6)))

    assert (turned.turns, turned.seen) == (0, bad)


def test_pages_after_a_turned_one_are_asked_for_once() -> None:
    page, seen = _table_page()
    knowing = _Knowing(seen)

    assert (set_upright(np.asarray(page), knowing, 2).turns, knowing.asked) == (2, 1)


def test_without_an_engine_a_scan_says_what_to_install(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    install(None)

    document = read_document(_pdf(tmp_path / "a.pdf", _page()))

    assert [(i.code, i.severity, i.place.page) for i in document.issues] == [("scanned_page", Severity.ERROR, 1)]
    assert "pip install goldenthread[ocr]" in document.issues[0].message


def test_a_scan_that_is_hard_to_read_is_said_to_be(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    install(_Knowing(_words("Smudged words of a fax", 100, 150, 0, 0.5)))

    document = read_document(_pdf(tmp_path / "a.pdf", _page()))

    assert {issue.code for issue in document.issues} == {"read_by_ocr", "unsure_scan"}


def test_a_reading_that_was_stopped_goes_on_where_it_was(tmp_path: Path, install, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv(KEPT_IN, str(tmp_path / "thread.db.scans"))
    second = _page()
    ImageDraw.Draw(second).line((100, 100, 900, 100), "black", 4)
    path = _pdf(tmp_path / "a.pdf", _page(), second)
    stopped = _Knowing(_words("This is page one.", 100, 150, 0), OSError("stopped"))
    install(stopped)
    assert [issue.code for issue in read_document(path).issues] == ["scanned_page", "read_by_ocr"]

    went_on = _Knowing(_words("This is page two.", 100, 150, 0))
    install(went_on)
    document = read_document(path)

    assert (stopped.asked, went_on.asked) == (2, 1)
    assert [block.text.plain for block in document.blocks] == ["This is page one.", "This is page two."]


def test_pages_that_cannot_be_kept_are_recognised_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept").write_bytes(b"no database at all" * 100)
    monkeypatch.setenv(KEPT_IN, str(tmp_path / "kept"))
    known = _Knowing(_words("Hub", 1, 1, 0), _words("Hub", 1, 1, 0))
    picture = np.zeros((10, 10, 3), np.uint8)

    found = [kept.recognise(Engine("known 1", DPI, known), picture) for _ in range(2)]

    assert [seen[0].text for seen in found] == ["Hub", "Hub"]


@pytest.mark.parametrize(
    ("text", "rubbish"),
    [
        ("The board will open two hubs in the north of the borough by March and report to the cabinet. " * 3, False),
        ("7KH ERDUG ZLOO RSHQ WZR KXEV LQ WKH QRUWK RI WKH ERURXJK EB 0DUFK DQG UHSRUW " * 3, True),
        ("wkh erdug zloo rshq wzr kxev lq wkh qruwk ri wkh erurxjk eb pdufk dqg uhsruw " * 6, True),
        ("\ue001\ue002\ue003 \ue004\ue005 \ue006\ue007\ue008 \ue009\ue00a " * 10, True),
        ("t h b r d w l l p n t w h b s n t h n r t h " * 4, True),
        ("Th^e b*ard w#ll op$n tw~o h#bs i^n t%he n*rth o|f t}he b{rough " * 4, True),
        ("12.5 3,400 £7,000 18% 2024 2025 2026 9.1 8.2 7.3 " * 10, False),
        ("Okoro Lee Patel Smith Jones Ahmed Brown Taylor Evans Thomas Johnson Walker Wright Khan Green " * 5, False),
        ("Bydd y cyngor yn agor dwy ganolfan yn y gogledd erbyn mis Mawrth ac yn adrodd i'r cabinet " * 3, False),
        ("JHWS NHSE SLT KPI BCF ICB QOF MDT PCN VCSE UKHSA GSTT KCHFT SLAM " * 3, False),
        ("RAG G A R G G A R", False),
    ],
)
def test_a_text_layer_that_says_nothing_is_told_from_one_that_can_be_read(text: str, rubbish: bool) -> None:
    assert is_rubbish(text) is rubbish


def test_rules_are_found_on_pixels_and_letters_are_not() -> None:
    page, _ = _table_page()
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 900, 1500, 980), "navy")  # the ground of a banner
    pen.text((120, 1200), "Illegible little letters", "black", ImageFont.load_default(30))

    across, down = find_bars(np.asarray(page), DPI / 72)

    assert {round((bar.y0 + bar.y1) / 2, -1) for bar in across} == {*YS, 900, 980}
    assert {round((bar.x0 + bar.x1) / 2, -1) for bar in down} == set(XS)
    assert ground_of(np.asarray(page), (110, 910, 1490, 970)) == 0x000078  # navy is 000080
    assert ground_of(np.asarray(page), (110, 1500, 1490, 1600)) is None


def test_a_page_that_went_in_aslant_is_turned_level() -> None:
    downhill = [
        Seen(f"word{i}", 100 + 150 * i, 200 + 60 * line + 4 * i, 200 + 150 * i, 230 + 60 * line + 4 * i, 0.9, line)
        for line in range(6)
        for i in range(6)
    ]
    slope = measure_slope(downhill)

    assert slope == pytest.approx(1.53, abs=0.02)  # 4 in 150
    _, level = straighten(np.full((800, 1200, 3), 255, np.uint8), downhill, slope)
    first_line = [word.y0 for word in level if word.line == 0]
    assert max(first_line) - min(first_line) < 1


def test_a_picture_of_forty_thousand_pixels_is_refused_before_it_is_unpacked(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    known = _Knowing([])
    install(known)
    path = tmp_path / "bomb.pdf"
    data = zlib.compress(bytes(1000))
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 29>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream endobj\n"
        b"5 0 obj<</Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length "
        + str(len(data)).encode()
        + b">>stream\n"
        + data
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )

    document = read_document(path)

    assert [(issue.code, issue.severity) for issue in document.issues] == [("too_large", Severity.ERROR)]
    assert "1,600 million pixels" in document.issues[0].message
    assert known.asked == 0


def test_a_page_as_large_as_a_wall_is_rendered_no_larger_than_5000_pixels(tmp_path: Path, install) -> None:  # type: ignore[no-untyped-def]
    page = Image.new("RGB", (600, 900), "white")
    page.save(tmp_path / "page.png")
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(9600, 14400))  # 40,000 pixels at 200 an inch
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, 9600, 14400)
    canvas.save()
    sizes = []

    def ask(picture: Picture) -> list[Seen]:
        sizes.append(picture.shape)
        return []

    install(ask)
    read_document(tmp_path / "a.pdf")

    assert [max(size) <= 5001 for size in sizes] == [True]


def test_light_letters_on_dark_grounds_are_given_to_tesseract_the_other_way_round() -> None:
    page = Image.new("L", (800, 400), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 800, 160), 60)
    pen.rectangle((100, 60, 110, 100), 255)  # the stroke of a letter on the dark ground
    pen.rectangle((100, 260, 110, 300), 0)  # and on the white one

    seen = np.asarray(lighten(np.asarray(page.convert("RGB"))))

    assert (seen[80, 400], seen[80, 105], seen[280, 400], seen[280, 105]) == (195, 0, 255, 0)


def test_the_table_of_tesseract_is_read_word_by_word() -> None:
    rows = [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.0\tOpen",
        "5\t1\t1\t1\t1\t2\t45\t20\t30\t12\t91.5\ttwo",
        "5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t12.0\t~~",
        "5\t1\t1\t1\t3\t1\t10\t60\t30\t12\t88.0\thubs",
    ]
    assert list(read_tsv("\n".join(rows))) == [
        Seen("Open", 10, 20, 40, 32, 0.96, 0),
        Seen("two", 45, 20, 75, 32, 0.915, 0),
        Seen("hubs", 10, 60, 40, 72, 0.88, 2),
    ]


@pytest.mark.skipif(find_engine() is None, reason="no engine: pip install goldenthread[ocr], or install tesseract")
def test_the_engine_of_this_machine_reads_a_page(tmp_path: Path) -> None:
    page = _page()
    pen = ImageDraw.Draw(page)
    for i, line in enumerate(["Wexcombe Together", "We will open two hubs by March 2026."]):
        pen.text((200, 300 + 120 * i), line, "black", ImageFont.load_default(44))

    document = read_document(_pdf(tmp_path / "a.pdf", page.crop((0, 0, 1654, 900))))

    read = " ".join(block.text.plain for block in document.blocks)
    assert read == "Wexcombe Together We will open two hubs by March 2026."
    assert all(piece.read_by is ReadBy.OCR for block in document.blocks for piece in block.text.pieces)
    assert all(piece.confidence > 0.8 for block in document.blocks for piece in block.text.pieces)
