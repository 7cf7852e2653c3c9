"""Generated expressions, nested: conditions, numbers, strings, on what may be unbound or of a wrong type."""

from collections.abc import Callable

from graph.terms import n3
from tests.differential.data import comparable
from tests.differential.draw import Draw
from tests.differential.parts import Part, join, part

__all__ = ["condition", "integer", "number", "string", "value"]

_REPLACEMENTS = (
    '"a", "-"',
    '"[a-c]", "$0"',
    '"(b)(c)", "$2$1"',
    '"x|é", ""',
    '"A", "é", "i"',
    '"[bc]+", "-"',
)
_LANGUAGES = ('"en"', '"fr"')
_RANGES = ('"*"', '"en"', '"EN-gb"', '"fr"')
_PATTERNS = (
    *('"^a"', '"b.*"', '"["', '"^.$"', '"é"', r'"\\."', '"A", "i"', '"a b", "x"', '"(a)b"'),
    *(r'"\\d+"', r'"\\w"', '"^$"', '"a|b"', '"X", "q"', '"a.b", "s"'),
)
_HASHES = ("MD5", "SHA1", "SHA256", "SHA384", "SHA512")
_DATE_PARTS = ("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS")
_NUMERIC = ("ABS", "CEIL", "FLOOR", "ROUND", "-", "xsd:integer", "xsd:decimal", "xsd:double", "xsd:float")

Within = Callable[[Draw, int], Part]
"""Makes the group of an EXISTS."""


def condition(draw: Draw, depth: int, within: Within) -> Part:
    """What FILTER takes: mostly comparisons and their combinations."""
    kinds = [_compared, _compared, _compared, _tested, _tested, _matched, _listed]
    kinds += [] if draw.is_ill_typed else [_plain]
    if draw.is_structural:
        kinds = [_known]
    if depth > 0:
        kinds += [_combined, _combined, _chosen]
        if draw.chance(0.35):
            return _exists(draw, depth, within)
    return draw.random.choice(kinds)(draw, depth, within)


def value(draw: Draw, depth: int, within: Within) -> Part:
    """An expression of any type whose text both engines write alike."""
    if draw.is_structural:
        return _term(draw)
    match draw.one("string", "string", "integer", "term", "condition", "chosen"):
        case "string":
            return string(draw, depth)
        case "integer":
            return integer(draw, depth)
        case "condition":
            return condition(draw, depth - 1, within)
        case "chosen" if depth > 0:
            name = draw.one("IF", "COALESCE")
            tests = [condition(draw, 0, within)] if name == "IF" else [_term(draw)]
            return part("expression", f"{name}(", *join(", ", [*tests, _term(draw), _term(draw)]), ")")
        case _:
            return _term(draw)


def integer(draw: Draw, depth: int) -> Part:
    """An expression that is an integer where nothing goes wrong."""
    if depth <= 0 or draw.chance(0.3):
        return part(
            "expression", draw.one("1", "2", "0", f"YEAR({draw.variable()})", f"MONTH({draw.variable()})")
        )
    if draw.chance(0.4):
        return part("expression", "STRLEN(", string(draw, depth - 1), ")")
    left, right = integer(draw, depth - 1), integer(draw, depth - 1)
    return part("expression", "(", left, draw.one(" + ", " - ", " * "), right, ")")


def number(draw: Draw, depth: int) -> Part:
    """An expression that is a number where nothing goes wrong."""
    if depth <= 0 or draw.chance(0.3):
        return part("expression", draw.one(draw.quantity(), draw.quantity(), _figure(draw)))
    if draw.chance(0.5):
        left, right = number(draw, depth - 1), number(draw, depth - 1)
        sign = draw.one(" + ", " - ", " * ", " / ")
        if sign == " - ":
            # The reference subtracts dates as well, which the recommendation leaves to extensions.
            left = part("expression", "(", left, " * 1)")
        inner = part("division", left, right) if sign == " / " else part("arithmetic", left, sign, right)
        return part("expression", "(", inner, ")")
    name = draw.one("STRLEN", *_DATE_PARTS, *_NUMERIC)
    if name == "STRLEN":
        return part("expression", "STRLEN(", string(draw, depth - 1), ")")
    if name in _DATE_PARTS:
        return part("expression", f"{name}({draw.variable()})")
    return part("expression", f"{name}(", number(draw, depth - 1), ")")


def string(draw: Draw, depth: int) -> Part:
    """An expression that is a string where nothing goes wrong."""
    if depth <= 0 or draw.chance(0.25):
        return part(
            "expression",
            draw.one(
                draw.variable(),
                f"STR({draw.variable()})",
                f"LANG({draw.variable()})",
                _quoted(draw),
                f"STR(DATATYPE({draw.variable()}))",
            ),
        )
    inner = string(draw, depth - 1)
    match draw.one(
        "UCASE", "LCASE", "SUBSTR", "CONCAT", "BEFORE", "REPLACE", "ENCODE", "HASH", "STRLANG", "STRDT", "STR"
    ):
        case "SUBSTR":
            length = draw.one("", f", {draw.one(0, 1, 2, 5)}")
            return part("expression", "SUBSTR(", inner, f", {draw.one(1, 2, 3, 0, -1)}{length})")
        case "CONCAT":
            return part("expression", "CONCAT(", *join(", ", [inner, string(draw, 0)]), ")")
        case "BEFORE":
            return part("expression", draw.one("STRBEFORE(", "STRAFTER("), inner, f", {_quoted(draw)})")
        case "REPLACE":
            return part("expression", "REPLACE(", inner, f", {draw.one(*_REPLACEMENTS)})")
        case "ENCODE":
            return part("expression", "ENCODE_FOR_URI(", inner, ")")
        case "HASH":
            return part("expression", f"{draw.one(*_HASHES)}(", inner, ")")
        case "STRLANG":
            return part("expression", "STRLANG(", inner, f", {draw.one(*_LANGUAGES)})")
        case "STRDT":
            return part("expression", "STRDT(", inner, draw.one(", xsd:string)", ", :type)"))
        case name:
            return part("expression", f"{name}(", inner, ")")


