"""Threads share the memory that they have freed."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import ctypes, sys
from threading import Barrier, Thread
from graph.web.heap import share_heaps

if "share" in sys.argv:
    assert share_heaps()
together = Barrier(16)

def work():
    together.wait()
    kept = [bytearray(10_000) for _ in range(100)]
    together.wait()

threads = [Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
"""


def _heaps(told: Path, *words: str) -> int:
    subprocess.run([sys.executable, "-c", _SCRIPT, str(told), *words], check=True)
    return told.read_text("ascii").count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has its own ways")
def test_sixteen_threads_share_two_heaps(tmp_path: Path) -> None:
    """Left to itself, the C library has more."""
    assert _heaps(tmp_path / "alone") > 2
    assert _heaps(tmp_path / "shared", "share") == 2
