"""How well numbers are read: NewsQuant and the Recognizers-Text specifications, beside quantulum3.

    python -m benchmarks.quantities [--data FOLDER] [--errors N]

``FOLDER`` (or $CHECKER_BENCH_DATA) holds newsquant_dev.jsonl and recognizers.jsonl. NewsQuant is scored as CQE's
evaluation does (Almasian et al., "CQE: A Comprehensive Quantity Extractor", EMNLP 2023): gold and read quantities of
a sentence are matched one to one; precision, recall and F1 on the value, and on value and unit. Recognizers-Text
(Microsoft) is scored as the share of cases in which every number that it lists is read, and no other; each case that is
read otherwise stands in data/quantities_xfail.yaml with the reason. quantulum3 is run beside ours where it is installed
(pip install 'checker[bench]'). Exit status 1 where a target is missed or a failure is not among the expected ones.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.expected import expected_failures, report
from checker.facts.nouns import singular
from checker.facts.numerals import parse_number
from checker.facts.quantities import find_quantities
from checker.facts.tokens import tokenize
from checker.facts.units import unit_after
from checker.values.quantity import Dimension, Quantity

DATA = Path(os.environ.get("CHECKER_BENCH_DATA", "../shared/data")) / "quantities"
MODELS = {
    "number": "NumberModel",
    "ordinal": "OrdinalModel",
    "range": "NumberRangeModel",
    "percent": "PercentModel",
    "currency": "CurrencyModel",
    "dimension": "DimensionModel",
    "temperature": "TemperatureModel",
    "age": "AgeModel",
}
TARGETS = {"value": 0.95, "value+unit": 0.90, "number": 0.93, "range": 0.93, "percent": 0.93, "currency": 0.90,
           "dimension": 0.90, "temperature": 0.90, "age": 0.90}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A quantity in the terms of the benchmark: one value, or the two ends of a range, and words for its unit."""

    low: float
    high: float
    unit: str
    nouns: frozenset[str] = frozenset()
    id: str = ""


# ---------------------------------------------------------------- NewsQuant

# Our unit ids to the names that NewsQuant uses, where they are not the same.
NEWSQUANT_UNITS = {
    "percent": "percentage", "USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "JPY": "japanese yen",
    "DKK": "danish krone",
    "AUD": "australian dollar", "MYR": "malaysian ringgit", "SGD": "singaporean dollar",
    "INR": "indian rupee", "CAD": "canadian dollar",
    "CHF": "swiss franc", "HRK": "croatian kuna", "NZD": "new zealand dollar",
    "tonne": "metric ton", "times": "count", "degree of arc": "degree", "ksi": "kilopound per square inch",
    "fluid ounce": "ounce",
    "pound-foot": "foot pound-force",
}  # fmt: skip


def newsquant_gold(row: Mapping[str, object]) -> list[Read]:
    found = []
    for quantity in row["quantities"]:  # type: ignore[attr-defined]
        ends = [float(x) for x in re.findall(r"-?[\d.]+(?:[eE][+-]?\d+)?", _ranged(quantity["value"]))]
        unit = quantity["normalized_unit"].lower()
        words = frozenset(singular(w) for w in re.findall(r"[\w-]+", f"{unit} {quantity['unit'].lower()}"))
        found.append(Read(min(ends), max(ends), unit, words))
    return found


def _ranged(value: str) -> str:
    return re.sub(r"(?<=[\d.])-", " ", value)


def newsquant_read(text: str) -> list[Read]:
    return [r for q in find_quantities(text) if (r := _newsquant(q)) is not None]


