"""What was done outside of reports: newest first, a page at a time."""

from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import audit_words, render, session
from dashboard.answers import number
from server.config import Config
from server.services import audit as service
from server.services import members


def register(routes: Blueprint, config: Config) -> None:
    """Add the page."""

    @routes.get("/people/audit")
    async def people_audit() -> Response:
        event = request.args.get("event", "")[:30]
        found = await service.read_page(
            event=event, before=number(request.args.get("before", "")) or None, by=session.signed_in()
        )
        older = urlencode({"event": event, "before": found.rows[-1].id}) if found.more else ""
        paged = "before" in request.args
        teams = await members.team_labels(render.locale())
        return await render.page(
            "audit.html", found=found, event=event, older=older, paged=paged, words=audit_words, teams=teams
        )
