"""PDF files, made with reportlab and pypdf."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from checker.errors import SourceError
from checker.sources.read import read_all
from checker.sources.readers.reflow import reflow
from checker.values.text import PublicationDate
from tests.sources.conftest import Write

FIRST = (
    "At least 12 people were hurt on Tuesday when a storm shook the old bridge over the river, the mayor of the city"
    " said after a visit to the hospital in which most of the injured people are being treated by its doctors."
)
SECOND = "More than 4,000 cars cross the bridge on an ordinary day, according to the road office of the city itself."


def pdf(title: str | None = "Bridge closes after storm", author: str | None = "Ann Lee") -> bytes:
    stream = io.BytesIO()
    styles = getSampleStyleSheet()
    story = [Paragraph("Bridge closes after storm", styles["Title"]), Spacer(1, 12)]
    story += [Paragraph(FIRST, styles["BodyText"]), Spacer(1, 12), Paragraph(SECOND, styles["BodyText"])]
    SimpleDocTemplate(stream, pagesize=A4, title=title, author=author).build(story)
    return stamped(stream.getvalue())


def stamped(data: bytes, created: str = "D:20241112080000Z") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_metadata({"/CreationDate": created})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    return written(writer)


def test_text_title_author_and_date(write: Write) -> None:
    document = read_all([write("a.pdf", pdf())]).documents[0]
    assert document.text == f"Bridge closes after storm\n\n{FIRST}\n\n{SECOND}"
    assert (document.title, document.author) == ("Bridge closes after storm", "Ann Lee")
    assert document.published == PublicationDate(date(2024, 11, 12), "metadata")


def test_a_useless_title_is_not_used(write: Write) -> None:
    document = read_all([write("a.pdf", pdf(title="Microsoft Word - draft3.docx"))]).documents[0]
    assert document.title == "Bridge closes after storm"
    assert "Microsoft" not in document.text


def test_a_broken_creation_date_is_no_date(write: Write) -> None:
    assert read_all([write("a.pdf", stamped(pdf(), "D:yesterday"))]).documents[0].published is None


def test_pdf_is_recognised_without_its_suffix(write: Write) -> None:
    assert "At least 12" in read_all([write("download", pdf())]).documents[0].text


def test_a_pdf_that_opens_without_a_password_is_read(write: Write) -> None:
    assert "At least 12" in read_all([write("a.pdf", encrypted(""))]).documents[0].text


def test_encrypted_pdf_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="encrypted"):
        read_all([write("a.pdf", encrypted("secret"))])


def test_scanned_pdf_is_refused(write: Write) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(SourceError, match="looks scanned"):
        read_all([write("a.pdf", stream.getvalue())])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        pdf()[:900],
        b"not a pdf at all",
        pdf().replace(b"/Pages", b"/Sages"),
        b"%PDF-1.4\n" + b"<<" * 5000,
    ],
    ids=["header", "cut", "text", "no-pages", "nested"],
)
def test_broken_pdf_is_refused_without_a_traceback(write: Write, data: bytes) -> None:
    with pytest.raises(SourceError, match=r"broken|no text layer"):
        read_all([write("a.pdf", data)])


def outcome(path: str) -> str:
    try:
        return read_all([path]).documents[0].text
    except SourceError as error:
        return str(error)


def test_any_damage_ends_in_text_or_a_clear_error(write: Write) -> None:
    whole = pdf()
    damaged = [whole[:at] + b"\xff\x00(" + whole[at + 5 :] for at in range(0, len(whole), max(1, len(whole) // 60))]
    outcomes = [outcome(write("a.pdf", data)) for data in damaged]
    assert all(outcomes)
    assert len(set(outcomes)) > 1  # some are read, some are refused


def test_reflow_drops_running_heads_and_joins_across_pages() -> None:
    line = "this is a line of the usual width that goes on to the"
    pages = [f"THE POST\n{line}\n{line}\n{number}" for number in (1, 2, 3)]
    assert reflow(pages) == " ".join([line] * 6)


def test_reflow_makes_broken_words_whole_and_keeps_items() -> None:
    page = "The mayor of the city visited the hospi-\ntal in which the people who were hurt are\ntreated.\n- one\n- two"
    expected = (
        "The mayor of the city visited the hospital in which the people who were hurt are treated.\n\n- one\n\n- two"
    )
    assert reflow([page]) == expected
