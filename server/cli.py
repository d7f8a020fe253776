"""The command line. Each command imports what it needs, so that `ask` starts in well under a second."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from server.config import Config

Result = TypeVar("Result")


@click.group()
def main() -> None:
    """Sigap: network fault reports of a city's agencies."""


@main.command()
def serve() -> None:
    """Serve the widget, the wire and the dashboard."""
    from server.logs import set_up
    from server.serve import serve as run

    config = _config()
    set_up(config.log_format)
    try:
        run(config)
    except (ValueError, RuntimeError, OSError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    from server.store.migrate import migrate as run

    for name in asyncio.run(run(_config().database)):
        click.echo(name)


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ask(text: str, as_json: bool) -> None:
    """Rank the catalogue's questions for TEXT, without a server."""
    from server.ask import ask as rank

    found = rank(text)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for item in found:
        click.echo(f"{item['score']:.2f}  {item['question']}")


@main.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(["admin", "operator", "technician", "viewer"]), required=True)
@click.option("--password", prompt=True, hide_input=True)
def staff(email: str, name: str, role: str, password: str) -> None:
    """Add a staff member; the password is asked for, never an argument of the process list."""
    from server.clock import now
    from server.services.staff import create_staff

    member = _with_database(lambda: create_staff(email=email, name=name, role=role, password=password, now=now()))
    click.echo(f"{member.email} ({member.role})")


def _config() -> "Config":
    from pydantic import ValidationError

    from server.config import Config

    try:
        return Config()
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"sigap: {'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}", err=True)
        sys.exit(2)


def _with_database(work: Callable[[], Awaitable[Result]]) -> Result:
    """Open the database, run one piece of work, close it."""
    from server.store.database import opened
    from server.store.migrate import migrate as run

    async def go() -> Result:
        config = _config()
        await run(config.database)
        async with opened(config.database):
            return await work()

    return asyncio.run(go())
