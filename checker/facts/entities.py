"""Names in news prose: persons, places, organisations, groups.

By form and a small gazetteer, no model: a run of capitalised words is cut into known names, titles and the rest, and
the rest is sorted by the words in and around it. In headlines, where capitals tell little, only what is known or
no everyday word counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.facts.entity_runs import Run, capital_run, dateline_end, is_title_case
from checker.facts.entity_sorts import canonical_name, looks_like_acronym, names_organisation, sort_of, word_set
from checker.facts.gazetteer import Name, contains_place, match_name, match_own, metonym
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import is_common
from checker.facts.same_entity import same_entity
from checker.facts.vocabulary import in_use
from checker.values.claim import Entity, EntityKind
from checker.values.text import Span

__all__ = ["contains_place", "find_entities", "is_title_case", "metonym", "same_entity"]

_OPENING = frozenset('.!?:“"‘…•*-—–')  # a dash ends a dateline
_ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "ant", "ent")  # "Drummer Ana Silva": the first is no name


def find_entities(text: str, *, sentence_start: bool = True) -> tuple[Entity, ...]:
    """The names in ``text``, in order, none overlapping. Linear in the length of the text.

    ``sentence_start`` says whether the first word owes its capital to its place. ``Entity.canonical`` is in lower
    case, without title, possessive and accents, with aliases resolved: "the WHO" -> "world health organisation",
    "Pyongyang said" -> "north korea", "in Pyongyang" -> "pyongyang". Days and months are no names. Of the user's own
    names also those in small letters are found: "the ministry".
    """
    tokens = lexemes(text)
    headline = is_title_case(text)
    entities: list[Entity] = []
    at, has_own = 0, bool(in_use().names)
    dateline = dateline_end(tokens) if sentence_start else 0
    if dateline:
        entities.append(_entity(text, tokens, 0, dateline, EntityKind.PLACE, _whole_name(tokens, dateline)))
        at = dateline
    while at < len(tokens):
        token = tokens[at]
        own = match_own(tokens, at) if has_own else None
        # most words are small, and no name: seen without a call
        run = capital_run(tokens, at, headline=headline) if token.is_word and not token.text.islower() else None
        if own is not None and (run is None or own[0] >= run.end):  # inside a longer name it is a part of that
            entities.append(_entity(text, tokens, at, own[0], own[1].kind, own[1]))
            at = own[0]
            continue
        if run is None:
            at += 1
            continue
        initial = (sentence_start if at == 0 else tokens[at - 1].text in _OPENING) and not headline
        entities.extend(_entity(text, tokens, *part) for part in _parts(tokens, run, initial=initial))
        at = run.end
    return tuple(_with_acronyms(text, entities))


def _whole_name(tokens: Sequence[Token], end: int) -> Name | None:
    """The known name that the first ``end`` tokens are, if they are one."""
    found = match_name(tokens, 0)
    return found[1] if found and found[0] == end else None


def _parts(tokens: Sequence[Token], run: Run, *, initial: bool) -> Iterator[tuple[int, int, EntityKind, Name | None]]:
    """The names of one run: (first, after last, kind, known name)."""
    at = run.start + 1 if initial and _owes_capital(tokens, run) else run.start
    titled = at > run.start and tokens[run.start].lower in word_set("titles")
    while at < run.end:
        found = match_name(tokens, at)
        if found and found[0] <= run.end and _stands_alone(tokens, found[0], run.end, found[1]):
            if not (initial and at == run.start and found[0] == at + 1 and _everyday(tokens[at])):
                yield at, found[0], found[1].kind, found[1]
            at, titled = found[0], False
            continue
        if tokens[at].lower in word_set("titles") and not names_organisation(tokens, at, run.end):
            titled, at = True, at + 1
            continue
        if not tokens[at].is_word:  # the dot of a title
            at += 1
            continue
        end = _chunk_end(tokens, at, run.end)
        if _is_label(tokens, at, end):
            return
        kind = sort_of(tokens, at, end, titled=titled or _after_title(tokens, at))
        yield at, end, kind, None
        at, titled = end, False


def _owes_capital(tokens: Sequence[Token], run: Run) -> bool:
    """Whether the first word of a sentence is no part of a name: an everyday word, alone or before a name."""
    first = tokens[run.start]
    if first.lower in word_set("titles") and run.end - run.start > 1:
        return False
    if not _everyday(first):
        return False
    found = match_name(tokens, run.start)
    if found and found[0] > run.start + 1:
        return False
    if run.end == run.start + 1:
        return True
    role = first.lower.endswith(_ROLE_ENDINGS) or first.lower.endswith("s")
    return role and not names_organisation(tokens, run.start, run.end)


def _everyday(token: Token) -> bool:
    return is_common(token.lower) and not looks_like_acronym(token.text)


def _stands_alone(tokens: Sequence[Token], end: int, run_end: int, name: Name) -> bool:
    """Whether a known name is not the beginning of a longer, unknown one: "Turkish Red Lake Bank", "Paris Morgan"."""
    if end == run_end:
        return True
    if tokens[end].lower in ("of", "for", "on", "and"):  # a joint of one longer name: "Ministry of Health and Sport"
        return False
    if names_organisation(tokens, end, run_end) and name.kind is not EntityKind.ORGANISATION:
        return False
    following = tokens[end].lower
    return (
        name.people
        or name.kind is EntityKind.ORGANISATION
        or following in word_set("titles")
        or match_name(tokens, end) is not None
        or following in word_set("given")
    )


def _chunk_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where an unknown name ends: at the next title or known people, or with its run."""
    if names_organisation(tokens, start, end):
        return end
    for at in range(start + 1, end):
        if tokens[at].lower in word_set("titles") and at + 1 < end and tokens[at + 1].is_word:
            return at
    return end


