"""What a worker needs beside its shards: settings and rules, and how it knows that it works as this process does."""

from __future__ import annotations

import io
import pickle
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from checker.config import Config
from checker.corpus.keys import code_key, makers
from checker.encoders.load import load_encoder
from checker.entailment.load import load_entailment
from checker.errors import EngineError
from checker.pipeline import Parts
from checker.report import tool
from checker.rules.foreign import Maker
from checker.rules.kinds import ALL_KINDS
from checker.rules.rule import RuleSet

_LOADING = threading.Lock()  # a worker may have several threads, and loads its models once


@dataclass(frozen=True, slots=True)
class Setup:
    """All of ``Parts`` that can be sent, and the names of the rest."""

    version: str  # of checker
    code: bytes  # digest of all of it that makes results
    makers: tuple[Maker, ...]  # of the kinds of rules that other packages bring
    encoder: str  # the model with its digest
    entailment: str  # the same; empty: none
    body: bytes  # the configuration and the rules: unpacked where the code is the same, and fits them


def packed(parts: Parts) -> bytes:
    """The setup of a run as bytes. It goes to workers that this process has started, or that a user has named."""
    rules = replace(parts.rules)  # without what was prepared for a run
    entailment = parts.entailment.name if parts.entailment else ""
    body = _pickled((parts.config, rules))
    setup = Setup(tool.version(), code_key(), makers(rules), parts.encoder.name, entailment, body)
    return zlib.compress(_pickled(setup))


def _pickled(value: object) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream).dump(value)
    return stream.getvalue()


def parts_of(setup: bytes) -> Parts:
    """The parts of a run, loaded once for each process. Raises EngineError where they are not those of the sender."""
    with _LOADING:
        return _loaded(setup)


@lru_cache(2)
def _loaded(setup: bytes) -> Parts:
    sent: Setup = pickle.loads(zlib.decompress(setup))  # noqa: S301 - from the process that started this one
    if sent.code != code_key():
        mine, theirs = f"checker {tool.version()}", f"checker {sent.version}"
        same = " with other code" if tool.version() == sent.version else ""
        raise EngineError(f"a worker runs {mine}{same}, and this is {theirs}; install the same one on all workers")
    _refuse_other_kinds(sent.makers, ALL_KINDS.makers(maker.kind for maker in sent.makers))
    config, rules = _unpickled(sent.body)
    # Names and units are kept under a hash, and hashes of texts differ from process to process.
    tables = replace(rules.tables, vocabulary=replace(rules.tables.vocabulary))
    entailment = load_entailment(config.entailment.name, config.cache_dir) if sent.entailment else None
    parts = Parts(config, load_encoder(config.encoder.name, cached=False), replace(rules, tables=tables), entailment)
    named = ((sent.encoder, parts.encoder.name), (sent.entailment, parts.entailment.name if parts.entailment else ""))
    for wanted, found in named:
        if wanted != found:
            raise EngineError(f"a worker has the model {found}, and this run has {wanted}; install the same on all")
    return parts


def _unpickled(body: bytes) -> tuple[Config, RuleSet]:
    config, rules = pickle.loads(body)  # noqa: S301 - from the process that started this one
    return config, rules


def _refuse_other_kinds(theirs: Sequence[Maker], mine: Sequence[Maker]) -> None:
    """Raise EngineError where a kind of rules is not here as the sender has it."""
    found = {maker.kind: maker for maker in mine}
    for maker in theirs:
        here = found.get(maker.kind)
        if here != maker:
            package = "no package" if here is None else here.package
            same = " with other code" if package == maker.package else ""
            raise EngineError(
                f"a worker has {package}{same} for the kind of rules {maker.kind!r}, and this run has {maker.package}; "
                "install the same on all workers"
            )


def _proxy(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    """Also takes mappings that cannot be changed."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, MappingProxyType):
            return _proxy, (dict(value),)
        return NotImplemented
