"""The queries that are asked, one a file; the first comment of each says what it measures."""

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

__all__ = ["Question", "questions"]

_FOLDER = Path(__file__).parent / "queries"
_HEADER = "# measures: "


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what it measures."""

    name: str
    measures: str
    text: str


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
    return Question(path.stem, first.removeprefix(_HEADER), text)
