"""How the process of the service takes memory from the system, and gives it back.

The GNU C library keeps a heap for each of many threads, and puts blocks of up to 32 MB into them once one was
freed. Whatever small thing is left behind such a block then keeps its memory with the process. Two heaps, and
large blocks outside them, keep a third to a half less after thousands of large answers (``tests/faults``).
See mallopt(3).
"""

import ctypes

__all__ = ["give_back"]

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_LARGE_BYTES = 1_000_000
_HEAPS = 2


def give_back() -> bool:
    """Have the memory of large blocks go back to the system when they are freed.

    To be called once, before threads begin. False, and nothing else, where the C library has no such choice.
    """
    try:
        choose = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(choose(_MMAP_THRESHOLD, _LARGE_BYTES) and choose(_ARENA_MAX, _HEAPS))
