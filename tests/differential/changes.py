"""Generated updates of every form, with patterns as nested as those of queries."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.differential.data import NAMESPACE
from tests.differential.draw import Draw
from tests.differential.parts import Part, join, part
from tests.differential.patterns import group
from tests.differential.queries import PROLOGUE

__all__ = ["request"]


def request(draw: Draw, graphs: Sequence[str]) -> Part:
    """A request of one operation or of a few, on a dataset that holds these named graphs.

    No graph is copied or moved that holds nothing: to the reference it may be there all the same, and what
    SILENT then does is left open (https://www.w3.org/TR/sparql11-update/#copy).
    """
    if draw.chance(0.12):
        return part("request", PROLOGUE, _managed(draw, graphs))
    operations = [_operation(draw) for _ in range(draw.one(1, 1, 1, 2))]
    return part("request", PROLOGUE, *join(" ;\n", operations))


def _managed(draw: Draw, graphs: Sequence[str]) -> str:
    if not graphs:
        return f"ADD SILENT DEFAULT TO {draw.graph()}"
    source = f"GRAPH <{draw.one(*graphs)}>"
    return draw.one(
        f"CLEAR SILENT GRAPH {draw.graph()}",
        "CLEAR DEFAULT",
        "DROP NAMED",
        f"DROP {source}",
        f"ADD {source} TO {draw.graph()}",
        f"COPY {source} TO {draw.graph()}",
        f"MOVE {source} TO DEFAULT",
    )


def _operation(draw: Draw) -> Part:
    match draw.one("modify", "modify", "modify", "insert", "delete where", "data"):
        case "modify":
            delete = f"DELETE {{ {_template(draw)} }} " if draw.chance(0.7) else ""
            insert = f"INSERT {{ {_template(draw, is_new=True)} }} " if not delete or draw.chance(0.7) else ""
            using = _using(draw)
            where = group(replace(draw, is_graphless=bool(using)), draw.one(0, 0, 1, 1, 2))
            return part("operation", f"{_with(draw)}{delete}{insert}{using}WHERE ", where)
        case "insert":
            where = group(draw, draw.one(0, 1, 2))
            return part("operation", f"INSERT {{ {_template(draw, is_new=True)} }} WHERE ", where)
        case "delete where":
            return part("operation", f"DELETE WHERE {{ {_quads(draw, _triple)} }}")
        case _:
            word, rows = draw.one("INSERT DATA", "INSERT DATA", "DELETE DATA"), [_row(draw) for _ in range(3)]
            return part("operation", f"{word} {{ {' . '.join(rows)} . {_in_graph(draw, _row(draw))} }}")


def _with(draw: Draw) -> str:
    return f"WITH {draw.graph()} " if draw.chance(0.2) else ""


def _using(draw: Draw) -> str:
    if draw.chance(0.85):
        return ""
    return draw.one(f"USING {draw.graph()} ", f"USING {draw.graph()} USING NAMED {draw.graph()} ")


def _template(draw: Draw, *, is_new: bool = False) -> str:
    def made(inner: Draw) -> str:
        subject = draw.one("?s", "?s", "?x", ":a", "_:new", "?v") if is_new else draw.one("?s", "?x", ":a")
        predicate = draw.one(":p", ":q", ":made", "?p")
        return f"{subject} {predicate} {inner.one('?o', '?v', '?x', ':b', '?w')}"

    return _quads(draw, made)


def _quads(draw: Draw, make: Callable[[Draw], str]) -> str:
    parts = [make(draw) for _ in range(draw.one(1, 1, 2))]
    text = " . ".join(parts)
    return draw.one(text, text, _in_graph(draw, text), f"GRAPH ?g {{ {text} }}")


def _in_graph(draw: Draw, text: str) -> str:
    return f"GRAPH {draw.graph()} {{ {text} }}"


def _triple(draw: Draw) -> str:
    return f"{draw.one('?s', ':a', '?x')} {draw.one(':p', ':any', ':num', '?p')} {draw.one('?o', '?v', ':b')}"


def _row(draw: Draw) -> str:
    return f"{draw.node()} <{NAMESPACE}{draw.one('p', 'q', 'num')}> {draw.term()}"
