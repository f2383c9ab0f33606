"""The nearest rows of a matrix: an exact reference and FAISS, behind one Protocol."""

from checker.index.build import INDEXES, build_index
from checker.index.exact import ExactIndex
from checker.index.protocol import Index

__all__ = ["INDEXES", "ExactIndex", "Index", "build_index"]
