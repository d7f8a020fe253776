"""The Socket.IO server: two namespaces, WebSocket only, one ordered handler a client.

Engine.IO polling is off: it needs sticky sessions, has JSONP and loses packets. The long poll is `waiting.py`.
"""

from typing import Any

import socketio
import structlog

from server.errors import SigapError

from .desk import Desk
from .gateway import Caller, Gateway
from .rooms import DASHBOARD, EVERYONE, VISITOR, of_conversation

log = structlog.get_logger("sigap.sockets")
MAX_FRAME = 65_536


def build_server() -> socketio.AsyncServer:
    """Make the server. It knows this process's sockets only: `doorbell.py` tells the other processes."""
    return Server(
        async_mode="asgi",
        transports=["websocket"],
        async_handlers=False,  # keeps one visitor's commands in order
        cors_allowed_origins=_any_page,
        cors_credentials=False,
        max_http_buffer_size=MAX_FRAME,
        ping_interval=20,
        ping_timeout=20,
        logger=False,
        engineio_logger=False,  # prints names and numbers
        namespaces=[VISITOR, DASHBOARD],
    )


class Server(socketio.AsyncServer):
    """Ends the line of a client that speaks no Socket.IO; the library would print a trace for each such frame."""

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            await super()._handle_eio_message(eio_sid, data)
        except Exception as error:
            log.info("a senseless frame ends its socket", cause=type(error).__name__)
            await self.eio.disconnect(eio_sid)


def _any_page(origin: str, environ: dict[str, Any]) -> bool:
    """Let any page open the transport: each namespace compares the origin itself, against its own list."""
    return True


def register(sio: socketio.AsyncServer, gateway: Gateway, desk: Desk) -> None:
    """Attach both namespaces."""
    sio.register_namespace(VisitorNamespace(gateway))
    sio.register_namespace(desk)


class VisitorNamespace(socketio.AsyncNamespace):
    """Authorise and forward: every event of the contract goes through the gateway."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(VISITOR)
        self._gateway = gateway

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        caller = caller_of(environ)
        try:
            visitor = await self._gateway.admit(auth, caller)
        except SigapError as error:
            raise socketio.exceptions.ConnectionRefusedError(error.code) from None
        await self.enter_room(sid, of_conversation(visitor.token_hash))
        await self.enter_room(sid, EVERYONE)
        await self.save_session(sid, {"passport": auth, "caller": caller})

    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Forward commands; whatever else a client invents is refused by name, never dropped."""
        if event in {"connect", "disconnect"}:
            return await super().trigger_event(event, *args)
        sid, payload = args[0], args[1] if len(args) > 1 else None
        session = await self.get_session(sid)
        answer = await self._gateway.run(event, session["passport"], payload, session["caller"])
        return answer.payload


def caller_of(environ: dict[str, Any]) -> Caller:
    """Read who calls from the ASGI scope: `REMOTE_ADDR` is always 127.0.0.1 here (traps D.2)."""
    client = environ["asgi.scope"].get("client") or ("unknown", 0)
    return Caller(
        address=str(client[0]),
        origin=environ.get("HTTP_ORIGIN"),
        user_agent=str(environ.get("HTTP_USER_AGENT", ""))[:300],
    )
