"""Several processes as they are deployed: MariaDB, Redis, N × `run.py serve` and nginx in front, all on loopback."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.process import NotReadyError, free_port
from tests.programs import ROOT
from tests.services import MariaDB, Nginx, Redis
from tests.serving import SigapServer
from tests.wire import desk

SECRET = "rahasia-uji-coba-tiga-puluh-dua-huruf"


@dataclass
class Cluster:
    """`url` is nginx, `servers` the processes behind it. `port` 0 takes any."""

    folder: Path
    size: int = 2
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    servers: list[SigapServer] = field(default_factory=list)
    mariadb: MariaDB = field(init=False)
    redis: Redis = field(init=False)
    nginx: Nginx = field(init=False)
    database_url: str = ""

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Cluster":
        """Start everything and wait until it answers."""
        self.mariadb = MariaDB(self.folder / "mariadb").start()
        self.database_url = self.mariadb.url("sigap")
        self.redis = Redis(self.folder / "redis").start()
        self.servers = [self._server(f"process-{number}") for number in range(1, self.size + 1)]
        for server in self.servers:
            server.start()
        ports = [server.port for server in self.servers]
        self.nginx = Nginx(self.folder / "nginx", self.port, nginx_http(self.port, ports), nginx_main()).start()
        return self

    def restart_dead(self) -> list[SigapServer]:
        """Start again whoever ended, as `Restart=always` does; return who that was."""
        dead = [server for server in self.servers if server.returncode is not None]
        for server in dead:
            try:
                server.start()
            except NotReadyError as error:
                print(error, flush=True)
        return dead

    def stop(self) -> None:
        """Stop everything, the database last."""
        for name in ("nginx", *range(len(self.servers)), "redis", "mariadb"):
            process = self.servers[name] if isinstance(name, int) else getattr(self, name, None)
            if process:
                process.stop()

    def _server(self, name: str) -> SigapServer:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return SigapServer(folder, {
            "SIGAP_PUBLIC_URL": self.url, "SIGAP_TRUSTED_PROXIES": "1", "SIGAP_SECRET": SECRET,
            "SIGAP_DATABASE_URL": self.database_url, "SIGAP_REDIS_URL": self.redis.url, "SIGAP_DEVELOPMENT": "true",
            "SIGAP_LOG_FORMAT": "json", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
            "PYTHONMALLOC": "malloc", **self.settings,
        })  # fmt: skip


def nginx_http(port: int, upstreams: list[int]) -> str:
    """Return the http block of deploy/ with its names, certificate and ports exchanged for loopback."""
    names = ("upstream.conf", "nginx.conf")
    deployed = "".join((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in names)
    servers = "".join(f"    server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;\n" for each in upstreams)
    text = re.sub(r"(?m)(^    server 127.*\n)+", lambda _: servers, deployed)
    text = text[: text.rindex("server {")]  # the redirect from port 80
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    return re.sub(r"(?m)^    (http2|server_name|access_log|ssl_certificate(_key)?) .*\n", "", text)


def nginx_main() -> str:
    """Return how much nginx can hold, as deploy/ says it."""
    text = (ROOT / "deploy" / "nginx.main.conf").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if line.startswith(("worker_", "events ")))
