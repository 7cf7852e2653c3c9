"""``maillage load``: all of a file or nothing of it, counted, held against the shapes."""

import gzip
from pathlib import Path

import pytest

from tests.cli.conftest import Run

INCOMPLETE = (
    "@prefix mlg: <https://w3id.org/maillage/ontology#> .\n"
    "<https://example.org/tie> a mlg:Partnership ; mlg:party <https://example.org/a> .\n"
)


def _triples(run: Run, graph: str) -> str:
    """How many triples a named graph of the store holds."""
    text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/maillage/graph/{graph}> {{ ?s ?p ?o }} }}"
    return run("query", text, "--store", "s.db", "--format", "csv").stdout.split()[-1]


def test_a_load_says_what_it_added_where_and_in_which_snapshot(run: Run, turtle: Path) -> None:
    """Then what the rules infer."""
    loaded = run("load", turtle, "--store", "s.db")

    first, second = loaded.stdout.splitlines()
    assert (loaded.exit_code, loaded.stderr) == (0, "")
    assert first.startswith(f"{turtle}: 3 triples added, in g:firm; snapshot ")
    assert second.startswith("g:inferred: 0 triples inferred; snapshot ")
    assert _triples(run, "firm") == "3"


def test_the_rules_derive_anew_after_a_load(run: Run, tmp_path: Path) -> None:
    """A stated grant gives a label once held, and --no-infer leaves that for later."""
    (tmp_path / "grant.ttl").write_text(
        "@prefix mlg: <https://w3id.org/maillage/ontology#> .\n"
        "<x:grant> a mlg:LabelGrant ; mlg:holder <x:a> ; mlg:label <x:label> ;\n"
        "  mlg:epistemicStatus <https://w3id.org/maillage/scheme/status/stated> .\n"
    )
    asked = ("query", "ASK { <x:a> mlg:everHeldLabel <x:label> }", "--store", "s.db")

    run("load", "grant.ttl", "--store", "s.db", "--no-infer")
    before = run(*asked).stdout
    run("load", "grant.ttl", "--store", "s.db")

    assert (before[:2], run(*asked).stdout[:3]) == ("no", "yes")


def test_the_graph_may_be_named(run: Run, turtle: Path) -> None:
    """By IRI or by a name with prefix."""
    loaded = run("load", turtle, "--store", "s.db", "--graph", "g:mine")

    assert "added, in g:mine;" in loaded.stdout


def test_several_files_and_a_syntax(run: Run, tmp_path: Path) -> None:
    """Compressed or not, and of any ending where the syntax is said."""
    (tmp_path / "a.txt").write_bytes(b"<x:a> <x:b> 1 .")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"<x:a> <x:b> 2 ."))

    assert run("load", "a.txt", "b.txt.gz", "--store", "s.db").exit_code == 1
    loaded = run("load", "a.txt", "b.txt.gz", "--store", "s.db", "--syntax", "ttl", "--no-infer")

    assert [line.split(";")[0] for line in loaded.stdout.splitlines()] == [
        "a.txt: 1 triple added, in g:a",
        "b.txt.gz: 1 triple added, in g:b",
    ]


def test_what_breaks_a_shape_is_loaded_with_a_report(run: Run, tmp_path: Path) -> None:
    """Node, property and rule in words, on standard error."""
    (tmp_path / "ties.ttl").write_text(INCOMPLETE)

    loaded = run("load", "ties.ttl", "--store", "s.db")

    assert loaded.exit_code == 0
    assert "ties.ttl: loaded, but look at this:\n1 node: " in loaded.stderr
    assert "\nhttps://example.org/tie\n" in loaded.stderr
    assert "violation at mlg:party: A partnership needs two parties or more" in loaded.stderr
    assert "(PartnershipShape)" in loaded.stderr


def test_strict_refuses_what_breaks_a_shape(run: Run, tmp_path: Path) -> None:
    """Nothing of the file is loaded."""
    (tmp_path / "ties.ttl").write_text(INCOMPLETE)

    refused = run("load", "ties.ttl", "--store", "s.db", "--strict")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("maillage: ties.ttl: refused, for it violates shapes or checks; nothing")
    assert "violation at mlg:party" in refused.stderr
    assert _triples(run, "ties") == "0"


def test_a_long_report_is_cut_where_validate_tells_all(run: Run, tmp_path: Path) -> None:
    """A screen is not flooded."""
    lines = [f"<https://example.org/{n}> a mlg:Partnership .\n" for n in range(50)]
    (tmp_path / "many.ttl").write_text(
        "@prefix mlg: <https://w3id.org/maillage/ontology#> .\n" + "".join(lines)
    )

    loaded = run("load", "many.ttl", "--store", "s.db")

    assert len(loaded.stderr.splitlines()) < 70
    assert loaded.stderr.endswith("… and more: maillage validate many.ttl tells all.\n")


