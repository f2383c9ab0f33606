import json
from collections.abc import Callable

from tests.cli.conftest import ARTICLES, Run

Runner = Callable[..., Run]


def test_text_has_each_claim_with_what_was_read(run: Runner) -> None:
    done = run("claims", "morning.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("morning.txt: ")
    assert "published 2024-03-04" in done.out
    assert "at least 64" in done.out
    assert "[64, inf)" in done.out


def test_json_has_every_key_and_offsets_lead_to_the_text(run: Runner) -> None:
    value = json.loads(run("claims", "morning.txt", "--format", "json").out)
    text = ARTICLES["morning.txt"]
    assert value["sources"] == [{"id": "morning.txt", "title": None, "published": "2024-03-04", "language": "en"}]
    claim = next(c for c in value["claims"] if "64" in c["text"])
    assert text[claim["start"] : claim["end"]] == claim["text"]
    assert list(claim["facts"]) == [
        "quantities", "periods", "ranks", "entities", "attribution", "polarity", "modality",
    ]  # fmt: skip
    (quantity,) = claim["facts"]["quantities"]
    assert text[quantity["start"] : quantity["end"]] == quantity["text"] == "at least 64"
    assert list(quantity) == [
        "text", "start", "end", "low", "high", "low_open", "high_open", "unit", "dimension", "counted", "measure",
        "qualifiers",
        "per", "approximation", "comparable",
    ]  # fmt: skip
    assert (quantity["low"], quantity["high"], quantity["low_open"]) == (64, None, False)
    assert (quantity["dimension"], quantity["counted"]) == ("count", "home")
    period = next(p for c in value["claims"] for p in c["facts"]["periods"])
    assert list(period) == ["text", "start", "end", "from", "to", "precision"]
    assert (period["from"], period["to"]) == ("2024-03-04T00:00:00", "2024-03-05T00:00:00")


def test_standard_input_can_be_read(run: Runner) -> None:
    assert "[40, 40]" in run("claims", "-", stdin=b"Some people came. Only 40 passengers were on board.").out


def test_hostile_text_is_harmless(run: Runner) -> None:
    out = run("claims", "-", stdin="\x1b[31mSome 40 people\x1b[0m were \u202eon board the ship.".encode()).out
    assert "40" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_report_goes_to_a_file_when_asked(run: Runner, folder) -> None:  # type: ignore[no-untyped-def]
    assert run("claims", "noon.txt", "-f", "json", "-o", "claims.json").out == ""
    assert json.loads((folder / "claims.json").read_text())["claims"]


def test_low_and_high_are_in_the_unit_as_written(run: Runner) -> None:
    source = b"The road is 40 miles long. The ship lost 2.3m dollars. Some 5 percent left. It was 20 degrees Celsius."
    value = json.loads(run("claims", "-", "--format", "json", stdin=source).out)
    read = [q for claim in value["claims"] for q in claim["facts"]["quantities"]]
    assert [(q["low"], q["high"], q["unit"], q["dimension"]) for q in read] == [
        (40, 40, "mile", "length"),
        (2_300_000, 2_300_000, "USD", "money"),
        (5, 5, "percent", "percent"),
        (20, 20, "celsius", "temperature"),
    ]


def test_values_are_marked_where_they_stand(run: Runner) -> None:
    out = run("claims", "-", stdin=b"More than 40 passengers were on board in March 2021.").out
    assert "*More than 40* passengers were on board in *March 2021*." in out
