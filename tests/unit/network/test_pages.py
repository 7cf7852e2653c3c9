"""Pictures as PNG and PDF."""

import struct
import zlib

import pytest

from graph.errors import NetworkError
from graph.network import PICTURES, draw
from tests.unit.network.build import network_of_ties

PICTURE = draw(network_of_ties("a-b b-c"), title="Ties & <friends>")


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Name → content of the chunks of a PNG, those of one name together (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        found[name] = found.get(name, b"") + png[at + 8 : at + 8 + size]
        at += 12 + size
    return found


def first_row(png: bytes) -> list[bytes]:
    """The pixels of the topmost row; before it is none, so only its left neighbour can be left aside."""
    parts = chunks(png)
    wide, _, depth, colours = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, colours) == (8, 6)
    line = zlib.decompress(parts[b"IDAT"])[: 1 + 4 * wide]
    pixels = [line[1 + 4 * at : 5 + 4 * at] for at in range(wide)]
    if line[0] in {1, 4}:
        for at in range(1, wide):
            pixels[at] = bytes((one + two) % 256 for one, two in zip(pixels[at - 1], pixels[at], strict=True))
    return pixels


def test_a_png_has_two_dots_a_unit_and_white_paper() -> None:
    """What is drawn on a page of 760 units is 1520 dots wide, whatever colours a screen would take."""
    png = PICTURES["png"].write(PICTURE)

    wide = struct.unpack(">I", chunks(png)[b"IHDR"][:4])[0]
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert wide == 2 * 760
    assert set(first_row(png)) == {b"\xff\xff\xff\xff"}


def test_a_huge_picture_has_a_bounded_png() -> None:
    """At most forty million dots."""
    huge = PICTURE.replace('viewBox="0 0 760 ', 'viewBox="0 0 90000 ')

    wide, high = struct.unpack(">II", chunks(PICTURES["png"].write(huge))[b"IHDR"][:8])

    assert 39e6 < wide * high <= 40.1e6


def test_a_pdf_is_a_page_of_the_pictures_size_with_its_title() -> None:
    """Its fonts come along, and their letters can be searched."""
    pdf = PICTURES["pdf"].write(PICTURE)

    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox[0 0 760 " in pdf
    assert b"/Title(Ties & <friends>)" in pdf
    assert pdf.count(b"/ToUnicode") >= 1


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_written_twice_alike(name: str) -> None:
    """No time stands in a file."""
    write = PICTURES[name].write

    assert write(PICTURE) == write(PICTURE)


def test_what_is_no_picture_is_refused() -> None:
    """In words."""
    with pytest.raises(NetworkError, match="can't be written as pdf"):
        PICTURES["pdf"].write('<svg viewBox="0 0 10 10"')
