"""Spreadsheets written with openpyxl and read back as documents."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.worksheet import Worksheet

from extract.plan import read_plan
from ingest import Block, BlockKind, Document, read_document


def _book() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Actions"
    return book, sheet


def _read(tmp_path: Path, book: openpyxl.Workbook) -> Document:
    book.save(tmp_path / "book.xlsx")
    return read_document(tmp_path / "book.xlsx")


def _tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text.plain if cell else "-" for cell in row] for row in block.table.grid()]
        for block in document.blocks
        if block.table
    ]


def _shapes(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, b.text.plain) for b in document.blocks if b.table is None]


def _first(document: Document) -> Block:
    return next(block for block in document.blocks if block.table)


def test_a_tracker_with_titles_merges_and_dates(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet["A1"] = "Wexcombe tracker"
    sheet["A1"].font = Font(bold=True)
    sheet["A2"] = "as at 28 February"
    sheet.append([])
    sheet.append(["Ref", "Action", "Due", "Done", "Spent"])
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    sheet.append(["Theme one: fairness"])
    sheet.merge_cells("A5:E5")
    sheet.append([1.0, "Open\ntwo hubs", date(2025, 3, 31), 0.5, 1250.5])
    sheet.append([None, "Train staff", datetime(2025, 3, 1), 0.125, None])
    sheet.merge_cells("A6:A7")
    sheet["C6"].number_format, sheet["C7"].number_format = "dd/mm/yyyy", "mmm-yy"
    sheet["D6"].number_format, sheet["D7"].number_format = "0%", "0.0%"
    sheet["E6"].number_format = '"£"#,##0.00'
    sheet["D6"].fill = PatternFill("solid", fgColor="FFC4E3C5")
    document = _read(tmp_path, book)
    assert _shapes(document) == [
        ("heading", 1, "Actions"),
        ("heading", 2, "Wexcombe tracker"),
        ("paragraph", 0, "as at 28 February"),
    ]
    assert _tables(document) == [
        [
            ["Ref", "Action", "Due", "Done", "Spent"],
            ["Theme one: fairness"] * 5,
            ["1", "Open\ntwo hubs", "31 March 2025", "50%", "£1,250.50"],
            ["1", "Train staff", "March 2025", "12.5%", ""],
        ]
    ]
    table = _first(document).table
    assert table is not None
    assert (table.header_rows, table.name, table.hidden) == (1, "Actions", False)
    spent = next(cell for cell in table.cells if cell.text.plain == "£1,250.50")
    assert spent.text.pieces[0].place.path == "sheet Actions, cell E6"
    assert next(cell for cell in table.cells if cell.text.plain == "50%").fill == "c4e3c5"


def test_formulas_without_a_saved_value_are_named(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet.append(["Action", "Sum"])
    sheet.append(["Open", "=1+1"])
    for row in range(3, 40):
        sheet.append([f"Row {row}", f"=B{row - 1}+1"])
    document = _read(tmp_path, book)
    named = [issue for issue in document.issues if issue.code == "formula_without_value"]
    assert named[0].place.path == "sheet Actions, cell B2"
    assert "Sheet Actions, cell B2" in named[0].message
    assert len(named) == 21
    assert "18 more" in named[-1].message
    assert _tables(document)[0][1] == ["Open", ""]


def test_a_formula_saved_as_an_empty_text_is_no_issue(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet.append(["Action", "Note"])
    sheet.append(["Open", '=IF(1,"","")'])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<c r="B2">' in held
                held = held.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(name, held)
    assert read_document(tmp_path / "b.xlsx").issues == ()


def test_hidden_sheets_rows_and_columns_are_read_and_noted(tmp_path: Path) -> None:
    book, sheet = _book()
    for row in (["Action", "Owner"], ["Open", "A"], ["Close", "B"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("Lists")
    other.append(["x", "y"])
    other.append(["1", "2"])
    other.sheet_state = "hidden"
    document = _read(tmp_path, book)
    assert _tables(document)[0][2] == ["Close", "B"]
    assert [(issue.code, issue.severity.value) for issue in document.issues] == [
        ("hidden_cells", "note"),
        ("hidden_cells", "note"),
        ("hidden_sheet", "note"),
    ]
    assert [block.table.hidden for block in document.blocks if block.table] == [False, True]


def test_blank_rows_space_a_table_out_or_divide_two(tmp_path: Path) -> None:
    book, sheet = _book()
    rows = [["A", "B", "C"], ["1", "2", "3"], ["4", "5", "6"], [], ["7", "8", ""], [], ["D", "E", "F"], ["8", "9", "0"]]
    for row in rows:
        sheet.append(row)
    for at in (1, 7):
        for cell in sheet[at]:
            cell.font = Font(bold=True)
    document = _read(tmp_path, book)
    assert [len(table) for table in _tables(document)] == [5, 2]
    assert _tables(document)[0][3:] == [["", "", ""], ["7", "8", ""]]
    assert _tables(document)[1] == [["D", "E", "F"], ["8", "9", "0"]]


def test_a_named_table_says_where_its_header_is(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet.append(["Returned by", "A Officer"])
    sheet.append(["Action", "Owner", "Due", "Note"])
    sheet.append(["Open", "Team", "May", "-"])
    sheet.add_table(NamedTable(displayName="Tracker", ref="A2:D3"))
    document = _read(tmp_path, book)
    assert _shapes(document)[1:] == [("paragraph", 0, "Returned by A Officer")]
    assert _tables(document) == [[["Action", "Owner", "Due", "Note"], ["Open", "Team", "May", "-"]]]
    table = _first(document).table
    assert table is not None
    assert table.header_rows == 1


def test_a_mark_at_the_far_edge_makes_no_giant_table(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet.append(["Action", "Owner"])
    sheet.append(["Open", "Team"])
    sheet["XFD2"] = "far"
    sheet["A1048576"] = "deep"
    document = _read(tmp_path, book)
    assert [issue.code for issue in document.issues] == ["sheet_too_wide"]
    assert _tables(document) == [[["Action", "Owner"], ["Open", "Team"]]]
    assert _shapes(document)[-1] == ("paragraph", 0, "deep")


def test_an_empty_workbook_has_no_blocks(tmp_path: Path) -> None:
    book, _ = _book()
    document = _read(tmp_path, book)
    assert document.blocks == ()
    assert document.words == 0


def test_a_sheet_of_single_cells_is_paragraphs(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet["A1"], sheet["A2"] = "We will act.", "Soon."
    document = _read(tmp_path, book)
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_lists_of_values_and_hidden_sheets_are_no_prose_and_hidden_rows_are_to_check(tmp_path: Path) -> None:
    book, sheet = _book()
    sheet.title = "Recs 2025-26"
    for row in (
        ["Rec No.", "Recommendation", "Officer responsible", "Target completion"],
        ["R1", "That a survey of void homes is carried out", "Head of Housing", "March 2026"],
        [None, "(continued) and reported to this Committee", None, None],
        ["R2", "That the Youth Panel is invited to each meeting", "Democratic Services", "May 2026"],
    ):
        sheet.append(row)
    lookups = book.create_sheet("Lookups")
    for row in (["On track", "It will be met by the date that was agreed"], ["Closed", "We will do no more of it"]):
        lookups.append(row)
    choices = book.create_sheet("Choices")
    for row in (["Green", "Will be met"], ["Red", "Will be late"]):
        choices.append(row)
    old = book.create_sheet("Old")
    for row in (["Recommendation", "Officer responsible"], ["That the hall is sold", "Estates Team"]):
        old.append(row)
    old.append([])
    old.append(["We will look at this again in 2021."])
    old.sheet_state = "hidden"
    found = read_plan(_read(tmp_path, book), None).commitments
    assert [(c.number, c.text, c.aim, c.tier.value, c.tier_reason) for c in found] == [
        (
            *("R1", "That a survey of void homes is carried out and reported to this Committee"),
            *(None, "confident", ""),
        ),
        ("R2", "That the Youth Panel is invited to each meeting", None, "confident", ""),
        ("", "That the hall is sold", None, "to_check", "on a hidden sheet"),
    ]
    assert [part.quote for part in found[0].evidence if part.field == "text"] == [
        "That a survey of void homes is carried out",
        "and reported to this Committee",
    ]
