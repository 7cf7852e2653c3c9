"""Running a query to see how it is answered, instead of what the answer is."""

import json
from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

from graph.answer import Explanation, Step
from graph.engine.asking import Question, opened
from graph.engine.compiled import Plans
from graph.engine.run import batches
from graph.sparql.show import show
from graph.store.columnar import ColumnStore

__all__ = ["explained"]

_ESTIMATE = "Estimated Cardinality"
_NOT_STEPS = frozenset({"RESULT_COLLECTOR", "EXPLAIN_ANALYZE"})
_LONGEST_DETAIL = 200


def explained(store: ColumnStore, question: Question, plans: Plans) -> Explanation:
    """How the solutions of the query are found; they are, and are thrown away.

    What is done with them then (a template filled, terms decoded, text written) is not part of it.

    Raises:
        QuerySyntaxError, QueryError: as for an answer.
    """
    with opened(store, question, plans) as asked:
        ready = perf_counter()
        relation = asked.plan.relation
        with asked.plan.on(asked.reader):
            [[(_, found)]] = batches(
                asked.reader, f"EXPLAIN (ANALYZE, FORMAT json) {relation.sql}", asked.running
            )
    return Explanation(
        algebra=show(asked.said.pattern),
        sql=relation.sql,
        estimated=relation.rows,
        compiled_ms=(ready - asked.start) * 1000,
        ran_ms=(perf_counter() - ready) * 1000,
        steps=tuple(_steps(json.loads(found)["operator"][0])),
    )


def _steps(operator: Mapping[str, Any], depth: int = 0) -> Iterator[Step]:
    is_step = operator["type"] not in _NOT_STEPS
    if is_step:
        info = operator["extra_info"]
        yield Step(
            depth,
            operator["type"].strip().replace("_", " ").lower(),
            _detail(info),
            int(info[_ESTIMATE]) if _ESTIMATE in info else None,
            operator["intermediate_rows"],
            operator["timing"] * 1000,
        )
    for child in operator.get("children", ()):
        yield from _steps(child, depth + is_step)


def _detail(info: Mapping[str, Any]) -> str:
    parts = [
        f"{name.lower()}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in info.items()
        if name != _ESTIMATE and value
    ]
    text = " ".join("; ".join(parts).split())
    return text if len(text) <= _LONGEST_DETAIL else f"{text[:_LONGEST_DETAIL]}…"
