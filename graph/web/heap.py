"""How the process of the service takes memory from the system.

The GNU C library keeps heaps for many threads, and what one thread has freed no other can use. After
thousands of large answers by many threads the process then holds far more than it needs (``tests/faults``).
See mallopt(3). Large blocks outside the heaps would go back sooner still, but a million rows took half as
long again.
"""

import ctypes

__all__ = ["share_heaps"]

_ARENA_MAX = -8
_HEAPS = 2


def share_heaps() -> bool:
    """Have all threads take memory from two heaps.

    To be called once, before threads begin. False, and nothing else, where the C library has no such choice.
    """
    try:
        choose = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(choose(_ARENA_MAX, _HEAPS))
