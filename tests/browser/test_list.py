"""The list on a Monday: rows slide without pushing, wait while somebody reads, fold, and are worked on by the dozen."""

import re
import time

from playwright.async_api import expect

from tests.wire.desk import Staff

from .conftest import new_page
from .people import DeskPerson, file, show

SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    const name = (source) => source.node?.nodeName + "." + source.node?.className;
    for (const one of list.getEntries()) window.shifts.push([one.value, one.sources.map(name)]);
  }).observe({type: "layout-shift", buffered: false});
}"""
RINGS = """() => {
  window.rings = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { window.rings += 1; return start.apply(this, given); };
}"""
FAMILY = ("internet-mati", "internet-putus-putus", "internet-lambat")


async def until(page, condition: str) -> None:
    """Wait in the page: Playwright's own way to wait evaluates text, which our policy forbids."""
    await page.evaluate(
        f"() => new Promise((done) => {{ const look = () => ({condition}) ? done() : requestAnimationFrame(look);"
        " look(); })"
    )


def of_rows(shifts):
    """Return the shifts that a reader minds; a figure in a tab grows by a digit, the list's foot moves with its end."""
    return [(by, of) for by, of in shifts if of != ["P.foot"] and (by >= 0.0005 or "TR." in str(of))]


async def test_a_row_slides_in_and_nothing_is_pushed(desk, server):
    for _ in range(3):
        await file(server, agency="dishub", kind="wifi")
    await show(desk, "agency=dishub")
    await desk.page.evaluate(SHIFTS)
    number = await file(server, agency="dishub", kind="wifi")
    await expect(desk.row(number)).to_be_visible()
    await until(desk.page, "document.getAnimations().length === 0")
    assert of_rows(await desk.page.evaluate("window.shifts")) == []
    assert (await desk.row(number).evaluate("(row) => row.rowIndex")) == 1


async def test_the_measure_sees_a_shift(desk, server):
    await file(server, agency="dishub", kind="wifi")
    await show(desk, "agency=dishub")
    await desk.page.evaluate(SHIFTS)
    await desk.page.evaluate(
        "document.querySelector('#report-list tbody').prepend(document.createElement('tr').appendChild("
        "document.querySelector('#report-list tbody tr').cloneNode(true)))"
    )
    await until(desk.page, "window.shifts.length > 0")


async def test_a_row_changes_in_place_and_leaves_when_it_no_longer_matches(desk, server):
    number = await file(server, agency="dlhk", kind="wifi")
    await show(desk, "agency=dlhk&status=new")
    await expect(desk.row(number)).to_be_visible()
    other = await Staff(server.url).enter()
    await other.move(await other.report_id(number), "verified")
    await expect(desk.row(number)).to_have_count(0)
    await show(desk, "agency=dlhk")
    await expect(desk.row(number)).to_contain_text("Diverifikasi")
    await other.move(await other.report_id(number), "in_progress")
    await other.http.aclose()


async def test_while_somebody_reads_new_reports_wait_behind_a_pill(desk, server):
    first = await file(server, agency="bpbd", kind="wifi")
    await show(desk, "agency=bpbd")
    await desk.row(first).get_by_role("checkbox").focus()
    second = await file(server, agency="bpbd", kind="kabel-lan")
    pill = desk.page.get_by_role("button", name="1 laporan baru")
    await expect(pill).to_be_visible()
    await expect(desk.row(second)).to_have_count(0)
    await expect(desk.page).to_have_title(re.compile(r"^\(1\) "))
    await expect(desk.row(first).get_by_role("checkbox")).to_be_focused()
    await pill.click()
    await expect(desk.row(second)).to_be_visible()
    await expect(pill).to_be_hidden()
    await expect(desk.page).to_have_title(re.compile(r"^Laporan"))


async def test_what_changes_while_somebody_reads_changes_in_place(desk, server):
    number = await file(server, agency="dkp", kind="wifi")
    await show(desk, "agency=dkp")
    await desk.row(number).get_by_role("checkbox").check()
    await file(server, agency="dkp", kind="wifi")
    await expect(desk.page.get_by_role("button", name="1 laporan baru")).to_be_visible()
    other = await Staff(server.url).enter()
    await other.move(await other.report_id(number), "verified")
    await other.http.aclose()
    await expect(desk.row(number)).to_contain_text("Diverifikasi")
    await expect(desk.row(number).get_by_role("checkbox")).to_be_checked()


