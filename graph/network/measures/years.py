"""Years: which ties came, stayed and went, whether the core stayed, and who rose."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np

from graph.errors import NetworkError
from graph.network.columns import Mask
from graph.network.kernels.peeling import peeled
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.measures.ranking import ranked, ranking
from graph.network.network import Network
from graph.network.progress import steps
from graph.network.tables import Days

__all__ = ["MEASURES"]

_MOST_YEARS = 200


def turnover(network: Network, _: Options) -> Computed:
    """For each year the ties that may hold in it, and those that began and ended in it.

    A tie is of a year if it may hold on one of its days (an unknown bound is open). ``began`` counts the ties
    whose first day is in the year, ``ended`` those whose last day is, ``pairs`` the pairs of nodes tied,
    ``persistence`` the share of last year's pairs that are tied still, ``overlap`` Jaccard's |A ∩ B|/|A ∪ B|
    of the pairs of both years. ``undated`` counts the ties without any bound: they are of every year, which
    makes persistence look higher. Direction and weights do not matter. Cost: ties times years.

    >>> from datetime import date
    >>> from graph.network import Edge, Network
    >>> held = [("ab", 2018, 2019), ("bc", 2018, 2018), ("cd", 2019, 2019)]
    >>> ties = [Edge(ends, *ends, start=date(y, 1, 1), until=date(z, 12, 31)) for ends, y, z in held]
    >>> found = turnover(Network.of(ties), Options())
    >>> found.scores, found.parts["persistence"]
    ({'2018': 2, '2019': 2}, {'2019': 0.5})
    """
    edges, years = network.edge_table, _years(network)
    held = {year: _held(network, year) for year in years}
    pairs = {year: _pairs(network, ties) for year, ties in held.items()}
    began, ended = _by_year(edges.start), _by_year(edges.until)
    shared = {year: len(pairs[before] & pairs[year]) for before, year in pairwise(years)}
    parts: dict[str, dict[str, float]] = {
        "began": {str(year): began.get(year, 0) for year in years},
        "ended": {str(year): ended.get(year, 0) for year in years},
        "pairs": {str(year): len(pairs[year]) for year in years},
        "persistence": {str(year): n / len(pairs[year - 1]) for year, n in shared.items() if pairs[year - 1]},
        "overlap": {
            str(year): n / either
            for year, n in shared.items()
            if (either := len(pairs[year - 1] | pairs[year]))
        },
    }
    scores = {str(year): int(np.count_nonzero(ties)) for year, ties in held.items()}
    return Computed(undirected(network), scores, {"undated": network.undated()}, parts, kernel=ARRAYS)


def core_years(network: Network, _: Options) -> Computed:
    """For each year how deep the innermost core is, and how much of last year's it still holds.

    The score is the degeneracy: the largest k with a k-core among the ties that may hold in the year (see
    `core_number`). ``core`` is the number of nodes in that core, ``stayed`` how many of them were in last
    year's, ``overlap`` Jaccard's |A ∩ B|/|A ∪ B| of both. Undated ties are of every year. Direction, weights
    and loops do not matter. Cost: ties times years.

    >>> from datetime import date
    >>> from graph.network import Edge, Network
    >>> ties = [Edge(ends, *ends, start=date(2018, 1, 1)) for ends in ("ab", "bc", "ac")]
    >>> ties += [Edge(ends, *ends, start=date(2019, 1, 1)) for ends in ("ad", "bd", "cd")]
    >>> found = core_years(Network.of(ties), Options())
    >>> found.scores, found.parts["overlap"]
    ({'2018': 2, '2019': 3}, {'2019': 0.75})
    """
    scores, cores = {}, {}
    for year, part in _each(network):
        depths = peeled(undirected(part).matrix)[0]
        scores[str(year)] = int(depths.max(initial=0))
        cores[year] = {part.ids[at] for at in np.flatnonzero(depths == scores[str(year)]).tolist()}
    steps = list(pairwise(cores))
    parts: dict[str, dict[str, float]] = {
        "core": {str(year): len(core) for year, core in cores.items()},
        "stayed": {str(year): len(cores[before] & cores[year]) for before, year in steps},
        "overlap": {
            str(year): len(cores[before] & cores[year]) / len(cores[before] | cores[year])
            for before, year in steps
            if cores[before] | cores[year]
        },
    }
    return Computed(undirected(network), scores, {"undated": network.undated()}, parts, kernel=ARRAYS)


def rank_movement(network: Network, options: Options) -> Computed:
    """How many ranks a node rose from the first year in which it has ties to the last; fell, if negative.

    In each year the nodes with ties are ranked from 1 by a measure (degree unless ``by`` says another) on the
    ties that may hold in it; equal scores share their mean rank. Parts: both years and both ranks. Nodes with
    ties in one year only have none. Undated ties are of every year. Cost: that of the measure, times years.

    >>> from datetime import date
    >>> from graph.network import Edge, Network
    >>> ties = [Edge(ends, *ends, start=date(2018, 1, 1)) for ends in ("ab", "ac")]
    >>> ties += [Edge(ends, *ends, start=date(2019, 1, 1)) for ends in ("bd", "be", "bf")]
    >>> found = rank_movement(Network.of(ties), Options())
    >>> found.scores["b"], found.parts["rank then"]["b"], found.parts["rank now"]["b"]
    (1.5, 2.5, 1.0)
    """
    by = ranking(options.by)
    then: dict[str, tuple[int, float]] = {}
    now: dict[str, tuple[int, float]] = {}
    for year, part in _each(network):
        for name, rank in _ranks(part, options).items():
            then.setdefault(name, (year, rank))
            now[name] = (year, rank)
    moved = sorted(name for name in now if now[name][0] > then[name][0])
    return Computed(
        undirected(network),
        scores={name: then[name][1] - now[name][1] for name in moved},
        summary={"undated": network.undated()},
        parts={
            "from": {name: then[name][0] for name in moved},
            "to": {name: now[name][0] for name in moved},
            "rank then": {name: then[name][1] for name in moved},
            "rank now": {name: now[name][1] for name in moved},
        },
        notes=(f"ranked by {by.label.lower()}",),
    )


def _ranks(network: Network, options: Options) -> dict[str, float]:
    """Ranks from 1, the largest score first; equal ones share their mean rank."""
    scores = ranked(network, ranking(options.by), options.seed)
    turned = -np.array(list(scores.values()), np.float64)
    _, place, counts = np.unique(turned, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return dict(zip(scores, ranks[place].tolist(), strict=True))


def _each(network: Network) -> Iterator[tuple[int, Network]]:
    years = _years(network)
    for year in steps(years, len(years)):
        yield year, network.between(date(year, 1, 1), date(year, 12, 31))


def _years(network: Network) -> list[int]:
    """The years from the first known bound to the last.

    Raises:
        NetworkError: no tie has a bound in time, or they lie too far apart.
    """
    days = np.concatenate([network.edge_table.start, network.edge_table.until])
    known = days[~np.isnat(days)]
    if not len(known):
        if len(network):
            raise NetworkError("No tie of this network has a date, so it has no years. Take another network.")
        return []
    first, last = known.min().item().year, known.max().item().year
    if last - first >= _MOST_YEARS:
        raise NetworkError(
            f"The ties of this network span {last - first + 1:,} years, from {first} to {last}; the limit is "
            f"{_MOST_YEARS}. Take a window of it."
        )
    return list(range(first, last + 1))


def _held(network: Network, year: int) -> Mask:
    """Which ties may hold on some day of a year."""
    start, until = (
        days.astype("datetime64[Y]") for days in (network.edge_table.start, network.edge_table.until)
    )
    this = np.datetime64(str(year), "Y")
    held: Mask = (np.isnat(start) | (start <= this)) & (np.isnat(until) | (until >= this))
    return held


def _by_year(days: Days) -> dict[int, int]:
    years, counts = np.unique(
        days[~np.isnat(days)].astype("datetime64[Y]").astype(int) + 1970, return_counts=True
    )
    return dict(zip(years.tolist(), counts.tolist(), strict=True))


def _pairs(network: Network, ties: Mask) -> set[int]:
    edges = network.edge_table
    one, two = edges.source[ties].astype(np.int64), edges.target[ties].astype(np.int64)
    apart = one != two
    return set((np.minimum(one, two) * len(network) + np.maximum(one, two))[apart].tolist())


_TEMPORAL = "after Holme & Saramäki 2012, https://doi.org/10.1016/j.physrep.2012.03.001"
MEASURES = (
    Measure(
        "turnover",
        "Turnover",
        "ties that may hold in a year, began and ended",
        "year",
        turnover,
        (),
        _TEMPORAL,
    ),
    Measure(
        "core_years",
        "Core over years",
        "depth of the innermost core in a year, and whether it stayed",
        "year",
        core_years,
        (),
        "Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X",
    ),
    Measure(
        "rank_movement",
        "Movement in rank",
        "ranks that a node rose from its first year to its last",
        "node",
        rank_movement,
        ("by", "seed"),
        "ranks with ties as by Kendall 1945, https://doi.org/10.1093/biomet/33.3.239",
    ),
)
