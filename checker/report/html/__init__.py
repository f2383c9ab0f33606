"""The report as an HTML page: the values it shows (``page``), what fills them (``build``), pictures, template."""

from checker.report.html.render import content_security_policy, render_html

__all__ = ["content_security_policy", "render_html"]
