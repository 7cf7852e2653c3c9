"""``maillage query``: names, texts, files; tables for people, formats for machines."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from tests.cli.conftest import Run

HOLDERS = '#+ summary = "Labels"\n#+ question = "Which labels are there?"\n'
PREFIXED = "SELECT ?x { ?x a mlg:Label } ORDER BY ?x"


def test_the_forecast_of_eighteen_cables_stands_beside_what_was_counted(run: Run) -> None:
    """Each count with its source and date."""
    shown = run("query", "statistics/forecasts-against-observations")

    rows = [line for line in shown.stdout.splitlines() if "submarine cables" in line]
    assert shown.exit_code == 0
    assert all(" 18 " in row and "Article, paragraph 3" in row for row in rows)
    assert any("2019-06-10" in row and "id:telegeography-2019" in row and " 7 " in row for row in rows)
    assert any("2019-06-10" in row and "id:telegeography-2019" in row and " 9 " in row for row in rows)


def test_a_named_query_shows_question_parameters_and_count(run: Run) -> None:
    """With the values taken, the meaning of each, and where the answer is from."""
    lines = run("query", "labels/holders-on-a-date", "--param", "day=2018-01-01").stdout.splitlines()

    assert lines[0] == "Which entities hold a given label on a given date, who conferred it, and until when?"
    assert any(line.startswith("  day = 2018-01-01  (") for line in lines)
    assert " rows, snapshot " in lines[-1] or " row, snapshot " in lines[-1]


def test_things_are_shown_by_label_and_short_name(run: Run) -> None:
    """Plain texts by their words alone."""
    shown = run(
        "query", "SELECT ?x ?n { ?x rdfs:label ?n FILTER(?n = 'Gojob'@en || ?x = id:ces-2019) }"
    ).stdout

    assert "CES 2019 · id:ces-2019" in shown
    assert "https://" not in shown


def test_all_names_are_listed_with_their_questions(run: Run) -> None:
    """Forty numbered ones among them."""
    listed = run("query", "--list").stdout

    numbers = [line.split()[0] for line in listed.splitlines() if line.strip()[:1].isdigit()]
    assert sorted(map(int, numbers)) == list(range(1, 41))


def test_a_network_question_is_answered_by_measures_with_their_method(run: Run) -> None:
    """Rows of ties would be no answer to it."""
    shown = run("query", "ties/bridging-organisations").stdout

    assert "betweenness" in shown.splitlines()[2]
    assert "Betweenness on " in shown
    assert "; exact; " in shown


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rows_come_in_every_result_format(name: str, run: Run) -> None:
    """Nothing but the format is on standard output."""
    written = run("query", "labels/succession", "--format", name)

    assert written.exit_code == 0
    assert written.stdout_bytes.startswith(
        {"json": b"{", "xml": b"<?xml", "csv": b"label,", "tsv": b"?label\t"}[name]
    )


@pytest.mark.parametrize("name", ["ttl", "nt", "trig", "nq", "jsonld", "rdf"])
def test_triples_come_in_every_rdf_syntax(name: str, run: Run) -> None:
    """And are read back."""
    body = run("query", "DESCRIBE <https://w3id.org/maillage/id/marseille>", "--format", name).stdout_bytes

    assert len(list(read_quads(document_from_text(body, syntax_by_name(name))))) > 2


def test_triples_are_shown_as_turtle_and_truth_as_a_word(run: Run) -> None:
    """A table has no form for them."""
    assert run("query", "DESCRIBE id:marseille WHERE {}").stdout.startswith("@prefix ")
    assert run("query", "ASK { ?x a mlg:StartUp }").stdout.startswith("yes (snapshot ")
    assert run("query", "ASK { ?x a <x:Nothing> }").stdout.startswith("no (")


def test_of_many_rows_the_first_thousand_are_shown(run: Run) -> None:
    """A table of a screen's length is for people; the count is of all, and a format gives all."""
    text = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1200"

    lines = run("query", text).stdout.splitlines()

    assert len(lines) < 1_010
    assert lines[-2] == "These are the first 1,000; --format csv (or json, tsv, xml) gives all."
    assert lines[-1].startswith("1,200 rows, ")
    assert len(run("query", text, "--format", "tsv").stdout.splitlines()) == 1_201


def test_a_query_comes_from_text_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    """The same answer each time; prefixes of the project are known in what is typed."""
    (tmp_path / "labels.rq").write_text(
        "PREFIX mlg: <https://w3id.org/maillage/ontology#>\n" + PREFIXED, "utf-8"
    )

    answers = [
        run("query", PREFIXED, "--format", "csv").stdout,
        run("query", "labels.rq", "--format", "csv").stdout,
        run("query", "-", "--format", "csv", stdin=PREFIXED).stdout,
    ]

    assert len(set(answers)) == 1
    assert len(list(csv.reader(StringIO(answers[0])))) == 3


