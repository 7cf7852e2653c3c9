"""Numbers as a data cube: https://www.w3.org/TR/vocab-data-cube/, measures by the measure dimension.

Each observation is about one node, or the network, and has one number, whose property the dimension
``qb:measureType`` names, so that several measures stand in one data set. Such a set must have every measure
of every node (integrity constraint 17): columns that are about other nodes stand in a set of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.knowledge.observations.measured import Column, number, resource
from graph.terms import RDF, Iri, Literal, Term, Triple, expand, n3

__all__ = ["Cube", "cubes_of", "described", "observed", "said"]

_UNITLESS = Iri("http://qudt.org/vocab/unit/UNITLESS")
_DIMENSIONS = ("mlg:observedEntity", "qb:measureType")


@dataclass(frozen=True, slots=True)
class Cube:
    """Columns about the same things, as a data set.

    Attributes:
        iri: of the data set.
        label: its name.
        columns: what is observed.
    """

    iri: Iri
    label: str
    columns: tuple[Column, ...]


def cubes_of(graph: Iri, label: str, columns: Iterable[Column]) -> tuple[Cube, ...]:
    """The columns as data sets of a graph, those about the same things in one.

    Args:
        graph: the named graph that is to hold them.
        label: what they are, in words.
        columns: the numbers; a column of none is left out.
    """
    sets: dict[tuple[str, ...], list[Column]] = {}
    for column in columns:
        if column.values:
            sets.setdefault(tuple(sorted(column.values)), []).append(column)
    return tuple(
        Cube(Iri(f"{graph.value}#set{place}"), label, tuple(held))
        for place, held in enumerate(sets.values(), 1)
    )


def said(subject: Iri, *facts: tuple[str, Term | str]) -> Iterator[Triple]:
    """What is said of a thing: properties as ``prefix:name``; a text is an IRI where it is one so, or words.

    >>> [n3(each.object) for each in said(Iri("x:a"), ("rdf:type", "qb:DataSet"), ("rdfs:label", "a b"))]
    ['<http://purl.org/linked-data/cube#DataSet>', '"a b"']
    """
    for name, value in facts:
        full = expand(value) if isinstance(value, str) else ""
        term = value if not isinstance(value, str) else Iri(full) if full != value else Literal(value)
        yield Triple(subject, Iri(expand(name)), term)


def described(cube: Cube) -> Iterator[Triple]:
    """The data set, its structure and its measures; not the observations."""
    structure = Iri(f"{cube.iri.value}-structure")
    measures = [column.measure for column in cube.columns]
    yield from said(
        cube.iri,
        ("rdf:type", "qb:DataSet"),
        ("rdf:type", "prov:Entity"),
        ("rdfs:label", Literal(cube.label, f"{RDF}langString", "en")),
        ("qb:structure", structure),
        ("sdmx-attribute:unitMeasure", _UNITLESS),
    )
    yield from said(structure, ("rdf:type", "qb:DataStructureDefinition"))
    components: tuple[tuple[tuple[str, Term | str], ...], ...] = (
        *((("qb:dimension", name),) for name in _DIMENSIONS),
        *((("qb:measure", measure),) for measure in measures),
        (("qb:attribute", "sdmx-attribute:unitMeasure"), ("qb:componentAttachment", "qb:DataSet")),
    )
    for place, component in enumerate(components, 1):
        node = Iri(f"{structure.value}-{place}")
        yield from said(structure, ("qb:component", node))
        yield from said(node, ("rdf:type", "qb:ComponentSpecification"), *component)
    for column in cube.columns:
        label = Literal(column.label, f"{RDF}langString", "en")
        kinds = (("rdf:type", "qb:MeasureProperty"), ("rdf:type", "owl:DatatypeProperty"))
        yield from said(column.measure, *kinds, ("rdfs:label", label))


def observed(cubes: Sequence[Cube], graph: Iri) -> Iterator[str]:
    """The observations of all data sets in N-Triples, one text each."""
    names = ("rdf:type", "qb:Observation", "qb:dataSet")
    type_, observation, data_set = (n3(Iri(expand(name))) for name in names)
    entity, measure_type = (n3(Iri(expand(name))) for name in _DIMENSIONS)
    count = 0
    for cube in cubes:
        for column in cube.columns:
            tail = f"{type_} {observation} .\n"
            measure = n3(column.measure)
            for name, value in column.values.items():
                count += 1
                node = f"<{graph.value}#o{count}>"
                yield (
                    f"{node} {tail}{node} {data_set} {n3(cube.iri)} .\n"
                    f"{node} {entity} {n3(resource(name))} .\n"
                    f"{node} {measure_type} {measure} .\n{node} {measure} {n3(number(value))} .\n"
                )
