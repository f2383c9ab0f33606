"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# Without a deadline: how fast a machine is decides no test. Without chance: a run that passes passes again.
settings.register_profile("checker", deadline=None, derandomize=True)
settings.load_profile("checker")
