"""Follow the timeline: publish here what another process committed and no doorbell told of.

One tiny query a second. It makes Redis an accelerator: without it other processes' pages are a second behind.
"""

import asyncio
from collections.abc import Sequence

import structlog

from server.bus import Listener
from server.domain.events import AgenciesRevised, Fact, LinesSaid, ReportTouched, RosterChanged, SettingsRevised
from server.store import conversation, counters, report, timeline
from server.store.timeline import Happened

log = structlog.get_logger("sigap.catchup")
LOOK_SECONDS = 1.0
AT_ONCE = 500
SETTINGS_CHANGED, ROSTER_CHANGED = "settings_changed", "roster_changed"
"""Rows of no report; all others of none are news of an OPD."""


class CatchUp:
    """Know which `ver` this process has heard of, and find the rest."""

    def __init__(self, publish: Listener) -> None:
        self._publish = publish
        self._heard: set[int] = set()
        self._seen = 0

    async def hear(self, fact: Fact) -> None:
        """Publish a fact unless a look was faster, and remember that it is no news any more."""
        if isinstance(fact, ReportTouched | AgenciesRevised | SettingsRevised | RosterChanged):
            if fact.ver <= self._seen:
                return
            self._heard.add(fact.ver)
        await self._publish(fact)

    async def start(self) -> None:
        """Begin at the present: pages that open later read the past by themselves."""
        self._seen = await timeline.newest_ver()

    async def run(self) -> None:
        """Look every second until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except Exception as error:
                log.warning("could not look at the timeline", cause=type(error).__name__)

    async def look(self) -> None:
        """Publish what was missed since the last look, each report once, at its newest row that was missed."""
        while await timeline.newest_ver() > self._seen:
            rows = await timeline.read_after(self._seen, limit=AT_ONCE)
            if not rows:
                return
            missed = self._missed(rows)
            before, self._seen = self._seen, rows[-1].ver
            try:
                for news in missed:
                    await self._tell(news)
            except BaseException:
                self._seen = before  # once more at the next look: twice is harmless, never is not
                raise
            self._heard = {ver for ver in self._heard if ver > self._seen}

    def _missed(self, rows: Sequence[Happened]) -> list[list[Happened]]:
        """Return the rows that no fact told of here, those of one report together, oldest first.

        A write of several rows has one fact, which names the last, and one moment, to the microsecond: who heard of the
        last has heard of those before it. What others wrote at the same report, before it or after, has another moment.
        """
        heard = {(_about(row), row.at): row.ver for row in rows if row.ver in self._heard}
        missed: dict[int | str, list[Happened]] = {}
        for row in rows:
            if row.ver > heard.get((_about(row), row.at), 0):
                missed.setdefault(_about(row), []).append(row)
        return list(missed.values())

    async def _tell(self, news: Sequence[Happened]) -> None:
        newest = news[-1]
        if newest.event == SETTINGS_CHANGED:
            await self._publish(SettingsRevised(await counters.read("settings"), newest.ver))
            return
        if newest.event == ROSTER_CHANGED:
            await self._publish(RosterChanged(newest.ver))
            return
        if newest.report_id is None:
            await self._publish(AgenciesRevised(await counters.read("agencies"), newest.ver))
            return
        since = min(row.at for row in news)  # not the first row's: who waits for locks has read the clock before
        for conversation_id in {talk.conversation_id for talk in await report.talks_of(newest.report_id)}:
            seq = await conversation.first_seq_since(conversation_id, since)
            if seq is not None:
                await self._publish(LinesSaid(conversation_id, seq))
        await self._publish(ReportTouched(newest.report_id, newest.ver))


def _about(row: Happened) -> int | str:
    """Say what a row is news of: a report, the settings, the roster, or the list of OPD."""
    if row.report_id is not None:
        return row.report_id
    return row.event if row.event in {SETTINGS_CHANGED, ROSTER_CHANGED} else "agencies"
