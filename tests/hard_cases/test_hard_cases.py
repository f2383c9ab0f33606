"""The hard cases: pairs of news sentences, and what the program must say of each, in either order.

One file per case, each with flagged and not-flagged twins. ``expect`` is ``conflict``; ``not_conflict``, anything but
that; ``compatible``, which silence satisfies too; ``update`` and ``scope``, which anything but a conflict satisfies
unless the entry is ``exact``; or ``silent``. An entry with ``xfail`` names the reason why it is known to fail.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checker.config import Config
from checker.pairs import PairVerdict, TextPair, judge_pairs
from checker.values.finding import Verdict

Entry = dict[str, object]
FILES = sorted(Path(__file__).parent.glob("[0-9][0-9]_*.yaml"))
ENTRIES: dict[str, Entry] = {
    f"{path.stem}-{n}": entry
    for path in FILES
    for n, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1)
}
EXPECTATIONS = frozenset({"conflict", "not_conflict", "compatible", "update", "scope", "silent"})
FIELDS = frozenset({"a", "b", "a_published", "b_published", "expect", "why", "exact", "xfail"})


def fits(verdict: Verdict | None, entry: Entry) -> bool:
    """Whether that is what the entry expects."""
    match entry["expect"], entry.get("exact", False):
        case "conflict", _:
            return verdict is Verdict.CONFLICT
        case "silent", _:
            return verdict is None
        case "compatible", False:
            return verdict in (Verdict.COMPATIBLE, None)
        case (("not_conflict" | "update" | "scope"), False):
            return verdict is not Verdict.CONFLICT
        case wanted, _:
            return verdict == wanted


def text_pair(name: str, entry: Entry) -> TextPair:
    return TextPair(name, entry["a"], entry["b"], entry.get("a_published"), entry.get("b_published"))


def swapped(pair: TextPair) -> TextPair:
    return replace(pair, a=pair.b, b=pair.a, a_published=pair.b_published, b_published=pair.a_published)


def parameters() -> list[object]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=str(entry["xfail"]), strict=True) if "xfail" in entry else ())
        for name, entry in ENTRIES.items()
    ]


@pytest.fixture(scope="module")
def verdicts() -> dict[str, tuple[PairVerdict, PairVerdict]]:
    """What is said of each entry as it stands and the other way round, all asked for at once."""
    pairs = [text_pair(name, entry) for name, entry in ENTRIES.items()]
    both = [p for pair in pairs for p in (pair, swapped(pair))]
    said = list(judge_pairs(both, Config()))
    return {pair.id: (one, other) for pair, one, other in zip(pairs, said[::2], said[1::2], strict=True)}


@pytest.mark.parametrize("name", parameters())
def test_verdict(name: str, verdicts: dict[str, tuple[PairVerdict, PairVerdict]]) -> None:
    entry, (said, _) = ENTRIES[name], verdicts[name]
    assert fits(said.verdict, entry), (
        f"{entry['why']}\na: {entry['a']}\nb: {entry['b']}\nexpected {entry['expect']}, "
        f"not {said.verdict} ({said.rule}, {said.confidence:.2f}): {said.explanation}"
    )


@pytest.mark.parametrize("name", ENTRIES)
def test_order_does_not_matter(name: str, verdicts: dict[str, tuple[PairVerdict, PairVerdict]]) -> None:
    one, other = verdicts[name]
    assert (one.verdict, one.confidence) == (other.verdict, pytest.approx(other.confidence))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_each_case_has_flagged_and_not_flagged_twins(path: Path) -> None:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    flagged = [e for e in entries if e["expect"] == "conflict"]
    assert len(flagged) >= 4
    assert len(entries) - len(flagged) >= 4
    assert len(entries) >= 8
    assert all(e["expect"] in EXPECTATIONS and e["why"] and set(e) <= FIELDS for e in entries)
    assert len({(e["a"], e["b"], e.get("a_published"), e.get("b_published")) for e in entries}) == len(entries)


def test_there_is_a_file_for_each_of_the_twenty_cases() -> None:
    assert [int(path.stem[:2]) for path in FILES] == list(range(1, 21))
