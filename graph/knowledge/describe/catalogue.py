"""The dataset and its graphs, by VoID and DCAT.

https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from graph.answer import TRIPLE_FORMATS
from graph.knowledge.describe.counting import Counts, Measured
from graph.knowledge.describe.vocabulary import dcat, dcterms, number, sd, triple, typed, void
from graph.terms import PREFIXES, XSD, BlankNode, Iri, Literal, Triple

__all__ = ["Addresses", "catalogue"]

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_TITLE = "Maillage: a knowledge graph of innovation ecosystems"
_PRIMARY = Iri(f"{PREFIXES['foaf']}primaryTopic")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the service that is described answers.

    Attributes:
        description: of the description itself.
        sparql: of the SPARQL endpoint.
        graphs: of the graph store.
    """

    description: str
    sparql: str
    graphs: str


def catalogue(counts: Measured, addresses: Addresses) -> tuple[Triple, ...]:
    """The dataset as it was counted: its numbers, those of its graphs, and where to have them."""
    return tuple(_catalogue(counts, addresses))


def _catalogue(counts: Measured, addresses: Addresses) -> Iterator[Triple]:
    here, dataset = Iri(addresses.description), Iri(f"{addresses.description}#dataset")
    yield from typed(here, void("DatasetDescription"))
    yield triple(here, _PRIMARY, dataset)
    yield from _served(addresses, dataset)
    yield from typed(dataset, void("Dataset"), dcat("Dataset"))
    yield triple(dataset, dcterms("title"), _TITLE)
    yield triple(dataset, dcat("version"), counts.snapshot.id)
    if counts.snapshot.at:
        yield Triple(dataset, dcterms("modified"), Literal(counts.snapshot.at, f"{XSD}dateTime"))
    yield triple(dataset, void("sparqlEndpoint"), Iri(addresses.sparql))
    yield from _numbers(dataset, counts.whole, "dataset")
    if counts.nameless.triples:
        yield from _subset(dataset, "nameless", counts.nameless, f"{addresses.graphs}?default")
    for place, (name, graph) in enumerate(counts.graphs.items(), 1):
        subset = Iri(f"{addresses.description}#graph-{place}")
        yield from _subset(
            dataset, f"graph-{place}", graph, f"{addresses.graphs}?graph={quote(name.value, safe='')}"
        )
        yield from typed(subset, sd("NamedGraph"))
        yield triple(subset, sd("name"), name)
        yield triple(subset, dcterms("identifier"), name.value)


def _served(addresses: Addresses, dataset: Iri) -> Iterator[Triple]:
    """The catalogue that holds the dataset, and the services that give it."""
    catalog = Iri(f"{addresses.description}#catalogue")
    yield from typed(catalog, dcat("Catalog"))
    yield triple(catalog, dcterms("title"), f"{_TITLE}, as it is served here")
    yield triple(catalog, dcat("dataset"), dataset)
    standards = {
        addresses.sparql: ("SPARQL", "https://www.w3.org/TR/sparql11-protocol/"),
        addresses.graphs: ("Graph store", "https://www.w3.org/TR/sparql11-http-rdf-update/"),
    }
    for address, (title, standard) in standards.items():
        here = Iri(address)
        yield triple(catalog, dcat("service"), here)
        yield from typed(here, dcat("DataService"))
        yield triple(here, dcterms("title"), title)
        yield triple(here, dcterms("conformsTo"), Iri(standard))
        yield triple(here, dcat("endpointURL"), here)
        yield triple(here, dcat("servesDataset"), dataset)


def _subset(dataset: Iri, name: str, counts: Counts, dump: str) -> Iterator[Triple]:
    """A graph as a dataset of its own, with where all of it is to be had."""
    subset = Iri(f"{dataset.value.partition('#')[0]}#{name}")
    yield triple(dataset, void("subset"), subset)
    yield from typed(subset, void("Dataset"), dcat("Dataset"))
    yield from _numbers(subset, counts, name)
    for offer in TRIPLE_FORMATS:
        file, distribution = Iri(f"{dump}&format={offer.name}"), BlankNode(f"{name}-{offer.name}")
        yield triple(subset, void("dataDump"), file)
        yield triple(subset, dcat("distribution"), distribution)
        yield from typed(distribution, dcat("Distribution"))
        yield triple(distribution, dcat("downloadURL"), file)
        yield triple(distribution, dcat("mediaType"), Iri(_MEDIA_TYPES + offer.media_types[0]))


def _numbers(node: Iri, counts: Counts, name: str) -> Iterator[Triple]:
    yield number(node, void("triples"), counts.triples)
    yield number(node, void("distinctSubjects"), counts.subjects)
    yield number(node, void("distinctObjects"), counts.objects)
    yield number(node, void("properties"), len(counts.properties))
    yield number(node, void("classes"), len(counts.classes))
    for place, each in enumerate(counts.properties):
        part = BlankNode(f"{name}-property-{place}")
        yield triple(node, void("propertyPartition"), part)
        yield triple(part, void("property"), each.property)
        yield number(part, void("triples"), each.triples)
        yield number(part, void("distinctSubjects"), each.subjects)
        yield number(part, void("distinctObjects"), each.objects)
    for place, (kind, entities) in enumerate(counts.classes):
        part = BlankNode(f"{name}-class-{place}")
        yield triple(node, void("classPartition"), part)
        yield triple(part, void("class"), kind)
        yield number(part, void("entities"), entities)
