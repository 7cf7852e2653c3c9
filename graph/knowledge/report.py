"""What validation found, as values and in words."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from graph.terms import Iri, Literal, Resource, Term, n3, shorten

__all__ = ["Finding", "Report", "Severity", "words"]


class Severity(StrEnum):
    """How much a finding weighs: a violation is wrong, a warning is advice."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where data breaks a rule.

    Attributes:
        node: what the rule was asked of.
        path: the property, with prefix, or a property path; empty where the rule is about the node.
        value: what was found there, or None where something is missing.
        rule: the shape's or check's name.
        message: what is wrong and what to do.
        severity: violation or warning.
    """

    node: Resource
    path: str
    value: Term | None
    rule: str
    message: str
    severity: Severity

    def __str__(self) -> str:
        """The finding in words: node, property, rule."""
        return f"{words(self.node)}: {self.line()}"

    def line(self) -> str:
        """The finding without its node, for lists by node."""
        place = f" at {self.path}" if self.path else ""
        found = f" Found: {words(self.value)}." if self.value is not None and self.value != self.node else ""
        return f"{self.severity}{place}: {self.message}{found} ({self.rule})"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, by node, violations before warnings.

    Attributes:
        findings: empty where the data is as it should be.
        nodes: how many nodes are described by the data that was looked at.
    """

    findings: tuple[Finding, ...]
    nodes: int

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What is wrong."""
        return tuple(each for each in self.findings if each.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is advised against."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations

    @property
    def summary(self) -> str:
        """One sentence: how many nodes, how many violations, how many warnings."""
        counts = Counter(each.severity for each in self.findings)
        found = [_counted(counts[severity], severity) for severity in Severity]
        return f"{_counted(self.nodes, 'node')}: {', '.join(found)}."

    def __str__(self) -> str:
        """The report in words: the summary, then each node with its findings."""
        parts = [self.summary]
        for node, findings in groupby(self.findings, key=lambda each: each.node):
            parts += ["", words(node), *(f"  {each.line()}" for each in findings)]
        return "\n".join(parts)


def words(term: Term) -> str:
    """The term as a person would write it: IRIs with prefix, literals with their datatype."""
    match term:
        case Iri(value):
            return shorten(value)
        case Literal(value, datatype, ""):
            return f'"{value}" ({shorten(datatype)})'
        case _:
            return n3(term)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
