"""How a query is answered: what it means, the SQL that it becomes, and what each step of that took."""

from dataclasses import dataclass

__all__ = ["Explanation", "Step"]


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
