"""Sign in, in one step or two, and out."""

from typing import Any

from quart import Blueprint, Response, g, request

from dashboard import guesses, render, session
from dashboard.answers import go
from dashboard.guesses import Guesses
from dashboard.keys import Keys
from dashboard.render import say
from server.clock import now
from server.config import Config
from server.domain.account import address
from server.errors import NotSignedIn, TooFast
from server.services import entrance, staff
from server.services.entrance import Knock

LONGEST_PASSWORD = 200
NOTICES = ("signed_out", "ended", "joined")


def register(routes: Blueprint, config: Config, keys: Keys, counted: Guesses) -> None:
    """Add the login page, its two forms and the way out."""

    @routes.get("/login")
    async def login() -> Response:
        if g.who is not None and "again" not in request.args:
            return go(session.safe_next(request.args.get("next")))
        notice = next((key for key in NOTICES if key in request.args), None)
        return await _form(notice=notice, email=g.who.email if g.who else request.args.get("email", "")[:200])

    @routes.post("/login")
    async def sign_in() -> Response:
        form = await request.form
        email = session.form_words(form, "email", 200)
        device = keys.known_device(request.cookies.get(session.device_cookie(config), ""), address(email))
        buckets = guesses.of_password(address(email), request.remote_addr or "", device)
        try:
            await counted.count(buckets)
            knock = await entrance.knock(
                email, session.form_words(form, "password", LONGEST_PASSWORD), origin=_origin(), now=now()
            )
        except (NotSignedIn, TooFast) as error:
            return await _form(error.http_status, email=email, wrong=_words(error, "wrong"))
        await counted.forgive(buckets)
        if knock.wants_code:
            return await _code_form(keys.note(knock), email)
        return await _enter(knock)

    @routes.post("/login/code")
    async def sign_in_code() -> Response:
        form = await request.form
        email, note = session.form_words(form, "email", 200), session.form_words(form, "note", 500)
        knock = keys.read_note(note)
        if knock is None:
            return await _form(401, email=email, wrong=say("desk.login.code_late"))
        buckets = guesses.of_code(knock.staff_id)
        try:
            await counted.count(buckets)
            passed = await entrance.check_code(
                keys.seal, knock.staff_id, knock.proof, session.form_words(form, "code", 40), origin=_origin(),
                now=now(),
            )  # fmt: skip
        except (NotSignedIn, TooFast) as error:
            return await _code_form(note, email, error.http_status, wrong=_words(error, "code_wrong"))
        await counted.forgive(buckets)
        return await _enter(passed)

    @routes.post("/logout")
    async def sign_out() -> Response:
        await staff.sign_out(request.cookies.get(session.cookie_name(config), ""), now=now())
        return session.forget(go("/dashboard/login?signed_out=1"), config)

    @routes.get("/")
    async def home() -> Response:
        return go(session.HOME)

    async def _enter(knock: Knock) -> Response:
        """Open the session; the one that this browser had before ends."""
        earlier = request.cookies.get(session.cookie_name(config), "")
        token, who = await entrance.enter(
            knock, user_agent=request.headers.get("User-Agent", "")[:300], now=now()
        )
        await staff.sign_out(earlier, now=now())
        answer = session.keep(go(session.safe_next((await request.form).get("next"))), config, token)
        return session.know(answer, config, keys.device(who.email))

    def _origin() -> str:
        return keys.seal.hash("address", request.remote_addr or "")[:16]


def _words(error: NotSignedIn | TooFast, wrong: str) -> str:
    if isinstance(error, TooFast):
        return wait(error)
    return say(f"desk.login.{wrong}")


def wait(error: TooFast) -> str:
    """Say how long, in the unit that a person counts in."""
    if error.retry_after < 90:
        return say("desk.login.too_fast", seconds=error.retry_after)
    return say("desk.login.too_fast_minutes", minutes=-(-error.retry_after // 60))


async def _form(status: int = 200, *, email: str = "", wrong: str = "", notice: str | None = None) -> Response:
    return await render.page(
        "login.html", status, email=email, wrong=wrong, notice=notice, note="", next=await _wanted(), alone=True
    )


async def _code_form(note: str, email: str, status: int = 200, *, wrong: str = "") -> Response:
    values: dict[str, Any] = {"note": note, "email": email, "wrong": wrong, "next": await _wanted(), "alone": True}
    return await render.page("login.html", status, **values)


async def _wanted() -> str:
    given = (await request.form).get("next") if request.method == "POST" else request.args.get("next")
    return session.safe_next(given)
