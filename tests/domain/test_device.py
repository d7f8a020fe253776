"""What a browser calls itself, in words."""

import pytest

from server.domain.device import browser_and_system

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(("user_agent", "words"), [
    (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36", ("Chrome", "Windows")),
    (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
    (f"Mozilla/5.0 (Linux; Android 14; K) {WEBKIT} Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
    (f"Mozilla/5.0 (Linux; Android 13) {WEBKIT} SamsungBrowser/25.0 Chrome/121 Mobile Safari/537.36",
     ("Samsung Internet", "Android")),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604",
     ("Safari", "iPhone")),
    ("python-httpx/0.28", ("", "")), ("", ("", "")),
])  # fmt: skip
def test_browsers_are_told_apart(user_agent: str, words: tuple[str, str]) -> None:
    assert browser_and_system(user_agent) == words
