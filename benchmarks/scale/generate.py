"""Generated news: events of many sorts, in articles of several outlets, with contradictions, updates and copies.

    python -m benchmarks.scale.generate DIR [--articles N] [--seed S] [--events-per-day N] [--files]

writes DIR/articles.jsonl (id and text of each article; with --files also each as a text file) and DIR/manifest.jsonl
(one line for each event: which sentences state what, and which two articles contradict, update or repeat each other).
From Python: ``events(seed, articles)``. Event n depends on the seed and n alone, however many are asked for. All events
are invented; of the names only those of countries, and of some cities and bodies, are those of real ones.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.scale.grammar import Sort, Template, World, sorts, world
from benchmarks.scale.story import Generated, GeneratedEvent, Line, manifest, placed, relations
from benchmarks.scale.values import Value, grown, kind_of, truth, written, wrong

FIRST = date(2031, 1, 6)
SIZES = (2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 10, 12)  # articles of an event
TOWNS = 600  # that have news
WANTED = {"number": 1.0, "date": 1.0, "time": 1.0, "yesno": 1.0, "name": 0.4}  # how often a slot is planted in
COPIED, UNDATED, ATTRIBUTED, QUOTED, ROUND_UP = 0.3, 0.02, 0.3, 0.4, 0.02  # shares: of events, articles, sentences ...


class Writer:
    """The articles of one event, from one stream of random numbers."""

    def __init__(self, seed: int, number: int, per_day: float) -> None:
        self.rng = random.Random(f"{seed}:{number}")
        self.name = f"e{number:06}"
        self.world = world()
        self.sort = self.rng.choice(sorts())
        self.first = FIRST + timedelta(days=int(number / per_day))
        self.currency = self.rng.choice(("$", "€", "£"))
        self.growth = self.rng.choice((0.0, 0.1, 0.25))
        self.context = _context(self.rng, self.sort, self.world)
        self.truth = {s.name: truth(s, self.sort, self.world, self.first, self.rng) for s in self.sort.slots.values()}

    def event(self) -> GeneratedEvent:
        """The event with its articles and what was planted."""
        rng = self.rng
        size = rng.choice(SIZES)
        outlets = rng.sample(range(len(self.world.outlets)), size)
        days = sorted([0, *(rng.randrange(self.sort.spread) for _ in range(size - 1))])
        copied = rng.randrange(1, size) if rng.random() < COPIED else None  # this one repeats one before it
        wrongs = self._wrongs(size)
        made: list[tuple[Generated, Line, list[Line]]] = []
        for i in range(size):
            day = self.first + timedelta(days=days[i])
            if i == copied:
                made.append(self._copy(made[rng.randrange(i)], i, outlets[i]))
            else:
                made.append(self._article(i, outlets[i], day, wrongs.get(i, {})))
        articles = tuple(article for article, _, _ in made)
        kinds = {s.name: (kind_of(s), s.grows) for s in self.sort.slots.values()}
        return GeneratedEvent(self.name, self.sort.name, articles, tuple(relations(articles, kinds)), kinds)

    def _wrongs(self, size: int) -> dict[int, dict[str, Value]]:
        """What some articles get wrong: article -> slot -> value."""
        found: dict[int, dict[str, Value]] = {}
        slots = sorted(self.sort.slots, key=lambda s: self.rng.random() ** (1.0 / WANTED[kind_of(self.sort.slots[s])]))
        for slot in slots[-self.rng.choice((1, 2, 2, 3)) :]:
            value = wrong(self.sort.slots[slot], self.sort, self.world, self.truth[slot], self.rng)
            found.setdefault(self.rng.randrange(size), {})[slot] = value
        return found

    def _article(self, i: int, outlet: int, day: date, wrongs: dict[str, Value]) -> tuple[Generated, Line, list[Line]]:
        """Article i: a headline, the main thing first, most slots once, background, perhaps a quotation."""
        rng, sort = self.rng, self.sort
        values = {
            name: grown(sort.slots[name], value, (day - self.first).days, self.growth)
            for name, value in self.truth.items()
        } | wrongs
        names = list(sort.slots)
        chosen = [names[0]] * (rng.random() < 0.85)
        chosen += [n for n in rng.sample(names[1:], rng.randrange(5, min(8, len(names)))) if n not in wrongs]
        chosen += [n for n in wrongs if n not in chosen]
        lines = [self._sentence(rng.choice(self._wordings(n, values, outlet)), values, day, outlet) for n in chosen]
        extra = [*rng.sample(sort.background, rng.randrange(1, 4)), rng.choice(self.world.fillers)]
        for text in extra:
            lines.insert(rng.randrange(1, len(lines) + 1), self._plain(text))
        if rng.random() < QUOTED:
            quote = f"“{rng.choice(sort.quotes)},” said {self.context['witness']}, who was there."
            lines.insert(rng.randrange(1, len(lines) + 1), Line(quote))
        headline = self._headline(values, day, outlet)
        return self._finished(i, outlet, day, headline, lines, None), headline, lines

    def _copy(
        self, source: tuple[Generated, Line, list[Line]], i: int, outlet: int
    ) -> tuple[Generated, Line, list[Line]]:
        """A copy of the day or the day after: whole, cut short, or under another headline with one value changed."""
        original, headline, lines = source
        lines = list(lines)
        values = self.truth | {slot: value for line in lines for slot, value in line.states}
        style = self.rng.randrange(3)
        if style == 1:
            lines = lines[: max(3, len(lines) * 2 // 3)]
        if style == 2:
            headline = self._headline(values, original.day, outlet)
            at = self.rng.choice([n for n, line in enumerate(lines) if line.states])
            slot, value = lines[at].states[0]
            changed = wrong(self.sort.slots[slot], self.sort, self.world, value, self.rng)
            told = values | {slot: changed}
            wording = self.rng.choice(self._wordings(slot, told, outlet))
            if len(wording.slots) == 1:
                lines[at] = self._sentence(wording, told, original.day, outlet)
        day = original.day + timedelta(days=self.rng.randrange(2))  # later, its "Monday" would be another one
        copy = self._finished(i, outlet, day, headline, lines, original.copy_of or original.id)
        return copy, headline, lines

    def _wordings(self, slot: str, values: dict[str, Value], outlet: int) -> tuple[Template, ...]:
        """Two of the wordings of a slot: those that an outlet likes."""
        yesno = isinstance(values[slot], bool)
        wordings = self.sort.sentences[slot + ("+" if values[slot] else "-") if yesno else slot]
        first = (outlet * 7 + len(slot)) % len(wordings)
        return (wordings[first], wordings[(first + 1) % len(wordings)])

    def _headline(self, values: dict[str, Value], day: date, outlet: int) -> Line:
        template = self.rng.choice(self.sort.headlines)
        return Line(_capital(self._filled(template, values, day, outlet)), _states(template, values))

    def _sentence(self, template: Template, values: dict[str, Value], day: date, outlet: int) -> Line:
        text = self._filled(template, values, day, outlet)
        if self.rng.random() < ATTRIBUTED and "said" not in text and "ccording" not in text:
            if outlet % 2:
                text += self.rng.choice(self.world.after).format_map(self.context)
            elif template.text.startswith("{"):
                text = self.rng.choice(self.world.before).format_map(self.context) + text
        return Line(_capital(text) + "." * (not text.endswith(".")), _states(template, values))

    def _plain(self, text: str) -> Line:
        return Line(_capital(text.format_map(self.context)) + ".")

    def _filled(self, template: Template, values: dict[str, Value], day: date, outlet: int) -> str:
        shown = {s: written(self.sort.slots[s], values[s], day, outlet, self.currency) for s in template.slots}
        return template.text.format_map(self.context | shown)

    def _finished(
        self, i: int, outlet: int, day: date, headline: Line, lines: list[Line], copy_of: str | None
    ) -> Generated:
        dated = self.rng.random() >= UNDATED
        text, sentences = placed(headline, lines, day if dated else None, 1 + outlet % 3)
        name = f"{self.name}/{i + 1}"
        return Generated(name, self.name, self.world.outlets[outlet], day, dated, text, sentences, copy_of)


def events(seed: int = 1, articles: int = 1000, per_day: float = 20.0) -> Iterator[GeneratedEvent]:
    """Events by day, with so many articles in all, or a few more; ``per_day`` of them begin on each day.

    Now and then comes a round-up, an article of its own that has a sentence of each of four events.
    """
    count, number = 0, 0
    recent: list[GeneratedEvent] = []
    while count < articles:
        event = Writer(seed, number, per_day).event()
        yield event
        count += len(event.articles)
        number += 1
        recent = [*recent[-7:], event]
        rng = random.Random(f"{seed}:round-up:{number}")
        if rng.random() < ROUND_UP * len(event.articles) and len(recent) >= 4:
            yield _round_up(f"r{number:06}", rng.sample(recent, 4), rng)
            count += 1


def _round_up(name: str, told: list[GeneratedEvent], rng: random.Random) -> GeneratedEvent:
    """A news summary: the headline and a sentence of an article of each event. It is about none of them."""
    parts = [rng.choice(event.articles) for event in told]
    lines = []
    for part in parts:
        for s in (part.sentences[0], part.sentences[1]):
            words = part.text[s.start : s.end]
            lines.append(Line(words if words.endswith((".", "”")) else words + "."))
    day = max(part.day for part in parts)
    text, sentences = placed(Line("The news at a glance"), lines, day, 2)
    article = Generated(f"{name}/1", name, "The Weekly Lens", day, True, text, sentences)
    return GeneratedEvent(name, "round-up", (article,))


def _context(rng: random.Random, sort: Sort, names: World) -> dict[str, str]:
    """What the event is set in."""
    people = {key: (rng.choice(names.given), rng.choice(names.family)) for key in ("official", "witness", "expert")}
    home, away = rng.sample(range(min(TOWNS, len(names.towns))), 2)
    step = len(names.towns) // TOWNS
    region = home * len(names.regions) // TOWNS  # a town lies in one region, a region in one country
    town, other = names.towns[home * step], names.towns[away * step]
    company, rival = rng.sample(names.companies, 2)
    context = {key: f"{given} {family}" for key, (given, family) in people.items()}
    context |= {f"{key}_last": family for key, (_, family) in people.items()}
    context |= {key: rng.choice(options) for key, options in sort.choices.items()}
    return context | {
        "town": town,
        "other_town": other,
        "region": names.regions[region],
        "country": names.countries[region * len(names.countries) // len(names.regions)],
        "company": company,
        "rival": rival,
        "union": rng.choice(names.unions),
        "street": rng.choice(names.streets),
        "club": f"{town} {rng.choice(names.clubs)}",
        "club2": f"{other} {rng.choice(names.clubs)}",
    }


def _states(template: Template, values: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple((slot, values[slot]) for slot in template.slots)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events-per-day", type=float, default=20.0)
    parser.add_argument("--files", action="store_true", help="each article as a text file, too")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    began, articles, sentences, planted = time.perf_counter(), 0, 0, 0
    with (
        (options.folder / "articles.jsonl").open("w", encoding="utf-8") as texts,
        (options.folder / "manifest.jsonl").open("w", encoding="utf-8") as lines,
    ):
        for event in events(options.seed, options.articles, options.events_per_day):
            lines.write(json.dumps(manifest(event), ensure_ascii=False) + "\n")
            planted += sum(r.kind == "conflict" for r in event.relations)
            for article in event.articles:
                texts.write(json.dumps({"id": article.id, "text": article.text}, ensure_ascii=False) + "\n")
                articles += 1
                sentences += len(article.sentences)
                if options.files:
                    path = options.folder / f"{article.id}.txt"
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(article.text, encoding="utf-8")
    seconds = time.perf_counter() - began
    print(
        f"{articles} articles, {sentences} sentences, {planted} planted contradictions in {seconds:.1f} s: "
        f"{sentences / seconds:.0f} sentences a second",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
