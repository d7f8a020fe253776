"""Plugins that concatenate, defer or delay scripts: the widget comes all the same, once."""

import httpx
import pytest
from playwright.async_api import expect

from .delays import DELAYS

LAUNCHER = "Lapor gangguan"


@pytest.mark.parametrize("plugin", DELAYS)
async def test_a_tag_that_a_plugin_holds_back_works_once_it_is_let_go(visitor, town, plugin):
    delay = DELAYS[plugin]
    mangled = delay.mangle(town.tag())
    assert mangled != town.tag()
    town.show("/", f"{mangled}<script src={town.give('/plugin.js', delay.script)}></script>")
    await visitor.page.goto(town.site())
    if delay.waits:
        await expect(visitor.button(LAUNCHER)).to_have_count(0)
        await visitor.page.mouse.move(40, 40)
    await visitor.press(LAUNCHER, "Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await expect(visitor.button("Sudah teratasi")).to_be_visible()
    assert visitor.said == []


async def bundle(town, *others: str) -> str:
    """Glue the loader between other scripts, as Autoptimize does: no line of them ends in a semicolon."""
    async with httpx.AsyncClient() as client:
        loader = (await client.get(f"{town.sigap}/widget.js")).text
    return town.give("/autoptimize.js", "\n".join([*others, loader, *others]))


async def test_glued_into_a_bundle_it_finds_the_data_block_that_says_which_opd(visitor, town):
    path = await bundle(town, "var menu = function () { return 1 }", '"use strict"; var slider = [1]')
    block = '<script type="application/json" data-opd="disdik" data-position="left"></script>'
    town.show("/", f"{block}<script defer src={path}></script>")
    await visitor.open(town.site())
    await expect(visitor.page.get_by_role("status").first).to_contain_text("Tersambung")
    assert (await visitor.page.get_by_role("dialog").bounding_box())["x"] == 24


async def test_glued_in_without_it_nothing_happens_and_nothing_breaks(visitor, town):
    path = await bundle(town, "window.count = (window.count || 0) + 1")
    town.show("/", f"<script defer src={path}></script>")
    await visitor.page.goto(town.site())
    assert await visitor.page.evaluate("[count, typeof Sigap]") == [2, "undefined"]
    assert visitor.said == []


async def test_two_tags_a_bundle_and_a_tag_manager_make_one_launcher(visitor, town):
    manager = town.give("/gtm.js", f"""setTimeout(() => {{
      const s = document.createElement("script"); s.async = true; s.src = "{town.sigap}/widget.js?gtm";
      s.setAttribute("data-opd", "disdik"); document.head.appendChild(s); }}, 100)""")  # fmt: skip
    path = await bundle(town, "var x = 1")
    twice = town.tag() + town.tag().replace("widget.js", "widget.js?v=2")
    town.show("/", f"{twice}<script defer src={path}></script><script src={manager}></script>")
    await visitor.page.goto(town.site(), wait_until="networkidle")
    await expect(visitor.button(LAUNCHER)).to_have_count(1)
    assert await visitor.page.locator("sigap-widget").count() == 1


async def test_a_tag_manager_that_keeps_only_what_it_knows_can_add_it_by_script(visitor, town):
    script = f"""(function () {{ var s = document.createElement("script"); s.async = true;
      s.src = "{town.sigap}/widget.js"; s.setAttribute("data-opd", "disdik"); document.head.appendChild(s); }})()"""
    manager = town.give("/gtm.js", script)
    town.show("/", f"<script src={manager}></script>")
    await visitor.open(town.site())
    await expect(visitor.page.get_by_role("status").first).to_contain_text("Tersambung")


async def test_loaded_when_the_page_is_long_done_it_still_comes(visitor, town):
    town.show("/", "")
    await visitor.page.goto(town.site(), wait_until="networkidle")
    await visitor.page.evaluate(
        """src => { const s = document.createElement("script"); s.src = src; s.dataset.opd = "disdik";
        document.body.append(s) }""",
        f"{town.sigap}/widget.js",
    )
    await visitor.press(LAUNCHER)
    await expect(visitor.log).to_be_visible()
