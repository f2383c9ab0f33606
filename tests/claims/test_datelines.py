from __future__ import annotations

import pytest

from checker.claims.datelines import after_dateline
from checker.values.text import Span


@pytest.mark.parametrize(
    "dateline",
    [
        "KELL — ",
        "KELL, Tarnia (Tuesday) — ",
        "TARN BAY, Nov. 13 - ",
        "KELL/TARN (Friday) – ",
        "KELL, June 3 (Saturday, 10 a.m.) — ",
        "KELL (Feb. 1, 2031) — ",
        "KELL: ",
        "Kell — ",
        "Kell, Tarnia (KNA) — ",
        "Kell: ",
        "ÖRBYN -- ",
        "PORT ST. ANNE, Tarnia — ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_claim(dateline: str) -> None:
    text = dateline + "At least five people died."
    assert after_dateline(text, Span(0, len(text)), first=True).of(text) == "At least five people died."


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — met on Friday.",
        "UN: Five died.",
        "FIFTY people fled — a record.",
        "The Kremlin — not Kell — said no.",
        "Five people died.",
        "KELL — ",
        "A — B",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert after_dateline(text, Span(0, len(text)), first=True).of(text) == text


def test_in_mixed_case_only_the_first_paragraph_has_one() -> None:
    text = "Kell: At least five people died."
    assert after_dateline(text, Span(0, len(text)), first=False).of(text) == text
