"""What is left of a whole, and the difference of two figures: "three of the four", "the other two"; 61 votes to 39."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.facts.lexicon import is_verb, synonym_set
from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import AS_WRITTEN, Force, Reckoned, Sort, is_level, shown, spread, total, virtual
from checker.rules.arithmetic.words import holds_phrase, listed, tokens
from checker.rules.compare import SAME, Widths
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity

BESIDE = 24  # code points between a part and its whole, "of the city's "
CLOSE = 14  # code points before a figure in which "the other" stands
REACH = 30


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part with the whole that stands beside it: "three of the four hostages"."""

    part: Quantity
    whole: Quantity


def find_rests(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """What is left of the wholes of one passage, against what the other claim says is left."""
    for found in _parts_of(ours):
        if not ours.own(found.part):
            continue
        left = _less(found.whole, found.part, widths)
        if left.low < 0:
            continue
        written = shown(_less(found.whole, found.part, AS_WRITTEN), found.part)
        text = f"{found.part.text} of {ours.phrase(found.whole)} leaves {written}"
        for stated in theirs.quantities:
            if theirs.own(stated) and is_level(stated) and stated.dimension is found.part.dimension:
                force = _force(ours, theirs, found, stated)
                if force is not None:
                    used = (found.part, found.whole)
                    yield Reckoned(Sort.REST, used, virtual(found.part, stated, left), stated, text, force)


def find_remainders(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """A part and "the other two" of one passage, against the whole that the other claim states."""
    for found in _parts_of(ours):
        for other in ours.around:
            if other in (found.part, found.whole) or not _is_rest(ours, other) or not ours.own(found.part):
                continue
            if not _alike(other, found.part) or other.interval.low > found.whole.interval.high:
                continue
            used = tuple(sorted((found.part, other), key=lambda q: q.span))
            both = total(used, widths)
            text = f"{used[0].text} and the other {used[-1].text} make {shown(total(used, AS_WRITTEN), found.whole)}"
            for stated in theirs.quantities:
                same = theirs.own(stated) and is_level(stated) and _alike(stated, found.whole)
                if same and abs(stated.interval.middle - found.whole.interval.middle) <= SAME:
                    result = virtual(found.whole, stated, both)
                    yield Reckoned(Sort.REST, used, result, stated, text, Force.BOUND)


def find_losses(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """A whole and what it lost, against what the other claim says it shrank to."""
    for whole, lost in _losses(ours):
        left = _less(whole, lost, widths)
        if left.low < 0:
            continue
        text = f"{ours.phrase(whole)} less {ours.phrase(lost)} leaves {shown(_less(whole, lost, AS_WRITTEN), lost)}"
        for stated in theirs.quantities:
            named = theirs.own(stated) and is_level(stated) and stated.dimension is lost.dimension
            if named and holds_phrase("shrunk", theirs.before(stated, CLOSE)):
                yield Reckoned(Sort.REST, (whole, lost), virtual(whole, stated, left), stated, text)


def _losses(ours: Passage) -> Iterator[tuple[Quantity, Quantity]]:
    """Each whole with what it lost: "400 jobs, less 30"."""
    for whole, lost in pairwise(ours.quantities):
        same = is_level(whole) and is_level(lost) and whole.dimension is lost.dimension is Dimension.COUNT
        gap = tokens(ours.between(whole, lost))
        if same and ours.own(whole) and listed("lost") & set(gap[-2:]) and len(gap) <= 4:
            yield whole, lost


def has_part_of(ours: Passage) -> bool:
    """Whether a claim tells of a part beside its whole."""
    return any(ours.own(found.part) for found in _parts_of(ours))


def has_loss(ours: Passage) -> bool:
    """Whether a claim tells of a whole and what it lost."""
    return any(True for _ in _losses(ours))


def has_difference(ours: Passage) -> bool:
    """Whether a passage gives the two sides of a vote, or a score."""
    votes = [q for q in ours.quantities if q.dimension is Dimension.COUNT and is_level(q) and _is_votes(ours, q)]
    return len(votes) > 1 or any(q.dimension is Dimension.SCORE for q in ours.quantities)


def find_margins(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """The difference of the two sides of a vote, against the margin that the other claim states."""
    for used, difference, text in _differences(ours, widths):
        for stated in theirs.quantities:
            counts = theirs.own(stated) and is_level(stated) and stated.dimension is Dimension.COUNT
            before = set(tokens(theirs.before(stated, REACH))[-4:])
            if counts and listed("margin") & before and any(ours.own(q) for q in used):
                shown_text = f"{text} is a difference of {shown(difference, stated)}"
                yield Reckoned(Sort.MARGIN, used, virtual(used[0], stated, difference), stated, shown_text)


def _differences(ours: Passage, widths: Widths) -> Iterator[tuple[tuple[Quantity, ...], Interval, str]]:
    for q in ours.quantities:
        if q.dimension is Dimension.SCORE and q.second is not None:
            gap = q.second.plus(q.interval.scaled(-1.0)) if q.interval.high else q.second
            yield (q,), Interval.point(abs(gap.middle)), f"“{q.text}”"
    votes = [q for q in ours.quantities if q.dimension is Dimension.COUNT and is_level(q) and _is_votes(ours, q)]
    if len(votes) == 2:
        larger, smaller = sorted(votes, key=lambda q: -q.interval.middle)
        gap = _less(larger, smaller, widths)
        if gap.low >= 0:
            yield tuple(votes), gap, f"{votes[0].text} against {votes[1].text}"


def _less(whole: Quantity, part: Quantity, widths: Widths) -> Interval:
    """What is left of a whole without a part, as far as both may be rounded."""
    return spread(whole, widths).plus(spread(part, widths).scaled(-1.0))


def _is_votes(ours: Passage, q: Quantity) -> bool:
    """Whether a count is one of votes, or the second beside one: "425,930 votes, against 412,518"."""
    return q.counted in listed("votes") or "against" in tokens(ours.before(q, 10))[-1:]


def _parts_of(ours: Passage) -> Iterator[PartOf]:
    for part, whole in pairwise(ours.quantities):
        if part.dimension is not Dimension.COUNT or whole.dimension is not Dimension.COUNT:
            continue
        gap = ours.between(part, whole)
        beside = tokens(gap)[:1] == ("of",) and len(gap) <= BESIDE
        if beside and is_level(part) and is_level(whole) and part.interval.high <= whole.interval.low:
            yield PartOf(part, whole)


def _force(ours: Passage, theirs: Passage, found: PartOf, stated: Quantity) -> Force | None:
    """What can be said of a stated figure beside what is left; None where it is not told as what is left."""
    if _is_rest(theirs, stated):
        return Force.EXACT if _alike(stated, found.part) else None
    for other in _parts_of(theirs):
        same = _alike(other.whole, found.whole) and other.whole.interval == found.whole.interval
        if other.part is stated and same and not _one_verb(ours, theirs):
            return Force.HINT
    return None


def _is_rest(of: Passage, q: Quantity) -> bool:
    """Whether a figure is told as what is left: "the other two", "the remaining two"."""
    words = tokens(of.document.text[max(0, q.span.start - CLOSE) : q.span.start])
    return words[-1:] != () and words[-1] in listed("rest") and "the" in words[-3:]


def _alike(a: Quantity, b: Quantity) -> bool:
    """Whether two counts may be of one sort of thing."""
    if a.dimension is not b.dimension:
        return False
    return a.counted is None or b.counted is None or _sort(a.counted) == _sort(b.counted)


def _sort(noun: str) -> str:
    return synonym_set(noun) or noun


def _one_verb(ours: Passage, theirs: Passage) -> bool:
    """Whether both claims say one thing of their parts: then two parts are rivals, not halves."""
    nouns = {q.counted for p in (ours, theirs) for q in p.quantities}
    a, b = (
        {_sort(t.lemma) for t in p.claim.facts.terms if is_verb(t.lemma) and t.lemma not in nouns}
        for p in (ours, theirs)
    )
    return bool(a & b)
