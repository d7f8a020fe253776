"""The desk's people, for admins: invite, change, disable, reset."""

from typing import Any
from urllib.parse import quote

from quart import Blueprint, Response, g, request

from dashboard import render, session
from dashboard.answers import go
from dashboard.render import say
from server.clock import now
from server.config import Config
from server.domain.account import Account, AccountDraft
from server.domain.desk import ReportFilter
from server.domain.report import OPEN
from server.domain.roles import Role
from server.domain.team import DEFAULT
from server.errors import InvalidInput, StaleEdit
from server.services import desk, sessions
from server.services import members as service

DONE = frozenset({"changed", "enabled", "disabled", "factor", "sessions", "session"})


def register(routes: Blueprint, config: Config) -> None:
    """Add the list, the pages of a person and their forms."""

    @routes.get("/people")
    async def people() -> Response:
        found = await service.list_people(by=session.signed_in())
        template = "parts/people_list.html" if request.headers.get("HX-Request") else "people.html"
        return await render.page(template, people=found, teams=await service.team_labels(render.locale()))

    @routes.route("/people/new", methods=["GET", "POST"])
    async def people_invite() -> Response:
        if request.method == "GET":
            return await _form(None, AccountDraft("", "", Role.TECHNICIAN, DEFAULT))
        draft = await _draft()
        try:
            person, token = await service.invite(draft, by=session.signed_in(), now=now())
        except InvalidInput as error:
            return await _form(None, draft, error)
        return await _link(person, "invite", token)

    @routes.get("/people/<int:staff_id>")
    async def people_person(staff_id: int) -> Response:
        found = await service.find_person(staff_id, by=session.signed_in())
        return await _form(found, _as_draft(found), done=request.args.get("done", ""))

    @routes.post("/people/<int:staff_id>")
    async def people_edit(staff_id: int) -> Response:
        draft = await _draft()
        stamp = session.form_words(await request.form, "stamp", 20)
        who = session.signed_in()
        try:
            await service.edit_person(staff_id, draft, stamp=stamp, by=who, now=now())
        except (InvalidInput, StaleEdit) as error:
            return await _form(await service.find_person(staff_id, by=who), draft, error)
        return go(f"/dashboard/people/{staff_id}?done=changed")

    @routes.post("/people/<int:staff_id>/active")
    async def people_switch(staff_id: int) -> Response:
        active = session.form_words(await request.form, "active", 3) == "yes"
        who = session.signed_in()
        try:
            await service.switch(staff_id, active=active, by=who, now=now())
        except InvalidInput as error:
            found = await service.find_person(staff_id, by=who)
            return await _form(found, _as_draft(found), error)
        return go(f"/dashboard/people/{staff_id}?done={'enabled' if active else 'disabled'}")

    @routes.post("/people/<int:staff_id>/link")
    async def people_link(staff_id: int) -> Response:
        found, purpose, token = await service.new_link(staff_id, by=session.signed_in(), now=now())
        return await _link(found, purpose, token)

    @routes.post("/people/<int:staff_id>/second-factor/off")
    async def people_drop_factor(staff_id: int) -> Response:
        await service.drop_second_factor(staff_id, by=session.signed_in(), now=now())
        return go(f"/dashboard/people/{staff_id}?done=factor")

    @routes.post("/people/<int:staff_id>/sessions/end")
    async def people_end_sessions(staff_id: int) -> Response:
        await sessions.end_all(of=staff_id, by=session.signed_in(), now=now())
        return go(f"/dashboard/people/{staff_id}?done=sessions")

    @routes.post("/people/<int:staff_id>/sessions/<int:session_id>/end")
    async def people_end_session(staff_id: int, session_id: int) -> Response:
        await sessions.end_one(session_id, of=staff_id, by=session.signed_in(), now=now())
        return go(f"/dashboard/people/{staff_id}?done=session")

    async def _link(person: Account, purpose: str, token: str) -> Response:
        """Show a link once: only its hash is kept."""
        address = f"{config.public_url}/dashboard/join/{token}"
        words = say(f"desk.people.link.message_{purpose}", name=person.name, unit=g.desk.unit, link=address)
        return await render.page(
            "person_link.html", person=person, purpose=purpose, link=address, words=words,
            whatsapp=f"https://wa.me/?text={quote(words)}",
        )  # fmt: skip


async def _form(found: Account | None, draft: AccountDraft, error: Any = None, done: str = "") -> Response:
    who = session.signed_in()
    visits = await sessions.of_person(found.id, by=who, now=now()) if found else ()
    work = ReportFilter(statuses=tuple(sorted(OPEN)), assignee_id=found.id, limit=1) if found else None
    open_reports = (await desk.list_reports(work, by=who)).total if work else 0
    return await render.page(
        "person.html", 200 if error is None else error.http_status, person=found, draft=draft, error=error,
        fields=getattr(error, "fields", {}), roles=list(Role), teams=await service.team_labels(render.locale()),
        visits=visits, open_reports=open_reports,
        done=done if done in DONE else "",
    )  # fmt: skip


async def _draft() -> AccountDraft:
    form = await request.form
    email, name, role, team = (session.form_words(form, one, 300) for one in ("email", "name", "role", "team"))
    return AccountDraft(email, name, role, team)


def _as_draft(found: Account) -> AccountDraft:
    return AccountDraft(found.email, found.name, found.role, found.team)
