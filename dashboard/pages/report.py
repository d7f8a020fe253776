"""One report: its facts, conversation and history, and what is said in it. Moving it is `report_work`."""

from quart import Blueprint, Response, g, request

from dashboard import report_page, session
from dashboard.answers import go, number
from dashboard.report_page import MOST_TEXT, PARTS, back
from server.clock import now
from server.config import Config
from server.services import contact as contacts
from server.services import desk, notes


def register(routes: Blueprint, config: Config) -> None:
    """Add the page, its live fragments and the forms that write to somebody."""

    @routes.get("/reports/<int:report_id>")
    async def report(report_id: int) -> Response:
        return await report_page.show(report_id)

    @routes.get(f"/reports/<int:report_id>/<any({','.join(PARTS)}):part>")
    async def report_part(report_id: int, part: str) -> Response:
        return await report_page.part(report_id, part)

    @routes.post("/reports/<int:report_id>/reply")
    async def reply(report_id: int) -> Response:
        form = await request.form
        text, client_id = session.form_words(form, "text", MOST_TEXT + 1), session.form_words(form, "client_id", 36)

        async def send() -> None:
            await desk.reply_to_reporter(
                report_id, text=text, client_id=client_id, by=session.signed_in(), now=now()
            )

        return await report_page.done_or_said(report_id, send, {"text": text}, "reply")

    @routes.post("/reports/<int:report_id>/note")
    async def write_note(report_id: int) -> Response:
        form = await request.form
        text, client_id = session.form_words(form, "private", MOST_TEXT + 1), session.form_words(form, "client_id", 36)

        async def keep() -> None:
            await notes.write_note(report_id, text=text, client_id=client_id, by=session.signed_in(), now=now())

        return await report_page.done_or_said(report_id, keep, {"private": text}, "private")

    @routes.post("/reports/<int:report_id>/contact")
    async def contact(report_id: int) -> Response:
        reporter = number(session.form_words(await request.form, "reporter", 20))
        link = await desk.contact_link(
            report_id, unit=g.desk.unit, by=session.signed_in(), now=now(), reporter_id=reporter or None
        )
        return go(link)

    @routes.post("/reports/<int:report_id>/outcome")
    async def contact_outcome(report_id: int) -> Response:
        form = await request.form
        outcome, client_id = session.form_words(form, "outcome", 20), session.form_words(form, "client_id", 36)
        await contacts.note_outcome(report_id, outcome, client_id=client_id, by=session.signed_in(), now=now())
        return back(report_id)

    @routes.post("/reports/<int:report_id>/call")
    async def number_to_call(report_id: int) -> Response:
        """Asked for by the script of *Tugas saya*, which begins the call."""
        digits = await contacts.number_to_call(report_id, by=session.signed_in(), now=now())
        return Response(f"+{digits}", mimetype="text/plain")

    @routes.post("/reports/<int:report_id>/reveal")
    async def reveal_number(report_id: int) -> Response:
        place = session.form_words(await request.form, "from", 10)
        await contacts.reveal_number(report_id, by=session.signed_in(), now=now())
        return go("/dashboard/tasks") if place == "tasks" else back(report_id)
