"""Partners: whom a node is not tied to yet, but shares partners with."""

import numpy as np

from graph.errors import ParameterError
from graph.network.columns import Floats, Ints
from graph.network.kernels.pairs import shared
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.names import named
from graph.network.network import Network

__all__ = ["MEASURES", "node_of"]


def likely_partners(network: Network, options: Options) -> Computed:
    """How likely others are to become partners of a node, by the partners that they have in common.

    With N(v) the d(v) neighbours of v: RA(u,v) = Σ over z in N(u) ∩ N(v) of 1/d(z) (resource allocation), the
    score of each u that shares a neighbour with the node v and is not tied to it. Parts: ``common``, which is
    |N(u) ∩ N(v)|; ``jaccard``, common / |N(u) ∪ N(v)|; ``adamic_adar``, Σ 1/ln d(z). A common neighbour with
    few ties tells more than a hub. It is a ranking and no probability. Direction and weights do not matter.
    Cost: the ties of the neighbours.

    >>> from graph.network import Edge, Network
    >>> network = Network.of(Edge(tie, *tie) for tie in ("ab", "bc", "bd", "ae", "ce"))
    >>> found = likely_partners(network, Options(node="a"))
    >>> {name: round(value, 6) for name, value in found.scores.items()}, found.parts["common"]["c"]
    ({'c': 0.833333, 'd': 0.333333}, 2)
    """
    form, at = undirected(network), node_of(network, options.node, "likely_partners")
    matrix = form.matrix
    degree = np.diff(matrix.indptr).astype(np.float64)
    others = np.setdiff1d(matrix[matrix[[at]].indices].indices, [*matrix[[at]].indices.tolist(), at])
    here = np.full(len(others), at)
    common = shared(matrix, here, others)
    by_degree = np.divide(1.0, degree, out=np.zeros(len(degree)), where=degree > 0)
    by_log = np.divide(1.0, np.log(np.maximum(degree, 1)), out=np.zeros(len(degree)), where=degree > 1)
    return Computed(
        form,
        scores=_by_name(network, others, shared(matrix, here, others, by_degree)),
        parts={
            "common": _by_name(network, others, common.astype(np.int64)),
            "jaccard": _by_name(network, others, common / (degree[at] + degree[others] - common)),
            "adamic_adar": _by_name(network, others, shared(matrix, here, others, by_log)),
        },
        notes=(f"partners of {network.nodes[at].label}",),
        kernel=ARRAYS,
    )


def node_of(network: Network, name: str, measure: str) -> int:
    """Where the node stands that a measure is asked about.

    Raises:
        ParameterError: none is named.
        UnknownName: there is none of that name; names the nearest.
    """
    if not name:
        raise ParameterError(f"The measure {measure} needs a node as its option 'node'.")
    labels = {each.label.lower(): each.id for each in network.nodes}
    wanted = labels.get(name.strip().lower()) or named("node in this network", name, network.ids)[0]
    return network.ids.index(wanted)


def _by_name(network: Network, places: Ints, values: Floats | Ints) -> dict[str, float]:
    return {network.ids[at]: value for at, value in zip(places.tolist(), values.tolist(), strict=True)}


MEASURES = (
    Measure(
        "likely_partners",
        "Likely partners",
        "how much others share with a node that they are not tied to",
        "node",
        likely_partners,
        ("node",),
        "Zhou, Lü & Zhang 2009, https://doi.org/10.1140/epjb/e2009-00335-8; Adamic & Adar 2003, "
        "https://doi.org/10.1016/S0378-8733(03)00009-1; Liben-Nowell & Kleinberg 2007, "
        "https://doi.org/10.1002/asi.20591",
    ),
)
