"""The desk at a glance, the dashboard's first page. Loaded and live from one template, as the list is."""

from quart import Blueprint, Response, g, request

from dashboard import render, session
from dashboard.faces import opening
from server.clock import WIB, now
from server.config import Config
from server.domain.report import OPEN, Priority, Status
from server.services import gaps, kinds, settings
from server.services import overview as service


def register(routes: Blueprint, config: Config) -> None:
    """Add the overview."""

    @routes.get("/overview")
    async def overview() -> Response:
        moment = now()
        template = "parts/overview.html" if request.headers.get("HX-Request") else "overview.html"
        return await render.page(
            template, desk=await service.look(by=session.signed_in(), now=moment), today=moment.astimezone(WIB).date(),
            kinds=await kinds.labels(render.locale()), gaps=await gaps.gaps(config, now=moment),
            statuses=[status.value for status in Status if status in OPEN], priorities=[one.value for one in Priority],
            opening=opening(g.terms, moment), on_call=(await settings.current()).on_call,
        )  # fmt: skip
