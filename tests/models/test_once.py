import threading
import time
from concurrent.futures import ThreadPoolExecutor

from checker.models.once import once


class Slow:
    def __init__(self) -> None:
        self.made = 0

    @once
    def model(self) -> list[int]:
        """A model."""
        time.sleep(0.02)
        self.made += 1
        return [self.made]

    @once
    def size(self) -> int:
        return len(self.model)


def test_many_threads_make_one() -> None:
    slow, gate = Slow(), threading.Barrier(8)

    def ask(_: int) -> tuple[list[int], int]:
        gate.wait()
        return slow.model, slow.size

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert slow.made == 1
    assert all(model is slow.model and size == 1 for model, size in found)


def test_each_object_has_its_own_and_the_class_the_property() -> None:
    one, two = Slow(), Slow()
    assert one.model is not two.model
    assert isinstance(Slow.model, once)
    assert Slow.model.__doc__ == "A model."
