"""Which of two claims is the later one, by what they state and by when they were published."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from checker.claims.extract import extract
from checker.claims.options import ClaimOptions
from checker.rules.kind import Pair
from checker.rules.time import Moment, later
from checker.values.claim import Claim
from checker.values.text import Document, PublicationDate

CASES = yaml.safe_load((Path(__file__).parent / "time.yaml").read_text(encoding="utf-8"))


def read(text: str, published: date | None) -> tuple[Claim, Document]:
    document = Document("x", text, published=PublicationDate(published, "option") if published else None)
    return extract(document, ClaimOptions(cut_clauses=False)).claims[0], document


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['a']} / {c['b']}")
def test_the_later_claim_is_known_in_either_order(case: dict[str, object]) -> None:
    (a, a_document), (b, b_document) = (read(case[x], case["published"][i]) for i, x in enumerate("ab"))
    assert later(Pair(a, b, a_document, b_document, 0.5), timedelta(days=1)) == case["later"]
    assert later(Pair(b, a, b_document, a_document, 0.5), timedelta(days=1)) == -case["later"]


def test_the_distance_is_a_setting() -> None:
    (a, a_document), (b, b_document) = (read("At least 12 died.", date(2031, 6, day)) for day in (2, 4))
    pair = Pair(a, b, a_document, b_document, 0.5)
    assert later(pair, timedelta(days=2)) == 1
    assert later(pair, timedelta(days=3)) == 0


def test_a_moment_has_a_length() -> None:
    day = datetime.combine(date(2031, 6, 2), datetime.min.time())
    with pytest.raises(ValueError, match="must not end"):
        Moment(day, day, stated=True)