def _is_label(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether an everyday word is the name of a kind and a number follows: "Group 2B", "Route 66"."""
    if end > first + 1 or end == len(tokens) or not _everyday(tokens[first]):
        return False
    return tokens[end].text[0].isdigit()


def _after_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a role stands, small or not, just before: "spokeswoman Ana Silva", "Gen. Silva"."""
    back = at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1
    return back >= 0 and tokens[back].lower in word_set("titles")


def _entity(text: str, tokens: Sequence[Token], first: int, end: int, kind: EntityKind, name: Name | None) -> Entity:
    span = Span(tokens[first].start, tokens[end - 1].end)
    canonical = name.canonical if name else canonical_name(tokens[first:end], kind)
    country = metonym(canonical) if name and kind is EntityKind.PLACE else None
    if country and _acts(tokens, first, end):
        return Entity(span.of(text), span, EntityKind.ORGANISATION, country)
    return Entity(span.of(text), span, kind, canonical)


def _acts(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a capital city is a government here: not "in Moscow", but "Moscow said" and "Moscow's army"."""
    if first and tokens[first - 1].lower in word_set("locative"):
        return False
    if [token.lower for token in tokens[end : end + 1]] == ["'s"]:
        return end + 1 < len(tokens) and tokens[end + 1].lemma in word_set("government")
    at = end + 1 if end < len(tokens) and tokens[end].lower in ("has", "had", "have", "will", "would", "did") else end
    return at < len(tokens) and tokens[at].lemma in word_set("acts")


def _with_acronyms(text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    """The entities, an acronym in brackets after a name taking that name's canonical form."""
    previous: Entity | None = None
    for entity in entities:
        if (
            previous is not None
            and looks_like_acronym(entity.text)
            and text[previous.span.end : entity.span.start].strip() == "("
            and entity.text[0] == previous.text.removeprefix("the ")[0].upper()
        ):
            yield replace(entity, kind=previous.kind, canonical=previous.canonical)
        else:
            yield entity
        previous = entity
