"""Named queries: header and query are held against each other when the file is read."""

from pathlib import Path

import pytest

from graph.catalog import NamedQuery, read_catalog, read_query
from graph.errors import CatalogError, ParameterError, UnknownName
from graph.terms import XSD, Iri, Literal

GOOD = """#+ summary = "Who"
#+ question = "Who is it?"
#+ number = 7
#+
#+ [parameters.day]
#+ type = "date"
#+ meaning = "the day"
#+ example = "2019-04-03"
#+
#+ [columns]
#+ who = "the one"

PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT ?who WHERE { ?who foaf:birthday ?day }
"""


def _read(folder: Path, text: str | bytes) -> NamedQuery:
    path = folder / "people" / "who.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_query(path, folder)


def test_a_file_is_a_named_query(tmp_path: Path) -> None:
    """Its place below the folder is its name; the header is not part of the query."""
    query = _read(tmp_path, GOOD)

    assert (query.slug, query.number, query.summary, query.question) == ("people/who", 7, "Who", "Who is it?")
    assert query.columns == {"who": "the one"}
    assert query.text.startswith("PREFIX foaf:")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('#+ summary = "Who"\n', "", "the header lacks summary"),
        ('question = "Who is it?"', 'question = " "', "the header lacks question"),
        ('summary = "Who"', "summary = Who", "the header is not TOML"),
        ("#+ number = 7", "#+ nummer = 7", "the header has no key 'nummer'"),
        ("number = 7", 'number = "7"', "number is a whole number, not '7'"),
        ("number = 7", "number = true", "number is a whole number, not True"),
        ("#+ number = 7", "#+ network = 7", "network is a table, not 7"),
        ('who = "the one"', "who = 1", "each column has its meaning"),
        ('#+ example = "2019-04-03"\n', "", "parameter day needs exactly type, meaning and example"),
        ('example = "2019-04-03"', "example = 2019-04-03", "parameter day needs exactly type, meaning"),
        ('type = "date"', 'type = "day"', "parameter day is of no known type 'day'. There is: date, decimal"),
        ('example = "2019-04-03"', 'example = "soon"', "the example of day is not of its type"),
        ("?day }", "?d }", "people/who.rq:5: parameter \\?day is declared but not used"),
        ("SELECT ?who", "SELECT *", "SELECT \\* has no fixed columns"),
        ("SELECT ?who", "SELECT ?who ?what", "columns \\(who\\) are not the query's \\(who, what\\)"),
        ('who = "the one"', 'who = "the one"\n#+ day = "it"', "columns \\(who, day\\) are not"),
        ("foaf:birthday", "schema:birthDate", r"people/who\.rq:14:26: the prefix schema: is not declared"),
        ("#+ [columns]", "#+ [network]\n#+ [columns]", "a network needs the columns \\?source and \\?target"),
        ("#+ [columns]", '#+ [network]\n#+ directed = "no"\n#+ [columns]', r"\[network\] takes directed"),
        ("#+ [columns]", "#+ [network]\n#+ direct = true\n#+ [columns]", r"\[network\] takes directed"),
    ],
)
def test_a_contradiction_stops_the_start(before: str, after: str, message: str, tmp_path: Path) -> None:
    """Each by file, and by line where there is one."""
    assert before in GOOD

    with pytest.raises(CatalogError, match=message):
        _read(tmp_path, GOOD.replace(before, after))


def test_a_column_is_no_parameter(tmp_path: Path) -> None:
    """A projected variable can't be replaced by a term."""
    text = GOOD.replace("SELECT ?who", "SELECT ?day").replace('who = "the one"', 'day = "the day"')

    with pytest.raises(CatalogError, match=r"\?day is a column, so it can't be a parameter"):
        _read(tmp_path, text)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """And not a traceback."""
    with pytest.raises(CatalogError, match=r"people/who.rq: can't be read as UTF-8 text"):
        _read(tmp_path, b"#+ summary = '\xff'")


