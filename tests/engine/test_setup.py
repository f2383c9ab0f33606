"""What a worker is sent, and that it works as the sender does."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from checker.config import Config, EntailmentOptions
from checker.corpus.keys import judging_key
from checker.encoders.load import load_encoder
from checker.engine.setup import packed, parts_of
from checker.entailment.load import load_entailment
from checker.errors import EngineError
from checker.models.session import THREADS
from checker.pipeline import Parts, load
from checker.rules.foreign import AllKinds
from checker.rules.kinds import KINDS

RULES = """\
version: 1
extends: [default]
units:
  verst: {dimension: length, factor: 1066.8, names: [verst], symbols: [vst]}
"""
TEXTS = ["The fire destroyed 46 homes in Ambrel.", "Mayor Ida Corvane said so.", "Yes.", "12 people were hurt. " * 9]


def test_rules_arrive_as_they_were_sent(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    parts = load(replace(Config(), rules=("default", str(path)), entailment=EntailmentOptions("none")), cached=False)
    sent = packed(parts)
    path.unlink()  # another machine has no such file
    found = parts_of(sent)
    assert found.rules == parts.rules
    assert found.rules.tables.vocabulary
    assert hash(found.rules.tables.vocabulary) == hash(parts.rules.tables.vocabulary)
    assert found.config == parts.config
    assert judging_key(found) == judging_key(parts)


def test_a_worker_with_another_model_is_refused(parts: Parts) -> None:
    class Other:
        name, dimension = "other@0123", 384

    with pytest.raises(EngineError, match=r"a worker has the model .*, and this run has other@0123; install the same"):
        parts_of(packed(replace(parts, encoder=Other())))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (
            "KIND = 2",
            r"a worker has huecode:KIND with other code for the kind of rules 'hue', and this run has huecode",
        ),
        (None, r"a worker has no package for the kind of rules 'hue', and this run has huecode:KIND; install the same"),
    ],
)
def test_a_worker_with_another_kind_of_a_package_is_refused(
    here: str | None, expected: str, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "huecode.py").write_text("KIND = 1", encoding="utf-8")
    points = [EntryPoint("hue", "huecode:KIND", "checker.kinds")]
    monkeypatch.setattr("checker.corpus.keys.ALL_KINDS", AllKinds(KINDS, lambda: points))
    rules = replace(parts.rules, rules=(replace(parts.rules.rules[0], kind="hue"),))
    sent = packed(replace(parts, rules=rules))
    monkeypatch.setattr("checker.engine.setup.ALL_KINDS", AllKinds(KINDS, lambda: points if here else []))
    if here is not None:
        (tmp_path / "huecode.py").write_text(here, encoding="utf-8")
    with pytest.raises(EngineError, match=expected):
        parts_of(sent)


@pytest.mark.parametrize("threads", ["1", "3"])
def test_threads_change_no_bit(threads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = list(zip(TEXTS, reversed(TEXTS), strict=True))
    monkeypatch.setenv(THREADS, "2")
    entailment = load_entailment(cached=False)
    assert entailment is not None
    rows, said = load_encoder(cached=False).encode(TEXTS), entailment.predict(pairs)
    monkeypatch.setenv(THREADS, threads)
    other = load_entailment(cached=False)
    assert other is not None
    assert np.array_equal(load_encoder(cached=False).encode(TEXTS), rows)
    assert np.array_equal(other.predict(pairs), said)
