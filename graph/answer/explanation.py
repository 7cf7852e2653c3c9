"""How a query is answered: what it means, the SQL that it becomes, and what each step of that took."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

__all__ = ["Explanation", "Step", "explanation_json", "explanation_text"]


@dataclass(frozen=True, slots=True)
class Step:
    """One operator of the plan as it ran.

    Attributes:
        depth: 0 for the last step; each step gets its rows from the deeper ones right after it.
        name: of the operator.
        detail: what it works on.
        estimated: how many rows the planner expected, or None where it said nothing.
        rows: how many it gave.
        time_ms: what it took by itself, of all threads together.
    """

    depth: int
    name: str
    detail: str
    estimated: int | None
    rows: int
    time_ms: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A query's way from text to rows.

    Attributes:
        algebra: what it means, as text of several lines.
        sql: what it was compiled to.
        estimated: how many solutions the compiler expected.
        compiled_ms: time for reading the text and making SQL of it.
        ran_ms: time for planning and running that.
        steps: the operators, the last one first.
    """

    algebra: str
    sql: str
    estimated: float
    compiled_ms: float
    ran_ms: float
    steps: tuple[Step, ...]


def explanation_json(explanation: Explanation) -> str:
    """The explanation as a JSON object with a member for each attribute."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=1) + "\n"


def explanation_text(explanation: Explanation) -> str:
    """The explanation as plain text, for people."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    yield from ("# What it means", "", explanation.algebra, "")
    yield from ("# The SQL that it becomes", "", explanation.sql, "")
    yield from ("# The steps, the last one first", "")
    yield f"{'rows expected':>15} {'rows':>15} {'ms':>10}  step"
    for step in explanation.steps:
        estimated = "" if step.estimated is None else f"{step.estimated:,}"
        name = f"{'  ' * step.depth}{step.name}" + (f": {step.detail}" if step.detail else "")
        yield f"{estimated:>15} {step.rows:>15,} {step.time_ms:>10.2f}  {name}"
    yield ""
    yield f"{explanation.estimated:,.0f} solutions were expected."
    compiled, ran = explanation.compiled_ms, explanation.ran_ms
    yield f"Compiling took {compiled:.1f} ms, planning and running {ran:.1f} ms."
