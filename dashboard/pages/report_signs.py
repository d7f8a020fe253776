"""Passing signs of a report's page: who looks at it, and who is writing. Called by its script."""

from quart import Blueprint, Response

from dashboard import session
from server.clock import now
from server.config import Config
from server.services import desk, presence, signs


def register(routes: Blueprint, config: Config) -> None:
    """Add what the page's script calls."""

    @routes.post("/reports/<int:report_id>/look")
    async def look_at(report_id: int) -> Response:
        who = session.signed_in()
        await presence.look(report_id, by=who, now=now())
        await desk.keep_reading(report_id, by=who, now=now())
        return Response(status=204)

    @routes.post("/reports/<int:report_id>/leave")
    async def leave_report(report_id: int) -> Response:
        await presence.leave(report_id, by=session.signed_in())
        return Response(status=204)

    @routes.post("/reports/<int:report_id>/typing")
    async def staff_types(report_id: int) -> Response:
        await signs.staff_types(report_id, by=session.signed_in())
        return Response(status=204)
