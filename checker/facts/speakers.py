"""The noun phrase that names a speaker, to the left or to the right of a reporting verb."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from checker.facts.finite import has_finite, is_finite, is_surely_finite
from checker.facts.reporting import Words, group

LONGEST = 16  # words; what is longer is no name of a speaker


@dataclass(frozen=True, slots=True)
class Speaker:
    """A noun phrase: words ``[first, last)``. ``outer`` is where the attributing phrase begins, with appositions."""

    first: int
    last: int
    outer: int
    end: int  # one past the last word of the phrase with its appositions

    def text(self, words: Words) -> str:
        """The phrase as written."""
        return words.text[words.starts[self.first] : words.ends[self.last - 1]]


def left_of(words: Words, verb: int) -> Speaker | None:
    """The subject that ends before the verb at index ``verb``, None where none is to be found.

    "Maria Lopez, the mayor, said" gives "Maria Lopez"; "..., the envoy, Tamer Ramadan, told" gives the name.
    """
    last = _over_adverbs(words, verb)
    if last is None:
        return None
    if words.at(last - 1) in ("who", "which") and words.at(last - 2) == ",":
        last -= 2
        return _segment(words, last)
    if words.at(last - 1) == ",":
        return _before_apposition(words, last - 1)
    if words.at(last - 1) in ("and", "but", "then") and last >= 2:
        subject = of_sentence(words, last - 1)
        return replace(subject, outer=last) if subject else None
    return _with_list(words, _segment(words, last))


def right_of(words: Words, at: int) -> Speaker | None:
    """The noun phrase that begins at ``at``, with an apposition behind a comma in ``end``."""
    last = at
    stops = group("clause_words") | {"on", "after", "before", "during", "adding", "saying", "citing", "and"}
    while last < len(words) and last - at < LONGEST:
        word = words.at(last)
        joins = word == "and" and (words.is_capital(last + 1) or words.at(last + 1) in group("determiners"))
        if not words.is_word(last) and word not in ("’", "'", "&") and not joins:
            break
        if (word in stops and not joins) or (_is_lower_verb(words, last) and last > at) or _is_time(words, last):
            break
        last += 1
    if last == at or not _plausible(words, at, last):
        return None
    return Speaker(at, last, at, _over_apposition(words, last))


def of_sentence(words: Words, before: int) -> Speaker | None:
    """The subject of the main clause: from the beginning to the first finite verb, which lies before ``before``."""
    for i in range(min(before, LONGEST)):
        if is_finite(words.at(i)) and i > 0 and not (words.is_capital(i) and words.is_capital(i + 1)):
            return left_of(words, i) if words.at(i - 1) not in ("and", "but", "then") else None
    return None


def is_boundary(words: Words, i: int) -> bool:
    """Whether a phrase cannot go on over place ``i``: signs, and both ends of the sentence."""
    return not 0 <= i < len(words) or not (words.is_word(i) or words.at(i) in ("’", "'", "&", "$", "%", "£", "€"))


def _over_adverbs(words: Words, verb: int) -> int | None:
    """One past the subject's last word: adverbs, auxiliaries and times before the verb stepped over."""
    i = verb
    while i > 0:
        word = words.at(i - 1)
        if word in group("negations") or word in group("modals"):
            return None
        adverb = word.endswith("ly") and word not in group("not_adverbs") and i > 1
        if word in group("between") or (adverb and words.at(i - 2) not in group("determiners")):
            i -= 1
        elif _is_time(words, i - 1) and not words.is_capital(i - 2):
            i -= 2 if words.at(i - 2) in ("on", "late", "early", "last", "this") else 1
        else:
            break
    return i if i > 0 and words.at(i - 1) not in group("be_forms") else None


def _segment(words: Words, last: int) -> Speaker | None:
    """The noun phrase that ends before ``last``, back to a sign or a word that opens a clause."""
    first = last
    while first > 0 and last - first <= LONGEST and not is_boundary(words, first - 1):
        word = words.at(first - 1)
        if word == "that" and is_boundary(words, first - 2) and first < last:  # ", that country's envoy said"
            first -= 1
            break
        if word in group("clause_words") or word in ("after", "before"):
            break
        if word in ("and", "or", "but") and (first - 1 == 0 or _clause_before(words, first - 1)):
            break
        first -= 1
    if last - first > LONGEST:
        return None
    if _has_verb(words, first, last):
        return _tail(words, first, last)
    if words.at(last - 1) in group("pronouns"):  # "a dream she said she had": the pronoun alone
        first = last - 1
    first = _after_object(words, _after_leading(words, first, last), last)
    return Speaker(first, last, first, last) if _plausible(words, first, last) else None


def _tail(words: Words, first: int, last: int) -> Speaker | None:
    """The pronoun or the name that ends a run of words with a verb in it: "the plea came from Ann Rowe"."""
    start = last
    while start > first and words.is_capital(start - 1):
        start -= 1
    if start == last and words.at(last - 1) in group("pronouns"):
        start -= 1
    return Speaker(start, last, start, last) if start < last and _plausible(words, start, last) else None


def _after_object(words: Words, first: int, last: int) -> int:
    """Where the subject begins in "a figure Russian officials confirmed": behind the noun that names what is said."""
    if words.at(first + 1) in group("claim_nouns") and last - first > 2:
        second = first + 2
        if words.is_capital(second) or words.at(second) in group("determiners") | group("speaker_nouns"):
            return second
    return first


