"""Word files that are forms: tick boxes, drop-down lists, legal numbers, endnotes, diagrams and charts."""

from pathlib import Path

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from wordfiles import NS, read_body, texts_of


def _p(inside: str) -> str:
    return f"<w:p>{inside if inside.startswith('<') else _r(inside)}</w:p>"


def _r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CHOICES = '<w:dropDownList><w:listItem w:displayText="On track"/><w:listItem w:displayText="Delayed"/></w:dropDownList>'


def test_a_status_chosen_from_a_list_is_read_and_the_other_choices_are_not(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    chosen, unchosen = (
        _control(CHOICES, _p("Delayed")),
        _control(CHOICES + "<w:showingPlcHdr/>", _p("Choose an item.")),
    )
    row = "<w:tr>{}</w:tr>"
    body = "".join(
        row.format("".join(cell.format(held) for held in cells))
        for cells in [(_p("Action"), _p("Status")), (_p("Open hubs"), chosen), (_p("Train"), unchosen + _p(""))]
    )
    document = read_body(tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>")

    table = document.blocks[0].table
    assert table is not None
    assert [[cell.text.plain if cell else "-" for cell in row] for row in table.grid()] == [
        ["Action", "Status"],
        ["Open hubs", "Delayed"],
        ["Train", ""],
    ]
    assert [issue.code for issue in document.issues] == ["prompts"]


@pytest.mark.parametrize(("state", "shown"), [("1", "☒"), ("0", "☐")])
def test_a_tick_box_says_whether_it_is_ticked(tmp_path: Path, state: str, shown: str) -> None:
    box = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    document = read_body(tmp_path, _p(_r("Agreed ") + _control(box, _r(shown))) + _p(_r("Paid ") + _control(box, "")))
    assert texts_of(document) == [f"Agreed {shown}", f"Paid {shown}"]


def test_fields_of_older_forms_show_what_was_chosen(tmp_path: Path) -> None:
    def field(data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList>'
    ticked = "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"
    assert texts_of(read_body(tmp_path, _p(_r("RAG ") + field(choice)) + _p(_r("Done ") + field(ticked)))) == [
        "RAG Green",
        "Done ☒",
    ]


def test_legal_numbers_are_all_arabic_under_a_roman_part(tmp_path: Path) -> None:
    def level(at: int, style: str, text: str, legal: str = "") -> str:
        kind = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{legal}<w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{at}">{kind}</w:lvl>'

    legal = "<w:isLgl/>"
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + level(0, "upperRoman", "Part %1")
        + level(1, "upperLetter", "%1.%2", legal)
        + level(2, "lowerRoman", "%1.%2.%3", legal)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )

    def item(words: str, at: int) -> str:
        numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{numbered}{_r(words)}</w:p>"

    body = item("One", 0) + item("Two", 0) + item("First", 1) + item("Second", 1) + item("Deep", 2)
    document = read_body(tmp_path, body, numbering=numbering)
    assert [(b.marker, b.text.plain) for b in document.blocks] == [
        ("Part I", "One"),
        ("Part II", "Two"),
        ("2.1", "First"),
        ("2.2", "Second"),
        ("2.2.1", "Deep"),
    ]


def test_footnotes_and_endnotes_come_in_the_order_of_their_marks(tmp_path: Path) -> None:
    def notes(kind: str, words: str) -> str:
        return f"<w:{kind}s {NS}><w:{kind} w:id='2'>{_p(words)}</w:{kind}></w:{kind}s>"

    marks = '<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read_body(
        tmp_path,
        _p(_r("Text") + marks),
        parts=(
            ("footnotes", RT.FOOTNOTES, notes("footnote", "Below.")),
            ("endnotes", RT.ENDNOTES, notes("endnote", "At the end.")),
        ),
    )
    assert [(b.text.plain, b.marker, b.text.pieces[0].place.path) for b in document.blocks] == [
        ("Text", "", "paragraph 1"),
        ("At the end.", "1", "endnote 1"),
        ("Below.", "1", "footnote 1"),
    ]


def test_the_words_of_diagrams_and_charts_are_read(tmp_path: Path) -> None:
    def drawing(inside: str) -> str:
        return f"<w:r><w:drawing><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></w:drawing></w:r>"

    def point(words: str) -> str:
        return f"<dgm:pt><dgm:t><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"

    diagram = (
        f"<dgm:dataModel {NS}><dgm:ptLst>{point('Prevent')}{point('Act early')}<dgm:pt/></dgm:ptLst></dgm:dataModel>"
    )
    chart = (
        f"<c:chartSpace {NS}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Hubs by year</a:t></a:r></a:p></c:rich>"
        "</c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>North</c:v></c:pt></c:strCache>"
        "</c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>2025</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    document = read_body(
        tmp_path,
        _p(_r("Before") + drawing('<dgm:relIds r:dm="rIdD"/>')) + _p(_r("Then") + drawing('<c:chart r:id="rIdC"/>')),
        parts=(("rIdD", RT.DIAGRAM_DATA, diagram), ("rIdC", RT.CHART, chart)),
    )
    assert [(b.text.plain, b.text.pieces[0].place.path) for b in document.blocks] == [
        ("Before", "paragraph 1"),
        ("Prevent", "paragraph 1, diagram 1"),
        ("Act early", "paragraph 1, diagram 1"),
        ("Then", "paragraph 2"),
        ("Hubs by year", "paragraph 2, chart 1"),
        ("North", "paragraph 2, chart 1"),
        ("2025", "paragraph 2, chart 1"),
    ]
    assert [issue.code for issue in document.issues] == ["chart_unread"]
