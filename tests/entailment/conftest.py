from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.models.tiny_models import save_classifier

os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def tiny_classifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small classifier. The first test that asks pays for importing torch."""
    return save_classifier(tmp_path_factory.mktemp("tiny") / "classifier")
