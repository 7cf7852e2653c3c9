"""VALUES of one variable beside triple patterns give what a join with them gives."""

from collections import Counter
from collections.abc import Callable

import pytest

from graph.dataset import Dataset

Make = Callable[..., Dataset]

_DATA = """
    <x:a> <x:p> <x:b> , 1 . <x:b> <x:p> <x:c> ; <x:q> "one"@en . <x:c> <x:p> <x:a> .
    GRAPH <x:g> { <x:a> <x:p> <x:c> . <x:d> <x:p> <x:a> }
"""


@pytest.mark.parametrize(
    "values",
    [
        "?s { <x:a> <x:b> }",
        "?s { <x:a> <x:nowhere> }",
        "?s { <x:nowhere> }",
        "?s { <x:a> <x:a> }",
        "?s { <x:a> UNDEF }",
        "?s { 1 }",
        "?o { <x:a> 1 1.0 }",
        '?o { "one"@EN }',
        "?p { <x:p> <x:q> }",
        "?free { <x:a> <x:b> }",
    ],
)
@pytest.mark.parametrize(
    "pattern", ["?s ?p ?o", "?s <x:p>+ ?o", "?s <x:p>/<x:p> ?o . ?o ?p ?s", "?s <x:p> ?o . ?o ?p ?x"]
)
@pytest.mark.parametrize("around", ["{}", "GRAPH ?g {{ {} }}", "?y ?z ?s MINUS {{ {} }}"])
def test_listed_terms_are_those_joined(columns: Make, values: str, pattern: str, around: str) -> None:
    """Doubled, unbound and unknown terms, variables of no pattern, paths, and each graph by itself."""
    dataset = columns(_DATA)

    listed = dataset.table(f"SELECT * {{ {around.format(f'VALUES {values} {pattern}')} }}")
    joined = dataset.table(
        f"SELECT * {{ {around.format(f'{{ SELECT * {{ VALUES {values} }} }} {pattern}')} }}"
    )

    assert set(listed.columns) == set(joined.columns)
    places = [joined.columns.index(name) for name in listed.columns]
    assert Counter(listed.rows) == Counter(tuple(row[place] for place in places) for row in joined.rows)
