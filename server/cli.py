"""The command line. Each command imports what it needs, so that `ask` starts in well under a second."""

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime

    from server.config import Config

Result = TypeVar("Result")


@click.group()
def main() -> None:
    """Sigap: network fault reports of a city's agencies."""


@main.command()
def serve() -> None:
    """Serve the widget, the wire and the dashboard."""
    gc.disable()  # a tenth of a start, spent on looking at what stays; `server.serve` switches it on
    from server.logs import set_up
    from server.serve import serve as run

    config = _config()
    set_up(config.log_format)
    with _in_one_line():
        run(config)


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    from server.store.migrate import migrate as run

    with _in_one_line():
        names = asyncio.run(run(_config().database))
    for name in names:
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
@click.option("--name", help="Of somebody new.")
@click.option("--role", type=click.Choice(["admin", "operator", "technician", "viewer"]), help="Of somebody new.")
@click.option("--password", hide_input=True, help="Asked for when left out: arguments show in the process list.")
@click.option("--reset", is_flag=True, help="Print a link for a new password; no second factor any more, active again.")
def staff(email: str, name: str | None, role: str | None, password: str | None, reset: bool) -> None:
    """Add a staff member, or let one who cannot sign in set a new password."""
    from server.clock import now
    from server.errors import NotFound
    from server.services.members import reset_by_command
    from server.services.staff import create_staff

    if reset:
        try:
            token = _with_database(lambda: reset_by_command(email, now=now()))
        except NotFound:
            raise click.ClickException(f"nobody has the address {email}") from None
        click.echo(f"{_config().public_url}/dashboard/join/{token}")
        click.echo("Works once, for 72 hours.", err=True)
        return
    if not name or not role:
        raise click.UsageError("somebody new needs --name and --role")
    password = password or click.prompt("Password", hide_input=True)
    member = _with_database(lambda: create_staff(email=email, name=name, role=role, password=password, now=now()))
    click.echo(f"{member.email} ({member.role})")


@main.command("demo-data")
@click.option("--reports", type=click.IntRange(1, 5_000_000), default=3000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="The present of the year, in WIB; else now.")
@click.option("--force", is_flag=True, help="Add them to a database that has reports already.")
def demo_data(reports: int, seed: int, until: "datetime | None", force: bool) -> None:
    """Write an invented year of reports: the same one for the same seed. Not beside a running server."""
    from server.clock import WIB, now
    from server.services.demo.fill import HoldsReports, fill
    from server.services.first_data import fill_empty_tables, read_secret

    config = _config()
    config.var.mkdir(parents=True, exist_ok=True)
    moment = until.replace(tzinfo=WIB) if until else now()

    async def work() -> None:
        await fill_empty_tables()
        with _in_one_line():
            secret = read_secret(config)
        with click.progressbar(length=reports, label="reports", file=sys.stderr) as bar:
            await fill(
                secret=secret, reports=reports, seed=seed, until=moment, force=force,
                progress=lambda done: bar.update(done - bar.pos),
            )  # fmt: skip

    try:
        _with_database(work)
    except HoldsReports:
        raise click.ClickException("this database has reports already (--force adds invented ones)") from None


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
        async with AsyncExitStack() as until_done:
            with _in_one_line():
                await run(config.database)
                await until_done.enter_async_context(opened(config.database))
            return await work()

    return asyncio.run(go())


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Say what an operator can mend, such as an address that is wrong, in one line; no trace of ours helps with it."""
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        raise click.ClickException(str(error)) from None
