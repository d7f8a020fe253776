"""What the tag costs a page, by Lighthouse: `python -m tests.bench.bench_page`, the last part of `make bench`."""

import asyncio
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests import programs
from tests.browser.conftest import SETTINGS
from tests.embed.city import City, city
from tests.embed.conftest import list_sites
from tests.serving import start_server

FOLDER = Path(__file__).parent / "lighthouse"
RUNS = 3
GOAL = 1.0
"""Points of Lighthouse's performance score that the tag may cost."""

CHROME = '--headless=new --no-sandbox --host-resolver-rules="MAP *.go.id 127.0.0.1"'


def main() -> None:
    """Print the score, layout shift and long tasks of the demo page with and without the tag."""
    if not install():
        print("NOT RUN: Lighthouse, because npm could not install it")
        return
    with tempfile.TemporaryDirectory() as folder:
        running = start_server(SETTINGS, Path(folder))
        try:
            with city(running.url) as town:
                asyncio.run(prepare(town))
                measured = [measure(town, path) for _ in range(RUNS) for path in ("/with", "/without")]
        finally:
            running.stop()
    report(measured[0::2], measured[1::2], running.url)


def install() -> bool:
    npm = programs.node()
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if (FOLDER / "node_modules").is_dir():
        return True
    return npm is not None and subprocess.run(command, cwd=FOLDER, check=False).returncode == 0


async def prepare(town: City) -> None:
    """Put the demo page on an OPD's site, once with the tag on another origin and once without."""
    await list_sites(town, "disdik", "disdik")
    async with httpx.AsyncClient(base_url=town.sigap) as http:
        page = (await http.get("/demo")).text
        town.give("/assets/pages.css", (await http.get("/assets/pages.css")).text)
    own = next(line for line in page.splitlines() if 'src="/widget.js"' in line)
    for path, tag in (("/with", town.tag()), ("/without", "")):
        town.show(path, "", policy="")
        town.pages[path].text = page.replace(own, tag)


def measure(town: City, path: str) -> dict[str, Any]:
    program = programs.chromium()
    assert program is not None
    command = [
        str(FOLDER / "node_modules/.bin/lighthouse"), town.site() + path, "--output=json", "--quiet",
        "--only-categories=performance", f"--chrome-flags={CHROME}",
    ]  # fmt: skip
    environment = {**os.environ, **programs.environment_for(program), "CHROME_PATH": str(program)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(tagged: list[dict[str, Any]], bare: list[dict[str, Any]], sigap: str) -> None:
    print(f"Lighthouse {tagged[0]['lighthouseVersion']}, mobile, median of {RUNS} (goal: the tag costs < {GOAL} point)")
    scores = [median(runs, score) for runs in (tagged, bare)]
    print(f"  {scores[0]:7.1f} with the tag, {scores[1]:.1f} without: {scores[1] - scores[0]:+.1f} points")
    for name, of in FIGURES.items():
        print(f"  {median(tagged, of):7.3f} with, {median(bare, of):.3f} without: {name}")
    tasks = [task for run in tagged for task in items(run, "long-tasks") if sigap in task.get("url", "")]
    print(f"  {len(tasks):7} long tasks of the tag in {RUNS} runs")
    sent = [one for one in items(tagged[0], "network-requests") if sigap in one["url"]]
    print(f"  {sum(one['transferSize'] for one in sent):7} bytes in {len(sent)} requests, headers included")


def median(runs: list[dict[str, Any]], of: Any) -> float:
    return float(statistics.median(of(run) for run in runs))


def score(run: dict[str, Any]) -> float:
    return 100 * float(run["categories"]["performance"]["score"])


def audit(name: str) -> Any:
    return lambda run: run["audits"][name]["numericValue"]


def items(run: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run["audits"][name].get("details", {}).get("items", [])
    return found


FIGURES = {
    "layout shift": audit("cumulative-layout-shift"),
    "ms blocked": audit("total-blocking-time"),
    "ms to the largest paint": audit("largest-contentful-paint"),
}

if __name__ == "__main__":
    main()
