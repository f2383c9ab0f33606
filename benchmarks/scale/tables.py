"""Results as they are kept, and as tables."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

MOST_EXPONENT, MOST_BYTES, LEAST_RECALL = 1.2, 4096, 0.95  # what is asked for
CORPUS = ("add", "check")  # the stages that the exponent of the whole is of
ALL_AT_ONCE = ("join of all", "cluster of all")
CARE = ("one", "check again", "status", "search", "verify", "export", "compact", "rebuild")


class Results:
    """What was measured, a line of JSON for each stage of each size; the last one counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[tuple[int, str], dict] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self._found[row["size"], row["stage"]] = row

    def get(self, size: int, stage: str) -> dict | None:
        return self._found.get((size, stage))

    def keep(self, size: int, stage: str, found: dict) -> None:
        row = {"size": size, "stage": stage, **found}
        self._found[size, stage] = row
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def seconds(self, size: int, stage: str, part: str | None = None) -> float | None:
        found = self.get(size, stage)
        if found is None:
            return None
        return found["seconds"] if part is None else found["parts"].get(part)


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the line of least squares through the logarithms; NaN of fewer than two."""
    if len(sizes) < 2:
        return math.nan
    x, y = np.log(sizes), np.log(np.maximum(seconds, 1e-9))
    return float(np.polyfit(x, y, 1)[0])


def tables(results: Results, sizes: Sequence[int]) -> str:
    """All that was measured of these sizes, in Markdown."""
    parts = (_sizes, _whole, _seconds, _memory)
    return "\n\n".join("\n".join(part(results, sizes)) for part in parts)


def _sizes(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    """What there was, and what of it was found."""
    yield (
        "| claims | articles | events | vectors | bytes a claim on disk | events told, B-cubed F1 | planted (events) | "
        "found, true events | found by the corpus | of those found with the true events |"
    )
    yield "| --- " * 10 + "|"
    for size in sizes:
        add, found = results.get(size, "add"), results.get(size, "recall")
        if add is None:
            continue
        vectors = "real with noise" if add["noisy"] else "real"
        line = f"| {add['claims']:,} | {add['articles']:,} | {add['events']:,} | {vectors} | "
        line += f"{add['bytes'] / add['claims']:,.0f} | "
        if found is None:
            yield line + " | " * 4 + "|"
            continue
        line += f"{found['bcubed']:.3f} | {found['planted']:,} ({found['sample']}) | {found['told']:,} | "
        share = found["both"] / max(1, found["told"])
        yield line + f"{found['shown']:,} | {share:.3f}{_mark(share >= LEAST_RECALL)} |"


def _whole(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    """What the join and the clusters of all claims have found."""
    yield "| claims | different gists | pairs of the join of all | recall, of a sample | clusters | largest |"
    yield "| --- " * 6 + "|"
    for size in sizes:
        pairs, groups = results.get(size, "join of all"), results.get(size, "cluster of all")
        if pairs is None or groups is None:
            continue
        line = f"| {size:,} | {pairs['rows']:,} | {pairs['pairs']:,} | "
        line += "" if pairs["recall"] is None else f"{pairs['recall']:.3f}"
        yield f"{line} | {groups['clusters']:,} | {groups['largest']:,} |"


def _seconds(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    """Seconds of every stage and of its parts, with the exponents."""
    there = [size for size in sizes if results.get(size, "add") is not None]
    yield "| seconds | " + " | ".join(f"{size:,}" for size in there) + " | exponent |"
    yield "| --- " * (len(there) + 2) + "|"
    for stage in (*CORPUS, *ALL_AT_ONCE):
        parts = dict.fromkeys(p for size in there for p in (results.get(size, stage) or {}).get("parts", ()))
        for part in (None, *parts):
            label = f"**{stage}**" if part is None else f"{stage}: {part}"
            yield _row(label, there, [results.seconds(size, stage, part) for size in there])
    for label, stages in (("**add and check**", CORPUS), ("**all at once**", ALL_AT_ONCE)):
        each = [[results.seconds(size, stage) for stage in stages] for size in there]
        sums = [None if None in some else sum(filter(None, some)) for some in each]
        yield _row(label, there, sums, most=MOST_EXPONENT)


def _row(label: str, sizes: Sequence[int], seconds: Sequence[float | None], most: float | None = None) -> str:
    shown = " | ".join("" if s is None else f"{s:.2f}" for s in seconds)
    known = [(size, s) for size, s in zip(sizes, seconds, strict=True) if s is not None]
    slope = exponent([size for size, _ in known], [s for _, s in known])
    mark = "" if most is None or math.isnan(slope) else _mark(slope <= most)
    return f"| {label} | {shown} | {'' if math.isnan(slope) else f'{slope:.2f}'}{mark} |"


def _memory(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    """Peak memory of every stage, and what a claim takes beyond the same stage on the smallest size."""
    there = [size for size in sizes if results.get(size, "add") is not None]
    yield "| peak, MB (seconds) | " + " | ".join(f"{size:,}" for size in there) + " | bytes a claim beyond the first |"
    yield "| --- " * (len(there) + 2) + "|"
    for stage in (*CORPUS, *ALL_AT_ONCE, *CARE):
        rows = [results.get(size, stage) for size in there]
        shown = " | ".join("" if r is None else f"{r['peak'] / 1e6:.0f} ({r['seconds']:.2f})" for r in rows)
        known = [(size, r["peak"]) for size, r in zip(there, rows, strict=True) if r is not None]
        each = ""
        if len(known) > 1:
            (low, base), (high, peak) = known[0], known[-1]
            a_claim = (peak - base) / (high - low)
            each = f"{a_claim:,.0f}{_mark(a_claim <= MOST_BYTES)}"
        yield f"| {stage} | {shown} | {each} |"


def _mark(good: bool) -> str:
    return "" if good else " (!)"
