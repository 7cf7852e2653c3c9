"""What does not pass, engine by engine, and why; and where numbers are compared by value."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["BY_VALUE", "DEVIATIONS"]

_SERVICE = " ".join(f"service/service{number}" for number in ("1", "2", "3", "4a", "5", "6", "7"))

_REFERENCE = {
    "the store rewrites numbers, dates and derived types into a canonical form (01 becomes 1)": {
        "sparql10": (
            "open-world/open-eq-01 open-world/open-eq-03 open-world/open-eq-04 open-world/date-3 "
            "expr-builtin/dawg-str-1 expr-builtin/dawg-str-2 expr-builtin/dawg-datatype-1 "
            "expr-builtin/sameTerm-simple expr-builtin/sameTerm-eq expr-builtin/sameTerm-not-eq "
            "expr-equals/eq-2-1 expr-equals/eq-2-2 expr-equals/eq-graph-1 expr-equals/eq-graph-2 "
            "distinct/no-distinct-1 distinct/distinct-1 distinct/no-distinct-9 distinct/distinct-9 "
            "sort/dawg-sort-7"
        ),
        "sparql11": (
            "cast/cast-bool cast/cast-int cast/cast-float cast/cast-double cast/cast-decimal "
            "cast/cast-string csv-tsv-res/csv03 csv-tsv-res/tsv03"
        ),
        "sparql12": "grouping/group01 eval-triple-terms/op-2",
    },
    "the evaluator compares a date that has a zone with one that has none": {"sparql10": "open-world/date-2"},
    "the evaluator reads TRUE in lower case alone": {"sparql10": "expr-builtin/case-insensitive-booleans"},
    "the evaluator gives no zero-length path from a term that the data does not hold": {
        "sparql11": (
            "property-path/zero_or_more_set_start property-path/zero_or_more_set_end "
            "property-path/zero_or_one_set_start property-path/zero_or_one_set_end"
        ),
    },
    "the evaluator counts GRAPH's variable as shared, or leaves it out, inside the group": {
        "sparql10": "graph/graph-variable-scope graph/graph-optional",
        "sparql11": "negation/graph-minus bindings/graph aggregates/agg-empty-group-count-graph",
    },
    "the evaluator keeps a language tag where GROUP_CONCAT gives a simple literal": {
        "sparql11": "aggregates/agg-groupconcat-04 aggregates/agg-groupconcat-06",
    },
    "the evaluator's BNODE(label) gives one node a label for all solutions": {
        "sparql11": "functions/bnode01"
    },
    "the evaluator refuses an alias that a later expression of the same SELECT uses": {
        "sparql12": "grouping/select-variable-reuse",
    },
    "it contacts no other service": {
        "sparql11": f"{_SERVICE} update-silent/load-silent update-silent/load-into-silent",
    },
}


def _by_case(reasons: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        f"{suite}/{case}": reason
        for reason, suites in reasons.items()
        for suite, cases in suites.items()
        for case in cases.split()
    }


DEVIATIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"reference": _by_case(_REFERENCE), "columnar": MappingProxyType({})}
)
"""Engine → case id → why it does not pass; each is a strict xfail. The reference is pyoxigraph 0.5.13."""

_REFERENCE_BY_VALUE = {
    "sparql11": (
        "aggregates/agg-sum-02 aggregates/agg-avg-02 aggregates/agg-min-01 aggregates/agg-min-02 "
        "aggregates/agg-max-01 aggregates/agg-max-02 aggregates/agg-err-02 "
        "aggregates/agg-max-distinct aggregates/agg-min-distinct "
        "functions/plus-1-corrected functions/plus-2-corrected functions/coalesce01"
    ),
}
_COLUMNAR_BY_VALUE = {
    "sparql10": (
        "expr-ops/add-numbers-cast expr-ops/subtract-numbers-cast expr-ops/multiply-numbers-cast "
        "expr-ops/divide-numbers-cast expr-ops/unplus-2 expr-ops/unminus-2"
    ),
    "sparql11": (
        "aggregates/agg-avg-02 aggregates/agg-min-02 aggregates/agg-err-02 aggregates/agg-avg-distinct "
        "aggregates/agg-sum-distinct cast/cast-float cast/cast-double cast/cast-decimal "
        "functions/plus-1-corrected functions/coalesce01 csv-tsv-res/tsv03"
    ),
}


def _listed(suites: Mapping[str, str]) -> frozenset[str]:
    return frozenset(f"{suite}/{case}" for suite, cases in suites.items() for case in cases.split())


BY_VALUE: Mapping[str, frozenset[str]] = MappingProxyType(
    {"reference": _listed(_REFERENCE_BY_VALUE), "columnar": _listed(_COLUMNAR_BY_VALUE)}
)
"""Engine → cases that pass once numbers are compared by value: 2.0 and 2, 1.0E2 and 100 of one type.

Computed numbers have the canonical form of XML Schema 1.1, as the columnar engine writes
them: 2 for a decimal, 3.21E4 for a double. The files of the suites have that form or another.
"""
