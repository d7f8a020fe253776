"""F9 to F12: a slow and torn line, lost answers, doubled requests."""

from collections.abc import Callable
from dataclasses import replace

from .devices import Devices, percentile
from .lab import Lab, Verdict
from .ledger import Ledger
from .proxy import FaultProxy, Mode, Weather

GOAL = "100 % delivered, doubled 0, order kept"


async def torn_line(lab: Lab) -> Verdict:
    """F9: 400 ± 200 ms each way, 64 kbit/s, 5 % resets."""
    weather = Weather(latency=0.4, jitter=0.2, kbps=64, reset_chance=0.05)
    return await _through(lab, "F9 torn line", lambda proxy: weather, reports=lab.some(1_000, 60))


async def lost_answers(lab: Lab) -> Verdict:
    """F10: 30 % of the answers are lost after the commit."""

    def weather(proxy: FaultProxy) -> Weather:
        return Weather(mode=Mode.LOSE_ANSWERS if proxy.chance.random() < 0.3 else Mode.PASS)

    return await _through(lab, "F10 lost answers 30 %", weather, reports=lab.some(2_000, 100))


async def doubled_posts(lab: Lab) -> Verdict:
    """F11: every POST arrives twice."""
    return await _through(
        lab, "F11 doubled POST 100 %", lambda proxy: Weather(mode=Mode.DOUBLE_POSTS), reports=lab.some(2_000, 100)
    )


async def _through(lab: Lab, name: str, weather: Callable[[FaultProxy], Weather], reports: int) -> Verdict:
    server = await lab.start_server()
    proxy = _ChangingProxy(server.port, forecast=weather)
    await proxy.start()
    ledger = Ledger()
    await Devices(lambda: proxy.url, ledger, try_seconds=20, in_a_row=10).file_many(reports, 20)
    await proxy.stop()
    counted = lab.count(ledger)
    waits = ledger.waits()
    measured = f"median receipt {percentile(waits, 0.5):.2f} s, worst {waits[-1]:.2f} s"
    return Verdict(name, GOAL, counted, measured, counted.clean and counted.acked == reports)


class _ChangingProxy(FaultProxy):
    """Ask the forecast anew for every connection."""

    def __init__(self, upstream: int, forecast: Callable[[FaultProxy], Weather]) -> None:
        super().__init__(upstream)
        self._forecast = forecast

    async def _serve(self, reader, writer) -> None:  # type: ignore[no-untyped-def]
        self.weather = replace(self._forecast(self))
        await super()._serve(reader, writer)