async def test_sixty_reports_of_a_cut_fibre_are_one_line_one_sound_and_one_answer(browser, desk, server):
    """A Monday: 60 reports within a minute, two people at the desk."""
    page = desk.page
    await page.evaluate("localStorage.setItem('sigap-sound', 'on')")
    await show(desk, "agency=kesbangpol")
    await page.get_by_label("Suara dan pemberitahuan").click()
    await page.keyboard.press("Escape")
    await page.mouse.move(10, 10)
    await page.evaluate(RINGS)
    await page.evaluate(SHIFTS)
    began = time.monotonic()
    numbers = [await file(server, agency="kesbangpol", kind=FAMILY[place % 3]) for place in range(60)]
    burst = page.locator("tr.burst")
    await expect(burst).to_contain_text("60 laporan serupa")
    await expect(page.locator("#report-list tbody tr")).to_have_count(1)
    sounds = await page.evaluate("window.rings") / 2  # of two tones
    assert 1 <= sounds <= 1 + (time.monotonic() - began) / 10
    assert of_rows(await page.evaluate("window.shifts")) == []

    await burst.get_by_role("link").click()
    await expect(page.locator("#report-list tbody tr")).to_have_count(61)
    assert "open=" in page.url
    await burst.get_by_role("link").click()
    await expect(page.locator("#report-list tbody tr")).to_have_count(1)

    second = await new_page(browser, viewport={"width": 1280, "height": 800})
    colleague = DeskPerson(second, server.url)
    await colleague.sign_in()
    await second.context.clear_cookies(name="sigap-list")
    await show(colleague, "agency=kesbangpol")
    await colleague.page.mouse.move(10, 10)

    await burst.get_by_role("checkbox").check()
    await expect(page.locator("#picked-amount")).to_have_text("60 dipilih")
    await page.get_by_role("button", name="Balas", exact=False).last.click()
    await page.locator("#bulk-text").fill("Kabel serat putus, tim sedang menyambung.")
    await page.get_by_role("button", name="Kirim balasan").click()
    await expect(page.locator("#bulk-result")).to_contain_text("60 laporan berhasil", timeout=30_000)
    await expect(page.locator("#picked")).to_be_hidden()

    await page.get_by_label("Tutup").last.click()
    await burst.get_by_role("checkbox").check()
    await page.locator("[data-opens=bulk-move]").click()
    await page.locator("#bulk-to").select_option(label="Tandai diverifikasi")
    await page.locator("#bulk-note").fill("Penyebab sudah diketahui")
    await page.locator("#bulk-move").get_by_role("button", name="Ubah status").click()
    await expect(page.locator("#bulk-result")).to_contain_text("60 laporan berhasil", timeout=30_000)
    await second.get_by_role("link", name="60 laporan serupa").click()
    await expect(colleague.row(numbers[0])).to_contain_text("Diverifikasi")
    assert second.errors == []
    await second.context.close()


async def test_who_was_faster_is_named_for_each_report_and_the_rest_is_done(desk, server):
    mine, theirs = [await file(server, agency="bapenda", kind="wifi") for _ in range(2)]
    await show(desk, "agency=bapenda&sort=waiting")
    await desk.page.locator("#pick-all").check()
    await desk.page.route("**/dashboard/reports?*", lambda route: route.abort())  # this page stays behind
    other = await Staff(server.url).enter()
    await other.move(await other.report_id(theirs), "in_progress")
    await other.http.aclose()
    await desk.page.locator("[data-opens=bulk-move]").click()
    await desk.page.locator("#bulk-to").select_option(label="Tandai diverifikasi")
    await desk.page.locator("#bulk-move").get_by_role("button", name="Ubah status").click()
    result = desk.page.locator("#bulk-result")
    await expect(result).to_contain_text("1 laporan berhasil")
    await expect(result).to_contain_text(f"{theirs}: baru saja diubah orang lain")
    await desk.page.unroute("**/dashboard/reports?*")
    await expect(desk.row(mine)).to_have_count(0, timeout=20_000)


async def test_rows_are_ticked_by_keyboard_and_in_ranges(desk, server):
    for _ in range(4):
        await file(server, agency="dispora", kind="wifi")
    await show(desk, "agency=dispora")
    boxes = desk.page.locator("#report-list tbody .c-pick input")
    await boxes.nth(0).focus()
    await desk.page.keyboard.press("ArrowDown")
    await desk.page.keyboard.press("Space")
    await expect(boxes.nth(1)).to_be_checked()
    await boxes.nth(3).click(modifiers=["Shift"])
    await expect(desk.page.locator("#picked-amount")).to_have_text("3 dipilih")
    await desk.page.get_by_role("button", name="Batal pilih").click()
    await expect(desk.page.locator("#picked")).to_be_hidden()


