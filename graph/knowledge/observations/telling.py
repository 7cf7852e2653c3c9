"""Measures within queries: what ``SERVICE <maillage:network/NAME/MEASURE?…>`` tells.

The network is read on the query's own snapshot, and everything takes from the query's time and stops with it.
What was computed is remembered as long as the content is the same: saving results does not change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, unquote

from graph.catalog import Catalog, NamedQuery
from graph.dataset import Dataset
from graph.engine import Known, Reading, Tells
from graph.errors import MaillageError, ParameterError, QueryError, QueryTooLarge, UnknownName
from graph.knowledge.content import content_of
from graph.knowledge.networks import network_of
from graph.knowledge.observations.computing import computed
from graph.knowledge.observations.listing import saved_results
from graph.knowledge.observations.measured import columns_of, number, resource
from graph.knowledge.observations.shelf import Shelf
from graph.network import MEASURES, Filters, Network, Result, select
from graph.network.measures import check
from graph.network.measures.given import OPTIONS, read_options
from graph.sparql.bind import bind
from graph.terms import PREFIXES, XSD, Iri, Literal

__all__ = ["measures_of", "with_measures"]

_SAVED, _NETWORK = "maillage:saved", "maillage:network/"
_SCORE, _WHOLE, _STALE = (Iri(f"{PREFIXES['mlg']}{name}") for name in ("score", "networkScore", "isStale"))
_FILTERS = frozenset({"type", "relation", "status", "source", "at", "focus", "hops"})
_ALSO = {"k": "sample"}
"""Options by the names that NetworkX gives them."""

_MOST_TIES, _MOST_NUMBERS = 1_000_000, 2_000_000
_EDGE_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks.

    Attributes:
        query: the query behind the network.
        bindings: values of its parameters, as typed.
        filters: which part of the network.
        measure: what is measured.
        options: how.
    """

    query: NamedQuery
    bindings: Mapping[str, str]
    filters: Filters
    measure: str
    options: Mapping[str, Any]

    @property
    def of_network(self) -> tuple[object, ...]:
        """What makes the network this one and no other, on one content."""
        return self.query.slug, tuple(sorted(self.bindings.items()))

    @property
    def of_result(self) -> tuple[object, ...]:
        """What makes the numbers these and no others, on one content."""
        return (*self.of_network, self.filters, self.measure, tuple(sorted(self.options.items())))


@dataclass(frozen=True, slots=True)
class _Teller:
    """What answers, and what it remembers.

    Attributes:
        catalog: the named queries.
        edge_limit: the most ties that a measure takes.
        is_apart: whether larger networks are measured in a process of their own, so that they can be stopped.
        networks: networks as they were read, by what they are of.
        numbers: what was told, by what was asked.
    """

    catalog: Catalog
    edge_limit: int
    is_apart: bool
    networks: Shelf[Network]
    numbers: Shelf[Known]

    def tell(self, address: Iri, reading: Reading) -> Known:
        """What an address tells.

        Raises:
            QueryError: there is no such network, measure or parameter, or no number of that kind.
            QueryTooLarge: the network has too many ties, or the measure needs too much memory.
            QueryTimeout, QueryCancelled: the query is over.
        """
        if address.value == _SAVED:
            listed = saved_results(reading)
            return {_STALE: [(each.graph, _truth(is_true=each.is_stale)) for each in listed]}
        try:
            asked = _read(address, self.catalog)
            if not reading.is_settled:
                return self._known(asked, reading, self._network(asked, reading))
            content = content_of(reading.commits())
            network = partial(self._network, asked, reading)
            return self.numbers.get(
                (content, asked.of_result),
                lambda: self._known(
                    asked, reading, self.networks.get((content, asked.of_network), network, len)
                ),
                lambda known: sum(map(len, known.values())),
            )
        except QueryError:
            raise
        except MaillageError as error:
            raise QueryError(f"SERVICE <{address.value}>: {error}") from error

    def _network(self, asked: _Asked, reading: Reading) -> Network:
        query = asked.query
        bindings = query.bindings(asked.bindings)
        found = network_of(reading, query.text, plan=query.network, bindings=bindings)
        # The query that is running is the one around this.
        digest = sha256((bind(query.text, bindings) if bindings else query.text).encode()).hexdigest()
        return replace(found, origin=replace(found.origin, title=query.summary, query_hash=digest))

    def _known(self, asked: _Asked, reading: Reading, network: Network) -> Known:
        if not network.origin.is_complete:
            raise QueryTooLarge(f"The network {asked.query.slug} is not whole: {network.origin.reason}.")
        part = select(network, asked.filters)
        if part.number_of_edges() > self.edge_limit:
            raise QueryTooLarge(
                f"The network {asked.query.slug} has {part.number_of_edges():,} ties; within a query "
                f"{self.edge_limit:,} are measured (network_edge_limit). Narrow it in the address by type, "
                "relation, status, at or focus, or save the result first: maillage network --save."
            )
        reading.running.check()
        result = computed(part, asked.measure, asked.options, reading.running, is_apart=self.is_apart)
        known = _told(result, asked.query.slug)
        if not known:
            raise QueryError(
                f"{MEASURES[asked.measure].label} scores each {MEASURES[asked.measure].scope}; only nodes "
                "and whole networks have names for a query to join on. maillage network shows the others."
            )
        return known


