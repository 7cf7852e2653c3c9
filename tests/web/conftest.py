"""The app as it starts by default and its client, shared by the web tests: asked, never written."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.settings import Settings
from graph.web.service import Service
from server import create_app


@pytest.fixture(scope="session")
def app() -> Flask:
    """The service over the bundled graph, with what the rules derive."""
    return create_app(Settings())


@pytest.fixture(scope="session")
def served(app: Flask) -> Dataset:
    """The dataset that the service answers from."""
    parts = app.extensions["maillage"]
    assert isinstance(parts, Service)
    return parts.dataset


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    """A client of the service that follows no redirect by itself."""
    return app.test_client()