async def test_taking_a_report_from_its_row_makes_it_mine_without_a_reload(desk, server):
    number = await file(server, agency="pertanahan", kind="wifi")
    await show(desk, "agency=pertanahan")
    await desk.page.evaluate("window.stayed = true")
    await desk.row(number).hover()
    await desk.row(number).get_by_role("button", name="Ambil").click()
    await expect(desk.page.locator("#bulk-result")).to_contain_text("1 laporan berhasil")
    await expect(desk.row(number)).to_contain_text("Admin")
    assert await desk.page.evaluate("window.stayed")


async def test_filters_stand_in_the_address_and_a_view_is_kept_with_its_count(desk, server):
    await file(server, agency="disbudpar", kind="wifi")
    await show(desk, "")
    page = desk.page
    await page.get_by_label("OPD", exact=True).select_option("disbudpar")
    await expect(page).to_have_url(re.compile(r"/dashboard/reports\?agency=disbudpar$"))
    await expect(page.get_by_text("Langsung", exact=True)).to_be_visible()
    await page.locator("summary", has_text="Status").click()
    await page.get_by_label("Baru", exact=True).check()
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile(r"status=new"))
    await page.get_by_label("Simpan tampilan").first.click()
    await page.get_by_label("Nama tampilan").fill("Pariwisata baru")
    await page.get_by_role("button", name="Simpan tampilan").click()
    tab = page.locator("#report-tabs a[aria-current]")
    await expect(tab).to_have_text(re.compile(r"Pariwisata baru\s*1"))
    await file(server, agency="disbudpar", kind="wifi")
    await expect(tab).to_have_text(re.compile(r"Pariwisata baru\s*2"))


async def test_columns_and_density_stay_chosen(desk, server):
    number = await file(server, agency="dpkp", kind="wifi")
    await show(desk, "agency=dpkp")
    page = desk.page
    problem = await page.locator("th.c-problem").bounding_box()
    assert problem["width"] >= 100, "with every column at 1,280 px the problem is still legible"
    await page.get_by_label("Kolom dan kerapatan").click()
    await page.locator("#list-look").get_by_label("Petugas").uncheck()
    await page.get_by_label("Lega").check()
    await expect(page.locator("#report-list.roomy")).to_be_visible()
    await expect(desk.row(number).locator(".c-assignee")).to_have_count(0)
    await page.reload()
    await expect(page.locator("#report-list.roomy")).to_be_visible()
    await page.context.clear_cookies(name="sigap-list")


async def test_a_notification_says_number_and_opd_and_nothing_personal(browser, server):
    page = await new_page(browser)
    await page.context.grant_permissions(["notifications"], origin=server.url)
    await page.add_init_script(
        "window.told = []; window.Notification = class extends EventTarget {"
        " constructor(title, more) { super(); window.told.push([title, more.body]); } close() {} };"
        " window.Notification.permission = 'granted';"
        " window.Notification.requestPermission = async () => 'granted';"
        " Object.defineProperty(document, 'hidden', {get: () => true});"
    )
    person = DeskPerson(page, server.url)
    await person.sign_in()
    await show(person, "agency=balitbang")
    await page.get_by_label("Suara dan pemberitahuan").click()
    await page.get_by_label("Pemberitahuan di layar").check()
    number = await file(server, agency="balitbang", kind="wifi", name="Sari Rahasia")
    await until(page, "window.told.length === 1")
    title, body = (await page.evaluate("window.told"))[0]
    assert title == "Laporan baru" and number in body and "Sari" not in body
    await page.context.close()


async def test_on_a_phone_the_list_is_cards_that_fit(browser, server):
    number = await file(server, agency="inspektorat", kind="wifi")
    page = await new_page(browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    person = DeskPerson(page, server.url)
    await person.sign_in()
    await show(person, "agency=inspektorat")
    await expect(person.row(number)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360, "a phone would zoom out"
    for cut in (person.row(number).locator(".c-number a"), page.locator(".rail li span").first):
        box = await cut.bounding_box()
        assert box["x"] >= 0 and await cut.evaluate("e => e.parentElement.scrollWidth <= e.parentElement.clientWidth")
    await page.get_by_role("button", name="Saringan").click()
    await expect(page.get_by_label("OPD", exact=True)).to_be_visible()
    await person.row(number).get_by_role("checkbox").check()
    await expect(page.locator("#picked-amount")).to_have_text("1 dipilih")
    await page.context.close()
