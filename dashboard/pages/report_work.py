"""What changes a report: status, owner, priority, kind and OPD, merging, and taking a move back."""

from http import HTTPStatus

from quart import Blueprint, Response, request

from dashboard import list_query, report_page, session, work_form
from dashboard.answers import go, number
from dashboard.report_page import MOST_TEXT
from server.clock import now
from server.config import Config
from server.services import corrections, desk, merging, undoing


def register(routes: Blueprint, config: Config) -> None:
    """Add the forms."""

    @routes.post("/reports/<int:report_id>/move")
    async def move_report(report_id: int) -> Response:
        typed = await _typed("to", "note", "internal", *work_form.FIELDS)

        async def move() -> None:
            await desk.move_report(
                report_id, to=typed["to"], note=typed["note"], internal=typed["internal"],
                version=number(typed["version"]), client_id=typed["client_id"], by=session.signed_in(), now=now(),
                particulars=work_form.particulars(typed),
            )  # fmt: skip

        return await report_page.done_or_said(report_id, move, typed)

    @routes.post("/reports/<int:report_id>/assign")
    async def assign_report(report_id: int) -> Response:
        typed = await _typed("assignee")

        async def assign() -> None:
            await desk.assign_report(
                report_id, assignee_id=number(typed["assignee"]) or None, version=number(typed["version"]),
                by=session.signed_in(), now=now(),
            )  # fmt: skip

        return await report_page.done_or_said(report_id, assign, typed)

    @routes.post("/reports/<int:report_id>/undo")
    async def undo_move(report_id: int) -> Response:
        typed = await _typed("ver", "from")

        async def undo() -> None:
            await undoing.undo_move(
                report_id, ver=number(typed["ver"]), client_id=typed["client_id"], by=session.signed_in(), now=now()
            )

        done = await report_page.done_or_said(report_id, undo, typed)
        return go("/dashboard/tasks") if typed["from"] == "tasks" and done.status_code == HTTPStatus.SEE_OTHER else done

    @routes.post("/reports/<int:report_id>/priority")
    async def change_priority(report_id: int) -> Response:
        typed = await _typed("priority", "reason")

        async def change() -> None:
            await corrections.change_priority(
                report_id, priority=typed["priority"], reason=typed["reason"], version=number(typed["version"]),
                client_id=typed["client_id"], by=session.signed_in(), now=now(),
            )  # fmt: skip

        return await report_page.done_or_said(report_id, change, typed)

    @routes.post("/reports/<int:report_id>/classify")
    async def reclassify(report_id: int) -> Response:
        typed = await _typed("kind", "question", "agency")

        async def correct() -> Response | None:
            passed = await corrections.reclassify(
                report_id, kind=typed["kind"], question=typed["question"], agency_slug=typed["agency"],
                version=number(typed["version"]), client_id=typed["client_id"], by=session.signed_in(), now=now(),
            )  # fmt: skip
            return go(list_query.address({}, passed=passed.number, to_team=passed.team)) if passed else None

        return await report_page.done_or_said(report_id, correct, typed)

    @routes.post("/reports/<int:report_id>/merge")
    async def merge_report(report_id: int) -> Response:
        """`child` and `parent` name the two by id, one of them this page's; `parent_number` is a typed parent."""
        typed = await _typed("child", "parent", "parent_number")

        async def merge() -> None:
            who, child = session.signed_in(), number(typed["child"]) or report_id
            parent = number(typed["parent"]) or await merging.find_parent(child, typed["parent_number"], by=who)
            await merging.merge_report(
                child, parent_id=parent, version=number(typed["version"]),
                client_id=typed["client_id"], by=who, now=now(),
            )  # fmt: skip

        return await report_page.done_or_said(report_id, merge, typed)

    @routes.post("/reports/<int:report_id>/unmerge")
    async def unmerge_report(report_id: int) -> Response:
        """Take `child` out again, which is this page's report or one that is merged into it."""
        typed = await _typed("child")

        async def unmerge() -> None:
            await desk.move_report(
                number(typed["child"]) or report_id, to="verified", note="", internal="",
                version=number(typed["version"]), client_id=typed["client_id"], by=session.signed_in(), now=now(),
            )  # fmt: skip

        return await report_page.done_or_said(report_id, unmerge, typed)


async def _typed(*names: str) -> dict[str, str]:
    form = await request.form
    return {name: session.form_words(form, name, MOST_TEXT + 1) for name in ("version", "client_id", *names)}
