"""Large documents take another way into the store than small ones, and give the same quads."""

import gzip
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event

import duckdb
import pyoxigraph as ox
import pytest

from graph.errors import RdfSyntaxError, ReadError, StoreError
from graph.rdf.formats import syntax_by_name
from graph.rdf.native import native_quad
from graph.rdf.numbering import Numbering
from graph.rdf.plain_terms import NotPlain
from graph.rdf.read import document_from_file, document_from_text
from graph.resources import data_files, ontology_files
from graph.store import sorting
from graph.store.columnar import ColumnStore, Resources
from graph.store.keeper import Keeper
from graph.store.lexical import NUMERIC_FORMS, xsd
from graph.terms import RDF_LANG_STRING, BlankNode, Iri, Literal, Quad, Term, TripleTerm
from tests.unit.store.both_ways import BULK, SMALL, G, assert_both_ways_equal, noting

_ALPHABET = [
    *"\"\\^@<>_:. \t\n\r\b\f'#nrtu0\x00\x01\x1f\x7f\x85\u2028\ue000é漢😀e\u0301",
    *('" <http://x> .', "\\u0041", '\\"', "_:b ", '"@en', '"^^<', "<<( ", " )>>", "\\\\", "\\x01", "u0000"),
]
_IRI_ENDS = ("", "?a=b", "#a", "#a#b", "?a?b", "%20", "%2", "/é", ":80", ":a", "/a//b", "[", "\\u0041", "@b")
_FORMS = ("1", "01", "-0.50", "1e3", "true", "2024-02-29", "2024-02-29T12:00:00.50Z", "", "a", "12:00:00Z")


