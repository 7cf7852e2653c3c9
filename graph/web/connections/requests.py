"""Requests of which two servers in a row could see two different ones: they are refused.

https://www.rfc-editor.org/rfc/rfc9112#section-6.1 allows to refuse a request with both a length and a
transfer coding; who sends that is confused, or wants the next server to be.
"""

from waitress.parser import HTTPRequestParser, ParsingError

__all__ = ["RequestParser"]


class RequestParser(HTTPRequestParser):
    """Reads the head of a request."""

    def parse_header(self, header_plus: bytes) -> None:
        """Raises ParsingError, which becomes a 400, where it can be told in two ways where the body ends."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding are not sent together.")
        if "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding is not known to HTTP before 1.1.")
