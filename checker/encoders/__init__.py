"""Texts to unit vectors: a Protocol with its check, the built-in encoder, any sentence-transformers model, a cache."""

from checker.encoders.cache import CachedEncoder, cache_folder
from checker.encoders.load import ENCODERS, load_encoder
from checker.encoders.protocol import Encoder, checked

__all__ = ["ENCODERS", "CachedEncoder", "Encoder", "cache_folder", "checked", "load_encoder"]
