"""SERVICE: patterns that are answered elsewhere become the rows of their answers before anything is compiled.

https://www.w3.org/TR/sparql11-federated-query/. Where the service is a variable, what it is joined with is
answered first, and each address found is asked.
"""

from collections.abc import Callable, Iterable

from graph.engine.protocol import Solutions
from graph.errors import QueryCancelled, QueryError, QueryTimeout
from graph.sparql.algebra import Algebra, Join, LeftJoin, Rows, Service, Variable
from graph.sparql.rewrite import rewritten
from graph.terms import Iri

__all__ = ["Ask", "Find", "with_services"]

Ask = Callable[[Iri, str], Solutions]
"""Asks the service at that address a SELECT."""

Find = Callable[[Algebra, str], Iterable[object]]
"""The distinct values of a variable in the solutions of a pattern."""

_ONE_EMPTY = Rows((), ((),))


def with_services(pattern: Algebra, ask: Ask, find: Find) -> Algebra:
    """The pattern with the answers of services in place of SERVICE.

    Args:
        pattern: what may hold SERVICE.
        ask: how a service is asked.
        find: how the addresses are found that a variable stands for.

    Raises:
        QueryError: a service that is not SILENT can't be asked, or nothing tells which one to ask.
    """

    def change(part: Algebra) -> Algebra:
        match part:
            case Service(Iri() as name):
                return _answered(part, name, ask)
            case Join(parts):
                return _joined(parts, ask, find)
            case LeftJoin(left, Service(Variable(name)) as right, conditions):
                return LeftJoin(left, _of_each(right, name, find(left, name), ask), conditions)
            case _:
                return part

    done = rewritten(pattern, change)
    rewritten(done, _refuse)
    return done


def _joined(parts: tuple[Algebra, ...], ask: Ask, find: Find) -> Algebra:
    """A join whose services with variables are asked last, at the addresses that the rest tells."""
    rest = [part for part in parts if not _is_open(part)]
    for part in parts:
        if isinstance(part, Service) and isinstance(part.name, Variable) and rest:
            name = part.name.name
            rest.append(_of_each(part, name, find(Join(tuple(rest)), name), ask))
        elif _is_open(part):
            rest.append(part)
    return Join(tuple(rest)) if len(rest) > 1 else rest[0]


def _is_open(part: Algebra) -> bool:
    return isinstance(part, Service) and isinstance(part.name, Variable)


def _of_each(service: Service, variable: str, addresses: Iterable[object], ask: Ask) -> Algebra:
    found = [(each, _answered(service, each, ask)) for each in addresses if isinstance(each, Iri)]
    names = tuple(dict.fromkeys((variable, *(name for _, rows in found for name in rows.variables))))
    rows = []
    for address, answer in found:
        for row in answer.rows:
            values = dict(zip(answer.variables, row, strict=True))
            if values.get(variable) in (None, address):
                rows.append(tuple({**values, variable: address}.get(name) for name in names))
    return Rows(names, tuple(rows))


def _answered(service: Service, address: Iri, ask: Ask) -> Rows:
    try:
        solutions = ask(address, f"SELECT * WHERE {service.source}")
    except (QueryTimeout, QueryCancelled):
        # It is the query that is over, not the service that fails.
        raise
    except QueryError:
        if service.is_silent:
            return _ONE_EMPTY
        raise
    return Rows(solutions.variables, solutions.rows)


def _refuse(part: Algebra) -> Algebra:
    if isinstance(part, Service):
        name = part.name.name if isinstance(part.name, Variable) else part.name.value
        raise QueryError(f"SERVICE ?{name}: nothing beside it tells which service that is.")
    return part
