"""Sending what a query gave: whole, in the client's format and coding, and not again where the client has it.

A question (`question`) is answered from ``graph.web.cache`` or by the dataset, and becomes a response
with its validator (`response`); texts are coded as the client takes them (`coding`).
"""

from graph.web.sending.question import Question
from graph.web.sending.response import send

__all__ = ["Question", "send"]
