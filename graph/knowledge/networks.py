"""Networks of a dataset: a named or free query asked, its ties read, its nodes and relations named.

Everything that a network needs from the dataset is fetched here at once, so that the network itself is
a value that can be measured, drawn and written without asking again. Saved results are never part of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.catalog import Catalog, NetworkPlan
from graph.dataset import Readable
from graph.errors import CatalogError
from graph.knowledge.content import UNSEEN
from graph.knowledge.labels import LANGUAGES, labels_of, words_of
from graph.network import Network, Node, network_from_columns
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
    own = _resources(dataset, ids, (_TYPE, *_GROUPS.values()))
    types = own[_TYPE]
    classes = sorted({iri for found in types.values() for iri in found} - _NO_KIND)
    above = _above(dataset, classes)
    inherited = _resources(dataset, [*classes, *_all(above)], _GROUPS.values())
    groups = {name: {**own[iri], **inherited[iri]} for name, iri in _GROUPS.items()}
    named = [*ids, *classes, *network.relations()]
    labels = _labels(dataset, named, languages)
    nodes = NodeTable.of([_node(name, types, above, groups, labels) for name in ids])
    edges = network.edge_table.relabelled(labels)
    return replace(network, node_table=nodes, edge_table=edges)


Values = Mapping[str, Sequence[str]]


def _node(
    name: str, types: Values, above: Values, groups: Mapping[str, Values], labels: Mapping[str, str]
) -> Node:
    own = [iri for iri in types.get(name, ()) if iri not in _NO_KIND]
    kind = _most_specific(own, above)
    kinds = sorted({*own, *(iri for each in own for iri in above.get(each, ()) if is_iri(iri))})
    lineage = [name, kind, *sorted(above.get(kind, ()), key=lambda iri: (-len(above.get(iri, ())), iri))]
    found = {
        group: next((values[each][0] for each in lineage if values.get(each)), "")
        for group, values in groups.items()
    }
    return Node(
        id=name,
        label=labels.get(name) or local_name(name),
        type=kind,
        type_label=labels.get(kind) or words_of(local_name(kind)),
        kinds=tuple(kinds),
        groups=tuple((group, value) for group, value in found.items() if value),
    )


def _most_specific(types: Sequence[str], above: Values) -> str:
    """The class that is no superclass of another of these; of several, the one with most superclasses."""
    covered = {iri for each in types for iri in above.get(each, ())}
    left = [iri for iri in types if iri not in covered] or list(types)
    return min(left, key=lambda iri: (-len(above.get(iri, ())), iri), default="")


def _labels(dataset: Readable, names: Iterable[str], languages: Sequence[str]) -> dict[str, str]:
    found = labels_of(dataset, (Iri(name) for name in names if is_iri(name)), languages)
    return {iri.value: label.value for iri, label in found.items()}


def _resources(dataset: Readable, names: Iterable[str], properties: Iterable[str]) -> dict[str, Values]:
    """Property → name → IRIs that it has as values of the property, sorted."""
    found: dict[str, dict[str, set[str]]] = {iri: {} for iri in properties}
    subjects = (Iri(name) for name in dict.fromkeys(names) if is_iri(name))
    for subject, property_, value in dataset.triples_of(subjects, tuple(map(Iri, found))):
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
        found = _resources(dataset, front, (_SUBCLASS,))[_SUBCLASS]
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
