"""The layers of a BERT encoder as an ONNX graph over weights that stay where they are.

Source: Devlin et al. 2019, in the form of Hugging Face's ``BertModel``: per layer, attention over all tokens, then two
linear maps with an exact GELU between, each followed by a residual sum and a layer norm. The operators of the
``com.microsoft`` domain are ONNX Runtime's fused forms of those steps; they are written here directly, so that the
runtime has nothing to rewrite when it loads the graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.models import onnx_format as onnx
from checker.models.weights import Weights

INPUT = "embedded"  # (texts, tokens, hidden) float32: the sum of word, position and type embeddings
OUTPUT = "hidden"  # (texts, tokens, hidden) float32: one vector per token
FUSED = "com.microsoft"


@dataclass(frozen=True, slots=True)
class BertShape:
    """The sizes of a BERT encoder, as in its ``config.json``."""

    layers: int
    heads: int
    hidden: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float  # of the layer norms

    def __post_init__(self) -> None:
        if self.layers < 1 or self.heads < 1 or self.hidden % self.heads:
            raise ValueError(f"a BERT needs layers, and heads that divide its width, not {self}")


def bert_graph(shape: BertShape, embeddings: Weights, layers: Weights, adapter: Weights | None = None) -> bytes:
    """A serialised ONNX model; raises ModelError where a tensor is missing or has another shape.

    ``embeddings`` holds the layer norm of the embeddings, which is copied; ``layers`` holds the layers, which stay in
    its file. Those of float16 are turned to float32 before they are used. All texts of a call have the same number of
    tokens, so the graph needs no mask.

    ``adapter`` changes the layers without touching their file (LoRA, Hu et al. 2021): to the product of a linear map
    ``x @ W.T`` it adds ``(x @ down.T) @ up.T`` where it holds ``<map>.down`` (rank, in) and ``<map>.up`` (out, rank),
    and its biases and norms replace those of the layers. It is small, and copied into the graph.
    """
    return _Builder(shape, embeddings, layers, adapter).build()


class _Builder:
    def __init__(self, shape: BertShape, embeddings: Weights, layers: Weights, adapter: Weights | None) -> None:
        self._shape = shape
        self._embeddings = embeddings
        self._layers = layers
        self._adapter = adapter
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []

    def build(self) -> bytes:
        width = self._shape.hidden
        norm = [self._copied(self._embeddings, f"embeddings.LayerNorm.{part}", (width,)) for part in ("weight", "bias")]
        state = self._node("LayerNormalization", [INPUT, *norm], "layer.0", self._epsilon | {"axis": -1}, domain="")
        for number in range(self._shape.layers):
            last = number == self._shape.layers - 1
            state = self._layer(f"encoder.layer.{number}", state, OUTPUT if last else f"layer.{number + 1}")
        values = [onnx.float_value(name, ("texts", "tokens", width)) for name in (INPUT, OUTPUT)]
        return onnx.model("bert", self._nodes, self._tensors, values[0], values[1])

    @property
    def _epsilon(self) -> dict[str, int | float]:
        return {"epsilon": self._shape.epsilon}

    def _layer(self, prefix: str, state: str, output: str) -> str:
        width, inner = self._shape.hidden, self._shape.intermediate
        attended = self._linear(f"{prefix}.attention.output.dense", self._attention(prefix, state), width, width)
        middle = self._add_and_norm(f"{prefix}.attention.output", attended, state, f"{prefix}.middle")
        grown = self._linear(f"{prefix}.intermediate.dense", middle, width, inner)
        bias = self._tensor(f"{prefix}.intermediate.dense.bias", (inner,))
        active = self._node("BiasGelu", [grown, bias], f"{prefix}.active")
        shrunk = self._linear(f"{prefix}.output.dense", active, inner, width)
        return self._add_and_norm(f"{prefix}.output", shrunk, middle, output)

    def _attention(self, prefix: str, state: str) -> str:
        width = self._shape.hidden
        names = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
        projected = [self._linear(name, state, width, width) for name in names]
        biases = [self._tensor(f"{name}.bias", (width,)) for name in names]
        bias = self._node("Concat", biases, f"{prefix}.attention.bias", {"axis": 0}, domain="")
        heads: dict[str, int | float] = {"num_heads": self._shape.heads}
        return self._node("MultiHeadAttention", [*projected, bias], f"{prefix}.attention", heads)

    def _add_and_norm(self, prefix: str, change: str, state: str, output: str) -> str:
        bias = self._tensor(f"{prefix}.dense.bias", (self._shape.hidden,))
        inputs = [change, state, *self._norm(f"{prefix}.LayerNorm"), bias]
        return self._node("SkipLayerNormalization", inputs, output, self._epsilon)

    def _linear(self, prefix: str, state: str, width_in: int, width_out: int) -> str:
        """``state @ weight.T``, without the bias, which the next operator adds."""
        weight = self._tensor(f"{prefix}.weight", (width_out, width_in))
        product = self._node("FusedMatMul", [state, weight], f"{prefix}.product", {"transB": 1})
        rank = self._adapter.shape(f"{prefix}.down") if self._adapter else None
        if self._adapter is None or rank is None:
            return product
        down = self._copied(self._adapter, f"{prefix}.down", (rank[0], width_in))
        up = self._copied(self._adapter, f"{prefix}.up", (width_out, rank[0]))
        low = self._node("FusedMatMul", [state, down], f"{prefix}.low", {"transB": 1})
        change = self._node("FusedMatMul", [low, up], f"{prefix}.change", {"transB": 1})
        return self._node("Add", [product, change], f"{prefix}.adapted", domain="")

    def _norm(self, prefix: str) -> list[str]:
        return [self._tensor(f"{prefix}.{part}", (self._shape.hidden,)) for part in ("weight", "bias")]

    def _tensor(self, name: str, shape: tuple[int, ...]) -> str:
        if self._adapter is not None and self._adapter.shape(name) is not None:
            return self._copied(self._adapter, name, shape)
        place = self._layers.place(name, shape)
        self._tensors.append(onnx.tensor_in_file(name, place, self._layers.path))
        if place.kind == "F32":
            return name
        return self._node("Cast", [name], f"{name}.float32", {"to": onnx.FLOAT}, domain="")

    def _copied(self, source: Weights, name: str, shape: tuple[int, ...]) -> str:
        # The runtime reads files of one folder only, and that is the folder of the layers.
        self._tensors.append(onnx.tensor_here(name, source.view(name, shape)))
        return name

    def _node(
        self,
        operator: str,
        inputs: Sequence[str],
        output: str,
        attributes: dict[str, int | float] | None = None,
        domain: str = FUSED,
    ) -> str:
        self._nodes.append(onnx.node(operator, inputs, output, attributes or {}, domain))
        return output
