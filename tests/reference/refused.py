"""What no query or update may ask of any engine here."""

from graph.errors import QueryError
from graph.sparql.requests import Load
from graph.sparql.syntax import Service
from graph.sparql.walk import parts

__all__ = ["refuse_reach"]


def refuse_reach(parsed: object) -> None:
    """Refuse what contacts an address that the text chooses, until addresses can be allowed one by one.

    Raises:
        QueryError: it holds SERVICE or LOAD.
    """
    for part in parts(parsed):
        if isinstance(part, Service | Load):
            keyword = type(part).__name__.upper()
            raise QueryError(f"{keyword} is not allowed here: this service contacts no other address.")
