"""What is wrong with a text and where, before it is known which text it is."""

__all__ = ["Wrong"]


class Wrong(Exception):
    """Caught where the text is at hand, and turned into a ``QuerySyntaxError``.

    Attributes:
        offset: where, in characters from the start; None for the token read last.
        problem: what is wrong.
        hint: what to try, or None.
    """

    def __init__(self, offset: int | None, problem: str, hint: str | None = None) -> None:
        self.offset = offset
        self.problem = problem
        self.hint = hint
        super().__init__(problem)
