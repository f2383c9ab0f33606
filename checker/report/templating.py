"""The environment of all templates: every text that one puts in is made harmless, whatever the template forgets."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def environment(package: str, harmless: Callable[[str], str], *, html: bool = True) -> Environment:
    """Templates of the folder ``templates`` of a package.

    Every string passes ``harmless``, and is then escaped where it goes into HTML; what is ``Markup`` passes as it is.
    A name that a template does not know is an error, and a line that holds a statement only leaves none behind.
    """

    def shown(value: object) -> object:
        if isinstance(value, Markup):
            return value
        return harmless(value if isinstance(value, str) else str(value))

    return Environment(
        loader=PackageLoader(package),
        autoescape=html,  # noqa: S701 - Markdown is escaped by ``harmless``, and HTML by both
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
