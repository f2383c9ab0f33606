"""The configuration of a run: one frozen options object per stage, from YAML and the command line.

What a stage owns is declared in its own ``options.py``; here is only what belongs to no stage. A file and the
overrides of the command line go through one decoder, which reports every mistake at its place.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from checker.baseline.read import NO_BASELINE
from checker.claims.options import ClaimOptions
from checker.clusters.options import ClusterOptions
from checker.errors import ConfigError, Mistake, UsageError
from checker.events.options import EventOptions
from checker.rules.decode import Decoded, decode
from checker.rules.encode import Plain, commented, encode
from checker.rules.load import SUFFIXES, is_path
from checker.rules.nodes import Entry, Node, Place, Table, node_of
from checker.rules.options import option
from checker.rules.schema import OptionDoc, describe_options, options_schema
from checker.rules.shapes import GroupShape
from checker.rules.shipped import shipped
from checker.rules.yamlfile import read_yaml
from checker.sources.options import SourceOptions
from checker.values.finding import Finding, Severity, Verdict

FILE_NAMES = ("checker.yaml", "checker.yml")  # looked for in the working directory, in this order
FORMATS = ("text", "json", "markdown", "html", "csv", "jsonl", "sarif", "junit")
COMMAND_LINE = "<command line>"  # the place of a mistake in an override

FailOn = Literal["error", "warning", "info", "never"]


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """What turns claims into vectors."""

    name: str = option(
        "default",
        "'default' (made for news), 'minilm' (as published), or a sentence-transformers model, by folder or name.",
    )


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What finds the nearest claims."""

    name: str = option(
        "auto",
        "'auto' (by their number), 'flat' (FAISS) and 'exact' (numpy) miss none; 'hnsw' and 'ivf' are for very many.",
    )


