"""SPARQL text cut into tokens (https://www.w3.org/TR/sparql11-query/#grammar)."""

import pytest

from graph.sparql.tokens import Form, form, position, projection, tokens


def _texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xsd:integer(?x)", ["xsd:integer", "(", "?x", ")"]),
        ("foaf:knows/foaf:name*", ["foaf:knows", "/", "foaf:name", "*"]),
        ("^ex:p|!ex:q", ["^", "ex:p", "|", "!", "ex:q"]),
        ("ex:a. ex:b, ex:c;", ["ex:a", ".", "ex:b", ",", "ex:c", ";"]),
        ("ex:a.b .", ["ex:a.b", "."]),
        ("sdmx-code:obsStatus-F", ["sdmx-code:obsStatus-F"]),
        (r"ex:a\,b ex:%41", [r"ex:a\,b", "ex:%41"]),
        ("ex:.", ["ex:", "."]),
        ("_:a. _:b.c .", ["_:a", ".", "_:b.c", "."]),
        ("?a+$b", ["?a", "+", "$b"]),
        ('"a\\"b"@en-GB', ['"a\\"b"', "@en-GB"]),
        ("'''it's'''''", ["'''it's'''", "''"]),
        ("'x'^^xsd:date", ["'x'", "^^", "xsd:date"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("<x:a>/<x:b>", ["<x:a>", "/", "<x:b>"]),
    ],
)
def test_text_is_cut_where_the_grammar_cuts_it(text: str, expected: list[str]) -> None:
    """Names end before operators and closing dots; strings keep their escapes."""
    found = _texts(text)

    assert found == expected


def test_comments_and_white_space_are_no_tokens() -> None:
    """What a hash opens runs to the end of the line, but not inside IRIs and strings."""
    text = 'ASK # ?a\n{ <x:y#z> ?b "#" }'

    found = _texts(text)

    assert found == ["ASK", "{", "<x:y#z>", "?b", '"#"', "}"]


def test_an_unclosed_string_ends_with_its_line() -> None:
    """What follows on the next line is read as usual."""
    found = _texts('"open ?a\n?b')

    assert found == ['"open ?a', "?b"]


@pytest.mark.parametrize("piece", ["a.", "'\\", "'", "<a", "'''a", "ex:a.", "a" * 50 + ":."])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A text of 200 KB that sends a reader back and forth is cut into tokens that leave nothing out."""
    text = piece * (200_000 // len(piece))

    found = "".join(token.text for token in tokens(text))

    assert found == text


def test_variables_are_found_in_calls_and_paths() -> None:
    """A variable counts wherever the grammar allows one, and nowhere else."""
    text = 'SELECT ?a (xsd:integer($b) AS ?c) { ?a ex:p/ex:q ?d . <x:?no> ex:r "?neither" } # ?nor'

    found = {token.text[1:] for token in tokens(text) if token.kind == "variable"}

    assert found == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PREFIX add: <x:> select * {}", Form.SELECT),
        ("ASK {}", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("DESCRIBE <x:SELECT>", Form.DESCRIBE),
        ("PREFIX ex: <x:> INSERT DATA { ex:select ex:p 1 }", Form.UPDATE),
        ("WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", Form.UPDATE),
        ("# SELECT", None),
        ("", None),
    ],
)
def test_the_first_keyword_tells_the_form(text: str, expected: Form | None) -> None:
    """Prefixes, IRIs and comments that look like keywords tell nothing."""
    found = form(text)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?a ?b { ?a ?p ?b }", ("a", "b")),
        ("SELECT DISTINCT ?a FROM <x:g> WHERE { ?a ?p ?b }", ("a",)),
        ("SELECT (MAX(?x) - MIN(?y) AS ?span) ?z { ?z ?x ?y }", ("span", "z")),
        ("SELECT (xsd:integer(?x) AS ?n) { ?s ?p ?x }", ("n",)),
        ("SELECT ?a { { SELECT ?b ?c { ?b ?p ?c } } }", ("a",)),
        ("SELECT * { ?a ?p ?b }", None),
        ("ASK { ?a ?p ?b }", None),
    ],
)
def test_the_projection_is_that_of_the_outermost_select(text: str, expected: tuple[str, ...] | None) -> None:
    """Sub-selects and the inside of expressions add no column."""
    found = projection(text)

    assert found == expected


def test_position_counts_lines_and_columns_from_one() -> None:
    """Columns are characters, also outside ASCII."""
    text = "é\nab é c"

    found = position(text, text.index("c"))

    assert found == (2, 6)
