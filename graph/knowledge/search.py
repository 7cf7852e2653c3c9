"""Finding things by name, whatever the accents and capitals of the query or of the name.

Names come from the engine's index of words, which has each commit at once. An engine without one, a
service elsewhere, is asked with a pattern for each word and looks at every name it has.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.dataset import Dataset
from graph.errors import ParameterError
from graph.terms import PREFIXES, Iri, Literal, Term, n3

__all__ = ["Found", "Hit", "fold", "instances", "kinds_of", "search"]

_QUERY = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name {
  VALUES ?property { rdfs:label skos:prefLabel skos:altLabel dcterms:title foaf:name schema:name }
  %s
  ?thing ?property ?name
  FILTER(isIRI(?thing) && isLiteral(?name))
} ORDER BY ?thing ?name LIMIT %d
"""
_INSTANCES = """
SELECT DISTINCT ?thing { ?thing a ?type FILTER(isIRI(?thing)) } ORDER BY ?thing LIMIT %d
"""
_SCANNED = 2_000
_MOST_WORDS = 8
_MOST_CHARACTERS = 200
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_PAIRS = {pair: sign for sign, pair in _LIGATURES.items() if len(pair) > 1}
_LATIN = range(0x00C0, 0x0250)
_LATIN_MORE = range(0x1E00, 0x1F00)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with the name that fits best."""

    iri: Iri
    name: Literal


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best hits first, and whether there may be more."""

    hits: tuple[Hit, ...]
    is_complete: bool


def search(dataset: Dataset, text: str, *, limit: int, kind: Iri | None = None) -> Found:
    """Things with a name that holds every word of the text; the beginning of a word is enough.

    A word that no string holds stands for those that differ from it by a slip.

    Args:
        dataset: what is searched.
        text: words, in any order; at most eight count.
        limit: most hits.
        kind: only things of this class, as stated or derived.

    Raises:
        ParameterError: the text is longer than 200 characters.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ParameterError(f"A search takes at most {_MOST_CHARACTERS} characters, not {len(text)}.")
    words = fold(text).split()[:_MOST_WORDS]
    if not words:
        return Found((), is_complete=True)
    candidates, bindings, is_cut = _candidates(dataset, words)
    if kind:
        candidates, bindings = f"{candidates} ?thing a ?kind .", bindings | {"kind": kind}
    rows = dataset.table(_QUERY % (candidates, _SCANNED + 1), bindings).rows
    best: dict[Iri, Hit] = {}
    for thing, name in rows[:_SCANNED]:
        if isinstance(thing, Iri) and isinstance(name, Literal):
            hit = Hit(thing, name)
            best[thing] = min(best.get(thing, hit), hit, key=lambda each: _rank(each, text, words))
    ranked = sorted(best.values(), key=lambda each: _rank(each, text, words))
    is_complete = not is_cut and len(rows) <= _SCANNED and len(ranked) <= limit
    return Found(tuple(ranked[:limit]), is_complete)


def _candidates(dataset: Dataset, words: Sequence[str]) -> tuple[str, dict[str, Term], bool]:
    """SPARQL for the names that may be meant, what its variables stand for, and whether some are left out."""
    strings = dataset.strings(" ".join(words), _SCANNED + 1)
    if strings is not None:
        listed = " ".join(n3(each) for each in strings[:_SCANNED])
        return f"VALUES ?name {{ {listed} }}", {}, len(strings) > _SCANNED
    patterns: dict[str, Term] = {f"word{at}": Literal(_pattern(word)) for at, word in enumerate(words)}
    conditions = " && ".join(f'REGEX(STR(?name), ?{name}, "i")' for name in patterns)
    return f"FILTER({conditions})", patterns, False


def instances(dataset: Dataset, kind: Iri, *, limit: int) -> tuple[tuple[Iri, ...], bool]:
    """Things of a class, in the order of their IRIs, and whether those are all."""
    rows = dataset.table(_INSTANCES % (limit + 1), {"type": kind}).rows
    return tuple(thing for (thing,) in rows[:limit] if isinstance(thing, Iri)), len(rows) <= limit


def kinds_of(dataset: Dataset, things: Iterable[Iri]) -> dict[Iri, Iri]:
    """A class of each of these things that has one; of several, one of ours."""
    names = " ".join(n3(thing) for thing in things)
    text = f"SELECT ?thing ?type {{ VALUES ?thing {{ {names} }} ?thing a ?type FILTER(isIRI(?type)) }}"
    found: dict[Iri, Iri] = {}
    for thing, kind in dataset.table(text).rows:
        if isinstance(thing, Iri) and isinstance(kind, Iri):
            found[thing] = min(found.get(thing, kind), kind, key=_foreign_last)
    return found


def fold(text: str) -> str:
    """The text without accents, ligatures and capitals.

    >>> fold("Été à l'Œuvre")
    "ete a l'oeuvre"
    """
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return "".join(_LIGATURES.get(sign, sign) for sign in bare)


def _foreign_last(kind: Iri) -> tuple[bool, str]:
    return not kind.value.startswith(PREFIXES["mlg"]), kind.value


def _pattern(word: str) -> str:
    """A regular expression (https://www.w3.org/TR/xpath-functions-31/#regex-syntax) for a folded word."""
    return "".join(_sign_pattern(sign) for sign in re.findall("oe|ae|ss|.", word, re.DOTALL))


def _sign_pattern(sign: str) -> str:
    if sign in _PAIRS:
        return f"({_sign_pattern(sign[0])}{_sign_pattern(sign[1])}|{_PAIRS[sign]})"
    variants = _variants().get(sign)
    if variants:
        # A letter may be followed by combining marks where the accents are signs of their own.
        return f"[{sign}{variants}][\u0300-\u036f]*"
    return re.escape(sign) if sign.isascii() and not sign.isalnum() else sign


@cache
def _variants() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in (*_LATIN, *_LATIN_MORE):
        base = fold(chr(code))
        if len(base) == 1 and base.isascii() and base.isalpha():
            found[base] = found.get(base, "") + chr(code)
    return {letter: found.get(letter, letter) for letter in "abcdefghijklmnopqrstuvwxyz"}


def _rank(hit: Hit, text: str, words: Sequence[str]) -> tuple[int, int, int, str, str]:
    name = fold(hit.name.value)
    whole = fold(text).strip()
    place = next(place for place, fits in enumerate(_fits(name, whole, words)) if fits)
    is_concept = hit.iri.value.startswith((PREFIXES["mlg"], PREFIXES["mlg"].replace("ontology#", "scheme/")))
    return place, int(is_concept), len(name), name, hit.iri.value


def _fits(name: str, whole: str, words: Sequence[str]) -> Iterator[bool]:
    yield name == whole
    yield name.startswith(whole)
    yield all(re.search(rf"\b{re.escape(word)}\b", name) for word in words)
    yield all(re.search(rf"\b{re.escape(word)}", name) for word in words)
    yield True
