"""What is saved is a well-formed data cube, by the W3C's own constraints, each of which can be broken."""

from collections.abc import Callable

import pytest

from graph.answer import Truth
from graph.dataset import Dataset
from graph.knowledge.observations import save
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import PREFIXES, Iri, n3
from tests.unit.knowledge.data_cube import CONSTRAINTS, NORMALISED
from tests.unit.knowledge.data_cube import PREFIXES as DECLARED
from tests.unit.knowledge.saving import finding, mesh, saved_graphs

DIMENSION = Iri(f"{PREFIXES['mlg']}observedEntity")
# What the vocabulary itself says of the measure dimension.
_VOCABULARY = """INSERT DATA { qb:measureType a qb:DimensionProperty, rdf:Property ;
  rdfs:range qb:MeasureProperty }"""
_ONE = """?o a qb:Observation ; qb:dataSet ?d .
  FILTER NOT EXISTS { ?q a qb:Observation FILTER(STR(?q) < STR(?o)) }"""
_NODE = f"{n3(DIMENSION)}"
_SLICE = "INSERT DATA { <x:slice> a qb:Slice ; qb:sliceStructure <x:key> . <x:key> a qb:SliceKey"
_HIERARCHY = f"""INSERT DATA {{ {_NODE} qb:codeList <x:list> .
  <x:list> a qb:HierarchicalCodeList ; qb:hierarchyRoot <x:root> }}"""

BREAKING = {
    1: f"DELETE {{ ?o qb:dataSet ?d }} WHERE {{ {_ONE} }}",
    2: "DELETE { ?d qb:structure ?s } WHERE { ?d qb:structure ?s }",
    3: "DELETE { ?c qb:componentProperty ?m } WHERE { ?c qb:measure ?m ; qb:componentProperty ?m }",
    4: f"DELETE {{ {_NODE} rdfs:range ?r }} WHERE {{ {_NODE} rdfs:range ?r }}",
    5: f"INSERT DATA {{ {_NODE} rdfs:range skos:Concept }}",
    6: "INSERT { ?c qb:componentRequired false } WHERE { ?c qb:dimension qb:measureType }",
    7: "INSERT DATA { <x:key> a qb:SliceKey }",
    8: """INSERT { ?s qb:sliceKey <x:key> . <x:key> a qb:SliceKey ; qb:componentProperty <x:p> }
      WHERE { ?s a qb:DataStructureDefinition }""",
    9: "INSERT DATA { <x:slice> a qb:Slice }",
    10: f"{_SLICE} ; qb:componentProperty {_NODE} }}",
    11: f"DELETE {{ ?o {_NODE} ?n }} WHERE {{ {_ONE} ?o {_NODE} ?n }}",
    12: f"INSERT {{ <x:copy> ?p ?v }} WHERE {{ {_ONE} ?o ?p ?v }}",
    13: "INSERT { ?c qb:componentRequired true ; qb:componentProperty <x:p> } WHERE { ?c qb:attribute ?a }",
    14: "DELETE { ?c qb:componentProperty qb:measureType } WHERE { ?c qb:componentProperty qb:measureType }",
    15: f"DELETE {{ ?o ?m ?v }} WHERE {{ {_ONE} ?o qb:measureType ?m ; ?m ?v }}",
    16: f"""INSERT {{ ?o ?other 1 }} WHERE {{ {_ONE} ?o qb:measureType ?m .
      ?d qb:structure/qb:component/qb:measure ?other FILTER(?other != ?m) }}""",
    17: f"DELETE {{ ?o ?p ?v }} WHERE {{ {_ONE} ?o ?p ?v }}",
    18: "INSERT { ?d qb:slice <x:s> . <x:s> qb:observation <x:o> } WHERE { ?d a qb:DataSet }",
    19: f"INSERT DATA {{ {_NODE} qb:codeList <x:list> . <x:list> a skos:ConceptScheme }}",
    20: _HIERARCHY,
    21: _HIERARCHY,
}


@pytest.fixture
def cube(dataset_of: Callable[[str], Dataset]) -> Dataset:
    """Saved results alone, with what ontology and vocabulary say of the dimensions, normalised.

    One of the measures has parts, one is of the whole network, and one has both scores and a summary.
    """
    dataset = mesh(dataset_of)
    for measure in ("brokerage", "density", "degree"):
        save(dataset, finding(dataset, measure))
    alone = Dataset.in_memory()
    lines = (
        " ".join(map(n3, quad[:3])) + " ." for graph in saved_graphs(dataset) for quad in dataset.quads(graph)
    )
    alone.load(document_from_text("\n".join(lines), syntax_by_name("nt")), None)
    told = f"INSERT DATA {{ {_NODE} a qb:DimensionProperty ; rdfs:range rdfs:Resource }}"
    for update in (told, _VOCABULARY, *NORMALISED):
        alone.update(DECLARED + update)
    return alone


def _is_broken(dataset: Dataset, constraint: int) -> bool:
    found = dataset.query(f"{DECLARED} ASK {{ {CONSTRAINTS[constraint]} }}")
    assert isinstance(found, Truth)
    return found.value


def test_what_is_saved_breaks_no_constraint(cube: Dataset) -> None:
    """All twenty-one are asked of two data sets of nodes and two of the whole."""
    sets = cube.table(f"{DECLARED} SELECT ?d (COUNT(?o) AS ?n) {{ ?o qb:dataSet ?d }} GROUP BY ?d").rows

    assert len(sets) == 4
    assert list(CONSTRAINTS) == list(range(1, 22))
    assert [number for number in CONSTRAINTS if _is_broken(cube, number)] == []


@pytest.mark.parametrize("number", CONSTRAINTS)
def test_each_constraint_can_be_broken(cube: Dataset, number: int) -> None:
    """The question finds what breaks it, so that its silence means something."""
    cube.update(DECLARED + BREAKING[number])

    assert _is_broken(cube, number)
