"""Every state of the widget, in both themes and languages, on a phone and a desk: no violation of WCAG 2.2 AA.

The pictures land in `tests/.out/states`, to be looked at.
"""

import itertools

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import new_page
from tests.programs import ROOT

from .walk import Walk

OUT = ROOT / "tests/.out/states"
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


EACH = list(itertools.product(("light", "dark"), ("id", "en"), SIZES))


@pytest.mark.parametrize(("theme", "locale", "size"), EACH)
async def test_no_state_breaks_wcag_in_any_theme_language_or_size(browser, town, theme, locale, size):
    town.show("/", f"<main><p>Isi</p></main>{town.tag(extra=f'data-locale={locale}')}")
    page = await new_page(browser, viewport=SIZES[size], color_scheme=theme, reduced_motion="reduce")
    OUT.mkdir(parents=True, exist_ok=True)
    seen, found = [], {}
    async for state in Walk(page, town, locale).states():
        seen.append(state)
        await page.screenshot(path=OUT / f"{size}-{theme}-{locale}-{len(seen):02}-{state}.png", caret="hide")
        wrong = await violations(page)
        if wrong:
            found[state] = wrong
    assert found == {}
    assert len(seen) == 19
    assert page.errors == []
    await page.context.close()
