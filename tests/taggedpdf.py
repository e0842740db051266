"""A PDF with a structure tree, as an office program makes it of a table that it draws nothing of: written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, IndirectObject, NameObject, NumberObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

STARTS = (60, 190, 360, 470)  # points: where the words of each column begin
LINE = 12


@dataclass(frozen=True)
class Said:
    """Lines of a cell that stand together: on which page (from 0), in which column, from which height (points)."""

    page: int
    column: int
    top: float
    lines: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True)
class Tag:
    """A cell as the tree has it: what it says, and the rows it spans. A cell that is blank says nothing."""

    said: tuple[Said, ...] = ()
    row_span: int = 1


def write_tagged(path: Path, rows: Sequence[Sequence[Tag]], untagged: Sequence[Said] = (), pages: int = 1) -> None:
    """Write a PDF of one table; `untagged` are words without a place in the tree, as repeated headers are."""
    marks: dict[Said, int] = {}
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in range(pages):
        said = [one for row in rows for tag in row for one in tag.said if one.page == page]
        for mark, one in enumerate(said):
            marks[one] = mark
            canvas._code.append(f"/TD <</MCID {mark}>> BDC")
            _draw(canvas, one)
            canvas._code.append("EMC")
        for one in untagged:
            if one.page == page:
                _draw(canvas, one)
        canvas.showPage()
    canvas.save()
    _add_tree(path, rows, marks)


def _draw(canvas: Canvas, said: Said) -> None:
    canvas.setFont("Helvetica-Bold" if said.bold else "Helvetica", 10)
    for i, line in enumerate(said.lines):
        canvas.drawString(STARTS[said.column], A4[1] - said.top - i * LINE, line)


def _add_tree(path: Path, rows: Sequence[Sequence[Tag]], marks: dict[Said, int]) -> None:
    writer = PdfWriter(clone_from=PdfReader(path))
    root = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")}))
    table = _element(writer, "/Table", root)
    owners: dict[tuple[int, int], IndirectObject] = {}  # by page and mark
    for row in rows:
        tr = _element(writer, "/TR", table)
        for tag in row:
            td = _element(writer, "/TD", tr)
            if tag.row_span > 1:
                span = {NameObject("/O"): NameObject("/Table"), NameObject("/RowSpan"): NumberObject(tag.row_span)}
                td.get_object()[NameObject("/A")] = DictionaryObject(span)
            for one in tag.said:
                page = writer.pages[one.page].indirect_reference
                kid = DictionaryObject({NameObject("/Type"): NameObject("/MCR"), NameObject("/Pg"): page})
                kid[NameObject("/MCID")] = NumberObject(marks[one])
                td.get_object()["/K"].append(kid)
                td.get_object()[NameObject("/Pg")] = page
                owners[one.page, marks[one]] = td
    held = root.get_object()
    held[NameObject("/K")] = ArrayObject([table])
    numbers = ArrayObject()
    for i, page in enumerate(writer.pages):
        page[NameObject("/StructParents")] = NumberObject(i)
        on_page = sorted(mark for at, mark in owners if at == i)
        numbers.extend([NumberObject(i), ArrayObject([owners[i, mark] for mark in on_page])])
    held[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
    writer.root_object[NameObject("/StructTreeRoot")] = root
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): FloatObject(1)})
    writer.write(path)


def _element(writer: PdfWriter, kind: str, parent: IndirectObject) -> IndirectObject:
    made = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject(kind)})
    made[NameObject("/P")] = parent
    made[NameObject("/K")] = ArrayObject()
    added = writer._add_object(made)
    if "/K" in parent.get_object():
        parent.get_object()["/K"].append(added)
    return added
