"""What is stored comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.extract import extract
from checker.corpus.codec import VERSION, CodecError, digest, pack, unpack
from checker.corpus.judge import Judgement
from checker.outcome import gaps, source_info
from checker.pipeline import Parts, judged
from checker.sources.read import read_all
from checker.values.claim import Claim, Extraction
from checker.values.text import Document, Ignore, OffsetMap, PublicationDate, Span

CORPORA = Path(__file__).parents[2] / "corpora"
READ = read_all([str(CORPORA)]).documents
CLAIMS = [claim for document in READ for claim in extract(document).claims]


@given(st.sampled_from(CLAIMS))
def test_a_real_claim_comes_back(claim: Claim) -> None:
    assert unpack(pack(claim), Claim) == claim


@given(st.sampled_from(READ))
def test_a_real_article_and_all_that_was_read_of_it_come_back(document: Document) -> None:
    assert unpack(pack(document), Document) == document
    extraction = extract(document)
    assert unpack(pack(extraction), Extraction) == extraction


@given(
    st.builds(
        Document,
        id=st.text(st.characters(exclude_categories=["Cs"])),
        text=st.text(st.characters(exclude_categories=["Cs"])),
        published=st.none() | st.builds(PublicationDate, st.dates(), st.just("line")),
        offsets=st.just(OffsetMap((0, 3), (0, 2))),
        skip=st.just((Span(0, 1),)),
        ignores=st.just((Ignore(Span(0, 1), ("figures",), 2),)),
        tier=st.none() | st.integers(1, 5),
    )
)
def test_any_article_comes_back_and_equal_ones_have_equal_bytes(document: Document) -> None:
    assert unpack(pack(document), Document) == document
    assert pack(document) == pack(unpack(pack(document), Document))


def test_what_the_rules_say_comes_back(parts: Parts) -> None:
    documents = read_all([str(CORPORA / "beirut-port")]).documents
    done = judged(documents, parts)
    sources = tuple(source_info(d, e) for d, e in zip(documents, done.extractions, strict=True))
    kept = Judgement(sources, done.placed, done.silenced, gaps(documents, done.extractions), done.notes)
    assert kept.placed
    assert unpack(pack(kept), Judgement) == kept


@pytest.mark.parametrize("damage", [b"", bytes([VERSION + 1]), bytes([VERSION]), bytes([VERSION]) + b"rubbish"])
def test_bytes_that_are_no_value_are_refused(damage: bytes) -> None:
    with pytest.raises(CodecError, match="Claim"):
        unpack(damage, Claim)


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    stored = bytearray(pack(CLAIMS[0]))
    place = data.draw(st.integers(0, len(stored) - 1))
    stored[place] ^= data.draw(st.integers(1, 255))
    try:
        found = unpack(bytes(stored), Claim)
    except CodecError:
        return
    assert found == CLAIMS[0]  # of the head of the packed bytes some bits say nothing


def test_digests_tell_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest(("a",), 1) == digest(("a",), 1)
