"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# Without a deadline: how fast a machine is decides no test. Without chance: a run that passes passes again.
settings.register_profile("checker", deadline=None, derandomize=True)
settings.load_profile("checker")

# Reports are as wide as the variable says, and those that run tests side by side set it to the width of their terminal.
os.environ.pop("COLUMNS", None)
