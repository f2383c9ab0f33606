"""Sources as files and addresses: the URI of each, and whether offsets of the text as read are offsets of the file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

STDIN = "-"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_NUMBERED = re.compile(r"(?s)(.+)#([1-9][0-9]{0,8})")  # the n-th article of one file
_SEVERAL = frozenset({".json", ".jsonl", ".ndjson", ".rss", ".atom", ".xml"})  # suffixes of files that hold several
_PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})  # what is read is the file, character by character
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a source is to other programs."""

    uri: str  # relative to the working folder where it lies below it; percent-encoded
    relative: bool
    article: str | None = None  # the id of the source, where it is one of several articles of the file
    plain: bool = False  # offsets and lines of the text are those of the file


def artifact(source: str, folder: str = "") -> Artifact:
    """The file or address behind the id of a source; ``folder`` is the absolute path of the working folder."""
    name, article = source, None
    numbered = _NUMBERED.fullmatch(source)
    if numbered and _holds_several(numbered[1]):
        name, article = numbered[1], source
    if _SCHEME.match(name):
        return Artifact(quote(_bytes(name), safe=_URL_SAFE), relative=False, article=article)
    if name == STDIN:
        return Artifact("stdin", relative=False, article=article)
    path = os.path.normpath(_below(name, folder))
    if folder and PurePath(path).parts[:1] == ("..",):
        path = os.path.normpath(PurePath(folder, path))
    plain = PurePath(path).suffix.lower() in _PLAIN
    if PurePath(path).is_absolute() or _DRIVE.match(path):
        return Artifact("file://" + _quoted("/" + path.lstrip("/\\")), relative=False, article=article, plain=plain)
    return Artifact(_quoted(path), relative=True, article=article, plain=plain)


def _holds_several(name: str) -> bool:
    return name == STDIN or bool(_SCHEME.match(name)) or PurePath(name).suffix.lower() in _SEVERAL


def _below(name: str, folder: str) -> str:
    """The way from the folder where the path lies below it, else the path."""
    root = folder.rstrip(os.sep) + os.sep
    return name[len(root) :] if folder and name.startswith(root) and len(name) > len(root) else name


def _quoted(path: str) -> str:
    return quote(_bytes(path.replace(os.sep, "/")), safe="/~")


def _bytes(name: str) -> bytes:
    """The name of a file as bytes: those of its file system where it is no text, "?" for what no name can hold."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "replace")
