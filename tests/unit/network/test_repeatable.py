"""The same network gives the same numbers, places, pictures and files in another process."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from hashlib import sha256
from graph.network import EXPORTS, MEASURES, arrange, draw, measure
from tests.unit.network.build import network_of_ties

ties = " ".join(f"n{at:02}-n{at * at % 17:02}" for at in range(60)) + " x-y z"
types = " ".join(f"n{at:02}=Kind{at % 3}" for at in range(40))
network = network_of_ties(ties, types=types, is_directed=True)
found = [draw(network, size_by="betweenness", link=lambda node: node.id), repr(arrange(network))]
for each in MEASURES.values():
    if each.name == "nestedness":
        continue
    result = measure(network, each.name, **({"to": "Kind1"} if each.name == "distance" else {}))
    found.append(repr((result.scores, sorted(result.summary.items()), result.method.sentence())))
found += [each.write(network).decode() for each in EXPORTS.values()]
print([sha256(text.encode()).hexdigest() for text in found])
"""


def run(root: Path, hash_seed: str) -> str:
    """The program's output in a process of its own, whose sets of texts have their own order."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_two_processes_give_the_same_bytes(root: Path) -> None:
    """Layout, picture, every measure and every file, though sets are walked in another order."""
    first = run(root, "1")

    assert first.count("'") > 2 * 20
    assert run(root, "2") == first
