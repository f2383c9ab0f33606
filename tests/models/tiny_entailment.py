"""A file like that of the built-in entailment model, with random weights, for the tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from checker.models.bert_graph import BertShape

LABELS = "contradiction,entailment,neutral"


def save_entailment(path: Path, shape: BertShape, *, labels: str = LABELS, kind: str = "float16") -> Path:
    """Write layers and head of that shape; the same ones at each call."""
    generator = np.random.default_rng(4)
    wide, inner = shape.hidden, shape.intermediate
    maps = {
        "attention.self.query": (wide, wide),
        "attention.self.key": (wide, wide),
        "attention.self.value": (wide, wide),
    }
    maps |= {"attention.output.dense": (wide, wide), "intermediate.dense": (inner, wide), "output.dense": (wide, inner)}
    tensors = {}
    for prefix in (f"encoder.layer.{number}." for number in range(shape.layers)):
        for name, size in maps.items():
            tensors[f"{prefix}{name}.weight"] = generator.normal(0, 1.5 / size[1] ** 0.5, size)
            tensors[f"{prefix}{name}.bias"] = generator.normal(0, 0.02, size[0])
        for norm in ("attention.output.LayerNorm", "output.LayerNorm"):
            tensors[f"{prefix}{norm}.weight"] = generator.normal(1, 0.05, wide)
            tensors[f"{prefix}{norm}.bias"] = generator.normal(0, 0.02, wide)
    tensors["head.weight"] = generator.normal(0, 1 / wide**0.5, (3, wide))
    tensors["head.bias"] = generator.normal(0, 0.02, 3)
    save_file({name: tensor.astype(kind) for name, tensor in tensors.items()}, path, metadata={"labels": labels})
    return path
