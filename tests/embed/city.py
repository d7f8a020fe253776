"""Fifty websites of one city on one port: any name, any page, each page with the headers it asks for."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TYPES = {"js": "text/javascript", "css": "text/css", "html": "text/html; charset=utf-8"}


@dataclass
class Page:
    """One answer; its type is told by the ending of its path."""

    text: str
    policy: str = ""
    seconds: float = 0
    """How long it takes to come."""


@dataclass
class City:
    """What every site of the city serves: `pages` by path. `sigap` is the address of the service."""

    port: int
    sigap: str
    pages: dict[str, Page] = field(default_factory=dict)
    folder: Path = Path()
    """Where the service keeps its database."""

    def site(self, name: str = "disdik") -> str:
        return f"http://{name}.pekanbaru.go.id:{self.port}"

    def tag(self, opd: str = "disdik", extra: str = "") -> str:
        return f'<script async src="{self.sigap}/widget.js" data-opd="{opd}" {extra}></script>'

    def strict(self) -> str:
        """Return the policy of docs/web-team.md, and not one word more."""
        ws = self.sigap.replace("http", "ws", 1)
        return f"default-src 'none'; script-src 'self' {self.sigap}; connect-src {self.sigap} {ws}; style-src 'self'"

    def show(self, path: str, body: str, *, policy: str | None = None, head: str = "") -> None:
        """Put a page on every site. Without a policy of its own it has the strict one."""
        text = (
            f"<!doctype html><html lang=id><meta charset=utf-8><meta name=viewport content='width=device-width'>"
            f"<title>Dinas</title>{head}<body><h1>Dinas</h1>{body}"
        )
        self.pages[path] = Page(text, self.strict() if policy is None else policy)

    def give(self, path: str, text: str, seconds: float = 0) -> str:
        """Put a file on every site and return its path."""
        self.pages[path] = Page(text, seconds=seconds)
        return path


@contextmanager
def city(sigap: str) -> Iterator[City]:
    """Serve the sites; the browser resolves `*.go.id` to this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            page = built.pages.get(path)
            if page and page.seconds:
                threading.Event().wait(page.seconds)
            self.send_response(200 if page else 404)
            body = page.text.encode() if page else b""
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], TYPES["html"]))
            self.send_header("Content-Length", str(len(body)))
            if page and page.policy:
                self.send_header("Content-Security-Policy", page.policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    built = City(server.server_port, sigap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield built
    server.shutdown()
    server.server_close()
