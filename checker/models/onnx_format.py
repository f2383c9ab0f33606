"""The few parts of the ONNX format that a graph over existing weights needs, written as protocol buffer bytes.

Source: onnx.proto3 of ONNX, IR version 9; the numbers below are the field numbers of that file. Writing the forty
kilobytes here costs a millisecond at each start; ``import onnx`` costs a hundred, and 15 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.models.weights import TensorPlace

IR_VERSION = 9
OPSETS = {"": 17, "com.microsoft": 1}  # domain -> version; the second holds ONNX Runtime's fused operators
FLOAT = 1  # TensorProto.DataType.FLOAT
NUMBERS = {"F32": FLOAT, "F16": 10}  # dtype of safetensors -> TensorProto.DataType
EXTERNAL = 1  # TensorProto.DataLocation.EXTERNAL
ATTRIBUTE_FLOAT = 1  # AttributeProto.AttributeType.FLOAT
ATTRIBUTE_INT = 2  # AttributeProto.AttributeType.INT
VARINT, LENGTH_DELIMITED, FIXED32 = 0, 2, 5  # protocol buffer wire types


def node(
    operator: str, inputs: Sequence[str], output: str, attributes: Mapping[str, int | float], domain: str = ""
) -> bytes:
    """A NodeProto with one output, named after it."""
    fields = [_text(1, name) for name in inputs]
    fields += [_text(2, output), _text(3, output), _text(4, operator), _text(7, domain)]
    fields += [_message(5, _attribute(name, value)) for name, value in attributes.items()]
    return b"".join(fields)


def tensor_in_file(name: str, place: TensorPlace, path: Path) -> bytes:
    """A TensorProto whose values lie in ``path``; the runtime is told the folder, the graph the name."""
    entries = {"location": path.name, "offset": str(place.offset), "length": str(place.size)}
    fields = [_integer(1, size) for size in place.shape]
    fields += [_integer(2, NUMBERS[place.kind]), _text(8, name)]
    fields += [_message(13, _text(1, key) + _text(2, value)) for key, value in entries.items()]
    return b"".join([*fields, _integer(14, EXTERNAL)])


def tensor_here(name: str, values: NDArray[np.float32]) -> bytes:
    """A float32 TensorProto with its values."""
    fields = [_integer(1, size) for size in values.shape]
    fields += [_integer(2, FLOAT), _text(8, name), _message(9, values.astype("<f4").tobytes())]
    return b"".join(fields)


def float_value(name: str, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto of float32; a size that is free is given as a name."""
    sizes = [_integer(1, size) if isinstance(size, int) else _text(2, size) for size in shape]
    dimensions = b"".join(_message(1, size) for size in sizes)
    tensor_type = _integer(1, FLOAT) + _message(2, dimensions)
    return _text(1, name) + _message(2, _message(1, tensor_type))


def model(name: str, nodes: Sequence[bytes], tensors: Sequence[bytes], given: bytes, result: bytes) -> bytes:
    """A ModelProto with one input and one output."""
    graph = [_message(1, part) for part in nodes] + [_text(2, name)]
    graph += [_message(5, tensor) for tensor in tensors] + [_message(11, given), _message(12, result)]
    opsets = [_message(8, _text(1, domain) + _integer(2, version)) for domain, version in OPSETS.items()]
    return b"".join([_integer(1, IR_VERSION), _message(7, b"".join(graph)), *opsets])


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _integer(3, value) + _integer(20, ATTRIBUTE_INT)
    return _text(1, name) + _key(2, FIXED32) + struct.pack("<f", value) + _integer(20, ATTRIBUTE_FLOAT)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are written as their two's complement
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _key(field: int, wire_type: int) -> bytes:
    return _varint(field << 3 | wire_type)


def _integer(field: int, value: int) -> bytes:
    return _key(field, VARINT) + _varint(value)


def _message(field: int, content: bytes) -> bytes:
    return _key(field, LENGTH_DELIMITED) + _varint(len(content)) + content


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode())
