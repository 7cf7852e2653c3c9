"""Networks of a dataset: a named or free query asked, its ties read, its nodes and relations named.

Everything that a network needs from the dataset is fetched here at once, so that the network itself is
a value that can be measured, drawn and written without asking again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.catalog import Catalog, NetworkPlan
from graph.dataset import Dataset
from graph.errors import CatalogError
from graph.network import Network, Node, network_from_answer
from graph.terms import PREFIXES, Iri, Literal, Term, is_iri, local_name, n3

__all__ = ["LANGUAGES", "named_network", "network_of"]

LANGUAGES = ("en", "fr")
"""Languages of labels, the preferred one first; any other follows."""

_CHUNK = 500
_RDFS = PREFIXES["rdfs"]
_NAMES = (
    f"{_RDFS}label",
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['schema']}name",
    "http://schema.org/name",
    f"{PREFIXES['foaf']}name",
    f"{PREFIXES['dcterms']}title",
)
_GROUPS = MappingProxyType(
    {
        "place": f"{PREFIXES['mlg']}locatedIn",
        "sector": f"{PREFIXES['mlg']}sector",
        "sphere": f"{PREFIXES['mlg']}sphere",
    }
)
_NO_KIND = frozenset({f"{PREFIXES['owl']}NamedIndividual", f"{PREFIXES['owl']}Thing", f"{_RDFS}Resource"})


def named_network(
    dataset: Dataset,
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
    answer = dataset.query(query.text, query.bindings(parameters))
    network = network_from_answer(answer, query.network)
    network = replace(network, origin=replace(network.origin, title=query.summary))
    return described(dataset, network, languages)


def network_of(
    dataset: Dataset,
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
    return described(dataset, network_from_answer(dataset.query(text, bindings), plan), languages)


def described(dataset: Dataset, network: Network, languages: Sequence[str] = LANGUAGES) -> Network:
    """The same network with names, types and groupings of nodes, and names of relations."""
    ids = [node.id for node in network.nodes]
    types = _values(dataset, "?subject a ?value", ids)
    classes = sorted({iri for found in types.values() for iri in found} - _NO_KIND)
    above = _values(dataset, f"?subject <{_RDFS}subClassOf>+ ?value", classes)
    groups = {
        name: _values(dataset, f"?subject <{iri}> ?value", [*ids, *classes, *_all(above)])
        for name, iri in _GROUPS.items()
    }
    named = [*ids, *classes, *network.relations()]
    labels = _labels(dataset, named, languages)
    nodes = tuple(_node(name, types, above, groups, labels) for name in ids)
    edges = tuple(
        replace(edge, relation_label=labels.get(edge.relation, edge.relation_label)) for edge in network.edges
    )
    return replace(network, nodes=nodes, edges=edges)


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
        type_label=labels.get(kind) or _spoken(local_name(kind)),
        kinds=tuple(kinds),
        groups=tuple((group, value) for group, value in found.items() if value),
    )


def _spoken(name: str) -> str:
    """A class name as words, for classes that nobody labelled: EventSeries → event series."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _most_specific(types: Sequence[str], above: Values) -> str:
    """The class that is no superclass of another of these; of several, the one with most superclasses."""
    covered = {iri for each in types for iri in above.get(each, ())}
    left = [iri for iri in types if iri not in covered] or list(types)
    return min(left, key=lambda iri: (-len(above.get(iri, ())), iri), default="")


def _labels(dataset: Dataset, names: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    ranked: dict[str, tuple[int, int, str]] = {}
    properties = " ".join(f"<{iri}>" for iri in _NAMES)
    pattern = f"VALUES ?property {{ {properties} }} ?subject ?property ?value"
    for subject, value, property_ in _rows(dataset, pattern, names):
        if isinstance(value, Literal):
            rank = (_language_rank(value.language, languages), _NAMES.index(property_), value.value)
            ranked[subject] = min(ranked.get(subject, rank), rank)
    return {subject: rank[-1] for subject, rank in ranked.items()}


def _language_rank(language: str, languages: Sequence[str]) -> int:
    """Preferred languages in their order (region subtags aside), then no language, then any other."""
    primary = language.partition("-")[0].lower()
    if primary in languages:
        return languages.index(primary)
    return len(languages) + bool(language)


def _values(dataset: Dataset, pattern: str, names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for subject, value, _ in _rows(dataset, pattern, names):
        if isinstance(value, Iri):
            found.setdefault(subject, set()).add(value.value)
    return {subject: sorted(values) for subject, values in found.items()}


def _rows(dataset: Dataset, pattern: str, names: Iterable[str]) -> Iterator[tuple[str, Term, str]]:
    subjects = [n3(Iri(name)) for name in dict.fromkeys(names) if is_iri(name)]
    for start in range(0, len(subjects), _CHUNK):
        values = " ".join(subjects[start : start + _CHUNK])
        text = f"SELECT ?subject ?value ?property {{ VALUES ?subject {{ {values} }} {pattern} }}"
        for record in dataset.table(text).records():
            subject, property_ = record["subject"], record.get("property")
            if isinstance(subject, Iri):
                yield subject.value, record["value"], property_.value if isinstance(property_, Iri) else ""


def _all(values: Values) -> list[str]:
    return sorted({iri for found in values.values() for iri in found})
