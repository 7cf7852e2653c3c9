"""``maillage infer``: derive shortcuts from stated situations."""

import click

from graph.cli.options import settings_with, store_option, teaches, told, written_dataset
from graph.cli.show import grid
from graph.dataset import Dataset, open_bundled
from graph.knowledge import infer as inference

__all__ = ["infer"]


@click.command(epilog=teaches("maillage infer", "maillage infer --store ecosystem.db"))
@store_option
@told
def infer(*, store: str | None) -> None:
    """Run the derivation rules and replace the graph of inferred triples.

    Only situations whose status is stated give shortcuts. Without a store the bundled graph shows what the
    rules give; nothing is kept.
    """
    settings = settings_with(store)
    dataset: Dataset = written_dataset(settings) if settings.store_path else open_bundled()
    found = inference.run(dataset)
    rows = [[each.rule.name, str(each.triples), each.rule.summary] for each in found.derived]
    caption = f"{found.triples} triples in the inferred graph; snapshot {found.commit.id}"
    grid(("rule", "triples", "what it derives"), rows, caption=caption)