def _figure(draw: Draw) -> str:
    return draw.one("0", "1", "2", "3", "-1", "10", "0.5", "1.5", "2.25", "1e0", "2.5e0", "1e1")


def _quoted(draw: Draw) -> str:
    return draw.one('"a"', '"b"', '"abc"', '""', '"é"', '"a"@en', '"X"', '"10"')


def _term(draw: Draw) -> Part:
    return part("expression", draw.one(draw.variable(), draw.variable(), draw.term()))


def _compared(draw: Draw, depth: int, within: Within) -> Part:
    _ = within
    if draw.chance(0.4) or depth <= 0:
        left = part("expression", draw.quantity())
        right = part("expression", draw.one(draw.variable(), draw.term(), draw.literal(), _figure(draw)))
        return part("expression", "(", left, draw.one(" = ", " != "), right, ")")
    sign = draw.one(" = ", " != ", " < ", " > ", " <= ", " >= ")
    return part("expression", "(", *_ordered(draw, depth, sign), ")")


def _ordered(draw: Draw, depth: int, sign: str) -> tuple[str | Part, ...]:
    """Two sides that are numbers, strings or dates, if anything.

    The reference finds a term of any kind not less than itself, where the recommendation has an error; so no
    two variables are ordered as they are (https://www.w3.org/TR/sparql11-query/#OperatorMapping).
    """
    match draw.one("numbers", "strings", "constant"):
        case "numbers":
            return "(", number(draw, depth - 1), " + 0)", sign, number(draw, depth - 1)
        case "strings":
            return "STR(", string(draw, depth - 1), ")", sign, string(draw, depth - 1)
        case _:
            return draw.quantity(), sign, draw.one(_figure(draw), n3(comparable(draw.random)), '"b"')


def _known(draw: Draw, depth: int, within: Within) -> Part:
    _ = depth, within
    one, other = draw.variable(), draw.one(draw.variable(), draw.term())
    return part("expression", draw.one(f"BOUND({one})", f"sameTerm({one}, {other})", f"isLiteral({one})"))


def _tested(draw: Draw, depth: int, within: Within) -> Part:
    _ = within
    name = draw.one("BOUND", "BOUND", "isIRI", "isBlank", "isLiteral", "isNumeric", "sameTerm", "LANGMATCHES")
    match name:
        case "BOUND":
            return part("expression", f"BOUND({draw.variable()})")
        case "sameTerm":
            return part(
                "expression", f"sameTerm({draw.variable()}, {draw.one(draw.variable(), draw.term())})"
            )
        case "LANGMATCHES":
            return part("expression", f"LANGMATCHES(LANG({draw.variable()}), {draw.one(*_RANGES)})")
        case _:
            return part(
                "expression",
                f"{name}(",
                value(draw, min(depth - 1, 1), within) if depth > 0 else draw.variable(),
                ")",
            )


def _matched(draw: Draw, depth: int, within: Within) -> Part:
    _ = within
    name = draw.one("CONTAINS", "STRSTARTS", "STRENDS", "REGEX")
    if name == "REGEX":
        return part("expression", "REGEX(", string(draw, depth - 1), f", {draw.one(*_PATTERNS)})")
    return part("expression", f"{name}(", string(draw, depth - 1), f", {_quoted(draw)})")


def _listed(draw: Draw, depth: int, within: Within) -> Part:
    _ = depth, within
    items = [_term(draw) for _ in range(draw.one(0, 1, 2, 3, 3, 4))]
    return part("expression", f"({draw.variable()} ", draw.one("IN (", "NOT IN ("), *join(", ", items), "))")


def _plain(draw: Draw, depth: int, within: Within) -> Part:
    _ = depth, within
    return _term(draw)


def _combined(draw: Draw, depth: int, within: Within) -> Part:
    first = condition(draw, depth - 1, within)
    if draw.chance(0.3):
        return part("expression", "(! ", first, ")")
    return part("expression", "(", first, draw.one(" && ", " || "), condition(draw, depth - 1, within), ")")


def _chosen(draw: Draw, depth: int, within: Within) -> Part:
    parts = [condition(draw, depth - 1, within) for _ in range(3)]
    if draw.chance(0.5):
        return part("expression", "IF(", *join(", ", parts), ")")
    return part("expression", "COALESCE(", *join(", ", parts[:2]), ")")


def _exists(draw: Draw, depth: int, within: Within) -> Part:
    return part("expression", draw.one("EXISTS ", "NOT EXISTS "), within(draw, depth - 1))
