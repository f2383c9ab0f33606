"""Units and currencies: what is found, and the same length in two units."""

import pytest

from checker.facts.quantities import find_quantities
from checker.facts.tokens import tokenize
from checker.facts.units import Unit, currency_before, unit_after, unit_table
from checker.values.quantity import Dimension


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("miles per hour", "mile per hour"),
        ("km/h", "kilometre per hour"),
        ("kilometres an hour", "kilometre per hour"),
        ("percentage points", "percentage point"),
        ("per cent", "percent"),
        ("sq km", "square kilometre"),
        ("m²", "square metre"),
        ("degrees Celsius", "celsius"),
        ("kilowatt-hours", "kilowatt hour"),
        ("Danish crowns", "DKK"),
        ("US dollars", "USD"),
        ("MEUR", "EUR"),
        ("feet", "foot"),
        ("tonnes of wheat", "tonne"),
    ],
)
def test_longest_unit_is_found(text, unit):
    found = unit_after(tokenize(text), 0)
    assert found is not None
    assert found[0].id == unit


@pytest.mark.parametrize("text", ["people", "C is a note", "mid", "try", "ALL of it", "per head"])
def test_no_unit(text):
    assert unit_after(tokenize(text), 0) is None


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("$5", "USD"),
        ("US$5", "USD"),
        ("C$5", "CAD"),
        ("A $5", "USD"),
        ("EUR 5", "EUR"),
        ("Rs. 5", "INR"),
        ("₦5", "NGN"),
    ],
)
def test_currency_before(text, currency):
    tokens = tokenize(text)
    found = currency_before(tokens, tokens.words.index("5"))
    assert found is not None
    assert found[0].id == currency


def test_a_factor_must_be_positive():
    with pytest.raises(ValueError, match="above 0"):
        Unit("x", Dimension.LENGTH, 0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 mile", "1.609344 km"),
        ("12 inches", "1 foot"),
        ("2 tonnes", "2,000 kg"),
        ("90 minutes", "1.5 hours"),
        ("212 degrees Fahrenheit", "100C"),
        ("1 GWh", "1,000 MWh"),
        ("100 hectares", "1 square kilometre"),
        ("50 basis points", "0.5 percentage points"),
        ("150 pence", "£1.50"),
        ("36 km/h", "10 metres per second"),
    ],
)
def test_one_value_in_two_units(one, other):
    (a,), (b,) = find_quantities(one), find_quantities(other)
    assert a.dimension is b.dimension
    assert a.interval.low == pytest.approx(b.interval.low, rel=1e-6)


def test_every_unit_is_reachable_by_its_id_or_symbol():
    table = unit_table()
    reachable = {unit.id for entries in table.names.values() for _, unit in entries}
    reachable |= {unit.id for entries in table.symbols.values() for *_, unit in entries}
    assert set(table.by_id) - reachable <= {"generation wireless", "stone", "quarter", "bar"}
