"""A desk that counts guesses, behind a proxy that tells where they come from."""

import sqlite3

import httpx

from tests.serving import SigapServer, start_server
from tests.wire import desk


def start_counting(folder) -> SigapServer:
    env = {
        "SIGAP_DEVELOPMENT": "true", "SIGAP_TRUSTED_PROXIES": "1",
        "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
    }  # fmt: skip
    return start_server(env, folder)


class Caller:
    """Somebody at one address."""

    def __init__(self, server, address):
        headers = {"Origin": server.url, "X-Forwarded-For": address}
        self.http = httpx.AsyncClient(base_url=server.url, headers=headers, timeout=60)

    async def sign_in(self, email, password=desk.PASSWORD):
        return await self.http.post("/dashboard/login", data={"email": email, "password": password})


def looked_at(answers) -> int:
    """Count the guesses whose password was looked at, as the guesser is told."""
    return sum(answer.status_code == 401 for answer in answers)


def failures(server) -> int:
    """Count them as the server's book has them: a row is written once a password was compared, and only then."""
    with sqlite3.connect(server.folder / "sigap.db") as database:
        [[count]] = database.execute("SELECT COUNT(*) FROM audit WHERE event = 'sign_in_failed'")
    return count
