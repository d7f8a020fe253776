"""Security headers of everything the HTTP edge sends."""

from quart import Quart, Response

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


def guard(app: Quart, public_url: str) -> None:
    """Add the headers that every answer carries, where the route has not set its own."""
    ws = public_url.replace("http", "ws", 1)
    https = public_url.startswith("https://")

    @app.after_request
    async def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers[MARK] = "1"
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Content-Security-Policy", PAGE_POLICY.format(ws=ws))
        headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)")
        if https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
