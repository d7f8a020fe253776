"""Pages that bite: strict policies, Trusted Types, Turbo, frames, polluted prototypes, wild styles, two sites."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import new_page
from tests.browser.host import HOSTILE
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind

ROOT = Path(__file__).parents[2]
TURBO = ROOT / "node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js"
LAUNCHER = "Lapor gangguan"
BOX = "document.querySelector('sigap-widget')"

POLLUTED = """
Object.prototype.each = function () {};
for (const name of ["target", "position", "color", "label", "open", "theme", "prefill", "offset", "zIndex", "sound"])
  Object.prototype[name] = "#nowhere";
Array.prototype.last = function () { return this[this.length - 1] };
Array.prototype.toJSON = function () { return "broken by an old library" };
String.prototype.strip = String.prototype.trim;
Function.prototype.bind = function (self, given) {
  const work = this;
  return function () { return work.apply(self, given === undefined ? arguments : [].concat(given)) };
};
Element.prototype.hide = function () { this.style.display = "none" };
window.$ = window.jQuery = () => { throw new Error("not here") };
"""


async def file(visitor: Reporter) -> str:
    await visitor.press("Langsung isi laporan")
    await visitor.fill()
    await choose_kind(visitor)
    await visitor.press("Kirim laporan")
    return await visitor.number()


async def test_under_trusted_types_a_report_is_filed(visitor, town):
    policy = f"{town.strict()}; require-trusted-types-for 'script'; trusted-types 'none'"
    town.show("/", town.tag(), policy=policy)
    await visitor.open(town.site())
    await file(visitor)
    assert visitor.said == []


async def test_the_policy_in_the_docs_is_enough_and_each_of_its_lines_is_needed(visitor, town):
    ws = town.sigap.replace("http", "ws", 1)
    documented = (ROOT / "docs/web-team.md").read_text(encoding="utf-8")
    for line in ("script-src  https://sigap.example", "connect-src https://sigap.example wss://sigap.example"):
        assert line in documented
    town.show("/", town.tag(), policy=f"default-src 'none'; script-src {town.sigap}; connect-src {town.sigap} {ws}")
    await visitor.open(town.site())
    await expect(visitor.page.get_by_role("status").first).to_have_text("Tersambung")
    assert visitor.said == []
    town.show("/", town.tag(), policy=f"default-src 'none'; script-src {town.sigap}; connect-src {town.sigap}")
    await visitor.open(town.site())
    await expect(visitor.page.get_by_role("status").first).to_contain_text("jalur lambat", timeout=15_000)
    assert any(ws in line for line in visitor.said)


async def test_on_a_page_whose_scripts_polluted_every_prototype_a_report_is_filed(visitor, town):
    town.show("/", town.tag(), head=f"<script src={town.give('/old.js', POLLUTED)}></script>")
    await visitor.open(town.site())
    assert "NET-" in await file(visitor)
    await visitor.press("Menu")
    await visitor.page.get_by_text("English", exact=True).click()
    await expect(visitor.log).to_contain_text("I am the automatic assistant")


async def test_an_old_prototype_js_does_not_silence_the_socket(visitor, town):
    old = "Array.prototype.toJSON = function () { return '[]' }"
    town.show("/", town.tag(), head=f"<script src={town.give('/prototype.js', old)}></script>")
    posted: list[str] = []
    visitor.page.on("request", lambda request: posted.append(request.url))
    await visitor.open(town.site())
    await expect(visitor.page.get_by_role("status").first).to_have_text("Tersambung")
    await visitor.press("Wi-Fi bermasalah", "Tidak ada yang cocok")
    await expect(visitor.log).to_contain_text("belum memahaminya")
    assert not [url for url in posted if "/api/visitor/choose" in url]


async def test_wild_styles_of_the_page_do_not_reach_it(visitor, town):
    wild = f"{HOSTILE} sigap-widget {{ display: none !important; opacity: 0 !important; pointer-events: none }}"
    for path, head in (("/", ""), ("/wild", f"<link rel=stylesheet href={town.give('/wild.css', wild)}>")):
        town.show(path, town.tag(), head=head)
    await visitor.page.emulate_media(reduced_motion="reduce")  # else it is measured on its way
    measured = []
    for path in ("/", "/wild"):
        await visitor.open(town.site() + path)
        window = await visitor.page.get_by_role("dialog").bounding_box()
        chip = visitor.button("Internet mati")
        look = "node => { const s = getComputedStyle(node); return [s.fontSize, s.color, s.display, s.transform] }"
        measured.append([window, await chip.bounding_box(), await chip.evaluate(look)])
    assert measured[0] == measured[1]


async def test_it_changes_nothing_of_the_page_and_nothing_moves(visitor, town):
    town.show("/", f"<p id=text>Isi</p>{town.tag()}")
    page = visitor.page
    await page.goto(town.site())
    look = "JSON.stringify([document.body.outerHTML, document.querySelector('#text').getBoundingClientRect()])"
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    before = await page.evaluate(look)
    await visitor.press(LAUNCHER)
    await expect(visitor.log).to_be_visible()
    assert await page.evaluate(look) == before


async def test_turbo_keeps_the_open_chat_from_page_to_page(visitor, town):
    head = f"<script src={town.give('/turbo.js', TURBO.read_text())}></script>"
    policy = f"{town.strict()} 'unsafe-inline'; img-src data:"  # Turbo's progress bar is an inline style
    policy = policy.replace("connect-src", "connect-src 'self'")
    for path, other in (("/", "/profil"), ("/profil", "/")):
        town.show(path, f"<a href={other}>Pindah</a>{town.tag()}", head=head, policy=policy)
    page = visitor.page
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah")
    await page.evaluate("window.sameVisit = true")
    for path in ("/profil", "/"):
        await page.get_by_text("Pindah").click()
        await page.wait_for_url(town.site() + path)
        await expect(visitor.button("Sinyal Wi-Fi lemah")).to_be_visible()
    assert await page.evaluate("window.sameVisit")
    assert await page.locator("sigap-widget").count() == 1


async def test_turbo_takes_the_inline_chat_along_to_the_next_pages_place(visitor, town):
    head = f"<script src={town.give('/turbo.js', TURBO.read_text())}></script>"
    policy = f"{town.strict()} 'unsafe-inline'".replace("connect-src", "connect-src 'self'")
    for path, other in (("/", "/profil"), ("/profil", "/")):
        body = f"<a href={other}>Pindah</a><div id=bantuan></div>{town.tag(extra='data-target=#bantuan')}"
        town.show(path, body, head=head, policy=policy)
    page = visitor.page
    await page.goto(town.site())
    await visitor.press("Wi-Fi bermasalah")
    await page.get_by_text("Pindah").click()
    await page.wait_for_url(town.site() + "/profil")
    await expect(visitor.button("Sinyal Wi-Fi lemah")).to_be_visible()
    assert await page.locator("#bantuan sigap-widget").count() == 1


async def test_in_a_frame_it_works_where_the_framed_site_is_listed(visitor, town):
    town.show("/framed", town.tag())
    frame = f"<iframe src={town.site()}/framed width=700 height=680></iframe>"
    town.show("/", frame, policy="default-src *")
    await visitor.page.goto(town.site("asing"))
    frame = visitor.page.frame_locator("iframe")
    await frame.get_by_role("button", name=LAUNCHER).click()
    await frame.get_by_role("button", name="Wi-Fi bermasalah").click()
    await expect(frame.get_by_role("button", name="Sinyal Wi-Fi lemah")).to_be_visible()
    assert await visitor.page.evaluate("typeof Sigap") == "undefined"


async def test_two_sites_in_one_browser_never_mix(browser, town):
    town.show("/disdik", town.tag())
    town.show("/dinkes", town.tag("dinkes"))
    one = await new_page(browser)
    other = await one.context.new_page()
    pupils, clinic = Reporter(one), Reporter(other)
    await pupils.open(f"{town.site('disdik')}/disdik")
    await clinic.open(f"{town.site('dinkes')}/dinkes")
    await expect(pupils.log).to_contain_text("Dinas Pendidikan")
    await expect(clinic.log).to_contain_text("Dinas Kesehatan")
    number = await file(pupils)
    await clinic.press("Menu", "Laporan saya")
    await expect(other.get_by_text("Belum ada laporan")).to_be_visible()
    await expect(other.get_by_text(number)).to_have_count(0)
    stored = [await page.evaluate("Object.entries(localStorage)") for page in (one, other)]
    tokens = [[words for key, words in entries if not key.endswith(":site")] for entries in stored]
    assert [len(kept) for kept in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    await one.context.close()


async def test_two_opd_on_one_site_keep_apart_too(browser, town):
    from .conftest import list_sites

    await list_sites(town, "dinkes", "dinkes", "disdik")
    town.show("/disdik", town.tag())
    town.show("/dinkes", town.tag("dinkes"))
    page = await new_page(browser)
    person = Reporter(page)
    await person.open(f"{town.site()}/disdik")
    number = await file(person)
    await person.open(f"{town.site()}/dinkes")
    await person.press("Menu", "Laporan saya")
    await expect(page.get_by_text("Belum ada laporan")).to_be_visible()
    await expect(page.get_by_text(number)).to_have_count(0)
    await list_sites(town, "dinkes", "dinkes")
    await page.context.close()


@pytest.mark.parametrize("answer", ["<html>portal</html>", "", None])
async def test_help_is_offered_though_the_service_says_nothing_sensible(visitor, town, answer):
    """Unreachable is not forbidden: a captive portal, an empty answer, none at all."""

    async def nonsense(route):
        if answer is None:
            await route.abort()
        else:
            await route.fulfill(body=answer, headers={"Access-Control-Allow-Origin": "*"})

    await visitor.page.route("**/site.json*", nonsense)
    town.show("/", town.tag())
    await visitor.page.goto(town.site())
    await expect(visitor.button(LAUNCHER)).to_be_visible()


async def test_a_slow_service_does_not_hold_the_page_back(visitor, town):
    slow = town.give("/slow/widget.js", "", seconds=20)
    town.show("/", f'<p>Isi</p><script async src="{slow}" data-opd="disdik"></script>')
    await asyncio.wait_for(visitor.page.goto(town.site(), wait_until="domcontentloaded"), 10)
    await expect(visitor.page.get_by_text("Isi")).to_be_visible()
