from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.extract import extract
from checker.claims.options import ClaimOptions
from checker.errors import UsageError
from checker.facts.attribution import find_attribution
from checker.values.claim import ClaimKind, Facts
from checker.values.period import Anchor, Period, Precision
from checker.values.text import Document, PublicationDate, Span

ARTICLE = """Dam fails above Kell
Published: 2031-05-02

KELL, Tarnia (Friday) — At least five people died, the mayor said, when the dam failed. Who is to blame?

The ministry counts five dead; the army counts six.

- The bridge is closed.

Read more
"""


class Recorder:
    """A reader that notes what it is asked, and reads nothing but the place of the text."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, date | None]] = []

    def __call__(self, text: str, *, offset: int = 0, published: date | None = None) -> Facts:
        self.asked.append((text, offset, published))
        span = Span(offset, offset + len(text))
        return Facts(periods=(Period(text, span, None, None, Precision.DAY, Anchor.NONE),))


def article() -> Document:
    at = ARTICLE.index("Published")
    day = PublicationDate(date(2031, 5, 2), "line")
    return Document(
        "kell.txt", ARTICLE, "Dam fails above Kell", day, skip=(Span(at, at + len("Published: 2031-05-02")),)
    )


def test_the_claims_of_an_article() -> None:
    found = extract(article(), reader=Recorder())
    assert [(claim.kind, claim.line, claim.text) for claim in found.claims] == [
        (ClaimKind.HEADLINE, 1, "Dam fails above Kell"),
        (ClaimKind.BODY, 4, "At least five people died, the mayor said, when the dam failed."),
        (ClaimKind.BODY, 6, "The ministry counts five dead"),
        (ClaimKind.BODY, 6, "the army counts six."),
        (ClaimKind.ITEM, 8, "The bridge is closed."),
    ]
    assert [claim.id for claim in found.claims] == [f"kell.txt#{n}" for n in range(1, 6)]
    assert [claim.source for claim in found.claims] == ["kell.txt"] * 5
    assert [(drop.span.of(ARTICLE), drop.reason) for drop in found.dropped] == [
        ("Who is to blame?", "question"),
        ("Read more", "boilerplate"),
    ]


def test_a_claim_knows_its_sentence() -> None:
    whole = "The ministry counts five dead; the army counts six."
    claims = extract(article(), reader=Recorder()).claims
    assert [claim.sentence.of(ARTICLE) for claim in claims[2:4]] == [whole, whole]
    assert claims[1].sentence == claims[1].span


def test_the_reader_gets_each_claim_its_place_and_the_day() -> None:
    reader = Recorder()
    claims = extract(article(), reader=reader).claims
    assert reader.asked == [(claim.text, claim.span.start, date(2031, 5, 2)) for claim in claims]
    assert all(claim.facts.periods[0].span == claim.span for claim in claims)


def test_the_attribution_of_the_sentence_is_kept() -> None:
    attribution = extract(article(), reader=Recorder()).claims[1].facts.attribution
    assert attribution is not None
    assert (attribution.speaker, attribution.span.of(ARTICLE)) == ("the mayor", "the mayor said")


def test_options() -> None:
    document = article()
    assert len(extract(document, ClaimOptions(cut_clauses=False), Recorder()).claims) == 4
    no_headline = extract(document, ClaimOptions(headlines=False), Recorder())
    assert no_headline.claims[0].kind is ClaimKind.BODY
    assert no_headline.dropped[0].reason == "headline"
    few = extract(document, ClaimOptions(max_claims=2), Recorder())
    assert [claim.id for claim in few.claims] == ["kell.txt#1", "kell.txt#2"]
    assert [drop.reason for drop in few.dropped].count("over_limit") == 3
    assert len(extract(document, ClaimOptions(min_words=6), Recorder()).claims) == 2


@pytest.mark.parametrize("options", [{"min_words": 0}, {"max_claims": 0}])
def test_options_that_make_no_sense_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))):
        ClaimOptions(**options)


@pytest.mark.parametrize("text", ["", " \n ", "\n\n\n", "5", "...", "\u200b", "«»"])
def test_a_text_without_prose_makes_no_claims(text: str) -> None:
    assert extract(Document("a", text), reader=Recorder()).claims == ()


def test_two_runs_agree() -> None:
    assert extract(article(), reader=Recorder()) == extract(article(), reader=Recorder())


PIECES = [
    "The dam failed",
    ". ",
    "\n",
    "\n\n",
    ", and ",
    "it was",
    " said Rowe",
    "“",
    "”",
    "- ",
    "KELL — ",
    "?",
    "(",
    "5 ",
    "; ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_word_is_in_a_claim_or_dropped_or_joins_two(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = extract(Document("a", text), reader=Recorder())
    assert all(claim.span.of(text) == claim.text and claim.gist for claim in found.claims)
    edges = [edge for claim in found.claims for edge in (claim.span.start, claim.span.end)]
    assert edges == sorted(edges)
    covered = [*(claim.sentence for claim in found.claims), *(drop.span for drop in found.dropped)]
    for at in (i for i in range(len(text)) if text.startswith("dam", i)):
        assert any(span.start <= at < span.end for span in covered)


def attributed(text: str, *, offset: int = 0, published: date | None = None) -> Facts:
    find_attribution(text)
    return Facts()


@pytest.mark.parametrize("unit", ["a b c. ", "“a b c. ", "a said ", "\n\na b c", "; it was", "A B said, "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    extract(Document("a", unit * (30_000 // len(unit))), reader=attributed)
    assert time.process_time() - started < 60
