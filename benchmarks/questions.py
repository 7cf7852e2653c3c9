"""The queries that are asked, one a file; comments say what each measures, and why a peer may be ahead."""

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

__all__ = ["Question", "questions"]

_FOLDER = Path(__file__).parent / "queries"
_HEADER = "# measures: "
_BEHIND = "# behind: "


@dataclass(frozen=True, slots=True)
class Question:
    """A query, what it measures, and why a peer may be far ahead in it, if that is known."""

    name: str
    measures: str
    text: str
    behind: str


def questions(chosen: str = "*") -> tuple[Question, ...]:
    """The queries whose names fit one of the patterns, which commas separate; sorted by name.

    Raises:
        ValueError: none fits, or a file does not say what it measures.
    """
    patterns = chosen.split(",")
    found = tuple(
        _read(path)
        for path in sorted(_FOLDER.glob("*.rq"), key=lambda path: path.stem)
        if any(fnmatch(path.stem, pattern) for pattern in patterns)
    )
    if not found:
        raise ValueError(f"No query in {_FOLDER.name}/ is named {chosen}.")
    return found


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    if not first.startswith(_HEADER):
        raise ValueError(f"{path.name} must start with '{_HEADER}…'.")
    second = text.split("\n", 2)[1]
    behind = second.removeprefix(_BEHIND) if second.startswith(_BEHIND) else ""
    return Question(path.stem, first.removeprefix(_HEADER), text, behind)
