"""What large answers took goes back to the system."""

import platform
import subprocess
import sys

import pytest

_SCRIPT = """
import sys
from pathlib import Path
from graph.web.heap import give_back

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

if "give" in sys.argv:
    assert give_back()
before = resident_mb()
large = bytearray(20_000_000)
del large
kept, large = [], []
for _ in range(30):
    large.append(bytearray(8_000_000))
    large[-1][::4_096] = bytes(8_000_000 // 4_096 + 1)
    kept.append(bytearray(100_000))
del large
print(resident_mb() - before)
"""


def _kept_mb(*words: str) -> float:
    command = [sys.executable, "-c", _SCRIPT, *words]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has its own ways")
def test_large_blocks_leave_nothing_behind_small_ones() -> None:
    """As the C library has it by itself, they do: the same with and without the choice."""
    assert _kept_mb() > 50
    assert _kept_mb("give") < 20