def test_a_large_file_is_not_validated_unasked(
    run: Run, turtle: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And that is said; --strict validates whatever the size."""
    (tmp_path / "ties.ttl").write_text(INCOMPLETE)
    monkeypatch.setenv("MAILLAGE_VALIDATION_TRIPLE_LIMIT", "1")

    loaded = run("load", turtle, "--store", "s.db")
    refused = run("load", "ties.ttl", "--store", "s.db", "--strict")

    assert (
        "not validated, for with the store it holds more than 1 triple (validation_triple_limit)"
        in loaded.stderr
    )
    assert (loaded.exit_code, refused.exit_code) == (0, 1)


def test_a_small_file_is_not_validated_against_a_large_store_unasked(
    run: Run, turtle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it points to may lead through the whole store, so the store counts too."""
    monkeypatch.setenv("MAILLAGE_VALIDATION_TRIPLE_LIMIT", "1000")

    loaded = run("load", turtle, "--store", "s.db")

    # A new store holds the ontology, which is larger than that.
    assert "not validated" in loaded.stderr
    assert loaded.exit_code == 0


def test_a_load_names_its_store(run: Run, turtle: Path) -> None:
    """There is none unless one is named."""
    refused = run("load", turtle)

    assert refused.exit_code == 1
    assert f"maillage load {turtle} --store my.db (or set MAILLAGE_STORE_PATH)" in refused.stderr


def test_the_store_may_stand_in_the_environment(
    run: Run, turtle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For all commands."""
    monkeypatch.setenv("MAILLAGE_STORE_PATH", "s.db")

    assert run("load", turtle).exit_code == 0
    assert "1 row," in run("query", "SELECT ?x { ?x a mlg:StartUp }").stdout


@pytest.mark.parametrize("store", ["new", "old"])
def test_a_syntax_error_loads_nothing(store: str, run: Run, turtle: Path, tmp_path: Path) -> None:
    """File, line, column, the line with a caret, what was expected, what to do."""
    (tmp_path / "bad.ttl").write_text('<x:a> <x:b> "é" .\n<x:a> <x:b> "é" <x:c> .\n', "utf-8")
    if store == "old":
        run("load", turtle, "--store", "s.db")

    refused = run("load", "bad.ttl", "--store", "s.db")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "maillage: bad.ttl:2:17: A dot is expected at the end of statements",
        '  <x:a> <x:b> "é" <x:c> .',
        f"  {' ' * 16}^",
        "Hint: Each statement ends in ' .'; the one before this place may lack it.",
    ]
    assert _triples(run, "bad") == "0"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", b"\x89PNG\r\n\x1a\n", "a.ttl: this is a PNG picture, not Turtle; nothing was loaded."),
        ("a.ttl", b"<!doctype html><p>", "a.ttl: this is an HTML page, not Turtle; nothing was loaded."),
        ("a.ttl", b"name,city\n", "a.ttl: this is a table (CSV), not Turtle; nothing was loaded."),
        ("a.ttl", b"", "a.ttl: the file is empty (0 bytes); there is nothing to load."),
        ("a.ttl", b"# nothing yet\n", "a.ttl: the document holds no statement; nothing was loaded."),
        ("a.ttl.gz", b"plain", "a.ttl.gz: can't be opened: Not a gzipped file (b'pl')."),
        ("a.csv", b"a,b", "a.csv: no RDF syntax goes by the ending '.csv'."),
        (".", None, ".: this is a directory; name the files in it."),
        ("none.ttl", None, "none.ttl: there is no such file."),
    ],
)
def test_a_file_of_the_wrong_kind_gets_one_clear_line(
    name: str, content: bytes | None, said: str, run: Run, tmp_path: Path
) -> None:
    """And a store is not even opened for it where its start tells."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    refused = run("load", name, "--store", "s.db")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"maillage: {said}")
    assert len(refused.stderr.splitlines()) == 1


def test_a_file_that_is_missing_stops_the_load_before_it_begins(run: Run, turtle: Path) -> None:
    """Rather than after the first file."""
    refused = run("load", turtle, "none.ttl", "--store", "s.db")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert not Path("s.db").exists()


def test_a_huge_line_is_shown_around_the_error(run: Run, tmp_path: Path) -> None:
    """Not as a whole."""
    (tmp_path / "huge.ttl").write_text(f'<x:a> <x:b> "{"a" * 2_000_000}" <x:c> .')

    refused = run("load", "huge.ttl", "--store", "s.db")

    assert refused.stderr.startswith("maillage: huge.ttl:1:2000016: A dot is expected")
    assert max(map(len, refused.stderr.splitlines())) < 130
