from __future__ import annotations

from dataclasses import replace

import pytest

from checker.claims.extract import extract
from checker.facts.attribution import find_attribution
from checker.values.claim import Facts
from checker.values.text import Document


def speakers(text: str) -> list[str | None]:
    def attributions(text: str, *, offset: int = 0, published: object = None) -> Facts:
        found = find_attribution(text)
        return Facts(attribution=replace(found, span=found.span.shift(offset)) if found else None)

    claims = extract(Document("a", text), reader=attributions).claims
    return [claim.facts.attribution.speaker if claim.facts.attribution else None for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will rebuild,” Ann Rowe said. “The dam was old. It had to go.”", ["Ann Rowe"] * 3),
        ("“The dam was old. It had to go,” Ann Rowe said.", ["Ann Rowe"] * 2),
        ('"The dam was old. It had to go," Ann Rowe said.', ["Ann Rowe"] * 2),
        ("Ann Rowe said: “The dam was old.\n\n“It had to go some day.”", ["Ann Rowe"] * 2),
        ("“We will rebuild,” Ann Rowe said. The dam was old.", ["Ann Rowe", None]),
        ("“We will rebuild it,” Ann Rowe said.\n\n“The dam was old,” said Tom Hale.", ["Ann Rowe", "Tom Hale"]),
        ("The dam was old, Ann Rowe said. She added: “It had to go.”", ["Ann Rowe", "Ann Rowe"]),
        ("The dam was old, the ministry said. It warned that others were worse.", ["the ministry", "the ministry"]),
        ("The dam was old, the ministry said. She denied that it leaked.", ["the ministry", "She"]),
        ("The dam was old, Ann Rowe said. Tom Hale left the hall. He said it leaked.", ["Ann Rowe", None, "He"]),
        ("The dam was old. It had to go.", [None, None]),
        ("“The dam was old and it leaked.” The lake is empty now.", [None, None]),
    ],
)
def test_who_speaks_in_the_sentences_of_a_paragraph(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam was old, and the lake was full, the ministry said.", ["the ministry", "the ministry"]),
        ("The ministry said the dam was old; the lake was full at the time.", ["The ministry", "The ministry"]),
        ("The ministry said the dam was old, but the lake was empty at the time.", ["The ministry", None]),
        ("The ministry said the dam was old, while Tom Hale said it was new.", ["The ministry", "Tom Hale"]),
        ("The dam was old, the ministry said, and the lake was full that day.", ["the ministry", None]),
        ("The ministry denied that the dam was old; the lake was full that day.", ["The ministry", None]),
    ],
)
def test_who_speaks_in_the_claims_of_a_sentence(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected
