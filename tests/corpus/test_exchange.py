"""An import takes in what an export has written, and nothing on which a later check would stumble."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given

from checker.corpus import Corpus
from checker.corpus.check import check
from checker.corpus.exchange import Form, article_rows, import_all, json_lines
from checker.corpus.imported import wrong_with
from checker.corpus.status import status
from checker.errors import SourceError
from checker.pipeline import Began, Parts
from checker.sources.normalise import normalise
from checker.values.text import Document, OffsetMap, PublicationDate
from tests.corpus.conftest import FIRE, documents, put
from tests.sources.test_normalise import TEXTS

MOST = 10_000  # bytes of a text


@pytest.fixture
def small(parts: Parts) -> Parts:
    """The parts of a run that reads small texts only."""
    return replace(parts, config=replace(parts.config, sources=replace(parts.config.sources, max_bytes=MOST)))


def exported(tmp_path: Path, form: Form, *articles: dict[str, object]) -> str:
    rows = [json.dumps({"version": 1, "article": article}) for article in articles]
    path = tmp_path / f"all.{form}"
    if form == "jsonl":
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    else:
        pd.DataFrame({"article": rows}).to_parquet(path)
    return str(path)


def article(name: str = "a.txt", **more: object) -> dict[str, object]:
    return {"id": name, "text": FIRE["morning.txt"][1], **more}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id": " "}, "its id is empty"),
        ({"text": "x" * (MOST + 1)}, f"its text has more than {MOST} bytes; raise sources.max_bytes"),
        ({"text": "x" * (MOST * 11)}, f"has more than {MOST * 10} bytes; raise sources.max_bytes"),
        ({"skip": [{"start": 3, "end": 5000}]}, "it names the part [3, 5000) of a text of "),
        ({"ignores": [{"span": {"start": 3, "end": 5000}}]}, "it names the part [3, 5000) of a text of "),
        ({"ignores": [{"span": {"start": 3, "end": 5}, "line": 0}]}, "has no line"),
        ({"tier": 2**70}, "its tier is 1180591620717411303424; expected 1 to 5"),
        ({"offsets": {"starts": [0], "shifts": [-1000]}}, "its offsets lead to no text"),
        ({"offsets": {"starts": [0], "shifts": [MOST]}}, "its offsets lead to no text"),
        ({"offsets": {"starts": [0, 9, 5], "shifts": [0, 1, 2]}}, "its offsets lead to no text"),
        ({"offsets": {"starts": [0, 9], "shifts": [0, -3]}}, "its offsets lead to no text"),
        ({"offsets": {"starts": [0, 5000], "shifts": [0, 1]}}, "its offsets lead to no text"),
        ({"offsets": {"starts": [1], "shifts": [1]}}, "expected an article as 'checker corpus export' writes it"),
    ],
)
def test_what_does_not_hold_together_stays_out(
    corpus: Corpus, small: Parts, tmp_path: Path, form: Form, wrong: dict[str, object], why: str
) -> None:
    name = exported(tmp_path, form, article(), article("b.txt", **wrong) | wrong)
    with pytest.raises(SourceError) as refused:
        import_all(corpus, small, name, form)
    place = "line 2" if form == "jsonl" else "row 2"
    assert refused.value.path == name
    assert refused.value.reason.startswith(place)
    assert why in refused.value.reason
    assert status(corpus).articles == 0


def test_what_was_exported_comes_in(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    odd = normalise("\ufeffThe ﬁre\u200b in the Ambrel valley\r\ndestroyed\u00a040 homes.\r\n")
    document = Document("odd.txt", odd.text, offsets=odd.offsets, published=PublicationDate(date.max, "option"), tier=5)
    put(corpus, parts, [*documents(FIRE), document, replace(document, id="odd-2.txt", text=odd.text.replace("4", "5"))])
    with corpus.look() as snapshot:
        lines = list(json_lines(article_rows(snapshot)))
    (tmp_path / "all.jsonl").write_text("".join(lines), encoding="utf-8")
    other = Corpus.create(tmp_path / "other", parts.encoder, "default")
    assert len(import_all(other, parts, str(tmp_path / "all.jsonl"), "jsonl").added) == 5
    with other.look() as snapshot:
        assert list(json_lines(article_rows(snapshot))) == lines
    assert check(other, parts, Began()).report.findings  # also of the last day that there is


@given(TEXTS)
def test_whatever_was_read_may_come_in(raw: str) -> None:
    read = normalise(raw)
    assert wrong_with(Document("a.txt", read.text, offsets=read.offsets), max(1, len(raw.encode()))) is None


def test_offsets_that_no_reading_gives() -> None:
    assert wrong_with(Document("a.txt", "fire", offsets=OffsetMap((0, 2), (0, -1))), MOST) is None  # one became two
    assert wrong_with(Document("a.txt", "fire", offsets=OffsetMap((0, 2), (0, -2))), MOST) is not None
