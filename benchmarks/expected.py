"""Cases of the benchmarks that are known to be read otherwise, each with the reason: data/*.yaml.

They count as wrong in every share that is printed. What the list is for: that nothing is left out silently, and that a
case which begins to fail, or no longer does, is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


def expected_failures(name: str) -> dict[str, str]:
    """Reasons by the id of the case, from ``data/<name>.yaml``: a list of {reason, cases}."""
    groups = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return {str(case): str(group["reason"]) for group in groups for case in group["cases"]}


def report(failed: Mapping[str, str], asked: Sequence[str], expected: Mapping[str, str], *, shown: bool) -> int:
    """Print the failed cases (id -> text) that the list does not expect, and those ``asked`` that it expects in vain.

    With ``shown`` the expected ones are printed too, with their reasons. Returns how many differ from the list.
    """
    surprises = 0
    for case, text in failed.items():
        if case not in expected:
            surprises += 1
            print(f"  FAIL  {case}: {text!r}: not among the expected failures")
        elif shown:
            print(f"  xfail {case}: {text!r}: {expected[case]}")
    for case in asked:
        if case in expected and case not in failed:
            surprises += 1
            print(f"  PASS  {case}: expected to fail ({expected[case]}); take it off the list")
    return surprises
