"""Small random networks for comparisons with definitions; every one has a seed."""

from random import Random

from graph.network import Network
from tests.unit.network.build import network_of_ties

__all__ = ["random_network"]


def random_network(
    seed: int, *, nodes: int = 9, ties: int = 14, kinds: int = 3, is_directed: bool = False
) -> Network:
    """A network with loops, parallel ties, nodes without ties and nodes without a type."""
    random = Random(seed)  # noqa: S311 - no secret
    names = [f"n{at}" for at in range(nodes)]
    words = [f"{random.choice(names)}-{random.choice(names)}" for _ in range(ties)]
    types = " ".join(f"{name}=Kind{random.randrange(kinds)}" for name in names[1:])
    return network_of_ties(" ".join([*words, *names]), types=types, is_directed=is_directed)
