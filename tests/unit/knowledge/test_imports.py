"""Open data files of others, read as statements: made-up files line by line, the real ones in numbers."""

import io
import json
import tarfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.dataset import Dataset, open_bundled
from graph.errors import ReadError
from graph.knowledge.imports import cables, french_tech, ilab
from graph.knowledge.validate import validate
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.rdf.write import write_quads
from graph.terms import Quad, shorten

COLUMNS = (
    "Année de concours", "N° SIREN", "Libellé entreprise", "Id région", "Région", "Grand-Prix",
    "Domaine technologique", "Id de l'unité de recherche liée au projet",
    "Unité de recherche liée au projet", "Id de la structure liée au projet",
    "Structure liée au projet",
)  # fmt: skip
WINNERS = (
    (
        "2020",
        "111111111",
        "Aster",
        "R1",
        "Nord",
        "",
        "Énergie",
        "U1,U2",
        "Lab Un, Sol,Lab Deux",
        "S1",
        "École",
    ),
    ("2021", "111111111", "Aster SA", "R1", "Nord", "Grand prix", "Énergie", "", "", "S1", "École"),
    ("2021", "", "Bouleau", "R2", "Sud", "", "Santé", "", "Lab Trois", "", ""),
    ("2021", "", "", "R2", "Sud", "", "Santé", "", "", "S1", "École"),
)


def contest(rows: Sequence[Sequence[str]] = WINNERS) -> bytes:
    """A file of the contest."""
    return "\r\n".join(";".join(row) for row in (COLUMNS, *rows)).encode("utf-8-sig")


def archive(**of: object) -> bytes:
    """An archive with one cable."""
    points = [
        {"id": "here-land", "name": "Here, Land", "latlon": "1.5,2.5"},
        {"id": "there-isle", "name": "There, Isle", "latlon": "3,4"},
    ]
    cable = {"id": "c", "name": "C", "landing_points": points, "rfs": "2020 Q1", "owners": "One,  Two"} | of
    body, packed = json.dumps(cable).encode(), io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as files:
        entry = tarfile.TarInfo("x/cable/c.json")
        entry.size = len(body)
        files.addfile(entry, io.BytesIO(body))
    return packed.getvalue()


def loaded(quads: Sequence[Quad]) -> Dataset:
    """The bundled graph with these statements."""
    dataset = open_bundled()
    trig = syntax_by_name("trig")
    dataset.load(document_from_text(write_quads(quads, trig).decode(), trig), None)
    return dataset


def rows(quads: Sequence[Quad], *properties: str) -> set[tuple[str, str, str]]:
    """The statements with these properties, in short."""
    told = (tuple(shorten(str(getattr(term, "value", ""))) for term in quad[:3]) for quad in quads)
    return {(subject, name, value) for subject, name, value in told if name in properties}


def test_a_winner_is_a_receipt_with_those_involved() -> None:
    """Two units by their ids, each with its own name though one has a comma, and the school."""
    quads, words = ilab(contest())

    parties = rows(quads, "mlg:party")
    labels = {(subject, value) for subject, _, value in rows(quads, "rdfs:label")}
    assert words == "3 of 4 rows taken; the others name no company."
    assert {value for subject, _, value in parties if subject.startswith("id:ilab-siren-111111111-2020")} == {
        "id:research-unit-u1", "id:research-unit-u2", "id:structure-s1",
    }  # fmt: skip
    assert ("id:research-unit-u1", "Lab Un, Sol") in labels
    assert ("id:research-unit-lab-trois", "Lab Trois") in labels
    assert rows(quads, "mlg:recipient") == {
        ("id:ilab-siren-111111111-2020", "mlg:recipient", "id:siren-111111111"),
        ("id:ilab-siren-111111111-2021", "mlg:recipient", "id:siren-111111111"),
        ("id:ilab-company-bouleau-2021", "mlg:recipient", "id:company-bouleau"),
    }


def test_a_cohort_is_a_grant_a_company() -> None:
    """Whatever the layout of the year; spellings that differ in spaces and former names are one company."""
    first, _ = french_tech(b"2020,French Tech 120,360Learning\n", "2020")
    second, _ = french_tech(b"360 Learning (ex Other),https://example.org\n", "2023")
    third, words = french_tech(b'Company,Total funding,Launch date\nBack Market,1,"2014, August"\n', "2022")

    holders = {value for quads in (first, second) for _, _, value in rows(quads, "mlg:holder")}
    assert holders == {"id:company-360learning"}
    assert words == "1 companies of 2022."
    assert rows(third, "mlg:possibleUntil") == {
        ("id:company-backmarket-french-tech-120-2022", "mlg:possibleUntil", "2022-12-31")
    }


