"""PowerPoint files made of real shapes: what a slide shows, in the order a person reads it."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from ingest import BlockKind, Document, Severity, Unreadable, read_document
from ingest.slides.reader import read_slides

SHARED = Path(__file__).resolve().parents[2] / "shared" / "real"
TITLE_SLIDE, BULLETS, SECTION, TITLE_ONLY, BLANK = 0, 1, 2, 5, 6


def _read(tmp_path: Path, fill: Callable[[Any], None]) -> Document:
    deck = Presentation()
    fill(deck)
    deck.save(str(tmp_path / "deck.pptx"))
    return read_document(tmp_path / "deck.pptx")


def _slide(deck: Any, layout: int, title: str = "") -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    return slide


def _box(shapes: Any, words: str, x: float, y: float, wide: float, high: float, *, bold: bool = False) -> Any:
    box = shapes.add_textbox(Inches(x), Inches(y), Inches(wide), Inches(high))
    for i, line in enumerate(words.split("\n")):
        paragraph = box.text_frame.paragraphs[0] if i == 0 else box.text_frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.bold = line, bold
    return box


def _shapes(document: Document) -> list[tuple[str, int, str, str]]:
    return [(b.kind.value, b.level, b.marker, b.text.plain) for b in document.blocks]


def _texts(document: Document) -> list[str]:
    return [b.text.plain for b in document.blocks]


def _paths(document: Document) -> list[str]:
    return [b.text.pieces[0].place.path for b in document.blocks if b.text]


def test_titles_are_headings_and_bullets_come_from_the_master(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        cover = _slide(deck, TITLE_SLIDE, "Wexcombe Together plan")
        cover.placeholders[1].text = "Spring 2025"
        body = _slide(deck, BULLETS, "What we will do").placeholders[1].text_frame
        body.text = "Open two hubs"
        deeper = body.add_paragraph()
        deeper.text, deeper.level = "One in the north", 1
        _slide(deck, SECTION, "Part two")
        _slide(deck, TITLE_ONLY, "Housing")

    document = _read(tmp_path, fill)

    assert _shapes(document) == [
        ("heading", 1, "", "Wexcombe Together plan"),
        ("paragraph", 0, "", "Spring 2025"),
        ("heading", 2, "", "What we will do"),
        ("list_item", 0, "•", "Open two hubs"),
        ("list_item", 1, "–", "One in the north"),
        ("heading", 2, "", "Part two"),
        ("heading", 3, "", "Housing"),
    ]
    assert _paths(document)[:4] == [
        "slide 1, title",
        "slide 1, paragraph 1",
        "slide 2, title",
        "slide 2, paragraph 1",
    ]
    assert document.pages == ()
    assert all(piece.place.page is None for block in document.blocks for piece in block.text.pieces)
    assert document.words == 19


def test_automatic_numbers_are_counted(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        frame = _slide(deck, BULLETS, "Steps").placeholders[1].text_frame
        for i, (words, level, scheme) in enumerate(
            [
                ("Ask", 0, "arabicPeriod"),
                ("Residents", 1, "alphaLcParenR"),
                ("Staff", 1, "alphaLcParenR"),
                ("Decide", 0, "arabicPeriod"),
                ("Note", 0, ""),
                ("Again", 0, "arabicPeriod"),
            ]
        ):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.text, paragraph.level = words, level
            properties = paragraph._p.get_or_add_pPr()
            name = "buAutoNum" if scheme else "buNone"
            mark = etree.SubElement(properties, f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}")
            if scheme:
                mark.set("type", scheme)

    document = _read(tmp_path, fill)

    assert [(b.marker, b.text.plain) for b in document.blocks[1:]] == [
        ("1.", "Ask"),
        ("a)", "Residents"),
        ("b)", "Staff"),
        ("2.", "Decide"),
        ("", "Note"),
        ("1.", "Again"),
    ]


def test_columns_are_read_one_after_the_other_each_under_its_head(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "Four lists")
        for i in (2, 0, 3, 1):  # drawn in another order than read
            _box(slide.shapes, f"First of {i}\nSecond of {i} which is longer\nThird of {i}", 0.2 + 2.4 * i, 2.6, 2.2, 3)
            _box(slide.shapes, f"List {i}", 0.2 + 2.4 * i, 2, 2.2, 0.5, bold=True)

    document = _read(tmp_path, fill)

    expected = ["Four lists"]
    for i in range(4):
        expected += [f"List {i}", f"First of {i}", f"Second of {i} which is longer", f"Third of {i}"]
    assert _texts(document) == expected
    assert [b.text.plain for b in document.blocks if b.kind is BlockKind.HEADING] == [
        "Four lists",
        *(f"List {i}" for i in range(4)),
    ]


def test_rows_of_boxes_are_read_row_by_row(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "Who does what")
        for row, (who, what) in enumerate([("Housing team", "Inspect all blocks"), ("Parks team", "Plant new trees")]):
            _box(slide.shapes, f"{what} and report on each of them to the board by next March", 3, 2 + row * 1.5, 6, 1)
            _box(slide.shapes, who, 0.5, 2 + row * 1.5, 2, 1)

    assert _texts(_read(tmp_path, fill)) == [
        "Who does what",
        "Housing team",
        "Inspect all blocks and report on each of them to the board by next March",
        "Parks team",
        "Plant new trees and report on each of them to the board by next March",
    ]


def test_shapes_in_groups_stand_where_the_group_puts_them(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "Groups")
        _box(slide.shapes, "Below the group it is written that this comes last.", 1, 5, 6, 1)
        group = slide.shapes.add_group_shape()
        _box(group.shapes, "Right of the two in the group, as it is drawn there", 5, 0, 3, 1)
        _box(group.shapes, "Left of the two in the group, as it is drawn there", 1, 0, 3, 1)
        inner = group._element.grpSpPr.xfrm
        inner.off.y, inner.off.x = Emu(Inches(2.5)), Emu(Inches(1))

    assert _texts(_read(tmp_path, fill)) == [
        "Groups",
        "Left of the two in the group, as it is drawn there",
        "Right of the two in the group, as it is drawn there",
        "Below the group it is written that this comes last.",
    ]


def test_a_table_with_merged_cells_and_its_header_row(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "Actions")
        table = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(8), Inches(3)).table
        rows = [
            ("Aim", "Action", "Lead"),
            ("Fair", "Open two hubs", "Team A"),
            ("", "Train", "Team B"),
            ("All", "", ""),
        ]
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                table.cell(r, c).text = words
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 0).merge(table.cell(3, 2))
        plain = slide.shapes.add_table(2, 1, Inches(1), Inches(6), Inches(8), Inches(1)).table
        plain.first_row = False
        plain.cell(0, 0).text, plain.cell(1, 0).text = "x", "y"

    document = _read(tmp_path, fill)

    table, plain = (block.table for block in document.blocks[1:])
    assert table is not None
    assert plain is not None
    assert [[cell.text.plain if cell else "-" for cell in row] for row in table.grid()] == [
        ["Aim", "Action", "Lead"],
        ["Fair", "Open two hubs", "Team A"],
        ["Fair", "Train", "Team B"],
        ["All", "All", "All"],
    ]
    assert (table.header_rows, plain.header_rows) == (1, 0)
    assert [cell.header for cell in table.cells[:4]] == [True, True, True, False]
    train = next(cell for cell in table.cells if cell.text.plain == "Train")
    assert train.text.pieces[0].place.path == "slide 1, table 1, row 3, column 2"
    assert plain.cells[0].text.pieces[0].place.path == "slide 1, table 2, row 1, column 1"


def test_notes_follow_their_slide_and_say_so(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "One")
        slide.notes_slide.notes_text_frame.text = "Say who leads.\nThe board meets in May."
        _slide(deck, TITLE_ONLY, "Two")

    document = _read(tmp_path, fill)

    assert list(zip(_texts(document), _paths(document), strict=True)) == [
        ("One", "slide 1, title"),
        ("Say who leads.", "slide 1, notes, paragraph 1"),
        ("The board meets in May.", "slide 1, notes, paragraph 2"),
        ("Two", "slide 2, title"),
    ]


def test_footers_and_numbers_are_furniture(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, TITLE_ONLY, "One")
        for shape in deck.slide_layouts[TITLE_ONLY].placeholders:
            if shape.placeholder_format.idx in (11, 12):  # footer and number
                slide.shapes._spTree.append(etree.fromstring(etree.tostring(shape._element)))
        for shape in list(slide.placeholders)[1:]:
            shape.text = "Wexcombe" if shape.placeholder_format.idx == 11 else "1"

    document = _read(tmp_path, fill)

    assert [(b.text.plain, b.reason) for b in document.blocks if b.kind is BlockKind.FURNITURE] == [
        ("Wexcombe", "page footer"),
        ("1", "page number"),
    ]


def test_a_slide_that_is_a_picture_is_an_issue_and_a_hidden_one_a_note(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "navy").save(tmp_path / "p.png")

    def fill(deck: Any) -> None:
        slide = _slide(deck, BLANK)
        slide.shapes.add_picture(str(tmp_path / "p.png"), 0, 0, Inches(10), Inches(7.5))
        hidden = _slide(deck, TITLE_ONLY, "Not shown")
        hidden._element.set("show", "0")

    document = _read(tmp_path, fill)

    assert [(i.code, i.severity, i.place.path) for i in document.issues] == [
        ("scanned_page", Severity.ERROR, "slide 1"),
        ("hidden_slide", Severity.NOTE, "slide 2"),
    ]
    assert _texts(document) == ["Not shown"]


def test_a_slide_without_title_placeholder_has_a_title_all_the_same(tmp_path: Path) -> None:
    def fill(deck: Any) -> None:
        slide = _slide(deck, BLANK)
        _box(slide.shapes, "We will open two hubs by March 2026.\nWe will close none.", 1, 2, 8, 2)
        title = _box(slide.shapes, "Our promises", 1, 0.5, 8, 1)
        title.text_frame.paragraphs[0].runs[0].font.size = Pt(36)

    assert _shapes(_read(tmp_path, fill))[:2] == [
        ("heading", 2, "", "Our promises"),
        ("paragraph", 0, "", "We will open two hubs by March 2026."),
    ]


def test_the_words_of_a_chart_are_read_and_its_figures_are_not(tmp_path: Path) -> None:
    chart = pytest.importorskip("pptx.chart.data")
    kinds = pytest.importorskip("pptx.enum.chart")

    def fill(deck: Any) -> None:
        data = chart.CategoryChartData()
        data.categories = ["North", "South"]
        data.add_series("Hubs", (1, 2))
        shapes = _slide(deck, TITLE_ONLY, "Chart").shapes
        shapes.add_chart(kinds.XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(4), data)

    document = _read(tmp_path, fill)

    assert _texts(document) == ["Chart", "Hubs", "North", "South"]
    assert [i.code for i in document.issues] == ["chart_unread"]


def test_bad_decks_are_one_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as archive:
        archive.writestr("ppt/other.xml", "<x/>")
    with pytest.raises(Unreadable) as damaged:
        read_document(tmp_path / "a.pptx")
    assert damaged.value.code == "damaged"
    (tmp_path / "b.ppt").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(Unreadable, match="save it as PPTX"):
        read_document(tmp_path / "b.ppt")


def test_an_entity_in_a_slide_is_never_opened(tmp_path: Path) -> None:
    deck = Presentation()
    _slide(deck, TITLE_ONLY, "SECRET")
    deck.save(str(tmp_path / "a.pptx"))
    (tmp_path / "secret.txt").write_text("the secret")
    with zipfile.ZipFile(tmp_path / "a.pptx") as held:
        parts = {name: held.read(name) for name in held.namelist()}
    slide = parts["ppt/slides/slide1.xml"]
    entity = f'<!DOCTYPE p:sld [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'.encode()
    head, _, rest = slide.partition(b"?>")
    parts["ppt/slides/slide1.xml"] = head + b"?>" + entity + rest.replace(b"SECRET", b"&x;")
    with zipfile.ZipFile(tmp_path / "b.pptx", "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)

    with pytest.raises(Unreadable, match="declares XML entities"):
        read_document(tmp_path / "b.pptx")
    past_the_first_gate = read_slides(tmp_path / "b.pptx")
    assert "the secret" not in " ".join(_texts(past_the_first_gate))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring data is not beside this checkout")
def test_a_deck_as_published() -> None:
    document = read_document(SHARED / "dfe_act_on_staff_workload_survey.pptx")

    titles = [b.text.plain for b in document.blocks if b.text and b.text.pieces[0].place.path.endswith("title")]
    assert len(titles) == 4
    table = next(b.table for b in document.blocks if b.table)
    assert (table.rows, table.columns, table.header_rows) == (4, 2, 1)
