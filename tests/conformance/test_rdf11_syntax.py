"""The W3C's RDF 1.1 syntax suites, read through the project's own reader."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import MaillageError
from graph.rdf.formats import syntax_by_name, syntax_of_file
from graph.rdf.read import Document, read_quads
from graph.rdf.write import write_quads
from tests.conformance.manifests import Case, cases

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).parents[2].parent / "shared"))
SUITES = SHARED / "rdf-tests" / "rdf" / "rdf11"
FOLDERS = ("rdf-turtle", "rdf-trig", "rdf-n-triples", "rdf-n-quads", "rdf-xml")
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11"
"""Where the suites say they are; relative IRIs in the tests resolve against it."""

_NAMESPACES = (
    "an XML literal is written with all namespaces in scope, not only those it uses (pyoxigraph's reader)"
)
DEVIATIONS = {f"rdf11/rdf-xml/xml-canon-test00{number}": _NAMESPACES for number in (1, 2)}
"""Case id → why it can't pass; each is a strict xfail."""

MANIFESTS = [(SUITES / folder / "manifest.ttl").resolve() for folder in FOLDERS] if SUITES.is_dir() else []
COLLECTED = [case for manifest in MANIFESTS for case in cases(manifest)]


def _marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=DEVIATIONS[case.id])] if case.id in DEVIATIONS else []
    return pytest.param(case, id=case.id, marks=marks)


def _document(path: Path) -> Document:
    syntax = syntax_of_file(path) or syntax_by_name("ttl")
    return Document(path.name, syntax, path=path, base_iri=f"{BASE}/{path.relative_to(SUITES.resolve())}")


def _canonical(path: Path) -> set[ox.Quad]:
    """The document's statements, read and written once, with canonical blank node labels."""
    text = write_quads(read_quads(_document(path)), syntax_by_name("nq"))
    dataset = ox.Dataset(ox.parse(text, ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@pytest.mark.parametrize("case", [_marked(case) for case in COLLECTED])
def test_document_is_read_as_the_suite_says(case: Case) -> None:
    """A good document gives the expected statements; a bad one is refused with its place."""
    if "Negative" in case.kind:
        with pytest.raises(MaillageError):
            list(read_quads(_document(case.action)))
        return

    found = _canonical(case.action)

    assert case.result is None or found == _canonical(case.result)


def test_every_case_is_collected() -> None:
    """The suites are there whole."""
    if not COLLECTED:
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    assert len(COLLECTED) == 992
