"""Who says so, and from whom they have it: the derivation of the sources and the pointers into them."""

from collections.abc import Callable

Rows = Callable[[str], set[tuple[str, ...]]]
Ask = Callable[[str], bool]


def test_the_article_goes_back_to_the_agency_whose_figures_it_cites(rows: Rows) -> None:
    """It translates a page of Provence Promotion that rests on the agency's own statistics."""
    chain = rows("""SELECT ?source ?publisher { id:article prov:wasDerivedFrom+ ?source
        OPTIONAL { ?source dcterms:publisher ?publisher } }""")

    assert chain == {
        ("id:article-french-original", "id:provence-promotion"),
        ("id:provence-promotion-statistics", "id:provence-promotion"),
    }


def test_copies_go_back_to_the_article(rows: Rows) -> None:
    """The dated copy and the blog confirm nothing: they were made from it."""
    copies = rows("SELECT ?copy { ?copy prov:wasDerivedFrom+ id:article . ?copy a prov:Entity }")

    assert copies == {("id:article-dated-copy",), ("id:blog",)}


def test_the_article_bears_no_date_but_two_bounds(rows: Rows, ask: Ask) -> None:
    """It appeared between the award of the label and the dated copy."""
    bounds = rows("SELECT ?from ?until { id:article mlg:possibleFrom ?from ; mlg:possibleUntil ?until }")

    assert bounds == {("2019-04-03", "2019-05-07")}
    assert not ask("id:article dcterms:issued ?date")
    assert ask('id:article-dated-copy dcterms:issued "2019-05-07"^^xsd:date')


def test_paragraphs_are_pointed_at_and_never_quoted(rows: Rows, ask: Ask) -> None:
    """Eight paragraphs and one heading, each by its number; no text selector, no quoted text."""
    pointers = rows("""SELECT ?node ?pointer { ?node a oa:SpecificResource ; oa:hasSource id:article ;
        oa:hasSelector [ a oa:FragmentSelector ; rdf:value ?pointer ] }""")

    assert pointers == {("id:article-heading", "heading=1")} | {
        (f"id:article-p{n}", f"paragraph={n}") for n in range(1, 9)
    }
    assert not ask("?x oa:exact|oa:prefix|oa:suffix|schema:text|schema:articleBody ?text")


def test_every_named_graph_has_exactly_one_source(rows: Rows) -> None:
    """Apart from the description of the sources themselves, a graph is what one source says."""
    graphs = rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(?g != g:sources) }")
    claimed = rows("SELECT ?g ?source { ?source mlg:namedGraph ?g }")

    assert {g for (g,) in graphs} == {g for g, _ in claimed}
    assert len(claimed) == len(graphs)


def test_a_graph_holds_only_what_its_own_source_says(rows: Rows) -> None:
    """Every situation is derived from the source of its graph; notes also point at the words they read."""
    strays = rows("""SELECT ?s ?g { GRAPH ?g { ?s mlg:epistemicStatus ?status } ?source mlg:namedGraph ?g .
        FILTER NOT EXISTS { ?s prov:wasDerivedFrom/oa:hasSource? ?source }  }""")

    assert strays == set()


def test_every_source_that_is_cited_is_described(rows: Rows) -> None:
    """No statement hangs from a source that has no description in g:sources."""
    cited = rows("SELECT DISTINCT ?of { ?s prov:wasDerivedFrom|prov:hadPrimarySource ?of }")
    described = rows("SELECT DISTINCT ?source { GRAPH g:sources { ?source a prov:Entity } }")

    assert cited <= described


def test_titles_addresses_and_unchecked_accounts_are_not_passed_off_as_known(rows: Rows, ask: Ask) -> None:
    """No title or address is given, and only what was checked is called confirmed."""
    confirmed = rows("SELECT ?source { ?source a prov:Entity ; mlg:confidence confidence:confirmed }")
    unmarked = rows("""SELECT ?source { ?source a prov:Entity .
        FILTER NOT EXISTS { ?source mlg:confidence|oa:hasSource ?x } }""")

    assert not ask("?source dcterms:title|schema:url|schema:headline ?x")
    assert confirmed == {
        ("id:article",),
        ("id:article-dated-copy",),
        ("id:article-french-original",),
        ("id:telegeography-2019",),
        ("id:telegeography-2021",),
    }
    assert unmarked == set()
