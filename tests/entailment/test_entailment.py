from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.entailment import ENTAILMENTS, LABELS, checked, load_entailment
from checker.entailment.cross_encoder import label_columns
from checker.errors import ModelError

PAIRS = [
    ("ten people died.", "12 people died."),
    ("a", "b"),
    ("the river rose by two metres overnight, officials said.", "it fell."),
    ("long " * 300, "longer " * 300),
    ("", ""),
    ("\ud800", "x"),
    ("b", "a"),
]


class Fixed:
    name = "fixed"

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return self.answer  # type: ignore[return-value]


def test_none_is_none_and_the_default_is_a_model() -> None:
    assert load_entailment("none") is None
    assert load_entailment() is not None
    assert {"default", "none"} <= set(ENTAILMENTS.names())


def test_a_classifier_gives_probabilities(tiny_classifier: Path) -> None:
    model = load_entailment(str(tiny_classifier), cached=False)
    assert model is not None
    assert model.name.startswith("classifier@")
    rows = checked(model, PAIRS)
    assert rows.shape == (7, 3)
    assert len(np.unique(rows.round(4), axis=0)) > 3
    assert checked(model, []).shape == (0, 3)


def test_a_row_depends_on_its_pair_alone(tiny_classifier: Path) -> None:
    model = load_entailment(str(tiny_classifier), cached=False)
    assert model is not None
    together = model.predict(PAIRS)
    assert np.array_equal(together, model.predict(PAIRS[::-1])[::-1])
    assert np.array_equal(together, np.concatenate([model.predict([pair]) for pair in PAIRS]))


def test_probabilities_are_those_of_transformers(tiny_classifier: Path) -> None:
    import torch  # noqa: PLC0415
    from transformers import AutoModelForSequenceClassification, AutoTokenizer  # noqa: PLC0415

    tokenizer = AutoTokenizer.from_pretrained(tiny_classifier)
    classifier = AutoModelForSequenceClassification.from_pretrained(tiny_classifier).eval()
    model = load_entailment(str(tiny_classifier), cached=False)
    assert model is not None
    for pair in PAIRS[:3]:
        inputs = tokenizer(*pair, return_tensors="pt", truncation=True, max_length=48)
        with torch.inference_mode():
            expected = torch.softmax(classifier(**inputs).logits, dim=-1).numpy()
        assert model.predict([pair]) == pytest.approx(expected, abs=1e-5)


def test_columns_follow_the_labels_of_the_model(tiny_classifier: Path, tmp_path: Path) -> None:
    """The same weights with other names: the columns move with the names."""
    renamed = tmp_path / "classifier"
    shutil.copytree(tiny_classifier, renamed)
    _label(renamed, ["NEUTRAL", "Contradiction", "entailment "])
    plain, moved = load_entailment(str(tiny_classifier), cached=False), load_entailment(str(renamed), cached=False)
    assert plain is not None
    assert moved is not None
    assert np.array_equal(moved.predict(PAIRS), plain.predict(PAIRS)[:, [1, 2, 0]])
    assert moved.name != plain.name


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("contradiction", "entailment", "neutral"), (0, 1, 2)),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (2, 0, 1)),
    ],
)
def test_label_columns(labels: Sequence[str], columns: tuple[int, int, int]) -> None:
    assert label_columns("m", dict(enumerate(labels))) == columns


@pytest.mark.parametrize(
    "labels",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "not_entailment"),
        ("contradiction", "entailment", "neutral", "other"),
        ("contradiction", "entailment", "entailment"),
        ("score",),
        (),
    ],
)
def test_unclear_labels_are_refused(labels: Sequence[str]) -> None:
    with pytest.raises(ModelError, match="expected the labels contradiction, entailment, neutral"):
        label_columns("m", dict(enumerate(labels)))


def test_a_classifier_with_unclear_labels_is_refused(tiny_classifier: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "classifier"
    shutil.copytree(tiny_classifier, renamed)
    _label(renamed, ["LABEL_0", "LABEL_1", "LABEL_2"])
    with pytest.raises(ModelError, match="got LABEL_0, LABEL_1, LABEL_2"):
        load_entailment(str(renamed), cached=False)


def test_a_model_is_named_by_its_content(tiny_classifier: Path, tmp_path: Path) -> None:
    copy = tmp_path / "classifier"
    shutil.copytree(tiny_classifier, copy)
    original, other = load_entailment(str(tiny_classifier), cached=False), load_entailment(str(copy), cached=False)
    assert original is not None
    assert other is not None
    assert original.name == other.name


@pytest.mark.parametrize("name", ["", "no-such-model", "no/such", "two words", "x" * 3000])
def test_an_unknown_name_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match="hf download NAME --local-dir FOLDER"):
        load_entailment(name, cached=False)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (np.array([[0.2, 0.3, 0.5]]), "float64"),
        ([[0.2, 0.3, 0.5]], "list"),
        (np.array([[0.2, 0.8]], np.float32), r"shape \(1, 2\)"),
        (np.array([[0.2, 0.3, 0.6]], np.float32), "do not sum to 1"),
        (np.array([[-0.2, 0.6, 0.6]], np.float32), "outside"),
        (np.array([[np.nan, 0.5, 0.5]], np.float32), "outside"),
    ],
)
def test_bad_answers_are_refused(answer: object, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        checked(Fixed(answer), [("a", "b")])


def test_a_good_answer_passes_unchanged() -> None:
    rows = np.array([[0.2, 0.3, 0.5]], np.float32)
    assert checked(Fixed(rows), [("a", "b")]) is rows
    assert LABELS == ("contradiction", "entailment", "neutral")


def test_no_model_imports_no_torch() -> None:
    code = (
        "import sys; from checker.entailment import load_entailment; load_entailment(); print('torch' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def _label(folder: Path, labels: Sequence[str]) -> None:
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config["id2label"] = {str(number): label for number, label in enumerate(labels)}
    config["label2id"] = {label: number for number, label in enumerate(labels)}
    path.write_text(json.dumps(config))
