"""Vectors of claims: gists of generated articles, encoded once and kept; beyond them noise is added to these."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.generate import events
from benchmarks.scale.story import GeneratedEvent
from checker.claims.extract import extract
from checker.encoders.load import load_encoder
from checker.encoders.protocol import Encoder
from checker.values.text import Document

EVENTS = 50  # whose gists are encoded and kept together
NOISE = 0.35  # length of the noise that is added to a row: two rows made of one have a cosine of about 0.89


def real_rows(count: int, cache: Path, most_seconds: float) -> NDArray[np.float32]:
    """(n, dimension) vectors of ``count`` different gists, or of as many as are kept or can be made in the time given.

    They are made and kept event by event, so that the same command goes on where it was ended.
    """
    encoder = load_encoder(cached=False)
    folder = cache / hashlib.sha256(encoder.name.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[NDArray[np.float32]] = []
    seen: set[str] = set()
    until = time.monotonic() + most_seconds
    for number, some in enumerate(_shares(count)):
        path = folder / f"{number:04}.npz"
        if not path.exists():
            if time.monotonic() > until:
                break
            _keep(path, some, encoder)
        with np.load(path) as kept:
            fresh = [i for i, text in enumerate(kept["texts"].tolist()) if text not in seen]
            seen.update(kept["texts"].tolist())
            parts.append(kept["rows"][fresh])
        if len(seen) >= count:
            break
    return np.concatenate(parts)[:count] if parts else np.empty((0, encoder.dimension), np.float32)


def _shares(count: int) -> Iterator[list[GeneratedEvent]]:
    some: list[GeneratedEvent] = []
    for event in events(seed=1, articles=count):  # an article has more than one claim
        some.append(event)
        if len(some) == EVENTS:
            yield some
            some = []


def _keep(path: Path, some: list[GeneratedEvent], encoder: Encoder) -> None:
    articles = [Document(article.id, article.text) for event in some for article in event.articles]
    texts = list(dict.fromkeys(claim.gist for article in articles for claim in extract(article).claims))
    written = path.with_suffix(".part.npz")
    np.savez(written, texts=np.array(texts), rows=encoder.encode(texts))
    written.replace(path)
    print(f"{path.name}: {len(texts)} gists", file=sys.stderr)


def noised(real: NDArray[np.float32], count: int, seed: int = 0) -> NDArray[np.float32]:
    """``count`` rows: the real ones, then copies of them with noise added, of length 1 again."""
    rng = np.random.default_rng(seed)
    made = np.empty((count, real.shape[1]), np.float32)
    made[: len(real)] = real[:count]
    for start in range(len(real), count, 65_536):
        end = min(count, start + 65_536)
        noise = rng.standard_normal((end - start, real.shape[1]), np.float32)
        noise *= NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
        rows = real[rng.integers(len(real), size=end - start)] + noise
        made[start:end] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made
