"""MINUS: https://www.w3.org/TR/sparql11-query/#defn_algMinus."""

from graph.engine.derive import derived, named, projected, renamed, selected
from graph.engine.matches import Match, compatible, linked, paired
from graph.engine.relation import Relation

__all__ = ["excluding"]


def excluding(left: Relation, right: Relation, graph: str | None = None) -> Relation:
    """The solutions of the left that no compatible one of the right shares a bound variable with.

    Args:
        left: what is kept or not.
        right: what excludes.
        graph: the variable of the graph that both sides are matched in, if each counts on its own; it
            must be the same, but is none of the variables that the rule means.
    """
    shared = [name for name in left.columns if name in right.columns]
    if not set(shared) - {graph}:
        return left
    pair = paired(left, projected(right, shared), is_inner=False)
    common = [match for name, match in zip(shared, pair.matches, strict=True) if name != graph]
    kept = {name: pair.left.columns[name] for name in left.columns}
    listed = selected({name: f"a.{column.sql}" for name, column in kept.items()})
    sure = next((match for match in common if match.is_sure), None)
    if sure:
        sql = linked(pair, "ANTI JOIN", compatible(pair.matches))
        return Relation(f"SELECT {listed}\nFROM {sql}", renamed(kept), left.rows)
    exclusions = "".join(f"\nANTI JOIN b ON {_sharing(match, pair.matches)}" for match in common)
    return Relation(
        f"{named(b=pair.right)}\nSELECT {listed}\nFROM {derived(pair.left, 'a')}{exclusions}",
        renamed(kept),
        left.rows,
    )


def _sharing(match: Match, matches: tuple[Match, ...]) -> str:
    """SQL that says that both bind this variable to one term, and contradict each other in none."""
    others = compatible(each for each in matches if each is not match)
    return f"{match.equality} AND {others}"
