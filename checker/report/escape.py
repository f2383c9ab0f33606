"""Text from articles, made harmless for the place where it is shown.

Each format has one function here, and a renderer lets nothing from a source through that has not passed it.
Titles, paths, speakers and labels are as hostile as the text itself.
"""

from __future__ import annotations

import re

ELLIPSIS = "…"

# CSI and OSC sequences as terminals know them, in their 7-bit and 8-bit forms. A string sequence without its end is not
# taken for one: otherwise it could hide the text after it. Each scan stops where the next could begin: linear time.
_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]{0,512}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-~]?"
)
_BREAK = re.compile("[\\s\u0085\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_SPACE = re.compile("[\\s\u0085\u2028\u2029]")
# What a terminal obeys instead of showing: controls, bidirectional marks and overrides, joiners, tags, byte order mark.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# The part of it that is obeyed on a page too.
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)

_XML_ILLEGAL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$^]|&(?=[#A-Za-z])|(?<=:)//|(?<=www)\.|(?<=[A-Za-z0-9])@")
_MARKDOWN_AS = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "//": "&#47;&#47;", ".": "&#46;", "@": "&#64;"}
_SARIF = re.compile(r"[\\\[\]{}]")  # of links and of places that arguments fill
_MARKDOWN_BLOCK = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([#+=-]))")

# What a spreadsheet takes for the start of a formula, in the widths of all keyboards. Where apostrophes stand before
# it, one more is put there too: who takes one away always has the text.
_FORMULA = re.compile(r"^(?='*[=+\-@＝＋－＠\t\r])")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?: ?%)?")
# Where the list separator is ";", as it is in much of Europe, a cell begins behind each one, quotes or not.
_NEXT_CELL = re.compile(r"(;[\"'\s]*)(?=[=+\-@＝＋－＠])")

_PLAIN = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
_PLAIN |= {"‐": "-", "‑": "-", "−": "-", "→": "->", ELLIPSIS: "..."}
_TO_PLAIN = str.maketrans(_PLAIN)


def visible(text: str) -> str:
    """``text`` on one line and without anything that is obeyed instead of seen.

    Terminal sequences, control characters, bidirectional marks and invisible characters go; runs of white space
    become one space; halves of surrogate pairs become U+FFFD. Ends are not trimmed.
    """
    text = _BREAK.sub(" ", _ANSI.sub("", text))
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))


def terminal(text: str) -> str:
    """``text`` for a terminal or a plain text file."""
    return visible(text)


def in_place(text: str) -> str:
    """One line of a file, each character where it was: white space as a space, what is obeyed or unseen as U+FFFD."""
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("\ufffd", _SPACE.sub(" ", text)))


def markdown(text: str) -> str:
    """``text`` for Markdown, GitHub's included: without emphasis, link, image, HTML, table cell or block of its own."""
    text = _MARKDOWN.sub(lambda m: _MARKDOWN_AS.get(m[0], "\\" + m[0]), visible(text).strip())
    return _MARKDOWN_BLOCK.sub(lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", text)


def sarif(text: str) -> str:
    """``text`` for a plain message of SARIF: without a link or a placeholder of its own."""
    return _SARIF.sub(lambda m: m[0] * 2 if m[0] in "{}" else "\\" + m[0], visible(text).strip())


def xml(text: str) -> str:
    """``text`` for XML 1.0, whose writer escapes the rest: its lines stay, what is obeyed instead of seen goes.

    What XML can hold in no spelling becomes U+FFFD.
    """
    lines = _LINE_END.sub("\n", _ANSI.sub("", text))
    return _XML_ILLEGAL.sub("\ufffd", _INVISIBLE.sub(lambda m: m[0] if m[0] in "\n\t" else "", lines))


def page(text: str) -> str:
    """``text`` for a page, on one line, before it is escaped by the template.

    Terminal sequences, controls and marks that turn the direction of what follows go. Joiners stay: Persian words and
    emoji are written with them, and each text stands isolated in its own element.
    """
    return _SURROGATE.sub("\ufffd", _OBEYED.sub("", _BREAK.sub(" ", _ANSI.sub("", text))))


def spreadsheet(text: str) -> str:
    """``text`` for a cell of a table: no spreadsheet computes it. Numbers stay numbers.

    An apostrophe stands before what would be a formula, also behind a semicolon. ``text`` has passed ``visible``.
    """
    if _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub("'", _NEXT_CELL.sub(r"\1'", text))


def json_text(encoded: str) -> str:
    r"""An encoded JSON text with all that a terminal or a strict UTF-8 writer trips over written as ``\uXXXX``.

    Readers get the same strings: only their spelling changes.
    """
    return _JSON_UNSAFE.sub(_json_escape, encoded)


def ascii_only(text: str) -> str:
    r"""``text`` in ASCII: plain quotes and dashes, and the rest as ``\xNN`` or ``\uNNNN``: no name becomes another."""
    return text.translate(_TO_PLAIN).encode("ascii", "backslashreplace").decode("ascii")


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
