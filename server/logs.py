"""Logging: one line an event, with a cause, never with a name or a number."""

import logging
import sys

import structlog


def set_up(form: str) -> None:
    """Write JSON lines (`json`) or readable ones (`text`) to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for name in ("engineio.server", "socketio.server"):
        logging.getLogger(name).addFilter(_without_trace)
    render = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


def _without_trace(record: logging.LogRecord) -> bool:
    """Name what a library caught, in one line: its trace, and the error's own words, may quote what a client sent."""
    if record.exc_info:
        kind = record.exc_info[0]
        record.msg, record.args = f"{record.getMessage()}: {kind.__name__ if kind else 'unknown'}", None
        record.exc_info = None
    return True
