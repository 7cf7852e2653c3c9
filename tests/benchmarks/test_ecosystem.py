"""The generated ecosystem: as large as asked, the same each time, skewed, in three syntaxes."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.ecosystem import ecosystem, write_ecosystem
from graph.resources import ontology_files
from graph.terms import PREFIXES

from .conftest import TRIPLES

MLG = PREFIXES["mlg"]
FORMATS = {"nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS, "ttl": ox.RdfFormat.TURTLE}


def _quads(syntax: str, *, triples: int = TRIPLES, graphs: int = 1, seed: int = 13) -> list[ox.Quad]:
    text = "".join(ecosystem(triples, syntax, graphs=graphs, seed=seed))
    return list(ox.parse(text, FORMATS[syntax]))


@pytest.mark.parametrize("triples", [20_000, 100_000])
def test_it_has_about_as_many_triples_as_asked_for(triples: int) -> None:
    """The number of statements is within 2 % of what was asked, and none is written twice."""
    quads = _quads("nt", triples=triples)

    assert len(quads) == pytest.approx(triples, rel=0.02)
    assert len(set(quads)) == len(quads)


def test_the_same_seed_gives_the_same_text() -> None:
    """Text depends on nothing but size, syntax and seed."""
    once, again, other = (list(ecosystem(TRIPLES, "ttl", seed=seed)) for seed in (13, 13, 14))

    assert once == again
    assert once != other


def test_each_syntax_says_the_same() -> None:
    """Turtle and N-Quads hold the triples of N-Triples."""
    expected = {(quad.subject, quad.predicate, quad.object) for quad in _quads("nt")}

    for syntax in ("ttl", "nq"):
        assert {(quad.subject, quad.predicate, quad.object) for quad in _quads(syntax)} == expected


def test_start_ups_spread_over_named_graphs() -> None:
    """N-Quads of three graphs use all three, once there are start-ups enough."""
    graphs = {quad.graph_name for quad in _quads("nq", triples=250_000, graphs=3)}

    assert graphs == {ox.NamedNode(f"{PREFIXES['g']}part-{number}") for number in range(3)}


def test_few_get_much() -> None:
    """The best-known large company has at least ten times the partners of the middle one."""
    quads = _quads("nt", triples=100_000)
    partners = Counter(
        quad.object
        for quad in quads
        if quad.predicate.value == f"{MLG}everPartneredWith" and "/large-" in str(quad.object)
    )
    counts = sorted(partners.values(), reverse=True)

    assert counts[0] >= 10 * counts[len(counts) // 2]


def test_every_term_of_ours_is_in_the_ontology() -> None:
    """No class, property or concept is used that the project does not define."""
    ours = tuple(PREFIXES[prefix] for prefix in ("mlg", "sector", "stage"))
    used = {
        term.value
        for quad in _quads("nt")
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ours)
    }
    defined = {
        quad.subject.value
        for path in ontology_files()
        for quad in ox.parse(path=str(path))
        if isinstance(quad.subject, ox.NamedNode)
    }

    assert used
    assert used <= defined


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file is written under another name until it is complete; its suffix chooses the syntax."""
    path = tmp_path / "small.ttl"

    write_ecosystem(path, 2000)

    assert [each.name for each in tmp_path.iterdir()] == ["small.ttl"]
    assert path.read_text("utf-8") == "".join(ecosystem(2000, "ttl"))


def test_an_unknown_syntax_is_refused() -> None:
    """The syntax is checked before anything is written."""
    with pytest.raises(ValueError, match="no syntax 'xml'"):
        list(ecosystem(1000, "xml"))