@dataclass(frozen=True, slots=True)
class EntailmentOptions:
    """What takes a second look at the conflicts that the rules propose."""

    name: str = option(
        "default",
        "'default' (built in), 'none' (rules alone), a file made by training/, or a CrossEncoder, by folder or name.",
    )


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Which findings are shown, and which make a run fail with exit status 1."""

    format: str = option("text", "Format of the report.", choices=FORMATS)
    verdicts: tuple[Verdict, ...] = field(
        default=(Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.INCOMPARABLE),
        metadata={"doc": "Verdicts that are shown; the others are counted."},
    )
    min_confidence: float = option(0.4, "Findings below this confidence are counted only.", at_least=0, at_most=1)
    fail_on: FailOn = field(
        default="warning", metadata={"doc": "A finding of a rule of this severity or a graver one fails the run."}
    )
    fail_verdicts: tuple[Verdict, ...] = field(
        default=(Verdict.CONFLICT,), metadata={"doc": "Verdicts that can fail the run, where they are shown."}
    )
    baseline: str | None = option(
        None,
        "File of accepted findings, by path from here; null: checker-baseline.yaml where checker is run, if it is "
        "there; none: no file.",
    )
    only_new: bool = option(False, "Leave accepted findings out of the report, and only count them.")

    def shows(self, finding: Finding) -> bool:
        """Whether the finding is shown, and not only counted."""
        return finding.verdict in self.verdicts and finding.confidence >= self.min_confidence

    def fails(self, finding: Finding) -> bool:
        """Whether the finding fails the run: it is shown, its rule is grave enough, and its verdict is one that can."""
        grave = self.fail_on != "never" and finding.severity.rank >= Severity(self.fail_on).rank
        return grave and finding.verdict in self.fail_verdicts and self.shows(finding)


@dataclass(frozen=True, slots=True)
class Config:
    """All that can be set about a run."""

    sources: SourceOptions = field(
        default_factory=SourceOptions,
        metadata={
            "doc": "How articles are read.",
            "docs": {
                "max_bytes": "Largest file, page or stream in bytes, unpacked; more is an error, never cut off.",
                "allow_private": "Also fetch from private, loopback and other addresses that are not public.",
                "timeout": "Seconds for one URL as a whole, redirects included.",
                "published": "Publication dates by source as named on the command line; they outrank the text's own.",
                "encoding": "Encoding of every text file; null: each is detected.",
            },
        },
    )
    claims: ClaimOptions = field(
        default_factory=ClaimOptions,
        metadata={
            "doc": "How claims are cut from the text.",
            "docs": {
                "min_words": "A sentence of fewer words makes no claim; a clause of fewer is not cut off.",
                "max_claims": "Claims kept per article; the rest is left out with a reason; null: all.",
                "cut_clauses": "Whether one sentence may make several claims.",
                "headlines": "Whether the headline makes claims.",
            },
        },
    )
    encoder: EncoderOptions = field(default=EncoderOptions(), metadata={"doc": "How claims become vectors."})
    index: IndexOptions = field(default=IndexOptions(), metadata={"doc": "How near claims are found."})
    clusters: ClusterOptions = field(
        default_factory=ClusterOptions, metadata={"doc": "Which claims are looked at together."}
    )
    events: EventOptions = field(
        default=EventOptions(), metadata={"doc": "Which articles of a corpus tell of one event."}
    )
    entailment: EntailmentOptions = field(
        default=EntailmentOptions(), metadata={"doc": "Which model takes a second look at what the rules propose."}
    )
    rules: tuple[str, ...] = option(("default",), "Rule packs by name, or files by path from here; later ones win.")
    select: tuple[str, ...] = option((), "Rules, or kinds of rules, to ask, by name; empty: all.")
    ignore: tuple[str, ...] = option((), "Rules, or kinds of rules, not to ask, by name.")
    report: ReportOptions = field(default=ReportOptions(), metadata={"doc": "What is shown, and what fails a run."})
    within: bool = option(False, "Also compare the claims of one article with each other.")
    cache_dir: Path | None = field(
        default=None, metadata={"doc": "Folder for models and vectors, by path from here; null: that of the user."}
    )


def find_config(folder: Path) -> Path | None:
    """The configuration file in a folder, or None where it has none."""
    return next((folder / name for name in FILE_NAMES if (folder / name).is_file()), None)


def load_config(path: Path | None = None, overrides: Mapping[str, object] | None = None) -> Config:
    """The configuration from a file, with overrides on top.

    ``path`` is a file, or the bare name of a shipped one ("strict"); None takes checker.yaml of the working
    directory, or the defaults where there is none. ``overrides`` go by dotted names ("report.min_confidence");
    None as a value means "not given". Raises ConfigError with every mistake, UsageError where the overrides give
    both a group and one of its options.
    """
    found = _named(path) if path is not None else find_config(Path())
    mistakes: list[Mistake] = []
    config = _from_file(found, mistakes) if found else Config()
    config = _overridden(config, overrides or {}, mistakes)
    if mistakes:
        raise ConfigError(mistakes)
    return config


def config_digest(config: Config) -> str:
    """16 hex digits that are the same for the same settings; where the cache lies does not count."""
    settings = encode(dataclasses.replace(config, cache_dir=None))
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def default_config_text() -> str:
    """A commented YAML file with every option at its default: what ``checker init`` writes."""
    head = (
        "# Configuration of checker. Every option is here, at its default; leave out what you do not change.",
        "# Save it as checker.yaml where you run checker, or name it with --config.",
        "",
    )
    return "\n".join((*head, *commented(Config(), GroupShape(Config)))) + "\n"


def config_schema() -> dict[str, Plain]:
    """The JSON Schema of a configuration file, for editors."""
    return options_schema(Config, "Configuration of checker")


def describe_config() -> tuple[OptionDoc, ...]:
    """Every option by its dotted name, with what it takes, its default and its meaning."""
    return describe_options(Config)


def _named(path: Path) -> Path:
    """A shipped configuration where a bare name is given that is no file here."""
    bare = path.suffix not in SUFFIXES and path.name == str(path)
    inside = shipped(f"{path.name}.yaml")
    return inside if bare and not path.exists() and inside.is_file() else path


def _from_file(path: Path, mistakes: list[Mistake]) -> Config:
    """The settings of a file; the defaults, and the mistakes noted, where it has some."""
    parsed = read_yaml(path)
    decoded = decode(parsed.root, Config, str(path)) if parsed.root is not None else Decoded(Config())
    mistakes += sorted((*parsed.mistakes, *decoded.mistakes), key=lambda m: (m.line, m.column, m.message))
    config = decoded.value or Config()
    rules = tuple(str(path.parent / name) if is_path(name) else name for name in config.rules)
    cache_dir = path.parent / config.cache_dir if config.cache_dir else None
    baseline = config.report.baseline
    if baseline not in (None, NO_BASELINE):
        baseline = str(path.parent / baseline)
    report = dataclasses.replace(config.report, baseline=baseline)
    return dataclasses.replace(config, rules=rules, cache_dir=cache_dir, report=report)


def _overridden(config: Config, overrides: Mapping[str, object], mistakes: list[Mistake]) -> Config:
    """All overrides in one go, since one may be valid only together with another."""
    given = [(name, value) for name, value in overrides.items() if value is not None]
    # Their number stands in for a column, so that a mistake leads back to the override it is about.
    nodes = [(tuple(name.split(".")), node_of(value, Place(1, n))) for n, (name, value) in enumerate(given, start=1)]
    decoded = decode(_nested(nodes), Config, COMMAND_LINE, base=config)
    mistakes += [dataclasses.replace(m, message=f"{given[m.column - 1][0]}: {m.message}") for m in decoded.mistakes]
    return decoded.value or config


def _nested(nodes: Sequence[tuple[tuple[str, ...], Node]]) -> Table:
    """Values by their path of names as one mapping of mappings; a group stands where its first value does."""
    groups: dict[str, list[tuple[tuple[str, ...], Node]]] = {}
    for path, node in nodes:
        groups.setdefault(path[0], []).append((path[1:], node))
    entries = []
    for name, inside in groups.items():
        whole = [node for path, node in inside if not path]
        if whole and len(inside) > 1:
            raise UsageError(f"the setting {name!r} is given as a whole and in parts; give one of them")
        value = whole[0] if whole else _nested(inside)
        entries.append(Entry(name, inside[0][1].place, value))
    return Table(nodes[0][1].place if nodes else Place(1, 1), tuple(entries))
