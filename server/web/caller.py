"""Who calls over HTTP."""

from quart import Request

from server.realtime.gateway import Caller


def caller_of(request: Request) -> Caller:
    """Read the address, the page's origin and the browser's name of a request."""
    return Caller(
        address=request.remote_addr or "unknown",
        origin=request.headers.get("Origin"),
        user_agent=request.headers.get("User-Agent", "")[:300],
    )
