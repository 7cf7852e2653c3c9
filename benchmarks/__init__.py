"""How fast the engine is, beside its peers: an ecosystem to ask about, queries, and one run over all.

Nothing here is part of the package, and no test asserts a time.
"""

__all__: list[str] = []
