"""Which words of a PDF page are taken as one run: those that the file writes in one go, one plain gap apart."""

from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from ingest.pdf.characters import Characters, Word
from ingest.pdf.frame import read_frame


def runs_of(path: Path) -> list[Word]:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    text_page = page.get_textpage()
    found = Characters(page.raw, text_page.raw, read_frame(page.raw)).words()
    text_page.close()
    page.close()
    document.close()
    return found


def test_letters_that_reach_higher_do_not_part_a_run(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # an embedded font: a box is as high as its letters need
    page = canvas.Canvas(str(path))
    page.setFont("Vera", 11)
    page.drawString(60, 700, "Officers said that Åse (joy) leads")
    page.drawString(60, 680, "the second line")
    page.save()
    first, second = runs_of(path)
    assert first.text == "Officers said that Åse (joy) leads"
    assert second.text == "the second line"
    assert first.y0 < second.y0 - 20  # as high as its highest letter, the ring of the A


def test_a_wide_gap_in_one_string_parts_a_run(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = canvas.Canvas(str(path))
    page.setFont("Helvetica", 10)
    page.drawString(60, 700, "Open two hubs          Public Health")
    page.save()
    assert [word.text for word in runs_of(path)] == ["Open two hubs", "Public Health"]
