"""The app of the bundled graph and its client, shared by the web tests: asked, never written."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.settings import Settings
from server import create_app


@pytest.fixture(scope="session")
def app(bundled: Dataset) -> Flask:
    """The service over the bundled graph."""
    return create_app(Settings(), bundled)


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    """A client of the service that follows no redirect by itself."""
    return app.test_client()
