"""Each reason why two figures may both hold applies to its pair, in either order, and not to the twin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.claims.extract import extract
from checker.claims.options import ClaimOptions
from checker.rules.align import Aligned
from checker.rules.growth import Update, update_reasons
from checker.rules.kind import Pair
from checker.rules.reason import Reason
from checker.rules.scope import REASONS, scope_reasons
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Document, PublicationDate

Case = dict[str, object]
CASES: list[Case] = yaml.safe_load((Path(__file__).parent / "reasons.yaml").read_text(encoding="utf-8"))
OF_GROWTH = ("grew", "goes_on", "moves", "corrected")


def read(text: str, published: date | None) -> tuple[Claim, Document]:
    document = Document("x", text, published=PublicationDate(published, "option") if published else None)
    (claim,) = extract(document, ClaimOptions(cut_clauses=False)).claims
    return claim, document


def chosen(claim: Claim, text: str | None) -> Quantity:
    """The figure of that text; else the only one that is no ordinal."""
    found = [
        q
        for q in claim.facts.quantities
        if q.comparable and q.dimension is not Dimension.ORDINAL and text in (None, q.text)
    ]
    assert len(found) == 1, f"{claim.text}: {[q.text for q in found]}"
    return found[0]


def reasons(case: Case, b_text: str, figures: list[str] | None, *, swap: bool) -> set[str]:
    days = case.get("published") or [None, None]
    one, other = read(str(case["a"]), days[0]), read(b_text, days[1])
    left, right = (chosen(c, figures[i] if figures else None) for i, (c, _) in enumerate((one, other)))
    if swap:
        one, other, left, right = other, one, right, left
    pair = Pair(one[0], other[0], one[1], other[1], cosine=0.5)
    aligned = Aligned(left, right, 0.9)
    return {r.name for r in (*update_reasons(pair, aligned, Update()), *scope_reasons(pair, aligned))}


@pytest.mark.parametrize("swap", [False, True], ids=["as is", "swapped"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['reason']}: {c['b'][:30]}")
def test_a_reason_applies_to_its_pair_and_not_to_the_twin(case: Case, swap: bool) -> None:
    assert case["reason"] in reasons(case, str(case["b"]), case.get("figures"), swap=swap)
    assert case["reason"] not in reasons(case, str(case["not"]), case.get("not_figures"), swap=swap)


def test_every_reason_has_a_case() -> None:
    assert {c["reason"] for c in CASES} == {*REASONS, *OF_GROWTH}


def test_a_reason_is_never_a_conflict() -> None:
    with pytest.raises(ValueError, match="no conflict"):
        Reason("x", Verdict.CONFLICT, "Both cannot hold.")
