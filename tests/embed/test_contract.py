"""What a web team may write into the tag, and what their page may ask of `window.Sigap`."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_black_box import choose_kind
from tests.wire.desk import Staff

BOX = "document.querySelector('sigap-widget')"
LAUNCHER = "Lapor gangguan"


async def place(page) -> dict[str, float]:
    return await page.evaluate(f"JSON.parse(JSON.stringify({BOX}.getBoundingClientRect()))")


async def style(page, selector: str, name: str) -> str:
    return await page.evaluate(f"getComputedStyle({BOX}.shadowRoot.querySelector('{selector}')).{name}")


@pytest.mark.parametrize(
    ("position", "left", "top"),
    [("", False, False), ("left", True, False), ("top-right", False, True), ("top-left", True, True)],
)
async def test_the_launcher_and_its_window_stand_in_the_corner_that_the_tag_names(visitor, town, position, left, top):
    town.show("/", town.tag(extra=f'data-position="{position}"'))
    await visitor.open(town.site())
    page = visitor.page
    launcher = await visitor.button("Lapor gangguan").bounding_box()
    window = await page.get_by_role("dialog").bounding_box()
    for box in (launcher, window):
        assert (box["x"] < 640) == left or box is window
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1280 and box["y"] >= 0 and box["y"] + box["height"] <= 720
    assert (window["x"] == 24) == left
    assert (launcher["y"] < 100) == top


async def test_the_tag_sets_distance_depth_label_and_theme(visitor, town):
    extra = 'data-offset="24px 40px 120px" data-z-index="77" data-label="Bantuan TI" data-theme="dark"'
    town.show("/", town.tag(extra=extra))
    await visitor.page.goto(town.site())
    await visitor.button("Bantuan TI").click()
    box = await place(visitor.page)
    assert (round(1280 - box["right"]), round(720 - box["bottom"])) == (40, 120)
    assert await visitor.page.evaluate(f"getComputedStyle({BOX}).zIndex") == "77"
    window = await visitor.page.get_by_role("dialog").bounding_box()
    assert window["y"] >= 0
    assert await style(visitor.page, ".p", "backgroundColor") == "rgb(15, 23, 22)"


@pytest.mark.parametrize(
    ("color", "ground", "text"),
    [
        ("#7c3aed", "rgb(124, 58, 237)", "rgb(255, 255, 255)"),
        ("#ffffff", "rgb(146, 146, 146)", "rgb(0, 0, 0)"),
        ("javascript:alert(1)", "rgb(15, 118, 110)", "rgb(255, 255, 255)"),
    ],
)
async def test_a_colour_of_the_opds_own_is_used_darkened_or_refused(visitor, town, color, ground, text):
    town.show("/", town.tag(extra=f'data-color="{color}"'))
    await visitor.page.goto(town.site())
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    assert await style(visitor.page, ".go", "backgroundColor") == ground
    assert await style(visitor.page, ".go", "color") == text


async def test_inline_the_chat_fills_an_element_even_one_that_comes_later(visitor, town):
    later = town.give("/later.js", "setTimeout(() => document.body.insertAdjacentElement('beforeend', "
                      "Object.assign(document.createElement('main'), {id: 'bantuan'})), 700)")  # fmt: skip
    town.give("/room.css", "#bantuan { display: flex; height: 600px }")
    head = f"<link rel=stylesheet href=/room.css>{town.tag(extra='data-target=#bantuan')}"
    town.show("/", f"<script src={later}></script>", head=head)
    await visitor.page.goto(town.site())
    await expect(visitor.page.get_by_role("region", name="Bantuan Jaringan")).to_be_visible()
    await expect(visitor.button(LAUNCHER)).to_have_count(0)
    assert (await place(visitor.page))["height"] == 600


async def test_a_page_opens_closes_listens_and_fills_in(visitor, town):
    town.show("/", town.tag())
    page = visitor.page
    await page.goto(town.site())
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    await page.evaluate(
        """window.heard = []; window.deaf = [];
        for (const name of ["ready", "open", "close", "report", "status", "unread", "error"])
          Sigap.on(name, event => heard.push([name, event.detail ?? null]));
        const once = () => deaf.push(1);
        Sigap.on("open", once); Sigap.off("open", once);
        Sigap.prefill({name: "Sari Wulandari", place: "Lantai 2", wa_consent: true, errors: {name: "x"}});
        Sigap.open()"""
    )
    await expect(visitor.log).to_be_visible()
    await page.evaluate("Sigap.close()")
    await expect(visitor.log).to_be_hidden()
    await page.evaluate("Sigap.toggle()")
    await visitor.press("Langsung isi laporan")
    await expect(page.get_by_label("Nama Anda")).to_have_value("Sari Wulandari")
    await expect(page.get_by_label("Lokasi")).to_have_value("Lantai 2")
    await page.evaluate("Sigap.setLocale('en')")
    await expect(page.get_by_role("button", name="Send report")).to_be_visible()
    heard = await page.evaluate("heard.map(([name]) => name)")
    assert heard[:4] == ["ready", "open", "close", "open"]
    assert await page.evaluate("deaf") == []


async def test_destroyed_it_leaves_nothing_and_can_come_again(visitor, town):
    town.show("/", town.tag())
    page = visitor.page
    await visitor.open(town.site())
    await page.evaluate("Sigap.destroy()")
    assert await page.evaluate(f"[typeof Sigap, {BOX}]") == ["undefined", None]
    await page.add_script_tag(url=f"{town.sigap}/widget.js?again")
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    await page.evaluate("Sigap.destroy()")
    await page.add_script_tag(url=f"{town.sigap}/widget.js?once-more")
    await page.evaluate("Sigap.destroy()")  # before it is known whether it may show itself
    await page.wait_for_load_state("networkidle")
    assert await page.evaluate(BOX) is None


async def test_open_at_once_when_the_tag_says_so(visitor, town):
    town.show("/", town.tag(extra="data-open data-locale=en"))
    await visitor.page.goto(town.site())
    await expect(visitor.log).to_contain_text("I am the automatic assistant")


@pytest.mark.parametrize(
    ("name", "opd", "words"),
    [
        ("asing", "disdik", "asing.pekanbaru.go.id"),
        ("disdik", "tidak-ada", 'data-opd="tidak-ada"'),
        ("disdik", "dinkes", "dinkes"),
    ],
)
async def test_a_wrong_code_or_site_is_told_to_the_web_team_and_shown_to_nobody(visitor, town, name, opd, words):
    town.show("/", town.tag(opd))
    async with visitor.page.expect_console_message(lambda message: "Sigap:" in message.text) as said:
        await visitor.page.goto(town.site(name))
    assert words in (await said.value).text
    assert await visitor.page.evaluate(BOX) is None
    await visitor.page.evaluate("Sigap.open()")
    assert await visitor.page.evaluate(BOX) is None


async def test_the_page_hears_of_reports_moves_and_unread_but_of_nobody(visitor, town):
    town.show("/", town.tag())
    page = visitor.page
    await page.goto(town.site())
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    await page.evaluate(
        """window.heard = []; for (const name of ["report", "status", "unread"])
        Sigap.on(name, ({ detail }) => heard.push([name, detail]))"""
    )
    await visitor.press(LAUNCHER, "Langsung isi laporan")
    await visitor.fill()
    await choose_kind(visitor)
    await visitor.press("Kirim laporan")
    number = await visitor.number()
    await visitor.press("Tutup")
    staff = await Staff(town.sigap).enter()
    await staff.move(await staff.report_id(number), "in_progress", "Kami berangkat")
    await staff.http.aclose()
    await page.wait_for_function("() => heard.length >= 3")
    heard = await page.evaluate("heard")
    assert ["report", number] in heard
    assert ["status", {"number": number, "status": "in_progress"}] in heard
    assert ["unread", 1] in heard
    assert "Sari" not in str(heard)


async def test_on_a_slow_line_help_is_there_in_a_few_seconds_and_says_so_when_it_fails(visitor, town):
    """Slow 3G: 400 ms there and back, 50 kB a second at best."""
    town.show("/", town.tag())
    page = visitor.page
    line = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await line.send("Network.emulateNetworkConditions", slow)
    await page.goto(town.site())
    await visitor.press(LAUNCHER)
    await expect(visitor.button("Internet mati")).to_be_visible(timeout=10_000)
    await page.route("**/chat-id.js*", lambda route: route.abort())
    await page.reload()
    await visitor.press(LAUNCHER)
    for name in ("Gagal dimuat: buka di sini", "WhatsApp", PHONE):
        await expect(page.get_by_role("link", name=name)).to_be_visible()
    await page.unroute("**/chat-id.js*")
    await visitor.press(LAUNCHER)
    await expect(visitor.button("Internet mati")).to_be_visible(timeout=10_000)
