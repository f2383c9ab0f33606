"""Options that several commands share, and the way from them to the configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from checker.cli.params import Named, NamedList, Names, Published
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.config import Config

F = TypeVar("F", bound=Callable[..., object])


def report_formats() -> list[str]:
    """The formats of a report."""
    from checker.report import FORMATS

    return FORMATS.names()


def verdict_names() -> list[str]:
    """The verdicts, the gravest first."""
    from checker.values.finding import Verdict

    return [verdict.value for verdict in Verdict]


def severity_names() -> list[str]:
    """What --fail-on takes beside verdicts."""
    return ["error", "warning", "info", "never"]


def fail_names() -> list[str]:
    """What --fail-on takes."""
    return [*severity_names(), *verdict_names()]


def format_option(sort: Callable[[], list[str]]) -> Callable[[F], F]:
    """--format, with the names that ``sort`` gives."""
    return click.option("-f", "--format", "fmt", type=Named("format", sort), help="Format of what is written.")


output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all, instead of to standard output."
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
verbose_option = click.option(
    "-v", "--verbose", is_flag=True, help="Also quote what is no contradiction, and show the steps to each verdict."
)

config_option = click.option(
    "--config", metavar="FILE", help="Configuration to use instead of checker.yaml in this folder."
)
rules_option = click.option(
    "--rules", multiple=True, metavar="PACK|FILE", help="Rules to use; repeat it, later ones win."
)

_MODEL = (
    config_option,
    rules_option,
    click.option("--encoder", metavar="NAME", help="Model that finds sentences about one thing: default, or a name."),
    click.option("--entailment", metavar="NAME", help="Model for a second look: default, none, a file, or a name."),
    click.option("--cache-dir", metavar="FOLDER", help="Where prepared models and vectors are kept."),
)
_SOURCE = (
    click.option(
        "--published", multiple=True, type=Published(), help="Day a source was published, where its text does not say."
    ),
    click.option("--encoding", metavar="NAME", help="Encoding of all text files, instead of detecting each."),
    click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="Largest source that is read, in bytes."),
    click.option("--allow-private", is_flag=True, default=None, help="Also fetch URLs of private and local addresses."),
)
_FINDING = (
    click.option("--verdicts", type=NamedList("verdict", verdict_names), help="Verdicts to show; others are counted."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Show findings from this confidence on."
    ),
)
_CHOICE = (
    click.option("--select", type=Names(), multiple=True, help="Rules or kinds of rules to ask, and no others."),
    click.option("--ignore", type=Names(), multiple=True, help="Rules or kinds of rules not to ask."),
)
_BASELINE = (
    click.option(
        "--baseline", metavar="FILE", help="File of accepted findings instead of checker-baseline.yaml; none: no file."
    ),
)
_FAIL = (
    click.option(
        "--fail-on",
        type=NamedList("severity or verdict", fail_names),
        metavar="NAME,...",
        help="What makes the exit status 1: error, warning, info (or graver), never; and verdicts.",
    ),
)


def model_options(function: F) -> F:
    """--config, --rules, --encoder, --entailment, --cache-dir."""
    return _apply(_MODEL, function)


def source_options(function: F) -> F:
    """--published, --encoding, --max-bytes, --allow-private."""
    return _apply(_SOURCE, function)


def shown_options(function: F) -> F:
    """--verdicts, --min-confidence."""
    return _apply(_FINDING, function)


def choice_options(function: F) -> F:
    """--select, --ignore."""
    return _apply(_CHOICE, function)


def baseline_option(function: F) -> F:
    """--baseline."""
    return _apply(_BASELINE, function)


def fail_options(function: F) -> F:
    """--fail-on."""
    return _apply(_FAIL, function)


# Option -> what it sets in the configuration.
_SETS = {
    "rules": "rules",
    "encoder": "encoder.name",
    "entailment": "entailment.name",
    "cache_dir": "cache_dir",
    "index": "index.name",
    "published": "sources.published",
    "encoding": "sources.encoding",
    "max_bytes": "sources.max_bytes",
    "allow_private": "sources.allow_private",
    "verdicts": "report.verdicts",
    "min_confidence": "report.min_confidence",
    "within": "within",
    "baseline": "report.baseline",
    "only_new": "report.only_new",
    "select": "select",
    "ignore": "ignore",
}


_LISTS = frozenset({"select", "ignore"})  # options that are repeated and take several names each


def settings(given: Mapping[str, object]) -> Config:
    """The configuration: the file that ``config`` names, with the other options on top where they were given."""
    from checker.config import load_config

    overrides: dict[str, object] = {}
    for option, target in _SETS.items():
        value = given.get(option)
        if value not in (None, (), ""):
            overrides[target] = _joined(value) if option in _LISTS else _plain(value)
    overrides |= _failing(given.get("fail_on"))
    config = given.get("config")
    return load_config(Path(str(config)) if config else None, overrides)


def showing_all(config: Config) -> Config:
    """The configuration with every verdict shown; what fails a run stays what it was."""
    from checker.values.finding import Verdict

    report = config.report
    failing = tuple(verdict for verdict in report.fail_verdicts if verdict in report.verdicts)
    return replace(config, report=replace(report, verdicts=tuple(Verdict), fail_verdicts=failing))


def everything() -> dict[str, object]:
    """Options under which a comparison shows all that it finds, whatever the configuration hides."""
    return {"verdicts": tuple(verdict_names()), "min_confidence": 0.0, "baseline": "none", "only_new": False}


def _plain(value: object) -> object:
    """As YAML would have it: a list, or a mapping of pairs."""
    if not isinstance(value, tuple):
        return value
    pairs = [item for item in value if isinstance(item, tuple)]
    return dict(pairs) if pairs else list(value)


def _joined(value: object) -> list[str]:
    """The names of an option that was given several times."""
    lists = value if isinstance(value, tuple) else ()
    return list(dict.fromkeys(name for names in lists if isinstance(names, tuple) for name in names))


def _failing(names: object) -> dict[str, object]:
    """--fail-on sorted into a severity and verdicts."""
    if not isinstance(names, tuple):
        return {}
    severities = [name for name in names if name in severity_names()]
    verdicts = [name for name in names if name not in severities]
    if len(severities) > 1:
        raise UsageError(f"--fail-on takes one severity, not {' and '.join(severities)}")
    found: dict[str, object] = {"report.fail_on": severities[0]} if severities else {}
    return found | ({"report.fail_verdicts": verdicts} if verdicts else {})


def _apply(options: tuple[Callable[[F], F], ...], function: F) -> F:
    for option in reversed(options):
        function = option(function)
    return function
