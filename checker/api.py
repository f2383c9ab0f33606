"""checker as a library: what the command line does, with values instead of files and messages.

    from checker import Article, compare
    report = compare(["a.txt", Article("Some 50,000 troops ...", id="b")])
    for finding in report.findings: ...

Nothing here is global: each ``Comparer`` has its own configuration, rules and models, any number of them can work at
once, and one of them can be used by any number of threads. What goes wrong is a CheckerError; its message says what was
expected, what came, where, and what to do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from os import PathLike, fspath
from typing import TYPE_CHECKING

from checker.baseline.read import NO_BASELINE
from checker.config import Config
from checker.errors import Mistake, UsageError
from checker.pairs import PairVerdict, TextPair, judge_with
from checker.pipeline import Began, Parts, read_enough, report_on
from checker.pipeline import load as load_parts
from checker.registry import unknown
from checker.report import RenderOptions, render
from checker.report.frames import facts_frame, findings_frame
from checker.report.json import report_object
from checker.report.notebook import render_notebook
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import load_rules, parse_rules
from checker.rules.rule import Rule, RuleSet
from checker.rules.shipped import shipped
from checker.ruletests import Outcome, run_tests
from checker.sources.given import Article, day_of
from checker.values import report as values

if TYPE_CHECKING:
    import pandas

Source = str | PathLike[str] | Article  # a path, a folder, an address that begins with http, "-", or a text at hand


@dataclass(frozen=True, slots=True)
class Report(values.Report):
    """All that one comparison has to say; see ``checker.values.report`` for the fields. It never changes."""

    def to_dict(self) -> dict[str, object]:
        """The report as nested JSON values, by the schema of the JSON format."""
        return report_object(self)

    def to_json(self) -> str:
        """The report as ``--format json`` writes it."""
        return self.render("json")

    def render(self, fmt: str, options: RenderOptions | None = None) -> str:
        """The report as ``--format`` writes it; raise RegistryError where there is no such format."""
        return render(self, fmt, options or RenderOptions())

    def to_pandas(self) -> pandas.DataFrame:
        """The findings as a data frame, a row for each; raise UsageError where pandas is not installed.

        The columns are those of the CSV format, docs/formats/csv.md. An end of an interval without bound is infinite.
        """
        return findings_frame(self)

    def facts_to_pandas(self) -> pandas.DataFrame:
        """The facts as a data frame, a row for each value that a source gives; raise UsageError as ``to_pandas``.

        Columns: fact, label, kind, verdict, source, value, low, high, low_open, high_open, claim.
        """
        return facts_frame(self)

    def _repr_html_(self) -> str:
        """The report as a notebook shows it."""
        return render_notebook(self, RenderOptions())


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a run. It never changes: ``only`` and ``without`` give others."""

    rule_set: RuleSet

    @classmethod
    def load(cls, *names: str | PathLike[str]) -> Rules:
        """The rules of packs by name and of files by path, later ones over earlier ones; "default" where none is named.

        Raises ConfigError with every mistake, each with its line and column.
        """
        return cls(load_rules([fspath(name) for name in names] or ["default"], ALL_KINDS, shipped("rules")))

    @classmethod
    def parse(cls, text: str, name: str = "<text>") -> Rules:
        """The rules of a YAML text, which mistakes call ``name``; raises ConfigError as ``load`` does."""
        return cls(parse_rules(text, ALL_KINDS, shipped("rules"), name))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rules, in the order in which they look at a pair."""
        return tuple(rule.id for rule in self.rule_set.rules)

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """What is no mistake and has no effect, such as a rule that never speaks, each with its place."""
        return self.rule_set.warnings

    def only(self, ids: Iterable[str]) -> Rules:
        """The rules of these ids; raise UsageError where there is none of one of them."""
        wanted = self._known(ids)
        return self._kept(lambda rule: rule.id in wanted)

    def without(self, ids: Iterable[str]) -> Rules:
        """The rules of all other ids; raise UsageError where there is none of one of them."""
        unwanted = self._known(ids)
        return self._kept(lambda rule: rule.id not in unwanted)

    def test(self, config: Config | None = None) -> tuple[Outcome, ...]:
        """Run the tests that stand in the rules, each rule asked alone."""
        return tuple(run_tests(self.rule_set.rules, load(config, rules=self).parts))

    def __len__(self) -> int:
        return len(self.rule_set.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rule_set.rules)

    def _known(self, ids: Iterable[str]) -> frozenset[str]:
        if isinstance(ids, str):
            raise UsageError(f"expected several ids of rules, such as [{ids!r}], not a single text")
        wanted = list(ids)
        for name in wanted:
            if name not in self.ids:
                raise UsageError(unknown("rule", name, list(self.ids)))
        return frozenset(wanted)

    def _kept(self, keep: Callable[[Rule], bool]) -> Rules:
        kept = tuple(rule for rule in self.rule_set.rules if keep(rule))
        return Rules(dataclasses.replace(self.rule_set, rules=kept))


@dataclass(frozen=True, slots=True)
class Comparer:
    """A configuration, rules and loaded models, for many comparisons. Made by ``load``; safe to share by threads."""

    parts: Parts

    @property
    def rules(self) -> Rules:
        """The rules that it asks."""
        return Rules(self.parts.rules)

    def compare(self, sources: Iterable[Source]) -> Report:
        """Where the sources disagree; see ``compare``."""
        began = Began()
        report = report_on(read_enough(_named(sources), self.parts.config), self.parts, began)
        return Report(**{field.name: getattr(report, field.name) for field in dataclasses.fields(report)})

    def check_pair(
        self, a: str, b: str, *, a_published: date | str | None = None, b_published: date | str | None = None
    ) -> PairVerdict:
        """What the rules say of two texts; see ``check_pair``."""
        pair = TextPair(None, a, b, day_of(a_published), day_of(b_published))
        return next(self.check_pairs([pair]))

    def check_pairs(self, pairs: Iterable[TextPair]) -> Iterator[PairVerdict]:
        """What the rules say of each pair, in order; few are held in memory at a time: there may be millions."""
        return judge_with(pairs, self.parts)


def load(config: Config | None = None, *, rules: Rules | None = None) -> Comparer:
    """Load the models once, for many comparisons. ``rules`` go before those that the configuration names.

    Raises ConfigError and ModelError. The configuration is the defaults where none is given. No file is looked for that
    nobody names: ``load_config`` reads a configuration, its ``report.baseline`` names accepted findings.
    """
    config = config or Config()
    if config.report.baseline is None:  # the command line looks for one where it is run
        config = dataclasses.replace(config, report=dataclasses.replace(config.report, baseline=NO_BASELINE))
    return Comparer(load_parts(config, rules.rule_set if rules is not None else None))


def compare(sources: Iterable[Source], *, config: Config | None = None, rules: Rules | None = None) -> Report:
    """Where the sources disagree: paths, folders, addresses, and articles that are at hand.

    ``config`` and ``rules`` as for ``load``, which is to be used where there are many comparisons: this loads the
    models each time. Raises SourceError where a source cannot be read, UsageError where there are fewer than two,
    ConfigError and ModelError.
    """
    return load(config, rules=rules).compare(sources)


def check_pair(
    a: str,
    b: str,
    *,
    a_published: date | str | None = None,
    b_published: date | str | None = None,
    config: Config | None = None,
    rules: Rules | None = None,
) -> PairVerdict:
    """What the rules say of two texts, each one or a few sentences: verdict None where they have nothing to say.

    The dates are those from which "Tuesday" is reckoned. Raises UsageError, ConfigError and ModelError.
    """
    comparer = load(config, rules=rules)
    return comparer.check_pair(a, b, a_published=a_published, b_published=b_published)


def _named(sources: Iterable[Source]) -> list[str | Article]:
    if isinstance(sources, str | PathLike | Article):
        raise UsageError(f"expected a list of sources, not a single one: {sources!r:.80}")
    return [source if isinstance(source, Article) else _path(source) for source in sources]


def _path(source: str | PathLike[str]) -> str:
    try:
        name = fspath(source)
    except TypeError:
        name = None
    if not isinstance(name, str):
        raise UsageError(f"a source is a path, an address or an Article, not {type(source).__name__}")
    return name
