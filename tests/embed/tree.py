"""What assistive technology is told: Chromium's own accessibility tree."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page


@dataclass(frozen=True)
class Node:
    role: str
    name: str
    about: dict[str, Any]
    """Its other properties: focusable, live, expanded …"""


async def tree(page: Page) -> list[Node]:
    """Return every node that is not ignored."""
    client = await page.context.new_cdp_session(page)
    found = await client.send("Accessibility.getFullAXTree")
    await client.detach()
    return [
        Node(
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            {one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        )
        for node in found["nodes"]
        if not node["ignored"]
    ]


def of(nodes: list[Node], role: str) -> list[Node]:
    return [node for node in nodes if node.role == role]
