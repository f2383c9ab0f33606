"""Text cut into the tokens that numbers are read from: digits, words, signs. One pass of one regular expression."""

from __future__ import annotations

import re
from dataclasses import dataclass

DASHES = {"–": "-", "‑": "-", "‐": "-", "−": "-", "‒": "-", "－": "-"}  # the em dash ends a clause: it stays
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

# Every alternative starts with another character or is tried in this order, and none repeats a repetition: linear.
# "plain" is what most tokens are, a word of letters from a to z; the white space behind a token is taken with it.
_TOKEN = re.compile(
    rf"""
    (?:
      (?P<plain>[A-Za-z][a-z]++(?![\w'’]))
    | (?P<number>(?<![\w.])\.\d+|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)*)
    | (?P<vulgar>[{VULGAR}])
    | (?P<initials>(?:[A-Za-z]\.){{2,6}}(?!\w))
    | (?P<word>[^\W\d_{VULGAR}]+(?:['’][^\W\d_{VULGAR}]+)?)
    | (?P<sign>\S)
    )\s*
    """,
    re.VERBOSE,
)
_KINDS = {"plain": "a", "number": "9", "vulgar": "½", "initials": "a", "word": "a", "sign": "."}
_LISTED = re.compile(r"\d+|[.,]")
# A number in any notation: plain, 1,234.5, 1.234,5, 12,34,567 (the Indian way), or with one decimal comma.
_WELL_FORMED = re.compile(
    r"""
      \d*\.?\d+
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?
    | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?
    | \d{1,3}(?:\.\d{3})+,\d+
    | \d{1,3}(?:\.\d{3}){2,}
    | \d+,\d{1,2}
    """,
    re.VERBOSE,
)
LONGEST = 24  # digits; what is longer is an identifier, and no value that anybody means


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of ``text``, as columns: ``words`` in lower case with plain apostrophes and dashes.

    ``kinds`` holds one character for each: "9" a number in digits, "½" a vulgar fraction, "a" a word, "." a sign.
    Looking up a place outside the text gives the empty word, so that readers need not check.
    """

    text: str
    words: tuple[str, ...]
    kinds: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word at ``index``, "" before the first and after the last."""
        words = self.words
        return words[index] if 0 <= index < len(words) else ""

    def kind(self, index: int) -> str:
        """The kind at ``index``, "" outside."""
        return self.kinds[index] if 0 <= index < len(self.words) else ""

    def raw(self, first: int, last: int | None = None) -> str:
        """The text from token ``first`` up to token ``last`` (one past the end), as written."""
        last = first + 1 if last is None else last
        if not 0 <= first < last <= len(self.words):
            return ""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def glued(self, index: int) -> bool:
        """Whether the token at ``index`` touches the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def is_word(self, index: int) -> bool:
        """Whether a word of letters stands at ``index``."""
        return 0 <= index < len(self.words) and self.kinds[index] == "a"

    def capital(self, index: int) -> bool:
        """Whether a word with a capital stands at ``index``."""
        return self.is_word(index) and self.text[self.starts[index]].isupper()

    def follows(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Whether the words of ``phrase`` stand from ``index`` on."""
        return self.words[index : index + len(phrase)] == phrase


def tokenize(text: str) -> Tokens:
    """Cut ``text`` into tokens; white space lies between them. Linear in the length of the text."""
    words: list[str] = []
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        piece, kind, start = match[match.lastindex or 0], _KINDS[match.lastgroup or "sign"], match.start()
        if kind == "a":  # the most frequent by far
            words.append(piece.replace("’", "'").lower())
            kinds.append(kind)
            starts.append(start)
            ends.append(start + len(piece))
            continue
        if kind == "9" and not piece.isdigit() and not well_formed(piece):
            for listed in _LISTED.finditer(piece):
                words.append(listed[0])
                kinds.append("." if listed[0] in ".," else "9")
                starts.append(start + listed.start())
                ends.append(start + listed.end())
            continue
        words.append(DASHES.get(piece, piece) if kind == "." else piece.replace("’", "'"))
        kinds.append(kind)
        starts.append(start)
        ends.append(start + len(piece))
    return Tokens(text, tuple(words), "".join(kinds), tuple(starts), tuple(ends))


def well_formed(digits: str) -> bool:
    """Whether ``digits`` with their points and commas are one number: "1,234.5" is, "22,24,26" and "1.2.3" are not."""
    if len(digits) > 2 * LONGEST:
        return False
    plain = digits.replace("'", ",").replace("’", ",")
    return _WELL_FORMED.fullmatch(plain) is not None
