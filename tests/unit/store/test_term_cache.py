"""What is remembered of terms and their ids takes little memory."""

from graph.store.dictionary import TermCache
from graph.terms import BlankNode, Iri, Literal, TripleTerm

SAYS = Iri("x:says")
INNER = TripleTerm(BlankNode("b"), SAYS, Literal("short"))


def test_a_short_term_is_found_by_its_id_and_by_itself() -> None:
    """Both ways."""
    cache = TermCache()
    cache.keep({SAYS: 1, INNER: 2, Literal("7", "x:number"): 3})

    assert [cache.term_of(number) for number in (1, 2, 3)] == [SAYS, INNER, Literal("7", "x:number")]
    assert [cache.id_of(term) for term in (SAYS, INNER, Literal("7"))] == [1, 2, None]


def test_a_long_term_and_one_that_holds_many_are_not_remembered() -> None:
    """They would take more memory than they save time."""
    cache = TermCache()
    long = Literal("a" * 1_000_000)
    cache.keep({long: 1, TripleTerm(SAYS, SAYS, long): 2, TripleTerm(SAYS, SAYS, INNER): 3, SAYS: 4})

    assert [cache.term_of(number) for number in (1, 2, 3, 4)] == [None, None, None, SAYS]


def test_of_more_terms_than_it_holds_the_newest_are_remembered() -> None:
    """All older ones are forgotten at once."""
    cache = TermCache()
    for start in range(0, 100_000, 1_000):
        cache.keep({Iri(f"x:{number}"): number for number in range(start, start + 1_000)})

    assert cache.id_of(Iri("x:99999")) == 99_999
    assert cache.id_of(Iri("x:0")) is None


def test_a_small_change_is_handed_down_and_a_large_one_is_not() -> None:
    """What a large change brought is seldom asked for at once."""
    below = TermCache()
    small, large = TermCache(below), TermCache(below)
    small.keep({SAYS: 1})
    large.keep({Iri(f"x:{number}"): number for number in range(20_000)})
    small.settle()
    large.settle()

    assert below.id_of(SAYS) == 1
    assert below.id_of(Iri("x:7")) is None
