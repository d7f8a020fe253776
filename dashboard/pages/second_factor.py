"""The second factor of one's own account: set it up, take it away, draw new recovery codes."""

from collections.abc import Awaitable, Callable

from quart import Blueprint, Response, request

from dashboard import guesses, render, session
from dashboard.answers import go
from dashboard.guesses import Guesses
from dashboard.keys import Keys
from dashboard.pages.account import show
from dashboard.pages.login import LONGEST_PASSWORD
from server.clock import now
from server.config import Config
from server.errors import InvalidInput, TooFast
from server.services import second_factor


def register(routes: Blueprint, config: Config, keys: Keys, counted: Guesses) -> None:
    """Add the forms; the page they stand on is the account's."""

    @routes.post("/account/second-factor/begin")
    async def begin_second_factor() -> Response:
        await second_factor.begin(keys.seal, by=session.signed_in())
        return go("/dashboard/account?setup=1#second-factor")

    @routes.post("/account/second-factor/confirm")
    async def confirm_second_factor() -> Response:
        code = session.form_words(await request.form, "code", 40)
        who = session.signed_in()
        buckets = guesses.of_code(who.staff_id)
        try:
            await counted.count(buckets)
            codes = await second_factor.confirm(keys.seal, code, by=who, now=now())
        except (InvalidInput, TooFast) as error:
            return await show(keys, "factor", error, setup=True)
        await counted.forgive(buckets)
        return await render.page("recovery_codes.html", codes=codes)

    @routes.post("/account/second-factor/codes")
    async def new_recovery_codes() -> Response:
        return await _with_password(_fresh)

    @routes.post("/account/second-factor/off")
    async def drop_second_factor() -> Response:
        return await _with_password(_off)

    async def _with_password(work: Work) -> Response:
        """Do what asks for the own password first; what it returns are codes to show once."""
        buckets = guesses.of_own_password(session.signed_in().staff_id)
        try:
            await counted.count(buckets)
            codes = await work(session.form_words(await request.form, "password", LONGEST_PASSWORD + 1))
        except (InvalidInput, TooFast) as error:
            return await show(keys, "factor", error)
        await counted.forgive(buckets)
        if codes:
            return await render.page("recovery_codes.html", codes=codes)
        return go("/dashboard/account?done=factor_off#second-factor")

    async def _fresh(password: str) -> tuple[str, ...]:
        return await second_factor.new_codes(keys.seal, password, by=session.signed_in(), now=now())

    async def _off(password: str) -> tuple[str, ...]:
        await second_factor.switch_off(password, by=session.signed_in(), now=now())
        return ()


Work = Callable[[str], Awaitable[tuple[str, ...]]]
