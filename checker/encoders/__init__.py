"""Texts to unit vectors: a Protocol with its check, the built-in encoder, any sentence-transformers model, a cache."""

from checker.encoders.cache import CachedEncoder
from checker.encoders.load import ENCODERS, load_encoder
from checker.encoders.protocol import Encoder, checked

__all__ = ["ENCODERS", "CachedEncoder", "Encoder", "checked", "load_encoder"]
