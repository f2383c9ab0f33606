"""The report as one self-contained page.

The template holds the form. Autoescape makes text of whatever it puts in, and ``finalize`` takes out what a page
obeys beyond markup. Style and script stand in the page; its content security policy names their hashes, and allows
nothing else: no script of an article could run and no request could leave, even if one got through.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Template
from markupsafe import Markup

from checker.report.escape import page as page_text
from checker.report.html.build import build
from checker.report.options import RenderOptions
from checker.report.templating import environment
from checker.values.report import Report

_PACKAGE = "checker.report.html"


def render_html(report: Report, options: RenderOptions) -> str:
    """One file that opens from disk, needs no network, and is a readable document without JavaScript."""
    style, script = _asset("report.css"), _asset("report.js")
    text = _template().render(
        page=build(report, options), style=Markup(style), script=Markup(script), policy=content_security_policy()  # noqa: S704
    )  # fmt: skip
    text = text.strip() + "\n"
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii") if options.ascii else text


@cache
def content_security_policy() -> str:
    """What the page may load: its own style and script, by their hashes. A server can send it as a header too."""
    style, script = _hash(_asset("report.css")), _hash(_asset("report.js"))
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


@cache
def _asset(name: str) -> str:
    """A file that is put into the page as it is: ASCII, so that its hash holds in every encoding."""
    return files(_PACKAGE).joinpath("static", name).read_text("ascii").strip()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    return environment(_PACKAGE, page_text).get_template("report.html.j2")