def _newsquant(q: Quantity) -> Read | None:
    if (
        not q.comparable
        or q.dimension in (Dimension.ORDINAL, Dimension.SCORE)
        or re.match(r"no|none|not", q.text.lower())
    ):
        return None
    if q.vague and not re.search(r"dozen|hundred|thousand|million|billion|trillion", q.text.lower()):
        return None
    low, high = q.stated.low, q.stated.high
    if q.vague:  # theirs are whole powers of ten, and a dozen
        power = 10.0 ** math.floor(math.log10(low))
        low, high = (12.0, 12.0) if "dozens" in q.text.lower() else (power, power * 10)
    low, high = (high, high) if math.isinf(low) or q.approximation in _UPPER else (low, high)
    low, high = (low, low) if math.isinf(high) or q.approximation in _LOWER else (low, high)
    if q.text.endswith("or two"):
        low = high  # theirs is the second
    unit = NEWSQUANT_UNITS.get(q.unit, q.unit.lower())
    parts = re.search(r"(?<!per )\b(cents?|sen|pence|penny)\b", q.text)
    if parts:  # theirs are counted in the small coin
        low, high, unit = low * 100, high * 100, parts[0].rstrip("s")
    return Read(low, high, unit + (f" per {q.per}" if q.per else ""), _nouns(q), q.unit)


def _nouns(q: Quantity) -> frozenset[str]:
    """The noun beside the number; the subject of a sentence is a concept to them, and no unit."""
    subject = q.counted_span is not None and q.counted_span.start < q.span.start
    return frozenset(("-",)) if q.counted is None or (subject and q.unit == "1") else frozenset((q.counted,))


_UPPER = ("under", "up_to", "at_most", "just_under")
_LOWER = ("over", "at_least", "just_over", "as_few_as")


def same_value(a: Read, b: Read) -> bool:
    """Equal ends, to six digits."""
    return math.isclose(a.low, b.low, rel_tol=1e-6) and math.isclose(a.high, b.high, rel_tol=1e-6)


def same_unit(gold: Read, read: Read) -> bool:
    """One unit name; of counts, one head noun among the gold words; of rates, both parts."""
    unit, _, per = read.unit.partition(" per ")
    if gold.unit in (read.unit, unit):
        return True
    known = unit_after(tokenize(gold.unit.partition(" per ")[0]), 0)
    if known is not None and known[0].id == read.id and (not per or not gold.unit.partition(" per ")[2]):
        return True
    if known is not None and known[0].id == read.id and singular(gold.unit.partition(" per ")[2]) == per:
        return True
    if unit in ("1", "share", "point"):
        return bool(read.nouns & {"people" if n == "-" else n for n in gold.nouns} or read.nouns & gold.nouns) or (
            gold.unit in ("-", "") and read.nouns <= {"-"}
        )
    return gold.unit in (f"{unit} per {per}", f"{unit} {per}") or (unit in gold.unit.split() and unit != "year")


def quantulum_read() -> Callable[[str], list[Read]] | None:
    """The reader of quantulum3 without its classifier of units, or None where it is not installed."""
    try:
        from quantulum3 import classifier, parser  # noqa: PLC0415 - only this benchmark needs it
    except ImportError:
        return None
    classifier.USE_CLF = (
        False  # its pickle fits one version of scikit-learn only; the rules are what it was scored with
    )

    def read(text: str) -> list[Read]:
        return [_quantulum(q) for q in parser.parse(text)]

    return read


def _quantulum(quantity: Any) -> Read:
    """A quantity of quantulum3 in the terms of the benchmark: a range is a mean with an uncertainty to it."""
    margin = quantity.uncertainty or 0.0
    name = quantity.unit.name
    nouns = frozenset(("-",)) if name == "dimensionless" else frozenset()
    unit = "1" if name == "dimensionless" else NEWSQUANT_UNITS.get(name, name)
    return Read(quantity.value - margin, quantity.value + margin, unit, nouns, unit)


