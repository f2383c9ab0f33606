"""What a user named -> the files, URLs and streams to read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from checker.errors import SourceError
from checker.registry import nearest
from checker.sources.formats import known_suffix, suffixes
from checker.values.report import NotChecked

STDIN = "-"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_NAMED_FILES = 5  # of those that a folder holds and nobody reads; the rest is counted

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """What one name stands for: itself, or the files of a folder. ``names`` are in the order of reading."""

    names: tuple[str, ...]
    is_folder: bool = False
    problems: tuple[NotChecked, ...] = ()


def is_url(name: str) -> bool:
    """Whether it is an address of the network, of whatever scheme."""
    return _SCHEME.match(name) is not None


def locate(name: str) -> Located:
    """The files of a folder, or the name itself; SourceError where there is no such thing or nothing to read in it."""
    if name == STDIN or is_url(name):
        return Located((name,))
    if not name:
        raise SourceError("''", "the name is empty; expected a file, a folder, a URL, or - for standard input")
    try:
        if Path(name).is_dir():
            return _folder(name)
        Path(name).stat()
    except FileNotFoundError as error:
        raise SourceError(name, f"no such file or folder{_suggestion(name)}; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceError(name, unreadable(error)) from error
    return Located((name,))


def unreadable(error: OSError | ValueError) -> str:
    """Why the system does not let a file be read, and what to do."""
    if isinstance(error, PermissionError):
        return "no permission to read it; change its rights, or run as a user who may"
    return f"it cannot be read ({getattr(error, 'strerror', None) or error}); check the path"


def identity(name: str) -> Identity:
    """Equal for two names of one source: links and other spellings of a path included."""
    if name == STDIN or is_url(name):
        return ("name", name)
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return ("path", os.path.normpath(name))  # the reading will say what is wrong with it
    return ("file", str(status.st_dev), str(status.st_ino))


def _folder(name: str) -> Located:
    found: list[str] = []
    others: list[str] = []
    problems: list[NotChecked] = []

    def refuse(error: OSError) -> None:
        problems.append(NotChecked(str(error.filename), "folder", unreadable(error), degraded=True))

    for parent, folders, files in os.walk(name, onerror=refuse):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        for file in sorted(files):
            if not file.startswith("."):
                (found if known_suffix(file) else others).append(str(Path(parent, file)))
    if not found:
        reason = f"the folder holds no articles; expected files that end in {', '.join(suffixes())}"
        raise SourceError(name, "; ".join([reason, *(problem.why for problem in problems)]))
    if others:
        shown = ", ".join(os.path.relpath(other, name) for other in sorted(others)[:_NAMED_FILES])
        more = f" and {len(others) - _NAMED_FILES} more" if len(others) > _NAMED_FILES else ""
        problems.append(NotChecked(name, "other files", f"not read, as they end like no article: {shown}{more}"))
    return Located(tuple(sorted(found, key=lambda path: Path(path).parts)), True, tuple(problems))


def _suggestion(name: str) -> str:
    path = Path(name)
    try:
        near = nearest(path.name, sorted(entry.name for entry in path.parent.iterdir()))
    except OSError:
        return ""  # the folder does not exist either
    return f"; did you mean {str(path.with_name(near))!r}?" if near else ""
