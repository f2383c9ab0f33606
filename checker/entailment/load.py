"""An entailment model by its name."""

from __future__ import annotations

from collections.abc import Callable

from checker.entailment.protocol import Entailment
from checker.registry import Registry


def _none() -> None:
    """Run without one: the rules alone decide."""


ENTAILMENTS: Registry[Callable[[], Entailment | None]] = Registry("entailment model", {"none": _none})


def load_entailment(name: str = "none") -> Entailment | None:
    """The model of that name: one of ``ENTAILMENTS``, or any CrossEncoder with three labels, by folder or by name.

    ``None`` for "none". Raises ModelError where it cannot be loaded, or does not name its three labels.
    """
    if name in ENTAILMENTS:
        return ENTAILMENTS[name]()
    from checker.entailment.cross_encoder import CrossEncoderEntailment  # noqa: PLC0415 - imports torch

    return CrossEncoderEntailment(name)
