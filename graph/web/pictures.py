"""Where the nodes of a picture lead."""

from collections.abc import Callable

from graph.network import Node
from graph.terms import Iri, is_iri
from graph.web.addresses import address_of

__all__ = ["link_to"]


def link_to(root: str = "") -> Callable[[Node], str]:
    """The address of a node's page.

    Args:
        root: what local addresses begin with: nothing on a page, the service's address in a file.
    """

    def link(node: Node) -> str:
        return root + address_of(Iri(node.id)) if is_iri(node.id) else f"{root}#content"

    return link
