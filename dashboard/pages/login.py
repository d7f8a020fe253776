"""Sign in and out."""

from quart import Blueprint, Response, g, request

from dashboard import render, session
from dashboard.answers import go
from dashboard.render import say
from server.clock import now
from server.config import Config
from server.errors import NotSignedIn, TooFast
from server.services import staff

LONGEST_PASSWORD = 200


def register(routes: Blueprint, config: Config) -> None:
    """Add the login page, its form and the way out."""

    @routes.get("/login")
    async def login() -> Response:
        if g.who is not None:
            return go(session.safe_next(request.args.get("next")))
        notice = next((key for key in ("signed_out", "ended") if key in request.args), None)
        return await _form(notice=notice)

    @routes.post("/login")
    async def sign_in() -> Response:
        form = await request.form
        email = session.form_words(form, "email", 200)
        try:
            token, _ = await staff.sign_in(
                email, session.form_words(form, "password", LONGEST_PASSWORD),
                user_agent=request.headers.get("User-Agent", "")[:300], now=now(),
            )  # fmt: skip
        except NotSignedIn as error:
            return await _form(error.http_status, email=email, wrong=say("desk.login.wrong"))
        except TooFast as error:
            wait = say("desk.login.too_fast", seconds=error.retry_after)
            return await _form(error.http_status, email=email, wrong=wait)
        return session.keep(go(session.safe_next(form.get("next"))), config, token)

    @routes.post("/logout")
    async def sign_out() -> Response:
        await staff.sign_out(request.cookies.get(session.cookie_name(config), ""), now=now())
        return session.forget(go("/dashboard/login?signed_out=1"), config)

    @routes.get("/")
    async def home() -> Response:
        return go(session.HOME)


async def _form(status: int = 200, *, email: str = "", wrong: str = "", notice: str | None = None) -> Response:
    target = (await request.form).get("next") if request.method == "POST" else request.args.get("next")
    return await render.page(
        "login.html", status, email=email, wrong=wrong, notice=notice, next=session.safe_next(target)
    )
