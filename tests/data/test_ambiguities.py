"""What the article leaves open stays open: its 21 ambiguities, tested in the order of their numbers."""

from collections.abc import Callable

Rows = Callable[[str], set[tuple[str, ...]]]
Ask = Callable[[str], bool]


def test_01_the_other_laureates_are_counted_and_never_named(rows: Rows) -> None:
    """Twelve others belong to the grant of 2019; the community is the only holder that has a node."""
    counted = rows("""SELECT ?value ?grant ?label { GRAPH g:article {
        ?o mlg:indicator ind:other-laureates ; mlg:obsValue ?value ;
        mlg:concerns ?grant ; mlg:observedEntity ?label } }""")
    holders = rows("SELECT ?holder { ?grant a mlg:LabelGrant ; mlg:holder ?holder }")

    assert counted == {("12", "id:grant-amft-capital-2019", "id:label-french-tech-capital")}
    assert holders == {("id:aix-marseille-french-tech",)}


def test_01_the_number_of_capitals_differs_between_sources(rows: Rows) -> None:
    """One account says 13, the blog that copied the article 12; the article's own total is not written."""
    capitals = rows("""SELECT ?g ?value { GRAPH ?g {
        ?o mlg:indicator ind:label-holders ; mlg:obsValue ?value ;
           mlg:observedEntity id:label-french-tech-capital } }""")

    assert capitals == {("g:capital-labels", "13"), ("g:blog", "12")}


def test_02_the_label_of_2014_has_a_year_and_no_end(rows: Rows) -> None:
    """Only the last day of 2014 is certain; the second account gives the day, and no end either."""
    grants = rows("""SELECT ?time ?from ?until ?cfrom ?cuntil {
        ?grant mlg:label id:label-french-tech-metropolis ; mlg:statedTime ?time ; mlg:possibleFrom ?from .
        OPTIONAL { ?grant mlg:possibleUntil ?until }
        OPTIONAL { ?grant mlg:certainFrom ?cfrom ; mlg:certainUntil ?cuntil } }""")

    assert grants == {
        ("2014", "2014-01-01", "", "2014-12-31", "2014-12-31"),
        ("2014-11-12", "2014-11-12", "", "2014-11-12", "2014-11-12"),
    }


def test_03_one_holder_bears_three_names_and_equals_nothing(rows: Rows, ask: Ask) -> None:
    """The names are alternative labels, the territory is a tie, and no two nodes are declared the same."""
    names = rows("SELECT ?name { id:aix-marseille-french-tech skos:altLabel ?name }")

    assert names == {
        ("Aix-Marseille French Tech Région Sud",),
        ("Aix-Marseille region",),
        ("Provence region",),
    }
    assert ask("id:aix-marseille-french-tech mlg:territory id:aix-marseille-region")
    assert not ask("?a owl:sameAs|skos:exactMatch ?b")


def test_04_four_places_overlap_and_none_contains_another(ask: Ask) -> None:
    """The article's names for "here" are four places; nothing says which lies in which."""
    four = "VALUES ?a { id:aix-marseille-region id:provence id:marseille-provence id:region-sud-place }"

    assert ask(f"{four} ?a a mlg:Place")
    assert not ask(f"{four} ?a mlg:locatedIn ?b")
    assert not ask(f"{four} ?b a mlg:Place ; mlg:locatedIn ?a")
    assert ask("GRAPH g:notes { ?a mlg:approximatelyCovers ?b }")
    assert not ask("GRAPH g:article { ?a mlg:approximatelyCovers ?b }")


def test_05_a_doubling_has_no_base_value(rows: Rows, ask: Ask) -> None:
    """A factor over a duration, before publication: no start, and no nine cables in 2015."""
    change = rows("""SELECT ?factor ?duration ?from ?until { ?c a mlg:RelativeChange ; mlg:factor ?factor ;
        mlg:overDuration ?duration .
        OPTIONAL { ?c mlg:possibleFrom ?from } OPTIONAL { ?c mlg:possibleUntil ?until } }""")

    assert change == {("2", "P4Y", "", "2019-05-07")}
    assert not ask(
        "?o mlg:indicator ind:submarine-cables ; mlg:obsValue 9 ; mlg:possibleFrom ?d FILTER(YEAR(?d) = 2015)"
    )


def test_06_eighteen_cables_are_a_forecast_and_no_nodes(rows: Rows, ask: Ask) -> None:
    """The value is projected and counted as the source counts; the article mints no cable system."""
    forecast = rows("""SELECT ?value ?obs ?status ?rule { GRAPH g:article {
        ?o mlg:indicator ind:submarine-cables ; mlg:obsValue ?value ; sdmx-attribute:obsStatus ?obs ;
        mlg:epistemicStatus ?status ; mlg:countingRule ?rule } }""")

    assert forecast == {("18", "sdmx-code:obsStatus-F", "st:projected", "counting:as-counted-by-source")}
    assert not ask("GRAPH g:article { ?cable a mlg:SubmarineCableSystem }")


