"""What the page and the API both do: take a comparison in, show its report, accept, compare again by other rules."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool

from checker.baseline.weigh import today
from checker.config import Config
from checker.errors import ConfigError, Mistake, RequestError
from checker.outcome import Outcome
from checker.pairs import PairVerdict
from checker.report import FORMATS, RenderOptions
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import RulesText, check_rules_text
from checker.rules.packs import all_packs
from checker.rules.shipped import shipped
from checker.serve.accepted import Accepted
from checker.serve.changes import Change, changes
from checker.serve.explained import Way, of_finding, of_pair
from checker.serve.forms import Terms
from checker.serve.jobs import DONE, Job, Jobs
from checker.serve.options import ServeOptions
from checker.serve.pool import Ticket
from checker.serve.sessions import Session, Sessions
from checker.serve.task import Choice, Message, Task
from checker.values.report import Report

RULES_NAME = "rules"  # what mistakes call the text that is checked


class Takes(Protocol):
    """Where tickets go to be compared."""

    def put(self, ticket: Ticket) -> None:
        """Compare it, and tell ``Service.tell`` of it."""
        ...


@dataclass(slots=True)
class Service:
    """One server's state. Its methods belong to the event loop, except ``tell``."""

    config: Config
    options: ServeOptions
    sessions: Sessions
    accepted: Accepted
    jobs: Jobs
    terms: Terms
    pool: Takes | None = None
    loop: asyncio.AbstractEventLoop | None = None

    def tell(self, name: str, message: Message) -> None:
        """Take in what a worker says of a comparison; may be called in any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.jobs.heard, name, message)

    def submit(self, session: Session, task: Task, parent: str | None = None) -> Job:
        """A new comparison; its rules are checked before it waits. ConfigError where they are wrong."""
        found = [m for m in self.mistakes(task.choice) if not m.warning]
        if found:
            raise ConfigError(found)
        if self.pool is None:
            raise RequestError(503, "this server is not ready; try again in a moment")
        job = self.jobs.add(session.id, task, parent)
        self.pool.put(job.ticket)
        return job

    def again(self, session: Session, job: Job, choice: Choice) -> Job:
        """The same articles by other rules."""
        return self.submit(session, replace(job.task, choice=choice), job.id)

    def mistakes(self, choice: Choice) -> tuple[Mistake, ...]:
        """What is wrong with the chosen rules; without mistakes, the warnings."""
        if not choice.text.strip():
            return ()
        found = check_rules_text(RulesText(RULES_NAME, choice.text), ALL_KINDS, shipped("rules"), choice.packs)
        lines = choice.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return tuple(replace(m, excerpt=_line(lines, m)) for m in found)

    async def outcome(self, job: Job) -> Outcome:
        """What the comparison has come to; RequestError where it has not, failed, or is one of two sentences."""
        if job.task.sentences:
            raise RequestError(409, "these are two sentences and no articles; what there is of them is an explanation")
        outcome: Outcome = await self._made(job)
        return outcome

    async def ways(self, job: Job, fingerprint: str) -> tuple[Way, ...]:
        """How the verdicts on two sentences came about, or that on the finding of a comparison."""
        if job.task.sentences:
            said: PairVerdict = await self._made(job)
            return await run_in_threadpool(of_pair, job.task, said)
        return (await run_in_threadpool(of_finding, await self.outcome(job), fingerprint),)

    async def _made(self, job: Job) -> Any:  # an Outcome or a PairVerdict, by the task
        if job.failure is not None:
            raise RequestError(409, f"this comparison failed: {job.failure.message}")
        if job.state != DONE:
            raise RequestError(409, f"this comparison is {job.state}; ask again when it is done")
        return await run_in_threadpool(pickle.loads, job.outcome)  # our own worker's, see pool.py

    async def report(self, session: Session, job: Job) -> Report:
        """The report of a comparison, with what is accepted now."""
        outcome = await self.outcome(job)
        baseline = await run_in_threadpool(self.accepted.of, session)
        shown = replace(self.config.report, baseline=str(self.accepted.path) if self.accepted.path else None)
        return await run_in_threadpool(outcome.report, shown, baseline, today())

    async def rendered(self, session: Session, job: Job, fmt: str) -> str:
        """The report in the format of that name; RegistryError where there is none."""
        renderer = FORMATS[fmt]
        return await run_in_threadpool(renderer, await self.report(session, job), RenderOptions())

    async def accept(self, session: Session, job: Job, fingerprint: str, reason: str, until: str | None) -> None:
        """Accept a finding of a comparison."""
        outcome = await self.outcome(job)
        await run_in_threadpool(self.accepted.accept, session, outcome, fingerprint, reason, until)

    async def undo(self, session: Session, fingerprint: str) -> None:
        """Take an acceptance back."""
        await run_in_threadpool(self.accepted.undo, session, fingerprint)

    async def changes(self, session: Session, job: Job) -> tuple[Change, ...] | None:
        """What other rules have changed beside the comparison that this one repeats; None where it repeats none.

        None too where that one is not kept any more.
        """
        if job.parent is None:
            return None
        try:
            before = await self.outcome(self.jobs.get(session.id, job.parent))
        except RequestError:  # it failed, or is not kept any more
            return None
        after = await self.outcome(job)
        return await run_in_threadpool(changes, before.matrix.findings, after.matrix.findings)


def _line(lines: Sequence[str], mistake: Mistake) -> str | None:
    """The line of a mistake in the text that was checked; None where it is about another one, such as a pack."""
    inside = mistake.path == RULES_NAME and 1 <= mistake.line <= len(lines)
    return lines[mistake.line - 1] if inside else None


def terms(config: Config, options: ServeOptions) -> Terms:
    """What a server of these settings takes."""
    packs = dict.fromkeys((*config.rules, *(pack.name for pack in all_packs(shipped("rules")))))
    return Terms(
        packs=tuple(packs),
        default_packs=config.rules,
        max_upload=options.max_upload,
        max_bytes=config.sources.max_bytes,
        max_articles=options.max_articles,
        allow_urls=options.allow_urls,
    )
