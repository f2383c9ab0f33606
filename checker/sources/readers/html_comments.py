"""Where comments for checker stand in a web page, and which part of the article each of them means.

What finds the article on a page drops the comments. So the page is walked once more for its words and comments alone;
what a comment means is settled on that walk, and then looked for, block by block, in the text of the article. Beside
other words a comment means the block that it stands in; otherwise the element that follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from checker.sources.comments import Asked, Silent, Wrong, found_in, from_the_web, read_comment, settle, unclosed
from checker.sources.readers.found_again import Article
from checker.sources.readers.markup import BLOCKS, HIDDEN
from checker.values.text import Ignore, Span

_HEADLESS = (HIDDEN - {"head"}) | {"title"}  # what is hidden where the parser has put the article into the head
_CUTS = BLOCKS | {"li"}  # where one block ends and another begins
_PLACE = "\ufffc"  # stands for a comment among the words, so that each has a place of its own


def ignores(page: str, article: str, *, obeyed: bool) -> Silent:
    """What the comments of a page silence in the text of its article, and which of them do nothing.

    With ``obeyed`` false none is, as in a page from the web.
    """
    if not found_in(page):
        return Silent()
    last = unclosed(page)
    walk = _Walk()
    walk.take(page)
    if not obeyed:
        return Silent(wrong=from_the_web(one.line for one, _ in walk.asked))
    settled = settle(walk.asked, walk.block_of, Span(0, walk.length))
    parts, lost = _in_article(settled.parts, walk, Article(article))
    return Silent(parts, (*([last[1]] if last else ()), *walk.wrong, *settled.wrong, *lost))


def _in_article(ignored: tuple[Ignore, ...], walk: _Walk, article: Article) -> tuple[tuple[Ignore, ...], list[Wrong]]:
    """The same parts in the text of the article, and those comments of which it has no word."""
    parts: list[Ignore] = []
    lost: list[Wrong] = []
    known: dict[Span, tuple[Span, ...]] = {}
    for ignore in ignored:
        if ignore.span == Span(0, walk.length):
            parts.append(Ignore(Span(0, len(article.text)), ignore.names, ignore.line))
            continue
        if ignore.span not in known:
            every = (span for words in walk.words(ignore.span) for span in article.find(words))
            known[ignore.span] = tuple(dict.fromkeys(every))
        spans = known[ignore.span]
        parts += [Ignore(span, ignore.names, ignore.line) for span in spans]
        if article.tired:
            lost.append(Wrong(ignore.line, "the page is too large to look for all that is ignored; use fewer comments"))
        elif not spans:
            lost.append(Wrong(ignore.line, "what it means is no part of the article that was read from the page"))
    return tuple(parts), lost


class _Walk:
    """The words of a page in order, cut where blocks begin and end, with the comments between them."""

    def __init__(self) -> None:
        self.length = 0  # code points of all words, comments counted as one each
        self.asked: list[tuple[Asked, Span]] = []
        self.wrong: list[Wrong] = []
        self._segments: list[str] = []
        self._starts: list[int] = []  # of the segments
        self._open: list[str] = []  # pieces of the segment that is not cut yet
        self._apart: set[int] = set()  # places of comments that stand in no text, as in the head of the page
        self._elements: list[list[int]] = []  # begin and end of each element that cuts, in the order of beginning
        self._worded: list[int] = []  # for each segment the first from it on that has words
        self._filled: list[int] = []  # for each element the first from it on that holds such a segment
        self._broken = False  # whether a line has just been broken
        self._hidden = HIDDEN

    def take(self, page: str) -> None:
        """Walk the page."""
        from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415 - only pages with comments pay for it

        root = document_fromstring(page.replace("\0", " "), parser=HTMLParser(huge_tree=True))
        head = root.find("head")
        if head is not None and any(node.tag in _CUTS for node in head.iter()):
            self._hidden = _HEADLESS
        before = list(root.itersiblings(preceding=True))[::-1]
        for node in (*before, root, *root.itersiblings()):
            self._tree(node)
        self._cut()
        self._worded = _first(bool(_bare(segment)) for segment in self._segments)
        self._filled = _first(self._has_words(begin, end) for begin, end in self._elements)

    def block_of(self, place: Span) -> Span | None:
        """The block in which the comment at that place stands, or the element that follows it; None without one."""
        at = bisect_right(self._starts, place.start) - 1
        if _bare(self._segments[at]):
            return self._segment(at)
        words = self._worded[at]
        if place.start in self._apart or words == len(self._segments):
            return None
        following = self._filled[bisect_left(self._elements, [place.end])]
        if following < len(self._elements) and self._elements[following][0] <= self._starts[words]:
            return Span(*self._elements[following])
        return self._segment(words)

    def words(self, span: Span) -> Iterator[str]:
        """The words in a part of the walk, block by block."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._segments) and self._starts[at] < span.end:
            start = self._starts[at]
            yield self._segments[at][max(0, span.start - start) : span.end - start].replace(_PLACE, "")
            at += 1

    def _segment(self, at: int) -> Span:
        return Span(self._starts[at], self._starts[at] + len(self._segments[at]))

    def _has_words(self, begin: int, end: int) -> bool:
        at = bisect_left(self._starts, begin)
        words = self._worded[at] if at < len(self._segments) else at
        return words < len(self._segments) and self._starts[words] < end

    def _tree(self, root: Any) -> None:
        """Without recursion: trees may be deep."""
        stack: list[tuple[Any, list[int] | None]] = [(root, None)]
        while stack:
            node, element = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if element is not None:
                if tag in _CUTS:
                    self._cut()
                    element[1] = self.length
                self._text(node.tail if node is not root else None)
                continue
            element = [self.length, self.length]
            stack.append((node, element))
            if tag in _CUTS:
                self._cut()
                self._elements.append(element)
            self._enter(node, tag)
            if tag and tag not in self._hidden:
                self._text(node.text)
                stack.extend((child, None) for child in reversed(node))

    def _enter(self, node: Any, tag: str) -> None:
        from lxml.etree import Comment  # noqa: PLC0415

        if node.tag is Comment:
            self._comment(node)
        elif tag in self._hidden:
            for comment in node.iter(Comment):
                self._apart.add(self.length)
                self._comment(comment)
        elif tag == "br":
            if self._broken:
                self._cut()
            self._text("\n")
            self._broken = True

    def _comment(self, comment: Any) -> None:
        read = read_comment(comment.text or "", comment.sourceline or 1)
        if isinstance(read, Wrong):
            self.wrong.append(read)
        elif read is not None:
            self.asked.append((read, Span(self.length, self.length + 1)))
            self._text(_PLACE)

    def _text(self, text: str | None) -> None:
        if text:
            self._open.append(text.replace(_PLACE, " ") if text is not _PLACE else text)
            self.length += len(text)
            self._broken = self._broken and not text.strip()

    def _cut(self) -> None:
        """End the segment, where there is one."""
        if self._open:
            segment = "".join(self._open)
            self._segments.append(segment)
            self._starts.append(self.length - len(segment))
            self._open = []
        self._broken = False


def _bare(segment: str) -> str:
    return segment.replace(_PLACE, "").strip()


def _first(wanted: Iterable[bool]) -> list[int]:
    """For each position, and for the end, the first from it on that is wanted; the length where there is none."""
    flags = list(wanted)
    found = [len(flags)] * (len(flags) + 1)
    for at in range(len(flags) - 1, -1, -1):
        found[at] = at if flags[at] else found[at + 1]
    return found