def f1(
    rows: Sequence[Mapping[str, object]], read: Callable[[str], list[Read]], *, units: bool, errors: int = 0
) -> float:
    """F1 over all sentences, quantities matched one to one; up to ``errors`` sentences are printed."""
    hits = golds = reads = shown = 0
    for row in rows:
        gold, ours = newsquant_gold(row), read(str(row["text"]))
        left = list(ours)
        missed = []
        for g in gold:
            match = next((r for r in left if same_value(g, r) and same_unit(g, r)), None)
            ends = _two_ends(g, left, units=units) if match is None else None
            if ends is not None:
                left.remove(ends[0])
                match = ends[1]
            if match is None and not units:
                match = next((r for r in left if same_value(g, r)), None)
            if match is None:
                missed.append(g)
            else:
                left.remove(match)
        hits, golds, reads = (
            hits + len(gold) - len(missed),
            golds + len(gold),
            reads + len(gold) - len(missed) + len(left),
        )
        if (missed or left) and shown < errors:
            shown += 1
            print(f"  {row['text']}\n      gold {_shown(missed)}\n      ours {_shown(left)}")
    return 2 * hits / (golds + reads)


def _two_ends(gold: Read, left: Sequence[Read], *, units: bool) -> tuple[Read, Read] | None:
    """A gold range that we read as two values, "from 4 percent to 5 percent": where it began, and where it went."""
    if gold.low == gold.high:
        return None
    ends = [
        next((r for r in left if r.low == r.high and math.isclose(r.low, v, rel_tol=1e-6)), None)
        for v in (gold.low, gold.high)
    ]
    if ends[0] is None or ends[1] is None or (units and not any(same_unit(gold, e) for e in ends if e)):
        return None
    return ends[0], ends[1]


def _shown(reads: Iterable[Read]) -> str:
    return "; ".join(f"{r.low:g}..{r.high:g} {r.unit} {'/'.join(sorted(r.nouns))}" for r in reads) or "-"


