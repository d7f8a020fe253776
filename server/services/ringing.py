"""Ring the alarms that are over: warn, mark, escalate, remind, close; each once however many processes look.

The report's row is locked and its alarm read again: whoever was faster has set the next one.
"""

from dataclasses import replace
from datetime import datetime

from server.domain.due_times import Moment, due_times, mark_of, ringing, to_come
from server.domain.events import Fact, ReportTouched
from server.domain.report import Status
from server.domain.silence import Deed, Silence, Turn, next_turn
from server.store import report_clock, report_file, timeline
from server.store.report import Talk
from server.store.report_file import LockedReport

from . import clock, silence
from .commit import commit

AT_ONCE = 100


async def ring(now: datetime) -> int:
    """Warn at 75 %, mark at 100 %, escalate at 200 %; remind and close what is silent. Return how many rang."""
    rang = 0
    for report_id in await report_clock.alarmed(now, limit=AT_ONCE):
        rang += await _ring(report_id, now)
    return rang


async def wake(now: datetime) -> int:
    """Let reports ring that a process without their alarm has put to rest: late or silent ones. Return how many."""
    return await report_clock.wake() + await report_clock.wake_silent(now)


async def _ring(report_id: int, now: datetime) -> bool:
    promised = await clock.terms()

    async def unit() -> tuple[bool, list[Fact]]:
        talks = await silence.lock_talks_of_watched(report_id)
        locked = await report_file.lock(report_id)
        if locked is None or locked.alarm_at is None or locked.alarm_at > now:
            return False, []  # another process was faster
        steps = await report_clock.steps_of(report_id)
        due = due_times(promised, locked.priority, locked.received_at, steps)
        coming = to_come(due, clock.said_of(locked), now)
        said = ringing(coming, now)
        quiet = await _silence(locked, talks)
        turn = next_turn(promised.service, quiet) if quiet else None
        if quiet and turn and turn.at <= now and not said:  # else at the next look: a move writes its own marks
            return True, await _take(turn, quiet, locked, talks, now)
        marks = {f"{mark}_at": now for one in said if (mark := mark_of(one))}
        await report_clock.keep_alarm(report_id, clock.earlier(_next(coming, now), turn), marks)
        facts: list[Fact] = []
        for one in said:
            ver = await timeline.append(
                report_id=report_id, event=one.event, actor="system", at=now,
                data={"what": one.what, "at": one.at.isoformat()},
            )  # fmt: skip
            facts = [ReportTouched(report_id, ver)]
        return bool(said), facts

    return await commit(unit)


async def _silence(locked: LockedReport, talks: tuple[Talk, ...]) -> Silence | None:
    """Return a silence that counts; whom nobody can remind, because there is no chat, is left to the desk."""
    if locked.status == Status.WAITING_REPORTER and not talks:
        return None
    return await clock.silence_of(locked)


async def _take(
    turn: Turn, quiet: Silence, locked: LockedReport, talks: tuple[Talk, ...], now: datetime
) -> list[Fact]:
    """Do what the silence of a report calls for, and say when it is to be looked at again."""
    if turn.deed is Deed.CLOSE:
        return await silence.close(locked, talks, now=now)
    following = next_turn((await clock.terms()).service, replace(quiet, reminded_at=now))
    await report_clock.keep_alarm(locked.id, following.at if following else None, {})
    return await silence.remind(locked, talks, now=now)


def _next(coming: tuple[Moment, ...], now: datetime) -> datetime | None:
    return next((one.at for one in coming if one.at > now), None)
