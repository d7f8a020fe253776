"""What browser and server stop: a script in the desk's page (S6), a frame around it (S7), a neighbour's socket (S2)."""

import asyncio
import json

import pytest_asyncio
from playwright.async_api import expect

from server.realtime.rooms import DASHBOARD

from .conftest import new_page
from .host import host_page
from .people import DeskPerson

SOCKET = """([address, hello]) => new Promise((done) => {
  const socket = new WebSocket(address);
  socket.onerror = () => done("refused");
  socket.onmessage = ({data}) => {
    if (data.startsWith("0")) socket.send(hello);
    else if (/^4[04]/.test(data)) done(data);
  };
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def person(browser, server):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    someone = DeskPerson(page, server.url)
    await someone.sign_in()
    yield someone
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def neighbour(server):
    """Another port of this machine: the same site to the browser, with the same cookies. It forbids itself nothing."""
    with host_page("127.0.0.1") as page:
        page.sigap, page.policy = server.url, False
        yield page


async def test_a_script_that_got_into_the_page_does_not_run(person):
    ways = """() => {
      const reported = [];
      document.addEventListener("securitypolicyviolation", (event) => reported.push(event.effectiveDirective));
      const attempt = (way) => { try { way(); } catch {} };
      const add = (fill) => { const one = document.createElement("script"); fill(one); document.body.append(one); };
      attempt(() => add((one) => { one.textContent = "window.ran = 1"; }));
      attempt(() => add((one) => { one.src = "data:text/javascript,window.ran=1"; }));
      attempt(() => add((one) => { one.append("window.ran = 1"); }));
      attempt(() => { document.body.innerHTML = "<img src=x onerror='window.ran = 1'>"; });
      attempt(() => document.body.setAttribute("onclick", "window.ran = 1"));
      attempt(() => document.body.click());
      return new Promise((done) => setTimeout(() => done([window.ran ?? null, reported.length > 0]), 300));
    }"""
    assert await person.page.evaluate(ways) == [None, True]
    await expect(person.page.locator("#report-list")).to_be_attached()


async def test_no_other_page_puts_the_desk_into_a_frame(person, server, neighbour):
    page = await person.page.context.new_page()
    said = []
    page.on("console", lambda one: said.append(one.text))
    await page.goto(neighbour.origin)
    await page.evaluate(
        """(address) => new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.onload = done;
          frame.src = address;
          document.body.append(frame);
        })""",
        f"{server.url}/dashboard/reports",
    )
    assert await page.frames[-1].evaluate("document.querySelector('#report-list')") is None
    async with asyncio.timeout(15):
        while not any("frame-ancestors" in text for text in said):
            await asyncio.sleep(0.05)
    await page.close()


async def test_a_page_of_the_same_site_opens_no_socket_of_the_desk_with_the_persons_cookie(person, server, neighbour):
    """The cookie goes along, so the server looks at the origin."""
    token = await person.page.locator("body").get_attribute("data-form-token")
    given = [
        f"{server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket",
        f"40{DASHBOARD},{json.dumps({'form_token': token})}",
    ]
    assert (await person.page.evaluate(SOCKET, given)).startswith(f"40{DASHBOARD},")  # its own page gets in
    page = await person.page.context.new_page()
    await page.goto(neighbour.origin)
    assert (await page.evaluate(SOCKET, given)).startswith(f"44{DASHBOARD},")
    await page.close()
