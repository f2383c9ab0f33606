"""Size and speed of the HTML report: 20 articles, 300 findings, made from generated values.

    python -m benchmarks.html_report [--sources 20] [--findings 300] [--keep FILE] [--chromium PATH]

Prints the size of the page and the time to write it. Where Chromium and playwright are found, it also opens the page
from disk and prints the time to first paint and that of the slowest filter, each filter by the median of three;
elsewhere it says that it did not.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from checker.report import RenderOptions, render
from checker.values.finding import Finding, Severity, Side, Step, Verdict
from checker.values.interval import Interval
from checker.values.report import FactRow, FactValue, Report, RunInfo, SourceInfo
from checker.values.text import Document, Span

SIZE_LIMIT, PAINT_LIMIT, FILTER_LIMIT = 2_000_000, 1000.0, 100.0  # bytes, milliseconds, milliseconds
NOUNS = ("bridges", "homes", "boats", "pupils", "trees", "lorries", "wells", "tents", "doctors", "volunteers")
TOWNS = ("Arden", "Belmoor", "Corrin", "Dunvale", "Estrel", "Farrow", "Glenside", "Harrowick", "Ilmere", "Jessop")
VERDICTS = (Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.COMPATIBLE)
FILLER = "The council met late into the evening and heard from residents who had waited for the road to open again. "
PER_FACT = 5  # findings of one fact
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
FILTERS = """() => {
  const times = {};
  const timed = (id, value) => {
    const field = document.getElementById(id);
    field.value = value;
    const began = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => {
      document.body.offsetHeight;
      (times[id + value] ||= []).push(performance.now() - began);
      setTimeout(done, 300);
    }));
  };
  return (async () => {
    for (const round of [1, 2, 3]) {
      for (const [id, value] of [
        ["f-verdict", "conflict"], ["f-verdict", ""], ["f-source", "3"], ["f-source", ""],
        ["f-q", "homes"], ["f-q", ""], ["f-confidence", "0.9"], ["f-confidence", ""],
      ]) {
        await timed(id, value);
      }
    }
    return Math.max(...Object.values(times).map((of) => of.sort((a, b) => a - b)[1]));
  })();
}"""


def sentence(number: int, noun: str, town: str) -> tuple[str, str]:
    """A claim, and the value in it."""
    value = f"at least {number:,}" if number % 3 == 0 else f"{number:,}"
    return f"By the last count {value} {noun} stood in the district of {town}, the council said.", value


def made_report(sources: int, findings: int) -> Report:
    """A report of that many sources and findings; the same on every call."""
    chance = random.Random(7)
    names = [f"articles/paper-{n:02}.txt" for n in range(1, sources + 1)]
    texts = {name: f"Report of paper {name[-6:-4]}\n\n" for name in names}
    found: list[Finding] = []
    rows: list[FactRow] = []
    fact_of: dict[str, str] = {}
    while len(found) < findings:
        fact, noun, town = f"F{len(rows) + 1}", NOUNS[len(rows) % 10], f"{TOWNS[len(rows) // 10 % 10]} {len(rows)}"
        tellers = chance.sample(names, min(len(names), 6))
        sides = [_told(texts, name, chance.randint(20, 90_000), noun, town) for name in tellers]
        verdict = VERDICTS[len(rows) % len(VERDICTS)]
        for side in sides[1 : 1 + min(PER_FACT, findings - len(found))]:
            one = _finding(sides[0], side, verdict, f"{noun} in {town}", round(chance.uniform(0.4, 0.99), 4))
            found.append(one)
            fact_of[one.fingerprint] = fact
        values = tuple(FactValue(s.source, s.claim, s.value, s.interval, s) for s in sides)
        rows.append(FactRow(fact, f"{noun} in {town}", "quantity", verdict, values))
    day = date(2030, 1, 1)
    infos = tuple(
        SourceInfo(n, f"Paper {i}", day + timedelta(days=i), "line", "en", n, 40, {}, "") for i, n in enumerate(names)
    )
    documents = tuple(Document(name, texts[name]) for name in names)
    run = RunInfo("0", "none", "none", "made (1 rules)", "2030-01-01T00:00:00+00:00", 1.0)
    counts = {v: sum(f.verdict is v for f in found) for v in Verdict}
    return Report(run, infos, tuple(rows), tuple(found), (), fact_of, counts, documents=documents)


def _told(texts: dict[str, str], name: str, number: int, noun: str, town: str) -> Side:
    text, value = sentence(number, noun, town)
    start = len(texts[name])
    texts[name] += f"{text} {FILLER}\n\n"
    at = start + text.index(value)
    interval = Interval.above(number, closed=True) if value.startswith("at least") else Interval.point(number)
    span = Span(at, at + len(value))
    line = texts[name].count("\n", 0, start) + 1
    return Side(
        name, f"{name}#{start}", start, start + len(text), line, text, value, span, interval, "the council", unit="1"
    )


def _finding(a: Side, b: Side, verdict: Verdict, label: str, confidence: float) -> Finding:
    path = (
        Step("matched", "cosine 0.81, in one cluster"),
        Step("read", f"“{a.value}” is {a.interval}, “{b.value}” is {b.interval} (base unit of count)"),
        Step("aligned", "about one thing with probability 0.82; slot_cosine 0.90", (("about one thing", 0.82),)),
        Step("compared", f"No value is both “{a.value}” and “{b.value}”."),
        Step("asked", "the entailment model", (("contradiction", 0.7), ("agreement", 0.2), ("neither", 0.1))),
        Step("judged", f"rule figures: {verdict} with confidence {confidence:.2f}"),
    )
    why = f"No value is both “{a.value}” and “{b.value}”."
    return Finding("figures", "quantity", verdict, Severity.ERROR, confidence, why, label, a, b, path)


def in_browser(page_file: Path, chromium: str) -> tuple[float, float] | str:
    """First paint and slowest filter in milliseconds, or why they could not be measured."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  # a tool of this benchmark, not of checker
    except ImportError:
        return "playwright is not installed"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(page_file.as_uri())
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        page.wait_for_timeout(1000)
        slowest = page.evaluate(FILTERS)
        browser.close()
    return float(paint), float(slowest)


