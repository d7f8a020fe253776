"""Ask axe-core what a page does to people who see, hear or move differently: WCAG 2.2, levels A and AA."""

from functools import cache

from playwright.async_api import Page

from tests.programs import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _source() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


async def violations(page: Page) -> list[str]:
    """Return what is wrong with the page as it is shown now: rule, element, reason.

    The script is handed over by the debugger, so the page's own policy stays as it is.
    """
    await page.evaluate(_source())
    found = await page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{page.url}: {one['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
