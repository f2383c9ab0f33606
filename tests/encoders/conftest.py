from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.models.tiny_models import save_encoder

os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small sentence-transformers model. The first test that asks pays for importing torch."""
    return save_encoder(tmp_path_factory.mktemp("tiny"))
