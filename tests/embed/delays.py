"""What caching plugins make of a tag, and the script with which each brings it back. Written after their behaviour."""

import re
from collections.abc import Callable
from dataclasses import dataclass

ON_TOUCH = """
for (const name of ["mousemove", "keydown", "touchstart", "wheel"])
  addEventListener(name, () => { if (!window.woken) { window.woken = true; wake(); } });
"""


@dataclass(frozen=True)
class Delay:
    """`mangle` turns the tag into what the plugin writes; `script` runs it later."""

    mangle: Callable[[str], str]
    script: str
    waits: bool = True
    """It waits until the visitor moves."""


def _typed(kind: str, src: str) -> Callable[[str], str]:
    return lambda tag: tag.replace("<script async src=", f'<script type="{kind}" async {src}=')


def _rename(kind: str, src: str, place: str) -> str:
    """Make a new element with every attribute of the old one, its source under its real name."""
    return f"""
function wake() {{
  for (const old of document.querySelectorAll('script[type$="{kind}"]')) {{
    const fresh = document.createElement("script");
    for (const {{ name, value }} of [...old.attributes])
      if (name !== "type") fresh.setAttribute(name === "{src}" ? "src" : name, value);
    {place}
  }}
}}"""


IN_PLACE = """
function wake() {
  for (const old of document.querySelectorAll('script[type="rocketlazyloadscript"]')) {
    old.removeAttribute("type");
    old.src = old.getAttribute("data-rocket-src");
    old.removeAttribute("data-rocket-src");
  }
}"""

ROCKET_LOADER = """
Object.defineProperty(document, "readyState", { configurable: true, get: () => "loading" });
Object.defineProperty(document, "currentScript", { configurable: true, get: () => null });
document.write = () => {};
addEventListener("load", wake);
""" + _rename("-text/javascript", "src", "fresh.async = false; old.before(fresh); old.remove();")

DELAYS = {
    "WP Rocket": Delay(
        _typed("rocketlazyloadscript", "data-rocket-src"),
        _rename("rocketlazyloadscript", "data-rocket-src", "old.replaceWith(fresh);") + ON_TOUCH,
    ),
    "WP Rocket, in place": Delay(_typed("rocketlazyloadscript", "data-rocket-src"), IN_PLACE + ON_TOUCH),
    "LiteSpeed": Delay(
        _typed("litespeed/javascript", "data-src"),
        _rename("litespeed/javascript", "data-src", "old.after(fresh); old.remove();") + ON_TOUCH,
    ),
    "Autoptimize, deferred": Delay(lambda tag: tag.replace("async", "defer"), "", waits=False),
    "Flying Press": Delay(
        lambda tag: re.sub(r"async src=", "defer data-loading-method='user-interaction' data-src=", tag),
        """function wake() { for (const old of document.querySelectorAll("script[data-loading-method]"))
             old.src = old.dataset.src; }""" + ON_TOUCH,
    ),
    "Cloudflare Rocket Loader": Delay(
        _typed("3c1f0a9b7d2e-text/javascript", "src"), ROCKET_LOADER, waits=False
    ),
}  # fmt: skip
