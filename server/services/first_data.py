"""What an empty database starts with: the OPD, the catalogue, the teams, the secret."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from server.clock import now
from server.config import Config
from server.content import load_agencies, load_catalogue, load_teams
from server.store import agency, catalogue, counters, team
from server.store.tx import tx

SHORTEST_SECRET = 32
EXAMPLE = "CHANGE"
"""How the secret in deploy/sigap.env.example begins."""
ANOTHER = "`openssl rand -base64 48` prints a new one"


async def fill_empty_tables() -> None:
    """Insert the first OPD, catalogue and teams where there are none. Safe at every start, by several processes."""
    async with tx():
        await counters.bump("first_data")  # its row lock: one process fills, the others then find it done
        if await catalogue.is_empty():
            await catalogue.write_catalogue(load_catalogue())
        if await team.is_empty():
            await team.write_first(load_teams())
        if await agency.is_empty():
            await agency.write_first(load_agencies(), at=now())
            await counters.bump("agencies")


def read_secret(config: Config) -> bytes:
    """Return the key of codes and links: from the configuration, else made once in the data folder (mode 600).

    Raises ValueError for one that others know or can guess, in a line for the operator.
    """
    given = config.secret.get_secret_value()
    if given:
        return _checked_setting(given)
    path: Path = config.var / "secret"
    if not path.exists():
        _make_secret(path)
    kept = path.read_text(encoding="ascii").strip()
    if len(kept) < SHORTEST_SECRET:
        raise ValueError(
            f"{path} has fewer than {SHORTEST_SECRET} characters: bring it back from a backup, or remove it and start "
            "again for a new one; codes and links given out until now then open nothing"
        )
    return kept.encode()


def _checked_setting(given: str) -> bytes:
    if given.strip().startswith(EXAMPLE):
        raise ValueError(f"SIGAP_SECRET is the example's, which everybody knows: {ANOTHER}")
    if len(given.strip()) < SHORTEST_SECRET:
        raise ValueError(f"SIGAP_SECRET must have at least {SHORTEST_SECRET} characters: {ANOTHER}")
    return given.encode()


def _make_secret(path: Path) -> None:
    """Write a secret wholly or not at all; of several first starts the first one's stays."""
    descriptor, unfinished = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # mode 600
    try:
        with open(descriptor, "w", encoding="ascii") as fresh:
            fresh.write(secrets.token_urlsafe(48))
            fresh.flush()
            os.fsync(fresh.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        os.unlink(unfinished)
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """Make the name in the folder survive a power cut too: codes are given out under that secret from now on."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
