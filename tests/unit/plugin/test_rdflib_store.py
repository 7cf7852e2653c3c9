"""The column store as RDFLib's: what its Graph and Dataset do on any store, they do on ours."""

from pathlib import Path

import pytest
import rdflib
from rdflib import XSD, BNode, Graph, Literal, URIRef, Variable
from rdflib.compare import isomorphic
from rdflib.store import Store

from graph.errors import StoreError
from graph.plugin import MaillageStore

A, B, C, G, H = (URIRef(f"http://x/{name}") for name in "abcgh")
DATA = """
@prefix x: <http://x/> .
x:a x:b 01 , 1.50 , "Été"@fr , [ x:c "é" ] .
x:g { x:a x:b x:c } x:h { x:a x:b x:c , "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }
"""


# RDFLib 7 warns of what it calls itself.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")


@pytest.fixture(autouse=True, scope="module")
def _registered() -> None:
    """An installed package is found by its entry point; a checkout is named to RDFLib by hand."""
    rdflib.plugin.register("maillage", Store, "graph.plugin", "MaillageStore")


@pytest.fixture
def dataset() -> rdflib.Dataset:
    """An empty dataset on our store."""
    return rdflib.Dataset("maillage")


def test_rdflib_makes_the_store_by_its_name(dataset: rdflib.Dataset) -> None:
    """A name is enough."""
    assert isinstance(dataset.store, MaillageStore)


def test_a_parsed_document_is_the_same_as_in_rdflibs_own_store(dataset: rdflib.Dataset) -> None:
    """Quads, graph by graph, blank nodes up to their names."""
    ours = dataset.parse(data=DATA, format="trig")
    theirs = rdflib.Dataset().parse(data=DATA, format="trig")

    assert {str(each.identifier) for each in ours.graphs()} == {
        str(each.identifier) for each in theirs.graphs()
    }
    for name in (None, G, H):
        mine, other = (each.graph(name) if name else each.default_graph for each in (ours, theirs))
        assert isomorphic(mine, other)
    assert len(ours) == len(theirs)


def test_triples_are_found_by_every_pattern(dataset: rdflib.Dataset) -> None:
    """Each part may be given or left open, as in RDFLib's own store."""
    theirs = rdflib.Dataset().parse(data=DATA, format="trig")
    ours = dataset
    for quad in theirs.quads():
        ours.add((*quad[:3], theirs.graph(quad[3]) if quad[3] else theirs.default_graph))

    for subject in (A, C, None):
        for predicate in (B, C, None):
            for object_ in (C, Literal("é"), A, None):
                pattern = (subject, predicate, object_)
                for graph in (G, H):
                    assert set(ours.graph(graph).triples(pattern)) == set(
                        theirs.graph(graph).triples(pattern)
                    )


def test_what_is_removed_is_gone_from_that_graph_alone(dataset: rdflib.Dataset) -> None:
    """Or from all graphs, where none is named."""
    dataset.parse(data=DATA, format="trig")
    dataset.graph(G).remove((A, None, None))
    assert len(dataset.graph(G)) == 0
    assert len(dataset.graph(H)) == 2

    dataset.remove((None, None, C, None))  # type: ignore[arg-type]

    assert len(dataset.graph(H)) == 1


def test_queries_run_on_our_engine_with_rdflibs_prefixes_and_bindings(dataset: rdflib.Dataset) -> None:
    """Prefixes that are bound and variables that are given count."""
    dataset.parse(data=DATA, format="trig")
    dataset.bind("x", "http://x/")

    found = dataset.query("SELECT ?g { GRAPH ?g { ?s x:b x:c } } ORDER BY ?g", initBindings={"s": A})

    assert [record[Variable("g")] for record in found.bindings] == [G, H]
    assert dataset.query("ASK { x:a x:b '2020-01-01'^^xsd:date }").askAnswer is False
    assert dataset.graph(H).query("ASK { x:a x:b ?date }").askAnswer is True
    made = dataset.query("CONSTRUCT { ?s a x:T } { GRAPH x:g { ?s ?p ?o } }")
    assert made.graph is not None
    assert set(made.graph.subjects()) == {A}


def test_a_union_dataset_is_asked_as_one(dataset: rdflib.Dataset) -> None:
    """``default_union`` shows all graphs in the default graph, each triple once."""
    union = rdflib.Dataset("maillage", default_union=True)
    union.parse(data=DATA, format="trig")

    found = union.query("SELECT (COUNT(*) AS ?n) { ?s <http://x/b> <http://x/c> }")

    assert [str(record[Variable("n")]) for record in found.bindings] == ["1"]
    assert dataset.store is not union.store


def test_updates_run_on_our_engine(dataset: rdflib.Dataset) -> None:
    """With the prefixes that are bound."""
    dataset.bind("x", "http://x/")
    dataset.update("INSERT DATA { x:a x:b 1 GRAPH x:g { x:a x:b 2 } }")

    assert len(dataset.graph(G)) == 1
    assert (A, B, Literal(1)) in dataset.default_graph


def test_a_rollback_forgets_what_was_not_committed(dataset: rdflib.Dataset) -> None:
    """What was read or committed stays."""
    dataset.add((A, B, C))
    dataset.commit()
    dataset.add((A, B, A))
    dataset.rollback()

    assert set(dataset.default_graph) == {(A, B, C)}


def test_a_graph_that_is_empty_is_listed(dataset: rdflib.Dataset) -> None:
    """As RDFLib expects of a graph-aware store, until it is removed."""
    dataset.graph(G)
    assert G in {each.identifier for each in dataset.graphs()}

    dataset.remove_graph(G)

    assert G not in {each.identifier for each in dataset.graphs()}


def test_what_is_no_rdf_is_refused(dataset: rdflib.Dataset) -> None:
    """A literal is no subject, a blank node no predicate."""
    for triple in ((Literal("a"), B, C), (A, BNode(), C)):
        with pytest.raises(StoreError, match="can't stand there"):
            dataset.add(triple)


def test_a_graph_alone_works_on_the_store() -> None:
    """``rdflib.Graph("maillage")`` has its own name and keeps to it."""
    graph = Graph("maillage", identifier=G)
    graph.add((A, B, Literal("x", lang="fr")))

    assert list(graph) == [(A, B, Literal("x", lang="fr"))]
    assert "x" in graph.serialize(format="nt")


def test_a_file_is_written_and_read_again(tmp_path: Path) -> None:
    """``open`` names the file; what was committed is there when it is opened again."""
    path = str(tmp_path / "store")
    first = rdflib.Dataset("maillage")
    first.open(path, create=True)
    first.parse(data=DATA, format="trig")
    first.add((A, B, Literal("01", datatype=XSD.integer, normalize=False)))
    first.close(commit_pending_transaction=True)

    again = rdflib.Dataset("maillage")
    again.open(path)

    assert len(again.graph(H)) == 2
    assert {str(literal) for literal in again.objects(A, B) if isinstance(literal, Literal)} >= {"01", "1.50"}
    again.close()
