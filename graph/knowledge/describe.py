"""What the dataset and the service say about themselves.

Service description: https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS
from graph.dataset import Dataset
from graph.terms import PREFIXES, XSD, BlankNode, Iri, Literal, Triple

__all__ = ["service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = Iri(f"{PREFIXES['rdf']}type")
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


def service_description(dataset: Dataset, endpoint: str) -> tuple[Triple, ...]:
    """The SPARQL service at that address: language, formats, and the named graphs it answers from."""
    return tuple(_service(dataset, endpoint))


def _service(dataset: Dataset, endpoint: str) -> Iterator[Triple]:
    here, whole, default = Iri(endpoint), BlankNode("dataset"), BlankNode("default")
    yield Triple(here, _TYPE, _sd("Service"))
    yield Triple(here, _sd("endpoint"), here)
    yield Triple(here, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(here, _sd("feature"), _sd("UnionDefaultGraph"))
    for offer in (*BINDING_FORMATS, *TRIPLE_FORMATS):
        yield Triple(here, _sd("resultFormat"), Iri(f"{_FORMATS}{_FORMAT_NAMES[offer.name]}"))
    yield Triple(here, _sd("defaultDataset"), whole)
    yield Triple(whole, _TYPE, _sd("Dataset"))
    yield Triple(whole, _sd("defaultGraph"), default)
    yield Triple(default, _TYPE, _sd("Graph"))
    triples = Literal(str(len(dataset)), f"{XSD}integer")
    yield Triple(default, Iri(f"{PREFIXES['void']}triples"), triples)
    for number, name in enumerate(dataset.graphs()):
        node = BlankNode(f"graph{number}")
        yield Triple(whole, _sd("namedGraph"), node)
        yield Triple(node, _TYPE, _sd("NamedGraph"))
        yield Triple(node, _sd("name"), name)


def _sd(name: str) -> Iri:
    return Iri(_SD + name)
