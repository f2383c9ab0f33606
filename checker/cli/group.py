"""Groups of commands whose message on a miss has the nearest name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class SuggestingGroup(click.Group):
    """A group that offers the nearest command where one does not exist."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; raise UsageError on a miss."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from checker.registry import unknown

            raise click.UsageError(unknown("command", args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(SuggestingGroup):
    """Commands that are imported when they are asked for."""

    modules: Mapping[str, str] = {}  # name -> module that defines the command, as ``command``

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.modules:
            return None
        found = import_module(self.modules[cmd_name]).command
        return found if isinstance(found, click.Command) else None
