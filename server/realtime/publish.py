"""Fact → notice and room. Facts come after commit, by a queue: nothing here can delay an acknowledgement."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
import structlog

from server.contract.base import Notice
from server.contract.emit import (
    DeskChanged,
    ListsChanged,
    ReportChanged,
    ReporterTyping,
    Said,
    StaffTyping,
    ViewersChanged,
)
from server.domain import events
from server.domain.events import (
    AgenciesRevised,
    Fact,
    LinesSaid,
    ReportTouched,
    RosterChanged,
    SessionsRevoked,
    SettingsRevised,
)
from server.services import lists, settings, sight, views
from server.services.world import World
from server.store import conversation, counters, report
from server.store.trouble import translate

from . import waiting
from .desk import Desk
from .rooms import DASHBOARD, EVERYONE, VISITOR, of_conversation, of_team

log = structlog.get_logger("sigap.publish")
QUEUE = 10_000
"""Facts that may wait. Past that the oldest promise holds: pages that are behind read the database again."""


class Publisher:
    """Tell widgets and dashboards what was committed."""

    def __init__(self, sio: socketio.AsyncServer, world: World, desk: Desk) -> None:
        self._sio = sio
        self._world = world
        self._desk = desk
        self._queue: asyncio.Queue[Fact] = asyncio.Queue(QUEUE)
        self.lines: dict[type[Fact], Callable[[Any], Awaitable[None]]] = {
            LinesSaid: self._lines_said,
            ReportTouched: self._report_touched,
            AgenciesRevised: self._agencies_revised,
            SettingsRevised: self._settings_revised,
            RosterChanged: self._roster_changed,
            SessionsRevoked: self._sessions_revoked,
            events.ViewersChanged: self._viewers_changed,
            events.ReporterTyping: self._reporter_typing,
            events.StaffTyping: self._staff_typing,
        }

    async def hear(self, fact: Fact) -> None:
        """Take a fact from the bus; never waits."""
        try:
            self._queue.put_nowait(fact)
        except asyncio.QueueFull:
            log.error("publish queue full, pages catch up by heartbeat", fact=type(fact).__name__)

    async def run(self) -> None:
        """Publish in order until cancelled."""
        while True:
            await self._publish(await self._queue.get())

    async def _publish(self, fact: Fact) -> None:
        """Publish a fact. It waits while the database is away: a widget that stays connected does not ask by itself."""
        while True:
            try:
                return await self.lines[type(fact)](fact)
            except Exception as error:
                away = translate(error)
                if away is None:
                    return log.exception("publish failed", fact=type(fact).__name__, cause=repr(error))
                log.warning("publishing waits for the database", fact=type(fact).__name__, cause=type(error).__name__)
                await asyncio.sleep(away.retry_after)

    async def _lines_said(self, fact: LinesSaid) -> None:
        token_hash = await conversation.token_hash_of(fact.conversation_id)
        waiting.ring(token_hash)
        if not self._is_heard(VISITOR, of_conversation(token_hash)):
            return
        stored = await conversation.read_lines(fact.conversation_id, after=fact.first_seq - 1)
        said = Said(messages=[views.chat_message(line) for line in stored])
        await self._emit(said, VISITOR, of_conversation(token_hash))

    async def _report_touched(self, fact: ReportTouched) -> None:
        await self._to_team(fact.report_id, DeskChanged(ver=fact.ver, reports=[fact.report_id]))
        for talk in await report.talks_of(fact.report_id):
            room = of_conversation(talk.token_hash)
            waiting.ring(talk.token_hash)
            if not self._is_heard(VISITOR, room):
                continue
            for own in await report.own_reports(talk.conversation_id, report_id=talk.report_id):
                await self._emit(ReportChanged(report=views.report_view(self._world, own)), VISITOR, room)

    async def _agencies_revised(self, fact: AgenciesRevised) -> None:
        waiting.ring_all()
        await self._lists_changed(fact.revision, await settings.revision())
        await self._emit(DeskChanged(ver=fact.ver, reports=[], agencies=True), DASHBOARD, EVERYONE)

    async def _settings_revised(self, fact: SettingsRevised) -> None:
        settings.forget()
        waiting.ring_all()
        await self._lists_changed(await counters.read("agencies"), await settings.revision(fact.revision))
        await self._emit(DeskChanged(ver=fact.ver, reports=[]), DASHBOARD, EVERYONE)

    async def _roster_changed(self, fact: RosterChanged) -> None:
        await self._emit(DeskChanged(ver=fact.ver, reports=[]), DASHBOARD, EVERYONE)

    async def _lists_changed(self, agencies: int, newest_settings: int) -> None:
        catalogue = await lists.catalogue_revision(self._world)
        changed = ListsChanged(
            agencies_revision=agencies, catalogue_revision=catalogue, settings_revision=newest_settings
        )
        await self._emit(changed, VISITOR, EVERYONE)

    async def _viewers_changed(self, fact: events.ViewersChanged) -> None:
        await self._to_team(fact.report_id, ViewersChanged(report=fact.report_id))

    async def _reporter_typing(self, fact: events.ReporterTyping) -> None:
        await self._to_team(fact.report_id, ReporterTyping(report=fact.report_id))

    async def _staff_typing(self, fact: events.StaffTyping) -> None:
        for talk in await report.talks_of(fact.report_id):
            await self._emit(StaffTyping(number=talk.number), VISITOR, of_conversation(talk.token_hash))

    async def _to_team(self, report_id: int, notice: Notice) -> None:
        if self._is_heard(DASHBOARD, EVERYONE) and (team := await sight.team_of(report_id)):
            await self._emit(notice, DASHBOARD, of_team(team))

    async def _sessions_revoked(self, fact: SessionsRevoked) -> None:
        await self._desk.end_sessions(fact.session_ids)

    def _is_heard(self, namespace: str, room: str) -> bool:
        """Say whether a socket of this process is in a room: what nobody hears need not be read from the database."""
        return room in self._sio.manager.rooms.get(namespace, {})

    async def _emit(self, notice: Notice, namespace: str, room: str) -> None:
        await self._sio.emit(notice.event(), notice.model_dump(mode="json"), room=room, namespace=namespace)
