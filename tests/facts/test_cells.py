"""A text that is a number and nothing else; and the same signs in prose, where they mean something else."""

import pytest

from checker.facts.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("- 10", -10, "1"),
        ("- 1 4/5", -1.8, "1"),
        ("2.33 k", 2330, "1"),
        ("1,674.5 M", 1_674_500_000, "1"),
        ("1 over 4", 0.25, "share"),
        ("The ratio is one over four.", 0.25, "share"),
        ("per cent of 21", 21, "percent"),
    ],
)
def test_a_number_that_stands_alone(text: str, value: float, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.stated.low, quantity.stated.high, quantity.unit) == (
        pytest.approx(value),
        pytest.approx(value),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "says", "low"),
    [
        ("- 10 people were hurt.", "10", 10),
        ("The pressure was 120 over 80.", "120", 120),
        ("The camera costs 300 and has 2.3 M pixels.", "300", 300),
        ("A tenth per cent of 21 voters stayed away.", "21", 21),
    ],
)
def test_in_prose_the_signs_are_something_else(text: str, says: str, low: float) -> None:
    assert (says, low) in [(quantity.text, quantity.stated.low) for quantity in find_quantities(text)]


def test_an_abbreviated_scale_begins_no_number() -> None:
    assert find_quantities("The plant in Nashville, TN, was closed by BN Group.") == ()


@pytest.mark.parametrize(
    "text", ["9999^64", "0.01^-64", "1^0019999", "10e64", "½^3", "1.234.56 7/8", "3×10^64 thousand"]
)
def test_any_power_and_grouping_is_read_without_an_error(text: str) -> None:
    find_quantities(f"{text} and {text} people")
