"""What a browser measured beside a report: helps a technician, says nothing of who or where the person is."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from .base import Wire


class Diagnostics(Wire):
    """How the device was connected when *Kirim* was pressed. Browsers differ, so each of it may be missing.

    `line` is the chat's own way to Sigap, `network` what the device is connected by, `speed_class` what the browser
    compares its speed to. Never an address, the name of a network, or a place.
    """

    line: Literal["socket", "post", "none"] | None = None
    online: bool | None = None
    network: Literal["wifi", "cellular", "ethernet", "bluetooth", "wimax", "other", "none"] | None = None
    speed_class: Literal["slow-2g", "2g", "3g", "4g"] | None = None
    downlink_mbit: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    rtt_ms: Annotated[int, Field(gt=0, le=600_000)] | None = None


def _what_fits(given: Any) -> Any:
    """Drop every measurement that does not fit: a report is never refused for what a browser measured beside it."""
    if not isinstance(given, dict):
        return given if isinstance(given, Diagnostics) else None
    try:
        return Diagnostics.model_validate(given)
    except ValidationError as error:
        wrong = {item["loc"][0] for item in error.errors(include_url=False, include_context=False)}
    return {name: value for name, value in given.items() if name not in wrong}


Measured = Annotated[Diagnostics | None, BeforeValidator(_what_fits)]
"""Diagnostics as a command carries them."""
