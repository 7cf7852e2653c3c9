"""What schemathesis can't draw from a schema: texts that are SPARQL or RDF."""

import schemathesis
from hypothesis import strategies as st
from schemathesis import SerializationContext

from graph.rdf.formats import SYNTAXES

__all__ = ["as_bytes"]

_QUERIES = st.sampled_from(
    [
        "ASK {}",
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s a ?o ; ?p ?o } LIMIT 3",
        "DESCRIBE <https://w3id.org/maillage/id/beelife>",
        "SELECT ?s { ?s a <x:none> FILTER(?s > 1) } ORDER BY ?s",
    ]
)
_UPDATES = st.sampled_from(
    [
        "INSERT DATA { GRAPH <x:drawn> { <x:a> <x:b> 1 } }",
        "DELETE WHERE { GRAPH <x:drawn> { ?s ?p ?o } }",
        "CLEAR SILENT GRAPH <x:drawn>",
    ]
)
_TRIPLES = "<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
_RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
_OTHERS = {"application/rdf+xml": _RDF_XML, "application/ld+json": "{}"}

_RDF = {syntax.media_type: _OTHERS.get(syntax.media_type, _TRIPLES) for syntax in SYNTAXES}

schemathesis.openapi.format("sparql-query", _QUERIES)
schemathesis.openapi.format("sparql-update", _UPDATES)
schemathesis.openapi.media_type("application/sparql-query", _QUERIES.map(str.encode))
# Right for the endpoint and for one graph alike.
schemathesis.openapi.media_type(
    "application/sparql-update",
    st.sampled_from([b"INSERT DATA { <x:a> <x:b> 1 }", b"DELETE WHERE { ?s <x:b> ?o }", b""]),
)
for _media_type, _text in _RDF.items():
    schemathesis.openapi.media_type(_media_type, st.just(_text.encode()))


@schemathesis.serializer("application/sparql-query", "application/sparql-update", *_RDF)
def as_bytes(_: SerializationContext, value: object) -> bytes:
    """A body as it stands."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
