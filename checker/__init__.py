"""checker reads several articles on one event and says where they contradict each other.

The public names are here; docs/python.md shows how they go together. Each is imported when it is asked for, so that
``import checker`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.api import Comparer, Report, Rules, check_pair, compare, load
    from checker.config import Config, load_config
    from checker.errors import (
        CheckerError,
        ConfigError,
        FetchError,
        Mistake,
        ModelError,
        OutputError,
        RegistryError,
        SourceError,
        UsageError,
    )
    from checker.pairs import PairVerdict, TextPair
    from checker.report.options import RenderOptions
    from checker.rules.rule import Rule, RuleTest
    from checker.ruletests import Outcome
    from checker.sources.given import Article
    from checker.values.finding import Finding, Severity, Side, Verdict
    from checker.values.interval import Interval
    from checker.values.report import FactRow, NotChecked, SourceInfo

__all__ = [
    "Article",
    "CheckerError",
    "Comparer",
    "Config",
    "ConfigError",
    "FactRow",
    "FetchError",
    "Finding",
    "Interval",
    "Mistake",
    "ModelError",
    "NotChecked",
    "Outcome",
    "OutputError",
    "PairVerdict",
    "RegistryError",
    "RenderOptions",
    "Report",
    "Rule",
    "RuleTest",
    "Rules",
    "Severity",
    "Side",
    "SourceError",
    "SourceInfo",
    "TextPair",
    "UsageError",
    "Verdict",
    "check_pair",
    "compare",
    "load",
    "load_config",
]

# Module -> the names that come from it; the same as above, where type checkers look.
_NAMES = {
    "checker.api": ("Comparer", "Report", "Rules", "check_pair", "compare", "load"),
    "checker.config": ("Config", "load_config"),
    "checker.errors": (
        *("CheckerError", "ConfigError", "FetchError", "Mistake", "ModelError", "OutputError"),
        *("RegistryError", "SourceError", "UsageError"),
    ),
    "checker.pairs": ("PairVerdict", "TextPair"),
    "checker.report.options": ("RenderOptions",),
    "checker.rules.rule": ("Rule", "RuleTest"),
    "checker.ruletests": ("Outcome",),
    "checker.sources.given": ("Article",),
    "checker.values.finding": ("Finding", "Severity", "Side", "Verdict"),
    "checker.values.interval": ("Interval",),
    "checker.values.report": ("FactRow", "NotChecked", "SourceInfo"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    """The public name, imported now; it is kept, so that the next look at it finds it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_MODULES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *__all__})
