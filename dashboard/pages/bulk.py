"""What is done with many reports at once."""

from typing import Any

from quart import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from dashboard import list_query, render, session, work_form
from dashboard.answers import number
from dashboard.render import say
from server.clock import now
from server.config import Config
from server.content import load_phrases
from server.errors import InvalidInput
from server.services import bulk as service
from server.services import undoing
from server.services.bulk import Outcome, Picked

from .reports import list_page

MOST_TEXT = 2001
UNDONE = frozenset({"move", "merge"})
"""What is offered to be taken back."""


def register(routes: Blueprint, config: Config) -> None:
    """Add the one address that all these forms go to."""

    @routes.post("/reports/bulk")
    async def bulk() -> Response:
        form = await request.form
        outcomes: tuple[Outcome, ...] = ()
        wrong = ""
        try:
            outcomes = await _done(form)
        except InvalidInput as error:
            field, why = next(iter(error.fields.items()))
            wrong = _first_known(f"desk.list.bulk.wrong.{field}_{why}", f"desk.work.wrong.{field}_{why}")
        values: dict[str, Any] = {"outcomes": outcomes, "bulk_wrong": wrong, "why": why_not, "undo": ""}
        if form.get("act") in UNDONE:
            done = [one.report_id for one in outcomes if not one.code]
            offers = await undoing.offers(done, by=session.signed_in(), now=now())
            values["undo"] = ",".join(f"{report_id}:{ver}" for report_id, ver in offers.items())
        if request.headers.get("HX-Request"):
            return await render.page("parts/bulk_result.html", **values)
        return await list_page(list_query.parsed(""), **values)


async def _done(form: MultiDict[str, str]) -> tuple[Outcome, ...]:
    """Do what the form asks for. Raises InvalidInput."""
    picked = [one for given in form.getlist("pick") for one in _picked(given)]
    by, press = session.signed_in(), session.form_words(form, "client_id", 36)
    match session.form_words(form, "act", 10):
        case "take":
            return await service.assign_many(picked, assignee_id=by.staff_id, by=by, now=now())
        case "assign":
            chosen = number(session.form_words(form, "assignee", 20)) or None
            return await service.assign_many(picked, assignee_id=chosen, by=by, now=now())
        case "move":
            typed = {name: session.form_words(form, name, MOST_TEXT) for name in ("to", "note", *work_form.FIELDS)}
            return await service.move_many(
                picked, to=typed["to"], note=typed["note"], particulars=work_form.particulars(typed),
                client_id=press, by=by, now=now(),
            )  # fmt: skip
        case "merge":
            return await service.merge_many(picked, client_id=press, by=by, now=now())
        case "reply":
            text = session.form_words(form, "text", MOST_TEXT)
            return await service.reply_many(picked, text=text, client_id=press, by=by, now=now())
        case "undo":
            return await service.undo_many(picked, client_id=press, by=by, now=now())
    raise InvalidInput({"act": "unknown"})


def why_not(code: str) -> str:
    """Say why one report was refused; a refusal that nobody thought of has at least its general words."""
    return _first_known(f"desk.list.bulk.why.{code.replace('.', '_')}", f"desk.errors.codes.{code}")


def _first_known(*keys: str) -> str:
    known = load_phrases()["id"]
    return say(next((key for key in keys if key in known), "desk.errors.codes.invalid"))


def _picked(given: str) -> list[Picked]:
    """Read `12:3`, or several of those with commas: a burst is one tick."""
    found = []
    for pair in given.split(","):
        report_id, _, version = pair.partition(":")
        if number(report_id):
            found.append(Picked(number(report_id), number(version)))
    return found
