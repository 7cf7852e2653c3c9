"""The text of an answer is kept in memory, then on disk, within bounds; nothing of it stays behind."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import zstandard

from graph.answer import Room, Spool, SpoolFile
from graph.errors import QueryTooLarge

MB = 1_000_000
PIECE = bytes(range(256)) * 1_000


def _filled(room: Room, pieces: int, coding: str = "") -> Spool:
    spool = Spool(room, coding)
    for _ in range(pieces):
        spool.write(PIECE)
    spool.end()
    return spool


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("pieces", [0, 1, 4, 40])
def test_a_text_is_read_as_it_was_written(pieces: int) -> None:
    """Whether memory has a place for it or not, and as often as is wanted."""
    spool = _filled(Room(memory_mb=1, disk_mb=20), pieces)

    assert spool.content() == PIECE * pieces == spool.content()
    assert spool.size == len(PIECE) * pieces
    assert spool.is_in_memory == (pieces < 4)


@pytest.mark.parametrize("pieces", [4, 40])
def test_what_is_closed_gives_its_room_and_its_file_back(pieces: int) -> None:
    """Also where it is only forgotten, and where it is closed twice."""
    room, files = Room(memory_mb=1, disk_mb=20), _open_files()

    closed = _filled(room, pieces)
    assert (room.memory.taken, room.disk.taken) != (0, 0)
    closed.close()
    closed.close()
    del closed
    forgotten = _filled(room, pieces)
    del forgotten

    assert (room.memory.taken, room.disk.taken) == (0, 0)
    assert _open_files() == files


def test_a_text_whose_writing_fails_gives_its_room_back_at_once() -> None:
    """However long the error is kept by those who tell it."""
    room = Room(memory_mb=1, disk_mb=20)

    def fail() -> None:
        with Spool(room) as spool:
            for _ in range(10):
                spool.write(PIECE)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken") as error:
        fail()

    assert error.value.args == ("broken",)
    assert (room.memory.taken, room.disk.taken) == (0, 0)


def test_all_texts_share_the_room() -> None:
    """One that has no place left is refused, names the limit, and takes nothing."""
    room = Room(memory_mb=1, disk_mb=2)
    first = _filled(room, 10)

    with pytest.raises(QueryTooLarge, match=r"answer_disk_mb \(2 MB\)"):
        _filled(room, 10)
    first.close()

    assert _filled(room, 10).size == 10 * len(PIECE)


def test_a_small_text_passes_while_the_room_is_full() -> None:
    """Large answers can't keep small ones out."""
    room = Room(memory_mb=1, disk_mb=1)
    held = [_filled(room, 3), _filled(room, 3)]

    small = Spool(room)
    small.write(b"x" * 60_000)
    small.end()

    assert len(held) == 2
    assert small.content() == b"x" * 60_000


@pytest.mark.parametrize(("coding", "packed"), [("gzip", b"\x1f\x8b"), ("zstd", b"\x28\xb5\x2f\xfd")])
def test_a_text_is_coded_while_it_is_written(coding: str, packed: bytes) -> None:
    """What is sent is smaller, starts as the coding does, and says the same."""
    spool = _filled(Room(), 40, coding)

    assert spool.coding == coding
    assert spool.content().startswith(packed)
    assert spool.size == len(spool.content()) < 20 * len(PIECE)
    assert _decoded(spool.content(), coding) == PIECE * 40


def _decoded(text: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return zlib.decompress(text, 31)
    return zstandard.ZstdDecompressor().decompressobj().decompress(text)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_short_text_is_not_coded(coding: str) -> None:
    """Below a kilobyte it would cost more than it saves; pieces count together."""
    spool = Spool(Room(), coding)
    for _ in range(1_000):
        spool.write(b"x")
    spool.end()

    assert (spool.coding, spool.content()) == ("", b"x" * 1_000)


def test_nothing_is_left_of_a_process_that_is_killed(tmp_path: Path) -> None:
    """A text on disk is in a file that has no name."""
    code = (
        "import sys\nfrom graph.answer import Room, Spool\n"
        "spool = Spool(Room(memory_mb=1, disk_mb=90))\n"
        "for _ in range(40): spool.write(bytes(1_000_000))\n"
        "print(spool.is_in_memory, flush=True)\nsys.stdin.read()\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == b"False\n"
        while_it_runs = list(tmp_path.iterdir())
        process.kill()

    assert while_it_runs == list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("memory_mb", [0, 1, 10], ids=["on disk", "on both", "in memory"])
def test_a_text_is_read_as_a_file_from_any_place(memory_mb: int) -> None:
    """Wherever its parts lie; its end is told once."""
    told: list[str] = []
    with Spool(Room(memory_mb=memory_mb)) as text:
        for number in range(40):
            text.write(bytes([number]) * 50_001)
    whole = text.content()

    file = SpoolFile(text, lambda: told.append("closed"))

    assert file.read() == whole
    for start in (0, 1, 50_000, 50_001, 999_999, 1_000_000, len(whole) - 1, len(whole)):
        assert file.seek(start) == file.tell() == start
        assert whole[start:].startswith(file.read(70_000) or b"")
        assert file.tell() > start or start == len(whole)
    assert file.seek(0, 2) == len(whole)
    assert file.seek(-3, 1) == len(whole) - 3
    assert (file.read(), file.readable(), file.seekable()) == (whole[-3:], True, True)
    file.close()
    file.close()
    assert told == ["closed"]
