"""Lay a source text out as a Word document with automatic numbers, merged cells and footnotes."""

from __future__ import annotations

import datetime
import re
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from samples.source import ABOVE, BESIDE, Block, spans

GREEN = RGBColor(0x1F, 0x5C, 0x4A)
MOMENT = datetime.datetime(2025, 1, 2, 9, 30)  # fixed, so that two runs write the same bytes
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

# Levels of each automatic list: number format and the text Word prints around it.
SECTIONS = (("decimal", "%1."),)
PLAN = (("decimal", "Priority %1:"), ("decimal", "Aim %1.%2:"), ("decimal", "%1.%2.%3"))
ITEMS = (("decimal", "%1."), ("lowerLetter", "(%2)"))
LISTS = {"sections": (81, SECTIONS), "plan": (82, PLAN), "items": (83, ITEMS)}
PLAN_LEVELS = {"{P}": 0, "{A}": 1, "{N}": 2}


def write_word(blocks: tuple[Block, ...], path: Path, *, header: str, footer: str, author: str) -> None:
    """Write `blocks` as a DOCX file whose bytes depend on nothing else."""
    document = Document()
    _prepare(document, header, footer)
    _describe(document, blocks, author)
    _number(document)
    for block in blocks:
        _add(document, block)
    _add_footnotes(document, [block.text for block in blocks if block.kind == "footnote"])
    buffer = BytesIO()
    document.save(buffer)
    path.write_bytes(fix_times(buffer.getvalue()))


def fix_times(archive: bytes) -> bytes:
    """Return a zip archive with the same members, each dated 1 January 1980 and named in the same order."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(member, old.read(name))
    return out.getvalue()


def _prepare(document: WordDocument, header: str, footer: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 18), (2, 14), (3, 12)):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), GREEN
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = "Arial"
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = header
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{footer}  |  Page ")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)


def _describe(document: WordDocument, blocks: tuple[Block, ...], author: str) -> None:
    properties = document.core_properties
    properties.title = next((block.text for block in blocks if block.kind == "title"), "")
    properties.author = properties.last_modified_by = author
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = MOMENT
    properties.revision = 4


def _number(document: WordDocument) -> None:
    """Define the automatic lists, and number every Heading 1 by its style, as Word does."""
    numbering = document.part.numbering_part.element
    first_num = numbering.find(qn("w:num"))
    for name, (number, levels) in LISTS.items():
        first_num.addprevious(parse_xml(_abstract_list(name, number, levels)))
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties._insert_numPr(_number_properties(LISTS["sections"][0], None))


def _abstract_list(name: str, number: int, levels: tuple[tuple[str, str], ...]) -> str:
    style = '<w:pStyle w:val="Heading1"/>' if name == "sections" else ""
    hanging = {"plan": 0, "sections": 454, "items": 454}[name]
    body = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
        f'<w:suff w:val="{"space" if name == "plan" else "tab"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hanging * (level + 1)}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
    )


def _number_properties(number: int, level: int | None) -> BaseOxmlElement:
    inner = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return parse_xml(f'<w:numPr {nsdecls("w")}>{inner}<w:numId w:val="{number}"/></w:numPr>')


def _add(document: WordDocument, block: Block) -> None:
    if block.kind == "table":
        _add_table(document, block)
    elif block.kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "entry":
        _add_entry(document, block)
    elif block.kind in ("title", "subtitle", "kicker", "byline", "contents"):
        _add_title_line(document, block)
    elif block.kind != "footnote":
        styles = {"#": "Heading 1", "##": "Heading 2", "###": "Heading 3", "bullet": "List Bullet"}
        paragraph = document.add_paragraph(style=styles.get(block.kind))
        _fill(paragraph, block.text)
        if block.kind in ("number", "letter"):
            _set_number(paragraph, LISTS["items"][0], 1 if block.kind == "letter" else 0)


def _add_title_line(document: WordDocument, block: Block) -> None:
    sizes = {"title": 26, "subtitle": 16, "kicker": 12, "byline": 11, "contents": 18}
    paragraph = document.add_paragraph(style="Title" if block.kind == "title" else None)
    run = paragraph.add_run(block.text)
    run.font.name, run.font.size = "Arial", Pt(sizes[block.kind])
    run.bold = block.kind in ("title", "kicker", "contents")
    if block.kind != "byline":
        run.font.color.rgb = GREEN


def _add_entry(document: WordDocument, block: Block) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    title, _, page = block.text.partition(" | ")
    paragraph.add_run(f"{title}\t{page}")


def _fill(paragraph: Paragraph, text: str) -> None:
    """Write text with `**bold**`, `[^1]` and a leading `{P}`, `{A}` or `{N}` into a paragraph."""
    if text[:3] in PLAN_LEVELS:
        _set_number(paragraph, LISTS["plan"][0], PLAN_LEVELS[text[:3]])
        text = text[3:].strip()
    for part in re.split(r"(\*\*.+?\*\*|\[\^\d+\])", text):
        if part.startswith("**"):
            paragraph.add_run(part.strip("*")).bold = True
        elif part.startswith("[^"):
            reference = f'<w:footnoteReference {nsdecls("w")} w:id="{part[2:-1]}"/>'
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(parse_xml(reference))
        elif part:
            paragraph.add_run(part)


def _set_number(paragraph: Paragraph, number: int, level: int) -> None:
    paragraph._p.get_or_add_pPr()._insert_numPr(_number_properties(number, level))


def _add_table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
    table.autofit = False
    look = block.options.get("look", "grid")
    table.style = {"light": "Light Shading Accent 3"}.get(look, "Table Grid")
    cells = [list(row.cells) for row in table.rows]
    widths = [float(width) / 100 * 16.6 for width in block.options["widths"].split(",")]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Cm(width)
    for top, left, bottom, right in spans(block.rows):
        cells[top][left].merge(cells[bottom][right])
    for row, texts in zip(cells, block.rows, strict=True):
        for cell, text in zip(row, texts, strict=True):
            if text not in (ABOVE, BESIDE):
                _fill_cell(cell, text, bold_first=look == "head")
    if look != "head":
        _mark_header(table, look)
    document.add_paragraph()


def _fill_cell(cell: _Cell, text: str, *, bold_first: bool) -> None:
    banner = text.startswith("= ")
    for position, line in enumerate(text.removeprefix("= ").split(" // ")):
        paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _fill(paragraph, f"**{line}**" if bold_first and position == 0 and line.endswith(":") else line)
        for run in paragraph.runs:
            run.font.size = Pt(9.5)
            run.bold = run.bold or banner or None
    if banner:
        _shade(cell, "D5E8E0")


def _mark_header(table: Table, look: str) -> None:
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell in header.cells:
        if look == "grid":
            _shade(cell, "1F5C4A")
        for run in cell.paragraphs[0].runs:
            run.bold = True
            if look == "grid":
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _shade(cell: _Cell, colour: str) -> None:
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(shading))


def _add_footnotes(document: WordDocument, notes: list[str]) -> None:
    if not notes:
        return
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
        f'</w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
