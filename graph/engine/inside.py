"""SERVICE that this process answers itself: addresses that begin with ``maillage:`` and never leave it.

What such an address tells is a graph of its own, of few properties. The group is matched against that graph
alone, as SERVICE has it (https://www.w3.org/TR/sparql11-federated-query/#service): its triple patterns become
rows before anything is compiled, and the rest of the group is answered as any.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.errors import QueryCancelled, QueryError, QueryTimeout
from graph.sparql.algebra import Algebra, Bgp, Graph, Join, Node, Pattern, Rows, Service, Variable
from graph.sparql.rewrite import rewritten
from graph.sparql.syntax import TripleNode
from graph.terms import Iri, Term, shorten

__all__ = ["Known", "Tell", "is_inside", "with_inside"]

Known = Mapping[Iri, Sequence[tuple[Term, Term]]]
"""Property → subjects and objects: all that an address tells."""

Tell = Callable[[Iri], Known]
"""What an address tells."""

_SCHEME = "maillage:"
_ONE_EMPTY = Rows((), ((),))


def is_inside(name: Iri) -> bool:
    """Whether this process answers for the address, if anybody does."""
    return name.value.startswith(_SCHEME)


def with_inside(pattern: Algebra, tell: Tell) -> Algebra:
    """The pattern with what is told here in place of each SERVICE that is answered here.

    Args:
        pattern: what may hold SERVICE.
        tell: what an address tells.

    Raises:
        QueryError: an address that is not SILENT tells nothing, or not what the group asks.
    """

    def change(part: Algebra) -> Algebra:
        match part:
            case Service(Iri() as name) if is_inside(name):
                return _answered(part, name, tell)
            case _:
                return part

    return rewritten(pattern, change)


def _answered(service: Service, name: Iri, tell: Tell) -> Algebra:
    try:
        known = tell(name)
        return rewritten(service.pattern, lambda part: _told(part, name, known))
    except (QueryTimeout, QueryCancelled):
        # It is the query that is over, not the service that fails.
        raise
    except QueryError:
        if service.is_silent:
            return _ONE_EMPTY
        raise


def _told(part: Algebra, name: Iri, known: Known) -> Algebra:
    match part:
        case Bgp(patterns) if patterns:
            rows = tuple(_rows(pattern, name, known) for pattern in patterns)
            return rows[0] if len(rows) == 1 else Join(rows)
        case Graph() | Service():
            raise QueryError(f"SERVICE <{name.value}>: no GRAPH or SERVICE can stand within its group.")
        case _:
            return part


def _rows(pattern: Pattern, name: Iri, known: Known) -> Rows:
    """The triples that match a pattern, as rows of its variables."""
    subject, predicate, object_ = pattern.subject, pattern.predicate, pattern.object
    if predicate not in known or isinstance(subject, TripleNode) or isinstance(object_, TripleNode):
        shown = f"<{predicate.value}>" if isinstance(predicate, Iri) else "this pattern"
        properties = ", ".join(shorten(each.value) for each in known)
        raise QueryError(
            f"SERVICE <{name.value}> tells {properties or 'nothing'}; it can't be asked for {shown}. "
            "Ask for everything else outside of its group."
        )
    pairs = known[predicate]  # type: ignore[index]
    match subject, object_:
        case Variable(one), Variable(other) if one != other:
            return Rows((one, other), tuple(pairs))
        case _:
            return _narrowed(subject, object_, pairs)


def _narrowed(subject: Node, object_: Node, pairs: Sequence[tuple[Term, Term]]) -> Rows:
    """Rows of a pattern that holds a constant, or one variable twice."""
    names = tuple(dict.fromkeys(each.name for each in (subject, object_) if isinstance(each, Variable)))

    def matching() -> Iterator[tuple[Term, ...]]:
        for pair in pairs:
            values: dict[str, Term] = {}
            for node, term in zip((subject, object_), pair, strict=True):
                expected = values.setdefault(node.name, term) if isinstance(node, Variable) else node
                if expected != term:
                    break
            else:
                yield tuple(values[each] for each in names)

    return Rows(names, tuple(matching()))
