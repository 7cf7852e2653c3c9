"""The same network gives the same numbers, places, pictures and files in another process."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from hashlib import sha256
from graph.network import EXPORTS, MEASURES, arrange, draw, measure
from tests.unit.network.build import NEEDED, network_of_ties

ties = " ".join(f"n{at:02}-n{at * at % 17:02}" for at in range(60)) + " x-y z a-n00"
types = "a=One " + " ".join(f"n{at:02}=Kind{at % 3}" for at in range(40))
network = network_of_ties(ties, types=types, is_directed=True)
two_modes = network_of_ties(" ".join(f"n{at}-k{at * 7 % 11}" for at in range(40)), is_bipartite=True)
large = " ".join(f"h{at:03}-h{at * at // 700:03}" for at in range(699)) + " " + ties.replace("n", "m")
found = [repr(arrange(network_of_ties(large)))]
found += [draw(network, size_by="betweenness", link=lambda node: node.id), repr(arrange(network))]
found += [network.fingerprint, two_modes.fingerprint]
for each in MEASURES.values():
    part = two_modes if each.name in {"nestedness", "bipartite_modularity"} else network
    result = measure(part, each.name, **NEEDED.get(each.name, {}))
    found.append(repr((result.scores, sorted(result.summary.items()), result.method.sentence())))
found += [each.write(network).hex() for each in EXPORTS.values()]
print([sha256(text.encode()).hexdigest() for text in found])
"""


def run(root: Path, hash_seed: str, threads: int) -> str:
    """The program's output in a process of its own, whose sets of texts have their own order."""
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root), **limits},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_two_processes_give_the_same_bytes(root: Path) -> None:
    """Layout, picture, every measure and every file, in another order of sets, with two threads."""
    first = run(root, "1", threads=1)

    assert first.count("'") > 2 * 20
    assert run(root, "2", threads=2) == first
