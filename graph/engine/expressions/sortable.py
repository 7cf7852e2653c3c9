"""Tuples of numbers, truth values and strings as text that sorts as they do."""

from decimal import Decimal
from math import isinf

__all__ = ["sortable"]

_TURNED = str.maketrans("0123456789", "9876543210")
_EXPONENTS = 5_000_000


def sortable(key: object) -> str:
    r"""The text of a key: the texts of two keys of the same shape compare, by code points, as the keys do.

    >>> sorted([(1, "b"), (1, "a\0"), (1, "a"), (-2, ""), (0.5, "x")], key=sortable)
    [(-2, ''), (0.5, 'x'), (1, 'a'), (1, 'a\x00'), (1, 'b')]
    """
    match key:
        case tuple():
            return "".join(map(sortable, key)) + "\0"
        case str():
            return key.replace("\0", "\0\2") + "\0\1"
        case bool():
            return "1" if key else "0"
        case int() | float() | Decimal():
            return _number(key)
    raise TypeError(f"no text sorts as {type(key).__name__}")


def _number(number: float | Decimal) -> str:
    """A letter for the sign, the place of the first digit, the digits, and a sign below or above all."""
    if isinstance(number, float) and isinf(number):
        return "e" if number > 0 else "a"
    value = Decimal(number)
    if not value:
        return "c"
    digits = "".join(map(str, value.as_tuple().digits)).rstrip("0")
    size = f"{value.adjusted() + _EXPONENTS}{digits}"
    return f"d{size} " if value > 0 else f"b{size.translate(_TURNED)}~"