def _clause_before(words: Words, at: int) -> bool:
    """Whether the words back from ``at`` to the nearest sign hold a finite verb."""
    i = at
    while i > 0 and at - i < LONGEST and not is_boundary(words, i - 1):
        i -= 1
    return has_finite(words.lower[i:at])


def _before_apposition(words: Words, comma: int) -> Speaker | None:
    """The speaker in "NAME, the mayor," or "the mayor, NAME,", where ``comma`` is the last of the two."""
    opening = comma - 1
    while opening >= 0 and comma - opening <= LONGEST and not is_boundary(words, opening):
        opening -= 1
    relative = any(word in ("who", "which", "whose") for word in words.lower[opening + 1 : comma])
    if opening < 1 or words.at(opening) != "," or (_has_verb(words, opening + 1, comma) and not relative):
        return None
    if words.at(opening + 1) in ("and", "or"):  # a list, not an apposition: its subject stands further left
        return of_sentence(words, opening)
    head = _segment(words, opening)
    if head is None:
        return None
    if _is_name(words, opening + 1, comma) and not _is_name(words, head.first, head.last):
        return Speaker(opening + 1, comma, head.first, comma)
    return Speaker(head.first, head.last, head.first, comma)


def _with_list(words: Words, found: Speaker | None) -> Speaker | None:
    """The phrase with the items before it: "the Treasury, the Fed and the FDIC"."""
    if found is None or "and" not in words.lower[found.first : found.last] or words.at(found.first - 1) != ",":
        return found
    before = _segment(words, found.first - 1)
    short = before is not None and before.last - before.first <= LONGEST // 3
    if before is None or not short or words.at(before.first - 1) not in ("", ",", "“", '"', "”"):
        return found
    if words.at(before.first) in group("prepositions") or _is_time(words, before.last - 1):
        return found
    return _with_list(words, Speaker(before.first, found.last, before.first, found.last))


def _after_leading(words: Words, first: int, last: int) -> int:
    """Where the phrase begins once "But", "On Monday" or "In a statement" before it is stepped over."""
    while first < last - 1 and words.at(first) in group("leading"):
        first += 1
    while first < last - 1 and (words.at(first) in group("prepositions") or _is_time(words, first)):
        first += 1
        if words.at(first) in group("determiners") | {"late", "early", "last"}:
            first += 1
        while first < last - 1 and not (
            words.at(first) in group("determiners") | group("pronouns") or words.at(first) in group("prepositions")
        ):
            done = _is_time(words, first) or words.at(first) in group("occasions")
            first += 1
            if done:
                break
    return first


def _over_apposition(words: Words, last: int) -> int:
    """One past the apposition that follows the phrase: ", the mayor of the town," or the phrase's own end."""
    if words.at(last) != "," or words.at(last + 1) not in group("determiners") | {"who", "head", "chief", "director"}:
        return last
    end = last + 1
    while end < len(words) and end - last < LONGEST and not is_boundary(words, end):
        end += 1
    relative = words.at(last + 1) == "who"
    closed = end == len(words) or words.at(end) in (",", ".", ";", "”", '"')
    return end if closed and not relative and not _has_verb(words, last + 1, end) else last


def _plausible(words: Words, first: int, last: int) -> bool:
    """Whether the words can name a speaker: they hold letters, and are no clause word, figure or bare time."""
    if first >= last or words.at(last - 1) in _no_heads():
        return False
    content = [i for i in range(first, last) if words.raw[i][0].isalpha()]
    times = [i for i in content if _is_time(words, i)]
    return len(content) > len(times) and not words.raw[last - 1][0].isdigit()


@functools.cache
def _no_heads() -> frozenset[str]:
    """Words that no noun phrase ends with."""
    some = frozenset({"one", "some", "another", "both", "two", "three", "several", "many", "these", "those"})
    return (
        group("prepositions")
        | group("clause_words")
        | (group("determiners") - some)
        | {"there", "nothing", "them", "more"}
    )


def _is_name(words: Words, first: int, last: int) -> bool:
    """Whether all the words have capitals, small links apart."""
    links = ("de", "al", "bin", "van", "von", "el", "da", "der", "of")
    return first < last and all(words.is_capital(i) or words.at(i) in links for i in range(first, last))


def _has_verb(words: Words, first: int, last: int) -> bool:
    """Whether a finite verb stands there. Participles in -ed do not count: "a lawmaker briefed by the service"."""
    return any(_is_sure_verb(words, i) and not words.is_capital(i) for i in range(first, last))


def _is_sure_verb(words: Words, i: int) -> bool:
    """Whether a finite verb stands at ``i``; one in -ed where its object follows: "updated their map"."""
    return is_surely_finite(words.at(i)) or (is_finite(words.at(i)) and words.at(i + 1) in group("determiners"))


def _is_lower_verb(words: Words, i: int) -> bool:
    return not words.is_capital(i) and is_finite(words.at(i))


def _is_time(words: Words, i: int) -> bool:
    return 0 <= i < len(words) and words.raw[i].rstrip(".") in group("days") and words.raw[i] != "May"
