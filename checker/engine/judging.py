"""Events judged by workers and kept in the corpus, where a check finds them as if an earlier check had judged them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from checker.corpus.check import to_judge
from checker.corpus.codec import pack
from checker.corpus.events import Event, asked_for
from checker.corpus.judge import Judge, material_of
from checker.corpus.keys import code_key
from checker.corpus.store import Corpus, Snapshot
from checker.engine.protocol import Item, Shard
from checker.engine.run import Run, mapped
from checker.engine.stages import UNSETTLED, EventBody, judge_events
from checker.pipeline import Parts
from checker.values.progress import Progress, Stage

CLAIMS = 1000  # of the events of a shard, unless it is one event: bounds the memory of a worker
EVENTS = 32  # of a shard at most
EACH = 2  # shards on their way for each worker


def judge_ahead(
    corpus: Corpus,
    parts: Parts,
    workers: Callable[[], Run],
    *,
    new_only: bool = False,
    only: str | None = None,
    few: int = 0,
    progress: Progress | None = None,
) -> dict[int, str]:
    """Have events judged that a check would have to judge, and keep what the rules say; which could not be, and why.

    Up to ``few`` of them are left to the check. ``workers`` starts those who judge, where there is work: that takes
    long enough for articles to come and go, so what is judged is listed and read as of one moment, the time before.
    What is not kept, since it may come out otherwise or since the corpus cannot be written, the check makes once more.
    """
    judge = Judge(corpus, parts)
    problems: dict[int, str] = {}
    with corpus.look() as snapshot:
        events = _waiting(snapshot, judge, to_judge(asked_for(snapshot.connection, only, fresh=new_only), parts))
        if len(events) <= few:
            return problems
        by_key = {judge.key(event): event for event in events}
        run, done = workers(), 0
        for finished in mapped(run, _shards(snapshot, judge, events, judge_basis()), EACH * run.workers):
            for place, (item, body) in enumerate(zip(finished.shard.items, finished.bodies, strict=True)):
                if body is None:
                    problems[by_key[item.key].id] = finished.problems[place]
                elif body != UNSETTLED:
                    judge.keep(by_key[item.key], body)
                done += 1
            if progress is not None:
                progress(Stage.JUDGING, done, len(events))
            if judge.problem is not None:
                break
    judge.flush()
    return problems


def _waiting(snapshot: Snapshot, judge: Judge, events: Sequence[Event]) -> list[Event]:
    """The events of which nothing is kept."""
    return [event for event in events if judge.kept(snapshot, event) is None]


def judge_basis() -> bytes:
    """What all judgements depend on beside their keys."""
    return b"judgement" + code_key()


def _shards(snapshot: Snapshot, judge: Judge, events: Sequence[Event], basis: bytes) -> Iterator[Shard]:
    """Events in shards of bounded size; each is made when it is asked for."""
    some: list[Item] = []
    claims = 0
    for event in events:
        material = material_of(snapshot, event, judge.reading(snapshot, event))
        count = len(material.gists)
        if some and (len(some) == EVENTS or claims + count > CLAIMS):
            yield Shard(judge_events, tuple(some), basis)
            some, claims = [], 0
        some.append(Item(judge.key(event), pack(EventBody.from_material(material)), event.name))
        claims += count
    if some:
        yield Shard(judge_events, tuple(some), basis)
