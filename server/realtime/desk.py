"""The desk's sockets: they only listen. Authorised by own origin, cookie and form token together."""

import asyncio
from http.cookies import SimpleCookie
from typing import Any

import socketio
import structlog

from server.clock import now
from server.config import Config
from server.contract.emit import Heartbeat, SessionEnded
from server.services import sight, staff
from server.store import timeline

from .rooms import DASHBOARD, EVERYONE, of_session, of_team

log = structlog.get_logger("sigap.desk")
HEARTBEAT_SECONDS = 15.0


class Desk(socketio.AsyncNamespace):
    """Let signed-in staff in, and put them out when their session ends."""

    def __init__(self, config: Config, cookie: str) -> None:
        super().__init__(DASHBOARD)
        self._config = config
        self._cookie = cookie
        self._tokens: dict[str, tuple[str, int]] = {}  # sid -> cookie's token, session id

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        token = self._token(environ)
        who = await staff.who(token, now=now(), is_use=False) if token else None
        given = auth.get("form_token") if isinstance(auth, dict) else None
        if who is None or environ.get("HTTP_ORIGIN") != self._config.own_origin or given != who.form_token:
            log.warning("desk socket refused", origin=environ.get("HTTP_ORIGIN"), signed_in=who is not None)
            raise socketio.exceptions.ConnectionRefusedError("not_signed_in")
        self._tokens[sid] = (token, who.session_id)
        await self.enter_room(sid, EVERYONE)
        await self.enter_room(sid, of_session(who.session_id))
        for team in await sight.teams_in_sight(who):
            await self.enter_room(sid, of_team(team))
        await self.emit(Heartbeat.event(), {"ver": await timeline.newest_ver()}, room=sid)
        if not await staff.is_alive(token, now=now()):  # revoked while it was let in
            await self._put_out(sid)

    async def on_disconnect(self, sid: str, reason: str = "") -> None:
        self._tokens.pop(sid, None)

    async def end_sessions(self, session_ids: tuple[int, ...]) -> None:
        """Put out the sockets of revoked sessions that are connected to this process."""
        for sid, (_, session_id) in tuple(self._tokens.items()):
            if session_id in session_ids:
                await self._put_out(sid)

    async def beat(self) -> None:
        """Send the newest `ver` from the database, and re-check every session, until cancelled.

        An open socket is no use of a session: its tab may be hidden. A visible page asks by itself (session.ts).
        """
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            try:
                await self._beat_once()
            except Exception as error:
                log.warning("heartbeat failed", cause=repr(error))

    async def _beat_once(self) -> None:
        for sid, (token, _) in tuple(self._tokens.items()):
            if not await staff.is_alive(token, now=now()):
                await self._put_out(sid)
        if self._tokens:
            await self.emit(Heartbeat.event(), {"ver": await timeline.newest_ver()}, room=EVERYONE)

    async def _put_out(self, sid: str) -> None:
        await self.emit(SessionEnded.event(), {}, room=sid)
        await self.disconnect(sid)

    def _token(self, environ: dict[str, Any]) -> str:
        morsel = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(self._cookie)
        return morsel.value if morsel else ""
