"""What is made when it is first asked for, and then kept: once, whatever number of threads ask for it first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")


class once(cached_property[T]):  # noqa: N801 - a decorator, named as one
    """``functools.cached_property`` with a lock, which Python 3.12 took away.

    Without it, eight threads that come first load a model eight times. The lock is that of the property, and is taken
    only until the value is there; a property may use others, and they must not use it.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        super().__init__(make)
        self._making = RLock()

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | T:
        """The value; the property itself where it is asked of the class."""
        if instance is None:
            return self
        with self._making:
            return super().__get__(instance, owner)
