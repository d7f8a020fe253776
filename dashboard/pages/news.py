"""What came in since a `ver`: every open page asks when the doorbell rings, to sound, to tell and to count."""

import json

from quart import Blueprint, Response, request

from dashboard import render, session
from dashboard.answers import number
from server.config import Config
from server.domain.news import FILED, News
from server.services import news as service


def register(routes: Blueprint, config: Config) -> None:
    """Add what the pages' script asks."""

    @routes.get("/news", endpoint="news")
    async def news() -> Response:
        after = number(request.args["after"]) if "after" in request.args else None
        ver, found = await service.news_for(session.signed_in(), after=after)
        return Response(json.dumps({"ver": ver, "news": [_told(one) for one in found]}), mimetype="application/json")


def _told(one: News) -> dict[str, object]:
    """Say it as a notification does, which others may see on the screen: nothing personal."""
    if one.event == FILED:
        title = render.say("desk.list.alerts.one")
        words = render.say("desk.live.new_report", number=one.number, opd=one.agency)
    else:
        title, words = render.say("desk.list.alerts.message", number=one.number), one.agency
    return {"ver": one.ver, "report": one.report_id, "title": title, "words": words}
