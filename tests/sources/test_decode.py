"""Encodings, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from checker.errors import SourceError, UsageError
from checker.sources.decode import decode
from checker.sources.draft import Blob
from checker.sources.options import SourceOptions

FRENCH = "La ministre a déclaré mercredi que 5 000 soldats étaient arrivés “à l’heure” — selon elle."
POLISH = "Ministerstwo poinformowało, że żołnierze przybyli w środę do miasta. Świadkowie mówią o łódkach."
RUSSIAN = "Министерство сообщило, что солдаты прибыли в город в среду. По словам свидетелей, их было много."
JAPANESE = "政府は水曜日、兵士が到着したと発表した。目撃者によると多数いたという。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (FRENCH.encode(), FRENCH),
        (codecs.BOM_UTF8 + FRENCH.encode(), FRENCH),
        (FRENCH.encode("utf-16"), FRENCH),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), FRENCH),
        (FRENCH.encode("utf-32"), FRENCH),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_unicode_is_read_without_a_note(data: bytes, text: str) -> None:
    decoded = decode(Blob("a.txt", data))
    assert (decoded.text, decoded.problems) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1252", FRENCH), ("cp1250", POLISH), ("cp1251", RUSSIAN), ("koi8-r", RUSSIAN), ("shift_jis", JAPANESE)],
)
def test_old_encodings_are_recognised_and_noted(encoding: str, text: str) -> None:
    decoded = decode(Blob("a.txt", text.encode(encoding)))
    assert decoded.text == text
    assert [problem.what for problem in decoded.problems] == ["encoding"]
    assert not decoded.problems[0].degraded
    assert "--encoding" in decoded.problems[0].why


def test_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode(Blob("a", "Łódź".encode("iso-8859-2"), charset="iso-8859-2")).text == "Łódź"
    assert decode(Blob("a", "Łódź".encode("iso-8859-2")), declared="ISO-8859-2").text == "Łódź"
    assert decode(Blob("a", "café “x”".encode("cp1252")), declared="latin-1").text == "café “x”"


@pytest.mark.parametrize("declared", ["ascii-but-wrong", "utf-16", "punycode", "hex", "utf-8\x00", ""])
def test_declared_nonsense_is_passed_over(declared: str) -> None:
    assert decode(Blob("a", "Łódź and café".encode()), declared=declared).text == "Łódź and café"


def test_forced_encoding_wins() -> None:
    assert decode(Blob("a", "Łódź".encode("cp1250"), encoding="cp1250", charset="utf-8")).text == "Łódź"


@pytest.mark.parametrize(
    ("blob", "says"),
    [
        (Blob("a", b"caf\xe9", encoding="utf-8"), "expected utf-8, as --encoding says, but the bytes at byte 3"),
        (Blob("a", codecs.BOM_UTF8 + b"caf\xe9"), "byte order mark"),
        (Blob("a", b"\x00\x01\x02" * 50), "control characters"),
        (Blob("a", b"\xff\xfe\x00\xd8"), "do not fit"),
        (Blob("a", b"\x89PNG\r\n\x1a\n" + bytes(50)), "a PNG image"),
        (Blob("a", b"{\\rtf1 hello}"), "RTF"),
        (Blob("a", b"text \x00 with NUL \xe9"), "NUL bytes"),
        (Blob("a", b"text \x00 with NUL"), "control characters"),
        (Blob("a", bytes(range(1, 9)) * 40), "control characters"),
        (Blob("a", " \ufeff\u200b\n".encode()), "empty"),
    ],
)
def test_what_is_no_text_is_refused(blob: Blob, says: str) -> None:
    with pytest.raises(SourceError, match="expected") as error:
        decode(blob)
    assert says in str(error.value)
    assert error.value.path == "a"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"max_bytes": 0}, "--max-bytes"),
        ({"timeout": 0.0}, "sources.timeout"),
        ({"timeout": float("nan")}, "sources.timeout"),
        ({"encoding": "klingon"}, "--encoding klingon"),
        ({"encoding": "hex"}, "--encoding hex"),
        ({"published": {"a.txt": "2024-11-12"}}, "--published a.txt"),
    ],
)
def test_options_check_themselves(options: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        SourceOptions(**options)  # type: ignore[arg-type]
