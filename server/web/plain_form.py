"""The report form without JavaScript: for old browsers, and for days when nothing else loads.

It comes through the same gateway as the widget's commands. The page carries a token and a client id of its own, so a
form that is sent twice is one report. What was typed comes back with every refusal, also while the database is away.
"""

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from quart import Blueprint, Response, redirect, request

from server.clock import WIB, now
from server.contract.base import PROTOCOL
from server.contract.shapes import ReportView
from server.contract.visitor import FileReport
from server.errors import ReusedClientId
from server.realtime.gateway import Gateway
from server.services import lists, once
from server.services.world import World
from server.store.trouble import translate

from .caller import caller_of
from .pages import locale_asked, words
from .templating import render

TYPED = ("name", "unit", "place", "kind", "description", "impact", "whatsapp")
SINCE = ("now", "today_morning", "yesterday")
MOST = 3000


def blueprint(world: World, gateway: Gateway) -> Blueprint:
    """Serve `/lapor`."""
    routes = Blueprint("plain_form", __name__, template_folder="templates")

    @routes.get("/lapor")
    async def show() -> Response:
        fresh = {"agency": request.args.get("opd", "")[:64], "since": "now", "opened_at": now().isoformat()}
        return await _page(world, fresh, {}, token=secrets.token_urlsafe(32), client_id=str(uuid.uuid4()))

    @routes.post("/lapor")
    async def send() -> Response:
        form = {key: str(value)[:MOST] for key, value in (await request.form).items()}
        token, client_id = form.get("token", ""), form.get("client_id", "")
        locale = locale_asked()
        passport = {"protocol": PROTOCOL, "token": token, "site": "", "locale": locale, "page": "/lapor"}
        answer = await gateway.run(FileReport.event(), passport, _command(form, client_id), caller_of(request))
        if answer.payload["ok"]:
            return _to(answer.payload["reports"][0]["link"])
        fields, filed = answer.payload.get("fields") or {}, None
        if answer.payload["code"] == ReusedClientId.code:  # the first answer got lost, and something was changed since
            visitor = await gateway.admit(passport, caller_of(request))
            receipt = await once.earlier(world, visitor, client_id)
            filed = receipt.reports[0] if receipt and receipt.reports else None
        return await _page(
            world, form, fields, token=token, client_id=str(uuid.uuid4()) if filed else client_id,
            status=answer.status, problem="" if filed else str(answer.payload["code"]),
            seconds=answer.payload.get("retry_after", 0), filed=filed,
        )  # fmt: skip

    return routes


def _command(form: dict[str, str], client_id: str) -> dict[str, Any]:
    typed = {key: form.get(key, "") for key in TYPED}
    return {
        **typed,
        "client_id": client_id,
        "agency": form.get("agency") or None,
        "occurred_at": _since(form.get("since", ""), _opened(form)).isoformat(),
        "notice_version": lists.NOTICE_VERSION,
        "wa_consent": "wa_consent" in form,
        "catalogue_revision": 0,
    }


def _opened(form: dict[str, str]) -> datetime:
    """Return when the page was made: the presets count from there, so that a form sent twice says the same time."""
    try:
        return datetime.fromisoformat(form.get("opened_at", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return now()


def _since(choice: str, at: datetime) -> datetime:
    """Turn a preset into a moment: this morning is 07.30 WIB, yesterday the same time a day before."""
    morning = at.astimezone(WIB).replace(hour=7, minute=30, second=0, microsecond=0)
    if choice == "today_morning":
        return min(morning, at)
    return at - timedelta(days=1) if choice == "yesterday" else at


async def _page(
    world: World, form: dict[str, str], fields: dict[str, str], *, token: str, client_id: str, status: int = 200,
    problem: str = "", seconds: int = 0, filed: ReportView | None = None,
) -> Response:  # fmt: skip
    locale = locale_asked()
    body = await render(
        "plain_form.html", form=form, fields=fields, token=token, client_id=client_id, problem=problem,
        seconds=seconds, filed=filed, since=SINCE, agencies=await _agencies(form.get("agency", "")),
        months=lists.RETENTION_MONTHS,
        kinds=[(kind.key, kind.label[locale]) for kind in world.catalogue.kinds], **await words(world),
    )  # fmt: skip
    response = Response(body, status=status)
    response.headers["Cache-Control"] = "no-store"
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    response.headers["Referrer-Policy"] = "same-origin"  # under `no-referrer` browsers send the form from `null`
    return response


async def _agencies(chosen: str) -> list[tuple[str, str]]:
    """Return slug and name of each OPD; without a database the chosen one, since the rest of the form is not lost."""
    try:
        return [(one.slug, one.name) for one in (await lists.agencies()).agencies]
    except Exception as error:
        if translate(error) is None:
            raise
        return [(chosen, chosen)] if chosen else []


def _to(link: str) -> Response:
    moved = redirect(link, 303)
    assert isinstance(moved, Response)  # noqa: S101 - narrowed for the type checker
    return moved
