"""When a situation holds, in words; and how sources that differ are read together."""

import pytest

from graph.knowledge.facts import Fact
from graph.knowledge.validity import BOUNDS, Validity, validity_of
from graph.terms import XSD, Literal


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (("", "", "", ""), "time not known"),
        (("2019-06-14", "2019-06-14", "", ""), "2019-06-14"),
        (("2019-04-03", "", "", ""), "2019-04-03 at the earliest"),
        (("", "2019-05-07", "", ""), "2019-05-07 at the latest"),
        (("2019-04-03", "2022-04-02", "2019-04-03", "2022-04-02"), "2019-04-03 to 2022-04-02"),
        (("2018-02-01", "2018-02-01", "2018-02-01", "2018-02-01"), "2018-02-01"),
        (
            ("", "", "2019-01-01", "2019-02-01"),
            "certain from 2019-01-01 to 2019-02-01, begin and end not known",
        ),
        (("2014-11-12", "", "2014-11-12", ""), "from 2014-11-12, end not known"),
        (
            ("2005-10-01", "", "2005-10-31", "2019-06-10"),
            "from between 2005-10-01 and 2005-10-31, until 2019-06-10 at the earliest",
        ),
        (
            ("2014-01-01", "2015-12-31", "2014-06-30", "2015-06-30"),
            "from between 2014-01-01 and 2014-06-30, until between 2015-06-30 and 2015-12-31",
        ),
        (("2014-01-01", "2014-12-31", "2014-01-01", ""), "from 2014-01-01, until 2014-12-31 at the latest"),
    ],
)
def test_bounds_in_words(bounds: tuple[str, str, str, str], expected: str) -> None:
    """Each combination of known bounds says what is known and that the rest is not."""
    assert Validity((), *bounds).text() == expected


def test_sources_that_differ_give_widest_possible_and_narrowest_certain_bounds() -> None:
    """Two begins that may be, two that are certain: the earlier of the first, the later of the second."""
    facts = [
        Fact(BOUNDS[name], Literal(day, f"{XSD}date"), ())
        for name, day in (
            ("possible_from", "2014-11-12"),
            ("possible_from", "2014-01-01"),
            ("certain_from", "2014-11-12"),
            ("certain_from", "2014-12-31"),
        )
    ]

    validity = validity_of(facts)

    assert (validity.possible_from, validity.certain_from) == ("2014-01-01", "2014-12-31")
