"""What a device measured beside a report: the desk reads it, and no report is refused for it."""

import pytest

from server.contract.visitor import FileReport

from .client import report
from .desk import Staff

WHOLE = {"line": "post", "online": True, "network": "wifi", "speed_class": "3g", "downlink_mbit": 1.4, "rtt_ms": 120}
SHOWN = (
    "Obrolan lewat permintaan biasa · Perangkat tersambung ke jaringan · Jaringan: Wi-Fi · Sedang (setara 3G) · "
    "Kecepatan ± 1,4 Mbit/s · Waktu tempuh ± 120 ms"
)
HEADING = "Sambungan pelapor saat dikirim"


async def page_of(server, answer) -> str:
    """Return the desk's page of the report that was just filed."""
    staff = await Staff(server.url).enter()
    report_id = await staff.report_id(answer["reports"][0]["number"])
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    await staff.http.aclose()
    return page


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_what_was_measured_stands_on_the_report_page(server, visitor, door):
    assert SHOWN in await page_of(server, await visitor.file(door, diagnostics=WHOLE))


@pytest.mark.parametrize("given", [{}, None])
async def test_a_browser_that_measures_nothing_and_an_older_widget_file_as_before(server, visitor, given):
    answer = await visitor.file(diagnostics=given) if given is not None else await visitor.file()
    assert HEADING not in await page_of(server, answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rtt_ms": -5}, {"rtt_ms": 10**9}, {"downlink_mbit": "cepat"}, {"downlink_mbit": 1e300}, {"line": "merpati"},
        {"network": ["wifi"]}, {"ssid": "Rumah Sari"}, {"online": {}},
    ],
)  # fmt: skip
async def test_a_measurement_that_does_not_fit_is_dropped_and_the_report_and_the_others_stay(server, visitor, wrong):
    right = {"network": "ethernet", "rtt_ms": 75}
    kept = {name: value for name, value in right.items() if name not in wrong}
    page = await page_of(server, await visitor.file(diagnostics=kept | wrong))
    assert ("Jaringan: kabel LAN" in page) == ("network" in kept)
    assert ("Waktu tempuh ± 75 ms" in page) == ("rtt_ms" in kept)
    assert not any(str(value) in page for value in ("Rumah Sari", "merpati", "cepat"))


@pytest.mark.parametrize("nonsense", ["wifi", 7, ["wifi"], [{"rtt_ms": 1}], True])
async def test_a_report_with_nonsense_for_measurements_is_filed(server, visitor, nonsense):
    assert HEADING not in await page_of(server, await visitor.file(diagnostics=nonsense))


async def test_the_same_report_with_its_measurements_sent_twice_is_one(visitor):
    payload = report(diagnostics=WHOLE | {"rtt_ms": -1})
    sent = await visitor.send("post", FileReport.event(), payload)
    assert await visitor.send("socket", FileReport.event(), payload) == sent


async def test_a_retry_that_meets_a_release_with_another_measurement_is_the_same_report(visitor):
    """Each process keeps only the measurements that it knows; the first's answer got lost on its way."""
    older = {name: value for name, value in WHOLE.items() if name != "rtt_ms"}
    payload = report(diagnostics=WHOLE)
    sent = await visitor.send("post", FileReport.event(), payload | {"diagnostics": older})
    assert sent["ok"]
    assert await visitor.send("post", FileReport.event(), payload) == sent
