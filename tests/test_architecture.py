"""The shape of the project: floors, sizes, names, and what is shipped."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIXED = {"data", "docs", "graph", "ontology", "queries", "tests"}
LATER = {"benchmarks", "workbench"}
MOST_LINES = 400
MOST_LINES_A_FUNCTION = 40


def _tracked() -> list[Path]:
    """The files of the project, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so what belongs to the project can't be told")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _modules() -> list[Path]:
    return [ROOT / "server.py", *sorted((ROOT / "graph").rglob("*.py"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_imports_go_down_the_floors() -> None:
    """The contracts in pyproject.toml hold, and their list of floors is complete."""
    checker = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run([checker, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    """Nine of ten have fewer than three hundred."""
    lengths = {
        _name(path): len(path.read_text("utf-8").splitlines())
        for path in _tracked()
        if path.suffix in {".py", ".js", ".css", ".html"}
    }

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
    assert sorted(lengths.values())[len(lengths) * 9 // 10] < 300


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_no_function_is_longer_than_forty_lines(path: Path) -> None:
    """Docstring and signature included, decorators apart."""
    found = _functions(ast.parse(path.read_text("utf-8")))

    lengths = {each.name: (each.end_lineno or each.lineno) - each.lineno + 1 for each in found}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_A_FUNCTION} == {}


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_a_module_says_why_it_exists_and_what_it_gives(path: Path) -> None:
    """A docstring, and ``__all__`` with names that are there."""
    tree = ast.parse(path.read_text("utf-8"))

    stated = [names for target, names in _assigned(tree) if target == "__all__"]

    assert len(ast.get_docstring(tree) or "") > 10
    assert len(stated) == (0 if len(tree.body) == 1 else 1)
    assert all(set(ast.literal_eval(names)) <= _defined(tree) for names in stated)


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names that a module gives a value, each with it."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from ((each.id, node.value) for each in ast.walk(target) if isinstance(each, ast.Name))


def _defined(tree: ast.Module) -> set[str]:
    found = {name for name, _ in _assigned(tree)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {each.asname or each.name for each in node.names}
    return found


def test_the_top_level_is_what_was_agreed() -> None:
    """The folders that have a fixed name are there, and no others but those the architecture foresees."""
    folders = {
        path.relative_to(ROOT).parts[0] for path in _tracked() if len(path.relative_to(ROOT).parts) > 1
    }
    visible = {name for name in folders if not name.startswith(".")}

    assert visible >= FIXED
    assert visible <= FIXED | LATER
    assert (ROOT / "server.py").is_file()
    assert (ROOT / "pyproject.toml").is_file()


def test_lock_files_name_no_host() -> None:
    """Packages are told by name, version and hash; where to fetch them is the reader's choice."""
    locks = [
        path
        for path in _tracked()
        if re.fullmatch(r"requirements.*\.txt|package-lock\.json|.*\.lock", path.name)
    ]

    assert {path.name for path in locks} >= {"requirements.txt", "requirements-dev.txt"}
    for path in locks:
        text = path.read_text("utf-8")
        assert "://" not in text, path
        assert re.search(r"--(extra-)?index-url|--find-links|--trusted-host| @ ", text) is None, path


def test_every_pin_has_a_hash() -> None:
    """A package that was changed on its way is not installed."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]

        assert len(pins) > 10
        assert [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.slow
def test_the_wheel_ships_the_package_the_server_and_nothing_else(tmp_path: Path) -> None:
    """Ontology, queries and data travel inside the package, and the command works from there."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")

    assert {re.sub(r"maillage-.*\.dist-info", "INFO", name.partition("/")[0]) for name in names} == {
        "graph",
        "server.py",
        "INFO",
    }
    assert {name.split("/")[2] for name in names if name.startswith("graph/_bundled/")} == {
        "data",
        "ontology",
        "queries",
    }
    asked = subprocess.run(
        [sys.executable, "-m", "graph", "query", "ASK { ?city a mlg:Place }"],
        cwd=tmp_path / "site",
        check=True,
        capture_output=True,
        text=True,
    )
    assert asked.stdout.startswith("yes")
