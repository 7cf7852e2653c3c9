"""LOAD: a document from elsewhere (https://www.w3.org/TR/sparql11-update/#load)."""

from pathlib import Path
from urllib.parse import urlsplit

from graph.engine.reach import Reply
from graph.engine.updates.transaction import Transaction
from graph.errors import MaillageError, QueryCancelled, QueryError, QueryTimeout
from graph.rdf.formats import Syntax, syntax_by_media_type, syntax_of_file
from graph.rdf.read import document_from_text, read_quads
from graph.sparql.requests import Load

__all__ = ["loaded"]


def loaded(transaction: Transaction, operation: Load) -> None:
    """Put what a document says into a graph; with SILENT, nothing where it can't be had whole.

    Raises:
        QueryError: the address may not be read, or does not give RDF.
    """
    try:
        reply = transaction.elsewhere.read(transaction.running, operation.source)
        document = document_from_text(reply.body, _syntax(reply), name=reply.url, base_iri=reply.url)
        quads = [each._replace(graph=each.graph or operation.target) for each in read_quads(document)]
    except (QueryTimeout, QueryCancelled):
        # It is the update that is over, not the document that fails.
        raise
    except MaillageError as error:
        if operation.is_silent and transaction.elsewhere.sources.prefixes:
            return
        raise QueryError(f"LOAD <{operation.source.value}>: {error}") from error
    transaction.insert(quads)


def _syntax(reply: Reply) -> Syntax:
    found = syntax_by_media_type(reply.media_type) or syntax_of_file(Path(urlsplit(reply.url).path))
    if found is None:
        raise QueryError(f"what comes as {reply.media_type or 'no media type'} is not read as RDF.")
    return found
