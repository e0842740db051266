"""Word documents made of real parts: what Word prints, and nothing that it does not."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from wordfiles import NS, grid_of, read_body, shape_of, texts_of

from ingest import Block, BlockKind, Document, Unreadable, read_document
from ingest.document import Cell


def _words(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _para(inside: str, properties: str = "") -> str:
    inside = inside if inside.startswith("<") else _words(inside) if inside else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _numbered(text: str, list_id: int, level: int = 0) -> str:
    return _para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def _cell(inside: str, properties: str = "") -> str:
    inside = inside if inside.startswith("<") else _para(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _codes(document: Document) -> set[str]:
    return {issue.code for issue in document.issues}


def _level(at: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + _level(0, "decimal", "%1.")
    + _level(1, "decimal", "%1.%2")
    + _level(2, "lowerLetter", "(%3)")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2">'
    + _level(0, "upperRoman", "Part %1")
    + _level(1, "decimal", "%1-%2", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>'
    + '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
    + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_counted_as_word_prints_them(tmp_path: Path) -> None:
    document = read_body(
        tmp_path,
        _numbered("One", 1),
        _numbered("One one", 1, 1),
        _numbered("Letter", 1, 2),
        _numbered("Letter again", 1, 2),
        _numbered("One two", 1, 1),
        _numbered("Two", 1),
        _numbered("Two one", 1, 1),
        _numbered("Bullet", 3),
        _numbered("Five", 4),
        _numbered("Six", 4),
        _para("Not a list."),
        _numbered("Roman", 2),
        _numbered("Legal", 2, 1),
        numbering=LISTS,
    )
    assert [(block.marker, block.level, block.text.plain) for block in document.blocks] == [
        ("1.", 0, "One"),
        ("1.1", 1, "One one"),
        ("(a)", 2, "Letter"),
        ("(b)", 2, "Letter again"),
        ("1.2", 1, "One two"),
        ("2.", 0, "Two"),
        ("2.1", 1, "Two one"),
        ("•", 2, "Bullet"),
        ("5.", 0, "Five"),
        ("6.", 0, "Six"),
        ("", 0, "Not a list."),
        ("Part I", 0, "Roman"),
        ("1-1", 1, "Legal"),
    ]


def test_headings_by_style_outline_and_number(tmp_path: Path) -> None:
    long = "The council has agreed that the whole of the programme will be looked at again in the spring of next year."
    document = read_body(
        tmp_path,
        _para("The plan", '<w:pStyle w:val="Title"/>'),
        _para("Aims", '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        _para("Sub", '<w:outlineLvl w:val="2"/>'),
        _para(long, '<w:pStyle w:val="Heading2"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
        _para(_words("Bold but not a heading", "<w:b/>")),
        _para("Contents line 4", '<w:pStyle w:val="TOC1"/>'),
        numbering=LISTS,
    )
    assert [shape_of(block) for block in document.blocks] == [
        ("heading", 1, "", "The plan"),
        ("heading", 1, "1.", "Aims"),
        ("heading", 3, "", "Sub"),
        ("list_item", 1, "1.1", long),
        ("paragraph", 0, "", "Bold but not a heading"),
        ("paragraph", 0, "", "Contents line 4"),
    ]
    assert document.blocks[4].bold


def test_bold_short_lines_are_headings_where_no_style_is_used(tmp_path: Path) -> None:
    document = read_body(
        tmp_path,
        _para(_words("Wexcombe plan", '<w:b/><w:sz w:val="36"/>')),
        _para(_words("Next steps", '<w:b/><w:sz w:val="24"/>')),
        _para(_words("We will act now.", "<w:b/>")),
        _para(_words("Half", "<w:b/>") + _words(" bold")),
    )
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_a_title_alone_does_not_stop_bold_lines_from_being_headings(tmp_path: Path) -> None:
    document = read_body(
        tmp_path,
        _para("The plan", '<w:pStyle w:val="Title"/>'),
        _para(_words("Next steps", "<w:b/>")),
        _para("We act."),
    )
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_what_word_prints_and_what_it_does_not(tmp_path: Path) -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    document = read_body(
        tmp_path,
        _para(
            _words("A ")
            + f"<w:ins>{_words('inserted ')}</w:ins><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
            + f"<w:moveFrom>{_words('moved off ')}</w:moveFrom><w:moveTo>{_words('moved here ')}</w:moveTo>"
            + f"<w:smartTag>{_words('smart ')}</w:smartTag><w:hyperlink>{_words('link ')}</w:hyperlink>"
            + f'<w:fldSimple w:instr="DATE">{_words("field ")}</w:fldSimple>'
            + f"<w:sdt><w:sdtContent>{_words('control')}</w:sdtContent></w:sdt>"
            + _words("hidden", "<w:vanish/>")
        ),
        _para(
            field.format("begin")
            + "<w:r><w:instrText>REF x</w:instrText></w:r>"
            + field.format("separate")
            + _words("result")
            + field.format("end")
            + "<w:r><w:tab/></w:r>"
            + _words("after")
            + "<w:r><w:br/></w:r>"
            + _words("line two, co")
            + "<w:r><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>eration</w:t></w:r>"
            + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        ),
        _para(
            '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>'
            + _words(" Agreed ")
            + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + _words("Choose an item.")
            + "</w:sdtContent></w:sdt>"
        ),
        "<w:sdt><w:sdtContent>" + _para("In a block control") + "</w:sdtContent></w:sdt>",
        _para("First half ", "<w:rPr><w:del/></w:rPr>"),
        _para("second half"),
    )
    assert texts_of(document) == [
        "A inserted moved here smart link field control",
        "result\tafter\nline two, co-operation✓",
        "Agreed",
        "In a block control",
        "First half second half",
    ]
    assert document.blocks[2].marker == "☒"
    assert _codes(document) == {"tracked_changes", "hidden_text", "prompts"}
    assert [block.text.pieces[0].place.path for block in document.blocks] == [
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
        "paragraph 4",
        "paragraph 6",
    ]


def test_text_boxes_come_after_their_paragraph_and_once(tmp_path: Path) -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        + _para("In the box")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + _para("In the box")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_body(tmp_path, _para(_words("Anchor") + box), _para("Next"))
    assert [(b.text.plain, b.text.pieces[0].place.path) for b in document.blocks] == [
        ("Anchor", "paragraph 1"),
        ("In the box", "paragraph 1, text box 1"),
        ("Next", "paragraph 2"),
    ]


def test_a_table_with_merged_nested_deleted_and_controlled_parts(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read_body(
        tmp_path,
        _para("Before"),
        _table(
            _row(_cell("Aim"), _cell("Action"), _cell("Owner"), properties="<w:tblHeader/>"),
            _row(_cell("Fair", down), _cell(_para("Open") + _para("two hubs")), _cell("Team A")),
            _row(_cell("gone"), _cell("gone"), _cell("gone"), properties='<w:del w:id="1"/>'),
            "<w:sdt><w:sdtContent>"
            + _row(
                _cell("not shown", on),
                "<w:sdt><w:sdtContent>" + _cell("Train") + "</w:sdtContent></w:sdt>",
                _cell(_table(_row(_cell("in"), _cell("ner")), _row(_cell("x"), _cell("y"))) + _para("Team B")),
            )
            + "</w:sdtContent></w:sdt>",
            _row(_cell("Wide", '<w:gridSpan w:val="2"/>'), _cell("C", '<w:shd w:fill="FFC000"/>')),
            _row(_cell("Late"), _cell("D"), properties='<w:gridBefore w:val="1"/>'),
        ),
    )
    outer, inner = document.blocks[1:]
    assert grid_of(outer) == [
        ["Aim", "Action", "Owner"],
        ["Fair", "Open\ntwo hubs", "Team A"],
        ["Fair", "Train", "Team B"],
        ["Wide", "Wide", "C"],
        ["-", "Late", "D"],
    ]
    assert outer.table is not None
    assert outer.table.header_rows == 1
    assert _find(outer, "C").fill == "ffc000"
    assert _find(outer, "Fair").row_span == 2
    assert _find(outer, "Train").text.pieces[0].place.path == "table 1, row 4, column 2"
    assert grid_of(inner) == [["in", "ner"], ["x", "y"]]
    assert _find(inner, "y").text.pieces[0].place.path == "table 1, row 4, column 3, table 1, row 2, column 2"


def _find(block: Block, words: str) -> Cell:
    assert block.table is not None
    return next(cell for cell in block.table.cells if cell.text.plain == words)


@pytest.mark.parametrize(
    ("first", "second", "headers"),
    [
        (
            _row(_cell(_para(_words("A", "<w:b/>"))), _cell(_para(_words("B", "<w:b/>")))),
            _row(_cell("c"), _cell("d")),
            1,
        ),
        (
            _row(_cell("A", '<w:shd w:fill="1B365D"/>'), _cell("B", '<w:shd w:fill="1B365D"/>')),
            _row(_cell("c"), _cell("d")),
            1,
        ),
        (_row(_cell("A"), _cell("B")), _row(_cell("c"), _cell("d")), 0),
        (_row(_cell(_para(_words("A", "<w:b/>"))), _cell("B")), _row(_cell("c"), _cell("d")), 0),
    ],
)
def test_header_rows_are_seen_by_their_looks(tmp_path: Path, first: str, second: str, headers: int) -> None:
    block = read_body(tmp_path, _table(first, second)).blocks[0]
    assert block.table is not None
    assert block.table.header_rows == headers
    assert block.table.cells[0].header is (headers == 1)


def test_numbers_in_cells_go_before_their_pieces(tmp_path: Path) -> None:
    cell = _cell(_numbered("Open", 1) + _numbered("Close", 1) + _numbered("Dot", 3))
    block = read_body(tmp_path, _table(_row(cell, _cell("x"))), numbering=LISTS).blocks[0]
    assert grid_of(block) == [["1. Open\n2. Close\n• Dot", "x"]]


def test_notes_headers_footers_and_comments(tmp_path: Path) -> None:
    note = (
        f"<w:footnotes {NS}><w:footnote w:id='-1' w:type='separator'><w:p/></w:footnote>"
        f"<w:footnote w:id='7'>{_para('The note.')}</w:footnote></w:footnotes>"
    )
    comment = f"<w:comments {NS}><w:comment w:id='0'>{_para('A remark.')}</w:comment></w:comments>"
    header = f"<w:hdr {NS}>{_para('Wexcombe plan')}</w:hdr>"
    footer = f"<w:ftr {NS}>{_para('Page 1')}</w:ftr>"
    document = read_body(
        tmp_path,
        _para(_words("Text") + '<w:r><w:footnoteReference w:id="7"/></w:r>'),
        parts=(
            ("footnotes", RT.FOOTNOTES, note),
            ("comments9", RT.COMMENTS, comment),
            ("header9", RT.HEADER, header),
            ("footer9", RT.FOOTER, footer),
        ),
    )
    assert [(b.kind, b.text.plain, b.text.pieces[0].place.path, b.reason) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, "Text", "paragraph 1", ""),
        (BlockKind.PARAGRAPH, "The note.", "footnote 1", ""),
        (BlockKind.FURNITURE, "Wexcombe plan", "header 1", "page header"),
        (BlockKind.FURNITURE, "Page 1", "footer 1", "page footer"),
    ]
    assert _codes(document) == {"comments"}
    assert document.words == 7


def test_a_table_of_contents_is_furniture(tmp_path: Path) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    document = read_body(
        tmp_path,
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{_para('Aims 3')}</w:sdtContent></w:sdt>",
        _para(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>Steps 4</w:t></w:r>'
        ),
        _para("More 5"),
        _para('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + _words("Real text")),
    )
    assert [(b.text.plain, b.reason) for b in document.blocks] == [
        ("Aims 3", "contents"),
        ("Steps 4", "contents"),
        ("More 5", "contents"),
        ("Real text", ""),
    ]


def test_typed_contents_are_furniture_and_a_typed_date_is_not(tmp_path: Path) -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read_body(
        tmp_path,
        _para("Contents"),
        _para(_words("Foreword") + tab + _words("3")),
        _para(_words("Aims") + tab + _words("4")),
        _para(_words("Hubs opened") + tab + _words("12 of 14")),
        _para(_words("Hubs to come") + tab + _words("2")),
    )
    assert [block.reason for block in document.blocks] == ["contents", "contents", "contents", "", ""]


def test_typed_bullets_and_numbers_are_markers(tmp_path: Path) -> None:
    document = read_body(tmp_path, _para("• open hubs"), _para("2.1 We will act"), _para("16 schools took part"))
    assert [shape_of(block) for block in document.blocks] == [
        ("list_item", 0, "•", "open hubs"),
        ("list_item", 0, "2.1", "We will act"),
        ("paragraph", 0, "", "16 schools took part"),
    ]


def test_properties_and_a_real_heading_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Wexcombe plan"
    document.core_properties.author = "A Officer"
    document.core_properties.comments = ""
    document.add_heading("Aims", 1)
    document.add_paragraph("Open hubs", style="List Bullet")
    document.save(str(tmp_path / "a.docx"))
    read = read_document(tmp_path / "a.docx")
    assert dict(read.properties)["title"] == "Wexcombe plan"
    assert dict(read.properties)["author"] == "A Officer"
    assert [shape_of(block) for block in read.blocks] == [
        ("heading", 1, "", "Aims"),
        ("list_item", 0, "•", "Open hubs"),
    ]


def test_a_macro_document_is_read_without_its_macros(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("We will act.")
    document.save(str(tmp_path / "a.docx"))
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docm", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(plain, macro))
    assert texts_of(read_document(tmp_path / "b.docm")) == ["We will act."]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
        f"<w:document {NS}><w:body>{_para('Words &a;&b; here')}</w:body></w:document>"
    )
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "word/document.xml" else old.read(name))
    try:
        words = " ".join(texts_of(read_document(tmp_path / "b.docx")))
    except Unreadable as error:
        words = str(error)
    assert "haha" not in words
    assert Path("/etc/hostname").read_text().strip() not in words
