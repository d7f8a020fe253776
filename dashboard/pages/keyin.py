"""*Catat laporan*: a report that somebody tells the desk by telephone, WhatsApp or in person."""

from datetime import datetime
from typing import Any

from quart import Blueprint, Response, g, request

from dashboard import render, session
from dashboard.answers import go
from server.clock import WIB, now
from server.config import Config
from server.domain.report import Impact
from server.errors import InvalidInput
from server.services import keying, kinds, lists

FIELDS = ("channel", "name", "whatsapp", "agency", "unit", "place", "kind", "description", "impact", "occurred_at")
"""In the form's order, which is also that of what was wrong."""
MOST = 3000


def register(routes: Blueprint, config: Config) -> None:
    """Add the form."""

    @routes.get("/reports/new")
    async def keyin() -> Response:
        return await _page({"channel": "phone", "occurred_at": _local(now())}, {})

    @routes.post("/reports/new")
    async def key_in() -> Response:
        form = await request.form
        typed = {name: session.form_words(form, name, MOST) for name in (*FIELDS, "client_id")}
        typed["wa_consent"] = session.form_words(form, "wa_consent", 3)
        try:
            command = keying.read_form(typed, occurred_at=_moment(typed["occurred_at"]))
        except InvalidInput as error:
            return await _page(typed, await keying.all_wrong(g.world, typed, error.fields, now=now()))
        try:
            made = await keying.key_in(g.world, command, typed["channel"], by=session.signed_in(), now=now())
        except InvalidInput as error:
            return await _page(typed, error.fields)
        return go(f"/dashboard/reports/{made}")


async def _page(typed: dict[str, str], wrong: dict[str, str]) -> Response:
    wrong = {name: wrong[name] for name in FIELDS if name in wrong} | wrong
    values: dict[str, Any] = {
        "typed": typed, "fields": wrong, "agencies": (await lists.agencies()).agencies, "channels": keying.CHANNELS,
        "impacts": tuple(Impact), "months": lists.RETENTION_MONTHS,
        "kinds": [(key, label) for key, label in (await kinds.labels(render.locale())).items() if "/" not in key],
    }  # fmt: skip
    return await render.page("keyin.html", 400 if wrong else 200, **values)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%Y-%m-%dT%H:%M}"


def _moment(typed: str) -> datetime | None:
    """Read the value of a date field, which is in WIB."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=WIB)
    except ValueError:
        return None
