"""What was done outside of reports: newest first, a page at a time."""

from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import render, session
from dashboard.answers import number
from dashboard.render import say
from server.config import Config
from server.services import audit as service


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
        return await render.page("audit.html", found=found, event=event, older=older, paged=paged, act=_act)


def _act(event: str) -> str:
    """Say what an act was; one that has no words yet shows its name."""
    try:
        return say(f"desk.audit.events.{event}")
    except KeyError:
        return event
