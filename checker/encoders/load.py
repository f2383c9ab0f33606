"""An encoder by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.encoders.cache import CachedEncoder
from checker.encoders.protocol import Encoder
from checker.models.cache import cache_folder
from checker.registry import Registry

ADAPTER = Path(__file__).parent / "data" / "news.safetensors"  # made by training/train_encoder.py


def _minilm(adapter: Path | None = None) -> Encoder:
    from checker.encoders.minilm import MiniLm  # noqa: PLC0415 - numpy and the standard library, yet not for every command

    return MiniLm(adapter=adapter)


def _news() -> Encoder:
    return _minilm(ADAPTER)


ENCODERS: Registry[Callable[[], Encoder]] = Registry("encoder", {"default": _news, "minilm": _minilm})


def load_encoder(name: str = "default", cache_dir: Path | None = None, *, cached: bool = True) -> Encoder:
    """The encoder of that name: one of ``ENCODERS``, or any sentence-transformers model, by folder or by name.

    With ``cached`` its vectors are kept in ``cache_folder(cache_dir)``. Raises ModelError where it cannot be loaded;
    a cache that cannot be used is no error, see ``CachedEncoder.warning``.
    """
    encoder = ENCODERS[name]() if name in ENCODERS else _sentence_model(name)
    return CachedEncoder(encoder, cache_folder(cache_dir)) if cached else encoder


def _sentence_model(name: str) -> Encoder:
    from checker.encoders.sentence_model import SentenceModel  # noqa: PLC0415

    return SentenceModel(name)
