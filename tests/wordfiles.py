"""Word files made of their own XML, read as any file is; and what of a document tests compare."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from ingest import Block, Document, read_document

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def read_body(folder: Path, *body: str, numbering: str = "", parts: tuple[tuple[str, str, str], ...] = ()) -> Document:
    """Write a Word file with this body and read it; `parts` are name (also the relation's id), relation and XML."""
    document = docx.Document()
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    for i, child in enumerate(parse_xml(f"<w:body {NS}>{''.join(body)}</w:body>")):
        document.element.body.insert(i, child)
    if numbering:
        held = document.part.numbering_part.element
        for child in list(held):
            held.remove(child)
        held.extend(list(parse_xml(f"<w:numbering {NS}>{numbering}</w:numbering>")))
    for name, relation, xml in parts:
        part = Part(PackURI(f"/word/{name}.xml"), "application/xml", xml.encode(), document.part.package)
        document.part.rels.add_relationship(relation, part, name)
    document.save(str(folder / "a.docx"))
    return read_document(folder / "a.docx")


def shape_of(block: Block) -> tuple[str, int, str, str]:
    """Return kind, level, marker and words of a block."""
    return block.kind.value, block.level, block.marker, block.text.plain


def texts_of(document: Document) -> list[str]:
    """Return the words of each block, empty for a table."""
    return [block.text.plain for block in document.blocks]


def grid_of(block: Block) -> list[list[str]]:
    """Return the words of a table's cells row by row, `-` where there is no cell."""
    assert block.table is not None
    return [[cell.text.plain if cell else "-" for cell in row] for row in block.table.grid()]
