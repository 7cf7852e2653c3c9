"""What start-ups have around them: places, labels, large companies, accelerators, investors."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.chance import Chance
from benchmarks.pen import Pen
from benchmarks.words import CITIES, COUNTRIES, LABELS, LANGUAGES, NAMES, TRADES

__all__ = ["Sizes", "name_of", "sizes_for", "surroundings"]

_GROUP = 12
_TRIPLES_A_START_UP = 19.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many there are of each kind."""

    start_ups: int
    cities: int
    large_companies: int
    supporters: int
    investors: int


@dataclass(frozen=True, slots=True)
class _Kind:
    stem: str
    name: str
    count: int


def sizes_for(triples: int) -> Sizes:
    """The sizes of an ecosystem of about so many triples."""
    start_ups = max(int(triples / _TRIPLES_A_START_UP), 50)
    return Sizes(
        start_ups,
        cities=min(40 + start_ups // 200, 4000),
        large_companies=20 + start_ups // 200,
        supporters=12 + start_ups // 300,
        investors=30 + start_ups // 40,
    )


def name_of(number: int, language: str) -> str:
    """The name of an organisation in one language, the same for the same number."""
    trades = TRADES[language]
    return f"{NAMES[number * 7 % len(NAMES)]} {trades[number * 3 % len(trades)]} {number}"


def surroundings(pen: Pen, sizes: Sizes, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Everything but start-ups, as local names and their pairs."""
    chance = Chance(seed, 0)
    yield from _places(pen, sizes, chance)
    for number, label in enumerate(LABELS):
        yield f"label-{number}", [pen.kind("mlg:Label"), pen.text("rdfs:label", label, "fr")]
    for kind in (
        _Kind("large", "mlg:LargeCompany", sizes.large_companies),
        _Kind("supporter", "mlg:Accelerator", sizes.supporters),
        _Kind("investor", "mlg:InvestorOrganization", sizes.investors),
    ):
        yield from _owned(pen, sizes, chance, kind)


def _places(pen: Pen, sizes: Sizes, chance: Chance) -> Iterator[tuple[str, list[str]]]:
    for number, country in enumerate(COUNTRIES):
        yield f"country-{number}", [pen.kind("mlg:Place"), pen.text("rdfs:label", country, "fr")]
    countries = chance.skewed(len(COUNTRIES), sizes.cities)
    latitudes = chance.evenly(12_000, sizes.cities)
    for number, (country_number, latitude) in enumerate(zip(countries, latitudes, strict=True)):
        name = f"{CITIES[number % len(CITIES)]}-{NAMES[number // len(CITIES) % len(NAMES)]} {number}"
        yield (
            f"city-{number}",
            [
                pen.kind("mlg:Place"),
                pen.text("rdfs:label", name, "fr"),
                pen.link("mlg:locatedIn", f"country-{country_number}"),
                pen.number("schema:latitude", f"{(latitude - 6000) / 100:.4f}", "decimal"),
            ],
        )


def _owned(pen: Pen, sizes: Sizes, chance: Chance, kind: _Kind) -> Iterator[tuple[str, list[str]]]:
    """Organisations in chains: each belongs to the one before it, up to the first of its group."""
    cities = chance.skewed(sizes.cities, kind.count)
    languages = chance.skewed(len(LANGUAGES), kind.count)
    for number, (city, language_number) in enumerate(zip(cities, languages, strict=True)):
        language = LANGUAGES[language_number]
        pairs = [
            pen.kind(kind.name),
            pen.text("rdfs:label", name_of(number, language), language),
            pen.link("mlg:locatedIn", f"city-{city}"),
        ]
        if number % _GROUP:
            pairs.append(pen.link("org:subOrganizationOf", f"{kind.stem}-{number - 1}"))
        yield f"{kind.stem}-{number}", pairs
