"""What a figure is per: "a day", "per 100,000 people", "12-cent-a-share", "daily"."""

from __future__ import annotations

from checker.facts.context import word_set
from checker.facts.nouns import per_adverbs, per_nouns, singular
from checker.facts.tokens import Tokens


def read_rate(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """What a quantity that ends before token ``at`` is per, as an id, and the token after it; None of a total."""
    word = tokens.word(at)
    if word == "for" and tokens.word(at + 1) in ("each", "every"):  # "5 euros for each share"
        at, word = at + 1, tokens.word(at + 1)
    leads = word in word_set("rate_words") and tokens.word(at + 1) in per_nouns()  # "each day"
    if word in per_adverbs() and word not in word_set("only_before_nouns") and not leads:
        return per_adverbs()[word], at + 1
    hyphens = word == "-" and tokens.word(at + 2) == "-"
    if hyphens:  # "a 12-cent-a-share dividend"
        at, word = at + 1, tokens.word(at + 1)
    if word == "per" and tokens.kind(at + 1) == "9":
        return f"{tokens.word(at + 1).replace(',', '')} {singular(tokens.word(at + 2))}", at + 3
    if word not in word_set("rate_words") or (word == "/" and not tokens.glued(at)):
        return None
    noun = tokens.word(at + 1 + hyphens)
    known = per_nouns().get(noun) or (singular(noun) if word == "per" and tokens.is_word(at + 1) else None)
    past = at + 2 + hyphens
    follows = tokens.word(past)
    longer = follows == "and" and tokens.word(past + 1) in ("a", "half", "one")  # "a day and a half"
    goes_on = (
        longer
        or (follows != "and" and follows in word_set("not_a_rate"))
        or (word in ("a", "an") and tokens.word(past) == "-" and not hyphens)
    )
    return None if known is None or goes_on else (known, past)