# ---------------------------------------------------------- Recognizers-Text


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a specification: its id, its text, and the values that it lists."""

    id: str
    text: str
    wanted: tuple[str, ...]


def recognizer_cases(rows: Sequence[Mapping[str, object]], kind: str) -> list[Case]:
    """The cases of one kind; of ordinals without "last" and "next", which are no ordinals to us."""
    cases = []
    for row in rows:
        if row["model"] == MODELS[kind]:
            wanted = []
            for result in row["results"]:  # type: ignore[attr-defined]
                resolution = result.get("Resolution") or {}
                value = resolution.get("value", resolution.get("offset"))
                left_out = kind == "ordinal" and not str(value).replace(".", "").isdigit()
                if value is not None and value != "null" and not left_out:
                    wanted.append(str(value))
            cases.append(Case(str(row["id"]), str(row["text"]), tuple(wanted)))
    return cases


def recognizer_read(kind: str, text: str) -> list[str]:
    """What we read, in the terms of that model; a number inside another kind still counts as a number."""
    found: list[str] = []
    for q in find_quantities(text):
        found.extend(_RECOGNIZERS[kind](q))
    return found


def _number(q: Quantity) -> list[str]:
    if q.dimension is Dimension.ORDINAL or (q.vague and not q.comparable):
        return []
    if q.second is not None and q.dimension is Dimension.SCORE:
        return [_plain(q.interval.low), _plain(q.second.low)]
    if re.search(r"\d[a-z]{1,3}$", q.text) and q.unit != "1":  # "180ml" is no number to them
        return []
    whole = parse_number(q.text)
    if q.approximation == "range":
        return [_plain(q.stated.low), _plain(q.stated.high)]
    value = _one(q) if whole is None else whole.low
    return [_plain(value)] if not q.vague else []


def _one(q: Quantity) -> float:
    low, high = q.stated.low, q.stated.high
    if math.isinf(high) or q.approximation in _LOWER:
        return low
    return high if math.isinf(low) or q.approximation in _UPPER else low


def _range(q: Quantity) -> list[str]:
    exact = q.approximation != "exactly" and q.stated.is_point
    if exact or q.vague or q.dimension is Dimension.ORDINAL or not q.comparable:
        return []
    low = "" if math.isinf(q.stated.low) or (q.approximation in _UPPER) else _plain(q.stated.low)
    high = "" if math.isinf(q.stated.high) or (q.approximation in _LOWER) else _plain(q.stated.high)
    return [f"{low},{high}"]


def _of(*dimensions: Dimension) -> Callable[[Quantity], list[str]]:
    def read(q: Quantity) -> list[str]:
        if not q.comparable or (
            q.dimension not in dimensions and not (q.unit == "degree" and Dimension.TEMPERATURE in dimensions)
        ):
            return []
        value = (
            q.stated.high if q.stated.is_bounded and not q.stated.is_point else _one(q)
        )  # of a range theirs is the end with the unit
        if re.search(r"(?<!per )\b(cents?|pence|penny|sen|satoshis?)\b", q.text) and not re.search(
            r"dollar|\$", q.text
        ):
            value *= 1e8 if "satoshi" in q.text else 100
        return [_plain(value)]

    return read


_RECOGNIZERS: dict[str, Callable[[Quantity], list[str]]] = {
    "number": _number,
    "ordinal": lambda q: [_plain(q.interval.low)] if q.dimension is Dimension.ORDINAL else [],
    "range": _range,
    "percent": _of(Dimension.PERCENT),
    "currency": _of(Dimension.MONEY),
    "dimension": _of(
        *(Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.SPEED, Dimension.DATA),
        *(Dimension.ENERGY, Dimension.POWER, Dimension.PRESSURE, Dimension.FREQUENCY, Dimension.ANGLE),
    ),
    "temperature": _of(Dimension.TEMPERATURE),
    "age": _of(Dimension.AGE),
}  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _same(wanted: Sequence[str], found: Sequence[str]) -> bool:
    return sorted(map(_key, wanted)) == sorted(map(_key, found))


def _key(value: str) -> str:
    value = value.strip("[]()").rstrip("%")
    return ",".join(f"{float(part):.9g}" if part else "" for part in value.split(","))


def recognizers(cases: Sequence[Case], kind: str, errors: int) -> dict[str, str]:
    """The cases in which not all was read, or something else, as id -> text; up to ``errors`` are printed."""
    failed = {}
    for case in cases:
        found = recognizer_read(kind, case.text)
        if _same(case.wanted, found):
            continue
        failed[case.id] = case.text
        if len(failed) <= errors:
            print(f"  {kind}: {case.text!r}\n      gold {list(case.wanted)}\n      ours {found}")
    return failed


def load(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def newsquant_report(rows: Sequence[Mapping[str, object]], errors: int) -> bool:
    """Print the figures on NewsQuant, quantulum3's beside ours; whether all targets are met."""
    met = True
    other = quantulum_read()
    for name, units in (("value", False), ("value+unit", True)):
        score = f1(rows, newsquant_read, units=units, errors=errors)
        beside = "not installed: pip install quantulum3" if other is None else f"{f1(rows, other, units=units):.3f}"
        print(f"newsquant {name:12} F1 {score:.3f}   target {TARGETS[name]:.2f}   quantulum3 {beside}")
        met = met and score >= TARGETS[name]
    return met


def recognizers_report(rows: Sequence[Mapping[str, object]], kind: str, errors: int, *, shown: bool) -> bool:
    """Print the share of one kind and its failures; whether the target is met and all failures are expected ones."""
    cases = recognizer_cases(rows, kind)
    failed = recognizers(cases, kind, errors)
    share, target = 1 - len(failed) / max(1, len(cases)), TARGETS.get(kind, 0)
    print(f"recognizers {kind:12} {share:.3f} of {len(cases):3}   target {target:.2f}   {len(failed)} read otherwise")
    surprises = report(failed, [c.id for c in cases], expected_failures("quantities_xfail"), shown=shown)
    return share >= target and not surprises


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N wrong cases of each part")
    options.add_argument("--only", help="newsquant, or one kind of the Recognizers", default="")
    options.add_argument("--no-xfail", action="store_true", help="do not print the expected failures and their reasons")
    arguments = options.parse_args()
    met = True
    if arguments.only in ("", "newsquant"):
        met = newsquant_report(load(arguments.data / "newsquant_dev.jsonl"), arguments.errors)
    specs = load(arguments.data / "recognizers.jsonl")
    for kind in MODELS:
        if arguments.only in ("", kind):
            met &= recognizers_report(specs, kind, arguments.errors, shown=not arguments.no_xfail)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
