from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from checker.errors import ModelError
from checker.models.bert_graph import BertShape, bert_graph
from checker.models.weights import Weights
from tests.models.tiny_entailment import save_entailment

SHAPE = BertShape(layers=2, heads=4, hidden=32, intermediate=64, vocabulary=100, positions=40, types=2, epsilon=1e-12)


@pytest.fixture
def embeddings(tmp_path: Path) -> Weights:
    path = tmp_path / "embeddings.safetensors"
    save_file({f"embeddings.LayerNorm.{part}": np.ones(32, np.float32) for part in ("weight", "bias")}, path)
    return Weights(path, "advice")


@pytest.mark.parametrize(("kind", "number", "casts"), [("float32", 1, 0), ("float16", 10, 32)])
def test_the_graph_reads_as_onnx(kind: str, number: int, casts: int, embeddings: Weights, tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    path = save_entailment(tmp_path / "layers.safetensors", SHAPE, kind=kind)
    model = onnx.load_from_string(bert_graph(SHAPE, embeddings, Weights(path, "advice")))
    assert {domain.domain: domain.version for domain in model.opset_import} == {"": 17, "com.microsoft": 1}
    operators = [node.op_type for node in model.graph.node]
    assert (operators.count("MultiHeadAttention"), operators.count("Cast")) == (2, casts)
    assert [value.name for value in (*model.graph.input, *model.graph.output)] == ["embedded", "hidden"]
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    here = [tensor for tensor in model.graph.initializer if not tensor.external_data]
    assert [(t.name, t.float_data or onnx.numpy_helper.to_array(t).sum()) for t in here] == [
        ("embeddings.LayerNorm.weight", 32),
        ("embeddings.LayerNorm.bias", 32),
    ]
    for tensor in model.graph.initializer:
        if tensor in here:
            continue
        entries = {entry.key: entry.value for entry in tensor.external_data}
        first, last = header[tensor.name]["data_offsets"]
        assert (list(tensor.dims), tensor.data_type) == (header[tensor.name]["shape"], number)
        assert entries == {"location": "layers.safetensors", "offset": str(start + first), "length": str(last - first)}


def test_a_layer_that_is_not_there(embeddings: Weights, tmp_path: Path) -> None:
    layers = Weights(save_entailment(tmp_path / "layers.safetensors", SHAPE), "go without")
    more = BertShape(3, 4, 32, 64, 100, 40, 2, 1e-12)
    with pytest.raises(ModelError, match=r"encoder\.layer\.2\.attention\.self\.query\.weight .* nothing; go without"):
        bert_graph(more, embeddings, layers)


def test_heads_divide_the_width() -> None:
    with pytest.raises(ValueError, match="heads that divide"):
        BertShape(2, 5, 32, 64, 100, 40, 2, 1e-12)
