from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.rules.decode import Decoded, decode
from checker.rules.duration import read_duration, write_duration
from checker.rules.encode import encode, write_inline
from checker.rules.hints import options_of
from checker.rules.nodes import Place, node_of
from checker.rules.options import OptionError
from checker.rules.yamlfile import parse_yaml
from tests.rules.small_kinds import GaugeOptions, Later, Mode, Reach

CASES = yaml.safe_load(Path(__file__).with_name("decode.yaml").read_text(encoding="utf-8"))


def read(text: str, **options: Any) -> Decoded[GaugeOptions]:
    root = parse_yaml(text, "f").root
    assert root is not None
    return decode(root, GaugeOptions, "f", **options)


def value(text: str, **options: Any) -> GaugeOptions:
    decoded = read(text, **options)
    assert decoded.mistakes == ()
    assert decoded.value is not None
    return decoded.value


@pytest.mark.parametrize("case", CASES, ids=[c["text"].strip()[:40] for c in CASES])
def test_each_mistake_has_its_message_and_place(case: dict[str, Any]) -> None:
    decoded = read(case["text"])
    assert decoded.value is None
    assert [str(m) for m in decoded.mistakes] == [f"f:{m}" for m in case["mistakes"]]


def test_every_type_is_read() -> None:
    text = """
tolerance: 2
slack: 3.0
words: [some, 5, off]
shades: [strict, off]
scope: body
mode: off
side: a
window: [0.25, 0.5]
reach: {under: {down_to: 0.5}}
weights: {some: 1, few: 0.5}
since: 2024-02-29
table: words/more.yaml
update: {after: 36 hours}
quiet: true
"""
    assert value(text) == GaugeOptions(
        tolerance=2.0,
        slack=3,
        words=("some", "5", "off"),
        shades=(Mode.STRICT, Mode.OFF),
        scope="body",
        mode=Mode.OFF,
        side="a",
        window=(0.25, 0.5),
        reach={"over": Reach(1.5), "under": Reach(None, 0.5)},
        weights={"some": 1.0, "few": 0.5},
        since=date(2024, 2, 29),
        table=Path("words/more.yaml"),
        update=Later(timedelta(hours=36)),
        quiet=True,
    )


def test_one_value_stands_for_a_list_of_one() -> None:
    assert value("words: some\nshades: off").words == ("some",)
    assert value("words: some\nshades: off").shades == (Mode.OFF,)


def test_what_is_left_out_is_the_default() -> None:
    assert value("") == GaugeOptions()
    assert value("update:\nsince: null\n") == GaugeOptions()


def test_a_base_gives_what_is_left_out_at_every_level() -> None:
    base = GaugeOptions(slack=4, words=("x", "y"), reach={"near": Reach(1.2, 0.8)}, update=Later(timedelta(7), 5))
    changed = value("words: [z]\nreach: {near: {up_to: 1.3}, far: {up_to: 9}}\nupdate: {count: 3}", base=base)
    assert changed.slack == 4
    assert changed.words == ("z",)
    assert changed.reach == {"near": Reach(1.3, 0.8), "far": Reach(9.0)}
    assert changed.update == Later(timedelta(7), 3)
    assert base.update.count == 5
    assert dict(base.reach) == {"near": Reach(1.2, 0.8)}


def test_null_takes_an_optional_value_back() -> None:
    assert value("since: null", base=GaugeOptions(since=date(2024, 1, 1))).since is None


def test_names_beside_the_options_are_suggested_at_the_top_only() -> None:
    (top,) = read("severty: error", also=("severity",)).mistakes
    assert top.message == "unknown option 'severty'; did you mean 'severity'?"
    (below,) = read("update: {severty: error}", also=("severity",)).mistakes
    assert below.message == "unknown option 'severty'; there are: after, count"


def test_a_text_that_is_shown_is_short_and_escaped() -> None:
    (mistake,) = read('slack: "\\e[31m' + "x" * 5000 + '"').mistakes
    assert "\x1b" not in mistake.message
    assert len(mistake.message) < 120


def test_an_error_of_the_project_from_an_options_class_is_a_mistake_too() -> None:
    @dataclass(frozen=True)
    class Fussy:
        name: str = field(default="x")

        def __post_init__(self) -> None:
            if self.name != "x":
                raise UsageError("--name must be x")

    decoded = decode(node_of({"name": "y"}, Place(3, 4)), Fussy, "f")
    assert [str(m) for m in decoded.mistakes] == ["f:3:4: --name must be x"]


def test_what_a_class_has_against_its_values_is_told_at_each_place() -> None:
    @dataclass(frozen=True)
    class Picky:
        names: tuple[str, ...] = ()
        hue: str = "red"

        def __post_init__(self) -> None:
            if self.names:
                raise OptionError(((("names", 1), "no such name"), (("hue",), "no such hue"), ((), "all wrong")))

    parsed = parse_yaml("# head\nnames:\n  - x\n  - y\n", "f")
    assert parsed.root is not None
    decoded = decode(parsed.root, Picky, "f")
    assert [str(m) for m in decoded.mistakes] == ["f:2:1: all wrong", "f:2:1: no such hue", "f:4:5: no such name"]


def test_a_type_without_a_shape_is_the_programmers_error() -> None:
    @dataclass(frozen=True)
    class Odd:
        names: set[str] = field(default_factory=set)

    with pytest.raises(TypeError, match=r"Odd\.names has the type set\[str\]"):
        options_of(Odd)
    with pytest.raises(TypeError, match="declared as a dataclass"):
        options_of(int)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1 day", 24),
        ("36 hours", 36),
        ("2 weeks", 336),
        ("90 minutes", 1.5),
        ("1.5 days", 36),
        ("0 days", 0),
        ("1h", None),
    ],
)
def test_durations(text: str, hours: float | None) -> None:
    assert read_duration(text) == (None if hours is None else timedelta(hours=hours))


@given(st.integers(0, 10**10))
def test_durations_read_back(milliseconds: int) -> None:
    duration = timedelta(milliseconds=milliseconds)
    text = write_duration(duration)
    assert read_duration(text) == duration or len(text.split(".")[0].split()[0]) > 6


OPTIONS = st.builds(
    GaugeOptions,
    tolerance=st.floats(1, 1e9),
    slack=st.integers(0, 10**12),
    words=st.lists(st.text(st.characters(codec="utf-8"), max_size=8)).map(tuple),
    shades=st.lists(st.sampled_from(Mode)).map(tuple),
    scope=st.sampled_from(("all", "body")),
    mode=st.sampled_from(Mode),
    window=st.tuples(st.floats(-5, 0), st.floats(0, 5)),
    reach=st.dictionaries(
        st.text("abc:-# ", min_size=1, max_size=4), st.builds(Reach, st.none() | st.floats(1, 5), st.none()), max_size=3
    ).map(lambda reach: {"over": Reach(2.0), **reach}),
    since=st.none() | st.dates(),
    update=st.builds(Later, st.integers(0, 5000).map(lambda h: timedelta(hours=h)), st.integers(1, 9)),
    quiet=st.booleans(),
)


@given(OPTIONS)
def test_what_is_written_reads_back(options: GaugeOptions) -> None:
    assert value(write_inline(options)) == options
    assert decode(node_of(encode(options), Place(1, 1)), GaugeOptions, "f").value == options
