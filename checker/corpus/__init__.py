"""A corpus on disk: articles, what was read from them, their vectors, their events, and where these contradict.

    DIR/corpus.sqlite       all but the vectors (WAL); the one file that says what the corpus holds
    DIR/segments/*.f32      vectors, append-only; rows that no table refers to are left over and will be cut off
    DIR/index/              derived from the vectors, for search; can be deleted at any time
    DIR/lock                held by the one process that writes; the kernel frees it when that process ends

A change is written in this order: rows of vectors, their fsync, one transaction that refers to them. So an article is
in or out, whatever happens between two of its steps.
"""

from checker.corpus.store import Corpus

__all__ = ["Corpus"]
