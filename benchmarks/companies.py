"""Start-ups with what is theirs: founders, partners, rounds with their investments, and labels."""

from collections.abc import Iterator
from itertools import islice

from benchmarks.chance import Chance
from benchmarks.pen import Pen
from benchmarks.surroundings import Sizes, name_of
from benchmarks.words import DAYS, DESCRIPTIONS, FIRST_NAMES, LABELS, LANGUAGES, SECTORS, STAGES, SURNAMES

__all__ = ["start_ups"]

CIRCLE = 25
Thing = tuple[str, list[str]]


def start_ups(pen: Pen, sizes: Sizes, chance: Chance, first: int, count: int) -> Iterator[Thing]:
    """So many start-ups from a number on, and what is theirs, as local names and their pairs."""
    # Days before the last one: the nearer, the more are founded.
    founded = list(map(min, chance.evenly(9000, count), chance.evenly(9000, count)))
    yield from _described(pen, sizes, chance, first, founded)
    yield from _rounds(pen, sizes, chance, first, founded)
    yield from _founders(pen, chance, first, count)
    yield from _grants(pen, chance, first, founded)


def _described(pen: Pen, sizes: Sizes, chance: Chance, first: int, founded: list[int]) -> Iterator[Thing]:
    count = len(founded)
    columns = zip(
        range(first, first + count),
        founded,
        chance.skewed(sizes.cities, count),
        chance.skewed(len(SECTORS), count),
        _names(pen, chance, first, count),
        _optional(pen, sizes, chance, first, count),
        _partners(pen, sizes, chance, first, count),
        strict=True,
    )
    for number, day, city, sector, names, optional, partners in columns:
        pairs = [
            pen.kind("mlg:StartUp"),
            *names,
            pen.typed("mlg:foundingDate", DAYS[-1 - day], "date"),
            pen.link("mlg:locatedIn", f"city-{city}"),
            pen.concept("mlg:sector", "sector", SECTORS[sector]),
            *optional,
            *partners,
        ]
        yield f"startup-{number}", pairs


def _names(pen: Pen, chance: Chance, first: int, count: int) -> Iterator[list[str]]:
    languages = chance.skewed(len(LANGUAGES), count)
    others = chance.evenly(len(LANGUAGES) * 2, count)
    for number, own, other in zip(range(first, first + count), languages, others, strict=True):
        language = LANGUAGES[own]
        names = [pen.text("rdfs:label", name_of(number, language), language)]
        if other < len(LANGUAGES) and other != own:
            names.append(pen.text("rdfs:label", name_of(number, LANGUAGES[other]), LANGUAGES[other]))
        if not number % 5:
            names.append(pen.text("skos:altLabel", f"SU{number:07d}"))
        yield names


def _optional(pen: Pen, sizes: Sizes, chance: Chance, first: int, count: int) -> Iterator[list[str]]:
    """What not every start-up has: employees, description, address, moment of change, supporter."""
    columns = zip(
        range(first, first + count),
        chance.heavy(0.9, 5000, count),
        chance.happens(0.95, count),
        chance.evenly(1024, count),
        chance.happens(0.5, count),
        chance.evenly(86_400, count),
        chance.skewed(sizes.supporters, count),
        chance.happens(0.45, count),
        strict=True,
    )
    for number, employees, is_counted, words, is_told, second, supporter, is_supported in columns:
        pairs = []
        if is_counted:
            pairs.append(pen.number("schema:numberOfEmployees", str(employees)))
        if is_told:
            pairs += _told(pen, number, words, second)
        if is_supported:
            pairs.append(pen.link("mlg:everSupportedBy", f"supporter-{supporter}"))
        if not number % 3:
            pairs.append(f"{pen.names['schema:url']} <https://start-up-{number}.example/>")
        yield pairs


def _told(pen: Pen, number: int, words: int, second: int) -> list[str]:
    language = ("fr", "en")[words & 1]
    parts = DESCRIPTIONS[language]
    text = f"{parts[words >> 1 & 7]}. {parts[words >> 4 & 7]}. {parts[words >> 7]}: {number}."
    clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    return [
        pen.text("schema:description", text, language),
        pen.typed("dcterms:modified", f"{DAYS[-1 - number % 700]}T{clock}Z", "dateTime"),
    ]


