"""What an empty database starts with: the OPD, the catalogue, the teams, the secret."""

import os
import secrets
from pathlib import Path

from server.clock import now
from server.config import Config
from server.content import load_agencies, load_catalogue, load_teams
from server.store import agency, catalogue, counters, team
from server.store.tx import tx


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
    """Return the key of codes and links: from the configuration, else made once in the data folder (mode 600)."""
    given = config.secret.get_secret_value()
    if given:
        if len(given) < 32:
            raise ValueError("SIGAP_SECRET must have at least 32 characters")
        return given.encode()
    path: Path = config.var / "secret"
    try:
        with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as fresh:
            fresh.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip().encode()
