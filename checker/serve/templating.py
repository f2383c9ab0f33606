"""How pages are written: each text is made harmless and then escaped, whatever it came from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from checker.report.escape import visible
from checker.report.templating import environment
from checker.rules.shipped import shipped
from checker.serve.forms import Terms

PREFIX = "/api/v1"


def written(name: str, terms: Terms, **values: object) -> bytes:
    """The page of that template, in UTF-8."""
    values |= {"terms": terms, "prefix": PREFIX}
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


def starter() -> str:
    """Rules to start from, in YAML."""
    return shipped("starter-rules.yaml").read_text(encoding="utf-8")


def error_page(**values: object) -> str:
    """The page that tells an error."""
    return _environment().get_template("error.html.j2").render(values)


def _verbatim(text: str) -> Markup:
    """A text of several lines as it is, for a field in which it can be changed."""
    return escape(text)


@cache
def _environment() -> Environment:
    made = environment("checker.serve", visible)
    filters: Mapping[str, object] = {"verbatim": _verbatim}
    made.filters.update(filters)
    return made
