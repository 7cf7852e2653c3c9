"""Measures that take long, as jobs: begun with POST, looked at with GET, stopped with DELETE.

A job has an address that can't be guessed; whoever knows it may read its result and stop it.
"""

import json
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound, TooManyRequests

from graph.network.jobs import Job, JobLimits
from graph.web.measured import given_options
from graph.web.negotiate import JSON
from graph.web.networks import asked_parts, network_query
from graph.web.scores import scored
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("jobs", __name__)

_MEASURE = "/networks/<path:name>/measures/<measure>"


@blueprint.route(_MEASURE, methods=["OPTIONS"])
def options(name: str, measure: str) -> Response:
    """What may be sent there; a network, which takes GET, could have such a name as well, and none has."""
    del name, measure
    return Response(status=204, headers={"Allow": "POST, OPTIONS"})


@blueprint.post(_MEASURE, provide_automatic_options=False)
def begin(name: str, measure: str) -> Response:
    """Begin a measure on a network, which the address filters as its page does: 202 and where to look.

    Raises:
        TooManyRequests: as many run as may.
    """
    _, part = asked_parts(network_query(name))
    settings = service().settings
    limits = JobLimits(settings.measure_timeout_s, settings.measure_memory_mb)
    options = given_options(request.args)
    key = service().jobs.start(part, measure, options, limits, settings.concurrent_measures)
    if not key:
        raise TooManyRequests(
            f"{settings.concurrent_measures} measures run already (concurrent_measures). Try again later."
        )
    return _said(key, _found(key), 202)


@blueprint.get("/jobs/<key>")
def show(key: str) -> Response:
    """How far a job is; its numbers and method once it is done."""
    return _said(key, _found(key), 200)


@blueprint.delete("/jobs/<key>")
def cancel(key: str) -> Response:
    """Stop a job; nothing happens where it has ended."""
    _found(key).cancel()
    return Response(status=204)


def _found(key: str) -> Job:
    job = service().jobs.get(key)
    if job is None:
        raise NotFound("There is no such job; the oldest that ended are forgotten.")
    return job


def _said(key: str, job: Job, status: int) -> Response:
    body = json.dumps(_described(key, job), ensure_ascii=False)
    headers = {"Location": f"/jobs/{key}"} if status != 200 else {}  # noqa: PLR2004 - OK
    return Response(body, status, headers | {"Cache-Control": "no-store"}, content_type=JSON.content_type)


def _described(key: str, job: Job) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": key,
        "network": job.network.origin.title,
        "measure": job.measure,
        "state": job.state,
        "progress": round(job.progress, 2),
        "seconds": round(job.elapsed_s, 3),
        "limit_s": job.limits.time_s,
    }
    if job.problem:
        told["problem"] = job.problem
    if job.is_done:
        told["result"] = scored(job.network, job.result())
    return told
