"""A text that is a number and nothing else, as a table's cell or label has it: "- 10", "2.3 M", "1 over 3".

In prose the same signs and letters mean something else: "- 10 killed" is an item of a list, "one over 80" a person.
"""

from __future__ import annotations

from dataclasses import replace

from checker.facts.atoms import Atom
from checker.facts.numeral_words import SHARE_STEP, Form
from checker.facts.tokens import Tokens
from checker.facts.units import unit_table

_STOPS = (".", "!", "?")
_LABELS = (("percent", "of"), ("percents", "of"), ("per", "cent", "of"), ("percentage", "of"))
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6}
_BEFORE_FRACTION = ("", "is", "equals", "=")


def settled(tokens: Tokens, atoms: list[Atom]) -> list[Atom]:
    """The atoms of ``tokens``, read as those of a cell where the text is one; unchanged otherwise."""
    if not 0 < len(atoms) <= 2:
        return atoms
    end = len(tokens) - (tokens.word(len(tokens) - 1) in _STOPS)
    if len(atoms) == 2:
        over = _over(tokens, *atoms) if atoms[1].last == end else None
        return atoms if over is None else [over]
    atom = _scaled(tokens, atoms[0], end)
    if atom.last != end or atom.unit is not None:
        return atoms
    if atom.first == 1 and tokens.word(0) == "-":
        atom = replace(atom, first=0, negative=True)
    elif tokens.words[: atom.first] in _LABELS:
        atom = replace(atom, first=0, unit=unit_table().by_id["percent"])
    return [atom]


def _scaled(tokens: Tokens, atom: Atom, end: int) -> Atom:
    """The atom with the scale letter that a space parts from it: "2.33 k"."""
    scale = _SCALES.get(tokens.raw(atom.last), 1.0)
    if scale == 1 or atom.last + 1 != end or tokens.kind(atom.last - 1) != "9" or atom.unit is not None:
        return atom
    one = atom.numeral
    numeral = replace(one, low=one.low * scale, high=one.high * scale, step=one.step * scale, scale=scale, grouped=True)
    return replace(atom, last=end, numeral=numeral)


def _over(tokens: Tokens, above: Atom, below: Atom) -> Atom | None:
    """ "1 over 3", a third; None of anything else, such as a blood pressure of "120 over 80"."""
    numbers = above.unit is None and below.unit is None and above.numeral.low == 1 < below.low
    alone = tokens.word(above.first - 1) in _BEFORE_FRACTION
    if not numbers or not alone or tokens.words[above.last : below.first] != ("over",):
        return None
    part = above.numeral.low / below.low
    numeral = replace(above.numeral, low=part, high=part, digits=1, step=SHARE_STEP, form=Form.FRACTION)
    return replace(above, last=below.last, numeral=replace(numeral, last=below.last))
