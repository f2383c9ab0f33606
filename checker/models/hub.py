"""Loading models of sentence-transformers from this machine: quietly, with one message where it fails, by content."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

import numpy as np

from checker.errors import ModelError


def load_quietly(what: str, name: str, option: str, load: Callable[[], Any]) -> Any:
    """What ``load`` returns; ModelError, which calls the model ``what`` and ``name``, where it fails.

    ``option`` is that of the command line which names another.

    ``load`` imports sentence-transformers itself. Nothing is downloaded.
    """
    try:
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415
    except ImportError as error:
        needs = "needs sentence-transformers: pip install sentence-transformers"
        raise ModelError(f"{what} {name!r} {needs}") from error
    # What they log while loading is noise on a terminal; what matters they raise.
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        return load()
    except Exception as error:  # each backend raises its own kinds
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"{what} {name!r}: expected a built-in one by name, a folder with a model, or the name of one on this "
            f"machine, got none of them ({reason}). checker downloads nothing: 'hf download NAME --local-dir FOLDER', "
            f"then {option} FOLDER"
        ) from error


def content_digest(header: bytes, model: Any) -> str:
    """Of ``header`` and of every weight of a torch module, wherever its files came from."""
    digest = hashlib.sha256(header)
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.cpu().numpy()).data)
    return digest.hexdigest()[:12]
