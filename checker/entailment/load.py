"""An entailment model by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.entailment.cache import CachedEntailment
from checker.entailment.protocol import Entailment
from checker.models.cache import cache_folder
from checker.registry import Registry

BUILT_IN = Path(__file__).parent / "data" / "news.safetensors"  # made by training/make_entailment.sh
TRAINED = ".safetensors"  # the suffix of such a file


def _none() -> None:
    """Run without one: the rules alone decide."""


def _news() -> Entailment:
    return _trained(BUILT_IN)


ENTAILMENTS: Registry[Callable[[], Entailment | None]] = Registry("entailment model", {"default": _news, "none": _none})


def load_entailment(name: str = "default", cache_dir: Path | None = None, *, cached: bool = True) -> Entailment | None:
    """The model of that name: one of ``ENTAILMENTS``, a file made by ``training/``, or a CrossEncoder.

    ``None`` for "none". With ``cached`` its answers are kept in ``cache_folder(cache_dir)``. Raises ModelError where it
    cannot be loaded, or does not name its three labels; a cache that cannot be used is no error, see
    ``CachedEntailment.warning``.
    """
    model = ENTAILMENTS[name]() if name in ENTAILMENTS else _by_path(name)
    return CachedEntailment(model, cache_folder(cache_dir)) if model is not None and cached else model


def _by_path(name: str) -> Entailment:
    if name.endswith(TRAINED):
        return _trained(Path(name))
    from checker.entailment.cross_encoder import CrossEncoderEntailment  # noqa: PLC0415 - imports torch

    return CrossEncoderEntailment(name)


def _trained(path: Path) -> Entailment:
    from checker.entailment.minilm import MiniLmEntailment  # noqa: PLC0415 - not for every command

    return MiniLmEntailment(path)
