"""Shortcuts from situations: the rules, and running them.

A rule is a CONSTRUCT in ``ontology/rules/``. It reads situations that a source states and gives plain
triples, or a derived observation; all of them go to one named graph that nobody writes by hand, so
that a forecast never becomes a fact and a derived triple can always be told from a sourced one.
"""

from dataclasses import dataclass
from pathlib import Path

from graph.answer import Triples
from graph.catalog.header import MARK, split_file
from graph.dataset import INFERRED_GRAPH, Dataset
from graph.errors import CatalogError
from graph.resources import rule_files
from graph.store import Commit
from graph.terms import Triple

__all__ = ["Derived", "Inferred", "Rule", "rules", "run"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A derivation rule.

    Attributes:
        name: the file's name without its ending.
        summary: what it derives, in a sentence.
        text: the CONSTRUCT query, without the header.
    """

    name: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What one rule gave: the rule, and how many different triples."""

    rule: Rule
    triples: int


@dataclass(frozen=True, slots=True)
class Inferred:
    """What all rules gave.

    Attributes:
        derived: a rule each, in the order of their names.
        triples: how many triples the graph of inferred triples holds now; fewer than the sum
            over the rules where two rules derive the same one.
        commit: the commit that replaced the graph.
    """

    derived: tuple[Derived, ...]
    triples: int
    commit: Commit


def rules() -> tuple[Rule, ...]:
    """The derivation rules, in the order of their names.

    Raises:
        CatalogError: a file has no summary, or its header is not TOML.
    """
    return tuple(_read(path) for path in rule_files())


def run(dataset: Dataset) -> Inferred:
    """Derive everything anew: what was inferred before is replaced, in one commit.

    The rules read situations only, so the graph of inferred triples is the same however often they run.
    """
    results = [(rule, frozenset(_construct(dataset, rule))) for rule in rules()]
    triples: frozenset[Triple] = frozenset().union(*(found for _, found in results))
    commit = dataset.replace(INFERRED_GRAPH, triples, f"infer: {len(results)} rules")
    return Inferred(tuple(Derived(rule, len(found)) for rule, found in results), len(triples), commit)


def _construct(dataset: Dataset, rule: Rule) -> tuple[Triple, ...]:
    answer = dataset.query(rule.text)
    if not isinstance(answer, Triples):
        raise CatalogError(f"rules/{rule.name}.rq: a rule is a CONSTRUCT query, and this is of another form.")
    return answer.triples


def _read(path: Path) -> Rule:
    header, text = split_file(path)
    if not header.get("summary"):
        raise CatalogError(f'{path}:1: the header lacks summary. Add: {MARK} summary = "…"')
    return Rule(path.stem, header["summary"], text)
