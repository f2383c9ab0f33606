"""Word files, made with python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx import Document

from checker.errors import SourceError
from checker.sources.options import SourceOptions
from checker.sources.read import read_all
from checker.values.text import PublicationDate
from tests.sources.conftest import Write


def docx(*, dated: bool = True, title: str = "", empty: bool = False) -> bytes:
    document = Document()
    document.core_properties.title = title
    if dated:
        document.core_properties.created = datetime(2024, 11, 12, 8, tzinfo=UTC)
        document.core_properties.author = "Ann Lee"
    if not empty:
        document.add_heading("Bridge closes after storm", 0)
        document.add_paragraph("At least 12 people were hurt, the mayor said.")
        document.add_paragraph("The first bus was full.", style="List Bullet")
        table = document.add_table(2, 2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells), ("hurt", "12", "cars", "4,000"), strict=True
        ):
            cell.text = text
        document.add_paragraph("The bridge is old.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_tables_and_properties(write: Write) -> None:
    document = read_all([write("a.docx", docx())]).documents[0]
    assert document.text.split("\n\n") == [
        "Bridge closes after storm",
        "At least 12 people were hurt, the mayor said.",
        "- The first bus was full.",
        "hurt | 12",
        "cars | 4,000",
        "The bridge is old.",
    ]
    assert (document.title, document.author) == ("Bridge closes after storm", "Ann Lee")
    assert document.published == PublicationDate(date(2024, 11, 12), "metadata")


def test_core_title_stands_before_the_text(write: Write) -> None:
    document = read_all([write("a.docx", docx(title="Storm and bridge"))]).documents[0]
    assert document.text.startswith("Storm and bridge\n\nBridge closes after storm\n\n")


def test_the_date_of_the_library_template_is_no_date(write: Write) -> None:
    document = read_all([write("a.docx", docx(dated=False))]).documents[0]
    assert (document.published, document.author) == (None, None)


def test_docx_is_recognised_without_its_suffix(write: Write) -> None:
    assert "At least 12" in read_all([write("download", docx())]).documents[0].text


def test_broken_files_are_refused(write: Write) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "hello")
    for data in (docx()[:2000], b"plain words", archive.getvalue(), b"PK\x03\x04" + bytes(100)):
        with pytest.raises(SourceError, match=r"expected a Word document"):
            read_all([write("a.docx", data)])


def test_a_document_without_text_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        read_all([write("a.docx", docx(empty=True))])


def test_a_zip_bomb_is_refused_before_it_is_unpacked(write: Write) -> None:
    archive = io.BytesIO(docx())
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/image1.bmp", bytes(3_000_000))
    path = write("a.docx", archive.getvalue())
    with pytest.raises(SourceError, match="--max-bytes"):
        read_all([path], SourceOptions(max_bytes=100_000))
