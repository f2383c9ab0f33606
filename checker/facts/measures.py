"""A measure: one or two numbers of a sentence and what they state together, before its surroundings are read."""

from __future__ import annotations

from dataclasses import dataclass

from checker.facts.atoms import Atom
from checker.facts.numeral_words import Form
from checker.facts.units import SHARE, Unit


@dataclass(frozen=True, slots=True)
class Measure:
    """A value or range of values at the tokens ``[first, last)``, in ``unit`` (None: a bare number)."""

    first: int
    last: int
    low: float
    high: float
    unit: Unit | None
    digits: int
    step: float
    form: Form
    ranged: bool = False  # two numbers were joined
    second: tuple[float, float] | None = None  # the other number of a score, the whole of a share
    score: bool = False
    noun: int = -1  # token of a noun inside the measure, "one borrower in three"; -1 where there is none
    whole_number: bool = False  # digits alone, nothing that says it is no year and no identifier
    written: bool = False
    adjective: bool = False
    money_first: bool = False


def of_atom(atom: Atom) -> Measure:
    """One number by itself; a fraction without a unit is a share of something."""
    numeral = atom.numeral
    unit = SHARE if numeral.form is Form.FRACTION and atom.unit is None else atom.unit
    bare = unit is None and not numeral.grouped and not numeral.written and numeral.form is Form.CARDINAL
    return Measure(
        atom.first,
        atom.last,
        atom.low,
        atom.high,
        unit,
        numeral.digits,
        numeral.step,
        numeral.form,
        whole_number=bare,
        written=numeral.written,
        adjective=atom.adjective,
        money_first=atom.money_first,
    )
