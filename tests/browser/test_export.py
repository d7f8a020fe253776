"""An export from the page: a bar while it runs, then a file; what was cut off is said."""

from playwright.async_api import expect

from .people import file, show


async def test_an_export_shows_how_far_it_is_and_becomes_a_file(desk, server):
    number = await file(server, agency="distankan", kind="wifi")
    await show(desk, "agency=distankan")
    page = desk.page
    await page.locator("summary", has_text="Ekspor").click()
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="CSV untuk Excel").click()
    download = await coming.value
    assert download.suggested_filename.startswith("laporan-") and download.suggested_filename.endswith(".csv")
    with open(await download.path(), encoding="utf-8-sig") as kept:  # noqa: ASYNC230 - a small file
        text = kept.read()
    assert number in text and "Sari Wulandari" not in text
    await expect(page.locator("#export-progress")).to_be_hidden()


async def test_an_export_that_is_cut_off_says_so(desk, server):
    await file(server, agency="distankan", kind="wifi")
    await show(desk, "agency=distankan")
    page = desk.page
    await page.route("**/reports/export", lambda route: route.fulfill(
        status=200, headers={"X-Accel-Buffering": "no", "Content-Disposition": 'attachment; filename="x.csv"'},
        body="1 9 3\nabc",
    ))  # fmt: skip
    await page.locator("summary", has_text="Ekspor").click()
    await page.get_by_role("button", name="CSV untuk Excel").click()
    await expect(page.locator("#export-words")).to_have_text("Ekspor terputus. Coba lagi.")
