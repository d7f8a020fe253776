"""Numbers as people write them: `2.000` and `0,8` in Indonesian, `2,000` and `0.8` in English."""

SWAPPED = str.maketrans(",.", ".,")


def figure(value: float, places: int, locale: str) -> str:
    """Return a number with its thousands marked; decimals that are nothing are left out."""
    shown = f"{value:,.{places}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown if locale == "en" else shown.translate(SWAPPED)
