"""One's own account: password, language, sessions, duty. The second factor's forms are `second_factor`."""

import json
from typing import Any

from quart import Blueprint, Response, request

from dashboard import guesses, render, session
from dashboard.answers import go
from dashboard.guesses import Guesses
from dashboard.keys import Keys
from dashboard.pages.login import LONGEST_PASSWORD, wait
from server.clock import now
from server.config import Config
from server.errors import InvalidInput, TooFast
from server.services import account as service
from server.services import roster, second_factor, sessions
from server.services.qr import square

YEAR_SECONDS = 31_536_000


def register(routes: Blueprint, config: Config, keys: Keys, counted: Guesses) -> None:
    """Add the page and its forms."""

    @routes.get("/account")
    async def account() -> Response:
        return await show(keys)

    @routes.post("/account/password")
    async def change_password() -> Response:
        form = await request.form
        old, new, again = (session.form_words(form, name, LONGEST_PASSWORD + 1) for name in ("old", "new", "again"))
        who = session.signed_in()
        buckets = guesses.of_own_password(who.staff_id)
        try:
            await counted.count(buckets)
            agent = request.headers.get("User-Agent", "")[:300]
            token = await service.change_password(old, new, again, by=who, user_agent=agent, now=now())
        except (InvalidInput, TooFast) as error:
            return await show(keys, "password", error)
        await counted.forgive(buckets)
        return session.keep(go("/dashboard/account?done=password"), config, token)

    @routes.post("/account/language")
    async def choose_language() -> Response:
        chosen = session.form_words(await request.form, "locale", 5)
        await service.speak(chosen, by=session.signed_in())
        answer = go("/dashboard/account?done=language")
        answer.set_cookie("sigap-lang", chosen, max_age=YEAR_SECONDS, samesite="Lax", path="/")
        return answer

    @routes.post("/account/sessions/<int:session_id>/end")
    async def end_session(session_id: int) -> Response:
        who = session.signed_in()
        await sessions.end_one(session_id, of=who.staff_id, by=who, now=now())
        return go("/dashboard/account?done=session#sessions")

    @routes.post("/account/sessions/end")
    async def end_other_sessions() -> Response:
        await sessions.end_others(by=session.signed_in(), now=now())
        return go("/dashboard/account?done=sessions#sessions")

    @routes.post("/account/duty")
    async def switch_own_duty() -> Response:
        on_duty = "on" in await request.form
        who = session.signed_in()
        await roster.switch(who.staff_id, on_duty=on_duty, by=who, now=now())
        return go("/dashboard/account?done=duty#duty")

    @routes.get("/session")
    async def session_state() -> Response:
        """Tell an open page how long its session lasts; that a visible page asks counts as use."""
        who = session.signed_in()
        state = {"form_token": who.form_token, "seconds_left": session.seconds_left(who), "staff": who.staff_id}
        return Response(json.dumps(state), mimetype="application/json")


async def show(keys: Keys, where: str = "", error: Any = None, *, setup: bool = False) -> Response:
    """Show the page; `where` says which form an error belongs to."""
    who = session.signed_in()
    own = await service.own(who)
    begun = None
    if not own.second_factor and (setup or "setup" in request.args):
        begun = await second_factor.begin(keys.seal, by=who)
    return await render.page(
        "account.html", 200 if error is None else error.http_status, own=own, begun=begun,
        qr=square(begun.address, scale=5) if begun else "",
        codes_left=await second_factor.codes_left(who) if own.second_factor else 0,
        visits=await sessions.of_person(who.staff_id, by=who, now=now()),
        done=request.args.get("done", ""), where=where, error=error, fields=getattr(error, "fields", {}), wait=wait,
    )  # fmt: skip
