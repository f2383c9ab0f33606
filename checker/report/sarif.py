"""The report as SARIF 2.1.0, for code scanning and viewers of results: one run, one result for each finding.

A result is located at the claim of the source named first; the other claim is its related location, to which the
message links. Findings that a person has accepted are suppressed, not left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from checker.report import tool
from checker.report.artifacts import Artifact, artifact
from checker.report.escape import markdown, sarif, visible
from checker.report.json import JsonObject, dump, interval_object
from checker.report.markdown import quoted
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.values.finding import Finding, Severity, Side, Verdict
from checker.values.report import Acceptance, NotChecked, Report, RuleInfo, SourceInfo
from checker.values.text import Document, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"  # what relative addresses are relative to
FINGERPRINT = "checker/v1"  # raised when fingerprints of the same content change
OTHER_CLAIM = 1  # id of the related location, to which messages link
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}
# All that ends a line of a text as it is read; columns count from there.
_NEWLINES = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]


def render_sarif(report: Report, options: RenderOptions) -> str:
    """A SARIF log with one run; two runs over the same input differ in times and seconds only."""
    return dump(_log(report, options), indent=2, ascii_only=options.ascii) + "\n"


def _log(report: Report, options: RenderOptions) -> JsonObject:
    rules = _rules(report)
    at = {rule.id: index for index, rule in enumerate(rules)}
    sources = {source.id: index for index, source in enumerate(report.sources)}
    page = _Page(options, sources, {document.id: document for document in report.documents})
    run: JsonObject = {
        "tool": {"driver": _driver(rules)},
        "invocations": [_invocation(report, page)],
        "artifacts": [page.artifact(source) for source in report.sources],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _NEWLINES,
        "results": [_result(f, report, at[f.rule], page) for f in report.findings],
        "properties": {
            "verdicts": {verdict.value: report.verdicts.get(verdict, 0) for verdict in Verdict},
            "hidden": report.hidden,
            "ignored": report.ignored,
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(report: Report) -> list[RuleInfo]:
    """The rules of the run; a finding of one that is not among them brings what it knows of it."""
    known = {rule.id: rule for rule in report.rules}
    for f in report.findings:
        known.setdefault(f.rule, RuleInfo(f.rule, f.kind, f.severity))
    return list(known.values())


def _driver(rules: Sequence[RuleInfo]) -> JsonObject:
    return {
        "name": tool.NAME,
        "version": tool.version(),
        "informationUri": tool.HOME,
        "rules": [_descriptor(rule) for rule in rules],
    }


def _descriptor(rule: RuleInfo) -> JsonObject:
    said = rule.description or f"Rule {rule.id} of kind {rule.kind}."
    more: JsonObject = {"helpUri": rule.help_uri} if rule.help_uri else {}
    why = rule.rationale or said
    plain = f"{why} It is a rule of kind {rule.kind}."
    link = f"[{rule.kind}]({rule.help_uri})" if rule.help_uri else markdown(rule.kind)
    return {
        "id": rule.id,
        "shortDescription": {"text": visible(said)},
        "fullDescription": {"text": visible(why)},
        "help": {"text": visible(plain), "markdown": f"{markdown(why)}\n\nKind: {link}"},
        **more,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"kind": rule.kind, "tags": ["contradiction", rule.kind]},
    }


class _Page:
    """What every place in the log needs: how sources are addressed, and where each stands among the artifacts."""

    def __init__(self, options: RenderOptions, sources: dict[str, int], documents: dict[str, Document]) -> None:
        self.options = options
        self._sources = sources
        self._documents = documents

    def artifact(self, source: SourceInfo) -> JsonObject:
        """One source with what is known of it."""
        known: JsonObject = {
            "source": source.id,
            "published": source.published.isoformat() if source.published else None,
            "publisher": source.publisher,
            "language": source.language,
            "origin": source.origin,
            "claims": source.claims,
        }
        title: JsonObject = {"description": {"text": sarif(source.title)}} if source.title else {}
        hashes: JsonObject = {"hashes": {"sha-256": source.sha256}} if source.sha256 else {}
        where = self.location(self.of(source.id), None)
        return {"location": where, **title, **hashes, "roles": ["analysisTarget"], "properties": known}

    def of(self, source: str) -> Artifact:
        """The file or address of a source."""
        return artifact(source, self.options.folder)

    def location(self, there: Artifact, index: int | None) -> JsonObject:
        """An artifactLocation."""
        base: JsonObject = {"uriBaseId": ROOT} if there.relative else {}
        number: JsonObject = {} if index is None else {"index": index}
        return {"uri": there.uri, **base, **number}

    def place(self, side: Side, message: str) -> JsonObject:
        """The location of a claim."""
        there = self.of(side.source)
        where = self.location(there, self._sources.get(side.source))
        physical: JsonObject = {
            "artifactLocation": where,
            "region": _region(side, there, self._documents.get(side.source)),
        }
        article: JsonObject = {}
        if there.article:
            article = {"logicalLocations": [{"name": there.article, "kind": "member"}]}
        return {"physicalLocation": physical, **article, "message": {"text": message}}

    def whole(self, source: str) -> JsonObject:
        """The location of a source as a whole."""
        return {"physicalLocation": {"artifactLocation": self.location(self.of(source), self._sources.get(source))}}


def _region(side: Side, there: Artifact, document: Document | None) -> JsonObject:
    """Where the claim stands in the file.

    Of a page, a PDF or a Word file the text was taken out, so that its lines are not those of the file: the region is
    then the beginning of the file, and the place in the text stands among the properties.
    """
    snippet: JsonObject = {"snippet": {"text": side.text}}
    if not there.plain:
        read: JsonObject = {"line": side.line, "start": side.start, "end": side.end, "text": side.text}
        return {"startLine": 1, "properties": {"text_as_read": read}}
    columns: JsonObject = {}
    if document:
        e = document.extent_of(document.offsets.normalised_span(Span(side.start, side.end)))
        columns = {"startColumn": e.column, "endLine": e.end_line, "endColumn": e.end_column}
    length = side.end - side.start
    return {"startLine": side.line, **columns, "charOffset": side.start, "charLength": length, **snippet}


def _result(finding: Finding, report: Report, rule: int, page: _Page) -> JsonObject:
    # A viewer that knows of accepted findings asks that either all results say whether they are, or none.
    accepted = report.accepted.get(finding.key)
    suppressions: JsonObject = {"suppressions": _suppressions(accepted)} if report.accepted else {}
    conflict = finding.verdict is Verdict.CONFLICT
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "kind": "fail",
        "level": _LEVELS[finding.severity] if conflict else "note",
        "message": _message(finding, page.options),
        "locations": [page.place(finding.a, f"A: {_said(finding.a, page.options)}")],
        "relatedLocations": [
            {"id": OTHER_CLAIM, **page.place(finding.b, f"B: {_said(finding.b, page.options)}")},
        ],
        "fingerprints": {FINGERPRINT: finding.fingerprint},
        # The one that GitHub follows an alert by; there, the number counts equal lines of a file.
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint}:1"},
        **suppressions,
        "rank": round(100 * finding.confidence, 2),
        "properties": {
            "verdict": finding.verdict.value,
            "confidence": finding.confidence,
            "label": finding.label,
            "fact": report.fact_of.get(finding.key),
            "a": _value(finding.a),
            "b": _value(finding.b),
        },
    }


def _suppressions(accepted: Acceptance | None) -> list[JsonObject]:
    if accepted is None:
        return []
    days: JsonObject = {
        "on": accepted.on.isoformat() if accepted.on else None,
        "until": accepted.until.isoformat() if accepted.until else None,
    }
    why = visible(accepted.reason).strip()
    return [{"kind": "external", "status": "accepted", "justification": why, "properties": days}]


def _message(finding: Finding, options: RenderOptions) -> JsonObject:
    """What a viewer shows first: the verdict in a sentence, and a link to the other claim."""
    head = f"{finding.verdict.value.capitalize()}: {visible(finding.explanation).strip()}"
    place = f"{visible(finding.b.source)}:{finding.b.line}"
    lines = [f"**{finding.verdict.value.capitalize()}**: {markdown(finding.explanation)}", ""]
    for side in (finding.a, finding.b):
        at = markdown(f"{side.source}:{side.line}")
        lines += [f"- {at}: {quoted(side, options.context)}"]
    return {"text": f"{sarif(head)} Compare [{sarif(place)}]({OTHER_CLAIM}).", "markdown": "\n".join(lines)}


def _said(side: Side, options: RenderOptions) -> str:
    said = quote(side, options.context)
    return sarif(f"“{said.before}{said.value}{said.after}”")


def _value(side: Side) -> JsonObject:
    span = side.value_span
    return {
        "value": side.value,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "interval": interval_object(side.interval),
        "attribution": side.attribution,
        "as_of": side.as_of,
    }


def _invocation(report: Report, page: _Page) -> JsonObject:
    started = _moment(report.run.started)
    ended: JsonObject = {}
    if started:
        ended = {
            "startTimeUtc": _written(started),
            "endTimeUtc": _written(started + timedelta(seconds=report.run.seconds)),
        }
    return {
        # A run that could not check everything has not done what it was asked to do.
        "executionSuccessful": not report.degraded,
        "exitCode": report.exit_status,
        **ended,
        "toolExecutionNotifications": [_notification(item, page) for item in report.not_checked],
        "toolConfigurationNotifications": [_stale(item) for item in report.stale],
        "properties": {
            "config": report.run.config_digest,
            "encoder": report.run.encoder,
            "entailment": report.run.entailment,
            "rules": report.run.rules,
        },
    }


def _notification(item: NotChecked, page: _Page) -> JsonObject:
    where: JsonObject = {"locations": [page.whole(item.source)]} if item.source else {}
    said = sarif(f"Not checked: {item.what}: {item.why}")
    return {**where, "level": "error" if item.degraded else "note", "message": {"text": said}}


def _stale(item: Acceptance) -> JsonObject:
    said = sarif(f"Accepted once, and found no longer: {item.fingerprint}, {item.reason}")
    return {"level": "note", "message": {"text": said}}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
