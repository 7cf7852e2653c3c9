"""How several processes share the tests (pytest-xdist)."""

from xdist.scheduler import LoadScopeScheduling

__all__ = ["BySharedThings"]

_WHOLE_FOLDERS = ("tests/clients/", "tests/faults/", "tests/conformance/http/")
"""Their tests share one server, or programs that are installed once."""


class BySharedThings(LoadScopeScheduling):  # type: ignore[misc]  # without types
    """A process takes all tests of a file, or of a folder that shares a server, at once."""

    def _split_scope(self, nodeid: str) -> str:
        for folder in _WHOLE_FOLDERS:
            if nodeid.startswith(folder):
                return folder
        return nodeid.split("::", 1)[0]
