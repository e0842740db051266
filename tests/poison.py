"""Files made to do harm: each a few lines that write it, as small on disk as such files are."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from reportlab.pdfgen import canvas

BOMB = (
    '<?xml version="1.0"?>{comment}<!DOCTYPE bomb [<!ENTITY a "Wexcombe">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE plan [<!ENTITY secret SYSTEM "{address}">]>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_word(path: Path, paragraphs: int = 1) -> Path:
    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(f"We will open hub {number} by May 2026.")
    document.save(str(path))
    return path


def write_sheet(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Action", "Owner", "Due"])
    book.active.append(["Open two hubs", "Public Health", "May 2026"])
    book.save(path)
    return path


def change_parts(path: Path, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes]) -> Path:
    """Write the zip file again with some parts changed and some added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, changes[name](content) if name in changes else content)
        for name, content in more.items():
            archive.writestr(name, content)
    return path


def declare(declaration: str, entity: str) -> Callable[[bytes], bytes]:
    """Return a change that puts a DOCTYPE before a part's root and an entity into its first words."""

    def change(content: bytes) -> bytes:
        text = content.decode()
        body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        return (declaration + body.replace("We will", f"&{entity}; will").replace("Open two", f"&{entity};")).encode()

    return change


def write_zeros(path: Path, part: str, size: int) -> Path:
    """Make an office file whose part swells to `size` bytes of blanks."""
    make = write_sheet if path.suffix == ".xlsx" else write_word
    return change_parts(make(path), {part: lambda content: content + b" " * size}, {})


def write_body(path: Path, body: str) -> Path:
    """Make a Word file with this body."""
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return change_parts(write_word(path), {"word/document.xml": lambda _: xml.encode()}, {})


def write_pdf(path: Path, objects: list[bytes], root: int = 1) -> Path:
    """Write objects, numbered from 1, as a PDF with a right table of places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    path.write_bytes(out)
    return path


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (more, len(packed), packed)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F1 12 Tf 72 700 Td (We will open two hubs by May 2026.) Tj ET"


def page(parent: int, contents: int, more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1<<%s>>>>%s>>>>" % (
        *(parent, contents),
        FONT[2:-2],
        more,
    )


def write_page_loop(path: Path) -> Path:
    """Make a PDF whose tree of pages holds itself, beside one page."""
    kids = b"<</Type/Pages/Kids[3 0 R 2 0 R 4 0 R]/Count 3/Parent 4 0 R>>"
    inner = b"<</Type/Pages/Kids[2 0 R 4 0 R]/Count 2/Parent 2 0 R>>"
    return write_pdf(path, [CATALOG, kids, page(2, 5), inner, stream(WORDS)])


def write_many_pages(path: Path, count: int, named: int = 1) -> Path:
    """Make a PDF that says it has `count` pages; `named` of its entries are written, all of them one page."""
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * named, count)
    return write_pdf(path, [CATALOG, kids, page(2, 4), stream(WORDS)])


def write_many_objects(path: Path, count: int) -> Path:
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf(path, [CATALOG, kids, page(2, 4), stream(WORDS), *[b"<<>>"] * count])


def write_deep_arrays(path: Path, depth: int) -> Path:
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1/Deep %s%s>>" % (b"[" * depth, b"]" * depth)
    return write_pdf(path, [CATALOG, kids, page(2, 4), stream(WORDS + b" " + b"[" * depth + b"q " * depth)])


def write_page_bomb(path: Path, size: int) -> Path:
    """Make a PDF whose page's content is packed twice and swells to `size` bytes of marks that draw nothing."""
    content = zlib.compress(b"q Q " * (size // 4))
    twice = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
    packed = zlib.compress(content)
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf(path, [CATALOG, kids, page(2, 4), twice % (len(packed), packed)])


def write_form_loop(path: Path) -> Path:
    """Make a PDF page that draws a form that draws itself twice."""
    form = stream(
        b"/X Do /X Do " + WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 5 0 R>>>>"
    )
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf(path, [CATALOG, kids, page(2, 4, b"/XObject<</X 5 0 R>>"), stream(WORDS + b" /X Do"), form])


def write_huge_picture(path: Path, side: int) -> Path:
    """Make a PDF page with words and a picture that claims `side` times `side` pixels."""
    look = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (side, side)
    drawn = WORDS + b" q 500 0 0 500 40 40 cm /X Do Q"
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf(
        path, [CATALOG, kids, page(2, 4, b"/XObject<</X 5 0 R>>"), stream(drawn), stream(b"\0" * 5_000_000, look)]
    )


def write_huge_page(path: Path, side: int) -> Path:
    """Make a PDF with a page of `side` times `side` points, far over the 14,400 that the standard allows."""
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf(path, [CATALOG, kids, page(2, 4).replace(b"595 842", b"%d %d" % (side, side)), stream(WORDS)])


def make_png(side: int) -> bytes:
    """Return a picture of few bytes that claims `side` times `side` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


def write_word_with_picture(path: Path, side: int) -> Path:
    small = BytesIO()
    from PIL import Image

    Image.new("RGB", (4, 4)).save(small, "PNG")
    document = docx.Document()
    document.add_paragraph("We will open two hubs by May 2026.")
    document.add_picture(BytesIO(small.getvalue()))
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        picture = next(name for name in archive.namelist() if name.startswith("word/media/"))
    return change_parts(path, {picture: lambda _: make_png(side)}, {})


def write_wide_sheet(path: Path, columns: int) -> Path:
    """Make a sheet with cells in more columns than Excel has (16,384), as a program could write it."""
    cells = "".join(f'<c t="inlineStr"><is><t>Action {number}</t></is></c>' for number in range(columns))
    rows = f"<row>{cells}</row>" * 3
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return change_parts(write_sheet(path), {"xl/worksheets/sheet1.xml": lambda _: sheet.encode()}, {})


def write_merged_sheet(path: Path) -> Path:
    """Make a sheet of one word whose cell is merged over all that a sheet can hold."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Open two hubs"
    book.active["B2"] = "May 2026"
    book.save(path)
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    return change_parts(path, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetData>", merge)}, {})


def write_shown(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def write_pdf_with_script(path: Path, address: str) -> Path:
    """Make a PDF that would open an address and run a script when it is opened, and that holds a file."""
    c = canvas.Canvas(str(path))
    c.drawString(72, 700, "We will open two hubs by May 2026.")
    c.linkURL(address, (0, 0, 600, 800))
    c.save()
    data = path.read_bytes()
    action = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>/AA<</O<</S/URI/URI(%s)>>>>" % (
        *(address.encode(), address.encode()),
    )
    path.write_bytes(data.replace(b"/Type /Catalog", b"/Type /Catalog " + action))
    return path
