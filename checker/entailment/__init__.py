"""Pairs of texts to probabilities of contradiction, entailment and neither."""

from checker.entailment.cache import CachedEntailment
from checker.entailment.load import ENTAILMENTS, load_entailment
from checker.entailment.protocol import LABELS, Entailment, checked

__all__ = ["ENTAILMENTS", "LABELS", "CachedEntailment", "Entailment", "checked", "load_entailment"]
