"""Time expressions against the English DateTime cases of Recognizers-Text: spans, and values where a case gives them.

    python -m benchmarks.periods [--data ../shared/data/quantities] [--show MODEL] [--limit 20]

A case is right when the spans found are the spans expected and, for parsers and models, each has a value that the
reader accepts. Spans are compared without the words that only tie a period to its sentence ("on", "since", "from"),
which this reader gives as the relation, and without "the" in front. A reference of two readings (past and future) is
met by either. The cases were written for commands to an assistant; what news does not use, or reads otherwise, is
left out by the causes below, each counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from checker.facts.periods import find_periods
from checker.values.period import Period, Precision

TARGET = 0.85
MODELS = (
    "DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser", "DateTimeExtractor", "DateTimeParser",
    "DateTimePeriodExtractor", "DateTimePeriodParser", "TimeExtractor", "TimeParser", "TimePeriodExtractor",
    "TimePeriodParser", "MergedExtractor", "MergedParser", "DateTimeModel",
)  # fmt: skip
TIES = re.compile(
    r"^(?:(?:on|in|at|from|between|since|before|after|until|till|by|during|as of|starting|through|for|of|the|this|"
    r"year|calendar year|beginning|no later than|later than|earlier than|prior to|ahead of|around|about|"
    r"approximately|circa|in advance of|sooner than|or|[<>=]+)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Expected:
    """One result of the reference: where, of which type, and the intervals that its values stand for."""

    text: str
    start: int
    end: int
    kind: str
    values: tuple[tuple[str, str], ...]


def expected_of(result: dict[str, object]) -> Expected:
    """A result of the reference, whichever of its two formats it has."""
    text, start = str(result["Text"]), int(str(result.get("Start", -1)))
    kind = str(result.get("Type") or result.get("TypeName")).removeprefix("datetimeV2.")
    values: list[tuple[str, str]] = []
    value = result.get("Value")
    if isinstance(value, dict):
        for resolution in ("FutureResolution", "PastResolution"):
            parts = value.get(resolution) or {}
            begin = parts.get("startDate") or parts.get("startDateTime") or parts.get("startTime")
            end = parts.get("endDate") or parts.get("endDateTime") or parts.get("endTime")
            single = parts.get("date") or parts.get("dateTime") or parts.get("time")
            values.append((str(begin or single or ""), str(end or "")))
    resolution = result.get("Resolution")
    several = resolution.get("values", []) if isinstance(resolution, dict) else []
    values.extend((str(v.get("start") or v.get("value") or ""), str(v.get("end") or "")) for v in several)
    return Expected(text, start, start + len(text), kind, tuple(values))


NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|zero"
)
UNITS = "second|sec|minute|min|hour|hr|day|week|month|quarter|year|decade|century"
# Cause -> what the expected text looks like. None of these is how news writes a time, or else it is no period here.
OUT_OF_SCOPE: dict[str, str] = {
    "vague moments": r"\b(?:now|as soon as|asap|at present|currently|recently|later|soon|eod|eom|eoy|end of day|rest)\b"
    r"|ish\b|\b(?:mid|end of) (?:today|tomorrow)",
    "a day or hour that no noun marks as one": r"^(?:the )?\d{1,2}(?:st|nd|rd|th)?(?:[ ,].*\d.*)?$"
    r"|^(?:the )?[a-z-]+(?:first|second|third|th)$"
    rf"|(?:^|\b(?:to|and|till|til|until|at|from|before|after|by|of) |- ?)"
    rf"(?:\d{{1,2}}|{NUMBER_WORDS})(?: twenty four)?$",
    "numeric dates that could be read two ways, or without a day or year": r"^\W*\d{1,4} ?[/.\-] ?\d{1,4}\b"
    r"|\b\d{1,2}[/.\-]\d{1,2}\b|\b\d{8}\b|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b",
    "month names with slashes, glued or after the year": r"[a-z]{3,}/\d|\d/[a-z]{3}|[a-z]{3}\d|\d[a-z]{4,}"
    r"|\b\d{4}[ ,\-]+[a-z]{3,}|\bseptem\b|[a-z]\.\d",
    "holidays": r"christmas|easter|halloween|thanksgiving|new year|mlk|martin luther|labou?r day|eve\b|day of the year",
    "spoken clocks and days": rf"\b(?:{NUMBER_WORDS})"
    r"\s+(?:o|oh|thirty|forty|fifty|fifteen|twenty|ten|five)\b|\b[ap] m\b"
    rf"|\b(?:thirty|twenty)[ -](?:{NUMBER_WORDS})\b|min(?:ute)?s? (?:past|to)\b|quarters? past|\d ?[ap]\b(?!\.?m)"
    rf"|(?:day|{UNITS}) the (?:{NUMBER_WORDS})|the twenty |half past \d+ ?pm",
    "years in words": r"\b(?:nineteen|twenty|two thousand)\s+(?:and\s+)?[a-z]+teen|two thousand|nineteen ",
    "hours of meals and work": r"lunch|dinner|breakfast|brunch|business|work|school",
    "week numbers": r"\bweek\s*\d|\bw\d|\d+(?:st|nd|rd|th) (?:week|month|day)\b|week\s?(?:number|one|two)",
    "durations from a point (in two hours, within 5 days, 3 days after)": rf"\b(?:in|within|for|more than|less than)\b"
    rf".*\b(?:{UNITS})s?\b|\b(?:{UNITS})s?\b.*\b(?:after|before|from|hence|back|later|earlier|future)\b"
    rf"|\b(?:after|before|from)\b(?!.*\bago\b).*\b(?:{UNITS}|tomorrow|today|yesterday)s?\b",
    "a unit that nothing points to (the day, my week, that weekend)": r"^(?:(?:the|my|this|that|same|on|a) )*"
    rf"(?:{UNITS}|weekend)s?$"
    r"|^(?:the )?(?:next|last|this|following|previous|same) (?:day|hour|minute|min|second)$|\b(?:my|that|same) "
    r"|^(?:the )?(?:spring|summer|autumn|fall|winter)$",
    "parts of a day that no day is named with": r"^(?:in |at |the |late |early |mid |mid-)*"
    r"(?:early|late|mid)?[- ]?(?:morning|afternoon|evening|night|day)s?$"
    r"|^(?:in the )?(?:morning|afternoon|evening)\b.*\d",
    "decades in shorthand": r"^(?:the )?'?\d0'?s$|\d s$|\b(?:hundreds|noughties|two thousands)\b",
    "seconds": r"\d:\d\d:\d\d|seconds?\b",
    "workdays, terms and other own calendars": r"weekday|business day|working|semester|term|\bcy\b|\bsy\b|\bh[12]\b",
    "weekdays and months in short, written small": r"\b(?:mon|tue|wed|thu|fri|sat|sun)\b",
}
SCOPE = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in OUT_OF_SCOPE.items()}
# Where the reference has a convention of its own for how far a period reaches, the span alone is judged.
OWN_CONVENTION = re.compile(
    r"\b(?:early|late|mid|middle|beginning|start|end|earlier|ago|weekend|week of|weeks of|coming|upcoming|following|"
    r"previous|past|winter|spring|summer|autumn|fall)\b|\b(?:next|last|this)\b(?! (?:week|month|year)\b)"
    r"|\bthe (?:next|last)\b"
    r"|morning|afternoon|evening|night|\bmid-|months? of\b",
    re.IGNORECASE,
)
OTHER_TYPES = {"set", "duration", "holiday", "timezone", "datetimealt", "datetimepoint"}
UNMARKED = re.compile(
    r"[ap]\.?m|:|o.?clock|morning|afternoon|evening|night|noon|day\b|hour|past|quarter|gmt", re.IGNORECASE
)


def cause_out(case: dict[str, object], wanted: list[Expected]) -> str | None:
    """Why a case is out of scope; None where it is in."""
    if any(one.kind in OTHER_TYPES for one in wanted):
        return "sets, durations, holidays, time zones"
    if "english" in str(case.get("not_supported") or "").lower():
        return "not supported by the reference"
    for name, pattern in SCOPE.items():
        if any(pattern.search(one.text) for one in wanted):
            return name
    if any("time" in one.kind and not UNMARKED.search(one.text) for one in wanted):
        return "a day or hour that no noun marks as one"
    return None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the words that tie it to the sentence, and without punctuation at its end."""
    piece = text[start:end]
    if tie := TIES.match(piece):
        start += tie.end()
    return start, start + len(text[start:end].rstrip(" .,')"))


