"""Readers of the longer stretches of the calendar: fiscal years, quarters, halves, seasons, decades, centuries."""

from __future__ import annotations

from checker.facts import period_guards as guards
from checker.facts.period_calendar import Tokens, edge, make, pick, value_of
from checker.facts.period_reading import Reading, Sort


def fiscal_year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "fiscal 2023", "financial year 2023-24", "FY23": the calendar is the company's own."""
    token = pick(tokens, first, last, "yYX")
    if token is None:
        return None
    begin = int(token.low[:4]) if token.kind == "X" else int(token.value)
    end = begin + 1 if token.kind == "X" else None
    other = make(Sort.DATE, tokens, last, last, year=end) if end else None
    portion = edge(tokens, first, last)
    return make(Sort.DATE, tokens, first, last, year=begin, until=other, fiscal=True, portion=portion)


def decade(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the 1980s", "the mid-'90s", "the early nineties"."""
    begin = int(tokens[last].value)
    if begin % 10:
        return None
    sort = Sort.DECADE if begin % 100 or begin >= 2000 else Sort.CENTURY
    number = begin if sort is Sort.DECADE else begin // 100 + 1
    return make(sort, tokens, first, last, number=number, portion=edge(tokens, first, last))


def century(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the 19th century", "the early twentieth century"."""
    number = value_of(tokens, first, last, "oO")
    if tokens[last].value != "century" or number is None:
        return None
    return make(Sort.CENTURY, tokens, first, last, number=number, portion=edge(tokens, first, last))


def quarter(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "Q3", "the third quarter of 2024", "third-quarter", "fiscal first quarter", "H1 2024"."""
    short = value_of(tokens, first, last, "Q")
    number = short or value_of(tokens, first, last, "oO") or (4 if pick(tokens, first, last, "R") else None)
    tail = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind in "Qq")
    fields = _tail_year(tokens, tail if short is None else first, last)
    if number is None or fields is None or not 1 <= number <= (8 if short else 4):
        return None
    if guards.is_part_of_word(tokens, last) or (short is None and guards.is_share(tokens, first, last)):
        return None
    fiscal = pick(tokens, first, last, "FY") is not None
    portion = edge(tokens, first, tail)
    if number > 4:
        if number > 6 or not (fields or fiscal):
            return None
        return make(Sort.HALF, tokens, first, last, number=number - 4, fiscal=fiscal, **fields)
    return make(Sort.QUARTER, tokens, first, last, number=number, fiscal=fiscal, portion=portion, **fields)


def _tail_year(tokens: Tokens, first: int, last: int) -> dict[str, int] | None:
    """The year after a quarter or half: "of 2024", "of last year", "of the year"; empty where none is named."""
    if year := value_of(tokens, first, last, "yY"):
        return {"year": year}
    unit = pick(tokens, first, last, "u")
    if unit is None:
        return {}
    return {"shift": value_of(tokens, first, last, "R") or 0} if unit.value == "year" else None


def half(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the first half of 2024", "the second half of last year"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind == "h")
    number = value_of(tokens, first, at, "oO") or 2
    fields = _tail_year(tokens, at, last)
    if not fields or number > 2:
        return None
    fiscal = pick(tokens, first, last, "F") is not None
    return make(Sort.HALF, tokens, first, last, number=number, fiscal=fiscal, **fields)


def season(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the summer of 2023", "in the spring", "late summer"; not "spring water", "the fall in prices"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind == "S")
    pair = pick(tokens, at, last, "X")
    fields = {"year": int(pair.low[:4])} if pair else _tail_year(tokens, at, last)
    portion = edge(tokens, first, at)
    if fields is None or not (fields or guards.is_season(tokens, first, at, portion is not None)):
        return None
    return make(Sort.SEASON, tokens, first, last, name=str(tokens[at].value), portion=portion, **fields)


def season_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "last winter", "this summer", "next spring"."""
    shift = value_of(tokens, first, last, "R")
    name = str(tokens[last].value)
    return make(
        Sort.SEASON, tokens, first, last, name=name, toward=shift, strict=True, portion=edge(tokens, first, last)
    )
