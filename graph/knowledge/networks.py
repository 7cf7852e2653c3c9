"""Networks of a dataset: a named or free query asked, its ties read, its nodes and relations named.

Everything that a network needs from the dataset is fetched here at once, so that the network itself is
a value that can be measured, drawn and written without asking again. Saved results are never part of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from graph.catalog import Catalog, NetworkPlan
from graph.dataset import Readable
from graph.errors import CatalogError
from graph.knowledge.content import UNSEEN
from graph.knowledge.labels import LANGUAGES, labels_of, words_of
from graph.network import Network, network_from_columns
from graph.network.columns import Coded, Sets
from graph.network.tables import NodeTable
from graph.terms import PREFIXES, Iri, Term, is_iri, local_name

__all__ = ["described", "named_network", "network_of"]

_RDFS = PREFIXES["rdfs"]
_TYPE = f"{PREFIXES['rdf']}type"
_SUBCLASS = f"{_RDFS}subClassOf"
_GROUPS = MappingProxyType(
    {
        "place": f"{PREFIXES['mlg']}locatedIn",
        "sector": f"{PREFIXES['mlg']}sector",
        "sphere": f"{PREFIXES['mlg']}sphere",
    }
)
_NO_KIND = frozenset({f"{PREFIXES['owl']}NamedIndividual", f"{PREFIXES['owl']}Thing", f"{_RDFS}Resource"})


def named_network(
    dataset: Readable,
    catalog: Catalog,
    name: str,
    *,
    parameters: Mapping[str, str] = MappingProxyType({}),
    languages: Sequence[str] = LANGUAGES,
) -> Network:
    """The network that ``queries/networks/NAME.rq`` describes.

    Args:
        dataset: what is asked.
        catalog: the named queries.
        name: the file's name without ending.
        parameters: values of the query's parameters, as typed; its examples where not given.
        languages: of labels, the preferred one first.

    Raises:
        UnknownName: there is no such network.
        ParameterError: a parameter is unknown or not of its type.
        NetworkError: a row can't be read as a tie.
    """
    query = catalog.network(name)
    if query.network is None:
        raise CatalogError(f"{query.path}: the header lacks a [network] table, so it is no network.")
    network = network_from_columns(
        dataset.columns(query.text, query.bindings(parameters), UNSEEN), query.network
    )
    network = replace(network, origin=replace(network.origin, title=query.summary))
    return described(dataset, network, languages)


def network_of(
    dataset: Readable,
    text: str,
    *,
    plan: NetworkPlan | None = None,
    bindings: Mapping[str, Term] = MappingProxyType({}),
    languages: Sequence[str] = LANGUAGES,
) -> Network:
    """The network in the answer to any SELECT, CONSTRUCT or DESCRIBE query.

    Raises:
        QuerySyntaxError, QueryError: the query can't be answered.
        NetworkError: its answer can't be read as ties.
    """
    return described(dataset, network_from_columns(dataset.columns(text, bindings, UNSEEN), plan), languages)


def described(dataset: Readable, network: Network, languages: Sequence[str] = LANGUAGES) -> Network:
    """The same network with names, types and groupings of nodes, and names of relations."""
    ids = network.ids
    things = _iris(ids)
    own = _resources(dataset, things, (_TYPE, *_GROUPS.values()))
    types = own[_TYPE]
    classes = sorted({iri for found in types.values() for iri in found} - _NO_KIND)
    above = _above(dataset, classes)
    inherited = _resources(dataset, _iris([*classes, *_all(above)]), _GROUPS.values())
    labels = _labels(dataset, [*things, *_iris([*classes, *network.relations()])], languages)
    kinds = {told: _kind_of(told, above) for told in {tuple(types.get(name, ())) for name in ids}}
    of_node = [kinds[tuple(types.get(name, ()))] for name in ids]
    nodes = NodeTable(
        id=Coded.of(ids),
        label=Coded.of(labels.get(name) or local_name(name) for name in ids),
        type=Coded.of(kind.iri for kind in of_node),
        type_label=Coded.of(labels.get(kind.iri) or words_of(local_name(kind.iri)) for kind in of_node),
        kinds=Sets.of(kind.all for kind in of_node),
        groups=_grouped(ids, of_node, own, inherited),
    )
    edges = network.edge_table.relabelled(labels)
    return replace(network, node_table=nodes, edge_table=edges)


Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What follows from the classes of a node, worked out once for all nodes of the same classes.

    Attributes:
        iri: the most specific class; empty where there is none.
        all: the classes and their superclasses, sorted.
        lineage: the class and its superclasses, the most specific first.
    """

    iri: str
    all: tuple[str, ...]
    lineage: tuple[str, ...]


