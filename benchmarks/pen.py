"""How a generated statement is written: N-Triples, N-Quads or Turtle, by one set of small pieces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.terms import PREFIXES, XSD

__all__ = ["SYNTAXES", "Pen", "pen_for"]

SYNTAXES = ("nt", "nq", "ttl")
_NAMES = (
    *(f"foaf:{name}" for name in ("Person", "name")),
    *(
        f"mlg:{name}"
        for name in ("Accelerator", "FundingRound", "Incubator", "Investment", "InvestorOrganization")
    ),
    *(
        f"mlg:{name}"
        for name in ("Label", "LabelGrant", "LargeCompany", "Place", "StartUp", "amount", "company")
    ),
    *(f"mlg:{name}" for name in ("everFounderOf", "everPartneredWith", "everSupportedBy", "foundingDate")),
    *(f"mlg:{name}" for name in ("holder", "investment", "investor", "label", "lead", "locatedIn")),
    *(f"mlg:{name}" for name in ("possibleFrom", "possibleUntil", "sector", "stage")),
    *(f"schema:{name}" for name in ("MonetaryAmount", "currency", "description", "latitude", "longitude")),
    *(f"schema:{name}" for name in ("numberOfEmployees", "url", "value")),
    *("dcterms:modified", "org:subOrganizationOf", "rdf:type", "rdfs:label", "skos:altLabel", "xsd:boolean"),
)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes statements in one syntax; a pair is a predicate and an object, written.

    Attributes:
        syntax: one of ``SYNTAXES``, also the suffix of a file.
        is_short: whether names have prefixes and numbers stand bare (Turtle).
        names: each name of the vocabulary by its short form, as it is written.
    """

    syntax: str
    is_short: bool
    names: Mapping[str, str]

    def head(self) -> str:
        """What a document starts with."""
        if not self.is_short:
            return ""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())

    def named(self, prefix: str, local: str) -> str:
        """A name, written."""
        return f"{prefix}:{local}" if self.is_short else f"<{PREFIXES[prefix]}{local}>"

    def kind(self, name: str) -> str:
        """The pair that gives the class."""
        return f"{self.names['rdf:type']} {self.names[name]}"

    def link(self, predicate: str, local: str) -> str:
        """A pair whose object is one of the ecosystem's own things."""
        return f"{self.names[predicate]} {self.named('id', local)}"

    def concept(self, predicate: str, scheme: str, local: str) -> str:
        """A pair whose object is a concept of one of the project's schemes."""
        return f"{self.names[predicate]} {self.named(scheme, local)}"

    def text(self, predicate: str, value: str, language: str = "") -> str:
        """A pair whose object is a text, in a language where one is given."""
        escaped = value.replace('"', '\\"')
        return f'{self.names[predicate]} "{escaped}"' + (f"@{language}" if language else "")

    def number(self, predicate: str, value: str, kind: str = "integer") -> str:
        """A pair whose object is an integer or a decimal."""
        written = value if self.is_short else f'"{value}"^^<{XSD}{kind}>'
        return f"{self.names[predicate]} {written}"

    def typed(self, predicate: str, value: str, kind: str) -> str:
        """A pair whose object has another datatype."""
        written = f"xsd:{kind}" if self.is_short else f"<{XSD}{kind}>"
        return f'{self.names[predicate]} "{value}"^^{written}'

    def statements(self, local: str, pairs: Iterable[str], graph: str) -> str:
        """All statements about one thing; the graph, a local name, is written in N-Quads only."""
        subject = self.named("id", local)
        if self.is_short:
            return subject + " " + " ;\n  ".join(pairs) + " .\n"
        end = f" {self.named('g', graph)} .\n" if self.syntax == "nq" else " .\n"
        return subject + " " + f"{end}{subject} ".join(pairs) + end


def pen_for(syntax: str) -> Pen:
    """The pen of a syntax.

    Raises:
        ValueError: there is none of that name.
    """
    if syntax not in SYNTAXES:
        raise ValueError(f"There is no syntax {syntax!r}. There is: {', '.join(SYNTAXES)}.")
    is_short = syntax == "ttl"

    def written(name: str) -> str:
        prefix, _, local = name.partition(":")
        return name if is_short else f"<{PREFIXES[prefix]}{local}>"

    return Pen(syntax, is_short, {name: written(name) for name in _NAMES})
