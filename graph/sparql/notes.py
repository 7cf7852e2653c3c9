"""The rules beside the grammar: which variables and blank nodes may stand where.

The notes of https://www.w3.org/TR/sparql12-query/#sparqlGrammar and the scopes of
https://www.w3.org/TR/sparql12-query/#variableScope.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from graph.sparql.grouping import check_grouping, check_plain, check_targets
from graph.sparql.limits import Admission
from graph.sparql.requests import Modify, Quads, Query, Update
from graph.sparql.syntax import (
    Bind,
    Blank,
    Element,
    Exists,
    Filter,
    Group,
    InGraph,
    Minus,
    Node,
    OptionalGroup,
    Service,
    SubSelect,
    TripleNode,
    TriplePattern,
    Triples,
    Union,
    Values,
    Variable,
)
from graph.sparql.walk import parts
from graph.sparql.wrong import Wrong

__all__ = ["check_query", "check_update"]

Names = frozenset[str]
_NONE: Names = frozenset()


def check_query(query: Query, admission: Admission) -> Query:
    """The query, when it keeps the rules beside the grammar.

    Raises:
        Wrong: it breaks one, or exceeds a limit.
    """
    _Checker(admission).query(query)
    return query


def check_update(update: Update, admission: Admission) -> Update:
    """The update, when it keeps the rules beside the grammar.

    Raises:
        Wrong: it breaks one, or exceeds a limit.
    """
    used: dict[str, int] = {}
    for number, operation in enumerate(update.operations):
        if isinstance(operation, Modify):
            _check_modify(operation, admission)
            for blank in _data_blanks(operation):
                if used.setdefault(blank.label, number) != number:
                    raise Wrong(blank.offset, f"_:{blank.label} stands in two operations", _TWO_PLACES)
    return update


_TWO_PLACES = "A label of a blank node counts in one place; use a variable."


def _check_modify(operation: Modify, admission: Admission) -> None:
    if operation.kind.endswith("DATA"):
        for node in _nodes(chain(operation.delete, operation.insert)):
            if isinstance(node, Variable):
                raise Wrong(
                    node.offset, f"?{node.name}: data holds no variables", "Use INSERT { … } WHERE { … }."
                )
    for node in _nodes(operation.delete):
        if isinstance(node, Blank):
            raise Wrong(node.offset, "what is deleted holds no blank nodes", "Use a variable.")
    if operation.where is not None:
        _Checker(admission).group(operation.where)


def _data_blanks(operation: Modify) -> Iterator[Blank]:
    if operation.kind == "INSERT DATA":
        yield from (node for node in _nodes(operation.insert) if isinstance(node, Blank))


def _nodes(quads: Iterable[Quads]) -> Iterator[Node]:
    for each in quads:
        if isinstance(each.name, Variable):
            yield each.name
        for triple in each.triples:
            yield from _nodes_of(triple)


def _nodes_of(triple: TriplePattern | TripleNode) -> Iterator[Node]:
    for node in (triple.subject, triple.predicate, triple.object):
        if isinstance(node, TripleNode):
            yield from _nodes_of(node)
        elif isinstance(node, Variable | Blank):
            yield node


class _Checker:
    """Walks one query or operation; knows which labels its basic graph patterns have used."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._patterns = 0
        self._home: dict[str, int] = {}

    def query(self, query: Query) -> Names:
        """The variables that a query shows; the rules for its clauses are checked on the way."""
        inside = self.group(query.where) if query.where else _NONE
        if query.values:
            self._values(query.values)
        check_grouping(query)
        check_targets(query, inside)
        keys = (*(query.group_by or ()), *query.having, *query.order_by)
        self._admission.check("keys", len(keys))
        self._exists((query.columns, keys))
        if query.columns is None:
            return inside | ({name.name for name in query.values.variables} if query.values else _NONE)
        return frozenset(column.variable.name for column in query.columns if column.variable)

    def group(self, group: Group) -> Names:
        """The variables in scope at the end of a group (table of section 18.2.1)."""
        seen: Names = _NONE
        self._patterns += 1
        size = 0
        for element in group.elements:
            if not isinstance(element, Triples | Filter):
                self._patterns += 1
            if isinstance(element, Triples):
                size += len(element.patterns)
                self._admission.check("patterns", size)
            if isinstance(element, Bind) and element.variable.name in seen:
                raise Wrong(
                    element.variable.offset,
                    f"?{element.variable.name} has a value already",
                    "Give the result of BIND a new name.",
                )
            seen |= self._element(element)
            if not isinstance(element, Triples | Filter):
                self._patterns += 1
        return seen

    def _element(self, element: Element) -> Names:
        match element:
            case Triples(patterns):
                return self._triples(patterns)
            case Filter(expression):
                check_plain(expression)
                self._exists(expression)
                return _NONE
            case Bind(expression, variable):
                check_plain(expression)
                self._exists(expression)
                return frozenset({variable.name})
            case Values():
                return self._values(element)
            case Union(groups):
                return frozenset(chain.from_iterable([self.group(group) for group in groups]))
            case InGraph(name, group) | Service(name, group):
                named = {name.name} if isinstance(name, Variable) else set()
                return self.group(group) | named
            case OptionalGroup(group):
                return self.group(group)
            case Minus(group):
                self.group(group)
                return _NONE
            case SubSelect(query):
                return self.query(query)
        return self.group(element)

    def _triples(self, patterns: tuple[TriplePattern, ...]) -> Names:
        found: set[str] = set()
        for pattern in patterns:
            for node in _nodes_of(pattern):
                if isinstance(node, Variable):
                    found.add(node.name)
                elif (
                    isinstance(node, Blank)
                    and self._home.setdefault(node.label, self._patterns) != self._patterns
                ):
                    raise Wrong(
                        node.offset, f"_:{node.label} stands in two basic graph patterns", _TWO_PLACES
                    )
        return frozenset(found)

    def _exists(self, value: object) -> None:
        for part in parts(value, stop=(Exists,)):
            if isinstance(part, Exists):
                self.group(part.group)

    def _values(self, values: Values) -> Names:
        names = frozenset(variable.name for variable in values.variables)
        if len(names) < len(values.variables):
            raise Wrong(values.offset, "VALUES names a variable twice", "Name each variable once.")
        width = len(values.variables)
        for number, row in enumerate(values.rows, 1):
            if len(row) != width:
                raise Wrong(
                    values.offset,
                    f"row {number} of VALUES has {len(row)} terms for {width} variables",
                    "Give each row one term a variable; UNDEF for none.",
                )
        self._admission.count("values", width * len(values.rows), values.offset)
        return names
