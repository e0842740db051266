"""Tables without a rule, in a file with a structure tree: merged cells are told from blank ones."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Document, Table
from ingest.formats import read_document
from tests.taggedpdf import Said, Tag, write_tagged

HEADER = ("Aim", "Action", "Lead", "By when")


def said(column: int, top: float, *lines: str, page: int = 0, bold: bool = False) -> Said:
    return Said(page, column, top, lines, bold)


def cell(column: int, top: float, *lines: str, rows: int = 1, page: int = 0) -> Tag:
    return Tag((said(column, top, *lines, page=page),), rows)


def header(top: float = 80, page: int = 0) -> list[Said]:
    return [said(i, top, words, page=page, bold=True) for i, words in enumerate(HEADER)]


def tables(document: Document) -> list[Table]:
    return [block.table for block in document.blocks if block.table is not None]


def words(table: Table) -> list[list[str]]:
    return [[" ".join(one.text.plain.split()) if one else "" for one in row] for row in table.grid()]


# Two rows of one aim have one lead, the third is blank in the Lead column: nobody has been found yet.
ROWS = [
    [Tag((one,)) for one in header()],
    [
        cell(0, 110, "Carers are heard", rows=3),
        cell(1, 110, "Open two hubs in the", "north of the borough"),
        cell(2, 110, "Public Health", rows=2),
        cell(3, 110, "May 2025"),
    ],
    [cell(1, 150, "Train forty champions"), cell(3, 150, "June 2025")],
    [cell(1, 180, "Write to every household"), Tag(), cell(3, 180, "July 2025")],
    [cell(0, 210, "Fewer falls"), cell(1, 210, "Review the falls pathway"), cell(2, 210, "Adult Care"), Tag()],
]
READ = [
    list(HEADER),
    ["Carers are heard", "Open two hubs in the north of the borough", "Public Health", "May 2025"],
    ["Carers are heard", "Train forty champions", "Public Health", "June 2025"],
    ["Carers are heard", "Write to every household", "", "July 2025"],
    ["Fewer falls", "Review the falls pathway", "Adult Care", ""],
]


def test_a_merged_cell_is_told_from_a_blank_one(tmp_path: Path) -> None:
    write_tagged(tmp_path / "plan.pdf", ROWS)
    document = read_document(tmp_path / "plan.pdf")
    (table,) = tables(document)
    assert words(table) == READ
    assert table.confidence > 0.9
    assert not document.issues


def test_a_tree_whose_cells_are_not_where_it_says_is_not_believed(tmp_path: Path) -> None:
    """The words of two rows are exchanged in the tree: what is seen on the page wins, and an issue says so."""
    first, second = ROWS[3], ROWS[4]
    swapped = [*ROWS[:3], [second[1], first[1], first[2]], [second[0], first[0], *second[2:]]]
    write_tagged(tmp_path / "plan.pdf", swapped)
    document = read_document(tmp_path / "plan.pdf")
    (table,) = tables(document)
    assert words(table)[4] == READ[4]
    assert words(table)[3][1:] == READ[3][1:]
    assert words(table)[2][2] == ""
    assert [issue.code for issue in document.issues] == ["unsure_table"]


def test_a_tree_that_leaves_words_out_is_not_believed(tmp_path: Path) -> None:
    write_tagged(tmp_path / "plan.pdf", ROWS, untagged=[said(1, 195, "and to every school")])
    (table,) = tables(read_document(tmp_path / "plan.pdf"))
    assert "and to every school" in " ".join(" ".join(row) for row in words(table))


def test_a_row_and_a_merged_cell_cut_by_the_page_go_on(tmp_path: Path) -> None:
    """The header stands again on the second page without a place in the tree, as office programs set it."""
    cut = Tag((said(1, 730, "Open two hubs in the"), said(1, 110, "north of the borough", page=1)))
    aim = cell(0, 730, "Carers are heard", rows=3)
    rows = [
        [Tag((one,)) for one in header(700)],
        [aim, cut, cell(2, 730, "Public Health", rows=2), cell(3, 730, "May 2025")],
        [cell(1, 140, "Train forty champions", page=1), cell(3, 140, "June 2025", page=1)],
        [cell(1, 170, "Write to every household", page=1), Tag(), cell(3, 170, "July 2025", page=1)],
        [
            cell(0, 200, "Fewer falls", page=1),
            cell(1, 200, "Review the falls pathway", page=1),
            cell(2, 200, "Adult Care", page=1),
            Tag(),
        ],
    ]
    write_tagged(tmp_path / "plan.pdf", rows, untagged=header(80, page=1), pages=2)
    (table,) = tables(read_document(tmp_path / "plan.pdf"))
    assert words(table) == READ


def test_a_blank_cell_at_the_top_of_a_page_is_not_merged_where_the_tree_says_so(tmp_path: Path) -> None:
    """Of two leads, the first is merged with the row on the next page, the second stands for its row alone."""
    for rows_of_lead, expected in ((2, "Public Health"), (1, "")):
        lead = cell(2, 730, "Public Health", rows=rows_of_lead)
        second = [cell(0, 110, "Fewer falls", page=1), cell(1, 110, "Train forty champions", page=1)]
        rows = [
            [Tag((one,)) for one in header(700)],
            [cell(0, 730, "Carers are heard"), cell(1, 730, "Open two hubs"), lead, cell(3, 730, "May 2025")],
            [*second, *([Tag()] if rows_of_lead == 1 else []), cell(3, 110, "June 2025", page=1)],
            [
                cell(0, 140, "Shared records", page=1),
                cell(1, 140, "Set up a data board", page=1),
                cell(2, 140, "Adult Care", page=1),
                cell(3, 140, "July 2025", page=1),
            ],
        ]
        write_tagged(tmp_path / "plan.pdf", rows, untagged=header(80, page=1), pages=2)
        (table,) = tables(read_document(tmp_path / "plan.pdf"))
        assert words(table)[2] == ["Fewer falls", "Train forty champions", expected, "June 2025"]


def test_a_blank_cell_that_the_file_marks_is_blank(tmp_path: Path) -> None:
    """Some programs set a space in each blank cell, with a number of its own; one may be merged over rows too."""
    rows = [
        *ROWS[:3],
        [ROWS[3][0], cell(2, 180, " ", rows=2), ROWS[3][2]],
        [cell(0, 210, "Fewer falls"), cell(1, 210, "Review the falls pathway"), cell(3, 210, " ")],
    ]
    write_tagged(tmp_path / "plan.pdf", rows)
    (table,) = tables(read_document(tmp_path / "plan.pdf"))
    assert words(table) == [*READ[:4], ["Fewer falls", "Review the falls pathway", "", ""]]
    assert table.confidence > 0.9