def _hostile(count: int, seed: int) -> Iterator[Quad]:
    """Quads whose terms look like the syntax around them."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    blanks = [BlankNode(f"b{number}") for number in range(40)]
    predicates = [Iri("x:p"), Iri("http://example.org/q?a=1&b=%20"), Iri("x:é漢")]

    def text() -> str:
        return "".join(chance.choices(_ALPHABET, k=chance.randrange(9)))

    def term(depth: int = 0) -> Term:
        typed = Literal(
            chance.choice(_FORMS), chance.choice([*NUMERIC_FORMS, xsd("date"), xsd("dateTime"), "x:dt"])
        )
        language = Literal(text(), RDF_LANG_STRING, chance.choice(["en", "fr-ca"]))
        if depth < 2 and chance.random() < 0.03:
            return TripleTerm(chance.choice(blanks), chance.choice(predicates), term(depth + 1))
        others: list[Term] = [typed, language, Literal(text()), Literal(text(), "x:dt"), Iri("x:o")]
        return chance.choice([*others, *blanks[:3]])

    for _ in range(count):
        graph = chance.choice([None, G, Iri("x:h"), blanks[7]])
        subject = Iri("x:s") if chance.random() < 0.1 else chance.choice(blanks)
        yield Quad(subject, chance.choice(predicates), term(), graph)


@pytest.mark.parametrize("syntax", ["nq", "trig"])
def test_hostile_terms_take_both_ways(syntax: str) -> None:
    """Quotation marks, escapes, marks, control signs, labels and graphs, in whatever place."""
    forms = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
    quads = [native_quad(quad) for quad in _hostile(3000, 1)]

    text = ox.serialize(quads, format=forms[syntax])

    assert text is not None
    assert_both_ways_equal(document_from_text(text, syntax_by_name(syntax)))


def test_hostile_triples_take_both_ways() -> None:
    """The same without graphs, as N-Triples."""
    quads = [native_quad(quad._replace(graph=None)) for quad in _hostile(3000, 2)]

    text = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES)

    assert text is not None
    assert_both_ways_equal(document_from_text(text, syntax_by_name("nt")))


@pytest.mark.parametrize("path", [*data_files()[:3], *ontology_files()[:2]], ids=lambda path: path.name)
def test_files_take_both_ways(path: Path) -> None:
    """Those that come with the package."""
    assert_both_ways_equal(document_from_file(path))


def test_the_shared_files_take_both_ways(shared: Path) -> None:
    """Among them vocabularies with many blank nodes, in RDF/XML and Turtle."""
    found = [shared / "data" / "bsbm-100.ttl", *sorted((shared / "data" / "vocabularies").iterdir())]
    documents = [document_from_file(path) for path in found if path.suffix in {".ttl", ".rdf", ".nt", ".owl"}]

    assert len(documents) > 5
    for document in documents:
        assert_both_ways_equal(document)


def test_the_terms_of_large_documents_are_indexed(tmp_path: Path) -> None:
    """Also while somebody reads; what was loaded first was to be indexed with what came next."""
    store = ColumnStore(tmp_path / "s.db", BULK)
    with store.reader() as reader:
        for number in range(3):
            text = "".join(f"<x:{number}-{place}> <x:p> 'é{place}' .\n" for place in range(300 * 4**number))
            store.load(document_from_text(text, syntax_by_name("ttl")), None)
        assert not list(reader.quads())
    store.close()

    with duckdb.connect(tmp_path / "s.db") as connection:
        indexes = connection.execute("SELECT index_name FROM duckdb_indexes()").fetchall()
        plan = connection.execute("EXPLAIN ANALYZE SELECT lex FROM term WHERE id = 16 * 5 + 1").fetchall()
    assert indexes == [("term_id",)]
    assert "Index Scan" in plan[0][1]


def test_a_large_document_joins_what_is_there() -> None:
    """Terms keep their ids, quads that are there are not added, and each triple has one first quad."""
    text = "".join(f"<x:s{number}> <x:p> {number % 50}, 'é{number}' .\n" for number in range(2000))
    documents = [document_from_text(text[: len(text) // 2].rpartition("\n")[0], syntax_by_name("ttl"))]
    documents.append(document_from_text(text, syntax_by_name("ttl")))
    stores = ColumnStore(None, BULK), ColumnStore(None, SMALL)

    for store in stores:
        for graph, document in ((G, documents[0]), (Iri("x:h"), documents[1]), (G, documents[1])):
            store.load(document, graph)

    with stores[0].reader() as one, stores[1].reader() as other:
        assert set(one.quads()) == set(other.quads())
        assert one.statistics.total == other.statistics.total
        assert one.statistics.total.repeats == 4000
        assert one.connection.execute("SELECT count(*) - count(DISTINCT id) FROM term").fetchall() == [(0,)]
        assert one.connection.execute("SELECT count(*) FILTER (first) FROM pos").fetchall() == [(4000,)]


@pytest.mark.parametrize("name", ["doc.ttl", "doc.nt", "doc.nt.gz", "doc.rdf"])
def test_errors_have_their_place(name: str, tmp_path: Path) -> None:
    """File, line, column, excerpt and hint are those that the small way gives; nothing is kept."""
    text = (
        "".join(f"<http://x/s{number}> <http://x/p> <http://x/o> .\n" for number in range(30_000)) + "oops\n"
    )
    if name.endswith("rdf"):
        text = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<oops></rdf:RDF>"
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    faults = []
    for resources in (BULK, SMALL):
        store = ColumnStore(None, resources)

        with pytest.raises(RdfSyntaxError) as raised:
            store.load(document_from_file(path), G)

        faults.append((str(raised.value), vars(raised.value)))
        assert (len(store), store.head.version) == (0, 0)
    assert faults[0] == faults[1]
    assert name in faults[0][0]


def test_broken_compression_is_reported(tmp_path: Path) -> None:
    """As the small way reports it."""
    path = tmp_path / "doc.nt.gz"
    path.write_bytes(gzip.compress(b"<x:a> <x:b> <x:c> .\n" * 100_000)[:-200])

    with pytest.raises(ReadError, match="can't be read as N-Triples"):
        ColumnStore(None, BULK).load(document_from_file(path), G)


def test_temporary_space_is_bounded(tmp_path: Path) -> None:
    """What is allowed does not suffice: refused, and cleared away."""
    path = tmp_path / "store.db"
    store = ColumnStore(path, Resources(small_bytes=0, temporary_bytes=100_000))
    text = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(30_000))

    with pytest.raises(StoreError, match="temporary space allowed does not suffice"):
        store.load(document_from_text(text, syntax_by_name("ttl")), G)

    assert list((tmp_path / "store.db.tmp").iterdir()) == []
    store.close()


def test_progress_ends_at_the_size(tmp_path: Path) -> None:
    """Bytes of the file as it lies there, never falling, whatever the number of children."""
    path = tmp_path / "doc.nt"
    path.write_text("".join(f"<http://example.org/{number}> <x:p> <x:o> .\n" for number in range(400_000)))
    seen: list[int] = []

    ColumnStore(None, BULK).load(document_from_file(path), G, noting(seen))

    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size


def test_a_load_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    """Neither children nor files nor quads."""
    store = ColumnStore(tmp_path / "store.db", BULK)
    text = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(100_000))

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.load(document_from_text(text, syntax_by_name("ttl")), G, Keeper(watch=stop))

    assert (len(store), list((tmp_path / "store.db.tmp").iterdir())) == (0, [])
    store.close()


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a store in memory goes with the next large load; that of a running process stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left, used = (tmp_path / f"maillage-{pid}-ab" for pid in (int(ended.stdout), os.getpid()))
    for folder in (left, used):
        folder.mkdir()
    store = ColumnStore(None, BULK)

    store.load(document_from_text("<x:a> <x:b> <x:c> .", syntax_by_name("ttl")), G)
    store.close()

    assert list(tmp_path.iterdir()) == [used]


def test_a_document_of_odd_statements_alone_takes_both_ways() -> None:
    """None of them is in numbers."""
    assert_both_ways_equal(
        document_from_text("<x:a> <x:p> <<( <x:b> <x:q> 1 )>> , '\ue000' .", syntax_by_name("ttl"))
    )


@pytest.mark.parametrize("held", [5, 500])
def test_a_load_into_a_store_takes_both_ways(held: int) -> None:
    """Where it holds less than comes, and more: what repeats is known, in this graph and in another."""
    first = "".join(f"<x:a{number % 7}> <x:p{number % 3}> {number} .\n" for number in range(held))
    more = "".join(f"<x:a{number % 7}> <x:p{number % 4}> {number} , 'n' .\n" for number in range(100))
    documents = [document_from_text(text, syntax_by_name("ttl")) for text in (first, first, more, more)]
    stores = ColumnStore(None, BULK), ColumnStore(None, SMALL)
    numbers = []

    for store in stores:
        for document, graph in zip(documents, (G, Iri("x:h"), G, G), strict=True):
            store.load(document, graph)
        with store.reader() as reader:
            counts = "SELECT count(*), count(DISTINCT (s, p, o)), count(*) FILTER (first) FROM pos"
            [(quads, triples, firsts)] = reader.connection.execute(counts).fetchall()
            names = reader.terms(reader.statistics.by_predicate)
            by_name = {names[id_]: each for id_, each in reader.statistics.by_predicate.items()}
            numbers.append((quads, triples, by_name, reader.statistics.total, reader.statistics.graphs))
        assert triples == firsts

    assert set(stores[0].quads()) == set(stores[1].quads())
    assert numbers[0] == numbers[1]


def test_many_quads_lie_in_the_order_of_their_copies(tmp_path: Path) -> None:
    """So that a lookup reads little of them; after many unsorted ones they are sorted anew."""
    store = ColumnStore(tmp_path / "store.db", BULK)
    text = "".join(f"<x:s{number}> <x:p{number % 7}> {number} .\n" for number in range(40_000))
    store.load(document_from_text(text, syntax_by_name("ttl")), G)
    in_order = (
        "SELECT count(*) FROM (SELECT ({0}) < lag(({0})) OVER (ORDER BY rowid) AS is_late FROM {1})"
        " WHERE is_late"
    )

    def late() -> list[int]:
        with store.reader() as reader:
            pairs = (("s, p, o", "spo"), ("p, o, s", "pos"))
            return [reader.connection.execute(in_order.format(*pair)).fetchall()[0][0] for pair in pairs]

    after_load = late()
    with store.reader() as before, store.writer("more", "") as writer:
        writer.insert(Quad(Iri(f"x:m{number}"), Iri("x:p1"), Iri("x:o"), None) for number in range(51_000))
        assert before.head.quads == 40_000
    store.rest()

    assert after_load == [0, 0]
    assert late() == [0, 0]
    assert len(store) == len(list(store.quads())) == 91_000
    store.close()


def test_sorting_keeps_neither_the_commit_nor_readers_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins when the commit is acknowledged; only the next writer waits for it, and closing."""
    store, begun, may_go_on = ColumnStore(), Event(), Event()
    sort_copies = sorting.sort_copies

    def held_up(connection: duckdb.DuckDBPyConnection, version: int) -> None:
        begun.set()
        assert may_go_on.wait(60)
        sort_copies(connection, version)

    monkeypatch.setattr(sorting, "sort_copies", held_up)
    monkeypatch.setattr(sorting, "_LEAST", 100)
    for name in "ab":
        with store.writer("more", name) as writer:
            writer.insert(
                Quad(Iri(f"x:{name}{number}"), Iri("x:p"), Iri("x:o"), None) for number in range(200)
            )
    assert begun.wait(60)

    assert len(store) == len(list(store.quads())) == 400

    may_go_on.set()
    with store.writer("one", "one") as writer:
        writer.insert([Quad(Iri("x:c"), Iri("x:p"), Iri("x:o"), None)])
    store.rest()
    with store.reader() as reader:
        [(unsorted,)] = reader.connection.execute(
            "SELECT unsorted FROM commit_log WHERE version = 3"
        ).fetchall()
    assert (unsorted, len(store)) == (1, 401)
    store.close()


