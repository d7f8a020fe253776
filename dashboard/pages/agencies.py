"""OPD data: list, add, edit, remove, and the tag to paste."""

from typing import Any

from quart import Blueprint, Response, request

from dashboard import render, session
from dashboard.answers import go, number
from server.clock import now
from server.config import Config
from server.domain.desk import Agency, AgencyDraft
from server.domain.sheet import sheet_code
from server.errors import InvalidInput, StaleEdit
from server.services import agencies as service

MOST_LINES = 4000
KINDS = ("sekretariat", "inspektorat", "dinas", "badan", "satuan", "rumah-sakit", "kecamatan", "lainnya")


def register(routes: Blueprint, config: Config) -> None:
    """Add the OPD pages."""

    @routes.get("/agencies")
    async def agencies() -> Response:
        query = request.args.get("q", "").strip()[:100]
        found = await service.list_agencies(query=query)
        template = "parts/agency_list.html" if request.headers.get("HX-Request") else "agencies.html"
        kept = next((one for one in found if str(one.id) == request.args.get("id")), None)
        return await render.page(template, agencies=found, query=query, done=request.args.get("done"), kept=kept)

    @routes.route("/agencies/new", methods=["GET", "POST"])
    async def add_agency() -> Response:
        if request.method == "GET":
            return await _form(None, AgencyDraft("", "", "", "dinas"))
        draft = await _draft()
        try:
            added = await service.add_agency(
                draft, by=session.signed_in(), now=now(), development=config.development
            )
        except InvalidInput as error:
            return await _form(None, draft, error)
        return go(f"/dashboard/agencies/{added.id}?done=added")

    @routes.get("/agencies/<int:agency_id>")
    async def agency(agency_id: int) -> Response:
        found = await service.find_agency(agency_id)
        return await _form(found, _as_draft(found), done=request.args.get("done", ""))

    @routes.post("/agencies/<int:agency_id>")
    async def edit_agency(agency_id: int) -> Response:
        form = await request.form
        draft = await _draft()
        try:
            await service.edit_agency(
                agency_id, draft, version=number(form.get("version", "")), by=session.signed_in(), now=now(),
                development=config.development,
            )  # fmt: skip
        except (InvalidInput, StaleEdit) as error:
            return await _form(await service.find_agency(agency_id), draft, error)
        return go(f"/dashboard/agencies/{agency_id}?done=changed")

    @routes.post("/agencies/<int:agency_id>/remove")
    async def remove_agency(agency_id: int) -> Response:
        outcome = await service.remove_agency(agency_id, by=session.signed_in(), now=now())
        done = "done=deleted" if outcome == "deleted" else f"done=kept&id={agency_id}"
        return go(f"/dashboard/agencies?{done}")


async def _form(found: Agency | None, draft: AgencyDraft, error: Any = None, done: str = "") -> Response:
    return await render.page(
        "agency.html", 200 if error is None else error.http_status, agency=found, draft=draft, error=error,
        fields=getattr(error, "fields", {}), kinds=KINDS, done=done, code=sheet_code(found.id) if found else "",
    )  # fmt: skip


async def _draft() -> AgencyDraft:
    form = await request.form
    typed = {name: session.form_words(form, name, MOST_LINES) for name in ("name", "short", "slug", "kind")}
    lists = {name: session.form_words(form, name, MOST_LINES).splitlines() for name in ("aliases", "origins")}
    return AgencyDraft(
        name=typed["name"], short=typed["short"], slug=typed["slug"], kind=typed["kind"],
        aliases=tuple(lists["aliases"]), origins=tuple(lists["origins"]), active="active" in form,
    )  # fmt: skip


def _as_draft(found: Agency) -> AgencyDraft:
    return AgencyDraft(
        found.name, found.short, found.slug, found.kind, found.aliases, found.origins, active=found.active
    )
