"""Office files from which a part is gone or broken: the rest is read, and what is missing is said."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from ingest import Document, Severity, Unreadable, read_document


def _change(path: Path, change: Callable[[str, bytes], bytes | None]) -> Document:
    """Write the file again with each part changed, None to leave it out, and read it."""
    with zipfile.ZipFile(path) as held:
        parts = [(name, change(name, held.read(name))) for name in held.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts:
            if data is not None:
                archive.writestr(name, data)
    return read_document(path)


def _report(folder: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Delivery report"
    document.add_heading("Housing", 1)
    Image.new("RGB", (8, 8)).save(folder / "crest.png")
    document.add_picture(str(folder / "crest.png"))
    document.add_paragraph("We will repair 40 empty homes by March 2026.")
    document.sections[0].footer.paragraphs[0].text = "Wexcombe Council"
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def _deck(folder: Path, slides: int = 3) -> Path:
    deck = Presentation()
    for number in range(1, slides + 1):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Part {number}"
        box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(1))
        box.text_frame.text = f"We will open hub {number}."
    deck.save(str(folder / "a.pptx"))
    return folder / "a.pptx"


def _said(document: Document) -> list[tuple[str, Severity, str]]:
    return [(issue.code, issue.severity, issue.place.path) for issue in document.issues]


def test_a_word_file_whose_picture_is_gone_is_read(tmp_path: Path) -> None:
    document = _change(_report(tmp_path), lambda name, data: None if name.startswith("word/media/") else data)

    assert [block.text.plain for block in document.blocks] == [
        *("Housing", "We will repair 40 empty homes by March 2026.", "Wexcombe Council")
    ]
    assert dict(document.properties)["title"] == "Delivery report"
    assert [(code, severity) for code, severity, _ in _said(document)] == [("part_unread", Severity.NOTE)]


def test_a_picture_that_word_calls_null_is_no_reason_to_refuse_a_file(tmp_path: Path) -> None:
    document = _change(_report(tmp_path), lambda _, data: data.replace(b'"media/image1.png"', b'"../NULL"'))

    assert document.blocks[1].text.plain == "We will repair 40 empty homes by March 2026."


@pytest.mark.parametrize("broken", [None, b"<w:ftr"], ids=["gone", "cut short"])
def test_a_word_file_whose_footer_is_lost_says_which_part(tmp_path: Path, broken: bytes | None) -> None:
    document = _change(_report(tmp_path), lambda name, data: broken if name == "word/footer1.xml" else data)

    assert [block.text.plain for block in document.blocks] == [
        *("Housing", "We will repair 40 empty homes by March 2026.")
    ]
    assert [(i.code, i.severity, i.message) for i in document.issues] == [
        ("part_unread", Severity.WARNING, "A part of the file is missing or broken and was not read: word/footer1.xml.")
    ]


@pytest.mark.parametrize("broken", [None, b"<p:sld"], ids=["gone", "cut short"])
def test_a_deck_with_one_broken_slide_is_read_but_for_that_slide(tmp_path: Path, broken: bytes | None) -> None:
    document = _change(_deck(tmp_path), lambda name, data: broken if name == "ppt/slides/slide2.xml" else data)

    assert [block.text.plain for block in document.blocks] == [
        *("Part 1", "We will open hub 1.", "Part 3", "We will open hub 3.")
    ]
    assert document.blocks[2].text.pieces[0].place.path == "slide 3, title"
    assert _said(document) == [("part_unread", Severity.ERROR, "slide 2")]


def test_a_slide_that_leads_to_a_slide_that_is_gone_is_read(tmp_path: Path) -> None:
    link = (
        b'<Relationship Id="rId9" Target="slide9.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"/></Relationships>'
    )

    def add(name: str, data: bytes) -> bytes:
        return data.replace(b"</Relationships>", link) if name == "ppt/slides/_rels/slide1.xml.rels" else data

    document = _change(_deck(tmp_path, 1), add)

    assert [block.text.plain for block in document.blocks] == ["Part 1", "We will open hub 1."]


def test_a_slide_whose_layout_is_gone_is_read_with_another(tmp_path: Path) -> None:
    path = _deck(tmp_path, 1)
    document = _change(path, lambda name, data: None if name == "ppt/slideLayouts/slideLayout6.xml" else data)

    assert [block.text.plain for block in document.blocks] == ["Part 1", "We will open hub 1."]
    assert [i.message for i in document.issues] == [
        "A part of the file is missing or broken and was not read: ppt/slideLayouts/slideLayout6.xml."
    ]


def test_a_deck_without_a_whole_slide_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="none of its slides is whole"):
        _change(_deck(tmp_path), lambda name, data: b"<" if name.startswith("ppt/slides/slide") else data)


def test_a_word_file_without_its_text_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        _change(_report(tmp_path), lambda name, data: b"<w:document" if name == "word/document.xml" else data)
    assert refused.value.code == "damaged"


def test_an_open_document_whose_styles_are_broken_is_read(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0"
    content = (
        f'<office:document-content xmlns:office="{space % "office"}" xmlns:text="{space % "text"}"><office:body>'
        "<office:text><text:p>We will open a hub.</text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", "<office:document-styles")
    document = read_document(tmp_path / "a.odt")

    assert [block.text.plain for block in document.blocks] == ["We will open a hub."]
    assert [i.message for i in document.issues] == [
        "A part of the file is missing or broken and was not read: styles.xml."
    ]
