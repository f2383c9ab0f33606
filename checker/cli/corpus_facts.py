"""``checker corpus facts`` and ``history``: the values of one event, and how one of them developed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from checker.cli.corpus_parts import corpus_option, loaded, opened
from checker.cli.options import choice_options, format_option, model_options, output_option
from checker.cli.output import check_output, write, write_lines
from checker.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.config import Config
    from checker.corpus.events import Event
    from checker.corpus.facts import EventFact, History, ValueGiven
    from checker.corpus.judge import EventJudged
    from checker.values.claim import Extraction


def _plain_formats() -> list[str]:
    return ["text", "json"]


def _history_formats() -> list[str]:
    return ["text", "json", "html"]


@click.command("facts", short_help="Show the values that the articles of an event give.")
@click.argument("event", required=False)
@corpus_option
@format_option(_plain_formats)
@output_option
@choice_options
@model_options
def facts(event: str | None, folder: str, fmt: str | None, output: str | None, **given: object) -> int:
    """Show which values the articles of EVENT give, how many origins say so, and since when.

    EVENT is a name such as E17, or an article of it; without it, the events are listed.
    """
    from checker.corpus.events import events_in
    from checker.corpus.facts import facts_of
    from checker.report.json import dump

    check_output(output)
    if event is None:
        with opened(folder).look() as snapshot:
            found = events_in(snapshot.connection)
        several = [one for one in found if len(one.members) > 1]
        objects = [_event_object(one) for one in found]
        lines = [_event_line(one) for one in several] + [_alone(len(found) - len(several))]
    else:
        judged, extractions, config = _judged(folder, event, given)
        rows = facts_of(judged, extractions, config.report.min_confidence, config.events)
        objects = [_fact_object(row) for row in rows]
        lines = [_event_line(judged.event), *(line for row in rows for line in _fact_lines(row))]
    if fmt == "json":
        write(dump(objects, indent=2) + "\n", output)
    else:
        write_lines(lines, output)
    return EXIT_OK


@click.command("history", short_help="Show how a figure developed.")
@click.argument("fact")
@corpus_option
@format_option(_history_formats)
@output_option
@choice_options
@model_options
def history(fact: str, folder: str, fmt: str | None, output: str | None, **given: object) -> int:
    """Show how the values of FACT developed: a name such as E17.F2, as facts shows it."""
    from checker.corpus.facts import history_of
    from checker.corpus.plot import page
    from checker.report.json import dump

    check_output(output)
    event, dot, _ = fact.rpartition(".")
    if not dot:
        raise UsageError(
            f"{fact!r} is no name of a fact; expected one such as E17.F2, as 'checker corpus facts' shows it"
        )
    judged, _, config = _judged(folder, event, given)
    found = history_of(judged, fact, config.report.min_confidence)
    if fmt == "html":
        write(page(found), output)
    elif fmt == "json":
        write(dump(_history_object(found), indent=2) + "\n", output)
    else:
        write_lines(_history_lines(found), output)
    return EXIT_OK


def _judged(folder: str, name: str, given: Mapping[str, object]) -> tuple[EventJudged, tuple[Extraction, ...], Config]:
    """What the rules say of an event, what was read of its articles, and the configuration of the run."""
    from checker.corpus.check import refresh
    from checker.corpus.events import event_named, extractions_of
    from checker.corpus.judge import Judge

    corpus = opened(folder)
    parts = loaded(corpus, given)
    refresh(corpus, parts)
    judge = Judge(corpus, parts)
    with corpus.look() as snapshot:
        found = judge.of(snapshot, event_named(snapshot.connection, name))
        extractions = extractions_of(snapshot.connection, found.event)
    judge.flush()
    return found, extractions, parts.config


def _event_line(event: Event) -> str:
    from checker.report.escape import terminal

    days = sorted(member.day for member in event.members if member.day)
    span = "undated" if not days else days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    names = [terminal(member.name) for member in event.members]
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    counted = "1 article" if len(names) == 1 else f"{len(names):,} articles"
    return f"{event.name}  {span}  {counted}: {', '.join(names[:3])}{more}"


def _alone(count: int) -> str:
    return "1 event of a single article" if count == 1 else f"{count:,} events of a single article each"


def _fact_lines(row: EventFact) -> Sequence[str]:
    from checker.report.escape import terminal

    head = f"{row.name}  {row.verdict.value}  {terminal(row.label)}"
    return ["", head, *(f"  {terminal(value.value)}  {_who(value)}" for value in row.values)]


def _who(value: ValueGiven) -> str:
    from checker.report.escape import terminal

    origins = "1 origin" if value.origins == 1 else f"{value.origins} origins"
    since = f"since {value.since}" if value.since else "undated"
    return f"{origins}, {since}  ({', '.join(terminal(name) for name in value.sources)})"


def _history_lines(found: History) -> list[str]:
    from checker.report.escape import terminal

    head = f"{found.name}  {found.verdict.value}  {terminal(found.label)}"
    lines = [
        f"  {one.day or 'undated   '}  {terminal(one.value)}  {terminal(one.source)}:{one.line}" for one in found.stated
    ]
    return [head, *lines]


def _event_object(event: Event) -> dict[str, object]:
    articles = [{"source": m.name, "published": m.day, "checked": m.checked} for m in event.members]
    return {"event": event.name, "articles": articles}


def _fact_object(row: EventFact) -> dict[str, object]:
    from checker.report.json import interval_object

    values = [
        {
            "value": value.value,
            "interval": interval_object(value.interval),
            "sources": list(value.sources),
            "origins": value.origins,
            "since": value.since.isoformat() if value.since else None,
        }
        for value in row.values
    ]
    return {"fact": row.name, "label": row.label, "kind": row.kind, "verdict": row.verdict.value, "values": values}


def _history_object(found: History) -> dict[str, object]:
    from checker.report.json import interval_object

    stated = [
        {
            "day": one.day.isoformat() if one.day else None,
            "value": one.value,
            "interval": interval_object(one.interval),
            "unit": one.unit,
            "source": one.source,
            "line": one.line,
            "text": one.text,
        }
        for one in found.stated
    ]
    return {"fact": found.name, "label": found.label, "verdict": found.verdict.value, "values": stated}
