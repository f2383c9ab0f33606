"""The process that compares: it loads the models once, then makes one comparison after the other."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection

from checker.config import Config
from checker.errors import CheckerError, ConfigError
from checker.outcome import Outcome
from checker.pairs import PairVerdict, TextPair, judge_with
from checker.pipeline import Began, Parts, compared, load, refuse_too_few
from checker.rules.choose import choose
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import load_rules
from checker.rules.shipped import shipped
from checker.serve.task import Article, Choice, Done, Failed, Message, Ready, Stage, Task
from checker.serve.telling import Telling
from checker.sources.draft import Blob
from checker.sources.fetch import fetch
from checker.sources.options import SourceOptions
from checker.sources.read import read_blobs

Tell = Callable[[Stage], None]

NICENESS = 10  # of a process that compares; the server has 0


def work(connection: Connection, config: Config) -> None:
    """Answer the tasks that come over ``connection`` until the other end closes it."""
    _step_back()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the server, which then closes the connection
    try:
        try:
            parts = warmed(load(config))
        except CheckerError as error:
            connection.send(Failed(str(error)))
            return
        connection.send(Ready())
        while True:
            connection.send(answer(connection.recv(), parts, connection.send))
    except (EOFError, BrokenPipeError, ConnectionResetError):  # the server has gone, and nobody waits for an answer
        return


def _step_back() -> None:
    """Take the processor only where nobody else wants it: the server, above all, which answers in milliseconds."""
    if hasattr(os, "nice"):  # not everywhere
        os.nice(NICENESS)


def warmed(parts: Parts) -> Parts:
    """The same, with what the models load late loaded now; ModelError where they cannot be used."""
    fresh = f"It is {time.time_ns()} now."  # a text that no cache has, or else nothing would be loaded
    parts.encoder.encode([fresh])
    if parts.entailment is not None:
        parts.entailment.predict([(fresh, fresh)])
    return parts


def answer(task: Task, parts: Parts, tell: Tell) -> Message:
    """The comparison, or why there is none. Whatever an article does to a library, the worker lives on."""
    began = time.perf_counter()
    try:
        outcome = explained(task, parts) if task.sentences else made(task, parts, tell)
    except ConfigError as error:
        return Failed(str(error), error.mistakes)
    except CheckerError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed("not enough memory; compare fewer or shorter articles")
    except Exception as error:  # noqa: BLE001  # its text may quote an article, so only its type is told
        return Failed(f"unexpected {type(error).__name__}; please report this with the articles, if you may share them")
    return Done(pickle.dumps(outcome), time.perf_counter() - began)


def made(task: Task, parts: Parts, tell: Tell) -> Outcome:
    """What the comparison has come to; the same stages, in the same order, as ``checker compare``."""
    began = Began()
    parts = _chosen(task.choice, parts)
    progress = Telling(tell)
    named = {one.name: one.published for one in task.articles if one.published is not None}
    sources = replace(parts.config.sources, published={**parts.config.sources.published, **named})
    reading = read_blobs(list(_blobs(task.articles, sources)), sources, progress)
    refuse_too_few(reading.documents, within=parts.config.within)
    return compared(reading, parts, began, progress)


def explained(task: Task, parts: Parts) -> PairVerdict:
    """What is said of two sentences and why; the same as ``checker explain``."""
    a, b = task.articles
    first, second = (one.data.decode("utf-8", "replace") for one in (a, b))
    pair = TextPair(None, first, second, a.published, b.published)
    return next(judge_with([pair], _chosen(task.choice, parts)))


def _chosen(choice: Choice, parts: Parts) -> Parts:
    """The parts with the rules that the user chose."""
    text = choice.rules_text
    rules = load_rules(choice.packs, ALL_KINDS, shipped("rules"), text)
    names = (*choice.packs, *((text.name,) if text else ()))
    config = replace(parts.config, rules=names, within=choice.within or parts.config.within)
    return replace(parts, config=config, rules=choose(rules, config.select, config.ignore, ALL_KINDS))


def _blobs(articles: tuple[Article, ...], options: SourceOptions) -> Iterator[Blob]:
    for one in articles:
        if one.url is not None:
            yield fetch(one.url, options)
        else:
            encoding, form = ("utf-8", "text") if one.typed else (options.encoding, None)
            yield Blob(one.name, one.data, limit=options.max_bytes, encoding=encoding, format=form)