def test_a_file_with_a_header_takes_parameters(run: Run, tmp_path: Path) -> None:
    """A question of one's own works like those that come with the package."""
    header = (
        HOLDERS
        + '#+ [parameters.kind]\n#+ type = "iri"\n#+ meaning = "a class"\n#+ example = "mlg:Label"\n'
        + '#+ [columns]\n#+ x = "a thing"\n'
    )
    (tmp_path / "mine.rq").write_text(header + "SELECT ?x { ?x a ?kind } ORDER BY ?x\n", "utf-8")

    shown = run("query", "mine.rq").stdout
    places = json.loads(run("query", "mine.rq", "--param", "kind=mlg:Place", "--format", "json").stdout)

    assert shown.startswith("Which labels are there?\n  kind = mlg:Label  (a class)\n")
    assert len(places["results"]["bindings"]) > 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("labels/sucession",),
            "There is no file or named query 'labels/sucession'. Did you mean labels/succession",
        ),
        (
            ("labels/succession", "--param", "dya=1"),
            "labels/succession has no parameter 'dya'. Its parameters: ",
        ),
        (
            ("labels/succession", "--param", "day=soon"),
            "The parameter day takes a date such as 2019-04-03, not 'soon'.",
        ),
        (("labels/succession", "--param", "day"), "--param takes NAME=VALUE, not 'day'."),
        (("labels/succession", "--param", "day=1", "--param", "day=2"), "The parameter day is given twice."),
        (("",), "query:1:1: the text ends too early; expected SELECT"),
        (("a" * 300,), "There is no file or named query 'aaa"),
        (("ASK {}", "--param", "a=1"), "--param is for named queries and files with a header"),
        (("ASK {}", "--format", "csv"), "CSV has no form for the answer of an ASK"),
        (
            ("SELECT ?a { ?a ?b ?c } LIMIT 1", "--format", "ttl"),
            "There is no format for this answer 'ttl'. There is: csv",
        ),
        (("SELECT * { SERVICE <x:a> { ?a ?b ?c } }",), "SERVICE is not allowed here"),
        (("INSERT DATA { <x:a> <x:b> 1 }",), "This is an update, and a query only reads."),
        (("SELECT * { BIND(<x:f>(1) AS ?x) }",), "There is no function <x:f>"),
    ],
)
def test_a_problem_of_the_query_is_said_in_words(arguments: tuple[str, ...], said: str, run: Run) -> None:
    """On standard error, with exit code 1."""
    refused = run("query", *arguments)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_syntax_error_stands_under_what_was_typed(run: Run) -> None:
    """Prefixes that were added for the reader do not move the caret."""
    refused = run("query", "SELECT ?x { ?x a mlg:Label ?y }")

    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[:3] == [
        "maillage: query:1:28: '?y' can't stand here; expected '.', ';', ',', '}', '{' or OPTIONAL",
        "  SELECT ?x { ?x a mlg:Label ?y }",
        f"  {' ' * 27}^",
    ]


def test_a_syntax_error_in_a_file_has_its_line_there(run: Run, tmp_path: Path) -> None:
    """The header counts."""
    (tmp_path / "mine.rq").write_text(f"{HOLDERS}\nASK {{\n  ?a ?b }}\n", "utf-8")
    (tmp_path / "bare.rq").write_text("ASK {\n  ?a ?b }\n", "utf-8")

    assert "maillage: mine.rq:5:9: '}' can't stand here" in run("query", "mine.rq").stderr
    assert "maillage: bare.rq:2:9: '}' can't stand here" in run("query", "bare.rq").stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.rq", b"\xff\xfe", "a.rq: this is not text in UTF-8, so it is no SPARQL query."),
        ("a.rq", b"#+ summary = 1", "the header lacks summary"),
        ("folder", None, "folder: this is a directory; name a file in it."),
        ("a.rq", b"", "a.rq:1:1: the text ends too early"),
    ],
)
def test_a_file_that_is_no_query_is_named(
    name: str, content: bytes | None, said: str, run: Run, tmp_path: Path
) -> None:
    """One clear line."""
    if content is None:
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(content)

    refused = run("query", name)

    assert refused.exit_code == 1
    assert said in refused.stderr


def test_data_does_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Control characters in labels, names of files and queries are shown, not sent."""
    (tmp_path / "evil.ttl").write_text('<x:a> <x:b> "\\u001b]0;owned\\u0007" .', "utf-8")
    run("load", "evil.ttl", "--store", "s.db", "--no-infer")

    shown = run("query", "SELECT ?o { <x:a> <x:b> ?o }", "--store", "s.db").stdout
    said = run("query", "\x1b[31m").stderr

    assert "\\u001b]0;owned\\u0007" in shown
    assert "\x1b" not in shown + said


def test_how_a_query_is_answered_can_be_seen(run: Run) -> None:
    """Its algebra, its SQL, and the steps with rows expected and found."""
    shown = run("query", "SELECT ?x { ?x a mlg:Label }", "--explain").stdout

    assert "(project (?x)" in shown
    assert "FROM pos" in shown
    assert "table scan" in shown
    assert "solutions were expected." in shown
