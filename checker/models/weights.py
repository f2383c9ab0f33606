"""The tensors of a safetensors file, without copying them: where each lies, and a view of it.

Source of the format: the safetensors documentation, "Format". A file is eight bytes with the length of a header,
the header (JSON: name -> dtype, shape, offsets), then the tensors one after another.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError

MAX_HEADER_BYTES = 100_000_000  # the format's own limit
LENGTH_BYTES = 8
# The dtypes that are read; tensors of others are left alone.
NUMBERS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}


@dataclass(frozen=True, slots=True)
class TensorPlace:
    """Where a tensor lies in its file."""

    shape: tuple[int, ...]
    offset: int  # bytes from the start of the file
    kind: str = "F32"  # a key of NUMBERS

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return NUMBERS[self.kind].itemsize * prod(self.shape)


class Weights:
    """The float32 and float16 tensors of one file, mapped into memory: only the pages that are read cost anything."""

    def __init__(self, path: Path, advice: str) -> None:
        """Map the file; raise ModelError, which ends with ``advice``, where it is missing or no safetensors file."""
        self.path = path.resolve()
        self._advice = advice
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._header = _read_header(self._bytes)
            self._places = _read_places(self._header, LENGTH_BYTES + len(self._header), len(self._bytes))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: expected the weights of a built-in model, got {error!r}; {advice}") from error
        # Rows of the embedding table are read here and there; reading ahead would load all of its 47 MB.
        if hasattr(mmap, "MADV_RANDOM"):
            self._bytes.madvise(mmap.MADV_RANDOM)

    @property
    def metadata(self) -> dict[str, str]:
        """What whoever wrote the file says about it."""
        entries = json.loads(self._header).get("__metadata__", {})
        return {str(key): str(value) for key, value in entries.items()} if isinstance(entries, dict) else {}

    def has(self, kind: str) -> bool:
        """Whether a tensor is of that kind, a key of NUMBERS."""
        return any(place.kind == kind for place in self._places.values())

    def shape(self, name: str) -> tuple[int, ...] | None:
        """The shape of the tensor of that name; None where there is none."""
        place = self._places.get(name)
        return None if place is None else place.shape

    def place(self, name: str, shape: tuple[int, ...]) -> TensorPlace:
        """Where the tensor of that name lies; raise ModelError where it is not there in that shape."""
        place = self._places.get(name)
        if place is None or place.shape != shape:
            found = "nothing" if place is None else f"shape {place.shape}"
            raise ModelError(f"{self.path}: expected tensor {name} of shape {shape}, got {found}; {self._advice}")
        return place

    def view(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """The tensor itself; one of float32 is read-only and still in the file, one of float16 is a copy."""
        place = self.place(name, shape)
        flat = np.frombuffer(self._bytes, NUMBERS[place.kind], prod(shape), place.offset)
        tensor: NDArray[np.float32] = flat.reshape(shape).astype(np.float32, copy=False)
        return tensor

    def digest(self) -> str:
        """What tells one training of a model from another: names, shapes, and all biases and norms.

        No training leaves those as they were; reading them takes a millisecond, and the whole file 200.
        """
        digest = hashlib.sha256(self._header)
        for name, place in sorted(self._places.items()):
            if len(place.shape) == 1:
                digest.update(name.encode())
                digest.update(self._bytes[place.offset : place.offset + place.size])
        return digest.hexdigest()


def _read_header(data: mmap.mmap) -> bytes:
    length = int.from_bytes(data[:LENGTH_BYTES], "little")
    if length > min(MAX_HEADER_BYTES, len(data) - LENGTH_BYTES):
        raise ValueError(f"a header of {length} bytes in a file of {len(data)}")
    return data[LENGTH_BYTES : LENGTH_BYTES + length]


def _read_places(header: bytes, start: int, end: int) -> dict[str, TensorPlace]:
    entries = json.loads(header)
    if not isinstance(entries, dict):
        raise TypeError(f"a header that is a {type(entries).__name__}")
    places = {}
    for name, entry in entries.items():
        if name == "__metadata__" or entry["dtype"] not in NUMBERS:
            continue
        first, last = entry["data_offsets"]
        place = TensorPlace(tuple(entry["shape"]), start + first, entry["dtype"])
        if first < 0 or last - first != place.size or start + last > end:
            raise ValueError(f"tensor {name} at bytes {first} to {last}, in a file of {end} bytes")
        places[name] = place
    return places
