"""Ecosystems of any size, made up but skewed as real ones are; one seed and size give one ecosystem.

Start-ups are founded, raise rounds, take partners, hold labels. Who is chosen (cities, sectors, investors,
large partners, supporters) follows Zipf's law; partners are mostly close by, in circles of 25 full of cycles,
and a quarter of the ties leads to a large company; groups own groups in chains. Terms are those of
``ontology/maillage.ttl``; a tie stands as the shortcut that the project's rules would derive.

``python -m benchmarks.ecosystem --triples 1000000 ecosystem.ttl`` writes one.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from benchmarks.chance import Chance
from benchmarks.companies import start_ups
from benchmarks.pen import SYNTAXES, Pen, pen_for
from benchmarks.surroundings import sizes_for, surroundings

__all__ = ["SEED", "ecosystem", "write_ecosystem"]

SEED = 13
_CHUNK = 4000


def ecosystem(triples: int, syntax: str, *, seed: int = SEED, graphs: int = 1) -> Iterator[str]:
    """The text of an ecosystem, piece by piece; no more than a piece is held in memory.

    Args:
        triples: about how many statements it has, to within 2 %.
        syntax: ``nt``, ``nq`` or ``ttl``.
        seed: chooses one ecosystem of this size.
        graphs: over how many named graphs N-Quads spread their start-ups.

    Raises:
        ValueError: there is no such syntax.
    """
    pen = pen_for(syntax)
    sizes = sizes_for(triples)
    yield pen.head()
    yield _written(pen, surroundings(pen, sizes, seed), "part-0")
    for number, first in enumerate(range(0, sizes.start_ups, _CHUNK)):
        count = min(_CHUNK, sizes.start_ups - first)
        things = start_ups(pen, sizes, Chance(seed, 1, first), first, count)
        yield _written(pen, things, f"part-{number % graphs}")


def write_ecosystem(path: Path, triples: int, *, seed: int = SEED, graphs: int = 1) -> None:
    """Write an ecosystem to a file, in the syntax of its suffix; the file is there whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8") as file:
        file.writelines(ecosystem(triples, path.suffix[1:], seed=seed, graphs=graphs))
    partial.rename(path)


def _written(pen: Pen, things: Iterable[tuple[str, list[str]]], graph: str) -> str:
    return "".join([pen.statements(local, pairs, graph) for local, pairs in things])


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--triples", default=1_000_000, show_default=True, help="About how many statements.")
@click.option("--seed", default=SEED, show_default=True, help="Chooses one ecosystem of this size.")
@click.option("--graphs", default=1, show_default=True, help="Named graphs to spread N-Quads over.")
def main(path: Path, triples: int, seed: int, graphs: int) -> None:
    """Write a made-up ecosystem to PATH, in the syntax of its suffix (.nt, .nq, .ttl)."""
    if path.suffix[1:] not in SYNTAXES:
        raise click.BadParameter(f"{path.name}: the suffix must be one of {', '.join(SYNTAXES)}.")
    write_ecosystem(path, triples, seed=seed, graphs=graphs)


if __name__ == "__main__":
    main()
