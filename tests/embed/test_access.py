"""By keyboard, by ear, enlarged, in few colours and without motion."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import new_page
from tests.browser.people import Reporter

from .tree import of, tree
from .walk import Walk

LAUNCHER = "Lapor gangguan"
ROOT = "document.querySelector('sigap-widget').shadowRoot"
SAID = ".talk > [role=status]"


@pytest.fixture
def page(visitor, town):
    town.show("/", f"<main><a href=#x>Tautan</a></main>{town.tag()}")
    return visitor.page


async def focused(page) -> str:
    """Return what the focused element says of itself."""
    return await page.evaluate(
        f"(({ROOT}.activeElement ?? document.activeElement).getAttribute('aria-label')"
        f" ?? ({ROOT}.activeElement ?? document.activeElement).textContent).trim()"
    )


async def press_until(page, key: str, name: str, most: int = 60) -> None:
    """Press a key until what it reaches has this name."""
    for _ in range(most):
        await page.keyboard.press(key)
        if name in await focused(page):
            return
    raise AssertionError(f"{name} is not reached by {key}")


async def test_everything_that_takes_the_focus_has_a_name_and_a_role_in_every_state(browser, town):
    town.show("/", f"<main><p>Isi</p></main>{town.tag()}")
    page = await new_page(browser, reduced_motion="reduce")
    unnamed = {}
    async for state in Walk(page, town, "id").states():
        nodes = await tree(page)
        bare = [n for n in nodes if n.about.get("focusable") and n.role != "RootWebArea" and not n.name]
        bare = [node for node in bare if node.role not in {"time", "alert"}]  # what they say is their content
        if bare:
            unnamed[state] = bare
        if state == "launcher":
            assert [node.name for node in of(nodes, "button")] == [LAUNCHER]
            continue
        assert [node.name for node in of(nodes, "dialog")] == ["Bantuan Jaringan"], state
        if state in {"greeting", "staff", "offline"}:
            assert [(node.name, node.about.get("live", "off")) for node in of(nodes, "log")] == [("Percakapan", "off")]
            assert of(nodes, "status"), state
    assert unnamed == {}
    await page.context.close()


async def test_a_report_is_filed_by_keyboard_alone(visitor, town, page):
    town.show("/", f"<main><p>Isi</p></main>{town.tag('dinkes')}")  # of an OPD that nobody else reports for
    await page.goto(town.site("dinkes"))
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    await press_until(page, "Tab", LAUNCHER)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_focused()
    await press_until(page, "Tab", "Internet mati")
    await page.keyboard.press("Enter")
    question = visitor.log.locator(".list button").first
    await expect(question).to_be_focused()
    await page.keyboard.press("Enter")
    await press_until(page, "Tab", "Langsung isi laporan")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Laporan gangguan")).to_be_focused()
    for words in ("Sari Wulandari", None, "Lantai 2"):
        await page.keyboard.press("Tab")
        if words:
            await page.keyboard.type(words)
    await page.get_by_label("Ceritakan masalahnya").focus()
    await page.keyboard.type("Internet mati di loket")
    await expect(page.get_by_label("Pilih gambar")).to_be_attached()  # it comes a moment after the rest
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Pilih gambar")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(page.get_by_label("Ya, terhenti")).to_be_checked()
    await page.get_by_label("Nomor WhatsApp", exact=False).first.focus()
    await page.keyboard.type("081200001234")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(re.compile(r"NET-\d{8}-\d{4}")).first).to_be_visible()


async def test_after_a_press_the_focus_is_in_the_next_group_and_escape_gives_it_back(visitor, town, page):
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah")
    await expect(visitor.log.locator(".list button").first).to_be_focused()
    await visitor.press("Tidak ada yang cocok")  # only the server can answer this one
    await expect(visitor.log.locator(".row").last.get_by_role("button").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(visitor.button(LAUNCHER)).to_be_focused()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_escape_takes_the_menu_first_and_then_the_window(visitor, town, page):
    await page.route("**/later.js*", lambda route: None)  # the menu has not come yet
    await visitor.open(town.site())
    await visitor.press("Menu")
    await page.keyboard.press("Escape")
    await expect(visitor.button("Menu")).to_be_focused()
    await expect(visitor.button("Menu")).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_somebody_who_is_typing_keeps_the_focus_when_an_answer_comes(visitor, town, page):
    await visitor.open(town.site())
    field = page.get_by_role("textbox").last
    await field.fill("wifi nyambung tapi ga ada internet")
    await field.press("Enter")
    await field.type("lalu")
    await expect(visitor.button("Bukan itu")).to_be_visible()
    await expect(field).to_be_focused()
    await expect(field).to_have_value("lalu")


async def test_each_turn_of_the_bot_is_said_once_and_whole(visitor, town, page):
    await visitor.open(town.site())
    await page.evaluate(
        f"""window.told = []; new MutationObserver(() => told.push({ROOT}.querySelector("{SAID}").textContent))
        .observe({ROOT}.querySelector("{SAID}"), {{childList: true, characterData: true, subtree: true}})"""
    )
    await visitor.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await expect(visitor.button("Ubah jawaban: Sinyal Wi-Fi lemah")).to_be_visible()
    await visitor.press("Sudah teratasi")
    await expect(visitor.button("Ubah jawaban: Sudah teratasi")).to_be_visible()
    assert await page.evaluate("told") == [
        "Mana yang paling mirip?",
        "Silakan coba langkah berikut satu per satu: Apakah masalah teratasi?",
        "Syukurlah. Bila terganggu lagi, buka obrolan ini kapan saja.",
    ]


async def test_the_language_is_named_for_whoever_reads_aloud(visitor, town, page):
    await visitor.open(town.site())
    assert await page.evaluate(f"{ROOT}.querySelector('.s').lang") == "id"
    await page.evaluate("Sigap.setLocale('en')")
    await expect(visitor.log).to_contain_text("Hello")
    assert await page.evaluate(f"{ROOT}.querySelector('.s').lang") == "en"


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (640, 360), (640, 256)], ids=["320 px", "200 % of 1280", "200 %, low"]
)
async def test_enlarged_or_narrow_nothing_is_cut_off_and_every_target_is_big_enough(browser, town, width, height):
    town.show("/", f"<main><p>Isi</p></main>{town.tag()}")
    page = await new_page(browser, viewport={"width": width, "height": height}, reduced_motion="reduce")
    found = {}
    async for state in Walk(page, town, "id").states():
        wrong = await page.evaluate(f"({OVERFLOW})({ROOT}, {width})")
        if wrong:
            found[state] = wrong
    assert found == {}
    await page.context.close()


OVERFLOW = """(root, width) => [...root.querySelectorAll(".go, .p *")].flatMap(node => {
  const box = node.getBoundingClientRect();
  if (!box.width || !box.height || node.closest(".sr, svg, .logo") || getComputedStyle(node).position === "absolute")
    return [];
  const name = `${node.tagName}.${node.className} ${(node.textContent || "").slice(0, 30)}`;
  const isTarget = node.matches("button, select, textarea, summary, .ways a, .steps label, .menu a, a.main");
  return [
    box.right > width + 1 ? `too wide: ${name} ${box.right}` : "",
    isTarget && Math.min(box.width, box.height) < 44 ? `too small: ${name} ${box.width} × ${box.height}` : "",
  ].filter(Boolean);
})"""


async def test_without_motion_nothing_moves(browser, town):
    town.show("/", town.tag())
    for motion, expected in (("no-preference", True), ("reduce", False)):
        page = await new_page(browser, reduced_motion=motion)
        await page.add_init_script("document.addEventListener('animationstart', () => { window.moved = true }, true)")
        await Reporter(page).open(town.site())
        styles = await page.evaluate(
            f"[...{ROOT}.querySelectorAll('.p, .p *')].some(node => getComputedStyle(node).animationName !== 'none')"
        )
        assert styles is expected
        await page.context.close()


async def test_in_forced_colours_every_button_keeps_an_edge(browser, town):
    town.show("/", town.tag())
    page = await new_page(browser, forced_colors="active", reduced_motion="reduce")
    person = Reporter(page)
    await page.goto(town.site())
    await expect(person.button(LAUNCHER)).to_be_visible()
    edges = f"""selector => [...{ROOT}.querySelectorAll(selector)].filter(node => node.offsetParent).map(node => {{
      const s = getComputedStyle(node); return parseFloat(s.borderTopWidth) > 0 && s.borderTopColor }})"""
    assert all(await page.evaluate(edges, ".go"))
    await person.press(LAUNCHER, "Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await expect(person.button("Sudah teratasi")).to_be_visible()
    for selector in (".chip", ".visitor .bubble", ".list, .steps"):
        found = await page.evaluate(edges, selector)
        assert found and all(found), selector
    await page.screenshot(path="tests/.out/states/forced-colours.png")
    assert await violations(page) == []
    await page.context.close()


async def test_axe_sees_what_is_wrong_within_the_widget(visitor, town, page):
    await visitor.open(town.site())
    await page.evaluate(f"{ROOT}.querySelector('.send').removeAttribute('aria-label')")
    assert any("button-name" in line for line in await violations(page))