def verdict(value: float, limit: float) -> str:
    """Whether a measure is within its limit."""
    return "ok" if value <= limit else "OVER THE LIMIT"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--findings", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="also write the page to this file")
    parser.add_argument("--chromium", default=next(filter(None, map(shutil.which, BROWSERS)), None))
    given = parser.parse_args()
    report = made_report(given.sources, given.findings)
    render(report, "html", RenderOptions())
    began = time.perf_counter()
    text = render(report, "html", RenderOptions())
    seconds = time.perf_counter() - began
    size = len(text.encode())
    print(f"{len(report.sources)} sources, {len(report.facts)} facts, {len(report.findings)} findings")
    print(f"size         {size / 1e6:8.2f} MB  limit {SIZE_LIMIT / 1e6:.0f} MB  {verdict(size, SIZE_LIMIT)}")
    print(f"writing it   {1000 * seconds:8.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        file = given.keep or Path(folder) / "report.html"
        file.write_text(text, encoding="utf-8")
        measured = in_browser(file.resolve(), given.chromium) if given.chromium else "no Chromium was found"
    if isinstance(measured, str):
        print(f"first paint and filters were not measured: {measured}")
        return
    paint, slowest = measured
    print(f"first paint  {paint:8.0f} ms  limit {PAINT_LIMIT:.0f} ms  {verdict(paint, PAINT_LIMIT)}")
    print(f"slowest filter {slowest:6.0f} ms  limit {FILTER_LIMIT:.0f} ms  {verdict(slowest, FILTER_LIMIT)}")


if __name__ == "__main__":
    main()