def test_07_eight_hundred_is_of_unknown_precision(rows: Rows) -> None:
    """The text rounds without saying so; the day it speaks of is somewhere in the publication window."""
    value = rows("""SELECT ?value ?precision ?from ?until { ?o mlg:indicator ind:start-ups ;
        mlg:obsValue ?value ; mlg:precision ?precision ;
        mlg:possibleFrom ?from ; mlg:possibleUntil ?until }""")

    assert value == {("800", "precision:unknown", "2019-04-03", "2019-05-07")}


def test_08_shares_are_not_shares_of_the_projects_examined(rows: Rows) -> None:
    """Projects examined, projects and jobs are separate indicators; each share names its own denominator."""
    shares = rows("SELECT ?indicator ?of { ?o mlg:indicator ?indicator ; mlg:denominatorIndicator ?of }")
    examined = rows("SELECT ?value { ?o mlg:indicator ind:startup-projects-examined ; mlg:obsValue ?value }")

    assert shares == {
        ("ind:digital-share-of-projects", "ind:agency-projects"),
        ("ind:digital-share-of-jobs", "ind:agency-jobs"),
    }
    assert examined == {("68",), ("32",)}


def test_09_about_a_hundred_is_approximate_and_1990_exact(rows: Rows) -> None:
    """One sentence holds both; only the first is approximate."""
    values = rows("""SELECT ?value ?precision { VALUES ?indicator { ind:establishments ind:jobs }
        ?o mlg:indicator ?indicator ; mlg:obsValue ?value ; mlg:precision ?precision }""")

    assert values == {("100", "precision:approximate"), ("1990", "precision:exact")}


def test_10_the_meeting_is_scheduled_and_never_took_place(rows: Rows, ask: Ask) -> None:
    """It is planned, told by its announcer, with two participants and no host; no event realises it."""
    meeting = rows("""SELECT ?status ?event ?who { id:meeting-2019-06-14 mlg:epistemicStatus ?status ;
        schema:eventStatus ?event ; mlg:participant ?who }""")

    assert meeting == {
        ("st:planned", "schema:EventScheduled", "id:france-invest"),
        ("st:planned", "schema:EventScheduled", "id:france-digitale"),
    }
    assert ask("id:meeting-2019-06-14 prov:wasAttributedTo id:pascal-lorne")
    assert not ask("?event mlg:realises id:meeting-2019-06-14")
    assert not ask("id:meeting-2019-06-14 mlg:organizedBy|mlg:venue ?x")


def test_11_digital_platform_keeps_its_name_beside_a_candidate(rows: Rows) -> None:
    """The label is the source's; the school it may be is a candidate that nobody confirmed."""
    label = rows('SELECT ?l { id:digital-platform rdfs:label ?l FILTER(LANG(?l) = "en") }')
    match = rows("""SELECT ?other ?confidence { ?m mlg:candidate id:digital-platform , ?other ;
        mlg:confidence ?confidence FILTER(?other != id:digital-platform) }""")

    assert label == {("Digital platform",)}
    assert match == {("id:la-plateforme", "confidence:unconfirmed")}


def test_12_a_figure_of_speech_is_not_an_award(rows: Rows, ask: Ask) -> None:
    """The only award of the article is the one it names."""
    awards = rows("SELECT ?award { ?award a mlg:Award }")

    assert awards == {("id:ces-best-of-innovation",)}
    assert not ask('?thing ?p ?text FILTER(CONTAINS(LCASE(STR(?text)), "grail"))')


def test_13_the_year_of_the_hive_is_2018_and_2019(rows: Rows) -> None:
    """The article ties the hive to CES 2018, Digital Trends to CES 2019: both stay, each in its graph."""
    editions = rows("""SELECT ?g ?edition { GRAPH ?g { ?s mlg:forWork id:beelife-hive ; mlg:atEvent ?edition }
        ?edition mlg:editionOf id:ces }""")

    assert editions == {("g:article", "id:ces-2018"), ("g:digital-trends", "id:ces-2019")}


def test_14_twenty_five_and_forty_start_ups_have_different_scopes(rows: Rows) -> None:
    """Local start-ups and those on the regional stand are two populations at one event."""
    counts = rows("""SELECT ?g ?value ?scope { GRAPH ?g { ?o mlg:indicator ind:startups-at-event ;
        mlg:observedEntity id:ces-2018 ; mlg:obsValue ?value ; mlg:scope ?scope } }""")

    assert counts == {
        ("g:article", "25", "scope:local-start-ups"),
        ("g:gomet", "40", "scope:regional-stand"),
    }