@pytest.mark.parametrize(
    ("kind", "typed", "value", "datatype"),
    [
        ("date", " 2019-04-03 ", "2019-04-03", "date"),
        ("date", "20190403", "2019-04-03", "date"),
        ("integer", "-12", "-12", "integer"),
        ("decimal", ".5", ".5", "decimal"),
        ("string", ' a "b" ', ' a "b" ', "string"),
    ],
)
def test_a_typed_value_becomes_a_term(
    kind: str, typed: str, value: str, datatype: str, tmp_path: Path
) -> None:
    """Of the parameter's type, in a form that the type allows."""
    text = GOOD.replace('type = "date"', f'type = "{kind}"').replace(
        'example = "2019-04-03"', f"example = '{typed}'"
    )

    assert _read(tmp_path, text).bindings({})["day"] == Literal(value, f"{XSD}{datatype}")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "2019-02-30"),
        ("date", "April"),
        ("integer", "1.0"),
        ("integer", "٣"),
        ("integer", "1" * 19),
        ("decimal", "1e3"),
        ("decimal", "٣"),
        ("iri", "marseille"),
        ("iri", "x:a b"),
        ("iri", "<x:a> ; ?p ?o"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, typed: str, tmp_path: Path) -> None:
    """With what was wanted."""
    examples = {"date": "2019-04-03", "integer": "1", "decimal": "1", "iri": "x:a"}
    text = GOOD.replace('type = "date"', f'type = "{kind}"').replace("2019-04-03", examples[kind])

    with pytest.raises(ParameterError, match=r"The parameter day takes an? "):
        _read(tmp_path, text).bindings({"day": typed})


@pytest.mark.parametrize("typed", ["\x1did:marseille", "id:marseille\x85", "id: marseille"])
def test_only_blanks_around_an_iri_are_passed_over(typed: str, tmp_path: Path) -> None:
    """Control characters are not; a blank inside is no part of an IRI."""
    text = GOOD.replace('type = "date"', 'type = "iri"').replace("2019-04-03", "x:a")

    with pytest.raises(ParameterError, match="an absolute IRI or a name such as"):
        _read(tmp_path, text).bindings({"day": typed})


@pytest.mark.parametrize(
    "typed", [" id:marseille\n", "id:marseille", "<https://w3id.org/maillage/id/marseille>"]
)
def test_an_iri_may_be_typed_short(typed: str, tmp_path: Path) -> None:
    """By a prefix of the project, or in angle brackets; blanks around do no harm."""
    text = GOOD.replace('type = "date"', 'type = "iri"').replace("2019-04-03", "x:a")

    assert _read(tmp_path, text).bindings({"day": typed}) == {
        "day": Iri("https://w3id.org/maillage/id/marseille")
    }


def test_an_unknown_parameter_is_named_with_those_there_are(tmp_path: Path) -> None:
    """A misspelt parameter is not passed over."""
    with pytest.raises(ParameterError, match=r"people/who has no parameter 'dya'. Its parameters: day"):
        _read(tmp_path, GOOD).bindings({"dya": "2019-04-03"})


def test_a_number_is_taken_once(tmp_path: Path) -> None:
    """Two files can't answer to one competency question."""
    _read(tmp_path, GOOD)
    (tmp_path / "people" / "whom.rq").write_text(GOOD)

    with pytest.raises(CatalogError, match=r"whom.rq: number 7 is taken by people/who"):
        read_catalog(tmp_path)


def test_an_unknown_name_brings_the_nearest(tmp_path: Path) -> None:
    """Or, where nothing is near, all there is."""
    _read(tmp_path, GOOD)
    catalog = read_catalog(tmp_path)

    with pytest.raises(UnknownName, match=r"no query 'people/whos'\. Did you mean people/who\?"):
        catalog.query("people/whos")
    with pytest.raises(UnknownName, match=r"no query 'zzz'\. There is: people/who"):
        catalog.query("zzz")
