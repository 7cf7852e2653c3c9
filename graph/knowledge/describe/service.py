"""The SPARQL service, by https://www.w3.org/TR/sparql11-service-description/."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS
from graph.knowledge.describe.counting import Sizes
from graph.knowledge.describe.vocabulary import FORMATS, number, sd, triple, typed, void
from graph.terms import PREFIXES, BlankNode, Iri, Triple

__all__ = ["Offered", "service_description"]

_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
    "jsonld": "JSON-LD",
}
_MATCHES = Iri(f"{PREFIXES['mlg']}matches")
_MEASURES = tuple(Iri(f"{PREFIXES['mlg']}{name}") for name in ("isStale", "networkScore", "score"))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the operator has the service offer.

    Attributes:
        is_union: whether the default graph is the union of all graphs.
        is_federated: whether SERVICE may ask somewhere.
        is_written: whether updates are taken, from those who may.
        has_measures: whether SERVICE answers for measures of networks, within the process.
    """

    is_union: bool = True
    is_federated: bool = False
    is_written: bool = True
    has_measures: bool = False


def service_description(counts: Sizes, endpoint: str, offered: Offered) -> tuple[Triple, ...]:
    """The SPARQL service at that address: languages, features, formats, and the graphs it answers from."""
    return (*_service(Iri(endpoint), offered), *_dataset(counts, is_union=offered.is_union))


def _service(here: Iri, offered: Offered) -> Iterator[Triple]:
    yield from typed(here, sd("Service"))
    yield triple(here, sd("endpoint"), here)
    yield triple(here, sd("supportedLanguage"), sd("SPARQL11Query"))
    if offered.is_written:
        yield triple(here, sd("supportedLanguage"), sd("SPARQL11Update"))
    if offered.is_union:
        yield triple(here, sd("feature"), sd("UnionDefaultGraph"))
    if offered.is_federated:
        yield triple(here, sd("feature"), sd("BasicFederatedQuery"))
    for name in (_MATCHES, *(_MEASURES if offered.has_measures else ())):
        yield triple(here, sd("propertyFeature"), name)
        yield from typed(name, sd("Feature"))
    for offer in (*BINDING_FORMATS, *TRIPLE_FORMATS):
        yield triple(here, sd("resultFormat"), Iri(f"{FORMATS}{_FORMAT_NAMES[offer.name]}"))
    for offer in TRIPLE_FORMATS:
        yield triple(here, sd("inputFormat"), Iri(f"{FORMATS}{_FORMAT_NAMES[offer.name]}"))
    yield triple(here, sd("defaultDataset"), BlankNode("dataset"))


def _dataset(counts: Sizes, *, is_union: bool) -> Iterator[Triple]:
    whole, default = BlankNode("dataset"), BlankNode("default")
    yield from typed(whole, sd("Dataset"))
    yield triple(whole, sd("defaultGraph"), default)
    yield from typed(default, sd("Graph"))
    yield number(default, void("triples"), counts.whole if is_union else counts.nameless)
    for place, (name, triples) in enumerate(counts.graphs.items()):
        node, content = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield triple(whole, sd("namedGraph"), node)
        yield from typed(node, sd("NamedGraph"))
        yield triple(node, sd("name"), name)
        yield triple(node, sd("graph"), content)
        yield from typed(content, sd("Graph"))
        yield number(content, void("triples"), triples)
