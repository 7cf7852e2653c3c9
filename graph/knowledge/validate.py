"""Whether data holds what the shapes and the checks ask of it.

Shapes (SHACL) look at one node and its surroundings; checks (``queries/checks/``) are queries whose
every row is a violation. Data about to be loaded can be validated together with the dataset before
anything is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from graph.catalog import NamedQuery
from graph.dataset import ONTOLOGY_GRAPH, Dataset
from graph.errors import CatalogError
from graph.knowledge.content import UNSEEN, is_saved
from graph.knowledge.report import Finding, Report, Severity, words
from graph.knowledge.shacl import findings
from graph.terms import BASE, BlankNode, Iri, Quad, Resource, Term, Triple

__all__ = ["validate"]

_CANDIDATE_GRAPH = Iri(f"{BASE}graph/candidate")
_STEPS = 2


def validate(
    dataset: Dataset, candidate: Iterable[Quad] | None = None, *, checks: Iterable[NamedQuery] = ()
) -> Report:
    """What is wrong with a dataset, or with data that is about to be added to it.

    Nothing is written, and saved results are not looked at: no source states them. The whole of what is
    looked at is held in memory, and takes about half a millisecond a statement.

    Args:
        dataset: what is there.
        candidate: quads that are to be loaded. With them, the report is about the nodes that they
            describe; of the dataset, what lies within two steps of these is looked at.
        checks: queries whose every row is a violation, such as ``Catalog.checks()``.
    """
    if candidate is None:
        quads = tuple(_sourced(dataset))
        found = (*findings(quads), *_checked(dataset, checks))
        return _report(found, {quad.subject for quad in quads})
    fresh = tuple(candidate)
    nodes = {quad.subject for quad in fresh}
    together = (*fresh, *_surroundings(dataset, fresh))
    found = (*findings(together), *_checked(_dataset_of(together), checks))
    return _report((each for each in found if each.node in nodes), nodes)


def _report(found: Iterable[Finding], nodes: set[Resource]) -> Report:
    ordered = sorted(set(found), key=lambda each: (str(each.node.value), each.severity, each.line()))
    return Report(tuple(ordered), len(nodes))


def _surroundings(dataset: Dataset, fresh: tuple[Quad, ...]) -> set[Quad]:
    """The ontology, the quads that the candidate points to, and those that point to what it describes."""
    described = {quad.subject for quad in fresh}
    reached: set[Term] = {term for quad in fresh for term in (quad.subject, quad.object)}
    near: set[Quad] = set()
    for _ in range(_STEPS):
        near = {quad for quad in _sourced(dataset) if quad.subject in reached or quad.object in described}
        reached |= {term for quad in near for term in (quad.subject, quad.object)}
    return near | set(dataset.quads(ONTOLOGY_GRAPH))


def _sourced(dataset: Dataset) -> Iterator[Quad]:
    """All quads but those of saved results, which have a structure of their own."""
    return (quad for quad in dataset.quads() if not (isinstance(quad.graph, Iri) and is_saved(quad.graph)))


def _dataset_of(quads: Iterable[Quad]) -> Dataset:
    dataset = Dataset.in_memory()
    placed = sorted(quads, key=_graph_name)
    for name, held in groupby(placed, key=_graph_name):
        dataset.replace(Iri(name), (Triple(*quad[:3]) for quad in held), "validate")
    return dataset


def _graph_name(quad: Quad) -> str:
    return quad.graph.value if isinstance(quad.graph, Iri) else _CANDIDATE_GRAPH.value


def _checked(dataset: Dataset, checks: Iterable[NamedQuery]) -> Iterator[Finding]:
    for check in checks:
        for record in dataset.table(check.text, given=UNSEEN).records():
            yield Finding(
                node=_node_at_fault(check, record),
                path="",
                value=None,
                rule=check.slug,
                message=f"{check.summary}: {_in_words(record)}.",
                severity=Severity.VIOLATION,
            )


def _node_at_fault(check: NamedQuery, record: Mapping[str, Term]) -> Resource:
    for term in record.values():
        if isinstance(term, Iri | BlankNode):
            return term
    raise CatalogError(f"{check.path}: a row of a check must name the node at fault; this one has none.")


def _in_words(record: Mapping[str, Term]) -> str:
    return ", ".join(f"{name} {words(term)}" for name, term in record.items())
