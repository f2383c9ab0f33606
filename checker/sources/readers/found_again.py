"""Words of a page found again in the text of the article that was made from it.

The two differ in white space, in marks such as those of list items, and now and then in a few characters. White space
does not count here; a short text must be a line of its own, so that "12" is not found inside another number; and a
paragraph that is nowhere to be found word for word may be a line that is almost the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from rapidfuzz import fuzz, process

from checker.sources.normalise import normalise
from checker.values.text import Span

SHORTEST = 24  # characters, white space apart, from which words are looked for inside a line
EFFORT = 500_000_000  # characters that are read and compared in all, before the search is given up
ALIKE = 90  # rapidfuzz ratio out of 100 from which a line is taken for the paragraph

_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[ \t]*(?:[-*•][ \t]+)?")  # of a list item
_WORDS = re.compile(r"\S+")


class Article:
    """The text of an article, made ready to be searched."""

    def __init__(self, text: str) -> None:
        """Index the lines and the words of ``text``."""
        self.text = text
        self.tired = False  # whether words were not looked for because the article and the page are too large
        self._effort = EFFORT
        self._found: dict[str, list[Span]] = {}  # what was looked for before
        self._lines: dict[str, list[Span]] = defaultdict(list)  # a line without white space -> where it stands
        self._squeezed = _SPACE.sub("", text)
        words = [match.start() for match in _WORDS.finditer(text)]
        self._words = words  # where each word begins in the text
        self._at: list[int] = []  # and where in the text without white space
        done = 0
        for match in _WORDS.finditer(text):
            self._at.append(done)
            done += match.end() - match.start()
        start = 0
        for line in text.split("\n"):
            mark = _MARK.match(line)
            begin = start + (mark.end() if mark else 0)
            if line.strip():
                self._lines[_SPACE.sub("", text[begin : start + len(line)])].append(Span(begin, start + len(line)))
            start += len(line) + 1

    def find(self, words: str) -> list[Span]:
        """Every place where these words of the page stand; nothing where the article has not taken them over."""
        self._effort -= len(words)
        self.tired = self.tired or self._effort < 0
        wanted = "" if self.tired else _SPACE.sub("", normalise(words).text)
        if not wanted:
            return []
        if wanted in self._lines:
            return self._lines[wanted]
        if len(wanted) < SHORTEST:
            return []
        if wanted not in self._found:
            self._effort -= len(self._squeezed) * (1 + len(wanted) // 64)
            self.tired = self.tired or self._effort < 0
            self._found[wanted] = [] if self._effort < 0 else self._inside(wanted) or self._alike(wanted)
        return self._found[wanted]

    def _inside(self, wanted: str) -> list[Span]:
        """Where the words stand inside lines."""
        spans: list[Span] = []
        at = self._squeezed.find(wanted)
        while at >= 0:
            start, end = self._place(at), self._place(at + len(wanted) - 1) + 1
            if not (_goes_on(self.text, start) or _goes_on(self.text, end)):
                spans.append(Span(start, end))
            at = self._squeezed.find(wanted, at + len(wanted))
        return spans

    def _alike(self, wanted: str) -> list[Span]:
        """The line that is nearest to the words, where it is near enough; lines that are parts of them count too."""
        parts = [spans for line, spans in self._lines.items() if len(line) >= SHORTEST and line in wanted]
        if parts:
            return [span for spans in parts for span in spans]
        nearest = process.extractOne(wanted, list(self._lines), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._lines[nearest[0]] if nearest else []

    def _place(self, squeezed: int) -> int:
        """The offset in the text of a character of the text without white space."""
        word = bisect_right(self._at, squeezed) - 1
        return self._words[word] + squeezed - self._at[word]


def _goes_on(text: str, at: int) -> bool:
    """Whether a word or number goes on across that offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
