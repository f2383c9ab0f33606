"""Report -> text: one module and one function per format. They show; they never count, filter or read again.

Adding a format: write ``<format>.py`` with one function ``render_<format>(report, options) -> str``, clean what
comes from articles through ``escape.py``, add a line to ``FORMATS``, which imports it when it is asked for, a page to
``docs/formats/``, and a golden file.
"""

from checker.report.formats import FORMATS, render
from checker.report.options import RenderOptions

__all__ = ["FORMATS", "RenderOptions", "render"]
