"""An OPD's own colour is readable, and is still its own colour where it can be."""

import itertools

import pytest

from server.domain.accent import luminance, readable_accent

STEPS = range(0, 256, 15)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(channels(one)), luminance(channels(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def test_every_colour_gets_text_that_can_be_read_and_stands_out_from_a_white_page():
    for rgb in itertools.product(STEPS, repeat=3):
        accent = readable_accent("#{:02x}{:02x}{:02x}".format(*rgb))
        assert accent is not None
        assert contrast(accent.ground, accent.text) >= 4.5, accent
        assert contrast(accent.ground, "#ffffff") >= 3, accent


@pytest.mark.parametrize("color", ["#0f766e", "#b91c1c", "#0b2a5b", "#000000"])
def test_a_usable_colour_stays_as_it_is(color):
    accent = readable_accent(color)
    assert accent is not None
    assert (accent.ground, accent.text) == (color, "#ffffff")


def test_a_light_colour_keeps_its_hue_and_grows_darker():
    accent = readable_accent("ffd700")
    assert accent is not None
    red, green, blue = channels(accent.ground)
    assert (blue, accent.text) == (0, "#000000")
    assert 1.1 < red / green < 1.25


@pytest.mark.parametrize("color", ["", "red", "#abc", "#12345", "#1234567", "url(x)", "#zzzzzz", "0f766e}*{"])
def test_what_is_no_colour_is_none(color):
    assert readable_accent(color) is None
