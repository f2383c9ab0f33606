"""Bytes -> text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from checker.errors import SourceError
from checker.sources.draft import Blob
from checker.sources.options import is_text_encoding
from checker.values.report import NotChecked

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)
# What the web means when it says "latin-1" or "ascii": the Windows superset (WHATWG Encoding, section 4.2).
_WIDER: Final = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
# Codecs that a page must not choose for us: escapes, and one of quadratic cost.
_UNFIT: Final = frozenset({"unicode_escape", "raw-unicode-escape", "idna", "punycode", "utf-7", "mbcs", "oem"})
# The encodings that news files come in; a free choice among all of them is wrong on short texts.
_USUAL: Final = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("shift_jis", "euc_jp", "euc_kr", "big5", "gb18030"),
]
_SAMPLE: Final = 65_536  # bytes that the detector sees
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.02  # share of characters; more is no text
_WESTERN = re.compile(r"[\x00-\x7f\u00a0¡£§©«®°·»¿À-ÏÑ-ÖØ-Üß-ïñ-öø-üÿŒœŠšŽž€‚„…†‡‰‹›‘’“”•–—™]*")
_MOST_ACCENTS: Final = 0.2  # share of characters beyond ASCII in a text in a Latin script


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with universal newlines and no byte order mark; ``problems`` tells of a guessed encoding."""

    text: str
    problems: tuple[NotChecked, ...] = ()


def decode(blob: Blob, declared: str | None = None) -> Decoded:
    """Decode by the forced encoding, byte order mark, header, ``declared``, strict UTF-8, then by likelihood.

    ``declared`` is what the text says of itself (an HTML meta tag). Raise SourceError for what is no text, or for
    bytes that do not fit the forced encoding.
    """
    if blob.encoding is not None:
        return Decoded(_finish(blob, _forced(blob, blob.encoding)))
    refuse_binary(blob)
    for mark, encoding in _MARKS:
        if blob.data.startswith(mark):
            return Decoded(_finish(blob, _strict(blob, encoding, "as its byte order mark says")))
    if declared and declared.lower().startswith(("utf-16", "utf-32")):
        declared = None  # it was read as ASCII, so it cannot be true (WHATWG HTML, section 13.2.3.2)
    for name in (blob.charset, declared, "utf-8"):
        text = _attempt(blob.data, name)
        if text is not None:
            return Decoded(_finish(blob, text))
    return _guess(blob)


def _forced(blob: Blob, encoding: str) -> str:
    return _strict(blob, encoding, "as --encoding says").removeprefix("\ufeff")


def _strict(blob: Blob, encoding: str, because: str) -> str:
    try:
        return blob.data.decode(encoding)
    except UnicodeError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        reason = f"expected {encoding}, {because}, but the bytes{at} do not fit it; name the right one by --encoding"
        raise SourceError(blob.name, reason) from error


def _attempt(data: bytes, name: str | None) -> str | None:
    """The text if ``name`` is an encoding that fits all of the data, else None."""
    if not name or not is_text_encoding(name):
        return None
    known = codecs.lookup(name).name
    if known in _UNFIT:
        return None
    try:
        return data.decode(_WIDER.get(known, known))
    except UnicodeError:
        return None


def _guess(blob: Blob) -> Decoded:
    """Neither declared nor UTF-8: Western European where it looks like it, else what charset-normalizer finds."""
    if b"\x00" in blob.data:
        raise SourceError(blob.name, "expected text, but this is a binary file (it holds NUL bytes); save it as text")
    encoding = "cp1252" if _is_western(blob.data) else _detected(blob.data)
    text = None if encoding is None else _attempt(blob.data, encoding)
    if encoding is None or text is None:
        reason = (
            "expected text, but its bytes fit no known encoding; save it as UTF-8 or name the right one by --encoding"
        )
        raise SourceError(blob.name, reason)
    why = f"neither declared nor UTF-8; read as {encoding}, which fits best; --encoding sets it"
    return Decoded(_finish(blob, text), (NotChecked(blob.name, "encoding", why),))


def _is_western(data: bytes) -> bool:
    text = _attempt(data, "cp1252")
    if text is None or not _WESTERN.fullmatch(text):
        return False
    return sum(1 for char in text if char > "\x7f") <= _MOST_ACCENTS * len(text)


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only files in old encodings pay for it

    best = from_bytes(data[:_SAMPLE], cp_isolation=_USUAL).best()
    return None if best is None else best.encoding


def refuse_binary(blob: Blob) -> None:
    """Raise SourceError where the bytes begin like those of a known format that is not text."""
    for signature, what in _SIGNATURES:
        if blob.data.startswith(signature):
            raise SourceError(blob.name, f"expected text, but this looks like {what}; save it as text, PDF or .docx")


def _finish(blob: Blob, text: str) -> str:
    """Universal newlines; raise SourceError for text that is empty or made of control characters."""
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\u00a0"):
        raise SourceError(blob.name, "expected an article, but it is empty; check the file or leave it out")
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if "\x00" in text or controls > _MOST_CONTROLS * len(text):
        share = f"{controls} of its {len(text)} characters are control characters"
        raise SourceError(blob.name, f"expected text, but this is binary: {share}; save it as text")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
