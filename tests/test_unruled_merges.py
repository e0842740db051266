"""Cells merged over rows in tables that nothing is drawn of: what tells them from blank ones, and what can't."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from extract.plan import read_plan
from extract.reading import Commitment, Tier
from ingest.document import Document, Table
from ingest.formats import read_document

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Helvetica-Bold")
HEADER = ("Aim", "Action", "Owner", "By when")
MARK = "owner taken from the row above: nothing is drawn that would show merged cells"
Span = tuple[int, int, int]  # column, first and last row


def grid(rows: Sequence[Sequence[str]], spans: Sequence[Span] = (), *more: tuple[object, ...]) -> Grid:
    data = [[Paragraph(text, BOLD if i == 0 else PLAIN) for text in row] for i, row in enumerate(rows)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *more]
    style += [("SPAN", (column, first), (column, last)) for column, first, last in spans]
    return Grid(data, colWidths=[150, 270, 150, 110], style=style)


def read(path: Path, *parts: Flowable) -> Document:
    SimpleDocTemplate(str(path), pagesize=landscape(A4), topMargin=50, bottomMargin=50).build(list(parts))
    return read_document(path)


def tables(document: Document) -> list[Table]:
    return [block.table for block in document.blocks if block.table is not None]


def words(table: Table) -> list[list[str]]:
    return [[" ".join(cell.text.plain.split()) if cell else "" for cell in row] for row in table.grid()]


def actions(document: Document) -> list[Commitment]:
    return [commitment for commitment in read_plan(document, None).commitments if commitment.kind == "action"]


def owners(document: Document) -> list[tuple[list[str], str]]:
    return [([owner.named_as for owner in one.owners], one.tier_reason) for one in actions(document)]


LONG_AIM = (
    "Help carers to be heard, to find a break when they need it, and to stay well, in all four parts of the borough"
)
ROWS = [
    HEADER,
    (
        LONG_AIM,
        "Open two walk-in hubs in the north of the borough for carers of older people",
        "Public Health",
        "May 2026",
    ),
    ("", "Train forty volunteers", "", "June 2026"),
    ("", "Write to every household about the winter scheme", "Housing Team", "July 2026"),
    ("Fewer falls", "Review the falls pathway with both hospitals", "", "Autumn 2026"),
    ("", "Publish what the review has found", "Adult Social Care", "March 2027"),
]


def test_a_row_that_begins_beside_a_running_cell_is_a_row(tmp_path: Path) -> None:
    """The words of the aim run past the end of its first row, and tell that it is merged with the second."""
    (table,) = tables(read(tmp_path / "a.pdf", grid(ROWS, [(0, 1, 3), (0, 4, 5), (2, 1, 2)])))
    found = words(table)
    assert [row[1] for row in found] == [row[1] for row in ROWS]
    assert [row[3] for row in found] == [row[3] for row in ROWS]
    assert found[1][0] == found[2][0] == LONG_AIM


def test_an_owner_that_may_be_merged_is_taken_down_and_marked(tmp_path: Path) -> None:
    """Nothing is taken over where an aim begins: a cell is not merged over two aims."""
    document = read(tmp_path / "a.pdf", grid(ROWS, [(0, 1, 3), (0, 4, 5), (2, 1, 2)]))
    assert owners(document) == [
        (["Public Health"], ""),
        (["Public Health"], MARK),
        (["Housing Team"], ""),
        ([], ""),
        (["Adult Social Care"], ""),
    ]
    assert actions(document)[1].tier is Tier.TO_CHECK


def test_blank_owners_stay_blank_where_owners_are_printed_row_by_row(tmp_path: Path) -> None:
    """Two rows running with one owner each print it: this author merges nothing, and a blank cell is blank."""
    rows = [
        HEADER,
        ("Fewer falls", "Review the falls pathway with both hospitals", "Public Health", "May 2026"),
        ("", "Train forty volunteers", "Public Health", "June 2026"),
        ("", "Write to every household about the winter scheme", "", "July 2026"),
        ("", "Publish what the review has found", "Adult Social Care", "March 2027"),
    ]
    document = read(tmp_path / "a.pdf", grid(rows))
    assert owners(document)[2] == ([], "")


def test_rules_that_run_through_show_that_a_cell_is_blank(tmp_path: Path) -> None:
    """And rules that stop short show which cell is merged: nothing need be taken over, or marked."""
    line = [("LINEBELOW", (0, row), (-1, row), 0.5, "#444444") for row in range(len(ROWS))]
    document = read(tmp_path / "a.pdf", grid(ROWS, [], *line))
    assert owners(document)[1] == ([], "")
    short = [("LINEBELOW", (1, row), (1, row), 0.5, "#444444") for row in range(1, len(ROWS))]
    short += [("LINEBELOW", (3, row), (3, row), 0.5, "#444444") for row in range(1, len(ROWS))]
    short += [("LINEBELOW", (2, row), (2, row), 0.5, "#444444") for row in (2, 3, 4, 5)]
    short += [("LINEBELOW", (0, row), (0, row), 0.5, "#444444") for row in (3, 5)]
    head = ("LINEBELOW", (0, 0), (-1, 0), 0.5, "#444444")
    document = read(tmp_path / "b.pdf", grid(ROWS, [(0, 1, 3), (0, 4, 5), (2, 1, 2)], head, *short))
    assert owners(document)[1] == (["Public Health"], "")
    assert owners(document)[3] == ([], "")


def test_a_level_that_the_page_break_sets_apart_opens_over_the_next_page(tmp_path: Path) -> None:
    """A full-width row is the last of its page: nothing is drawn of it but words under a table."""
    first = [
        ("Action", "Owner", "By when"),
        ("Priority 1: Warm homes", "", ""),
        ("Inspect every private rented home reported for damp", "Housing Team", "May 2026"),
        ("Give advice on heating costs in every library", "Warm Homes Partnership", "June 2026"),
        ("Priority 2: Good work", "", ""),
    ]
    second = [first[0], ("Offer twenty supported internships a year", "Skills Team", "July 2026")]
    second += [("Sign up 150 employers to the pledge", "Skills Team", "March 2027")]
    parts = []
    for rows in (first, second):
        data = [[Paragraph(text, BOLD if i == 0 else PLAIN) for text in row] for i, row in enumerate(rows)]
        wide = [("SPAN", (0, i), (-1, i)) for i, row in enumerate(rows) if not row[1]]
        parts.append(Grid(data, colWidths=[300, 180, 110], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *wide]))
    document = read(tmp_path / "a.pdf", parts[0], PageBreak(), parts[1])
    reading = read_plan(document, None)
    levels = {one.id: one.text for one in reading.priorities} | {one.id: one.text for one in reading.aims}
    assert [levels[one.priority or one.aim or ""] for one in reading.commitments if one.kind == "action"] == [
        "Warm homes",
        "Warm homes",
        "Good work",
        "Good work",
    ]


def test_a_repeated_header_with_no_rule_under_it_is_no_part_of_the_row_that_was_cut(tmp_path: Path) -> None:
    """Where the page break cuts a row, some programs leave out the rule between the header and what is left of it."""
    sentence = "We will ask carers what helps, and write down what they say. "
    long = ("Fewer falls", sentence * 50, "Public Health", "May 2026")
    rows = [HEADER, ("Fewer falls", "Train forty volunteers", "Housing Team", "June 2026"), long]
    data = [[Paragraph(text, BOLD if i == 0 else PLAIN) for text in row] for i, row in enumerate(rows)]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "#444444"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    document = read(
        tmp_path / "a.pdf", Grid(data, colWidths=[150, 270, 150, 110], style=ruled, repeatRows=1, splitInRow=1)
    )
    assert len(document.pages) > 1
    (table,) = tables(document)
    found = [row for i, row in enumerate(words(table)) if i == 0 or row != list(HEADER)]  # set again before the cut
    assert found == [[" ".join(text.split()) for text in row] for row in rows]


def test_words_in_the_middle_of_their_rows_are_merged_over_them(tmp_path: Path) -> None:
    """The first row of each block is blank, and the words stand in the middle of what is beside them."""
    rows = [
        HEADER,
        (
            "Carers are heard",
            "Open two walk-in hubs in the north of the borough for carers",
            "Public Health",
            "May 2026",
        ),
        ("", "Train forty volunteers", "", "June 2026"),
        ("", "Write to every household about the winter scheme, and to every school", "", "July 2026"),
        ("Fewer falls", "Review the falls pathway with both hospitals", "Adult Social Care", "Autumn 2026"),
        ("", "Publish what the review has found", "", "March 2027"),
        ("Healthy schools", "Recruit six nurses", "Children's Services", "May 2027"),
    ]
    middle = [("VALIGN", (column, 1), (column, -1), "MIDDLE") for column in (0, 2)]
    document = read(tmp_path / "a.pdf", grid(rows, [(0, 1, 3), (0, 4, 5), (2, 1, 3), (2, 4, 5)], *middle))
    (table,) = tables(document)
    found = words(table)
    assert [row[0] for row in found[1:]] == ["Carers are heard"] * 3 + ["Fewer falls"] * 2 + ["Healthy schools"]
    assert [row[2] for row in found[1:]] == ["Public Health"] * 3 + ["Adult Social Care"] * 2 + ["Children's Services"]
    assert [row[1] for row in found] == [row[1] for row in rows]


def test_a_blank_cell_between_filled_ones_is_not_merged_by_its_place(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("Carers are heard", "Open two walk-in hubs", "", "May 2026"),
        ("Fewer falls", "Review the falls pathway", "Adult Social Care", "Autumn 2026"),
        ("Healthy schools", "Recruit six nurses", "", "May 2027"),
    ]
    (table,) = tables(read(tmp_path / "a.pdf", grid(rows)))
    assert [row[2] for row in words(table)[1:]] == ["", "Adult Social Care", ""]


def test_a_last_bullet_alone_on_the_next_page_is_in_its_cell(tmp_path: Path) -> None:
    """Nothing on that page looks like a table; what follows the bullet there is no part of it."""
    said = [f"• {words} in each of the four wards of the borough" for words in ("Hubs open", "Champions are trained")]
    page = SimpleDocTemplate(str(tmp_path / "a.pdf"), pagesize=landscape(A4), topMargin=50, bottomMargin=50)
    rows = [HEADER[1:], *([f"Action number {i} of this plan", "Public Health", "• Begun"] for i in range(1, 24))]
    rows += [["Help carers to be heard in every ward", "Housing Team", "<br/>".join(said)]]
    data = [[Paragraph(text, BOLD if i == 0 else PLAIN) for text in row] for i, row in enumerate(rows)]
    top = Grid(data, colWidths=[270, 150, 270], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    rest = Grid([["", "", Paragraph("• Nurses are found for six schools", PLAIN)]], colWidths=[270, 150, 270])
    after = Paragraph("The board is asked to note what has been done, and to say what should come next.", PLAIN)
    page.build([top, PageBreak(), rest, Spacer(1, 20), after])
    document = read_document(tmp_path / "a.pdf")
    (table,) = tables(document)
    assert len(document.pages) == 2
    assert words(table)[-1] == [*rows[-1][:2], f"{said[0]} {said[1]} • Nurses are found for six schools"]
    assert document.blocks[-1].text.plain == after.text


def test_a_cell_with_the_ground_of_the_row_above_is_merged_with_it(tmp_path: Path) -> None:
    """Every second row is shaded; a merged cell has the ground of its first row, a blank one that of its own."""
    grey = "#c0c0c0"
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    shades = [("BACKGROUND", (1, 2), (1, 2), grey), ("BACKGROUND", (3, 2), (3, 2), grey)]
    shades += [("BACKGROUND", (1, 4), (3, 4), grey)]
    rows = [
        HEADER,
        (
            "Fewer falls",
            "Review the falls pathway with both hospitals and the ambulance service",
            "Adult Care",
            "May 2026",
        ),
        ("", "Publish what the review has found", "", "June 2026"),
        ("Shared records", "Set up a data board", "", "July 2026"),
        ("", "Agree on what may be shared between the partners of the board", "Health Board", "May 2027"),
        ("Healthy schools", "Recruit six nurses", "Children's Services", "May 2027"),
    ]
    (table,) = tables(read(tmp_path / "a.pdf", grid(rows, [(0, 1, 2), (2, 1, 2), (0, 3, 4)], *tight, *shades)))
    assert [row[2] for row in words(table)[1:]] == [
        "Adult Care",
        "Adult Care",
        "",
        "Health Board",
        "Children's Services",
    ]


def test_a_frame_and_rules_that_stop_short_of_merged_cells(tmp_path: Path) -> None:
    """With no upright rule inside, what is drawn bounds no rectangle: the words say in which column they stand."""
    ink = (0.5, "#444444")
    short = [("LINEBELOW", (c, r), (c, r), *ink) for c, rows in ((0, (3, 5)), (2, (2, 3, 5))) for r in rows]
    full = [("LINEBELOW", (c, r), (c, r), *ink) for c in (1, 3) for r in (1, 2, 3, 4, 5)]
    frame = [("BOX", (0, 0), (-1, -1), *ink), ("LINEBELOW", (0, 0), (-1, 0), *ink)]
    document = read(tmp_path / "a.pdf", grid(ROWS, [(0, 1, 3), (0, 4, 5), (2, 1, 2)], *frame, *short, *full))
    (table,) = tables(document)
    assert [row[1] for row in words(table)] == [row[1] for row in ROWS]
    assert [row[3] for row in words(table)] == [row[3] for row in ROWS]
    assert [found for found, _ in owners(document)][:3] == [["Public Health"], ["Public Health"], ["Housing Team"]]


def test_a_heading_that_comes_back_after_a_level_without_one_is_the_level_again(tmp_path: Path) -> None:
    """The second aim is set as plain words, the third is the first one's heading once more."""
    paper = docx.Document()
    aims = [("Aim: Fewer falls", True), ("Aim: Shared records", False), ("Aim: Fewer falls", True)]
    for (aim, heading), action in zip(
        aims, ("Review the pathway", "Agree on a data board", "Train staff"), strict=True
    ):
        paper.add_heading(aim, 2) if heading else paper.add_paragraph(aim)
        table = paper.add_table(rows=2, cols=3)
        for cell, text in zip(table.rows[0].cells, ("Action", "Owner", "By when"), strict=True):
            cell.text = text
        for cell, text in zip(table.rows[1].cells, (action, "Public Health", "May 2026"), strict=True):
            cell.text = text
    paper.save(str(tmp_path / "a.docx"))
    reading = read_plan(read_document(tmp_path / "a.docx"), None)
    levels = {one.id: one.text for one in reading.aims}
    found = [levels[one.aim or ""] for one in reading.commitments if one.kind == "action"]
    assert found == ["Fewer falls", "Shared records", "Fewer falls"]
