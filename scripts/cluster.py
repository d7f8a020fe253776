"""`make cluster`: a throw-away MariaDB, Redis, nginx and N processes of Sigap, until Ctrl-C. N=2 PORT=8080.

A process that ends is started again, as systemd's `Restart=always` does: kill one and watch.
"""

import os
import signal
import tempfile
import threading
from pathlib import Path

from tests.faults.cluster import Cluster
from tests.wire import desk


def main() -> None:
    """Start, watch, stop."""
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    size, port = int(os.environ.get("N") or 2), int(os.environ.get("PORT") or 8080)
    with tempfile.TemporaryDirectory(prefix="sigap-cluster-") as folder:
        cluster = Cluster(Path(folder), size, port)
        try:
            cluster.start()
            print(f"Sigap: {cluster.url}/  (dashboard {cluster.url}/dashboard, demo {cluster.url}/demo)")
            print(f"Admin: {desk.EMAIL}  password: {desk.PASSWORD}  (this data is thrown away at the end)")
            for server in cluster.servers:
                print(f"  process {server.pid} on {server.url}, log {server.log}", flush=True)
            while not stopped.wait(0.5):
                for server in cluster.restart_dead():
                    print(f"  {server.url} had ended ({server.returncode}), started again", flush=True)
        finally:
            cluster.stop()


if __name__ == "__main__":
    main()
