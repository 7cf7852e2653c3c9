"""Connections, below HTTP as the app sees it: what is refused before, and what is sent after.

Requests that can be read in two ways are refused (`requests`), whatever is refused gets a problem document
(`refusals`), and nobody who reads slowly holds a thread (`channel`).
"""

from graph.web.connections.channel import Channel

__all__ = ["Channel"]
