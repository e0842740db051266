"""PDFs that can't be read, or only in part: one sentence each, never a traceback."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from ingest.document import Unreadable
from ingest.pdf.reader import read_pdf


def write_pages(path: Path, count: int = 3) -> Path:
    c = canvas.Canvas(str(path), pagesize=A4)
    for number in range(1, count + 1):
        c.drawString(72, 700, f"This is what page {number} says.")
        c.showPage()
    c.setTitle("Winter plan")
    c.save()
    return path


def code_of(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_pdf(path)
    message = str(caught.value)
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value.code


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"")
    assert code_of(path) == "empty"


def test_text_that_is_called_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_text("We will open two hubs by May 2026.\n")
    assert code_of(path) == "wrong_content"


def test_a_file_that_is_a_pdf_in_its_first_bytes_only(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 20)
    assert code_of(path) == "damaged"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.pdf") == "unreadable"


def test_a_truncated_file_is_refused_or_named(tmp_path: Path) -> None:
    whole = write_pages(tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "plan.pdf"
    for share in (0.3, 0.6, 0.9, 0.97):
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            codes = {issue.code for issue in read_pdf(path).issues}
        except Unreadable as error:
            codes = {error.code}
        assert "damaged" in codes


def test_a_file_protected_by_a_password(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_pages(tmp_path / "open.pdf")))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert code_of(path) == "password_protected"


def test_a_page_that_is_a_picture_is_named(tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "scan.png"
    Image.new("L", (600, 800), 200).save(picture)
    path = tmp_path / "minutes.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    c.drawString(72, 700, "The first page has words.")
    c.showPage()
    c.drawImage(str(picture), 0, 0, *A4)
    c.save()
    document = read_pdf(path)
    (issue,) = document.issues
    assert (issue.code, issue.place.page) == ("scanned_page", 2)
    assert issue.message.startswith("Page 2 of minutes.pdf is a picture of text")


def test_the_files_own_properties(tmp_path: Path) -> None:
    document = read_pdf(write_pages(tmp_path / "plan.pdf"))
    assert dict(document.properties)["title"] == "Winter plan"
    assert [(page.number, page.words) for page in document.pages] == [(1, 6), (2, 6), (3, 6)]
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595.28, 841.89), abs=0.1)
