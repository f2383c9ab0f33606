"""A quantity: what a phrase such as "at least 1,200 wounded soldiers a day" states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.values.interval import Interval
from checker.values.text import Span


class Dimension(StrEnum):
    """What a quantity measures. Only quantities of one dimension have a common measure."""

    COUNT = "count"  # people, things, events; base unit 1
    MONEY = "money"  # base unit: one unit of the currency in ``unit``; two currencies never meet by themselves
    PERCENT = "percent"  # a share of a whole, in percent: 12 percent, a third, one in three
    POINTS = "points"  # a difference of two percentages, in percentage points; basis points are hundredths
    LENGTH = "length"  # metre
    AREA = "area"  # square metre
    VOLUME = "volume"  # cubic metre
    MASS = "mass"  # kilogram
    TEMPERATURE = "temperature"  # degree Celsius; a difference of temperatures keeps role change_by
    SPEED = "speed"  # metre a second
    DURATION = "duration"  # second
    ENERGY = "energy"  # joule
    POWER = "power"  # watt
    DATA = "data"  # byte
    PRESSURE = "pressure"  # pascal
    FREQUENCY = "frequency"  # hertz
    ANGLE = "angle"  # degree of arc
    AGE = "age"  # year of age of a person
    MAGNITUDE = "magnitude"  # of an earthquake, on its scale
    MULTIPLE = "multiple"  # "three times as many", "doubled"
    SCORE = "score"  # of a game, a vote "52-48": two numbers, ``interval`` the first, ``second`` the other
    ORDINAL = "ordinal"  # third, 15th
    OTHER = "other"  # a unit that is known, of a dimension that is compared only with itself (``unit``)


class Role(StrEnum):
    """How the figure stands to time: a level, or a change of one."""

    LEVEL = "level"  # "inflation is 5 percent", "rose to 5 percent"
    CHANGE = "change"  # "rose 5 percent", "by 5 points", "an increase of 300"
    FORMER = "former"  # "from 4 percent": where a change began


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    ``interval`` is in the base unit of the dimension and already says what the approximation word means as a
    bound ("over 10,000" is (10,000, inf)); how far a hedge such as "about" stretches is for the rules to say,
    since users set it. ``stated`` is the same in ``unit`` as written ("2.3m people": [2300000, 2300000], unit
    "1"; "40 miles": [40, 40], unit "mile").
    """

    text: str  # the phrase: approximation word, number and unit, not the noun that is counted
    span: Span  # of ``text``, in the text it was read from
    interval: Interval  # base unit of ``dimension``
    stated: Interval  # in ``unit``
    dimension: Dimension
    unit: str  # id of the unit as written: "1" for counts, "percent", "USD", "mile", "day"
    digits: int  # significant digits of the number as written: 10,000 has 1, 10,347 has 5; 0 for vague counts
    step: float  # size of the last significant digit in the base unit: 10,000 -> 10,000; 2.3m -> 100,000
    approximation: str | None = None  # id from data/approximations.yaml: over, at_least, about ...
    vague: bool = False  # "dozens", "tens of thousands", "several"
    counted: str | None = None  # head noun that is counted, as a lemma: "soldier"; None where none stands there
    counted_span: Span | None = None  # of the whole noun phrase that is counted, without the number
    qualifiers: tuple[str, ...] = ()  # lower-case words that narrow the noun: "north korean", "wounded", "confirmed"
    per: str | None = None  # id of what it is per: "day", "barrel", "person", "year"; None for a total
    part: bool = False  # of a larger whole that the sentence names: "of them", "including", "alone", "among them"
    role: Role = Role.LEVEL
    direction: int = 0  # of a change: +1 rose, -1 fell, 0 not said or no change
    second: Interval | None = None  # the other number of a SCORE; the whole of "5 of 12" when dimension is PERCENT
    comparable: bool = True  # False for noise: years, phone and flight numbers, model names, list numbers
    measure: str | None = None  # of money and percentages, which figure: "price", "loss", "inflation", "turnout"

    @property
    def base(self) -> Interval:
        """The interval in base units; an alias that reads well beside ``stated``."""
        return self.interval
