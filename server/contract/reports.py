"""What a reporter may ask about a report of theirs."""

from typing import Annotated

from pydantic import Field

from .base import Number, Write, text
from .visitor import Receipt


class ConfirmSolved(Write):
    """Say that it works again: the report is closed."""

    reply = Receipt
    number: Number


class ReopenReport(Write):
    """Say that it does not work yet, within seven days after it was resolved."""

    reply = Receipt
    number: Number
    reason: Annotated[str, text(2000, 1)]


class CancelReport(Write):
    """Take back a report that nobody works on yet."""

    reply = Receipt
    number: Number


class RateReport(Write):
    """Say how well it was handled, from 1 to 5; a later rating replaces the earlier one."""

    reply = Receipt
    number: Number
    stars: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str, text(1000)] = ""


class FindReport(Write):
    """Open a report of another device here, by its number and tracking code as they were typed.

    A wrong number and a wrong code get the same answer, `not_found`.
    """

    reply = Receipt
    number: Annotated[str, text(60)]
    code: Annotated[str, text(60)]