@pytest.mark.parametrize("syntax", ["ttl", "trig"])
def test_the_default_graph_takes_both_ways(syntax: str) -> None:
    """Statements in no graph stay there where no graph is named; very long literals come whole."""
    text = f"<x:a> <x:p> 'short' , '{'long ' * 500_000}' , '\ue000\\\\n' ."
    document = document_from_text(text, syntax_by_name(syntax))
    stores = ColumnStore(None, BULK), ColumnStore(None, SMALL)

    commits = [replace(store.load(document, None), at="") for store in stores]

    assert commits[0] == commits[1]
    assert set(stores[0].quads()) == set(stores[1].quads())
    assert len(stores[0]) == 3


def test_a_text_that_looks_like_a_separator_comes_whole() -> None:
    """A backslash and what a programmer might write for a control sign."""
    assert_both_ways_equal(
        document_from_text(r'<x:a> <x:p> "a\\x01b", "\\u0001", "\u0001" .', syntax_by_name("ttl"))
    )


def test_the_children_say_nothing_by_themselves(capfd: pytest.CaptureFixture[str]) -> None:
    """What a load tells comes from the command, not from the processes that it starts."""
    with_bulk = ColumnStore(None, BULK)
    with_bulk.load(document_from_text("<x:a> <x:b> 1 .", syntax_by_name("ttl")), G)
    with_bulk.close()

    assert capfd.readouterr() == ("", "")


