"""What the page of a report and its live fragments show; the forms of `pages/report*.py` come back to it."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from quart import Response, g

from dashboard import render, session, stream, work_form
from dashboard.answers import go
from dashboard.measured_words import measured_on
from server.clock import now
from server.domain.desk import ReportFile, SignedIn
from server.domain.merging import Kinship
from server.domain.report import Brings, Priority, Status, what_it_brings
from server.domain.roles import Act, may, works_on
from server.domain.undoing import OFFERED, can_undo, newest_change
from server.errors import InvalidInput, MoveForbidden, SigapError, StaleEdit
from server.services import canned, desk, keying, kinds, lists, members, merging, presence, sight
from server.services.contact import Outcome
from server.services.undoing import TooLate

MOST_TEXT = 2000
PARTS = ("steps", "stream", "facts", "work", "kin", "photos", "now")
"""The live fragments of the page: each has a template of its name."""
LISTS = {
    **work_form.LISTS, "priorities": tuple(Priority), "outcomes": tuple(Outcome),
}  # fmt: skip


async def show(report_id: int, typed: dict[str, str] | None = None, error: SigapError | None = None) -> Response:
    """Answer with the whole page: as it is, or with what was typed and why it was refused."""
    values = await _values(report_id, (*PARTS, "composer"), reads=True)
    status = 200 if error is None else error.http_status
    return await render.page("report.html", status, typed=typed or {}, error=error, **values)


async def part(report_id: int, name: str) -> Response:
    """Answer with one live fragment."""
    return await render.page(f"parts/{name}.html", typed={}, error=None, **await _values(report_id, (name,)))


async def done_or_said(
    report_id: int, work: Callable[[], Awaitable[Response | None]], typed: dict[str, str], place: str = ""
) -> Response:
    """Return to the page, or where the work leads; when it is refused, the page says why and keeps what was typed."""
    try:
        elsewhere = await work()
    except (InvalidInput, MoveForbidden, StaleEdit, TooLate) as error:
        return await show(report_id, typed=typed, error=error)
    return elsewhere or back(report_id, place)


async def _values(report_id: int, parts: Collection[str], *, reads: bool = False) -> dict[str, Any]:
    """Return what these parts of the page show; each asks the database for its own only."""
    who = session.signed_in()
    found = await desk.open_report(report_id, by=who, now=now(), reads=reads)
    values: dict[str, Any] = {
        "file": found,
        "kinds": await kinds.labels(render.locale()),
        "mine_to_do": works_on(who.role, staff_id=who.staff_id, assignee_id=found.assignee_id),
    }
    if "stream" in parts:
        values["days"] = stream.by_day(found)
    if "stream" in parts or "facts" in parts:
        values["teams"] = await members.team_labels(render.locale())
    if "now" in parts or "facts" in parts:
        values["aloud"] = await _aloud(found, who)
    if "facts" in parts:
        values["outcome_wanted"] = _outcome_wanted(found)
        values["measured"] = measured_on(found.diagnostics)
    if "work" in parts:
        owners, offices = await sight.possible_owners(report_id), (await lists.agencies()).agencies
        values |= {"team": owners, "agencies": offices, "moves": _moves(found)}
    if "kin" in parts or "now" in parts:
        related = await merging.related_to(report_id, by=who)
        values["related"] = [one for one in related if one.why != Kinship.COPY]
        values["copies"] = [one for one in related if one.why == Kinship.COPY]
    if "now" in parts:
        values["undo"] = _undo(found, who)
        values["viewers"] = await presence.who_else(report_id, by=who, now=now())
    if "composer" in parts:
        values["canned"] = await canned.replies_for(report_id, unit=g.desk.unit, by=who)
    return values | LISTS


def back(report_id: int, place: str = "") -> Response:
    """Return to the page, at a place of it."""
    return go(f"/dashboard/reports/{report_id}" + (f"#{place}" if place else ""))


def _moves(found: ReportFile) -> list[tuple[str, str]]:
    """Return the moves that the page offers and what each brings; merging has a card of its own, with its undoing."""
    frm = Status(found.row.status)
    if frm is Status.DUPLICATE:
        return []
    offered = [(to, what_it_brings(frm, Status(to))) for to in found.moves]
    return [(to, brings.value) for to, brings in offered if brings is not Brings.PARENT]


def _undo(found: ReportFile, who: SignedIn) -> dict[str, Any] | None:
    """Return the move that this person may still take back, and for how many milliseconds it is offered."""
    row = newest_change(found.timeline)
    if row is None or not can_undo(row, staff_id=who.staff_id, now=now()):
        return None
    left = OFFERED - (now() - row.at)
    return {"ver": row.ver, "status": row.to_status, "left": int(left.total_seconds() * 1000)}


async def _aloud(found: ReportFile, who: SignedIn) -> keying.Aloud | None:
    """Return number and code of a report that the desk keyed in and that its reporter does not follow yet."""
    followed = any(one.has_chat for one in found.people)
    if found.channel not in keying.CHANNELS or not may(who.role, Act.KEY_IN) or followed:
        return None
    return await keying.read_aloud(g.world, found.row.id, by=who)


def _outcome_wanted(found: ReportFile) -> bool:
    """Say whether the last attempt to reach the reporter has no outcome yet."""
    contacts = [row for row in found.timeline if row.event == "contacted"]
    return bool(contacts) and "outcome" not in contacts[-1].data
