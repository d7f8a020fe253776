"""What a page with a loader of another release gets: builds come and go, loaders may be glued into a site for years."""

import json
import re

import pytest

from server.web.widget import DIST
from tests.serving import start_server

GONE = "0123456789"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = start_server({}, tmp_path_factory.mktemp("widget"))
    yield running
    running.stop()


def current() -> str:
    build: str = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))["build"]
    return build


@pytest.mark.parametrize("locale", ["id", "en"])
async def test_a_chat_of_a_build_that_is_gone_is_the_chat_of_now_with_all_its_rooms(http, locale):
    answer = await http.get(f"/widget/{GONE}/chat-{locale}.js")
    assert answer.status_code == 200
    assert f'import {{open as newest}} from "../{current()}/chat-{locale}.js"' in answer.text
    assert f"import(`../{current()}/${{file}}.js`)" in answer.text
    assert GONE not in answer.text


async def test_a_forwarded_chat_may_be_read_as_the_chunks_are_and_is_asked_for_anew(http):
    forwarded = (await http.get(f"/widget/{GONE}/chat-id.js")).headers
    chunk = (await http.get(f"/widget/{current()}/chat-id.js")).headers
    same = ("Content-Type", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "X-Content-Type-Options")
    assert [forwarded[name] for name in same] == [chunk[name] for name in same]
    assert forwarded["Cache-Control"] == "no-cache" and "immutable" in chunk["Cache-Control"]


async def test_a_second_try_asks_for_the_chat_of_now_at_another_address_too(http):
    """Browsers remember a module that failed."""
    again = (await http.get(f"/widget/{GONE}/chat-id.js?1764400000000")).text
    assert f'from "../{current()}/chat-id.js?1764400000000"' in again
    hostile = (await http.get(f"/widget/{GONE}/chat-id.js", params={'"+alert(1)+"': ""})).text
    assert f'from "../{current()}/chat-id.js"' in hostile and "alert" not in hostile


@pytest.mark.parametrize("name", [
    f"{GONE}/form.js", f"{GONE}/words-en.js", f"{GONE}/chat-fr.js", f"{GONE}/chat-id.js.gz", f"{GONE}/chat-id.css",
    f"{GONE}0/chat-id.js", "01234ABCDE/chat-id.js", f"x/{GONE}/chat-id.js", f"{GONE}/../chat-id.js", "chat-id.js",
])  # fmt: skip
async def test_nothing_else_of_a_build_that_is_gone_is_forwarded(http, name):
    """A room of now, given to a chat of then that is open, would mix two builds."""
    assert (await http.get(f"/widget/{name}")).status_code == 404


async def test_a_file_that_a_build_which_is_here_does_not_have_is_not_forwarded(http):
    old = DIST / GONE[::-1]
    old.mkdir()
    try:
        assert (await http.get(f"/widget/{old.name}/chat-id.js")).status_code == 404
    finally:
        old.rmdir()


async def test_the_served_loader_names_the_build_that_is_forwarded_to(http):
    assert re.search(rf"\b{current()}\b", (await http.get("/widget.js")).text)
