"""A page that keeps a loader longer than the server keeps its build: an optimiser glued it into the site's own file."""

import json

import httpx
from playwright.async_api import expect

from server.web.widget import DIST

from .test_hosts import file

GONE = "0123456789"


def glued(town) -> str:
    """Return a tag whose loader is the page's own file, of a build that the server has never heard of."""
    build = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))["build"]
    loader = httpx.get(f"{town.sigap}/widget.js").text
    assert build in loader
    return f'<script async src="{town.give("/glued.js", loader.replace(build, GONE))}" data-opd="disdik"></script>'


async def test_a_loader_whose_build_is_gone_opens_the_chat_of_now_and_files_a_report(visitor, town):
    town.show("/", glued(town))
    fetched: list[str] = []
    visitor.page.on("request", lambda request: fetched.append(request.url))
    await visitor.open(town.site())
    assert "NET-" in await file(visitor)
    assert visitor.said == []
    assert [url for url in fetched if GONE in url] == [f"{town.sigap}/widget/{GONE}/chat-id.js"]


async def test_its_chat_speaks_the_other_language_too(visitor, town):
    town.show("/", glued(town))
    await visitor.open(town.site())
    await visitor.press("Menu")
    await visitor.page.get_by_text("English", exact=True).click()
    await expect(visitor.log).to_contain_text("I am the automatic assistant")
