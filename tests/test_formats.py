"""What can be read, and the one sentence that says why a file can't."""

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

import ingest.plaintext
from ingest import SUFFIXES, Unreadable, read_document, sha256_of
from ingest.document import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _refusal(path: Path, limit_bytes: int = 1_000_000) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read_document(path, limit_bytes=limit_bytes)
    sentence = str(caught.value)
    assert sentence.startswith(path.name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value.code, sentence


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("a.txt", b"", "empty", "is empty"),
        ("a.md", b" \n\t \r\n", "empty", "is empty"),
        ("a.txt", "\ufeff\n".encode(), "empty", "is empty"),
        ("a.pdf", b"Minutes of the meeting", "wrong_content", "plain text"),
        ("a.docx", b"%PDF-1.7\n%", "wrong_content", "a PDF"),
        ("a.docx", b"<!doctype html><html><p>Hi</p></html>", "wrong_content", "a web page"),
        ("a.docx", b"not a zip at all", "wrong_content", "plain text"),
        ("a.docx", b"PK\x03\x04 cut short", "damaged", "cut short"),
        ("a.docx", OLE, "wrong_content", "old Office file"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected", "password"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected", "password"),
        ("a.txt", b"<!DOCTYPE html>\n<html><p>Hi</p></html>", "wrong_content", "a web page"),
        ("a.txt", b"%PDF-1.4 x", "wrong_content", "a PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "wrong_content", "a picture"),
        ("a.txt", bytes(range(256)) * 8, "wrong_content", "not a document"),
        ("a.doc", OLE, "unsupported", "save it as DOCX"),
        ("a.pptx", b"x", "wrong_content", "plain text"),
        ("a.ppt", OLE, "unsupported", "save it as PPTX"),
        ("a.xls", OLE, "unsupported", "save it as XLSX"),
        ("a.zzz", b"x", "unsupported", ".zzz files are not read"),
        ("a.txt", b"x" * 2000, "too_large", "over the limit"),
    ],
)
def test_each_bad_file_gets_one_clear_sentence(tmp_path: Path, name: str, data: bytes, code: str, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, sentence = _refusal(path, limit_bytes=1500 if code == "too_large" else 1_000_000)
    assert found == code
    assert says in sentence


def test_what_is_not_a_file_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "gone.pdf")
    os.mkfifo(tmp_path / "pipe.txt")
    assert _refusal(tmp_path / "folder.pdf")[0] == "unreadable"
    assert _refusal(tmp_path / "link.pdf")[0] == "missing"
    assert _refusal(tmp_path / "pipe.txt")[0] == "unreadable"
    assert _refusal(tmp_path / "never.txt")[0] == "missing"


def test_a_workbook_called_docx_and_a_bare_zip_are_told_apart(tmp_path: Path) -> None:
    sheet = _zip(tmp_path / "a.docx", xl__workbook_xml=b"<x/>")
    assert "an Excel workbook" in _refusal(sheet)[1]
    assert "a zip archive" in _refusal(_zip(tmp_path / "b.xlsx", stuff=b"x"))[1]


def test_a_docx_without_its_main_part_is_damaged(tmp_path: Path) -> None:
    assert _refusal(_zip(tmp_path / "a.docx", word__other=b"<x/>"))[0] in ("damaged", "unreadable")


def test_a_file_that_would_swell_is_left_alone(tmp_path: Path) -> None:
    bomb = _zip(tmp_path / "a.docx", **{"word__document.xml": bytes(30_000_000)})
    code, sentence = _refusal(bomb)
    assert code == "too_large"
    assert "30 MB" in sentence


def test_a_part_whose_bytes_were_changed_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    held = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/workbook.xml").header_offset + 60
    path.write_bytes(held[:at] + bytes(4) + held[at + 4 :])
    assert _refusal(path)[0] == "damaged"


def test_a_failure_inside_a_reader_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> Document:
        raise KeyError(f"no part in {path.suffix}")

    monkeypatch.setattr(ingest.plaintext, "read_plaintext", fail)
    (tmp_path / "a.txt").write_text("words")
    code, sentence = _refusal(tmp_path / "a.txt")
    assert code == "unreadable"
    assert "no part in .txt" in sentence


def test_suffixes_and_hash(tmp_path: Path) -> None:
    assert {
        ".pdf",
        ".docx",
        ".docm",
        ".html",
        ".htm",
        ".txt",
        ".md",
        ".markdown",
        ".xlsx",
        ".xlsm",
        ".pptx",
        ".pptm",
        ".odt",
    } == SUFFIXES
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_capital_suffixes_are_read(tmp_path: Path) -> None:
    (tmp_path / "PLAN.TXT").write_text("We will act.")
    assert read_document(tmp_path / "PLAN.TXT").words == 3
