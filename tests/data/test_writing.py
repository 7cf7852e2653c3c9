"""How the files are written: both languages, short wording of our own, order, a length one can read."""

import re
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode, Store

Rows = Callable[[str], set[tuple[str, ...]]]

LINES_LIMIT = 400
LABEL_WORDS = 10
COMMENT_WORDS = 16


def test_every_node_is_labelled_in_english_and_french(rows: Rows) -> None:
    """Whatever is described has one label in each language."""
    labels = rows("""SELECT ?node (GROUP_CONCAT(DISTINCT LANG(?label); SEPARATOR=" ") AS ?languages)
        (COUNT(DISTINCT ?label) AS ?n) { ?node a ?type FILTER(isIRI(?node))
        OPTIONAL { ?node rdfs:label ?label } } GROUP BY ?node""")

    assert {tuple(sorted(languages.split())) for _, languages, _ in labels} == {("en", "fr")}
    assert {n for *_, n in labels} == {"2"}


def test_every_wording_has_both_languages(rows: Rows) -> None:
    """What is said in words, be it an aim or a time, is said in English and in French; names need not be."""
    wordings = rows("""SELECT ?s ?p (GROUP_CONCAT(LANG(?text); SEPARATOR=" ") AS ?languages) { ?s ?p ?text
        FILTER(LANG(?text) != "" && ?p != skos:altLabel) } GROUP BY ?s ?p""")

    assert {tuple(sorted(languages.split())) for *_, languages in wordings} == {("en", "fr")}


def test_nothing_is_mentioned_without_being_described(rows: Rows) -> None:
    """Every id: that a statement points at is described in one of the files, or in the ontology's."""
    dangling = rows("""SELECT DISTINCT ?o { ?s ?p ?o FILTER(STRSTARTS(STR(?o), STR(id:)))
        FILTER NOT EXISTS { ?o a ?type } }""")

    assert dangling <= {("id:maillage-contributors",)}


def test_wording_of_the_article_graph_is_short(rows: Rows) -> None:
    """A few words a statement: nothing is long enough to be a sentence of the article."""
    texts = rows("""SELECT ?p ?text { GRAPH g:article { ?s ?p ?text } FILTER(LANG(?text) != "") }""")
    long = {
        text
        for p, text in texts
        if len(text.split()) > (COMMENT_WORDS if p == "rdfs:comment" else LABEL_WORDS)
    }

    assert texts
    assert long == set()


def test_texts_carry_their_language_and_no_iri_is_a_string(data: Store) -> None:
    """A label without a language or an address kept as text would be invisible to a query."""
    tagged = {"label", "comment", "statement", "aim", "purpose", "tendency"}
    literals = [(q.predicate, q.object) for q in data if not isinstance(q.object, NamedNode)]

    untagged = [o for p, o in literals if re.split("[#/]", p.value)[-1] in tagged and not o.language]
    addresses = [o for _, o in literals if str(getattr(o, "value", "")).startswith(("http:", "https:"))]

    assert untagged == []
    assert addresses == []


def test_prefixes_are_declared_in_order_and_used(data_folder: Path) -> None:
    """Each file declares its prefixes alphabetically and no more than it uses."""
    for path in sorted(data_folder.glob("*.trig")):
        text = path.read_text("utf-8")
        prefixes = re.findall(r"^@prefix ([a-z-]+): ", text, re.MULTILINE)
        body = re.sub(r"^(@prefix|#).*$", "", text, flags=re.MULTILINE)

        assert prefixes == sorted(prefixes), path.name
        assert [p for p in prefixes if not re.search(rf"(?<![\w-]){p}:", body)] == [], path.name


def test_no_file_outgrows_a_reader(data_folder: Path) -> None:
    """No bundled graph is longer than a code file may be."""
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in data_folder.glob("*.trig")}

    assert {name: n for name, n in lengths.items() if n > LINES_LIMIT} == {}