@pytest.mark.parametrize(("day", "status"), [("2019-06-14", "st:planned"), ("2020-01-01", "st:stated")])
def test_a_cable_that_is_not_ready_is_planned(day: str, status: str) -> None:
    """A landing a point; owners and the countries of the points are things of their own."""
    quads, words = cables(archive(), date.fromisoformat(day))

    assert words == "1 cables with 2 landings."
    assert {value for _, _, value in rows(quads, "mlg:epistemicStatus")} == {status}
    assert {value for _, _, value in rows(quads, "mlg:owner")} == {
        "id:organisation-one",
        "id:organisation-two",
    }
    assert ("id:lp-here-land", "mlg:locatedIn", "id:country-land") in rows(quads, "mlg:locatedIn")
    assert ("id:lp-here-land-geometry", "geo:asWKT", "POINT(2.5 1.5)") in rows(quads, "geo:asWKT")


def test_a_legal_form_after_a_comma_belongs_to_the_owner_before_it() -> None:
    """Commas stand between owners and within their names."""
    quads, _ = cables(archive(owners="Sea, Inc., Land, Lda., Inca"), date(2020, 1, 1))

    owners = {value for _, _, value in rows(quads, "mlg:owner")}
    assert owners == {"id:organisation-sea-inc", "id:organisation-land-lda", "id:organisation-inca"}


def test_what_is_imported_fits_the_shapes() -> None:
    """No violation and no warning."""
    quads = [
        *ilab(contest())[0],
        *french_tech(b"2020,French Tech 120,Aster\n", "2020")[0],
        *cables(archive(length="59 km"), date(2021, 7, 1))[0],
    ]
    dataset = loaded(quads)

    found = validate(dataset)

    ours = {quad.subject for quad in quads}
    assert {quad.graph for quad in quads} <= set(dataset.graphs())
    assert [each for each in found.findings if each.node in ours] == []


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: ilab(b"a;b\n1;2\n"), "lacks the column"),
        (lambda: ilab(contest([("soon", *WINNERS[0][1:])])), "Row 2: the year of the contest is 'soon'"),
        (lambda: ilab(b"\xff\xfe"), "not UTF-8: byte 0"),
        (lambda: french_tech(b"A,b\n", "soon"), "not 'soon'"),
        (lambda: french_tech(b"", "2020"), "no company"),
        (lambda: cables(b"no archive", date(2020, 1, 1)), "no archive of cables"),
    ],
)
def test_another_file_is_refused_in_words(read: Callable[[], object], said: str) -> None:
    """What it lacks, and where."""
    with pytest.raises(ReadError, match=said):
        read()


def test_the_command_writes_a_file_that_loads(tmp_path: Path) -> None:
    """And says how much it took."""
    (tmp_path / "w.csv").write_bytes(contest())

    done = CliRunner().invoke(
        main, ["import", "ilab", str(tmp_path / "w.csv"), "--output", str(tmp_path / "w.ttl")]
    )
    refused = CliRunner().invoke(main, ["import", "cables", str(tmp_path / "w.csv")])

    assert done.exit_code == 0, done.output
    assert "3 of 4 rows taken" in done.output
    assert (tmp_path / "w.ttl").stat().st_size > 0
    assert (refused.exit_code, "--at 2019-06-14" in refused.output) == (1, True)


def test_the_real_files_are_read_whole(shared: Path) -> None:
    """Every row that names a company, every cable, six cohorts."""
    data = shared / "data"
    winners, words = ilab((data / "ilab-laureates.csv").read_bytes())
    _, of_cables = cables((data / "cables-2019-06-14.tar.gz").read_bytes(), date(2019, 6, 10))
    cohorts = [
        french_tech((data / f"ft120_{year}.csv").read_bytes(), str(year))[1] for year in range(2020, 2026)
    ]

    assert words.startswith("3,015 of 3,923 rows")
    assert len(rows(winners, "mlg:recipient")) == 3015
    assert of_cables == "448 cables with 1,947 landings."
    assert [text.split()[0] for text in cohorts] == ["116", "119", "120", "122", "120", "120"]
