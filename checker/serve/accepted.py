"""What users have accepted: in the baseline file where there is one, otherwise with the session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from checker.baseline.entry import BaselineFile, found
from checker.baseline.read import baseline_path, read_baseline
from checker.baseline.weigh import today
from checker.baseline.write import baseline_text
from checker.errors import RequestError
from checker.outcome import Outcome
from checker.serve.sessions import Session

LONGEST_REASON = 2000  # characters

Write = Callable[[str, str], object]  # text and path: the file appears whole or not at all


class Accepted:
    """Where accepted findings are kept. Its methods may be called in any thread."""

    def __init__(self, setting: str | None, write: Write) -> None:
        """``setting`` names the file as ``report.baseline`` does; where it stands for none, sessions keep their own."""
        self.path: Path | None = baseline_path(setting)
        self._write = write
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raise ConfigError where the file has mistakes."""
        if self.path is not None and self.path.exists():
            read_baseline(self.path)

    def of(self, session: Session) -> BaselineFile:
        """What is accepted for that session now; ConfigError where the file has mistakes."""
        if self.path is None:
            return session.baseline
        return read_baseline(self.path) if self.path.exists() else BaselineFile()

    def accept(self, session: Session, outcome: Outcome, fingerprint: str, reason: str, until: str | None) -> None:
        """Accept a finding of that outcome, for good or until a day such as 2031-01-31."""
        why, last = _reason(reason), _day(until)
        finding = next((f for f in outcome.matrix.findings if f.fingerprint == fingerprint), None)
        if finding is None:
            raise RequestError(404, f"this comparison has no finding with the fingerprint {fingerprint[:40]!r}")
        entry = found(finding).accepted(why, today(), last)
        self._change(session, lambda before: before.with_entries([entry]))

    def undo(self, session: Session, fingerprint: str) -> None:
        """Take an acceptance back."""
        if self.of(session).get(fingerprint) is None:
            raise RequestError(404, f"no accepted finding has the fingerprint {fingerprint[:40]!r}")
        self._change(session, lambda before: before.without({fingerprint}))

    def _change(self, session: Session, change: Callable[[BaselineFile], BaselineFile]) -> None:
        with self._lock:  # the file is read again each time: 'checker accept' may have written to it meanwhile
            before = self.of(session)
            after = change(before)
            if self.path is None:
                session.baseline = after
            elif after != before:
                if self.path.exists():
                    self._write(
                        self.path.read_bytes().decode("utf-8"), str(self.path.with_name(f"{self.path.name}.bak"))
                    )
                self._write(baseline_text(after), str(self.path))


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise RequestError(422, "a reason must be given: in a month, nobody knows why; such as: corrected at noon")
    if len(reason) > LONGEST_REASON:
        raise RequestError(422, f"the reason has {len(reason)} characters; expected at most {LONGEST_REASON}")
    return reason


def _day(text: str | None) -> date | None:
    if not (text or "").strip():
        return None
    try:
        day = date.fromisoformat(str(text).strip())
    except ValueError as error:
        raise RequestError(422, f"{str(text)[:40]!r} is no day; expected year-month-day, such as 2031-01-31") from error
    if day < today():
        raise RequestError(422, f"the day {day.isoformat()} is past; name one from {today().isoformat()} on")
    return day
