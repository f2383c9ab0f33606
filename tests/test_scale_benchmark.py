"""The measurement by size: its timers stand around functions that there are, its figures are what they are called."""

from __future__ import annotations

import importlib
import json
import math
import time
import types
from pathlib import Path

import numpy as np
import pytest

from benchmarks.scale.child import measured
from benchmarks.scale.clock import ADDING, CHECKING, Clock
from benchmarks.scale.made import first_events, write_articles
from benchmarks.scale.noisy import Noisy
from benchmarks.scale.tables import Results, exponent, tables
from tests.encoders.fakes import LetterEncoder


@pytest.mark.parametrize("hook", [*ADDING, *CHECKING], ids=lambda hook: f"{hook[1]}.{hook[2]}")
def test_timers_stand_around_functions_of_the_program(hook: tuple[str, str, str]) -> None:
    owner: object = importlib.import_module(hook[1])
    for part in hook[2].split("."):
        owner = getattr(owner, part)
    assert callable(owner)


def test_seconds_of_a_function_are_without_those_of_the_timed_ones_that_it_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = types.ModuleType("timed_by_test")
    module.inner = lambda: time.sleep(0.05)  # type: ignore[attr-defined]
    module.outer = lambda: [module.inner() for _ in range(2)]  # type: ignore[attr-defined]
    monkeypatch.setitem(importlib.import_module("sys").modules, module.__name__, module)
    clock = Clock()
    clock.time([("inside", module.__name__, "inner"), ("outside", module.__name__, "outer")])
    module.outer()  # type: ignore[attr-defined]
    assert clock.seconds["inside"] >= 0.1
    assert clock.seconds["outside"] < 0.05


def test_the_exponent_of_growth() -> None:
    sizes = [1e3, 1e4, 1e5]
    assert exponent(sizes, [3 * n**1.5 for n in sizes]) == pytest.approx(1.5)
    assert math.isnan(exponent([1e3], [1.0]))


def test_vectors_with_noise_are_of_length_1_and_depend_on_the_wording_and_the_names() -> None:
    texts = [
        "A fire broke out in Arden",
        "A fire broke out in Dorn",
        "A strike ended in Arden",
        "A strike ended in Dorn",
    ]
    noisy = Noisy(LetterEncoder())
    rows = noisy.encode(texts)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0)
    assert np.array_equal(noisy.encode(texts[2:]), rows[2:])
    assert not np.array_equal(rows[0], rows[1])
    plain = LetterEncoder().encode([texts[0], texts[0]])
    assert plain[0] @ rows[0] < 0.999
    leaning = rows[[0, 2]] - rows[[1, 3]]  # what one name is apart from the other leans the same way
    assert leaning[0] @ leaning[1] > 0.5 * np.linalg.norm(leaning[0]) * np.linalg.norm(leaning[1])


def test_articles_are_made_until_there_are_so_many_claims(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "made", 1500, 20.0)
    lines = [line for path in sorted((tmp_path / "made").iterdir()) for line in path.read_text("utf-8").splitlines()]
    told = [article for event in first_events(1500, 20.0) for article in event.articles]
    assert articles == len(lines) == len(told)
    assert [json.loads(line)["text"] for line in lines] == [article.text for article in told]
    assert 1500 <= sum(len(article.sentences) for article in told) < 1700


def test_what_failed_is_told_and_what_was_measured_is_kept(tmp_path: Path) -> None:
    found = measured(["status", str(tmp_path / "nowhere")], tmp_path / "log")
    assert found["failed"] == "exit status 1"
    assert "is no corpus" in "".join(map(str, found["said"]))  # type: ignore[arg-type]
    results = Results(tmp_path / "results.jsonl")
    for size, seconds in ((1000, 2.0), (10_000, 30.0)):
        row = {
            "seconds": seconds,
            "peak": 1e8 + 5000 * size,
            "claims": size,
            "articles": 9,
            "events": 2,
            "noisy": False,
        }
        results.keep(size, "add", {**row, "bytes": 1, "parts": {"claims": 1.0}})
    again = Results(tmp_path / "results.jsonl")
    assert again.get(10_000, "add") == results.get(10_000, "add")
    said = tables(again, [1000, 10_000, 100_000])
    assert "| **add** | 2.00 | 30.00 | 1.18 |" in said
    assert "5,000 (!)" in said  # bytes a claim, more than is asked for
