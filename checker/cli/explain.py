"""``checker explain``: the way to a verdict, or to there being none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.again import of_these
from checker.cli.explaining import of_findings, steps, verdict
from checker.cli.input import standard_input
from checker.cli.options import choice_options, everything, model_options, settings, source_options
from checker.cli.output import write_lines
from checker.cli.params import ClaimPair
from checker.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.config import Config
    from checker.pairs import TextPair
    from checker.values.claim import Claim
    from checker.values.text import Document

SHORTEST_FINGERPRINT = 4  # hex digits; fewer name too many findings to be meant


@click.command("explain", short_help="Show how a verdict came about, or why there is none.")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT TEXT | FILE FILE ...")
@click.option("--fingerprint", metavar="HEX", help="Explain the finding of that fingerprint between the files.")
@click.option("--pair", type=ClaimPair(), help="Explain claim M of the first file and claim N of the second.")
@click.option("--within", is_flag=True, default=None, help="Also compare the sentences of one source with each other.")
@source_options
@choice_options
@model_options
def command(texts: tuple[str, ...], fingerprint: str | None, pair: tuple[int, int] | None, **given: object) -> int:
    """Show how a verdict came about, or why nothing was flagged, step by step.

    \b
    checker explain TEXT TEXT                        two texts
    checker explain --fingerprint HEX FILE FILE ...  a finding of a report
    checker explain --pair M:N FILE FILE             two claims, by the numbers that "checker claims" shows
    """
    if fingerprint and pair:
        raise UsageError("--fingerprint and --pair exclude each other; a finding has a fingerprint, any pair numbers")
    config = settings(given | everything())
    if fingerprint:
        lines = _of_finding(texts, fingerprint, of_these(config, texts, given))
    elif pair:
        lines = _of_pair(_two_claims(texts, pair, config), config)
    else:
        lines = _of_pair(_two_texts(texts), config)
    write_lines(lines)
    return EXIT_OK


def _two_texts(texts: Sequence[str]) -> TextPair:
    from checker.pairs import TextPair

    if len(texts) != 2:
        raise UsageError(f"expected two texts, not {len(texts)}; put each in quotation marks")
    for text in texts:
        if _is_file(text):
            raise UsageError(f"{text} is a file: add --pair M:N for two of its claims, or --fingerprint for a finding")
    return TextPair(None, texts[0], texts[1])


def _two_claims(names: Sequence[str], numbers: tuple[int, int], config: Config) -> TextPair:
    from checker.pairs import TextPair

    if len(names) != 2:
        raise UsageError(f"--pair needs two files, not {len(names)}")
    (first, a), (second, b) = (_claim(name, n, config) for name, n in zip(names, numbers, strict=True))
    return TextPair(None, a.text, b.text, _day(first), _day(second))


def _claim(name: str, number: int, config: Config) -> tuple[Document, Claim]:
    from checker.pipeline import read_claims

    articles = read_claims(name, config, standard_input([name]))
    if len(articles) != 1:
        raise UsageError(f"{name} holds {len(articles)} articles; --pair needs files of one article each")
    document, extraction = articles[0]
    if not 1 <= number <= len(extraction.claims):
        raise UsageError(f"{name} has claims 1 to {len(extraction.claims)}, not {number}; see: checker claims {name}")
    return document, extraction.claims[number - 1]


def _of_pair(pair: TextPair, config: Config) -> list[str]:
    from checker.pairs import judge_pairs
    from checker.report.escape import terminal

    (answer,) = judge_pairs([pair], config)
    lines = [f"A  {terminal(pair.a)}", f"B  {terminal(pair.b)}"]
    for finding in answer.findings:
        lines += ["", *verdict(finding)]
    return lines if answer.findings else [*lines, "", "no finding", *steps(answer.path)]


def _of_finding(names: Sequence[str], fingerprint: str, config: Config) -> list[str]:
    from checker.pipeline import compare

    if len(fingerprint) < SHORTEST_FINGERPRINT:
        raise UsageError(f"--fingerprint needs {SHORTEST_FINGERPRINT} hex digits or more, not {fingerprint!r}")
    report = compare(names, config, standard_input(names))
    findings = report.findings
    found = [f for f in findings if f.fingerprint.startswith(fingerprint.lower())]
    different = {f.fingerprint for f in found}  # copies of one story make findings that are equal to the letter
    if len(different) != 1:
        what = "no finding" if not found else f"{len(different)} findings"
        silent = f" (comments in them silence {report.ignored} more)" if report.ignored else ""
        raise UsageError(
            f"{what} of {len(findings)} between these sources{silent} has a fingerprint that begins with "
            f"{fingerprint}; give the files, dates and rules of the report"
        )
    return of_findings(found)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a text that no file system takes as a name
        return False


def _day(document: Document) -> date | None:
    return document.published.day if document.published else None