def same_value(period: Period, wanted: Expected) -> bool:
    """Whether the period is one of the readings of the reference."""
    if not any(begin or end for begin, end in wanted.values) or OWN_CONVENTION.search(wanted.text):
        return True
    return any(_meets(period, begin, end) for begin, end in wanted.values)


def _meets(period: Period, begin: str, end: str) -> bool:
    """Whether one reading of the reference is the period. "after 2016" begins there where our 2016 ends."""
    if re.fullmatch(r"\d\d:\d\d:\d\d", begin):  # a clock without a date
        minutes = int(begin[:2]) * 60 + int(begin[3:5])
        return period.clock is not None and minutes % 720 == period.clock % 720
    try:
        start = datetime.fromisoformat(begin) if begin else None
        stop = datetime.fromisoformat(end) if end else None
    except ValueError:
        return False
    if period.start is None or period.end is None:
        return False
    if period.precision in TIMES or period.clock is not None:
        return start is None or period.start.date() == start.date()
    if start is None or stop is None:  # open to one side, or one day
        edge = start or stop
        return edge in (period.start, period.end)
    return period.start == start and stop in (period.end, _last_unit(period))


TIMES = (Precision.PART_OF_DAY, Precision.HOUR, Precision.MINUTE)


def _last_unit(period: Period) -> datetime:
    """Where the last day, month or year of a range begins: there the reference lets it end."""
    last = (period.end or datetime.max) - timedelta(days=1)  # noqa: DTZ901 - compared only
    if period.precision is Precision.YEAR:
        return last.replace(month=1, day=1)
    if period.precision is Precision.QUARTER:
        return last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1)
    return last.replace(day=1) if period.precision is Precision.MONTH else last


