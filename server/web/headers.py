"""Security headers of everything the HTTP edge sends."""

from typing import Any

from quart import Response

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {ws}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

MARK = "X-Sigap"
"""By this the hosted page's service worker (`widget/src/hosted`) tells our answers from a captive portal's."""

PHOTO_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
"""What a photo is given out with: even one opened by its address can do nothing."""


def open_to_all(response: Response) -> Response:
    """Let any page read the answer: these routes use no cookie, and check the origin themselves."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class Headers:
    """Add to every HTTP answer the headers it does not set itself: pages, files, errors and what Socket.IO says."""

    def __init__(self, app: Any, public_url: str) -> None:
        self._app = app
        policy = PAGE_POLICY.format(ws=public_url.replace("http", "ws", 1))
        common = {
            MARK: "1",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Content-Security-Policy": policy,
            "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
        }
        if public_url.startswith("https://"):
            common["Strict-Transport-Security"] = "max-age=31536000"
        self._common = [(name.lower().encode(), value.encode()) for name, value in common.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Any) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                named = {bytes(name).lower() for name, _ in own}
                message = {**message, "headers": own + [pair for pair in self._common if pair[0] not in named]}
            await send(message)

        await self._app(scope, receive, add)
