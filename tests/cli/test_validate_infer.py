"""``maillage validate`` and ``maillage infer``: what is wrong, and what follows."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_bundled_graph_is_sound(run: Run) -> None:
    """No violation, exit code 0."""
    report = run("validate")

    assert report.exit_code == 0
    assert ": 0 violations, " in report.stdout


def test_a_file_is_held_against_the_shapes_without_being_loaded(
    run: Run, turtle: Path, tmp_path: Path
) -> None:
    """Node, property and rule in words; exit code 1 where there is a violation."""
    (tmp_path / "ties.ttl").write_text(
        "<https://example.org/tie> a <https://w3id.org/maillage/ontology#Partnership> ."
    )

    sound, broken = run("validate", turtle), run("validate", turtle, "ties.ttl")

    assert (sound.exit_code, broken.exit_code) == (0, 1)
    assert "\nhttps://example.org/tie\n" in broken.stdout
    assert "violation at mlg:party: A partnership needs two parties or more" in broken.stdout
    assert "(PartnershipShape)" in broken.stdout


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    """As in loading."""
    (tmp_path / "bad.ttl").write_text("oops")

    assert run("validate", "bad.ttl").stderr.startswith("maillage: bad.ttl:1:1: oops")
    assert run("validate", "none.ttl").stderr == "maillage: none.ttl: there is no such file.\n"


def test_a_store_is_validated_as_a_whole(run: Run, turtle: Path) -> None:
    """Also what was loaded long ago."""
    run("load", turtle, "--store", "s.db")

    assert run("validate", "--store", "s.db").exit_code == 0


def test_rules_are_listed_with_what_each_derived(run: Run) -> None:
    """Two labels were once held, by what the article states."""
    shown = run("infer").stdout

    row = next(line for line in shown.splitlines() if "ever-held-label" in line)
    assert row.split()[-1] == "2"
    assert " triples in g:inferred, snapshot " in shown


def test_inferring_twice_changes_nothing(run: Run, turtle: Path) -> None:
    """The graph of what is inferred is replaced, never added to."""
    run("load", turtle, "--store", "s.db", "--no-infer")

    counts = [run("infer", "--store", "s.db").stdout.splitlines()[-1].split()[0] for _ in range(2)]

    assert counts == ["0", "0"]