def with_measures(dataset: Dataset, catalog: Catalog, *, edge_limit: int = _EDGE_LIMIT) -> Dataset:
    """The dataset, with measures that its queries can ask for; see `measures_of`."""
    return dataset.serving(measures_of(catalog, edge_limit=edge_limit))


def measures_of(catalog: Catalog, *, edge_limit: int = _EDGE_LIMIT, is_apart: bool = True) -> Tells:
    """What answers for measures, and remembers what it has answered.

    Args:
        catalog: the named networks.
        edge_limit: the most ties that a measure takes.
        is_apart: whether larger networks are measured in a process of their own, as Python starts them: a
            script needs ``if __name__ == "__main__"``. Without it a measure runs to its end, and the query is
            stopped after that.
    """
    return _Teller(catalog, edge_limit, is_apart, Shelf(_MOST_TIES), Shelf(_MOST_NUMBERS)).tell


def _read(address: Iri, catalog: Catalog) -> _Asked:
    """What an address asks.

    Raises:
        UnknownName, ParameterError: it asks for what there is not.
    """
    path, _, tail = address.value.partition("?")
    if not path.startswith(_NETWORK):
        raise UnknownName("address", path, (_SAVED, f"{_NETWORK}NAME/MEASURE"))
    name, slash, measure = unquote(path.removeprefix(_NETWORK)).rpartition("/")
    if not slash:
        raise ParameterError(f"{path} names no measure. Write {path}/MEASURE, such as {path}/betweenness.")
    query = catalog.ties(name)
    given = {_ALSO.get(key, key): value for key, value in parse_qsl(tail)}
    own = {parameter.name for parameter in query.parameters}
    if unknown := sorted(given.keys() - own - _FILTERS - OPTIONS):
        raise UnknownName("parameter", unknown[0], own | _FILTERS | OPTIONS | _ALSO.keys())
    options = read_options(given)
    check(measure, options)
    bindings = {key: value for key, value in given.items() if key in own}
    return _Asked(query, bindings, Filters.parse(given), measure, options)


def _told(result: Result, network: str) -> Known:
    told: dict[Iri, tuple[tuple[Any, Any], ...]] = {}
    for column in columns_of(result, network):
        if not column.is_of_nodes:
            whole = tuple((column.measure, number(each)) for each in column.values.values())
            told[_WHOLE] = (*told.get(_WHOLE, ()), *whole)
            continue
        told[column.measure] = tuple((resource(name), number(value)) for name, value in column.values.items())
        if column.is_main:
            told[_SCORE] = told[column.measure]
    return told


def _truth(*, is_true: bool) -> Literal:
    return Literal("true" if is_true else "false", f"{XSD}boolean")
