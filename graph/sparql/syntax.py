"""What a pattern says, as immutable values: terms, paths, expressions and groups behind the text.

The values follow the grammar (https://www.w3.org/TR/sparql12-query/#grammar), not the algebra: groups and
lists keep the order of the text. Long chains (``a + b + c``, ``{} UNION {}``, paths) are flat, so that no
value is nested deeper than the text nests brackets. Offsets are characters from the start of the text; they
say where to point in an error and take no part in comparison.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.terms import Iri, Literal

if TYPE_CHECKING:
    from graph.sparql.requests import Query

__all__ = [
    "Aggregate",
    "Alternative",
    "Arithmetic",
    "Bind",
    "Blank",
    "Call",
    "Element",
    "Exists",
    "Expression",
    "Filter",
    "Group",
    "InGraph",
    "Inverse",
    "Minus",
    "Negated",
    "Node",
    "OptionalGroup",
    "Path",
    "Repeat",
    "Sequence",
    "Service",
    "SubSelect",
    "TripleNode",
    "TriplePattern",
    "Triples",
    "Union",
    "Values",
    "Variable",
]


def _offset() -> int:
    return field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, without ``?`` or ``$``."""

    name: str
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank node of the text. One without a label is named after its place, with a ``-`` before it."""

    label: str
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class TripleNode:
    """A triple term whose parts may be variables."""

    subject: "Node"
    predicate: "Node"
    object: "Node"
    offset: int = _offset()


Node = Variable | Blank | Iri | Literal | TripleNode


@dataclass(frozen=True, slots=True)
class Inverse:
    """``^path``."""

    path: "Path"


@dataclass(frozen=True, slots=True)
class Sequence:
    """``path / path / …``."""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """``path | path | …``."""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``path*``, ``path+`` or ``path?``; ``times`` is that sign."""

    path: "Path"
    times: str


@dataclass(frozen=True, slots=True)
class Negated:
    """``!(a|^b)``: any predicate but these, forwards and backwards."""

    forward: tuple[Iri, ...]
    backward: tuple[Iri, ...]


Path = Variable | Iri | Inverse | Sequence | Alternative | Repeat | Negated


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple of a pattern, template or data; the predicate is a variable, an IRI or a path."""

    subject: Node
    predicate: Path
    object: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator on its arguments.

    ``name`` is the keyword in upper case (``STRLEN``, ``IN``, ``NOT IN``), the operator (``=``, ``&&``,
    ``!``), or the IRI of a function.
    """

    name: str | Iri
    arguments: tuple["Expression", ...]
    is_distinct: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``first op x op y …`` from left to right; each step is an operator and what it takes."""

    first: "Expression"
    steps: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A set function; ``argument`` is None for ``COUNT(*)``."""

    name: str
    argument: "Expression | None"
    is_distinct: bool = False
    separator: str | None = None
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS`` or ``NOT EXISTS``."""

    group: "Group"
    is_negated: bool = False


Expression = Node | Call | Arithmetic | Aggregate | Exists


@dataclass(frozen=True, slots=True)
class Triples:
    """Triple patterns that stand together."""

    patterns: tuple[TriplePattern, ...]


@dataclass(frozen=True, slots=True)
class OptionalGroup:
    """``OPTIONAL { … }``."""

    group: "Group"


@dataclass(frozen=True, slots=True)
class Minus:
    """``MINUS { … }``."""

    group: "Group"


@dataclass(frozen=True, slots=True)
class Union:
    """``{ … } UNION { … } …``."""

    groups: tuple["Group", ...]


@dataclass(frozen=True, slots=True)
class InGraph:
    """``GRAPH name { … }``."""

    name: Variable | Iri
    group: "Group"


@dataclass(frozen=True, slots=True)
class Service:
    """``SERVICE name { … }``."""

    name: Variable | Iri
    group: "Group"
    is_silent: bool = False
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class Filter:
    """``FILTER(…)``."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Bind:
    """``BIND(expression AS variable)``."""

    expression: Expression
    variable: Variable


@dataclass(frozen=True, slots=True)
class Values:
    """Inline data; an unbound cell is None."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class SubSelect:
    """A SELECT within a group."""

    query: "Query"


@dataclass(frozen=True, slots=True)
class Group:
    """``{ … }``: its elements in the order of the text."""

    elements: tuple["Element", ...]


Element = (
    Triples | OptionalGroup | Minus | Union | InGraph | Service | Filter | Bind | Values | SubSelect | Group
)
"""What may stand in a group."""
