"""Rule packs by name: those that are shipped, and those of installed packages.

A package offers packs under the entry point group ``checker.rules``: the name is that of the pack, the value that of a
package which holds the file ``NAME.yaml``. No code of it is run. What is shipped is found first, so that installing a
package cannot change what ``default`` means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

GROUP = "checker.rules"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack by name, the file it is in, and the package that brought it; None for what is shipped."""

    name: str
    path: Path
    package: str | None = None


class PackError(Exception):
    """A pack of that name is declared and cannot be used; the message says by whom, and why."""


def find_pack(name: str, shipped: Path) -> Pack | None:
    """The pack of that name, or None where there is none; raise PackError where packages contradict each other."""
    path = shipped / f"{name}.yaml"
    if path.is_file():
        return Pack(name, path)
    found = list(entry_points(group=GROUP, name=name))
    if len({point.value for point in found}) > 1:
        brought = " and ".join(sorted(_package(point) for point in found))
        raise PackError(f"the packages {brought} both bring a rule pack {name!r}; name one by its path")
    return _located(found[0]) if found else None


def all_packs(shipped: Path) -> Iterator[Pack]:
    """Every pack that can be used, those that are shipped first, each sort by name."""
    yield from (Pack(path.stem, path) for path in sorted(shipped.glob("*.yaml")))
    for name in sorted(entry_points(group=GROUP).names):
        if not (shipped / f"{name}.yaml").is_file():
            try:
                pack = find_pack(name, shipped)
            except PackError:  # it is told to whoever asks for this pack, not to whoever asks what there is
                continue
            if pack:
                yield pack


def _located(point: EntryPoint) -> Pack:
    """The file of an entry point, found without importing the package."""
    places: list[str] | None = None
    for part in point.value.split("."):
        spec = PathFinder.find_spec(part, places)
        places = list(spec.submodule_search_locations or ()) if spec else []
        if not places:
            raise PackError(
                f"the package {_package(point)} says that {point.value} holds {point.name!r}: it is not there"
            )
    for place in places or ():
        path = Path(place) / f"{point.name}.yaml"
        if path.is_file():
            return Pack(point.name, path, _package(point))
    raise PackError(f"the package {_package(point)} brings a rule pack {point.name!r}, and no file {point.name}.yaml")


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
