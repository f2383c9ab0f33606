"""Kinds of rules that other packages bring, by the entry point group ``checker.kinds``.

A built-in kind is found without asking what is installed, so that those who use no other pay nothing, and no package
can change what ``quantity`` means. The code of a package is imported when one of its kinds is asked for; whatever goes
wrong in it becomes a KindError that names the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from checker.errors import CheckerError, KindError
from checker.registry import Registry, unknown
from checker.rules.entry import RULE_KEYS
from checker.rules.hints import options_of
from checker.rules.kind import Judgement, Kind, Pair
from checker.values.finding import Step, Verdict

GROUP = "checker.kinds"
CODE = frozenset({".py", ".yaml", ".yml", ".json", ".toml", ".txt", ".csv"})  # files that say what a kind does
ALREADY = "checker has a kind of this name itself"


@dataclass(frozen=True, slots=True)
class Maker:
    """The package that brings a kind, as it is now."""

    kind: str
    package: str  # with its version: "checker-kind-acronyms 1.2"
    code: str  # digest of its code and words, in hexadecimal


def installed() -> Iterable[EntryPoint]:
    """The entry points of the packages that bring kinds."""
    return entry_points(group=GROUP)


class AllKinds(Registry[Kind]):
    """The built-in kinds, and behind them those of installed packages, which are loaded when they are asked for."""

    def __init__(self, own: Registry[Kind], points: Callable[[], Iterable[EntryPoint]] = installed) -> None:
        """Take the built-in kinds, and what finds the entry points of others."""
        super().__init__("rule kind", [(name, own[name]) for name in own])
        self._find = points
        self._loaded: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        """The kind of that name; raise RegistryError where there is none, KindError where it cannot be used."""
        found = self._parts.get(name) or self._loaded.get(name)
        if found is None:
            points = self._points.get(name)
            if points is None:
                raise self._miss(name)
            found = self._loaded[name] = _load(points)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._parts or name in self._points

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())

    def names(self) -> list[str]:
        """The built-in kinds in the order of their table, then the others by name."""
        return [*self._parts, *(name for name in sorted(self._points) if name not in self._parts)]

    def usable(self) -> list[Kind]:
        """Every kind that can be used; ``problems`` says why others cannot."""
        kinds = []
        for name in self.names():
            try:
                kinds.append(self[name])
            except KindError:  # told by ``problems``
                continue
        return kinds

    def makers(self, names: Iterable[str]) -> tuple[Maker, ...]:
        """Who brings those of these kinds that are not built in, by name; kinds that nobody brings are left out."""
        foreign = sorted({name for name in names if name not in self._parts})
        return tuple(_maker(self._points[name]) for name in foreign if name in self._points)

    def problems(self) -> list[str]:
        """What is wrong with kinds of installed packages, one message for each."""
        found = [f"{_brought(points)}: {ALREADY}" for name, points in self._points.items() if name in self._parts]
        for name in self.names():
            try:
                self[name]
            except KindError as error:
                found.append(str(error))
        return found

    def _miss(self, name: str) -> CheckerError:
        return KindError(unknown("rule kind", name, self.names()))

    @cached_property
    def _points(self) -> dict[str, list[EntryPoint]]:
        points: dict[str, list[EntryPoint]] = {}
        for point in self._find():
            points.setdefault(point.name, []).append(point)
        return points


def _load(points: Sequence[EntryPoint]) -> Kind:
    """The kind that an entry point leads to, watched over; raise KindError where it cannot be used."""
    brought = _brought(points)
    if len({point.value for point in points}) > 1:
        raise KindError(f"{brought}: more than one package brings this kind; uninstall one")
    try:
        kind = points[0].load()
    except Exception as error:
        raise KindError(f"{brought}: it cannot be imported: {_said(error)}") from error
    if not isinstance(kind, Kind):
        raise KindError(f"{brought}: expected a checker.rules.kind.Kind, got {type(kind).__name__}")
    if kind.name != points[0].name:
        raise KindError(f"{brought}: the kind calls itself {kind.name!r}; give both the same name")
    return _watched(kind, brought)


def _watched(kind: Kind, brought: str) -> Kind:
    """The kind with options that can be decoded, and whatever its code raises told as a KindError."""
    try:
        shadowed = sorted(RULE_KEYS & {option.name for option in options_of(kind.options)})
    except TypeError as error:
        raise KindError(f"{brought}: its options cannot be read: {error}") from error
    if shadowed:
        raise KindError(f"{brought}: every rule has the options {', '.join(shadowed)}; rename those of the kind")

    def check(pair: Pair, options: object) -> Iterator[Judgement]:
        try:
            for judgement in kind.check(pair, options):
                yield _sound(judgement)
        except Exception as error:
            raise KindError(f"{brought}: it failed: {_said(error)}") from error

    def why_silent(pair: Pair, options: object) -> Iterator[Step]:
        if kind.why_silent is not None:
            try:
                yield from kind.why_silent(pair, options)
            except Exception as error:
                raise KindError(f"{brought}: it failed: {_said(error)}") from error

    return replace(kind, check=check, why_silent=why_silent if kind.why_silent else None)


def _sound(judgement: Judgement) -> Judgement:
    """The judgement, if the rest of the program can rely on it; raise ValueError where it cannot."""
    if not isinstance(judgement, Judgement):
        raise TypeError(f"check must yield judgements, not {type(judgement).__name__}")
    if not isinstance(judgement.verdict, Verdict):
        raise TypeError(f"a verdict must be a Verdict, not {judgement.verdict!r}")
    if not 0.0 <= judgement.confidence <= 1.0:
        raise ValueError(f"a confidence lies in [0, 1], not {judgement.confidence}")
    texts = (judgement.a.value, judgement.b.value, judgement.label, judgement.explanation)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("values, label and explanation of a judgement must be texts")
    return judgement


def _maker(points: Sequence[EntryPoint]) -> Maker:
    dist = points[0].dist
    package = f"{dist.name} {dist.version}" if dist else points[0].value
    digest = hashlib.sha256()
    for path in _files(points[0].module):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return Maker(points[0].name, package, digest.hexdigest())


def _files(module: str) -> list[Path]:
    """The code and words of the package that a module is in, or the module itself where it is in none."""
    top, own = _place(module.partition(".")[0]), _place(module)
    if top is not None and top.name == "__init__.py":
        return [path for path in sorted(top.parent.rglob("*")) if path.suffix in CODE and path.is_file()]
    return [own] if own is not None else []


def _place(module: str) -> Path | None:
    """The file of a module; None where it is in none, as a namespace or a module of an archive."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):  # told by who loads it
        return None
    path = Path(spec.origin) if spec is not None and spec.origin else None
    return path if path is not None and path.is_file() else None


def _brought(points: Sequence[EntryPoint]) -> str:
    """The kind and who brings it, as messages begin."""
    packages = sorted({point.dist.name if point.dist else point.value for point in points})
    return f"the kind {points[0].name!r} of the package {' and '.join(packages)}"


def _said(error: Exception) -> str:
    """An error in one line."""
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