def test_15_a_site_of_wesprint_was_launched_not_wesprint(rows: Rows, ask: Ask) -> None:
    """What opened is a site; the article gives no founding date, and a note gives an older one."""
    launched = rows("SELECT ?what ?type { id:launch-wesprint-site mlg:launchOf ?what . ?what a ?type }")

    assert launched == {("id:wesprint-site", "org:Site")}
    assert not ask("GRAPH g:article { id:wesprint mlg:foundingDate ?date }")
    assert ask('GRAPH g:notes { id:wesprint mlg:foundingDate "2016"^^xsd:gYear }')


def test_16_m_kedge_and_p_factory_keep_their_names_beside_candidates(rows: Rows) -> None:
    """Labels are as written; what they may stand for is matched without confirmation."""
    labels = rows("""SELECT DISTINCT ?label { VALUES ?x { id:m id:kedge id:p-factory }
        ?x rdfs:label ?l BIND(STR(?l) AS ?label) }""")
    candidates = rows("""SELECT ?x ?other ?confidence { VALUES ?x { id:m id:kedge id:p-factory }
        ?m a mlg:Match ; mlg:candidate ?x , ?other ; mlg:confidence ?confidence FILTER(?x != ?other) }""")

    assert labels == {("M",), ("Kedge",), ("P Factory",)}
    assert candidates == {
        ("id:m", "id:accelerateur-m", "confidence:unconfirmed"),
        ("id:kedge", "id:kedge-business-school", "confidence:unconfirmed"),
        ("id:kedge", "id:kedge-incubator", "confidence:unconfirmed"),
        ("id:p-factory", "id:p-factory-dotted", "confidence:unconfirmed"),
    }


def test_17_euromediterranee_has_an_unspecified_role(rows: Rows) -> None:
    """Partner, funder or place: its only tie is an involvement whose role is unspecified."""
    ties = rows("SELECT ?s ?p ?role { ?s ?p id:euromediterranee OPTIONAL { ?s org:role ?role } }")

    assert ties == {("id:involvement-euromediterranee-wesprint", "mlg:party", "role:unspecified")}


def test_18_undated_events_have_no_bounds_or_flagged_ones(rows: Rows, ask: Ask) -> None:
    """Missions have no time at all; "end of the year" is a last quarter flagged as an interpretation."""
    summit = rows("""SELECT ?from ?until ?basis { id:plan-tech-for-good-summit-2019 mlg:possibleFrom ?from ;
        mlg:possibleUntil ?until ; mlg:boundsBasis ?basis }""")

    assert summit == {("2019-10-01", "2019-12-31", "basis:interpretation")}
    assert ask("?m a mlg:Mission ; mlg:boundsBasis basis:unknown")
    assert not ask("?m a mlg:Mission ; mlg:possibleFrom|mlg:possibleUntil|mlg:certainFrom|mlg:statedTime ?t")


def test_19_capital_of_tech_for_good_is_hoped_and_no_label(rows: Rows) -> None:
    """It is a hoped-for plan of the national strategy; the only labels are the two that were granted."""
    plan = rows("""SELECT ?type ?status ?strategy { id:plan-tech-for-good-capital a ?type ;
        mlg:epistemicStatus ?status ; mlg:partOfStrategy ?strategy }""")
    labels = rows("SELECT ?label { ?label a mlg:Label }")

    assert plan == {("mlg:Plan", "st:hoped", "id:national-strategy")}
    assert labels == {("id:label-french-tech-capital",), ("id:label-french-tech-metropolis",)}


def test_20_communities_are_one_placeholder_with_its_homonym_noted(rows: Rows) -> None:
    """One unnamed group stands for the local authorities, and a comment tells it from the label class."""
    group = rows("""SELECT ?type ?homonym { id:local-communities a ?type ; rdfs:comment ?c
        FILTER(LANG(?c) = "en") BIND(CONTAINS(?c, "French Tech Communities") AS ?homonym) }""")

    assert group == {("mlg:UnnamedGroup", "true")}


def test_21_the_ministry_confers_and_another_source_names_the_announcer(rows: Rows) -> None:
    """Who conferred stands in the article's graph, who announced only in the other account's."""
    who = rows(
        "SELECT ?g ?p ?who { VALUES ?p { mlg:conferredBy mlg:announcedBy } GRAPH ?g { ?grant ?p ?who } }"
    )

    assert who == {
        ("g:article", "mlg:conferredBy", "id:ministry-of-economy"),
        ("g:capital-labels", "mlg:announcedBy", "id:state-secretary-digital"),
    }
