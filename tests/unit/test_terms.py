"""Terms as values, and their short and N-Triples forms."""

import pytest

from graph.terms import (
    PREFIXES,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Term,
    TripleTerm,
    expand,
    is_iri,
    local_name,
    n3,
    shorten,
)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Iri("https://example.org/é"), "<https://example.org/é>"),
        (BlankNode("b0"), "_:b0"),
        (Literal("a"), '"a"'),
        (Literal(""), '""'),
        (Literal('"\\\n\r\t'), r'"\"\\\n\r\t"'),
        (Literal("a", RDF_LANG_STRING, "en-GB"), '"a"@en-GB'),
        (Literal("a", RDF_DIR_LANG_STRING, "ar", "rtl"), '"a"@ar--rtl'),
        (Literal("01", f"{XSD}integer"), f'"01"^^<{XSD}integer>'),
        (TripleTerm(Iri("x:a"), Iri("x:b"), Literal("c")), '<<( <x:a> <x:b> "c" )>>'),
    ],
)
def test_n3_writes_each_kind_of_term(term: Term, expected: str) -> None:
    """As https://www.w3.org/TR/rdf12-n-triples/ has it."""
    assert n3(term) == expected


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://w3id.org/maillage/id/ces-2019", "id:ces-2019"),
        ("https://w3id.org/maillage/ontology#StartUp", "mlg:StartUp"),
        ("https://w3id.org/maillage/scheme/status/stated", "st:stated"),
        ("https://w3id.org/maillage/id/a.b", "id:a.b"),
        ("https://w3id.org/maillage/id/a.", "https://w3id.org/maillage/id/a."),
        ("https://w3id.org/maillage/id/a/b", "https://w3id.org/maillage/id/a/b"),
        ("https://w3id.org/maillage/id/", "https://w3id.org/maillage/id/"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_shorten_keeps_what_a_prefixed_name_cannot_say(iri: str, expected: str) -> None:
    """A name that would need an escape stays an IRI."""
    assert shorten(iri) == expected


def test_the_longest_fitting_namespace_is_taken() -> None:
    """Of two namespaces, one within the other, the inner one names the thing."""
    prefixes = {"outer": "https://example.org/", "inner": "https://example.org/a/"}

    assert shorten("https://example.org/a/b", prefixes) == "inner:b"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("id:marseille", "https://w3id.org/maillage/id/marseille"),
        ("https://example.org/", "https://example.org/"),
        ("unknown:a", "unknown:a"),
        ("id", "id"),
        ("id://a", "id://a"),
    ],
)
def test_expand_touches_only_known_prefixes(name: str, expected: str) -> None:
    """What is no prefixed name comes back as it is."""
    assert expand(name) == expected


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_shorten_and_expand_are_inverse(prefix: str) -> None:
    """For every prefix of the project."""
    name = f"{prefix}:Some-name_1"

    assert shorten(expand(name)) == name


@pytest.mark.parametrize("text", ["https://example.org/é", "urn:a:b", "mailto:a@b", "x:"])
def test_absolute_iris_are_told(text: str) -> None:
    """A scheme and a colon make an IRI absolute."""
    assert is_iri(text)


@pytest.mark.parametrize("text", ["", "a", "/a", "#a", "a b:c", "x:a b", "x:<", "x:\\", "1x:a", "x:a\n"])
def test_what_is_no_absolute_iri_is_told(text: str) -> None:
    """Relative references, and characters that IRIs forbid."""
    assert not is_iri(text)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://example.org/a#B", "B"),
        ("https://example.org/a/b/", "b"),
        ("urn:isbn:1", "1"),
        ("https://example.org/", "example.org"),
    ],
)
def test_local_name_is_the_last_part(iri: str, expected: str) -> None:
    """After a hash, a slash or a colon."""
    assert local_name(iri) == expected


def test_terms_are_values() -> None:
    """Equal parts make equal terms; the datatype and the language count."""
    terms = {Literal("1"), Literal("1", f"{XSD}integer"), Literal("1", RDF_LANG_STRING, "en"), Literal("1")}

    assert len(terms) == 3
