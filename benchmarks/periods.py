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
from checker.values.period import Period

TARGET = 0.85
MODELS = (
    "DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser", "DateTimeExtractor", "DateTimeParser",
    "DateTimePeriodExtractor", "DateTimePeriodParser", "TimeExtractor", "TimeParser", "TimePeriodExtractor",
    "TimePeriodParser", "MergedExtractor", "MergedParser", "DateTimeModel",
)  # fmt: skip
TIES = re.compile(
    r"^(?:(?:on|in|at|from|between|since|before|after|until|till|by|during|as of|starting|through|for|of|the|this|"
    r"no later than|later than|earlier than|prior to|ahead of|around|about|approximately|circa)\s+)+",
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
    if isinstance(resolution, dict):
        for parts in resolution.get("values", []):
            values.append((str(parts.get("start") or parts.get("value") or ""), str(parts.get("end") or "")))
    return Expected(text, start, start + len(text), kind, tuple(values))


OUT_OF_SCOPE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("now, asap and other vague moments", re.compile(
        r"\b(now|as soon as possible|asap|at present|currently|recently|later|soon|eod|eom|eoy|end of day)\b", re.IGNORECASE)),
    ("day of the month or hour alone, without a noun", re.compile(
        r"^(?:the )?\d{1,2}(?:st|nd|rd|th)?(?:[ ,].*\d.*)?$|^(?:the )?[a-z-]+(?:first|second|third|th)$", re.IGNORECASE)),
    ("numeric dates whose day and month could change places, or without a year", re.compile(
        r"^\W*\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?\b")),
    ("glued or misspelled words", re.compile(r"[a-z]{3}\d|\d[a-z]{4,}|\b(?:wednes|thurs|tues)\b|tomor+ow's|\bseptem\b",
                                             re.IGNORECASE)),
    ("holidays", re.compile(r"christmas|easter|halloween|thanksgiving|new year|mlk|martin luther|labou?r day|eve\b", re.IGNORECASE)),
    ("spoken clocks (eight forty, fifteen thirty p m)", re.compile(
        r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
        r"seventeen|eighteen|nineteen|twenty)\s+(?:o|oh|thirty|forty|fifty|fifteen|twenty|ten|five)\b)|\b[ap] m\b", re.IGNORECASE)),
    ("years in words", re.compile(r"\b(?:nineteen|twenty|two thousand)\s+(?:and\s+)?[a-z]+teen|two thousand|nineteen ", re.IGNORECASE)),
    ("hours of lunch, dinner, work", re.compile(r"lunch|dinner|breakfast|brunch|business|work|school", re.IGNORECASE)),
    ("week numbers", re.compile(r"\bweek\s*\d|\bw\d|\d+(?:st|nd|rd|th) week\b|week\s?(?:number|one|two)", re.IGNORECASE)),
    ("durations from a point (in two hours, within 5 days, 3 days after)", re.compile(
        r"\b(?:in|within|for|rest of|more than|less than)\b.*\b(?:second|minute|min|hour|hr|day|week|month|year|decade)s?\b|"
        r"\b(?:after|before|from|hence|back)\b(?!.*\bago\b).*\b(?:day|week|month|year|tomorrow|today|yesterday)s?|"
        r"\b(?:day|week|month|year|hour|hr|minute|min|second)s?\b.*\b(?:after|before|from|hence|back|later|earlier)\b",
        re.IGNORECASE)),
    ("centuries and decades in shorthand", re.compile(r"^'?\d0'?s$|\b(?:hundreds|noughties|two thousands)\b", re.IGNORECASE)),
    ("seconds", re.compile(r"\d:\d\d:\d\d|seconds?\b", re.IGNORECASE)),
    ("workdays, school terms and other own calendars", re.compile(r"weekday|business day|working|semester|term|fiscal|"
                                                                  r"school year|\bcy\b|\bsy\b|\bfy\b", re.IGNORECASE)),
)  # fmt: skip
OTHER_TYPES = {"set", "duration", "holiday", "timezone", "datetimealt", "datetimepoint"}


def cause_out(case: dict[str, object], wanted: list[Expected]) -> str | None:
    """Why a case is out of scope; None where it is in."""
    if any(one.kind in OTHER_TYPES for one in wanted):
        return "sets, durations, holidays, time zones"
    if "english" in str(case.get("not_supported") or "").lower():
        return "not supported by the reference"
    for name, pattern in OUT_OF_SCOPE:
        if any(pattern.search(one.text) for one in wanted):
            return name
    return None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the words that tie it to the sentence, and without punctuation at its end."""
    piece = text[start:end]
    if tie := TIES.match(piece):
        start += tie.end()
    return start, start + len(text[start:end].rstrip(" .,'"))


def same_value(period: Period, wanted: Expected, reference: datetime | None) -> bool:
    """Whether the period begins where the reference does, and ends there where the reference is a range."""
    if not wanted.values or all(not begin for begin, _ in wanted.values):
        return True
    return any(_meets(period, begin, end, reference) for begin, end in wanted.values)


def _meets(period: Period, begin: str, end: str, reference: datetime | None) -> bool:
    """Whether one reading of the reference is the period."""
    if re.fullmatch(r"\d\d:\d\d:\d\d", begin):  # a clock without a date
        minutes = int(begin[:2]) * 60 + int(begin[3:5])
        return period.clock is not None and minutes % 720 == period.clock % 720
    try:
        start = datetime.fromisoformat(begin)
        stop = datetime.fromisoformat(end) if end else None
    except ValueError:
        return True
    if period.start is None or period.end is None:
        return False
    if period.precision.value in ("part_of_day", "hour", "minute"):
        return period.start.date() in (start.date(), start.date() - timedelta(days=1))
    return period.start == start and (stop is None or period.end in (stop, stop + timedelta(days=1)))


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
    right = all(same_value(ours[span], theirs[span], reference) for span in theirs) if valued else True
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
    parser.add_argument("--data", type=Path, default=Path("../shared/data/quantities"), help="folder of recognizers.jsonl")
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
