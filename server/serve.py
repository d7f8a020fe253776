"""Serve the application with Hypercorn in this process, until SIGTERM."""

import asyncio
import gc
import os
import signal
import threading
from contextlib import nullcontext
from typing import Any

import structlog
import uvloop
from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config as HypercornConfig
from hypercorn.middleware import ProxyFixMiddleware

from server import failpoints, memory, watchdog
from server.app import App, create_app
from server.config import Config
from server.store.database import cannot_open, close_database, exclusive_serve_lock
from server.store.trouble import translate
from server.web import hypercorn_repairs

log = structlog.get_logger("sigap.serve")
HARD_EXIT_SECONDS = 1.5
"""A stop that takes longer has too many sockets to tear down one by one: the process leaves, as after a kill.

They were told to come back; a write that is cut off was never acknowledged and comes again.
"""


def serve(config: Config) -> None:
    """Run until told to stop. SQLite takes one serving process; a second is refused."""
    config.var.mkdir(parents=True, exist_ok=True)
    with exclusive_serve_lock(config.database) if config.is_sqlite else nullcontext():
        uvloop.run(_to_the_end(config))


async def _to_the_end(config: Config) -> None:
    """Close the database however it ends: with a connection open the process would say why it failed, and stay.

    Raises CannotOpenDatabase for a start that the database did not allow.
    """
    try:
        await _serve(config)
    except Exception as error:
        if translate(error):
            raise cannot_open(config.database, error) from error
        raise
    finally:
        await close_database()


async def _serve(config: Config) -> None:
    hypercorn_repairs.install()
    app = await create_app(config)
    failpoints.arm(config.failpoint)
    watching = watchdog.watch(config.database, _leave, notify=config.notify_socket)
    works = (hypercorn_repairs.cut_stuck_readers(), watching, memory.give_back())
    beside = [asyncio.create_task(work) for work in works]
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, _begin_to_stop, stop)
    gc.collect()
    gc.freeze()  # what start-up made lives as long as the process: collections need not look at it again
    gc.enable()
    served: Any = app.asgi
    if config.trusted_proxies:
        served = ProxyFixMiddleware(app.asgi, mode="legacy", trusted_hops=config.trusted_proxies)
    _say_hello(config, app)
    try:
        await hypercorn_serve(served, _hypercorn(config), shutdown_trigger=lambda: _stopped(stop, app))
    finally:
        for task in beside:
            task.cancel()
        await app.close()


def _begin_to_stop(stop: asyncio.Event) -> None:
    """Start the clock beside the loop: with thousands of sockets to close, the loop looks at its own timers late."""
    leaving = threading.Timer(HARD_EXIT_SECONDS, _leave_late)
    leaving.daemon = True
    leaving.start()
    stop.set()


async def _stopped(stop: asyncio.Event, app: App) -> None:
    await stop.wait()
    await app.asgi.close_all()


def _leave_late() -> None:
    log.error("stop took too long, leaving")
    _leave()


def _leave() -> None:
    os._exit(1)


def _hypercorn(config: Config) -> HypercornConfig:
    settings = HypercornConfig()
    settings.bind = [f"{config.host}:{config.port}"]
    settings.backlog = 2048
    settings.graceful_timeout = 1.0
    settings.websocket_max_message_size = 65_536
    settings.websocket_ping_interval = None  # Engine.IO pings; these would keep what a dead connection had for as long
    settings.keep_alive_timeout = 15.0
    settings.h11_max_incomplete_size = 16_384
    settings.include_server_header = False
    settings.accesslog = None
    settings.errorlog = None
    return settings


def _say_hello(config: Config, app: App) -> None:
    url = config.public_url
    print(f"Sigap: {url}/  (dashboard {url}/dashboard, demo {url}/demo)", flush=True)
    if app.first_password:
        email = config.admin_email or "admin@sigap.local"
        print(f"First admin: {email}  one-time password: {app.first_password}", flush=True)
