"""An OPD's website on another origin, as hostile as websites are: no inline, nothing but Sigap allowed, wild styles."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

HOSTILE = """* { all: revert !important; color: red !important; font-size: 40px !important; display: inline !important }
button { display: none !important } div { position: static !important; transform: rotate(3deg) !important }"""


@dataclass
class HostPage:
    """Where the page is; `sigap` is set once a server runs."""

    origin: str
    sigap: str = ""
    opd: str = "disdik"
    policy: bool = True
    extra: str = ""

    def html(self) -> str:
        return (
            "<!doctype html><html lang=id><meta charset=utf-8><title>Dinas</title>"
            "<link rel=stylesheet href=/hostile.css><h1>Dinas Pendidikan</h1><p>Selamat datang.</p>"
            f'<script async src="{self.sigap}/widget.js" data-opd="{self.opd}" {self.extra}></script>'
        )

    def csp(self) -> str:
        ws = self.sigap.replace("http", "ws", 1)
        return f"default-src 'none'; style-src 'self'; script-src {self.sigap}; connect-src {self.sigap} {ws}"


@contextmanager
def host_page(name: str = "disdik.pekanbaru.go.id") -> Iterator[HostPage]:
    """Serve the page; the browser resolves `*.go.id` to this machine."""
    page = HostPage("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            css = self.path == "/hostile.css"
            body = (HOSTILE if css else page.html()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if css else "text/html; charset=utf-8")
            if page.policy:
                self.send_header("Content-Security-Policy", page.csp())
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.origin = f"http://{name}:{server.server_port}"
    yield page
    server.shutdown()
    server.server_close()
