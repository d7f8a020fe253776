"""The one place that wires everything: database, use cases, both doors, the desk, the pages."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import socketio
from quart import Quart

import dashboard
from dashboard.guesses import Guesses
from dashboard.session import cookie_name
from server import bus, failpoints
from server.clock import now
from server.config import Config
from server.content import load_slang
from server.contract.visitor import FileReport
from server.domain.matching import build_index
from server.realtime.catchup import CatchUp
from server.realtime.desk import Desk
from server.realtime.doorbell import Doorbell
from server.realtime.gateway import Gateway
from server.realtime.limits import Limits
from server.realtime.publish import Publisher
from server.realtime.pulse import Pulse
from server.realtime.sockets import build_server, register
from server.realtime.tally import Tally
from server.services import alarms, clock, first_data, staff
from server.services.world import World
from server.store import catalogue, database
from server.store.migrate import migrate
from server.store.tx import finish_writes
from server.web import drain, failures, health, hosted, link_page, pages, photos_api, plain_form, visitor_api, widget
from server.web.close_sockets import CloseSocketsOnStop
from server.web.headers import Headers
from server.web.last_known import LastKnown
from server.web.templating import PlainEnvironment
from server.web.unanswered import EndUnanswered

BODY_SECONDS = 15
WRITE_SECONDS = 1.0


@dataclass(slots=True)
class App:
    """A running Sigap: `asgi` is what a server serves, `close` what it calls at the end."""

    asgi: CloseSocketsOnStop
    world: World
    first_password: str | None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _unhook: list[Callable[[], None]] = field(default_factory=list)

    async def close(self) -> None:
        """Tell sockets to come back, stop what runs beside, close the database."""
        await self.asgi.close_all()
        await finish_writes(WRITE_SECONDS)
        for unhook in self._unhook:
            unhook()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await database.close_database()


async def create_app(config: Config) -> App:
    """Migrate, fill empty tables and wire the whole application."""
    config.var.mkdir(parents=True, exist_ok=True)
    await migrate(config.database)
    await database.open_database(config.database)
    await first_data.fill_empty_tables()
    password = await staff.ensure_first_admin(config, now=now())
    await clock.terms()  # the holidays of seven years take a moment: not in somebody's report
    world = await _world(config)
    desk = Desk(config, cookie_name(config))
    pulse = Pulse()
    limits, guesses = Limits(world.secret, active=config.limits), Guesses(world.secret, active=config.limits)
    gateway = Gateway(world, limits, pulse)
    sio = build_server()
    register(sio, gateway, desk)
    publisher = Publisher(sio, world, desk)
    tasks = [asyncio.create_task(work) for work in (publisher.run(), desk.beat(), alarms.run())]
    if not config.is_sqlite:  # a file cannot go away, and its one connection may be busy for a second
        tasks.append(asyncio.create_task(pulse.run()))
    if config.redis:
        tally = Tally(config.redis, world.secret, (limits.pace, guesses.pace))
        tasks.append(asyncio.create_task(tally.run()))
    unhook = [*await _follow(world, publisher, tasks), bus.listen(alarms.hear)]
    served = socketio.ASGIApp(sio, other_asgi_app=_http(world, gateway, LastKnown(world, pulse), guesses))
    answering: Any = EndUnanswered(Headers(served, config.public_url))
    if config.failpoint:
        answering = failpoints.AfterAck(answering, f"/api/visitor/{FileReport.event()}")
    asgi = CloseSocketsOnStop(answering)
    return App(asgi, world, password, tasks, unhook)


async def _follow(
    world: World, publisher: Publisher, tasks: list[asyncio.Task[None]]
) -> list[Callable[[], None]]:  # fmt: skip
    """Publish this process's facts, and on a database that several processes share the others' as well."""
    if world.config.is_sqlite:
        return [bus.listen(publisher.hear)]
    catchup = CatchUp(publisher.hear)
    await catchup.start()
    tasks.append(asyncio.create_task(catchup.run()))
    unhook = [bus.listen(catchup.hear)]
    if world.config.redis:
        doorbell = Doorbell(world.config.redis, world.secret, catchup.hear)
        tasks.append(asyncio.create_task(doorbell.run()))
        unhook.append(bus.listen(doorbell.hear))
    return unhook


async def _world(config: Config) -> World:
    known = await catalogue.read_catalogue()
    return World(config, first_data.read_secret(config), known, build_index(known, load_slang()))


def _http(world: World, gateway: Gateway, lists: LastKnown, guesses: Guesses) -> Quart:
    app = Quart("sigap", static_folder=None)
    app.jinja_environment = PlainEnvironment
    app.request_class = photos_api.PhotoRequest
    app.config["BODY_TIMEOUT"] = BODY_SECONDS
    app.config["MAX_CONTENT_LENGTH"] = visitor_api.MAX_BODY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for routes in (
        visitor_api.blueprint(gateway), photos_api.blueprint(gateway), widget.blueprint(world, lists),
        pages.blueprint(world), hosted.blueprint(world, lists), plain_form.blueprint(world, gateway),
        link_page.blueprint(world, gateway), health.blueprint(),
    ):  # fmt: skip
        app.register_blueprint(routes)
    desk = dashboard.blueprint(world.config, world.secret, world, guesses)
    app.register_blueprint(desk, url_prefix="/dashboard")
    drain.register(app)
    failures.register(app, world)
    return app
