"""The commands that a report shows beside a finding, fit to be pasted into a shell in the folder of the run."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable

from checker.report.escape import terminal
from checker.report.layout import sources_by_id
from checker.report.options import RenderOptions
from checker.values.finding import Finding
from checker.values.report import Report

BASELINE = "checker-baseline.yaml"  # where accepted findings go if the run itself was held against none
_NO_BASELINE = "none"
_ARTICLE = re.compile(r"#\d+$")  # of one file that holds several


def explain_command(finding: Finding, report: Report, options: RenderOptions) -> str:
    """The command that shows how the verdict came about."""
    if options.corpus:
        return _of_corpus("explain", options, finding.fingerprint)
    names = _names((finding,), report)
    end = ["--"] if any(name.startswith("-") and name != "-" for name in names) else []
    words = ["--fingerprint", finding.fingerprint, *_again((finding,), report, options), *end, *names]
    return shlex.join(["checker", "explain", *words])


def accept_command(findings: Iterable[Finding], report: Report, options: RenderOptions) -> str:
    """The command that accepts the findings, up to the reason, which only the reader can give."""
    each = tuple(findings)
    if options.corpus:
        return _of_corpus("accept", options, *dict.fromkeys(f.fingerprint for f in each), "--reason")
    names = [f"./{name}" if name.startswith("-") and name != "-" else name for name in _names(each, report)]
    digits = dict.fromkeys(f.fingerprint for f in each)
    words = [*_baseline(report), *digits, *_again(each, report, options), *names, "--reason"]
    return shlex.join(["checker", "accept", *words])


def undo_command(report: Report, options: RenderOptions) -> str:
    """The command that forgets what was accepted once and is found no longer."""
    digits = (item.fingerprint for item in report.stale)
    if options.corpus:
        return _of_corpus("accept", options, "--undo", *digits)
    return shlex.join(["checker", "accept", "--undo", *_baseline(report), *digits])


def _of_corpus(command: str, options: RenderOptions, *words: str) -> str:
    return shlex.join(["checker", "corpus", command, "--corpus", terminal(options.corpus), *words])


def _baseline(report: Report) -> list[str]:
    if not report.baseline:
        return []
    return ["--baseline", BASELINE if report.baseline == _NO_BASELINE else terminal(report.baseline)]


def _again(findings: Iterable[Finding], report: Report, options: RenderOptions) -> list[str]:
    """What the run was told and the command must be told too, or it would not find the finding again."""
    infos = sources_by_id(report)
    told = [infos[side.source] for f in findings for side in (f.a, f.b) if side.source in infos]
    # A date may also stand in the configuration, but then for sources as well that the command does not name.
    dates = [f"{terminal(s.id)}={s.published}" for s in told if s.published and s.published_origin == "option"]
    return [*map(terminal, options.again), *(word for day in dict.fromkeys(dates) for word in ("--published", day))]


def _names(findings: Iterable[Finding], report: Report) -> list[str]:
    """The files of the findings, each once. "news.jsonl#2" is an article of a file if the report has more of them."""
    bases = Counter(_ARTICLE.sub("", source.id) for source in report.sources)
    named = dict.fromkeys(side.source for f in findings for side in (f.a, f.b))
    files = (_ARTICLE.sub("", name) if bases[_ARTICLE.sub("", name)] > 1 else name for name in named)
    return [terminal(name) for name in dict.fromkeys(files)]