def _is_plain(line: bytes, path: Path) -> bool:
    with path.open("wb") as statements:
        try:
            Numbering(BytesIO(), BytesIO(), statements, has_graphs=True).add_plain(line)
        except NotPlain:
            return False
    return True


def test_plain_lines_are_those_that_stay_as_they_are(tmp_path: Path) -> None:
    """What is not read by pyoxigraph is what it would have written, letter by letter."""
    hostile = [native_quad(quad) for quad in _hostile(3000, 3)]
    lines = (ox.serialize(hostile, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    terms = [
        *(
            f"<{start}{end}>"
            for start in ("http://a", "http://a.b-c/", "urn:ab:c", "x:")
            for end in _IRI_ENDS
        ),
        *(
            '"a"',
            '"é\u2028"',
            '"\\n"',
            '"\\"\\\\"',
            '"\\\'"',
            '"\\\\\\"',
            '"a"@en',
            '"a"@EN',
            '"a"@pt-br',
            '"a"@en--ltr',
            '"a"@toolonglang',
        ),
        *(f'"1"^^<{datatype}>' for datatype in (xsd("string"), xsd("int"), RDF_LANG_STRING, "http://a#b")),
        *('"\ue000"', '"a\nb"', '"a\tb"', '"a"\t', "<http://a>\n<http://b>", '"a"^^<http://a>\n_:b'),
        *("_:a", "_:0a", "_:a.b", "_:A1", "", "a", '"a', "<http://a> <http://b>", "<http://a b>"),
    ]
    lines += [f"<http://a/s> <http://a/p> {term} .\n".encode() for term in terms]
    ends = (b"", b" ", b"  .", b" .", b". ", b" .\r", b" . #")
    lines += [b"<http://a/s> <http://a/p> <http://a/o>%b\n<http://a/t> .\n" % end for end in ends]
    lines += [b"<http://a/s> <http://a/p>%b\n<http://a/o> .\n" % end for end in ends]
    lines += [line[:-1] + b"\xff\n" for line in lines[:20]] + [b'<http://a> <http://a> "\xff" .\n', b"# a\n"]

    plain = [line for line in lines if _is_plain(line, tmp_path / "statements")]

    assert len(plain) > 20
    assert all(
        ox.serialize(ox.parse(line, ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS) == line
        for line in plain
    )
