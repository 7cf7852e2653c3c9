"""The W3C's suites over HTTP, against a running server."""
