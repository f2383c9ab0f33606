"""What a comparison has come to, before anyone has said which findings are accepted: held against a baseline, a report.

It can be kept and held against another baseline, or shown by other settings, without comparing again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checker.baseline.entry import BaselineFile
from checker.baseline.weigh import Speaks, Weighed, everywhere, weigh
from checker.config import ReportOptions
from checker.rules.matrix import Matrix, row_of
from checker.values.claim import Extraction
from checker.values.finding import Finding
from checker.values.report import FactRow, NotChecked, Report, RuleInfo, RunInfo, SourceInfo
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings of one comparison, in the order of their facts, and what was not checked."""

    run: RunInfo
    sources: tuple[SourceInfo, ...]
    documents: tuple[Document, ...]  # in the order of ``sources``
    matrix: Matrix
    silenced: tuple[Finding, ...]  # findings that a comment in a source has switched off
    not_checked: tuple[NotChecked, ...]
    rules: tuple[RuleInfo, ...]  # those that were asked
    within: bool  # whether each source was held against itself

    def report(self, options: ReportOptions, baseline: BaselineFile, on: date, speaks: Speaks = everywhere) -> Report:
        """The report with the findings that ``options`` show; the others are counted. ``on`` is the day of the run.

        ``speaks``: of which findings an entry of the baseline speaks, see ``weigh``.
        """
        weighed = weigh(
            baseline,
            [*self.matrix.findings, *self.silenced],
            sources=[document.id for document in self.documents],
            rules={rule.id for rule in self.rules},
            within=self.within,
            on=on,
            speaks=speaks,
        )
        return self._shown(options, weighed)

    def _shown(self, options: ReportOptions, weighed: Weighed) -> Report:
        matrix = self.matrix
        wanted = [f for f in matrix.findings if options.shows(f)]
        known = [f for f in wanted if f.key in weighed.accepted]
        shown = tuple(f for f in wanted if not (options.only_new and f.key in weighed.accepted))
        failures = [f.key for f in matrix.findings if options.fails(f) and f.key not in weighed.accepted]
        return Report(
            run=self.run,
            sources=self.sources,
            facts=self._rows(shown, options.min_confidence),
            findings=shown,
            not_checked=self.not_checked,
            fact_of={f.key: matrix.fact_of[f.key] for f in shown},
            documents=self.documents,
            verdicts=matrix.verdicts,
            compared=matrix.total,
            hidden=sum(matrix.verdicts.values()) - len(shown),
            accepted={f.key: weighed.accepted[f.key] for f in known},
            accepted_count=len(known),
            expired={f.key: weighed.expired[f.key] for f in wanted if f.key in weighed.expired},
            stale=weighed.stale,
            baseline=options.baseline,
            ignored=len(self.silenced),
            failing=len(failures),
            failures=frozenset(failures),
            rules=self.rules,
        )

    def _rows(self, shown: Sequence[Finding], least: float) -> tuple[FactRow, ...]:
        """The facts of the findings that are shown, with their verdicts.

        What was sure enough and is not shown, such as values that agree, brings its values in; a pair that is unlikely
        to be of one thing at all does not.
        """
        of_row: dict[str, list[Finding]] = defaultdict(list)
        for f in shown:
            of_row[self.matrix.fact_of[f.key]].append(f)
        sure: dict[str, list[Finding]] = defaultdict(list)
        for f in self.matrix.findings:
            if f.confidence >= least:
                sure[self.matrix.fact_of[f.key]].append(f)
        return tuple(row_of(row.id, of_row[row.id], sure[row.id]) for row in self.matrix.rows if row.id in of_row)


def source_info(document: Document, extraction: Extraction) -> SourceInfo:
    """What a report says of one source."""
    dropped: dict[str, int] = {}
    for d in extraction.dropped:
        dropped[d.reason] = dropped.get(d.reason, 0) + 1
    return SourceInfo(
        id=document.id,
        title=document.title,
        published=document.published.day if document.published else None,
        published_origin=document.published.origin if document.published else None,
        language=document.language,
        origin=document.origin or document.id,
        claims=len(extraction.claims),
        dropped=dropped,
        sha256=document.sha256,
        publisher=document.publisher,
        author=document.author,
        url=document.url,
        tier=document.tier,
    )


def gaps(documents: Sequence[Document], extractions: Sequence[Extraction]) -> tuple[NotChecked, ...]:
    """What silence must not be read as agreement about: undated sources, other languages, articles without claims."""
    found = []
    for document, extraction in zip(documents, extractions, strict=True):
        if document.published is None:
            unknown = "its publication date is unknown"
            found.append(NotChecked(document.id, "weekdays and other relative times", unknown))
        if document.language != "en":
            why = f"its language is {document.language!r}, and only English words are read"
            found.append(NotChecked(document.id, "words; numbers and dates were compared", why))
        if not extraction.claims:
            found.append(NotChecked(document.id, "the whole text", "no claims were found in it", degraded=True))
    return tuple(found)
