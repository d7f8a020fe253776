"""S5: three hundred texts that want to be scripts go through every field, and none runs.

Not in the list, the report, the search or the print; and the policy reports nothing: nothing was even tried.
"""

import html

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .conftest import new_page
from .people import DeskPerson

CALL = "canary()"
TAGS = (
    "img src=x onerror", "svg onload", "body onload", "video src=x onerror", "input autofocus onfocus",
    "details open ontoggle", "iframe src=javascript:canary() onload", "marquee onstart", "style onload",
    "a href=javascript:canary() onclick", "math href=javascript:canary() onmouseover", "audio src=x onerror",
    "object data=javascript:canary() onerror", "select autofocus onfocus", "form action=javascript:canary() onsubmit",
)  # fmt: skip
SHELLS = (
    "<{}={}>", "\"><{}={}>", "'><{}={}>", "</textarea><{}={}>", "</title><{}={}>", "<!--><{}={}>-->",
    "<noscript><p title=\"</noscript><{}={}>\">", "<svg><style><{}={}></style></svg>", "\u202e<{}={}>",
    "＜{}={}＞<b>", "&lt;{}={}&gt;<b>", "<math><mi><{}={}></mi></math>", "<table><{}={}></table>",
    "<template><{}={}></template>", "\x00<{}={}>", "<<{}={}>>", "<b\t{}={}>", "<{}={} //", "%3C{}={}%3E",
)  # fmt: skip
OTHERS = (
    "{{7*7}}{{canary()}}", "${canary()}", "#{canary()}", "<%= canary() %>", "{% raw %}<script>canary()</script>",
    "<script>canary()</script>", "javascript:canary()", "data:text/html,<script>canary()</script>",
    "' onmouseover='canary()", "\" onfocus=\"canary()\" autofocus=\"", "`-canary()-`", "expression(canary())",
    "</script><script>canary()//", "<ScRiPt>canary()</sCrIpT>", "jaVasCript:/*-/*`/*'/*\"/**/(canary())//",
)  # fmt: skip


def corpus() -> list[str]:
    """Return three hundred different texts."""
    made = [shell.replace("{}={}", f"{tag}={CALL}") for shell in SHELLS for tag in TAGS]
    return [*OTHERS, *made][:300]


@pytest_asyncio.fixture(loop_scope="session")
async def watcher(browser, server):
    """Somebody whose page notices every call of the canary and every report of the policy."""
    page = await new_page(browser, viewport={"width": 1280, "height": 900})
    await page.add_init_script(
        "window.ran = []; window.canary = () => window.ran.push(location.href);"
        " window.alert = window.prompt = window.confirm = window.canary;"
        " document.addEventListener('securitypolicyviolation', (e) => window.ran.push(e.violatedDirective));"
    )
    person = DeskPerson(page, server.url)
    await person.sign_in()
    yield person
    assert page.errors == []
    await page.context.close()


def shown(text: str) -> str:
    """Return how a text stands in a page: every sign of HTML escaped, once."""
    cleaned = text.replace("\x00", "").replace("\u202e", "").split("\t")[0].split("\n")[0].strip()
    return html.escape(cleaned).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")[:60]


@pytest.mark.timeout(900)
async def test_three_hundred_texts_that_want_to_run_are_only_words(watcher, server):
    texts = corpus()
    assert len(set(texts)) == 300
    numbers = []
    for text in texts:
        visitor = Visitor(server.url)
        sent = await visitor.file(
            name=f"Sari {text}"[:100], place=text, description=f"Internet mati {text}", unit=text[:150], agency=None,
            kind="wifi",
        )  # fmt: skip
        assert sent.get("reports"), (text, sent)
        numbers.append(sent["reports"][0]["number"])
        await visitor.close()

    staff = await Staff(server.url).enter()
    first = await staff.report_id(numbers[0])
    page, before = watcher.page, ""
    while True:
        await page.goto(f"{server.url}/dashboard/reports?agency=&kind=wifi{before}")
        await expect(page.locator("#report-list")).to_be_visible()
        assert await page.evaluate("window.ran") == []
        older = page.locator("#report-foot a[rel=next]")
        if not await older.count():
            break
        link = await older.get_attribute("href")
        before = "&before=" + link.rpartition("before=")[2]

    for place, (number, text) in enumerate(zip(numbers, texts, strict=True)):
        report = first + place
        answer = (await staff.http.get(f"/dashboard/reports/{report}")).text
        assert number in answer and shown(text) in answer, text
        if place % 20 == 0:
            await page.goto(f"{server.url}/dashboard/reports/{report}")
            await expect(page.get_by_role("heading", name=f"Laporan {number}")).to_be_visible()
            await page.emulate_media(media="print")
            await page.goto(f"{server.url}/dashboard/reports?q={number}")
            await page.emulate_media(media="screen")
            assert await page.evaluate("window.ran") == [], text
    await staff.http.aclose()


async def test_the_canary_sings_when_something_runs(watcher):
    await watcher.page.evaluate("window.canary()")
    assert await watcher.page.evaluate("window.ran.length") == 1