def judge(case: dict[str, object], wanted: list[Expected]) -> str:
    """Right, or what is wrong: span, missed, extra, value."""
    text = str(case["text"])
    context = case.get("context")
    when = context.get("ReferenceDateTime") if isinstance(context, dict) else None
    reference = datetime.fromisoformat(re.sub(r"\.\d+", "", str(when))) if when else None
    found = find_periods(text, reference.date() if reference else date(2016, 11, 7))
    ours = {bare(text, period.span.start, period.span.end): period for period in found}
    theirs = {bare(text, one.start, one.end): one for one in wanted}
    if set(ours) != set(theirs):
        missing, extra = set(theirs) - set(ours), set(ours) - set(theirs)
        return "span" if missing and extra else "missed" if missing else "extra"
    valued = "Extractor" not in str(case["model"])
    right = all(same_value(ours[span], theirs[span]) for span in theirs) if valued else True
    return "right" if right else "value"


def cases(folder: Path) -> Iterator[dict[str, object]]:
    """The DateTime cases of the models that are about one moment or period."""
    with (folder / "recognizers.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if case["domain"] == "DateTime" and case["model"] in MODELS:
                yield case


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path("../shared/data/quantities")
    parser.add_argument("--data", type=Path, default=default, help="folder of recognizers.jsonl")
    parser.add_argument("--show", default="", help="print the wrong cases of this model")
    parser.add_argument("--limit", type=int, default=20, help="how many of them")
    options = parser.parse_args()
    if not (options.data / "recognizers.jsonl").is_file():
        sys.stderr.write(f"expected recognizers.jsonl in {options.data}; name its folder with --data\n")
        return 2
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    left_out: Counter[str] = Counter()
    texts: list[str] = []
    shown = 0
    for case in cases(options.data):
        wanted = [expected_of(result) for result in case["results"]]  # type: ignore[attr-defined]
        texts.append(str(case["text"]))
        if cause := cause_out(case, wanted):
            left_out[cause] += 1
            continue
        outcome = judge(case, wanted)
        scores[str(case["model"])][outcome] += 1
        if outcome != "right" and options.show in (case["model"], "all") and shown < options.limit:
            shown += 1
            print(f"{outcome}: {case['text']!r}\n   wanted {[(one.text, one.values) for one in wanted]}")
            when = case["context"] and case["context"].get("ReferenceDateTime", "2016-11-07")[:10]  # type: ignore[attr-defined]
            got = find_periods(str(case["text"]), date.fromisoformat(when or "2016-11-07"))
            print(f"   found  {[(p.text, str(p.start), str(p.end)) for p in got]}  published {when}")
    report(scores, left_out, texts)
    return 0


def report(scores: dict[str, Counter[str]], left_out: Counter[str], texts: list[str]) -> None:
    """Print the share per model, the whole, what is out of scope by cause, and the speed."""
    total: Counter[str] = Counter()
    for model in MODELS:
        score = scores[model]
        total += score
        wrong = ", ".join(f"{name} {n}" for name, n in sorted(score.items()) if name != "right")
        print(f"{model:24} {score['right']:4}/{score.total():<4} {score['right'] / max(1, score.total()):.3f}  {wrong}")
    share = total["right"] / max(1, total.total())
    print(f"{'all in scope':24} {total['right']:4}/{total.total():<4} {share:.3f}  (target {TARGET})")
    print(f"out of scope: {left_out.total()}")
    for name, count in left_out.most_common():
        print(f"  {count:5}  {name}")
    begin = time.perf_counter()
    for text in texts:
        find_periods(text, date(2016, 11, 7))
    print(f"{len(texts) / (time.perf_counter() - begin):,.0f} texts a second")


if __name__ == "__main__":
    raise SystemExit(main())
