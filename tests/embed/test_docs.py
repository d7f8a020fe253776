"""Every piece of code in docs/web-team.md, pasted as it stands there."""

import re

import pytest
from playwright.async_api import expect

from tests.programs import ROOT

TEXT = (ROOT / "docs/web-team.md").read_text(encoding="utf-8")
EXAMPLE = "https://sigap.example"
BLOCKS = re.findall(r"```html\n(.+?)```", TEXT, re.DOTALL)
PHP = re.findall(r"echo '(<script.+?)';", TEXT)
DATA_BLOCK = "application/json"


def test_there_is_something_for_each_kind_of_site():
    assert len(BLOCKS) >= 5 and len(PHP) == 1
    for kind in ("WordPress", "Joomla", "Blogger", "HTML biasa", "Google Tag Manager"):
        assert f"**{kind}.**" in TEXT


@pytest.mark.parametrize("block", [*BLOCKS, *PHP], ids=lambda block: re.sub(r"\W+", " ", block)[:40])
async def test_what_the_page_for_web_teams_says_can_be_pasted(visitor, town, block):
    pasted = block.replace(EXAMPLE, town.sigap)
    if DATA_BLOCK in block:
        pasted += f"<script async src={town.sigap}/widget.js></script>"
    room = "<style>#bantuan { display: flex; height: 600px }</style>"
    town.show("/", pasted, head=room, policy="default-src * 'unsafe-inline'")
    await visitor.page.goto(town.site())
    if "data-target" not in block:
        await visitor.press("Lapor gangguan")
    await expect(visitor.button("Internet mati")).to_be_visible()
    await expect(visitor.page.get_by_role("status").first).to_have_text("Tersambung")


def test_every_option_and_event_that_the_code_knows_is_explained():
    options = (ROOT / "widget/src/options.ts").read_text(encoding="utf-8")
    fields = options.split("interface Options {")[1].split("}")[0]
    for name in re.findall(r"^  (\w+)\?: string;", fields, re.MULTILINE):
        attribute = "data-" + re.sub("([A-Z])", r"-\1", name).lower()
        assert f"`{attribute}`" in TEXT, name
    hands = options.split("interface Api {")[1].split("\n}")[0]
    for name in re.findall(r"^  (\w+)\(", hands, re.MULTILINE):
        assert f"{name}(" in TEXT, name
    for name in re.findall(r'"(\w+)"', options.split("type WidgetEvent =")[1].split(";")[0]):
        assert name in TEXT, name