def _kind_of(types: Sequence[str], above: Values) -> _Kind:
    own = [iri for iri in types if iri not in _NO_KIND]
    kind = _most_specific(own, above)
    kinds = sorted({*own, *(iri for each in own for iri in above.get(each, ()) if is_iri(iri))})
    higher = sorted(above.get(kind, ()), key=lambda iri: (-len(above.get(iri, ())), iri))
    return _Kind(kind, tuple(kinds), (kind, *higher))


def _grouped(
    ids: Sequence[str],
    kinds: Sequence[_Kind],
    own: Mapping[str, Values],
    inherited: Mapping[str, Values],
) -> Mapping[str, Coded]:
    """Each grouping that any node is in: what a node says of itself, else what its nearest class does."""
    found = {}
    for name, property_ in _GROUPS.items():
        values, higher = own[property_], inherited[property_]
        of_kind = {
            kind: next((higher[each][0] for each in kind.lineage if higher.get(each)), "")
            for kind in set(kinds)
        }
        column = [
            values[id_][0] if values.get(id_) else of_kind[kind] for id_, kind in zip(ids, kinds, strict=True)
        ]
        if any(column):
            found[name] = Coded.of(column)
    return MappingProxyType(dict(sorted(found.items())))


def _most_specific(types: Sequence[str], above: Values) -> str:
    """The class that is no superclass of another of these; of several, the one with most superclasses."""
    covered = {iri for each in types for iri in above.get(each, ())}
    left = [iri for iri in types if iri not in covered] or list(types)
    return min(left, key=lambda iri: (-len(above.get(iri, ())), iri), default="")


def _iris(names: Iterable[str]) -> list[Iri]:
    return [Iri(name) for name in dict.fromkeys(names) if is_iri(name)]


def _labels(dataset: Readable, things: Iterable[Iri], languages: Sequence[str]) -> dict[str, str]:
    return {iri.value: label.value for iri, label in labels_of(dataset, things, languages).items()}


def _resources(dataset: Readable, things: Iterable[Iri], properties: Iterable[str]) -> dict[str, Values]:
    """Property → name → IRIs that it has as values of the property, sorted."""
    found: dict[str, dict[str, set[str]]] = {iri: {} for iri in properties}
    for subject, property_, value in dataset.triples_of(things, tuple(map(Iri, found))):
        if isinstance(value, Iri):
            found[property_.value].setdefault(subject.value, set()).add(value.value)
    return {
        iri: {subject: sorted(values) for subject, values in by_subject.items()}
        for iri, by_subject in found.items()
    }


def _above(dataset: Readable, classes: Sequence[str]) -> dict[str, list[str]]:
    """Class → all its superclasses, sorted; itself only where it stands in a circle."""
    direct: dict[str, Sequence[str]] = {}
    front = list(classes)
    while front := [iri for iri in front if iri not in direct]:
        found = _resources(dataset, _iris(front), (_SUBCLASS,))[_SUBCLASS]
        direct |= {iri: found.get(iri, ()) for iri in front}
        front = sorted({above for iri in front for above in direct[iri]})
    return {iri: _reached(iri, direct) for iri in classes}


def _reached(start: str, direct: Mapping[str, Sequence[str]]) -> list[str]:
    reached: set[str] = set()
    front = set(direct[start])
    while front:
        reached |= front
        front = {above for iri in front for above in direct[iri]} - reached
    return sorted(reached)


def _all(values: Values) -> list[str]:
    return sorted({iri for found in values.values() for iri in found})