def _partners(pen: Pen, sizes: Sizes, chance: Chance, first: int, count: int) -> Iterator[list[str]]:
    degrees = chance.heavy(1.5, 40, count)
    near = iter(chance.evenly(CIRCLE, sum(degrees)))
    far = iter(chance.skewed(sizes.large_companies, sum(degrees)))
    is_far = iter(chance.happens(0.25, sum(degrees)))
    for number, degree in zip(range(first, first + count), degrees, strict=True):
        circle = number - number % CIRCLE
        chosen: dict[str, None] = {}
        for outside, beside, away in zip(
            islice(far, degree), islice(near, degree), islice(is_far, degree), strict=True
        ):
            partner = f"large-{outside}" if away else f"startup-{min(circle + beside, sizes.start_ups - 1)}"
            chosen[partner] = None
        chosen.pop(f"startup-{number}", None)
        yield [pen.link("mlg:everPartneredWith", partner) for partner in chosen]


def _rounds(pen: Pen, sizes: Sizes, chance: Chance, first: int, founded: list[int]) -> Iterator[Thing]:
    count = len(founded)
    columns = zip(
        range(first, first + count),
        founded,
        chance.happens(0.62, count),
        chance.skewed(len(STAGES), count),
        chance.amounts(900_000, 1.4, count),
        chance.evenly(1500, count),
        chance.heavy(1.4, 12, count),
        strict=True,
    )
    for number, day, is_raised, stage, amount, later, parts in columns:
        if not is_raised:
            continue
        pairs = [
            pen.kind("mlg:FundingRound"),
            pen.link("mlg:company", f"startup-{number}"),
            pen.concept("mlg:stage", "stage", STAGES[stage]),
            pen.typed("mlg:possibleFrom", DAYS[-1 - max(day - later + 60, 0)], "date"),
            pen.link("mlg:amount", f"amount-{number}"),
        ]
        pairs += [pen.link("mlg:investment", f"investment-{number}-{part}") for part in range(parts)]
        yield f"round-{number}", pairs
        money = f"{min(amount, 9_999_999):.2f}"
        yield (
            f"amount-{number}",
            [pen.number("schema:value", money, "decimal"), pen.text("schema:currency", "EUR")],
        )
        for part, investor in enumerate(chance.skewed(sizes.investors, parts)):
            yield f"investment-{number}-{part}", [pen.link("mlg:investor", f"investor-{investor}")]


def _founders(pen: Pen, chance: Chance, first: int, count: int) -> Iterator[Thing]:
    given = chance.evenly(len(FIRST_NAMES), count)
    families = chance.evenly(len(SURNAMES), count)
    is_known = chance.happens(0.3, count)
    for number in range(count):
        if is_known[number]:
            name = f"{FIRST_NAMES[given[number]]} {SURNAMES[families[number]]}"
            pairs = [
                pen.kind("foaf:Person"),
                pen.text("foaf:name", name),
                pen.link("mlg:everFounderOf", f"startup-{first + number}"),
            ]
            yield f"person-{first + number}", pairs


def _grants(pen: Pen, chance: Chance, first: int, founded: list[int]) -> Iterator[Thing]:
    labels = chance.skewed(len(LABELS), len(founded))
    is_held = chance.happens(0.08, len(founded))
    is_ended = chance.happens(0.4, len(founded))
    for number, day in enumerate(founded):
        if is_held[number]:
            pairs = [
                pen.kind("mlg:LabelGrant"),
                pen.link("mlg:holder", f"startup-{first + number}"),
                pen.link("mlg:label", f"label-{labels[number]}"),
                pen.typed("mlg:possibleFrom", DAYS[-1 - day // 2], "date"),
            ]
            if is_ended[number]:
                pairs.append(pen.typed("mlg:possibleUntil", DAYS[-1 - day // 4], "date"))
            yield f"grant-{first + number}", pairs
