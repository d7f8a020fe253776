"""Chromium, a server over each database, an OPD's site on another origin, and two people."""

import pytest_asyncio

from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import list_origin

from .host import host_page
from .people import DeskPerson, Reporter

PHONE = "0761000112"
WHATSAPP = "6281100000001"


SETTINGS = {
    "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_DESK_WHATSAPP": WHATSAPP,
    "SIGAP_DESK_PHONE": PHONE, "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
}  # fmt: skip


@pytest_asyncio.fixture(scope="package", loop_scope="session", params=["sqlite", "mariadb"])
async def server(request, tmp_path_factory):
    env = dict(SETTINGS)
    if request.param == "mariadb":
        env["SIGAP_DATABASE_URL"] = request.getfixturevalue("mariadb").url("browser")
    running = start_server(env, tmp_path_factory.mktemp("browser"))
    yield running
    running.stop()


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def host(server):
    """An OPD's site that its OPD lists."""
    with host_page() as page:
        page.sigap = server.url
        await list_origin(server.url, "disdik", page.origin)
        yield page


async def new_page(browser, **options):
    """A browser of its own: nothing shared with the others. A script error anywhere fails the test."""
    context = await browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", **options)
    page = await context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def reporter(browser, host):
    page = await new_page(browser)
    yield Reporter(page)
    assert page.errors == []
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk_person(browser, server):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(page, server.url)
    await person.sign_in()
    yield person
    assert page.errors == []
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser, server):
    """Somebody in front of the list of one OPD, that no other test fills."""
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(page, server.url)
    await person.sign_in()
    await page.context.clear_cookies(name="sigap-list")
    yield person
    assert page.errors == []
    await page.context.close()
