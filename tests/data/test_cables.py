"""The hand-written cable facts are held against the snapshots they were taken from."""

import calendar
import json
import re
import tarfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Rows = Callable[[str], set[tuple[str, ...]]]
Snapshot = dict[str, dict[str, Any]]

ARCHIVES = {"2019": "cables-2019-06-14.tar.gz", "2021": "cables-2021-07-01.tar.gz"}
CHANGED = {"2019": "2019-06-10", "2021": "2021-06-29"}
COUNTRIES = {
    "Congo, Dem. Rep.": "Democratic Republic of the Congo",
    "Congo, Rep.": "Republic of the Congo",
}
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


@pytest.fixture(params=sorted(ARCHIVES))
def year(request: pytest.FixtureRequest) -> str:
    """The year of a snapshot."""
    return str(request.param)


@pytest.fixture
def snapshot(shared: Path, year: str) -> Snapshot:
    """The cable systems of a snapshot that land at Marseille, by name."""
    found: Snapshot = {}
    with tarfile.open(shared / "data" / ARCHIVES[year]) as archive:
        for member in archive:
            if "/cable/" not in member.name or not member.isfile():
                continue
            file = archive.extractfile(member)
            cable = json.load(file) if file else {}
            points = cable.get("landing_points", []) if isinstance(cable, dict) else []
            if any(point["id"] == "marseille-france" for point in points):
                found[cable["name"]] = cable
    return found


def slug(name: str) -> str:
    """A name in small letters, digits and hyphens, as identifiers are written."""
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def ready_for_service(text: str) -> tuple[str, str]:
    """The date as we write it and its first day: ``2017 June`` gives ``2017-06`` and ``2017-06-01``."""
    year, _, rest = text.partition(" ")
    if rest.startswith("Q"):
        return text, f"{year}-{3 * int(rest[1]) - 2:02d}-01"
    if rest:
        return f"{year}-{MONTHS[rest]:02d}", f"{year}-{MONTHS[rest]:02d}-01"
    return year, f"{year}-01-01"


def landings(rows: Rows, year: str) -> set[tuple[str, ...]]:
    """What our files say of a snapshot: source name, landing point, country, date, first day, status."""
    return rows(f"""SELECT ?name ?point ?country ?ready ?from ?status {{
        GRAPH g:telegeography-{year} {{
          ?landing a mlg:CableLanding ; mlg:cable ?cable ; mlg:landingPoint ?point ;
            mlg:readyForService ?ready ; mlg:possibleFrom ?from ; mlg:epistemicStatus ?status }}
        ?cable rdfs:label ?label FILTER(LANG(?label) = "en")
        OPTIONAL {{ ?cable skos:altLabel ?alternative }} BIND(COALESCE(?alternative, STR(?label)) AS ?name)
        ?point mlg:locatedIn ?place . ?place rdfs:label ?country FILTER(LANG(?country) = "en")
        FILTER(?place != id:marseille) }}""")


def test_every_landing_is_the_snapshots_and_none_is_missing(
    rows: Rows, snapshot: Snapshot, year: str
) -> None:
    """Systems, landing points, countries, dates and statuses are the source's, all of them and no more."""
    expected = set()
    for name, cable in snapshot.items():
        ready, first = ready_for_service(cable["rfs"])
        status = "st:planned" if first > CHANGED[year] else "st:stated"
        for point in cable["landing_points"]:
            place, country = point["name"].split(", ", 1)
            country = COUNTRIES.get(country, country)
            expected.add((name, f"id:lp-{slug(place)}", country, ready, first, status))

    written = landings(rows, year)

    assert written == expected


def test_counts_are_the_number_of_systems_listed(rows: Rows, snapshot: Snapshot, year: str) -> None:
    """Nine and ten systems listed, seven of them in service each time."""
    in_service = [c for c in snapshot.values() if ready_for_service(c["rfs"])[1] <= CHANGED[year]]
    counted = rows(f"""SELECT ?rule ?value {{ GRAPH g:telegeography-{year} {{
        ?o mlg:countingRule ?rule ; mlg:obsValue ?value }} }}""")

    assert counted == {
        ("counting:systems-in-service", str(len(in_service))),
        ("counting:systems-planned-or-in-service", str(len(snapshot))),
    }
    assert (len(in_service), len(snapshot)) == (7, {"2019": 9, "2021": 10}[year])


def test_lengths_are_the_snapshots(rows: Rows, snapshot: Snapshot, year: str) -> None:
    """A length is written in the graph of the first snapshot, and in the second where it changed."""
    written = rows(f"""SELECT ?name ?km {{ GRAPH g:telegeography-{year} {{ ?cable mlg:lengthKm ?km }}
        ?cable rdfs:label ?label FILTER(LANG(?label) = "en")
        OPTIONAL {{ ?cable skos:altLabel ?alternative }}
        BIND(COALESCE(?alternative, STR(?label)) AS ?name) }}""")
    given = {(name, cable["length"].removesuffix(" km").replace(",", "")) for name, cable in snapshot.items()}

    assert written
    assert written <= given


def test_every_system_lands_at_marseille_in_both_files(rows: Rows) -> None:
    """Each system of a snapshot has its landing at Marseille as a node of its own."""
    at_marseille = rows("""SELECT ?g ?cable {
        GRAPH ?g { ?l mlg:landingPoint id:lp-marseille ; mlg:cable ?cable }
        FILTER NOT EXISTS { GRAPH ?g { ?l mlg:landingPoint ?other FILTER(?other != id:lp-marseille) } } }""")
    listed = rows("SELECT ?g ?cable { GRAPH ?g { ?l a mlg:CableLanding ; mlg:cable ?cable } }")

    assert at_marseille == listed
    assert len(listed) == 19


def test_planned_cables_slipped_between_the_snapshots(rows: Rows) -> None:
    """PEACE went from early 2020 to the end of 2021, Africa-1 from early 2021 to the end of 2023."""
    slips = rows("""SELECT ?cable ?before ?after {
        ?a mlg:landingPoint id:lp-marseille ; mlg:cable ?cable ; prov:wasDerivedFrom id:telegeography-2019 ;
           mlg:readyForService ?before .
        ?b mlg:landingPoint id:lp-marseille ; mlg:cable ?cable ; prov:wasDerivedFrom id:telegeography-2021 ;
           mlg:readyForService ?after .
        FILTER(STR(?before) != STR(?after)) }""")

    assert slips == {("id:cable-peace", "2020 Q1", "2021 Q4"), ("id:cable-africa-1", "2021 Q1", "2023 Q4")}
