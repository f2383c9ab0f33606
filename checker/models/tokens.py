"""Texts before and after the tokeniser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def well_formed(text: str) -> str:
    """The text with lone surrogates, which no tokeniser takes, replaced by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def equal_lengths(lengths: Sequence[int], tokens_per_batch: int) -> Iterator[list[int]]:
    """Positions of inputs of one token count, short ones first, at most ``tokens_per_batch`` tokens or one input.

    A batch of one length needs no padding, so that no row depends on what stands beside it.
    """
    by_length: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        by_length.setdefault(length, []).append(position)
    for length, positions in sorted(by_length.items()):
        step = max(1, tokens_per_batch // length)
        for start in range(0, len(positions), step):
            yield positions[start : start + step]
