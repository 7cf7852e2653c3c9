"""Pictures on pages: where their nodes lead, and the one style sheet that a page may hold for them."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from graph.network import Node
from graph.network.picture.style import STYLE
from graph.terms import Iri, is_iri
from graph.web.addresses import address_of

__all__ = ["STYLE_HASH", "link_to"]

STYLE_HASH = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""Allows the style sheet inside a picture, and no other: https://www.w3.org/TR/CSP3/#grammardef-hash-source"""


def link_to(root: str = "") -> Callable[[Node], str]:
    """The address of a node's page.

    Args:
        root: what local addresses begin with: nothing on a page, the service's address in a file.
    """

    def link(node: Node) -> str:
        return root + address_of(Iri(node.id)) if is_iri(node.id) else f"{root}#content"

    return link
