"""Parts and totals: the figures of one list added up, and a part that is larger than its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.facts.lexicon import is_a, is_verb, synonym_set
from checker.rules.align import STATUS
from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import (
    AS_WRITTEN,
    Force,
    Reckoned,
    Sort,
    is_level,
    same_terms,
    shown,
    spread,
    total,
    virtual,
)
from checker.rules.arithmetic.words import fates, holds_phrase, listed, tokens
from checker.rules.compare import Widths
from checker.rules.remembered import remembered
from checker.values.claim import EntityKind
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity

ADDED = frozenset(
    {
        Dimension.COUNT,
        Dimension.MONEY,
        Dimension.MASS,
        Dimension.VOLUME,
        Dimension.AREA,
        Dimension.ENERGY,
        Dimension.POWER,
        Dimension.DATA,
    }
)
REACH = 70  # code points between two parts of one list
AROUND = 30  # code points on each side of a figure in which a word says that it is a total
MOST_PARTS = 12  # a longer run is a table, of which nobody gives the total in passing


@dataclass(frozen=True, slots=True)
class Parts:
    """The figures of one list, and whether it claims to name all of them."""

    figures: tuple[Quantity, ...]
    complete: bool


def find_sums(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """The sums of the lists of one passage, against the totals that the other claim states."""
    for parts in find_lists(ours, widths):
        if not ours.own(parts.figures[0]):
            continue
        for stated in theirs.quantities:
            if theirs.own(stated) and is_level(stated) and not stated.part:
                found = _sum(ours, theirs, parts, stated, widths)
                if found is not None:
                    yield found


def find_lists(ours: Passage, widths: Widths) -> tuple[Parts, ...]:
    """The lists of like figures in a passage: at least two, joined by commas or "and"."""
    kept = (_without_total(ours, run, widths) for run in _runs(ours))
    return tuple(
        Parts(tuple(run), _complete(ours, run)) for run in kept if 2 <= len(run) <= MOST_PARTS and _closed(ours, run)
    )


def has_list(ours: Passage) -> bool:
    """Whether a passage holds what may be a list of like figures."""
    return any(len(run) > 1 for run in _runs(ours))


def has_part(ours: Passage) -> bool:
    """Whether a claim tells that a figure of its own is a part of something."""
    return any(q.part and ours.own(q) for q in ours.quantities)


@remembered
def _runs(ours: Passage) -> list[list[Quantity]]:
    """The like figures of a passage that stand side by side; alone those that do not."""
    runs: list[list[Quantity]] = []
    for q in ours.quantities:
        if not (is_level(q) and q.dimension in ADDED and q.interval.low >= 0):
            continue
        if runs and q.part is runs[-1][-1].part and _joined(ours, runs[-1][-1], q):
            runs[-1].append(q)
        else:
            runs.append([q])
    return runs


def _closed(ours: Passage, run: Sequence[Quantity]) -> bool:
    """Whether a list ends as lists do: "and" before its last figure, or a comma with a place of its own."""
    gap = ours.between(run[-2], run[-1])
    words = tokens(gap)
    return bool(listed("joins") & set(words)) or ";" in gap or "in" in words[-4:]


def _joined(ours: Passage, first: Quantity, second: Quantity) -> bool:
    """Whether two figures stand side by side in one list: a comma or "and" between, and no verb but one of fate."""
    gap = ours.between(first, second)
    if len(gap) > REACH or not same_terms(first, second) or any(c in gap for c in ".:!?()"):
        return False
    words = tokens(gap)
    if listed("breaks") & set(words[-2:]):
        return False
    at = max((i for i, w in enumerate(words) if w in listed("joins")), default=-1)
    if at < 0 and not ("," in gap or ";" in gap):
        return False
    lead = words[at + 1 :] if at >= 0 else tokens(gap.replace(";", ",").rsplit(",", 1)[1])
    return bool(_befell(first) and _befell(second)) or not any(is_verb(w) for w in lead)


def _without_total(ours: Passage, run: list[Quantity], widths: Widths) -> list[Quantity]:
    """The parts of a run without the total before them: "seven people, three adults and four children"."""
    if len(run) < 3 or tokens(ours.between(run[0], run[1]))[-1:] in (("and",), ("plus",)):
        return run
    lead, rest = run[0], run[1:]
    whole = all(q.counted is None or _generic(lead.counted, q.counted) for q in rest)
    fits = spread(lead, widths).widened(widths.ratio).intersects(total(rest, widths))
    return rest if fits or (whole and lead.interval.low >= max(q.interval.low for q in rest)) else run


def _complete(ours: Passage, run: Sequence[Quantity]) -> bool:
    """Whether nothing says that there are more parts than those of the list."""
    before = ours.before(run[0], AROUND)
    after = tokens(ours.after(run[-1], AROUND))
    return not holds_phrase("incomplete", before) and not listed("more") & set(after)


def _sum(ours: Passage, theirs: Passage, parts: Parts, stated: Quantity, widths: Widths) -> Reckoned | None:
    """A list added up against one total, or None where the total is not that of the list."""
    chosen = _covered(ours, theirs, parts, stated)
    if chosen is None:
        return None
    force = Force.EXACT
    interval = total(chosen, widths)
    named = bool(_befell(stated)) or holds_phrase("totals", _around(theirs, stated))
    if not parts.complete and len(_befell(stated)) < 2:
        interval, force = Interval.above(interval.low, closed=True), Force.BOUND
    elif not named:
        force = Force.HINT
    result = virtual(chosen[0], stated, interval)
    shown_sum = total(chosen, AS_WRITTEN) if force is not Force.BOUND else interval
    text = f"{_and([_part(ours, q, chosen) for q in chosen])} make {shown(shown_sum, stated)}"
    return Reckoned(Sort.PARTS, chosen, result, stated, text, force)


def _covered(ours: Passage, theirs: Passage, parts: Parts, stated: Quantity) -> tuple[Quantity, ...] | None:
    """The parts of a list that make up what ``stated`` counts; None where it counts something else."""
    figures = tuple(q for q in parts.figures if same_terms(q, stated))
    befell = _befell(stated)
    if len(befell) > 1:
        figures = tuple(q for q in figures if _befell(q) and _befell(q) <= befell)
        if frozenset().union(*map(_befell, figures)) != befell:
            return None
    elif any(_befell(q) != befell for q in figures):
        return None
    if len(figures) < 2 or holds_phrase("alone", _around(theirs, stated)):
        return None
    if stated.dimension is Dimension.COUNT and not all(_counts(stated, q, figures) for q in figures):
        return None
    return None if _of_one_place(ours, theirs, figures) else figures


def _befell(q: Quantity) -> frozenset[str]:
    """The statuses that a figure counts: of casualties, dead and injured."""
    named = frozenset(q.qualifiers)
    return (named & STATUS).union(*(fates(w) for w in (*q.qualifiers, q.counted or "")))


def _counts(stated: Quantity, part: Quantity, figures: Sequence[Quantity]) -> bool:
    """Whether what a part counts is among what the total counts; a part without a noun counts what the first does."""
    noun = part.counted or figures[0].counted
    if stated.counted is None or noun is None:
        return bool(_befell(stated))
    return _generic(stated.counted, noun)


def _generic(whole: str | None, noun: str) -> bool:
    """Whether a noun names the things of another one, or a sort that they are of: person, child."""
    if whole is None:
        return False
    return whole == noun or (synonym_set(whole) or whole) == (synonym_set(noun) or noun) or is_a(noun, whole)


def _of_one_place(ours: Passage, theirs: Passage, figures: Sequence[Quantity]) -> bool:
    """Whether the total is told of a place that only some of the parts are of: then it is no total of them."""
    named = {e.canonical for e in theirs.claim.facts.entities if e.kind is EntityKind.PLACE}
    ends = [*(q.span.start for q in figures[1:]), figures[-1].span.end + REACH]
    for q, end in zip(figures, ends, strict=True):
        here = {e.canonical for e in ours.claim.facts.entities if q.span.start <= e.span.start < end}
        others = {
            e.canonical
            for e in ours.claim.facts.entities
            if not q.span.start <= e.span.start < end and e.kind is EntityKind.PLACE
        }
        if here & named and not (others & named):
            return True
    return False


def _around(theirs: Passage, q: Quantity) -> str:
    """The words of a figure and beside it."""
    return f"{theirs.before(q, AROUND)} {q.text} {theirs.after(q, AROUND)}"


def _part(ours: Passage, q: Quantity, figures: Sequence[Quantity]) -> str:
    """A part as it is shown: with what befell those it counts, where that tells the parts apart."""
    apart = len({_befell(x) for x in figures}) > 1
    said = "/".join(sorted(_befell(q)))
    return f"{ours.phrase(q)} {said}" if apart and said else ours.phrase(q)


def _and(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def find_wholes(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """A part of one claim against the whole that the other states: it cannot be larger."""
    for part in ours.quantities:
        if not (part.part and ours.own(part) and is_level(part) and part.dimension is Dimension.COUNT and part.counted):
            continue
        if tokens(ours.after(part, 12))[:2] not in (("of", "the"), ("of", "its"), ("of", "their"), ("of", "his")):
            continue
        for stated in theirs.quantities:
            if not (theirs.own(stated) and is_level(stated) and stated.dimension is Dimension.COUNT) or stated.part:
                continue
            if listed("rest") & set(tokens(theirs.before(stated, AROUND))[-1:]):
                continue
            if _generic(part.counted, stated.counted or "") and holds_phrase("wholes", _around(theirs, stated)):
                interval = Interval.above(spread(part, widths).low, closed=True)
                text = f"a whole of which “{part.text}” is a part is {shown(interval, stated)}"
                yield Reckoned(Sort.WHOLE, (part,), virtual(part, stated, interval), stated, text, Force.BOUND)
