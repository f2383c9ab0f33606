"""Articles by the names that users give."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from os import sep

from checker.corpus.articles import corpus_name
from checker.errors import UsageError
from checker.registry import nearest

_COMPARED = 5000  # names among which the nearest is looked for


def articles_named(connection: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    """The names of articles: as they are in the corpus, all of a file ("feed.xml"), or all below a folder.

    Raises UsageError where a name is none of these.
    """
    found: dict[str, None] = {}
    for name in names:
        wanted = corpus_name(name)
        rows = connection.execute(
            "SELECT name FROM documents WHERE name = ?1 OR name = ?2 "
            "OR substr(name, 1, length(?2) + 1) IN (?2 || '#', ?2 || '/', ?2 || ?3) ORDER BY name",
            (name, wanted, sep),
        ).fetchall()
        if not rows:
            there = [one for (one,) in connection.execute("SELECT name FROM documents LIMIT ?", (_COMPARED,))]
            near = nearest(wanted, there)
            hint = f"; did you mean {near!r}?" if near else ""
            raise UsageError(f"the corpus has no article {name!r}{hint}")
        found |= dict.fromkeys(one for (one,) in rows)
    return list(found)
