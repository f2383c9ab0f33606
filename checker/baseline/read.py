"""A baseline file -> its entries, or every mistake in it, each with line and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.baseline.entry import FILE_NAME, VERSION, BaselineFile
from checker.errors import ConfigError, Mistake, UsageError
from checker.rules.decode import decode
from checker.rules.nodes import Items, Node, Scalar, Table
from checker.rules.yamlfile import read_yaml

NO_BASELINE = "none"  # as a name: no findings are accepted
MAX_BYTES = 50_000_000  # some fifty thousand entries
MAX_NODES = 2_000_000


def baseline_path(name: str | None) -> Path | None:
    """The file that a setting names: None is the one of the working directory, where there is one; "none" is none."""
    if name == NO_BASELINE:
        return None
    if name is not None:
        return Path(name)
    return Path(FILE_NAME) if Path(FILE_NAME).exists() else None


def load_baseline(name: str | None) -> BaselineFile:
    """What the run of that setting accepts; UsageError where a named file is missing, ConfigError for mistakes."""
    path = baseline_path(name)
    if path is None:
        return BaselineFile()
    if not path.exists():
        raise UsageError(
            f"there is no baseline file {str(path)!r}; check the path, let 'checker accept --baseline {path}' make it, "
            f"or go without one by '{NO_BASELINE}'"
        )
    return read_baseline(path)


def read_baseline(path: Path) -> BaselineFile:
    """The entries of the file; ConfigError with every mistake in it."""
    parsed = read_yaml(path, max_bytes=MAX_BYTES, max_nodes=MAX_NODES)
    if parsed.root is None or parsed.mistakes:
        raise ConfigError(tuple(_unmerged(path)) or parsed.mistakes)
    newer = _newer(parsed.root, str(path))
    if newer is not None:
        raise ConfigError((newer,))
    decoded = decode(parsed.root, BaselineFile, str(path))
    mistakes = sorted((*decoded.mistakes, *_repeated(parsed.root, str(path))), key=lambda m: (m.line, m.column))
    if decoded.value is None or mistakes:
        raise ConfigError(mistakes)
    return decoded.value


def _unmerged(path: Path) -> Iterator[Mistake]:
    """The first mark that a version control system has left in a file it could not merge by itself."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:  # then that is the mistake, and it has been told
        return
    for number, line in enumerate(lines, start=1):
        if line.startswith(b"<<<<<<< "):
            advice = "keep the entries of both sides, and remove the three lines of marks"
            yield Mistake(str(path), number, 1, f"a merge was not finished here; {advice}")
            return


def _newer(root: Node, path: str) -> Mistake | None:
    """That the file is of a version to come: what else it holds would be no mistake then."""
    version = root.get("version") if isinstance(root, Table) else None
    if version is None or not isinstance(version.value, Scalar):
        return None
    number, place = version.value.value, version.value.place
    if isinstance(number, bool) or not isinstance(number, int | float) or number <= VERSION:
        return None
    why = f"this baseline has version {version.value.text[:20]}, and this checker reads version {VERSION}"
    return Mistake(path, place.line, place.column, f"{why}; install a newer checker")


def _repeated(root: Node, path: str) -> Iterator[Mistake]:
    """Fingerprints that stand twice: of two reasons for one finding nobody knows which holds."""
    entries = root.get("accepted") if isinstance(root, Table) else None
    lines: dict[str, int] = {}
    for item in entries.value.items if entries and isinstance(entries.value, Items) else ():
        given = item.get("fingerprint") if isinstance(item, Table) else None
        if given is None or not isinstance(given.value, Scalar):
            continue
        name, place = given.value.text, given.value.place
        if name in lines:
            message = f"the finding {name[:40]!r} stands twice; the first is on line {lines[name]}; keep one"
            yield Mistake(path, place.line, place.column, message)
        lines.setdefault(name, place.line)
