"""Who is on duty, and the rules by which new reports are given out."""

from typing import Any

from quart import Blueprint, Response, request

from dashboard import render, session
from dashboard.answers import go, number
from server.clock import now
from server.config import Config
from server.domain.duty import Mode, Rule, RuleDraft
from server.errors import InvalidInput, StaleEdit
from server.services import agencies as agency_service
from server.services import kinds, roster


def register(routes: Blueprint, config: Config) -> None:
    """Add the page, the pages of a rule and their forms."""

    @routes.get("/duty")
    async def duty() -> Response:
        rules = await roster.list_rules(by=session.signed_in())
        on_duty = {member.id for member in await roster.there(by=session.signed_in())}
        return await render.page("duty.html", rules=rules, on_duty=on_duty, **await _names())

    @routes.route("/duty/new", methods=["GET", "POST"])
    async def add_duty_rule() -> Response:
        if request.method == "GET":
            return await _form(None, RuleDraft())
        draft = await _draft()
        try:
            await roster.add_rule(draft, by=session.signed_in(), now=now())
        except InvalidInput as error:
            return await _form(None, draft, error)
        return go("/dashboard/duty")

    @routes.get("/duty/<int:rule_id>")
    async def duty_rule(rule_id: int) -> Response:
        rule = await roster.find_rule(rule_id, by=session.signed_in())
        return await _form(rule, RuleDraft(rule.kinds, rule.agencies, rule.staff, rule.mode))

    @routes.post("/duty/<int:rule_id>")
    async def edit_duty_rule(rule_id: int) -> Response:
        draft, who = await _draft(), session.signed_in()
        version = number(session.form_words(await request.form, "version", 10))
        try:
            await roster.edit_rule(rule_id, draft, version=version, by=who, now=now())
        except (InvalidInput, StaleEdit) as error:
            return await _form(await roster.find_rule(rule_id, by=who), draft, error)
        return go("/dashboard/duty")

    @routes.post("/duty/<int:rule_id>/raise")
    async def raise_duty_rule(rule_id: int) -> Response:
        await roster.raise_rule(rule_id, by=session.signed_in(), now=now())
        return go("/dashboard/duty")

    @routes.post("/duty/<int:rule_id>/remove")
    async def remove_duty_rule(rule_id: int) -> Response:
        await roster.remove_rule(rule_id, by=session.signed_in(), now=now())
        return go("/dashboard/duty")

    @routes.post("/duty/staff/<int:staff_id>")
    async def switch_duty(staff_id: int) -> Response:
        on_duty = "on" in await request.form
        await roster.switch(staff_id, on_duty=on_duty, by=session.signed_in(), now=now())
        return go("/dashboard/duty")


async def _form(rule: Rule | None, draft: RuleDraft, error: Any = None) -> Response:
    names = await _names()
    turns = [(member.id, member.name) for member in names["workers"]]
    return await render.page(
        "duty_rule.html", 200 if error is None else error.http_status, rule=rule, draft=draft, error=error,
        fields=getattr(error, "fields", {}), modes=list(Mode), turns=turns, **names,
    )  # fmt: skip


async def _names() -> dict[str, Any]:
    labels = await kinds.labels(render.locale())
    return {
        "workers": await roster.workers(),
        "kinds": {key: label for key, label in labels.items() if "/" not in key},
        "agencies": {one.slug: one.name for one in await agency_service.list_agencies() if one.active},
    }


async def _draft() -> RuleDraft:
    """Read a rule; its staff in the order of the list, which is the order of turns."""
    form = await request.form
    lists = {name: tuple(str(one)[:64] for one in form.getlist(name)) for name in ("kinds", "agencies", "staff")}
    staff = tuple(number(one) for one in lists["staff"])
    return RuleDraft(lists["kinds"], lists["agencies"], staff, session.form_words(form, "mode", 20))
