"""The tests of rules as JUnit XML: one suite for each rule, one case for each test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.cli.explaining import place, steps, wanted_and_got

if TYPE_CHECKING:
    from checker.report.junit_xml import Case
    from checker.ruletests import Outcome


def outcomes_junit(outcomes: Sequence[Outcome], seconds: float, *, ascii_only: bool = False) -> str:
    """The outcomes by rule, in their order; ``seconds`` is how long all took together."""
    from checker.report.junit_xml import Suite, junit_text

    by_rule: dict[tuple[str, str], list[Case]] = {}
    for outcome in outcomes:
        origin = outcome.rule.places[-1].path if outcome.rule.places else ""
        by_rule.setdefault((outcome.rule.id, origin), []).append(_case(outcome))
    suites = [Suite(rule, tuple(cases)) for (rule, _), cases in by_rule.items()]
    return junit_text("checker rules test", suites, seconds=seconds, ascii_only=ascii_only)


def _case(outcome: Outcome) -> Case:
    from checker.report.escape import visible
    from checker.report.junit_xml import Case, Ending
    from checker.ruletests import Status

    endings = {Status.PASSED: Ending.PASSED, Status.XFAILED: Ending.SKIPPED}
    ending = endings.get(outcome.status, Ending.FAILURE)
    test, origin = outcome.test, outcome.test.origin
    texts = [f"A  {visible(test.a)}", f"B  {visible(test.b)}"]
    why = f"known to fail: {test.xfail}" if ending is Ending.SKIPPED else wanted_and_got(outcome)
    return Case(
        name=f"{outcome.number}: {test.verdict.value if test.verdict else 'silence'}",
        group=outcome.rule.id,
        ending=ending,
        message="" if ending is Ending.PASSED else why,
        sort=outcome.status.value if ending is Ending.FAILURE else "",
        details="\n".join([place(origin), *texts, *steps(outcome.said.path)]) if ending is Ending.FAILURE else "",
        output="\n".join(texts),
        file=origin.path if origin else None,
        line=origin.line if origin else None,
    )
