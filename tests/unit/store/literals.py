"""Literals on both sides of every border that ids draw, for tests."""

from hypothesis import strategies as st

from graph.store.lexical import NUMERIC_FORMS, TEMPORAL_FORMS, xsd
from graph.terms import XSD_STRING, Literal

__all__ = ["LITERALS", "TYPED"]

_DATATYPES = sorted({*NUMERIC_FORMS, *TEMPORAL_FORMS, xsd("boolean"), xsd("duration"), "x:unknown"})
_NUMBERS = (
    *("0", "-0", "5", "-72", "072", "+1", "12345678901234567", "123456789012345678", "", "a", "1_0"),
    *("1.5", "1.50", "-0.5", "-0.0", "0.0", "123456789.1234567", "-123456789.1234567", "1234567890.1"),
    *("0.12345678", "1.", "+1.0", ".5", "-.5", "00.5", " 1", "1\n", "1.5e3", "1E400", "NaN", "INF", "-INF"),
    *("+INF", "inf", "nan", "127", "128", "-128", "-129", "18446744073709551615", "18446744073709551616"),
    *("-9223372036854775808", "-9223372036854775809", "+00000000000000000000000000000127", "٣"),
)
_TIMES = (
    *("2020-02-29", "2019-02-29", "1900-02-29", "2000-02-29", "0000-02-29", "0001-01-01", "9999-12-31"),
    *("-0044-03-15", "12020-02-29", "02020-01-01", "2020-01-01Z", "2020-01-01+14:00", "2020-04-31"),
    *("2020-02-29T01:02:03", "1969-12-31T23:59:59.5Z", "0001-01-01T00:00:00.000001", "2020-01-01T00:00:00."),
    *("4000-12-31T23:59:59.999999Z", "4001-01-01T00:00:00", "2020-01-01T24:00:00", "2020-01-01T00:00:60"),
    *("2020-01-01T00:00:00.500", "2020-01-01T00:00:00.1234567", "2020-01-01T00:00:00+02:00", "24:00:00"),
    *("12:00:00Z", "24:00:01", "2020", "202", "2020-13", "2020-12", "--05", "--02-29", "--02-30", "---31"),
    *("true", "false", "1", "P1Y", "2020-01-01t00:00:00Z", "2020-01-01T00:00:00ZZ", "2020-01-01T00:00:00z"),
)
_DIGITS = st.text("0123456789+-.eETZ:/INFa", max_size=26)
_TIMESTAMPS = st.datetimes().map(lambda when: when.isoformat())
_FORMS = st.one_of(
    st.sampled_from(_NUMBERS + _TIMES),
    _DIGITS,
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.dates().map(lambda day: day.isoformat()),
    _TIMESTAMPS,
    _TIMESTAMPS.map(lambda form: form + "Z"),
    st.floats().map(str),
    st.text(max_size=8),
)

TYPED = st.builds(Literal, _FORMS, st.sampled_from(_DATATYPES))
"""Literals with a datatype that is not xsd:string."""

LITERALS = st.one_of(TYPED, st.builds(Literal, st.text(max_size=12), st.just(XSD_STRING)))
"""Literals without a language."""
