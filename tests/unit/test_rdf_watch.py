"""Reading a document tells how far it has come."""

import gzip
from pathlib import Path

from graph.rdf.read import document_from_file, read_quads

_TURTLE = "".join(f"<https://example.org/{n}> a <https://example.org/Thing> .\n" for n in range(50_000))


def test_watch_is_told_every_byte_of_the_file(tmp_path: Path) -> None:
    """The last figure is the size of the file, and figures never fall."""
    path = tmp_path / "big.ttl"
    path.write_text(_TURTLE, "utf-8")
    seen: list[int] = []

    quads = sum(1 for _ in read_quads(document_from_file(path), seen.append))

    assert quads == 50_000
    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size


def test_watch_counts_the_packed_bytes_of_a_gzip_file(tmp_path: Path) -> None:
    """Progress is in bytes of the file as it lies there, so that it ends at its size."""
    path = tmp_path / "big.ttl.gz"
    path.write_bytes(gzip.compress(_TURTLE.encode()))
    seen: list[int] = []

    quads = sum(1 for _ in read_quads(document_from_file(path), seen.append))

    assert quads == 50_000
    assert seen[-1] == path.stat().st_size
