"""Types of option values, each with a message that says what was expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click
from click.shell_completion import CompletionItem


class Named(click.ParamType[str]):
    """A name out of those there are; on a miss the message has the nearest. ``names`` is called only when needed."""

    def __init__(self, sort: str, names: Callable[[], list[str]]) -> None:
        self.name = sort
        self._names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """All names, for help."""
        return f"[{'|'.join(self._names())}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin so."""
        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself."""
        from checker.registry import unknown

        if value not in self._names():
            self.fail(unknown(self.name, str(value), self._names()), param, ctx)
        return str(value)


class NamedList(click.ParamType[tuple[str, ...]]):
    """Several names with commas between them, without repeats."""

    def __init__(self, sort: str, names: Callable[[], list[str]]) -> None:
        self.name = sort
        self._one = Named(sort, names)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """All names, for help."""
        return f"{self._one.get_metavar(param, ctx)},..."

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names, in the order given."""
        if isinstance(value, tuple):
            return value
        names = (name.strip() for name in str(value).split(","))
        return tuple(dict.fromkeys(self._one.convert(name, param, ctx) for name in names))


class Names(click.ParamType[tuple[str, ...]]):
    """Several names with commas between them; what there is to name is known only once the rules are read."""

    name = "names"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How it is written, for help."""
        return "NAME,..."

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names, in the order given."""
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip() for name in str(value).split(",") if name.strip())
        return names or self.fail(f"expected names with commas between them, not {value!r}", param, ctx)


class Day(click.ParamType[date]):
    """A day, as 2024-11-12."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How it is written, for help."""
        return "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; expected year-month-day, such as 2024-11-12", param, ctx)


class Published(click.ParamType[tuple[str, str]]):
    """FILE=DATE: a source as named on the command line, and the day it was published, as 2024-11-12."""

    name = "file=date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How it is written, for help."""
        return "FILE=DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The source and the day; a path may itself hold "=", so the last one counts."""
        if isinstance(value, tuple):
            return value
        source, equals, day = str(value).rpartition("=")
        if not (source and equals):
            self.fail(f"expected FILE=DATE, such as article.txt=2024-11-12, not {value!r}", param, ctx)
        try:
            return source, date.fromisoformat(day).isoformat()
        except ValueError:
            self.fail(f"{day!r} is no day; expected year-month-day, such as {source}=2024-11-12", param, ctx)


class ClaimPair(click.ParamType[tuple[int, int]]):
    """M:N, the numbers of two claims as ``checker claims`` shows them."""

    name = "m:n"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How it is written, for help."""
        return "M:N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Both numbers."""
        if isinstance(value, tuple):
            return value
        first, _, second = str(value).partition(":")
        if not (first.isdecimal() and second.isdecimal()):
            self.fail(f"expected the numbers of two claims, such as 3:7, not {value!r}", param, ctx)
        return int(first), int(second)
