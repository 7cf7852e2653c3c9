"""Betweenness: who stands on the shortest ways between others; exact, within an error, or from a sample."""

from random import Random

import numpy as np

from graph.errors import ParameterError
from graph.network.columns import Floats
from graph.network.kernels import compiled
from graph.network.kernels.betweenness import dependencies
from graph.network.measures.kinds import (
    ARRAYS,
    COMPILED,
    Computed,
    Form,
    Measure,
    Options,
    directed,
    undirected,
)
from graph.network.measures.sampled_paths import sample_size, sampled_betweenness
from graph.network.network import Network

__all__ = ["MEASURES"]

WORK_LIMIT = 80_000_000
"""Nodes times pairs up to which all shortest paths are counted: some five seconds."""

_ERROR, _CONFIDENCE = 0.02, 0.9
_NO_PATH = "pairs without a path count as none"


def betweenness(network: Network, options: Options) -> Computed:
    """The share of shortest paths between others that pass through a node.

    c(v) = Σ over pairs s ≠ v ≠ t of σ(s,t|v) / σ(s,t), where σ(s,t) is the number of shortest paths from s
    to t and σ(s,t|v) of those that pass v; divided by the number of such pairs, (n-1)(n-2)/2, so that it
    lies between 0 and 1 (twice as many pairs where direction is followed). Pairs in different components
    count as none. Paths are counted in ties: weights are strengths, so they are no distances and not used.
    Cost: n·m by Brandes' algorithm. Above n·m = 80 million, or where an ``error`` ε is asked for, estimated
    from sampled paths so that no node is off by more than ε (0.02 unless given) with a probability of 0.9;
    with ``sample``, from k seeded sources, as a share of the pairs that these begin, without guarantee.
    ``centralisation`` is Freeman's: Σ(max c - c(v)) / (n-1); 1 in a star.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> betweenness(network, Options()).scores
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    form = directed(network) if options.is_directed else undirected(network)
    if options.sample and options.error:
        raise ParameterError("Betweenness takes a sample or an error, not both.")
    if options.sample == 1:
        raise ParameterError("A sample of betweenness takes at least 2 sources.")
    if 0 < options.sample < len(network):
        return _from_some(form, options)
    is_large = not options.sample and len(network) * form.pairs > WORK_LIMIT
    if (options.error or is_large) and (found := _within(form, options.error or _ERROR, options.seed)):
        return found
    values = compiled.betweenness(form.adjacency) * _scale(form)
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    return Computed(form, scores, _centralisation(values), components=_NO_PATH, kernel=COMPILED)


def _from_some(form: Form, options: Options) -> Computed:
    """From sampled sources, drawn as NetworkX draws them: the same seed gives the same numbers there."""
    count = len(form.network)
    sources = Random(options.seed).sample(range(count), options.sample)  # noqa: S311 - no secret
    found = dependencies(form.matrix, np.array(sources))
    # A source is no target of its own paths, so it has been between fewer pairs.
    seen = np.full(count, options.sample)
    seen[sources] -= 1
    values = found / (seen * max(count - 2, 1))
    return Computed(
        form,
        dict(zip(form.network.ids, values.tolist(), strict=True)),
        components=_NO_PATH,
        sample=options.sample,
        seed=options.seed,
        guarantee="no guarantee",
        kernel=ARRAYS,
    )


def _within(form: Form, error: float, seed: int) -> Computed | None:
    """Betweenness within an error; None where so many paths are no less work than all."""
    count = len(form.network)
    samples = sample_size(form.matrix, error, _CONFIDENCE, is_directed=form.is_directed)
    if not samples or samples >= count * (count - 1):
        return None
    values = sampled_betweenness(form.matrix, samples, seed)
    return Computed(
        form,
        scores=dict(zip(form.network.ids, values.tolist(), strict=True)),
        components=_NO_PATH,
        sample=samples,
        sampled="sampled path",
        seed=seed,
        guarantee=f"|error| ≤ {error:g} for all nodes with probability ≥ {_CONFIDENCE:g}",
        error=error,
        confidence=_CONFIDENCE,
        kernel=ARRAYS,
    )


def _scale(form: Form) -> float:
    """What makes a share of all pairs of others of a sum over pairs, which stand once where undirected."""
    pairs = (len(form.network) - 1) * (len(form.network) - 2)
    return (1 if form.adjacency.is_directed else 2) / pairs if pairs > 0 else 1.0


def _centralisation(values: Floats) -> dict[str, float]:
    others = len(values) - 1
    return {"centralisation": float((values.max() - values).sum()) / others} if others > 1 else {}


MEASURES = (
    Measure(
        "betweenness",
        "Betweenness",
        "share of shortest paths between others that pass through a node",
        "node",
        betweenness,
        ("is_directed", "error", "sample", "seed"),
        "Freeman 1977, https://doi.org/10.2307/3033543; Brandes 2001, "
        "https://doi.org/10.1080/0022250X.2001.9990249; sampled: Riondato & Kornaropoulos 2016, "
        "https://doi.org/10.1007/s10618-015-0423-0",
    ),
)
