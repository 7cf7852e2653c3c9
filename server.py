"""The service: settings, dataset, catalog and pages put together, and the process that serves them."""

import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from graph.catalog import read_catalog
from graph.dataset import Dataset, open_dataset
from graph.engine import Asker
from graph.errors import MaillageError
from graph.knowledge import infer
from graph.knowledge.observations import with_measures
from graph.resources import queries_folder
from graph.settings import Settings, read_settings
from graph.store.allocator import keep_free_pages
from graph.tokens import TokenFile
from graph.web import register
from graph.web.cache import AnswerCache
from graph.web.connections import Channel
from graph.web.heap import share_heaps
from graph.web.service import Service

__all__ = ["create_app", "main"]

# What waitress itself cuts off; below it the app refuses a body that is too large, and says so.
_BODY_MARGIN_BYTES = 1_000_000
_MB = 1_000_000

_START_S = 300
# Connections that say nothing cost little; too few of them, and anyone can keep everyone else out.
_CONNECTIONS = 800


def create_app(settings: Settings, dataset: Dataset | None = None) -> Flask:
    """The WSGI application.

    Args:
        settings: what the operator chose.
        dataset: what to answer from; without one, the store of the settings or the bundled graph.

    Raises:
        StoreError, CatalogError: the store can't be opened, or a file in queries/ contradicts itself.
        SettingsError: the tokens can't be read.
    """
    app = Flask("graph.web")
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.body_bytes_limit
    tokens = TokenFile(Path(settings.token_file)) if settings.token_file else None
    if tokens:
        tokens.all()  # tokens that can't be read stop the start
    answered_from = _open(settings) if dataset is None else dataset
    catalog = read_catalog(queries_folder())
    measuring = with_measures(answered_from, catalog, edge_limit=settings.network_edge_limit)
    register(app, Service(measuring, catalog, settings, tokens, AnswerCache(settings.cache_mb * _MB)))
    return app


def main() -> int:
    """Serve until stopped; the exit code."""
    share_heaps()
    keep_free_pages()
    try:
        settings = read_settings(os.environ)
        app = create_app(settings)
    except MaillageError as error:
        return _give_up(str(error))
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A request that waits a moment for a free thread is no event worth a line.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = _listen(app, settings)
    except OSError as error:
        return _give_up(f"can't listen on {settings.bind}: {error.strerror}. {_advice(settings)}")
    except ValueError as error:
        # This is how waitress says that a host name stands for no address.
        return _give_up(f"can't listen on {settings.bind}: {error}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.stdout.write(f"Maillage answers at http://{_place(server)}/ (Ctrl-C stops it)\n")
    sys.stdout.flush()
    server.run()
    return 0


def _open(settings: Settings) -> Dataset:
    dataset = open_dataset(settings)
    if not settings.store_path:
        # However little time queries of others get.
        infer.run(dataset.asked_by(Asker("start", time_s=_START_S)))
    return dataset


def _listen(app: Flask, settings: Settings) -> MultiSocketServer | BaseWSGIServer:
    BaseWSGIServer.channel_class = Channel
    return create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        channel_request_lookahead=1,
        outbuf_high_watermark=1_000_000,
        max_request_body_size=max(settings.body_bytes_limit, settings.graph_bytes_limit) + _BODY_MARGIN_BYTES,
        channel_timeout=30,
        connection_limit=_CONNECTIONS,
        cleanup_interval=5,
        asyncore_use_poll=True,
        # What came by a proxy must be told from what came straight, so what it says is kept to be seen.
        clear_untrusted_proxy_headers=False,
        **_proxy(settings),
    )


def _proxy(settings: Settings) -> dict[str, Any]:
    """Whose word is believed about where a request came from: nobody's, or that of one proxy."""
    if not settings.trusted_proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": headers}


def _place(server: MultiSocketServer | BaseWSGIServer) -> str:
    if isinstance(server, MultiSocketServer):
        # A name such as localhost stands for several addresses; each is listened on, the first is told.
        return _host_port(*server.effective_listen[0])
    return _host_port(*server.getsockname()[:2])


def _host_port(host: str, port: int | str) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _advice(settings: Settings) -> str:
    return f"Choose another port, for example MAILLAGE_BIND={settings.host}:0 for any free one."


def _give_up(reason: str) -> int:
    sys.stderr.write(f"maillage: {reason}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
