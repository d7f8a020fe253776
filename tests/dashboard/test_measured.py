"""How a reporter was connected, as the desk reads it: words, in the reader's language."""

import re

import pytest

from tests.wire.client import Visitor

GIVEN = {"line": "none", "online": False, "network": "cellular", "speed_class": "slow-2g", "downlink_mbit": 0.05}
WORDS = {
    "id": (
        "Sambungan pelapor saat dikirim",
        "Obrolan tidak tersambung · Perangkat tanpa jaringan · Jaringan: data seluler · Sangat lambat (di bawah 2G) · "
        "Kecepatan ± 0,05 Mbit/s · Waktu tempuh ± 1.250 ms",
    ),
    "en": (
        "Reporter's connection when sent",
        "Chat not connected · Device without a network · Network: mobile data · Very slow (below 2G) · "
        "Speed ± 0.05 Mbit/s · Round trip ± 1,250 ms",
    ),
}


@pytest.mark.parametrize("locale", WORDS)
async def test_the_page_says_in_words_how_the_reporter_was_connected(server, staff, locale):
    sent = await Visitor(server.url).file(diagnostics=GIVEN | {"rtt_ms": 1250})
    report_id = await staff.report_id(sent["reports"][0]["number"])
    staff.http.cookies.set("sigap-lang", locale)
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text.replace("&#39;", "'")
    label, words = WORDS[locale]
    assert f"<dt>{label}</dt><dd>{words}</dd>" in page
    assert not re.search(r"slow-2g|downlink|rtt_ms|cellular", page)
