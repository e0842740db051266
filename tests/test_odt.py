"""OpenDocument texts made of real parts: what LibreOffice prints, and nothing that it does not."""

import zipfile
from pathlib import Path

import pytest
from wordfiles import grid_of, shape_of, texts_of

from ingest import BlockKind, Document, Unreadable, read_document
from ingest.opendocument.reader import read_opendocument

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("meta", "meta"), ("form", "form"), ("fo", "xsl-fo-compatible")),
    )
)
NS = (
    _SPACES + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
TEXT = "application/vnd.oasis.opendocument.text"


def _write(
    path: Path, body: str, automatic: str = "", styles: str = "", masters: str = "", mimetype: str = TEXT
) -> Path:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NS}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    look = (
        f"<office:document-styles {NS}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    meta = (
        f"<office:document-meta {NS}><office:meta><dc:title>Wexcombe plan</dc:title>"
        "<meta:initial-creator>T Okoro</meta:initial-creator><dc:date>2025-01-16T10:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (("mimetype", mimetype), ("content.xml", content), ("styles.xml", look), ("meta.xml", meta)):
            archive.writestr(name, data)
    return path


def _read(tmp_path: Path, *body: str, automatic: str = "", styles: str = "", masters: str = "") -> Document:
    return read_document(_write(tmp_path / "a.odt", "".join(body), automatic, styles, masters))


def _p(inside: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _item(*inside: str) -> str:
    return f"<text:list-item>{''.join(inside)}</text:list-item>"


def _style(name: str, properties: str, family: str = "paragraph", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


def _cell(inside: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inside if inside.startswith('<') else _p(inside)}</table:table-cell>"


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


BOLD = _style("T1", '<style:text-properties fo:font-weight="bold"/>', "text")
LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="L2">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0B7;"/></text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-format="I"'
    ' loext:num-list-format="Part %1%:" text:start-value="2"/></text:list-style>'
)


def test_headings_by_outline_level_with_their_numbers(tmp_path: Path) -> None:
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    document = _read(
        tmp_path,
        _p("The plan", "Title"),
        '<text:h text:outline-level="1">Aims</text:h>',
        '<text:h text:outline-level="2">Fair</text:h>',
        '<text:h text:outline-level="2">Green</text:h>',
        '<text:h text:outline-level="1" text:is-list-header="true">Not numbered</text:h>',
        '<text:h text:outline-level="1">Next steps</text:h>',
        _p("We will act."),
        styles=_style("Title", "") + outline,
    )
    assert [shape_of(block) for block in document.blocks] == [
        ("heading", 1, "", "The plan"),
        ("heading", 1, "1.", "Aims"),
        ("heading", 2, "1.1", "Fair"),
        ("heading", 2, "1.2", "Green"),
        ("heading", 1, "", "Not numbered"),
        ("heading", 1, "2.", "Next steps"),
        ("paragraph", 0, "", "We will act."),
    ]
    assert document.properties == (
        ("title", "Wexcombe plan"),
        ("author", "T Okoro"),
        ("modified", "2025-01-16T10:00:00"),
    )
    assert document.blocks[6].text.pieces[0].place.path == "paragraph 7"
    assert document.pages == ()


def test_list_numbers_are_counted_as_they_are_printed(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        '<text:list xml:id="list1" text:style-name="L1">',
        _item(
            _p("One"),
            f"<text:list>{_item(_p('One one'), '<text:list>' + _item(_p('Letter')) + '</text:list>')}</text:list>",
        ),
        _item(_p("Two"), _p("Still two")),
        "</text:list>",
        _p("Between."),
        '<text:list text:continue-list="list1" text:style-name="L1">' + _item(_p("Three")) + "</text:list>",
        '<text:list text:style-name="L1">' + _item(_p("One again")) + "</text:list>",
        '<text:list text:continue-numbering="true" text:style-name="L1">' + _item(_p("Two again")) + "</text:list>",
        '<text:list text:style-name="L2">' + _item(_p("Bullet")) + "</text:list>",
        '<text:list text:style-name="L3">' + _item(_p("Part")) + "</text:list>",
        automatic=LISTS,
    )
    assert [(b.marker, b.text.plain) for b in document.blocks] == [
        ("1.", "One"),
        ("1.1", "One one"),
        ("(a)", "Letter"),
        ("2.", "Two"),
        ("", "Still two"),
        ("", "Between."),
        ("3.", "Three"),
        ("1.", "One again"),
        ("2.", "Two again"),
        ("•", "Bullet"),
        ("Part II:", "Part"),
    ]
    assert [b.level for b in document.blocks[:4]] == [0, 1, 2, 0]


def test_what_is_printed_and_what_is_not(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
        _p(
            'A <text:change-start text:change-id="c1"/>new<text:change-end text:change-id="c1"/> word'
            '<text:s text:c="2"/>and<text:tab/>tab<text:line-break/>line\n   two, co\u00adoperation'
            "<office:annotation><text:p>A remark.</text:p></office:annotation>"
            '<text:span text:style-name="T9">hidden</text:span>'
        ),
        _p(
            'Lead: <text:placeholder text:placeholder-type="text">&lt;Name&gt;</text:placeholder>'
            '<loext:content-control loext:showing-place-holder="true">Choose</loext:content-control>'
            '<loext:content-control loext:checkbox="true" loext:checked="true">☒</loext:content-control> done, '
            '<text:drop-down text:name="s"><text:label text:value="On track"/>On track</text:drop-down>'
        ),
        '<text:section text:display="none"><text:p>Not shown</text:p></text:section>',
        "<text:section><text:p>In a section</text:p></text:section>",
        automatic=_style("T9", '<style:text-properties text:display="none"/>', "text"),
    )
    assert texts_of(document) == [
        "A new word  and\ttab\nline two, cooperation",
        "Lead: ☒ done, On track",
        "In a section",
    ]
    assert {issue.code for issue in document.issues} == {"tracked_changes", "comments", "hidden_text", "prompts"}


def test_form_controls_show_what_was_chosen(tmp_path: Path) -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:current-state="checked"/>'
        '<form:checkbox form:id="c2"/><form:listbox form:id="c3"><form:option form:label="Red"/>'
        '<form:option form:label="Green" form:current-selected="true"/></form:listbox></form:form></office:forms>'
    )
    shown = " ".join(f'<draw:control draw:control="c{i}"/>' for i in (1, 2, 3))
    assert texts_of(_read(tmp_path, forms, _p(f"Status {shown}"))) == ["Status ☒ ☐ Green"]


def test_a_table_with_spans_covered_cells_header_rows_and_a_table_inside(tmp_path: Path) -> None:
    inner = f"<table:table>{_row(_cell('in'), _cell('ner'))}</table:table>"
    document = _read(
        tmp_path,
        _p("Before"),
        '<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>',
        f"<table:table-header-rows>{_row(_cell('Aim'), _cell('Action'), _cell('Lead'))}</table:table-header-rows>",
        _row(_cell("Fair", 'table:number-rows-spanned="2"'), _cell(_p("Open") + _p("two hubs")), _cell("Team A")),
        _row("<table:covered-table-cell/>", _cell("Train"), _cell(_p("Team B") + inner)),
        _row(
            _cell("Wide", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
            _cell("C", 'table:style-name="ce1"'),
        ),
        '<table:table-row><table:table-cell table:number-columns-repeated="3"/></table:table-row>',
        "</table:table>",
        automatic=_style("ce1", '<style:table-cell-properties fo:background-color="#FFC000"/>', "table-cell"),
    )
    outer, nested = document.blocks[1:]
    assert grid_of(outer) == [
        ["Aim", "Action", "Lead"],
        ["Fair", "Open\ntwo hubs", "Team A"],
        ["Fair", "Train", "Team B"],
        ["Wide", "Wide", "C"],
        ["", "", ""],
    ]
    assert outer.table is not None
    assert outer.table.header_rows == 1
    by_words = {cell.text.plain: cell for cell in outer.table.cells}
    assert by_words["Train"].text.pieces[0].place.path == "table 1, row 3, column 2"
    assert (by_words["Fair"].row_span, by_words["Wide"].column_span, by_words["C"].fill) == (2, 2, "ffc000")
    assert grid_of(nested) == [["in", "ner"]]
    assert nested.table is not None
    assert nested.table.cells[1].text.pieces[0].place.path == "table 1, row 3, column 3, table 1, row 1, column 2"


def test_a_header_row_is_seen_by_its_looks(tmp_path: Path) -> None:
    def strong(words: str) -> str:
        return _cell(_p(f'<text:span text:style-name="T1">{words}</text:span>'))

    rows = _row(strong("Action"), strong("Lead")) + _row(_cell("Open two hubs"), _cell("Team A"))
    block = _read(tmp_path, f"<table:table>{rows}</table:table>", automatic=BOLD).blocks[0]
    assert block.table is not None
    assert [cell.header for cell in block.table.cells] == [True, True, False, False]


def test_notes_text_boxes_headers_and_contents(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>The note.</text:p></text:note-body></text:note>"
    )
    frame = "<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>"
    document = _read(
        tmp_path,
        "<text:table-of-content><text:index-body><text:p>Aims 3</text:p></text:index-body></text:table-of-content>",
        _p(f"Words{note} and{frame} more"),
        masters='<style:master-page style:name="M"><style:header><text:p>Wexcombe</text:p></style:header>'
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>",
    )
    assert [(b.text.plain, b.marker, b.text.pieces[0].place.path, b.reason) for b in document.blocks] == [
        ("Aims 3", "", "paragraph 1", "contents"),
        ("Words and more", "", "paragraph 2", ""),
        ("In the box", "", "paragraph 2, text box 1", ""),
        ("The note.", "1", "footnote 1", ""),
        ("Wexcombe", "", "header 1", "page header"),
        ("Page 1", "", "footer 1", "page footer"),
    ]
    assert document.words == 13


def test_bold_short_lines_are_headings_where_no_style_is_used(tmp_path: Path) -> None:
    strong = _style("P1", '<style:text-properties fo:font-weight="bold"/>')
    document = _read(tmp_path, _p("Next steps", "P1"), _p("We will act now.", "P1"), automatic=strong)
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("mimetype", "content", "code"),
    [
        ("application/vnd.oasis.opendocument.spreadsheet", None, "wrong_content"),
        (TEXT, "<broken", "damaged"),
        (TEXT, f"<office:document-content {NS}/>", "damaged"),
    ],
)
def test_bad_files_are_one_sentence(tmp_path: Path, mimetype: str, content: str | None, code: str) -> None:
    path = _write(tmp_path / "a.odt", _p("x"), mimetype=mimetype)
    if content is not None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", mimetype)
            archive.writestr("content.xml", content)
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    assert caught.value.code == code


def test_entities_are_never_opened_and_repeats_are_held_down(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    path = _write(tmp_path / "a.odt", _p("x"))
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    content = (
        f"{entity}<office:document-content {NS}><office:body><office:text>"
        '<text:p>a&x;<text:s text:c="999999999"/>b</text:p>'
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999"><text:p>y</text:p>'
        "</table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", TEXT)
        archive.writestr("content.xml", content)
    with pytest.raises(Unreadable, match="declares XML entities"):
        read_document(path)
    document = read_opendocument(path)  # past the first gate
    assert len(document.blocks[0].text.plain) == 202
    assert document.blocks[1].table is not None
    assert document.blocks[1].table.columns == 1000


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [
        ("<text:section>", "</text:section>", 200),
        ("<text:list><text:list-item>", "</text:list-item></text:list>", 110),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>", 75),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", 75),
    ],
    ids=["sections", "lists", "tables", "text boxes"],
)
def test_what_stands_deep_inside_is_read(tmp_path: Path, before: str, after: str, levels: int) -> None:
    document = _read(tmp_path, before * levels, _p("We will open a hub."), after * levels)

    held = [cell.text.plain for block in document.blocks if block.table for cell in block.table.cells]
    assert "We will open a hub." in [*texts_of(document), *held]


def test_a_section_inside_a_list_item_is_read(tmp_path: Path) -> None:
    inside = f"<text:section>{_p('We will open a hub.')}</text:section>"

    assert texts_of(_read(tmp_path, f"<text:list>{_item(inside)}</text:list>")) == ["We will open a hub."]
