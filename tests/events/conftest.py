"""Articles of the cases as the program reads them, with the built-in encoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from checker.claims.extract import extract
from checker.encoders.load import load_encoder
from checker.encoders.protocol import Encoder
from checker.events.signature import centre_of, centre_texts, signature
from checker.sources.given import Article
from checker.sources.read import read_all
from checker.values.claim import Claim
from checker.values.event import Signature
from checker.values.text import Document

Told = tuple[Document, tuple[Claim, ...]]
Sign = Callable[[Document, tuple[Claim, ...]], Signature]


def told(name: str, article: Mapping[str, object]) -> Told:
    given = Article(str(article["text"]), id=name, published=article["published"])
    (document,) = read_all([given]).documents
    return document, extract(document).claims


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session")
def sign(encoder: Encoder) -> Sign:
    centre = centre_of(encoder.encode(centre_texts()))

    def of(document: Document, claims: tuple[Claim, ...]) -> Signature:
        rows = encoder.encode([c.gist for c in claims]) if claims else np.zeros((0, len(centre)), np.float32)
        return signature(document, claims, rows, centre)

    return of
