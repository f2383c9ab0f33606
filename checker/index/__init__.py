"""The nearest rows of a matrix: an exact reference and FAISS, behind one Protocol."""

from checker.index.build import INDEXES, build_index
from checker.index.choose import AUTO, choose, choose_kept
from checker.index.exact import ExactIndex
from checker.index.join import join
from checker.index.protocol import Index

__all__ = ["AUTO", "INDEXES", "ExactIndex", "Index", "build_index", "choose", "choose_kept", "join"]
