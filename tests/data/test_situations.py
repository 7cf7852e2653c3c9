"""Every situation tells its status, source, time and name in both languages; observations fit the cube."""

from collections.abc import Callable

Rows = Callable[[str], set[tuple[str, ...]]]

STATES = {"id:role-lorne-president", "id:role-lorne-founder-gojob", "id:partnership-amft-pp"}


def test_every_situation_has_one_status_one_basis_a_source_and_two_labels(rows: Rows) -> None:
    """The properties that each situation must have are there, once where once is meant."""
    counts = rows("""SELECT ?s (COUNT(DISTINCT ?status) AS ?a) (COUNT(DISTINCT ?basis) AS ?b)
        (COUNT(DISTINCT ?source) > 0 AS ?c) (COUNT(DISTINCT ?label) AS ?d)
        { ?s mlg:epistemicStatus ?status OPTIONAL { ?s mlg:boundsBasis ?basis }
          OPTIONAL { ?s prov:wasDerivedFrom ?source }
          OPTIONAL { ?s rdfs:label ?label FILTER(LANG(?label) IN ("en", "fr")) } } GROUP BY ?s""")

    assert len(counts) > 100
    assert {row[1:] for row in counts} == {("1", "1", "true", "2")}


def test_nothing_typed_as_a_situation_lacks_a_status(rows: Rows) -> None:
    """Memberships and observations are situations too."""
    forgotten = rows("""SELECT ?s { VALUES ?type {
        org:Membership qb:Observation mlg:LabelGrant mlg:AwardReceipt mlg:Partnership mlg:Involvement
        mlg:Participation mlg:Funding mlg:Meeting mlg:Mission mlg:Launch mlg:Plan mlg:Claim
        mlg:CableLanding mlg:RelativeChange mlg:UnquantifiedObservation mlg:Match }
        ?s a ?type FILTER NOT EXISTS { ?s mlg:epistemicStatus ?status } }""")

    assert forgotten == set()


def test_bounds_are_ordered_from_the_widest_to_the_narrowest(rows: Rows) -> None:
    """The certain days lie inside the possible ones, and every interval runs forwards."""
    disordered = rows("""SELECT ?s {
        VALUES (?early ?late) {
          (mlg:possibleFrom mlg:certainFrom) (mlg:certainFrom mlg:certainUntil)
          (mlg:certainUntil mlg:possibleUntil) (mlg:possibleFrom mlg:possibleUntil)
          (mlg:possibleFrom mlg:certainUntil) (mlg:certainFrom mlg:possibleUntil) }
        ?s ?early ?a ; ?late ?b FILTER(?a > ?b) }""")

    assert disordered == set()


def test_bounds_are_unknown_exactly_where_none_is_given(rows: Rows) -> None:
    """A basis is named if and only if there is a bound that rests on it."""
    bounded = """EXISTS { ?s mlg:possibleFrom|mlg:possibleUntil|mlg:certainFrom|mlg:certainUntil ?bound }"""
    mismatched = rows(
        f"SELECT ?s {{ ?s mlg:boundsBasis ?basis FILTER((?basis = basis:unknown) = {bounded}) }}"
    )

    assert mismatched == set()


def test_states_told_at_publication_are_never_closed(rows: Rows) -> None:
    """A role or partnership is certain on the window's last day; its begin and its end stay unknown."""
    states = rows("""SELECT ?s ?from ?until ?pfrom ?puntil { VALUES ?type { org:Membership mlg:Partnership }
        ?s a ?type ; mlg:certainFrom ?from ; mlg:certainUntil ?until
        OPTIONAL { ?s mlg:possibleFrom ?pfrom } OPTIONAL { ?s mlg:possibleUntil ?puntil } }""")

    assert states == {(state, "2019-05-07", "2019-05-07", "", "") for state in STATES}


def test_no_shortcut_is_written_by_hand(rows: Rows) -> None:
    """Shortcuts are derived by rules; the files hold none, and no graph for them."""
    authored = rows("""SELECT ?p { ?s ?p ?o
        FILTER(STRSTARTS(STR(?p), CONCAT(STR(mlg:), "ever")) || ?p = mlg:landsAt) }""")
    derived = rows("SELECT ?s { GRAPH g:inferred { ?s ?p ?o } }")

    assert authored | derived == set()


def test_every_observation_has_all_dimensions_and_one_value(rows: Rows) -> None:
    """Integrity constraints 1, 11 and 14 of https://www.w3.org/TR/vocab-data-cube/#wf-rules."""
    counts = rows("""SELECT ?o (COUNT(DISTINCT ?set) AS ?sets) (COUNT(DISTINCT ?d) AS ?dimensions)
        (COUNT(DISTINCT ?value) AS ?values) {
          ?o a qb:Observation ; qb:dataSet ?set ; mlg:obsValue ?value ; ?d ?at .
          ?set qb:structure/qb:component/qb:dimension ?d } GROUP BY ?o""")
    all_observations = rows("SELECT ?o { ?o a qb:Observation }")

    assert {o for o, *_ in counts} == {o for (o,) in all_observations}
    assert {tuple(row[1:]) for row in counts} == {("1", "4", "1")}


def test_no_two_observations_of_a_data_set_have_the_same_dimensions(rows: Rows) -> None:
    """Integrity constraint 12 of https://www.w3.org/TR/vocab-data-cube/#wf-rules."""
    twins = rows("""SELECT ?a ?b {
        ?a qb:dataSet ?set ; mlg:observedEntity ?entity ; mlg:indicator ?indicator ;
           mlg:countingRule ?rule ; sdmx-dimension:refPeriod ?period .
        ?b qb:dataSet ?set ; mlg:observedEntity ?entity ; mlg:indicator ?indicator ;
           mlg:countingRule ?rule ; sdmx-dimension:refPeriod ?period .
        FILTER(?a != ?b) }""")

    assert twins == set()


def test_the_only_forecast_ends_after_its_source(rows: Rows) -> None:
    """An observation is a forecast only if its period is not over when the source appears."""
    forecasts = rows("""SELECT ?o {
        ?o sdmx-attribute:obsStatus sdmx-code:obsStatus-F ; mlg:possibleUntil ?end .
        id:article mlg:possibleUntil ?published FILTER(?end > ?published) }""")
    flagged = rows("SELECT ?o { ?o sdmx-attribute:obsStatus sdmx-code:obsStatus-F }")

    assert forecasts == flagged == {("id:obs-cables-2019",)}
