"""The overview: its counts lead to the list that they count, its charts have tables, it is the desk's first page."""

import re

from tests.wire.client import Visitor


async def overview(staff, **headers: str) -> str:
    answer = await staff.http.get("/dashboard/overview", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.text


def count(page: str, tile: str) -> int:
    return int(re.search(rf'id="tile-{tile}"[^>]*data-version="(\d+)"', page)[1])


async def test_the_overview_is_the_first_page(staff):
    home = await staff.http.get("/dashboard/")
    assert home.headers["Location"] == "/dashboard/overview"
    page = await overview(staff)
    rail = re.findall(r'<li><a href="([^"]+)"([^>]*)>', page.split("<nav")[1].split("</nav>")[0])
    assert [address for address, _ in rail][:2] == ["/dashboard/overview", "/dashboard/reports"]
    assert [address for address, marks in rail if "aria-current" in marks] == ["/dashboard/overview"]


async def test_a_new_report_is_counted_at_once_and_a_move_moves_it(server, staff):
    before = await overview(staff)
    number = (await Visitor(server.url).file())["reports"][0]["number"]
    after = await overview(staff, **{"HX-Request": "true"})
    assert "<!doctype html>" not in after and number in after
    for tile in ("unanswered", "open", "today"):
        assert count(after, tile) == count(before, tile) + 1
    await staff.move(await staff.report_id(number), "in_progress")
    moved = await overview(staff)
    assert count(moved, "unanswered") == count(before, "unanswered")
    assert count(moved, "open") == count(after, "open")


async def test_every_chart_has_its_numbers_as_a_table(server, staff):
    await Visitor(server.url).file(agency="dinkes")
    page = await overview(staff)
    for chart in ("hours", "days", "kinds", "agencies"):
        figure = page.split(f'id="chart-{chart}"')[1].split("</figure>")[0]
        assert "<table" in figure and 'aria-hidden="true"' in figure and "<th scope=" in figure
    assert page.split('id="chart-days"')[1].split("</figure>")[0].count('<th scope="row">') == 30
    assert "Dinkes" in page.split('id="chart-agencies"')[1].split("</figure>")[0]


async def test_a_desk_of_today_does_not_say_what_is_usual(server, staff):
    await Visitor(server.url).file()
    page = await overview(staff)
    assert "biasanya" not in page and "rata-rata" not in page.casefold()


async def test_what_is_not_set_is_named(staff):
    assert "pengaturan belum lengkap" in await overview(staff)


async def test_numbers_are_written_as_the_reader_writes_them():
    from dashboard.figures import figure

    assert [figure(2000, 0, "id"), figure(0.75, 1, "id"), figure(12.0, 1, "id"), figure(0, 0, "id")] == [
        "2.000", "0,8", "12", "0",
    ]  # fmt: skip
    assert figure(1234.5, 1, "en") == "1,234.5"
