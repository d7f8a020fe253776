"""What a move asks for beside its note, as the forms for one report and for many show and send it."""

from collections.abc import Mapping
from typing import Any

from server.domain.particulars import ASKED, Action, Cause, Particulars, RejectReason

FIELDS = ("cause", "action", "reject_reason", "vendor", "vendor_ticket", "vendor_day")
LISTS: dict[str, Any] = {
    "asked": ASKED, "causes": tuple(Cause), "actions": tuple(Action), "reject_reasons": tuple(RejectReason),
}  # fmt: skip
"""For the macros of `parts/fields_of_work.html`."""


def particulars(typed: Mapping[str, str]) -> Particulars:
    """Return what was typed into these fields."""
    return Particulars(
        cause=typed["cause"], action=typed["action"], reason=typed["reject_reason"], vendor=typed["vendor"],
        vendor_ticket=typed["vendor_ticket"], vendor_day=typed["vendor_day"],
    )  # fmt: skip
