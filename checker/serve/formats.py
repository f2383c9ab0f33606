"""How each format of a report travels: its media type, how its file ends, and under what policy a browser shows it."""

from __future__ import annotations

from dataclasses import dataclass

# A report in HTML carries its style and script, and a policy of its own that names their hashes; both policies hold.
# Its sandbox takes this server's origin from it: no script in it, wanted or not, could ask for anything here.
REPORT_POLICY = (
    "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TYPES = {
    "text": ("text/plain", "txt", "Plain text"),
    "json": ("application/json", "json", "JSON"),
    "markdown": ("text/markdown", "md", "Markdown"),
    "html": ("text/html", "html", "HTML"),
    "csv": ("text/csv", "csv", "CSV"),
    "jsonl": ("application/x-ndjson", "jsonl", "JSON Lines"),
    "sarif": ("application/sarif+json", "sarif", "SARIF"),
    "junit": ("application/xml", "xml", "JUnit XML"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One format as it travels."""

    media_type: str
    suffix: str  # without the dot
    title: str  # as people call it


def form_of(fmt: str) -> Form:
    """How that format travels; one that is not known here is plain text under its own name."""
    return Form(*_TYPES.get(fmt, ("text/plain", "txt", fmt)))
