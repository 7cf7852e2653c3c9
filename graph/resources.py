"""Where the files that come with the package are: ontology/, queries/, data/ and the service itself.

In a checkout they stand beside ``graph/``; in an installed wheel under ``graph/_bundled/``.
"""

from pathlib import Path

__all__ = ["data_files", "ontology_files", "queries_folder", "rule_files", "server_file", "shapes_file"]

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent


def data_files() -> tuple[Path, ...]:
    """The bundled graphs, in the order of their names."""
    return tuple(sorted((_ROOT / "data").glob("*.trig")))


def ontology_files() -> tuple[Path, ...]:
    """The ontology, its concept schemes and its alignments; loaded into every store."""
    return tuple(sorted(set((_ROOT / "ontology").glob("*.ttl")) - {shapes_file()}))


def shapes_file() -> Path:
    """The SHACL shapes."""
    return _ROOT / "ontology" / "shapes.ttl"


def rule_files() -> tuple[Path, ...]:
    """The derivation rules, in the order of their names."""
    return tuple(sorted((_ROOT / "ontology" / "rules").glob("*.rq")))


def queries_folder() -> Path:
    """The root of the named queries."""
    return _ROOT / "queries"


def server_file() -> Path:
    """The service's entry point, which stands beside the package."""
    return _PACKAGE.parent / "server.py"
