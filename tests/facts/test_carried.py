"""Numbers whose noun stands in the sentence before."""

import pytest

from checker.facts.carried import carried
from checker.facts.read import read_facts

CASES = [
    ("Five gunmen burst in. ", "Three of them were here.", ("gunman", ())),
    ("Five gunmen burst in. ", "Three were tall.", ("gunman", ())),
    ("The police counted 4,000 marchers; ", "the unions spoke of 9,000.", ("marcher", ())),
    ("The south massed South Sudanese soldiers. ", "Some 900 of them stayed.", ("soldier", ("south sudanese",))),
    ("Five gunmen burst in. ", "The index stood near 4,000 on Friday.", (None, ())),
    ("The index fell. ", "Three of them were here.", (None, ())),
    ("", "Three of them are here.", (None, ())),
]


@pytest.mark.parametrize(("context", "claim", "wanted"), CASES)
def test_takes_the_noun_of_the_sentence_before(context: str, claim: str, wanted: tuple[str | None, tuple[str, ...]]):
    facts = carried(read_facts(claim, offset=len(context)), claim, len(context), context)
    (found,) = [q for q in facts.quantities if q.comparable]
    assert (found.counted, found.qualifiers) == wanted


def test_a_number_with_a_noun_of_its_own_keeps_it():
    context, claim = "Five gunmen burst in. ", "Three officers of theirs fled."
    facts = read_facts(claim, offset=len(context))
    assert carried(facts, claim, len(context), context) == facts
