"""How long DuckDB's allocator keeps memory that is free.

DuckDB takes memory by jemalloc, which gives back what nobody has used for a second. A service that is asked
something every few seconds then takes the same pages from the system again and again, and a query of ten
milliseconds needs twenty. A load is another matter: what one stage has freed the next stage needs in other
places, so there it is to go back soon. See TUNING.md of jemalloc, on ``dirty_decay_ms``.
"""

import ctypes

import _duckdb

__all__ = ["keep_free_pages"]

_KEPT_MS = 30_000
_DECAYS = ("dirty_decay_ms", "muzzy_decay_ms")


def keep_free_pages(kept_ms: int = _KEPT_MS) -> bool:
    """Have the allocator keep free pages before it gives them back, little by little.

    To be called before a store is opened. False, and nothing else, where DuckDB has another allocator.

    Args:
        kept_ms: how long, in milliseconds; 0 gives back at once.
    """
    try:
        control = ctypes.CDLL(_duckdb.__file__).duckdb_je_mallctl
    except (AttributeError, OSError):
        return False
    control.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
    kept = ctypes.c_ssize_t(kept_ms)
    # The first arena is there when the library is; the others come as threads need them.
    names = [f"{arenas}.{decay}" for arenas in ("arenas", "arena.0") for decay in _DECAYS]
    failures = [control(name.encode(), None, None, ctypes.byref(kept), ctypes.sizeof(kept)) for name in names]
    return not any(failures)
