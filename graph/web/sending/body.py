"""Responses whose bodies lie ready: the server sends them itself, and no thread waits for their readers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Response

from graph.answer import Spool, SpoolFile

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

__all__ = ["SpooledResponse"]


class SpooledResponse(Response):
    """The text of an answer, which is closed when it is sent."""

    def __init__(self, text: Spool, content_type: str | None = None) -> None:
        """All of it."""
        super().__init__(text.blocks(), content_type=content_type)
        self._text = text
        self.content_length = text.size
        if text.coding:
            self.headers["Content-Encoding"] = text.coding
        self.call_on_close(text.close)

    def get_app_iter(self, environ: "WSGIEnvironment") -> Iterable[bytes]:
        """The body as a file, where the server takes that (https://peps.python.org/pep-3333/)."""
        wrapper = environ.get("wsgi.file_wrapper")
        if wrapper is None or environ["REQUEST_METHOD"] == "HEAD" or not self._text.size:
            return super().get_app_iter(environ)
        file: Iterable[bytes] = wrapper(SpoolFile(self._text, self.close))
        return file
