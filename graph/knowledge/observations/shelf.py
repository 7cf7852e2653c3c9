"""Values that are remembered until there are too many of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Shelf"]

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Remembers values up to a total size; what was not used for longest goes first. Any thread may ask.

    >>> shelf = Shelf[str](5)
    >>> shelf.get(1, lambda: "abc", len), shelf.get(1, lambda: "never made", len)
    ('abc', 'abc')
    >>> shelf.get(2, lambda: "defg", len), shelf.get(1, lambda: "made anew", len)
    ('defg', 'made anew')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], size_of: Callable[[Value], int]) -> Value:
        """The value of that key, made where there is none; two that ask at once may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()
        size = size_of(made)
        with self._lock:
            if key not in self._kept and size <= self._most:
                self._kept[key] = (made, size)
                self._size += size
                while self._size > self._most:
                    _, (_, gone) = self._kept.popitem(last=False)
                    self._size -= gone
        return made
