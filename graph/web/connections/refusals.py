"""Requests that are no HTTP, or too large to be read: refused as problems before the app sees them."""

import json
from http import HTTPStatus

from waitress.task import ErrorTask

__all__ = ["RefusalTask"]


class RefusalTask(ErrorTask):
    """What waitress does with a request that it can't read: a problem document, and the connection ends."""

    def execute(self) -> None:
        """Write the answer."""
        refused = self.request.error  # type: ignore[attr-defined]
        # A transfer coding that is not known is the client's to mend: no promise of ours covers a 501.
        is_theirs = refused.code in {HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.BAD_REQUEST}
        status = HTTPStatus.BAD_REQUEST if is_theirs else HTTPStatus(refused.code)
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": str(refused.body),
        }
        body = json.dumps(problem, ensure_ascii=False).encode()
        self.status = f"{status.value} {status.phrase}"
        self.response_headers = [
            *self.response_headers,
            ("Content-Type", "application/problem+json"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
