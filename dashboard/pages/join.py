"""The page behind an invitation or a reset: set a password, then sign in."""

from typing import Any
from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import guesses, render, session
from dashboard.answers import go
from dashboard.guesses import Guesses
from dashboard.pages.login import LONGEST_PASSWORD
from server.clock import now
from server.config import Config
from server.errors import InvalidInput, NotFound
from server.services import links


def register(routes: Blueprint, config: Config, counted: Guesses) -> None:
    """Add the page and its form. Opening the page does not use the link up: chat programs look into links too."""

    @routes.get("/join/<token>")
    async def join(token: str) -> Response:
        return await _form(token)

    @routes.post("/join/<token>")
    async def set_password(token: str) -> Response:
        form = await request.form
        typed = {name: session.form_words(form, name, LONGEST_PASSWORD + 1) for name in ("name", "password", "again")}
        await counted.count(guesses.of_link(request.remote_addr or ""))
        try:
            person = await links.use_link(token, **typed, now=now())
        except InvalidInput as error:
            return await _form(token, name=typed["name"], error=error)
        except NotFound:
            return await _form(token)
        return go("/dashboard/login?" + urlencode({"joined": 1, "email": person.email}))


async def _form(token: str, name: str | None = None, error: Any = None) -> Response:
    """Show the form, or that the link is of no use any more."""
    try:
        link = await links.open_link(token, now=now())
    except NotFound:
        return await render.page("join.html", 404, link=None, alone=True)
    status = 200 if error is None else error.http_status
    fields = error.fields if error else {}
    shown = link.person.name if name is None else name
    return await render.page("join.html", status, link=link, name=shown, fields=fields, alone=True)
