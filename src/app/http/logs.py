"""Sets up the log: one line an event on stderr, JSON for machines or columns for people."""

import logging
import sys
from contextvars import ContextVar
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, Processor

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request being served, which every log line of its task carries."""


def configure_logging(*, as_json: bool, level: int = logging.INFO) -> None:
    """Once, at start, before the first line is logged."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level if as_json else structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_request_id,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(serializer=_as_json) if as_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.BytesLoggerFactory(sys.stderr.buffer)
            if as_json
            else structlog.PrintLoggerFactory(sys.stderr)
        ),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def add_request_id(logger: Any, method: str, event: EventDict) -> EventDict:
    """A structlog processor."""
    current = request_id.get()
    if current is not None:
        event.setdefault("request_id", current)
    return event


def _as_json(event: EventDict, **_: Any) -> bytes:
    return msgspec.json.encode(event, enc_hook=repr)
