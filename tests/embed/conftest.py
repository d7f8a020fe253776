"""One server on SQLite and a city of websites around it; what is tested here has nothing to do with the database."""

import re

import pytest_asyncio

from tests.browser.conftest import SETTINGS, new_page
from tests.browser.people import Reporter
from tests.serving import start_server
from tests.wire.desk import Staff

from .city import City, city

LISTED = {"disdik": ("disdik", "www.disdik"), "dinkes": ("dinkes",)}


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def town(tmp_path_factory):
    """The city's websites; those of two OPD are listed."""
    folder = tmp_path_factory.mktemp("embed")
    running = start_server(SETTINGS, folder)
    with city(running.url) as built:
        built.folder = folder
        for slug, names in LISTED.items():
            await list_sites(built, slug, *names)
        yield built
    running.stop()


async def list_sites(town: City, slug: str, *names: str) -> None:
    """List the sites for an OPD, as an admin does."""
    staff = await Staff(town.sigap).enter()
    listing = (await staff.http.get("/dashboard/agencies", params={"q": slug})).text
    for agency in re.findall(r'href="/dashboard/agencies/(\d+)', listing):
        page = (await staff.http.get(f"/dashboard/agencies/{agency}")).text
        if f'data-opd=&#34;{slug}&#34;' in page or f'value="{slug}"' in page:
            break
    old = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("name", "short", "version")}
    kind = re.search(r'<option value="([^"]+)" selected', page)[1]
    sites = "\n".join(town.site(name) for name in names)
    answer = await staff.post(f"agencies/{agency}", **old, slug=slug, kind=kind, origins=sites, active="on")
    assert answer.status_code == 303, answer.text
    await staff.http.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser, town):
    """A person in a browser of their own; `visitor.said` is what the console says. A script error fails the test."""
    page = await new_page(browser)
    person = Reporter(page)
    person.said = []
    page.on("console", lambda message: person.said.append(message.text))
    yield person
    assert page.errors == []
    await page.context.close()
