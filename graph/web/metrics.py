"""How the service is doing, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).

Labels have few values: addresses count by the pattern that they follow, not by what a client made up.
"""

from collections.abc import Iterable
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from graph import __version__
from graph.web.record import current
from graph.web.service import Service

__all__ = ["blueprint", "register"]

blueprint = Blueprint("metrics", __name__)

_KEY = "maillage.metrics"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"})
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120)


class _State(Collector):
    """What is so at the moment when it is asked."""

    def __init__(self, parts: Service) -> None:
        self._parts = parts

    def collect(self) -> Iterable[Metric]:
        """The gauges, and what the memory of answers counts itself."""
        snapshot, running = self._parts.dataset.snapshot, self._parts.dataset.running()
        waiting = sum(each.is_waiting for each in running)
        yield GaugeMetricFamily("maillage_snapshot_version", "Number of the newest commit", snapshot.version)
        yield GaugeMetricFamily("maillage_quads", "Quads in the newest snapshot", snapshot.quads)
        yield GaugeMetricFamily("maillage_running", "Queries and updates that run", len(running) - waiting)
        yield GaugeMetricFamily("maillage_waiting", "Queries and updates that wait for their turn", waiting)
        answers = self._parts.cache
        yield CounterMetricFamily("maillage_cache_hits", "Answers given from memory", answers.hits)
        yield CounterMetricFamily("maillage_cache_misses", "Answers not in memory", answers.misses)
        yield GaugeMetricFamily("maillage_cache_bytes", "What remembered answers take", answers.bytes)
        built = GaugeMetricFamily("maillage_build", "Version of the service", labels=["version"])
        built.add_metric([__version__], 1)
        yield built


class _Metrics:
    """What is counted for one app."""

    def __init__(self, parts: Service) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "maillage_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "maillage_request_seconds",
            "Time until the last byte of an answer was handed over",
            ["route"],
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.query_seconds = Histogram(
            "maillage_query_seconds",
            "Time of queries, updates and loads, waiting included",
            ["kind"],
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.rows = Counter("maillage_rows", "Rows and triples in answers", registry=self.registry)
        self.limits = Counter("maillage_limits", "Limits hit", ["limit"], registry=self.registry)
        self.registry.register(_State(parts))
        ProcessCollector(registry=self.registry)


def register(app: Flask) -> None:
    """Count the requests of the app."""
    app.extensions[_KEY] = _Metrics(app.extensions["maillage"])
    app.after_request(_count)


@blueprint.get("/metrics")
def show() -> Response:
    """All counts, in the text format of Prometheus; whoever may read may read them."""
    return Response(generate_latest(_metrics().registry), content_type=CONTENT_TYPE_LATEST)


def _count(response: Response) -> Response:
    metrics, record = _metrics(), current()
    route = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in _METHODS else "other"

    def finish() -> None:
        metrics.requests.labels(method, route, str(response.status_code)).inc()
        metrics.request_seconds.labels(route).observe(record.elapsed_s)
        for running in record.running:
            metrics.query_seconds.labels(running.kind).observe(running.elapsed_s)
        metrics.rows.inc(record.rows)
        if record.limit:
            metrics.limits.labels(record.limit).inc()

    if response.direct_passthrough:
        finish()
    else:
        response.call_on_close(finish)
    return response


def _metrics() -> _Metrics:
    return cast("_Metrics", current_app.extensions[_KEY])
